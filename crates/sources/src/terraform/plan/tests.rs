use super::read_plan;
use crate::terraform::resource::TerraformResource;
use demarc_inventory::{Inventory, Marks, NodeId, Value};
use demarc_model::{Presence, Why};
use serde_json::{Value as Json, json};

fn read(plan: &Json) -> (Vec<TerraformResource>, Inventory) {
    read_text(&plan.to_string())
}

fn read_text(text: &str) -> (Vec<TerraformResource>, Inventory) {
    let mut inventory = Inventory::new();
    let resources = read_plan(text.to_owned(), "plan.json", &mut inventory);
    (resources, inventory)
}

fn codes(inventory: &Inventory) -> Vec<&'static str> {
    inventory.problems.iter().map(|p| p.code).collect()
}

/// A value in short: `ref ADDRESS ATTRIBUTE`, `unknown WHY REFERS`, `[…]` for lists, `{}` for maps, else the value.
fn short(inventory: &Inventory, node: NodeId) -> String {
    let arena = &inventory.arena;
    let marks = arena.node(node).marks;
    let mut text = match arena.value(node) {
        Value::Absent => "absent".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Number(text) => arena.text(text).to_owned(),
        Value::String(text) => format!("{:?}", arena.text(text)),
        Value::Ref { target, attribute } => format!("ref {} {}", arena.text(target), arena.text(attribute)),
        Value::Unknown { why, refers, .. } => {
            format!("unknown {why}{}", refers.map_or(String::new(), |r| format!(" {}", arena.text(r))))
        }
        Value::List { open, .. } => {
            let elements: Vec<String> = arena.elements(node).map(|e| short(inventory, e)).collect();
            format!("[{}{}]", elements.join(", "), if open.is_some() { " …" } else { "" })
        }
        Value::Map { open, .. } => {
            let entries: Vec<String> = arena
                .entries(node)
                .map(|(k, e)| format!("{}: {}", arena.key_name(k), short(inventory, e)))
                .collect();
            format!("{{{}{}}}", entries.join(", "), if open.is_some() { " …" } else { "" })
        }
    };
    if marks.has(Marks::SENSITIVE) {
        text.push_str(" sensitive");
    }
    if marks.has(Marks::UNCONFIGURED) {
        text.push_str(" unconfigured");
    }
    text
}

/// The body of the resource with an address, in short.
fn body_of(plan: &Json, address: &str) -> String {
    let (resources, inventory) = read(plan);
    let resource = resources.iter().find(|r| r.address == address).unwrap();
    short(&inventory, resource.body)
}

fn entry(address: &str, values: Json) -> Json {
    json!({"address": address, "mode": "managed", "values": values})
}

fn change(address: &str, unknown: Json) -> Json {
    json!({"address": address, "mode": "managed", "change": {"actions": ["create"], "after_unknown": unknown}})
}

fn block(resource_type: &str, name: &str, expressions: Json) -> Json {
    json!({"mode": "managed", "type": resource_type, "name": name, "expressions": expressions})
}

/// A plan of one module: resources with values, unknown parts and expressions.
fn plan(resources: &[(&str, Json, Json)], blocks: Vec<Json>) -> Json {
    let entries: Vec<Json> = resources.iter().map(|(a, values, _)| entry(a, values.clone())).collect();
    let changes: Vec<Json> = resources.iter().map(|(a, _, unknown)| change(a, unknown.clone())).collect();
    json!({
        "format_version": "1.2",
        "planned_values": {"root_module": {"resources": entries}},
        "resource_changes": changes,
        "configuration": {"root_module": {"resources": blocks}},
    })
}

#[test]
fn unknown_values_are_references_or_say_what_they_depend_on() {
    let plan = plan(
        &[
            (
                "aws_s3_bucket.b",
                json!({"bucket": "b", "tags": null}),
                json!({"id": true, "versioning": true}),
            ),
            (
                "aws_s3_bucket_policy.p",
                json!({"n": 1.50}),
                json!({"bucket": true, "policy": true, "x": true, "who": true}),
            ),
        ],
        vec![
            block("aws_s3_bucket", "b", json!({"bucket": {"constant_value": "b"}})),
            block(
                "aws_s3_bucket_policy",
                "p",
                json!({
                    "bucket": {"references": ["aws_s3_bucket.b.id", "aws_s3_bucket.b"]},
                    "policy": {"references": ["aws_s3_bucket.b.arn", "aws_s3_bucket.b"]},
                    "x": {"references": ["local.y", "aws_s3_bucket.b.id", "aws_s3_bucket.b"]},
                    "who": {"references": ["data.aws_caller_identity.me.account_id", "data.aws_caller_identity.me"]},
                }),
            ),
        ],
    );
    assert_eq!(
        body_of(&plan, "aws_s3_bucket.b"),
        "{bucket: \"b\", id: unknown known-after-apply unconfigured, versioning: unknown known-after-apply unconfigured}"
    );
    assert_eq!(
        body_of(&plan, "aws_s3_bucket_policy.p"),
        "{n: 1.5, bucket: ref aws_s3_bucket.b id, policy: unknown known-after-apply aws_s3_bucket.b.arn, \
         x: unknown known-after-apply local.y, aws_s3_bucket.b.id, \
         who: unknown known-after-apply data.aws_caller_identity.me.account_id}"
    );
}

#[test]
fn references_go_through_variables_outputs_and_instance_keys() {
    let plan = json!({
        "planned_values": {"root_module": {
            "resources": [entry("aws_kms_key.k", json!({})), entry("aws_s3_bucket_policy.top[\"a\"]", json!({}))],
            "child_modules": [
                {"address": "module.s[\"a\"]", "resources": [
                    entry("module.s[\"a\"].aws_s3_bucket.b[0]", json!({})),
                    entry("module.s[\"a\"].aws_sqs_queue.q[0]", json!({})),
                    entry("module.s[\"a\"].aws_sqs_queue.q[1]", json!({})),
                    entry("module.s[\"a\"].aws_sqs_queue_policy.q[1]", json!({})),
                    entry("module.s[\"a\"].aws_sqs_queue_policy.lone", json!({})),
                ]},
                {"address": "module.s[\"b\"]", "resources": [entry("module.s[\"b\"].aws_s3_bucket.b[0]", json!({}))]},
            ],
        }},
        "resource_changes": [
            change("aws_s3_bucket_policy.top[\"a\"]", json!({"bucket": true})),
            change("module.s[\"a\"].aws_s3_bucket.b[0]", json!({"kms_key_arn": true, "acl": true})),
            change("module.s[\"a\"].aws_sqs_queue_policy.q[1]", json!({"queue_id": true})),
            change("module.s[\"a\"].aws_sqs_queue_policy.lone", json!({"queue_id": true})),
        ],
        "configuration": {"root_module": {
            "resources": [
                block("aws_kms_key", "k", json!({})),
                block("aws_s3_bucket_policy", "top", json!({
                    "bucket": {"references": ["module.s", "each.key", "each.key"]},
                })),
            ],
            "module_calls": {"s": {
                "expressions": {"key": {"references": ["aws_kms_key.k.arn", "aws_kms_key.k"]}},
                "module": {
                    "variables": {"key": {}, "acl": {"default": null}},
                    "outputs": {"bucket": {"expression": {"references": ["aws_s3_bucket.b[0].id", "aws_s3_bucket.b[0]", "aws_s3_bucket.b"]}}},
                    "resources": [
                        block("aws_s3_bucket", "b", json!({
                            "kms_key_arn": {"references": ["var.key"]}, "acl": {"references": ["var.acl"]},
                        })),
                        block("aws_sqs_queue", "q", json!({})),
                        block("aws_sqs_queue_policy", "q", json!({"queue_id": {"references": ["aws_sqs_queue.q", "count.index"]}})),
                        block("aws_sqs_queue_policy", "lone", json!({"queue_id": {"references": ["aws_sqs_queue.q"]}})),
                    ],
                },
            }},
        }},
    });
    assert_eq!(
        body_of(&plan, "module.s[\"a\"].aws_s3_bucket.b[0]"),
        "{kms_key_arn: ref aws_kms_key.k arn, acl: unknown known-after-apply unconfigured}"
    );
    assert_eq!(
        body_of(&plan, "module.s[\"a\"].aws_sqs_queue_policy.q[1]"),
        "{queue_id: ref module.s[\"a\"].aws_sqs_queue.q[1] id}"
    );
    assert_eq!(
        body_of(&plan, "module.s[\"a\"].aws_sqs_queue_policy.lone"),
        "{queue_id: unknown known-after-apply aws_sqs_queue.q}"
    );
    // A module as a whole is not followed: the plan does not say which output is taken.
    assert_eq!(
        body_of(&plan, "aws_s3_bucket_policy.top[\"a\"]"),
        "{bucket: unknown known-after-apply module.s, each.key}"
    );
    let mut keyed = plan.clone();
    keyed["configuration"]["root_module"]["resources"][1]["expressions"]["bucket"]["references"] =
        json!(["module.s[\"b\"].bucket", "module.s[\"b\"]", "module.s"]);
    assert_eq!(
        body_of(&keyed, "aws_s3_bucket_policy.top[\"a\"]"),
        "{bucket: ref module.s[\"b\"].aws_s3_bucket.b[0] id}"
    );
}

#[test]
fn lists_are_joined_by_position_and_blocks_found_by_their_constants() {
    let plan = plan(
        &[
            ("aws_security_group.a", json!({}), json!({"id": true})),
            ("aws_security_group.b", json!({}), json!({"id": true})),
            (
                "aws_instance.i",
                json!({
                    "vpc_security_group_ids": [null, "sg-1"],
                    "old_set": ["x"],
                    "rule": [{"port": 1}, {"port": 2}],
                    "made_by_dynamic": [{"a": 1}],
                    "odd": [1, 2],
                }),
                json!({
                    "vpc_security_group_ids": [true, false],
                    "security_groups": true,
                    "old_set": [false, true],
                    "rule": [{"security_group_id": true}, {"security_group_id": true, "other": true}],
                    "made_by_dynamic": [{"b": true}],
                    "odd": [true],
                }),
            ),
        ],
        vec![block(
            "aws_instance",
            "i",
            json!({
                "vpc_security_group_ids": {"references": ["aws_security_group.a.id", "aws_security_group.a"]},
                "security_groups": {"references": ["aws_security_group.a.id", "aws_security_group.a", "aws_security_group.b.id", "aws_security_group.b"]},
                "old_set": {"references": ["var.x"]},
                "rule": [
                    {"port": {"constant_value": 2}, "security_group_id": {"references": ["aws_security_group.b.id", "aws_security_group.b"]}},
                    {"port": {"constant_value": 1}, "security_group_id": {"references": ["aws_security_group.a.id", "aws_security_group.a"]}},
                ],
            }),
        )],
    );
    assert_eq!(
        body_of(&plan, "aws_instance.i"),
        "{vpc_security_group_ids: [ref aws_security_group.a id, \"sg-1\"], \
         old_set: [\"x\", unknown known-after-apply var.x], \
         rule: [{port: 1, security_group_id: ref aws_security_group.a id}, \
         {port: 2, security_group_id: ref aws_security_group.b id, other: unknown known-after-apply unconfigured}], \
         made_by_dynamic: [{a: 1, b: unknown known-after-apply}], odd: unknown known-after-apply, \
         security_groups: [ref aws_security_group.a id, ref aws_security_group.b id …]}"
    );
}

#[test]
fn sensitive_parts_are_marked_from_every_list() {
    let mut plan = plan(
        &[(
            "aws_db_instance.d",
            json!({"a": "one-secret", "b": [{"c": "two-secret", "d": 1}], "e": "f"}),
            json!({"g": true}),
        )],
        vec![block("aws_db_instance", "d", json!({"password_wo": {"references": ["var.p"]}}))],
    );
    plan["planned_values"]["root_module"]["resources"][0]["sensitive_values"] = json!({"a": true});
    plan["resource_changes"][0]["change"]["after_sensitive"] = json!({"b": [{"c": true}], "g": true});
    plan["resource_changes"][0]["change"]["before"] = json!({"a": "earlier-secret"});
    plan["resource_changes"][0]["change"]["before_sensitive"] = json!({"a": true});
    plan["variables"] = json!({"p": {"value": "given-secret"}});
    plan["configuration"]["root_module"]["variables"] = json!({"p": {"sensitive": true}});
    assert_eq!(
        body_of(&plan, "aws_db_instance.d"),
        "{a: \"one-secret\" sensitive, b: [{c: \"two-secret\" sensitive, d: 1}], e: \"f\", \
         g: unknown known-after-apply sensitive unconfigured, password_wo: unknown sensitive-withheld sensitive}"
    );
    let (_, mut inventory) = read(&plan);
    inventory.seal();
    for secret in ["one-secret", "two-secret", "earlier-secret", "given-secret"] {
        assert_eq!(inventory.sources.hide(secret), "(sensitive)");
    }
}

#[test]
fn what_goes_away_is_noted_and_what_is_only_in_the_changes_is_kept() {
    let action = |address: &str, actions: &[&str], after: Json| json!({"address": address, "mode": "managed", "change": {"actions": actions, "before": null, "after": after, "after_unknown": {}}});
    let plan = json!({"resource_changes": [
        action("aws_a.deleted", &["delete"], json!(null)),
        action("aws_a.forgotten", &["forget"], json!(null)),
        action("aws_a.replaced", &["delete", "create"], json!({"x": null, "y": "z"})),
        action("aws_a.empty", &["create"], json!(null)),
        action("module.m[0].google_b.c[\"d\"]", &["create"], json!({})),
        {"address": "aws_a.replaced", "mode": "managed", "deposed": "abcd", "change": {"actions": ["delete"]}},
        {"address": "data.aws_d.e", "mode": "data", "change": {"actions": ["read"]}},
        "odd", {"mode": "managed"},
    ]});
    let (resources, inventory) = read(&plan);
    let addresses: Vec<&str> = resources.iter().map(|r| r.address.as_str()).collect();
    assert_eq!(addresses, ["aws_a.replaced", "aws_a.empty", "module.m[0].google_b.c[\"d\"]"]);
    assert_eq!(short(&inventory, resources[0].body), "{y: \"z\"}");
    assert_eq!(
        codes(&inventory),
        [
            "deleted-by-plan",
            "forgotten-by-plan",
            "deposed-object",
            "malformed-resource",
            "malformed-resource"
        ]
    );
}

#[test]
fn early_versions_leave_module_and_index_out_of_addresses() {
    let plan = json!({"planned_values": {"root_module": {"child_modules": [{
        "address": "module.m", "child_modules": [{"address": "module.m.module.n", "resources": [
            {"address": "aws_a.b", "mode": "managed", "type": "aws_a", "name": "b", "index": 0},
            {"address": "aws_a.c", "type": "aws_a", "name": "c", "index": "k"},
            {"address": "data.aws_a.c", "type": "aws_a", "name": "c"},
        ]}],
    }]}}});
    let (resources, inventory) = read(&plan);
    let addresses: Vec<&str> = resources.iter().map(|r| r.address.as_str()).collect();
    assert_eq!(addresses, ["module.m.module.n.aws_a.b[0]", "module.m.module.n.aws_a.c[\"k\"]"]);
    // Without a list of unknown values a missing attribute may be one of them.
    assert_eq!(short(&inventory, resources[0].body), "{ …}");
}

#[test]
fn a_plan_for_some_targets_keeps_the_others_and_deferred_instances_are_possible() {
    let plan = json!({
        "planned_values": {"root_module": {"resources": [entry("aws_a.b", json!({"x": 1}))]}},
        "resource_changes": [change("aws_a.b", json!({}))],
        "prior_state": {"values": {"root_module": {"resources": [
            entry("aws_a.b", json!({"x": 0})), entry("aws_a.other", json!({"x": 2})),
        ]}}},
        "deferred_changes": [
            {"reason": "instance_count_unknown", "resource_change": change("aws_a.many[*]", json!({"id": true}))},
        ],
    });
    let (resources, inventory) = read(&plan);
    let found: Vec<(&str, Presence)> = resources.iter().map(|r| (r.address.as_str(), r.presence)).collect();
    let maybe = Presence::Maybe(Why::KnownAfterApply);
    assert_eq!(
        found,
        [("aws_a.b", Presence::Present), ("aws_a.many", maybe), ("aws_a.other", Presence::Present)]
    );
    assert_eq!(short(&inventory, resources[2].body), "{x: 2}");
    assert_eq!(codes(&inventory), ["outside-of-plan"]);
}

#[test]
fn region_and_account_come_from_the_provider_or_the_resource() {
    let plan = json!({
        "planned_values": {"root_module": {
            "resources": [
                entry("aws_a.plain", json!({})), entry("aws_a.west", json!({})),
                entry("aws_a.own", json!({"arn": "arn:aws:x:eu-north-1:123456789012:y"})),
                entry("aws_a.odd", json!({})), entry("google_a.b", json!({"region": "us-west-2"})),
            ],
            "child_modules": [{"address": "module.m", "resources": [entry("module.m.aws_a.inner", json!({}))]}],
        }},
        "variables": {"region": {"value": "eu-west-1"}, "env": {"value": "prod"}},
        "configuration": {
            "provider_config": {
                "aws": {"name": "aws", "expressions": {"region": {"references": ["var.region"]}}},
                "aws.west": {"expressions": {
                    "region": {"constant_value": "us-west-2"},
                    "assume_role": [{"role_arn": {"constant_value": "arn:aws:iam::210987654321:role/r"}}],
                }},
                "aws.odd": {"expressions": {"region": {"references": ["var.env"]}}},
                "module.m:aws": {"module_address": "module.m", "expressions": {"region": {"references": ["var.r"]}}},
            },
            "root_module": {
                "resources": [
                    {"type": "aws_a", "name": "plain", "provider_config_key": "aws"},
                    {"type": "aws_a", "name": "own", "provider_config_key": "aws"},
                    {"type": "aws_a", "name": "west", "provider_config_key": "aws.west"},
                    {"type": "aws_a", "name": "odd", "provider_config_key": "aws.odd"},
                ],
                "module_calls": {"m": {"expressions": {"r": {"references": ["var.region"]}}, "module": {
                    "variables": {"r": {}},
                    "resources": [{"type": "aws_a", "name": "inner", "provider_config_key": "module.m:aws"}],
                }}},
            },
        },
    });
    let (resources, _) = read(&plan);
    let found: Vec<_> =
        resources.iter().map(|r| (r.address.as_str(), r.region.as_deref(), r.account.as_deref())).collect();
    assert_eq!(
        found,
        [
            ("aws_a.plain", Some("eu-west-1"), None),
            ("aws_a.west", Some("us-west-2"), Some("210987654321")),
            ("aws_a.own", Some("eu-north-1"), Some("123456789012")),
            ("aws_a.odd", None, None),
            ("google_a.b", None, None),
            ("module.m.aws_a.inner", Some("eu-west-1"), None),
        ]
    );
}

#[test]
fn other_texts_are_recognised_or_refused_with_a_reason() {
    let state = json!({"values": {"root_module": {"resources": [entry("aws_a.b", json!({"x": null}))]}}});
    let (resources, inventory) = read(&state);
    assert_eq!((resources.len(), short(&inventory, resources[0].body).as_str()), (1, "{}"));
    let wrapped =
        json!({"input": {"planned_values": {"root_module": {"resources": [entry("aws_a.b", json!({}))]}}}});
    assert_eq!(read(&wrapped).0.len(), 1);
    let newer = json!({"format_version": "2.0", "planned_values": {"root_module": {"resources": [entry("aws_a.b", json!({}))]}}});
    let (resources, inventory) = read(&newer);
    assert_eq!((resources.len(), codes(&inventory)), (1, vec!["newer-format"]));
    for (text, code) in [
        ("[]", "unsupported-format"),
        ("7", "unsupported-format"),
        ("{}", "unsupported-format"),
        ("", "syntax-error"),
        (r#"{"encrypted_data": "x"}"#, "unsupported-format"),
        (r#"{"@level": "info"} {"@level": "info"}"#, "unsupported-format"),
        (r#"{"planned_values": {"root_module": {"resources": 7}}}"#, "malformed-list"),
    ] {
        let (resources, inventory) = read_text(text);
        assert_eq!((resources.len(), codes(&inventory)), (0, vec![code]), "{text}");
    }
}

#[test]
fn a_text_that_breaks_off_leaves_bodies_open_and_no_cut_panics() {
    let text = plan(
        &[("aws_a.b", json!({"x": 1, "l": [1, {"y": "z"}]}), json!({"id": true, "l": [false, {"w": true}]}))],
        vec![block("aws_a", "b", json!({"l": {"references": ["var.a"]}}))],
    )
    .to_string();
    let (resources, inventory) = read_text(text.split_once(r#","resource_changes""#).unwrap().0);
    assert_eq!(short(&inventory, resources[0].body), "{x: 1, l: [1, {y: \"z\" …}] …}");
    let (broken, _) = text.split_once(r#"{"l":{"ref"#).unwrap();
    let (resources, inventory) = read_text(broken);
    assert!(short(&inventory, resources[0].body).contains("id: unknown known-after-apply}"));
    for cut in (0..text.len()).filter_map(|end| text.get(..end)) {
        read_text(cut);
    }
}

#[test]
fn a_resource_and_its_values_have_their_places() {
    let text =
        r#"{"planned_values":{"root_module":{"resources":[{"address":"aws_a.b","values":{"x":"y"}}]}}}"#;
    let (resources, inventory) = read_text(text);
    let slice = |span: Option<demarc_model::Span>| {
        text.get(span.unwrap().start as usize..span.unwrap().end as usize).unwrap()
    };
    assert_eq!(slice(resources[0].span), r#"{"address":"aws_a.b","values":{"x":"y"}}"#);
    let x = inventory.arena.get_named(resources[0].body, "x").unwrap();
    assert_eq!(slice(inventory.arena.node(x).span), r#""y""#);
}

#[test]
fn deep_wide_and_circular_plans_end() {
    let mut deep = json!(true);
    for _ in 0..110 {
        deep = json!([{ "a": deep }]);
    }
    let wide: serde_json::Map<String, Json> = (0..20_000).map(|n| (format!("k{n}"), json!(true))).collect();
    let mut plan = plan(
        &[("aws_a.b", json!({}), json!({"deep": deep, "wide": wide, "v_id": true}))],
        vec![block("aws_a", "b", json!({"wide": {"references": ["var.v"]}}))],
    );
    // A module whose variable and output name each other.
    plan["configuration"]["root_module"]["resources"][0]["expressions"]["v_id"] =
        json!({"references": ["module.m.o", "module.m"]});
    plan["configuration"]["root_module"]["module_calls"] = json!({"m": {
        "expressions": {"v": {"references": ["module.m.o", "module.m.o", "module.m.o"]}},
        "module": {"variables": {"v": {}}, "outputs": {"o": {"expression": {"references": ["var.v"]}}},
            "resources": [block("aws_a", "c", json!({}))]},
    }});
    plan["planned_values"]["root_module"]["child_modules"] =
        json!([{"address": "module.m", "resources": [entry("module.m.aws_a.c", json!({}))]}]);
    assert!(body_of(&plan, "aws_a.b").contains("v_id: unknown known-after-apply module.m.o"));
}
