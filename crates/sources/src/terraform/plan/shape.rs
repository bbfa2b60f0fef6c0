//! What a JSON text of Terraform is: plan, shown state, raw state, or something that only looks like one.

use crate::syntax::{Tree, TreeValue, parse_json};
use demarc_inventory::{Inventory, Problem, ProblemSeverity};

/// A text that was recognised.
#[derive(Debug, Clone, Copy)]
pub(in crate::terraform) enum Shape<'t> {
    /// `terraform show -json` of a plan.
    Plan(&'t Tree),
    /// `terraform show -json` of a state.
    ShownState(&'t Tree),
    /// A state file.
    StateFile(&'t Tree),
}

/// The major version of `terraform show -json` that is known.
const NEWEST_FORMAT: u64 = 1;

/// Adds a text to the inventory's sources and parses it; what goes wrong is a problem there.
pub(in crate::terraform) fn parse(text: String, path: &str, inventory: &mut Inventory) -> Option<Tree> {
    let document = inventory.sources.add(path, text);
    let (tree, problems) = parse_json(inventory.sources.text(document), document);
    if let Some(tree) = &tree
        && tree.get("@level").is_some()
    {
        inventory.problems.push(Problem::at(
            "unsupported-format",
            ProblemSeverity::Error,
            "this is the log of `terraform plan -json`, not a plan: run `terraform plan -out=FILE`, then \
             `terraform show -json FILE`",
            tree.span,
        ));
        return None;
    }
    if tree.is_none() && problems.is_empty() {
        inventory.problems.push(Problem::in_file(
            "syntax-error",
            ProblemSeverity::Error,
            format!("`{path}` is empty; the output of `terraform show -json` was expected"),
            path,
        ));
    }
    inventory.problems.extend(problems);
    tree
}

/// Recognises a text, also inside one wrapping object; else the problem says what it is.
pub(in crate::terraform) fn recognise<'t>(tree: &'t Tree, problems: &mut Vec<Problem>) -> Option<Shape<'t>> {
    let error = |message: &str| Problem::at("unsupported-format", ProblemSeverity::Error, message, tree.span);
    let Some(mapping) = tree.as_mapping() else {
        problems.push(error(
            "the text is not a JSON object; a plan or state of Terraform is one: run `terraform show -json FILE`",
        ));
        return None;
    };
    let shape = shape_of(tree).or_else(|| mapping.entries().iter().find_map(|entry| shape_of(&entry.value)));
    match shape {
        Some(Shape::Plan(found) | Shape::ShownState(found)) => {
            warn_of_newer_format(found, problems);
            shape
        }
        Some(Shape::StateFile(_)) => shape,
        None if tree.get("encrypted_data").is_some() => {
            problems.push(error(
                "the plan or state is encrypted: run `tofu show -json` where the key is at hand and read its output",
            ));
            None
        }
        None if is_empty_show(tree) => {
            problems.push(Problem::at(
                "empty-state",
                ProblemSeverity::Note,
                "the state has no resources",
                tree.span,
            ));
            None
        }
        None => {
            problems.push(error(
                "the JSON object is neither a plan (`planned_values`, `resource_changes`) nor a state (`values`, \
                 `version`) of Terraform: run `terraform show -json FILE`",
            ));
            None
        }
    }
}

fn shape_of(tree: &Tree) -> Option<Shape<'_>> {
    let object = |key: &str| tree.get(key).is_some_and(|t| t.as_mapping().is_some());
    let list = |key: &str| tree.get(key).is_some_and(|t| t.as_sequence().is_some());
    if object("planned_values") || list("resource_changes") {
        Some(Shape::Plan(tree))
    } else if tree.get("values").is_some_and(|values| values.get("root_module").is_some()) {
        Some(Shape::ShownState(tree))
    } else if matches!(tree.get("version").map(|v| &v.value), Some(TreeValue::Number(_)))
        && (list("resources") || list("modules") || tree.get("terraform_version").is_some())
    {
        Some(Shape::StateFile(tree))
    } else {
        None
    }
}

/// `terraform show -json` without any state prints only its versions, or empty values.
fn is_empty_show(tree: &Tree) -> bool {
    tree.get("format_version").is_some()
        && tree.get("values").is_none_or(|v| v.is_null() || v.as_mapping().is_some())
}

fn warn_of_newer_format(tree: &Tree, problems: &mut Vec<Problem>) {
    let Some(version) = tree.get("format_version") else { return };
    let text = version.scalar_text().unwrap_or("");
    let major = text.split('.').next().and_then(|major| major.parse::<u64>().ok());
    if major.is_none_or(|major| major > NEWEST_FORMAT) {
        problems.push(Problem::at(
            "newer-format",
            ProblemSeverity::Warning,
            format!(
                "the format version is `{text}`, versions 0 and {NEWEST_FORMAT} are known; what has changed may be \
                 missing or misread"
            ),
            version.span,
        ));
    }
}
