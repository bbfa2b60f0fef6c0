//! A cursor over JSON bytes that skips what nobody asks for and knows where it stands.
//!
//! Items come out of files of hundreds of megabytes, and of most of an item nothing is asked. A value that is skipped
//! costs a search for quotes and brackets; its bytes are not looked at any closer.

use memchr::memchr2;
use std::{borrow::Cow, ops::Range};

/// Why a value could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Broken {
    /// The bytes end within it.
    End,
    /// It is not JSON; what was expected.
    Expected(&'static str),
}

/// What reading gives.
pub(super) type Scan<T> = Result<T, Broken>;

/// A scalar, or what starts a container.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token<'a> {
    Null,
    Bool(bool),
    /// Digits as they stand.
    Number(&'a str),
    Text(Cow<'a, str>),
    Object,
    Array,
}

/// A place in JSON bytes.
#[derive(Debug, Clone)]
pub(super) struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Number of bytes before the cursor.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// All of the bytes.
    pub(super) fn all(&self) -> &'a [u8] {
        self.bytes
    }

    /// Goes to an offset.
    pub(super) fn back_to(&mut self, at: usize) {
        self.at = at;
    }

    /// The bytes of a range that was passed.
    pub(super) fn slice(&self, range: Range<usize>) -> &'a [u8] {
        self.bytes.get(range).unwrap_or(&[])
    }

    /// The next byte that is no white space, without passing it.
    pub(super) fn peek(&mut self) -> Scan<u8> {
        loop {
            match self.bytes.get(self.at) {
                None => return Err(Broken::End),
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                Some(byte) => return Ok(*byte),
            }
        }
    }

    /// Passes a byte that must come next.
    fn expect(&mut self, byte: u8, what: &'static str) -> Scan<()> {
        if self.peek()? == byte {
            self.at += 1;
            Ok(())
        } else {
            Err(Broken::Expected(what))
        }
    }

    /// Passes a byte if it comes next.
    pub(super) fn accept(&mut self, byte: u8) -> Scan<bool> {
        let found = self.peek()? == byte;
        self.at += usize::from(found);
        Ok(found)
    }

    /// Passes a whole value; gives its range.
    pub(super) fn skip(&mut self) -> Scan<Range<usize>> {
        let first = self.peek()?;
        let start = self.at;
        match first {
            b'"' => {
                self.at += 1;
                self.pass_text()?;
            }
            b'{' | b'[' => self.pass_container()?,
            _ => {
                self.literal()?;
            }
        }
        Ok(start..self.at)
    }

    fn pass_container(&mut self) -> Scan<()> {
        let mut depth = 0usize;
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or(&[]);
            let Some(passed) = rest.iter().position(|b| matches!(b, b'"' | b'{' | b'}' | b'[' | b']')) else {
                self.at = self.bytes.len();
                return Err(Broken::End);
            };
            let byte = rest.get(passed).copied();
            self.at += passed + 1;
            match byte {
                Some(b'"') => {
                    self.pass_text()?;
                }
                Some(b'{' | b'[') => depth += 1,
                _ => {
                    depth -= 1;
                    if depth == 0 {
                        return Ok(());
                    }
                }
            }
        }
    }

    /// Passes the rest of a text behind its opening quote; whether it has escapes.
    fn pass_text(&mut self) -> Scan<bool> {
        let mut escaped = false;
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or(&[]);
            let Some(passed) = memchr2(b'"', b'\\', rest) else {
                self.at = self.bytes.len();
                return Err(Broken::End);
            };
            if rest.get(passed) == Some(&b'"') {
                self.at += passed + 1;
                return Ok(escaped);
            }
            escaped = true;
            self.at += passed + 2;
        }
    }

    /// A text.
    pub(super) fn text(&mut self) -> Scan<Cow<'a, str>> {
        self.expect(b'"', "a text in double quotes")?;
        let start = self.at;
        let escaped = self.pass_text()?;
        let raw = self.slice(start..self.at.saturating_sub(1));
        Ok(if escaped { Cow::Owned(unescaped(raw)) } else { String::from_utf8_lossy(raw) })
    }

    fn literal(&mut self) -> Scan<&'a [u8]> {
        let start = self.at;
        let rest = self.bytes.get(start..).unwrap_or(&[]);
        let ends = |b: &u8| matches!(b, b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t' | b'"' | b':');
        // A number at the very end of the bytes may go on behind them.
        let length = rest.iter().position(ends).ok_or(Broken::End)?;
        if length == 0 {
            return Err(Broken::Expected("a value"));
        }
        self.at += length;
        Ok(self.slice(start..self.at))
    }

    /// The next scalar, or the start of a container, which the caller goes through.
    pub(super) fn token(&mut self) -> Scan<Token<'a>> {
        match self.peek()? {
            b'"' => self.text().map(Token::Text),
            b'{' => Ok(Token::Object),
            b'[' => Ok(Token::Array),
            _ => match self.literal()? {
                b"null" => Ok(Token::Null),
                b"true" => Ok(Token::Bool(true)),
                b"false" => Ok(Token::Bool(false)),
                digits => match std::str::from_utf8(digits) {
                    Ok(text) if text.starts_with(|c: char| c == '-' || c.is_ascii_digit()) => {
                        Ok(Token::Number(text))
                    }
                    _ => Err(Broken::Expected("a text, a number, true, false or null")),
                },
            },
        }
    }

    /// Goes through an object; the closure passes each value.
    pub(super) fn object(&mut self, mut entry: impl FnMut(&mut Self, Cow<'a, str>) -> Scan<()>) -> Scan<()> {
        self.expect(b'{', "an object")?;
        if self.accept(b'}')? {
            return Ok(());
        }
        loop {
            let key = self.text()?;
            self.expect(b':', "a colon behind a key")?;
            entry(self, key)?;
            if !self.accept(b',')? {
                return self.expect(b'}', "a comma or the end of an object");
            }
        }
    }

    /// Goes through a list; the closure passes each element.
    pub(super) fn array(&mut self, mut element: impl FnMut(&mut Self) -> Scan<()>) -> Scan<()> {
        self.expect(b'[', "a list")?;
        if self.accept(b']')? {
            return Ok(());
        }
        loop {
            element(self)?;
            if !self.accept(b',')? {
                return self.expect(b']', "a comma or the end of a list");
            }
        }
    }
}

/// The text behind escapes; what is no valid escape becomes the replacement character.
fn unescaped(raw: &[u8]) -> String {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = memchr::memchr(b'\\', rest) {
        bytes.extend_from_slice(rest.get(..at).unwrap_or(&[]));
        rest = rest.get(at + 1..).unwrap_or(&[]);
        let Some((escape, behind)) = rest.split_first() else { break };
        rest = behind;
        let plain = match escape {
            b'n' => b'\n',
            b't' => b'\t',
            b'r' => b'\r',
            b'b' => 8,
            b'f' => 12,
            b'u' => {
                let (character, left) = code_point(rest);
                let mut buffer = [0; 4];
                bytes.extend_from_slice(character.encode_utf8(&mut buffer).as_bytes());
                rest = left;
                continue;
            }
            other => *other,
        };
        bytes.push(plain);
    }
    bytes.extend_from_slice(rest);
    String::from_utf8(bytes).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned())
}

/// The character of four hexadecimal digits, or of a pair of surrogates, and what is left behind it.
fn code_point(rest: &[u8]) -> (char, &[u8]) {
    let unit = |bytes: &[u8]| -> Option<u32> {
        let digits = std::str::from_utf8(bytes.get(..4)?).ok()?;
        u32::from_str_radix(digits, 16).ok()
    };
    let behind = rest.get(4..).unwrap_or(&[]);
    let Some(first) = unit(rest) else { return (char::REPLACEMENT_CHARACTER, rest) };
    if !(0xD800..0xE000).contains(&first) {
        return (char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER), behind);
    }
    let second = behind.strip_prefix(b"\\u").and_then(unit).filter(|u| (0xDC00..0xE000).contains(u));
    match second.filter(|_| first < 0xDC00) {
        Some(second) => {
            let code = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
            (char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER), behind.get(6..).unwrap_or(&[]))
        }
        None => (char::REPLACEMENT_CHARACTER, behind),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value as Json, json};

    /// The value at a cursor as `serde_json` would have it.
    fn value(cursor: &mut Cursor<'_>) -> Scan<Json> {
        Ok(match cursor.token()? {
            Token::Null => Json::Null,
            Token::Bool(truth) => json!(truth),
            Token::Number(digits) => {
                serde_json::from_str(digits).map_err(|_| Broken::Expected("a number"))?
            }
            Token::Text(text) => json!(text),
            Token::Object => {
                let mut map = serde_json::Map::new();
                cursor.object(|c, key| {
                    map.insert(key.into_owned(), value(c)?);
                    Ok(())
                })?;
                Json::Object(map)
            }
            Token::Array => {
                let mut list = Vec::new();
                cursor.array(|c| {
                    list.push(value(c)?);
                    Ok(())
                })?;
                Json::Array(list)
            }
        })
    }

    fn any_json() -> impl Strategy<Value = Json> {
        let leaf = prop_oneof![
            Just(Json::Null),
            any::<bool>().prop_map(|b| json!(b)),
            any::<i64>().prop_map(|n| json!(n)),
            ".*".prop_map(|t| json!(t)),
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..5).prop_map(Json::Array),
                proptest::collection::btree_map(".*", inner, 0..5)
                    .prop_map(|m| Json::Object(m.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn reads_what_serde_json_writes_and_skips_exactly_one_value(json in any_json(), pretty in any::<bool>()) {
            let text = if pretty { serde_json::to_string_pretty(&json) } else { serde_json::to_string(&json) }.unwrap();
            let bytes = format!(" {text} ,");
            prop_assert_eq!(value(&mut Cursor::new(bytes.as_bytes())).unwrap(), json);
            let mut cursor = Cursor::new(bytes.as_bytes());
            let range = cursor.skip().unwrap();
            prop_assert_eq!(cursor.slice(range), text.as_bytes());
        }

        #[test]
        fn any_cut_of_a_value_asks_for_more(json in any_json(), cut in any::<prop::sample::Index>()) {
            let text = format!("[{json}]");
            let cut = cut.index(text.len());
            prop_assert_eq!(Cursor::new(&text.as_bytes()[..cut]).skip(), Err(Broken::End));
        }

        #[test]
        fn any_bytes_end_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = value(&mut Cursor::new(&bytes));
            let _ = Cursor::new(&bytes).skip();
        }
    }

    #[test]
    fn escapes_and_surrogates() {
        let text = |json: &str| Cursor::new(json.as_bytes()).text().map(Cow::into_owned);
        assert_eq!(text(r#""a\"\\\/\n\u00e9\ud83d\ude00b""#), Ok("a\"\\/\né😀b".to_owned()));
        assert_eq!(text(r#""\ud83dx""#), Ok("\u{fffd}x".to_owned()));
        assert_eq!(text(r#""open"#), Err(Broken::End));
        assert_eq!(text("x"), Err(Broken::Expected("a text in double quotes")));
    }
}
