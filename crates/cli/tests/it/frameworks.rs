//! Frameworks that rest on another one, rolled up: what a requirement may claim and what it may not.

use crate::system::{KNOWLEDGE, inventory};
use demarc_assess::{
    AssessOptions, assess,
    assessment::{Assessment, PartResult},
};
use demarc_knowledge::format::{
    Crosswalk, Framework, Knowledge, MappedRequirement, Mapping, Relation, Target,
};
use demarc_model::{Allocation, Attestation, AwsStatus, ClaimBasis, CustomerStatus, DutyId};

const BUCKETS: &str = r#"
Resources:
  Shown:
    Type: AWS::S3::Bucket
    Properties:
      VersioningConfiguration: { Status: Enabled }
"#;

fn against(knowledge: &Knowledge, text: &str, options: &AssessOptions) -> Assessment {
    let inventory = inventory(&[("t.yaml", text)], &["t.yaml"]);
    assess(&inventory, knowledge, demarc_knowledge::DIGEST, options).unwrap()
}

fn options(framework: &str, baseline: &str) -> AssessOptions {
    AssessOptions { framework: framework.into(), baseline: baseline.into(), ..AssessOptions::default() }
}

fn control<'a>(assessment: &'a Assessment, id: &str) -> &'a PartResult {
    assessment.controls.iter().find(|p| p.part.as_str() == id).unwrap()
}

/// Knowledge with one more framework: requirement `r` maps to what is given.
fn with_requirement(maps: Vec<(Target, Relation)>, together: Option<Relation>) -> Knowledge {
    let mut knowledge = KNOWLEDGE.clone();
    let requirement = MappedRequirement {
        id: "r".into(),
        title: "Something".into(),
        baselines: vec!["all".into()],
        together,
        unmapped: maps.is_empty().then(|| "nobody has mapped it".to_owned()),
        maps: maps.into_iter().map(|(to, relation)| Mapping { to, relation, because: None }).collect(),
        customer: None,
        residue: Vec::new(),
        because: None,
        source: None,
    };
    knowledge.frameworks.push(Framework {
        id: "x".into(),
        title: "X".into(),
        version: "1".into(),
        source: "X".into(),
        as_of: "2026-01-01".into(),
        baselines: vec!["all".into()],
        default_baseline: "all".into(),
        parts: Vec::new(),
        values: Default::default(),
        unchecked: Default::default(),
        overlay: None,
        crosswalk: Some(Crosswalk {
            onto: "nist-800-53-r5".into(),
            because: "b".into(),
            basis: ClaimBasis::Stated,
            source: "s".into(),
            as_of: "2026-01-01".into(),
            groups: Default::default(),
            requirements: vec![requirement],
        }),
    });
    knowledge
}

fn part(id: &str) -> Target {
    Target::Control(id.to_owned())
}

fn duty(id: &str) -> Target {
    Target::Duty(DutyId(id.to_owned()))
}

fn rolled(maps: Vec<(Target, Relation)>, together: Relation) -> PartResult {
    let a = against(&with_requirement(maps, Some(together)), BUCKETS, &options("x", ""));
    control(&a, "r").clone()
}

#[test]
fn a_requirement_is_met_only_where_everything_behind_it_is_and_the_mapping_covers_it() {
    use Relation::{Equal, Intersects, Subset, Superset};
    let status = |maps, together| rolled(maps, together).customer.status;
    let met = || (duty("s3-versioning"), Equal);
    assert_eq!(status(vec![met()], Equal), CustomerStatus::Met);
    assert_eq!(status(vec![met()], Subset), CustomerStatus::Met);
    assert_eq!(status(vec![met()], Superset), CustomerStatus::Partial);
    assert_eq!(status(vec![met()], Intersects), CustomerStatus::Partial);
    // One duty is unmet, one part was looked at by nobody.
    assert_eq!(status(vec![met(), (duty("s3-access-logging"), Equal)], Equal), CustomerStatus::Unmet);
    assert_eq!(status(vec![met(), (part("at-2_smt.a"), Intersects)], Subset), CustomerStatus::Unknown);
    assert_eq!(status(vec![met(), (part("pm-5_smt"), Intersects)], Subset), CustomerStatus::Partial);
    assert_eq!(status(vec![(part("pm-5_smt"), Equal)], Equal), CustomerStatus::NotAssessed);
}

#[test]
fn a_requirement_is_inherited_only_where_all_of_it_is() {
    use Relation::{Equal, Intersects};
    let physical = || (part("pe-13_smt"), Equal);
    let of = |maps, together| rolled(maps, together).allocation;
    assert_eq!(of(vec![physical()], Equal), Allocation::Inherited);
    assert_eq!(of(vec![physical()], Intersects), Allocation::SharedDependent);
    assert_eq!(of(vec![physical(), (part("at-2_smt.a"), Equal)], Equal), Allocation::SharedIndependent);
    assert_eq!(of(vec![physical(), (part("cp-6_smt.a"), Equal)], Equal), Allocation::SharedDependent);
    // Inherited by the mapping alone leaves the customer a half that nobody looked at.
    let rest = rolled(vec![physical()], Intersects);
    assert_eq!(rest.customer.status, CustomerStatus::NotAssessed);
    assert!(
        rest.customer.uncovered.iter().any(|u| u.contains("intersects")),
        "{:?}",
        rest.customer.uncovered
    );
}

#[test]
fn what_maps_to_nothing_stays_open_until_a_person_settles_it() {
    let knowledge = with_requirement(Vec::new(), None);
    let a = against(&knowledge, BUCKETS, &options("x", ""));
    let open = control(&a, "r");
    assert_eq!(
        (open.allocation, open.customer.status, open.aws.status),
        (Allocation::Unknown, CustomerStatus::NotAssessed, AwsStatus::None)
    );
    assert!(open.because.contains("nobody has mapped it"));
    let statement = Attestation {
        duty: None,
        part: Some("r".into()),
        resource_id: None,
        by: "A. Person".into(),
        date: "2026-01-01".into(),
        expires: None,
        statement: "It is done.".into(),
    };
    let stated = AssessOptions { attestations: vec![statement], ..options("x", "") };
    let a = against(&knowledge, BUCKETS, &stated);
    assert_eq!(control(&a, "r").customer.status, CustomerStatus::Met);
}

#[test]
fn every_framework_and_baseline_is_assessed_and_claims_no_more_than_its_parts() {
    let mut lines = Vec::new();
    for framework in &KNOWLEDGE.frameworks {
        for baseline in &framework.baselines {
            let a = against(&KNOWLEDGE, BUCKETS, &options(&framework.id, baseline));
            lines.push(format!(
                "{} {baseline}: {} controls, {} mapped parts",
                framework.id,
                a.controls.len(),
                a.mapped_controls.len()
            ));
            let parts: std::collections::BTreeMap<&str, &PartResult> =
                a.mapped_controls.iter().map(|p| (p.part.as_str(), p)).collect();
            for requirement in a.controls.iter().filter(|c| c.mapping.is_some()) {
                let mapping = requirement.mapping.as_ref().unwrap();
                let covers = matches!(mapping.together.as_deref(), Some("equal" | "subset"));
                let behind: Vec<_> =
                    mapping.targets.iter().filter_map(|t| parts.get(t.to.as_str())).collect();
                assert_eq!(
                    behind.len(),
                    mapping.targets.iter().filter(|t| t.kind == "part").count(),
                    "{}",
                    requirement.part
                );
                if requirement.allocation == Allocation::Inherited {
                    assert!(covers && behind.iter().all(|p| p.allocation == Allocation::Inherited));
                }
                if requirement.customer.status == CustomerStatus::Met {
                    assert!(covers && mapping.targets.iter().all(|t| t.customer == CustomerStatus::Met));
                }
                if requirement.allocation != Allocation::Inherited {
                    assert!(requirement.customer.statement.is_some(), "{}", requirement.part);
                }
                assert!(!requirement.because.is_empty() && !mapping.source.is_empty());
            }
        }
    }
    insta::assert_snapshot!("frameworks_and_baselines", lines.join("\n"));
}

#[test]
fn values_of_parameters_come_with_who_gave_them() {
    let mut asked = options("fedramp-rev5", "moderate");
    asked.parameters.insert("ac-02_odp.05".into(), "the account managers".into());
    let a = against(&KNOWLEDGE, BUCKETS, &asked);
    let part = control(&a, "ac-2_smt.h");
    let value =
        |id: &str| (part.parameters[id].as_deref(), part.parameter_origins.get(id).map(String::as_str));
    assert_eq!(value("ac-02_odp.05"), (Some("the account managers"), Some("your organization")));
    assert_eq!(
        value("ac-02_odp.06"),
        (Some("twenty-four (24) hours"), Some("FedRAMP Rev. 5, baseline moderate"))
    );
    // The tailored baseline leaves most of the control out.
    let tailored = against(&KNOWLEDGE, BUCKETS, &options("fedramp-rev5", "li-saas"));
    let parts: Vec<&str> =
        tailored.controls.iter().filter(|c| c.control.as_str() == "ac-2").map(|c| c.part.as_str()).collect();
    assert_eq!(parts, ["ac-2_smt.a", "ac-2_smt.f", "ac-2_smt.g", "ac-2_smt.h"]);
}

#[test]
fn a_level_of_cmmc_reaches_the_parts_by_way_of_its_requirement() {
    let a = against(&KNOWLEDGE, BUCKETS, &options("cmmc-2.0", ""));
    assert_eq!((a.framework.baseline.as_str(), a.controls.len()), ("level-2", 110));
    let mapping = control(&a, "SC.L2-3.13.16").mapping.as_ref().unwrap();
    assert_eq!(mapping.together.as_deref(), Some("subset"));
    assert_eq!(
        mapping.targets.iter().map(|t| (t.to.as_str(), t.via.as_deref())).collect::<Vec<_>>(),
        [("sc-28_smt", Some("3.13.16"))]
    );
    let level_1 = against(&KNOWLEDGE, BUCKETS, &options("cmmc-2.0", "level-1"));
    assert_eq!(level_1.controls.len(), 15);
}

#[test]
fn a_mapping_that_is_our_own_reading_is_marked_in_every_output() {
    for framework in KNOWLEDGE.frameworks.iter().filter(|f| f.crosswalk.is_some()) {
        let inferred = framework.crosswalk.as_ref().is_some_and(|c| c.basis == ClaimBasis::Inferred);
        let a = against(&KNOWLEDGE, BUCKETS, &options(&framework.id, &framework.default_baseline));
        let marked = |text: &str| text.contains("not by its publisher");
        assert_eq!(marked(&a.framework.title), inferred, "{}", framework.id);
        let json = demarc_report::json::render(&a);
        assert_eq!(marked(&json), inferred, "{}", framework.id);
    }
}
