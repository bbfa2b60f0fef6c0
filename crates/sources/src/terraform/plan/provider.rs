//! Region and account of a resource from the provider block that the configuration gives it.

use super::address::ModulePath;
use super::configuration::{Configuration, Scope, Variable};
use super::reference::{Subject, references};
use crate::syntax::{Tree, TreeValue};
use crate::terraform::state::arn;
use std::collections::HashMap;

/// Where the resources of a provider block are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Location {
    pub(super) region: Option<String>,
    pub(super) account: Option<String>,
}

/// Locations of all provider blocks.
#[derive(Debug, Default)]
pub(super) struct Providers {
    by_key: HashMap<String, Location>,
    /// Location of all blocks of a provider, as far as they agree.
    common: HashMap<String, Location>,
}

impl Providers {
    /// Reads every provider block.
    pub(super) fn read(configuration: &Configuration<'_>) -> Self {
        let mut providers = Self::default();
        let entries = configuration.providers.and_then(Tree::as_mapping).map_or(&[][..], |m| m.entries());
        for entry in entries {
            let Some(expressions) = entry.value.get("expressions") else { continue };
            let location = location(configuration, &entry.key, &entry.value, expressions);
            let common = providers.common.entry(local_name(&entry.key).to_owned());
            let common = common.or_insert_with(|| location.clone());
            if common.region != location.region {
                common.region = None;
            }
            if common.account != location.account {
                common.account = None;
            }
            providers.by_key.insert(entry.key.to_string(), location);
        }
        providers
    }

    /// The location of a resource.
    pub(super) fn location(&self, block: Option<&Tree>, resource_type: &str) -> Location {
        let key = block.and_then(|b| b.get("provider_config_key")).and_then(Tree::as_str);
        let found = match key {
            Some(key) => self.by_key.get(key).or_else(|| {
                // A module's key without a block of its own: the caller's provider, and which one a plan need not say.
                key.contains(':').then(|| self.common.get(local_name(key))).flatten()
            }),
            None => self.common.get(resource_type.split('_').next().unwrap_or("")),
        };
        found.cloned().unwrap_or_default()
    }
}

/// `aws` of `module.a:aws.west`.
fn local_name(key: &str) -> &str {
    let own = key.rsplit(':').next().unwrap_or(key);
    own.split('.').next().unwrap_or(own)
}

fn location(configuration: &Configuration<'_>, key: &str, provider: &Tree, expressions: &Tree) -> Location {
    let module = match key.rsplit_once(':') {
        Some((module, _)) => ModulePath::parse(module)
            .or_else(|| provider.get("module_address").and_then(Tree::as_str).and_then(ModulePath::parse)),
        None => Some(ModulePath::default()),
    };
    let scope = module.and_then(|path| configuration.module_scope(&path));
    let text = |expression: Option<&Tree>| constant(configuration, expression?, scope.clone(), MOST_HOPS);
    let role = expressions.get("assume_role").and_then(|roles| match &roles.value {
        TreeValue::Sequence(roles) => roles.first()?.get("role_arn"),
        _ => roles.get("role_arn"),
    });
    let allowed = expressions.get("allowed_account_ids").and_then(|e| e.get("constant_value"));
    let only_allowed = match allowed.and_then(Tree::as_sequence) {
        Some([only]) => only.scalar_text().filter(|id| arn::is_account(id)).map(str::to_owned),
        _ => None,
    };
    Location {
        region: text(expressions.get("region")).filter(|region| arn::is_region(region)),
        account: text(role).and_then(|role| arn::Arn::parse(&role)?.account).or(only_allowed),
    }
}

/// Hops from variable to variable beyond which nothing is followed.
const MOST_HOPS: usize = 16;

/// The text of an expression that is a constant or a single variable with a known value.
fn constant<'t>(
    configuration: &Configuration<'t>,
    expression: &'t Tree,
    scope: Option<Scope<'t>>,
    hops: usize,
) -> Option<String> {
    if let Some(constant) = expression.get("constant_value") {
        return constant.as_str().map(str::to_owned);
    }
    let [only] = <[_; 1]>::try_from(references(expression)).ok()?;
    let Subject::Variable(name) = only.subject else { return None };
    if !only.rest.is_empty() {
        return None;
    }
    match configuration.variable(&scope?, &name) {
        Variable::Constant(value) => value?.as_str().map(str::to_owned),
        Variable::Passed(expression, scope) => {
            constant(configuration, expression, Some(scope), hops.checked_sub(1)?)
        }
        Variable::NotFound => None,
    }
}
