//! The Certification Package Overview of FedRAMP's rules of 2026: what the offering is made of, as far as configuration shows it.

use super::{
    rules::Missing,
    sdr::{metadata, ports, to_be_provided},
};
use crate::{
    document::{Document, ReportError, ReportSettings},
    table::{
        Cell, Table, column,
        markdown::{inline, rows},
    },
    words,
};
use demarc_assess::assessment::Assessment;
use demarc_model::{Layer, Owner, ServiceId};
use serde_json::{Map, Value, json};
use std::{collections::BTreeMap, fmt::Write};

/// Fields of the identification that the owner declares as they are.
const IDENTIFICATION: [&str; 9] = [
    "fedRampPackageId",
    "ueiNumber",
    "providerName",
    "serviceName",
    "serviceAcronym",
    "serviceDescription",
    "certificationType",
    "website",
    "logo",
];

/// What the rules ask for and no configuration shows.
const ASKED: [Missing; 20] = [
    Missing {
        field: "fedRampPackageId",
        rule: "CDS-CSO-PUB",
        what: "the id that FedRAMP has given, or a stand-in until then",
    },
    Missing { field: "ueiNumber", rule: "CDS-CSO-PUB", what: "the entity's number at SAM.gov" },
    Missing { field: "providerName", rule: "CDS-CSO-PUB", what: "the name of the provider" },
    Missing { field: "serviceAcronym", rule: "CDS-CSO-PUB", what: "a short name of the offering" },
    Missing { field: "serviceDescription", rule: "CDS-CSO-PUB", what: "what the offering does" },
    Missing { field: "certificationType", rule: "CDS-CSO-PUB", what: "20x or Rev5" },
    Missing { field: "website", rule: "CDS-CSO-PUB", what: "the product's page" },
    Missing { field: "logo", rule: "CDS-CSO-PUB", what: "the address of the product's logo" },
    Missing { field: "serviceType", rule: "CDS-CSO-PUB", what: "SaaS, PaaS, IaaS; several joined by commas" },
    Missing {
        field: "deploymentModel",
        rule: "CDS-CSO-PUB",
        what: "how it is deployed, in the schema's words",
    },
    Missing { field: "digitalIdentityLevel", rule: "CDS-CSO-PUB", what: "the level of digital identity" },
    Missing {
        field: "securityContact",
        rule: "CDS-CSO-PUB",
        what: "name and address of the contact for security",
    },
    Missing { field: "salesContact", rule: "CDS-CSO-PUB", what: "name and address of the contact for sales" },
    Missing {
        field: "responsiblePerson",
        rule: "CPO-CSO-MTD",
        what: "who is accountable for the package, with title and contact",
    },
    Missing { field: "version", rule: "CPO-CSO-MTD", what: "the version of the package" },
    Missing {
        field: "thirdPartyInformationResources",
        rule: "MAS-CSO-TPR",
        what: "the services of `awsServices` and every other third party, sorted by whether they hold an authorization",
    },
    Missing {
        field: "securityCategories",
        rule: "MAS-CSO-FLO",
        what: "the security category of each resource or group of resources",
    },
    Missing {
        field: "cryptographicModules.module",
        rule: "CMU-CSO-CMD",
        what: "the module behind each use of encryption and whether it is validated",
    },
    Missing {
        field: "policies",
        rule: "CDS-CSO-IRP",
        what: "policies and procedures, each with file, summary, words, version, date",
    },
    Missing {
        field: "independentAssessment",
        rule: "IVV-CSO-ICP",
        what: "the assessor and the results of the independent assessment",
    },
];

/// The overview as JSON and for people.
pub(crate) fn documents(assessment: &Assessment, _: &ReportSettings) -> Result<Vec<Document>, ReportError> {
    let offering = &assessment.declared.offering;
    let mut identification = Map::new();
    for field in IDENTIFICATION {
        let value = offering.get(field).cloned();
        // The system's name stands in for the offering's; everything else is the owner's to say.
        let value = value.or_else(|| (field == "serviceName").then(|| assessment.system.clone()));
        if let Some(value) = value {
            identification.insert(field.to_owned(), json!(value));
        }
    }
    let mut properties = Map::new();
    if let Some(types) = offering.get("serviceType") {
        properties
            .insert("serviceType".to_owned(), json!(types.split(',').map(str::trim).collect::<Vec<_>>()));
    }
    for field in ["deploymentModel", "digitalIdentityLevel", "nextOngoingCertificationReportDate"] {
        if let Some(value) = offering.get(field) {
            properties.insert(field.to_owned(), json!(value));
        }
    }
    let contacts: Vec<Value> =
        [("Security", "securityContact"), ("Sales", "salesContact"), ("Primary", "responsiblePerson")]
            .into_iter()
            .filter_map(|(kind, field)| {
                Some(json!({"contactType": kind, "contactName": offering.get(field)?}))
            })
            .collect();
    let overview = json!({
        "metadata": metadata(assessment),
        "serviceIdentification": identification,
        "serviceProperties": properties,
        "contactInformation": contacts,
        "awsServices": services(assessment),
        "informationResources": resources(assessment),
        "informationFlows": ports(assessment),
        "cryptographicModules": encryption(assessment),
        "toBeProvided": to_be_provided(assessment, &ASKED),
    });
    Ok(vec![
        Document::text("fedramp-cpo/certification-package-overview.json", super::pretty(overview)),
        Document::text("fedramp-cpo/certification-package-overview.md", for_people(assessment)),
    ])
}

/// AWS's services as third-party information resources.
fn services(assessment: &Assessment) -> Vec<Value> {
    let counts = per_service(assessment);
    assessment
        .coverage
        .iter()
        .map(|c| {
            let number = counts.get(&c.service).copied().unwrap_or(0);
            json!({
                "name": words::service_name(assessment, c.service.as_str()),
                "provider": "Amazon Web Services",
                "useCase": format!("{} of the system", words::counted(number, "resource", "resources")),
                "regions": c.regions,
                "partition": c.partition,
                "programme": c.programme,
                "share": words::aws_status(c.status),
                "report": c.report,
                "listAsOf": c.as_of,
            })
        })
        .collect()
}

fn per_service(assessment: &Assessment) -> BTreeMap<&ServiceId, usize> {
    let mut counts = BTreeMap::new();
    for service in assessment.resources.iter().filter_map(|r| r.service.as_ref()) {
        *counts.entry(service).or_insert(0) += 1;
    }
    counts
}

/// Resources by type; each one stands in the inventory.
fn by_type(assessment: &Assessment) -> BTreeMap<&str, (usize, usize)> {
    let mut types: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for resource in assessment.resources.iter().filter(|r| !r.type_name.as_str().starts_with("Demarc::")) {
        let counts = types.entry(resource.type_name.as_str()).or_default();
        counts.0 += 1;
        counts.1 += usize::from(!resource.assessed);
    }
    types
}

fn resources(assessment: &Assessment) -> Vec<Value> {
    let types = by_type(assessment).into_iter();
    types.map(|(name, (all, not))| json!({"type": name, "resources": all, "notAssessed": not})).collect()
}

/// Services that encrypt, at rest and in transit.
fn encryption(assessment: &Assessment) -> Vec<Value> {
    uses(assessment)
        .into_iter()
        .map(|((service, layer), (resources, owner))| {
            json!({
                "service": words::service_name(assessment, service),
                "use": if layer == Layer::EncryptionAtRest { "at rest" } else { "in transit" },
                "resources": resources,
                "owner": words::owner(owner),
                "module": "not shown by the input",
                "validation": "not known",
            })
        })
        .collect()
}

type Uses<'a> = BTreeMap<(&'a str, Layer), (usize, Owner)>;

fn uses(assessment: &Assessment) -> Uses<'_> {
    let mut uses = Uses::new();
    for resource in &assessment.resources {
        let Some(service) = &resource.service else { continue };
        for layer in &resource.layers {
            let encrypts = matches!(layer.layer, Layer::EncryptionAtRest | Layer::TrafficProtection);
            if encrypts && layer.owner != Owner::Absent {
                let found = uses.entry((service.as_str(), layer.layer)).or_insert((0, layer.owner));
                found.0 += 1;
                found.1 = Owner::of_tasks([found.1, layer.owner]);
            }
        }
    }
    uses
}

fn table(columns: &[&'static str], rows: Vec<Vec<Cell>>) -> Table {
    Table {
        id: "",
        sheet: "",
        title: String::new(),
        notes: Vec::new(),
        columns: columns.iter().map(|name| column(*name, 0)).collect(),
        rows,
    }
}

fn for_people(assessment: &Assessment) -> String {
    let mut text = super::head(assessment, "Certification Package Overview");
    text.push_str("## The offering\n\n");
    let declared = &assessment.declared.offering;
    if declared.is_empty() {
        text.push_str("Nothing is declared of the offering; what the rules ask for is listed below.\n\n");
    }
    for (field, value) in declared {
        let _ = writeln!(text, "- `{}`: {}", inline(field).replace('`', ""), inline(value));
    }
    text.push('\n');
    super::open_items(&mut text, assessment, &ASKED);
    text.push_str("## Information resources (MAS-CSO-IIR)\n\n");
    let listed = by_type(assessment).into_iter();
    let listed = listed.map(|(name, (all, not))| vec![name.into(), all.into(), not.into()]).collect();
    rows(&mut text, &table(&["Type", "Resources", "Of which not assessed"], listed));
    text.push_str("## AWS services, as third-party information resources (MAS-CSO-TPR)\n\n");
    let counts = per_service(assessment);
    let listed = assessment.coverage.iter().map(|c| {
        vec![
            words::service_name(assessment, c.service.as_str()).into(),
            counts.get(&c.service).copied().unwrap_or(0).into(),
            c.regions.join(", ").into(),
            words::aws_status(c.status).into(),
        ]
    });
    rows(&mut text, &table(&["Service", "Resources", "Regions", "AWS's share"], listed.collect()));
    text.push_str("## Permitted connections (MAS-CSO-FLO)\n\n");
    let listed = ports(assessment).into_iter().map(|port| {
        let cell = |name: &str| Cell::text(port.get(name).and_then(Value::as_str).unwrap_or_default());
        ["resource", "portNumber", "transportProtocol", "serviceName", "otherSide", "purpose"]
            .map(cell)
            .to_vec()
    });
    let heads = ["Resource", "Ports", "Protocol", "Service", "Other side", "Purpose"];
    rows(&mut text, &table(&heads, listed.collect()));
    text.push_str(
        "## Use of encryption (CMU-CSO-CMD)\n\nNo configuration shows which module does the work.\n\n",
    );
    let listed = uses(assessment).into_iter().map(|((service, layer), (resources, owner))| {
        vec![
            words::service_name(assessment, service).into(),
            if layer == Layer::EncryptionAtRest { "at rest" } else { "in transit" }.into(),
            resources.into(),
            words::owner(owner).into(),
        ]
    });
    rows(&mut text, &table(&["Service", "Use", "Resources", "Owner"], listed.collect()));
    super::closing(&mut text);
    text
}
