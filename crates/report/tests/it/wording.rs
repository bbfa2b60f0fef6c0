//! No report claims more than a tool can.

use crate::sample::webshop;
use demarc_model::AwsStatus;
use demarc_report::terminal::TerminalOptions;
use demarc_report::{html, terminal};

const NEVER: &[&str] = &[
    "complian",
    "passed audit",
    "certified",
    "certifies",
    "guarantee",
    "official",
    "attests",
    "aws confirms",
    "aws crm",
    "fully secure",
];

/// Every report of the sample, in lower case.
fn reports(assessment: &demarc_assess::assessment::Assessment) -> Vec<String> {
    let all = TerminalOptions { verbose: true, ..TerminalOptions::default() };
    [html::render(assessment), terminal::render(assessment, &all)]
        .map(|text| text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" "))
        .into()
}

#[test]
fn words_that_only_an_assessor_may_use_stand_nowhere() {
    for report in reports(&webshop()) {
        for word in NEVER {
            assert!(!report.contains(word), "{word}");
        }
    }
}

#[test]
fn every_report_says_what_it_is_not() {
    for report in reports(&webshop()) {
        for sentence in [
            "not affiliated with or endorsed by amazon web services",
            "aws's obligations are set by its agreements",
            "not an assessment",
        ] {
            assert!(report.contains(sentence), "{sentence}");
        }
    }
}

#[test]
fn without_a_named_authorization_nothing_is_called_inherited() {
    let terminal = terminal::render(&webshop(), &TerminalOptions::default());
    assert!(terminal.contains("7 inheritable"));
    assert!(!terminal.contains("inherited"));

    let mut covered = webshop();
    covered.framework.programme = Some("fedramp-moderate".to_owned());
    for part in &mut covered.controls {
        part.aws.status = AwsStatus::Covered;
    }
    assert!(terminal::render(&covered, &TerminalOptions::default()).contains("7 inherited"));
}

#[test]
fn what_was_not_assessed_stands_beside_every_score() {
    let terminal =
        terminal::render(&webshop(), &TerminalOptions { width: 200, ..TerminalOptions::default() });
    for score in ["  allocation", "  customer's half", "  duties"] {
        let line = terminal.lines().find(|line| line.starts_with(score)).unwrap();
        assert!(line.contains("not assessed: "), "{line}");
    }
    let page = html::render(&webshop());
    assert_eq!(page.matches("class=\"scorecard\"").count(), page.matches("class=\"beside\"").count());
}
