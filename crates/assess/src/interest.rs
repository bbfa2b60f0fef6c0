//! Which properties of which types the knowledge looks at: what a reader of large inputs must keep.

use demarc_inventory::Interest;
use demarc_knowledge_format::{
    Knowledge, Requirement,
    condition::{Condition, Link, Path},
};

/// Collects every path that conditions of duties and variants, native checks and settings of the knowledge look at.
#[must_use]
pub fn interest(knowledge: &Knowledge) -> Interest {
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
        for on in &duty.on {
            let type_name = on.type_name.as_str();
            interest.add_type(type_name);
            if let Some(when) = &on.when {
                of_condition(&mut interest, type_name, when);
            }
            match &on.require {
                Requirement::Condition(condition, _) => of_condition(&mut interest, type_name, condition),
                // A function without a property may look at anything.
                Requirement::Native { over, .. } => interest.add(type_name, over),
            }
        }
    }
    interest
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
    fn dump() {
        let knowledge = demarc_knowledge::embedded().unwrap();
        for (name, paths) in interest(&knowledge).iter() {
            println!("{name}\t{}", paths.iter().cloned().collect::<Vec<_>>().join(" "));
        }
    }
}
