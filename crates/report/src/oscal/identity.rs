//! UUIDs that follow from names: the same system, address and part give the same UUID on every run.

use std::collections::HashMap;
use uuid::Uuid;

/// Namespace of every UUID in OSCAL documents.
const NAMESPACE: Uuid = Uuid::from_u128(0x3c1d_9d53_65b0_5b0e_8d0f_52c8_0f6b_1a77);

/// UUIDs of one system.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Identity {
    system: Uuid,
}

impl Identity {
    /// The UUIDs of the system of that name.
    pub(crate) fn of(system: &str) -> Self {
        Self { system: Uuid::new_v5(&NAMESPACE, system.as_bytes()) }
    }

    /// The system itself.
    pub(crate) fn system(self) -> String {
        self.system.to_string()
    }

    /// What a list of names says, from the kind of thing to its place.
    pub(crate) fn of_names(self, names: &[&str]) -> String {
        // No name holds a NUL, so that two lists never run together into one text.
        Uuid::new_v5(&self.system, names.join("\0").as_bytes()).to_string()
    }
}

/// Tells the repetitions of a name apart: the first keeps its UUID, the others get one with their number.
#[derive(Debug, Default)]
pub(crate) struct Repeated<'a>(HashMap<&'a str, usize>);

impl<'a> Repeated<'a> {
    /// A UUID for a thing of a kind, which no other thing of that kind and name gets.
    pub(crate) fn of(&mut self, identity: Identity, kind: &str, name: &'a str) -> String {
        let before = self.0.entry(name).or_default();
        *before += 1;
        match *before {
            1 => identity.of_names(&[kind, name]),
            number => identity.of_names(&[kind, name, &number.to_string()]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_names_give_the_same_uuid_and_others_another() {
        let a = Identity::of("shop");
        assert_eq!(a.of_names(&["x", "y"]), Identity::of("shop").of_names(&["x", "y"]));
        assert_ne!(a.of_names(&["x", "y"]), a.of_names(&["xy"]));
        assert_ne!(a.of_names(&["x"]), Identity::of("other").of_names(&["x"]));
        let mut repeated = Repeated::default();
        let uuids = ["x", "x", "y"].map(|name| repeated.of(a, "item", name));
        assert_eq!(uuids[0], a.of_names(&["item", "x"]));
        assert!(uuids[0] != uuids[1] && uuids[1] != uuids[2]);
        assert_eq!(Uuid::parse_str(&a.system()).unwrap().get_version_num(), 5);
    }
}
