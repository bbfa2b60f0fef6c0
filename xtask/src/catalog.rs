//! `catalog`: every control part of SP 800-53 as one CSV row, from NIST's OSCAL catalog and baseline profiles.

use anyhow::{Context, Result, bail};
use serde_json::Value as Json;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::Path,
};

const TARGET: &str = "knowledge/frameworks/nist-800-53-r5/catalog.csv";
const HEADER: &str = "control,part,label,level,parameters,baselines,title";

/// The four baselines in ascending order of demand, with the word by which a profile's file or title names them.
const BASELINES: [(&str, &str); 4] =
    [("low", "LOW"), ("moderate", "MODERATE"), ("high", "HIGH"), ("privacy", "PRIVACY")];

/// Statements nest at most four deep and enhancements two; deeper input is not NIST's.
const DEEPEST: usize = 16;

/// Writes the catalog; arguments are the catalog's path and then the profiles' paths.
pub fn run(arguments: &[String]) -> Result<()> {
    let Some((catalog, profiles)) = arguments.split_first() else {
        bail!("expected `cargo xtask catalog CATALOG.json PROFILE.json…` with NIST's OSCAL files");
    };
    let catalog = read(catalog)?;
    let mut baselines: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for path in profiles {
        let (name, controls) = profile(path)?;
        baselines.insert(name, controls);
    }
    let csv = table(&catalog, &baselines)?;
    fs::write(TARGET, &csv)
        .with_context(|| format!("`{TARGET}` could not be written; run from the repository's root"))?;
    println!("{TARGET}: {} parts", csv.lines().count() - 1);
    Ok(())
}

fn read(path: &str) -> Result<Json> {
    let text = fs::read_to_string(path).with_context(|| format!("`{path}` could not be read"))?;
    serde_json::from_str(&text).with_context(|| format!("`{path}` is not JSON"))
}

/// Which baseline a profile is, and the controls that it takes.
fn profile(path: &str) -> Result<(&'static str, BTreeSet<String>)> {
    let json = read(path)?;
    let title =
        json.pointer("/profile/metadata/title").and_then(Json::as_str).unwrap_or_default().to_uppercase();
    let file = Path::new(path).file_name().map(|n| n.to_string_lossy().to_uppercase()).unwrap_or_default();
    let Some((name, _)) = BASELINES
        .iter()
        .find(|(_, word)| title.contains(word))
        .or_else(|| BASELINES.iter().find(|(_, word)| file.contains(word)))
    else {
        bail!(
            "`{path}` is none of NIST's baseline profiles: neither its title nor its name says which baseline it is"
        );
    };
    let mut controls = BTreeSet::new();
    for import in list(&json, "/profile/imports") {
        for include in list(import, "/include-controls") {
            controls.extend(list(include, "/with-ids").iter().filter_map(Json::as_str).map(str::to_owned));
        }
    }
    Ok((name, controls))
}

fn table(catalog: &Json, baselines: &BTreeMap<&str, BTreeSet<String>>) -> Result<String> {
    let mut csv = format!("{HEADER}\n");
    for group in list(catalog, "/catalog/groups") {
        for control in list(group, "/controls") {
            control_rows(control, baselines, 0, &mut csv)?;
        }
    }
    Ok(csv)
}

fn control_rows(
    control: &Json,
    baselines: &BTreeMap<&str, BTreeSet<String>>,
    depth: usize,
    csv: &mut String,
) -> Result<()> {
    if depth > DEEPEST {
        bail!("controls are nested deeper than {DEEPEST} levels; this is not NIST's catalog");
    }
    let id = text(control, "id");
    if prop(control, "status") != Some("withdrawn") {
        let level = match levels(control).as_slice() {
            [] => "",
            [one] => one,
            _ => "both",
        };
        let label = plain_label(control).unwrap_or(id);
        let title = text(control, "title");
        let within: Vec<&str> = BASELINES
            .iter()
            .map(|(name, _)| *name)
            .filter(|name| baselines.get(name).is_some_and(|controls| controls.contains(id)))
            .collect();
        let within = within.join(" ");
        let parameters = Parameters::of(control);
        for statement in list(control, "/parts").iter().filter(|p| text(p, "name") == "statement") {
            // The words before a list of items belong to each item: "Disable accounts within X when the accounts:".
            let mut lead = Vec::new();
            parameters.inserted(text(statement, "prose"), 0, &mut lead);
            let items: Vec<&Json> =
                list(statement, "/parts").iter().filter(|p| text(p, "name") == "item").collect();
            if items.is_empty() {
                let _ = writeln!(
                    csv,
                    "{id},{},{label},{level},{},{within},{title}",
                    text(statement, "id"),
                    lead.join(" ")
                );
            }
            for item in items {
                let mut all = lead.clone();
                parameters.below(item, 0, &mut all);
                let own = plain_label(item).unwrap_or("");
                let _ = writeln!(
                    csv,
                    "{id},{},{label} {own},{level},{},{within},{title}",
                    text(item, "id"),
                    all.join(" ")
                );
            }
        }
    }
    for enhancement in list(control, "/controls") {
        control_rows(enhancement, baselines, depth + 1, csv)?;
    }
    Ok(())
}

/// The parameters of one control: what each is made of.
struct Parameters<'a>(BTreeMap<&'a str, &'a Json>);

impl<'a> Parameters<'a> {
    fn of(control: &'a Json) -> Self {
        Self(list(control, "/params").iter().map(|p| (text(p, "id"), p)).collect())
    }

    /// Parameters that stand in a part's prose or below it.
    fn below(&self, part: &'a Json, depth: usize, found: &mut Vec<&'a str>) {
        if depth > DEEPEST {
            return;
        }
        self.inserted(text(part, "prose"), depth, found);
        for inner in list(part, "/parts").iter().filter(|p| text(p, "name") == "item") {
            self.below(inner, depth + 1, found);
        }
    }

    /// Parameters inserted in a text, each followed by those that it gathers or that stand in its choices.
    fn inserted(&self, prose: &'a str, depth: usize, found: &mut Vec<&'a str>) {
        if depth > DEEPEST {
            return;
        }
        for piece in prose.split("{{").skip(1) {
            let Some((insert, _)) = piece.split_once("}}") else { continue };
            let Some(id) = insert.trim().strip_prefix("insert: param,").map(str::trim) else { continue };
            self.add(id, depth, found);
        }
    }

    fn add(&self, id: &'a str, depth: usize, found: &mut Vec<&'a str>) {
        if found.contains(&id) {
            return;
        }
        found.push(id);
        let Some(parameter) = self.0.get(id) else { return };
        for gathered in list(parameter, "/props").iter().filter(|p| text(p, "name") == "aggregates") {
            self.add(text(gathered, "value"), depth + 1, found);
        }
        for choice in list(parameter, "/select/choice").iter().filter_map(Json::as_str) {
            self.inserted(choice, depth + 1, found);
        }
    }
}

fn list<'a>(json: &'a Json, pointer: &str) -> &'a [Json] {
    json.pointer(pointer).and_then(Json::as_array).map_or(&[], Vec::as_slice)
}

fn text<'a>(json: &'a Json, key: &str) -> &'a str {
    json.get(key).and_then(Json::as_str).unwrap_or("")
}

fn prop<'a>(json: &'a Json, name: &str) -> Option<&'a str> {
    list(json, "/props").iter().find(|p| text(p, "name") == name).map(|p| text(p, "value"))
}

fn levels(control: &Json) -> Vec<&str> {
    list(control, "/props")
        .iter()
        .filter(|p| text(p, "name") == "implementation-level")
        .map(|p| text(p, "value"))
        .collect()
}

/// The label that people write: without the class that pads it or serves the assessment guide.
fn plain_label(json: &Json) -> Option<&str> {
    list(json, "/props")
        .iter()
        .find(|p| text(p, "name") == "label" && p.get("class").is_none())
        .map(|p| text(p, "value"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_part_lists_the_parameters_of_its_own_prose_and_of_the_words_before_the_list() {
        let catalog = json!({"catalog": {"groups": [{"controls": [
            {"id": "xx-1", "title": "One, Two", "props": [
                {"name": "label", "value": "XX-01", "class": "zero-padded"}, {"name": "label", "value": "XX-1"},
                {"name": "implementation-level", "value": "organization"}, {"name": "implementation-level", "value": "system"}],
             "params": [
                {"id": "p1", "props": [{"name": "aggregates", "value": "o1"}]},
                {"id": "p2", "select": {"choice": ["{{ insert: param, o2 }}", "never"]}}],
             "parts": [{"id": "xx-1_smt", "name": "statement", "prose": "Within {{ insert: param, p0 }}:", "parts": [
                {"id": "xx-1_smt.a", "name": "item", "props": [{"name": "label", "value": "a."}], "prose": "Do {{ insert: param, p1 }}"},
                {"id": "xx-1_smt.b", "name": "item", "props": [{"name": "label", "value": "b."}], "prose": "Do",
                 "parts": [{"id": "xx-1_smt.b.1", "name": "item", "prose": "{{ insert: param, p2 }}"}]}]}],
             "controls": [
                {"id": "xx-1.1", "title": "Gone", "props": [{"name": "status", "value": "withdrawn"}]},
                {"id": "xx-1.2", "title": "Left", "props": [{"name": "label", "value": "XX-1(2)"}],
                 "parts": [{"id": "xx-1.2_smt", "name": "statement", "prose": "Do."}]}]}]}]}});
        let low = BTreeMap::from([("low", BTreeSet::from(["xx-1".to_owned()]))]);
        assert_eq!(
            table(&catalog, &low).unwrap(),
            "control,part,label,level,parameters,baselines,title\n\
             xx-1,xx-1_smt.a,XX-1 a.,both,p0 p1 o1,low,One, Two\n\
             xx-1,xx-1_smt.b,XX-1 b.,both,p0 p2 o2,low,One, Two\n\
             xx-1.2,xx-1.2_smt,XX-1(2),,,,Left\n"
        );
    }
}
