//! Several views of one resource as one document: the strongest known value wins, a different one is drift.

use crate::{Arena, Marks, NodeId, Value};

/// Two views that know different values for one property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drift {
    /// Canonical path of the property.
    pub path: String,
    /// The value that counts, from the stronger view.
    pub stronger: NodeId,
    /// The value that the weaker view has.
    pub weaker: NodeId,
}

/// Merges canonical documents, strongest first; returns the merged document and where known values differ.
///
/// An unknown value gives way to a weaker view's known one. A value that the stronger view merely shows as computed and
/// that the weaker view does not mention is no drift: nobody wrote it.
pub fn merge_views(arena: &mut Arena, strongest_first: &[NodeId]) -> (NodeId, Vec<Drift>) {
    let mut drifts = Vec::new();
    let mut views = strongest_first.iter().copied();
    let Some(mut merged) = views.next() else { return (arena.map(&[], None, None), drifts) };
    for weaker in views {
        merged = merge(arena, merged, weaker, &mut String::new(), 0, &mut drifts);
    }
    (merged, drifts)
}

const DEEPEST: usize = 256;

fn merge(
    arena: &mut Arena,
    strong: NodeId,
    weak: NodeId,
    path: &mut String,
    depth: usize,
    drifts: &mut Vec<Drift>,
) -> NodeId {
    if strong == weak || depth > DEEPEST {
        return strong;
    }
    match (arena.value(strong), arena.value(weak)) {
        (Value::Unknown { .. }, Value::Unknown { .. })
            if arena.parts(strong).len() == 0 && arena.parts(weak).len() > 0 =>
        {
            weak
        }
        (Value::Unknown { .. } | Value::Ref { .. }, Value::Unknown { .. } | Value::Absent) => strong,
        // A reference says more than an id for finding relations; the id is kept where nothing else is known.
        (Value::Unknown { .. }, _) => weak,
        (Value::Ref { .. }, Value::Ref { .. }) => strong,
        (Value::Ref { .. }, _) => weak,
        (_, Value::Unknown { .. } | Value::Ref { .. } | Value::Absent) => strong,
        (Value::Map { open: strong_open, .. }, Value::Map { open: weak_open, .. }) => {
            let span = arena.node(strong).span;
            let strong_entries: Vec<_> = arena.entries(strong).collect();
            let weak_entries: Vec<_> = arena.entries(weak).collect();
            let mut entries = Vec::with_capacity(strong_entries.len().max(weak_entries.len()));
            for (key, value) in &strong_entries {
                let other = weak_entries.iter().find(|(k, _)| k == key).map(|(_, v)| *v);
                let value = match other {
                    Some(other) => {
                        let length = path.len();
                        if length > 0 {
                            path.push('.');
                        }
                        path.push_str(arena.key_name(*key));
                        let value = merge(arena, *value, other, path, depth + 1, drifts);
                        path.truncate(length);
                        value
                    }
                    None => {
                        // The code, which shows all that people wrote, does not have it: the provider computes it.
                        if weak_open.is_none() && matches!(arena.value(*value), Value::Unknown { .. }) {
                            arena.mark(*value, Marks::UNCONFIGURED);
                        }
                        *value
                    }
                };
                entries.push((*key, value));
            }
            for (key, value) in weak_entries {
                if !strong_entries.iter().any(|(k, _)| *k == key) {
                    entries.push((key, value));
                }
            }
            let map = arena.map(&entries, strong_open, span);
            arena.derive(map, strong);
            map
        }
        (Value::List { open: None, .. }, Value::List { open: None, .. }) => {
            if !same(arena, strong, weak, 0) {
                drifts.push(Drift { path: path.clone(), stronger: strong, weaker: weak });
                return strong;
            }
            written_alike(arena, strong, weak)
        }
        (Value::List { open: Some(_), .. }, Value::List { open: None, .. }) => weak,
        _ => {
            if same(arena, strong, weak, 0) {
                return written_alike(arena, strong, weak);
            }
            let marks = arena.node(weak).marks;
            if !marks.has(Marks::UNCONFIGURED) && !marks.has(Marks::PROVIDED) {
                drifts.push(Drift { path: path.clone(), stronger: strong, weaker: weak });
            }
            strong
        }
    }
}

/// Of two equal values the one that people wrote: the weaker view is the code, and its line is where a value is changed.
fn written_alike(arena: &Arena, strong: NodeId, weak: NodeId) -> NodeId {
    let secret = arena.node(strong).marks.has(Marks::SENSITIVE);
    if arena.node(weak).span.is_some() && !secret && settled(arena, weak, 0) { weak } else { strong }
}

/// Whether a value is known through and through.
fn settled(arena: &Arena, node: NodeId, depth: usize) -> bool {
    if depth > DEEPEST {
        return false;
    }
    match arena.value(node) {
        Value::Unknown { .. } | Value::Ref { .. } => false,
        Value::List { open: None, .. } => arena.elements(node).all(|e| settled(arena, e, depth + 1)),
        Value::Map { open: None, .. } => arena.entries(node).all(|(_, v)| settled(arena, v, depth + 1)),
        Value::List { .. } | Value::Map { .. } => false,
        _ => true,
    }
}

/// Whether two nodes can be the same value: unknown parts agree with everything.
fn same(arena: &Arena, a: NodeId, b: NodeId, depth: usize) -> bool {
    if depth > DEEPEST {
        return true;
    }
    match (arena.value(a), arena.value(b)) {
        (Value::Unknown { .. } | Value::Ref { .. }, _) | (_, Value::Unknown { .. } | Value::Ref { .. }) => {
            true
        }
        (Value::Absent, Value::Absent) => true,
        (Value::Bool(x), Value::Bool(y)) => x == y,
        (Value::List { .. }, Value::List { .. }) => {
            let (x, y): (Vec<_>, Vec<_>) = (arena.elements(a).collect(), arena.elements(b).collect());
            // Sets lose their order on the way through AWS.
            x.len() == y.len() && x.iter().all(|e| y.iter().any(|f| same(arena, *e, *f, depth + 1)))
        }
        (Value::Map { .. }, Value::Map { .. }) => arena
            .entries(a)
            .all(|(key, value)| arena.get(b, key).is_none_or(|other| same(arena, value, other, depth + 1))),
        (x, y) => match (scalar(arena, x), scalar(arena, y)) {
            (Some(x), Some(y)) => x == y,
            _ => false,
        },
    }
}

fn scalar(arena: &Arena, value: Value) -> Option<String> {
    match value {
        Value::Bool(b) => Some(b.to_string()),
        Value::Number(t) | Value::String(t) => Some(arena.text(t).to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use demarc_model::Why;

    #[test]
    fn an_equal_value_keeps_the_place_where_people_wrote_it() {
        let mut arena = Arena::new();
        let key = arena.key("Port");
        let place = demarc_model::Span::new(demarc_model::DocumentId(0), 3, 5);
        let (observed, written) = (arena.number("22", None), arena.string("22", Some(place)));
        let strong = arena.map(&[(key, observed)], None, None);
        let weak = arena.map(&[(key, written)], None, None);
        let (merged, drifts) = merge_views(&mut arena, &[strong, weak]);
        assert_eq!(arena.get_named(merged, "Port"), Some(written));
        assert_eq!(drifts, []);
    }

    #[test]
    fn the_stronger_known_value_wins_and_a_difference_is_drift() {
        let mut arena = Arena::new();
        let key = arena.key("Status");
        let other = arena.key("Name");
        let (on, off) = (arena.string("Enabled", None), arena.string("Suspended", None));
        let unknown = arena.unknown(Why::KnownAfterApply, None, None);
        let name = arena.string("logs", None);
        let strong = arena.map(&[(key, on), (other, unknown)], None, None);
        let weak = arena.map(&[(key, off), (other, name)], None, None);
        let (merged, drifts) = merge_views(&mut arena, &[strong, weak]);
        assert_eq!(arena.get_named(merged, "Status"), Some(on));
        assert_eq!(arena.get_named(merged, "Name"), Some(name));
        assert_eq!(drifts, vec![Drift { path: "Status".into(), stronger: on, weaker: off }]);
    }
}
