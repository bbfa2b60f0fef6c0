//! Recognising an intrinsic function in both of its spellings.

use crate::syntax::Tree;
use std::borrow::Cow;

/// A call of an intrinsic function.
#[derive(Debug, Clone)]
pub(super) struct Call<'t> {
    /// `Ref`, `Condition` or `Fn::…`.
    pub(super) name: Cow<'t, str>,
    /// The argument; with the short spelling the tagged value itself.
    pub(super) argument: &'t Tree,
    /// Written as a YAML tag.
    pub(super) tagged: bool,
    /// The whole call.
    pub(super) tree: &'t Tree,
}

impl<'t> Call<'t> {
    /// The call that a value is, if it is one.
    ///
    /// The long spelling is a mapping with that one key; `Fn::ForEach` is none, it stands for entries of its mapping.
    pub(super) fn of(tree: &'t Tree) -> Option<Self> {
        if let Some(tag) = tree.tag.as_deref() {
            let name = match tag {
                "Ref" | "Condition" => Cow::Borrowed(tag),
                _ => Cow::Owned(format!("Fn::{tag}")),
            };
            return Some(Self { name, argument: tree, tagged: true, tree });
        }
        Self::long(tree)
    }

    /// The call in the long spelling that a value is beside its tag: `!Base64 {"Fn::Sub": …}` holds two.
    pub(super) fn long(tree: &'t Tree) -> Option<Self> {
        let [entry] = tree.as_mapping()?.entries() else { return None };
        let is_call = &*entry.key == "Ref" || entry.key.starts_with("Fn::");
        (is_call && !entry.key.starts_with("Fn::ForEach")).then_some(Self {
            name: Cow::Borrowed(&*entry.key),
            argument: &entry.value,
            tagged: false,
            tree,
        })
    }

    /// The call in a place where only conditions may stand: there `{"Condition": name}` is one too.
    pub(super) fn of_condition(tree: &'t Tree) -> Option<Self> {
        let named = || {
            let [entry] = tree.as_mapping()?.entries() else { return None };
            (&*entry.key == "Condition").then_some(Self {
                name: Cow::Borrowed("Condition"),
                argument: &entry.value,
                tagged: false,
                tree,
            })
        };
        Self::of(tree).or_else(named)
    }

    /// The arguments, if they are written as a list.
    pub(super) fn list(&self) -> Option<&'t [Tree]> {
        (self.tagged || self.argument.tag.is_none()).then(|| self.argument.as_sequence()).flatten()
    }

    /// The arguments; a single one counts as a list of one.
    pub(super) fn arguments(&self) -> &'t [Tree] {
        self.list().unwrap_or(std::slice::from_ref(self.argument))
    }

    /// The argument, if it is written as a text, number or truth value.
    pub(super) fn text(&self) -> Option<&'t str> {
        (self.tagged || self.argument.tag.is_none()).then(|| self.argument.scalar_text()).flatten()
    }
}
