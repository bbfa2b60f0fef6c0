//! Reading tags: a list of keys and values, or a map.

use crate::{
    evaluate::{
        Found, Item, Look, ParameterValues,
        value::{elements, key},
    },
    world::World,
};
use demarc_inventory::{Coverage, ResourceIndex, Value};
use demarc_model::Why;

/// The value of one tag.
pub(super) enum Tag {
    Absent,
    Known(String),
    Unknown(Why),
}

/// The tags of a resource.
pub(super) struct Tags<'w> {
    world: &'w World<'w>,
    item: Option<Item>,
    /// Why nothing is known of them.
    hidden: Option<Why>,
}

impl<'w> Tags<'w> {
    /// The tags at a property of a resource, or at one inside of another: `ComputeResources.Tags`.
    pub fn of(world: &'w World<'w>, index: ResourceIndex, over: &str) -> Self {
        let Some(resource) = world.inventory.resource(index) else {
            return Self { world, item: None, hidden: Some(Why::NotInInput) };
        };
        let item =
            over.split('.').try_fold(Item::Node(resource.document), |item, step| key(world, &item, step));
        let shown = !over.starts_with("x:")
            && resource.coverage.shows(over)
            && resource.coverage != Coverage::Nothing;
        let hidden = match &item {
            None => (!shown).then_some(Why::NotObservableHere),
            Some(item) => unknown(world, item),
        };
        Self { world, item, hidden }
    }

    /// Whether it is known that there is no tag at all.
    pub fn none(&self) -> bool {
        match &self.item {
            None => self.hidden.is_none(),
            Some(Item::Absent) => true,
            Some(Item::Node(node)) => match self.world.inventory.arena.value(*node) {
                Value::Absent => true,
                Value::List { open: None, .. } => self.world.inventory.arena.elements(*node).len() == 0,
                Value::Map { open: None, .. } => self.world.inventory.arena.entries(*node).len() == 0,
                _ => false,
            },
            _ => false,
        }
    }

    /// The value of the tag with a key.
    pub fn get(&self, name: &str) -> Tag {
        if let Some(why) = self.hidden {
            return Tag::Unknown(why);
        }
        let Some(item) = &self.item else { return Tag::Absent };
        if let Item::Node(node) = item
            && let Value::Map { open, .. } = self.world.inventory.arena.value(*node)
        {
            return match key(self.world, item, name) {
                Some(value) => self.value(&value),
                None => open.map_or(Tag::Absent, Tag::Unknown),
            };
        }
        let (all, open) = elements(self.world, item);
        let mut maybe = open;
        for element in &all {
            match key(self.world, element, "Key").map(|k| self.value(&k)) {
                Some(Tag::Known(found)) if found == name => {
                    return key(self.world, element, "Value")
                        .map_or(Tag::Known(String::new()), |v| self.value(&v));
                }
                Some(Tag::Unknown(why)) => maybe = maybe.or(Some(why)),
                _ => {}
            }
        }
        maybe.map_or(Tag::Absent, Tag::Unknown)
    }

    fn value(&self, item: &Item) -> Tag {
        let arena = &self.world.inventory.arena;
        match item {
            Item::Node(node) => match arena.value(*node) {
                Value::String(text) | Value::Number(text) => Tag::Known(arena.text(text).to_owned()),
                Value::Bool(value) => Tag::Known(value.to_string()),
                Value::Unknown { why, .. } => Tag::Unknown(why),
                Value::Ref { .. } => Tag::Unknown(Why::KnownAfterApply),
                Value::Absent => Tag::Absent,
                Value::List { .. } | Value::Map { .. } => Tag::Unknown(Why::UnsupportedExpression),
            },
            Item::Json(json) => json.as_str().map_or(Tag::Absent, |t| Tag::Known(t.to_owned())),
            Item::Unknown(why) | Item::Computed(why) => Tag::Unknown(*why),
            Item::Default(_) | Item::Absent => Tag::Absent,
        }
    }

    /// What was looked at.
    pub fn look(&self, index: ResourceIndex, over: &str, truth: demarc_model::Truth) -> Look {
        let found = self
            .item
            .as_ref()
            .map_or(self.hidden.map_or(Found::Absent, Found::Unknown), |item| Found::of(self.world, item));
        Look { resource: index, path: over.to_owned(), found, truth }
    }
}

fn unknown(world: &World<'_>, item: &Item) -> Option<Why> {
    match item {
        Item::Unknown(why) | Item::Computed(why) => Some(*why),
        Item::Node(node) => match world.inventory.arena.value(*node) {
            Value::Unknown { why, .. } => Some(why),
            Value::Ref { .. } => Some(Why::KnownAfterApply),
            _ => None,
        },
        _ => None,
    }
}

/// A parameter that is a list with commas, without blanks around its elements; `None` where it has no value.
pub(super) fn list<'p>(parameters: &'p ParameterValues, name: &str) -> Option<Vec<&'p str>> {
    let text = parameters.get(name)?;
    Some(text.split(',').map(str::trim).filter(|t| !t.is_empty()).collect())
}
