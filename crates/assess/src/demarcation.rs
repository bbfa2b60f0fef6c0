//! Demarcation: the owner of every layer of one resource, with the knowledge that decided.
//!
//! A resource's owners are its profile's, changed by its service's layers, changed by the variants that hold. Where it is
//! not known whether a variant holds, every outcome is kept as an alternative; a layer whose owner differs between them
//! is unknown.

use crate::{
    evaluate::{Evaluator, ParameterValues},
    world::World,
};
use demarc_inventory::{Resource, ResourceIndex};
use demarc_knowledge_format::{Knowledge, LayerChange, Service, Variant};
use demarc_model::{Layer, LayerTask, Owner, Partition, Task, Truth, TypeName, Why};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet, HashMap},
    ops::Deref,
    sync::Arc,
};

/// What a resource is to its service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It has layers of its own.
    Carrier,
    /// It configures a carrier.
    Setting,
    /// Its service is known, its type is not listed: the profile alone speaks.
    Unlisted,
    /// No service file knows its type.
    Unknown,
}

impl Role {
    /// The role's word in documents.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Carrier => "carrier",
            Self::Setting => "setting",
            Self::Unlisted => "unlisted",
            Self::Unknown => "unknown",
        }
    }

    /// Whether knowledge names the type.
    pub(crate) fn is_assessed(self) -> bool {
        matches!(self, Self::Carrier | Self::Setting)
    }
}

/// Owners of all tasks of a resource in one possible configuration.
pub type Owners = BTreeMap<LayerTask, Owner>;

/// Where the words about a layer stand: the service's own lines, a type's, or a variant's.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntrySource {
    /// The service's profile.
    Profile,
    /// The service's `[layers]`.
    Service,
    /// A type's own layers.
    Type(TypeName),
    /// A variant's.
    Variant(String),
}

/// The owner of one layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayerOwner {
    /// The layer.
    pub layer: Layer,
    /// Its owner; unknown where alternatives differ.
    pub owner: Owner,
    /// Every owner that it may have.
    pub possible: BTreeSet<Owner>,
    /// Owner of each task; unknown where alternatives differ.
    pub tasks: BTreeMap<Task, Owner>,
    /// Variants that changed it.
    pub variants: Vec<String>,
    /// Where its words stand.
    pub entry: EntrySource,
    /// Why the owner is unknown.
    pub why: Option<Why>,
    /// The resource where the layer is counted instead.
    pub carried_by: Option<ResourceIndex>,
}

/// The demarcation of a resource.
#[derive(Debug, Clone)]
pub struct Demarcation<'k> {
    /// Its service.
    pub service: Option<&'k Service>,
    /// The service's file.
    pub file: &'k str,
    /// What it is to its service.
    pub role: Role,
    /// The carrier that a setting configures.
    pub carrier: Option<ResourceIndex>,
    /// What it has in common with all resources of its type that are configured alike.
    pub shape: Arc<Shape<'k>>,
}

/// What follows from a resource's type and from the variants that hold, the same for all for which these are the same.
#[derive(Debug, Clone)]
pub struct Shape<'k> {
    /// Layers that exist, bottom to top.
    pub layers: Vec<LayerOwner>,
    /// Every configuration that is possible; exactly one unless a variant's condition is unknown.
    pub alternatives: Vec<Owners>,
    /// Variants that hold.
    pub variants: Vec<String>,
    /// Variants of which it is not known whether they hold, with the reason.
    pub undecided: Vec<(String, Why)>,
    /// What was assumed about variants whose condition is unknown.
    pub assumed: Vec<&'k str>,
    /// Types that carry layers of it instead, each with the position of the layer.
    carried: Vec<(usize, Vec<TypeName>)>,
}

impl<'k> Shape<'k> {
    fn nothing() -> Self {
        Self {
            layers: Vec::new(),
            alternatives: vec![Owners::new()],
            variants: Vec::new(),
            undecided: Vec::new(),
            assumed: Vec::new(),
            carried: Vec::new(),
        }
    }
}

impl<'k> Deref for Demarcation<'k> {
    type Target = Shape<'k>;

    fn deref(&self) -> &Shape<'k> {
        &self.shape
    }
}

impl Demarcation<'_> {
    /// The owner of a layer; absent if the resource does not have it.
    #[must_use]
    pub fn layer(&self, layer: Layer) -> Option<&LayerOwner> {
        self.layers.iter().find(|l| l.layer == layer)
    }
}

/// Services by type, and by prefix for types that none lists.
pub struct Services<'k> {
    listed: HashMap<&'k str, (&'k str, &'k Service, Role)>,
    prefixes: Vec<(&'k str, &'k str, &'k Service)>,
    knowledge: &'k Knowledge,
    nothing: Arc<Shape<'k>>,
    /// Shapes that were worked out, by type and by what else they depend on.
    shapes: RefCell<HashMap<TypeName, HashMap<Alike<'k>, Arc<Shape<'k>>>>>,
    /// The same with layers that are counted elsewhere, by the shape without them.
    carried: RefCell<HashMap<Carried<'k>, Arc<Shape<'k>>>>,
}

/// What the shape of a resource depends on beside its type.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Alike<'k> {
    /// Whether others operate what AWS operates elsewhere.
    by_others: bool,
    holding: Vec<&'k str>,
    undecided: Vec<(&'k str, &'static str)>,
    assumed: Vec<&'k str>,
}

/// A shape by where it lies, and where its layers are counted.
type Carried<'k> = (*const Shape<'k>, Vec<Option<ResourceIndex>>);

impl<'k> Services<'k> {
    /// Indexes the services.
    #[must_use]
    pub fn new(knowledge: &'k Knowledge) -> Self {
        let mut listed = HashMap::new();
        let mut prefixes = Vec::new();
        for (file, service) in &knowledge.services {
            for name in &service.carriers {
                listed.insert(name.as_str(), (file.as_str(), service, Role::Carrier));
            }
            for name in service.settings.keys() {
                listed.insert(name.as_str(), (file.as_str(), service, Role::Setting));
            }
            for prefix in &service.prefixes {
                prefixes.push((prefix.as_str(), file.as_str(), service));
            }
        }
        Self {
            listed,
            prefixes,
            knowledge,
            nothing: Arc::new(Shape::nothing()),
            shapes: RefCell::default(),
            carried: RefCell::default(),
        }
    }

    /// The service of a type.
    #[must_use]
    pub fn of_type(&self, name: &str) -> Option<(&'k str, &'k Service, Role)> {
        self.listed.get(name).copied().or_else(|| self.by_prefix(name)).or_else(|| self.without_type(name))
    }

    fn by_prefix(&self, name: &str) -> Option<(&'k str, &'k Service, Role)> {
        let found = self
            .prefixes
            .iter()
            .find(|(prefix, ..)| name.strip_prefix(prefix).is_some_and(|rest| rest.starts_with("::")))?;
        Some((found.1, found.2, Role::Unlisted))
    }

    /// A type of Terraform's for which CloudFormation has none: its service is known all the same.
    fn without_type(&self, name: &str) -> Option<(&'k str, &'k Service, Role)> {
        let id = demarc_schema::service_without_type(name)?;
        let (file, service) = self.knowledge.services.iter().find(|(_, s)| s.id.as_str() == id)?;
        Some((file.as_str(), service, Role::Unlisted))
    }

    /// The knowledge behind the index.
    #[must_use]
    pub fn knowledge(&self) -> &'k Knowledge {
        self.knowledge
    }
}

/// More unknown variants than this are not combined: every layer that one of them touches is unknown at once.
const MOST_COMBINED: usize = 6;

/// Decides who owns which layer of a resource.
#[must_use]
pub fn demarcate<'k>(world: &World<'_>, services: &Services<'k>, index: ResourceIndex) -> Demarcation<'k> {
    let nothing = |role| Demarcation {
        service: None,
        file: "",
        role,
        carrier: None,
        shape: Arc::clone(&services.nothing),
    };
    let Some(resource) = world.inventory.resource(index) else { return nothing(Role::Unknown) };
    let Some((file, service, role)) = services.of_type(resource.type_name.as_str()) else {
        return completes(world, services, resource).unwrap_or_else(|| nothing(Role::Unknown));
    };
    if role == Role::Setting {
        let carrier = carrier_of(world, services, index);
        return Demarcation { service: Some(service), file, carrier, ..nothing(Role::Setting) };
    }
    let (holding, undecided, assumed) = variants(world, service, index, resource);
    let alike = Alike {
        by_others: operated_by_others(resource),
        holding: holding.iter().map(|v| v.id.as_str()).collect(),
        undecided: undecided.iter().map(|(v, why)| (v.id.as_str(), why.code())).collect(),
        assumed,
    };
    let known = services
        .shapes
        .borrow()
        .get(&resource.type_name)
        .and_then(|of_type| of_type.get(&alike))
        .map(Arc::clone);
    let shape = known.unwrap_or_else(|| {
        let shape = Arc::new(shape(services, service, resource, &alike, &holding, &undecided));
        let mut shapes = services.shapes.borrow_mut();
        shapes.entry(resource.type_name.clone()).or_default().insert(alike, Arc::clone(&shape));
        shape
    });
    let shape = with_carriers(world, services, resource, shape);
    Demarcation { service: Some(service), file, role, carrier: None, shape }
}

/// What resources of a type have in common that are configured alike.
fn shape<'k>(
    services: &Services<'k>,
    service: &Service,
    resource: &Resource,
    alike: &Alike<'k>,
    holding: &[&'k Variant],
    undecided: &[(&'k Variant, Why)],
) -> Shape<'k> {
    let base = base_owners(services.knowledge(), service, resource);
    let mut alternatives = Vec::new();
    for combination in combinations(undecided) {
        let mut active: Vec<&Variant> = holding.to_vec();
        active.extend(combination);
        let owners = apply(&base, &active);
        if !alternatives.contains(&owners) {
            alternatives.push(owners);
        }
    }
    for owner in alternatives.iter_mut().flat_map(BTreeMap::values_mut) {
        if alike.by_others && *owner == Owner::Aws {
            *owner = Owner::ThirdParty;
        }
    }
    let mut carried = Vec::new();
    let layers = layers(service, resource, &alternatives, holding, undecided, &mut carried);
    Shape {
        layers,
        alternatives,
        variants: holding.iter().map(|v| v.id.clone()).collect(),
        undecided: undecided.iter().map(|(v, why)| (v.id.clone(), *why)).collect(),
        assumed: alike.assumed.clone(),
        carried,
    }
}

/// A shape with the resources where its layers are counted, if there are such near this resource.
fn with_carriers<'k>(
    world: &World<'_>,
    services: &Services<'k>,
    resource: &Resource,
    shape: Arc<Shape<'k>>,
) -> Arc<Shape<'k>> {
    if shape.carried.is_empty() {
        return shape;
    }
    let at = |types: &Vec<TypeName>| types.iter().find_map(|t| carried_at(world, resource, t));
    let carriers: Vec<Option<ResourceIndex>> = shape.carried.iter().map(|(_, types)| at(types)).collect();
    if carriers.iter().all(Option::is_none) {
        return shape;
    }
    // A shape that was worked out stays where it is as long as the services do.
    let key = (Arc::as_ptr(&shape), carriers);
    if let Some(known) = services.carried.borrow().get(&key) {
        return Arc::clone(known);
    }
    let mut own = (*shape).clone();
    for ((position, _), carrier) in shape.carried.iter().zip(&key.1) {
        if let Some(layer) = own.layers.get_mut(*position) {
            layer.carried_by = *carrier;
        }
    }
    let own = Arc::new(own);
    services.carried.borrow_mut().insert(key, Arc::clone(&own));
    own
}

/// A resource of a type of its own in the source that only completes another one, such as Terraform's split bucket settings.
fn completes<'k>(world: &World<'_>, services: &Services<'k>, resource: &Resource) -> Option<Demarcation<'k>> {
    let mapping = demarc_schema::mapping_of(&resource.source_type)?;
    let completed = mapping.into.first()?;
    let (file, service, _) = services.of_type(completed.type_name)?;
    Some(Demarcation {
        service: Some(service),
        file,
        role: Role::Setting,
        carrier: resource.part_of.as_ref().and_then(|a| world.inventory.find(resource.root, a)),
        shape: Arc::clone(&services.nothing),
    })
}

/// Longest chain of settings of settings: rule, listener, load balancer.
const LONGEST_CHAIN: usize = 4;

/// The carrier that a setting configures, through other settings where it names one of those.
fn carrier_of(world: &World<'_>, services: &Services<'_>, index: ResourceIndex) -> Option<ResourceIndex> {
    let mut at = index;
    for _ in 0..LONGEST_CHAIN {
        let next = named_by(world, services, at)?;
        let named = world.inventory.resource(next)?;
        match services.of_type(named.type_name.as_str()) {
            Some((_, _, Role::Setting)) => at = next,
            Some(_) => return Some(next),
            None => return None,
        }
    }
    None
}

/// The resource that a setting names as the one it configures.
fn named_by(world: &World<'_>, services: &Services<'_>, index: ResourceIndex) -> Option<ResourceIndex> {
    let resource = world.inventory.resource(index)?;
    if let Some(address) = &resource.part_of {
        return world.inventory.find(resource.root, address);
    }
    let (_, service, _) = services.of_type(resource.type_name.as_str())?;
    let path = service.settings.get(&resource.type_name)?.as_deref()?;
    let arena = &world.inventory.arena;
    let mut node = resource.document;
    for key in path.split('.') {
        node = arena.get_named(node, key.trim_end_matches("[*]"))?;
        node = arena.elements(node).next().unwrap_or(node);
    }
    match world.identity.resolve_any(world.inventory, resource, node) {
        demarc_inventory::Target::Found(found) => found.first().copied().filter(|f| *f != index),
        _ => None,
    }
}

/// Owners before variants: profile, then the service's lines, then the type's.
fn base_owners(knowledge: &Knowledge, service: &Service, resource: &Resource) -> Owners {
    let over = service.types.get(&resource.type_name);
    let own_profile = over.and_then(|o| o.profile.as_deref());
    let mut owners = Owners::new();
    if let Some(profile) = knowledge.profile(own_profile.unwrap_or(&service.profile)) {
        for (&layer, tasks) in &profile.layers {
            for (&task, &owner) in tasks {
                owners.insert(LayerTask { layer, task }, owner);
            }
        }
    }
    // A type with a profile of its own is another kind of thing: the service's lines are not about it.
    if own_profile.is_none() {
        change(&mut owners, &service.layers);
    }
    if let Some(over) = over {
        change(&mut owners, &over.layers);
    }
    owners
}

fn change(owners: &mut Owners, layers: &BTreeMap<Layer, LayerChange>) {
    for (&layer, change) in layers {
        for (&task, &owner) in &change.tasks {
            owners.insert(LayerTask { layer, task }, owner);
        }
    }
}

/// Variants that hold, and those of which it is not known.
fn variants<'k>(
    world: &World<'_>,
    service: &'k Service,
    index: ResourceIndex,
    resource: &Resource,
) -> (Vec<&'k Variant>, Vec<(&'k Variant, Why)>, Vec<&'k str>) {
    let none = ParameterValues::new();
    let mut holding = Vec::new();
    let mut undecided = Vec::new();
    let mut assumed = Vec::new();
    for variant in &service.variants {
        let carriers = if variant.types.is_empty() { &service.carriers } else { &variant.types };
        if !carriers.contains(&resource.type_name) {
            continue;
        }
        match Evaluator::deciding(world, &none).holds(&variant.when, index) {
            Truth::True => holding.push(variant),
            Truth::Unknown(why) => match &variant.unless_shown {
                Some(assumption) => assumed.push(assumption.as_str()),
                None => undecided.push((variant, why)),
            },
            Truth::False => {}
        }
    }
    (holding, undecided, assumed)
}

/// Every subset of the undecided variants; above the limit none and all of them, which bounds the work and still shows
/// each layer that may move as unknown.
fn combinations<'k>(undecided: &[(&'k Variant, Why)]) -> Vec<Vec<&'k Variant>> {
    if undecided.len() > MOST_COMBINED {
        let mut few: Vec<Vec<&Variant>> = vec![Vec::new()];
        few.extend(undecided.iter().map(|(v, _)| vec![*v]));
        return few;
    }
    (0..1usize << undecided.len())
        .map(|mask| {
            undecided.iter().enumerate().filter(|(i, _)| mask & (1 << i) != 0).map(|(_, (v, _))| *v).collect()
        })
        .collect()
}

/// Owners with variants applied; one that another wins over leaves the layers of that one alone.
fn apply(base: &Owners, active: &[&Variant]) -> Owners {
    let mut owners = base.clone();
    for variant in active {
        for (&layer, change) in &variant.layers {
            let beaten = active.iter().any(|v| v.over.contains(&variant.id) && v.layers.contains_key(&layer));
            if !beaten {
                for (&task, &owner) in &change.tasks {
                    owners.insert(LayerTask { layer, task }, owner);
                }
            }
        }
    }
    owners
}

/// In the China regions local partners operate what AWS operates elsewhere (AWS China: Sinnet in Beijing, NWCD in Ningxia).
fn operated_by_others(resource: &Resource) -> bool {
    resource.region.as_deref().map(Partition::of_region) == Some(Partition::AwsCn)
}

fn layers(
    service: &Service,
    resource: &Resource,
    alternatives: &[Owners],
    holding: &[&Variant],
    undecided: &[(&Variant, Why)],
    carried_elsewhere: &mut Vec<(usize, Vec<TypeName>)>,
) -> Vec<LayerOwner> {
    let mut layers = Vec::new();
    for layer in Layer::ALL {
        let mut possible = BTreeSet::new();
        let mut by_task: BTreeMap<Task, BTreeSet<Owner>> = BTreeMap::new();
        for owners in alternatives {
            let own = || {
                layer.tasks().iter().map(|&task| {
                    (task, owners.get(&LayerTask { layer, task }).copied().unwrap_or(Owner::Absent))
                })
            };
            possible.insert(Owner::of_tasks(own().map(|(_, o)| o)));
            for (task, owner) in own() {
                by_task.entry(task).or_default().insert(owner);
            }
        }
        if possible.iter().all(|o| *o == Owner::Absent) {
            continue;
        }
        let one = |set: &BTreeSet<Owner>| match (set.len(), set.first()) {
            (1, Some(&owner)) => owner,
            _ => Owner::Unknown,
        };
        let owner = one(&possible);
        let touching: Vec<&&Variant> = holding
            .iter()
            .filter(|v| {
                v.layers.contains_key(&layer)
                    && !holding.iter().any(|w| w.over.contains(&v.id) && w.layers.contains_key(&layer))
            })
            .collect();
        let over = service.types.get(&resource.type_name);
        let own = over.and_then(|o| o.layers.get(&layer));
        // As for the owners: with a profile of its own, a type takes none of the service's lines.
        let another_kind = over.is_some_and(|o| o.profile.is_some());
        let changes = service.layers.get(&layer).filter(|_| !another_kind);
        let entry = match (touching.last(), own, changes) {
            (Some(variant), ..) => EntrySource::Variant(variant.id.clone()),
            (None, Some(_), _) => EntrySource::Type(resource.type_name.clone()),
            (None, None, Some(_)) => EntrySource::Service,
            (None, None, None) if another_kind => EntrySource::Type(resource.type_name.clone()),
            (None, None, None) => EntrySource::Profile,
        };
        let carried: Vec<TypeName> = touching
            .iter()
            .filter_map(|v| v.layers.get(&layer))
            .chain(own)
            .chain(changes)
            .flat_map(|c| c.carried_by.iter().cloned())
            .collect();
        if !carried.is_empty() {
            carried_elsewhere.push((layers.len(), carried));
        }
        let why = (owner == Owner::Unknown).then(|| {
            undecided
                .iter()
                .find(|(v, _)| v.layers.contains_key(&layer))
                .map_or(Why::OwnerUnknown, |(_, why)| *why)
        });
        layers.push(LayerOwner {
            layer,
            owner,
            tasks: by_task.iter().map(|(&t, set)| (t, one(set))).collect(),
            variants: touching.iter().map(|v| v.id.clone()).collect(),
            entry,
            why,
            carried_by: None,
            possible,
        });
    }
    layers
}

/// A resource of the type in the same root or account, where the layer is counted instead.
fn carried_at(world: &World<'_>, resource: &Resource, type_name: &TypeName) -> Option<ResourceIndex> {
    world.of_type(type_name.as_str()).iter().copied().find(|&i| {
        world.inventory.resource(i).is_some_and(|r| {
            r.address != resource.address
                && (r.root == resource.root || (r.account.is_some() && r.account == resource.account))
        })
    })
}
