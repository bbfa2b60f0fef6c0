//! SARIF holds against its schema and keeps fingerprints; JUnit passes only what is met; Markdown fits a comment.

use crate::{random::assessments, sample::webshop};
use demarc_assess::assessment::Assessment;
use demarc_model::*;
use demarc_report::{document::ReportSettings, findings, junit, pull_request, sarif};
use proptest::prelude::*;
use serde_json::Value;

const SCHEMA: &str = include_str!("schemas/sarif-2.1.0.json");

fn log(assessment: &Assessment, unknown: bool) -> Value {
    let settings = ReportSettings { unknown, ..ReportSettings::default() };
    serde_json::from_str(&sarif::render(assessment, &settings)).unwrap()
}

fn validator() -> jsonschema::Validator {
    // One pattern of the published schema has a bracket too many and is no regular expression.
    let schema: Value = serde_json::from_str(&SCHEMA.replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$")).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

fn validate(log: &Value) {
    let validator = validator();
    let errors: Vec<String> =
        validator.iter_errors(log).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn sarif_holds_against_the_published_schema() {
    validate(&log(&webshop(), false));
    validate(&log(&webshop(), true));
    let mut odd = webshop();
    odd.duties[0].evidence.clear();
    odd.problems.clear();
    odd.duty_definitions.clear();
    validate(&log(&odd, true));
    odd.duties.clear();
    validate(&log(&odd, true));
}

#[test]
fn a_schema_that_is_broken_on_purpose_is_noticed() {
    let validator = validator();
    let mut wrong = log(&webshop(), false);
    wrong["runs"][0]["results"][0]["level"] = "terrible".into();
    assert!(!validator.is_valid(&wrong));
}

#[test]
fn sarif_lists_every_unmet_duty_once_with_place_rule_and_fingerprint() {
    let shop = webshop();
    let log = log(&shop, false);
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let results = run["results"].as_array().unwrap();
    let unmet: Vec<_> = shop.duties.iter().filter(|d| d.verdict == Verdict::Unmet).collect();
    assert_eq!(results.len(), unmet.len());
    for (result, duty) in results.iter().zip(unmet) {
        assert_eq!(result["fingerprints"]["demarcDuty/v1"], duty.id.as_str());
        let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], duty.duty.as_str());
        assert!(rule["help"]["markdown"].as_str().unwrap().contains("## Why it is yours"));
        assert!(result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"].is_string());
        let exception = duty.exception.map(|i| &shop.exceptions[i]);
        let status = &result["suppressions"][0]["status"];
        assert_eq!(
            status.as_str(),
            exception.map(|e| match e.state {
                ExceptionState::Approved => "accepted",
                ExceptionState::Requested => "underReview",
                ExceptionState::Expired => "rejected",
            })
        );
    }
}

#[test]
fn unknown_duties_stand_in_sarif_only_where_asked_and_only_as_notes() {
    let shop = webshop();
    let all = log(&shop, true);
    let unknown: Vec<&Value> = (all["runs"][0]["results"].as_array().unwrap().iter())
        .filter(|r| r["properties"]["verdict"] == "unknown")
        .collect();
    assert_eq!(unknown.len(), shop.duties.iter().filter(|d| d.verdict == Verdict::Unknown).count());
    assert!(!unknown.is_empty());
    assert!(unknown.iter().all(|r| r["level"] == "note"));
    let few = log(&shop, false);
    assert!(
        few["runs"][0]["results"].as_array().unwrap().iter().all(|r| r["properties"]["verdict"] == "unmet")
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn junit_passes_only_what_is_met_and_counts_everything(a in assessments()) {
        let xml = junit::render(&a);
        let cases = xml.matches("<testcase ").count();
        prop_assert_eq!(cases, a.duties.len() + a.problems.len() + 1);
        let approved = |d: &demarc_assess::assessment::DutyResult| {
            d.exception.is_some_and(|i| a.exceptions[i].state == ExceptionState::Approved)
        };
        let failures = a.duties.iter().filter(|d| d.verdict == Verdict::Unmet && !approved(d)).count();
        prop_assert_eq!(xml.matches("<failure ").count(), failures);
        let passed = a.duties.iter().filter(|d| d.verdict == Verdict::Met && !d.if_it_exists).count();
        let errors = a.problems.iter().filter(|p| p.severity == "error").count();
        let skipped = a.duties.len() - failures - passed + a.problems.len() - errors;
        prop_assert_eq!(xml.matches("<skipped ").count(), skipped);
    }
}

#[test]
fn a_summary_for_a_pull_request_fits_a_comment_and_counts_what_it_leaves_out() {
    let mut shop = webshop();
    let like = shop.duties.iter().find(|d| d.verdict == Verdict::Unmet).unwrap().clone();
    for i in 0..2000 {
        let mut duty = like.clone();
        duty.id = format!("id-{i}");
        duty.message = format!("`aws_s3_bucket.b{i}`: `Versioning` is not set and {}", "long ".repeat(30));
        shop.duties.push(duty);
    }
    let text = pull_request::render(&shop);
    assert!(text.len() < 65_536, "{}", text.len());
    assert!(text.contains("more; all stand in the JSON"));
}

#[test]
fn csv_has_a_row_for_every_duty_on_every_resource() {
    let shop = webshop();
    let csv = findings::csv(&shop);
    let mut reader = csv::ReaderBuilder::new().from_reader(csv.as_bytes());
    assert_eq!(reader.records().map(Result::unwrap).count(), shop.duties.len());
}
