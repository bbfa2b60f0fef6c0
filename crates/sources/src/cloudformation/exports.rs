//! What stacks of one run export, for the stacks that import it.

use super::value::{Data, Unknown, Val};
use demarc_inventory::{Piece, can_be};
use std::collections::HashMap;

/// With more exports than this, names that are known in part are not matched.
const MOST_MATCHED: usize = 2_000;

/// Exports of the stacks of a run.
#[derive(Debug, Clone, Default)]
pub struct Exports {
    all: Vec<Export>,
    by_name: HashMap<String, Vec<usize>>,
}

/// What a stack exports under a name.
#[derive(Debug, Clone)]
pub(super) struct Export {
    name: Val,
    pub(super) value: Val,
    /// The template, for people.
    pub(super) from: String,
    at: Place,
}

/// Account and region of a stack: a name is exported once in each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) account: Option<String>,
    pub(super) region: Option<String>,
}

/// What an import finds.
#[derive(Debug)]
pub(super) enum Imported<'e> {
    /// The export of that name.
    Certain(&'e Export),
    /// The only export whose name fits a name of which parts are not known.
    Likely(&'e Export),
    /// Several, which differ.
    Several,
    None,
}

impl Place {
    fn may_be(&self, other: &Self) -> bool {
        let same = |a: &Option<String>, b: &Option<String>| a.is_none() || b.is_none() || a == b;
        same(&self.account, &other.account) && same(&self.region, &other.region)
    }
}

impl Exports {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Adds those of other stacks.
    pub fn extend(&mut self, other: Self) {
        for export in other.all {
            self.push(export);
        }
    }

    pub(super) fn add(&mut self, name: Val, value: Val, from: &str, at: Place) {
        self.push(Export { name, value, from: from.to_owned(), at });
    }

    fn push(&mut self, export: Export) {
        if let Some(name) = export.name.text() {
            self.by_name.entry(name.to_owned()).or_default().push(self.all.len());
        }
        self.all.push(export);
    }

    /// The same, as another root sees them: what they name is in the root `root`.
    #[must_use]
    pub(super) fn seen_from_elsewhere(mut self, root: &str) -> Self {
        for export in &mut self.all {
            across(&mut export.value, root);
        }
        self
    }

    /// What others than the template `own` export under a name to a stack at a place.
    pub(super) fn find(&self, name: &Val, own: &str, at: &Place) -> Imported<'_> {
        let near = |export: &&Export| export.at.may_be(at) && export.from != own;
        if let Some(known) = name.text() {
            let exact = self.by_name.get(known).into_iter().flatten().filter_map(|&at| self.all.get(at));
            let exact: Vec<&Export> = exact.filter(near).collect();
            if let [first, rest @ ..] = exact.as_slice() {
                let agreed = rest.iter().all(|other| other.value.same(&first.value));
                return if agreed { Imported::Certain(first) } else { Imported::Several };
            }
        }
        if self.all.len() > MOST_MATCHED {
            return Imported::None;
        }
        let mut fitting = self.all.iter().filter(near).filter(|export| fit(&export.name, name));
        match (fitting.next(), fitting.next()) {
            (Some(only), None) => Imported::Likely(only),
            (Some(_), Some(_)) => Imported::Several,
            (None, _) => Imported::None,
        }
    }
}

/// Whether two names, at least one known in part only, may be one, with something in both that speaks for it.
fn fit(one: &Val, other: &Val) -> bool {
    match (one.text(), other.text()) {
        (Some(_), Some(_)) => false,
        (Some(known), None) => fits(other, known),
        (None, Some(known)) => fits(one, known),
        (None, None) => {
            let (Some(one), Some(other)) = (ends(one), ends(other)) else { return false };
            (one.0 == other.0 && one.1 == other.1) && !(one.0.is_empty() && one.1.is_empty())
        }
    }
}

fn fits(pattern: &Val, known: &str) -> bool {
    let Data::Unknown(Unknown { parts, .. }) = &pattern.data else { return false };
    let pieces: Vec<Piece<'_>> =
        parts.iter().map(|part| part.text().map_or(Piece::Anything, Piece::Text)).collect();
    !pieces.is_empty() && can_be(&pieces, known)
}

/// The known texts at the beginning and at the end of a text that is known in part.
fn ends(pattern: &Val) -> Option<(&str, &str)> {
    let Data::Unknown(Unknown { parts, .. }) = &pattern.data else { return None };
    Some((parts.first()?.text().unwrap_or(""), parts.last()?.text().unwrap_or("")))
}

/// Marks what a value names as being in the root `root`.
fn across(value: &mut Val, root: &str) {
    match &mut value.data {
        // What is in a root of its own already has been imported there.
        Data::Ref { target, .. } if !target.contains('|') => *target = format!("{root}|{target}"),
        Data::List(elements, _) => elements.iter_mut().for_each(|element| across(element, root)),
        Data::Map(entries, _) => entries.iter_mut().for_each(|(_, value)| across(value, root)),
        Data::Unknown(unknown) => unknown.parts.iter_mut().for_each(|part| across(part, root)),
        _ => {}
    }
}
