use super::read_state;
use crate::terraform::resource::TerraformResource;
use demarc_inventory::{Inventory, Marks, Value, node_to_json};
use serde_json::{Value as Json, json};

fn read(state: &Json) -> (Vec<TerraformResource>, Inventory) {
    let mut inventory = Inventory::new();
    let resources = read_state(state.to_string(), "terraform.tfstate", &mut inventory);
    (resources, inventory)
}

fn addresses(resources: &[TerraformResource]) -> Vec<&str> {
    resources.iter().map(|r| r.address.as_str()).collect()
}

fn codes(inventory: &Inventory) -> Vec<&'static str> {
    inventory.problems.iter().map(|p| p.code).collect()
}

fn is_sensitive(inventory: &Inventory, resource: &TerraformResource, path: &[&str]) -> bool {
    let node = inventory.arena.at(resource.body, path).unwrap();
    inventory.arena.node(node).marks.has(Marks::SENSITIVE)
}

#[test]
fn version_4_has_instances_keys_and_sensitive_paths() {
    let state = json!({"version": 4, "terraform_version": "1.9.0", "outputs": {"o": {"value": "out-secret", "sensitive": true}}, "resources": [
        {"module": "module.m[\"x\"]", "mode": "managed", "type": "aws_db_instance", "name": "d", "instances": [
            {"index_key": 0, "attributes": {"password": "db-secret", "tags": null, "n": 1.50,
                "arn": "arn:aws:rds:eu-west-1:123456789012:db:d", "list": [{"k": "v1"}, null, {"k": "v2"}]},
             "sensitive_attributes": [
                [{"type": "get_attr", "value": "password"}],
                [{"type": "get_attr", "value": "list"}, {"type": "index", "value": {"value": 2, "type": "number"}}, {"type": "get_attr", "value": "k"}],
             ]},
            {"index_key": 1, "deposed": "abcd1234", "attributes": {}},
            {"index_key": "a\"b", "attributes": null},
            7,
        ]},
        {"mode": "data", "type": "aws_d", "name": "e", "instances": [{"attributes": {}}]},
        {"mode": "managed", "type": "google_a", "name": "b", "instances": [{"attributes": {}}]},
        {"mode": "managed", "name": "b", "instances": []},
        null,
    ]});
    let (resources, mut inventory) = read(&state);
    assert_eq!(
        addresses(&resources),
        [
            "module.m[\"x\"].aws_db_instance.d[0]",
            "module.m[\"x\"].aws_db_instance.d[\"a\\\"b\"]",
            "google_a.b"
        ]
    );
    assert_eq!(node_to_json(&inventory.arena, resources[2].body), json!({}));
    assert_eq!(
        codes(&inventory),
        ["deposed-object", "malformed-resource", "malformed-resource", "malformed-resource"]
    );
    assert_eq!(resources[0].region.as_deref(), Some("eu-west-1"));
    assert_eq!(resources[0].account.as_deref(), Some("123456789012"));
    assert!(is_sensitive(&inventory, &resources[0], &["password"]));
    assert!(!is_sensitive(&inventory, &resources[0], &["arn"]));
    let list = inventory.arena.get_named(resources[0].body, "list").unwrap();
    let elements: Vec<_> = inventory.arena.elements(list).collect();
    assert_eq!(inventory.arena.value(elements[1]), Value::Absent);
    let marks = |at: usize| inventory.arena.node(inventory.arena.get_named(elements[at], "k").unwrap()).marks;
    assert!(marks(2).has(Marks::SENSITIVE) && !marks(0).has(Marks::SENSITIVE));
    assert_eq!(inventory.arena.get_named(resources[0].body, "tags"), None);
    inventory.seal();
    assert_eq!(inventory.sources.hide("db-secret out-secret"), "(sensitive) (sensitive)");
}

#[test]
fn resources_of_one_provider_share_its_location_where_it_is_clear() {
    let resource = |name: &str, provider: &str, arn: Json| json!({"mode": "managed", "type": "aws_a", "name": name, "provider": provider, "instances": [{"attributes": {"arn": arn}}]});
    let state = json!({"version": 4, "resources": [
        resource("a", "provider[\"aws\"]", json!("arn:aws:x:eu-west-1:123456789012:y")),
        resource("b", "provider[\"aws\"]", json!(null)),
        resource("c", "provider[\"aws\"].west", json!("arn:aws:x:us-west-2:123456789012:y")),
        resource("d", "provider[\"aws\"].west", json!("arn:aws:x:us-west-1:123456789012:y")),
        resource("e", "provider[\"aws\"].west", json!(null)),
    ]});
    let (resources, _) = read(&state);
    let of = |at: usize| (resources[at].region.as_deref(), resources[at].account.as_deref());
    assert_eq!(of(1), (Some("eu-west-1"), Some("123456789012")));
    assert_eq!(of(4), (None, Some("123456789012")));
}

#[test]
fn version_3_is_unflattened() {
    let attributes = json!({
        "id": "i-1", "arn": "arn:aws:ec2:eu-west-1:123456789012:instance/i-1",
        "list.#": "11", "list.0": "a", "list.1": "b", "list.2": "c", "list.3": "d", "list.4": "e", "list.5": "f",
        "list.6": "g", "list.7": "h", "list.8": "i", "list.9": "j", "list.10": "k",
        "ingress.#": "2", "ingress.2541437006.from_port": "22", "ingress.2541437006.cidr_blocks.#": "1",
        "ingress.2541437006.cidr_blocks.0": "0.0.0.0/0", "ingress.99.from_port": "80", "ingress.99.cidr_blocks.#": "0",
        "tags.%": "2", "tags.Name": "n", "tags.kubernetes.io/cluster": "owned",
        "unknown": "74D93920-ED26-11E3-AC10-0800200C9A66", "short.#": "2", "short.0": "x",
    });
    let state = json!({"version": 3, "modules": [
        {"path": ["root"], "outputs": {}, "resources": {
            "aws_instance.web.1": {"type": "aws_instance", "primary": {"id": "i-1", "attributes": attributes}},
            "data.aws_ami.a": {"type": "aws_ami", "primary": {"id": "a"}},
            "aws_eip.gone": {"type": "aws_eip", "primary": null, "deposed": [{"id": "e-1"}]},
            "odd": {"type": "aws_eip", "primary": {}},
        }},
        {"path": ["root", "a", "b"], "resources": {"aws_eip.e": {"type": "aws_eip", "primary": {"id": "e-2"}}}},
        {"resources": {}},
    ]});
    let (resources, inventory) = read(&state);
    assert_eq!(addresses(&resources), ["aws_instance.web[1]", "module.a.module.b.aws_eip.e"]);
    assert_eq!(resources[0].region.as_deref(), Some("eu-west-1"));
    let body = node_to_json(&inventory.arena, resources[0].body);
    assert_eq!(body["list"], json!(["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"]));
    assert_eq!(
        body["ingress"],
        json!([{"cidr_blocks": [], "from_port": "80"}, {"cidr_blocks": ["0.0.0.0/0"], "from_port": "22"}])
    );
    assert_eq!(body["tags"], json!({"Name": "n", "kubernetes.io/cluster": "owned"}));
    let at = |key: &str| inventory.arena.value(inventory.arena.get_named(resources[0].body, key).unwrap());
    assert!(matches!(at("unknown"), Value::Unknown { .. }));
    assert!(matches!(at("short"), Value::List { open: Some(_), .. }));
    assert!(matches!(at("list"), Value::List { open: None, .. }));
    assert_eq!(
        codes(&inventory),
        ["deposed-object", "no-primary-instance", "malformed-resource", "malformed-resource"]
    );
}

#[test]
fn other_versions_and_forms() {
    let (resources, inventory) = read(&json!({"version": 1, "modules": []}));
    assert_eq!((resources.len(), codes(&inventory)), (0, vec!["unsupported-format"]));
    let newer = json!({"version": 5, "resources": [{"mode": "managed", "type": "a", "name": "b", "instances": [{}]}]});
    let (resources, inventory) = read(&newer);
    assert_eq!((addresses(&resources), codes(&inventory)), (vec!["a.b"], vec!["newer-format"]));
    let (resources, inventory) = read(&json!({"format_version": "1.0"}));
    assert_eq!((resources.len(), codes(&inventory)), (0, vec!["empty-state"]));
    let plan = json!({"planned_values": {"root_module": {"resources": [{"address": "aws_a.b"}]}}});
    assert_eq!(read(&plan).0.len(), 1);
    let shown = json!({"values": {"root_module": {"resources": [
        {"address": "aws_a.b", "mode": "managed", "values": {"p": "the-secret"}, "sensitive_values": {"p": true}},
        {"address": "aws_a.b", "mode": "managed", "deposed_key": "x", "values": {}},
    ]}}});
    let (resources, inventory) = read(&shown);
    assert_eq!((addresses(&resources), codes(&inventory)), (vec!["aws_a.b"], vec!["deposed-object"]));
    assert!(is_sensitive(&inventory, &resources[0], &["p"]));
}
