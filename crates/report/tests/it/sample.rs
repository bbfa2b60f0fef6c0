//! A realistic assessment written by hand: a web shop in Terraform and CloudFormation.

#[path = "sample/controls.rs"]
mod controls;
#[path = "sample/duties.rs"]
mod duties;
#[path = "sample/resources.rs"]
mod resources;

use demarc_assess::assessment::*;
use demarc_model::*;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// The web shop with every allocation, status, verdict and reason.
pub fn webshop() -> Assessment {
    finish(Parts {
        resources: resources::webshop(),
        duties: duties::webshop(),
        controls: controls::webshop(),
        problems: problems(),
    })
}

/// The web shop with as many more services and control parts as a large baseline has.
pub fn large(services: usize, parts: usize) -> Assessment {
    let mut shop = webshop();
    resources::add_services(&mut shop, services);
    controls::add_parts(&mut shop, parts);
    finish(Parts {
        resources: shop.resources,
        duties: shop.duties,
        controls: shop.controls,
        problems: shop.problems,
    })
}

/// The lists that everything else is counted from.
struct Parts {
    resources: Vec<ResourceResult>,
    duties: Vec<DutyResult>,
    controls: Vec<PartResult>,
    problems: Vec<ProblemResult>,
}

fn finish(parts: Parts) -> Assessment {
    let Parts { mut resources, mut duties, mut controls, problems } = parts;
    for duty in &duties {
        mark(&mut resources, duty);
    }
    for duty in &mut duties {
        let Some(index) = (duty.duty.as_str() == "s3-access-logs").then_some(0) else { continue };
        duty.exception = Some(index);
    }
    for part in &mut controls {
        controls::count(part, &duties);
    }
    let summary = summary(&resources, &duties, &controls);
    let entries = resources::entries(&resources);
    Assessment {
        schema_version: SCHEMA_VERSION.to_owned(),
        notice: NOTICE.map(str::to_owned).to_vec(),
        tool: Tool {
            name: "demarc".to_owned(),
            version: "0.1.0".to_owned(),
            knowledge: KnowledgeUsed {
                digest: "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef".to_owned(),
                oldest_as_of: "2026-10-02".to_owned(),
                newest_as_of: "2026-11-23".to_owned(),
            },
        },
        system: "webshop".to_owned(),
        framework: FrameworkUsed {
            id: "nist-800-53-r5".to_owned(),
            title: "NIST SP 800-53 Revision 5".to_owned(),
            baseline: "moderate".to_owned(),
            programme: None,
            partition: "aws".to_owned(),
        },
        perspective: Perspective::SystemOwner,
        assessed_at: None,
        options: BTreeMap::from([("strict".to_owned(), "false".to_owned())]),
        inputs: inputs(),
        scope: scope(),
        summary,
        entries,
        duty_definitions: duties::definitions(),
        resources,
        duties,
        controls,
        attestations: vec![Attestation {
            duty: None,
            part: Some("at-2_smt.a".to_owned()),
            resource_id: None,
            by: "J. Doe, security officer".to_owned(),
            date: "2026-09-30".to_owned(),
            expires: Some("2027-09-30".to_owned()),
            statement: "All staff took the yearly training.".to_owned(),
        }],
        exceptions: vec![Exception {
            duty: "s3-access-logs".to_owned(),
            resource_id: None,
            kind: ExceptionKind::OperationalRequirement,
            state: ExceptionState::Approved,
            requester: "web team".to_owned(),
            approver: Some("J. Doe".to_owned()),
            date: "2026-10-01".to_owned(),
            expires: Some("2027-04-01".to_owned()),
            reference: Some("SEC-112".to_owned()),
            compensating_duty: None,
        }],
        inheritance: vec![InheritanceOffer {
            from: Implementer::Platform("landing-zone".to_owned()),
            part: "au-9_smt.a".to_owned(),
            authorization: None,
            since: Some("2025-02-01".to_owned()),
            satisfied: false,
        }],
        coverage: vec![ServiceCoverage {
            service: "s3".into(),
            programme: None,
            status: AwsStatus::NoProgramme,
            partition: "aws".to_owned(),
            regions: vec!["eu-central-1".to_owned()],
            report: None,
            as_of: None,
            why: None,
            source: None,
            exclusions: vec![],
            outside: vec![],
        }],
        mapped_controls: vec![],
        declared: Declared::default(),
        service_names: [
            ("autoscaling", "Amazon EC2 Auto Scaling"),
            ("lambda", "AWS Lambda"),
            ("rds", "Amazon RDS"),
            ("s3", "Amazon S3"),
        ]
        .map(|(id, name)| (id.into(), name.to_owned()))
        .into(),
        ports: Vec::new(),
        problems,
        brief: None,
    }
}

fn mark(resources: &mut [ResourceResult], duty: &DutyResult) {
    for resource in resources.iter_mut().filter(|r| r.id == duty.resource_id) {
        resource.checks += 1;
        for layer in Arc::make_mut(&mut resource.layers).iter_mut().filter(|l| l.layer == duty.layer) {
            layer.mark = Some(layer.mark.map_or(duty.verdict, |old| old.max(duty.verdict)));
        }
    }
}

fn summary(resources: &[ResourceResult], duties: &[DutyResult], controls: &[PartResult]) -> Summary {
    let count = |words: Vec<&str>| {
        let mut counts = BTreeMap::<String, usize>::new();
        for word in words {
            *counts.entry(word.replace('-', "_")).or_default() += 1;
        }
        counts
    };
    let verdicts = |verdict| duties.iter().filter(|d| d.verdict == verdict).count();
    Summary {
        resources: resources.len(),
        assessed: resources.iter().filter(|r| r.assessed).count(),
        not_assessed: resources.iter().filter(|r| !r.assessed).count(),
        maybe: resources.iter().filter(|r| r.presence == "maybe").count(),
        duties: DutyCounts {
            met: verdicts(Verdict::Met),
            unmet: verdicts(Verdict::Unmet),
            unknown: verdicts(Verdict::Unknown),
            not_applicable: verdicts(Verdict::NotApplicable),
        },
        parts: count(controls.iter().map(|p| p.allocation.id()).collect()),
        customer: count(controls.iter().map(|p| p.customer.status.id()).collect()),
        aws: count(controls.iter().map(|p| p.aws.status.id()).collect()),
    }
}

/// A place in one of the shop's files.
fn at(file: &str, line: u32, end_line: u32) -> Location {
    Location { file: format!("infra/{file}"), line, column: 1, end_line, end_column: 2 }
}

fn inputs() -> Vec<InputRead> {
    let input = |path: &str, kind: &str, resources, bytes| InputRead {
        path: path.to_owned(),
        root: "infra".to_owned(),
        kind: kind.to_owned(),
        resources,
        sha256: format!("{:064x}", bytes * 7919),
        bytes,
        revision: None,
    };
    vec![
        input("infra/compute.tf", "terraform-hcl", 8, 5210),
        input("infra/functions.template.yaml", "cloudformation", 2, 2105),
        input("infra/identity.tf", "terraform-hcl", 4, 1850),
        input("infra/network.tf", "terraform-hcl", 5, 2333),
        input("infra/storage.tf", "terraform-hcl", 9, 3999),
    ]
}

fn scope() -> ScopeRead {
    let skipped = |path: &str, reason: &str| SkippedPath { path: path.to_owned(), reason: reason.to_owned() };
    ScopeRead {
        roots: vec!["infra".to_owned()],
        accounts: vec!["111122223333".to_owned()],
        regions: vec!["eu-central-1".to_owned()],
        skipped: vec![
            skipped("infra/.terraform", "a folder that Terraform manages"),
            skipped("infra/legacy.tf.bak", "not a kind of file that Demarc reads"),
        ],
        not_recorded: vec!["AWS::Chatbot::SlackChannelConfiguration".to_owned()],
    }
}

fn problems() -> Vec<ProblemResult> {
    let problem = |code: &str, severity: &str, message: &str, location: Option<Location>| ProblemResult {
        code: code.to_owned(),
        severity: severity.to_owned(),
        message: message.to_owned(),
        location,
        file: None,
        excerpt: None,
    };
    vec![
        ProblemResult {
            excerpt: Some("resource \"aws_sqs_queue\" \"broken\" {\n  name = \"broken".to_owned()),
            ..problem(
                "syntax-error",
                "error",
                "expected the end of a text in quotes; the block `aws_sqs_queue.broken` was left out",
                Some(at("queues.tf", 14, 15)),
            )
        },
        problem(
            "module-not-available",
            "warning",
            "module `cdn` comes from `registry.example.com/acme/cdn/aws`, which is not at hand; run `terraform init`",
            Some(at("network.tf", 71, 75)),
        ),
        ProblemResult {
            file: Some("infra/huge.json".to_owned()),
            ..problem(
                "file-too-large",
                "warning",
                "the file has 80 MB and was not read; the limit is 64 MB",
                None,
            )
        },
        problem(
            "unsupported-type",
            "note",
            "no knowledge names the type `AWS::Chatbot::SlackChannelConfiguration`",
            None,
        ),
    ]
}

/// Resources by id, for builders that need to look one up.
fn ids(resources: &[ResourceResult]) -> BTreeSet<&str> {
    resources.iter().map(|r| r.id.as_str()).collect()
}
