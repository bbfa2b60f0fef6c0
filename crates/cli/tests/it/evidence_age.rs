//! A person's statement about a duty counts for as long as the parameter says that the duty names for its evidence.

use crate::system::{KNOWLEDGE, inventory};
use demarc_assess::{AssessOptions, assess, assessment::Assessment};
use demarc_model::{Attestation, Verdict};

fn reviewed(date: &str, expires: Option<&str>, limit: Option<&str>, day: Option<&str>) -> Assessment {
    let options = AssessOptions {
        attestations: vec![Attestation {
            duty: Some("access-review".into()),
            part: None,
            resource_id: None,
            by: "A. Person".into(),
            date: date.into(),
            expires: expires.map(str::to_owned),
            statement: "Accounts were reviewed.".into(),
        }],
        parameters: limit.map(|l| ("account-review-days".to_owned(), l.to_owned())).into_iter().collect(),
        assessed_at: day.map(str::to_owned),
        ..AssessOptions::default()
    };
    let text = "resource \"aws_sns_topic\" \"t\" {\n  name = \"t\"\n}\n";
    assess(&inventory(&[("main.tf", text)], &["."]), &KNOWLEDGE, demarc_knowledge::DIGEST, &options).unwrap()
}

fn verdict(a: &Assessment) -> Verdict {
    a.duties.iter().find(|d| d.duty.as_str() == "access-review").unwrap().verdict
}

#[test]
fn a_statement_counts_for_as_many_days_as_the_parameter_says() {
    let within = reviewed("2026-01-01", None, Some("90"), Some("2026-04-01"));
    assert_eq!(verdict(&within), Verdict::Met);
    let note = within.problems.iter().find(|p| p.code == "attestation-age").unwrap();
    assert!(
        note.message.contains("counts until 2026-04-01") && note.message.contains("`account-review-days`"),
        "{note:?}"
    );

    let over = reviewed("2026-01-01", None, Some("90"), Some("2026-04-02"));
    assert_eq!(verdict(&over), Verdict::Unknown);
    assert!(over.problems.iter().any(|p| p.code == "attestation-not-counted"));
    // What is handed out says the same day.
    assert_eq!(over.attestations[0].expires.as_deref(), Some("2026-04-01"));
}

#[test]
fn without_a_day_an_age_cannot_be_told_and_without_a_limit_nothing_ends() {
    assert_eq!(verdict(&reviewed("2026-01-01", None, Some("90"), None)), Verdict::Unknown);
    assert_eq!(verdict(&reviewed("2020-01-01", None, None, Some("2026-04-02"))), Verdict::Met);
    // A last day of its own that comes first stays.
    let own = reviewed("2026-01-01", Some("2026-01-31"), Some("90"), Some("2026-03-01"));
    assert_eq!(verdict(&own), Verdict::Unknown);
    assert!(own.problems.iter().all(|p| p.code != "attestation-age"));
}
