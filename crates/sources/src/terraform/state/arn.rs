//! Region and account as an ARN and a resource's own attributes state them.

use crate::syntax::Tree;

/// The parts of an ARN that say where a resource is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::terraform) struct Arn {
    /// Empty for global services.
    pub(in crate::terraform) region: Option<String>,
    /// Lacks for buckets and what AWS owns.
    pub(in crate::terraform) account: Option<String>,
}

impl Arn {
    /// Reads `arn:partition:service:region:account:resource`.
    pub(in crate::terraform) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(6, ':');
        if parts.next() != Some("arn") || !parts.next()?.starts_with("aws") || parts.next()?.is_empty() {
            return None;
        }
        let (region, account) = (parts.next()?, parts.next()?);
        parts.next()?;
        Some(Self {
            region: Some(region).filter(|r| is_region(r)).map(str::to_owned),
            account: Some(account).filter(|a| is_account(a)).map(str::to_owned),
        })
    }
}

/// Whether a text is an account id.
pub(in crate::terraform) fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a text has the form of a region: `eu-central-1`, `us-gov-west-1`.
pub(in crate::terraform) fn is_region(text: &str) -> bool {
    let words: Vec<&str> = text.split('-').collect();
    let [first, middle @ .., number] = words.as_slice() else { return false };
    (2..=4).contains(&first.len())
        && !middle.is_empty()
        && middle.iter().chain([first]).all(|w| !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase()))
        && matches!(number.len(), 1 | 2)
        && number.bytes().all(|b| b.is_ascii_digit())
}

/// Attributes named `region` of these types mean another region than the resource's own.
const OTHER_REGION: [&str; 1] = ["aws_config_aggregate_authorization"];

/// Region and account that an AWS resource's own values show.
pub(in crate::terraform) fn own_location(
    resource_type: &str,
    values: Option<&Tree>,
) -> (Option<String>, Option<String>) {
    if !is_aws(resource_type) {
        return (None, None);
    }
    let text = |key: &str| values.and_then(|v| v.get(key)).and_then(Tree::as_str);
    let region =
        text("region").filter(|r| is_region(r) && !OTHER_REGION.contains(&resource_type)).map(str::to_owned);
    let arn = text("arn").filter(|_| is_own(resource_type, "arn")).and_then(Arn::parse);
    let (arn_region, account) = arn.map_or((None, None), |arn| (arn.region, arn.account));
    (region.or(arn_region), account)
}

/// Whether an attribute says what a resource is: one that people write (`arn` of `aws_sns_topic_policy`) names another.
pub(in crate::terraform) fn is_own(resource_type: &str, attribute: &str) -> bool {
    demarc_schema::terraform_attribute(resource_type, &[attribute]).is_none_or(|a| !a.required && !a.optional)
}

/// Whether a type is of one of AWS's providers.
pub(in crate::terraform) fn is_aws(resource_type: &str) -> bool {
    resource_type.starts_with("aws_") || resource_type.starts_with("awscc_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arn_that_people_write_is_another_resources() {
        assert!(is_own("aws_sns_topic", "arn") && !is_own("aws_sns_topic_policy", "arn"));
        assert!(!is_own("aws_cloudwatch_event_target", "arn") && is_own("aws_newer_than_the_catalog", "arn"));
    }

    #[test]
    fn an_arn_says_where_unless_it_does_not() {
        let parsed = |text: &str| Arn::parse(text).map(|a| (a.region, a.account));
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            parsed("arn:aws-us-gov:sns:us-gov-west-1:123456789012:a:b"),
            Some((some("us-gov-west-1"), some("123456789012")))
        );
        assert_eq!(parsed("arn:aws:iam::123456789012:role/r"), Some((None, some("123456789012"))));
        assert_eq!(parsed("arn:aws:s3:::bucket"), Some((None, None)));
        assert_eq!(parsed("arn:aws:iam::aws:policy/P"), Some((None, None)));
        for text in ["", "arn", "arn:aws:s3", "urn:aws:s3:::b", "arn:gcp:a:b:c:d"] {
            assert_eq!(parsed(text), None, "{text}");
        }
        for text in ["us-east", "useast1", "prod", "eu--1", "EU-west-1", "eu-west-1a", "us-central1"] {
            assert!(!is_region(text), "{text}");
        }
    }
}
