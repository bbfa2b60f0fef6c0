//! Which properties of which types the knowledge looks at: what a reader of large inputs must keep.

use crate::native::TAGS;
use demarc_inventory::Interest;
use demarc_knowledge_format::{
    Knowledge, Requirement,
    condition::{Condition, Link, Path},
};
use std::collections::BTreeMap;

/// Collects every path that conditions of duties and variants, native checks and settings of the knowledge look at, where
/// duty parameters have these values.
#[must_use]
pub fn interest(knowledge: &Knowledge, parameters: &BTreeMap<String, String>) -> Interest {
    let mut interest = Interest::default();
    for (_, service) in &knowledge.services {
        for carrier in &service.carriers {
            interest.add_type(carrier.as_str());
        }
        for (setting, path) in &service.settings {
            interest.add_type(setting.as_str());
            if let Some(path) = path {
                interest.add(setting.as_str(), &path.replace("[*]", ""));
            }
        }
        for variant in &service.variants {
            let types = if variant.types.is_empty() { &service.carriers } else { &variant.types };
            for type_name in types {
                of_condition(&mut interest, type_name.as_str(), &variant.when);
            }
        }
    }
    for (_, duty) in &knowledge.duties {
        let set = duty
            .parameters
            .iter()
            .any(|(name, parameter)| parameters.contains_key(name) || !parameter.assigned_by.is_empty());
        for on in &duty.on {
            let type_name = on.type_name.as_str();
            interest.add_type(type_name);
            if let Some(when) = &on.when {
                of_condition(&mut interest, type_name, when);
            }
            match &on.require {
                Requirement::Condition(condition, _) => of_condition(&mut interest, type_name, condition),
                // Without keys to look for nothing is asked of the tags, which are most of what items hold.
                Requirement::Native { name, .. } if name == "required_tags" && !set => {}
                Requirement::Native { name, over } => of_native(&mut interest, type_name, name, over),
            }
        }
    }
    interest
}

/// What a function looks at: the properties that it is given, and what it looks at beside them.
fn of_native(interest: &mut Interest, type_name: &str, name: &str, over: &str) {
    match name {
        // An ARN is put together of `service kind/Property`, and tags may select the resource.
        "backup_plan" => {
            interest.add("AWS::Backup::BackupSelection", "");
            let name = over.rsplit(['/', ':', ' ']).next().unwrap_or(over);
            interest.add(type_name, name);
        }
        "table_scaling" => {
            interest.add("AWS::ApplicationAutoScaling::ScalableTarget", "");
            interest.add(type_name, over);
        }
        "zones" | "balancer_zones" => {
            interest.add("AWS::EC2::Subnet", "AvailabilityZone");
            over.split(',').for_each(|path| interest.add(type_name, &plain(path)));
        }
        "data_class_key" => {
            interest.add("AWS::KMS::Key", "KeyUsage");
            interest.add("AWS::KMS::Alias", "TargetKeyId");
            interest.add(type_name, &plain(over));
        }
        // A function without a property may look at anything. Of several words the first is the property.
        _ => over.split([',', ' ']).for_each(|path| interest.add(type_name, &plain(path))),
    }
    if matches!(name, "backup_plan" | "data_class" | "data_class_key" | "required_tags") {
        for tags in TAGS {
            interest.add(type_name, tags);
        }
    }
}

/// A path without list steps.
fn plain(path: &str) -> String {
    path.trim().replace("[*]", "").replace("[]", "")
}

fn of_condition(interest: &mut Interest, type_name: &str, condition: &Condition) {
    for path in condition.own_paths() {
        interest.add(type_name, &dotted(&path));
    }
    for (related, link, inner) in condition.related() {
        interest.add_type(related);
        if let Link::By(path) = link {
            interest.add(related, &dotted(path));
        }
        for path in inner.own_paths() {
            interest.add(related, &dotted(&path));
        }
    }
}

fn dotted(path: &Path) -> String {
    path.keys().collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_with_several_properties_gets_each_of_them() {
        let mut interest = Interest::default();
        of_native(&mut interest, "T", "zones", "AvailabilityZones,Subnets[*].Id");
        let own: Vec<&str> = interest.of("T").unwrap().iter().map(String::as_str).collect();
        assert_eq!(own, ["AvailabilityZones", "Subnets.Id"]);
        assert!(interest.of("AWS::EC2::Subnet").unwrap().contains("AvailabilityZone"));
    }
}
