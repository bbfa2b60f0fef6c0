//! Who owns which layer, whether the customer's half is done, and what that means for every control part.
//!
//! [`assess`] turns an inventory and knowledge into an [`assessment::Assessment`], the plain data that every report is
//! made from. Nothing here knows a source's syntax or a report's form.

mod accounts;
mod allocation;
mod assemble;
pub mod assessment;
mod chosen;
mod coverage;
mod crosswalk;
mod demarcation;
mod duties;
mod entries;
mod evaluate;
mod evidence;
mod explain;
mod facts;
mod interest;
mod native;
mod options;
mod ports;
mod rollup;
mod statement_age;
mod world;

pub use accounts::{ACCOUNT, ACCOUNT_REGION, ORGANIZATION, add_accounts, is_account};
pub use allocation::{Possible, implementers, join, of_system, on_resource};
pub use assemble::{AssessError, Examples, assess, assess_in_brief, judge};
pub use demarcation::{Demarcation, EntrySource, LayerOwner, Owners, Role, Services, demarcate};
pub use explain::{ExplainError, Explanation, explain};
pub use interest::interest;
pub use options::AssessOptions;
pub use world::World;

/// Whether a duty's `native = "…"` names a check that exists.
#[must_use]
pub fn native_check_exists(name: &str) -> bool {
    native::find(name).is_some()
}
