//! `manifest.json`: what a report was made of and what it consists of, with the digest of each file.

use crate::{
    document::{Document, ReportSettings},
    notice,
};
use demarc_assess::assessment::Assessment;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Name of the file, in the output folder.
pub const FILE: &str = "manifest.json";

const SIGNATURE: &str = "This file is not signed, and the digests in it show only that nothing changed since. Sign it with a \
                         command of your own and keep the signature beside it as manifest.json.sig or manifest.json.asc.";

/// The manifest of documents; each comes with the id of its format.
#[must_use]
pub fn render<'a>(
    assessment: &Assessment,
    settings: &ReportSettings,
    documents: impl IntoIterator<Item = (&'a str, &'a str, &'a [u8])>,
) -> Document {
    let knowledge = &assessment.tool.knowledge;
    let inputs: Vec<Value> = assessment
        .inputs
        .iter()
        .map(|i| json!({ "path": i.path, "kind": i.kind, "bytes": i.bytes, "sha256": i.sha256 }))
        .collect();
    let outputs: Vec<Value> = documents
        .into_iter()
        .map(|(path, format, bytes)| {
            json!({ "path": path, "format": format, "bytes": bytes.len(), "sha256": sha256(bytes) })
        })
        .collect();
    let whole = json!({
        "kind": "demarc-manifest",
        "schema_version": "1",
        "tool": { "name": assessment.tool.name, "version": assessment.tool.version },
        "system": assessment.system,
        "framework": { "id": assessment.framework.id, "baseline": assessment.framework.baseline },
        "assessed_at": assessment.assessed_at,
        "approval": assessment.declared.approval,
        "settings": {
            "oscal_version": settings.oscal_version.id(),
            "aws_components": settings.aws_components.len(),
        },
        "knowledge": {
            "sha256": knowledge.digest,
            "oldest_as_of": knowledge.oldest_as_of,
            "newest_as_of": knowledge.newest_as_of,
        },
        "inputs": inputs,
        "outputs": outputs,
        "signature": SIGNATURE,
        "notice": [notice::AFFILIATION, notice::OBLIGATIONS, notice::NOT_AN_ASSESSMENT],
    });
    // Keys are texts, so that writing does not fail.
    let mut text = serde_json::to_string_pretty(&whole).unwrap_or_default();
    text.push('\n');
    Document::text(FILE, text)
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        hex.push_str(&format!("{byte:02x}"));
        hex
    })
}
