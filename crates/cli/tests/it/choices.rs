//! The line that moves: flipping one field moves exactly the layers that the knowledge says.

use crate::system::{KNOWLEDGE, inventory};
use demarc_assess::{AssessOptions, assess, assessment::Assessment};
use demarc_model::{Layer, Owner, Task};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::Path,
};

type Owners = BTreeMap<(String, Layer), BTreeMap<Task, Owner>>;

/// What is in every assessment and comes from no file.
const STANDING: [&str; 3] = ["Demarc::Account", "Demarc::AccountRegion", "Demarc::Organization"];

fn read(path: &Path) -> Option<Assessment> {
    let text = fs::read_to_string(path).ok()?;
    let name = path.file_name()?.to_str()?.to_owned();
    let at = if name.ends_with(".tf") { "." } else { name.as_str() };
    let inventory = inventory(&[(name.as_str(), text.as_str())], &[at]);
    Some(assess(&inventory, &KNOWLEDGE, "", &AssessOptions::default()).unwrap())
}

/// Owners by type, so that Terraform and CloudFormation can be compared although their addresses differ.
fn owners(assessment: &Assessment) -> Owners {
    let mut owners = Owners::new();
    for resource in assessment.resources.iter().filter(|r| !STANDING.contains(&r.type_name.as_str())) {
        for layer in resource.layers.iter() {
            owners.insert((resource.type_name.0.clone(), layer.layer), layer.tasks.clone());
        }
    }
    owners
}

/// Where one type of resource takes the place of another, the two stand under one name, so that what moves can be seen.
fn instead(a: &Owners, b: &Owners) -> Option<(String, Owners, Owners)> {
    let types = |o: &Owners| o.keys().map(|(t, _)| t.clone()).collect::<BTreeSet<String>>();
    let (before, after) = (types(a), types(b));
    let gone: Vec<&String> = before.difference(&after).collect();
    let new: Vec<&String> = after.difference(&before).collect();
    let ([gone], [new]) = (gone.as_slice(), new.as_slice()) else { return None };
    let both = format!("{gone} => {new}");
    let renamed = |o: &Owners, name: &str| {
        let one = |(key, tasks): (&(String, Layer), &BTreeMap<Task, Owner>)| {
            let type_name = if key.0 == name { both.clone() } else { key.0.clone() };
            ((type_name, key.1), tasks.clone())
        };
        o.iter().map(one).collect::<Owners>()
    };
    let (a, b) = (renamed(a, gone), renamed(b, new));
    Some((format!("{gone} is replaced by {new}\n"), a, b))
}

fn moved(a: &Owners, b: &Owners) -> String {
    let mut text = String::new();
    let replaced = instead(a, b);
    let (a, b) = match &replaced {
        Some((title, a, b)) => {
            text.push_str(title);
            (a, b)
        }
        None => (a, b),
    };
    let keys: BTreeSet<_> = a.keys().chain(b.keys()).collect();
    let types = |o: &Owners| o.keys().map(|(t, _)| t.clone()).collect::<BTreeSet<String>>();
    let (before, after) = (types(a), types(b));
    for only in before.symmetric_difference(&after) {
        let _ = writeln!(text, "{only} {}", if after.contains(only) { "appears" } else { "is gone" });
    }
    for key in keys.into_iter().filter(|k| before.contains(&k.0) && after.contains(&k.0)) {
        let (before, after) = (a.get(key), b.get(key));
        for task in key.1.tasks() {
            let of = |o: Option<&BTreeMap<Task, Owner>>| {
                o.and_then(|o| o.get(task)).copied().unwrap_or(Owner::Absent)
            };
            if of(before) != of(after) {
                let _ = writeln!(text, "{} {}.{task}: {} -> {}", key.0, key.1, of(before), of(after));
            }
        }
    }
    text
}

#[test]
fn each_choice_moves_what_it_says_and_alike_in_both_dialects() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/choices");
    let mut pairs: Vec<_> =
        fs::read_dir(&root).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_dir()).collect();
    pairs.sort();
    assert!(pairs.len() >= 8, "{pairs:?}");
    let mut picture = String::new();
    for pair in pairs {
        let mut sides: Vec<_> =
            fs::read_dir(&pair).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_dir()).collect();
        sides.sort();
        let name = |p: &Path| p.file_name().unwrap().to_string_lossy().into_owned();
        let mut still: BTreeSet<String> = sides.iter().map(|s| name(s)).collect();
        for (i, one) in sides.iter().enumerate() {
            for other in sides.iter().skip(i + 1) {
                let mut by_dialect = Vec::new();
                for file in ["main.tf", "template.yaml"] {
                    let (Some(a), Some(b)) = (read(&one.join(file)), read(&other.join(file))) else {
                        continue;
                    };
                    by_dialect.push((file, moved(&owners(&a), &owners(&b))));
                }
                let title = format!("{}: {} -> {}", name(&pair), name(one), name(other));
                assert!(!by_dialect.is_empty(), "{title}: no input");
                if by_dialect.iter().all(|(_, text)| !text.is_empty()) {
                    still.remove(&name(one));
                    still.remove(&name(other));
                }
                if let [(_, hcl), (_, template)] = by_dialect.as_slice() {
                    assert_eq!(hcl, template, "{title}: Terraform and CloudFormation differ");
                }
                let text = if by_dialect[0].1.is_empty() { "nothing moves\n" } else { &by_dialect[0].1 };
                let _ = writeln!(picture, "# {title}\n{text}");
            }
        }
        assert!(still.is_empty(), "{}: nothing moves between {still:?} and the others", name(&pair));
    }
    the_table_says_what_moves(&root, &picture);
    insta::assert_snapshot!("choices", picture);
}

/// The table in the examples' README names, for each choice, exactly the layers that move.
fn the_table_says_what_moves(root: &Path, picture: &str) {
    let mut moved: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    // Where one resource gives way to several, the picture cannot set them against each other.
    let mut several = BTreeSet::new();
    let mut choice = "";
    for line in picture.lines() {
        if let Some((name, _)) = line.strip_prefix("# ").and_then(|l| l.split_once(':')) {
            choice = name;
        } else if line.ends_with(" appears") || line.ends_with(" is gone") {
            several.insert(choice);
        } else if let Some((place, _)) = line.split_once(": ") {
            let task = place.rsplit(' ').next().unwrap();
            moved.entry(choice).or_default().insert(task.split('.').next().unwrap());
        }
    }
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let layers: Vec<&str> = Layer::ALL.iter().map(|l| l.id()).collect();
    for (choice, moved) in moved {
        let row = readme.lines().find(|l| l.starts_with(&format!("| [`{choice}`]")));
        let row = row.unwrap_or_else(|| panic!("README.md: the table has no row for {choice}"));
        let said: BTreeSet<&str> = row
            .rsplit_once(" | ")
            .unwrap()
            .1
            .split('`')
            .filter_map(|word| layers.iter().find(|l| **l == word.split('.').next().unwrap()).copied())
            .collect();
        assert!(
            said.is_superset(&moved),
            "README.md: layers that move for {choice}: {moved:?}, not {said:?}"
        );
        if !several.contains(choice) {
            assert_eq!(said, moved, "README.md: layers that move for {choice}");
        }
    }
}
