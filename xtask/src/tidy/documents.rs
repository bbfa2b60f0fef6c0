//! Rules about documents: links lead somewhere, changelog fragments have a name and a text.

use super::Fault;
use crate::repository::TextFile;
use std::collections::{BTreeMap, BTreeSet};

/// Relative links of documents at the top and of `knowledge/README.md` that lead to nothing.
pub fn dead_links(files: &[TextFile]) -> Vec<Fault> {
    let mut known: BTreeSet<String> = BTreeSet::new();
    for file in files {
        known.insert(file.path.clone());
        let mut folder = file.folder();
        while !folder.is_empty() {
            known.insert(folder.to_owned());
            folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
        }
    }
    let mut faults = Vec::new();
    for file in files.iter().filter(|f| f.is("md") && (!f.path.contains('/') || f.name() == "README.md")) {
        for (number, line) in file.text.lines().enumerate() {
            for link in links(line) {
                let target = resolve(file.folder(), link);
                if !known.contains(&target) {
                    faults.push(Fault::new(
                        &file.path,
                        Some(number + 1),
                        format!("the link `{link}` leads to nothing; correct or remove it"),
                    ));
                }
            }
        }
    }
    faults
}

/// Targets of `[text](target)` that are paths.
fn links(line: &str) -> Vec<&str> {
    line.split("](")
        .skip(1)
        .filter_map(|rest| rest.split_once(')').map(|(target, _)| target))
        .map(|target| target.split_once('#').map_or(target, |(path, _)| path))
        .filter(|target| !target.is_empty() && !target.contains("://") && !target.starts_with("mailto:"))
        .collect()
}

fn resolve(folder: &str, link: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    parts.join("/")
}

/// Tests that ARCHITECTURE.md names for its invariants and that nobody wrote.
pub fn missing_tests(files: &[TextFile]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in files.iter().filter(|f| f.path == "ARCHITECTURE.md") {
        for (number, line) in file.text.lines().enumerate() {
            // Between backticks are the odd pieces; a name of three or more joined words is a test's.
            let names = line.split('`').skip(1).step_by(2).filter(|name| {
                name.matches('_').count() >= 3
                    && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
            });
            for name in names {
                let definition = format!("fn {name}(");
                if !files.iter().any(|f| f.is("rs") && f.text.contains(&definition)) {
                    faults.push(Fault::new(
                        &file.path,
                        Some(number + 1),
                        format!("there is no test `{name}`; name the one that keeps the invariant"),
                    ));
                }
            }
        }
    }
    faults
}

/// Fragments are `changelog.d/0001-what-changed.md`, numbers used once, with one sentence at least.
pub fn changelog_fragments(files: &[TextFile]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut numbers: BTreeMap<String, String> = BTreeMap::new();
    for file in files.iter().filter(|f| f.path.starts_with("changelog.d/") && f.name() != "README.md") {
        let Some(number) = fragment_number(file.name()) else {
            faults.push(Fault::new(
                &file.path,
                None,
                "is not named like `0001-what-changed.md`: four digits, words in lower case joined by `-`",
            ));
            continue;
        };
        if let Some(other) = numbers.insert(number.to_owned(), file.path.clone()) {
            faults.push(Fault::new(
                &file.path,
                None,
                format!("has the number of `{other}`; take the next free one"),
            ));
        }
        if !file.text.trim_end().ends_with('.') {
            faults.push(Fault::new(
                &file.path,
                None,
                "says nothing or does not end its sentence; tell a user what changed",
            ));
        }
    }
    faults
}

fn fragment_number(name: &str) -> Option<&str> {
    let (number, words) = name.strip_suffix(".md")?.split_once('-')?;
    let digits = number.len() == 4 && number.chars().all(|c| c.is_ascii_digit());
    let plain = !words.is_empty()
        && words
            .split('-')
            .all(|w| !w.is_empty() && w.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()));
    (digits && plain).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repository::file;

    #[test]
    fn links_to_files_folders_and_the_web_are_told_from_dead_ones() {
        let files = [
            file(
                "README.md",
                "[a](ARCHITECTURE.md#code-map) [b](crates/a) [c](https://example.org/x) [d](missing.md)",
            ),
            file("ARCHITECTURE.md", ""),
            file("crates/a/src/lib.rs", ""),
            file("knowledge/README.md", "[up](../ARCHITECTURE.md)"),
        ];
        let faults = dead_links(&files);
        assert_eq!(faults.len(), 1);
        assert!(faults.iter().all(|f| f.message.contains("missing.md")));
    }

    #[test]
    fn a_test_that_keeps_an_invariant_exists() {
        let files = [
            file("ARCHITECTURE.md", "Kept by `one_that_is_there` and `one_that_is_not` with `a_type`."),
            file("crates/a/src/tests.rs", "fn one_that_is_there() {}"),
        ];
        assert_eq!(missing_tests(&files).len(), 1);
    }

    #[test]
    fn fragments_have_a_number_words_and_a_sentence() {
        let files = [
            file("changelog.d/README.md", ""),
            file("changelog.d/0001-first.md", "Something is new.\n"),
            file("changelog.d/0001-second.md", "Something is new.\n"),
            file("changelog.d/1-Third.md", "Something is new.\n"),
            file("changelog.d/0004-fourth.md", "\n"),
        ];
        let faults: Vec<String> = changelog_fragments(&files).iter().map(|f| f.file.clone()).collect();
        assert_eq!(
            faults,
            ["changelog.d/0001-second.md", "changelog.d/1-Third.md", "changelog.d/0004-fourth.md"]
        );
    }
}
