//! The first look at all files: which item of each resource is the latest, and what is recorded where.

use super::{
    convert::Found,
    place::{self, Delivered},
    plan::{Selection, canonical_type},
    reader::Sink,
    recorder::{Recorded, Recorders},
};
use demarc_inventory::Position;
use jiff::Timestamp;
use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
};

/// A resource's identity in 128 bits: two of a billion resources do not meet.
type Key = (u64, u64);

struct Seen {
    captured: Option<Timestamp>,
    number: usize,
    gone: bool,
}

/// What the first look found out.
#[derive(Default)]
pub(super) struct Survey {
    latest: HashMap<Key, Seen>,
    /// Number of items met so far.
    items: usize,
    pub recorders: Recorders,
    /// What was said of items that are none, by file.
    pub strays: Vec<(usize, Position, &'static str)>,
    /// Which fields each file's query asked for.
    pub selections: HashMap<usize, Selection>,
}

/// The survey while one file is looked at.
pub(super) struct OfFile<'a> {
    pub survey: &'a mut Survey,
    pub file: usize,
    pub delivered: &'a Delivered,
    pub snapshot: bool,
}

impl Survey {
    /// For each item in order whether it is the latest of its resource and the resource is there.
    pub(super) fn into_winners(self) -> (Vec<bool>, Recorders) {
        let mut winners = vec![false; self.items];
        for seen in self.latest.into_values().filter(|s| !s.gone) {
            if let Some(winner) = winners.get_mut(seen.number) {
                *winner = true;
            }
        }
        (winners, self.recorders)
    }

    /// Number of resources whose latest item says that they are gone.
    pub(super) fn gone(&self) -> usize {
        self.latest.values().filter(|s| s.gone).count()
    }

    /// Number of items for which a later one of the same resource was met.
    pub(super) fn superseded(&self) -> usize {
        self.items - self.latest.len()
    }
}

impl Sink for OfFile<'_> {
    fn item(&mut self, found: &Found<'_>) {
        let item = found.item;
        let survey = &mut *self.survey;
        let number = survey.items;
        survey.items += 1;
        let account = place::account(item, self.delivered);
        let region = place::region(item, self.delivered);
        survey.recorders.note(&Recorded {
            found,
            account,
            region,
            file: self.file,
            delivered: self.delivered,
        });
        let key = key(item.resource_type.as_ref(), account, region, place::own_id(item));
        let captured = place::time(&item.captured);
        let seen = Seen { captured, number, gone: item.status.is_gone() };
        match survey.latest.entry(key) {
            std::collections::hash_map::Entry::Vacant(free) => {
                free.insert(seen);
            }
            // Of two at one time the one that was written last.
            std::collections::hash_map::Entry::Occupied(mut known) => {
                if seen.captured >= known.get().captured {
                    known.insert(seen);
                }
            }
        }
    }

    fn stray(&mut self, position: Position, what: &'static str) {
        self.survey.strays.push((self.file, position, what));
    }

    fn selection(&mut self, selection: Selection) {
        self.survey.selections.insert(self.file, selection);
    }

    fn snapshot(&mut self) {
        self.snapshot = true;
    }
}

fn key(type_name: &str, account: Option<&str>, region: Option<&str>, id: &str) -> Key {
    // A setting of an account, and an identity in it, is one, whichever region recorded it.
    let account_wide = type_name.starts_with("AWS::IAM::") || canonical_type(type_name) == "Demarc::Account";
    let region = region.filter(|_| !account_wide);
    let half = |seed: u8| {
        let mut hasher = DefaultHasher::new();
        (seed, type_name, account, region, id).hash(&mut hasher);
        hasher.finish()
    };
    (half(0), half(1))
}
