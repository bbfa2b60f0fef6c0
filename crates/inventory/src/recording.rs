//! What observing sources say of their own completeness: which types they list in full, and which they leave out.

use std::collections::{BTreeMap, BTreeSet};

/// Types of which a source lists every resource, by account and region.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Completeness {
    places: BTreeMap<(String, String), BTreeSet<String>>,
    everywhere: BTreeMap<String, BTreeSet<String>>,
}

impl Completeness {
    /// Says that every resource of a canonical type in an account's region is listed.
    pub fn add(&mut self, account: &str, region: &str, type_name: &str) {
        let place = (account.to_owned(), region.to_owned());
        self.places.entry(place).or_default().insert(type_name.to_owned());
    }

    /// Says that every resource of a canonical type in an account is listed, whatever its region.
    pub fn add_account_wide(&mut self, account: &str, type_name: &str) {
        self.everywhere.entry(account.to_owned()).or_default().insert(type_name.to_owned());
    }

    /// Whether a resource of this type would be in the input if it were in this account and region; without a region
    /// if it were anywhere in the account.
    #[must_use]
    pub fn holds(&self, account: Option<&str>, region: Option<&str>, type_name: &str) -> bool {
        let Some(account) = account else { return false };
        if self.everywhere.get(account).is_some_and(|types| types.contains(type_name)) {
            return true;
        }
        let Some(region) = region else { return false };
        let place = (account.to_owned(), region.to_owned());
        self.places.get(&place).is_some_and(|types| types.contains(type_name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_complete_in_one_region_is_not_in_another_nor_in_the_account() {
        let mut complete = Completeness::default();
        complete.add("1", "eu-west-1", "AWS::EC2::FlowLog");
        complete.add_account_wide("1", "AWS::IAM::Role");
        assert!(complete.holds(Some("1"), Some("eu-west-1"), "AWS::EC2::FlowLog"));
        assert!(!complete.holds(Some("1"), Some("eu-west-2"), "AWS::EC2::FlowLog"));
        assert!(!complete.holds(Some("1"), None, "AWS::EC2::FlowLog"));
        assert!(!complete.holds(Some("2"), Some("eu-west-1"), "AWS::EC2::FlowLog"));
        assert!(complete.holds(Some("1"), None, "AWS::IAM::Role"));
    }
}
