//! What others ask of a configuration is asked here too: each control of AWS Security Hub and each common question has a
//! duty that exists, or a sentence that says why no configuration can show it.

use crate::system::FOLDER;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// The tables; together they speak of every control.
const TABLES: [&str; 3] = ["a-to-ec2.csv", "ecr-to-neptune.csv", "networkfirewall-to-workspaces.csv"];

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data")
}

fn duty_ids() -> BTreeSet<&'static str> {
    FOLDER.duties.iter().map(|(_, d)| d.id.as_str()).collect()
}

/// Control, duties, reason; only the reason may hold commas, and then it stands in quotes.
fn row(line: &str) -> (String, Vec<String>, String) {
    let (control, rest) = line.split_once(',').unwrap_or_else(|| panic!("`{line}` has no second column"));
    let (duties, reason) = rest.split_once(',').unwrap_or_else(|| panic!("`{line}` has no third column"));
    let duties = duties.split(';').filter(|d| !d.is_empty()).map(str::to_owned).collect();
    let reason = reason.strip_prefix('"').and_then(|r| r.strip_suffix('"')).unwrap_or(reason);
    (control.to_owned(), duties, reason.replace("\"\"", "\""))
}

fn tables() -> BTreeMap<String, Vec<(String, Vec<String>, String)>> {
    let mut tables = BTreeMap::new();
    for entry in fs::read_dir(data().join("security_hub")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !name.ends_with(".csv") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let (header, lines) = text.split_once('\n').unwrap();
        assert_eq!(header, "control,duties,reason", "{name}");
        tables.insert(name, lines.lines().filter(|l| !l.is_empty()).map(row).collect());
    }
    tables
}

#[test]
fn every_control_of_security_hub_has_a_duty_or_a_sentence_why_not() {
    let known = duty_ids();
    let mut seen = BTreeSet::new();
    for (name, rows) in tables() {
        assert!(
            TABLES.contains(&name.as_str()),
            "`{name}` is no table that this test knows; name it in `TABLES`"
        );
        assert!(!rows.is_empty(), "{name}");
        for (control, duties, reason) in rows {
            assert!(seen.insert(control.clone()), "{name}: `{control}` stands twice");
            for duty in &duties {
                assert!(
                    known.contains(duty.as_str()),
                    "{name}: `{control}` names `{duty}`, which is no duty"
                );
            }
            let once: BTreeSet<_> = duties.iter().collect();
            assert_eq!(once.len(), duties.len(), "{name}: `{control}` names a duty twice");
            assert_ne!(
                duties.is_empty(),
                reason.is_empty(),
                "{name}: `{control}` has duties or a reason, not both"
            );
            if !reason.is_empty() {
                let words = reason.split_whitespace().count();
                assert!(
                    words >= 6 && reason.ends_with('.') && reason.starts_with(char::is_uppercase),
                    "{name}: the reason of `{control}` is no sentence: {reason}"
                );
            }
        }
    }
}

#[test]
fn no_control_of_the_published_catalog_is_left_out() {
    let text = fs::read_to_string(data().join("security_hub/controls.txt")).unwrap();
    let published: BTreeSet<String> = text
        .lines()
        .filter(|l| !l.starts_with('#'))
        .flat_map(|line| {
            let mut words = line.split_whitespace();
            let group = words.next().unwrap();
            words.map(move |number| format!("{group}.{number}"))
        })
        .collect();
    assert_eq!(published.len(), 452);
    let tables = tables();
    let told: BTreeSet<String> = tables.values().flatten().map(|(control, ..)| control.clone()).collect();
    let whole = TABLES.iter().all(|t| tables.contains_key(*t));
    // Each table holds a stretch of the alphabet; one that is not there yet leaves only its own stretch open.
    let due = published.iter().filter(|control| {
        whole || tables.values().any(|rows| rows.iter().any(|(c, ..)| group(c) == group(control)))
    });
    let open: Vec<&String> = due.filter(|control| !told.contains(*control)).collect();
    assert!(open.is_empty(), "nothing is said of {open:?}");
    if whole {
        assert!(told.len() >= published.len(), "{} of {} controls", told.len(), published.len());
    }
}

fn group(control: &str) -> &str {
    control.rsplit_once('.').map_or(control, |(group, _)| group)
}

#[test]
fn every_common_question_has_a_duty_of_its_name() {
    let known = duty_ids();
    let text = fs::read_to_string(data().join("topics.txt")).unwrap();
    let topics: Vec<&str> = text.lines().filter(|l| !l.starts_with('#') && !l.is_empty()).collect();
    assert_eq!(topics.len(), 184);
    let missing: Vec<&&str> = topics.iter().filter(|t| !known.contains(**t)).collect();
    assert!(missing.is_empty(), "no duty is called {missing:?}");
}
