//! What holds for every format: the same bytes again, no word that a tool may not say, what the document is not.

use crate::sample::webshop;
use demarc_assess::assessment::Assessment;
use demarc_model::*;
use demarc_report::document::{Document, FORMATS, ReportSettings};
use std::io::{Cursor, Read};

/// Words that only an assessor or AWS may use, as they could stand anywhere in a document.
const NEVER: [&str; 10] = [
    "compliant",
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

/// The shop in ways that bring out every branch: covered, declared, under frameworks of every matrix.
fn assessments() -> Vec<Assessment> {
    let plain = webshop();
    let mut covered = webshop();
    covered.framework.programme = Some("fedramp-moderate".to_owned());
    for (i, part) in covered.controls.iter_mut().enumerate() {
        if part.aws.status == AwsStatus::NoProgramme {
            part.aws.status =
                [AwsStatus::Covered, AwsStatus::CoveredUnreviewed, AwsStatus::Lapsed, AwsStatus::NotCovered]
                    [i % 4];
        }
    }
    covered.assessed_at = Some("2026-11-25".to_owned());
    covered.declared.approval =
        Some(Approval { approved_by: "C. Person".to_owned(), date: "2026-11-20".to_owned() });
    covered.declared.offering.insert("providerName".to_owned(), "Example".to_owned());
    covered.declared.tenant_duties = vec![TenantDuty {
        part: covered.controls[0].part.as_str().to_owned(),
        kind: TenantDutyKind::Configured,
        statement: "Names its own people.".to_owned(),
        service: Some("Console".to_owned()),
    }];
    let mut all = vec![plain, covered];
    for id in ["pci-dss-4.0.1", "csa-ccm-4", "nist-800-171-r2", "iso-27001-2022"] {
        let mut other = webshop();
        other.framework.id = id.to_owned();
        all.push(other);
    }
    all
}

/// Every document of every format that can be made.
pub fn documents(assessment: &Assessment) -> Vec<(&'static str, Document)> {
    let settings =
        ReportSettings { since: Some(Box::new(webshop())), unknown: true, ..ReportSettings::default() };
    let mut all = Vec::new();
    for format in FORMATS {
        if let Ok(made) = (format.render)(assessment, &settings) {
            assert!(!made.is_empty(), "{}", format.id);
            all.extend(made.into_iter().map(|d| (format.id, d)));
        }
    }
    all
}

/// The text of a document; of a workbook all texts of its parts.
pub fn text(document: &Document) -> String {
    if !document.path.ends_with(".xlsx") {
        return String::from_utf8(document.bytes.clone()).unwrap();
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(&document.bytes)).unwrap();
    let mut text = String::new();
    for i in 0..archive.len() {
        archive.by_index(i).unwrap().read_to_string(&mut text).unwrap();
    }
    text
}

#[test]
fn the_same_assessment_gives_the_same_bytes_in_every_format() {
    for assessment in assessments() {
        let once = documents(&assessment);
        // A workbook holds times of its own; they must not be those of the clock, which ticks in seconds.
        std::thread::sleep(std::time::Duration::from_millis(1100));
        let again = documents(&assessment);
        assert_eq!(once.len(), again.len());
        for ((_, a), (_, b)) in once.iter().zip(&again) {
            assert_eq!(a.path, b.path);
            assert!(a.bytes == b.bytes, "{} differs", a.path);
        }
    }
}

#[test]
fn every_format_is_made_by_some_framework_and_no_two_write_the_same_file() {
    let mut made = std::collections::BTreeSet::new();
    for assessment in assessments() {
        let mut paths = std::collections::BTreeSet::new();
        for (id, document) in documents(&assessment) {
            made.insert(id);
            assert!(paths.insert(document.path.clone()), "{}", document.path);
        }
    }
    for format in FORMATS {
        assert!(made.contains(format.id), "{}", format.id);
    }
}

#[test]
fn words_that_only_an_assessor_may_use_stand_in_no_document() {
    for assessment in assessments() {
        for (_, document) in documents(&assessment) {
            let text = text(&document).to_lowercase();
            for word in NEVER {
                let before = text.split(word).next().unwrap_or_default();
                let near: String =
                    before.chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect();
                assert!(!text.contains(word), "{}: {word} behind {near}", document.path);
            }
        }
    }
}

#[test]
fn every_document_for_people_says_what_it_is_not() {
    for assessment in assessments() {
        for (id, document) in documents(&assessment) {
            // CSV is for programs and has no place for it; the sheet, the JSON and the Markdown beside it carry it.
            if document.path.ends_with(".csv") || id == "json" || id.starts_with("oscal") {
                continue;
            }
            let text = text(&document).replace("&apos;", "'").to_lowercase();
            for sentence in [
                "not affiliated with or endorsed by amazon web services",
                "aws's obligations are set by its agreements",
                "not an assessment",
            ] {
                assert!(text.contains(sentence), "{}: {sentence}", document.path);
            }
        }
    }
}

#[test]
fn texts_are_drafts_until_a_person_approves_them() {
    let mut shop = webshop();
    let drafts =
        |shop: &Assessment| documents(shop).iter().filter(|(_, d)| text(d).contains("DRAFT")).count();
    assert!(drafts(&shop) > 30, "{}", drafts(&shop));
    shop.declared.approval =
        Some(Approval { approved_by: "C. Person".to_owned(), date: "2026-11-20".to_owned() });
    assert_eq!(drafts(&shop), 0);
}

#[test]
fn nothing_is_called_inherited_without_a_named_authorization() {
    for (_, document) in documents(&webshop()) {
        let name = document.path.clone();
        if ["cis", "parts", "control-matrix", "crm-aws"].iter().any(|n| name.contains(n))
            && name.ends_with(".csv")
        {
            let text = text(&document).replace("not inherited", "").replace("is not inherited", "");
            let body: String = text.lines().skip(1).collect();
            assert!(!body.contains("inherited"), "{name}");
            assert!(!body.contains("Inherited"), "{name}");
        }
    }
}

#[test]
fn terminal_escapes_and_formulas_of_an_input_have_no_effect() {
    let mut shop = webshop();
    shop.system = "=HYPERLINK(\"http://x\")\u{1b}[31m".to_owned();
    shop.resources[0].address = "@SUM(1)\u{202e}".to_owned();
    shop.duties[0].message = "<script>planted(1)</script> | \u{7}".to_owned();
    for (id, document) in documents(&shop) {
        if id == "json" {
            continue;
        }
        let text = text(&document);
        assert!(
            !text.contains('\u{1b}') && !text.contains('\u{202e}') && !text.contains('\u{7}'),
            "{}",
            document.path
        );
        if [".html", ".md", ".xml", ".xlsx"].iter().any(|e| document.path.ends_with(e)) {
            assert!(!text.contains("<script>planted"), "{}", document.path);
        }
        if document.path.ends_with(".csv") {
            for line in text.lines() {
                assert!(!line.starts_with(['=', '@', '+']), "{}: {line}", document.path);
            }
        }
        // A formula would stand in an element of its own.
        if document.path.ends_with(".xlsx") {
            assert!(!text.contains("<f>"), "{}", document.path);
        }
    }
}
