//! Counts of control parts and of duties; what was not assessed stands beside every score.

use super::screen::{Screen, faint, of_verdict, padded, strong};
use crate::tally::{self, count};
use crate::{escape, sheets, statement, words};
use demarc_assess::assessment::Assessment;
use demarc_model::{AwsStatus, CustomerStatus, Verdict};

/// Columns of the names of rows.
const LABEL: usize = 19;

pub(super) fn write(screen: &mut Screen, assessment: &Assessment) {
    let summary = &assessment.summary;
    let total = assessment.controls.len();
    screen.heading(&format!(
        "Control parts: {total} in the {} baseline",
        escape::line(&assessment.framework.baseline)
    ));
    let not_assessed = count(&summary.customer, CustomerStatus::NotAssessed.id());
    let allocated: Vec<String> =
        tally::allocations(assessment).iter().map(|(_, word, number)| format!("{number} {word}")).collect();
    row(screen, "allocation", &allocated.join(", "), not_assessed);

    let customer: Vec<String> = words::CUSTOMER_STATUSES
        .into_iter()
        .filter(|status| *status != CustomerStatus::NotAssessed)
        .map(|status| (words::customer_status(status), count(&summary.customer, status.id())))
        .filter(|(_, number)| *number > 0)
        .map(|(word, number)| format!("{number} {word}"))
        .collect();
    row(screen, "customer's half", &customer.join(", "), not_assessed);

    let aws: Vec<String> = AwsStatus::ALL
        .into_iter()
        .filter(|status| *status != AwsStatus::None)
        .map(|status| (words::aws_status(status), count(&summary.aws, status.id())))
        .filter(|(_, number)| *number > 0)
        .map(|(word, number)| format!("{number} {word}"))
        .collect();
    if !aws.is_empty() {
        screen.wrapped(&padded("  AWS's half", LABEL), LABEL, &aws.join(", "));
    }
    if let Some(why) = sheets::not_inherited(assessment, &statement::statements(assessment)) {
        screen.wrapped(&padded("  not inherited", LABEL), LABEL, &escape::line(&why));
    }
    write_duties(screen, assessment);
}

fn row(screen: &mut Screen, name: &str, scores: &str, not_assessed: usize) {
    let first = padded(&format!("  {name}"), LABEL);
    screen.wrapped(&first, LABEL, &format!("{scores}; not assessed: {not_assessed}"));
}

fn write_duties(screen: &mut Screen, assessment: &Assessment) {
    let duties = assessment.summary.duties;
    let counts = [
        (Verdict::Met, duties.met),
        (Verdict::Unmet, duties.unmet),
        (Verdict::Unknown, duties.unknown),
        (Verdict::NotApplicable, duties.not_applicable),
    ]
    .into_iter()
    .filter(|(_, number)| *number > 0)
    .map(|(verdict, number)| {
        screen.paint(of_verdict(verdict), &format!("{number} {}", words::verdict(verdict)))
    })
    .collect::<Vec<_>>()
    .join(", ");
    let summary = &assessment.summary;
    let looked = format!(
        "resources: {} of a known type, not assessed: {}",
        screen.paint(strong(), &summary.assessed.to_string()),
        summary.not_assessed
    );
    let counts = if counts.is_empty() { screen.paint(faint(), "none") } else { counts };
    screen.wrapped(&padded("  duties", LABEL), LABEL, &format!("{counts}; {looked}"));
}
