//! Directories read without Terraform, against what Terraform plans for them.
//!
//! Each folder below `tests/terraform` is a root that uses the language as public modules do; its `planned.json` holds,
//! by address, what `terraform plan` shows of the attributes that the configuration writes, with `"$unknown"` for what is
//! known after apply. Where a `terraform` program and its AWS provider are at hand the folders are planned anew, against
//! a stand-in for AWS on this machine; `DEMARC_RECORD=1` writes what comes of it. `DEMARC_TERRAFORM_PLUGINS` names a
//! folder with the provider where `terraform init` does not find one by itself.

use demarc_inventory::{Files, resource_to_json};
use demarc_sources::{ReadOptions, read};
use serde_json::{Map, Value as Json, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Read as _, Write as _},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, Output},
    thread,
    time::Duration,
};

const REGION: &str = "eu-west-1";

fn folders() -> Vec<PathBuf> {
    let all = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/terraform");
    let mut folders: Vec<PathBuf> = std::fs::read_dir(all).unwrap().map(|e| e.unwrap().path()).collect();
    folders.sort();
    folders
}

fn inventory_of(folder: &Path) -> BTreeMap<String, Json> {
    let path = folder.to_string_lossy().into_owned();
    let options = ReadOptions { region: Some(REGION.into()), ..ReadOptions::default() };
    let mut inventory = read(&Files::disk(), &[path], &options, &|_| {});
    inventory.seal();
    inventory
        .resources
        .iter()
        .filter(|r| r.generated_by.is_none())
        .map(|r| (r.address.clone(), resource_to_json(&inventory, r, true)))
        .collect()
}

fn is_unknown(value: &Json) -> bool {
    value.get("$ref").is_some()
        || value.as_object().is_some_and(|m| m.len() == 1 && m.contains_key("$unknown"))
}

fn holds_unknown(value: &Json) -> bool {
    match value {
        Json::Object(map) => {
            map.contains_key("$unknown") || map.contains_key("$ref") || map.values().any(holds_unknown)
        }
        Json::Array(items) => items.iter().any(holds_unknown),
        _ => false,
    }
}

/// What a provider fills in where nothing is written within a block.
fn says_nothing(value: &Json) -> bool {
    match value {
        Json::Null | Json::Bool(false) => true,
        Json::String(text) => text.is_empty() || text == "$unknown",
        Json::Number(number) => number.as_f64() == Some(0.0),
        Json::Array(items) => items.iter().all(says_nothing),
        Json::Object(map) => map.values().all(says_nothing),
        Json::Bool(true) => false,
    }
}

fn differences(path: &str, plan: &Json, here: &Json, found: &mut Vec<String>) {
    let mut differ = || found.push(format!("{path}: planned {plan}, read {here}"));
    match (plan, here) {
        (_, Json::Object(map)) if map.contains_key("$sensitive") => {}
        (Json::String(text), _) if text == "$unknown" => {
            if !holds_unknown(here) {
                differ();
            }
        }
        (_, Json::Null) => {
            if !says_nothing(plan) {
                differ();
            }
        }
        (Json::Null, _) if says_nothing(here) => {}
        (Json::String(a), Json::String(b)) => {
            let document = |text: &str| serde_json::from_str::<Json>(text).ok().filter(|j| j.is_object());
            match (document(a), document(b)) {
                (Some(a), Some(b)) if a == b => {}
                _ if a == b => {}
                _ => differ(),
            }
        }
        (Json::Array(a), Json::Array(b)) => {
            if a.len() != b.len() {
                return differ();
            }
            // Sets of blocks have no order.
            let mut left: Vec<&Json> = b.iter().collect();
            for one in a {
                let fits = |other: &&Json| {
                    let mut found = Vec::new();
                    differences(path, one, other, &mut found);
                    found.is_empty()
                };
                match left.iter().position(fits) {
                    Some(at) => {
                        left.remove(at);
                    }
                    None => return differ(),
                }
            }
        }
        (Json::Object(a), Json::Object(b)) if !is_unknown(here) => {
            let names: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
            for name in names {
                let (a, b) = (a.get(name).unwrap_or(&Json::Null), b.get(name).unwrap_or(&Json::Null));
                // Within a block nothing shows whether an unknown value was written or is the provider's.
                let left_to_the_provider = a.is_null() && is_unknown(b) || b.is_null() && says_nothing(a);
                if !left_to_the_provider {
                    differences(&format!("{path}.{name}"), a, b, found);
                }
            }
        }
        (Json::Number(a), Json::Number(b)) if a.as_f64() == b.as_f64() => {}
        (a, b) if a == b => {}
        _ => differ(),
    }
}

#[test]
fn a_directory_gives_the_addresses_and_values_that_terraform_plans() {
    let mut compared = 0;
    for folder in folders() {
        let planned = std::fs::read_to_string(folder.join("planned.json")).unwrap();
        let planned: BTreeMap<String, Map<String, Json>> = serde_json::from_str(&planned).unwrap();
        let here = inventory_of(&folder);
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        assert!(planned.keys().eq(here.keys()), "{name}: {:?}\n{:?}", planned.keys(), here.keys());
        let mut found = Vec::new();
        for (address, attributes) in &planned {
            let resource = &here[address];
            assert_eq!(resource["presence"], json!("present"), "{address}");
            for (attribute, value) in attributes {
                compared += 1;
                let path = format!("{address} {attribute}");
                differences(&path, value, &resource["properties"][attribute], &mut found);
            }
            // Nothing is read that is not planned.
            for (attribute, value) in resource["properties"].as_object().unwrap() {
                if !attributes.contains_key(attribute) && !holds_unknown(value) && !says_nothing(value) {
                    found.push(format!("{address} {attribute}: planned nothing, read {value}"));
                }
            }
        }
        assert!(found.is_empty(), "{name}: {}", found.join("\n"));
    }
    assert!(compared > 100, "{compared}");
}

/// Answers what the provider and the folders' data sources ask of AWS.
pub fn stand_in() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            // Requests of other services have no form that ends in an action.
            let _ = stream.set_read_timeout(Some(Duration::from_millis(500)));
            let mut request = Vec::new();
            let mut buffer = [0; 4096];
            // Requests are small; they are complete once their form is.
            while !request.windows(7).any(|w| w == b"Action=") {
                match stream.read(&mut buffer) {
                    Ok(read) if read > 0 => request.extend_from_slice(&buffer[..read]),
                    _ => break,
                }
            }
            let body = if String::from_utf8_lossy(&request).contains("GetCallerIdentity") {
                "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/x</Arn><UserId>X</UserId><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>".to_owned()
            } else {
                let zones: String = ["a", "b", "c"]
                    .iter()
                    .map(|z| format!("<item><zoneName>{REGION}{z}</zoneName><zoneState>available</zoneState><regionName>{REGION}</regionName><zoneId>euw1-az-{z}</zoneId><groupName>{REGION}</groupName></item>"))
                    .collect();
                format!(
                    "<DescribeAvailabilityZonesResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><availabilityZoneInfo>{zones}</availabilityZoneInfo></DescribeAvailabilityZonesResponse>"
                )
            };
            let _ = write!(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                body.len()
            );
        }
    });
    port
}

pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

pub struct Terraform {
    pub directory: PathBuf,
    pub port: u16,
}

impl Terraform {
    fn run(&self, arguments: &[&str]) -> Option<Output> {
        let mut command = Command::new("terraform");
        if std::env::var_os("TF_CLI_CONFIG_FILE").is_some_and(|file| !Path::new(&file).exists()) {
            command.env_remove("TF_CLI_CONFIG_FILE");
        }
        command
            .args(arguments)
            .current_dir(&self.directory)
            .env("AWS_ENDPOINT_URL", format!("http://127.0.0.1:{}", self.port))
            .env("AWS_ACCESS_KEY_ID", "x")
            .env("AWS_SECRET_ACCESS_KEY", "y")
            .env("AWS_REGION", REGION)
            .env("AWS_EC2_METADATA_DISABLED", "true")
            .env("CHECKPOINT_DISABLE", "1")
            .env("TF_REGISTRY_DISCOVERY_RETRY", "0")
            .env("TF_REGISTRY_CLIENT_TIMEOUT", "3");
        command.output().ok()
    }

    /// None where there is no program or no provider.
    pub fn plan(&self) -> Option<Json> {
        self.run(&["version"])?;
        let plugins = std::env::var("DEMARC_TERRAFORM_PLUGINS").map(|folder| format!("-plugin-dir={folder}"));
        let init = match &plugins {
            Ok(plugins) => self.run(&["init", "-input=false", plugins])?,
            Err(_) => self.run(&["init", "-input=false"])?,
        };
        if !init.status.success() {
            return None;
        }
        let plan = self.run(&["plan", "-input=false", "-refresh=false", "-no-color", "-out=p"])?;
        assert!(plan.status.success(), "{}", String::from_utf8_lossy(&plan.stderr));
        Some(serde_json::from_slice(&self.run(&["show", "-json", "p"])?.stdout).unwrap())
    }
}

/// The names that the configuration of a resource writes.
fn written(plan: &Json, address: &str) -> BTreeSet<String> {
    let mut module = &plan["configuration"]["root_module"];
    let mut steps = keyless(address);
    while steps[0] == "module" {
        module = &module["module_calls"][&steps[1]]["module"];
        steps.drain(..2);
    }
    let local = steps.join(".");
    let resources = module["resources"].as_array().unwrap();
    let resource = resources.iter().find(|r| r["address"] == json!(local)).unwrap();
    resource["expressions"].as_object().map(|m| m.keys().cloned().collect()).unwrap_or_default()
}

/// The steps of an address without instance keys, which may hold dots.
fn keyless(address: &str) -> Vec<String> {
    let (mut plain, mut quoted, mut depth) = (String::new(), false, 0);
    for c in address.chars() {
        match c {
            '"' => quoted = !quoted,
            '[' if !quoted => depth += 1,
            ']' if !quoted => depth -= 1,
            c if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    plain.split('.').map(str::to_owned).collect()
}

fn with_unknown(after: &Json, unknown: &Json) -> Json {
    match (after, unknown) {
        (_, Json::Bool(true)) => json!("$unknown"),
        (Json::Array(after), Json::Array(unknown)) => (0..after.len().max(unknown.len()))
            .map(|at| {
                with_unknown(after.get(at).unwrap_or(&Json::Null), unknown.get(at).unwrap_or(&Json::Null))
            })
            .collect(),
        (Json::Object(_) | Json::Null, Json::Object(unknown)) => {
            let mut map = after.as_object().cloned().unwrap_or_default();
            for (key, inner) in unknown {
                let value = with_unknown(map.get(key).unwrap_or(&Json::Null), inner);
                map.insert(key.clone(), value);
            }
            Json::Object(map)
        }
        _ => after.clone(),
    }
}

fn recorded_of(plan: &Json) -> BTreeMap<String, Json> {
    let mut recorded = BTreeMap::new();
    for change in plan["resource_changes"].as_array().unwrap() {
        if change["mode"] != "managed" {
            continue;
        }
        let address = change["address"].as_str().unwrap();
        let written = written(plan, address);
        let values = with_unknown(&change["change"]["after"], &change["change"]["after_unknown"]);
        let kept = values.as_object().unwrap().iter().filter(|(name, value)| {
            let blocks = value.as_array().is_some_and(|a| a.first().is_some_and(Json::is_object));
            written.contains(*name) || blocks || (*name == "tags_all" && **value != json!("$unknown"))
        });
        let kept = kept.filter(|(_, value)| !value.is_null());
        recorded.insert(address.to_owned(), kept.map(|(k, v)| (k.clone(), v.clone())).collect());
    }
    recorded
}

#[test]
fn recorded_plans_are_those_of_the_terraform_at_hand() {
    let port = stand_in();
    for folder in folders() {
        let temporary = tempfile::tempdir().unwrap();
        let directory = temporary.path().join(folder.file_name().unwrap());
        copy(&folder, &directory);
        let Some(plan) = (Terraform { directory, port }).plan() else { return };
        let planned = recorded_of(&plan);
        let file = folder.join("planned.json");
        if std::env::var_os("DEMARC_RECORD").is_some() {
            let mut text = serde_json::to_string_pretty(&planned).unwrap();
            text.push('\n');
            std::fs::write(&file, text).unwrap();
        }
        let recorded: BTreeMap<String, Json> =
            serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        assert_eq!(recorded, planned, "{}", folder.display());
    }
}
