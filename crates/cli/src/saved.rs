//! Saved assessments: every report can be made from one alone, without the sources.

use anyhow::{Context, Result, bail};
use demarc_assess::assessment::{Assessment, SCHEMA_VERSION};
use demarc_inventory::Files;
use serde::Deserialize;

/// Longest head that is searched for the mark of a saved assessment, in bytes.
const HEAD: usize = 256;

/// The part of a saved assessment that says whether this program can read it.
#[derive(Deserialize)]
struct Head {
    schema_version: String,
}

/// The assessment in a file that `demarc assess --format json` wrote; none if the paths name anything else.
///
/// # Errors
/// If it is one and cannot be used: another schema version, a broken file, or other inputs beside it.
pub fn load(paths: &[String]) -> Result<Option<Assessment>> {
    let files = Files::disk();
    let mut found = None;
    for path in paths.iter().filter(|p| p.ends_with(".json")) {
        // Whatever else it is, its own reader says what is wrong with it.
        if files.head(path, HEAD).is_ok_and(|head| is_assessment(&head)) {
            found = Some(path);
        }
    }
    let Some(path) = found else { return Ok(None) };
    if paths.len() > 1 {
        bail!("`{path}` is a saved assessment; give it alone, or give the inputs that it was made of");
    }
    let bytes = files.bytes(path)?;
    let head: Head = serde_json::from_slice(&bytes)
        .with_context(|| format!("`{path}` looks like a saved assessment and is not readable as JSON"))?;
    if head.schema_version != SCHEMA_VERSION {
        bail!(
            "`{path}` has schema version {}, this program reads version {SCHEMA_VERSION}; assess the inputs anew",
            head.schema_version
        );
    }
    let assessment = serde_json::from_slice(&bytes).with_context(|| {
        format!("`{path}` is not an assessment as `demarc knowledge show schema` describes it; assess the inputs anew")
    })?;
    Ok(Some(assessment))
}

/// Whether a file starts as [`demarc_report::json::render`] writes it: no other JSON has this first key.
fn is_assessment(head: &[u8]) -> bool {
    let head: String =
        String::from_utf8_lossy(head).chars().filter(|c| !c.is_whitespace() && *c != '\u{feff}').collect();
    head.starts_with("{\"schema_version\":")
}
