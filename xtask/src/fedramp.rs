//! `fedramp`: FedRAMP's Rev. 5 baselines as two CSV files, from the profiles that FedRAMP publishes in OSCAL.

use anyhow::{Context, Result, bail};
use serde_json::Value as Json;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
};

const FOLDER: &str = "knowledge/frameworks/fedramp-rev5";

/// The baselines in ascending order of demand, with the word by which a profile's title names them.
const BASELINES: [(&str, &str); 4] =
    [("li-saas", "LI-SAAS"), ("low", "LOW"), ("moderate", "MODERATE"), ("high", "HIGH")];

/// What the profiles say, by control and by parameter.
#[derive(Debug, Default, PartialEq, Eq)]
struct Selected {
    /// For a control the positions of its baselines in [`BASELINES`].
    controls: BTreeMap<String, BTreeSet<usize>>,
    /// For a control the parts left out, each with the position of the baseline.
    without: BTreeMap<String, BTreeSet<(usize, String)>>,
    /// For a parameter its values, each with the positions of its baselines.
    values: BTreeMap<String, BTreeMap<String, BTreeSet<usize>>>,
}

/// Writes the two files; arguments are the paths of the four profiles.
pub fn run(arguments: &[String]) -> Result<()> {
    if arguments.len() != BASELINES.len() {
        bail!("expected `cargo xtask fedramp PROFILE.json…` with FedRAMP's four Rev. 5 baseline profiles");
    }
    let mut selected = Selected::default();
    for path in arguments {
        let text = fs::read_to_string(path).with_context(|| format!("`{path}` could not be read"))?;
        let json: Json = serde_json::from_str(&text).with_context(|| format!("`{path}` is not JSON"))?;
        add(&json, &mut selected).with_context(|| format!("`{path}` is none of FedRAMP's profiles"))?;
    }
    for (name, text) in [("baselines.csv", baselines(&selected)), ("values.csv", values(&selected))] {
        let path = format!("{FOLDER}/{name}");
        fs::write(&path, &text)
            .with_context(|| format!("`{path}` could not be written; run from the repository's root"))?;
        println!("{path}: {} rows", text.lines().count() - 1);
    }
    Ok(())
}

fn add(json: &Json, selected: &mut Selected) -> Result<()> {
    let title =
        json.pointer("/profile/metadata/title").and_then(Json::as_str).unwrap_or_default().to_uppercase();
    let Some(baseline) = BASELINES.iter().position(|(_, word)| title.contains(word)) else {
        bail!("its title is `{title}`");
    };
    for import in list(json, "/profile/imports") {
        for include in list(import, "/include-controls") {
            for id in list(include, "/with-ids").iter().filter_map(Json::as_str) {
                selected.controls.entry(id.to_owned()).or_default().insert(baseline);
            }
        }
    }
    for set in list(json, "/profile/modify/set-parameters") {
        let texts: Vec<String> = list(set, "/constraints")
            .iter()
            .map(|c| text(c, "description").split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|t| !t.is_empty())
            .collect();
        if !texts.is_empty() {
            let values = selected.values.entry(text(set, "param-id").to_owned()).or_default();
            values.entry(texts.join("; ")).or_default().insert(baseline);
        }
    }
    for alter in list(json, "/profile/modify/alters") {
        for remove in list(alter, "/removes") {
            let part = text(remove, "by-id");
            if part.contains("_smt") {
                let parts = selected.without.entry(text(alter, "control-id").to_owned()).or_default();
                parts.insert((baseline, part.to_owned()));
            }
        }
    }
    Ok(())
}

fn named(positions: &BTreeSet<usize>) -> String {
    let all = BASELINES.iter().enumerate().filter(|(i, _)| positions.contains(i));
    all.map(|(_, (id, _))| *id).collect::<Vec<_>>().join(" ")
}

fn baselines(selected: &Selected) -> String {
    let mut csv = "control,baselines,without\n".to_owned();
    for (control, positions) in &selected.controls {
        let without: Vec<String> = selected
            .without
            .get(control)
            .into_iter()
            .flatten()
            .filter_map(|(position, part)| Some(format!("{}:{part}", BASELINES.get(*position)?.0)))
            .collect();
        let _ = writeln!(csv, "{control},{},{}", named(positions), without.join(" "));
    }
    csv
}

fn values(selected: &Selected) -> String {
    let mut csv = "parameter,baselines,value\n".to_owned();
    for (parameter, values) in &selected.values {
        for (value, positions) in values {
            let _ = writeln!(csv, "{parameter},{},{value}", named(positions));
        }
    }
    csv
}

fn list<'a>(json: &'a Json, pointer: &str) -> &'a [Json] {
    json.pointer(pointer).and_then(Json::as_array).map_or(&[], Vec::as_slice)
}

fn text<'a>(json: &'a Json, key: &str) -> &'a str {
    json.get(key).and_then(Json::as_str).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_row_names_the_baselines_that_agree_and_the_parts_left_out() {
        let profile = |title: &str, value: &str, removes: Json| {
            json!({"profile": {"metadata": {"title": title},
                "imports": [{"href": "#x", "include-controls": [{"with-ids": ["ac-1", "ac-2"]}]}],
                "modify": {"set-parameters": [{"param-id": "p", "constraints": [{"description": value}]}],
                           "alters": [{"control-id": "ac-2", "removes": removes}]}}})
        };
        let mut selected = Selected::default();
        add(&profile("FedRAMP Rev 5 Low Baseline", "a  year, or\n less", json!([])), &mut selected).unwrap();
        add(&profile("FedRAMP Rev 5 High Baseline", "a month", json!([{"by-name": "x"}])), &mut selected)
            .unwrap();
        let tailored = json!([{"by-id": "ac-2_smt.b"}, {"by-id": "ac-2_obj"}]);
        add(
            &profile("FedRAMP Rev 5 Tailored (LI-SaaS) Baseline", "a year, or less", tailored),
            &mut selected,
        )
        .unwrap();
        assert_eq!(
            baselines(&selected),
            "control,baselines,without\nac-1,li-saas low high,\nac-2,li-saas low high,li-saas:ac-2_smt.b\n"
        );
        assert_eq!(
            values(&selected),
            "parameter,baselines,value\np,high,a month\np,li-saas low,a year, or less\n"
        );
        assert!(add(&profile("Something else", "", json!([])), &mut selected).is_err());
    }
}
