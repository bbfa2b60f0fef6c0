//! AWS's side: whether a programme backs AWS's share, by service, partition and region, and for each control part.
//!
//! A programme never crosses partitions; what no list says is unknown; and a tool alone reaches no more than
//! *covered, not reviewed*. Coverage says nothing about whether AWS's control works.

mod backing;
mod report;

pub use backing::{AwsShare, Backing};

use crate::{
    accounts::is_account,
    assessment::ServiceCoverage,
    chosen::Chosen,
    demarcation::Demarcation,
    evaluate::{Evaluator, ParameterValues},
    options::AssessOptions,
    world::World,
};
use backing::apart;
use demarc_inventory::ResourceIndex;
use demarc_knowledge_format::{Framework, Knowledge, Membership, Programme, ProgrammeKind, ProgrammeScope};
use demarc_model::{AwsStatus, Partition, ServiceId, Truth};
use report::Held;
use std::collections::{BTreeMap, BTreeSet};

/// How AWS's share is backed.
pub struct Coverage<'k> {
    programme: Option<&'k Programme>,
    assessed: Vec<(&'k Framework, &'k [String])>,
    rows: Vec<Row>,
    whole: (AwsStatus, String),
    /// Resources that stand otherwise than their service does, of services of which there are some.
    apart: BTreeMap<ServiceId, BTreeMap<ResourceIndex, AwsStatus>>,
}

/// A service in one partition.
struct Row {
    service: ServiceId,
    partition: Partition,
    regions: BTreeSet<String>,
    found: Found,
}

/// What was found about a service.
#[derive(Default)]
struct Found {
    status: Option<AwsStatus>,
    why: Option<String>,
    source: Option<String>,
    as_of: Option<String>,
    report: Option<String>,
    exclusions: Vec<String>,
    outside: Vec<ResourceIndex>,
    /// What the status would be but for single resources.
    plain: Option<AwsStatus>,
    /// Resources of which it is not known whether they are outside.
    unsure: BTreeSet<ResourceIndex>,
}

impl<'k> Coverage<'k> {
    /// No programme, no services.
    pub fn none() -> Self {
        Self {
            programme: None,
            assessed: Vec::new(),
            rows: Vec::new(),
            whole: (AwsStatus::NoProgramme, String::new()),
            apart: BTreeMap::new(),
        }
    }

    /// Looks up every service in use.
    pub fn new(
        world: &World<'_>,
        knowledge: &'k Knowledge,
        options: &AssessOptions,
        programme: Option<&'k Programme>,
        demarcations: &[Demarcation<'k>],
    ) -> Self {
        let mut used: BTreeMap<(&ServiceId, Partition), Vec<ResourceIndex>> = BTreeMap::new();
        for ((index, resource), demarcation) in world.inventory.indexed().zip(demarcations) {
            let Some(service) = demarcation.service.filter(|_| !is_account(resource)) else { continue };
            let partition = resource.region.as_deref().map_or(options.partition, Partition::of_region);
            used.entry((&service.id, partition)).or_default().push(index);
        }
        let held = programme.map(|p| Held::find(p, options));
        let parameters = ParameterValues::new();
        let rows: Vec<Row> = used
            .iter()
            .map(|(&(service, partition), resources)| {
                let regions =
                    resources.iter().filter_map(|i| world.inventory.resource(*i)?.region.clone()).collect();
                let found = match (programme, &held) {
                    (Some(programme), Some(held)) => {
                        let key = knowledge.list_names.key(service);
                        let evaluator = Evaluator::deciding(world, &parameters);
                        let look = Look { programme, held, world, evaluator: &evaluator, options };
                        look.service(key, partition, resources)
                    }
                    _ => Found::default(),
                };
                Row { service: service.clone(), partition, regions, found }
            })
            .collect();
        let apart = apart(&rows, &used);
        let whole = match (programme, &held) {
            (Some(programme), Some(held)) => whole(programme, held, &rows, options.partition),
            _ => (AwsStatus::NoProgramme, String::new()),
        };
        let assessed = programme.iter().flat_map(|p| &p.assesses);
        let assessed = assessed
            .filter_map(|(id, baselines)| Some((knowledge.framework(id)?, baselines.as_slice())))
            .collect();
        Self { programme, assessed, rows, whole, apart }
    }

    /// The rows of the assessment.
    pub fn services(&self, id_of: impl Fn(ResourceIndex) -> String) -> Vec<ServiceCoverage> {
        self.rows
            .iter()
            .map(|row| ServiceCoverage {
                service: row.service.clone(),
                programme: self.programme.map(|p| p.id.clone()),
                status: row.found.status.unwrap_or(AwsStatus::NoProgramme),
                partition: row.partition.id().to_owned(),
                regions: row.regions.iter().cloned().collect(),
                report: row.found.report.clone(),
                as_of: row.found.as_of.clone(),
                why: row.found.why.clone(),
                source: row.found.source.clone(),
                exclusions: row.found.exclusions.clone(),
                outside: row.found.outside.iter().map(|i| id_of(*i)).collect(),
            })
            .collect()
    }

    /// What is to be said about the choice of the programme, each with a code.
    pub fn notes(&self, chosen: &Chosen<'_>) -> Vec<(&'static str, String)> {
        let Some(programme) = self.programme else { return Vec::new() };
        let mut notes = Vec::new();
        let own = self.assessed.iter().any(|(f, _)| f.id == chosen.framework.id);
        let catalog = self.assessed.iter().any(|(f, _)| {
            f.id == chosen.catalog.id || f.overlay.as_ref().is_some_and(|o| o.of == chosen.catalog.id)
        });
        if !own && !catalog {
            let looks: Vec<&str> = programme.assesses.keys().map(String::as_str).collect();
            let looks = match programme.kind {
                ProgrammeKind::Agreement => "nobody assesses controls for it".to_owned(),
                _ if looks.is_empty() => {
                    "its assessors look at a framework that is not known here".to_owned()
                }
                _ => format!("its assessors look at `{}`", looks.join("`, `")),
            };
            notes.push((
                "programme-says-nothing",
                format!(
                    "`{}` says which services are in its scope and nothing about the controls of `{}` ({looks}); AWS's share of them stays inheritable",
                    programme.id, chosen.framework.id
                ),
            ));
        }
        let unknown: Vec<String> = self
            .rows
            .iter()
            .filter(|r| r.found.status == Some(AwsStatus::Unknown))
            .map(|r| format!("`{}`", r.service))
            .collect();
        if !unknown.is_empty() {
            notes.push((
                "programme-membership-unknown",
                format!(
                    "whether {} {} in scope of {} is not known; give a newer list with `--programme-list FILE`, and the region with `--region` where the input does not say it",
                    unknown.join(", "),
                    if unknown.len() == 1 { "is" } else { "are" },
                    programme.title
                ),
            ));
        }
        notes
    }
}

/// AWS's organization as a whole: covered where the programme holds in every partition in use.
fn whole(programme: &Programme, held: &Held<'_>, rows: &[Row], partition: Partition) -> (AwsStatus, String) {
    let mut used: BTreeSet<Partition> = rows.iter().map(|r| r.partition).collect();
    if used.is_empty() {
        used.insert(partition);
    }
    let outside = used.iter().find(|p| !programme.scopes.iter().any(|s| s.partition == **p));
    if let Some(partition) = outside {
        return (AwsStatus::NotCovered, not_in_partition(programme, *partition));
    }
    let elsewhere: BTreeSet<&str> = rows
        .iter()
        .flat_map(|r| r.regions.iter().map(move |region| (r.partition, region)))
        .filter(|(partition, region)| {
            let scope = programme.scopes.iter().find(|s| s.partition == *partition);
            scope.is_some_and(|s| !s.regions.is_empty() && !s.regions.contains(region))
        })
        .map(|(_, region)| region.as_str())
        .collect();
    if !elsewhere.is_empty() {
        let named: Vec<String> = elsewhere.iter().map(|r| format!("`{r}`")).collect();
        let why = format!("{} does not extend to region {}", programme.title, named.join(", "));
        return (AwsStatus::NotCovered, why);
    }
    (held.status, format!("{}: {}", programme.title, held.why))
}

fn not_in_partition(programme: &Programme, partition: Partition) -> String {
    let own: Vec<&str> = programme.scopes.iter().map(|s| s.partition.id()).collect();
    format!(
        "{} holds in partition {} and not in `{}`; programmes never cross partitions",
        programme.title,
        own.iter().map(|p| format!("`{p}`")).collect::<Vec<_>>().join(", "),
        partition.id()
    )
}

/// What is needed to look a service up.
struct Look<'a> {
    programme: &'a Programme,
    held: &'a Held<'a>,
    world: &'a World<'a>,
    evaluator: &'a Evaluator<'a>,
    options: &'a AssessOptions,
}

impl Look<'_> {
    fn service(&self, key: &str, partition: Partition, resources: &[ResourceIndex]) -> Found {
        let programme = self.programme;
        let report = self.held.title.clone();
        let Some(scope) = programme.scopes.iter().find(|s| s.partition == partition) else {
            return Found {
                status: Some(AwsStatus::NotCovered),
                why: Some(not_in_partition(programme, partition)),
                ..Found::default()
            };
        };
        let Some((membership, list)) = programme.membership(key, partition) else {
            let newest = programme.lists_of(partition).max_by(|a, b| a.as_of.cmp(&b.as_of));
            let why = match newest {
                Some(list) => {
                    format!("no list says whether `{key}` is in scope; the newest is of {}", list.as_of)
                }
                None => "no list of services is at hand for this programme and partition".to_owned(),
            };
            return Found {
                status: Some(AwsStatus::Unknown),
                why: Some(why),
                source: newest.map(|l| l.source.clone()),
                as_of: newest.map(|l| l.as_of.clone()),
                report,
                ..Found::default()
            };
        };
        let mut found = Found {
            source: Some(list.source.clone()),
            as_of: Some(list.as_of.clone()),
            report,
            exclusions: programme
                .exclusions
                .iter()
                .filter(|e| e.service == key)
                .map(|e| e.what.clone())
                .collect(),
            ..Found::default()
        };
        let of = format!("the list of {}{}", list.as_of, self.age(&list.as_of));
        let word = match membership {
            Membership::In => "in scope",
            Membership::Out => "not in scope",
            Membership::Pending => "under review and not in scope yet",
        };
        if membership != Membership::In {
            found.status = Some(AwsStatus::NotCovered);
            found.why = Some(format!("{word} according to {of}"));
            return found;
        }
        let (outside, unsure) = self.resources(key, scope, resources);
        found.outside = outside.keys().copied().collect();
        let (status, why) = self.held.with_list(&list.as_of);
        found.plain = Some(status);
        let (unsure, doubt) = unsure;
        found.unsure = unsure;
        if let Some(why) = outside.into_values().next() {
            found.status = Some(AwsStatus::NotCovered);
            found.why = Some(format!("{word} according to {of}, but {why}"));
        } else if let Some(why) = doubt {
            found.status = Some(AwsStatus::Unknown);
            found.why = Some(format!("{word} according to {of}, but {why}"));
        } else {
            found.status = Some(status);
            found.why = Some(format!("{word} according to {of}; {why}"));
        }
        found
    }

    /// Resources that are outside although the service is in, each with the reason; and those of which that is not known,
    /// with one reason.
    fn resources(
        &self,
        key: &str,
        scope: &ProgrammeScope,
        resources: &[ResourceIndex],
    ) -> (BTreeMap<ResourceIndex, String>, (BTreeSet<ResourceIndex>, Option<String>)) {
        let mut outside = BTreeMap::new();
        let mut unsure = BTreeSet::new();
        let mut doubt = None;
        for &index in resources {
            let Some(resource) = self.world.inventory.resource(index) else { continue };
            if !scope.regions.is_empty() {
                match &resource.region {
                    Some(region) if !scope.regions.contains(region) => {
                        outside.insert(
                            index,
                            format!("region `{region}` is not; in scope are {}", scope.regions.join(", ")),
                        );
                    }
                    Some(_) => {}
                    None => {
                        unsure.insert(index);
                        doubt.get_or_insert_with(|| {
                            format!(
                                "only in {}, and the input does not say the region",
                                scope.regions.join(", ")
                            )
                        });
                    }
                }
            }
            for exclusion in self.programme.exclusions.iter().filter(|e| e.service == key) {
                if !exclusion.types.contains(&resource.type_name) {
                    continue;
                }
                let uses = exclusion.when.as_ref().map_or(Truth::True, |c| self.evaluator.holds(c, index));
                let what = exclusion.what.trim_end_matches('.');
                match uses {
                    Truth::True => {
                        outside.entry(index).or_insert_with(|| format!("not `{}`: {what}", resource.address));
                    }
                    Truth::Unknown(_) => {
                        unsure.insert(index);
                        doubt.get_or_insert_with(|| {
                            format!("whether `{}` is excluded is not known: {what}", resource.address)
                        });
                    }
                    Truth::False => {}
                }
            }
        }
        (outside, (unsure, doubt))
    }

    /// How old a list is, if the day of the assessment is known.
    fn age(&self, as_of: &str) -> String {
        let day = self.options.assessed_at.as_deref();
        match day.and_then(|day| report::months_between(as_of, day)) {
            Some(months) if months >= 1 => format!(" ({months} months before the assessment)"),
            _ => String::new(),
        }
    }
}
