//! JUnit for pipelines: a suite for every duty, a case for every resource.
//!
//! Only what is met passes. Unmet is a failure; unknown, not applicable and what an approved exception stands for are skipped, with
//! the reason, so that none of them looks like a pass.

use crate::{notice, tally::duty_groups, words};
use demarc_assess::assessment::{Assessment, DutyResult};
use demarc_model::{ExceptionState, Verdict};
use quick_junit::{NonSuccessKind, Property, Report, TestCase, TestCaseStatus, TestSuite};

/// Writes the duties, and the problems that were met while reading.
#[must_use]
pub fn render(assessment: &Assessment) -> String {
    let mut report = Report::new(line(&format!("demarc {}", assessment.system)));
    report.add_test_suite(reading(assessment));
    let mut groups = duty_groups(assessment);
    groups.sort_by_key(|g| g.id);
    for group in groups {
        let mut suite = TestSuite::new(group.id.as_str());
        if let Some(definition) = group.definition {
            suite.add_property(Property::new("title", line(&definition.title)));
        }
        suite.add_property(Property::new("severity", group.severity.id()));
        let mut results = group.results;
        results.sort_by_key(|r| &r.resource_id);
        suite.add_test_cases(results.into_iter().map(|duty| case(assessment, duty)));
        report.add_test_suite(suite);
    }
    // Writing text into memory does not fail; if it ever does, the reader gets to know.
    report.to_string().unwrap_or_else(|error| format!("<!-- the report could not be written: {error} -->\n"))
}

/// Problems while reading, and what the whole is.
fn reading(assessment: &Assessment) -> TestSuite {
    let mut suite = TestSuite::new("demarc");
    let summary = &assessment.summary;
    let mut whole = TestCase::new("assessment", TestCaseStatus::success());
    let says = format!(
        "{} Duties: {} met, {} unmet, {} unknown, {} not applicable. Not assessed: {} of {} resources, {} of {} control parts.",
        notice::all().collect::<Vec<_>>().join(" "),
        summary.duties.met,
        summary.duties.unmet,
        summary.duties.unknown,
        summary.duties.not_applicable,
        summary.not_assessed,
        summary.resources,
        crate::tally::count(&summary.customer, "not-assessed"),
        assessment.controls.len()
    );
    whole.set_system_out(says);
    suite.add_test_case(whole);
    for (number, problem) in (1u32..).zip(&assessment.problems) {
        let mut status = match problem.severity.as_str() {
            "error" => TestCaseStatus::non_success(NonSuccessKind::Error),
            _ => TestCaseStatus::skipped(),
        };
        status.set_message(line(&problem.message)).set_type(line(&problem.code));
        let mut case = TestCase::new(format!("problem {number}: {}", line(&problem.code)), status);
        let file = problem.location.as_ref().map(|l| &l.file).or(problem.file.as_ref());
        if let Some(file) = file {
            case.extra.insert("file".into(), line(file).into());
        }
        suite.add_test_case(case);
    }
    suite
}

fn case(assessment: &Assessment, duty: &DutyResult) -> TestCase {
    let exception = duty.exception.and_then(|i| assessment.exceptions.get(i));
    let approved = exception.filter(|e| e.state == ExceptionState::Approved);
    let why = duty.why.as_ref().map(|w| w.detail.as_str());
    let mut status = match (duty.verdict, approved) {
        (Verdict::Met, _) if duty.if_it_exists => skipped("met, if it exists; it is not known to exist"),
        (Verdict::Met, _) => TestCaseStatus::success(),
        (Verdict::Unmet, Some(exception)) => skipped(&format!(
            "unmet; {} {}: {}",
            words::exception_state(exception.state),
            words::exception_kind(exception.kind),
            duty.message
        )),
        (Verdict::Unmet, None) => {
            let mut failure = TestCaseStatus::non_success(NonSuccessKind::Failure);
            failure.set_message(line(&duty.message));
            failure
        }
        (Verdict::Unknown, _) => skipped(&format!("unknown: {}", why.unwrap_or("no reason given"))),
        (Verdict::NotApplicable, _) => {
            skipped(&format!("not applicable: {}", why.unwrap_or("no reason given")))
        }
    };
    status.set_type(duty.severity.id());
    if duty.verdict == Verdict::Unmet {
        let evidence: Vec<String> = duty.evidence.iter().map(crate::sheets::evidence).collect();
        status.set_description(crate::escape::block(&evidence.join("\n")));
    }
    let mut case = TestCase::new(line(&duty.resource), status);
    case.set_classname(duty.duty.as_str());
    case.add_property(Property::new("id", duty.id.as_str()));
    case.add_property(Property::new("basis", duty.basis.id()));
    if let Some(location) = duty.evidence.iter().find_map(|e| e.location.as_ref()) {
        case.extra.insert("file".into(), line(&location.file).into());
        case.extra.insert("line".into(), location.line.to_string().into());
    }
    case
}

fn skipped(why: &str) -> TestCaseStatus {
    let mut status = TestCaseStatus::skipped();
    status.set_message(line(why));
    status
}

fn line(text: &str) -> String {
    crate::escape::line(text).into_owned()
}
