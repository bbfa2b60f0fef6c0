//! The record and the overview of FedRAMP's rules of 2026 have the form that its schemas ask for, as far as anybody can know
//! what stands in them: whatever is missing is asked for by name.

use crate::sample::webshop;
use demarc_assess::assessment::Assessment;
use demarc_report::document::{ReportSettings, format};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The three words that the schemas know for a status.
const WORDS: [&str; 3] = ["Implemented", "Not Implemented", "Partially Implemented"];

fn text() -> Value {
    json!({"type": "string"})
}

fn texts() -> Value {
    json!({"type": "array", "items": {"type": "string"}})
}

/// What FedRAMP's schema of the Security Decision Record (2026-06-24) asks for, in words of our own.
fn record_schema() -> Value {
    json!({
        "type": "object",
        "required": ["certificationPackageOverviewUri", "fedRampRequirements"],
        "properties": {
            "certificationPackageOverviewUri": {"type": "string", "format": "uri"},
            "metadata": {"type": "object", "properties": {
                "version": text(), "source": text(), "lastUpdated": {"type": "string", "format": "date-time"},
            }},
            "portsAndProtocols": {"type": "array", "items": {"type": "object", "properties": {
                "serviceName": text(), "portNumber": text(), "transportProtocol": text(), "encryption": text(), "purpose": text(),
            }}},
            "securityControls": {"type": "array", "items": {"type": "object", "properties": {
                "controlId": {"type": "string", "pattern": "^[A-Z]{2}-[0-9]+(\\([0-9]+\\))?$"},
                "parameterValues": {"type": "array", "items": {
                    "type": "object",
                    "required": ["parameterId", "parameterValue"],
                    "properties": {"parameterId": text(), "parameterValue": text()},
                }},
                "controlImplementationStatus": {"enum": WORDS},
                "controlImplementationDescription": text(),
            }}},
            "fedRampRequirements": {"type": "array", "items": {"type": "object", "required": ["frrID", "frrImplementation"]}},
            "keySecurityIndicators": {"type": "array", "items": {
                "type": "object",
                "required": ["ksiId", "ksiImplementation", "ksiValidation", "ksiAssessment", "ksiTests", "ksiEvidence"],
                "properties": {
                    "ksiId": text(),
                    "ksiImplementationStatus": {"enum": WORDS},
                    "ksiImplementation": texts(),
                    "ksiValidation": texts(),
                    "ksiAssessment": texts(),
                    "ksiTests": texts(),
                    "ksiEvidence": {"type": "array", "items": {"type": "object", "properties": {
                        "evidenceType": {"enum": ["Log", "Report", "Screenshot", "Configuration", "Policy", "Procedure", "Audit Record"]},
                        "evidenceDescription": text(),
                        "evidenceText": text(),
                        "lastUpdated": {"type": "string", "format": "date"},
                    }}},
                },
            }},
        },
    })
}

/// What FedRAMP's schema of the Certification Package Overview (2026-06-24) asks for, in words of our own.
fn overview_schema() -> Value {
    let contact_of = |kind: &str| json!({"contains": {"properties": {"contactType": {"const": kind}}}});
    json!({
        "type": "object",
        "required": ["serviceIdentification", "serviceProperties", "contactInformation", "assessor"],
        "properties": {
            "serviceIdentification": {
                "type": "object",
                "required": ["providerName", "serviceName", "serviceAcronym", "serviceDescription", "certificationType", "fedRampPackageId", "website", "logo"],
                "properties": {
                    "certificationType": {"enum": ["20x", "Rev5"]},
                    "website": {"type": "string", "format": "uri"},
                    "logo": {"type": "string", "format": "uri", "pattern": "\\.(png|jpe?g|gif|svg|webp|ico|bmp|tiff?)([?#].*)?$"},
                },
                "additionalProperties": text(),
            },
            "serviceProperties": {
                "type": "object",
                "required": ["serviceType", "deploymentModel"],
                "properties": {
                    "serviceType": {"type": "array", "minItems": 1, "items": {"enum": ["SaaS", "PaaS", "IaaS"]}},
                    "deploymentModel": {"enum": ["Public Cloud", "Government-Only Cloud", "Hybrid Cloud", "Community Cloud", "Government Community Cloud"]},
                    "businessCategory": {"type": "array", "minItems": 1, "maxItems": 10, "items": text()},
                    "nextOngoingCertificationReportDate": {"type": "string", "format": "date"},
                },
            },
            "contactInformation": {
                "type": "array",
                "items": {"type": "object", "required": ["contactType"], "properties": {
                    "contactName": text(), "contactEmail": {"type": "string", "format": "email"},
                }},
                "allOf": [contact_of("Security"), contact_of("Sales")],
            },
            "assessor": {"type": "object", "required": ["name"], "properties": {
                "name": text(), "assessorID": {"type": "string", "pattern": "^[0-9]{6}$"},
            }},
        },
    })
}

fn made(shop: &Assessment, id: &str) -> (Value, String) {
    let documents = (format(id).unwrap().render)(shop, &ReportSettings::default()).unwrap();
    let of = |end: &str| documents.iter().find(|d| d.path.ends_with(end)).unwrap();
    (serde_json::from_slice(&of(".json").bytes).unwrap(), String::from_utf8(of(".md").bytes.clone()).unwrap())
}

/// What keeps a document from the schema.
fn faults(document: &Value, schema: &Value) -> Vec<String> {
    let validator = jsonschema::options().should_validate_formats(true).build(schema).unwrap();
    validator.iter_errors(document).map(|e| format!("{}: {e}", e.instance_path())).collect()
}

/// The shop with everything declared that a schema asks for.
fn declared() -> Assessment {
    let mut shop = webshop();
    shop.assessed_at = Some("2026-11-25".to_owned());
    for (field, value) in [
        ("certificationPackageOverviewUri", "https://example.com/overview.json"),
        ("fedRampPackageId", "FR0000000000"),
        ("providerName", "Example Inc."),
        ("serviceAcronym", "ES"),
        ("serviceDescription", "Sells things."),
        ("certificationType", "Rev5"),
        ("website", "https://example.com/shop"),
        ("logo", "https://example.com/logo.svg"),
        ("serviceType", "SaaS, PaaS"),
        ("deploymentModel", "Public Cloud"),
        ("businessCategory", "Finance; Governance, Risk, and Compliance (GRC)"),
        ("securityContact", "A. Person <security@example.com>"),
        ("salesContact", "sales@example.com"),
        ("assessorName", "Example Assessors"),
        ("assessorId", "012345"),
        ("nextOngoingCertificationReportDate", "2027-01-15"),
        ("version", "1.0"),
    ] {
        shop.declared.offering.insert(field.to_owned(), value.to_owned());
    }
    shop
}

fn asked(document: &Value) -> BTreeSet<&str> {
    let asked = document["toBeProvided"].as_array().unwrap();
    asked.iter().map(|a| a["field"].as_str().unwrap()).collect()
}

#[test]
fn with_everything_declared_both_documents_have_the_form_of_the_schemas() {
    let shop = declared();
    let (record, _) = made(&shop, "fedramp-sdr");
    assert_eq!(faults(&record, &record_schema()), Vec::<String>::new());
    assert!(!record["securityControls"].as_array().unwrap().is_empty());
    let (overview, _) = made(&shop, "fedramp-cpo");
    assert_eq!(faults(&overview, &overview_schema()), Vec::<String>::new());
    assert_eq!(overview["contactInformation"][0]["contactEmail"], "security@example.com");
    assert_eq!(
        overview["serviceProperties"]["businessCategory"][1],
        "Governance, Risk, and Compliance (GRC)"
    );
    for field in shop.declared.offering.keys() {
        assert!(
            !asked(&record).contains(field.as_str()) && !asked(&overview).contains(field.as_str()),
            "{field}"
        );
    }
}

#[test]
fn nothing_but_what_is_asked_for_by_name_is_missing() {
    let shop = webshop();
    for (id, schema) in [("fedramp-sdr", record_schema()), ("fedramp-cpo", overview_schema())] {
        let (document, _) = made(&shop, id);
        let asked: Vec<String> = asked(&document).iter().map(|f| f.to_lowercase()).collect();
        for fault in faults(&document, &schema) {
            let known = if fault.contains("is a required property") {
                let field = fault.split('"').nth(1).unwrap().to_lowercase();
                asked.iter().any(|a| *a == field || a.starts_with(&field))
            } else {
                fault.starts_with("/contactInformation") && asked.contains(&"securitycontact".to_owned())
            };
            assert!(known, "{id}: {fault}");
        }
    }
}

#[test]
fn a_declared_value_without_the_schemas_form_is_asked_for_again_and_not_written() {
    let wrong = [
        ("certificationType", "Rev 5"),
        ("website", "example.com"),
        ("logo", "https://example.com/logo.txt"),
        ("serviceType", "SaaS, XaaS"),
        ("deploymentModel", "public"),
        ("assessorId", "12"),
        ("nextOngoingCertificationReportDate", "soon"),
    ];
    for (field, value) in wrong {
        let mut shop = declared();
        shop.declared.offering.insert(field.to_owned(), value.to_owned());
        let (overview, for_people) = made(&shop, "fedramp-cpo");
        let again =
            overview["toBeProvided"].as_array().unwrap().iter().find(|a| a["field"] == field).unwrap();
        assert!(again["problem"].as_str().unwrap().contains(value), "{again}");
        assert!(for_people.contains(&format!("- `{field}` (")), "{field}");
        let written =
            json!([overview["serviceIdentification"], overview["serviceProperties"], overview["assessor"]]);
        assert!(!written.to_string().contains(&format!("\"{value}\"")), "{field}");
    }
    let mut shop = declared();
    shop.declared.offering.insert("certificationPackageOverviewUri".to_owned(), "overview.json".to_owned());
    let (record, _) = made(&shop, "fedramp-sdr");
    assert!(record.get("certificationPackageOverviewUri").is_none());
    assert!(asked(&record).contains("certificationPackageOverviewUri"));
}

#[test]
fn every_rule_that_an_overview_has_to_answer_is_answered_or_asked_for() {
    // The rules that CPO-CSO-OVR names, and its own.
    let rules = [
        "CPO-CSO-MTD",
        "CPO-CSO-OSA",
        "CDS-CSO-PUB",
        "CDS-CSO-SVC",
        "CDS-CSO-IRP",
        "MAS-CSO-IIR",
        "MAS-CSO-FLO",
        "MAS-CSO-TPR",
        "CMU-CSO-CMD",
        "IVV-CSO-ICP",
    ];
    let (_, for_people) = made(&webshop(), "fedramp-cpo");
    for rule in rules {
        assert!(for_people.contains(rule), "{rule}");
    }
    let (record, for_people) = made(&webshop(), "fedramp-sdr");
    for rule in ["SDR-CSO-FRR", "SDR-CSO-MTD", "SDR-CSX-KMT", "SDR-CSF-CTF"] {
        assert!(for_people.contains(rule), "{rule}");
    }
    assert_eq!(record["metadata"]["rules"]["version"], "2026.07.14.01");
    let statuses =
        ["Implemented", "Partially Implemented", "Planned", "Alternative Implementation", "Not Applicable"];
    for control in record["securityControls"].as_array().unwrap() {
        match control["implementationStatus"].as_str() {
            Some(status) => assert!(statuses.contains(&status), "{status}"),
            None => assert_eq!(control["assessment"], "not-assessed"),
        }
        assert!(!control["controlImplementationDescription"].as_str().unwrap().is_empty());
    }
}
