//! `resource_changes`: what the plan will do with each instance, and which of them stay.

use super::address::{Address, ModulePath};
use super::listing::{deposed, elements_of, identify, malformed};
use crate::syntax::Tree;
use demarc_inventory::{Problem, ProblemSeverity};
use std::collections::HashMap;

/// What becomes of an instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It exists after apply.
    Stays,
    /// It does not.
    Goes,
}

/// One managed instance of `resource_changes`.
#[derive(Debug, Clone)]
pub(super) struct Change<'t> {
    pub(super) address: Address,
    pub(super) entry: &'t Tree,
    pub(super) fate: Fate,
    /// Whether every value is known: nothing is created or altered.
    pub(super) settled: bool,
}

impl<'t> Change<'t> {
    /// A part of the change: `after`, `after_unknown`.
    pub(super) fn part(&self, key: &str) -> Option<&'t Tree> {
        self.entry.get("change")?.get(key)
    }
}

/// All changes by address.
#[derive(Debug, Default)]
pub(super) struct Changes<'t> {
    /// In the order of the text.
    pub(super) all: Vec<Change<'t>>,
    by_address: HashMap<Address, usize>,
}

impl<'t> Changes<'t> {
    /// Reads the list; what goes away is a note.
    pub(super) fn read(plan: &'t Tree, problems: &mut Vec<Problem>) -> Self {
        let mut changes = Self::default();
        for entry in elements_of(plan, "resource_changes", problems) {
            changes.add(entry, problems);
        }
        changes
    }

    fn add(&mut self, entry: &'t Tree, problems: &mut Vec<Problem>) {
        let identity = match identify(entry, &ModulePath::default()) {
            Ok(identity) if identity.managed => identity,
            Ok(_) => return,
            Err(lack) => return problems.push(malformed(lack, entry)),
        };
        if let Some(key) = identity.deposed {
            return problems.push(deposed(&identity.address, key, entry));
        }
        let (fate, settled) = fate(&identity.address, entry, problems);
        self.by_address.entry(identity.address.clone()).or_insert(self.all.len());
        self.all.push(Change { address: identity.address, entry, fate, settled });
    }

    /// Reads one entry that stands alone: a change, or none if it is of a data source or cannot be read.
    pub(super) fn of_entry(entry: &'t Tree, problems: &mut Vec<Problem>) -> Vec<Change<'t>> {
        let mut changes = Self::default();
        changes.add(entry, problems);
        changes.all
    }

    /// The change of an instance.
    pub(super) fn of(&self, address: &Address) -> Option<&Change<'t>> {
        self.all.get(*self.by_address.get(address)?)
    }
}

fn fate(address: &Address, entry: &Tree, problems: &mut Vec<Problem>) -> (Fate, bool) {
    let change = entry.get("change");
    let actions: Vec<&str> = change
        .and_then(|c| c.get("actions"))
        .and_then(Tree::as_sequence)
        .map_or_else(Vec::new, |actions| actions.iter().filter_map(Tree::as_str).collect());
    let is_null = |key: &str| change.and_then(|c| c.get(key)).is_none_or(Tree::is_null);
    let note = |code, message: String| Problem::at(code, ProblemSeverity::Note, message, entry.span);
    match actions.as_slice() {
        ["delete"] => {
            problems.push(note("deleted-by-plan", format!("`{address}` was left out: the plan deletes it")));
            (Fate::Goes, true)
        }
        ["forget"] => {
            problems.push(note(
                "forgotten-by-plan",
                format!(
                    "`{address}` was left out: the plan takes it out of Terraform's management; in the account it stays"
                ),
            ));
            (Fate::Goes, true)
        }
        ["no-op"] if is_null("before") && is_null("after") => {
            problems.push(note(
                "deleted-by-plan",
                format!("`{address}` was left out: it exists neither before nor after the plan"),
            ));
            (Fate::Goes, true)
        }
        ["no-op"] => (Fate::Stays, true),
        _ => (Fate::Stays, false),
    }
}
