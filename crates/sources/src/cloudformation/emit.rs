//! Values into nodes of the inventory's arena, with marks on what must not be shown.

use super::{
    secrets::{Below, is_secret_name},
    value::{Data, Unknown, Val},
};
use demarc_inventory::{Arena, KeyId, Marks, NodeId};

/// Values nested deeper come from no template; evaluation stops before.
const DEEPEST: usize = 256;

/// Pseudo parameters whose values are letters, digits and hyphens.
const WORDS: [&str; 4] = ["AWS::AccountId", "AWS::Partition", "AWS::Region", "AWS::StackName"];

/// A value as a node.
pub(super) fn emit(arena: &mut Arena, value: &Val) -> NodeId {
    Emitter { arena, depth: 0 }.value(value, Below::Plain, false)
}

struct Emitter<'a> {
    arena: &'a mut Arena,
    depth: usize,
}

impl Emitter<'_> {
    fn value(&mut self, value: &Val, below: Below, secret: bool) -> NodeId {
        let span = Some(value.span);
        let proper = value.sensitive || secret || below == Below::Sensitive;
        let hidden = proper || below == Below::Value;
        // What hides a container hides everything in it.
        let below = if proper { Below::Sensitive } else { below };
        if self.depth > DEEPEST {
            return self.arena.unknown(demarc_model::Why::UnsupportedExpression, None, span);
        }
        self.depth += 1;
        let node = match &value.data {
            Data::Null | Data::NoValue => self.arena.absent(span),
            Data::Bool(value) => self.arena.bool(*value, span),
            Data::Number(text) => self.arena.number(text, span),
            Data::String(text) => self.arena.string(text, span),
            Data::List(elements, open) => {
                let nodes: Vec<NodeId> =
                    elements.iter().map(|e| self.value(e, below.element(), false)).collect();
                self.arena.list(&nodes, *open, span)
            }
            Data::Map(entries, open) => {
                let named = entries.iter().any(|(key, value)| {
                    let name = if let Data::String(name) = &value.data { &**name } else { "" };
                    below == Below::Environment && key == "Name" && is_secret_name(name)
                });
                let nodes: Vec<(KeyId, NodeId)> = entries
                    .iter()
                    .map(|(key, value)| self.entry(key, value, below, named && key == "Value"))
                    .collect();
                self.arena.map(&nodes, *open, span)
            }
            Data::Ref { target, attribute } => self.arena.reference(target, attribute, span),
            Data::Unknown(unknown) => {
                let parts: Vec<NodeId> =
                    unknown.parts.iter().map(|part| self.value(part, below, hidden)).collect();
                self.arena.partly_known(&parts, unknown.why, unknown.refers.as_deref(), span)
            }
        };
        self.depth -= 1;
        if let Data::Unknown(Unknown { refers: Some(refers), .. }) = &value.data
            && WORDS.contains(&refers.as_str())
        {
            self.arena.mark(node, Marks::WORD);
        }
        // A text that could not be put together still shows its literal parts where it is written.
        let written_out =
            matches!(below, Below::Sensitive | Below::Value) && matches!(value.data, Data::Unknown(_));
        if written_out || (hidden && matches!(value.data, Data::String(_) | Data::Number(_))) {
            self.arena.mark(node, Marks::SENSITIVE);
            if !proper {
                self.arena.mark(node, Marks::ENVIRONMENT);
            }
        }
        node
    }

    fn entry(&mut self, key: &str, value: &Val, below: Below, named: bool) -> (KeyId, NodeId) {
        let below = below.property(key);
        let written = match &value.data {
            Data::String(_) | Data::Number(_) => true,
            Data::Unknown(unknown) => !unknown.parts.is_empty(),
            _ => false,
        };
        let secret = (named || is_secret_name(key)) && written;
        let node = self.value(value, below, secret);
        (self.arena.key(key), node)
    }
}
