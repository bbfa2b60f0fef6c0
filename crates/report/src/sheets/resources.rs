//! The plain responsibility matrix: who owns which layer of which resource.

use super::place;
use crate::{
    table::{Cell, Column, Table, column},
    tally, words,
};
use demarc_assess::assessment::{Assessment, LayerResult, ResourceResult};
use demarc_model::{BoundaryPosition, Layer, Owner};
use std::collections::BTreeSet;

/// The sheet: a row for every resource, a column for every layer that one has.
pub(crate) fn resources(assessment: &Assessment) -> Table {
    let present: BTreeSet<Layer> =
        assessment.resources.iter().flat_map(|r| r.layers.iter().map(|l| l.layer)).collect();
    let layers: Vec<Layer> = Layer::ALL.into_iter().filter(|l| present.contains(l)).collect();
    let mut columns: Vec<Column> = vec![
        column("Resource", 40),
        column("Type", 30),
        column("Service", 22),
        column("Account", 16),
        column("Region", 14),
        column("Exists", 12),
        column("Boundary", 14),
        column("Assessed", 12),
        column("Place", 34),
    ];
    columns.extend(layers.iter().map(|l| column(words::layer(*l), 15)));
    Table {
        id: "resources",
        sheet: "Resources",
        title: format!("Who owns which layer of which resource of {}", assessment.system),
        notes: vec![
            "Layers stand from the buildings on the left up to resilience on the right; an empty cell is a layer that the resource does not have.".to_owned(),
            "A setting of another resource has no layers of its own.".to_owned(),
        ],
        columns,
        rows: assessment.resources.iter().map(|r| row(assessment, r, &layers)).collect(),
    }
}

fn row(assessment: &Assessment, resource: &ResourceResult, layers: &[Layer]) -> Vec<Cell> {
    let service = resource.service.as_ref().map(|s| words::service_name(assessment, s.as_str()));
    let mut row: Vec<Cell> = vec![
        tally::shown(resource).into(),
        resource.type_name.as_str().into(),
        service.into(),
        resource.account.as_deref().into(),
        resource.region.as_deref().into(),
        match resource.presence_why {
            Some(why) => format!("unknown: {}", why.sentence()).into(),
            None => "yes".into(),
        },
        boundary(resource.boundary).into(),
        if resource.assessed { "yes" } else { "not assessed" }.into(),
        place(resource.location.as_ref()).into(),
    ];
    row.extend(layers.iter().map(|layer| {
        let found = resource.layers.iter().find(|l| l.layer == *layer);
        found.map_or(Cell::Empty, |found| owner(found).into())
    }));
    row
}

/// An owner for people; where it is unknown the possible ones stand beside it.
pub(crate) fn owner(layer: &LayerResult) -> String {
    match layer.owner {
        Owner::Absent => String::new(),
        Owner::Unknown if !layer.possible.is_empty() => {
            let possible: Vec<&str> = layer.possible.iter().map(|o| words::owner(*o)).collect();
            format!("unknown: {}", possible.join(" or "))
        }
        owner => words::owner(owner).to_owned(),
    }
}

fn boundary(position: BoundaryPosition) -> &'static str {
    match position {
        BoundaryPosition::Inside => "inside",
        BoundaryPosition::OutsideConnected => "outside, connected",
        BoundaryPosition::OutOfScope => "out of scope",
    }
}
