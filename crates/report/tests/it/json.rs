//! JSON reads back and fits its schema.

use crate::sample::{large, webshop};
use demarc_assess::assessment::Assessment;
use demarc_report::json;
use serde_json::Value;

#[test]
fn what_is_written_reads_back_equal() {
    let assessment = webshop();
    let read: Assessment = serde_json::from_str(&json::render(&assessment)).unwrap();
    assert_eq!(read, assessment);
}

#[test]
fn what_is_written_fits_the_schema() {
    let validator = jsonschema::validator_for(&json::schema()).unwrap();
    for assessment in [webshop(), large(3, 60)] {
        let value: Value = serde_json::from_str(&json::render(&assessment)).unwrap();
        let errors: Vec<String> = validator.iter_errors(&value).map(|e| e.to_string()).collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
}

#[test]
fn the_schema_refuses_what_is_no_assessment() {
    let validator = jsonschema::validator_for(&json::schema()).unwrap();
    let mut value: Value = serde_json::from_str(&json::render(&webshop())).unwrap();
    value["controls"][0]["allocation"] = "banana".into();
    assert!(!validator.is_valid(&value));
}

#[test]
fn every_field_of_the_schema_is_described() {
    let schema = json::schema();
    assert!(schema["title"].is_string() && schema["description"].is_string());
    let mut bare = vec![];
    for (name, definition) in schema["$defs"].as_object().unwrap() {
        if !definition["description"].is_string() {
            bare.push(name.clone());
        }
        for (field, property) in definition["properties"].as_object().into_iter().flatten() {
            if !property["description"].is_string() {
                bare.push(format!("{name}.{field}"));
            }
        }
    }
    assert!(bare.is_empty(), "without a description: {bare:?}");
}

#[test]
fn the_same_assessment_gives_the_same_bytes() {
    assert_eq!(json::render(&webshop()), json::render(&webshop()));
}
