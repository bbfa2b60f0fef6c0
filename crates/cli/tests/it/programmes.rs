//! AWS's side: coverage by programme, partition, region, exclusions and reports.

use crate::system::{KNOWLEDGE, inventory};
use demarc_assess::{
    AssessOptions, assess,
    assessment::{Assessment, ServiceCoverage},
};
use demarc_knowledge::{
    add_list,
    format::{Knowledge, parse_user_list},
};
use demarc_model::{Allocation, AwsStatus, HeldReport, Partition};
use std::collections::BTreeMap;

fn terraform(region: &str) -> String {
    format!(
        r#"
provider "aws" {{ region = "{region}" }}
resource "aws_s3_bucket" "a" {{}}
resource "aws_dax_cluster" "d" {{
  cluster_name       = "d"
  iam_role_arn       = "arn:aws:iam::111122223333:role/d"
  node_type          = "dax.r5.large"
  replication_factor = 1
}}
resource "aws_db_instance" "db" {{
  engine         = "db2-se"
  instance_class = "db.m6i.large"
}}
"#
    )
}

fn run(knowledge: &Knowledge, text: &str, options: &AssessOptions) -> Assessment {
    let inventory = inventory(&[("main.tf", text)], &["."]);
    assess(&inventory, knowledge, demarc_knowledge::DIGEST, options).unwrap()
}

fn programme(id: &str) -> AssessOptions {
    AssessOptions { programme: Some(id.to_owned()), ..AssessOptions::default() }
}

fn of<'a>(assessment: &'a Assessment, service: &str) -> &'a ServiceCoverage {
    assessment.coverage.iter().find(|c| c.service.as_str() == service).unwrap()
}

#[test]
fn a_listed_service_is_covered_unreviewed_and_an_unlisted_one_unknown_with_the_age_of_the_list() {
    let a = run(&KNOWLEDGE, &terraform("us-east-1"), &programme("fedramp-moderate"));
    let s3 = of(&a, "s3");
    assert_eq!((s3.status, s3.as_of.as_deref()), (AwsStatus::CoveredUnreviewed, Some("2025-12-04")));
    assert!(s3.source.is_some() && s3.report.is_none());
    let dax = of(&a, "dax");
    assert_eq!(dax.status, AwsStatus::Unknown);
    assert!(dax.why.as_ref().unwrap().contains("2025-12-04"), "{:?}", dax.why);
    // A part that both carry is no better backed than the worse of them.
    let part = a.controls.iter().find(|c| c.part.as_str() == "pe-13_smt").unwrap();
    assert_eq!(part.aws.status, AwsStatus::Unknown);
    assert!(part.aws.why.as_ref().unwrap().contains("`dax`"), "{:?}", part.aws.why);
    assert!(a.problems.iter().any(|p| p.code == "programme-membership-unknown"));
    assert!(a.controls.iter().all(|c| c.aws.status != AwsStatus::Covered));
}

#[test]
fn a_programme_never_crosses_partitions_or_regions() {
    let status =
        |region: &str, id: &str| of(&run(&KNOWLEDGE, &terraform(region), &programme(id)), "s3").status;
    assert_eq!(status("us-gov-west-1", "fedramp-moderate"), AwsStatus::NotCovered);
    assert_eq!(status("us-gov-west-1", "fedramp-high"), AwsStatus::CoveredUnreviewed);
    assert_eq!(status("us-east-1", "fedramp-high"), AwsStatus::NotCovered);
    assert_eq!(status("cn-north-1", "hipaa-eligible"), AwsStatus::NotCovered);
    assert_eq!(status("eu-central-1", "fedramp-moderate"), AwsStatus::NotCovered);
    let a = run(&KNOWLEDGE, &terraform("eu-central-1"), &programme("fedramp-moderate"));
    // Nor does AWS's organization extend to a region that is not in scope.
    let policy = a.controls.iter().find(|c| c.part.as_str() == "ac-1_smt.a").unwrap();
    assert_eq!(policy.aws.status, AwsStatus::NotCovered);
    // A template does not say its region.
    let template = "Resources:\n  A:\n    Type: AWS::S3::Bucket\n";
    let inventory = inventory(&[("t.yaml", template)], &["t.yaml"]);
    let a = assess(&inventory, &KNOWLEDGE, "", &programme("fedramp-moderate")).unwrap();
    assert_eq!(of(&a, "s3").status, AwsStatus::Unknown);
    let gov = AssessOptions { partition: Partition::AwsUsGov, ..programme("fedramp-moderate") };
    let a = assess(&inventory, &KNOWLEDGE, "", &gov).unwrap();
    assert_eq!(of(&a, "s3").status, AwsStatus::NotCovered);
}

#[test]
fn an_excluded_feature_is_outside_although_its_service_is_in() {
    let a = run(&KNOWLEDGE, &terraform("us-east-1"), &programme("hipaa-eligible"));
    let rds = of(&a, "rds");
    assert_eq!(rds.status, AwsStatus::NotCovered);
    assert_eq!(rds.outside.len(), 1, "{rds:?}");
    assert!(rds.why.as_ref().unwrap().contains("aws_db_instance.db"), "{:?}", rds.why);
    let postgres = terraform("us-east-1").replace("db2-se", "postgres");
    let a = run(&KNOWLEDGE, &postgres, &programme("hipaa-eligible"));
    assert_eq!(of(&a, "rds").status, AwsStatus::CoveredUnreviewed);
    let open = terraform("us-east-1")
        .replace("\"db2-se\"", "var.engine")
        .replace("provider", "variable \"engine\" {}\nprovider");
    let a = run(&KNOWLEDGE, &open, &programme("hipaa-eligible"));
    assert_eq!(of(&a, "rds").status, AwsStatus::Unknown);
}

#[test]
fn a_programme_that_says_nothing_about_a_framework_leaves_its_parts_inheritable() {
    let a = run(&KNOWLEDGE, &terraform("us-east-1"), &programme("hipaa-eligible"));
    assert!(
        a.controls.iter().all(|c| matches!(c.aws.status, AwsStatus::None | AwsStatus::NoProgramme)),
        "{:?}",
        a.summary.aws
    );
    let said = a.problems.iter().find(|p| p.code == "programme-says-nothing").unwrap();
    assert!(said.message.contains("`nist-800-53-r5`"), "{}", said.message);
    // What was assessed against the low baseline says nothing about what only the moderate one asks.
    let mut low = KNOWLEDGE.clone();
    for (_, programme) in &mut low.programmes {
        programme.assesses.values_mut().for_each(|baselines| *baselines = vec!["low".to_owned()]);
    }
    low.programmes.retain(|(_, p)| p.id == "fedramp-moderate");
    let a = run(&low, &terraform("us-east-1"), &programme("fedramp-moderate"));
    let beyond = a.controls.iter().find(|c| c.part.as_str() == "pe-4_smt").unwrap();
    assert_eq!(beyond.aws.status, AwsStatus::NotCovered);
    assert!(beyond.aws.why.as_ref().unwrap().contains("does not look at"), "{:?}", beyond.aws.why);
    // SOC 2 speaks about its own criteria.
    let criteria =
        AssessOptions { framework: "soc-2-tsc".into(), baseline: "security".into(), ..programme("soc-2") };
    let a = run(&KNOWLEDGE, &terraform("us-east-1"), &criteria);
    assert!(!a.problems.iter().any(|p| p.code == "programme-says-nothing"));
    let physical = a.controls.iter().find(|c| c.part.as_str() == "CC6.4").unwrap();
    assert_eq!(physical.aws.status, AwsStatus::Unknown);
}

#[test]
fn a_list_of_ones_own_and_a_reviewed_report_cover_a_service() {
    let mut knowledge = KNOWLEDGE.clone();
    let (id, list) = parse_user_list(
        "programme = \"soc-2\"\nsource = \"AWS's page, printed\"\nas_of = 2026-11-01\ncomplete = true\nin = [\"Amazon Simple Storage Service (Amazon S3)\", \"rds\", \"Amazon Nothing\"]\n",
    )
    .unwrap();
    assert_eq!(add_list(&mut knowledge, &id, list), Some(vec!["Amazon Nothing".to_owned()]));
    let report = HeldReport {
        programme: "soc-2".into(),
        title: "SOC 2 of autumn".into(),
        from: Some("2026-04-01".into()),
        until: "2026-09-30".into(),
        stands_until: Some("2027-03-31".into()),
        reviewed_by: Some("A. Person".into()),
        reviewed: Some("2026-11-10".into()),
        reference: None,
    };
    let options =
        AssessOptions { reports: vec![report], assessed_at: Some("2026-11-25".into()), ..programme("soc-2") };
    let a = run(&knowledge, &terraform("eu-central-1"), &options);
    assert_eq!(of(&a, "s3").status, AwsStatus::Covered);
    assert_eq!(of(&a, "s3").report.as_deref(), Some("SOC 2 of autumn"));
    // The list is complete and does not name it.
    assert_eq!(of(&a, "dax").status, AwsStatus::NotCovered);
    let late = AssessOptions { assessed_at: Some("2027-06-01".into()), ..options };
    assert_eq!(of(&run(&knowledge, &terraform("eu-central-1"), &late), "s3").status, AwsStatus::Lapsed);
}

#[test]
fn one_service_that_is_not_covered_keeps_only_what_it_carries_from_being_inherited_and_is_named() {
    let backed = |s: AwsStatus| matches!(s, AwsStatus::Covered | AwsStatus::CoveredUnreviewed);
    let a = run(&KNOWLEDGE, &terraform("us-east-1"), &programme("fedramp-moderate"));
    let (mut kept, mut backed_beside_it) = (0, 0);
    for part in &a.controls {
        let why = part.aws.why.as_deref().unwrap_or_default();
        if part.aws.status == AwsStatus::None || why.contains("does not look at") {
            continue;
        }
        let on_lists = part.by_service.iter().filter(|s| s.service.as_str() != "account");
        for share in on_lists.clone().filter(|s| s.allocation != Allocation::CustomerSpecific) {
            let of = of(&a, share.service.as_str()).status;
            assert_eq!(share.coverage, Some(of), "{} of {}", share.service, part.part);
        }
        let carriers: Vec<_> = on_lists
            .filter(|s| matches!(s.allocation, Allocation::Inherited | Allocation::SharedDependent))
            .collect();
        if carriers.is_empty() {
            continue;
        }
        let all = carriers.iter().all(|s| backed(s.coverage.unwrap()));
        assert_eq!(backed(part.aws.status), all, "{}: {why}", part.part);
        let dax = part.by_service.iter().any(|s| s.service.as_str() == "dax");
        for share in carriers {
            assert!(why.contains(&format!("`{}`", share.service)), "{}: {why}", part.part);
        }
        kept += usize::from(!all);
        backed_beside_it += usize::from(all && dax);
        if !all {
            assert!(why.contains("unknown for `dax`"), "{}: {why}", part.part);
        }
    }
    assert!(kept > 50, "{kept}");
    // Where DAX does nothing for the customer's resources it keeps nothing from the others.
    assert!(backed_beside_it > 0);
}

#[test]
fn of_one_service_in_two_regions_only_the_resource_outside_is_not_covered() {
    let text = r#"
provider "aws" { region = "us-east-1" }
provider "aws" {
  alias  = "abroad"
  region = "eu-central-1"
}
resource "aws_s3_bucket" "home" {}
resource "aws_sqs_queue" "abroad" { provider = aws.abroad }
resource "aws_sqs_queue" "home" {}
"#;
    let a = run(&KNOWLEDGE, text, &programme("fedramp-moderate"));
    assert_eq!(of(&a, "sqs").status, AwsStatus::NotCovered);
    assert_eq!(of(&a, "sqs").outside.len(), 1);
    let fire = a.controls.iter().find(|c| c.part.as_str() == "pe-13_smt").unwrap();
    let coverage = |service: &str| {
        fire.by_service.iter().find(|s| s.service.as_str() == service).and_then(|s| s.coverage)
    };
    assert_eq!(coverage("s3"), Some(AwsStatus::CoveredUnreviewed));
    assert_eq!(coverage("sqs"), Some(AwsStatus::NotCovered));
    assert_eq!(fire.aws.status, AwsStatus::NotCovered);
    let why = fire.aws.why.as_deref().unwrap();
    assert!(why.contains("not covered for `sqs`; covered unreviewed for `s3`"), "{why}");
}

#[test]
fn lists_name_a_known_service_by_its_id() {
    let knowledge = &*KNOWLEDGE;
    let plain = |id: &str| id.replace('-', "");
    let ids: BTreeMap<String, &str> =
        knowledge.services.iter().map(|(_, s)| (plain(s.id.as_str()), s.id.as_str())).collect();
    for (_, programme) in &knowledge.programmes {
        for key in programme.lists.iter().flat_map(|l| l.services.keys()) {
            let known = ids.get(&plain(key)).copied();
            assert!(
                known.is_none_or(|id| id == key),
                "{}: `{key}` for `{}`",
                programme.id,
                known.unwrap_or("")
            );
        }
    }
}
