//! The Certification Package Overview of FedRAMP's rules of 2026: what the offering is made of, as far as configuration shows it.

use super::{
    rules::{self, Missing},
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
const ASKED: [Missing; 32] = [
    asked(
        "fedRampPackageId",
        "CDS-CSO-PUB",
        "the id that FedRAMP has given; until then the provider's name and acronym",
    ),
    asked("ueiNumber", "CDS-CSO-PUB", "the entity's number at SAM.gov"),
    asked("providerName", "CDS-CSO-PUB", "the name of the provider"),
    asked("serviceAcronym", "CDS-CSO-PUB", "a short name of the offering"),
    asked("serviceDescription", "CDS-CSO-PUB", "what the offering does"),
    asked("certificationType", "CDS-CSO-PUB", "20x or Rev5"),
    asked("website", "CDS-CSO-PUB", "the address of the product's page"),
    asked("logo", "CDS-CSO-PUB", "the address of a picture with the product's logo"),
    asked("serviceType", "CDS-CSO-PUB", "the service model: SaaS, PaaS, IaaS; several joined by commas"),
    asked(
        "deploymentModel",
        "CDS-CSO-PUB",
        "Public Cloud, Government-Only Cloud, Hybrid Cloud, Community Cloud or Government Community Cloud",
    ),
    asked(
        "businessCategory",
        "CDS-CSO-PUB",
        "business categories in the schema's words; several joined by semicolons",
    ),
    asked("securityContact", "CDS-CSO-PUB", "the contact for security, as `Name <address>`"),
    asked("salesContact", "CDS-CSO-PUB", "the contact for sales, as `Name <address>`"),
    asked("assessorName", "CDS-CSO-PUB", "the recognized independent assessment service"),
    asked("assessorId", "CDS-CSO-PUB", "its number at FedRAMP, six digits"),
    asked(
        "nextOngoingCertificationReportDate",
        "CDS-CSO-PUB",
        "the day of the next ongoing certification report, as YYYY-MM-DD (CCM-OCR-NRD)",
    ),
    asked("trustCenter.url", "CDS-CSO-PUB", "address of the trust center, and how one gets access"),
    asked(
        "secureConfigurationGuidance.url",
        "CDS-CSO-PUB",
        "address of the guide to secure configuration, and how one gets access",
    ),
    asked(
        "additionalRepositories.url",
        "CDS-CSO-PUB",
        "an overview of the provider's documentation, with addresses",
    ),
    asked(
        "services.list",
        "CDS-CSO-SVC",
        "the services of the offering that are included, each with description, security category and day",
    ),
    asked(
        "responsiblePerson",
        "CPO-CSO-MTD",
        "who is accountable for the package, with title, as `Name, title <address>`",
    ),
    asked("version", "CPO-CSO-MTD", "the version of the package"),
    asked(
        "lastUpdated",
        "CPO-CSO-MTD",
        "day and time of the last update; the day of the assessment stands for it where `--assessed-at` is given",
    ),
    asked(
        "thirdPartyInformationResources.list",
        "MAS-CSO-TPR",
        "the services of `awsServices` and every other third party, sorted by whether they hold an authorization of FedRAMP's, with its id",
    ),
    asked(
        "thirdPartyInformationResources.mitigation",
        "MAS-CSO-TPR",
        "of each: why it is used, how its impact is reduced, what makes up for the rest",
    ),
    asked(
        "securityCategories.list",
        "MAS-CSO-FLO",
        "the security category of each resource or group of resources",
    ),
    asked(
        "informationFlows.purpose",
        "MAS-CSO-FLO",
        "what each permitted connection is for, where no description says it",
    ),
    asked(
        "cryptographicModules.module",
        "CMU-CSO-CMD",
        "the module behind each use of encryption, and whether it is validated or an update stream of one that is",
    ),
    asked(
        "policies.list",
        "CDS-CSO-IRP",
        "policies and procedures, each with name, file, summary, count of words, version, date and the practices it is about",
    ),
    asked("independentAssessment.results", "IVV-CSO-ICP", "the results of the independent assessment"),
    asked(
        "independentAssessment.summary",
        "CPO-CSO-OSA",
        "the assessor's overall summary (IVV-IAS-OSA), for classes B to D",
    ),
    asked(
        "serviceProperties.access",
        "CDS-CSO-PUB",
        "the addresses of this overview for people and for programs",
    ),
];

const fn asked(field: &'static str, rule: &'static str, what: &'static str) -> Missing {
    Missing { field, rule, what }
}

/// The overview as JSON and for people.
pub(crate) fn documents(assessment: &Assessment, _: &ReportSettings) -> Result<Vec<Document>, ReportError> {
    let offering = &assessment.declared.offering;
    // A value that has not the schema's form is asked for again instead of being written.
    let declared = |field: &str| offering.get(field).filter(|value| rules::problem(field, value).is_none());
    let mut identification = Map::new();
    for field in IDENTIFICATION {
        // The system's name stands in for the offering's; everything else is the owner's to say.
        let own = (field == "serviceName").then_some(&assessment.system);
        if let Some(value) = declared(field).or(own) {
            identification.insert(field.to_owned(), json!(value));
        }
    }
    let mut properties = Map::new();
    if let Some(types) = declared("serviceType") {
        properties.insert("serviceType".to_owned(), json!(rules::list(types)));
    }
    if let Some(categories) = declared("businessCategory") {
        // Some categories hold a comma.
        let categories: Vec<&str> = categories.split(';').map(str::trim).filter(|c| !c.is_empty()).collect();
        properties.insert("businessCategory".to_owned(), json!(categories));
    }
    for field in ["deploymentModel", "digitalIdentityLevel", "nextOngoingCertificationReportDate"] {
        if let Some(value) = declared(field) {
            properties.insert(field.to_owned(), json!(value));
        }
    }
    let contacts: Vec<Value> =
        [("Security", "securityContact"), ("Sales", "salesContact"), ("Primary", "responsiblePerson")]
            .into_iter()
            .filter_map(|(kind, field)| Some(contact(kind, declared(field)?)))
            .collect();
    let mut overview = json!({
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
    if let (Some(overview), Some(name)) = (overview.as_object_mut(), declared("assessorName")) {
        let mut assessor = Map::from_iter([("name".to_owned(), json!(name))]);
        assessor.extend(declared("assessorId").map(|id| ("assessorID".to_owned(), json!(id))));
        overview.insert("assessor".to_owned(), Value::Object(assessor));
    }
    Ok(vec![
        Document::text("fedramp-cpo/certification-package-overview.json", super::pretty(overview)),
        Document::text("fedramp-cpo/certification-package-overview.md", for_people(assessment)),
    ])
}

/// `Name <address>` as a contact.
fn contact(kind: &str, declared: &str) -> Value {
    let (name, address) = match declared.split_once('<') {
        Some((name, rest)) => (name.trim(), Some(rest.trim_end_matches('>').trim())),
        None if declared.contains('@') && !declared.contains(' ') => ("", Some(declared.trim())),
        None => (declared.trim(), None),
    };
    let mut contact = Map::from_iter([("contactType".to_owned(), json!(kind))]);
    if !name.is_empty() {
        contact.insert("contactName".to_owned(), json!(name));
    }
    if let Some(address) = address.filter(|a| a.contains('@')) {
        contact.insert("contactEmail".to_owned(), json!(address));
    }
    Value::Object(contact)
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
                "why": c.why,
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
        for layer in resource.layers.iter() {
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
