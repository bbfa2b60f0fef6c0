//! Which parts of an item's properties are read: what will be asked for, and nothing else.

/// What is read of a value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Keep {
    /// All of it.
    Whole,
    /// These properties; of a list those of its elements.
    Part(Vec<(Box<str>, Keep)>),
}

/// Names under which AWS wraps what it lists (`{"quantity": 1, "items": […]}`) and words of an enumeration (`{"value": …}`).
const WRAPPERS: [&str; 2] = ["items", "value"];

impl Keep {
    /// Nothing yet.
    pub(super) fn nothing() -> Self {
        Self::Part(Vec::new())
    }

    /// Adds a path of keys.
    pub(super) fn add<'p>(&mut self, path: impl IntoIterator<Item = &'p str>) {
        let mut steps = path.into_iter();
        let Self::Part(parts) = self else { return };
        match steps.next() {
            None => *self = Self::Whole,
            Some(key) => {
                let at = match parts.iter().position(|(name, _)| name.eq_ignore_ascii_case(key)) {
                    Some(at) => at,
                    None => {
                        parts.push((key.into(), Self::nothing()));
                        parts.len() - 1
                    }
                };
                if let Some((_, below)) = parts.get_mut(at) {
                    below.add(steps);
                }
            }
        }
    }

    /// What is read below a key; nothing if the value is not asked for. Upper and lower case do not matter.
    pub(super) fn below(&self, key: &str) -> Option<&Self> {
        let Self::Part(parts) = self else { return Some(self) };
        let exact = parts.iter().find(|(name, _)| **name == *key);
        let found = exact.or_else(|| parts.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)));
        match found {
            Some((_, below)) => Some(below),
            None => WRAPPERS.contains(&key).then_some(self),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_keeps_what_is_below_it_and_passes_wrappers() {
        let mut keep = Keep::nothing();
        keep.add("a.b".split('.'));
        keep.add("c".split('.'));
        assert_eq!(keep.below("A").and_then(|k| k.below("b")), Some(&Keep::Whole));
        assert_eq!(keep.below("a").and_then(|k| k.below("x")), None);
        assert_eq!(keep.below("c").and_then(|k| k.below("anything")), Some(&Keep::Whole));
        assert_eq!(
            keep.below("a").and_then(|k| k.below("items")).and_then(|k| k.below("b")),
            Some(&Keep::Whole)
        );
        keep.add("a".split('.'));
        assert_eq!(keep.below("a").and_then(|k| k.below("x")), Some(&Keep::Whole));
    }
}
