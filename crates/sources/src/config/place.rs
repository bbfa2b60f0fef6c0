//! Which resource an item is about, where it lives, and when it was seen.

use super::item::Item;
use jiff::Timestamp;

/// Who a resource is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Identity {
    pub address: String,
    pub account: Option<String>,
    pub region: Option<String>,
    pub physical_id: Option<String>,
    pub arn: Option<String>,
}

/// Where the file says that its items live, for items that do not say it: `AWSLogs/ACCOUNT/Config/REGION/…`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Delivered {
    pub account: Option<String>,
    pub region: Option<String>,
    /// Whether the file's name says that it is a snapshot: all that is recorded, at one time.
    pub snapshot: bool,
}

impl Delivered {
    /// What a path in AWS's layout says.
    pub(super) fn of(path: &str) -> Self {
        let steps: Vec<&str> = path.split('/').collect();
        let at = steps.iter().position(|s| *s == "Config").filter(|at| *at > 0);
        let step = |at: usize| steps.get(at).map(|s| (*s).to_owned());
        let account = at.and_then(|at| step(at - 1)).filter(|a| is_account(a));
        let region = at.filter(|_| account.is_some()).and_then(|at| step(at + 1));
        Self {
            account,
            region,
            snapshot: path.contains("_ConfigSnapshot_") || steps.contains(&"ConfigSnapshot"),
        }
    }
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit())
}

/// A part of an ARN: 3 is the region, 4 the account.
fn arn_part(arn: &str, number: usize) -> Option<&str> {
    arn.strip_prefix("arn:").and_then(|rest| rest.split(':').nth(number - 1)).filter(|p| !p.is_empty())
}

/// The region of an item; none for what belongs to no region.
pub(super) fn region<'a>(item: &'a Item<'_>, delivered: &'a Delivered) -> Option<&'a str> {
    match &*item.region {
        "global" => None,
        "" => arn_part(&item.arn, 3).or(delivered.region.as_deref()),
        region => Some(region),
    }
}

/// The account of an item.
pub(super) fn account<'a>(item: &'a Item<'_>, delivered: &'a Delivered) -> Option<&'a str> {
    match &*item.account {
        "" => arn_part(&item.arn, 4).or(delivered.account.as_deref()),
        account => Some(account),
    }
}

/// What tells the resource of an item from others of its account and region.
pub(super) fn own_id<'a>(item: &'a Item<'_>) -> &'a str {
    [&item.resource_id, &item.arn, &item.resource_name].into_iter().find(|t| !t.is_empty()).map_or("", |t| t)
}

/// A name for messages.
pub(super) fn shown<'a>(item: &'a Item<'_>) -> &'a str {
    if item.arn.is_empty() { own_id(item) } else { &item.arn }
}

/// Who the resource of an item is; `canonical` is its type in the canonical shape.
pub(super) fn identity(item: &Item<'_>, canonical: &str, delivered: &Delivered) -> Identity {
    let text = |t: &str| (!t.is_empty()).then(|| t.to_owned());
    let account = account(item, delivered).map(str::to_owned);
    if canonical == "Demarc::Account" {
        let name = account.as_deref().unwrap_or_else(|| own_id(item));
        return Identity {
            address: format!("Account({name})"),
            physical_id: account.clone(),
            account,
            region: None,
            arn: None,
        };
    }
    let arn = text(&item.arn);
    // An ARN as id says nothing new; the name then is what the resource is called.
    let physical = [&item.resource_id, &item.resource_name]
        .into_iter()
        .find(|t| !t.is_empty() && !t.starts_with("arn:"));
    Identity {
        address: arn.clone().unwrap_or_else(|| format!("{}/{}", item.resource_type, own_id(item))),
        account,
        region: region(item, delivered).map(str::to_owned),
        physical_id: physical.map(|t| t.to_string()).or_else(|| text(&item.resource_id)),
        arn,
    }
}

/// The time of an item: ISO 8601 as files, events and the current command line write it, or seconds since 1970.
pub(super) fn time(captured: &str) -> Option<Timestamp> {
    if let Ok(time) = captured.parse::<Timestamp>() {
        return Some(time);
    }
    let seconds = captured.parse::<f64>().ok().filter(|s| s.is_finite())?;
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds of any date that AWS Config knows fit")]
    let milliseconds = (seconds * 1000.0).round() as i64;
    Timestamp::from_millisecond(milliseconds).ok()
}

/// When the resource was seen, in UTC; the text as it stands where it is no time.
pub(super) fn observed_at(captured: &str) -> Option<String> {
    if captured.is_empty() {
        return None;
    }
    Some(time(captured).map_or_else(|| captured.to_owned(), |t| t.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::borrow::Cow;

    fn item<'a>(arn: &'a str, id: &'a str, name: &'a str, account: &'a str, region: &'a str) -> Item<'a> {
        Item {
            resource_type: Cow::Borrowed("AWS::S3::Bucket"),
            arn: arn.into(),
            resource_id: id.into(),
            resource_name: name.into(),
            account: account.into(),
            region: region.into(),
            ..Item::default()
        }
    }

    #[test]
    fn an_item_that_does_not_say_where_it_lives_is_placed_by_its_arn_then_by_its_file() {
        let delivered =
            Delivered::of("logs/AWSLogs/123456789012/Config/eu-west-1/2026/11/25/ConfigSnapshot/x.json.gz");
        assert_eq!(delivered.account.as_deref(), Some("123456789012"));
        assert_eq!(delivered.region.as_deref(), Some("eu-west-1"));
        assert!(delivered.snapshot);
        let by_arn = item("arn:aws:ec2:us-east-1:999999999999:volume/v", "v", "", "", "");
        assert_eq!(region(&by_arn, &delivered), Some("us-east-1"));
        assert_eq!(account(&by_arn, &delivered), Some("999999999999"));
        let by_file = item("arn:aws:s3:::logs", "logs", "logs", "", "");
        assert_eq!(region(&by_file, &delivered), Some("eu-west-1"));
        let global = item("arn:aws:iam::123456789012:role/r", "AROA", "r", "123456789012", "global");
        assert_eq!(region(&global, &delivered), None);
    }

    #[test]
    fn an_arn_is_the_address_and_a_type_with_an_id_where_there_is_none() {
        let none = Delivered::default();
        let queue = item("arn:aws:sqs:eu-west-1:1:q", "arn:aws:sqs:eu-west-1:1:q", "q", "1", "eu-west-1");
        let who = identity(&queue, "AWS::SQS::Queue", &none);
        assert_eq!(
            (who.address.as_str(), who.physical_id.as_deref()),
            ("arn:aws:sqs:eu-west-1:1:q", Some("q"))
        );
        let bare = item("", "vol-1", "", "1", "eu-west-1");
        assert_eq!(identity(&bare, "AWS::EC2::Volume", &none).address, "AWS::S3::Bucket/vol-1");
    }

    #[test]
    fn times_of_every_spelling_compare() {
        let times = ["2014-10-30T22:35:29.922Z", "2014-10-30T23:35:29.922+01:00", "1414708529.922"];
        for captured in times {
            assert_eq!(observed_at(captured).as_deref(), Some("2014-10-30T22:35:29.922Z"), "{captured}");
        }
        assert_eq!(time("yesterday"), None);
        assert_eq!(observed_at("yesterday").as_deref(), Some("yesterday"));
        assert_eq!(observed_at(""), None);
    }
}
