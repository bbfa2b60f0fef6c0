//! JSON into a tree: one pass over tokens, without recursion, that goes on behind an error.

#[cfg(test)]
mod tests;

use super::{DEEPEST_NESTING, Entry, Mapping, Tree, TreeValue};
use demarc_inventory::{Problem, ProblemSeverity};
use demarc_model::{DocumentId, Span};
use jsonc_parser::{Scanner, ScannerOptions, tokens::Token};

/// Parses JSON; what an error may have cost is marked incomplete, and reading goes on behind the error.
///
/// Comments and commas before a closing bracket are a problem each and cost nothing. Without any value there is no
/// tree. A byte-order mark at the start is skipped.
#[must_use]
pub fn parse_json(text: &str, document: DocumentId) -> (Option<Tree>, Vec<Problem>) {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader {
        scanner: scanner(body),
        text: body,
        base: 0,
        document,
        shift: text.len() - body.len(),
        stack: Vec::new(),
        root: None,
        problems: Vec::new(),
        errors: 0,
    };
    reader.read();
    (reader.root, reader.problems)
}

fn scanner(text: &str) -> Scanner<'_> {
    Scanner::new(
        text,
        &ScannerOptions {
            allow_single_quoted_strings: false,
            allow_hexadecimal_numbers: false,
            allow_unary_plus_numbers: false,
            allow_bare_decimal_point_numbers: false,
            allow_non_finite_numbers: false,
            allow_extended_string_escapes: false,
        },
    )
}

/// A text with more errors is given up: it is no JSON.
const MOST_ERRORS: usize = 20;

/// A container that is still open.
struct Frame {
    start: usize,
    incomplete: bool,
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

/// Reading cannot go on.
struct GivenUp;

struct Reader<'a> {
    scanner: Scanner<'a>,
    text: &'a str,
    /// Where the scanner's text starts.
    base: usize,
    document: DocumentId,
    /// Length of the byte-order mark.
    shift: usize,
    stack: Vec<Frame>,
    root: Option<Tree>,
    problems: Vec<Problem>,
    errors: usize,
}

impl<'a> Reader<'a> {
    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.document, start + self.shift, end + self.shift)
    }

    fn read(&mut self) {
        let mut expect = Expect::Value;
        loop {
            let next = match self.scan() {
                Ok(Some((token, start, end))) => self.step(expect, token, start, end),
                Ok(None) if expect == Expect::End => return,
                Ok(None) => {
                    let message = format!("the text ends where {} was expected", expect.words());
                    let _ = self.error(self.text.len(), self.text.len(), &message);
                    break;
                }
                Err(GivenUp) => break,
            };
            match next {
                Ok(next) => expect = next,
                Err(GivenUp) => break,
            }
        }
        while !self.stack.is_empty() {
            self.close(self.text.len(), true);
        }
        if let Some(root) = &mut self.root {
            root.incomplete = true;
        }
    }

    /// The next token with its place; what is none is an error and skipped.
    fn scan(&mut self) -> Result<Option<(Token<'a>, usize, usize)>, GivenUp> {
        loop {
            match self.scanner.scan() {
                Ok(Some(Token::CommentLine(_) | Token::CommentBlock(_))) => {
                    let (start, end) = (self.scanner.token_start(), self.scanner.token_end());
                    self.warning(self.base + start, self.base + end, "JSON has no comments; remove this one");
                }
                Ok(Some(token)) => {
                    let (start, end) = (self.scanner.token_start(), self.scanner.token_end());
                    return Ok(Some((token, self.base + start, self.base + end)));
                }
                Ok(None) => return Ok(None),
                Err(error) => {
                    let (start, end) = (self.base + error.range().start, self.base + error.range().end);
                    self.error(start, end, &lower_first(&error.kind().to_string()))?;
                    self.lose();
                    // A text without its closing quote runs to the end of the file; nothing behind it can be trusted.
                    if self.text.get(start..).is_none_or(|rest| rest.starts_with('"')) {
                        return Err(GivenUp);
                    }
                    let width =
                        self.text.get(start..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8);
                    self.base = end.max(start + width);
                    let rest: &'a str = self.text.get(self.base..).unwrap_or("");
                    self.scanner = scanner(rest);
                }
            }
        }
    }

    fn step(
        &mut self,
        expect: Expect,
        token: Token<'_>,
        start: usize,
        end: usize,
    ) -> Result<Expect, GivenUp> {
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
            (Expect::ValueOrClose | Expect::CommaOrClose, Token::CloseBracket) if self.in_sequence() => {
                return Ok(self.close(end, false));
            }
            (Expect::KeyOrClose | Expect::CommaOrClose, Token::CloseBrace) if self.in_mapping() => {
                return Ok(self.close(end, false));
            }
            (Expect::Value, Token::CloseBracket) if self.in_sequence() => {
                self.warning(start, end, "JSON has no comma before a closing bracket; remove it");
                return Ok(self.close(end, false));
            }
            (Expect::Key, Token::CloseBrace) if self.in_mapping() => {
                self.warning(start, end, "JSON has no comma before a closing bracket; remove it");
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
            (Expect::CommaOrClose, Token::String(text)) => {
                // Most likely only the comma is missing.
                self.error(start, end, "`,` was expected in front of this")?;
                self.lose();
                let expect = if self.in_mapping() { Expect::Key } else { Expect::Value };
                return self.step(expect, Token::String(text), start, end);
            }
            (expect, token) => {
                self.error(start, end, &format!("{} was expected", expect.words()))?;
                return self.skip(token, end);
            }
        };
        let tree = Tree::new(value, self.span(start, end));
        Ok(self.place(tree))
    }

    /// Skips the rest of the entry or element that an error stands in.
    fn skip(&mut self, token: Token<'_>, end: usize) -> Result<Expect, GivenUp> {
        self.lose();
        if self.stack.is_empty() {
            return Err(GivenUp);
        }
        let mut depth = 0usize;
        let mut next = Some((closing(&token), opens(&token), matches!(token, Token::Comma), end));
        while let Some((closes, opened, comma, end)) = next.take() {
            match closes {
                Some(_) if depth > 0 => depth -= 1,
                // A bracket of the wrong kind closes the containers in between.
                Some(brace) => {
                    while self.stack.len() > 1 && self.in_mapping() != brace {
                        self.close(end, true);
                    }
                    if self.in_mapping() == brace {
                        return Ok(self.close(end, true));
                    }
                }
                None if opened => depth += 1,
                None if comma && depth == 0 => {
                    return Ok(if self.in_mapping() { Expect::Key } else { Expect::Value });
                }
                None => {}
            }
            if let Some((token, _, end)) = self.scan()? {
                next = Some((closing(&token), opens(&token), matches!(token, Token::Comma), end));
            }
        }
        Err(GivenUp)
    }

    /// Marks the innermost container as one that lost something, with the value of the key it is at.
    fn lose(&mut self) {
        if let Some(frame) = self.stack.last_mut() {
            frame.incomplete = true;
            if let Content::Mapping { entries, key } = &mut frame.content
                && let Some((key, key_span)) = key.take()
            {
                entries.push(Entry { key, key_span, value: Tree::unreadable(key_span) });
            }
        }
    }

    fn error(&mut self, start: usize, end: usize, message: &str) -> Result<(), GivenUp> {
        self.problems.push(Problem::at(
            "syntax-error",
            ProblemSeverity::Error,
            format!(
                "the JSON text cannot be read here: {message}; correct it, what may be lost counts as unknown"
            ),
            self.span(start, end),
        ));
        self.errors += 1;
        if self.errors < MOST_ERRORS { Ok(()) } else { Err(GivenUp) }
    }

    fn warning(&mut self, start: usize, end: usize, message: &str) {
        self.problems.push(Problem::at(
            "invalid-json",
            ProblemSeverity::Warning,
            message,
            self.span(start, end),
        ));
    }

    fn in_sequence(&self) -> bool {
        matches!(self.stack.last(), Some(Frame { content: Content::Sequence(_), .. }))
    }

    fn in_mapping(&self) -> bool {
        matches!(self.stack.last(), Some(Frame { content: Content::Mapping { .. }, .. }))
    }

    fn open(&mut self, content: Content, start: usize, end: usize) -> Result<(), GivenUp> {
        if self.stack.len() >= DEEPEST_NESTING {
            let message = format!("more than {DEEPEST_NESTING} containers are nested, the limit");
            self.error(start, end, &message)?;
            return Err(GivenUp);
        }
        self.stack.push(Frame { start, incomplete: false, content });
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

    fn close(&mut self, end: usize, broken: bool) -> Expect {
        if broken {
            self.lose();
        }
        let Some(frame) = self.stack.pop() else { return Expect::End };
        let value = match frame.content {
            Content::Sequence(elements) => TreeValue::Sequence(elements),
            Content::Mapping { entries, .. } => TreeValue::Mapping(Mapping::new(entries, &mut self.problems)),
        };
        let mut tree = Tree::new(value, self.span(frame.start, end));
        tree.incomplete = frame.incomplete;
        self.place(tree)
    }
}

/// Whether a token closes a container: true for a mapping, false for a sequence.
fn closing(token: &Token<'_>) -> Option<bool> {
    match token {
        Token::CloseBrace => Some(true),
        Token::CloseBracket => Some(false),
        _ => None,
    }
}

fn opens(token: &Token<'_>) -> bool {
    matches!(token, Token::OpenBrace | Token::OpenBracket)
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
