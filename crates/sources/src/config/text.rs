//! Documents that stand as text inside of an item: JSON in JSON, JSON percent-encoded.

use super::scan::{Broken, Cursor, Scan, Token};
use demarc_inventory::{Arena, KeyId, NodeId, Value};
use std::borrow::Cow;

/// Deeper documents stay text.
const DEEPEST: usize = 64;

/// Texts within texts: an access control list is three deep in the API's spelling.
const DEEPEST_TEXT: usize = 4;

/// The document that a text node holds, its nodes all at the text's place; any other node as it is.
pub(super) fn decoded(arena: &mut Arena, node: NodeId) -> NodeId {
    let Value::String(text) = arena.value(node) else { return node };
    let text = arena.text(text);
    let Some(document) = document_of(text, 0) else { return node };
    let document = document.into_owned();
    let mut reader = Reader { arena, origin: node, depth: 0 };
    let mut cursor = Cursor::new(document.as_bytes());
    reader.value(&mut cursor).unwrap_or(node)
}

/// The JSON of an object or list that a text holds, however it is wrapped.
fn document_of(text: &str, nested: usize) -> Option<Cow<'_, str>> {
    let trimmed = text.trim();
    if nested > DEEPEST_TEXT {
        return None;
    }
    if trimmed.starts_with(['{', '[']) {
        return Some(Cow::Borrowed(trimmed));
    }
    if trimmed.starts_with('"') {
        let inner = Cursor::new(trimmed.as_bytes()).text().ok()?;
        return document_of(&inner, nested + 1).map(|d| Cow::Owned(d.into_owned()));
    }
    if trimmed.get(..3).is_some_and(|s| s.eq_ignore_ascii_case("%7B") || s.eq_ignore_ascii_case("%5B")) {
        return Some(Cow::Owned(percent_decoded(trimmed)));
    }
    None
}

/// A text behind percent-encoding, as IAM encodes policies (RFC 3986); what is no valid escape stays.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let escape = behind.get(..2).and_then(|d| std::str::from_utf8(d).ok());
        match escape.filter(|_| *first == b'%').and_then(|d| u8::from_str_radix(d, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = behind.get(2..).unwrap_or(&[]);
            }
            None => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned())
}

struct Reader<'a> {
    arena: &'a mut Arena,
    origin: NodeId,
    depth: usize,
}

impl Reader<'_> {
    fn value(&mut self, cursor: &mut Cursor<'_>) -> Scan<NodeId> {
        if self.depth > DEEPEST {
            return Err(Broken::Expected("a document of less depth"));
        }
        self.depth += 1;
        let made = self.token(cursor);
        self.depth -= 1;
        let node = made?;
        self.arena.derive(node, self.origin);
        Ok(node)
    }

    fn token(&mut self, cursor: &mut Cursor<'_>) -> Scan<NodeId> {
        Ok(match cursor.token()? {
            Token::Null => self.arena.absent(None),
            Token::Bool(truth) => self.arena.bool(truth, None),
            Token::Number(digits) => self.arena.number(digits, None),
            Token::Text(text) => self.arena.string(&text, None),
            Token::Array => {
                let mut elements = Vec::new();
                cursor.array(|c| {
                    elements.push(self.value(c)?);
                    Ok(())
                })?;
                self.arena.list(&elements, None, None)
            }
            Token::Object => {
                let mut entries: Vec<(KeyId, NodeId)> = Vec::new();
                cursor.object(|c, key| {
                    let node = self.value(c)?;
                    entries.push((self.arena.key(&key), node));
                    Ok(())
                })?;
                self.arena.map(&entries, None, None)
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use demarc_inventory::node_to_json;
    use serde_json::json;

    fn read(text: &str) -> serde_json::Value {
        let mut arena = Arena::new();
        let node = arena.string(text, None);
        let made = decoded(&mut arena, node);
        node_to_json(&arena, made)
    }

    #[test]
    fn policies_in_every_wrapping_are_the_same_document() {
        let policy = r#"{"Statement":[{"Effect":"Allow","Action":"s3:*"}]}"#;
        let expected = json!({"Statement": [{"Effect": "Allow", "Action": "s3:*"}]});
        let once = serde_json::to_string(policy).unwrap();
        let twice = serde_json::to_string(&once).unwrap();
        let encoded =
            "%7B%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C%22Action%22%3A%22s3%3A%2A%22%7D%5D%7D";
        for text in [policy, &once, &twice, encoded] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_document_stays_text() {
        for text in ["", "Enabled", "100%", "{broken", "\"quoted\"", "%zz"] {
            assert_eq!(read(text), json!(text));
        }
    }
}
