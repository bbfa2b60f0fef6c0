//! Plans and states of every version and encoding that people have: nothing is lost, whatever writes them.

use crate::system::inventory;
use demarc_inventory::{Files, Inventory, Limits, MemoryFiles, resource_to_json};
use demarc_sources::{ReadOptions, read};
use serde_json::{Value as Json, json};

/// A plan of a root that calls a module which calls another one; a resource of each goes, one stays as it is.
fn plan(format: &str, terraform: &str, registry: &str) -> Json {
    let provider = format!("{registry}/hashicorp/aws");
    let entry = |address: &str, kind: &str, name: &str, values: Json| {
        json!({"address": address, "mode": "managed", "type": kind, "name": name, "provider_name": provider,
               "schema_version": 0, "values": values, "sensitive_values": {}})
    };
    let change = |address: &str, kind: &str, name: &str, actions: Json, after: Json, more: Json| {
        let mut change = json!({"actions": actions, "before": null, "after": after, "after_unknown": {}});
        for (key, value) in more.as_object().unwrap() {
            change[key] = value.clone();
        }
        let mut entry = json!({"address": address, "mode": "managed", "type": kind, "name": name,
                               "provider_name": provider, "change": change});
        if let Some((module, _)) = address.rsplit_once(".aws_") {
            entry["module_address"] = json!(module);
        }
        entry
    };
    let deep = "module.a[\"x/y.z\"].module.b[0]";
    let password = json!({"identifier": "db", "password": "pl4nted-in-a-plan", "storage_encrypted": true});
    json!({
        "format_version": format,
        "terraform_version": terraform,
        "planned_values": {"root_module": {
            "resources": [entry("aws_s3_bucket.data", "aws_s3_bucket", "data", json!({"bucket": "data"}))],
            "child_modules": [{"address": "module.a[\"x/y.z\"]", "child_modules": [{"address": deep, "resources": [
                entry(&format!("{deep}.aws_s3_bucket_versioning.v"), "aws_s3_bucket_versioning", "v",
                      json!({"versioning_configuration": [{"status": "Enabled"}]})),
                entry(&format!("{deep}.aws_db_instance.db"), "aws_db_instance", "db", password.clone()),
            ]}]}],
        }},
        "resource_changes": [
            change("aws_s3_bucket.data", "aws_s3_bucket", "data", json!(["create"]), json!({"bucket": "data"}),
                   json!({"after_unknown": {"arn": true, "id": true}})),
            change(&format!("{deep}.aws_s3_bucket_versioning.v"), "aws_s3_bucket_versioning", "v", json!(["create"]),
                   json!({"versioning_configuration": [{"status": "Enabled"}]}), json!({"after_unknown": {"bucket": true, "id": true}})),
            change(&format!("{deep}.aws_db_instance.db"), "aws_db_instance", "db", json!(["delete", "create"]), password,
                   json!({"after_unknown": {"arn": true}, "after_sensitive": {"password": true}})),
            change("aws_s3_bucket.gone", "aws_s3_bucket", "gone", json!(["delete"]), json!(null),
                   json!({"before": {"bucket": "gone"}})),
            change("module.a[\"x/y.z\"].aws_sqs_queue.gone", "aws_sqs_queue", "gone", json!(["delete"]), json!(null),
                   json!({"before": {"name": "gone"}})),
        ],
        "prior_state": {"format_version": format, "terraform_version": terraform, "values": {"root_module": {"resources": [
            entry("aws_s3_bucket.gone", "aws_s3_bucket", "gone", json!({"bucket": "gone"})),
        ]}}},
        "configuration": configuration(),
    })
}

fn configuration() -> Json {
    let calls = calls();
    json!({
        "provider_config": {"aws": {"name": "aws", "expressions": {"region": {"constant_value": "eu-west-1"}}}},
        "root_module": {
            "resources": [{"address": "aws_s3_bucket.data", "mode": "managed", "type": "aws_s3_bucket", "name": "data",
                           "provider_config_key": "aws", "expressions": {"bucket": {"constant_value": "data"}}, "schema_version": 0}],
            "module_calls": calls,
        },
    })
}

fn calls() -> Json {
    let resource = |kind: &str, name: &str, expressions: Json| {
        json!({"address": format!("{kind}.{name}"), "mode": "managed", "type": kind, "name": name,
               "provider_config_key": "aws", "schema_version": 0, "expressions": expressions})
    };
    let versioning = json!({"bucket": {"references": ["var.bucket"]},
                            "versioning_configuration": [{"status": {"constant_value": "Enabled"}}]});
    let database =
        json!({"identifier": {"constant_value": "db"}, "storage_encrypted": {"constant_value": true}});
    let b = json!({"source": "../b", "count_expression": {"constant_value": 1},
    "expressions": {"bucket": {"references": ["var.store"]}},
    "module": {"variables": {"bucket": {}}, "resources": [
        resource("aws_s3_bucket_versioning", "v", versioning),
        resource("aws_db_instance", "db", database),
    ]}});
    json!({"a": {"source": "./a", "for_each_expression": {"constant_value": ["x/y.z"]},
                 "expressions": {"store": {"references": ["aws_s3_bucket.data.id", "aws_s3_bucket.data"]}},
                 "module": {"variables": {"store": {}}, "module_calls": {"b": b}}}})
}

/// What is read of some files, as one text that hides what must be hidden.
fn shown(inventory: &Inventory, as_source: bool) -> String {
    let lines = inventory.resources.iter().map(|r| {
        let mut resource = resource_to_json(inventory, r, as_source);
        // Where something stands depends on how long the version's name is.
        resource["location"] = Json::Null;
        resource.to_string()
            + "
"
    });
    inventory.sources.hide(&lines.collect::<String>())
}

fn of_bytes(files: &[(&str, Vec<u8>)], paths: &[&str]) -> Inventory {
    let map = MemoryFiles::new(files.iter().map(|(path, bytes)| (*path, bytes.clone())));
    let files = Files::new(Box::new(map), Limits::default());
    let paths: Vec<String> = paths.iter().map(|p| (*p).to_owned()).collect();
    let mut inventory = read(&files, &paths, &ReadOptions::default(), &|_| {});
    inventory.seal();
    inventory
}

fn utf16(text: &str, big: bool) -> Vec<u8> {
    let units = std::iter::once('\u{feff}').chain(text.chars()).collect::<String>();
    units.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

#[test]
fn every_version_and_encoding_of_a_plan_gives_the_same() {
    let registry = "registry.terraform.io";
    let first = plan("1.2", "1.11.4", registry).to_string();
    let wanted = of_bytes(&[("plan.json", first.clone().into_bytes())], &["plan.json"]);
    let addresses: Vec<&str> = wanted.resources.iter().map(|r| r.address.as_str()).collect();
    let deep = "module.a[\"x/y.z\"].module.b[0]";
    let expected = [
        "aws_s3_bucket.data",
        &format!("{deep}.aws_db_instance.db"),
        &format!("{deep}.aws_s3_bucket_versioning.v"),
    ];
    assert_eq!(addresses, expected, "deleted resources leave and nothing else does");
    let text = shown(&wanted, true);
    assert!(!text.contains("pl4nted"), "{text}");
    let canonical = shown(&wanted, false);
    // The way through two modules leads to the bucket, whose versioning it is.
    assert!(
        canonical
            .lines()
            .any(|l| l.contains("\"BucketName\":\"data\"") && l.contains("\"Status\":\"Enabled\"")),
        "{canonical}"
    );
    for (format, terraform, registry) in [
        ("0.1", "0.13.7", registry),
        ("0.2", "1.0.11", registry),
        ("1.0", "1.1.9", registry),
        ("1.1", "1.3.9", registry),
        ("1.2", "1.6.0", "registry.opentofu.org"),
        ("1.3", "2.0.0", registry),
    ] {
        let text = plan(format, terraform, registry).to_string();
        let read = of_bytes(&[("plan.json", text.into_bytes())], &["plan.json"]);
        assert_eq!(shown(&read, false), canonical, "format {format} of {terraform}");
    }
    let marked = [b"\xEF\xBB\xBF".as_slice(), first.as_bytes()].concat();
    for bytes in [marked, utf16(&first, false), utf16(&first, true)] {
        assert_eq!(shown(&of_bytes(&[("plan.json", bytes)], &["plan.json"]), false), canonical);
    }
}

#[test]
fn a_plan_beside_its_directory_takes_file_and_line_from_it() {
    let main = "provider \"aws\" {\n  region = \"eu-west-1\"\n}\nresource \"aws_s3_bucket\" \"data\" {\n  bucket = \"data\"\n}\n";
    let plan = plan("1.2", "1.11.4", "registry.terraform.io").to_string();
    let read = inventory(&[("r/main.tf", main), ("r/plan.json", &plan)], &["r"]);
    let bucket: Vec<_> = read.resources.iter().filter(|r| r.address == "aws_s3_bucket.data").collect();
    assert_eq!(bucket.len(), 1);
    let span = bucket[0].span.unwrap();
    assert_eq!(read.sources.path(span.document), "r/main.tf");
    let name = read.arena.get_named(bucket[0].document, "BucketName").unwrap();
    let written = read.arena.node(name).span.unwrap();
    assert_eq!(
        (read.sources.path(written.document), read.sources.position(written.document, written.start).line),
        ("r/main.tf", 5)
    );
}

/// A state of one bucket, in the form of the version.
fn state(version: u64, bucket: &str) -> String {
    match version {
        3 => json!({"version": 3, "terraform_version": "0.11.14", "serial": 1, "lineage": "a", "modules": [{"path": ["root"], "outputs": {}, "resources": {
            "aws_s3_bucket.data": {"type": "aws_s3_bucket", "provider": "provider.aws", "primary": {"id": bucket,
                "attributes": {"id": bucket, "bucket": bucket, "versioning.#": "1", "versioning.0.enabled": "true", "tags.%": "1", "tags.A": "1"}}},
            "data.aws_region.here": {"type": "aws_region", "provider": "provider.aws", "primary": {"id": "x", "attributes": {}}},
        }}]}),
        _ => json!({"version": 4, "terraform_version": "1.5.0", "serial": 1, "lineage": "b", "outputs": {}, "resources": [
            {"mode": "managed", "type": "aws_s3_bucket", "name": "data", "provider": "provider[\"registry.terraform.io/hashicorp/aws\"]",
             "instances": [{"schema_version": 0, "attributes": {"id": bucket, "bucket": bucket, "versioning": [{"enabled": true}], "tags": {"A": "1"}},
                            "sensitive_attributes": []}]},
            {"mode": "data", "type": "aws_region", "name": "here", "provider": "provider[\"registry.terraform.io/hashicorp/aws\"]", "instances": [{"attributes": {}}]},
        ]}),
    }
    .to_string()
}

#[test]
fn several_states_of_two_versions_in_one_run_stay_apart() {
    let files = [
        ("a/terraform.tfstate", state(3, "old").into_bytes()),
        ("b/terraform.tfstate", utf16(&state(4, "new"), false)),
        ("c/terraform.tfstate", state(4, "newer").into_bytes()),
    ];
    let read = of_bytes(&files, &["."]);
    let ids: Vec<String> = read.resources.iter().map(|r| read.id_of(r)).collect();
    assert_eq!(ids.len(), 3, "{ids:?}");
    assert!(ids.iter().all(|id| id.ends_with("aws_s3_bucket.data")), "{ids:?}");
    let text = shown(&read, false);
    for bucket in ["old", "new", "newer"] {
        assert!(
            text.lines().any(|l| l.contains(&format!("\"BucketName\":\"{bucket}\""))
                && l.contains("\"Status\":\"Enabled\"")),
            "{bucket}: {text}"
        );
    }
}
