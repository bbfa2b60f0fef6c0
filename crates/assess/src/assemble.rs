//! The whole run: demarcate, judge, roll up, and write the result down as an assessment.

mod parts;
mod problems;
mod requirements;
mod summary;

use requirements::name_requirements;

use crate::{
    assessment::{
        Assessment, DutyResult, FrameworkUsed, InputRead, KnowledgeUsed, LayerResult, NOTICE, PartResult,
        ProblemResult, Reason, RelationResult, ResourceResult, SCHEMA_VERSION, ScopeRead, SkippedPath, Tool,
    },
    chosen::Chosen,
    coverage::Coverage,
    crosswalk::{self, Behind, RequirementStanding},
    demarcation::{Demarcation, Role, Services, demarcate},
    duties::{Because, Duties, Judged, attest},
    entries,
    evaluate::ParameterValues,
    evidence::{self, location},
    facts,
    options::AssessOptions,
    ports,
    rollup::{Basis, Kinds, PartDuties, PartStanding, parts_of_duties, roll_up},
    statement_age,
    world::World,
};
use demarc_inventory::{Inventory, References, Resource, ResourceIndex};
use demarc_knowledge_format::{Knowledge, Programme};
use demarc_model::{DutyId, PartId, Perspective, Presence, Scope, ServiceId, Verdict};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};
use uuid::Uuid;

/// Why nothing could be assessed at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AssessError {
    /// The framework is not known.
    #[error("`{name}` is no framework; known are {known}")]
    Framework {
        /// What was asked for.
        name: String,
        /// What there is.
        known: String,
    },
    /// The framework has no such baseline.
    #[error("`{name}` is no baseline of `{framework}`; it has {known}")]
    Baseline {
        /// What was asked for.
        name: String,
        /// The framework.
        framework: String,
        /// What there is.
        known: String,
    },
    /// A framework rests on one that is not there, or on itself.
    #[error("`{framework}` rests on `{below}`, which leads to no framework with control parts")]
    RestsOn {
        /// The framework.
        framework: String,
        /// What it rests on.
        below: String,
    },
    /// A requirement maps to something that is not there.
    #[error(
        "requirement `{requirement}` maps to `{target}`, which is no control, part or requirement of what it maps onto"
    )]
    MapsTo {
        /// The requirement.
        requirement: String,
        /// What it maps to.
        target: String,
    },
    /// No knowledge about the programme.
    #[error("`{name}` is no programme; known are {known}")]
    Programme {
        /// What was asked for.
        name: String,
        /// What there is.
        known: String,
    },
}

/// Namespace of fingerprints: the name-based UUID of Demarc itself.
const NAMESPACE: Uuid = Uuid::from_u128(0x6d0f_6f5b_4d0c_5c61_9d5e_6a2f_8f1f_70aa);

/// Assesses a sealed inventory.
///
/// # Errors
/// If framework, baseline or programme are not known.
pub fn assess(
    inventory: &Inventory,
    knowledge: &Knowledge,
    digest: &str,
    options: &AssessOptions,
) -> Result<Assessment, AssessError> {
    let options = &options.hidden(&inventory.sources);
    let chosen = Chosen::resolve(knowledge, options)?;
    let programme = programme(knowledge, options)?;
    let world = World::new(inventory, options.strict);
    let services = Services::new(knowledge);
    let duties = Duties::new(&services);
    let demarcations = demarcate_all(&world, &services);
    let values = duty_parameters(knowledge, &chosen, options);
    let mut judged = judge_all(&world, &duties, &demarcations, &values);
    let (options, shortened) = statement_age::limit(options, knowledge, &values);
    let options = &options;
    let day = options.assessed_at.as_deref();
    attest(&mut judged, &options.attestations, day, |index| {
        inventory.resource(index).map_or_else(String::new, |r| inventory.id_of(r))
    });
    // A statement about one resource does not settle the part for the others.
    let whole = options.attestations.iter().filter(|a| a.counts_on(day) && a.resource_id.is_none());
    let attested: BTreeSet<PartId> = whole.filter_map(|a| a.part.as_deref()).map(PartId::from).collect();
    let kinds = Kinds::group(&demarcations);
    let basis = Basis {
        world: &world,
        demarcations: &demarcations,
        judged: &judged,
        attested: &attested,
        kinds: &kinds,
    };
    let duty_parts = parts_of_duties(&basis, &chosen.parts);
    let by_part = PartDuties::new(&duty_parts);
    let standings: Vec<PartStanding<'_>> =
        chosen.parts.iter().map(|p| roll_up(&basis, p, &by_part)).collect();
    let behind = Behind::new(&standings, &judged);
    let requirements: Option<Vec<RequirementStanding<'_, '_>>> = chosen
        .requirements
        .as_ref()
        .map(|all| all.iter().map(|r| crosswalk::roll_up(&basis, r, &behind)).collect());
    let coverage = Coverage::new(&world, knowledge, options, programme, &demarcations);
    let writer = Writer {
        inventory,
        world: &world,
        knowledge,
        options,
        chosen: &chosen,
        coverage: &coverage,
        demarcations: &demarcations,
        judged: &judged,
        duty_parts: &duty_parts,
        ids: inventory.resources.iter().map(|r| inventory.id_of(r)).collect(),
        digests: inventory.inputs.iter().map(|i| (i.path.as_str(), i.sha256.as_str())).collect(),
        id_lists: RefCell::default(),
        shortened,
    };
    Ok(writer.write(&services, &duties, &standings, requirements.as_deref(), digest))
}

/// Judges the duties of an inventory without rolling anything up: what the examples of the knowledge are held against.
///
/// # Errors
/// As [`assess`].
pub fn judge(
    inventory: &Inventory,
    knowledge: &Knowledge,
    options: &AssessOptions,
) -> Result<Vec<DutyResult>, AssessError> {
    let chosen = Chosen::resolve(knowledge, options)?;
    let world = World::new(inventory, options.strict);
    let services = Services::new(knowledge);
    let duties = Duties::new(&services);
    let demarcations = demarcate_all(&world, &services);
    let values = duty_parameters(knowledge, &chosen, options);
    let judged = judge_all(&world, &duties, &demarcations, &values);
    let writer = Writer {
        inventory,
        world: &world,
        knowledge,
        options,
        chosen: &chosen,
        coverage: &Coverage::none(),
        demarcations: &demarcations,
        judged: &judged,
        duty_parts: &[],
        ids: inventory.resources.iter().map(|r| inventory.id_of(r)).collect(),
        digests: HashMap::new(),
        id_lists: RefCell::default(),
        shortened: Vec::new(),
    };
    Ok((0..judged.len()).filter_map(|i| writer.duty(i)).collect())
}

fn demarcate_all<'k>(world: &World<'_>, services: &Services<'k>) -> Vec<Demarcation<'k>> {
    world.inventory.indexed().map(|(index, _)| demarcate(world, services, index)).collect()
}

fn judge_all<'k>(
    world: &World<'_>,
    duties: &Duties<'k>,
    demarcations: &[Demarcation<'k>],
    values: &ParameterValues,
) -> Vec<Judged<'k>> {
    world
        .inventory
        .indexed()
        .flat_map(|(index, _)| duties.judge(world, demarcations, values, index))
        .collect()
}

fn programme<'k>(
    knowledge: &'k Knowledge,
    options: &AssessOptions,
) -> Result<Option<&'k Programme>, AssessError> {
    let Some(name) = &options.programme else { return Ok(None) };
    knowledge.programme(name).map(Some).ok_or_else(|| AssessError::Programme {
        name: name.clone(),
        known: knowledge.programmes.iter().map(|(_, p)| p.id.as_str()).collect::<Vec<_>>().join(", "),
    })
}

/// Values of duty parameters: the user's by name, else the user's or the framework's by the framework parameters that set it.
fn duty_parameters(knowledge: &Knowledge, chosen: &Chosen<'_>, options: &AssessOptions) -> ParameterValues {
    let mut values = ParameterValues::new();
    for (name, parameter) in knowledge.duties.iter().flat_map(|(_, d)| &d.parameters) {
        let assigned = || {
            parameter.assigned_by.iter().find_map(|p| match options.parameters.get(p) {
                Some(own) => Some(own.clone()),
                // A framework's value is a phrase; only one that is a figure is a threshold.
                None => chosen.value(p, options).and_then(|(v, _)| figure(&v, &parameter.unit)),
            })
        };
        if let Some(value) = options.parameters.get(name).cloned().or_else(assigned) {
            values.insert(name.clone(), value);
        }
    }
    values
}

/// The figure of a phrase that is one, alone or with the unit that is asked for: `14`, `14 days`, `fourteen (14) days`.
fn figure(phrase: &str, unit: &str) -> Option<String> {
    let words: Vec<&str> = phrase.split_whitespace().collect();
    let (number, rest) = match words.as_slice() {
        [word, bracketed, rest @ ..] if word.chars().all(|c| c.is_alphabetic() || c == '-') => {
            (bracketed.strip_prefix('(')?.strip_suffix(')')?, rest)
        }
        [number, rest @ ..] => (*number, rest),
        [] => return None,
    };
    let plain = |text: &str| text.trim_end_matches('s').to_lowercase();
    let fits = match rest {
        [] => true,
        [one] => plain(one) == plain(unit),
        _ => false,
    };
    (fits && !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())).then(|| number.to_owned())
}

struct Writer<'a, 'k> {
    inventory: &'a Inventory,
    world: &'a World<'a>,
    knowledge: &'k Knowledge,
    options: &'a AssessOptions,
    chosen: &'a Chosen<'k>,
    coverage: &'a Coverage<'k>,
    demarcations: &'a [Demarcation<'k>],
    judged: &'a [Judged<'k>],
    duty_parts: &'a [Vec<PartId>],
    ids: Vec<String>,
    digests: HashMap<&'a str, &'a str>,
    /// Lists of ids that several parts name, by the resources in them.
    id_lists: RefCell<HashMap<Vec<ResourceIndex>, Arc<Vec<String>>>>,
    /// What is to be said of statements whose time a parameter limits.
    shortened: Vec<ProblemResult>,
}

impl<'k> Writer<'_, 'k> {
    fn id(&self, index: ResourceIndex) -> String {
        self.ids.get(index.0 as usize).cloned().unwrap_or_default()
    }

    /// The ids of resources, one list for all parts that name the same ones.
    fn shared_ids(&self, resources: &[ResourceIndex]) -> Arc<Vec<String>> {
        if let Some(known) = self.id_lists.borrow().get(resources) {
            return Arc::clone(known);
        }
        let ids = Arc::new(resources.iter().map(|r| self.id(*r)).collect::<Vec<String>>());
        self.id_lists.borrow_mut().insert(resources.to_vec(), Arc::clone(&ids));
        ids
    }

    fn write(
        &self,
        services: &Services<'k>,
        duties: &Duties<'k>,
        standings: &[PartStanding<'k>],
        requirements: Option<&[RequirementStanding<'_, 'k>]>,
        digest: &str,
    ) -> Assessment {
        let mut duty_results: Vec<DutyResult> = (0..self.judged.len()).filter_map(|i| self.duty(i)).collect();
        let resources = self.resources(duties);
        let parts: Vec<PartResult> = standings.iter().map(|s| self.part(s, &duty_results)).collect();
        let (controls, mapped_controls) = match requirements {
            None => (parts, Vec::new()),
            Some(all) => {
                let controls = all.iter().map(|r| self.requirement(r, &duty_results)).collect();
                name_requirements(all, &mut duty_results);
                (controls, parts)
            }
        };
        let dates: BTreeSet<&str> = self.knowledge.dates().collect();
        let used: BTreeSet<&DutyId> = self.judged.iter().map(|j| &j.duty.id).collect();
        let inventory = self.inventory;
        let mut sorted_duties = duty_results;
        sorted_duties.sort_by(|a, b| (&a.resource_id, &a.duty).cmp(&(&b.resource_id, &b.duty)));
        Assessment {
            notice: NOTICE.map(str::to_owned).to_vec(),
            schema_version: SCHEMA_VERSION.to_owned(),
            tool: Tool {
                name: "demarc".to_owned(),
                version: env!("CARGO_PKG_VERSION").to_owned(),
                knowledge: KnowledgeUsed {
                    digest: digest.to_owned(),
                    oldest_as_of: dates.first().copied().unwrap_or_default().to_owned(),
                    newest_as_of: dates.last().copied().unwrap_or_default().to_owned(),
                },
            },
            system: self.options.system.clone(),
            framework: FrameworkUsed {
                id: self.chosen.framework.id.clone(),
                title: self.chosen.title(),
                baseline: self.chosen.baseline.to_owned(),
                programme: self.options.programme.clone(),
                partition: self.options.partition.id().to_owned(),
            },
            perspective: Perspective::SystemOwner,
            assessed_at: self.options.assessed_at.clone(),
            options: self.options.as_written.clone(),
            inputs: inventory.inputs.iter().map(input).collect(),
            scope: self.scope(),
            summary: self.summary(&resources, &sorted_duties, &controls),
            entries: entries::of_resources(services, self.demarcations, inventory),
            duty_definitions: entries::of_duties(self.knowledge, &used),
            resources,
            duties: sorted_duties,
            controls,
            mapped_controls,
            attestations: self.options.attestations.clone(),
            exceptions: self.options.exceptions.clone(),
            inheritance: self.options.inheritance.clone(),
            coverage: self.coverage.services(|i| self.id(i)),
            declared: self.options.declared.clone(),
            service_names: self.service_names(),
            ports: ports::ports(self.inventory),
            problems: self.problems(),
        }
    }

    /// Names of the services that some resource is put under.
    fn service_names(&self) -> BTreeMap<ServiceId, String> {
        let used: BTreeSet<&ServiceId> =
            self.demarcations.iter().filter_map(|d| d.service.map(|s| &s.id)).collect();
        let known = self.knowledge.services.iter().map(|(_, s)| (s.id.clone(), s.name.clone()));
        known.filter(|(id, _)| used.contains(id)).collect()
    }

    fn scope(&self) -> ScopeRead {
        let set = |f: &dyn Fn(&Resource) -> Option<String>| -> Vec<String> {
            self.inventory.resources.iter().filter_map(f).collect::<BTreeSet<_>>().into_iter().collect()
        };
        let mut roots: Vec<String> = self.inventory.roots.iter().map(|r| r.path.clone()).collect();
        roots.sort();
        roots.dedup();
        ScopeRead {
            roots,
            accounts: set(&|r| r.account.clone()),
            regions: set(&|r| r.region.clone()),
            skipped: self
                .inventory
                .skipped
                .iter()
                .map(|s| SkippedPath { path: s.path.clone(), reason: s.reason.clone() })
                .collect(),
            not_recorded: self.inventory.not_recorded.clone(),
        }
    }

    fn resources(&self, duties: &Duties<'k>) -> Vec<ResourceResult> {
        let references = References::collect(self.inventory);
        let mut marks: HashMap<(ResourceIndex, demarc_model::Layer), Verdict> = HashMap::new();
        for judged in self.judged {
            let bearer = self
                .demarcations
                .get(judged.resource.0 as usize)
                .and_then(|d| d.carrier)
                .unwrap_or(judged.resource);
            for on in BTreeSet::from([judged.resource, bearer]) {
                let mark = marks.entry((on, judged.duty.layer)).or_insert(Verdict::Met);
                let worse = judged.counted();
                // Not applicable says nothing about the layer.
                if worse != Verdict::NotApplicable {
                    *mark = (*mark).max(worse);
                }
            }
        }
        // A layer on which every duty is not applicable has no mark.
        let looked: BTreeSet<(ResourceIndex, demarc_model::Layer)> = self
            .judged
            .iter()
            .filter(|j| j.verdict != Verdict::NotApplicable)
            .flat_map(|j| {
                let bearer = self
                    .demarcations
                    .get(j.resource.0 as usize)
                    .and_then(|d| d.carrier)
                    .unwrap_or(j.resource);
                [(j.resource, j.duty.layer), (bearer, j.duty.layer)]
            })
            .collect();
        marks.retain(|key, _| looked.contains(key));
        let all = self.inventory.indexed().zip(self.demarcations);
        all.map(|((index, resource), d)| self.resource(index, resource, d, duties, &references, &marks))
            .collect()
    }

    fn resource(
        &self,
        index: ResourceIndex,
        resource: &Resource,
        demarcation: &Demarcation<'k>,
        duties: &Duties<'k>,
        references: &References,
        marks: &HashMap<(ResourceIndex, demarc_model::Layer), Verdict>,
    ) -> ResourceResult {
        let part_of = demarcation.carrier.map(|c| self.id(c)).or_else(|| {
            resource.part_of.as_ref().and_then(|a| self.inventory.find(resource.root, a)).map(|i| self.id(i))
        });
        let mut relations: Vec<RelationResult> = references
            .from(index)
            .iter()
            .map(|r| RelationResult { kind: r.path.clone(), to: self.id(r.to) })
            .collect();
        relations.sort();
        let (presence, presence_why) = match resource.presence {
            Presence::Present => ("present", None),
            Presence::Maybe(why) => ("maybe", Some(why)),
        };
        let mut views: Vec<String> = resource.views.iter().map(|v| v.kind.id().to_owned()).collect();
        views.dedup();
        let checks = duties.of_type(resource.type_name.as_str());
        let checks: BTreeSet<&DutyId> = checks.iter().map(|(_, d, _)| &d.id).collect();
        ResourceResult {
            id: self.id(index),
            address: resource.address.clone(),
            display: resource.display.clone(),
            type_name: resource.type_name.clone(),
            source_type: resource.source_type.clone(),
            service: demarcation.service.map(|s| s.id.clone()),
            role: demarcation.role.id().to_owned(),
            account: resource.account.clone(),
            region: resource.region.clone(),
            physical_id: resource.physical_id.clone(),
            presence: presence.to_owned(),
            presence_why,
            part_of,
            generated_by: resource.generated_by.clone(),
            boundary: resource.boundary,
            relations,
            location: resource.span.map(|s| location(self.inventory, s)),
            views,
            assessed: matches!(demarcation.role, Role::Carrier | Role::Setting),
            checks: checks.len(),
            layers: demarcation
                .layers
                .iter()
                .map(|l| LayerResult {
                    layer: l.layer,
                    owner: l.owner,
                    possible: if l.possible.len() > 1 {
                        l.possible.iter().copied().collect()
                    } else {
                        Vec::new()
                    },
                    tasks: l.tasks.clone(),
                    variant: (!l.variants.is_empty()).then(|| l.variants.join(" + ")),
                    entry: entries::key(demarcation, l),
                    carried_by: l.carried_by.map(|c| self.id(c)),
                    why: l.why,
                    mark: marks.get(&(index, l.layer)).copied(),
                })
                .collect(),
            facts: facts::facts(self.inventory, resource),
        }
    }

    fn fingerprint(&self, resource_id: &str, duty: &DutyId) -> String {
        let name = format!("{}\u{1f}{resource_id}\u{1f}{duty}", self.options.system);
        Uuid::new_v5(&NAMESPACE, name.as_bytes()).to_string()
    }

    fn duty(&self, position: usize) -> Option<DutyResult> {
        let judged = self.judged.get(position)?;
        let resource = self.inventory.resource(judged.resource)?;
        let resource_id = self.id(judged.resource);
        let statement = judged.attested.and_then(|a| self.options.attestations.get(a));
        let mut evidence = evidence::evidence(self.world, judged, &self.digests);
        if let Some(statement) = statement {
            evidence.insert(0, evidence::statement(statement));
        }
        Some(DutyResult {
            id: self.fingerprint(&resource_id, &judged.duty.id),
            duty: judged.duty.id.clone(),
            resource: resource.address.clone(),
            resource_id: resource_id.clone(),
            resource_type: resource.type_name.clone(),
            layer: judged.duty.layer,
            scope: judged.duty.scope,
            verdict: judged.verdict,
            why: judged.because.map(|b| reason(b, judged, &evidence)),
            basis: resource.kind().basis(),
            value_from: evidence::value_from(judged),
            if_it_exists: judged.if_it_exists,
            severity: judged.duty.severity,
            message: match statement {
                Some(s) => format!("`{}`: {} states on {}: {}", resource.address, s.by, s.date, s.statement),
                None => evidence::message(self.world, judged, resource),
            },
            decided_by: decided_by(judged),
            excerpt: match judged.verdict {
                Verdict::Unmet | Verdict::Unknown => evidence::excerpt(self.world, judged, resource),
                _ => None,
            },
            evidence,
            controls: self.duty_parts.get(position).cloned().unwrap_or_default(),
            exception: self.options.exceptions.iter().position(|e| {
                e.duty == judged.duty.id.0 && e.resource_id.as_ref().is_none_or(|id| *id == resource_id)
            }),
        })
    }
}

fn input(input: &demarc_inventory::Input) -> InputRead {
    InputRead {
        path: input.path.clone(),
        root: input.root.clone(),
        kind: input.kind.id().to_owned(),
        resources: input.resources,
        sha256: input.sha256.clone(),
        bytes: input.bytes,
        revision: None,
    }
}

fn reason(because: Because, judged: &Judged<'_>, evidence: &[crate::assessment::EvidenceResult]) -> Reason {
    let location = evidence.first().and_then(|e| e.location.clone());
    let (code, detail) = match because {
        Because::Unknown(why) => {
            let detail = match (&judged.duty.needs_evidence, judged.duty.scope) {
                (Some(needed), _) => format!("{}; what would do: {needed}", why.sentence()),
                (None, Scope::Account) => {
                    format!("{}; another stack of the account may hold it", why.sentence())
                }
                (None, _) => why.sentence().to_owned(),
            };
            (why.code(), detail)
        }
        Because::ConditionFalse => (
            "condition-false",
            format!("it applies where {}", judged.on.when_text.as_deref().unwrap_or("its condition holds")),
        ),
        Because::OwnerIsAws => ("owner-is-aws", format!("the layer `{}` is AWS's here", judged.duty.layer)),
        Because::OwnerIsThirdParty => {
            ("owner-is-third-party", format!("the layer `{}` is a third party's here", judged.duty.layer))
        }
        Because::LayerAbsent => ("layer-absent", format!("there is no layer `{}` here", judged.duty.layer)),
    };
    Reason { code: code.to_owned(), detail, location }
}

fn decided_by(judged: &Judged<'_>) -> String {
    match (&judged.on.when_text, judged.because) {
        (Some(when), Some(Because::ConditionFalse)) => format!("{}: {when}", judged.file),
        _ => format!("{}: {}", judged.file, judged.on.require.text()),
    }
}
