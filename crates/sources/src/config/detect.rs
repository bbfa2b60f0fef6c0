//! Whether bytes are AWS Config's: by the keys at their beginning, without reading what follows.

use super::scan::{Broken, Cursor, Scan};

/// Bytes at the beginning of a file that are looked at.
pub const HEAD: usize = 1 << 16;

/// Events in events, as far as they are looked into.
const DEEPEST: usize = 6;

/// Whether the beginning of a file looks like configuration items, or like something that AWS puts around them.
#[must_use]
pub fn looks_like_items(head: &[u8]) -> bool {
    let head = head.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(head);
    let mut cursor = Cursor::new(head);
    value(&mut cursor, 0)
}

fn value(cursor: &mut Cursor<'_>, depth: usize) -> bool {
    if depth > DEEPEST {
        return false;
    }
    match cursor.peek() {
        Ok(b'{') => object(cursor, depth),
        Ok(b'[') => first_of_list(cursor, depth),
        Ok(b'"') => match text_so_far(cursor) {
            Some(text) => value(&mut Cursor::new(text.as_bytes()), depth + 1),
            None => false,
        },
        _ => false,
    }
}

/// The text at the cursor, as far as it goes.
fn text_so_far(cursor: &mut Cursor<'_>) -> Option<String> {
    let start = cursor.at();
    match cursor.text() {
        Ok(text) => Some(text.into_owned()),
        Err(Broken::End) => {
            let rest = cursor.slice(start..cursor.all().len());
            // A cut in the middle of an escape costs only the last characters.
            let cut = rest.len().saturating_sub(6);
            let closed = [rest.get(..cut).unwrap_or(&[]), b"\""].concat();
            Cursor::new(&closed).text().ok().map(std::borrow::Cow::into_owned)
        }
        Err(Broken::Expected(_)) => None,
    }
}

fn first_of_list(cursor: &mut Cursor<'_>, depth: usize) -> bool {
    let mut found = false;
    let _ = cursor.array(|c| {
        found = value(c, depth + 1);
        // The first element decides.
        Err(Broken::Expected("no more"))
    });
    found
}

/// What the keys of an object say.
#[derive(Default)]
struct Keys {
    /// `resourceType` with a name such as `AWS::EC2::Volume`.
    resource_type: bool,
    identity: bool,
    place: bool,
    properties: bool,
    /// A list or object of items under one of AWS's names.
    items: bool,
    rows: bool,
    query: bool,
    snapshot: bool,
}

impl Keys {
    fn is_item(&self) -> bool {
        self.resource_type && (self.properties || (self.identity && self.place))
    }
}

fn object(cursor: &mut Cursor<'_>, depth: usize) -> bool {
    let mut keys = Keys::default();
    let _ = cursor.object(|c, key| {
        note(&mut keys, c, &key, depth)?;
        if keys.items || keys.is_item() { Err(Broken::Expected("no more")) } else { Ok(()) }
    });
    keys.items || keys.is_item() || (keys.rows && keys.query) || keys.snapshot
}

fn note(keys: &mut Keys, cursor: &mut Cursor<'_>, key: &str, depth: usize) -> Scan<()> {
    let first = cursor.peek()?;
    match key {
        "resourceType" | "ResourceType" if first == b'"' => {
            let text = cursor.text()?;
            let parts: Vec<&str> = text.split("::").collect();
            keys.resource_type = parts.len() >= 3 && parts.iter().all(|p| !p.is_empty());
            return Ok(());
        }
        "resourceId" | "ResourceId" | "resourceName" | "ResourceName" | "arn" | "ARN" | "Arn" => {
            keys.identity = true
        }
        "accountId"
        | "awsAccountId"
        | "AccountId"
        | "awsRegion"
        | "AwsRegion"
        | "configurationItemStatus"
        | "configurationItemCaptureTime"
        | "ConfigurationItemCaptureTime" => keys.place = true,
        "configuration" | "Configuration" | "supplementaryConfiguration" | "relationships" => {
            keys.properties = true
        }
        "configurationItems" | "ConfigurationItems" | "baseConfigurationItems" | "BaseConfigurationItems"
            if first == b'[' =>
        {
            keys.items = true;
        }
        "configurationItem" | "ConfigurationItem" | "configurationItemSummary" if first == b'{' => {
            keys.items = true
        }
        "resourceIdentifiers" | "ResourceIdentifiers" if first == b'[' => {
            keys.items = first_of_list(cursor, depth + 1);
            return if keys.items { Ok(()) } else { Err(Broken::Expected("no more")) };
        }
        "detail" | "Message" | "invokingEvent" => {
            let start = cursor.at();
            keys.items = value(cursor, depth + 1);
            cursor.back_to(start);
        }
        "Results" if first == b'[' => {
            let start = cursor.at();
            keys.rows = true;
            let _ = cursor.array(|c| {
                keys.items = c.peek()? == b'"' && value(c, depth + 1);
                Err(Broken::Expected("no more"))
            });
            cursor.back_to(start);
        }
        "QueryInfo" => keys.query = true,
        "configSnapshotId" => keys.snapshot = true,
        _ => {}
    }
    cursor.skip().map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_aws_config_writes_is_told_by_its_beginning() {
        let heads = [
            r#"{"fileVersion": "1.0", "configSnapshotId": "x", "configurationItems": []}"#,
            r#"{"fileVersion": "1.0", "configurationItems": [{"resour"#,
            r#"{"baseConfigurationItems": ["#,
            r#"[{"id": "x", "arn": "a", "resourceType": "AWS::EC2::Volume", "relationships": [], "configuration": {"#,
            r#"{"version": "1.3", "accountId": "1", "resourceType": "AWS::EC2::Volume", "resourceId": "vol-1"}"#,
            r#"{"Results": ["{\"resourceId\":\"x\",\"resourceType\":\"AWS::EC2::Volume\",\"awsRegion\":\"eu-west-1\"}"], "QueryInfo": {}}"#,
            r#"{"QueryInfo": {"SelectFields": []}, "Results": []}"#,
            r#"{"version": "0", "detail-type": "x", "detail": {"configurationItem": {"resourceType"#,
            r#"{"Type": "Notification", "Message": "{\"configurationItem\":{\"resource"#,
            r#"{"resourceIdentifiers": [{"resourceType": "AWS::EC2::Volume", "resourceId": "v", "awsRegion": "x"}]}"#,
            "\u{feff}{\"configurationItem\": {}}",
        ];
        for head in heads {
            assert!(looks_like_items(head.as_bytes()), "{head}");
        }
        let others = [
            "",
            "{",
            "[]",
            "[1, 2]",
            r#"{"Results": [{"a": 1}]}"#,
            r#"{"resourceType": "Patient", "id": "x"}"#,
            r#"{"Resources": {"A": {"Type": "AWS::S3::Bucket"}}}"#,
            r#"{"format_version": "1.2", "planned_values": {}, "configuration": {}}"#,
            r#"{"Message": "hello"}"#,
            r#"{"resourceIdentifiers": ["a"]}"#,
            "Resources:\n  A:\n    Type: AWS::S3::Bucket\n",
        ];
        for head in others {
            assert!(!looks_like_items(head.as_bytes()), "{head}");
        }
    }
}
