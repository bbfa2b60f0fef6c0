//! A provider's plan and a plan that leverages it, both sound.

use demarc_verify::{Report, Source, verify};

/// The provider's plan.
pub const PROVIDER: &str = r##"{"system-security-plan": {
 "uuid": "10000000-0000-4000-8000-000000000000",
 "metadata": {"title": "Provider", "last-modified": "2026-11-01T10:00:00Z", "version": "1", "oscal-version": "1.2.1",
  "roles": [{"id": "owner", "title": "Owner"}],
  "parties": [{"uuid": "10000000-0000-4000-8000-000000000001", "type": "organization", "name": "Provider"}],
  "responsible-parties": [{"role-id": "owner", "party-uuids": ["10000000-0000-4000-8000-000000000001"]}]},
 "import-profile": {"href": "#10000000-0000-4000-8000-000000000009"},
 "system-characteristics": {"system-ids": [{"id": "p"}], "system-name": "p", "description": "p", "status": {"state": "operational"},
  "system-information": {"information-types": [{"title": "t", "description": "t"}]}, "authorization-boundary": {"description": "b"}},
 "system-implementation": {"users": [{"uuid": "10000000-0000-4000-8000-000000000002"}],
  "components": [{"uuid": "10000000-0000-4000-8000-000000000003", "type": "this-system", "title": "p", "description": "p", "status": {"state": "operational"}}]},
 "control-implementation": {"description": "d", "implemented-requirements": [
  {"uuid": "10000000-0000-4000-8000-000000000004", "control-id": "ac-2", "statements": [
   {"statement-id": "ac-2_smt.a", "uuid": "10000000-0000-4000-8000-000000000005", "by-components": [
    {"component-uuid": "10000000-0000-4000-8000-000000000003", "uuid": "10000000-0000-4000-8000-000000000006", "description": "d",
     "export": {"provided": [{"uuid": "10000000-0000-4000-8000-000000000007", "description": "d"}],
      "responsibilities": [{"uuid": "10000000-0000-4000-8000-000000000008", "provided-uuid": "10000000-0000-4000-8000-000000000007", "description": "d"}]}}]}]}]},
 "back-matter": {"resources": [{"uuid": "10000000-0000-4000-8000-000000000009", "title": "NIST SP 800-53 Revision 5 Moderate", "rlinks": [{"href": "https://example.org/profile.json"}]}]}
}}"##;

/// The plan that leverages it.
pub const OWNER: &str = r##"{"system-security-plan": {
 "uuid": "20000000-0000-4000-8000-000000000000",
 "metadata": {"title": "Owner", "last-modified": "2026-11-01T10:00:00+01:00", "version": "1", "oscal-version": "1.1.2",
  "parties": [{"uuid": "20000000-0000-4000-8000-000000000001", "type": "organization", "name": "Provider"}]},
 "import-profile": {"href": "https://example.org/NIST_SP-800-53_rev5_MODERATE-baseline_profile.json"},
 "system-characteristics": {"system-ids": [{"id": "o"}], "system-name": "o", "description": "o", "status": {"state": "operational"},
  "system-information": {"information-types": [{"title": "t", "description": "t"}]}, "authorization-boundary": {"description": "b"}},
 "system-implementation": {
  "leveraged-authorizations": [{"uuid": "20000000-0000-4000-8000-000000000002", "title": "P", "party-uuid": "20000000-0000-4000-8000-000000000001", "date-authorized": "2025-01-31"}],
  "users": [{"uuid": "20000000-0000-4000-8000-000000000003"}],
  "components": [
   {"uuid": "20000000-0000-4000-8000-000000000004", "type": "this-system", "title": "o", "description": "o", "status": {"state": "operational"}},
   {"uuid": "20000000-0000-4000-8000-000000000005", "type": "system", "title": "p", "description": "p", "status": {"state": "operational"},
    "props": [{"name": "implementation-point", "value": "external"},
     {"name": "leveraged-authorization-uuid", "value": "20000000-0000-4000-8000-000000000002"},
     {"name": "inherited-uuid", "value": "10000000-0000-4000-8000-000000000003"}]}]},
 "control-implementation": {"description": "d", "implemented-requirements": [
  {"uuid": "20000000-0000-4000-8000-000000000006", "control-id": "ac-2",
   "props": [{"name": "control-origination", "value": "system-specific"},
    {"name": "control-origination", "ns": "https://fedramp.gov/ns/oscal", "value": "sp-system"},
    {"name": "control-origination", "ns": "https://agency.example/ns", "value": "ours"}],
   "statements": [
   {"statement-id": "ac-2_smt.a", "uuid": "20000000-0000-4000-8000-000000000007", "by-components": [
    {"component-uuid": "20000000-0000-4000-8000-000000000004", "uuid": "20000000-0000-4000-8000-000000000008", "description": "d",
     "implementation-status": {"state": "implemented"},
     "satisfied": [{"uuid": "20000000-0000-4000-8000-000000000009", "responsibility-uuid": "10000000-0000-4000-8000-000000000008", "description": "d"}]},
    {"component-uuid": "20000000-0000-4000-8000-000000000005", "uuid": "20000000-0000-4000-8000-000000000010", "description": "d",
     "inherited": [{"uuid": "20000000-0000-4000-8000-000000000011", "provided-uuid": "10000000-0000-4000-8000-000000000007", "description": "d"}]}]}]}]}
}}"##;

/// What is found in texts, named by their position.
pub fn found(texts: &[&str]) -> Report {
    let sources = texts
        .iter()
        .enumerate()
        .map(|(i, text)| Source { file: format!("{i}.json"), text: (*text).to_owned() })
        .collect();
    verify(sources, Vec::new(), &|_| None)
}

/// The codes that are found in the pair after one piece of a text was replaced.
pub fn codes(plan: &str, piece: &str, by: &str) -> Vec<&'static str> {
    assert!(plan.contains(piece), "{piece}");
    let changed = plan.replacen(piece, by, 1);
    let report = if plan == PROVIDER { found(&[&changed, OWNER]) } else { found(&[PROVIDER, &changed]) };
    report.findings.iter().map(|f| f.code).collect()
}
