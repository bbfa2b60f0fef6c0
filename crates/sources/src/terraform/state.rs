//! States: state files of versions 3 and 4, and `terraform show -json` of a state.

pub(in crate::terraform) mod arn;
mod flatmap;
mod shown;
mod version3;
mod version4;

#[cfg(test)]
mod tests;

use super::plan::{Shape, parse, read_recognised_plan, recognise};
use super::resource::TerraformResource;
use crate::syntax::Tree;
use demarc_inventory::{Inventory, Problem, ProblemSeverity};

/// Reads a state file or the JSON of a state; a plan is read as a plan.
///
/// The text goes into the inventory's sources, nodes into its arena, what went wrong into its problems. Data sources and
/// deposed objects are left out, the latter with a note.
pub fn read_state(text: String, path: &str, inventory: &mut Inventory) -> Vec<TerraformResource> {
    let Some(tree) = parse(text, path, inventory) else { return Vec::new() };
    match recognise(&tree, &mut inventory.problems) {
        Some(Shape::Plan(plan)) => read_recognised_plan(plan, tree.incomplete, inventory),
        Some(shape) => read_recognised_state(shape, inventory),
        None => Vec::new(),
    }
}

/// Reads a state of which the form has been recognised.
pub(in crate::terraform) fn read_recognised_state(
    shape: Shape<'_>,
    inventory: &mut Inventory,
) -> Vec<TerraformResource> {
    match shape {
        Shape::ShownState(state) => shown::read(state, inventory),
        Shape::StateFile(state) => read_file(state, inventory),
        Shape::Plan(_) => Vec::new(),
    }
}

/// The newest version of state files that is known.
const NEWEST_VERSION: u64 = 4;

fn read_file(state: &Tree, inventory: &mut Inventory) -> Vec<TerraformResource> {
    let text = state.get("version").and_then(Tree::scalar_text).unwrap_or("");
    let span = state.get("version").map_or(state.span, |v| v.span);
    match text.parse::<u64>() {
        Ok(3) => version3::read(state, inventory),
        Ok(NEWEST_VERSION) => version4::read(state, inventory),
        Ok(newer) if newer > NEWEST_VERSION => {
            inventory.problems.push(Problem::at(
                "newer-format",
                ProblemSeverity::Warning,
                format!(
                    "the state has version {newer}, versions 3 and {NEWEST_VERSION} are known; what has changed may be \
                     missing or misread"
                ),
                span,
            ));
            version4::read(state, inventory)
        }
        _ => {
            inventory.problems.push(Problem::at(
                "unsupported-format",
                ProblemSeverity::Error,
                format!(
                    "the state has version `{text}`, versions 3 and {NEWEST_VERSION} are read: upgrade it with \
                     `terraform refresh` of a newer Terraform"
                ),
                span,
            ));
            Vec::new()
        }
    }
}
