//! One fault at a time.

use crate::pair::{OWNER, PROVIDER, codes, found};
use demarc_verify::Level;

#[test]
fn a_sound_pair_has_no_finding_and_neither_has_each_alone() {
    for texts in [&[PROVIDER, OWNER][..], &[OWNER, PROVIDER], &[PROVIDER], &[OWNER]] {
        assert_eq!(found(texts).findings, []);
    }
}

#[test]
fn a_responsibility_uuid_that_names_nothing() {
    let codes = codes(OWNER, "\"responsibility-uuid\": \"10000000", "\"responsibility-uuid\": \"90000000");
    assert_eq!(codes, ["responsibility-unsatisfied", "satisfied-unknown"]);
}

#[test]
fn a_satisfied_that_points_at_a_provided() {
    let piece = "\"responsibility-uuid\": \"10000000-0000-4000-8000-000000000008\"";
    let by = "\"responsibility-uuid\": \"10000000-0000-4000-8000-000000000007\"";
    assert_eq!(codes(OWNER, piece, by), ["responsibility-unsatisfied", "satisfied-wrong-kind"]);
}

#[test]
fn an_inherited_that_points_at_a_responsibility_or_at_nothing() {
    let piece = "\"provided-uuid\": \"10000000-0000-4000-8000-000000000007\"";
    let responsibility = "\"provided-uuid\": \"10000000-0000-4000-8000-000000000008\"";
    assert_eq!(codes(OWNER, piece, responsibility), ["inherited-wrong-kind"]);
    let nothing = "\"provided-uuid\": \"10000000-0000-4000-8000-000000000099\"";
    assert_eq!(codes(OWNER, piece, nothing), ["inherited-unknown"]);
}

#[test]
fn a_responsibility_that_nobody_satisfies() {
    let satisfied = "\"satisfied\": [{\"uuid\": \"20000000-0000-4000-8000-000000000009\", \"responsibility-uuid\": \"10000000-0000-4000-8000-000000000008\", \"description\": \"d\"}]";
    assert_eq!(codes(OWNER, satisfied, "\"remarks\": \"r\""), ["responsibility-unsatisfied"]);
}

#[test]
fn a_responsibility_whose_provided_is_not_there() {
    let piece = "\"provided-uuid\": \"10000000-0000-4000-8000-000000000007\", \"description\"";
    let by = "\"provided-uuid\": \"10000000-0000-4000-8000-000000000077\", \"description\"";
    assert_eq!(codes(PROVIDER, piece, by), ["provided-unknown"]);
}

#[test]
fn a_component_uuid_that_names_nothing_or_no_component() {
    let piece = "\"component-uuid\": \"20000000-0000-4000-8000-000000000004\"";
    let nothing = "\"component-uuid\": \"20000000-0000-4000-8000-000000000044\"";
    assert_eq!(codes(OWNER, piece, nothing), ["component-unknown"]);
    let user = "\"component-uuid\": \"20000000-0000-4000-8000-000000000003\"";
    assert_eq!(codes(OWNER, piece, user), ["component-unknown"]);
    let inherited = "\"value\": \"10000000-0000-4000-8000-000000000003\"";
    assert_eq!(
        codes(OWNER, inherited, "\"value\": \"10000000-0000-4000-8000-000000000033\""),
        ["inherited-component-unknown"]
    );
}

#[test]
fn values_that_are_not_allowed_in_the_namespace_they_stand_in() {
    assert_eq!(
        codes(OWNER, "\"value\": \"system-specific\"", "\"value\": \"banana\""),
        ["origination-unknown"]
    );
    assert_eq!(codes(OWNER, "\"value\": \"sp-system\"", "\"value\": \"banana\""), ["origination-unknown"]);
    assert_eq!(
        codes(OWNER, "\"value\": \"sp-system\"", "\"value\": \"system-specific\""),
        ["origination-unknown"]
    );
    assert_eq!(
        codes(OWNER, "\"value\": \"system-specific\"", "\"value\": \"sp-system\""),
        ["origination-unknown"]
    );
    assert_eq!(codes(OWNER, "\"state\": \"implemented\"", "\"state\": \"done\""), ["status-unknown"]);
    assert_eq!(codes(OWNER, "\"state\": \"operational\"", "\"state\": \"up\""), ["value-unknown"]);
    assert_eq!(codes(OWNER, "\"value\": \"external\"", "\"value\": \"outside\""), ["value-unknown"]);
}

#[test]
fn ids_that_the_catalog_does_not_have() {
    assert_eq!(codes(OWNER, "ac-2_smt.a", "ac-2_smt.zz"), ["statement-unknown"]);
    assert_eq!(codes(OWNER, "ac-2_smt.a", "ac-3_smt"), ["statement-of-another-control"]);
    assert_eq!(
        codes(PROVIDER, "\"control-id\": \"ac-2\"", "\"control-id\": \"ac-99\""),
        ["control-unknown", "statement-of-another-control"]
    );
    let set = "\"control-id\": \"ac-2\", \"set-parameters\": [{\"param-id\": \"ac-02_odp.99\", \"values\": [\"x\"]}]";
    assert_eq!(codes(PROVIDER, "\"control-id\": \"ac-2\"", set), ["parameter-unknown"]);
}

#[test]
fn dates_and_zones() {
    assert_eq!(codes(OWNER, "2026-11-01T10:00:00+01:00", "2026-11-01T10:00:00"), ["date-zone"]);
    assert_eq!(codes(OWNER, "2026-11-01T10:00:00+01:00", "2026-11-31T10:00:00Z"), ["date-form"]);
    assert_eq!(codes(OWNER, "2025-01-31", "31.01.2025"), ["date-form"]);
}

#[test]
fn uuids_of_another_version_and_twice() {
    let version = codes(
        OWNER,
        "\"uuid\": \"20000000-0000-4000-8000-000000000010\"",
        "\"uuid\": \"20000000-0000-1000-8000-000000000010\"",
    );
    assert_eq!(version, ["uuid-form"]);
    let twice = codes(
        OWNER,
        "\"uuid\": \"20000000-0000-4000-8000-000000000010\"",
        "\"uuid\": \"20000000-0000-4000-8000-000000000008\"",
    );
    assert_eq!(twice, ["uuid-duplicate"]);
    let reused = codes(
        OWNER,
        "\"uuid\": \"20000000-0000-4000-8000-000000000000\"",
        "\"uuid\": \"10000000-0000-4000-8000-000000000000\"",
    );
    assert_eq!(reused, ["uuid-reused"]);
}

#[test]
fn back_matter_that_dangles() {
    let broken = codes(
        PROVIDER,
        "\"href\": \"#10000000-0000-4000-8000-000000000009\"",
        "\"href\": \"#10000000-0000-4000-8000-000000000099\"",
    );
    assert_eq!(broken, ["link-broken", "resource-unused"]);
}

#[test]
fn parties_authorizations_and_roles_that_are_not_there() {
    let party = codes(
        OWNER,
        "\"party-uuid\": \"20000000-0000-4000-8000-000000000001\"",
        "\"party-uuid\": \"20000000-0000-4000-8000-000000000091\"",
    );
    assert_eq!(party, ["party-unknown"]);
    let authorization = codes(
        OWNER,
        "\"value\": \"20000000-0000-4000-8000-000000000002\"",
        "\"value\": \"20000000-0000-4000-8000-000000000092\"",
    );
    assert_eq!(authorization, ["leveraged-authorization-unknown"]);
    assert_eq!(codes(PROVIDER, "\"role-id\": \"owner\"", "\"role-id\": \"boss\""), ["role-unknown"]);
}

#[test]
fn descriptions_that_are_missing_or_empty() {
    let piece = "\"uuid\": \"20000000-0000-4000-8000-000000000010\", \"description\": \"d\"";
    assert_eq!(codes(OWNER, piece, "\"uuid\": \"20000000-0000-4000-8000-000000000010\""), ["field-missing"]);
    let piece = "\"uuid\": \"10000000-0000-4000-8000-000000000007\", \"description\": \"d\"";
    assert_eq!(
        codes(PROVIDER, piece, "\"uuid\": \"10000000-0000-4000-8000-000000000007\", \"description\": \" \""),
        ["field-missing"]
    );
}

#[test]
fn imports_that_lead_to_nothing_or_to_something_else() {
    let piece = "https://example.org/NIST_SP-800-53_rev5_MODERATE-baseline_profile.json";
    assert_eq!(codes(OWNER, piece, "../nowhere.json"), ["import-missing"]);
    assert_eq!(codes(OWNER, piece, "0.json"), ["import-wrong"]);
}

#[test]
fn the_same_statement_or_component_twice() {
    let piece = "\"component-uuid\": \"20000000-0000-4000-8000-000000000005\", \"uuid\"";
    let by = "\"component-uuid\": \"20000000-0000-4000-8000-000000000004\", \"uuid\"";
    assert_eq!(codes(OWNER, piece, by), ["component-repeated"]);
}

#[test]
fn a_finding_has_a_pointer_a_place_and_advice() {
    let changed = OWNER.replacen("\"value\": \"system-specific\"", "\"value\": \"banana\"", 1);
    let report = found(&[&changed]);
    let finding = report.findings.first().unwrap();
    assert_eq!(
        finding.pointer,
        "/system-security-plan/control-implementation/implemented-requirements/0/props/0/value"
    );
    let line = changed.lines().nth(finding.line as usize - 1).unwrap();
    let from: String = line.chars().skip(finding.column as usize - 1).collect();
    assert!(from.starts_with("\"banana\""), "{line}");
    assert_eq!(
        (finding.level, finding.advice.starts_with("write one of `organization`")),
        (Level::Error, true)
    );
}
