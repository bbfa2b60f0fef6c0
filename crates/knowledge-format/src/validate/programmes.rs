//! Programmes: that what they name exists, and that no list crosses the partitions of its programme.

use super::{Findings, TypeCatalog, condition_paths};
use crate::{Knowledge, Programme};
use std::collections::BTreeSet;

pub(super) fn check(knowledge: &Knowledge, types: &dyn TypeCatalog, found: &mut Findings) {
    let services: BTreeSet<&str> = knowledge.services.iter().map(|(_, s)| s.id.as_str()).collect();
    for id in knowledge.list_names.keys.keys().filter(|id| !services.contains(id.as_str())) {
        found.add("programmes/names.toml", format!("`{id}` is no service"));
    }
    for (file, programme) in &knowledge.programmes {
        found.words(file, &programme.what);
        assessed_frameworks(knowledge, file, programme, found);
        let partitions: Vec<_> = programme.scopes.iter().map(|s| s.partition).collect();
        for list in &programme.lists {
            if list.partition.is_some_and(|p| !partitions.contains(&p)) {
                found.add(
                    file,
                    format!("the list of {} is about a partition that no `[[scopes]]` names", list.as_of),
                );
            }
        }
        for exclusion in &programme.exclusions {
            found.words(file, &exclusion.what);
            if !programme.lists.iter().any(|l| l.services.contains_key(&exclusion.service)) {
                found.add(file, format!("`{}` has an exclusion and stands in no list", exclusion.service));
            }
            for name in &exclusion.types {
                if !types.has_type(name.as_str()) {
                    found.add(file, format!("`{name}` is no resource type of the schema"));
                } else if let Some(when) = &exclusion.when {
                    condition_paths(types, name.as_str(), when, file, found);
                }
            }
        }
    }
}

fn assessed_frameworks(knowledge: &Knowledge, file: &str, programme: &Programme, found: &mut Findings) {
    for (id, baselines) in &programme.assesses {
        let Some(framework) = knowledge.framework(id) else {
            found.add(file, format!("`{id}` is no framework"));
            continue;
        };
        for baseline in baselines.iter().filter(|b| !framework.baselines.contains(b)) {
            found.add(
                file,
                format!("`{baseline}` is no baseline of `{id}`; it has {}", framework.baselines.join(", ")),
            );
        }
    }
}
