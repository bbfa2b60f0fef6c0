//! The names that an expression can use beside those of its module.

use super::value::Val;

/// Where an expression is evaluated.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scope<'s> {
    /// The module instance.
    pub instance: usize,
    /// The `each` and `count` of the block around.
    pub each: Option<&'s Each>,
    /// Names bound by `for` expressions, dynamic blocks and template files.
    pub names: Option<&'s Name<'s>>,
    /// Only bound names exist, as in a template file.
    pub closed: bool,
}

impl<'s> Scope<'s> {
    pub(super) fn module(instance: usize) -> Self {
        Self { instance, each: None, names: None, closed: false }
    }

    /// With one more name.
    pub(super) fn with<'n>(self, name: &'n Name<'n>) -> Scope<'n>
    where
        's: 'n,
    {
        Scope { names: Some(name), ..self }
    }

    pub(super) fn find(&self, wanted: &str) -> Option<&'s Val> {
        let mut name = self.names;
        while let Some(bound) = name {
            if bound.name == wanted {
                return Some(&bound.value);
            }
            name = bound.outer;
        }
        None
    }
}

/// A bound name.
#[derive(Debug)]
pub(super) struct Name<'s> {
    pub name: &'s str,
    pub value: Val,
    pub outer: Option<&'s Name<'s>>,
}

/// What `each.key`, `each.value` and `count.index` are in one instance of a block.
#[derive(Debug, Clone, Default)]
pub(super) struct Each {
    pub key: Option<Val>,
    pub value: Option<Val>,
    pub index: Option<Val>,
}
