//! Rules about words: texts speak of the subject, and nothing that reaches a reader promises more than is known.

use super::{
    Fault,
    leftovers::has_word,
    rust_text::{Piece, said, without_tests},
};
use crate::repository::TextFile;

/// Words about how a text came to be instead of what it says.
const ABOUT_THE_WRITING: [&str; 8] = [
    "assistant",
    "workplace",
    "chatbot",
    "language model",
    "this session",
    "last session",
    "next session",
    "as requested",
];

/// Words that speak for AWS or for an assessor.
const PROMISES: [&str; 13] = [
    "guarantee",
    "guarantees",
    "guaranteed",
    "attests",
    "aws confirms",
    "compliant",
    "certified",
    "certifies",
    "passed audit",
    "audit-proof",
    "aws crm",
    "official",
    "fully secure",
];

/// Crates whose texts reach readers.
const SPEAKING: [&str; 5] = [
    "crates/report/src/",
    "crates/assess/src/",
    "crates/cli/src/",
    "crates/model/src/",
    "crates/sources/src/",
];

fn find<'w>(text: &str, words: &'w [&str]) -> Option<&'w str> {
    let lower = text.to_lowercase();
    words.iter().find(|word| has_word(&lower, word)).copied()
}

fn lines_of(text: &str) -> Vec<Piece> {
    text.lines().enumerate().map(|(i, l)| Piece { line: i + 1, text: l.to_owned() }).collect()
}

/// Prose and comments that speak of their own making.
pub fn process_words(files: &[TextFile]) -> Vec<Fault> {
    // Knowledge and the pages generated from it name services of AWS's as they are called.
    let of_aws = |f: &&TextFile| {
        ["knowledge/", "docs/reference/", "examples/"].iter().any(|folder| f.path.starts_with(folder))
    };
    let mut faults = Vec::new();
    for file in files.iter().filter(|f| !of_aws(f)) {
        let pieces = if file.is("rs") {
            said(&file.text).comments
        } else if file.is("md") || file.is("py") {
            lines_of(&file.text)
        } else {
            continue;
        };
        for piece in pieces {
            if let Some(word) = find(&piece.text, &ABOUT_THE_WRITING) {
                faults.push(Fault::new(
                    &file.path,
                    Some(piece.line),
                    format!("`{word}` speaks of the writing; say what holds"),
                ));
            }
        }
    }
    faults
}

/// String literals that could reach a reader and promise too much.
pub fn promises_in_code(files: &[TextFile]) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in files.iter().filter(|f| f.is("rs") && f.name() != "tests.rs") {
        if !SPEAKING.iter().any(|folder| file.path.starts_with(folder)) {
            continue;
        }
        for piece in said(without_tests(&file.text)).strings {
            if let Some(word) = find(&piece.text, &PROMISES) {
                faults.push(Fault::new(&file.path, Some(piece.line), promise(word)));
            }
        }
    }
    faults
}

fn promise(word: &str) -> String {
    format!("`{word}` speaks for AWS or an assessor; write what a document says, or what evidence supports")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repository::file;

    #[test]
    fn strings_are_held_to_the_rule_and_comments_are_not() {
        let text = "//! Never says guaranteed.\nfn a() -> &'static str { \"Guaranteed by AWS\" }\n#[cfg(test)]\nmod tests {\n\"certified\"}";
        let faults = promises_in_code(&[file("crates/report/src/a.rs", text), file("xtask/src/a.rs", text)]);
        assert_eq!(faults.iter().map(|f| f.line).collect::<Vec<_>>(), [Some(2)]);
    }

    #[test]
    fn prose_and_comments_speak_of_the_subject() {
        let files = [
            file("README.md", "An Assistant wrote this."),
            file("crates/a/src/a.rs", "//! In the next session.\n\"assistant\""),
            file("knowledge/services/q.toml", "name = \"assistant\""),
            file("docs/reference/services/q.md", "# Amazon Q, an assistant"),
            file("STYLE.md", "A session token ends."),
        ];
        assert_eq!(process_words(&files).len(), 2);
    }
}
