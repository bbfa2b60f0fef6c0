//! The implementation summary, both responsibility matrices and the other sheets agree with each other and with the
//! assessment on every part, whatever the assessment.

use crate::random::assessments;
use demarc_assess::assessment::{Assessment, ServiceAllocation, ServiceCoverage};
use demarc_model::*;
use demarc_report::document::{Document, ReportSettings, format};
use proptest::prelude::*;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

type Row = Map<String, Value>;

fn workbook(assessment: &Assessment) -> Vec<Document> {
    (format("fedramp-workbook").unwrap().render)(assessment, &ReportSettings::default()).unwrap()
}

fn text(documents: &[Document], name: &str) -> String {
    let path = format!("fedramp-workbook/{name}");
    let found = documents.iter().find(|d| d.path == path).unwrap_or_else(|| panic!("{path}"));
    String::from_utf8(found.bytes.clone()).unwrap()
}

fn rows(documents: &[Document], name: &str) -> Vec<Row> {
    let table: Value = serde_json::from_str(&text(documents, &format!("{name}.json"))).unwrap();
    table["rows"].as_array().unwrap().iter().map(|r| r.as_object().unwrap().clone()).collect()
}

fn marked(row: &Row, column: &str) -> bool {
    match &row[column] {
        Value::Null => false,
        Value::String(x) if x == "X" => true,
        other => panic!("{column}: {other}"),
    }
}

fn says<'r>(row: &'r Row, column: &str) -> &'r str {
    row[column].as_str().unwrap_or("")
}

const STATUSES: [(&str, &str); 5] = [
    ("Implemented", "implemented"),
    ("Partially Implemented", "partial"),
    ("Planned", "planned"),
    ("Alternative Implementation", "alternative"),
    ("N/A", "not-applicable"),
];

const CORPORATE: &str = "Service Provider Corporate";
const SYSTEM: &str = "Service Provider System Specific";
const HYBRID: &str = "Service Provider Hybrid (Corporate and System Specific)";
const CONFIGURED: &str = "Configured by Customer (Customer System Specific)";
const PROVIDED: &str = "Provided by Customer (Customer System Specific)";
const SHARED: &str = "Shared (Service Provider and Customer Responsibility)";
const INHERITED: &str = "Inherited from Pre-Existing Authorization";
const CAN: &str = "Can Be Inherited from CSP";
const TEXT: &str = "Specific Inheritance and Customer Agency/CSP Responsibilities";

fn agree(a: &Assessment) -> Result<(), TestCaseError> {
    let documents = workbook(a);
    let (cis, aws, tenant, parts) = (
        rows(&documents, "cis"),
        rows(&documents, "crm-aws-to-us"),
        rows(&documents, "crm-us-to-tenant"),
        rows(&documents, "parts"),
    );
    for sheet in [&cis, &aws, &tenant, &parts] {
        prop_assert_eq!(sheet.len(), a.controls.len());
    }
    let mut not_assessed: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows(&documents, "not-assessed").iter().filter(|r| says(r, "Kind") == "control part") {
        *not_assessed.entry(says(row, "What").split(' ').next().unwrap().to_owned()).or_default() += 1;
    }
    for (i, part) in a.controls.iter().enumerate() {
        let (cis, aws, tenant, row) = (&cis[i], &aws[i], &tenant[i], &parts[i]);
        let id = says(cis, "Control ID");
        let name = format!("{id} ({:?}, {:?}, {:?})", part.allocation, part.customer.status, part.aws.status);
        for other in [aws, tenant, row] {
            prop_assert_eq!(says(other, "Control ID"), id);
        }
        prop_assert_eq!(says(row, "Part"), part.part.as_str());

        // One status at most, the same on every sheet, and no row without one that is not listed as not assessed.
        let marks: Vec<&str> = STATUSES.iter().filter(|(c, _)| marked(cis, c)).map(|(_, s)| *s).collect();
        prop_assert!(marks.len() <= 1, "{}", name);
        prop_assert_eq!(says(row, "Implementation status"), marks.first().copied().unwrap_or(""));
        let listed = not_assessed.get(id).copied().unwrap_or(0);
        prop_assert_eq!(listed, usize::from(marks.is_empty()), "{}", name);

        // Nothing unknown or not assessed is written as implemented.
        let covered = |s: AwsStatus| matches!(s, AwsStatus::Covered | AwsStatus::CoveredUnreviewed);
        let carried = |s: &&ServiceAllocation| {
            matches!(s.allocation, Allocation::Inherited | Allocation::SharedDependent)
        };
        let carriers = part.by_service.iter().filter(carried);
        let backed = a.framework.programme.is_some()
            && covered(part.aws.status)
            && carriers.clone().all(|s| s.coverage.is_none_or(covered));
        if marks == ["implemented"] {
            let by_aws = part.customer.status == CustomerStatus::None && backed;
            prop_assert!(part.customer.status == CustomerStatus::Met || by_aws, "{}", name);
        }
        if matches!(part.customer.status, CustomerStatus::NotAssessed)
            && part.allocation != Allocation::NotApplicable
        {
            prop_assert!(marks.is_empty(), "{}", name);
        }
        if part.customer.status == CustomerStatus::Unknown
            && part.customer.met + part.customer.attested == 0
            && part.allocation != Allocation::NotApplicable
        {
            prop_assert!(marks.is_empty(), "{}", name);
        }
        if part.customer.status == CustomerStatus::Unmet && part.allocation != Allocation::NotApplicable {
            let met = part.customer.met + part.customer.attested > 0;
            prop_assert!(!marks.is_empty(), "{}", name);
            prop_assert!(!met || marks != ["planned"], "{}", name);
        }

        // Nothing is ticked inherited without a named authorization.
        let platform = a.inheritance.iter().any(|o| {
            o.part == part.part.as_str()
                && o.satisfied
                && o.authorization.is_some()
                && part.implementers.contains(&o.from)
        });
        if marked(cis, INHERITED) {
            prop_assert!((backed && part.implementers.contains(&Implementer::Aws)) || platform, "{}", name);
        }
        prop_assert!(backed || !says(aws, TEXT).contains("Inherited under"), "{}", name);
        // Each service that carries the part has to be covered, and the one that is not is named.
        for share in carriers.filter(|_| a.framework.programme.is_some()) {
            if covered(share.coverage.unwrap_or(part.aws.status)) {
                continue;
            }
            prop_assert!(!marked(cis, INHERITED) || platform, "{}: {}", name, share.service);
            // Where the authorization does not look at the part, no service is to blame.
            let mut listed = a.coverage.iter().filter(|c| c.service == share.service).peekable();
            let of =
                |c: &ServiceCoverage| matches!(c.status, AwsStatus::Covered | AwsStatus::CoveredUnreviewed);
            if part.aws.status == AwsStatus::NoProgramme || (listed.peek().is_some() && listed.all(of)) {
                break;
            }
            let service = a.service_names.get(&share.service).map_or(share.service.as_str(), String::as_str);
            for text in [says(aws, TEXT), says(row, "Why not inherited")] {
                prop_assert!(text.contains(service), "{}: {} is not named in {}", name, service, text);
            }
        }
        prop_assert_eq!(
            says(row, "Allocation") == "inherited",
            part.allocation == Allocation::Inherited && backed,
            "{}",
            name
        );

        // Derived originations follow from the set; a customer is the tenant, and only as declared.
        let declared: Vec<_> =
            a.declared.tenant_duties.iter().filter(|t| t.part == part.part.as_str()).collect();
        let kind = |k: TenantDutyKind| declared.iter().any(|t| t.kind == k);
        prop_assert_eq!(marked(cis, CONFIGURED), kind(TenantDutyKind::Configured));
        prop_assert_eq!(marked(cis, PROVIDED), kind(TenantDutyKind::Provided));
        prop_assert_eq!(marked(cis, CORPORATE), part.implementers.contains(&Implementer::Corporate));
        prop_assert_eq!(marked(cis, SYSTEM), part.implementers.contains(&Implementer::System));
        prop_assert_eq!(marked(cis, HYBRID), marked(cis, CORPORATE) && marked(cis, SYSTEM));
        let provider = marked(cis, CORPORATE) || marked(cis, SYSTEM);
        let customer = marked(cis, CONFIGURED) || marked(cis, PROVIDED);
        prop_assert_eq!(marked(cis, SHARED), provider && customer);

        // What can be inherited, from AWS by the allocation, from the owner only what is done.
        let wanted = match part.allocation {
            Allocation::Inherited => "Yes",
            Allocation::SharedDependent => "Partial",
            _ => "No",
        };
        prop_assert_eq!(says(aws, CAN), wanted, "{}", name);
        match says(tenant, CAN) {
            "Not declared" => prop_assert!(declared.is_empty() && says(tenant, TEXT) == "Not declared"),
            "Yes" => {
                prop_assert!(
                    matches!(marks.as_slice(), ["implemented" | "alternative"]) && !customer,
                    "{}",
                    name
                )
            }
            "Partial" => {
                prop_assert!(matches!(marks.as_slice(), ["implemented" | "alternative" | "partial"]))
            }
            "No" => prop_assert!(!declared.is_empty()),
            other => prop_assert!(false, "{}", other),
        }
    }
    prop_assert_eq!(rows(&documents, "resources").len(), a.resources.len());
    let duties = rows(&documents, "duties");
    prop_assert_eq!(duties.len(), a.duties.len());
    for (row, duty) in duties.iter().zip(&a.duties) {
        prop_assert_eq!(says(row, "Id"), duty.id.as_str());
        let word = duty.verdict.id().replace('-', " ");
        let maybe = format!("{word}, if it exists");
        prop_assert!(says(row, "Verdict") == word || says(row, "Verdict") == maybe, "{}", word);
    }
    prop_assert_eq!(rows(&documents, "exceptions").len(), a.exceptions.len());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_sheet_agrees_with_the_assessment_on_every_part(a in assessments()) {
        agree(&a)?;
    }
}

#[test]
fn csv_and_json_of_a_sheet_hold_the_same_cells() {
    let mut shop = crate::sample::webshop();
    shop.duties[0].message = "=cmd|' /C calc'!A0".to_owned();
    shop.exceptions[0].reference = Some("+1 \"quoted\", and\nmore".to_owned());
    let documents = workbook(&shop);
    let mut tables = 0;
    for document in documents.iter().filter(|d| d.path.ends_with(".json")) {
        let table: Value = serde_json::from_slice(&document.bytes).unwrap();
        let csv = text(&documents, &document.path.replace("fedramp-workbook/", "").replace(".json", ".csv"));
        let mut reader = csv::ReaderBuilder::new().from_reader(csv.as_bytes());
        let names: Vec<String> = table["columns"]
            .as_array()
            .unwrap()
            .iter()
            .map(|c| c["name"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), names);
        let rows = table["rows"].as_array().unwrap();
        let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(records.len(), rows.len());
        for (row, record) in rows.iter().zip(&records) {
            for (name, cell) in names.iter().zip(record) {
                let wanted = match &row[name] {
                    Value::Null => String::new(),
                    Value::String(text) if text.starts_with(['=', '+', '-', '@']) => format!("'{text}"),
                    Value::String(text) => text.clone(),
                    other => other.to_string(),
                };
                assert_eq!(cell, wanted, "{} {name}", document.path);
            }
        }
        tables += 1;
    }
    assert_eq!(tables, 10);
    assert!(text(&documents, "duties.csv").contains("'=cmd"));
}

#[test]
fn labels_are_those_of_the_workbook() {
    let documents = workbook(&crate::sample::webshop());
    let ids: Vec<String> = rows(&documents, "cis").iter().map(|r| says(r, "Control ID").to_owned()).collect();
    for wanted in ["AC-1(a)", "AC-3", "IA-2(1)", "CP-9(a)"] {
        assert!(ids.iter().any(|id| id == wanted), "{wanted} in {ids:?}");
    }
}
