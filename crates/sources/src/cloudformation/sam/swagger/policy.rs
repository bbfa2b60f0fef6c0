//! The resource policy of an API: which accounts, addresses and networks may call which method.

use super::{POLICY, Swagger};
use crate::cloudformation::sam::{
    doc::{Doc, map},
    editor::{ANY_METHOD, with_wildcards},
    fields::Fields,
    intrinsics::sub_with,
    made::{Outcome, refuse},
    text::Text,
};

fn statement(effect: &str, resources: &Doc) -> Fields {
    let mut statement = Fields::table();
    statement.set("Effect", effect);
    statement.set("Action", "execute-api:Invoke");
    statement.set("Resource", resources);
    statement
}

fn as_list(doc: &Doc) -> Vec<Doc> {
    doc.as_list().map_or_else(|| vec![doc.clone()], <[Doc]>::to_vec)
}

impl Swagger {
    /// Adds what a policy says of a path.
    pub(in crate::cloudformation::sam) fn add_policy(
        &mut self,
        policy: &Fields,
        path: &Text,
        stage: &Doc,
    ) -> Outcome<()> {
        let resources = Doc::list(self.methods_of(path, stage)?);
        for (key, effect) in [("AwsAccountWhitelist", "Allow"), ("AwsAccountBlacklist", "Deny")] {
            if let Some(accounts) = policy.set_at(key) {
                let mut allowed = statement(effect, &resources);
                let accounts = Doc::list(as_list(accounts));
                allowed.set("Principal", Fields::table_of(super::super::doc::fields! { "AWS" => accounts }));
                self.version();
                self.push(allowed.into());
            }
        }
        for (key, test) in [("IpRangeWhitelist", "NotIpAddress"), ("IpRangeBlacklist", "IpAddress")] {
            if let Some(ranges) = policy.set_at(key) {
                let ranges = Doc::list(as_list(ranges));
                self.deny_if(&resources, map! { test => map! { "aws:SourceIp" => ranges } });
            }
        }
        for (kind, test) in [("Blacklist", "StringEquals"), ("Whitelist", "StringNotEquals")] {
            let networks = networks(policy, kind)?;
            if !networks.is_empty() {
                self.deny_if(&resources, map! { test => networks });
            }
        }
        self.definition.doc.set(POLICY, self.policy.clone());
        Ok(())
    }

    pub(in crate::cloudformation::sam) fn add_statements(&mut self, statements: &Doc) {
        self.version();
        if self.policy.get("Statement").is_none() {
            self.policy.set("Statement", statements);
        } else {
            let mut all = self.policy.get("Statement").map(as_list).unwrap_or_default();
            for statement in as_list(statements) {
                if !all.contains(&statement) {
                    all.push(statement);
                }
            }
            self.policy.set("Statement", Doc::list(all));
        }
        self.definition.doc.set(POLICY, self.policy.clone());
    }

    fn version(&mut self) {
        self.policy.set("Version", "2012-10-17");
    }

    /// Allows everybody, and denies those for whom a condition holds.
    fn deny_if(&mut self, resources: &Doc, condition: Doc) {
        let mut allow = statement("Allow", resources);
        allow.set("Principal", "*");
        let mut deny = statement("Deny", resources);
        deny.set("Principal", "*");
        deny.set("Condition", condition);
        self.version();
        let mut all = self.policy.get("Statement").map(as_list).unwrap_or_default();
        for statement in [Doc::from(allow), Doc::from(deny)] {
            if !all.contains(&statement) {
                all.push(statement);
            }
        }
        self.policy.set("Statement", Doc::list(all));
    }

    fn push(&mut self, statement: Doc) {
        match self.policy.get("Statement").map(as_list) {
            None => self.policy.set("Statement", statement),
            Some(mut all) => {
                all.push(statement);
                self.policy.set("Statement", Doc::list(all));
            }
        }
    }

    /// The methods of a path as resources of a policy.
    fn methods_of(&mut self, path: &Text, stage: &Doc) -> Outcome<Vec<Doc>> {
        let mut methods = Vec::new();
        for item in self.definition.items(path.as_str())? {
            methods.extend(item.keys());
        }
        let path = with_wildcards(path, true);
        let resource = |method: Text| {
            let name = method.as_str();
            let any = name.to_lowercase() == ANY_METHOD || name.eq_ignore_ascii_case("any");
            let shown = if any { Text::from("*") } else { method.with(&name.to_uppercase()) };
            let text = Text::from(format!("execute-api:/${{__Stage__}}/{}{}", shown.as_str(), path.as_str()));
            let of_template = shown.is_of_template() || path.is_of_template();
            let text = if of_template { text.of_template() } else { text };
            sub_with(text, super::super::doc::fields! { "__Stage__" => stage })
        };
        Ok(methods.into_iter().map(resource).collect())
    }
}

/// Networks and endpoints of a list as the condition that names them.
fn networks(policy: &Fields, kind: &str) -> Outcome<Fields> {
    const NETWORK: &str = "aws:SourceVpc";
    const ENDPOINT: &str = "aws:SourceVpce";
    let mut condition = Fields::table();
    let mut add = |key: &str, values: Vec<Doc>| {
        if !values.is_empty()
            && let Some(list) = condition.or_set(key, Doc::list(Vec::new())).as_list_mut()
        {
            list.extend(values);
        }
    };
    if let Some(listed) = policy.get(&format!("SourceVpc{kind}")).map(as_list) {
        if listed.iter().any(|name| name.as_str().is_none()) {
            return refuse(format!(
                "`SourceVpc{kind}` is expected to hold texts; `IntrinsicVpc{kind}` takes functions"
            ));
        }
        let starting = |prefix: &str| -> Vec<Doc> {
            listed.iter().filter(|n| n.as_str().is_some_and(|n| n.starts_with(prefix))).cloned().collect()
        };
        add(NETWORK, starting("vpc-"));
        add(ENDPOINT, starting("vpce-"));
    }
    for (name, key) in [("IntrinsicVpc", NETWORK), ("IntrinsicVpce", ENDPOINT)] {
        if let Some(listed) = policy.get(&format!("{name}{kind}")) {
            add(key, as_list(listed));
        }
    }
    Ok(condition)
}
