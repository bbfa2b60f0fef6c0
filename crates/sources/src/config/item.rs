//! A configuration item's head: what it is, where it lives, when it was seen. Its properties stay where they stand.
//!
//! Three spellings are read: that of files and events (`awsAccountId`, `ARN`), that of the API (`accountId`, `arn`,
//! `configuration` as a JSON text), and rows of advanced queries; SDKs that write field names with a capital too.

use super::scan::{Cursor, Scan, Token};
use std::{borrow::Cow, ops::Range};

/// What AWS Config says of a resource's recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Status {
    /// `OK`, `ResourceDiscovered`, or not said.
    #[default]
    Recorded,
    /// `ResourceNotRecorded`: it exists, and its properties are not recorded.
    NotRecorded,
    /// `ResourceDeleted`.
    Deleted,
    /// `ResourceDeletedNotRecorded`.
    DeletedNotRecorded,
}

impl Status {
    fn of(word: &str) -> Self {
        match word {
            "ResourceNotRecorded" => Self::NotRecorded,
            "ResourceDeleted" => Self::Deleted,
            "ResourceDeletedNotRecorded" => Self::DeletedNotRecorded,
            _ => Self::Recorded,
        }
    }

    /// Whether the resource is gone.
    pub(super) fn is_gone(self) -> bool {
        matches!(self, Self::Deleted | Self::DeletedNotRecorded)
    }

    /// Whether the recorder leaves its type out.
    pub(super) fn is_unrecorded(self) -> bool {
        matches!(self, Self::NotRecorded | Self::DeletedNotRecorded)
    }
}

/// The head of an item, and the ranges of what is read only where it is asked for.
#[derive(Debug, Clone, Default)]
pub(super) struct Item<'a> {
    pub resource_type: Cow<'a, str>,
    pub resource_id: Cow<'a, str>,
    pub resource_name: Cow<'a, str>,
    pub arn: Cow<'a, str>,
    pub account: Cow<'a, str>,
    /// As written: a region, `global`, or empty.
    pub region: Cow<'a, str>,
    /// When it was captured, as written: a time in ISO 8601 or seconds since 1970.
    pub captured: Cow<'a, str>,
    pub status: Status,
    /// Range of `configuration`, an object or a text, unless null.
    pub configuration: Option<Range<usize>>,
    /// Range of `supplementaryConfiguration`, unless null.
    pub supplement: Option<Range<usize>>,
    pub tags: Option<Range<usize>>,
    pub relationships: Option<Range<usize>>,
}

/// What stands around items: a key of an object that may hold more of them, and the range of its value.
#[derive(Debug, Clone)]
pub(super) struct Around {
    pub kind: Wrapper,
    pub value: Range<usize>,
}

/// What a key says of its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrapper {
    /// A list of items, or of texts each of which is one.
    Items,
    /// An item, or an object or text that holds one.
    Holder,
    /// Which fields a query asked for.
    Query,
}

impl Wrapper {
    /// What a key of an object around items is.
    pub(super) fn of(key: &str) -> Option<Self> {
        Some(match key {
            "configurationItems"
            | "ConfigurationItems"
            | "baseConfigurationItems"
            | "BaseConfigurationItems"
            | "resourceIdentifiers"
            | "ResourceIdentifiers"
            | "Results"
            | "results" => Self::Items,
            // An event's item, what carries an event through other services, and what is left of an item that is too large.
            "configurationItem"
            | "ConfigurationItem"
            | "configurationItemSummary"
            | "detail"
            | "Message"
            | "invokingEvent" => Self::Holder,
            "QueryInfo" | "queryInfo" => Self::Query,
            _ => return None,
        })
    }
}

/// An object that was gone through: an item, or something around items.
#[derive(Debug, Default)]
pub(super) struct Parsed<'a> {
    pub item: Item<'a>,
    pub around: Vec<Around>,
    /// The object's own range.
    pub range: Range<usize>,
    /// Whether it says that it is a snapshot.
    pub snapshot: bool,
}

impl Item<'_> {
    /// Whether there is enough to tell a resource from others.
    pub(super) fn is_item(&self) -> bool {
        let named = [&self.resource_id, &self.arn, &self.resource_name].iter().any(|name| !name.is_empty());
        named && !self.resource_type.is_empty()
    }
}

impl<'a> Parsed<'a> {
    /// Goes through the object at the cursor.
    pub(super) fn read(cursor: &mut Cursor<'a>) -> Scan<Self> {
        let mut parsed = Self::default();
        cursor.peek()?;
        let start = cursor.at();
        cursor.object(|c, key| parsed.field(c, &key))?;
        parsed.range = start..cursor.at();
        Ok(parsed)
    }

    fn field(&mut self, cursor: &mut Cursor<'a>, key: &str) -> Scan<()> {
        let item = &mut self.item;
        match key {
            "resourceType" | "ResourceType" => set(&mut item.resource_type, cursor),
            "resourceId" | "ResourceId" | "ResourceID" => set(&mut item.resource_id, cursor),
            "resourceName" | "ResourceName" => set(&mut item.resource_name, cursor),
            "ARN" | "arn" | "Arn" => set(&mut item.arn, cursor),
            "awsAccountId" | "accountId" | "AccountId" | "AwsAccountId" | "sourceAccountId"
            | "SourceAccountId" => set(&mut item.account, cursor),
            "awsRegion" | "AwsRegion" | "sourceRegion" | "SourceRegion" => set(&mut item.region, cursor),
            "configurationItemCaptureTime" | "ConfigurationItemCaptureTime" => {
                set(&mut item.captured, cursor)
            }
            "configurationItemStatus" | "ConfigurationItemStatus" => {
                let mut word = Cow::default();
                set(&mut word, cursor)?;
                item.status = Status::of(&word);
                Ok(())
            }
            "configuration" | "Configuration" => keep(&mut item.configuration, cursor),
            "supplementaryConfiguration" | "SupplementaryConfiguration" => keep(&mut item.supplement, cursor),
            "tags" | "Tags" => keep(&mut item.tags, cursor),
            "relationships" | "Relationships" => keep(&mut item.relationships, cursor),
            _ => {
                let value = cursor.skip()?;
                self.snapshot |= key == "configSnapshotId";
                if let Some(kind) = Wrapper::of(key) {
                    self.around.push(Around { kind, value });
                }
                Ok(())
            }
        }
    }
}

/// Takes a scalar as text; nothing for null and for containers. Of two spellings of one field the one that says something counts.
fn set<'a>(field: &mut Cow<'a, str>, cursor: &mut Cursor<'a>) -> Scan<()> {
    let value = match cursor.token()? {
        Token::Text(text) => text,
        Token::Number(digits) => Cow::Borrowed(digits),
        Token::Object | Token::Array => {
            cursor.skip()?;
            return Ok(());
        }
        Token::Null | Token::Bool(_) => return Ok(()),
    };
    if !value.is_empty() {
        *field = value;
    }
    Ok(())
}

/// Takes the range of a value; nothing for null.
fn keep(field: &mut Option<Range<usize>>, cursor: &mut Cursor<'_>) -> Scan<()> {
    let range = cursor.skip()?;
    if cursor.slice(range.clone()) != b"null" {
        *field = Some(range);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(json: &str) -> Item<'_> {
        Parsed::read(&mut Cursor::new(json.as_bytes())).unwrap().item
    }

    #[test]
    fn each_spelling_gives_the_same_head() {
        let spellings = [
            r#"{"awsAccountId":"123456789012","ARN":"arn:a","awsRegion":"eu-west-1","resourceType":"AWS::EC2::Volume","resourceId":"vol-1","configurationItemStatus":"OK","configuration":{"size":1},"resourceName":null}"#,
            r#"{"accountId":"123456789012","arn":"arn:a","awsRegion":"eu-west-1","resourceType":"AWS::EC2::Volume","resourceId":"vol-1","configurationItemStatus":"ResourceDiscovered","configuration":"{\"size\":1}"}"#,
            r#"{"AccountId":"123456789012","Arn":"arn:a","AwsRegion":"eu-west-1","ResourceType":"AWS::EC2::Volume","ResourceId":"vol-1","Configuration":null,"configuration":{"size":1}}"#,
        ];
        for json in spellings {
            let item = item(json);
            assert!(item.is_item());
            assert_eq!(
                (
                    &*item.account,
                    &*item.arn,
                    &*item.region,
                    &*item.resource_type,
                    &*item.resource_id,
                    item.status
                ),
                ("123456789012", "arn:a", "eu-west-1", "AWS::EC2::Volume", "vol-1", Status::Recorded)
            );
            assert!(item.configuration.is_some(), "{json}");
        }
    }

    #[test]
    fn what_stands_around_items_is_no_item() {
        let json = r#"{"version":"0","detail":{"configurationItem":{}},"account":"1","region":"eu-west-1"}"#;
        let parsed = Parsed::read(&mut Cursor::new(json.as_bytes())).unwrap();
        assert!(!parsed.item.is_item());
        assert_eq!(parsed.around.len(), 1);
    }
}
