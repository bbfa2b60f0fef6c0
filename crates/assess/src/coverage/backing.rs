//! How AWS's share of one control part is backed: as a whole, and for each service that has a layer of it.

use super::{Coverage, Row};
use crate::rollup::ServiceShare;
use demarc_inventory::ResourceIndex;
use demarc_knowledge_format::{Framework, Part, Programme};
use demarc_model::{Allocation, AwsStatus, Partition, ServiceId};
use std::collections::{BTreeMap, BTreeSet};

/// So many parts are named in a sentence.
const NAMED: usize = 8;

/// What the coverage of a part depends on.
pub struct AwsShare<'a> {
    /// The framework of the part or requirement.
    pub framework: &'a str,
    /// The parts behind it: itself, or those that a requirement maps to.
    pub parts: Vec<&'a Part>,
    /// Id of the requirement, if it is one.
    pub requirement: Option<&'a str>,
    /// Whether it is AWS's organization and no resource that does it.
    pub organizational: bool,
    /// The services that have a layer of it.
    pub by_service: &'a [ServiceShare],
}

/// How AWS's share of a part is backed, as a whole and for each service that has a layer of it.
pub struct Backing {
    /// As a whole: no better than the worst service that carries it.
    pub status: AwsStatus,
    /// What that rests on.
    pub why: Option<String>,
    /// For each of the services, in the order in which they were asked for.
    pub by_service: Vec<AwsStatus>,
}

/// How bad a status is for AWS's half of a part that several services carry.
fn rank(status: AwsStatus) -> u8 {
    match status {
        AwsStatus::None => 0,
        AwsStatus::Covered => 1,
        AwsStatus::CoveredUnreviewed => 2,
        AwsStatus::NoProgramme => 3,
        AwsStatus::Unknown => 4,
        AwsStatus::Lapsed => 5,
        AwsStatus::NotCovered => 6,
    }
}

impl Coverage<'_> {
    /// How AWS's half of a part is backed, and what that rests on.
    pub fn of_part(&self, share: &AwsShare<'_>) -> Backing {
        let alike = |status: AwsStatus, why| Backing {
            status,
            why,
            by_service: share
                .by_service
                .iter()
                .map(|s| if has_share(s) { status } else { AwsStatus::None })
                .collect(),
        };
        let Some(programme) = self.programme else { return alike(AwsStatus::NoProgramme, None) };
        match self.looked_at(share) {
            LookedAt::Framework => {}
            LookedAt::Other => {
                let why = format!(
                    "{} says nothing about the controls of `{}`; AWS's share stays inheritable",
                    programme.title, share.framework
                );
                return alike(AwsStatus::NoProgramme, Some(why));
            }
            LookedAt::Outside(parts) => {
                let list: Vec<String> = parts.iter().take(NAMED).map(|p| format!("`{p}`")).collect();
                let more = parts.len().saturating_sub(NAMED);
                let and = if more > 0 { format!(" and {more} more") } else { String::new() };
                let why = format!("{} does not look at {}{and}", programme.title, list.join(", "));
                return alike(AwsStatus::NotCovered, Some(why));
            }
        }
        let by_service: Vec<AwsStatus> = share.by_service.iter().map(|s| self.of_service(s)).collect();
        // What AWS does for itself alone is never inherited. Only where no service carries anything does the share of AWS's
        // rest on those that do the like; of a requirement with several parts some may carry what the others do not show.
        let carried = share.requirement.is_none() && share.by_service.iter().any(carries);
        let counts = |s: &ServiceShare| if carried { carries(s) } else { has_share(s) };
        let mut by_status: BTreeMap<u8, (AwsStatus, BTreeSet<&ServiceId>)> = BTreeMap::new();
        for (service, status) in share.by_service.iter().zip(&by_service).filter(|(s, _)| counts(s)) {
            let known = self.rows.iter().any(|r| r.service == service.service);
            if known {
                by_status
                    .entry(rank(*status))
                    .or_insert((*status, BTreeSet::new()))
                    .1
                    .insert(&service.service);
            }
        }
        let Some((_, (worst, _))) = by_status.last_key_value().filter(|_| !share.organizational) else {
            return Backing { status: self.whole.0, why: Some(self.whole.1.clone()), by_service };
        };
        let status = *worst;
        let why = Some(self.named(programme, &by_status));
        Backing { status, why, by_service }
    }

    /// `X: not covered for `a` (list of 2025-12-04); covered, not reviewed for `b``, the worst first.
    fn named(
        &self,
        programme: &Programme,
        by_status: &BTreeMap<u8, (AwsStatus, BTreeSet<&ServiceId>)>,
    ) -> String {
        let services: BTreeSet<&ServiceId> = by_status.values().flat_map(|(_, s)| s).copied().collect();
        let rows = self.rows.iter().filter(|r| services.contains(&r.service));
        let dates: BTreeSet<&str> = rows.filter_map(|r| r.found.as_of.as_deref()).collect();
        let of = if dates.is_empty() {
            "no list".to_owned()
        } else {
            format!("list of {}", dates.into_iter().collect::<Vec<_>>().join(", "))
        };
        let groups: Vec<String> = by_status
            .values()
            .rev()
            .map(|(status, services)| {
                let services: Vec<String> = services.iter().map(|s| format!("`{s}`")).collect();
                format!("{} for {}", status.id().replace('-', " "), services.join(", "))
            })
            .collect();
        format!("{}: {} ({of})", programme.title, groups.join("; "))
    }

    /// How AWS's share is backed for the resources of one service: no better than the worst of them.
    fn of_service(&self, share: &ServiceShare) -> AwsStatus {
        if !has_share(share) {
            return AwsStatus::None;
        }
        let first = self.rows.partition_point(|r| r.service < share.service);
        let Some(row) = self.rows.get(first).filter(|r| r.service == share.service) else {
            // The account itself is on no list of services.
            return self.whole.0;
        };
        let plain = row.found.plain.or(row.found.status).unwrap_or(AwsStatus::NoProgramme);
        let Some(apart) = self.apart.get(&share.service) else { return plain };
        let each = share.resources.iter().map(|r| apart.get(r).copied().unwrap_or(plain));
        each.max_by_key(|s| rank(*s)).unwrap_or(plain)
    }

    fn looked_at<'s>(&self, share: &AwsShare<'s>) -> LookedAt<'s> {
        let mut catalogs = Vec::new();
        for (framework, baselines) in &self.assessed {
            let takes = |b: &String| baselines.is_empty() || baselines.contains(b);
            if framework.id == share.framework
                && let Some(requirement) = share.requirement
            {
                let row =
                    framework.crosswalk.iter().flat_map(|c| &c.requirements).find(|r| r.id == requirement);
                return match row {
                    Some(row) if row.baselines.iter().any(takes) => LookedAt::Framework,
                    _ => LookedAt::Outside(vec![requirement]),
                };
            }
            match &framework.overlay {
                Some(overlay) => catalogs.extend(
                    overlay.baselines.iter().filter(|(b, _)| takes(b)).map(|(_, s)| Takes::Selection(s)),
                ),
                None if framework.crosswalk.is_none() => catalogs.push(Takes::Own(framework, baselines)),
                None => {}
            }
        }
        if catalogs.is_empty() {
            return LookedAt::Other;
        }
        let outside: Vec<&str> = share
            .parts
            .iter()
            .filter(|p| !catalogs.iter().any(|c| c.take(p)))
            .map(|p| p.row.part.as_str())
            .collect();
        if outside.is_empty() { LookedAt::Framework } else { LookedAt::Outside(outside) }
    }
}

/// Whether AWS has a share on resources of a service.
fn has_share(share: &ServiceShare) -> bool {
    share.possible.iter().any(|a| *a != Allocation::CustomerSpecific)
}

/// Whether AWS does something there for the customer's own resources, or may do so.
fn carries(share: &ServiceShare) -> bool {
    share.possible.iter().any(|a| matches!(a, Allocation::Inherited | Allocation::SharedDependent))
}

/// Resources that stand otherwise than the first row of their service: excluded, not known, or in another partition.
pub(super) fn apart(
    rows: &[Row],
    used: &BTreeMap<(&ServiceId, Partition), Vec<ResourceIndex>>,
) -> BTreeMap<ServiceId, BTreeMap<ResourceIndex, AwsStatus>> {
    let mut apart: BTreeMap<ServiceId, BTreeMap<ResourceIndex, AwsStatus>> = BTreeMap::new();
    let mut last: Option<&ServiceId> = None;
    for (row, resources) in rows.iter().zip(used.values()) {
        let further = last == Some(&row.service);
        last = Some(&row.service);
        let found = &row.found;
        if !further && found.outside.is_empty() && found.unsure.is_empty() {
            continue;
        }
        let of = apart.entry(row.service.clone()).or_default();
        if further {
            let plain = found.plain.or(found.status).unwrap_or(AwsStatus::NoProgramme);
            of.extend(resources.iter().map(|r| (*r, plain)));
        }
        of.extend(found.unsure.iter().map(|r| (*r, AwsStatus::Unknown)));
        of.extend(found.outside.iter().map(|r| (*r, AwsStatus::NotCovered)));
    }
    apart
}

/// Whether a programme's assessors look at a part.
enum LookedAt<'s> {
    /// They do.
    Framework,
    /// They look at other frameworks.
    Other,
    /// They look at the framework, and not at these parts of it.
    Outside(Vec<&'s str>),
}

enum Takes<'k> {
    Selection(&'k demarc_knowledge_format::Selection),
    Own(&'k Framework, &'k [String]),
}

impl Takes<'_> {
    fn take(&self, part: &Part) -> bool {
        match self {
            Self::Selection(selection) => selection.takes(&part.row.control, &part.row.part),
            Self::Own(framework, baselines) => {
                let own = framework.parts.iter().any(|p| p.row.part == part.row.part);
                own && (baselines.is_empty() || part.row.baselines.iter().any(|b| baselines.contains(b)))
            }
        }
    }
}
