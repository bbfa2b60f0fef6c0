//! Ways of values, beside the arena: few values have one, and many share one.

use demarc_model::Span;
use std::collections::HashMap;

const START: u32 = u32::MAX;

/// Which node's value took which way.
#[derive(Debug, Default)]
pub(crate) struct Ways {
    /// A place, and the step before it.
    steps: Vec<(Span, u32)>,
    index: HashMap<(Span, u32), u32>,
    /// Nodes with the last step of their way, in order of nodes.
    of: Vec<(u32, u32)>,
}

impl Ways {
    /// Notes a node's way; a node that is not newer than the last one with a way keeps what it has.
    pub(crate) fn set(&mut self, node: u32, places: &[Span]) {
        if self.of.last().is_some_and(|(last, _)| *last >= node) || places.is_empty() {
            return;
        }
        let mut last = START;
        for place in places {
            let new = u32::try_from(self.steps.len()).unwrap_or(START);
            let step = *self.index.entry((*place, last)).or_insert(new);
            if step == new {
                self.steps.push((*place, last));
            }
            last = step;
        }
        self.of.push((node, last));
    }

    /// Forgets the ways of all nodes from this one on; their steps stay, since others share them.
    pub(crate) fn forget_from(&mut self, node: u32) {
        self.of.truncate(self.of.partition_point(|(known, _)| *known < node));
    }

    /// The places of a node's way, in order.
    pub(crate) fn of(&self, node: u32) -> Vec<Span> {
        let mut places = Vec::new();
        let found = self.of.binary_search_by_key(&node, |(node, _)| *node).ok();
        let mut step = found.and_then(|at| self.of.get(at)).map_or(START, |(_, last)| *last);
        while let Some((place, before)) = self.steps.get(step as usize) {
            places.push(*place);
            step = *before;
        }
        places.reverse();
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use demarc_model::DocumentId;

    #[test]
    fn ways_are_shared_and_kept_in_order() {
        let place = |at| Span::new(DocumentId(0), at, at + 1);
        let mut ways = Ways::default();
        ways.set(3, &[place(1), place(2)]);
        ways.set(5, &[place(1), place(2), place(3)]);
        ways.set(9, &[place(2)]);
        assert_eq!(ways.of(3), [place(1), place(2)]);
        assert_eq!(ways.of(5), [place(1), place(2), place(3)]);
        assert_eq!(ways.of(9), [place(2)]);
        assert_eq!(ways.of(4), []);
        assert_eq!(ways.steps.len(), 4);
    }
}
