//! Pieces of a text that is known in part.

use crate::{Arena, Marks, NodeId, Value};

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// A known text.
    Text(&'a str),
    /// Letters, digits and hyphens, at least one.
    Word,
    /// Digits, at least one.
    Digits,
    /// What a name is made of: letters, digits and `+=,.@_-`, at least one; no colon, no slash and no wildcard.
    Name,
    /// A name that may hold slashes.
    Path,
    /// Any text, the empty one too.
    Anything,
}

/// The pieces of a node, in order; none for a node that is not known in part.
#[must_use]
pub fn pieces(arena: &Arena, node: NodeId) -> Vec<Piece<'_>> {
    let piece = |part| match arena.value(part) {
        Value::String(text) => Piece::Text(arena.text(text)),
        _ if arena.node(part).marks.has(Marks::WORD) => Piece::Word,
        _ => Piece::Anything,
    };
    arena.parts(node).map(piece).collect()
}

/// Whether a text of these pieces may be this one; never false for one that it may be.
#[must_use]
pub fn can_be(pieces: &[Piece<'_>], whole: &str) -> bool {
    let mut rest = whole;
    let mut anything_before = false;
    for (at, piece) in pieces.iter().enumerate() {
        // A word counts as anything: what stands around it decides nearly always.
        let Piece::Text(text) = *piece else {
            anything_before = true;
            continue;
        };
        let found = match anything_before {
            false => rest.strip_prefix(text),
            // The last piece stands at the end; of any other one its first place leaves most room for the rest.
            true if at + 1 == pieces.len() => rest.ends_with(text).then_some(""),
            true => rest.split_once(text).map(|(_, behind)| behind),
        };
        let Some(behind) = found else { return false };
        rest = behind;
        anything_before = false;
    }
    anything_before || rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANY: Piece<'_> = Piece::Anything;

    fn known(text: &str) -> Piece<'_> {
        Piece::Text(text)
    }

    #[test]
    fn a_text_with_holes_can_be_some_texts_and_cannot_be_others() {
        let arn = [known("arn:"), Piece::Word, known(":s3:::"), ANY, known("/*")];
        assert!(can_be(&arn, "arn:aws:s3:::logs/*"));
        assert!(can_be(&arn, "arn:aws:s3:::/*"));
        for other in ["*", "arn:aws:s3:::logs", "x arn:aws:s3:::logs/*", "arn:aws:s3:::logs/*/x"] {
            assert!(!can_be(&arn, other), "{other}");
        }
    }

    #[test]
    fn pieces_do_not_overlap() {
        assert!(!can_be(&[known("ab"), ANY, known("ba")], "aba"));
        assert!(can_be(&[ANY, known("a")], "aa"));
        assert!(can_be(&[known("a"), ANY, known("a"), ANY, known("a")], "aaa"));
    }
}
