//! Terraform directories: HCL and JSON notation, evaluated with unknown as a value.
//!
//! [`read_directory`] reads one root with the local modules it calls and gives every managed resource with its
//! arguments as nodes of the inventory's arena. Evaluation is lazy and memoized: the order of files, blocks and modules
//! has no influence on the result. What Terraform would only know after apply is a reference or an unknown value with
//! its reason; an expression that is wrong is a problem and an unknown value.

mod access;
mod blocks;
mod branches;
mod convert;
mod data_sources;
mod documents;
mod emit;
mod equality;
mod eval;
mod evaluator;
mod expand;
mod from_hcl;
mod from_json;
mod functions;
mod load;
mod module;
mod names;
mod number;
mod policy_document;
mod providers;
mod reading;
mod recover;
mod references;
mod scanner;
mod schema_types;
mod scope;
mod syntax;
mod syntax_hints;
mod template;
mod types;
mod unify;
mod value;
mod variables;
mod way;

use super::resource::TerraformResource;
use demarc_inventory::{Files, Inventory};

/// What is known beside the files of a directory.
#[derive(Debug, Clone, Default)]
pub struct HclOptions {
    /// `-var` and `-var-file`, in the order of the command line: of several values the last one counts.
    pub arguments: Vec<VariableArgument>,
    /// `TF_VAR_name` of the environment; everything else overrides them.
    pub environment: Vec<(String, String)>,
    /// How many availability zones a region is assumed to have; [`ASSUMED_ZONES`] if nothing is said.
    pub availability_zones: Option<usize>,
    /// Region of a provider that names none.
    pub region: Option<String>,
    /// Account of a provider that assumes no role.
    pub account: Option<String>,
    /// `aws`, `aws-cn`, `aws-us-gov`; used where no region says it.
    pub partition: Option<String>,
}

/// Values of variables of the root, as a command line gives them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VariableArgument {
    /// `-var name=value`; the value is an expression where the variable's type is not a simple one.
    Value(String, String),
    /// `-var-file`: the path of a file.
    File(String),
}

/// Availability zones that a region is assumed to have: every region open to all has at least three.
pub const ASSUMED_ZONES: usize = 3;

/// What a directory holds.
#[derive(Debug, Clone, Default)]
pub struct HclDirectory {
    /// Managed resources of the root and of every module it calls, in order of address.
    pub resources: Vec<TerraformResource>,
    /// Directories of local modules that the root calls, directly or not.
    pub called_modules: Vec<String>,
    /// Path, hex SHA-256 digest and size in bytes of every file that was read, in order of path.
    pub files: Vec<(String, String, u64)>,
}

/// Reads a Terraform root.
///
/// Never fails: problems are added to the inventory, texts to its source map, values to its arena.
pub fn read_directory(
    files: &Files,
    directory: &str,
    options: &HclOptions,
    inventory: &mut Inventory,
) -> HclDirectory {
    reading::read(files, directory, options, inventory)
}

/// Directories that the files of a directory call as local modules, without evaluating anything.
#[must_use]
pub fn local_module_calls(files: &Files, directory: &str) -> Vec<String> {
    load::local_calls(files, directory)
}

#[cfg(test)]
mod tests;
