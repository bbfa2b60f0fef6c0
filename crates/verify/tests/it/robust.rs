//! Broken, hostile and unusual documents.

use crate::pair::{OWNER, PROVIDER, found};
use demarc_verify::{Source, to_json, to_sarif, to_terminal, verify};

#[test]
fn a_broken_document_costs_only_itself() {
    let broken: &str = &PROVIDER.chars().take(900).collect::<String>();
    let changed = OWNER.replacen("\"value\": \"system-specific\"", "\"value\": \"banana\"", 1);
    let report = found(&[broken, &changed]);
    let codes: Vec<_> = report.findings.iter().map(|f| (f.file.as_str(), f.code)).collect();
    assert_eq!(codes, [("0.json", "syntax"), ("1.json", "origination-unknown")]);
}

#[test]
fn what_is_no_oscal_document_says_so() {
    for text in ["{}", "[]", "3", "{\"a\": {}}", "{\"catalog\": []}", ""] {
        let report = found(&[text]);
        assert_eq!(report.findings.len(), 1, "{text}");
        assert!(["not-oscal", "syntax"].contains(&report.findings[0].code), "{text}");
    }
}

#[test]
fn imports_in_a_circle_end() {
    let profile = |href: &str, n: u8| {
        format!(
            "{{\"profile\": {{\"uuid\": \"{n}0000000-0000-4000-8000-000000000000\", \"metadata\": {{\"title\": \"t\", \"last-modified\": \
             \"2026-11-01T10:00:00Z\", \"version\": \"1\", \"oscal-version\": \"1.2.1\"}}, \"imports\": [{{\"href\": \"{href}\", \
             \"include-controls\": [{{\"with-ids\": [\"ac-1\"]}}]}}]}}}}"
        )
    };
    assert_eq!(found(&[&profile("1.json", 1), &profile("0.json", 2)]).findings, []);
}

#[test]
fn a_catalog_that_is_followed_to_decides_about_ids() {
    let catalog = r#"{"catalog": {"uuid": "30000000-0000-4000-8000-000000000000", "metadata": {"title": "c", "last-modified": "2026-11-01T10:00:00Z",
        "version": "1", "oscal-version": "1.2.1"}, "controls": [{"id": "x-1", "title": "x", "parts": [{"id": "x-1_smt", "name": "statement"}]}]}}"#;
    let plan = OWNER
        .replace(
            "https://example.org/NIST_SP-800-53_rev5_MODERATE-baseline_profile.json",
            "../own/catalog.json",
        )
        .replace("\"control-id\": \"ac-2\"", "\"control-id\": \"x-1\"")
        .replace("ac-2_smt.a", "x-1_smt.b");
    let sources = vec![Source { file: "plans/o.json".to_owned(), text: plan }];
    let report =
        verify(sources, Vec::new(), &|path| (path == "own/catalog.json").then(|| catalog.to_owned()));
    let codes: Vec<_> = report.findings.iter().map(|f| f.code).collect();
    assert_eq!(codes, ["statement-unknown"]);
    assert!(report.findings[0].message.contains("own/catalog.json"));
}

#[test]
fn outputs_show_control_characters_instead_of_sending_them() {
    let changed = OWNER.replacen("\"value\": \"system-specific\"", "\"value\": \"\\u001b[31mred\"", 1);
    let report = found(&[&changed]);
    assert!(!to_terminal(&report).contains('\u{1b}'));
    for text in [to_json(&report), to_sarif(&report)] {
        assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok());
    }
}

#[test]
fn the_same_documents_give_the_same_report_in_any_order() {
    let changed = OWNER.replace("4000-8000-00000000000", "1000-8000-00000000000");
    let render = |texts: [(&str, &str); 2]| {
        let sources =
            texts.map(|(file, text)| Source { file: file.to_owned(), text: text.to_owned() }).to_vec();
        verify(sources, Vec::new(), &|_| None).findings
    };
    assert_eq!(
        render([("a.json", PROVIDER), ("b.json", &changed)]),
        render([("b.json", &changed), ("a.json", PROVIDER)])
    );
}

#[test]
fn what_may_be_in_a_document_that_is_not_at_hand_is_not_called_unknown() {
    let actions = |href: &str| {
        format!(
            "{{\"plan-of-action-and-milestones\": {{\"uuid\": \"40000000-0000-4000-8000-000000000000\", \"metadata\": {{\"title\": \"t\", \
             \"last-modified\": \"2026-11-01T10:00:00Z\", \"version\": \"1\", \"oscal-version\": \"1.2.1\"}}, \"import-ssp\": {{\"href\": \"{href}\"}}, \
             \"observations\": [{{\"uuid\": \"40000000-0000-4000-8000-000000000001\", \"description\": \"d\", \"methods\": [\"EXAMINE\"], \
             \"collected\": \"2026-11-01T10:00:00Z\", \"subjects\": [{{\"subject-uuid\": \"20000000-0000-4000-8000-000000000044\", \"type\": \"component\"}}]}}], \
             \"poam-items\": [{{\"uuid\": \"40000000-0000-4000-8000-000000000002\", \"title\": \"t\", \"description\": \"d\"}}]}}}}"
        )
    };
    let codes = |texts: &[&str]| found(texts).findings.iter().map(|f| f.code).collect::<Vec<_>>();
    assert_eq!(codes(&[&actions("https://example.org/ssp.json")]), Vec::<&str>::new());
    assert_eq!(codes(&[&actions("ssp.json")]), ["import-missing"]);
    assert_eq!(codes(&[&actions("1.json"), OWNER]), ["subject-unknown"]);
}

#[test]
fn another_form_than_json_is_named_and_what_to_do() {
    let xml = "<?xml version=\"1.0\"?>\n<system-security-plan/>";
    let yaml = "# a plan\nsystem-security-plan:\n  uuid: a\n";
    for (text, form) in [(xml, "XML"), (yaml, "YAML"), ("---\na: 1\n", "YAML")] {
        let finding = &found(&[text]).findings[0];
        assert_eq!(finding.code, "syntax");
        assert!(finding.message.contains(form), "{}", finding.message);
        assert!(finding.advice.contains("convert it"), "{}", finding.advice);
    }
    assert!(!found(&["{\"catalog\": {"]).findings[0].message.contains("YAML"));
}

#[test]
fn a_version_that_there_is_not_is_found_and_a_newer_one_is_said() {
    let with = |version: &str| {
        OWNER.replace("\"oscal-version\": \"1.1.2\"", &format!("\"oscal-version\": \"{version}\""))
    };
    assert_ne!(with("9.9.9"), OWNER);
    for version in ["9.9.9", "1", "one", "2.0.0"] {
        let codes: Vec<_> = found(&[PROVIDER, &with(version)]).findings.iter().map(|f| f.code).collect();
        assert_eq!(codes, ["version-unknown"], "{version}");
    }
    for version in ["1.0.0", "1.0.0-milestone3", "1.1.2", "1.2.1"] {
        let report = found(&[PROVIDER, &with(version)]);
        assert_eq!(report.findings, [], "{version}");
        assert!(!report.not_checked.iter().any(|n| n.reason.contains("beyond")), "{version}");
    }
    let newer = found(&[PROVIDER, &with("1.4.0")]);
    assert!(newer.findings.is_empty());
    assert!(newer.not_checked.iter().any(|n| n.reason.contains("1.4.0")));
}

#[test]
fn a_value_of_another_form_hides_nothing_without_a_word() {
    for (piece, by) in [
        ("\"component-uuid\": \"20000000-0000-4000-8000-000000000004\"", "\"component-uuid\": 4"),
        ("\"control-implementation\": {", "\"control-implementation\": [], \"x\": {"),
    ] {
        assert!(OWNER.contains(piece), "{piece}");
        let report = found(&[&OWNER.replacen(piece, by, 1)]);
        assert!(report.findings.iter().any(|f| f.code == "value-type"), "{by}: {:?}", report.findings);
    }
}

#[test]
fn several_documents_in_one_file_are_not_taken_for_one() {
    let both = format!(
        "{{{}, \"profile\": {{}}}}",
        OWNER.trim().trim_start_matches('{').trim_end_matches('}').trim_end()
    );
    let report = found(&[&both]);
    assert!(
        report.findings.iter().any(|f| f.code == "several-documents" || f.code == "syntax"),
        "{:?}",
        report.findings
    );
}
