//! AWS Config: snapshots, histories, items, answers of its API and of advanced queries, read item by item.
//!
//! Files are gone through twice. The first look finds the latest item of each resource and what is recorded where; the
//! second one turns those items into resources. Neither holds a file: an item's properties are read only as far as they
//! are asked for, the rest is passed over.

mod accounts;
mod canon;
mod convert;
mod detect;
mod document;
mod item;
mod keep;
mod native;
mod place;
mod plan;
mod reader;
mod recorder;
mod scan;
mod secrets;
mod survey;
mod text;
mod window;

pub use detect::{HEAD, looks_like_items};

use convert::{Found, Origin, convert};
use demarc_inventory::{
    FileDigest, FileError, FileStream, Files, Interest, Inventory, Position, Problem, ProblemSeverity, RootId,
};
use demarc_model::DocumentId;
use place::Delivered;
use plan::{Plans, Selection};
use reader::{Ended, Sink};
use std::{collections::HashMap, sync::Arc};
use survey::{OfFile, Survey};
use window::Window;

/// A file with items.
#[derive(Debug, Clone)]
pub struct ConfigFile {
    /// Its path; `-` for standard input.
    pub path: String,
    /// The root that its resources belong to.
    pub root: RootId,
    /// Its bytes, where they do not stand in a file.
    pub bytes: Option<Arc<[u8]>>,
}

/// How items are read.
#[derive(Debug, Clone, Copy, Default)]
pub struct ConfigOptions<'a> {
    /// What will be asked of the resources; everything if nothing is said.
    pub interest: Option<&'a Interest>,
    /// Leave out what items say of their relations.
    pub without_relations: bool,
}

/// What identifies the bytes of each file that was read, in the order of the files.
pub type Digests = Vec<Option<FileDigest>>;

/// Reads the items of files into an inventory; of several items of one resource the latest counts.
pub fn read_config(
    files: &Files,
    inputs: &[ConfigFile],
    options: ConfigOptions<'_>,
    inventory: &mut Inventory,
) -> Digests {
    let delivered: Vec<Delivered> = inputs.iter().map(|f| Delivered::of(&f.path)).collect();
    let mut survey = Survey::default();
    let mut digests = Digests::new();
    for ((number, input), delivered) in inputs.iter().enumerate().zip(&delivered) {
        let digest = look(files, number, input, delivered, &mut survey, inventory);
        digests.push(digest);
    }
    say(&survey, inputs, inventory);
    inventory.complete = survey.recorders.completeness();
    inventory.not_recorded.extend(survey.recorders.not_recorded());
    let selections = std::mem::take(&mut survey.selections);
    let (winners, _) = survey.into_winners();
    let mut second = Second {
        plans: Plans::new(options.interest),
        winners: &winners,
        number: 0,
        inventory,
        places: Vec::new(),
        relations: !options.without_relations,
        selections: &selections,
        at: None,
    };
    for ((number, input), delivered) in inputs.iter().enumerate().zip(&delivered) {
        let Ok(stream) = open(files, input, false) else { continue };
        let document = second.inventory.sources.add_outline(input.path.clone());
        second.at = Some(At { number, input, delivered, document });
        // What ends a file early was said at the first look.
        reader::read(&mut Window::new(stream), &mut second);
    }
    accounts::share(inventory);
    digests
}

fn open(files: &Files, input: &ConfigFile, digest: bool) -> Result<FileStream, FileError> {
    match &input.bytes {
        Some(bytes) => files.stream_of(&input.path, Arc::clone(bytes), digest),
        None => files.stream(&input.path, digest),
    }
}

/// The first look at a file.
fn look(
    files: &Files,
    number: usize,
    input: &ConfigFile,
    delivered: &Delivered,
    survey: &mut Survey,
    inventory: &mut Inventory,
) -> Option<FileDigest> {
    let stream = match open(files, input, true) {
        Ok(stream) => stream,
        Err(error) => {
            failed(inventory, input, &error);
            return None;
        }
    };
    let mut window = Window::new(stream);
    let mut of_file = OfFile { survey, file: number, delivered, snapshot: delivered.snapshot };
    let ended = reader::read(&mut window, &mut of_file);
    let whole = matches!(ended, Ended::Whole);
    // A snapshot that is cut off does not list everything.
    if of_file.snapshot && whole {
        survey.recorders.snapshot(number);
    }
    match ended {
        Ended::Whole => {}
        Ended::Broken(position, what) => inventory.problems.push(Problem::in_file(
            "syntax-error",
            ProblemSeverity::Error,
            format!(
                "`{}` cannot be read from line {}, column {} on: expected {what}; the items before it are read",
                input.path, position.line, position.column
            ),
            input.path.clone(),
        )),
        Ended::Failed(error) => {
            failed(inventory, input, &error);
            return None;
        }
    }
    match window.into_stream().digest() {
        Ok(digest) => Some(digest),
        Err(error) => {
            failed(inventory, input, &error);
            None
        }
    }
}

fn failed(inventory: &mut Inventory, input: &ConfigFile, error: &FileError) {
    inventory.problems.push(Problem::in_file(
        "unreadable-input",
        ProblemSeverity::Error,
        error.to_string(),
        input.path.clone(),
    ));
}

/// Strays are said one by one up to this number per run.
const MOST_STRAYS: usize = 20;

/// What the first look has to say.
fn say(survey: &Survey, inputs: &[ConfigFile], inventory: &mut Inventory) {
    for (file, position, what) in survey.strays.iter().take(MOST_STRAYS) {
        let path = inputs.get(*file).map_or("", |f| f.path.as_str());
        let Position { line, column } = position;
        inventory.problems.push(Problem::in_file(
            "no-configuration-item",
            ProblemSeverity::Warning,
            format!("an element at line {line}, column {column} is no configuration item and is left out: expected {what}"),
            path,
        ));
    }
    if survey.strays.len() > MOST_STRAYS {
        inventory.problems.push(Problem::general(
            "no-configuration-item",
            ProblemSeverity::Warning,
            format!(
                "{} more elements of lists are no configuration items and are left out",
                survey.strays.len() - MOST_STRAYS
            ),
        ));
    }
    let (superseded, gone) = (survey.superseded(), survey.gone());
    if superseded > 0 {
        inventory.problems.push(Problem::general(
            "earlier-items",
            ProblemSeverity::Note,
            format!(
                "{superseded} configuration items were passed over: later ones tell of the same resources"
            ),
        ));
    }
    if gone > 0 {
        inventory.problems.push(Problem::general(
            "deleted-resources",
            ProblemSeverity::Note,
            format!("{gone} resources were passed over: their latest configuration items say that they are deleted"),
        ));
    }
}

struct At<'a> {
    number: usize,
    input: &'a ConfigFile,
    delivered: &'a Delivered,
    document: DocumentId,
}

/// The second look: the latest item of each resource becomes a resource.
struct Second<'a, 'i> {
    plans: Plans<'i>,
    winners: &'a [bool],
    number: usize,
    inventory: &'a mut Inventory,
    places: Vec<(u32, Position)>,
    relations: bool,
    selections: &'a HashMap<usize, Selection>,
    at: Option<At<'a>>,
}

impl Sink for Second<'_, '_> {
    fn item(&mut self, found: &Found<'_>) {
        let wins = self.winners.get(self.number).copied().unwrap_or(false);
        self.number += 1;
        let Some(at) = self.at.as_ref().filter(|_| wins) else { return };
        let plan = self.plans.of(&found.item.resource_type);
        let mut plan = plan.borrow_mut();
        let identity = place::identity(found.item, &plan.canonical, at.delivered);
        let origin = Origin {
            root: at.input.root,
            document: at.document,
            selection: self.selections.get(&at.number).map(|s| (at.number, s)),
            relations: self.relations,
        };
        convert(found, &origin, &mut plan, identity, self.inventory, &mut self.places);
    }

    fn stray(&mut self, _: Position, _: &'static str) {}

    fn selection(&mut self, _: Selection) {}

    fn snapshot(&mut self) {}
}

#[cfg(test)]
mod tests;
