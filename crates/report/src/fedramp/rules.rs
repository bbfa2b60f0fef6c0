//! The FedRAMP Consolidated Rules for 2026 as far as documents are shaped by them: version, rule ids, indicators.
//!
//! Read out of the machine-readable rules that FedRAMP publishes (a work of the US Government); statements are in our own words.

use std::collections::BTreeMap;

/// What the rules are called.
pub(super) const TITLE: &str = "FedRAMP Consolidated Rules for 2026";
/// Their version that the documents follow.
pub(super) const VERSION: &str = "2026.07.14.01";
/// The day of that version.
pub(super) const RELEASED: &str = "2026-07-14";

/// Indicators with the controls that the rules map them to.
const INDICATORS: &str = include_str!("../../data/fedramp-2026-indicators.csv");

/// A key security indicator.
pub(super) struct Indicator {
    /// Its id.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Controls behind it, as the catalog names them; two indicators are mapped to none.
    pub controls: Vec<&'static str>,
}

/// Every indicator, by id.
pub(super) fn indicators() -> Vec<Indicator> {
    let rows = INDICATORS.lines().skip(1).filter(|line| !line.is_empty());
    rows.filter_map(|line| {
        let (id, rest) = line.split_once(',')?;
        let (name, controls) = rest.rsplit_once(',')?;
        Some(Indicator { id, name, controls: controls.split_whitespace().collect() })
    })
    .collect()
}

/// Something that a rule asks for and only people can supply.
pub(super) struct Missing {
    /// The field of the document.
    pub field: &'static str,
    /// The rule that asks.
    pub rule: &'static str,
    /// What it is.
    pub what: &'static str,
}

/// Those that the owner has not declared under `[offering]`; fields that hold a dot are never declared there.
pub(super) fn missing<'a>(
    asked: &'a [Missing],
    offering: &'a BTreeMap<String, String>,
) -> impl Iterator<Item = &'a Missing> {
    asked.iter().filter(|m| !offering.contains_key(m.field))
}

#[cfg(test)]
mod tests {
    use super::indicators;

    #[test]
    fn every_indicator_has_an_id_and_a_name_and_almost_all_have_controls() {
        let all = indicators();
        assert_eq!(all.len(), 46);
        for indicator in all {
            assert!(indicator.id.starts_with("KSI-"), "{}", indicator.id);
            assert!(!indicator.name.is_empty(), "{}", indicator.id);
        }
        assert_eq!(indicators().iter().filter(|i| i.controls.is_empty()).count(), 2);
    }
}
