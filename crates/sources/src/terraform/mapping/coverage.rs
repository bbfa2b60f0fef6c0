//! Which canonical paths the mapping of a type can show.

use demarc_inventory::Coverage;
use demarc_schema::mapping::{Form, Makes, Row, Scalar};
use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

/// Coverages by provider type, each worked out once.
#[derive(Default)]
pub(super) struct Coverages {
    known: HashMap<(String, String), Arc<BTreeSet<String>>>,
}

impl Coverages {
    /// What a resource shows, with all that can complete it.
    pub fn of(&mut self, resource_type: &str, canonical: &str) -> Coverage {
        let key = (resource_type.to_owned(), canonical.to_owned());
        let paths = self.known.entry(key).or_insert_with(|| Arc::new(paths(resource_type, canonical)));
        Coverage::Paths(Arc::clone(paths))
    }
}

fn paths(resource_type: &str, canonical: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::from(["x:tf".to_owned()]);
    if let Some(mapping) = demarc_schema::mapping_of(resource_type) {
        collect(&mapping.rows, "", &mut found);
        constants(&mapping.set, "", &mut found);
        found.extend(mapping.lacks.iter().map(|path| (*path).to_owned()));
    }
    for other in demarc_schema::completed_by(canonical) {
        let Some(mapping) = demarc_schema::mapping_of(other) else { continue };
        for completion in mapping.into.iter().filter(|c| c.type_name == canonical) {
            collect(&completion.rows, "", &mut found);
        }
    }
    found
}

/// The paths of rows alone, for resources that stand inside of others.
pub(super) fn of_makes(makes: &Makes<'_>) -> Coverage {
    let mut found = BTreeSet::from([makes.names_outer.to_owned()]);
    collect(&makes.rows, "", &mut found);
    constants(&makes.set, "", &mut found);
    Coverage::Paths(Arc::new(found))
}

fn joined(base: &str, path: &str) -> String {
    match (base.is_empty(), path.is_empty()) {
        (true, _) => path.to_owned(),
        (_, true) => base.to_owned(),
        _ => format!("{base}.{path}"),
    }
}

fn constants(set: &[(&str, Scalar<'_>)], base: &str, found: &mut BTreeSet<String>) {
    found.extend(set.iter().map(|(path, _)| joined(base, path)));
}

fn collect(rows: &[Row<'_>], base: &str, found: &mut BTreeSet<String>) {
    for row in rows {
        let path = joined(base, row.to);
        if (row.rows.is_empty() && row.expand.is_empty()) || matches!(row.form, Form::Keyed(..)) {
            // Nothing below a value is left out, except in the documents and lists that are shown whole anyway.
            if !path.is_empty() {
                found.insert(path);
            }
            let beside = row.to.rsplit_once('.').map_or("", |(parent, _)| parent);
            let beside = if matches!(row.form, Form::Entry(..) | Form::Object(_)) { row.to } else { beside };
            constants(&row.set, &joined(base, beside), found);
        } else {
            collect(&row.rows, &path, found);
            constants(&row.set, &path, found);
            found.extend(row.expand.iter().map(|(_, property)| joined(&path, property)));
        }
    }
}
