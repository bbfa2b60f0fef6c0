//! Places in SARIF: files as URIs below the folder in which Demarc ran, lines and columns in Unicode scalar values.

use super::ROOT;
use demarc_assess::assessment::{DutyResult, Location};
use serde_json::{Value, json};

/// A place in a file.
pub(super) fn physical(location: &Location) -> Value {
    let file = uri(&location.file);
    let artifact = if location.file.starts_with('/') {
        json!({"uri": format!("file://{file}")})
    } else {
        json!({"uri": file, "uriBaseId": ROOT})
    };
    let mut region = json!({"startLine": location.line.max(1), "startColumn": location.column.max(1)});
    let forward = (location.end_line, location.end_column) > (location.line, location.column);
    if let Some(region) = region.as_object_mut().filter(|_| forward) {
        region.insert("endLine".to_owned(), json!(location.end_line));
        region.insert("endColumn".to_owned(), json!(location.end_column.max(1)));
    }
    json!({"physicalLocation": {"artifactLocation": artifact, "region": region}})
}

/// A place with what stands there.
pub(super) fn physical_with_message(location: &Location, says: &str) -> Value {
    let mut place = physical(location);
    if let Some(object) = place.as_object_mut() {
        object.insert("message".to_owned(), json!({"text": crate::escape::line(says)}));
    }
    place
}

/// The resource that a duty is on.
pub(super) fn logical(duty: &DutyResult) -> Value {
    json!({
        "name": crate::escape::line(&duty.resource),
        "fullyQualifiedName": crate::escape::line(&duty.resource_id),
        "kind": "resource",
    })
}

/// A path as a URI reference: everything but unreserved characters and `/` in percent signs.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte))
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn a_path_with_spaces_colons_and_umlauts_is_a_uri_reference() {
        assert_eq!(uri("a b/c:d/ü.tf"), "a%20b/c%3Ad/%C3%BC.tf");
    }
}
