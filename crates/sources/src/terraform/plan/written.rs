//! What the configuration wrote at a place: nothing, an expression, blocks, or what cannot be said.

use crate::syntax::{Tree, TreeValue};

/// What was written.
#[derive(Debug, Clone, Copy)]
pub(super) enum Written<'t> {
    /// Not known: there is no configuration, or a `dynamic` block may have written it, which a plan does not show.
    Unclear,
    /// Nothing.
    Nothing,
    /// The value of an attribute.
    Expression(&'t Tree),
    /// A part of an attribute's value, the whole of which this expression gives.
    PartOf(&'t Tree),
    /// One block with these expressions; none if the block is empty.
    Block(Option<&'t Tree>),
    /// Blocks of one type.
    Blocks(&'t [Tree]),
}

impl<'t> Written<'t> {
    /// The expressions of a block.
    pub(super) fn expressions(self) -> Option<&'t Tree> {
        match self {
            Self::Block(expressions) => expressions,
            _ => None,
        }
    }

    /// What was written for one entry, whose own expression is given.
    pub(super) fn entry(self, expression: Option<&'t Tree>) -> Self {
        match (self, expression) {
            (Self::Block(_), Some(expression)) => Self::of(expression),
            // Where the text breaks off the lost expressions may have been written.
            (Self::Block(Some(expressions)), None) if expressions.incomplete => Self::Unclear,
            (Self::Block(_), None) => Self::Nothing,
            (Self::Expression(whole) | Self::PartOf(whole), _) => Self::PartOf(whole),
            (Self::Unclear | Self::Nothing | Self::Blocks(_), _) => Self::Unclear,
        }
    }

    /// What was written for an element of a list, whose value is given.
    pub(super) fn element(self, value: Option<&Tree>) -> Self {
        match self {
            Self::Expression(whole) | Self::PartOf(whole) => Self::PartOf(whole),
            Self::Blocks(blocks) => matching_block(blocks, value),
            // Single blocks are written without a list in some schemas and come with one in others.
            Self::Block(_) => self,
            Self::Unclear | Self::Nothing => Self::Unclear,
        }
    }

    fn of(expression: &'t Tree) -> Self {
        match &expression.value {
            TreeValue::Sequence(blocks) => Self::Blocks(blocks),
            TreeValue::Mapping(mapping) => {
                let is_leaf = |entry: &crate::syntax::Entry| match &*entry.key {
                    "constant_value" => true,
                    "references" => entry.value.as_sequence().is_some(),
                    _ => false,
                };
                if mapping.entries().iter().all(is_leaf) {
                    Self::Expression(expression)
                } else {
                    Self::Block(Some(expression))
                }
            }
            _ => Self::Unclear,
        }
    }
}

/// More blocks of one type are not compared with a value.
const MOST_BLOCKS: usize = 64;

/// Nor blocks with more expressions.
const MOST_EXPRESSIONS: usize = 128;

/// The block that an element came from: sets lose the order, so it is the only one whose constants agree with it.
fn matching_block<'t>(blocks: &'t [Tree], value: Option<&Tree>) -> Written<'t> {
    if let [only] = blocks {
        return Written::Block(Some(only));
    }
    let sizes = blocks.iter().filter_map(Tree::as_mapping).map(|m| m.len());
    let comparable = blocks.len() <= MOST_BLOCKS && sizes.max().unwrap_or(0) <= MOST_EXPRESSIONS;
    let Some(value) = value.filter(|_| comparable) else { return Written::Unclear };
    let mut agreeing = blocks.iter().filter(|block| agrees(block, value));
    match (agreeing.next(), agreeing.next()) {
        (Some(only), None) => Written::Block(Some(only)),
        _ => Written::Unclear,
    }
}

fn agrees(block: &Tree, value: &Tree) -> bool {
    let entries = block.as_mapping().map_or(&[][..], |m| m.entries());
    entries.iter().all(|entry| {
        let (Some(constant), Some(value)) = (entry.value.get("constant_value"), value.get(&entry.key)) else {
            return true;
        };
        match (constant.scalar_text(), value.scalar_text()) {
            (Some(constant), Some(value)) => constant == value,
            _ => true,
        }
    })
}
