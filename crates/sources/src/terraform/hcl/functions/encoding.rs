//! Encodings and hashes.

use super::{Args, Outcome, Stop, error, stop};
use crate::terraform::hcl::{
    documents,
    value::{Kind, Val},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256, Sha512};
use std::{collections::BTreeMap, fmt::Write as _};

pub(super) fn call(name: &str, args: Args<'_>) -> Option<Outcome> {
    let hashed = |f: fn(&[u8]) -> String| args.text(0).map(|t| Val::text(f(t.as_bytes())));
    Some(match name {
        "base64encode" => hashed(|b| STANDARD.encode(b)),
        "base64decode" => base64_decode(args),
        "base64sha256" => hashed(|b| STANDARD.encode(Sha256::digest(b))),
        "base64sha512" => hashed(|b| STANDARD.encode(Sha512::digest(b))),
        "sha256" => hashed(|b| hex(&Sha256::digest(b))),
        "sha512" => hashed(|b| hex(&Sha512::digest(b))),
        "jsonencode" => args.get(0).map(documents::json_text),
        "jsondecode" => json_decode(args),
        "urlencode" => args.text(0).map(|t| Val::text(url_encode(&t))),
        "csvdecode" => csv_decode(args),
        _ => return None,
    })
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The hex digest of a file's bytes.
pub(super) fn digest(name: &str, bytes: &[u8]) -> Option<String> {
    match name {
        "filebase64" => Some(STANDARD.encode(bytes)),
        "filesha256" => Some(hex(&Sha256::digest(bytes))),
        "filesha512" => Some(hex(&Sha512::digest(bytes))),
        "filebase64sha256" => Some(STANDARD.encode(Sha256::digest(bytes))),
        "filebase64sha512" => Some(STANDARD.encode(Sha512::digest(bytes))),
        _ => None,
    }
}

fn base64_decode(args: Args<'_>) -> Outcome {
    let text = args.text(0)?;
    let bytes = STANDARD.decode(text.as_bytes()).map_err(|_| Stop::Error("the text is not Base64".into()))?;
    String::from_utf8(bytes).map(Val::text).or_else(|_| error("the bytes are not UTF-8 text"))
}

fn json_decode(args: Args<'_>) -> Outcome {
    let value = args.get(0)?;
    match &value.kind {
        Kind::Json(inner) => Ok(Val::clone(inner)),
        Kind::Holed(parts) => {
            documents::decode_holed(parts).ok_or_else(|| stop(value, "the text is not JSON"))
        }
        _ => documents::decode(&args.text(0)?).map_err(Stop::Error),
    }
}

/// Query escaping as Go does it: a space becomes `+`.
fn url_encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                encoded.push(char::from(byte))
            }
            b' ' => encoded.push('+'),
            _ => {
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}

fn csv_decode(args: Args<'_>) -> Outcome {
    let text = args.text(0)?;
    let mut rows = csv_rows(&text)?.into_iter();
    let Some(header) = rows.next() else { return error("the header line is missing") };
    let mut items = Vec::new();
    for row in rows {
        if row.len() != header.len() {
            return error("a line has another number of fields than the header");
        }
        let entries: BTreeMap<String, Val> = header.iter().cloned().zip(row.iter().map(Val::text)).collect();
        items.push(Val::object(entries));
    }
    Ok(Val::list(items))
}

/// RFC 4180 as Go reads it: empty lines are skipped.
fn csv_rows(text: &str) -> Result<Vec<Vec<String>>, Stop> {
    let mut rows = Vec::new();
    let mut row: Vec<String> = Vec::new();
    let mut field = String::new();
    let mut chars = text.chars().peekable();
    let mut quoted = false;
    let mut was_quoted = false;
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                field.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if field.is_empty() && !was_quoted => {
                quoted = true;
                was_quoted = true;
            }
            '"' => return error("a quote stands within a field that is not quoted"),
            ',' if !quoted => {
                row.push(std::mem::take(&mut field));
                was_quoted = false;
            }
            '\r' if !quoted && chars.peek() == Some(&'\n') => {}
            '\n' if !quoted => {
                if !(row.is_empty() && field.is_empty() && !was_quoted) {
                    row.push(std::mem::take(&mut field));
                    rows.push(std::mem::take(&mut row));
                }
                was_quoted = false;
            }
            c => field.push(c),
        }
    }
    if quoted {
        return error("a quoted field does not end");
    }
    if !(row.is_empty() && field.is_empty() && !was_quoted) {
        row.push(field);
        rows.push(row);
    }
    Ok(rows)
}
