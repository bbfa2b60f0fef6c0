//! An index from texts to resources that holds no text: of each name a digest of 128 bits.

use crate::ResourceIndex;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Two names of a billion do not share one.
type Digest = (u64, u64);

/// Resources by name.
#[derive(Debug, Default)]
pub(crate) struct NameIndex {
    /// In order of digest, then resource; filled, then sorted.
    entries: Vec<(Digest, ResourceIndex)>,
}

impl NameIndex {
    /// Adds a name of a resource.
    pub(crate) fn add(&mut self, name: impl Hash, resource: ResourceIndex) {
        self.entries.push((digest(name), resource));
    }

    /// Puts what was added in order; once, before anything is looked up.
    pub(crate) fn sort(&mut self) {
        self.entries.sort_unstable();
        self.entries.dedup();
        self.entries.shrink_to_fit();
    }

    /// The resources of a name, in order.
    pub(crate) fn get(&self, name: impl Hash) -> impl Iterator<Item = ResourceIndex> + '_ {
        let wanted = digest(name);
        let first = self.entries.partition_point(|(digest, _)| *digest < wanted);
        self.entries.iter().skip(first).take_while(move |(digest, _)| *digest == wanted).map(|(_, r)| *r)
    }
}

fn digest(name: impl Hash) -> Digest {
    let half = |seed: u8| {
        let mut hasher = DefaultHasher::new();
        seed.hash(&mut hasher);
        name.hash(&mut hasher);
        hasher.finish()
    };
    (half(0), half(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_resource_of_a_name_in_order() {
        let mut index = NameIndex::default();
        for (name, resource) in [("b", 2), ("a", 1), ("b", 0), ("b", 2)] {
            index.add(name, ResourceIndex(resource));
        }
        index.sort();
        assert_eq!(index.get("b").collect::<Vec<_>>(), [ResourceIndex(0), ResourceIndex(2)]);
        assert_eq!(index.get("c").count(), 0);
    }
}
