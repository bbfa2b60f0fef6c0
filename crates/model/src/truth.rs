//! Kleene's three-valued logic with a reason for the third value.

use crate::Why;
use std::ops::Not;

/// True, false, or unknown with its reason; there is no conversion to `bool`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truth {
    /// It holds.
    True,
    /// It does not hold.
    False,
    /// Nobody can say from this input.
    Unknown(Why),
}

impl Truth {
    /// Kleene's and: false wins over unknown; of two reasons the smaller, so that order does not matter.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::False, _) | (_, Self::False) => Self::False,
            (Self::Unknown(a), Self::Unknown(b)) => Self::Unknown(a.min(b)),
            (Self::Unknown(why), Self::True) | (Self::True, Self::Unknown(why)) => Self::Unknown(why),
            (Self::True, Self::True) => Self::True,
        }
    }

    /// Kleene's or: true wins over unknown.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        !((!self).and(!other))
    }
}

impl Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            unknown @ Self::Unknown(_) => unknown,
        }
    }
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn truth() -> impl Strategy<Value = Truth> {
        prop_oneof![
            Just(Truth::True),
            Just(Truth::False),
            (0..Why::ALL.len()).prop_map(|i| Truth::Unknown(Why::ALL[i])),
        ]
    }

    /// Whether replacing an unknown `a` by a value could give `b`.
    fn refines(a: Truth, b: Truth) -> bool {
        a == b || matches!(a, Truth::Unknown(_))
    }

    proptest! {
        #[test]
        fn and_and_or_are_commutative_associative_and_dual(a in truth(), b in truth(), c in truth()) {
            prop_assert_eq!(a.and(b), b.and(a));
            prop_assert_eq!(a.or(b), b.or(a));
            prop_assert_eq!(a.and(b).and(c), a.and(b.and(c)));
            prop_assert_eq!(a.or(b).or(c), a.or(b.or(c)));
            prop_assert_eq!(!(a.and(b)), (!a).or(!b));
            prop_assert_eq!(!!a, a);
        }

        #[test]
        fn a_value_for_an_unknown_never_changes_what_was_decided(a in truth(), b in truth(), known in any::<bool>()) {
            let better = if matches!(a, Truth::Unknown(_)) { Truth::from(known) } else { a };
            prop_assert!(refines(a.and(b), better.and(b)));
            prop_assert!(refines(a.or(b), better.or(b)));
            prop_assert!(refines(!a, !better));
        }
    }
}
