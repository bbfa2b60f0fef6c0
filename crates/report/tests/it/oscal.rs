//! The OSCAL workspace: valid, without a broken link, the same on every run, and never better than what was found.

use crate::sample::webshop;
use demarc_assess::assessment::Assessment;
use demarc_model::{Allocation, Approval, AwsStatus, TenantDuty, TenantDutyKind};
use demarc_report::{
    document::{Document, ReportSettings},
    oscal::{AwsComponent, OscalVersion, UserDocument, UserFramework, render},
};
use demarc_verify::{Source, verify};
use serde_json::{Value, json};
use std::{collections::BTreeMap, fs, io::Read, path::Path};

/// The shop with everything that documents can say something about.
fn full() -> Assessment {
    let mut shop = webshop();
    shop.framework.programme = Some("fedramp-moderate".to_owned());
    shop.assessed_at = Some("2026-11-24".to_owned());
    for part in &mut shop.controls {
        if part.aws.status == AwsStatus::NoProgramme {
            part.aws.status = AwsStatus::CoveredUnreviewed;
        }
    }
    for coverage in &mut shop.coverage {
        coverage.status = AwsStatus::CoveredUnreviewed;
        coverage.as_of = Some("2026-10-01".to_owned());
    }
    shop.declared.approval =
        Some(Approval { approved_by: "C. Person".to_owned(), date: "2026-11-20".to_owned() });
    shop.declared.tenant_duties.push(TenantDuty {
        part: "sc-8_smt".to_owned(),
        kind: TenantDutyKind::Configured,
        statement: "Turns on encrypted delivery.".to_owned(),
        service: None,
    });
    shop
}

fn documents(shop: &Assessment, settings: &ReportSettings) -> BTreeMap<String, Value> {
    let json = |d: Document| Some((d.path.clone(), serde_json::from_slice(&d.bytes).ok()?));
    render(shop, settings).unwrap().into_iter().filter_map(json).collect()
}

fn of<'a>(documents: &'a BTreeMap<String, Value>, path: &str) -> &'a Value {
    documents.get(&format!("oscal/{path}")).unwrap_or_else(|| panic!("{path} in {:?}", documents.keys()))
}

fn owner(documents: &BTreeMap<String, Value>) -> &Value {
    of(documents, "system-security-plans/webshop/system-security-plan.json")
}

fn provider(documents: &BTreeMap<String, Value>) -> &Value {
    of(documents, "system-security-plans/webshop-provider-statement/system-security-plan.json")
}

/// Every value at a key, at any depth.
fn all<'a>(value: &'a Value, key: &str, found: &mut Vec<&'a Value>) {
    match value {
        Value::Object(map) => {
            found.extend(map.get(key));
            map.values().for_each(|v| all(v, key, found));
        }
        Value::Array(list) => list.iter().for_each(|v| all(v, key, found)),
        _ => {}
    }
}

fn count(value: &Value, key: &str) -> usize {
    let mut found = Vec::new();
    all(value, key, &mut found);
    found.iter().map(|v| v.as_array().map_or(1, Vec::len)).sum()
}

fn schema(version: &str, name: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/schemas/oscal");
    let bytes = fs::read(folder.join(format!("{version}-{name}.json.gz"))).unwrap();
    let mut text = String::new();
    flate2::read::GzDecoder::new(&bytes[..]).read_to_string(&mut text).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// A schema for assessment plans out of the definitions that they share with assessment results.
fn plan_schema(version: &str) -> Value {
    let mut schema = schema(version, "assessment-results");
    let common = "#/definitions/oscal-ar-oscal-assessment-common";
    schema["properties"] = json!({ "assessment-plan": { "type": "object", "additionalProperties": false,
        "required": ["uuid", "metadata", "import-ssp", "reviewed-controls"],
        "properties": {
            "uuid": { "$ref": "#/definitions/UUIDDatatype" },
            "metadata": { "$ref": "#/definitions/oscal-ar-oscal-metadata:metadata" },
            "import-ssp": { "$ref": format!("{common}:import-ssp") },
            "reviewed-controls": { "$ref": format!("{common}:reviewed-controls") },
            "assessment-subjects": { "type": "array", "minItems": 1, "items": { "$ref": format!("{common}:assessment-subject") } },
            "assessment-assets": { "$ref": format!("{common}:assessment-assets") },
        } } });
    schema["required"] = json!(["assessment-plan"]);
    schema
}

const MODELS: [(&str, &str); 6] = [
    ("system-security-plan", "ssp"),
    ("component-definition", "component"),
    ("plan-of-action-and-milestones", "poam"),
    ("assessment-results", "assessment-results"),
    ("profile", "profile"),
    ("catalog", "catalog"),
];

fn schema_faults(documents: &BTreeMap<String, Value>, version: &str) -> Vec<String> {
    let mut schemas: BTreeMap<&str, Value> =
        MODELS.map(|(model, name)| (model, schema(version, name))).into();
    schemas.insert("assessment-plan", plan_schema(version));
    let validators: BTreeMap<&str, _> = schemas
        .iter()
        .map(|(model, schema)| (*model, jsonschema::options().build(schema).unwrap()))
        .collect();
    let mut faults = Vec::new();
    for (path, document) in documents {
        let model = document.as_object().unwrap().keys().next().unwrap();
        let errors = validators[model.as_str()].iter_errors(document);
        faults.extend(errors.take(3).map(|e| format!("{path} {}: {e}", e.instance_path())));
    }
    faults
}

/// What `demarc verify` finds in the workspace as a whole.
fn broken_links(documents: &BTreeMap<String, Value>) -> Vec<String> {
    let sources = documents
        .iter()
        .map(|(path, d)| Source { file: path.clone(), text: serde_json::to_string_pretty(d).unwrap() })
        .collect();
    let report = verify(sources, Vec::new(), &|_| None);
    assert_eq!(report.documents.len(), documents.len());
    // Plans of tenants are nobody's to give here.
    let tenants = "no plan that leverages it was given";
    let skipped = report
        .not_checked
        .iter()
        .filter(|n| !n.reason.contains(tenants))
        .map(|n| format!("not checked: {}: {}", n.file, n.reason));
    report.findings.iter().map(|f| format!("{f:?}")).chain(skipped).collect()
}

#[test]
fn every_document_is_valid_in_both_versions_and_has_no_broken_link() {
    for shop in [webshop(), full()] {
        for version in OscalVersion::ALL {
            let settings = ReportSettings { oscal_version: version, ..ReportSettings::default() };
            let documents = documents(&shop, &settings);
            assert_eq!(documents.len(), 8, "seven models, of which the plan stands twice");
            assert_eq!(schema_faults(&documents, version.id()), Vec::<String>::new());
            assert_eq!(broken_links(&documents), Vec::<String>::new());
        }
    }
}

#[test]
fn a_system_without_resources_or_duties_gives_valid_documents_too() {
    let mut shop = webshop();
    shop.resources.clear();
    shop.duties.clear();
    shop.coverage.clear();
    for part in &mut shop.controls {
        part.by_service.clear();
        part.customer.duties.clear();
    }
    let documents = documents(&shop, &ReportSettings::default());
    assert_eq!(schema_faults(&documents, "1.2.1"), Vec::<String>::new());
    assert_eq!(broken_links(&documents), Vec::<String>::new());
}

#[test]
fn a_resource_that_stands_twice_in_the_input_costs_no_validity() {
    let mut shop = full();
    let (resources, duties) = (shop.resources.clone(), shop.duties.clone());
    shop.resources.extend(resources);
    shop.duties.extend(duties);
    let documents = documents(&shop, &ReportSettings::default());
    assert_eq!(broken_links(&documents), Vec::<String>::new());
    assert_eq!(count(owner(&documents), "inventory-items"), shop.resources.len());
}

#[test]
fn the_same_assessment_gives_the_same_bytes_and_time_comes_from_it_alone() {
    let settings = ReportSettings::default();
    assert_eq!(render(&webshop(), &settings).unwrap(), render(&webshop(), &settings).unwrap());
    let given =
        owner(&documents(&full(), &settings))["system-security-plan"]["metadata"]["last-modified"].clone();
    assert_eq!(given, "2026-11-24T00:00:00Z");
    let documents = documents(&webshop(), &settings);
    let metadata = &owner(&documents)["system-security-plan"]["metadata"];
    assert_eq!(metadata["last-modified"], "2026-11-23T00:00:00Z");
    assert!(metadata["remarks"].as_str().unwrap().contains("No day of the assessment was given"));
}

#[test]
fn without_a_named_authorization_nothing_is_inherited_and_with_one_what_aws_carries_is() {
    let documents_without = documents(&webshop(), &ReportSettings::default());
    let plan = owner(&documents_without);
    assert_eq!((count(plan, "inherited"), count(plan, "leveraged-authorizations")), (0, 0));
    assert!(!serde_json::to_string(plan).unwrap().contains("\"value\":\"inherited\",\"ns\""));
    let documents = documents(&full(), &ReportSettings::default());
    assert!(count(owner(&documents), "inherited") > 0);
    assert_eq!(count(owner(&documents), "leveraged-authorizations"), 1);
}

#[test]
fn every_responsibility_names_its_provided_and_is_satisfied_once() {
    for shop in [webshop(), full()] {
        let documents = documents(&shop, &ReportSettings::default());
        let provider = provider(&documents);
        assert!(count(provider, "responsibilities") > 0);
        assert_eq!(count(provider, "responsibilities"), count(provider, "provided-uuid"));
        assert_eq!(count(provider, "responsibilities"), count(owner(&documents), "satisfied"));
    }
}

#[test]
fn a_service_that_the_authorization_does_not_cover_inherits_nothing() {
    let mut shop = full();
    for coverage in &mut shop.coverage {
        coverage.status = AwsStatus::NotCovered;
    }
    let documents = documents(&shop, &ReportSettings::default());
    let plan = &owner(&documents)["system-security-plan"];
    let component = plan["system-implementation"]["components"]
        .as_array()
        .unwrap()
        .iter()
        .find(|c| c["title"] == "Amazon S3")
        .unwrap();
    let names: Vec<_> = component["props"].as_array().unwrap().iter().map(|p| p["name"].clone()).collect();
    assert_eq!(names, ["implementation-point", "inherited-uuid"]);
    let mut lists = Vec::new();
    all(&plan["control-implementation"], "by-components", &mut lists);
    let of_s3 =
        lists.iter().flat_map(|l| l.as_array().unwrap()).filter(|b| b["component-uuid"] == component["uuid"]);
    assert_eq!(of_s3.count(), 0);
    assert_eq!(count(plan, "leveraged-authorizations"), 0);
    let boundary = plan["system-characteristics"]["authorization-boundary"]["description"].as_str().unwrap();
    assert!(boundary.ends_with("covers none of AWS's services in use."), "{boundary}");
}

#[test]
fn one_item_of_the_plan_of_action_for_each_unmet_duty() {
    let shop = webshop();
    let unmet = shop.duties.iter().filter(|d| d.verdict == demarc_model::Verdict::Unmet).count();
    let documents = documents(&shop, &ReportSettings::default());
    let actions = of(&documents, "plan-of-action-and-milestones/webshop/plan-of-action-and-milestones.json");
    assert_eq!(count(actions, "poam-items"), unmet);
    let text = serde_json::to_string(actions).unwrap();
    assert!(text.contains("approved by J. Doe, ends on 2027-04-01, reference SEC-112"));
}

#[test]
fn documents_are_drafts_until_somebody_has_approved_them() {
    let draft = documents(&webshop(), &ReportSettings::default());
    for (path, document) in &draft {
        let text = serde_json::to_string(document).unwrap();
        assert!(text.contains("(DRAFT)") && text.contains("DRAFT: nobody has approved"), "{path}");
    }
    let approved = documents(&full(), &ReportSettings::default());
    for (path, document) in &approved {
        let text = serde_json::to_string(document).unwrap();
        assert!(!text.contains("DRAFT") && text.contains("Approved by C. Person"), "{path}");
    }
}

#[test]
fn the_provider_statement_says_whose_it_is_not() {
    let documents = documents(&full(), &ReportSettings::default());
    let metadata = &provider(&documents)["system-security-plan"]["metadata"];
    assert!(
        metadata["title"].as_str().unwrap().starts_with("Assumed provider statement (not issued by AWS)")
    );
    assert_eq!(metadata["parties"][0]["name"], "Owner of webshop");
}

#[test]
fn no_document_says_more_than_a_tool_can() {
    let never = [
        "complian",
        "passed audit",
        "certified",
        "guarantee",
        "official",
        "attests",
        "aws confirms",
        "aws crm",
    ];
    for shop in [webshop(), full()] {
        for document in render(&shop, &ReportSettings::default()).unwrap() {
            // The name of a tool is no claim.
            let text =
                String::from_utf8(document.bytes).unwrap().to_lowercase().replace("compliance-trestle", "");
            for word in never {
                assert!(!text.contains(word), "{word} in {}", document.path);
            }
        }
    }
}

#[test]
fn awss_components_lend_their_uuids_to_the_services_that_they_name() {
    let component = |uuid: &str, title: &str, names: &[&str]| AwsComponent {
        uuid: uuid.to_owned(),
        title: title.to_owned(),
        names: names.iter().map(|n| (*n).to_owned()).collect(),
    };
    let s3 = "1ff9b0f8-6142-441f-978b-7eadee006247";
    let settings = ReportSettings {
        aws_components: vec![
            component(s3, "Amazon Simple Storage Service", &["S3", "s3"]),
            // Two that bear one name decide nothing.
            component("2ff9b0f8-6142-441f-978b-7eadee006247", "A", &["lambda"]),
            component("3ff9b0f8-6142-441f-978b-7eadee006247", "B", &["lambda"]),
        ],
        ..ReportSettings::default()
    };
    let documents = documents(&full(), &settings);
    assert_eq!(broken_links(&documents), Vec::<String>::new());
    for plan in [provider(&documents), owner(&documents)] {
        let text = serde_json::to_string(plan).unwrap();
        assert!(text.contains(s3));
        assert!(!text.contains("2ff9b0f8") && !text.contains("3ff9b0f8"));
    }
}

#[test]
fn a_users_catalog_and_profile_stand_in_the_workspace_with_references_that_resolve() {
    let shop = webshop();
    let stub = documents(&shop, &ReportSettings::default());
    let catalog = of(&stub, "catalogs/nist-800-53-r5/catalog.json").clone();
    let mut profile = of(&stub, "profiles/nist-800-53-r5-moderate/profile.json").clone();
    profile["profile"]["imports"][0]["href"] = json!("../anywhere/own.json");
    profile["profile"]["modify"] =
        json!({ "set-parameters": [{ "param-id": "ac-02_odp.10", "values": ["once a month"] }] });
    let user = UserFramework {
        documents: vec![
            UserDocument { folder: "own-profile".to_owned(), content: profile, imports: vec![Some(1)] },
            UserDocument { folder: "own".to_owned(), content: catalog, imports: vec![] },
        ],
    };
    let settings = ReportSettings { user_framework: Some(user), ..ReportSettings::default() };
    let documents = documents(&shop, &settings);
    assert_eq!(documents.len(), 8);
    let profile = of(&documents, "profiles/own-profile/profile.json");
    assert_eq!(profile["profile"]["imports"][0]["href"], "trestle://catalogs/own/catalog.json");
    assert!(serde_json::to_string(profile).unwrap().contains("once a month"));
    assert_eq!(
        owner(&documents)["system-security-plan"]["import-profile"]["href"],
        "trestle://profiles/own-profile/profile.json"
    );
    assert_eq!(broken_links(&documents), Vec::<String>::new());
    assert_eq!(schema_faults(&documents, "1.2.1"), Vec::<String>::new());
}

#[test]
fn shared_parts_leave_something_to_the_owner_and_policies_are_not_exported() {
    let shop = webshop();
    let documents = documents(&shop, &ReportSettings::default());
    let plan = provider(&documents);
    let requirements = plan["system-security-plan"]["control-implementation"]["implemented-requirements"]
        .as_array()
        .unwrap();
    for statement in requirements.iter().flat_map(|r| r["statements"].as_array().unwrap()) {
        let part = shop.controls.iter().find(|p| statement["statement-id"] == p.part.as_str()).unwrap();
        if part.allocation == Allocation::SharedIndependent && part.by_service.is_empty() {
            assert_eq!(count(statement, "provided"), 0, "{}", part.part);
        }
    }
}
