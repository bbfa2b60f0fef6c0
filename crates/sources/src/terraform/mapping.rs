//! Terraform resources as canonical ones, by the mapping data: attributes become properties, split resources complete theirs.

mod acl;
mod canon;
mod complete;
mod coverage;
mod forms;
mod rows;
mod secrets;
mod target;

use super::TerraformResource;
use canon::Object;
use coverage::Coverages;
use demarc_inventory::{Coverage, Inventory, NodeId, Resource, RootId, SourceKind, Value, View};
use demarc_model::{BoundaryPosition, TypeName};
use demarc_schema::{
    ProviderPlace,
    mapping::{Makes, Mapping},
};
use rows::Context;

/// A resource on its way into the inventory.
#[derive(Debug)]
struct Draft {
    resource: TerraformResource,
    /// Canonical type; the provider's own where there is none.
    type_name: String,
    mapping: Option<&'static Mapping<'static>>,
    document: Object,
    /// The body stands as the document: no mapping gives it a canonical one.
    raw: bool,
    part_of: Option<String>,
    /// Properties that others gave, and who.
    given: Vec<(String, String)>,
    /// Address of the resource that it stands in, and what it is there.
    inside: Option<(String, &'static Makes<'static>)>,
}

impl Draft {
    /// Whether other resources may name this one to complete it.
    fn completes_or_is_completed(&self) -> bool {
        !self.raw && !demarc_schema::completed_by(&self.type_name).is_empty()
            || self.mapping.is_some_and(|m| !m.makes.is_empty())
    }
}

/// Adds resources of one root, read from one kind of source, to an inventory in the canonical shape.
///
/// As many come out as went in, and besides those that stand inside of others (a bucket's inline policy). A resource whose
/// type has no mapping keeps its own type and words. Resources that complete another one (`aws_s3_bucket_versioning`)
/// stay listed, with [`Resource::part_of`] where the other one is known.
pub fn map_resources(
    mut resources: Vec<TerraformResource>,
    root: RootId,
    kind: SourceKind,
    inventory: &mut Inventory,
) {
    resources.sort_by(|a, b| a.address.cmp(&b.address));
    let mut drafts: Vec<Draft> = Vec::with_capacity(resources.len());
    for resource in resources {
        let place = ProviderPlace::root(&resource.resource_type);
        secrets::mark(&mut inventory.arena, resource.body, place.as_ref(), 0);
        secrets::mark_other_providers(&mut inventory.arena, resource.body, &resource.resource_type);
        drafts.push(draft(inventory, resource, place, kind));
    }
    complete::complete(inventory, &mut drafts, kind);
    let inside = complete::standing_inside(inventory, &drafts, kind);
    drafts.extend(inside);
    let mut coverages = Coverages::default();
    for draft in drafts {
        push(inventory, draft, root, kind, &mut coverages);
    }
}

fn draft(
    inventory: &mut Inventory,
    mut resource: TerraformResource,
    place: Option<ProviderPlace>,
    kind: SourceKind,
) -> Draft {
    let arena = &mut inventory.arena;
    // Version 6 of the provider takes a region on every resource.
    if let Some(region) = arena.get_named(resource.body, "region").and_then(|n| arena.as_str(n))
        && place.as_ref().is_none_or(|p| p.step("region").is_none())
        && !region.is_empty()
    {
        resource.region = Some(region.to_owned());
    }
    let mapping = demarc_schema::mapping_of(&resource.resource_type);
    let canonical = mapping.and_then(|m| canonical_type(inventory, m, resource.body));
    let (Some(mapping), Some(type_name)) = (mapping, canonical) else {
        return Draft {
            type_name: resource.resource_type.clone(),
            resource,
            mapping,
            document: Object::default(),
            raw: true,
            part_of: None,
            given: Vec::new(),
            inside: None,
        };
    };
    let context = Context { kind, type_name, address: &resource.address };
    let arena = &mut inventory.arena;
    let mut document = context.object(arena, &mapping.rows, &mapping.set, resource.body, place, None);
    keep_unmapped(inventory, mapping, resource.body, &mut document);
    Draft {
        type_name: type_name.to_owned(),
        resource,
        mapping: Some(mapping),
        document,
        raw: false,
        part_of: None,
        given: Vec::new(),
        inside: None,
    }
}

fn canonical_type(inventory: &Inventory, mapping: &Mapping<'static>, body: NodeId) -> Option<&'static str> {
    if let Some((attribute, types)) = &mapping.canonical_by {
        let written = inventory.arena.get_named(body, attribute);
        let Some(node) = written.filter(|n| !matches!(inventory.arena.value(*n), Value::Absent)) else {
            // Nobody wrote the attribute: the provider's default decides, where the mapping names one.
            return mapping.canonical;
        };
        let word = inventory.arena.as_str(node)?;
        return types.iter().find(|(value, _)| *value == word).map(|(_, name)| *name);
    }
    mapping.canonical
}

/// Attributes that no row names, under their own names.
fn keep_unmapped(inventory: &mut Inventory, mapping: &Mapping<'_>, body: NodeId, document: &mut Object) {
    let arena = &mut inventory.arena;
    let left: Vec<_> = arena
        .entries(body)
        .filter(|(key, value)| {
            let name = arena.key_name(*key);
            !mapping.rows.iter().any(|r| r.source == name || r.source == "@")
                && !matches!(arena.value(*value), Value::Absent)
        })
        .collect();
    if left.is_empty() {
        return;
    }
    let map = arena.map(&left, None, arena.node(body).span);
    arena.derive(map, body);
    document.entries.push(("x:tf".to_owned(), canon::Canon::Node(map)));
}

fn push(inventory: &mut Inventory, draft: Draft, root: RootId, kind: SourceKind, coverages: &mut Coverages) {
    let body = draft.resource.body;
    let text = |inventory: &Inventory, name: &str| {
        let node = inventory.arena.get_named(body, name)?;
        inventory.arena.as_str(node).filter(|t| !t.is_empty()).map(str::to_owned)
    };
    let own = draft.inside.is_none();
    let named = super::state::arn::is_own(&draft.resource.resource_type, "arn");
    let arn = text(inventory, "arn").filter(|_| own && named);
    let physical_id = text(inventory, "id").filter(|_| own);
    let document = match draft.raw {
        true => body,
        false => draft.document.emit(&mut inventory.arena, draft.resource.span),
    };
    let coverage = match (&draft.inside, draft.raw) {
        (Some((_, makes)), _) => coverage::of_makes(makes),
        (None, true) => Coverage::Everything,
        (None, false) => coverages.of(&draft.resource.resource_type, &draft.type_name),
    };
    let source_type = match &draft.inside {
        Some((_, makes)) => format!("{}.{}", draft.resource.resource_type, makes.from),
        None => draft.resource.resource_type,
    };
    inventory.resources.push(Resource {
        root,
        address: draft.resource.address,
        display: None,
        type_name: TypeName(draft.type_name),
        source_type,
        account: draft.resource.account,
        region: draft.resource.region,
        physical_id,
        arn,
        presence: draft.resource.presence,
        part_of: draft.part_of,
        generated_by: draft.inside.map(|(outer, _)| outer),
        boundary: BoundaryPosition::Inside,
        span: draft.resource.span,
        document,
        views: vec![View {
            kind,
            document,
            source_document: body,
            span: draft.resource.span,
            coverage: coverage.clone(),
            observed_at: None,
        }],
        coverage,
    });
}

#[cfg(test)]
mod tests;
