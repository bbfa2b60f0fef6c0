//! Tabs where YAML expects spaces: read as spaces if that makes sense of a text which cannot be read otherwise.

use crate::syntax::Tree;
use demarc_inventory::{Problem, ProblemSeverity};
use demarc_model::{DocumentId, Span};

/// A text with spaces for tabs, byte for byte.
pub(super) struct Spaced {
    pub(super) text: String,
    /// The first tab that indents a line, which no YAML allows; behind a key a tab is as good as a space.
    indents: Option<usize>,
}

type Read = (Option<Tree>, Vec<Problem>);

/// The text with spaces for the tabs that indent its lines or stand behind a key; nothing if there are none.
///
/// Where tabs and spaces both indent, nobody knows how wide a tab was meant to be: those lines stay as they are.
pub(super) fn without(text: &str) -> Option<Spaced> {
    if !text.contains('\t') {
        return None;
    }
    let indented_with = |c: char| text.lines().any(|line| line.starts_with(c));
    let by_tabs = indented_with('\t') && !indented_with(' ');
    let mut spaced = String::with_capacity(text.len());
    let mut indents = None;
    for line in text.split_inclusive('\n') {
        let content = if by_tabs { line.trim_start_matches('\t') } else { line };
        let depth = line.len() - content.len();
        if depth > 0 {
            indents = indents.or(Some(spaced.len()));
        }
        spaced.push_str(&" ".repeat(depth));
        match content.split_once(":\t") {
            Some((key, rest)) => {
                let value = rest.trim_start_matches('\t');
                spaced.push_str(key);
                spaced.push(':');
                spaced.push_str(&" ".repeat(1 + rest.len() - value.len()));
                spaced.push_str(value);
            }
            None => spaced.push_str(content),
        }
    }
    (spaced != text).then_some(Spaced { text: spaced, indents })
}

/// Places that could not be read.
pub(super) fn errors(problems: &[Problem]) -> usize {
    problems.iter().filter(|problem| problem.code == "syntax-error").count()
}

/// Of two readings the one with fewer errors; tabs that indented are said.
pub(super) fn better(read: Read, spaced: Read, of: &Spaced, document: DocumentId) -> Read {
    if errors(&spaced.1) >= errors(&read.1) || spaced.0.is_none() {
        return read;
    }
    let (tree, mut problems) = spaced;
    if let Some(at) = of.indents {
        problems.push(Problem::at(
            "tabs",
            ProblemSeverity::Warning,
            "YAML is indented with spaces and this text with tabs, which CloudFormation refuses; each tab was read as one space",
            Span::new(document, at, at + 1),
        ));
    }
    (tree, problems)
}
