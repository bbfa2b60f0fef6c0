//! The assessment as JSON, and the schema of that JSON.

use demarc_assess::assessment::Assessment;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

/// The assessment as indented JSON; the same assessment gives the same bytes.
#[must_use]
pub fn render(assessment: &Assessment) -> String {
    // Keys are texts and numbers whole, so that writing cannot fail; if it ever does, the reader gets to know.
    serde_json::to_string_pretty(assessment).unwrap_or_else(|error| {
        json!({ "error": format!("cannot write the assessment: {error}") }).to_string()
    })
}

/// The JSON schema (draft 2020-12) of what [`render`] writes.
#[must_use]
pub fn schema() -> Value {
    let mut schema = SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<Assessment>()
        .to_value();
    if let Some(root) = schema.as_object_mut() {
        root.insert("title".to_owned(), json!("Demarc assessment"));
        root.insert(
            "description".to_owned(),
            json!(
                "The result of `demarc assess --format json`, schema version 1: who is responsible for each layer \
                 of each resource and for each control part, and where each duty of the customer stands. Within a \
                 schema version fields are only added, so readers ignore what they do not know."
            ),
        );
    }
    schema
}
