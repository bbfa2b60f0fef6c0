//! An assessment in brief: counts over everything, and of the lists that grow with the inventory only examples.

use super::{LayerMarks, Writer, worse};
use crate::{
    assessment::{Brief, DutyResult, LayerResult, ResourceResult},
    duties::{Because, Judged},
};
use demarc_inventory::ResourceIndex;
use demarc_model::{Presence, TypeName, Verdict, Why};
use std::{
    cmp::{Ordering, Reverse},
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

/// How many examples an assessment in brief has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Examples {
    /// Unmet duties, the most severe first.
    pub unmet: usize,
    /// Of each reason unknown duties, and of each kind of resource such.
    pub of_each: usize,
}

impl<'k> Writer<'_, 'k> {
    /// Counts of what is unmet and unknown, and the positions of the duties that are examples.
    pub(super) fn brief(&self, examples: Examples) -> (Option<Brief>, Vec<usize>) {
        let mut brief = Brief::default();
        let mut unmet = Vec::new();
        let mut unknown: BTreeMap<&'static str, Vec<usize>> = BTreeMap::new();
        for (position, judged) in self.judged.iter().enumerate() {
            match (judged.verdict, judged.because) {
                (Verdict::Unmet, _) => {
                    *brief.unmet.entry(judged.duty.severity).or_default() += 1;
                    unmet.push(position);
                }
                (Verdict::Unknown, Some(Because::Unknown(why))) => {
                    *brief.unknown.entry(judged.duty.severity).or_default() += 1;
                    let first = unknown.entry(why.code()).or_default();
                    self.keep_first(first, position, examples.of_each);
                    *brief.reasons.entry(why.code().to_owned()).or_default() += 1;
                }
                _ => {}
            }
        }
        if unmet.len() > examples.unmet {
            unmet.select_nth_unstable_by(examples.unmet, |a, b| self.more_severe(*a, *b));
            unmet.truncate(examples.unmet);
        }
        unmet.extend(unknown.into_values().flatten());
        (Some(brief), unmet)
    }

    /// Keeps the first few positions in the order in which an assessment lists its duties.
    fn keep_first(&self, first: &mut Vec<usize>, position: usize, number: usize) {
        let place = first.partition_point(|known| self.listed(*known, position) != Ordering::Greater);
        if place < number {
            first.insert(place, position);
            first.truncate(number);
        }
    }

    /// The order in which an assessment lists its duties.
    fn listed(&self, a: usize, b: usize) -> Ordering {
        let key = |position| {
            let judged: Option<&Judged<'_>> = self.judged.get(position);
            judged.map(|j| (self.ids.get(j.resource.0 as usize), &j.duty.id, position))
        };
        key(a).cmp(&key(b))
    }

    /// The order in which a screen shows unmet duties.
    fn more_severe(&self, a: usize, b: usize) -> Ordering {
        let key = |position| {
            let judged: Option<&Judged<'_>> = self.judged.get(position);
            judged.map(|j| {
                let address = self.inventory.resource(j.resource).map(|r| r.address.as_str());
                (Reverse(j.duty.severity), &j.duty.id, address)
            })
        };
        key(a).cmp(&key(b)).then_with(|| self.listed(a, b))
    }

    /// A few resources of each kind, one of which stands for the others; and those of the duties that are shown.
    pub(super) fn resources_in_brief(
        &self,
        examples: Examples,
        duties: &BTreeMap<usize, DutyResult>,
    ) -> Vec<ResourceResult> {
        type Kind<'i> = (&'i TypeName, *const Vec<LayerResult>, Option<Why>, bool);
        let shown: BTreeSet<ResourceIndex> =
            duties.keys().filter_map(|position| self.judged.get(*position)).map(|j| j.resource).collect();
        // What a report without lists of duties can say of a layer has to stand there.
        let marks = self.marks(|judged| Some(worse(Some(judged.counted()), judged.verdict)));
        let none = LayerMarks::default();
        let mut kinds: HashMap<Kind<'_>, (usize, usize)> = HashMap::new();
        let mut results: Vec<ResourceResult> = Vec::new();
        for ((index, resource), demarcation) in self.inventory.indexed().zip(self.demarcations) {
            let own = marks.get(index.0 as usize).unwrap_or(&none);
            let layers = self.layers(demarcation, own);
            let maybe = match resource.presence {
                Presence::Maybe(why) => Some(why),
                Presence::Present => None,
            };
            let kind = (&resource.type_name, Arc::as_ptr(&layers), maybe, demarcation.role.is_assessed());
            let (first, number) = kinds.entry(kind).or_insert((results.len(), 0));
            *number += 1;
            if *number <= examples.of_each || shown.contains(&index) {
                results.push(self.resource(index, resource, demarcation, own));
            } else if let Some(first) = results.get_mut(*first) {
                first.alike += 1;
            }
        }
        results
    }
}
