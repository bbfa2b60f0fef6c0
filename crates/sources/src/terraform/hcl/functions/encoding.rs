//! Encodings and hashes.

use super::{Args, Outcome, Stop, error, stop};
use crate::terraform::hcl::{
    documents,
    value::{Kind, Val},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};
use std::{collections::BTreeMap, fmt::Write as _};

pub(super) fn call(name: &str, args: Args<'_>) -> Option<Outcome> {
    let hashed = |f: fn(&[u8]) -> String| args.text(0).map(|t| Val::text(f(t.as_bytes())));
    Some(match name {
        "base64encode" => hashed(|b| STANDARD.encode(b)),
        "base64decode" => base64_decode(args),
        "base64sha256" => hashed(|b| STANDARD.encode(Sha256::digest(b))),
        "base64sha512" => hashed(|b| STANDARD.encode(Sha512::digest(b))),
        "md5" => hashed(|b| hex(&Md5::digest(b))),
        "sha1" => hashed(|b| hex(&Sha1::digest(b))),
        "sha256" => hashed(|b| hex(&Sha256::digest(b))),
        "sha512" => hashed(|b| hex(&Sha512::digest(b))),
        "jsonencode" => args.get(0).map(documents::json_text),
        "jsondecode" => json_decode(args),
        "urlencode" => args.text(0).map(|t| Val::text(url_encode(&t))),
        "csvdecode" => csv_decode(args),
        "textencodebase64" => text_encode(args),
        "textdecodebase64" => text_decode(args),
        "uuidv5" => uuid_v5(args),
        // Another library packs the same text into other bytes.
        "base64gzip" => args.text(0).and_then(|_| super::beyond()),
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
        "filemd5" => Some(hex(&Md5::digest(bytes))),
        "filesha1" => Some(hex(&Sha1::digest(bytes))),
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

/// UTF-16 has no encoder in the library, and its ISO 8859-1 is Windows 1252.
fn text_encode(args: Args<'_>) -> Outcome {
    let (text, label) = (args.text(0)?, args.text(1)?);
    let units = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let bytes = match label.to_ascii_uppercase().as_str() {
        "UTF-8" => text.as_bytes().to_vec(),
        "UTF-16LE" => units(u16::to_le_bytes),
        "UTF-16BE" => units(u16::to_be_bytes),
        "ISO-8859-1" | "LATIN1" | "US-ASCII" => {
            let bytes: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
            bytes.ok_or_else(|| Stop::Error(format!("the text has characters that `{label}` has not")))?
        }
        _ => {
            let encoding = encoding(&label)?;
            let (bytes, _, failed) = encoding.encode(&text);
            if failed {
                return error(format!("the text has characters that `{label}` has not"));
            }
            bytes.into_owned()
        }
    };
    Ok(Val::text(STANDARD.encode(bytes)))
}

fn text_decode(args: Args<'_>) -> Outcome {
    let (text, label) = (args.text(0)?, args.text(1)?);
    let bytes = STANDARD.decode(text.as_bytes()).map_err(|_| Stop::Error("the text is not Base64".into()))?;
    if matches!(label.to_ascii_uppercase().as_str(), "ISO-8859-1" | "LATIN1") {
        return Ok(Val::text(bytes.iter().map(|b| char::from(*b)).collect::<String>()));
    }
    match encoding(&label)?.decode_without_bom_handling_and_without_replacement(&bytes) {
        Some(text) => Ok(Val::text(text)),
        None => error(format!("the bytes are not text in `{label}`")),
    }
}

fn encoding(label: &str) -> Result<&'static encoding_rs::Encoding, Stop> {
    encoding_rs::Encoding::for_label(label.as_bytes())
        .ok_or_else(|| Stop::Error(format!("`{label}` is not the name of a character encoding")))
}

fn uuid_v5(args: Args<'_>) -> Outcome {
    let (namespace, name) = (args.text(0)?, args.text(1)?);
    let namespace = match &*namespace {
        "dns" => uuid::Uuid::NAMESPACE_DNS,
        "url" => uuid::Uuid::NAMESPACE_URL,
        "oid" => uuid::Uuid::NAMESPACE_OID,
        "x500" => uuid::Uuid::NAMESPACE_X500,
        other => uuid::Uuid::parse_str(other).map_err(|_| {
            Stop::Error(format!("`{other}` is neither `dns`, `url`, `oid`, `x500` nor a UUID"))
        })?,
    };
    Ok(Val::text(uuid::Uuid::new_v5(&namespace, name.as_bytes()).to_string()))
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
    let mut names = std::collections::BTreeSet::new();
    if let Some(twice) = header.iter().find(|name| !names.insert(name.as_str())) {
        return error(format!("two columns are called `{twice}`"));
    }
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
