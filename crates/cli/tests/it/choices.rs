//! The line that moves: flipping one field moves exactly the layers that the knowledge says.

use crate::system::{KNOWLEDGE, inventory};
use demarc_assess::{AssessOptions, assess, assessment::Assessment};
use demarc_model::{Layer, Owner, Task};
use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path};

type Owners = BTreeMap<(String, Layer), BTreeMap<Task, Owner>>;

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
    for resource in assessment.resources.iter().filter(|r| !r.type_name.as_str().starts_with("Demarc::")) {
        for layer in &resource.layers {
            owners.insert((resource.type_name.0.clone(), layer.layer), layer.tasks.clone());
        }
    }
    owners
}

fn moved(a: &Owners, b: &Owners) -> String {
    let mut text = String::new();
    let keys: std::collections::BTreeSet<_> = a.keys().chain(b.keys()).collect();
    let types = |o: &Owners| o.keys().map(|(t, _)| t.clone()).collect::<std::collections::BTreeSet<String>>();
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
        let mut still: std::collections::BTreeSet<String> = sides.iter().map(|s| name(s)).collect();
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
    insta::assert_snapshot!("choices", picture);
}
