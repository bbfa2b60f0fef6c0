//! The FedRAMP Consolidated Rules for 2026 as far as documents are shaped by them: version, rule ids, indicators.
//!
//! Read out of the machine-readable rules that FedRAMP publishes (a work of the US Government); statements are in our own words.

use demarc_assess::assessment::Assessment;

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

/// Those that the owner has not declared under `[offering]`, or not in the form that the schemas ask for: then with what is
/// wrong. Fields that hold a dot are never declared there.
pub(super) fn missing<'a>(
    asked: &'a [Missing],
    assessment: &'a Assessment,
) -> impl Iterator<Item = (&'a Missing, Option<String>)> {
    let offering = &assessment.declared.offering;
    asked.iter().filter_map(move |m| match offering.get(m.field) {
        None if m.field == "lastUpdated" && assessment.assessed_at.is_some() => None,
        None => Some((m, None)),
        Some(value) => Some((m, Some(problem(m.field, value)?))),
    })
}

const SERVICE_MODELS: [&str; 3] = ["SaaS", "PaaS", "IaaS"];
const DEPLOYMENT_MODELS: [&str; 5] = [
    "Public Cloud",
    "Government-Only Cloud",
    "Hybrid Cloud",
    "Community Cloud",
    "Government Community Cloud",
];
const CERTIFICATION_TYPES: [&str; 2] = ["20x", "Rev5"];
/// Endings of the addresses of pictures.
const PICTURES: [&str; 10] = ["png", "jpg", "jpeg", "gif", "svg", "webp", "ico", "bmp", "tif", "tiff"];

/// What keeps a declared value from the form that the schemas ask for; such a value is not written.
pub(super) fn problem(field: &str, value: &str) -> Option<String> {
    let one_of = |known: &[&str]| {
        (!known.contains(&value)).then(|| format!("`{value}` is not one of {}", known.join(", ")))
    };
    let uri = || (!super::sdr::is_uri(value)).then(|| format!("`{value}` is no absolute address"));
    match field {
        "certificationType" => one_of(&CERTIFICATION_TYPES),
        "deploymentModel" => one_of(&DEPLOYMENT_MODELS),
        "serviceType" => {
            let unknown: Vec<&str> =
                list(value).into_iter().filter(|v| !SERVICE_MODELS.contains(v)).collect();
            (!unknown.is_empty() || list(value).is_empty())
                .then(|| format!("`{value}` holds more than {}", SERVICE_MODELS.join(", ")))
        }
        "assessorId" => {
            let six = value.len() == 6 && value.chars().all(|c| c.is_ascii_digit());
            (!six).then(|| format!("`{value}` has not six digits"))
        }
        "nextOngoingCertificationReportDate" => {
            let day = value.len() == 10 && crate::days::between(value, value).is_some();
            (!day).then(|| format!("`{value}` is no day as YYYY-MM-DD"))
        }
        "website" | "certificationPackageOverviewUri" => uri(),
        "logo" => uri().or_else(|| {
            let path = value.split(['?', '#']).next().unwrap_or_default();
            let picture = path.rsplit_once('.').is_some_and(|(_, end)| PICTURES.contains(&end));
            (!picture).then(|| format!("`{value}` names no picture"))
        }),
        _ => value.trim().is_empty().then(|| "it is empty".to_owned()),
    }
}

/// A declared list: its values are separated by semicolons, or by commas where there is none.
pub(super) fn list(value: &str) -> Vec<&str> {
    let by = if value.contains(';') { ';' } else { ',' };
    value.split(by).map(str::trim).filter(|v| !v.is_empty()).collect()
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
