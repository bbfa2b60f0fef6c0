//! Catalog and profile of the workspace: the ids and titles that the other documents refer to, without the framework's text.

use super::{
    context::{self, Context},
    controls::*,
    metadata::{Property, SetParameter},
    text,
};
use crate::{statement::Statement, words};
use std::collections::{BTreeMap, BTreeSet};

const ABOUT_CATALOG: &str = "A stub: ids, titles and parameters of the controls of the baseline, so that every reference resolves. \
                             The wording of the requirements stands in the framework's own document.";

/// The catalog stub: one group for each family, in the assessment's order.
pub(crate) fn catalog(context: &Context<'_>) -> Catalog {
    let framework = &context.assessment.framework;
    let mut groups: Vec<Group> = Vec::new();
    for control in context.statements.chunk_by(|a, b| a.part.control == b.part.control) {
        let id = control.first().map_or("", |s| s.part.control.as_str());
        let family = text::token(words::family(id)).into_owned();
        let made = self::control(context, control);
        match groups.last_mut().filter(|g| g.id == family) {
            Some(group) => group.controls.push(made),
            None => groups.push(Group {
                title: words::family_title(&framework.id, &family)
                    .map_or_else(|| family.to_uppercase(), str::to_owned),
                id: family,
                class: "family",
                controls: vec![made],
            }),
        }
    }
    Catalog {
        uuid: context.identity.of_names(&["document", "catalog", &framework.id]),
        metadata: context
            .metadata(&format!("{}: ids and titles", text::line(&framework.title)), ABOUT_CATALOG),
        groups: merged(groups),
    }
}

/// Groups of one id as one, in the order of their first.
fn merged(groups: Vec<Group>) -> Vec<Group> {
    let mut all: Vec<Group> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for group in groups {
        match places.get(&group.id).and_then(|place| all.get_mut(*place)) {
            Some(known) => known.controls.extend(group.controls),
            None => {
                places.insert(group.id.clone(), all.len());
                all.push(group);
            }
        }
    }
    // A family and a control may bear the same id in frameworks other than NIST's; then the group's gets a mark.
    let controls: BTreeSet<String> =
        all.iter().flat_map(|g| g.controls.iter().map(|c| c.id.clone())).collect();
    for group in &mut all {
        if controls.contains(&group.id) {
            group.id.push_str("_group");
        }
    }
    all
}

fn control(context: &Context<'_>, parts: &[Statement<'_>]) -> Control {
    let first = parts.first().map(|s| s.part);
    let id = first.map_or("", |p| p.control.as_str());
    let names: BTreeSet<&String> = parts.iter().flat_map(|s| s.part.parameters.keys()).collect();
    let item = |s: &Statement<'_>| ControlPart {
        id: text::token(s.part.part.as_str()).into_owned(),
        name: "item",
        props: vec![Property::oscal("label", text::line(&s.part.label))],
        prose: None,
        parts: Vec::new(),
    };
    let whole = format!("{id}_smt");
    let text_elsewhere = format!("See {}.", text::line(&context.assessment.framework.title));
    let statement = match parts {
        [one] if one.part.part.as_str() == whole => ControlPart {
            id: text::token(&whole).into_owned(),
            name: "statement",
            props: Vec::new(),
            prose: Some(text_elsewhere),
            parts: Vec::new(),
        },
        parts => ControlPart {
            id: text::token(&whole).into_owned(),
            name: "statement",
            props: Vec::new(),
            prose: Some(text_elsewhere),
            parts: parts.iter().filter(|s| s.part.part.as_str() != whole).map(item).collect(),
        },
    };
    let label =
        first.map_or(id, |p| p.label.split_once(' ').map_or(p.label.as_str(), |(control, _)| control));
    Control {
        id: text::token(id).into_owned(),
        title: first.map_or_else(|| id.to_owned(), |p| text::line(&p.title)),
        params: names
            .into_iter()
            .map(|name| Parameter {
                id: text::token(name).into_owned(),
                label: "value that the organization assigns".to_owned(),
            })
            .collect(),
        props: vec![Property::oscal("label", text::line(label))],
        parts: vec![statement],
    }
}

const ABOUT_PROFILE: &str = "The controls of the baseline that the system is held against, with the values that were given to \
                             parameters.";

/// The profile: the baseline's controls out of a catalog of the workspace, and the values of their parameters.
pub(crate) fn profile(context: &Context<'_>, catalog: &str) -> Profile {
    let framework = &context.assessment.framework;
    let mut ids: Vec<String> = Vec::new();
    let mut values: BTreeMap<&str, &str> = BTreeMap::new();
    for statement in &context.statements {
        let id = text::token(statement.part.control.as_str()).into_owned();
        if ids.last() != Some(&id) {
            ids.push(id);
        }
        for (name, value) in &statement.part.parameters {
            values.extend(value.as_deref().map(|v| (name.as_str(), v)));
        }
    }
    let set_parameters: Vec<SetParameter> = values
        .into_iter()
        .map(|(name, value)| SetParameter {
            param_id: text::token(name).into_owned(),
            values: vec![text::line(value)],
        })
        .collect();
    let title = format!("{}, baseline {}", text::line(&framework.title), text::line(&framework.baseline));
    Profile {
        uuid: context.identity.of_names(&["document", "profile", &framework.id, &framework.baseline]),
        metadata: context.metadata(&title, ABOUT_PROFILE),
        imports: vec![Import {
            href: context::catalog_href(catalog),
            include_controls: vec![WithIds { with_ids: ids }],
        }],
        merge: Merge { as_is: true },
        modify: (!set_parameters.is_empty()).then_some(Modify { set_parameters }),
    }
}
