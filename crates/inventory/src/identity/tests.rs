use super::*;
use crate::{Coverage, SourceKind};
use demarc_model::{BoundaryPosition, Presence, Why};

fn inventory() -> Inventory {
    let mut inventory = Inventory::new();
    let root = inventory.add_root("logs", SourceKind::AwsConfig);
    let places = [
        ("111111111111", Some("eu-west-1"), "AWS::SQS::Queue", "orders"),
        ("111111111111", Some("us-east-1"), "AWS::SQS::Queue", "orders"),
        ("222222222222", Some("eu-west-1"), "AWS::SQS::Queue", "orders"),
        ("222222222222", None, "AWS::IAM::Role", "deploy"),
        ("222222222222", Some("eu-west-1"), "AWS::S3::Bucket", "central-logs"),
        ("222222222222", Some("eu-west-1"), "AWS::EC2::VPC", "vpc-0123456789abcdef0"),
    ];
    for (account, region, type_name, id) in places {
        let document = inventory.arena.map(&[], None, None);
        inventory.resources.push(Resource {
            root,
            address: format!("{type_name}/{id}/{account}/{region:?}"),
            display: None,
            type_name: TypeName::from(type_name),
            source_type: type_name.to_owned(),
            account: Some(account.to_owned()),
            region: region.map(str::to_owned),
            physical_id: Some(id.to_owned()),
            arn: None,
            presence: Presence::Present,
            part_of: None,
            generated_by: None,
            boundary: BoundaryPosition::Inside,
            span: None,
            document,
            views: Vec::new(),
            coverage: Coverage::Everything,
        });
    }
    inventory
}

/// Accounts and regions of what a text means, asked by the resource at a position.
fn meant(from: usize, text: &str) -> Vec<(String, String)> {
    let mut inventory = inventory();
    let node = inventory.arena.string(text, None);
    let index = IdentityIndex::build(&inventory, |_| Vec::new());
    match index.resolve_any(&inventory, &inventory.resources[from], node) {
        Target::Found(found) => found
            .into_iter()
            .map(|i| {
                let r = inventory.resource(i).unwrap();
                (r.account.clone().unwrap(), r.region.clone().unwrap_or_default())
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn at(account: &str, region: &str) -> Vec<(String, String)> {
    vec![(account.to_owned(), region.to_owned())]
}

#[test]
fn a_name_means_the_resource_of_the_own_account_and_region() {
    assert_eq!(meant(0, "orders"), at("111111111111", "eu-west-1"));
    assert_eq!(meant(1, "orders"), at("111111111111", "us-east-1"));
    assert_eq!(meant(4, "orders"), at("222222222222", "eu-west-1"));
}

#[test]
fn a_name_of_another_account_means_nothing_here_unless_aws_gives_it_once() {
    assert_eq!(meant(0, "deploy"), []);
    assert_eq!(meant(0, "central-logs"), at("222222222222", "eu-west-1"));
    assert_eq!(meant(1, "vpc-0123456789abcdef0"), at("222222222222", "eu-west-1"));
}

#[test]
fn the_end_of_an_arn_is_a_name_where_the_arn_says() {
    assert_eq!(meant(0, "arn:aws:sqs:us-east-1:111111111111:orders"), at("111111111111", "us-east-1"));
    assert_eq!(meant(0, "arn:aws:sqs:eu-west-1:333333333333:orders"), []);
    assert_eq!(meant(0, "arn:aws:iam::222222222222:role/deploy"), at("222222222222", ""));
    assert_eq!(meant(0, "arn:aws:s3:::central-logs"), at("222222222222", "eu-west-1"));
}

/// Addresses of what a text of these pieces means to the first resource; `>` begins a piece that refers to an address.
fn meant_by_pieces(pieces: &[&str]) -> Result<Vec<String>, Why> {
    let mut inventory = inventory();
    let queue = inventory.resources[0].address.clone();
    let nodes: Vec<NodeId> = pieces
        .iter()
        .map(|piece| match piece.strip_prefix('>') {
            Some("queue") => inventory.arena.reference(&queue, "Arn", None),
            Some(other) => inventory.arena.reference(other, "Arn", None),
            None => inventory.arena.string(piece, None),
        })
        .collect();
    let node = inventory.arena.partly_known(&nodes, Why::KnownAfterApply, None, None);
    let index = IdentityIndex::build(&inventory, |_| Vec::new());
    match index.resolve_any(&inventory, &inventory.resources[0], node) {
        Target::Found(found) => {
            Ok(found.into_iter().map(|i| inventory.resource(i).unwrap().address.clone()).collect())
        }
        Target::Undecided(why) => Err(why),
        Target::Elsewhere | Target::Nothing => Ok(Vec::new()),
    }
}

#[test]
fn an_arn_that_ends_with_a_reference_means_what_is_referred_to() {
    let queue = inventory().resources[0].address.clone();
    assert_eq!(meant_by_pieces(&["arn:aws:sqs:eu-west-1:111111111111:", ">queue"]), Ok(vec![queue.clone()]));
    assert_eq!(meant_by_pieces(&["arn:aws:x::", ">api", ":/stages/", ">queue"]), Ok(vec![queue.clone()]));
    assert_eq!(meant_by_pieces(&[">queue", ":*"]), Ok(vec![queue]));
    // What the text ends with, or whether it is an ARN at all, is not known here.
    for other in
        [&["arn:aws:sqs:", ">queue", ":orders"][..], &["table/", ">queue"], &["arn:aws:x:::", ">api"]]
    {
        assert_eq!(meant_by_pieces(other), Err(Why::KnownAfterApply), "{other:?}");
    }
}

#[test]
fn the_name_of_a_log_group_in_an_arn_may_hold_slashes() {
    let mut inventory = inventory();
    inventory.resources[0].physical_id = Some("/aws/trail/main".to_owned());
    inventory.resources[1].physical_id = Some("main".to_owned());
    let arn = "arn:aws:logs:eu-west-1:111111111111:log-group:/aws/trail/main:*";
    let node = inventory.arena.string(arn, None);
    let index = IdentityIndex::build(&inventory, |_| Vec::new());
    let meant = index.resolve_any(&inventory, &inventory.resources[0], node);
    assert_eq!(meant, Target::Found(vec![inventory.indexed().next().unwrap().0]));
}

#[test]
fn ids_that_aws_gives_once_are_told_from_names() {
    for id in
        ["vpc-0123abcd", "eni-0123456789abcdef0", "1234abcd-12ab-34cd-56ef-1234567890ab", "arn:aws:s3:::x"]
    {
        assert!(is_unique(id), "{id}");
    }
    for name in ["orders", "team-deadbeefx", "web-server", "default"] {
        assert!(!is_unique(name), "{name}");
    }
}
