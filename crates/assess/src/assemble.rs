//! The whole run: demarcate, judge, roll up, and write the result down as an assessment.

mod brief;
mod parameters;
mod parts;
mod problems;
mod reason;
mod requirements;
mod summary;

pub use brief::Examples;
use parameters::duty_parameters;
use reason::reason;
use requirements::name_requirements;

use crate::{
    assessment::{
        Assessment, DutyResult, FrameworkUsed, InputRead, KnowledgeUsed, LayerResult, NOTICE, PartResult,
        ProblemResult, RelationResult, ResourceResult, SCHEMA_VERSION, ScopeRead, SkippedPath, Tool,
    },
    chosen::Chosen,
    coverage::Coverage,
    crosswalk::{self, Behind, RequirementStanding},
    demarcation::{Demarcation, Services, Shape, demarcate},
    duties::{Because, Duties, Ground, Judged, attest},
    entries,
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
use demarc_model::{DutyId, Layer, PartId, Perspective, Presence, ServiceId, Verdict};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet, HashMap},
    rc::Rc,
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
    run(inventory, knowledge, digest, options, None)
}

/// Assesses a sealed inventory in brief: what a screen shows, without the lists that grow with the inventory.
///
/// Counts and control parts are those of [`assess`]; of duties and resources there are as many examples as asked for.
///
/// # Errors
/// As [`assess`].
pub fn assess_in_brief(
    inventory: &Inventory,
    knowledge: &Knowledge,
    digest: &str,
    options: &AssessOptions,
    examples: Examples,
) -> Result<Assessment, AssessError> {
    run(inventory, knowledge, digest, options, Some(examples))
}

fn run(
    inventory: &Inventory,
    knowledge: &Knowledge,
    digest: &str,
    options: &AssessOptions,
    examples: Option<Examples>,
) -> Result<Assessment, AssessError> {
    let options = &options.hidden(&inventory.sources);
    let chosen = Chosen::resolve(knowledge, options)?;
    let programme = programme(knowledge, options)?;
    let world = World::new(inventory, options.strict);
    let services = Services::new(knowledge);
    let duties = Duties::new(&services);
    let demarcations = demarcate_all(&world, &services);
    let values = duty_parameters(knowledge, &chosen, options);
    let ground = Ground {
        world: &world,
        demarcations: &demarcations,
        parameters: &values,
        recording: examples.is_none(),
    };
    let mut judged = judge_all(ground, &duties);
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
    let basis = Basis { demarcations: &demarcations, judged: &judged, attested: &attested, kinds: &kinds };
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
        ground,
        duties: &duties,
        in_brief: examples.is_some(),
        demarcations: &demarcations,
        judged: &judged,
        duty_parts: &duty_parts,
        ids: inventory.resources.iter().map(|r| inventory.id_of(r)).collect(),
        digests: inventory.inputs.iter().map(|i| (i.path.as_str(), i.sha256.as_str())).collect(),
        id_lists: RefCell::default(),
        shortened,
        lists_at: RefCell::default(),
        layer_lists: RefCell::default(),
    };
    Ok(writer.write(&services, &standings, requirements.as_deref(), digest, examples))
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
    let ground = Ground { world: &world, demarcations: &demarcations, parameters: &values, recording: true };
    let judged = judge_all(ground, &duties);
    let writer = Writer {
        inventory,
        world: &world,
        knowledge,
        options,
        chosen: &chosen,
        coverage: &Coverage::none(),
        ground,
        duties: &duties,
        in_brief: false,
        demarcations: &demarcations,
        judged: &judged,
        duty_parts: &[],
        ids: inventory.resources.iter().map(|r| inventory.id_of(r)).collect(),
        digests: HashMap::new(),
        id_lists: RefCell::default(),
        shortened: Vec::new(),
        lists_at: RefCell::default(),
        layer_lists: RefCell::default(),
    };
    Ok((0..judged.len()).filter_map(|i| writer.duty(i)).collect())
}

fn demarcate_all<'k>(world: &World<'_>, services: &Services<'k>) -> Vec<Demarcation<'k>> {
    world.inventory.indexed().map(|(index, _)| demarcate(world, services, index)).collect()
}

fn judge_all<'k>(ground: Ground<'_, 'k>, duties: &Duties<'k>) -> Vec<Judged<'k>> {
    let all = ground.world.inventory.indexed();
    let mut judged: Vec<Judged<'k>> = all.flat_map(|(index, _)| duties.judge(ground, index)).collect();
    judged.shrink_to_fit();
    judged
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

/// The worst verdict on each layer of a resource, by the layer's position.
type LayerMarks = [Option<Verdict>; Layer::ALL.len()];

/// What a list of layers depends on: the shape by where it lies, the service, the marks.
type LayersOf<'k> = (*const Shape<'k>, &'k str, LayerMarks);

type IdLists = HashMap<Arc<[ResourceIndex]>, Arc<Vec<String>>>;

struct Writer<'a, 'k> {
    inventory: &'a Inventory,
    world: &'a World<'a>,
    knowledge: &'k Knowledge,
    options: &'a AssessOptions,
    chosen: &'a Chosen<'k>,
    coverage: &'a Coverage<'k>,
    ground: Ground<'a, 'k>,
    duties: &'a Duties<'k>,
    /// Whether lists that grow with the inventory are left out.
    in_brief: bool,
    demarcations: &'a [Demarcation<'k>],
    judged: &'a [Judged<'k>],
    duty_parts: &'a [Rc<[PartId]>],
    ids: Vec<String>,
    digests: HashMap<&'a str, &'a str>,
    /// Lists of ids that several parts name, by the resources in them.
    id_lists: RefCell<IdLists>,
    /// The same by where the list of the resources lies, which says it sooner.
    lists_at: RefCell<HashMap<*const ResourceIndex, Arc<Vec<String>>>>,
    layer_lists: RefCell<HashMap<LayersOf<'k>, Arc<Vec<LayerResult>>>>,
    /// What is to be said of statements whose time a parameter limits.
    shortened: Vec<ProblemResult>,
}

impl<'k> Writer<'_, 'k> {
    fn id(&self, index: ResourceIndex) -> String {
        self.ids.get(index.0 as usize).cloned().unwrap_or_default()
    }

    /// The ids of resources, one list for all parts that name the same ones.
    fn shared_ids(&self, resources: &Arc<[ResourceIndex]>) -> Arc<Vec<String>> {
        // The lists of all standings live as long as the writer, so that no two of them lie at one place.
        if let Some(known) = self.lists_at.borrow().get(&resources.as_ptr()) {
            return Arc::clone(known);
        }
        let known = self.id_lists.borrow().get(resources).map(Arc::clone);
        let ids = known.unwrap_or_else(|| {
            let ids = Arc::new(resources.iter().map(|r| self.id(*r)).collect::<Vec<String>>());
            self.id_lists.borrow_mut().insert(Arc::clone(resources), Arc::clone(&ids));
            ids
        });
        self.lists_at.borrow_mut().insert(resources.as_ptr(), Arc::clone(&ids));
        ids
    }

    fn write(
        &self,
        services: &Services<'k>,
        standings: &[PartStanding<'k>],
        requirements: Option<&[RequirementStanding<'_, 'k>]>,
        digest: &str,
        examples: Option<Examples>,
    ) -> Assessment {
        let (brief, positions) = match examples {
            Some(examples) => self.brief(examples),
            None => (None, (0..self.judged.len()).collect()),
        };
        let mut duty_results: BTreeMap<usize, DutyResult> =
            positions.into_iter().filter_map(|i| Some((i, self.duty(i)?))).collect();
        let resources = match examples {
            Some(examples) => self.resources_in_brief(examples, &duty_results),
            None => self.resources(),
        };
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
        let mut sorted_duties: Vec<DutyResult> = duty_results.into_values().collect();
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
            summary: self.summary(&controls),
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
            ports: if self.in_brief { Vec::new() } else { ports::ports(self.inventory) },
            problems: self.problems(),
            brief,
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

    fn resources(&self) -> Vec<ResourceResult> {
        let references = References::collect(self.inventory);
        let marks = self.marks(|judged| match judged.verdict {
            // Not applicable says nothing about the layer.
            Verdict::NotApplicable => None,
            _ => Some(judged.counted()),
        });
        let all = self.inventory.indexed().zip(self.demarcations).zip(&marks);
        all.map(|(((index, resource), d), own)| {
            let mut result = self.resource(index, resource, d, own);
            result.relations = references
                .from(index)
                .iter()
                .map(|r| RelationResult { kind: r.path.clone(), to: self.id(r.to) })
                .collect();
            result.relations.sort();
            result.facts = facts::facts(self.inventory, resource);
            result
        })
        .collect()
    }

    /// The worst verdict on each layer of each resource, its settings' included; `verdict` says what a judged duty counts as.
    fn marks(&self, verdict: impl Fn(&Judged<'k>) -> Option<Verdict>) -> Vec<LayerMarks> {
        let mut marks = vec![LayerMarks::default(); self.demarcations.len()];
        for judged in self.judged {
            let Some(verdict) = verdict(judged) else { continue };
            let carrier = self.demarcations.get(judged.resource.0 as usize).and_then(|d| d.carrier);
            for on in [Some(judged.resource), carrier].into_iter().flatten() {
                let own = marks.get_mut(on.0 as usize);
                if let Some(mark) = own.and_then(|own| own.get_mut(judged.duty.layer as usize)) {
                    *mark = Some(worse(*mark, verdict));
                }
            }
        }
        marks
    }

    /// The layers of a resource as results, one list for all resources for which they are the same.
    fn layers(&self, demarcation: &Demarcation<'k>, marks: &LayerMarks) -> Arc<Vec<LayerResult>> {
        let service = demarcation.service.map_or("", |s| s.id.as_str());
        let key = (Arc::as_ptr(&demarcation.shape), service, *marks);
        if let Some(known) = self.layer_lists.borrow().get(&key) {
            return Arc::clone(known);
        }
        let layers = demarcation.layers.iter().map(|l| LayerResult {
            layer: l.layer,
            owner: l.owner,
            possible: if l.possible.len() > 1 { l.possible.iter().copied().collect() } else { Vec::new() },
            tasks: l.tasks.clone(),
            variant: (!l.variants.is_empty()).then(|| l.variants.join(" + ")),
            entry: entries::key(demarcation, l),
            carried_by: l.carried_by.map(|c| self.id(c)),
            why: l.why,
            mark: marks.get(l.layer as usize).copied().flatten(),
        });
        let layers = Arc::new(layers.collect::<Vec<_>>());
        self.layer_lists.borrow_mut().insert(key, Arc::clone(&layers));
        layers
    }

    fn resource(
        &self,
        index: ResourceIndex,
        resource: &Resource,
        demarcation: &Demarcation<'k>,
        marks: &LayerMarks,
    ) -> ResourceResult {
        let part_of = demarcation.carrier.map(|c| self.id(c)).or_else(|| {
            resource.part_of.as_ref().and_then(|a| self.inventory.find(resource.root, a)).map(|i| self.id(i))
        });
        let (presence, presence_why) = match resource.presence {
            Presence::Present => ("present", None),
            Presence::Maybe(why) => ("maybe", Some(why)),
        };
        let mut views: Vec<String> = resource.views.iter().map(|v| v.kind.id().to_owned()).collect();
        views.dedup();
        let checks = self.duties.of_type(resource.type_name.as_str());
        let checks: BTreeSet<&DutyId> = checks.iter().map(|(d, _)| &d.id).collect();
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
            relations: Vec::new(),
            location: resource.span.map(|s| location(self.inventory, s)),
            views,
            assessed: demarcation.role.is_assessed(),
            checks: checks.len(),
            layers: self.layers(demarcation, marks),
            facts: BTreeMap::new(),
            alike: 0,
        }
    }

    fn fingerprint(&self, resource_id: &str, duty: &DutyId) -> String {
        let name = format!("{}\u{1f}{resource_id}\u{1f}{duty}", self.options.system);
        Uuid::new_v5(&NAMESPACE, name.as_bytes()).to_string()
    }

    fn duty(&self, position: usize) -> Option<DutyResult> {
        let judged = self.judged.get(position)?;
        let recorded;
        let judged = if self.in_brief {
            recorded = Duties::recorded(self.ground, judged);
            &recorded
        } else {
            judged
        };
        let resource = self.inventory.resource(judged.resource)?;
        let resource_id = self.id(judged.resource);
        let statement = judged.attested.and_then(|a| self.options.attestations.get(a as usize));
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
            decided_by: self.decided_by(judged),
            excerpt: match judged.verdict {
                Verdict::Unmet | Verdict::Unknown => evidence::excerpt(self.world, judged, resource),
                _ => None,
            },
            evidence,
            controls: self.duty_parts.get(position).map_or_else(Vec::new, |parts| parts.to_vec()),
            exception: self.options.exceptions.iter().position(|e| {
                e.duty == judged.duty.id.0 && e.resource_id.as_ref().is_none_or(|id| *id == resource_id)
            }),
        })
    }
}

impl<'k> Writer<'_, 'k> {
    fn decided_by(&self, judged: &Judged<'k>) -> String {
        let file = self.duties.file_of(judged.duty);
        match (&judged.on.when_text, judged.because) {
            (Some(when), Some(Because::ConditionFalse)) => format!("{file}: {when}"),
            _ => format!("{file}: {}", judged.on.require.text()),
        }
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

/// The worse of what a layer has been marked with and a verdict; what does not apply says least.
fn worse(mark: Option<Verdict>, verdict: Verdict) -> Verdict {
    let weight = |v: Verdict| (v != Verdict::NotApplicable, v);
    mark.filter(|m| weight(*m) > weight(verdict)).unwrap_or(verdict)
}
