//! Data sources that can be known without asking AWS.

use super::{
    evaluator::Evaluator,
    names::{attribute_of, known_text},
    providers::ProviderInfo,
    scope::Scope,
    syntax::Body,
    value::{Kind, MapValue, Rest, Unknown, Val},
};
use demarc_model::Why;

/// The partition that a region belongs to.
fn partition_of(region: &str) -> &'static str {
    if region.starts_with("cn-") {
        "aws-cn"
    } else if region.starts_with("us-gov-") {
        "aws-us-gov"
    } else {
        "aws"
    }
}

impl Evaluator<'_, '_> {
    /// The value of a data source: what it is asked with, what can be known, and the rest unknown.
    pub(super) fn data_value(
        &mut self,
        kind: &str,
        body: &Body,
        address: &str,
        provider: Option<&ProviderInfo>,
        scope: Scope<'_>,
    ) -> Val {
        let rest = Rest::Data(Unknown::new(Why::KnownAfterApply, address));
        let value = self.body_value(body, &rest, scope, true);
        let Kind::Map(map) = &value.kind else { return value };
        let mut map = MapValue::clone(map);
        let mut set = |name: &str, known: Option<Val>| {
            if let Some(known) = known {
                map.entries.insert(name.to_owned(), known);
            }
        };
        let region = match attribute_of(&value, "region") {
            Some(given) if known_text(&given).is_some() => known_text(&given).map(str::to_owned),
            _ => provider.and_then(|p| p.region.clone()),
        };
        let account = provider.and_then(|p| p.account.clone());
        match kind {
            "aws_iam_policy_document" => {
                use super::{policy_document::document, value::Style};
                set("minified_json", Some(document(&value, Style::MinifiedPolicy)));
                set("json", Some(document(&value, Style::Policy)));
            }
            "aws_caller_identity" => {
                set("id", account.as_ref().map(Val::text));
                set("account_id", account.map(Val::text));
            }
            "aws_region" => {
                for name in ["id", "name", "region"] {
                    set(name, region.as_ref().map(Val::text));
                }
            }
            "aws_partition" => {
                let partition = region
                    .as_deref()
                    .map(partition_of)
                    .map(str::to_owned)
                    .or_else(|| self.options.partition.clone());
                if let Some(partition) = partition {
                    let suffix = match partition.as_str() {
                        "aws-cn" => Some(("amazonaws.com.cn", "cn.com.amazonaws")),
                        "aws" | "aws-us-gov" => Some(("amazonaws.com", "com.amazonaws")),
                        _ => None,
                    };
                    set("dns_suffix", suffix.map(|(dns, _)| Val::text(dns)));
                    set("reverse_dns_prefix", suffix.map(|(_, reverse)| Val::text(reverse)));
                    set("id", Some(Val::text(&partition)));
                    set("partition", Some(Val::text(partition)));
                }
            }
            _ => {}
        }
        Val { kind: Val::map_of(map.entries, true, map.rest).kind, ..value }
    }
}
