//! The manifest of a report: whether files still have the digests that it names.

use crate::{
    finding::{Checked, Finding, Level, NotChecked, Report},
    tree::{NodeId, Tree},
};
use sha2::{Digest, Sha256};

/// A file that a manifest names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// An input, relative to the folder in which the report was made.
    Input,
    /// A document, relative to the manifest.
    Output,
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Its bytes.
    Bytes(Vec<u8>),
    /// It is not there.
    Missing,
    /// It is there and cannot be read, with the reason.
    Unreadable(String),
}

/// Hex SHA-256 of bytes.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        hex.push_str(&format!("{byte:02x}"));
        hex
    })
}

/// Checks a manifest: every output must be there as it was written; an input that is there must be as it was read.
///
/// `knowledge` is the digest of the knowledge of this program; `read` gives the bytes of a file; `signature` is the name of a
/// signature beside the manifest, if there is one.
#[must_use]
pub fn check(
    file: &str,
    text: String,
    knowledge: &str,
    signature: Option<&str>,
    read: &mut dyn FnMut(Place, &str) -> Found,
) -> Report {
    let (tree, error) = Tree::parse(text);
    let mut run = Run { file, tree: &tree, findings: Vec::new(), not_checked: Vec::new() };
    if let Some(error) = error {
        let (line, column) = tree.place_of(error.offset);
        run.findings.push(Finding {
            code: "syntax",
            level: Level::Error,
            file: file.to_owned(),
            pointer: String::new(),
            line,
            column,
            message: format!("the text is not JSON: {}", error.message),
            advice: "give the `manifest.json` of a report".to_owned(),
        });
    } else if let Some(root) = tree.root() {
        run.all(root, knowledge, signature, read);
    }
    Report {
        documents: vec![Checked {
            file: file.to_owned(),
            model: "manifest".to_owned(),
            title: None,
            oscal_version: None,
        }],
        findings: run.findings,
        not_checked: run.not_checked,
    }
}

struct Run<'a> {
    file: &'a str,
    tree: &'a Tree,
    findings: Vec<Finding>,
    not_checked: Vec<NotChecked>,
}

impl Run<'_> {
    fn all(
        &mut self,
        root: NodeId,
        knowledge: &str,
        signature: Option<&str>,
        read: &mut dyn FnMut(Place, &str) -> Found,
    ) {
        let tree = self.tree;
        if tree.text_of(root, "kind") != Some("demarc-manifest") {
            self.find(
                root,
                "not-a-manifest",
                "this is no manifest of a report",
                "give the `manifest.json` of a report",
            );
            return;
        }
        let lists = [("outputs", Place::Output), ("inputs", Place::Input)];
        for (list, place) in lists {
            for entry in tree.list(root, list) {
                self.entry(*entry, place, read);
            }
        }
        let used = tree.get(root, "knowledge").and_then(|k| tree.text_of(k, "sha256"));
        if used.is_some_and(|used| used != knowledge) {
            self.skip("the knowledge that decided: it is another than this program's");
        }
        match signature {
            Some(name) => self.skip(&format!(
                "the signature `{name}`: check it with the command that made it; without it anybody could have written this manifest"
            )),
            None => self.skip("who wrote it: the manifest is not signed, so these digests only show that nothing changed since"),
        }
    }

    fn entry(&mut self, entry: NodeId, place: Place, read: &mut dyn FnMut(Place, &str) -> Found) {
        let (Some(path), Some(digest)) =
            (self.tree.text_of(entry, "path"), self.tree.text_of(entry, "sha256"))
        else {
            self.find(entry, "not-a-manifest", "an entry without `path` or `sha256`", "make the report anew");
            return;
        };
        match (read(place, path), place) {
            (Found::Bytes(bytes), _) if sha256(&bytes).eq_ignore_ascii_case(digest) => {}
            (Found::Bytes(_), Place::Output) => {
                let message = format!("`{path}` is not as it was written: its SHA-256 is another");
                self.find(
                    entry,
                    "output-changed",
                    &message,
                    "make the report anew, or find out who changed the file",
                );
            }
            (Found::Bytes(_), Place::Input) => {
                let message = format!("`{path}` is not as it was read: its SHA-256 is another");
                self.find(
                    entry,
                    "input-changed",
                    &message,
                    "the report speaks of the file as it was; make it anew",
                );
            }
            (Found::Missing, Place::Output) => {
                let message = format!("`{path}` is missing");
                self.find(entry, "output-missing", &message, "put the file back, or make the report anew");
            }
            (Found::Missing, Place::Input) => {
                self.skip(&format!("the input `{path}`: it is not here"));
            }
            (Found::Unreadable(reason), _) => {
                let message = format!("`{path}` could not be read: {reason}");
                self.find(entry, "file-unreadable", &message, "make it readable");
            }
        }
    }

    fn find(&mut self, node: NodeId, code: &'static str, message: &str, advice: &str) {
        let (line, column) = self.tree.place(node);
        self.findings.push(Finding {
            code,
            level: Level::Error,
            file: self.file.to_owned(),
            pointer: self.tree.pointer(node),
            line,
            column,
            message: message.to_owned(),
            advice: advice.to_owned(),
        });
    }

    fn skip(&mut self, reason: &str) {
        self.not_checked.push(NotChecked { file: self.file.to_owned(), reason: reason.to_owned() });
    }
}
