//! Data sources that can be known without asking AWS.

use super::{
    ASSUMED_ZONES,
    evaluator::Evaluator,
    names::{attribute_of, known_text},
    providers::ProviderInfo,
    scope::Scope,
    syntax::Body,
    types::Type,
    value::{Kind, MapValue, Rest, Unknown, Val},
};
use demarc_inventory::ProblemSeverity;
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
            "aws_availability_zones" => {
                let count = self.options.availability_zones.unwrap_or(ASSUMED_ZONES);
                let named = match &region {
                    Some(region) => format!("`{region}a` and so on"),
                    None => "`zone-a` and so on".to_owned(),
                };
                self.report(
                    "assumed-availability-zones",
                    ProblemSeverity::Note,
                    format!(
                        "which availability zones there are only AWS knows: {count} are assumed, called {named}; `--availability-zones` sets their number"
                    ),
                    body.span(),
                );
                let letters = ('a'..='z').take(count);
                let prefix = region.clone().unwrap_or_else(|| "zone-".to_owned());
                set("names", Some(Val::texts(letters.clone().map(|letter| format!("{prefix}{letter}")))));
                let id = |at: usize| {
                    Val::unknown(Unknown::new(Why::KnownAfterApply, format!("{address}.zone_ids[{at}]")))
                };
                set("zone_ids", Some(Val::list((0..count).map(|at| id(at).hinted(&Type::Text)).collect())));
                set("id", region.as_ref().map(Val::text));
            }
            // A template of the time before `templatefile`.
            "template_file" => {
                let arguments: Vec<Val> =
                    ["template", "vars"].iter().map_while(|name| attribute_of(&value, name)).collect();
                if let Some(Ok(text)) = self.file_function("templatestring", &arguments, scope, value.span) {
                    set("rendered", Some(text));
                }
            }
            "null_data_source" => set("outputs", attribute_of(&value, "inputs")),
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
