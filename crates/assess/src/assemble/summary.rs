//! Counts of an assessment; what was not assessed stands beside every score.

use super::Writer;
use crate::{
    accounts::is_account,
    assessment::{DutyCounts, PartResult, Summary},
    demarcation::Role,
};
use demarc_inventory::Resource;
use demarc_model::{Allocation, AwsStatus, CustomerStatus, Presence, Verdict};
use std::collections::BTreeMap;

impl Writer<'_, '_> {
    pub(super) fn summary(&self, controls: &[PartResult]) -> Summary {
        let mut counts = DutyCounts::default();
        for duty in self.judged {
            match duty.verdict {
                Verdict::Met if !duty.if_it_exists => counts.met += 1,
                Verdict::Unmet if !duty.if_it_exists => counts.unmet += 1,
                Verdict::NotApplicable => counts.not_applicable += 1,
                _ => counts.unknown += 1,
            }
        }
        let key = |id: &str| id.replace('-', "_");
        let mut parts: BTreeMap<String, usize> = Allocation::ALL.iter().map(|a| (key(a.id()), 0)).collect();
        let customer_all = [
            CustomerStatus::None,
            CustomerStatus::Met,
            CustomerStatus::Partial,
            CustomerStatus::Unmet,
            CustomerStatus::Unknown,
            CustomerStatus::NotAssessed,
        ];
        let mut customer: BTreeMap<String, usize> = customer_all.iter().map(|s| (key(s.id()), 0)).collect();
        let mut aws: BTreeMap<String, usize> = AwsStatus::ALL.iter().map(|s| (key(s.id()), 0)).collect();
        for part in controls {
            *parts.entry(key(part.allocation.id())).or_default() += 1;
            *customer.entry(key(part.customer.status.id())).or_default() += 1;
            *aws.entry(key(part.aws.status.id())).or_default() += 1;
        }
        // Accounts and the organization stand in the list for the duties that hang on them; the input does not hold them.
        let own: Vec<(&Resource, Role)> = self
            .inventory
            .resources
            .iter()
            .zip(self.demarcations)
            .filter(|(r, _)| r.span.is_some() || !is_account(r))
            .map(|(r, d)| (r, d.role))
            .collect();
        let assessed = own.iter().filter(|(_, role)| role.is_assessed()).count();
        Summary {
            resources: own.len(),
            assessed,
            not_assessed: own.len() - assessed,
            maybe: own.iter().filter(|(r, _)| matches!(r.presence, Presence::Maybe(_))).count(),
            duties: counts,
            parts,
            customer,
            aws,
        }
    }
}
