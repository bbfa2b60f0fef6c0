//! Terraform's number type: decimal, of many digits, within bounds.

use bigdecimal::{BigDecimal, RoundingMode, ToPrimitive, Zero};
use std::{cmp::Ordering, num::NonZeroU64, str::FromStr};

/// A number of at most some hundred digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Number(BigDecimal);

/// Fractions are kept to this many digits, two fewer than a division gives, so that a third times three is one.
const DIGITS: u64 = 98;
/// A number beyond this many digits on either side of the point comes from no real source.
const MOST_DIGITS: u64 = 1_000;

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Self(BigDecimal::from(value))
    }
}

impl Number {
    /// A decimal number as HCL or JSON writes it.
    pub(super) fn parse(text: &str) -> Option<Self> {
        if text.is_empty() || text.len() > 1_000 || !text.bytes().any(|b| b.is_ascii_digit()) {
            return None;
        }
        // No separators, no infinity.
        let plain = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'+' | b'-'));
        if !plain {
            return None;
        }
        Self::checked(BigDecimal::from_str(text).ok()?)
    }

    fn checked(value: BigDecimal) -> Option<Self> {
        if value.is_zero() {
            return Some(Self(BigDecimal::zero()));
        }
        let scale = value.fractional_digit_count();
        if scale.unsigned_abs() > MOST_DIGITS || value.digits() > 2 * MOST_DIGITS {
            return None;
        }
        let value = if value.digits() > DIGITS && scale > 0 { round_to_digits(&value) } else { value };
        Some(Self(value.normalized()))
    }

    /// A finite binary number.
    pub(super) fn from_f64(value: f64) -> Option<Self> {
        if value.is_finite() { Self::parse(&format!("{value:e}")) } else { None }
    }

    pub(super) fn to_f64(&self) -> f64 {
        self.0.to_f64().unwrap_or(f64::NAN)
    }

    /// The value as an integer, if it is one of 64 bits.
    pub(super) fn to_i64(&self) -> Option<i64> {
        if self.0.is_integer() { self.0.to_i64() } else { None }
    }

    pub(super) fn is_integer(&self) -> bool {
        self.0.is_integer()
    }

    pub(super) fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Whether digits may be missing: Terraform's own, of binary numbers, would be others.
    pub(super) fn is_rounded(&self) -> bool {
        self.0.fractional_digit_count() > 60
    }

    /// Without exponent and without zeros at the end.
    pub(super) fn to_text(&self) -> String {
        self.0.to_plain_string()
    }

    /// With a fixed number of digits behind the point.
    pub(super) fn to_fixed(&self, digits: i64) -> String {
        self.0.with_scale_round(digits, RoundingMode::HalfEven).to_plain_string()
    }

    pub(super) fn add(&self, other: &Self) -> Option<Self> {
        Self::checked(&self.0 + &other.0)
    }

    pub(super) fn subtract(&self, other: &Self) -> Option<Self> {
        Self::checked(&self.0 - &other.0)
    }

    pub(super) fn multiply(&self, other: &Self) -> Option<Self> {
        Self::checked(&self.0 * &other.0)
    }

    /// None if the divisor is zero.
    pub(super) fn divide(&self, other: &Self) -> Option<Self> {
        if other.is_zero() {
            return None;
        }
        let quotient = &self.0 / &other.0;
        let in_bounds = quotient.fractional_digit_count().unsigned_abs() <= MOST_DIGITS;
        in_bounds.then(|| Self(quotient.normalized()))
    }

    /// The remainder with the dividend's sign.
    pub(super) fn remainder(&self, other: &Self) -> Option<Self> {
        if other.is_zero() {
            return None;
        }
        Self::checked(&self.0 % &other.0)
    }

    pub(super) fn negate(&self) -> Self {
        Self(-&self.0)
    }

    pub(super) fn absolute(&self) -> Self {
        Self(self.0.abs())
    }

    pub(super) fn floor(&self) -> Self {
        Self(self.0.with_scale_round(0, RoundingMode::Floor).normalized())
    }

    pub(super) fn ceil(&self) -> Self {
        Self(self.0.with_scale_round(0, RoundingMode::Ceiling).normalized())
    }

    pub(super) fn sign(&self) -> i64 {
        match self.0.cmp(&BigDecimal::zero()) {
            Ordering::Less => -1,
            Ordering::Equal => 0,
            Ordering::Greater => 1,
        }
    }
}

fn round_to_digits(value: &BigDecimal) -> BigDecimal {
    match NonZeroU64::new(DIGITS) {
        Some(digits) => value.with_precision_round(digits, RoundingMode::HalfEven),
        None => value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_print_as_terraform_prints_them() {
        let text = |t: &str| Number::parse(t).map(|n| n.to_text());
        assert_eq!(text("1.50").as_deref(), Some("1.5"));
        assert_eq!(text("1e3").as_deref(), Some("1000"));
        assert_eq!(text("-0.0").as_deref(), Some("0"));
        assert_eq!(text("012345678901234567890").as_deref(), Some("12345678901234567890"));
        assert_eq!(text("1e999999999"), None);
        assert_eq!(text("1_000"), None);
    }

    #[test]
    fn a_third_times_three_is_one() {
        let (one, three) = (Number::from(1), Number::from(3));
        assert_eq!(one.divide(&three).unwrap().multiply(&three).unwrap().floor(), Number::from(1));
        assert_eq!(Number::from(-5).remainder(&three), Some(Number::from(-2)));
        assert!(one.divide(&Number::from(0)).is_none());
    }
}
