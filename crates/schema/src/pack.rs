//! Embedded entries by name, each decoded when it is first asked for.

use serde::Deserialize;
use std::sync::OnceLock;

/// A blob with an index; the slots keep what has been decoded.
pub(crate) struct Pack<T: 'static> {
    index: &'static [u8],
    data: &'static [u8],
    open: OnceLock<Vec<Slot<T>>>,
}

struct Slot<T> {
    name: &'static str,
    bytes: &'static [u8],
    value: OnceLock<Option<T>>,
}

impl<T: Deserialize<'static>> Pack<T> {
    pub(crate) const fn new(index: &'static [u8], data: &'static [u8]) -> Self {
        Self { index, data, open: OnceLock::new() }
    }

    fn slots(&self) -> &[Slot<T>] {
        self.open.get_or_init(|| {
            let index: Vec<(&'static str, u32, u32)> = postcard::from_bytes(self.index).unwrap_or_default();
            index
                .into_iter()
                .map(|(name, start, length)| Slot {
                    name,
                    bytes: self.data.get(start as usize..(start + length) as usize).unwrap_or(&[]),
                    value: OnceLock::new(),
                })
                .collect()
        })
    }

    /// The entry of a name.
    pub(crate) fn get(&'static self, name: &str) -> Option<&'static T> {
        let slots = self.slots();
        let at = slots.binary_search_by(|slot| slot.name.cmp(name)).ok()?;
        let slot = slots.get(at)?;
        slot.value.get_or_init(|| postcard::from_bytes(slot.bytes).ok()).as_ref()
    }

    /// Whether there is an entry, without decoding it.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.slots().binary_search_by(|slot| slot.name.cmp(name)).is_ok()
    }

    /// All names, in order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.slots().iter().map(|slot| slot.name)
    }
}

/// A pack out of the files that the build script wrote.
macro_rules! embedded {
    ($name:literal) => {
        $crate::pack::Pack::new(
            include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".index")),
            include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".bin")),
        )
    };
}
pub(crate) use embedded;
