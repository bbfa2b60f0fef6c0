//! The order in which a hash table of Python 2.7 gives its keys.
//!
//! SAM derives the logical id of an API's deployment from a text of the API's definition whose maps are written in that
//! order. So that ids stay the same from release to release SAM keeps the order of its first implementation, and who
//! wants to know the ids has to follow the table through each insertion, removal and copy.

use std::rc::Rc;

/// Slots of a new table.
const FEWEST: usize = 8;

/// Tables with more keys than this grow by two instead of four.
const LARGE: usize = 50_000;

#[derive(Debug, Clone)]
enum Slot {
    Free,
    /// A key was here.
    Removed,
    Key(u64, Rc<str>),
}

/// A table of keys.
#[derive(Debug, Clone)]
pub(super) struct Order {
    slots: Vec<Slot>,
    /// Keys.
    used: usize,
    /// Keys and removed ones.
    filled: usize,
}

impl Order {
    pub(super) fn new() -> Self {
        Self { slots: vec![Slot::Free; FEWEST], used: 0, filled: 0 }
    }

    /// The keys in the order of their slots.
    pub(super) fn keys(&self) -> impl Iterator<Item = &Rc<str>> {
        self.slots.iter().filter_map(|slot| match slot {
            Slot::Key(_, key) => Some(key),
            _ => None,
        })
    }

    pub(super) fn add(&mut self, key: &Rc<str>) {
        self.add_hashed(hash(key), key);
    }

    fn add_hashed(&mut self, hash: u64, key: &Rc<str>) {
        let at = self.find(hash, key);
        let Some(slot) = self.slots.get_mut(at) else { return };
        match slot {
            Slot::Key(..) => return,
            Slot::Free => self.filled += 1,
            Slot::Removed => {}
        }
        *slot = Slot::Key(hash, Rc::clone(key));
        self.used += 1;
        if self.filled * 3 >= self.slots.len() * 2 {
            self.resize(self.used * if self.used > LARGE { 2 } else { 4 });
        }
    }

    pub(super) fn remove(&mut self, key: &str) {
        let at = self.find(hash(key), key);
        if let Some(slot @ Slot::Key(..)) = self.slots.get_mut(at) {
            *slot = Slot::Removed;
            self.used -= 1;
        }
    }

    /// Adds many keys at once, which makes room for all of them first.
    pub(super) fn merge(&mut self, keys: &[Rc<str>]) {
        if keys.is_empty() {
            return;
        }
        if (self.filled + keys.len()) * 3 >= self.slots.len() * 2 {
            self.resize((self.used + keys.len()) * 2);
        }
        for key in keys {
            self.add(key);
        }
    }

    /// A copy made key by key, whose order may be another one.
    pub(super) fn copied(&self) -> Self {
        let mut copy = Self::new();
        for slot in &self.slots {
            if let Slot::Key(hash, key) = slot {
                copy.add_hashed(*hash, key);
            }
        }
        copy
    }

    fn resize(&mut self, more_than: usize) {
        let mut size = FEWEST;
        while size <= more_than {
            size *= 2;
        }
        let slots = std::mem::replace(&mut self.slots, vec![Slot::Free; size]);
        self.used = 0;
        self.filled = 0;
        for slot in slots {
            if let Slot::Key(hash, key) = slot {
                self.add_hashed(hash, &key);
            }
        }
    }

    /// The slot of a key, or the one that it would get; at least a third of the slots is free.
    fn find(&self, hash: u64, key: &str) -> usize {
        let mask = self.slots.len() as u64 - 1;
        let mut walker = hash & mask;
        let mut perturb = hash;
        let mut free = None;
        loop {
            let at = usize::try_from(walker & mask).unwrap_or(0);
            match self.slots.get(at) {
                Some(Slot::Key(_, other)) if **other == *key => return at,
                Some(Slot::Key(..)) => {}
                Some(Slot::Removed) => free = free.or(Some(at)),
                Some(Slot::Free) | None => return free.unwrap_or(at),
            }
            walker = walker.wrapping_mul(5).wrapping_add(perturb).wrapping_add(1);
            perturb >>= 5;
        }
    }
}

/// The hash of a text on a machine with words of 64 bits.
fn hash(text: &str) -> u64 {
    let Some(first) = text.chars().next() else { return 0 };
    let mut hash = u64::from(u32::from(first)) << 7;
    let mut length = 0u64;
    for c in text.chars() {
        hash = hash.wrapping_mul(1_000_003) ^ u64::from(u32::from(c));
        length += 1;
    }
    hash ^ length
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(keys: &[&str]) -> Vec<String> {
        let mut order = Order::new();
        for key in keys {
            order.add(&Rc::from(*key));
        }
        order.keys().map(|key| key.to_string()).collect()
    }

    #[test]
    fn keys_come_in_the_order_of_their_hashes() {
        // What an interpreter of that version prints for `{'swagger': 1, 'info': 2, 'paths': 3}` and the like.
        assert_eq!(order(&["swagger", "info", "paths"]), ["info", "paths", "swagger"]);
        assert_eq!(hash("a"), 12_416_037_344);
        assert_eq!(order(&["b", "a", "c", "b"]), ["a", "c", "b"]);
    }

    #[test]
    fn a_table_keeps_all_keys_while_it_grows_and_shrinks() {
        let mut order = Order::new();
        let keys: Vec<Rc<str>> = (0..500).map(|n| Rc::from(format!("key{n}").as_str())).collect();
        order.merge(&keys);
        for key in keys.iter().step_by(2) {
            order.remove(key);
        }
        let mut left: Vec<_> = order.copied().keys().cloned().collect();
        left.sort();
        let mut expected: Vec<_> = keys.iter().skip(1).step_by(2).cloned().collect();
        expected.sort();
        assert_eq!(left, expected);
    }
}
