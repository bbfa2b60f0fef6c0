//! One item as resources: itself, and what stands inside of it.

use super::{
    canon::{Canon, Object},
    document::Builder,
    item::Item,
    keep::Keep,
    native::{Heads, Mapper, permissions, spelled},
    place::{self, Identity},
    plan::{CONFIGURATION, Parts, Plan, SUPPLEMENT, Selection, Tags},
    scan::{Cursor, Scan, Token},
    text::decoded,
    window::Place,
};
use demarc_inventory::{
    Arena, Coverage, Inventory, KeyId, NodeId, Position, Problem, ProblemSeverity, Resource, RootId,
    SourceKind, StatedRelation, Value, View,
};
use demarc_model::{BoundaryPosition, DocumentId, Presence, Span, TypeName, Why};
use demarc_schema::{
    PropertyPlace,
    config::{ConfigForm, ConfigMakes},
};
use std::ops::Range;

/// An item with its bytes and where they stand.
pub(super) struct Found<'a> {
    pub item: &'a Item<'a>,
    /// The bytes that the item's ranges mean.
    pub bytes: &'a [u8],
    /// Range of the item in its bytes.
    pub range: Range<usize>,
    /// Where the bytes start in the file.
    pub place: Place<'a>,
    /// The range in the file of the text that the item stands in, whose own bytes have no places.
    pub within: Option<Range<usize>>,
}

/// What holds for all items of a file.
pub(super) struct Origin<'a> {
    pub root: RootId,
    pub document: DocumentId,
    /// Which fields the query asked for, if the items are rows of one; with a number for it.
    pub selection: Option<(usize, &'a Selection)>,
    /// Whether relations are wanted.
    pub relations: bool,
}

/// Adds the resources of an item.
pub(super) fn convert(
    found: &Found<'_>,
    origin: &Origin<'_>,
    plan: &mut Plan,
    identity: Identity,
    inventory: &mut Inventory,
    places: &mut Vec<(u32, Position)>,
) {
    places.clear();
    let read = read(found, origin, plan, inventory, places);
    places.sort_unstable_by_key(|(offset, _)| *offset);
    places.dedup_by_key(|(offset, _)| *offset);
    inventory.sources.add_places(origin.document, places);
    let coverage = match read.broken {
        true => Coverage::Nothing,
        false => plan.coverage(read.parts, origin.selection),
    };
    let item = found.item;
    let view = View {
        kind: SourceKind::AwsConfig,
        document: read.document,
        source_document: read.source,
        span: Some(read.span),
        coverage: coverage.clone(),
        observed_at: place::observed_at(&item.captured),
    };
    if let Some(relations) = read.relations.filter(|r| !r.is_empty()) {
        inventory.stated_relations.insert(read.document, relations);
    }
    let outer = Resource {
        root: origin.root,
        address: identity.address,
        display: None,
        type_name: TypeName(plan.canonical.clone()),
        source_type: item.resource_type.clone().into_owned(),
        account: identity.account,
        region: identity.region,
        physical_id: identity.physical_id,
        arn: identity.arn,
        presence: Presence::Present,
        part_of: None,
        generated_by: None,
        boundary: BoundaryPosition::Inside,
        span: Some(read.span),
        document: read.document,
        views: vec![view],
        coverage,
    };
    for (made, document) in read.inside {
        inventory.resources.push(inside(&outer, made, document));
    }
    inventory.resources.push(outer);
}

/// A resource that stands inside of another one: it lives where that one does and has a name of its own.
fn inside(outer: &Resource, made: Made, document: NodeId) -> Resource {
    let own = made.type_name.rsplit("::").next().unwrap_or(made.type_name);
    let address = match made.number {
        Some(number) => format!("{}#{own}[{number}]", outer.address),
        None => format!("{}#{own}", outer.address),
    };
    let view = View {
        kind: SourceKind::AwsConfig,
        document,
        source_document: document,
        span: outer.span,
        coverage: Coverage::Everything,
        observed_at: outer.views.first().and_then(|v| v.observed_at.clone()),
    };
    Resource {
        address,
        type_name: TypeName(made.type_name.to_owned()),
        source_type: format!("{} {}", outer.source_type, made.from),
        physical_id: None,
        arn: None,
        generated_by: Some(outer.address.clone()),
        document,
        views: vec![view],
        coverage: Coverage::Everything,
        ..outer.clone()
    }
}

/// Which resource stands inside.
#[derive(Debug, Clone, Copy)]
struct Made {
    type_name: &'static str,
    from: &'static str,
    number: Option<usize>,
}

/// What was read of an item.
struct ItemRead {
    span: Span,
    document: NodeId,
    source: NodeId,
    parts: Parts,
    broken: bool,
    relations: Option<Vec<StatedRelation>>,
    inside: Vec<(Made, NodeId)>,
}

fn read(
    found: &Found<'_>,
    origin: &Origin<'_>,
    plan: &Plan,
    inventory: &mut Inventory,
    places: &mut Vec<(u32, Position)>,
) -> ItemRead {
    let item = found.item;
    let mut builder = Builder::new(&mut inventory.arena, places, origin.document, found.place);
    let span = match &found.within {
        Some(within) => builder.everything_at(within.clone()),
        None => builder.span(found.range.clone()),
    };
    let mut broken = None;
    let mut part = |range: &Option<Range<usize>>, keep: &Keep, builder: &mut Builder<'_, '_>| {
        let range = range.clone()?;
        match builder.properties(found.bytes, range, keep) {
            Ok(node) => Some(node),
            Err(what) => {
                broken = Some(what);
                None
            }
        }
    };
    let configuration = part(&item.configuration, &plan.keep, &mut builder);
    let supplement = part(&item.supplement, &plan.keep_supplement, &mut builder);
    let tags = match plan.tags {
        Tags::Left => None,
        // The item of a type that is not recorded says that the resource is there, and nothing of it.
        _ if item.status.is_unrecorded() => None,
        _ => part(&item.tags, &Keep::Whole, &mut builder),
    };
    let arena = &mut inventory.arena;
    let mut heads = Heads::default();
    for (head, text) in [
        (&mut heads.arn, &item.arn),
        (&mut heads.name, &item.resource_name),
        (&mut heads.id, &item.resource_id),
    ] {
        *head = (!text.is_empty()).then(|| arena.string(text, Some(span)));
    }
    let mut source: Vec<(KeyId, NodeId)> = Vec::new();
    for (name, node) in [(CONFIGURATION, configuration), (SUPPLEMENT, supplement), ("tags", tags)] {
        if let Some(node) = node {
            source.push((arena.key(name), node));
        }
    }
    let source = arena.map(&source, None, Some(span));
    let parts = Parts {
        configuration: configuration.is_some_and(|n| matches!(arena.value(n), Value::Map { .. })),
        supplement: supplement.is_some_and(|n| arena.entries(n).len() > 0) || shows_supplement(found),
        makes: shown_makes(arena, plan, source),
    };
    let document = document(arena, plan, configuration, supplement, tags, heads, span);
    if let Some(what) = broken {
        inventory.problems.push(Problem::at(
            "unreadable-item",
            ProblemSeverity::Warning,
            format!(
                "the properties of `{}` could not be read ({what:?}); its item stays listed, and what it holds is unknown",
                place::shown(item)
            ),
            span,
        ));
    }
    let arena = &mut inventory.arena;
    let document = match broken {
        Some(_) => arena.map(&[], Some(Why::SyntaxError), Some(span)),
        None => document,
    };
    let inside = if broken.is_some() {
        Vec::new()
    } else {
        standing_inside(arena, plan, source, identity_node(heads))
    };
    let relations = origin.relations.then(|| relations(found).unwrap_or_default());
    ItemRead { span, document, source, parts, broken: broken.is_some(), relations, inside }
}

/// What names the resource in those that stand inside of it.
fn identity_node(heads: Heads) -> Option<NodeId> {
    heads.arn.or(heads.id).or(heads.name)
}

/// Whether the supplement has anything, also where nothing of it is asked for.
fn shows_supplement(found: &Found<'_>) -> bool {
    let Some(range) = &found.item.supplement else { return false };
    let bytes = found.bytes.get(range.clone()).unwrap_or(&[]);
    bytes.iter().filter(|b| !b.is_ascii_whitespace()).count() > 2
}

/// The canonical document of an item.
fn document(
    arena: &mut Arena,
    plan: &Plan,
    configuration: Option<NodeId>,
    supplement: Option<NodeId>,
    tags: Option<NodeId>,
    heads: Heads,
    span: Span,
) -> NodeId {
    let mut object = Object { from: configuration, ..Object::default() };
    let mut mapper = Mapper::new(arena, plan.root, heads);
    if let Some(node) = configuration {
        mapper.fill(&plan.rows, node, &mut object);
    }
    if let Some(node) = supplement {
        mapper.fill(&plan.supplement, node, &mut object);
    }
    if let Some(node) = configuration.filter(|_| !plan.native) {
        shaped(arena, plan, node, &mut object);
    }
    if let Some(node) = tags.and_then(|t| canonical_tags(arena, plan.tags, t)) {
        object.entries.retain(|(key, _)| key != "Tags");
        object.entries.push(("Tags".into(), Canon::Node(node)));
    }
    let node = object.emit(arena);
    arena.place(node, Some(span));
    node
}

/// The properties of an item in CloudFormation's shape, but for those that rows have read.
fn shaped(arena: &mut Arena, plan: &Plan, node: NodeId, object: &mut Object) {
    let document = spelled(arena, node, plan.root);
    let entries: Vec<(KeyId, NodeId)> = arena.entries(document).collect();
    for (key, value) in entries {
        let name = arena.key_name(key);
        let by_row =
            plan.rows.iter().any(|r| r.source.eq_ignore_ascii_case(name) && r.form != ConfigForm::Spelled);
        if !by_row && !object.entries.iter().any(|(k, _)| k == name) {
            object.entries.push((name.to_owned().into(), Canon::Node(value)));
        }
    }
}

/// An item's tags: a map in files, a list in queries, in the canonical form; without those that AWS sets itself.
fn canonical_tags(arena: &mut Arena, form: Tags, node: NodeId) -> Option<NodeId> {
    let node = decoded(arena, node);
    let mut pairs: Vec<(String, NodeId)> = Vec::new();
    match arena.value(node) {
        Value::Map { .. } => {
            let entries: Vec<(KeyId, NodeId)> = arena.entries(node).collect();
            pairs.extend(entries.into_iter().map(|(key, value)| (arena.key_name(key).to_owned(), value)));
        }
        Value::List { .. } => {
            for element in arena.elements(node) {
                let find = |names: [&str; 3]| names.iter().find_map(|n| arena.get_named(element, n));
                let key = find(["key", "Key", "tagName"]).and_then(|n| arena.as_str(n));
                if let (Some(key), Some(value)) = (key, find(["value", "Value", "tagValue"])) {
                    pairs.push((key.to_owned(), value));
                }
            }
        }
        _ => return None,
    }
    pairs.retain(|(key, _)| !key.starts_with("aws:"));
    let made = match form {
        Tags::Left => return None,
        Tags::Map => {
            let entries: Vec<(KeyId, NodeId)> = pairs.into_iter().map(|(k, v)| (arena.key(&k), v)).collect();
            arena.map(&entries, None, None)
        }
        Tags::Pairs => {
            let (key_name, value_name) = (arena.key("Key"), arena.key("Value"));
            let mut elements = Vec::with_capacity(pairs.len());
            for (key, value) in pairs {
                let key = arena.string(&key, arena.node(value).span);
                let pair = arena.map(&[(key_name, key), (value_name, value)], None, None);
                arena.derive(pair, value);
                elements.push(pair);
            }
            arena.list(&elements, None, None)
        }
    };
    arena.derive(made, node);
    Some(made)
}

/// The node at a path of the item's two parts.
fn at(arena: &mut Arena, source: NodeId, path: &str) -> Option<NodeId> {
    let mut node = source;
    for step in path.split('.') {
        node = decoded(arena, node);
        node = arena.get_named(node, step).or_else(|| {
            let mut entries = arena.entries(node);
            entries.find(|(key, _)| arena.key_name(*key).eq_ignore_ascii_case(step)).map(|(_, n)| n)
        })?;
    }
    Some(node)
}

/// For each resource that may stand inside whether the item shows it: what holds it is there.
fn shown_makes(arena: &mut Arena, plan: &Plan, source: NodeId) -> u32 {
    let mut bits = 0;
    for (position, made) in plan.makes.iter().enumerate() {
        let holder = made.from.rsplit_once('.').map_or(made.from, |(holder, _)| holder);
        let shown = match at(arena, source, holder) {
            Some(node) => {
                let node = decoded(arena, node);
                arena.entries(node).len() > 0
            }
            None => false,
        };
        bits |= u32::from(shown) << position;
    }
    bits
}

fn standing_inside(
    arena: &mut Arena,
    plan: &Plan,
    source: NodeId,
    outer: Option<NodeId>,
) -> Vec<(Made, NodeId)> {
    let mut found = Vec::new();
    for made in plan.makes {
        if !holds(arena, made, source) {
            continue;
        }
        let Some(node) = at(arena, source, made.from) else { continue };
        let is_nothing = match arena.value(node) {
            Value::Absent => true,
            Value::String(text) => arena.text(text).trim().is_empty(),
            _ => false,
        };
        if is_nothing {
            continue;
        }
        let objects = objects(arena, made, node);
        let many = objects.len() > 1 || matches!(arena.value(node), Value::List { .. });
        for (number, mut object) in objects.into_iter().enumerate() {
            name_outer(arena, made, outer, &mut object);
            let document = object.emit(arena);
            let number = many.then_some(number);
            found.push((Made { type_name: made.type_name, from: made.from, number }, document));
        }
    }
    found
}

/// Whether the condition of a resource inside holds.
fn holds(arena: &mut Arena, made: &ConfigMakes<'static>, source: NodeId) -> bool {
    let Some((name, wanted)) = made.when else { return true };
    let Some(node) = at(arena, source, &format!("{CONFIGURATION}.{name}")) else { return false };
    let wanted = match wanted {
        demarc_schema::mapping::Scalar::Bool(truth) => truth.to_string(),
        demarc_schema::mapping::Scalar::Text(text) | demarc_schema::mapping::Scalar::Number(text) => {
            text.to_owned()
        }
    };
    match arena.value(node) {
        Value::Bool(truth) => truth.to_string() == wanted,
        Value::String(text) | Value::Number(text) => arena.text(text).eq_ignore_ascii_case(&wanted),
        _ => false,
    }
}

/// The objects of the resources that a value stands for: one for each element of a list.
fn objects(arena: &mut Arena, made: &ConfigMakes<'static>, node: NodeId) -> Vec<Object> {
    if made.rows.iter().any(|r| r.form == ConfigForm::Statements) {
        return permissions(arena, node);
    }
    let elements: Vec<NodeId> = match arena.value(node) {
        Value::List { .. } => arena.elements(node).collect(),
        _ => vec![node],
    };
    let root = PropertyPlace::root(made.type_name);
    let mut objects = Vec::with_capacity(elements.len());
    for element in elements {
        let mut object = Object { from: Some(element), ..Object::default() };
        let mut mapper = Mapper::new(arena, root, Heads::default());
        mapper.apply(&made.rows, Some(element), root, &mut object);
        objects.push(object);
    }
    objects
}

/// Names the outer resource; a list of such names where the property is one.
fn name_outer(arena: &mut Arena, made: &ConfigMakes<'static>, outer: Option<NodeId>, object: &mut Object) {
    let Some(outer) = outer else { return };
    let text = arena.as_str(outer).unwrap_or("").to_owned();
    let name = arena.string(&text, None);
    arena.derive(name, outer);
    let root = PropertyPlace::root(made.type_name);
    let many =
        root.and_then(|r| r.step(made.names_outer)).is_some_and(|p| p.kind() == demarc_schema::Kind::List);
    let value = if many { Canon::List(vec![Canon::Node(name)], Some(name)) } else { Canon::Node(name) };
    object.entries.push((made.names_outer.into(), value));
}

/// What the item says of its relations to others.
fn relations(found: &Found<'_>) -> Scan<Vec<StatedRelation>> {
    let mut relations = Vec::new();
    let Some(range) = &found.item.relationships else { return Ok(relations) };
    let bytes = found.bytes.get(range.clone()).unwrap_or(&[]);
    let mut cursor = Cursor::new(bytes);
    let text = match cursor.peek()? {
        b'"' => Some(cursor.text()?),
        _ => None,
    };
    let mut inner = text.as_ref().map(|t| Cursor::new(t.as_bytes()));
    let cursor = inner.as_mut().unwrap_or(&mut cursor);
    cursor.array(|c| {
        let mut relation = StatedRelation::default();
        c.object(|c, key| {
            let field = match &*key {
                "relationshipName" | "name" | "RelationshipName" => &mut relation.kind,
                "resourceType" | "ResourceType" => &mut relation.type_name,
                "resourceId" | "ResourceId" => &mut relation.id,
                "resourceName" | "ResourceName" => &mut relation.name,
                _ => return c.skip().map(drop),
            };
            match c.token()? {
                Token::Text(text) => *field = text.trim().to_owned(),
                Token::Object | Token::Array => c.skip().map(drop)?,
                _ => {}
            }
            Ok(())
        })?;
        relations.push(relation);
        Ok(())
    })?;
    Ok(relations)
}
