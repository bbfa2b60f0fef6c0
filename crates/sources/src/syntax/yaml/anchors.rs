//! Anchors and aliases, with a bound on what aliases may expand to.

use crate::syntax::{DEEPEST_NESTING, Tree, TreeValue};
use demarc_inventory::{Problem, ProblemSeverity};
use demarc_model::Span;
use std::collections::HashMap;

/// Values that anchors and aliases may copy in one document: ten aliases of ten aliases of … would fill any memory.
const MOST_COPIES: usize = 500_000;

struct Anchor {
    tree: Tree,
    values: usize,
    depth: usize,
}

/// Anchored values of a document.
#[derive(Default)]
pub(super) struct Anchors {
    by_id: HashMap<usize, Anchor>,
    copies: usize,
    /// That aliases stand for too much has been said: one document may hold a hundred thousand of them.
    said: bool,
}

const TOO_MANY: &str = "aliases of this document stand for too many values";

impl Anchors {
    /// Remembers a value under its anchor; zero is no anchor.
    pub(super) fn store(&mut self, id: usize, tree: &Tree) {
        if id == 0 || self.copies >= MOST_COPIES {
            return;
        }
        let (values, depth) = measure(tree);
        self.copies = self.copies.saturating_add(values);
        if self.copies < MOST_COPIES {
            self.by_id.insert(id, Anchor { tree: tree.clone(), values, depth });
        }
    }

    /// The value that an alias stands for, at its anchor's place.
    pub(super) fn expand(
        &mut self,
        id: usize,
        alias: Span,
        open_containers: usize,
        problems: &mut Vec<Problem>,
    ) -> Tree {
        let refusal = match self.by_id.get(&id) {
            None if self.copies >= MOST_COPIES => TOO_MANY,
            None => "the alias stands inside the value that it names",
            Some(anchor) if open_containers + anchor.depth > DEEPEST_NESTING => {
                "the value that the alias names would be nested too deep"
            }
            Some(anchor) if self.copies.saturating_add(anchor.values) > MOST_COPIES => TOO_MANY,
            Some(anchor) => {
                self.copies += anchor.values;
                return anchor.tree.clone();
            }
        };
        let first = refusal != TOO_MANY || !std::mem::replace(&mut self.said, true);
        if first {
            problems.push(Problem::at(
                "alias-not-expanded",
                ProblemSeverity::Warning,
                format!("{refusal}; its value counts as unknown, write it out"),
                alias,
            ));
        }
        Tree::unreadable(alias)
    }

    /// Forgets all anchors: ids of another part of the text start anew.
    pub(super) fn clear(&mut self) {
        self.by_id.clear();
    }
}

/// Number of values and depth of containers.
fn measure(tree: &Tree) -> (usize, usize) {
    let children: Box<dyn Iterator<Item = &Tree>> = match &tree.value {
        TreeValue::Sequence(elements) => Box::new(elements.iter()),
        TreeValue::Mapping(mapping) => Box::new(mapping.entries().iter().map(|e| &e.value)),
        _ => return (1, 0),
    };
    let (values, depth) =
        children.map(measure).fold((1, 0), |(values, depth), (v, d)| (values + v, depth.max(d)));
    (values, depth + 1)
}
