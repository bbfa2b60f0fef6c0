use super::*;
use demarc_inventory::{Coverage, Inventory, Marks, NodeId, Resource, SourceKind, View};
use demarc_knowledge_format::condition::parse;
use demarc_model::{BoundaryPosition, TypeName};
use serde_json::{Value as Json, json};
use std::{collections::BTreeSet, sync::Arc};

/// A node out of JSON; `{"?": "why"}` is unknown, `{"ref": "address.attribute"}` a reference, `{"open": [...]}` an open list, `{"parts": [...]}` a text known in part.
fn node(inventory: &mut Inventory, value: &Json) -> NodeId {
    match value {
        Json::Null => inventory.arena.absent(None),
        Json::Bool(b) => inventory.arena.bool(*b, None),
        Json::Number(n) => inventory.arena.number(&n.to_string(), None),
        Json::String(s) => inventory.arena.string(s, None),
        Json::Array(list) => {
            let elements: Vec<NodeId> = list.iter().map(|v| node(inventory, v)).collect();
            inventory.arena.list(&elements, None, None)
        }
        Json::Object(map) => {
            if let Some(why) = map.get("?").and_then(Json::as_str) {
                let why = Why::ALL.into_iter().find(|w| w.code() == why).unwrap();
                return inventory.arena.unknown(why, None, None);
            }
            if let Some(Json::Array(list)) = map.get("parts") {
                let parts: Vec<NodeId> = list.iter().map(|v| node(inventory, v)).collect();
                return inventory.arena.partly_known(&parts, Why::KnownAfterApply, None, None);
            }
            if let Some((address, attribute)) =
                map.get("ref").and_then(Json::as_str).and_then(|r| r.rsplit_once('.'))
            {
                return inventory.arena.reference(address, attribute, None);
            }
            if let Some(Json::Array(list)) = map.get("open") {
                let elements: Vec<NodeId> = list.iter().map(|v| node(inventory, v)).collect();
                return inventory.arena.list(&elements, Some(Why::KnownAfterApply), None);
            }
            let entries: Vec<_> = map
                .iter()
                .map(|(k, v)| {
                    let value = node(inventory, v);
                    (inventory.arena.key(k), value)
                })
                .collect();
            inventory.arena.map(&entries, None, None)
        }
    }
}

fn add(inventory: &mut Inventory, address: &str, type_name: &str, properties: &Json, coverage: Coverage) {
    if inventory.roots.is_empty() {
        inventory.add_root("r", SourceKind::CloudFormation);
    }
    let document = node(inventory, properties);
    inventory.resources.push(Resource {
        root: demarc_inventory::RootId(0),
        address: address.into(),
        display: None,
        type_name: TypeName::from(type_name),
        source_type: type_name.into(),
        account: None,
        region: None,
        physical_id: None,
        arn: None,
        presence: Presence::Present,
        part_of: None,
        generated_by: None,
        boundary: BoundaryPosition::Inside,
        span: None,
        document,
        views: vec![View {
            kind: SourceKind::CloudFormation,
            document,
            source_document: document,
            span: None,
            coverage: coverage.clone(),
            observed_at: None,
        }],
        coverage,
    });
}

fn holds_in(inventory: &Inventory, address: &str, condition: &str, parameters: &ParameterValues) -> Truth {
    let world = World::new(inventory, false);
    let at = inventory.find(demarc_inventory::RootId(0), address).unwrap();
    Evaluator::new(&world, parameters).holds(&parse(condition).unwrap(), at)
}

/// Whether a condition holds for one `Test::A::B` with these properties.
fn holds(properties: &Json, condition: &str) -> Truth {
    let mut inventory = Inventory::new();
    add(&mut inventory, "a", "Test::A::B", properties, Coverage::Everything);
    inventory.seal();
    holds_in(&inventory, "a", condition, &ParameterValues::new())
}

const LATER: Truth = Truth::Unknown(Why::KnownAfterApply);

#[test]
fn values_compare_by_the_literals_kind() {
    let p = json!({"Text": "true", "Port": "22", "Number": 22, "Flag": true, "Name": "x", "Big": "10000000000000000000001"});
    for (condition, truth) in [
        ("Text == true", Truth::True),
        ("Flag == \"true\"", Truth::True),
        ("Port <= 22", Truth::True),
        ("Number == \"22\"", Truth::True),
        ("Port > 22.5", Truth::False),
        ("Big > 10000000000000000000000", Truth::True),
        ("Name == 1", Truth::Unknown(Why::UnsupportedExpression)),
        ("Name == true", Truth::Unknown(Why::UnsupportedExpression)),
        ("Name in [\"x\", \"y\"]", Truth::True),
        ("Name not in [\"x\", \"y\"]", Truth::False),
        ("Name matches \"[a-z]\"", Truth::True),
        ("Name matches \"\"", Truth::False),
    ] {
        assert_eq!(holds(&p, condition), truth, "{condition}");
    }
}

#[test]
fn with_something_absent_neither_a_comparison_nor_its_opposite_holds() {
    let p = json!({"Null": null, "Map": {"A": 1}});
    for condition in [
        "X == 1",
        "X != 1",
        "Null == 1",
        "Null != 1",
        "X in [1]",
        "X not in [1]",
        "exists X",
        "exists Null",
        "Map.A.B == 1",
    ] {
        assert_eq!(holds(&p, condition), Truth::False, "{condition}");
    }
    assert_eq!(holds(&p, "Map == \"*\""), Truth::False);
    assert_eq!(holds(&p, "exists Map"), Truth::True);
}

#[test]
fn quantifiers_over_open_empty_and_unknown_lists() {
    let p = json!({"L": [{"A": 1}, {"A": {"?": "known-after-apply"}}], "O": {"open": [{"A": 1}]}, "E": [], "U": {"?": "known-after-apply"}, "S": {"A": 1}, "T": ["x", "y"]});
    for (condition, truth) in [
        ("any L (A == 1)", Truth::True),
        ("any L (A == 2)", LATER),
        ("all L (A == 1)", LATER),
        ("all L (A == 2)", Truth::False),
        ("any O (A == 1)", Truth::True),
        ("any O (A == 2)", LATER),
        ("all O (A == 1)", LATER),
        ("none O (A == 1)", Truth::False),
        ("any E (A == 1)", Truth::False),
        ("all E (A == 1)", Truth::True),
        ("any X (A == 1)", Truth::False),
        ("all X (A == 1)", Truth::True),
        ("any U (A == 1)", LATER),
        ("any S (A == 1)", Truth::True),
        ("any T (it == \"y\")", Truth::True),
        ("T contains \"z\"", Truth::False),
        ("S.A contains 1", Truth::True),
    ] {
        assert_eq!(holds(&p, condition), truth, "{condition}");
    }
}

#[test]
fn references_exist_and_differ_from_wildcards_and_are_unknown_otherwise() {
    let p = json!({"Arn": {"ref": "b.arn"}, "Size": {"ref": "b.size"}});
    for (condition, truth) in [
        ("exists Arn", Truth::True),
        ("exists Size", LATER),
        ("Arn == \"*\"", Truth::False),
        ("Arn != \"*\"", Truth::True),
        ("Arn == \"arn:aws:kms:x\"", LATER),
        ("Size == 1", LATER),
    ] {
        assert_eq!(holds(&p, condition), truth, "{condition}");
    }
}

#[test]
fn what_is_known_of_a_text_decides_a_comparison() {
    let unknown = Truth::Unknown(Why::KnownAfterApply);
    let text = json!({"parts": ["arn:aws:s3:::", {"?": "known-after-apply"}, "/*"]});
    let document = json!({"One": text, "Many": [text], "Open": {"parts": ["{", {"?": "known-after-apply"}]}});
    for (condition, expected) in [
        (r#"One == "*""#, Truth::False),
        (r#"One != "*""#, Truth::True),
        (r#"One == "arn:aws:s3:::logs/*""#, unknown),
        (r#"One in ["*", "x"]"#, Truth::False),
        (r#"One not in ["*", "x"]"#, Truth::True),
        (r#"One matches "[*]|arn:[*].*""#, Truth::False),
        (r#"One matches "arn:.*logs.*""#, unknown),
        (r#"One == 5"#, unknown),
        ("exists One", Truth::True),
        (r#"Many contains "*""#, Truth::False),
        (r#"any Many (it == "*")"#, Truth::False),
        (r#"any One (it == "*")"#, Truth::False),
        (r#"any Open (it == "*")"#, unknown),
    ] {
        assert_eq!(holds(&document, condition), expected, "{condition}");
    }
}

#[test]
fn a_document_in_json_text_is_read_as_the_document() {
    let p = json!({"PolicyDocument": "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"*\"}}"});
    assert_eq!(
        holds(&p, "any PolicyDocument.Statement (Effect == \"Allow\" and Action contains \"*\")"),
        Truth::True
    );
}

#[test]
fn condition_keys_of_a_policy_are_found_in_any_case_and_no_other_keys_are() {
    let statement =
        json!({"Condition": {"StringEquals": {"AWS:sourceaccount": "111122223333"}}, "tags": "x"});
    let text = json!({ "Policy": statement.to_string() });
    assert_eq!(holds(&statement, "exists Condition.StringEquals.aws:SourceAccount"), Truth::True);
    assert_eq!(holds(&text, "exists Policy.Condition.StringEquals.aws:SourceAccount"), Truth::True);
    assert_eq!(holds(&statement, "exists Condition.StringEquals.aws:SourceArn"), Truth::False);
    assert_eq!(holds(&statement, "exists Tags"), Truth::False);
}

#[test]
fn what_a_source_does_not_show_is_unknown_not_absent() {
    let mut inventory = Inventory::new();
    let shown = Coverage::Paths(Arc::new(BTreeSet::from(["Shown".to_owned()])));
    add(&mut inventory, "a", "Test::A::B", &json!({}), shown);
    inventory.seal();
    let none = ParameterValues::new();
    assert_eq!(holds_in(&inventory, "a", "Shown.Below == 1", &none), Truth::False);
    assert_eq!(holds_in(&inventory, "a", "Hidden == 1", &none), Truth::Unknown(Why::NotObservableHere));
    assert_eq!(holds_in(&inventory, "a", "x:Evidence == 1", &none), Truth::Unknown(Why::NotObservableHere));
}

#[test]
fn a_documented_default_stands_for_what_nobody_wrote_unless_strict() {
    let mut inventory = Inventory::new();
    let properties = json!({"BucketName": "b"});
    add(&mut inventory, "a", "AWS::S3::Bucket", &properties, Coverage::Everything);
    inventory.seal();
    let condition =
        parse("any BucketEncryption.ServerSideEncryptionConfiguration (ServerSideEncryptionByDefault.SSEAlgorithm == \"AES256\")").unwrap();
    let none = ParameterValues::new();
    let at = inventory.find(demarc_inventory::RootId(0), "a").unwrap();
    let world = World::new(&inventory, false);
    assert_eq!(Evaluator::new(&world, &none).holds(&condition, at), Truth::True);
    let strict = World::new(&inventory, true);
    let required =
        |condition| strict.required(|| (Evaluator::new(&strict, &none).holds(condition, at), ())).0;
    assert_eq!(required(&condition), Truth::False);
    // What the default speaks against is not met by its absence.
    let against = parse("none BucketEncryption.ServerSideEncryptionConfiguration (ServerSideEncryptionByDefault.SSEAlgorithm == \"AES256\")").unwrap();
    assert_eq!(required(&against), Truth::False);
}

#[test]
fn a_computed_value_that_nobody_wrote_gives_way_to_a_default() {
    let mut inventory = Inventory::new();
    add(&mut inventory, "a", "AWS::RDS::DBInstance", &json!({}), Coverage::Everything);
    let computed = inventory.arena.unknown(Why::KnownAfterApply, None, None);
    inventory.arena.mark(computed, Marks::UNCONFIGURED);
    let key = inventory.arena.key("MultiAZ");
    inventory.resources[0].document = inventory.arena.map(&[(key, computed)], None, None);
    inventory.seal();
    let none = ParameterValues::new();
    assert_eq!(holds_in(&inventory, "a", "MultiAZ == false", &none), Truth::True);
}

#[test]
fn related_resources_by_and_via() {
    let mut inventory = Inventory::new();
    let all = Coverage::Everything;
    add(&mut inventory, "bucket", "AWS::S3::Bucket", &json!({"BucketName": "logs"}), all.clone());
    add(&mut inventory, "other", "AWS::S3::Bucket", &json!({}), all.clone());
    add(&mut inventory, "lonely", "AWS::S3::Bucket", &json!({}), all.clone());
    add(&mut inventory, "p1", "AWS::S3::BucketPolicy", &json!({"Bucket": "logs", "Good": true}), all.clone());
    add(
        &mut inventory,
        "p2",
        "AWS::S3::BucketPolicy",
        &json!({"Bucket": {"ref": "other.id"}, "Good": false}),
        all.clone(),
    );
    inventory.seal();
    let none = ParameterValues::new();
    let by = "related any AWS::S3::BucketPolicy by AWS::S3::BucketPolicy.Bucket (Good == true)";
    assert_eq!(holds_in(&inventory, "bucket", by, &none), Truth::True);
    assert_eq!(holds_in(&inventory, "other", by, &none), Truth::False);
    assert_eq!(holds_in(&inventory, "lonely", by, &none), Truth::False);
    let via = "related any AWS::S3::Bucket via Bucket (BucketName == \"logs\")";
    assert_eq!(holds_in(&inventory, "p1", via, &none), Truth::True);
    assert_eq!(holds_in(&inventory, "p2", via, &none), Truth::False);

    // A policy whose bucket is not decided could be anybody's.
    add(
        &mut inventory,
        "p3",
        "AWS::S3::BucketPolicy",
        &json!({"Bucket": {"?": "parameter-without-default"}, "Good": true}),
        all.clone(),
    );
    add(&mut inventory, "p4", "AWS::S3::BucketPolicy", &json!({"Bucket": "elsewhere"}), all);
    inventory.seal();
    assert_eq!(holds_in(&inventory, "lonely", by, &none), Truth::Unknown(Why::ParameterWithoutDefault));
    assert_eq!(holds_in(&inventory, "p4", via, &none), Truth::Unknown(Why::NotInInput));
}

#[test]
fn an_account_may_hold_elsewhere_what_code_does_not_show() {
    let mut inventory = Inventory::new();
    add(&mut inventory, "a", "AWS::S3::Bucket", &json!({}), Coverage::Everything);
    crate::add_accounts(&mut inventory);
    inventory.seal();
    let none = ParameterValues::new();
    let trail =
        "related any AWS::CloudTrail::Trail by AWS::CloudTrail::Trail.x:Account (IsMultiRegionTrail == true)";
    assert_eq!(holds_in(&inventory, "Account", trail, &none), Truth::Unknown(Why::NotInInput));
    add(
        &mut inventory,
        "t",
        "AWS::CloudTrail::Trail",
        &json!({"IsMultiRegionTrail": true}),
        Coverage::Everything,
    );
    inventory.seal();
    assert_eq!(holds_in(&inventory, "Account", trail, &none), Truth::True);
}

#[test]
fn a_parameter_without_a_value_leaves_it_open_unless_the_property_is_absent() {
    let mut inventory = Inventory::new();
    add(&mut inventory, "a", "Test::A::B", &json!({"Days": 30}), Coverage::Everything);
    inventory.seal();
    let mut parameters = ParameterValues::new();
    assert_eq!(
        holds_in(&inventory, "a", "Days >= param(days)", &parameters),
        Truth::Unknown(Why::ParameterUnset)
    );
    assert_eq!(holds_in(&inventory, "a", "Hours >= param(days)", &parameters), Truth::False);
    parameters.insert("days".into(), "14".into());
    assert_eq!(holds_in(&inventory, "a", "Days >= param(days)", &parameters), Truth::True);
}

mod knowing_more {
    use super::*;
    use proptest::prelude::*;

    /// A scalar, or an unknown value.
    fn leaf() -> impl Strategy<Value = Json> {
        prop_oneof![
            Just(json!({"?": "known-after-apply"})),
            Just(json!({"?": "parameter-without-default"})),
            Just(json!({"parts": ["x", {"?": "known-after-apply"}]})),
            Just(json!({"parts": [{"?": "known-after-apply"}, "y"]})),
            Just(json!(null)),
            (0..4i64).prop_map(|n| json!(n)),
            any::<bool>().prop_map(|b| json!(b)),
            prop::sample::select(vec!["x", "y", "2", "true"]).prop_map(|s| json!(s)),
        ]
    }

    fn document() -> impl Strategy<Value = Json> {
        let element = (leaf(), leaf()).prop_map(|(a, b)| json!({"A": a, "B": b}));
        (leaf(), leaf(), prop::collection::vec(element, 0..3))
            .prop_map(|(a, b, l)| json!({"A": a, "B": b, "L": l}))
    }

    /// The document with its unknown values replaced, in order, by known ones.
    fn known(value: &Json, values: &mut impl Iterator<Item = Json>) -> Json {
        match value {
            Json::Object(map) if map.contains_key("?") => values.next().unwrap_or(Json::Null),
            Json::Object(map) if map.contains_key("parts") => {
                let between = values.next().map_or_else(String::new, |v| v.as_str().unwrap_or("").to_owned());
                let text = |part: &Json| part.as_str().map_or_else(|| between.clone(), str::to_owned);
                map["parts"].as_array().unwrap().iter().map(text).collect::<String>().into()
            }
            Json::Object(map) => map.iter().map(|(k, v)| (k.clone(), known(v, values))).collect(),
            Json::Array(list) => list.iter().map(|v| known(v, values)).collect(),
            other => other.clone(),
        }
    }

    const CONDITIONS: [&str; 12] = [
        "A == 1",
        "A != 1 and B == true",
        "A == \"x\" or not B == 2",
        "exists A and not exists B",
        "A in [\"x\", 1] or B not in [2, 3]",
        "any L (A == 1)",
        "all L (A == 1 or B == \"y\")",
        "none L (A == B or A > 1)",
        "none L (A == 2 and exists B)",
        "not (any L (A == 1) and A < 3)",
        "A matches \"[xy]\" or all L (not exists A)",
        "L[*].A == 1 and not L[*].B == 2",
    ];

    proptest! {
        /// A value for an unknown never changes what was decided: the verdict of a second plan agrees with the first.
        #[test]
        fn never_changes_what_was_decided(
            document in document(),
            which in 0..CONDITIONS.len(),
            values in prop::collection::vec(prop_oneof![
                Just(json!(null)), (0..4i64).prop_map(|n| json!(n)), Just(json!("x")), Just(json!(true)), Just(json!("2")),
            ], 8),
        ) {
            let condition = CONDITIONS[which].replace("A == B", "A == 2");
            let before = holds(&document, &condition);
            let after = holds(&known(&document, &mut values.into_iter()), &condition);
            if before == Truth::True || before == Truth::False {
                prop_assert_eq!(before, after, "{} over {}", condition, document);
            }
        }
    }
}
