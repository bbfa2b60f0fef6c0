//! Maps of a template: in the order in which keys were set, or in that of a hash table.

use super::{doc::Doc, order::Order, text::Text};
use crate::syntax::Mapping;
use indexmap::IndexMap;
use std::rc::Rc;

/// A map.
#[derive(Debug, Clone, Default)]
pub(super) struct Fields {
    entries: IndexMap<Rc<str>, (Text, Doc)>,
    /// The table that gives the order; without one it is that of setting.
    order: Option<Order>,
}

impl PartialEq for Fields {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self
                .entries
                .iter()
                .all(|(key, (_, value))| other.entries.get(key).is_some_and(|(_, o)| value == o))
    }
}

impl Fields {
    /// An empty map in the order of setting.
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// An empty map in the order of hashes.
    pub(super) fn table() -> Self {
        Self { entries: IndexMap::new(), order: Some(Order::new()) }
    }

    /// A map in the order of hashes with what another map holds, put in at once.
    pub(super) fn table_of(fields: Self) -> Self {
        let mut table = Self::table();
        table.update(fields);
        table
    }

    pub(super) fn of(mapping: &Mapping) -> Self {
        let mut fields = Self::new();
        for entry in mapping.entries() {
            fields.set(&*entry.key, Doc::of(&entry.value));
        }
        fields
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// The value of a key, unless it is null.
    pub(super) fn get(&self, key: &str) -> Option<&Doc> {
        self.value(key).filter(|value| !value.is_null())
    }

    /// The value of a key that counts as set.
    pub(super) fn set_at(&self, key: &str) -> Option<&Doc> {
        self.value(key).filter(|value| value.truthy())
    }

    /// The value of a key, also null.
    pub(super) fn value(&self, key: &str) -> Option<&Doc> {
        self.entries.get(key).map(|(_, value)| value)
    }

    pub(super) fn get_mut(&mut self, key: &str) -> Option<&mut Doc> {
        self.entries.get_mut(key).map(|(_, value)| value)
    }

    /// The text of a key that has one.
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_str()
    }

    /// Sets a key; one that is there keeps its place.
    pub(super) fn set(&mut self, key: impl Into<Text>, value: impl Into<Doc>) {
        let key = key.into();
        match self.entries.get_mut(key.as_str()) {
            Some((_, old)) => *old = value.into(),
            None => {
                let shared = Rc::clone(key.shared());
                if let Some(order) = &mut self.order {
                    order.add(&shared);
                }
                self.entries.insert(shared, (key, value.into()));
            }
        }
    }

    /// Sets a key if there is a value.
    pub(super) fn set_some(&mut self, key: impl Into<Text>, value: Option<impl Into<Doc>>) {
        if let Some(value) = value {
            self.set(key, value);
        }
    }

    /// The value of a key, which is set to a default if it is not there.
    pub(super) fn or_set(&mut self, key: impl Into<Text>, default: impl Into<Doc>) -> &mut Doc {
        let key = key.into();
        if !self.has(key.as_str()) {
            self.set(&key, default);
        }
        let shared = Rc::clone(key.shared());
        &mut self.entries.entry(shared).or_insert_with(|| (key, Doc::null())).1
    }

    /// The map under a key, which is put there if nothing is; nothing if something else stands there.
    pub(super) fn map_at(&mut self, key: impl Into<Text>) -> Option<&mut Self> {
        self.or_set(key, Self::new()).as_map_mut()
    }

    pub(super) fn remove(&mut self, key: &str) -> Option<Doc> {
        let removed = self.entries.shift_remove(key);
        if let (Some(order), Some(_)) = (&mut self.order, &removed) {
            order.remove(key);
        }
        removed.map(|(_, value)| value)
    }

    /// Sets what another map holds.
    pub(super) fn update(&mut self, other: Self) {
        if let Some(order) = &mut self.order {
            let keys: Vec<Rc<str>> = other.iter().map(|(key, _)| Rc::clone(key.shared())).collect();
            order.merge(&keys);
        }
        for (key, value) in other {
            self.set(key, value);
        }
    }

    /// The entries in their order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Text, &Doc)> {
        let hashed = self.order.iter().flat_map(Order::keys).filter_map(|key| self.entries.get(key));
        let set = self.order.is_none().then(|| self.entries.values());
        hashed.chain(set.into_iter().flatten()).map(|(key, value)| (key, value))
    }

    /// The keys in their order, apart from the map.
    pub(super) fn keys(&self) -> Vec<Text> {
        self.iter().map(|(key, _)| key.clone()).collect()
    }

    /// The only entry of a map that has one.
    pub(super) fn only(&self) -> Option<(&Text, &Doc)> {
        self.iter().next().filter(|_| self.len() == 1)
    }

    /// Each value, to be changed in place.
    pub(super) fn values_mut(&mut self) -> impl Iterator<Item = &mut Doc> {
        self.entries.values_mut().map(|(_, value)| value)
    }

    /// A copy of the map with the values as they are.
    pub(super) fn shallow(&self) -> Self {
        let mut copy = match self.order {
            Some(_) => Self::table(),
            None => Self::new(),
        };
        if let (Some(order), Some(own)) = (&mut copy.order, &self.order) {
            let keys: Vec<Rc<str>> = own.keys().cloned().collect();
            order.merge(&keys);
        }
        for (key, value) in self.iter() {
            copy.set(key, value.clone());
        }
        copy
    }

    /// A copy with copies of the values.
    pub(super) fn copied(&self) -> Self {
        Self {
            entries: self
                .entries
                .iter()
                .map(|(shared, (key, value))| (Rc::clone(shared), (key.clone(), value.copied())))
                .collect(),
            order: self.order.as_ref().map(Order::copied),
        }
    }

    /// The map and all in it in the order of hashes, with texts of the template.
    pub(super) fn hashed(self) -> Self {
        let mut table = Self::table();
        for (key, value) in self {
            table.set(key.of_template(), value.hashed());
        }
        table
    }

    pub(super) fn size(&self) -> usize {
        self.entries.values().map(|(_, value)| value.size()).sum()
    }
}

impl IntoIterator for Fields {
    type Item = (Text, Doc);
    type IntoIter = std::vec::IntoIter<(Text, Doc)>;

    fn into_iter(mut self) -> Self::IntoIter {
        let entries: Vec<(Text, Doc)> = match &self.order {
            Some(order) => {
                let keys: Vec<Rc<str>> = order.keys().cloned().collect();
                keys.iter().filter_map(|key| self.entries.swap_remove(key)).collect()
            }
            None => std::mem::take(&mut self.entries).into_values().collect(),
        };
        entries.into_iter()
    }
}
