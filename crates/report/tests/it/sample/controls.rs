//! The shop's control parts: every allocation, nature and status.

use demarc_assess::assessment::*;
use demarc_model::*;
use std::collections::BTreeMap;
use {Allocation::*, Nature::*};

/// part, title, nature, allocation, status to force (`None`: count the duties).
type Row = (&'static str, &'static str, Nature, Allocation, Option<CustomerStatus>);

#[rustfmt::skip]
const ROWS: &[Row] = &[
    ("ac-1_smt.a", "Policy and Procedures", Organizational, SharedIndependent, None),
    ("ac-2_smt.d", "Account Management", Activity, SharedIndependent, None),
    ("ac-2_smt.j", "Account Management", Activity, SharedIndependent, None),
    ("ac-3_smt", "Access Enforcement", Mechanism, SharedDependent, None),
    ("ac-6_smt", "Least Privilege", Mechanism, CustomerSpecific, None),
    ("ac-17_smt.b", "Remote Access", Activity, CustomerSpecific, None),
    ("ac-18_smt.a", "Wireless Access", Activity, SharedIndependent, None),
    ("at-2_smt.a", "Literacy Training and Awareness", Organizational, CustomerSpecific, Some(CustomerStatus::Met)),
    ("au-2_smt.a", "Event Logging", Activity, SharedIndependent, None),
    ("au-8_smt.a", "Time Stamps", Mechanism, SharedDependent, None),
    ("au-9_smt.a", "Protection of Audit Information", Mechanism, SharedDependent, None),
    ("au-11_smt", "Audit Record Retention", Activity, SharedIndependent, None),
    ("au-12_smt.a", "Audit Record Generation", Mechanism, SharedDependent, None),
    ("ca-3_smt.a", "Information Exchange", Organizational, CustomerSpecific, None),
    ("cm-6_smt.a", "Configuration Settings", Activity, SharedIndependent, None),
    ("cp-6_smt.a", "Alternate Storage Site", Mechanism, SharedDependent, None),
    ("cp-9_smt.a", "System Backup", Mechanism, SharedDependent, None),
    ("cp-10_smt", "System Recovery and Reconstitution", Activity, SharedDependent, None),
    ("ia-2.1_smt", "Multi-factor Authentication to Privileged Accounts", Mechanism, CustomerSpecific, None),
    ("ia-5_smt.g", "Authenticator Management", Activity, SharedDependent, None),
    ("ia-5_smt.h", "Authenticator Management", Activity, SharedDependent, None),
    ("ma-2_smt.a", "Controlled Maintenance", Physical, Inherited, None),
    ("ma-4_smt.a", "Nonlocal Maintenance", Activity, Unknown, None),
    ("mp-6_smt.a", "Media Sanitization", Physical, Inherited, None),
    ("pe-2_smt.a", "Physical Access Authorizations", Physical, Inherited, None),
    ("pe-3_smt.a", "Physical Access Control", Physical, Inherited, Some(CustomerStatus::NotAssessed)),
    ("pe-6_smt.a", "Monitoring Physical Access", Physical, Inherited, None),
    ("pe-13_smt", "Fire Protection", Physical, Inherited, None),
    ("pe-17_smt.a", "Alternate Work Site", Organizational, SharedIndependent, None),
    ("pl-2_smt.a", "System Security and Privacy Plans", Organizational, CustomerSpecific, None),
    ("ps-3_smt.a", "Personnel Screening", Organizational, SharedIndependent, None),
    ("ra-5_smt.a", "Vulnerability Monitoring and Scanning", Activity, SharedIndependent, None),
    ("sa-9_smt.a", "External System Services", Organizational, CustomerSpecific, None),
    ("sc-7_smt.a", "Boundary Protection", Mechanism, SharedDependent, None),
    ("sc-8_smt", "Transmission Confidentiality and Integrity", Mechanism, SharedDependent, None),
    ("sc-8.1_smt", "Cryptographic Protection", Mechanism, SharedDependent, None),
    ("sc-12_smt", "Cryptographic Key Establishment and Management", Activity, SharedDependent, Some(CustomerStatus::Met)),
    ("sc-15_smt.a", "Collaborative Computing Devices and Applications", Mechanism, NotApplicable, Some(CustomerStatus::None)),
    ("sc-28_smt", "Protection of Information at Rest", Mechanism, SharedDependent, None),
    ("si-2_smt.c", "Flaw Remediation", Activity, SharedIndependent, None),
    ("si-4_smt.a", "System Monitoring", Activity, Unknown, None),
    ("sr-10_smt", "Inspection of Systems or Components", Physical, Inherited, None),
];

pub fn webshop() -> Vec<PartResult> {
    ROWS.iter().map(part).collect()
}

/// `ac-2_smt.a` → `AC-2 a.`, `ia-2.1_smt` → `IA-2(1)`.
fn label(part: &str) -> (String, String) {
    let (control, item) = part.split_once("_smt").unwrap();
    let shown = match control.split_once('.') {
        Some((base, enhancement)) => format!("{}({enhancement})", base.to_uppercase()),
        None => control.to_uppercase(),
    };
    let item = item.strip_prefix('.').map_or(String::new(), |i| format!(" {i}."));
    (control.to_owned(), format!("{shown}{item}"))
}

fn part(&(id, title, nature, allocation, forced): &Row) -> PartResult {
    let (control, label) = label(id);
    let aws = !matches!(allocation, CustomerSpecific | Unknown | NotApplicable);
    let customer = !matches!(allocation, Inherited | NotApplicable);
    PartResult {
        control: control.as_str().into(),
        part: id.into(),
        label,
        title: title.to_owned(),
        nature,
        reviewed: id != "ma-4_smt.a",
        allocation,
        possible: if allocation == Unknown { vec![SharedDependent, CustomerSpecific] } else { vec![] },
        implementers: match allocation {
            Inherited => vec![Implementer::Aws],
            CustomerSpecific => vec![Implementer::System],
            _ => vec![Implementer::Aws, Implementer::System],
        },
        residue: (id == "pe-3_smt.a").then(|| "Doors and visitors at your own offices.".to_owned()),
        aws: AwsHalf {
            status: if aws { AwsStatus::NoProgramme } else { AwsStatus::None },
            statement: aws.then(|| format!("Does its share of {title} for what it operates.")),
            why: None,
        },
        customer: CustomerHalf {
            status: forced.unwrap_or(if customer { CustomerStatus::NotAssessed } else { CustomerStatus::None }),
            statement: customer.then(|| format!("Does its share of {title} for what it runs.")),
            met: 0,
            unmet: 0,
            unknown: 0,
            attested: usize::from(id == "at-2_smt.a"),
            resources_looked_at: 0,
            resources: if customer { 9 } else { 0 },
            uncovered: if customer { vec!["Dated records of the review.".to_owned()] } else { vec![] },
            duties: vec![],
        },
        by_service: by_service(nature, allocation),
        parameters: match id {
            "au-11_smt" => BTreeMap::from([("au-11_odp".to_owned(), None)]),
            "ac-2_smt.j" => BTreeMap::from([("ac-02_odp.10".to_owned(), Some("once a year".to_owned()))]),
            _ => BTreeMap::new(),
        },
        parameter_origins: BTreeMap::new(),
        mapping: None,
        because: match allocation {
            Inherited => "Buildings and machines are AWS's.",
            Unknown => "Nobody knows whose a layer of the part is: the launch type of `aws_ecs_service.cart` has no value.",
            NotApplicable => "The system has no such devices.",
            _ => "Each does what it operates; the work on the customer's resources is the customer's.",
        }
        .to_owned(),
        source: "NIST SP 800-53 Rev. 5".to_owned(),
    }
}

fn by_service(nature: Nature, allocation: Allocation) -> Vec<ServiceAllocation> {
    if !matches!(nature, Mechanism | Activity) {
        return vec![];
    }
    let services = [
        ("autoscaling", "guest-os: customer"),
        ("lambda", "platform: shared"),
        ("rds", "platform: shared"),
        ("s3", "platform: aws"),
    ];
    let one = |(service, layer): &(&str, &str)| ServiceAllocation {
        service: (*service).into(),
        variant: (*service == "lambda").then(|| "lambda-zip".to_owned()),
        allocation: if layer.ends_with("aws") && allocation != CustomerSpecific {
            Inherited
        } else {
            allocation
        },
        coverage: None,
        layers: vec![(*layer).to_owned()],
        aws: Some("Patches the hosts.".to_owned()),
        customer: Some("Sets up what it brings.".to_owned()),
        resources: vec!["aws_s3_bucket.images".to_owned()].into(),
    };
    services.iter().map(one).collect()
}

/// Counts the duties behind a part and, where any looked, derives its status.
pub fn count(part: &mut PartResult, duties: &[DutyResult]) {
    let behind: Vec<_> = duties.iter().filter(|d| d.controls.contains(&part.part)).collect();
    let with = |verdict| behind.iter().filter(|d| d.verdict == verdict).count();
    let half = &mut part.customer;
    (half.met, half.unmet, half.unknown) = (with(Verdict::Met), with(Verdict::Unmet), with(Verdict::Unknown));
    half.duties = behind.iter().map(|d| d.id.clone()).collect();
    half.resources_looked_at = behind.len().min(half.resources);
    if behind.is_empty() || half.status == CustomerStatus::Met {
        return;
    }
    half.status = match (half.unmet, half.unknown, half.met) {
        (1.., _, _) => CustomerStatus::Unmet,
        (0, 1.., _) => CustomerStatus::Unknown,
        (0, 0, 1..) => CustomerStatus::Partial,
        _ => half.status,
    };
}

/// Repeats the parts under invented ids until so many are there.
pub fn add_parts(shop: &mut Assessment, parts: usize) {
    let originals = shop.controls.clone();
    let services: Vec<ServiceId> = shop.resources.iter().filter_map(|r| r.service.clone()).collect();
    let mut services = services;
    services.sort();
    services.dedup();
    for n in 0.. {
        for original in &originals {
            if shop.controls.len() >= parts {
                return;
            }
            let mut copy = original.clone();
            copy.part = PartId(format!("{}.{}", original.part, n + 1));
            copy.label = format!("{} ({})", original.label, n + 1);
            if let Some(one) = original.by_service.first() {
                copy.by_service = services
                    .iter()
                    .map(|service| ServiceAllocation {
                        service: service.clone(),
                        customer: Some(format!("Sets up what it brings to `{service}` and looks after it.")),
                        ..one.clone()
                    })
                    .collect();
            }
            shop.controls.push(copy);
        }
    }
}
