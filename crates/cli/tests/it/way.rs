//! The way of a deciding value, from where it is written to its resource, in every output that names places.

use crate::system::{KNOWLEDGE, inventory};
use demarc_assess::{AssessOptions, assess, assessment::Assessment};
use demarc_report::document::{FORMATS, ReportSettings};
use demarc_report::{html, json, terminal};

const ROOT: &str = r#"
locals {
  storage = { encrypted = var.encrypted }
}
variable "encrypted" {
  default = true
}
module "db" {
  source  = "./db"
  storage = local.storage
}
"#;

const MODULE: &str = r#"
variable "storage" {}
resource "aws_db_instance" "main" {
  engine              = "postgres"
  publicly_accessible = false
  storage_encrypted   = var.storage.encrypted
}
"#;

fn assessed() -> Assessment {
    let files = [("main.tf", ROOT), ("terraform.tfvars", "encrypted = false\n"), ("db/main.tf", MODULE)];
    let inventory = inventory(&files, &["."]);
    assess(&inventory, &KNOWLEDGE, demarc_knowledge::DIGEST, &AssessOptions::default()).unwrap()
}

#[test]
fn evidence_names_the_line_of_the_value_and_the_way_it_took() {
    let a = assessed();
    let duty = |id: &str| a.duties.iter().find(|d| d.duty.as_str() == id).unwrap();
    let evidence = &duty("rds-encryption").evidence[0];
    let at = |l: &demarc_assess::assessment::Location| format!("{}:{}:{}", l.file, l.line, l.column);
    assert_eq!(evidence.location.as_ref().map(at).as_deref(), Some("terraform.tfvars:1:13"));
    assert_eq!(evidence.source_path.as_deref(), Some("storage_encrypted"));
    let via: Vec<String> = evidence.via.iter().map(at).collect();
    assert_eq!(via, ["main.tf:3:27", "main.tf:10:13", "db/main.tf:6:25"]);
    // What is written in its resource took no way, and JSON leaves it out.
    assert!(duty("rds-public").evidence[0].via.is_empty());
    let json: serde_json::Value = serde_json::from_str(&json::render(&a)).unwrap();
    let ways = json["duties"].as_array().unwrap().iter().flat_map(|d| d["evidence"].as_array().unwrap());
    assert!(ways.clone().any(|e| e["via"][2]["line"] == 6));
    assert!(ways.clone().any(|e| e.get("via").is_none()));
}

#[test]
fn every_output_that_names_places_names_the_way_too() {
    let a = assessed();
    let text = terminal::render(&a, &terminal::TerminalOptions::default());
    for line in ["by way of main.tf:3:27", "main.tf:10:13", "db/main.tf:6:25"] {
        assert!(text.contains(line), "{line}: {text}");
    }
    assert!(html::render(&a).contains("by way of"));
    let explained = demarc_assess::explain(&a, "module.db.aws_db_instance.main", Some("rds-encryption"));
    assert!(explained.unwrap().text.contains("  - by way of db/main.tf:6:25"));
    let of = |id: &str| {
        let format = FORMATS.iter().find(|f| f.id == id).unwrap();
        let made = (format.render)(&a, &ReportSettings::default()).unwrap();
        String::from_utf8(made[0].bytes.clone()).unwrap()
    };
    assert!(of("csv").contains("terraform.tfvars:1, by way of main.tf:3, main.tf:10, db/main.tf:6"));
    let sarif: serde_json::Value = serde_json::from_str(&of("sarif")).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let result = results.iter().find(|r| r["ruleId"] == "rds-encryption").unwrap();
    let related: Vec<String> = result["relatedLocations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|l| {
            let place = &l["physicalLocation"];
            format!("{}:{}", place["artifactLocation"]["uri"].as_str().unwrap(), place["region"]["startLine"])
        })
        .collect();
    for place in ["main.tf:3", "main.tf:10", "db/main.tf:6"] {
        assert!(related.iter().any(|r| r == place), "{place}: {related:?}");
    }
}
