//! The picture's data: layers × services with the owner of each cell and the line between AWS's side and the rest.

use crate::{tally, words};
use demarc_assess::assessment::{Assessment, DutyResult, LayerResult, ResourceResult};
use demarc_model::{Layer, Owner, Verdict};
use std::collections::{BTreeMap, BTreeSet};

/// A service whose resources differ in more ways than this gets one column with mixed cells.
const MOST_COLUMNS_OF_A_SERVICE: usize = 4;

/// The ladder of one system.
pub(crate) struct Ladder<'a> {
    /// Layers that some resource has, bottom to top.
    pub(crate) layers: Vec<Layer>,
    /// Services, or ways in which a service is used; the line rises from left to right.
    pub(crate) columns: Vec<Column<'a>>,
    /// Resources that have no layers of their own.
    pub(crate) without_layers: usize,
}

/// Resources of one service whose layers have the same owners.
pub(crate) struct Column<'a> {
    pub(crate) service: &'a str,
    /// What tells it from another column of the same service.
    pub(crate) detail: Option<String>,
    pub(crate) resources: Vec<&'a ResourceResult>,
    /// One for each of the ladder's layers.
    pub(crate) cells: Vec<Cell<'a>>,
    /// How many layers from below lie on AWS's side of the line.
    pub(crate) line: usize,
    /// The owner of the layer just above the line is not known, so that the line may run higher.
    pub(crate) line_uncertain: bool,
}

/// A layer of a column.
#[derive(Default)]
pub(crate) struct Cell<'a> {
    /// Owners with the number of resources; empty where no resource has the layer.
    pub(crate) owners: BTreeMap<Owner, usize>,
    /// Owners that it may have, where one is unknown.
    pub(crate) possible: BTreeSet<Owner>,
    /// The worst verdict of the duties on it, if any looked.
    pub(crate) mark: Option<Verdict>,
    /// Keys of the knowledge that decided.
    pub(crate) entries: BTreeSet<&'a str>,
    /// How many are counted at another resource.
    pub(crate) carried: usize,
}

impl Cell<'_> {
    /// The owner to draw: one owner, `Unknown` as soon as one is, `Shared` for a mixture, `Absent` for none.
    pub(crate) fn owner(&self) -> Owner {
        Owner::of_tasks(self.owners.keys().copied())
    }

    /// Whether resources of the column differ.
    pub(crate) fn mixed(&self) -> bool {
        self.owners.len() > 1
    }

    /// Whether somebody else than AWS has work here, so that a missing mark says something.
    pub(crate) fn is_watched(&self) -> bool {
        !matches!(self.owner(), Owner::Aws | Owner::Absent)
    }
}

impl Column<'_> {
    /// The column's name: the service and what sets it apart.
    pub(crate) fn name(&self) -> String {
        match &self.detail {
            Some(detail) => format!("{} ({detail})", self.service),
            None => self.service.to_owned(),
        }
    }

    /// How many of the resources may not exist.
    pub(crate) fn maybe(&self) -> usize {
        tally::number(self.resources.iter().copied().filter(|r| r.presence == "maybe"))
    }

    /// How many resources there are.
    pub(crate) fn number(&self) -> usize {
        tally::number(self.resources.iter().copied())
    }
}

type Owners = Vec<(Layer, Owner)>;

/// Draws up the ladder.
pub(crate) fn ladder(assessment: &Assessment) -> Ladder<'_> {
    let mut services: BTreeMap<&str, BTreeMap<Owners, Vec<&ResourceResult>>> = BTreeMap::new();
    let mut without_layers = 0;
    for resource in &assessment.resources {
        let owners: Owners = resource.layers.iter().map(|l| (l.layer, l.owner)).collect();
        if owners.iter().all(|(_, owner)| *owner == Owner::Absent) {
            without_layers += 1 + resource.alike;
            continue;
        }
        let service = resource.service.as_ref().map_or("other", |service| service.as_str());
        services.entry(service).or_default().entry(owners).or_default().push(resource);
    }
    let present: BTreeSet<Layer> = (services.values().flat_map(|ways| ways.keys()).flatten())
        .filter(|(_, owner)| *owner != Owner::Absent)
        .map(|(layer, _)| *layer)
        .collect();
    let layers: Vec<Layer> = Layer::ALL.into_iter().filter(|layer| present.contains(layer)).collect();
    let marks = marks(assessment);
    let mut columns = Vec::new();
    for (service, ways) in services {
        if ways.len() > MOST_COLUMNS_OF_A_SERVICE {
            columns.push(column(service, ways.into_values().flatten().collect(), &layers, &marks));
            continue;
        }
        let alone = ways.len() == 1;
        let first = columns.len();
        columns.extend(ways.into_values().map(|resources| column(service, resources, &layers, &marks)));
        if !alone {
            tell_apart(columns.iter_mut().skip(first));
        }
    }
    columns.sort_by(|a, b| (a.line, a.service, &a.detail).cmp(&(b.line, b.service, &b.detail)));
    Ladder { layers, columns, without_layers }
}

type Marks<'a> = BTreeMap<(&'a str, Layer), Verdict>;

/// The worst verdict on each layer of a resource, its settings' verdicts included.
fn marks(assessment: &Assessment) -> Marks<'_> {
    let part_of: BTreeMap<&str, &str> =
        assessment.resources.iter().filter_map(|r| Some((r.id.as_str(), r.part_of.as_deref()?))).collect();
    let mut marks = Marks::new();
    let mut note = |id, layer, verdict| {
        let old = marks.get(&(id, layer)).copied();
        if let Some(worst) = tally::worse(old, Some(verdict)) {
            marks.insert((id, layer), worst);
        }
    };
    for DutyResult { resource_id, layer, verdict, .. } in &assessment.duties {
        note(resource_id.as_str(), *layer, *verdict);
        if let Some(carrier) = part_of.get(resource_id.as_str()) {
            note(carrier, *layer, *verdict);
        }
    }
    marks
}

fn column<'a>(
    service: &'a str,
    mut resources: Vec<&'a ResourceResult>,
    layers: &[Layer],
    marks: &Marks<'a>,
) -> Column<'a> {
    resources.sort_by_key(|r| &r.address);
    let cells: Vec<Cell<'_>> = layers.iter().map(|layer| cell(*layer, &resources, marks)).collect();
    let line = cells
        .iter()
        .position(|cell| !matches!(cell.owner(), Owner::Aws | Owner::Absent))
        .unwrap_or(cells.len());
    let line_uncertain = cells.get(line).is_some_and(|cell| cell.owner() == Owner::Unknown);
    Column { service, detail: None, resources, cells, line, line_uncertain }
}

fn cell<'a>(layer: Layer, resources: &[&'a ResourceResult], marks: &Marks<'a>) -> Cell<'a> {
    let mut cell = Cell::default();
    for resource in resources {
        let Some(result) = resource.layers.iter().find(|l| l.layer == layer) else { continue };
        let LayerResult { owner, possible, entry, carried_by, mark, .. } = result;
        if *owner == Owner::Absent {
            continue;
        }
        *cell.owners.entry(*owner).or_default() += 1 + resource.alike;
        cell.possible.extend(possible);
        cell.entries.insert(entry);
        cell.carried += if carried_by.is_some() { 1 + resource.alike } else { 0 };
        let found = marks.get(&(resource.id.as_str(), layer)).copied();
        cell.mark = tally::worse(cell.mark, tally::worse(*mark, found));
    }
    cell
}

/// Names what sets columns of one service apart: the variants, else the types, else the resource.
fn tell_apart<'c, 'a: 'c>(columns: impl Iterator<Item = &'c mut Column<'a>>) {
    let mut columns: Vec<_> = columns.collect();
    let words: [fn(&Column<'_>) -> String; 3] = [variants, types, first_address];
    for word in words {
        let names: BTreeSet<String> = columns.iter().map(|c| word(c)).filter(|n| !n.is_empty()).collect();
        if names.len() == columns.len() {
            for column in &mut columns {
                column.detail = Some(word(column));
            }
            return;
        }
    }
}

fn variants(column: &Column<'_>) -> String {
    let ids: BTreeSet<&str> = column
        .resources
        .iter()
        .flat_map(|r| r.layers.iter().filter_map(|l| l.variant.as_deref()))
        .map(|id| id.strip_prefix(column.service).map_or(id, |rest| rest.trim_start_matches('-')))
        .collect();
    ids.into_iter().collect::<Vec<_>>().join(", ")
}

fn types(column: &Column<'_>) -> String {
    let names: BTreeSet<&str> = (column.resources.iter())
        .map(|r| r.type_name.as_str().rsplit("::").next().unwrap_or_default())
        .collect();
    names.into_iter().collect::<Vec<_>>().join(", ")
}

fn first_address(column: &Column<'_>) -> String {
    let Some(first) = column.resources.first() else { return String::new() };
    match column.number() {
        1 => first.address.clone(),
        more => format!("{} and {}", first.address, words::counted(more - 1, "other", "others")),
    }
}
