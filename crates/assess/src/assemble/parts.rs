//! Control parts as they stand in an assessment: both halves, the results by service, the reason.

use super::Writer;
use crate::{
    assessment::{AwsHalf, CustomerHalf, DutyResult, PartResult, ServiceAllocation},
    coverage::{AwsShare, Backing},
    rollup::{PartStanding, ServiceShare},
};
use demarc_knowledge_format::Part;
use demarc_model::{Allocation, AwsStatus, Nature};
use std::{collections::BTreeMap, sync::Arc};

/// The customer's half of a physical part wherever AWS does not carry all of it.
pub(super) const ON_OWN_SITE: &str = "Carries this out for every site and machine that is not AWS's own.";

impl<'k> Writer<'_, 'k> {
    pub(super) fn part(
        &self,
        standing: &PartStanding<'k>,
        duties: &BTreeMap<usize, DutyResult>,
    ) -> PartResult {
        let part = standing.part;
        let decision = part.decision.as_ref();
        let inherited = standing.allocation == Allocation::Inherited;
        let aws_shares = standing.allocation != Allocation::CustomerSpecific
            && (standing.allocation != Allocation::Unknown || standing.possible.len() > 1);
        let residue = decision.filter(|d| inherited && !d.residue.is_empty()).map(|d| d.residue.join(" "));
        let (aws, backed) = self.aws_half(
            aws_shares && decision.is_some(),
            decision.filter(|_| aws_shares).and_then(|d| d.aws_share.clone()),
            AwsShare {
                framework: &self.chosen.catalog.id,
                parts: vec![part],
                requirement: None,
                organizational: part.nature() == Nature::Organizational,
                by_service: &standing.by_service,
            },
        );
        let customer_statement = match decision {
            Some(_) if inherited => residue.clone(),
            Some(d) => Some(d.customer_share.clone().unwrap_or_else(|| ON_OWN_SITE.to_owned())),
            None => None,
        };
        PartResult {
            control: part.row.control.clone(),
            part: part.row.part.clone(),
            label: part.row.label.clone(),
            title: part.row.title.clone(),
            nature: part.nature(),
            reviewed: decision.is_some(),
            allocation: standing.allocation,
            possible: if standing.possible.len() > 1 {
                standing.possible.iter().copied().collect()
            } else {
                Vec::new()
            },
            implementers: standing.implementers.iter().cloned().collect(),
            residue,
            aws,
            customer: CustomerHalf {
                status: standing.status,
                statement: customer_statement,
                met: standing.counts.0,
                unmet: standing.counts.1,
                unknown: standing.counts.2,
                attested: standing.attested,
                resources_looked_at: standing.resources.0,
                resources: standing.resources.1,
                uncovered: standing.uncovered.clone(),
                duties: self.duty_ids(standing.duties.iter().map(|d| *d as usize), duties),
            },
            by_service: self.service_shares(&standing.by_service, &backed, Some(part)),
            parameters: part
                .row
                .parameters
                .iter()
                .map(|p| (p.clone(), self.chosen.value(p, self.options).map(|(v, _)| v)))
                .collect(),
            parameter_origins: part
                .row
                .parameters
                .iter()
                .filter_map(|p| Some((p.clone(), self.chosen.value(p, self.options)?.1)))
                .collect(),
            mapping: None,
            because: because(standing),
            source: decision.map_or_else(|| self.chosen.catalog.source.clone(), |d| d.source.clone()),
        }
    }

    /// The ids of duties by their positions; an assessment in brief names none.
    pub(super) fn duty_ids(
        &self,
        positions: impl Iterator<Item = usize>,
        duties: &BTreeMap<usize, DutyResult>,
    ) -> Vec<String> {
        if self.in_brief {
            return Vec::new();
        }
        positions.filter_map(|position| duties.get(&position)).map(|d| d.id.clone()).collect()
    }

    /// AWS's half, as the chosen programme backs it as a whole and for each service.
    pub(super) fn aws_half(
        &self,
        shares: bool,
        statement: Option<String>,
        share: AwsShare<'_>,
    ) -> (AwsHalf, Vec<AwsStatus>) {
        if !shares {
            let none = share.by_service.iter().map(|_| AwsStatus::None).collect();
            return (AwsHalf { status: AwsStatus::None, statement: None, why: None }, none);
        }
        let Backing { status, why, by_service } = self.coverage.of_part(&share);
        (AwsHalf { status, statement, why }, by_service)
    }

    pub(super) fn service_shares(
        &self,
        shares: &[ServiceShare],
        backed: &[AwsStatus],
        part: Option<&Part>,
    ) -> Vec<ServiceAllocation> {
        shares.iter().zip(backed).map(|(share, backed)| self.service_share(share, *backed, part)).collect()
    }

    fn service_share(
        &self,
        share: &ServiceShare,
        backed: AwsStatus,
        part: Option<&Part>,
    ) -> ServiceAllocation {
        let allocation = match (share.possible.len(), share.possible.first()) {
            (1, Some(&one)) => one,
            _ => Allocation::Unknown,
        };
        let word = self
            .knowledge
            .service(share.service.as_str())
            .zip(part)
            .and_then(|(s, part)| s.parts.get(&part.row.part))
            .map(|o| o.because.clone());
        ServiceAllocation {
            service: share.service.clone(),
            variant: share.variant.clone(),
            allocation,
            coverage: Some(backed),
            layers: share.layers.clone(),
            aws: word,
            customer: None,
            resources: if self.in_brief { Arc::default() } else { self.shared_ids(&share.resources) },
        }
    }
}

fn because(standing: &PartStanding<'_>) -> String {
    let Some(decision) = &standing.part.decision else {
        return "Nobody has decided yet whose this part is; its nature is what the catalog's implementation level suggests."
            .to_owned();
    };
    let mut text = decision.reason.clone();
    if let Some(why) = decision.aws_because.as_ref().filter(|_| standing.part.nature() == Nature::Mechanism) {
        text.push(' ');
        text.push_str(why);
        if let Some(source) = &decision.aws_source {
            text.push_str(&format!(" ({source})"));
        }
    }
    if standing.no_carrier && standing.part.nature() != Nature::Organizational {
        text.push_str(
            " No carrier found: nothing in the input has a layer of this part, so it stays the customer's until a person justifies that it does not apply.",
        );
    }
    if standing.possible.len() > 1 {
        let list: Vec<&str> = standing.possible.iter().map(|a| a.id()).collect();
        text.push_str(&format!(" The input leaves open which it is: {}.", list.join(" or ")));
    }
    text
}
