//! Rules about what must not stay behind: unfinished places, paths of one machine, hosts of registries.

use super::{Fault, rust_text::without_tests};
use crate::repository::TextFile;

/// Marks of unfinished work. Joined from halves, so that this file does not hold them.
const UNFINISHED: [&str; 4] =
    [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("X", "XX:"), concat!("db", "g!(")];

/// First parts of absolute paths that exist on one machine only.
const MACHINE: [&str; 5] = ["work", "root", "home", "tmp", "Users"];

/// Hosts that a build asks through its client and never names.
const HOSTS: [&str; 6] = [
    concat!("crates", ".io/"),
    concat!("index.crates", ".io"),
    concat!("pypi", ".org"),
    concat!("files.python", "hosted.org"),
    concat!("registry.npm", "js.org"),
    concat!("proxy.golang", ".org"),
];

fn is_data(path: &str) -> bool {
    path == "Cargo.lock" || path.starts_with("schema/") || path.ends_with(".csv")
}

fn is_test_material(path: &str) -> bool {
    let parts = ["tests", "fixtures", "snapshots", "corpus"];
    path.starts_with("examples/")
        || path.starts_with("knowledge/duties/")
        || path.ends_with("tests.rs")
        || path.split('/').any(|part| parts.contains(&part))
}

/// Marks of work that was put off.
pub fn unfinished(files: &[TextFile]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in files.iter().filter(|f| !is_data(&f.path)) {
        for (number, line) in file.text.lines().enumerate() {
            if let Some(mark) = UNFINISHED.iter().find(|mark| has_word(line, mark)) {
                faults.push(Fault::new(
                    &file.path,
                    Some(number + 1),
                    format!("`{mark}` is left here; finish it or open an issue"),
                ));
            }
        }
    }
    faults
}

/// Absolute paths that hold on one machine only, outside of test material.
pub fn machine_paths(files: &[TextFile]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in files.iter().filter(|f| !is_data(&f.path) && !is_test_material(&f.path)) {
        let text = if file.is("rs") { without_tests(&file.text) } else { &file.text };
        for (number, line) in text.lines().enumerate() {
            if let Some(path) = machine_path(line) {
                let message = format!("`/{path}` exists on one machine only; use a path of the checkout");
                faults.push(Fault::new(&file.path, Some(number + 1), message));
            }
        }
    }
    faults
}

/// The first part of an absolute machine path in a line.
fn machine_path(line: &str) -> Option<&'static str> {
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        let starts = c == '/' && (before.is_whitespace() || "\"'`(=:<[,".contains(before));
        before = c;
        if !starts {
            continue;
        }
        let Some(rest) = line.get(at + 1..) else { continue };
        let first: String = rest.chars().take_while(|c| c.is_alphanumeric() || "_-.".contains(*c)).collect();
        if let Some(found) = MACHINE.iter().find(|m| **m == first) {
            return Some(found);
        }
    }
    None
}

/// Hosts of package registries.
pub fn registry_hosts(files: &[TextFile]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in files.iter().filter(|f| !is_data(&f.path) && !f.path.ends_with(".lock")) {
        for (number, line) in file.text.lines().enumerate() {
            if let Some(host) = HOSTS.iter().find(|host| line.contains(**host)) {
                let message =
                    format!("names the registry `{host}`; its client knows it, a mirror has another");
                faults.push(Fault::new(&file.path, Some(number + 1), message));
            }
        }
    }
    faults
}

/// Whether the word stands in the line with no letter or digit around it.
pub fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line.get(..at).and_then(|s| s.chars().next_back());
        let after = line.get(at + word.len()..).and_then(|s| s.chars().next());
        let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        let open_end = word.ends_with(|c: char| !c.is_alphanumeric());
        !joins(before) && (open_end || !joins(after))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repository::file;

    #[test]
    fn unfinished_places_are_found_as_words() {
        let mark = UNFINISHED.first().unwrap();
        let files = [file("a.rs", &format!("// {mark} later\n// {mark}R is a word\n"))];
        assert_eq!(unfinished(&files).iter().map(|f| f.line).collect::<Vec<_>>(), [Some(1)]);
        assert!(unfinished(&[file("Cargo.lock", mark)]).is_empty());
    }

    #[test]
    fn machine_paths_are_found_outside_of_tests() {
        let line = format!("let a = \"/{}/demarc\";\n", "home");
        assert_eq!(machine_paths(&[file("crates/a/src/a.rs", &line)]).len(), 1);
        assert!(machine_paths(&[file("crates/a/tests/it/a.rs", &line)]).is_empty());
        let tested = format!("//! A.\n#[cfg(test)]\nmod tests {{\n{line}}}\n");
        assert!(machine_paths(&[file("crates/a/src/a.rs", &tested)]).is_empty());
        assert!(machine_paths(&[file("README.md", "the net/work and /workers and a/tmp")]).is_empty());
    }

    #[test]
    fn registry_hosts_are_found() {
        let host = HOSTS.get(2).unwrap();
        assert_eq!(registry_hosts(&[file("deny.toml", host)]).len(), 1);
        assert!(registry_hosts(&[file("Cargo.lock", host)]).is_empty());
    }
}
