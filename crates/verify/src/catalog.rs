//! Ids of controls, statements, objectives and parameters that documents may name: a catalog's own, or NIST's embedded.

use crate::{documents::Document, model::Model};
use std::{collections::HashSet, sync::LazyLock};

/// Ids of SP 800-53 Rev. 5; see the head of the file.
static EMBEDDED: &str = include_str!("../data/nist-800-53-r5-ids.txt");

/// What the embedded ids are of.
pub(crate) const EMBEDDED_NAME: &str = "NIST SP 800-53 Rev. 5, release 5.2.0";

/// Ids of a catalog.
#[derive(Debug, Default, Clone)]
pub(crate) struct Ids {
    /// Controls.
    pub controls: HashSet<String>,
    /// Parts of controls: statements and their items, objectives.
    pub parts: HashSet<String>,
    /// Parameters.
    pub parameters: HashSet<String>,
}

/// NIST's ids.
pub(crate) static NIST: LazyLock<Ids> = LazyLock::new(|| embedded(EMBEDDED));

/// Reads lines `control` TAB parts TAB parameters, where a part is written without its control.
fn embedded(text: &str) -> Ids {
    let mut ids = Ids::default();
    for line in text.lines().filter(|l| !l.starts_with('#')) {
        let mut fields = line.split('\t');
        let Some(control) = fields.next().filter(|c| !c.is_empty()) else { continue };
        ids.controls.insert(control.to_owned());
        for part in fields.next().unwrap_or_default().split_whitespace() {
            ids.parts.insert(format!("{control}_{part}"));
        }
        ids.parameters.extend(fields.next().unwrap_or_default().split_whitespace().map(str::to_owned));
    }
    ids
}

/// The ids of a catalog.
pub(crate) fn of(document: &Document) -> Option<Ids> {
    if document.model != Some(Model::Catalog) || document.root.is_none() {
        return None;
    }
    let tree = &document.tree;
    let mut ids = Ids::default();
    for (kind, into) in
        [("controls", &mut ids.controls), ("parts", &mut ids.parts), ("params", &mut ids.parameters)]
    {
        into.extend(document.of_kind(kind).filter_map(|n| tree.text_of(n, "id")).map(str::to_owned));
    }
    Some(ids)
}

impl Ids {
    /// Adds those of another catalog.
    pub(crate) fn extend(&mut self, other: &Self) {
        self.controls.extend(other.controls.iter().cloned());
        self.parts.extend(other.parts.iter().cloned());
        self.parameters.extend(other.parameters.iter().cloned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nists_ids_are_embedded_with_every_depth_of_statement() {
        assert_eq!(NIST.controls.len(), 1196);
        for part in ["ac-2_smt", "ac-2_smt.a", "ac-1_smt.a.1.a", "sc-28_smt", "ac-2.1_smt"] {
            assert!(NIST.parts.contains(part), "{part}");
        }
        assert!(!NIST.parts.contains("ac-2_stmt.a"));
        assert!(NIST.parameters.contains("ac-01_odp.01") && NIST.parameters.contains("ac-1_prm_1"));
    }
}
