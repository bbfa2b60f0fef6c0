//! JSON into a tree: one pass over tokens, without recursion, comments and trailing commas refused.

use super::{DEEPEST_NESTING, Entry, Mapping, Tree, TreeValue};
use demarc_inventory::{Problem, ProblemSeverity};
use demarc_model::{DocumentId, Span};
use jsonc_parser::{Scanner, ScannerOptions, tokens::Token};

/// Parses JSON; after an error the tree holds what stood before it, with the broken-off containers marked incomplete.
///
/// Without any value there is no tree. A byte-order mark at the start is skipped.
#[must_use]
pub fn parse_json(text: &str, document: DocumentId) -> (Option<Tree>, Vec<Problem>) {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let scanner = Scanner::new(
        body,
        &ScannerOptions {
            allow_single_quoted_strings: false,
            allow_hexadecimal_numbers: false,
            allow_unary_plus_numbers: false,
            allow_bare_decimal_point_numbers: false,
            allow_non_finite_numbers: false,
            allow_extended_string_escapes: false,
        },
    );
    let mut reader = Reader {
        scanner,
        document,
        shift: text.len() - body.len(),
        stack: Vec::new(),
        root: None,
        problems: Vec::new(),
    };
    if let Err(broken) = reader.read() {
        let span = Span::new(document, broken.start + reader.shift, broken.end + reader.shift);
        reader.problems.push(Problem::at(
            "syntax-error",
            ProblemSeverity::Error,
            format!("the JSON text cannot be read beyond this point: {}", broken.message),
            span,
        ));
        reader.close_all(broken.start);
    }
    (reader.root, reader.problems)
}

struct Broken {
    start: usize,
    end: usize,
    message: String,
}

/// A container that is still open.
struct Frame {
    start: usize,
    content: Content,
}

enum Content {
    Sequence(Vec<Tree>),
    Mapping { entries: Vec<Entry>, key: Option<(Box<str>, Span)> },
}

/// What may come next.
#[derive(Clone, Copy, PartialEq)]
enum Expect {
    Value,
    ValueOrClose,
    Key,
    KeyOrClose,
    Colon,
    CommaOrClose,
    End,
}

struct Reader<'a> {
    scanner: Scanner<'a>,
    document: DocumentId,
    shift: usize,
    stack: Vec<Frame>,
    root: Option<Tree>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.document, start + self.shift, end + self.shift)
    }

    fn read(&mut self) -> Result<(), Broken> {
        let mut expect = Expect::Value;
        loop {
            let token = self.scanner.scan().map_err(|e| Broken {
                start: e.range().start,
                end: e.range().end,
                message: lower_first(&e.kind().to_string()),
            })?;
            let (start, end) = (self.scanner.token_start(), self.scanner.token_end());
            let Some(token) = token else {
                return if expect == Expect::End {
                    Ok(())
                } else {
                    Err(Broken {
                        start,
                        end,
                        message: format!("the text ends where {} was expected", expect.words()),
                    })
                };
            };
            expect = self.step(expect, token, start, end)?;
        }
    }

    fn step(&mut self, expect: Expect, token: Token<'_>, start: usize, end: usize) -> Result<Expect, Broken> {
        let value = match (expect, token) {
            (Expect::Value | Expect::ValueOrClose, Token::OpenBrace) => {
                self.open(Content::Mapping { entries: Vec::new(), key: None }, start, end)?;
                return Ok(Expect::KeyOrClose);
            }
            (Expect::Value | Expect::ValueOrClose, Token::OpenBracket) => {
                self.open(Content::Sequence(Vec::new()), start, end)?;
                return Ok(Expect::ValueOrClose);
            }
            (Expect::Value | Expect::ValueOrClose, Token::String(text)) => TreeValue::String(text.into()),
            (Expect::Value | Expect::ValueOrClose, Token::Number(text)) => TreeValue::Number(text.into()),
            (Expect::Value | Expect::ValueOrClose, Token::Boolean(value)) => TreeValue::Bool(value),
            (Expect::Value | Expect::ValueOrClose, Token::Null) => TreeValue::Null,
            (Expect::ValueOrClose | Expect::CommaOrClose, Token::CloseBracket) if !self.in_mapping() => {
                return Ok(self.close(end, false));
            }
            (Expect::KeyOrClose | Expect::CommaOrClose, Token::CloseBrace) if self.in_mapping() => {
                return Ok(self.close(end, false));
            }
            (Expect::Key | Expect::KeyOrClose, Token::String(text)) => {
                let span = self.span(start, end);
                if let Some(Frame { content: Content::Mapping { key, .. }, .. }) = self.stack.last_mut() {
                    *key = Some((text.into(), span));
                }
                return Ok(Expect::Colon);
            }
            (Expect::Colon, Token::Colon) => return Ok(Expect::Value),
            (Expect::CommaOrClose, Token::Comma) => {
                return Ok(if self.in_mapping() { Expect::Key } else { Expect::Value });
            }
            (_, Token::CommentLine(_) | Token::CommentBlock(_)) => {
                return Err(Broken { start, end, message: "JSON has no comments, remove this one".into() });
            }
            (expect, _) => {
                return Err(Broken { start, end, message: format!("{} was expected", expect.words()) });
            }
        };
        let tree = Tree::new(value, self.span(start, end));
        Ok(self.place(tree))
    }

    fn in_mapping(&self) -> bool {
        matches!(self.stack.last(), Some(Frame { content: Content::Mapping { .. }, .. }))
    }

    fn open(&mut self, content: Content, start: usize, end: usize) -> Result<(), Broken> {
        if self.stack.len() >= DEEPEST_NESTING {
            let message = format!("more than {DEEPEST_NESTING} containers are nested, the limit");
            return Err(Broken { start, end, message });
        }
        self.stack.push(Frame { start, content });
        Ok(())
    }

    /// Puts a finished value where it belongs.
    fn place(&mut self, tree: Tree) -> Expect {
        match self.stack.last_mut().map(|frame| &mut frame.content) {
            Some(Content::Sequence(elements)) => elements.push(tree),
            Some(Content::Mapping { entries, key }) => {
                if let Some((key, key_span)) = key.take() {
                    entries.push(Entry { key, key_span, value: tree });
                }
            }
            None => {
                self.root = Some(tree);
                return Expect::End;
            }
        }
        Expect::CommaOrClose
    }

    fn close(&mut self, end: usize, incomplete: bool) -> Expect {
        let Some(frame) = self.stack.pop() else { return Expect::End };
        let value = match frame.content {
            Content::Sequence(elements) => TreeValue::Sequence(elements),
            Content::Mapping { mut entries, key } => {
                // A key whose value was lost: the property is unknown, not absent.
                if let Some((key, key_span)) = key {
                    entries.push(Entry { key, key_span, value: Tree::unreadable(key_span) });
                }
                TreeValue::Mapping(Mapping::new(entries, &mut self.problems))
            }
        };
        let mut tree = Tree::new(value, self.span(frame.start, end));
        tree.incomplete = incomplete;
        self.place(tree)
    }

    fn close_all(&mut self, end: usize) {
        while !self.stack.is_empty() {
            self.close(end, true);
        }
    }
}

impl Expect {
    fn words(self) -> &'static str {
        match self {
            Self::Value => "a value",
            Self::ValueOrClose => "a value or `]`",
            Self::Key => "a key in double quotes",
            Self::KeyOrClose => "a key in double quotes or `}`",
            Self::Colon => "`:`",
            Self::CommaOrClose => "`,` or the end of the container",
            Self::End => "the end of the text",
        }
    }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOC: DocumentId = DocumentId(0);

    #[test]
    fn values_and_keys_have_their_places() {
        let (tree, problems) = parse_json(r#"{"a": [1.50, "é\n", true, null], "b": {}}"#, DOC);
        let tree = tree.unwrap();
        assert_eq!(problems, []);
        let list = tree.get("a").unwrap().as_sequence().unwrap();
        assert_eq!(list[0].value, TreeValue::Number("1.50".into()));
        assert_eq!(list[1].as_str(), Some("é\n"));
        assert_eq!((list[1].span.start, list[1].span.end), (13, 19));
        let b = tree.as_mapping().unwrap().entry("b").unwrap();
        assert_eq!((b.key_span.start, b.key_span.end), (34, 37));
        assert_eq!((tree.span.start, tree.span.end), (0, 42));
    }

    #[test]
    fn of_duplicate_keys_the_last_counts() {
        let (tree, problems) = parse_json(r#"{"a": 1, "b": 2, "a": 3}"#, DOC);
        assert_eq!(tree.unwrap().get("a").unwrap().scalar_text(), Some("3"));
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].code, "duplicate-key");
    }

    #[test]
    fn a_broken_text_keeps_what_stood_before() {
        for text in [r#"{"a": {"b": 1, "c": "#, r#"{"a": {"b": 1, }, "d": 1}"#, r#"{"a": {"b": 1 // x"#] {
            let (tree, problems) = parse_json(text, DOC);
            let tree = tree.unwrap();
            assert!(tree.incomplete && tree.get("a").unwrap().incomplete, "{text}");
            assert_eq!(tree.at(&["a", "b"]).unwrap().scalar_text(), Some("1"));
            assert_eq!(problems.len(), 1);
            assert_eq!(problems[0].code, "syntax-error");
        }
        let (tree, _) = parse_json(r#"{"a": nope}"#, DOC);
        assert!(tree.unwrap().get("a").unwrap().incomplete);
        assert!(parse_json("", DOC).0.is_none());
        assert_eq!(parse_json("{} {}", DOC).1.len(), 1);
        assert_eq!(parse_json("[01]", DOC).1.len(), 1);
    }

    #[test]
    fn nesting_has_a_limit() {
        let (tree, problems) = parse_json(&"[".repeat(100_000), DOC);
        assert!(tree.unwrap().incomplete);
        assert!(problems[0].message.contains("256"));
        assert_eq!(parse_json(&format!("{}1{}", "[".repeat(256), "]".repeat(256)), DOC).1, []);
    }

    #[test]
    fn a_byte_order_mark_shifts_places() {
        let (tree, _) = parse_json("\u{feff}1", DOC);
        assert_eq!(tree.unwrap().span, Span::new(DOC, 3, 4));
    }
}
