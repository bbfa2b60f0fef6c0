//! A resource's body: planned values, what is unknown of them, what is sensitive, and what the configuration refers to.

use super::configuration::{Scope, is_true};
use super::lookup::Lookup;
use super::resolve::Resolver;
use super::unknown::{StandIn, Unknowns};
use super::written::Written;
use crate::syntax::{Tree, TreeValue};
use demarc_inventory::{Arena, KeyId, Marks, NodeId};
use demarc_model::{Span, Why};

/// Whether a missing key means that nobody set the attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::terraform) enum Missing {
    /// Yes: what is unknown is listed elsewhere. Explicit nulls are left out.
    Unset,
    /// It may be unknown too: maps stay open, explicit nulls stay.
    Undecided(Why),
}

/// The trees that describe one value.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::terraform) struct Layers<'t> {
    /// The value.
    pub(in crate::terraform) known: Option<&'t Tree>,
    /// True where it is unknown.
    pub(in crate::terraform) unknown: Option<&'t Tree>,
    /// True where it is sensitive, from several sources.
    pub(in crate::terraform) sensitive: [Option<&'t Tree>; 3],
}

/// Builds bodies into an arena.
#[derive(Debug)]
pub(in crate::terraform) struct BodyBuilder<'a, 't> {
    arena: &'a mut Arena,
    missing: Missing,
    unknowns: Option<Unknowns<'a, 't>>,
    /// Whether the resource does not exist yet, so that what nobody wrote is the provider's and no reading.
    created: bool,
}

/// Where a value stands.
#[derive(Debug, Clone, Copy)]
struct Place<'t> {
    /// The nearest attribute's name.
    name: &'t str,
    written: Written<'t>,
    hidden: bool,
}

impl<'a, 't> BodyBuilder<'a, 't> {
    /// For values without configuration.
    pub(in crate::terraform) fn plain(arena: &'a mut Arena, missing: Missing) -> Self {
        Self { arena, missing, unknowns: None, created: false }
    }

    /// For values whose unknown parts are looked up in the configuration.
    pub(super) fn configured(
        arena: &'a mut Arena,
        missing: Missing,
        resolver: &'a Resolver<'a, 't>,
        scope: Scope<'t>,
        created: bool,
    ) -> Self {
        Self { arena, missing, unknowns: Some(Unknowns::new(resolver, scope)), created }
    }

    /// The body of a resource: always a map.
    pub(in crate::terraform) fn body(
        &mut self,
        layers: Layers<'t>,
        block: Option<&'t Tree>,
        span: Span,
    ) -> NodeId {
        let written = match (block, block.and_then(|b| b.get("expressions"))) {
            (Some(block), None) if block.incomplete => Written::Unclear,
            (Some(_), expressions) => Written::Block(expressions),
            (None, _) => Written::Unclear,
        };
        let hidden = layers.sensitive.iter().any(|s| is_true(*s));
        let place = Place { name: "", written, hidden };
        let whole_unknown = is_true(layers.unknown);
        let readable = layers.known.is_none_or(|k| k.is_null() || k.as_mapping().is_some());
        let before = self.missing;
        if whole_unknown {
            self.missing = Missing::Undecided(Why::KnownAfterApply);
        } else if !readable || layers.known.is_some_and(|k| k.incomplete) {
            self.missing = Missing::Undecided(Why::SyntaxError);
        }
        let layers = Layers { unknown: layers.unknown.filter(|_| !whole_unknown), ..layers };
        let map = self.object(layers, place, layers.known.map_or(span, |k| k.span));
        self.missing = before;
        map
    }

    fn value(&mut self, layers: Layers<'t>, place: Place<'t>) -> Option<NodeId> {
        let hidden = place.hidden || layers.sensitive.iter().any(|s| is_true(*s));
        let place = Place { hidden, ..place };
        if let Some(mark) = layers.unknown.filter(|u| is_true(Some(u))) {
            return Some(self.unknown(place, mark.span));
        }
        let known = layers.known.filter(|k| !k.is_null());
        let node = match known {
            Some(tree) => match &tree.value {
                TreeValue::Mapping(_) => self.object(layers, place, tree.span),
                TreeValue::Sequence(_) => self.list(layers, place, tree.span),
                _ => self.scalar(tree, place)?,
            },
            None => match layers.unknown {
                Some(shape) if holds_true(shape) && shape.as_sequence().is_some() => {
                    self.list(layers, place, shape.span)
                }
                Some(shape) if holds_true(shape) => self.object(layers, place, shape.span),
                _ => return self.null(layers.known, hidden),
            },
        };
        Some(self.shade(node, hidden))
    }

    fn scalar(&mut self, tree: &Tree, place: Place<'t>) -> Option<NodeId> {
        let node = match &tree.value {
            TreeValue::Bool(value) => self.arena.bool(*value, Some(tree.span)),
            TreeValue::Number(text) => self.arena.number(text, Some(tree.span)),
            TreeValue::String(text) => self.arena.string(text, Some(tree.span)),
            TreeValue::Null | TreeValue::Sequence(_) | TreeValue::Mapping(_) => return None,
        };
        if self.created && matches!(place.written, Written::Nothing) {
            self.arena.mark(node, Marks::PROVIDED);
        }
        Some(node)
    }

    fn null(&mut self, null: Option<&Tree>, hidden: bool) -> Option<NodeId> {
        let null = null?;
        let node = if null.incomplete {
            self.arena.unknown(Why::SyntaxError, None, Some(null.span))
        } else if self.missing == Missing::Unset {
            return None;
        } else {
            self.arena.absent(Some(null.span))
        };
        Some(self.shade(node, hidden))
    }

    fn shade(&mut self, node: NodeId, hidden: bool) -> NodeId {
        if hidden {
            self.arena.mark(node, Marks::SENSITIVE);
        }
        node
    }

    fn object(&mut self, layers: Layers<'t>, place: Place<'t>, span: Span) -> NodeId {
        let known = layers.known.and_then(Tree::as_mapping).map_or(&[][..], |m| m.entries());
        let unknown = layers.unknown.and_then(Tree::as_mapping).map_or(&[][..], |m| m.entries());
        let (known_keys, unknown_keys) = (Lookup::new(layers.known), Lookup::new(layers.unknown));
        let sensitive = layers.sensitive.map(Lookup::new);
        let expressions = Lookup::new(place.written.expressions());
        let mut entries: Vec<(KeyId, NodeId)> = Vec::with_capacity(known.len());
        let only_unknown = unknown.iter().filter(|entry| known_keys.get(&entry.key).is_none());
        for entry in known.iter().chain(only_unknown) {
            let key: &'t str = &entry.key;
            let below = Layers {
                known: known_keys.get(key),
                unknown: unknown_keys.get(key),
                sensitive: [0, 1, 2].map(|at| sensitive.get(at).and_then(|s| s.get(key))),
            };
            let written = place.written.entry(expressions.get(key));
            let place = Place { name: key, written, ..place };
            if let Some(node) = self.value(below, place) {
                entries.push((self.arena.key(key), node));
            }
        }
        for (key, node) in self.write_only(place, &known_keys) {
            entries.push((self.arena.key(key), node));
        }
        let incomplete = layers.known.is_some_and(|k| k.incomplete).then_some(Why::SyntaxError);
        let undecided = match self.missing {
            // Below an attribute a plan without list of unknowns cannot be told from a complete one either.
            Missing::Undecided(why) => Some(why),
            Missing::Unset => None,
        };
        self.arena.map(&entries, incomplete.or(undecided), Some(span))
    }

    /// Attributes that a plan never shows a value of, where the configuration sets them: null is not their value.
    fn write_only(&mut self, place: Place<'t>, known: &Lookup<'t>) -> Vec<(&'t str, NodeId)> {
        let expressions = place.written.expressions().and_then(Tree::as_mapping);
        let mut found = Vec::new();
        for entry in expressions.map_or(&[][..], |m| m.entries()) {
            let shown = known.get(&entry.key).is_some_and(|k| !k.is_null());
            if shown || !entry.key.ends_with("_wo") {
                continue;
            }
            let written = place.written.entry(Some(&entry.value));
            if self.unknowns.as_mut().is_some_and(|u| u.is_set(written)) {
                let node = self.arena.unknown(Why::SensitiveWithheld, None, Some(entry.value.span));
                found.push((&*entry.key, self.shade(node, true)));
            }
        }
        found
    }

    fn list(&mut self, layers: Layers<'t>, place: Place<'t>, span: Span) -> NodeId {
        let known = layers.known.and_then(Tree::as_sequence).unwrap_or(&[]);
        let unknown = layers.unknown.and_then(Tree::as_sequence).unwrap_or(&[]);
        let Some(pairs) = align(known, unknown) else {
            return self.arena.unknown(Why::KnownAfterApply, None, Some(span));
        };
        let sensitive = layers.sensitive.map(|s| s.and_then(Tree::as_sequence));
        // Early versions leave unknown elements of a set out, so that marks do not stand beside their elements.
        let misplaced = pairs.len() != known.len() || uneven(&sensitive, known.len());
        let all_hidden = misplaced && sensitive.iter().flatten().flat_map(|s| s.iter()).any(holds_true);
        let place = Place { hidden: place.hidden || all_hidden, ..place };
        let count = pairs.iter().filter(|(_, unknown)| is_true(*unknown)).count();
        let mut targets = self.targets_of_elements(place, count).into_iter();
        let mut elements = Vec::with_capacity(pairs.len());
        for (at, (known, unknown)) in pairs.into_iter().enumerate() {
            if let Some(mark) = unknown.filter(|u| is_true(Some(u)))
                && let Some((target, attribute)) = targets.next()
            {
                let node = self.arena.reference(&target, &attribute, Some(mark.span));
                elements.push(self.shade(node, place.hidden));
                continue;
            }
            let below = Layers {
                known,
                unknown,
                sensitive: sensitive.map(|s| s.and_then(|elements| elements.get(at))),
            };
            let below_place = Place { written: place.written.element(known), ..place };
            let node = match self.value(below, below_place) {
                Some(node) => node,
                // A null keeps its position, whatever nulls of maps mean.
                None => self.arena.absent(known.map(|k| k.span)),
            };
            elements.push(node);
        }
        let incomplete = layers.known.is_some_and(|k| k.incomplete).then_some(Why::SyntaxError);
        self.arena.list(&elements, incomplete, Some(span))
    }

    /// References for the unknown elements of a list of plain values, in order; none if it is not certain which.
    fn targets_of_elements(&mut self, place: Place<'t>, count: usize) -> Vec<(String, String)> {
        match place.written {
            Written::Expression(expression) if count > 0 => match &mut self.unknowns {
                Some(unknowns) => unknowns.elements(place.name, expression, count),
                None => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// An unknown value: a reference if the configuration says which, else unknown.
    fn unknown(&mut self, place: Place<'t>, span: Span) -> NodeId {
        let span = Some(span);
        let why = Why::KnownAfterApply;
        let found = match &mut self.unknowns {
            Some(unknowns) => unknowns.stand_in(place.name, place.written),
            None => StandIn::Nothing { refers: None, unconfigured: false },
        };
        let node = match found {
            StandIn::Reference((target, attribute)) => self.arena.reference(&target, &attribute, span),
            StandIn::List(targets) => {
                let elements: Vec<NodeId> = targets
                    .iter()
                    .map(|(target, attribute)| self.arena.reference(target, attribute, span))
                    .collect();
                for &element in &elements {
                    self.shade(element, place.hidden);
                }
                self.arena.list(&elements, Some(why), span)
            }
            StandIn::Nothing { refers, unconfigured } => {
                let node = self.arena.unknown(why, refers.as_deref(), span);
                if unconfigured {
                    self.arena.mark(node, Marks::UNCONFIGURED);
                }
                node
            }
        };
        self.shade(node, place.hidden)
    }
}

/// An element's value and what is unknown of it.
type Pair<'t> = (Option<&'t Tree>, Option<&'t Tree>);

/// Puts elements and their unknown marks side by side; none if the two lists do not fit together.
fn align<'t>(known: &'t [Tree], unknown: &'t [Tree]) -> Option<Vec<Pair<'t>>> {
    if unknown.len() == known.len() || !unknown.iter().any(holds_true) {
        return Some(known.iter().enumerate().map(|(at, k)| (Some(k), unknown.get(at))).collect());
    }
    let missing = unknown.iter().filter(|u| is_true(Some(u))).count();
    if known.len() + missing != unknown.len() {
        return None;
    }
    let mut values = known.iter();
    Some(
        unknown
            .iter()
            .map(|u| if is_true(Some(u)) { (None, Some(u)) } else { (values.next(), Some(u)) })
            .collect(),
    )
}

fn uneven(sensitive: &[Option<&[Tree]>; 3], length: usize) -> bool {
    sensitive.iter().flatten().any(|s| !s.is_empty() && s.len() != length)
}

/// Whether some part is marked.
pub(in crate::terraform) fn holds_true(tree: &Tree) -> bool {
    match &tree.value {
        TreeValue::Bool(value) => *value,
        TreeValue::Sequence(elements) => elements.iter().any(holds_true),
        TreeValue::Mapping(mapping) => mapping.entries().iter().any(|entry| holds_true(&entry.value)),
        _ => false,
    }
}
