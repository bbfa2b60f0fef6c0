//! Rows of a mapping applied to a block: its attributes become properties of a canonical object.

use super::{
    acl,
    canon::{Canon, Object, Sequence, scalar_text},
    forms,
};
use demarc_inventory::{Arena, Marks, NodeId, SourceKind, Value};
use demarc_model::Why;
use demarc_schema::{
    Kind, ProviderKind, ProviderPlace, TerraformAttribute,
    mapping::{Form, Row, Scalar},
};

/// Blocks of the provider nest about twenty deep; the rows written for them far less.
const DEEPEST: usize = 64;

/// The source of a row that stands for the whole block.
const ITSELF: &str = "@";

/// What holds for all rows of a resource.
pub(super) struct Context<'a> {
    pub kind: SourceKind,
    /// The canonical type that the properties belong to.
    pub type_name: &'a str,
    /// Address of the resource that `self` means.
    pub address: &'a str,
}

/// Where rows stand: the block they read and the canonical path of the object they fill.
#[derive(Clone)]
struct Here {
    body: NodeId,
    place: Option<ProviderPlace>,
    path: Vec<&'static str>,
    /// The blocks that lead here, in the source's words.
    blocks: Vec<&'static str>,
}

impl Here {
    /// The path of an attribute or block from the provider type down.
    fn source(&self, name: &str) -> String {
        self.blocks.iter().copied().chain([name]).collect::<Vec<_>>().join(".")
    }
}

impl Context<'_> {
    /// The object that rows make of a resource's body, or of one of its blocks.
    pub fn object(
        &self,
        arena: &mut Arena,
        rows: &'static [Row<'static>],
        set: &[(&'static str, Scalar<'static>)],
        body: NodeId,
        place: Option<ProviderPlace>,
        block: Option<&'static str>,
    ) -> Object {
        let mut object = Object { from: Some(body), ..Object::default() };
        let here = Here { body, place, path: Vec::new(), blocks: block.into_iter().collect() };
        self.apply(arena, rows, &here, &mut object);
        place_constants(arena, set, &mut object, None);
        object
    }

    fn apply(&self, arena: &mut Arena, rows: &'static [Row<'static>], here: &Here, object: &mut Object) {
        if here.path.len() > DEEPEST {
            return;
        }
        let mut computed = Vec::new();
        let mut provided = Vec::new();
        for row in rows {
            if row.source == ITSELF {
                self.value(arena, row, here.clone(), object);
                continue;
            }
            let attribute = here.place.as_ref().and_then(|p| p.step(row.source));
            let is_block = attribute.is_some_and(|(a, _)| a.kind == ProviderKind::Blocks && !a.computed);
            let filled = is_block && here.place.as_ref().is_some_and(|p| p.fills(&here.source(row.source)));
            let written = |n: &NodeId| self.is_written(arena, *n, is_block, filled, row);
            let node = arena.get_named(here.body, row.source).filter(written);
            let Some(node) = node else {
                let planned = self.planned(here, row);
                if row.closed && !is_block && self.kind != SourceKind::TerraformState {
                    object.put(arena, row.to, Canon::List(Sequence::default()));
                } else if let Some(planned) = planned {
                    provided.push((row, planned, attribute));
                } else if !row.fallback
                    && (attribute.is_some_and(|(a, _)| a.computed && a.optional) || filled && !row.closed)
                {
                    computed.push((row, arena.get_named(here.body, row.source)));
                }
                continue;
            };
            if row.sensitive && is_environment(row.source) {
                forms::mark_settings(arena, node);
            } else if row.sensitive && row.form != Form::JsonPascal {
                forms::mark_sensitive(arena, node, 0);
            }
            // The provider fills in few blocks; another one that is unknown came out of a dynamic block that the plan hides.
            let node = if is_block { written_unknown(arena, node) } else { node };
            self.value(arena, row, Self::below(here, row, node, attribute), object);
        }
        // What the provider sends for an attribute gives way to what any other row was written for.
        for (row, planned, attribute) in provided {
            let entry = matches!(row.form, Form::Entry(..));
            if !entry && object.at(arena, row.to).is_some_and(|own| !own.is_vacant(arena)) {
                continue;
            }
            if let Some(node) = forms::provided(arena, planned) {
                self.value(arena, row, Self::below(here, row, node, attribute), object);
            }
        }
        // An attribute that the provider fills in is unknown only where no other row gave the property a value.
        for (row, node) in computed {
            self.computed(arena, row, node, object);
        }
    }

    fn below(
        here: &Here,
        row: &'static Row<'static>,
        node: NodeId,
        attribute: Option<(TerraformAttribute, ProviderPlace)>,
    ) -> Here {
        let mut blocks = here.blocks.clone();
        blocks.push(row.source);
        Here { body: node, place: attribute.map(|(_, place)| place), path: here.path.clone(), blocks }
    }

    /// What the provider sends for an attribute that a directory does not write; a plan and a state show it themselves.
    fn planned(&self, here: &Here, row: &Row<'static>) -> Option<&'static str> {
        if self.kind != SourceKind::TerraformHcl || row.fallback || row.to.is_empty() {
            return None;
        }
        here.place.as_ref()?.planned(&here.source(row.source))
    }

    /// Whether somebody wrote a value: not null, not Terraform's empty text for null, not computed for what was left out.
    fn is_written(&self, arena: &Arena, node: NodeId, is_block: bool, filled: bool, row: &Row<'_>) -> bool {
        let found = arena.node(node);
        match found.value {
            Value::Absent => false,
            Value::Unknown { .. } if found.marks.has(Marks::UNCONFIGURED) => {
                !row.closed && !row.fallback && !filled
            }
            Value::String(text) => {
                !arena.text(text).is_empty() || row.values.iter().any(|(w, _)| w.is_empty())
            }
            Value::List { open: None, .. } if is_block && !row.closed => arena.elements(node).len() > 0,
            _ => true,
        }
    }

    fn computed(&self, arena: &mut Arena, row: &Row<'static>, node: Option<NodeId>, object: &mut Object) {
        if matches!(row.form, Form::Entry(..)) {
            return;
        }
        if row.to.is_empty() {
            row.rows.iter().for_each(|inner| self.computed(arena, inner, node, object));
            return;
        }
        // A plan or state that shows null says that there is nothing.
        let shown = node.is_some_and(|n| matches!(arena.value(n), Value::Absent | Value::String(_)));
        if shown && self.kind != SourceKind::TerraformHcl {
            return;
        }
        if object.at(arena, row.to).is_some_and(|own| !own.is_vacant(arena)) {
            return;
        }
        let why = match self.kind {
            SourceKind::TerraformState => Why::NotObservableHere,
            _ => Why::KnownAfterApply,
        };
        let unknown = arena.unknown(why, Some(row.source), None);
        arena.mark(unknown, Marks::UNCONFIGURED);
        object.put(arena, row.to, Canon::Node(unknown));
    }

    fn value(&self, arena: &mut Arena, row: &'static Row<'static>, mut here: Here, object: &mut Object) {
        let node = here.body;
        here.path.extend(row.to.split('.').filter(|s| !s.is_empty()));
        if let Form::Keyed(key, value) = row.form {
            let map = self.keyed(arena, row, &here, key, value);
            object.put(arena, row.to, map);
            return;
        }
        if !row.rows.is_empty() || !row.expand.is_empty() {
            self.block(arena, row, &here, object);
            return;
        }
        let value = match &row.form {
            _ if matches!(arena.value(node), Value::Unknown { .. }) => match row.form {
                Form::Entry(key, value, entry) => forms::entry(arena, node, key, value, entry),
                Form::Wrap => wrap(node),
                Form::Object(key) => object_of(arena, row, key, node),
                _ => Canon::Node(node),
            },
            Form::Keyed(..) => return,
            Form::Opaque => {
                let unknown = arena.unknown(Why::UnsupportedExpression, Some(row.source), None);
                arena.derive(unknown, node);
                Canon::Node(unknown)
            }
            Form::Hashed => Canon::Node(self.unhashed(arena, row, node)),
            Form::CannedAcl => Canon::Node(acl::canned(arena, node)),
            Form::Object(key) => object_of(arena, row, key, node),
            Form::Same => Canon::Node(self.scalar_or_list(arena, row, node)),
            Form::Pairs(key, value) => forms::pairs(arena, node, key, value),
            Form::Json => Canon::Node(forms::document(arena, node)),
            Form::JsonPascal => {
                let document = forms::document(arena, node);
                let mut path: Vec<String> = here.path.iter().map(|&s| s.to_owned()).collect();
                let spelled = forms::spelled(arena, document, self.type_name, &mut path);
                if row.sensitive {
                    forms::mark_environment(arena, spelled, 0);
                }
                Canon::Node(spelled)
            }
            Form::Wrap => wrap(forms::translated(arena, node, &row.values)),
            Form::Only => Canon::Node(only(arena, node)),
            Form::Each(key) => forms::each(arena, node, key),
            Form::Entry(key, value, entry) => {
                let node = forms::translated(arena, node, &row.values);
                forms::entry(arena, node, key, value, entry)
            }
        };
        object.put(arena, row.to, value);
        if !row.set.is_empty() && !matches!(row.form, Form::Object(_)) {
            let parent = row.to.rsplit_once('.').map_or("", |(parent, _)| parent);
            if let Some(beside) = object.object_at(arena, parent) {
                place_constants(arena, &row.set, beside, Some(node));
            }
        }
    }

    /// What was written, unless only its SHA-1 is shown.
    fn unhashed(&self, arena: &mut Arena, row: &Row<'static>, node: NodeId) -> NodeId {
        let is_hash = |text: &str| text.len() == 40 && text.bytes().all(|b| b.is_ascii_hexdigit());
        if self.kind == SourceKind::TerraformHcl || !arena.as_str(node).is_some_and(is_hash) {
            return node;
        }
        let unknown = arena.unknown(Why::NotObservableHere, Some(row.source), None);
        arena.derive(unknown, node);
        unknown
    }

    fn scalar_or_list(&self, arena: &mut Arena, row: &Row<'static>, node: NodeId) -> NodeId {
        if row.values.is_empty() {
            return node;
        }
        let Value::List { open, .. } = arena.value(node) else {
            return forms::translated(arena, node, &row.values);
        };
        let elements: Vec<NodeId> = arena.elements(node).collect();
        let made: Vec<NodeId> = elements.iter().map(|e| forms::translated(arena, *e, &row.values)).collect();
        let list = arena.list(&made, open, None);
        arena.derive(list, node);
        list
    }

    fn block(&self, arena: &mut Arena, row: &'static Row<'static>, here: &Here, object: &mut Object) {
        let (elements, open) = match arena.value(here.body) {
            Value::List { open, .. } => (arena.elements(here.body).collect(), open),
            Value::Map { .. } => (vec![here.body], None),
            _ => {
                self.unread(arena, row, here.body, object);
                return;
            }
        };
        if row.to.is_empty() {
            match (elements.first(), open) {
                (Some(first), _) => self.element_into(arena, row, here, *first, object),
                (None, Some(why)) => {
                    let unknown = arena.unknown(why, Some(row.source), arena.node(here.body).span);
                    self.unread(arena, row, unknown, object);
                }
                (None, None) => {}
            }
            return;
        }
        let many = demarc_schema::property_kind(self.type_name, &here.path) == Kind::List;
        if !many {
            let value = match (elements.first(), open) {
                (Some(first), _) => self.element(arena, row, here, *first),
                (None, Some(why)) => {
                    Canon::Node(arena.unknown(why, Some(row.source), arena.node(here.body).span))
                }
                (None, None) => return,
            };
            object.put(arena, row.to, value);
            return;
        }
        let mut list = Sequence { elements: Vec::new(), open, from: Some(here.body) };
        for element in elements {
            let made = self.element(arena, row, here, element);
            match made {
                Canon::Map(rule) if !row.expand.is_empty() => {
                    list.elements.extend(self.expanded(arena, row, element, rule));
                }
                other => list.elements.push(other),
            }
        }
        object.put(arena, row.to, Canon::List(list));
    }

    /// Blocks as a map by one of their attributes.
    fn keyed(
        &self,
        arena: &mut Arena,
        row: &'static Row<'static>,
        here: &Here,
        key: &str,
        value: &str,
    ) -> Canon {
        let Value::List { open, .. } = arena.value(here.body) else { return Canon::Node(here.body) };
        let mut map = Object { from: Some(here.body), open, ..Object::default() };
        let elements: Vec<NodeId> = arena.elements(here.body).collect();
        for element in elements {
            let name = arena.get_named(element, key).and_then(|n| scalar_text(arena, arena.value(n)));
            let Some(name) = name else {
                // Which entry this is nobody knows: any could be.
                let why = match arena.get_named(element, key).map(|n| arena.value(n)) {
                    Some(Value::Unknown { why, .. }) => why,
                    _ => Why::UnresolvedReference,
                };
                map.open = map.open.or(Some(why));
                continue;
            };
            let made = match value {
                "" => {
                    let mut path = here.path.clone();
                    path.push("any");
                    self.element(arena, row, &Here { path, ..here.clone() }, element)
                }
                attribute => match arena.get_named(element, attribute) {
                    Some(node) => Canon::Node(node),
                    None => continue,
                },
            };
            // A name may hold dots; as a key it is one step.
            map.entries.push((name, made));
        }
        Canon::Map(map)
    }

    /// What is inside of a block whose content is not known: all of its properties are as unknown as the block.
    fn unread(&self, arena: &Arena, row: &'static Row<'static>, node: NodeId, object: &mut Object) {
        if row.to.is_empty() {
            for inner in &row.rows {
                self.unread(arena, inner, node, object);
            }
        } else if !matches!(row.form, Form::Entry(..)) {
            object.put(arena, row.to, Canon::Node(node));
        }
    }

    fn element(&self, arena: &mut Arena, row: &'static Row<'static>, here: &Here, element: NodeId) -> Canon {
        if !matches!(arena.value(element), Value::Map { .. }) {
            return Canon::Node(element);
        }
        let open = match arena.value(element) {
            Value::Map { open, .. } => open,
            _ => None,
        };
        let mut object = Object { from: Some(element), open, ..Object::default() };
        self.element_into(arena, row, here, element, &mut object);
        Canon::Map(object)
    }

    fn element_into(
        &self,
        arena: &mut Arena,
        row: &'static Row<'static>,
        here: &Here,
        element: NodeId,
        object: &mut Object,
    ) {
        if !matches!(arena.value(element), Value::Map { .. }) {
            for inner in &row.rows {
                self.unread(arena, inner, element, object);
            }
            return;
        }
        self.apply(arena, &row.rows, &Here { body: element, ..here.clone() }, object);
        place_constants(arena, &row.set, object, Some(element));
    }

    /// One rule for each source that a block lists; a rule without any stays one rule.
    pub fn expanded(&self, arena: &mut Arena, row: &Row<'static>, block: NodeId, rule: Object) -> Vec<Canon> {
        let mut made = Vec::new();
        let mut add = |property: &str, value: NodeId| {
            let mut one = rule.clone();
            one.entries.push((property.to_owned(), Canon::Node(value)));
            made.push(Canon::Map(one));
        };
        for (attribute, property) in &row.expand {
            let Some(node) = arena.get_named(block, attribute) else { continue };
            if arena.node(node).marks.has(Marks::UNCONFIGURED) {
                continue;
            }
            match arena.value(node) {
                Value::List { open, .. } => {
                    let elements: Vec<NodeId> = arena.elements(node).collect();
                    elements.into_iter().for_each(|e| add(property, e));
                    if let Some(why) = open {
                        let more = arena.unknown(why, Some(attribute), arena.node(node).span);
                        add(property, more);
                    }
                }
                Value::Bool(true) => {
                    let own = arena.reference(self.address, "id", arena.node(node).span);
                    arena.derive(own, node);
                    add(property, own);
                }
                Value::String(text) if !arena.text(text).is_empty() => {
                    match scalar_text(arena, Value::String(text)) {
                        Some(text) if text == "true" => {
                            let own = arena.reference(self.address, "id", arena.node(node).span);
                            add(property, own);
                        }
                        Some(text) if text == "false" => {}
                        _ => add(property, node),
                    }
                }
                Value::Unknown { .. } | Value::Ref { .. } => add(property, node),
                _ => {}
            }
        }
        if made.is_empty() {
            made.push(Canon::Map(rule));
        }
        made
    }
}

/// Whether an attribute holds the variables of an environment.
fn is_environment(source: &str) -> bool {
    matches!(source.rsplit('.').next(), Some("variables" | "environment_variables"))
}

/// An unknown value that somebody wrote, whatever its marks say.
fn written_unknown(arena: &mut Arena, node: NodeId) -> NodeId {
    let found = arena.node(node);
    match found.value {
        Value::Unknown { why, refers, .. } if found.marks.has(Marks::UNCONFIGURED) => {
            let refers = refers.map(|r| arena.text(r).to_owned());
            arena.unknown(why, refers.as_deref(), found.span)
        }
        _ => node,
    }
}

/// A list of one object that holds a scalar and the row's constants.
fn object_of(arena: &mut Arena, row: &Row<'static>, key: &str, node: NodeId) -> Canon {
    let mut object = Object { from: Some(node), ..Object::default() };
    object.put(arena, key, Canon::Node(node));
    place_constants(arena, &row.set, &mut object, Some(node));
    Canon::List(Sequence { elements: vec![Canon::Map(object)], open: None, from: Some(node) })
}

fn wrap(node: NodeId) -> Canon {
    Canon::List(Sequence { elements: vec![Canon::Node(node)], open: None, from: Some(node) })
}

fn only(arena: &Arena, node: NodeId) -> NodeId {
    let mut elements = arena.elements(node);
    match (elements.next(), elements.next()) {
        (Some(one), None) => one,
        _ => node,
    }
}

fn place_constants(
    arena: &mut Arena,
    set: &[(&'static str, Scalar<'static>)],
    object: &mut Object,
    from: Option<NodeId>,
) {
    for (path, scalar) in set {
        let node = forms::constant(arena, *scalar, None);
        if let Some(from) = from {
            arena.place(node, arena.node(from).span);
        }
        object.put(arena, path, Canon::Node(node));
    }
}
