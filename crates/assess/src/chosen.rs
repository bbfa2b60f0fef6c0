//! The framework that was asked for, resolved down to the parts that decide: its own, those that it selects from another
//! catalog, or those that its requirements map to.

use crate::{AssessError, AssessOptions};
use demarc_knowledge_format::{
    Crosswalk, Framework, Knowledge, MappedRequirement, Part, Relation, Selection, Target,
};
use demarc_model::{ClaimBasis, DutyId};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Frameworks stand on one another at most so deep; knowledge is checked for it, a user's own may not be.
const DEEPEST: usize = 4;

/// The framework of a run.
pub struct Chosen<'k> {
    /// The framework.
    pub framework: &'k Framework,
    /// The one whose parts decide.
    pub catalog: &'k Framework,
    /// The baseline's id.
    pub baseline: &'k str,
    /// The parts that are rolled up, in catalog order.
    pub parts: Vec<&'k Part>,
    /// Of a framework that maps onto another one: its requirements in the baseline.
    pub requirements: Option<Vec<Requirement<'k>>>,
    selection: Option<&'k Selection>,
}

/// A requirement with everything that it maps to, over all steps.
pub struct Requirement<'k> {
    /// The requirement.
    pub row: &'k MappedRequirement,
    /// The crosswalk that it stands in.
    pub crosswalk: &'k Crosswalk,
    /// How it relates to all targets together.
    pub together: Option<Relation>,
    /// What it maps to; parts in catalog order, then duties.
    pub targets: Vec<RequirementTarget<'k>>,
}

/// A part or duty that a requirement maps to.
#[derive(Clone, Copy)]
pub struct RequirementTarget<'k> {
    /// What it is.
    pub to: To<'k>,
    /// How the requirement relates to it.
    pub relation: Relation,
    /// The requirement in between.
    pub via: Option<&'k str>,
    /// Why, if the entry says so.
    pub because: Option<&'k str>,
}

/// What decides about a requirement.
#[derive(Clone, Copy)]
pub enum To<'k> {
    /// A part.
    Part(&'k Part),
    /// A duty.
    Duty(&'k DutyId),
}

impl To<'_> {
    /// Its id.
    pub fn id(&self) -> &str {
        match self {
            Self::Part(part) => part.row.part.as_str(),
            Self::Duty(id) => id.as_str(),
        }
    }
}

impl<'k> Chosen<'k> {
    /// The framework's title for people; whoever reads it anywhere sees that its mapping is not its publisher's.
    #[must_use]
    pub fn title(&self) -> String {
        let title = &self.framework.title;
        match &self.framework.crosswalk {
            Some(crosswalk) if crosswalk.basis == ClaimBasis::Inferred => {
                format!("{title} (mapped by a reading of both texts, not by its publisher)")
            }
            _ => title.clone(),
        }
    }

    /// Resolves what the options ask for.
    ///
    /// # Errors
    /// If framework or baseline are not known, or a framework rests on one that is not there.
    pub fn resolve(knowledge: &'k Knowledge, options: &AssessOptions) -> Result<Self, AssessError> {
        let framework = knowledge.framework(&options.framework).ok_or_else(|| AssessError::Framework {
            name: options.framework.clone(),
            known: knowledge.frameworks.iter().map(|f| f.id.as_str()).collect::<Vec<_>>().join(", "),
        })?;
        let asked = if options.baseline.is_empty() { &framework.default_baseline } else { &options.baseline };
        let Some(baseline) = framework.baselines.iter().find(|b| *b == asked) else {
            return Err(AssessError::Baseline {
                name: asked.clone(),
                framework: framework.id.clone(),
                known: framework.baselines.join(", "),
            });
        };
        let catalog = catalog(knowledge, framework)?;
        let mut chosen =
            Self { framework, catalog, baseline, parts: Vec::new(), requirements: None, selection: None };
        if let Some(overlay) = &framework.overlay {
            let selection = overlay.baselines.get(baseline);
            chosen.selection = selection;
            chosen.parts = catalog
                .parts
                .iter()
                .filter(|p| selection.is_some_and(|s| s.takes(&p.row.control, &p.row.part)))
                .collect();
        } else if let Some(crosswalk) = &framework.crosswalk {
            let requirements = requirements(knowledge, crosswalk, catalog, baseline)?;
            let used: BTreeSet<&str> = requirements
                .iter()
                .flat_map(|r| &r.targets)
                .filter(|t| matches!(t.to, To::Part(_)))
                .map(|t| t.to.id())
                .collect();
            chosen.parts = catalog.parts.iter().filter(|p| used.contains(p.row.part.as_str())).collect();
            chosen.requirements = Some(requirements);
        } else {
            chosen.parts = catalog.parts.iter().filter(|p| p.row.baselines.contains(baseline)).collect();
        }
        Ok(chosen)
    }

    /// The value of a framework parameter and who gave it.
    pub fn value(&self, parameter: &str, options: &AssessOptions) -> Option<(String, String)> {
        if let Some(own) = options.parameters.get(parameter) {
            return Some((own.clone(), "your organization".to_owned()));
        }
        let selected = self.selection.and_then(|s| s.values.get(parameter));
        if let Some(value) = selected {
            let title = &self.framework.title;
            return Some((value.clone(), format!("{title}, baseline {}", self.baseline)));
        }
        [self.framework, self.catalog]
            .into_iter()
            .find_map(|f| f.values.get(parameter).map(|v| (v.clone(), f.title.clone())))
    }
}

/// The framework with parts that another one finally rests on.
fn catalog<'k>(knowledge: &'k Knowledge, framework: &'k Framework) -> Result<&'k Framework, AssessError> {
    let mut at = framework;
    for _ in 0..=DEEPEST {
        let Some(below) = at.rests_on() else { return Ok(at) };
        let Some(next) = knowledge.framework(below) else { break };
        at = next;
    }
    Err(AssessError::RestsOn {
        framework: framework.id.clone(),
        below: at.rests_on().unwrap_or_default().to_owned(),
    })
}

/// What a requirement of the framework below resolved to.
type Resolved<'k> = (Option<Relation>, Vec<RequirementTarget<'k>>);

/// Resolves the ids of mappings: controls and parts of the catalog, requirements of frameworks in between.
struct Resolver<'k> {
    knowledge: &'k Knowledge,
    parts: HashMap<&'k str, Vec<&'k Part>>,
    order: HashMap<&'k str, usize>,
    /// Requirements in between that were resolved before, by framework and id.
    between: HashMap<(&'k str, &'k str), Resolved<'k>>,
}

fn requirements<'k>(
    knowledge: &'k Knowledge,
    crosswalk: &'k Crosswalk,
    catalog: &'k Framework,
    baseline: &String,
) -> Result<Vec<Requirement<'k>>, AssessError> {
    let mut parts: HashMap<&str, Vec<&Part>> = HashMap::new();
    let mut order = HashMap::new();
    for (position, part) in catalog.parts.iter().enumerate() {
        parts.entry(part.row.control.as_str()).or_default().push(part);
        parts.entry(part.row.part.as_str()).or_default().push(part);
        order.insert(part.row.part.as_str(), position);
    }
    let mut resolver = Resolver { knowledge, parts, order, between: HashMap::new() };
    let rows = crosswalk.requirements.iter().filter(|r| r.baselines.contains(baseline));
    rows.map(|row| {
        let (together, targets) = resolver.resolve(crosswalk, row, 0)?;
        Ok(Requirement { row, crosswalk, together, targets })
    })
    .collect()
}

impl<'k> Resolver<'k> {
    fn resolve(
        &mut self,
        crosswalk: &'k Crosswalk,
        row: &'k MappedRequirement,
        depth: usize,
    ) -> Result<Resolved<'k>, AssessError> {
        let mut together = row.together;
        let mut targets: BTreeMap<(usize, &'k str), RequirementTarget<'k>> = BTreeMap::new();
        for mapping in &row.maps {
            let because = mapping.because.as_deref();
            match &mapping.to {
                Target::Duty(id) => {
                    let to = To::Duty(id);
                    let target = RequirementTarget { to, relation: mapping.relation, via: None, because };
                    self.add(&mut targets, target, id.as_str());
                }
                Target::Control(id) => {
                    if let Some(parts) = self.parts.get(id.as_str()).cloned() {
                        let relation = of_each(mapping.relation, parts.len());
                        for part in parts {
                            let to = To::Part(part);
                            let target = RequirementTarget { to, relation, via: None, because };
                            self.add(&mut targets, target, part.row.part.as_str());
                        }
                        continue;
                    }
                    let (own, theirs) = (together, self.between(crosswalk, id, row, depth)?);
                    together = own.zip(theirs.0).map(|(own, theirs)| own.then(theirs));
                    for target in theirs.1 {
                        let key: &'k str = match target.to {
                            To::Part(part) => part.row.part.as_str(),
                            To::Duty(id) => id.as_str(),
                        };
                        let relation = mapping.relation.then(target.relation);
                        let via = Some(id.as_str());
                        self.add(&mut targets, RequirementTarget { relation, via, because, ..target }, key);
                    }
                }
            }
        }
        let targets: Vec<_> = targets.into_values().collect();
        Ok((together.filter(|_| !targets.is_empty()), targets))
    }

    /// A part that is reached twice keeps the relation that claims least.
    fn add(
        &self,
        targets: &mut BTreeMap<(usize, &'k str), RequirementTarget<'k>>,
        target: RequirementTarget<'k>,
        id: &'k str,
    ) {
        let position = self.order.get(id).copied().unwrap_or(usize::MAX);
        let kept = targets.entry((position, id)).or_insert(target);
        kept.relation = kept.relation.max(target.relation);
    }

    /// A requirement of the framework below.
    fn between(
        &mut self,
        crosswalk: &'k Crosswalk,
        id: &'k str,
        row: &MappedRequirement,
        depth: usize,
    ) -> Result<Resolved<'k>, AssessError> {
        let key = (crosswalk.onto.as_str(), id);
        if let Some(known) = self.between.get(&key) {
            return Ok(known.clone());
        }
        let lower = self.knowledge.framework(&crosswalk.onto).and_then(|f| f.crosswalk.as_ref());
        let found = lower.and_then(|l| l.requirements.iter().find(|r| r.id == id).map(|r| (l, r)));
        let Some((lower, found)) = found.filter(|_| depth < DEEPEST) else {
            return Err(AssessError::MapsTo { requirement: row.id.clone(), target: id.to_owned() });
        };
        let resolved = self.resolve(lower, found, depth + 1)?;
        self.between.insert(key, resolved.clone());
        Ok(resolved)
    }
}

/// The relation to each of a control's parts: one of several is never all that the control does.
fn of_each(relation: Relation, parts: usize) -> Relation {
    match relation {
        _ if parts <= 1 => relation,
        Relation::Equal | Relation::Superset => Relation::Superset,
        Relation::Subset | Relation::Intersects => Relation::Intersects,
    }
}
