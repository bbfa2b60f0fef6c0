//! The user's own catalog and profiles, read for the OSCAL workspace.

use anyhow::{Context, Result, bail};
use demarc_inventory::{Files, clean_path};
use demarc_report::oscal::{UserDocument, UserFramework};
use serde_json::Value;
use std::collections::BTreeSet;

/// Most documents that are taken into the workspace.
const MOST: usize = 32;

/// The document at a path and what it imports, directly or not.
///
/// # Errors
/// If the document that was named is no catalog or profile.
pub fn read(path: &str) -> Result<UserFramework> {
    let files = Files::disk();
    let mut paths = vec![clean_path(path)];
    let mut documents: Vec<UserDocument> = Vec::new();
    let mut folders = BTreeSet::new();
    let mut at = 0;
    while let Some(path) = paths.get(at).cloned() {
        at += 1;
        let text = files.text(&path)?;
        let content: Value =
            serde_json::from_str(&text).with_context(|| format!("`{path}` is not readable as JSON"))?;
        if content.get("catalog").is_none() && content.get("profile").is_none() {
            bail!("`{path}` is no OSCAL catalog or profile in JSON");
        }
        let imports = imports(&content, &path)
            .into_iter()
            .map(|candidates| {
                let found = candidates.into_iter().find(|c| files.head(c, 1).is_ok())?;
                let known = paths.iter().position(|p| *p == found);
                if known.is_none() && paths.len() < MOST {
                    paths.push(found);
                    return Some(paths.len() - 1);
                }
                known
            })
            .collect();
        documents.push(UserDocument { folder: folder(&path, &mut folders), content, imports });
    }
    Ok(UserFramework { documents })
}

/// For each import of a profile, the paths that it may mean.
fn imports(content: &Value, path: &str) -> Vec<Vec<String>> {
    let list = |value: &Value, pointer: &str| {
        value.pointer(pointer).and_then(Value::as_array).cloned().unwrap_or_default()
    };
    let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let beside = path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let resources = list(content, "/profile/back-matter/resources");
    list(content, "/profile/imports")
        .iter()
        .map(|import| {
            let href = text(import, "href").unwrap_or_default();
            let hrefs: Vec<String> = match href.strip_prefix('#') {
                Some(uuid) => {
                    let resource = resources.iter().find(|r| text(r, "uuid").as_deref() == Some(uuid));
                    let links = resource.map(|r| list(r, "/rlinks")).unwrap_or_default();
                    links.iter().filter_map(|l| text(l, "href")).collect()
                }
                None => vec![href],
            };
            let local = hrefs.into_iter().filter(|h| h.ends_with(".json") && !h.contains(':'));
            local.map(|h| clean_path(&format!("{beside}{h}"))).collect()
        })
        .collect()
}

/// A folder's name out of a file's, which no other document has.
fn folder(path: &str, taken: &mut BTreeSet<String>) -> String {
    let name = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".json");
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    let plain = plain.split('-').filter(|w| !w.is_empty()).collect::<Vec<_>>().join("-");
    let mut folder = if plain.is_empty() { "framework".to_owned() } else { plain };
    while !taken.insert(folder.clone()) {
        folder.push_str("-2");
    }
    folder
}
