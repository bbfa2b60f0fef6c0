//! `configuration`: modules and their calls, each resource block's expressions.

use super::address::{Address, Key, ModulePath};
use super::lookup::Lookup;
use crate::syntax::Tree;
use std::collections::HashMap;

/// The calling module, the call's name and the call.
type Origin<'t> = (usize, &'t str, &'t Tree);

/// A module of the configuration; instances of one call share it.
#[derive(Debug)]
pub(super) struct Module<'t> {
    tree: &'t Tree,
    /// The call in the calling module; none for the root.
    call: Option<&'t Tree>,
    /// What the call passes.
    passed: Lookup<'t>,
    resources: HashMap<(&'t str, &'t str), &'t Tree>,
    calls: HashMap<&'t str, usize>,
    outputs: Lookup<'t>,
    variables: Lookup<'t>,
}

/// All modules of the configuration.
#[derive(Debug)]
pub(super) struct Configuration<'t> {
    modules: Vec<Module<'t>>,
    /// Values of the root's variables.
    values: Lookup<'t>,
    /// `provider_config`.
    pub(super) providers: Option<&'t Tree>,
}

/// A block or module call from which an expression is read: the instance that it belongs to.
#[derive(Debug, Clone)]
pub(super) struct Scope<'t> {
    module: usize,
    /// The module's instance.
    pub(super) path: ModulePath,
    /// The key of the instance itself.
    pub(super) key: Option<Key>,
    /// The block's `for_each`.
    pub(super) for_each: Option<&'t Tree>,
}

impl<'t> Configuration<'t> {
    /// Indexes the configuration of a plan.
    pub(super) fn read(plan: &'t Tree) -> Self {
        let tree = plan.get("configuration");
        let mut configuration = Self {
            modules: Vec::new(),
            values: Lookup::new(plan.get("variables")),
            providers: tree.and_then(|t| t.get("provider_config")),
        };
        let mut open: Vec<(&Tree, Option<Origin<'_>>)> = Vec::new();
        open.extend(tree.and_then(|t| t.get("root_module")).map(|root| (root, None)));
        while let Some((tree, origin)) = open.pop() {
            let own = configuration.modules.len();
            if let Some((parent, name, _)) = origin
                && let Some(parent) = configuration.modules.get_mut(parent)
            {
                parent.calls.insert(name, own);
            }
            configuration.modules.push(Module::new(tree, origin.map(|(_, _, call)| call)));
            let calls = tree.get("module_calls").and_then(Tree::as_mapping);
            for entry in calls.map_or(&[][..], |calls| calls.entries()) {
                if let Some(module) = entry.value.get("module") {
                    open.push((module, Some((own, &entry.key, &entry.value))));
                }
            }
        }
        configuration
    }

    /// The resource block of an instance and the scope of its expressions.
    pub(super) fn block(&self, address: &Address) -> Option<(&'t Tree, Scope<'t>)> {
        let module = self.module_at(&address.module)?;
        let found = self.modules.get(module)?;
        let block = *found.resources.get(&(address.resource_type.as_str(), address.name.as_str()))?;
        let scope = Scope {
            module,
            path: address.module.clone(),
            key: address.key.clone(),
            for_each: block.get("for_each_expression"),
        };
        Some((block, scope))
    }

    fn module_at(&self, path: &ModulePath) -> Option<usize> {
        path.0
            .iter()
            .try_fold(0, |module, step| self.modules.get(module)?.calls.get(step.name.as_str()).copied())
    }

    /// The root's scope, or that of a module by its path.
    pub(super) fn module_scope(&self, path: &ModulePath) -> Option<Scope<'t>> {
        let module = self.module_at(path)?;
        self.modules.get(module)?;
        Some(Scope { module, path: path.clone(), key: None, for_each: None })
    }

    /// Where the value of a variable of a module comes from.
    pub(super) fn variable(&self, scope: &Scope<'t>, name: &str) -> Variable<'t> {
        let Some(module) = self.modules.get(scope.module) else { return Variable::NotFound };
        let default = || match module.variables.get(name) {
            Some(variable) => Variable::Constant(variable.get("default")),
            None => Variable::NotFound,
        };
        let Some(call) = module.call else {
            return match self.values.get(name) {
                Some(variable) => Variable::Constant(variable.get("value")),
                None => default(),
            };
        };
        let Some((parent, step)) = scope.path.split() else { return Variable::NotFound };
        match module.passed.get(name) {
            Some(expression) => match self.module_at(&parent) {
                Some(module) => Variable::Passed(
                    expression,
                    Scope {
                        module,
                        key: step.key.clone(),
                        path: parent,
                        for_each: call.get("for_each_expression"),
                    },
                ),
                None => Variable::NotFound,
            },
            None => default(),
        }
    }

    /// The expression of an output of a called module; `path` is the instance that is called.
    pub(super) fn output(
        &self,
        scope: &Scope<'t>,
        path: ModulePath,
        name: &str,
    ) -> Option<(&'t Tree, Scope<'t>)> {
        let (_, step) = path.split()?;
        let module = *self.modules.get(scope.module)?.calls.get(step.name.as_str())?;
        let expression = self.modules.get(module)?.outputs.get(name)?.get("expression")?;
        Some((expression, Scope { module, path, key: None, for_each: None }))
    }

    /// Names of the variables of the root that are declared sensitive, with their values.
    pub(super) fn sensitive_values(&self) -> Vec<&'t Tree> {
        let Some(root) = self.modules.first() else { return Vec::new() };
        let declared = root.tree.get("variables").and_then(Tree::as_mapping);
        let entries = declared.map_or(&[][..], |variables| variables.entries());
        let sensitive = entries.iter().filter(|v| is_true(v.value.get("sensitive")));
        sensitive
            .flat_map(|variable| {
                let given = self.values.get(&variable.key).and_then(|v| v.get("value"));
                given.into_iter().chain(variable.value.get("default"))
            })
            .collect()
    }
}

/// Where a variable's value comes from.
#[derive(Debug)]
pub(super) enum Variable<'t> {
    /// An expression of the module call.
    Passed(&'t Tree, Scope<'t>),
    /// A value that the plan knows, or none: null.
    Constant(Option<&'t Tree>),
    /// The plan does not say.
    NotFound,
}

impl<'t> Module<'t> {
    fn new(tree: &'t Tree, call: Option<&'t Tree>) -> Self {
        let blocks = tree.get("resources").and_then(Tree::as_sequence).unwrap_or(&[]);
        let text = |block: &'t Tree, key| block.get(key).and_then(Tree::as_str);
        let managed = blocks.iter().filter(|b| text(b, "mode").is_none_or(|mode| mode == "managed"));
        Self {
            tree,
            call,
            passed: Lookup::new(call.and_then(|c| c.get("expressions"))),
            resources: managed.filter_map(|b| Some(((text(b, "type")?, text(b, "name")?), b))).collect(),
            calls: HashMap::new(),
            outputs: Lookup::new(tree.get("outputs")),
            variables: Lookup::new(tree.get("variables")),
        }
    }
}

/// Whether a tree is the value true.
pub(super) fn is_true(tree: Option<&Tree>) -> bool {
    tree.is_some_and(|t| t.value == crate::syntax::TreeValue::Bool(true))
}
