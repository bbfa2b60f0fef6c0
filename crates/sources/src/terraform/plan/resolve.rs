//! What an expression's value can come from: through variables up and outputs down to attributes of resources.

use super::address::{Key, ModulePath, block_address};
use super::configuration::{Configuration, Scope, Variable};
use super::listing::Listed;
use super::reference::{Subject, references};
use crate::syntax::Tree;
use std::collections::{HashMap, HashSet};

/// An attribute of one resource instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    /// The instance.
    pub(super) address: String,
    /// Its type.
    pub(super) resource_type: String,
    /// The path of the attribute; none where the plan names only the resource, as before Terraform 0.15 and with
    /// `[count.index]` and splats.
    pub(super) attribute: Option<String>,
}

/// What the references of an expression lead to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Outcome {
    /// Attributes of resources, each once.
    pub(super) targets: Vec<Target>,
    /// Known values stand beside them: the value may be composed.
    pub(super) ingredients: bool,
    /// Something could not be followed.
    pub(super) opaque: bool,
    /// The expression is null: nobody set the attribute.
    pub(super) null: bool,
}

/// Which instances the plan has, of blocks and of modules.
#[derive(Debug, Default)]
pub(super) struct Instances {
    blocks: HashMap<String, HashSet<Option<Key>>>,
    modules: HashMap<String, HashSet<Option<Key>>>,
}

impl Instances {
    /// Collects the instances of a list of resources.
    pub(super) fn of(listed: &[Listed<'_>]) -> Self {
        let mut instances = Self::default();
        let mut seen_modules = HashSet::new();
        for resource in listed {
            let address = &resource.address;
            instances.blocks.entry(address.block()).or_default().insert(address.key.clone());
            let mut path = address.module.clone();
            while seen_modules.insert(path.clone()) {
                let Some((parent, step)) = path.split() else { break };
                let call = module_call(&parent, &step.name);
                instances.modules.entry(call).or_default().insert(step.key.clone());
                path = parent;
            }
        }
        instances
    }
}

fn module_call(parent: &ModulePath, name: &str) -> String {
    parent.child(name, None).to_string()
}

/// Which instance of several is meant: the written one, the only one, or the one with the referring instance's own key.
fn choose(
    instances: Option<&HashSet<Option<Key>>>,
    written: Option<&Key>,
    own: Option<&Key>,
) -> Option<Option<Key>> {
    let instances = instances?;
    let wanted = |key: &Key| Some(key.clone());
    if let Some(key) = written {
        return instances.contains(&wanted(key)).then(|| wanted(key));
    }
    if instances.len() == 1 {
        return instances.iter().next().cloned();
    }
    own.map(wanted).filter(|key| instances.contains(key))
}

/// Follows references.
#[derive(Debug)]
pub(super) struct Resolver<'a, 't> {
    configuration: &'a Configuration<'t>,
    instances: &'a Instances,
}

/// Hops from variable to variable beyond which nothing is followed.
const MOST_HOPS: usize = 32;

/// References looked at for one expression.
const MOST_STEPS: usize = 120;

impl<'a, 't> Resolver<'a, 't> {
    pub(super) fn new(configuration: &'a Configuration<'t>, instances: &'a Instances) -> Self {
        Self { configuration, instances }
    }

    /// What an expression's value can come from.
    pub(super) fn resolve(&self, expression: &'t Tree, scope: &Scope<'t>) -> Outcome {
        self.follow(expression, scope, MOST_HOPS, &mut { MOST_STEPS })
    }

    fn follow(&self, expression: &'t Tree, scope: &Scope<'t>, hops: usize, steps: &mut usize) -> Outcome {
        let mut outcome = Outcome::default();
        if hops == 0 || *steps == 0 {
            return Outcome { opaque: true, ..outcome };
        }
        if let Some(constant) = expression.get("constant_value") {
            return Outcome { ingredients: true, null: constant.is_null(), ..outcome };
        }
        let references = references(expression);
        if references.is_empty() {
            // A function without arguments, such as `timestamp()`, or blocks of expressions.
            return Outcome { opaque: true, ..outcome };
        }
        let own_key =
            references.iter().any(|r| r.subject == Subject::OwnKey).then_some(scope.key.as_ref()).flatten();
        let single = references.len() == 1;
        *steps = steps.saturating_sub(references.len());
        for reference in &references {
            let found = match &reference.subject {
                Subject::Resource { resource_type, name, key } => {
                    let block = block_address(&scope.path, resource_type, name);
                    match choose(self.instances.blocks.get(&block), key.as_ref(), own_key) {
                        Some(key) => Outcome {
                            targets: vec![Target {
                                address: key.map_or(block.clone(), |key| format!("{block}{key}")),
                                resource_type: resource_type.clone(),
                                attribute: None,
                            }],
                            ..Outcome::default()
                        },
                        None => Outcome { opaque: true, ..Outcome::default() },
                    }
                }
                Subject::Variable(name) => match self.configuration.variable(scope, name) {
                    Variable::Passed(expression, scope) => self.follow(expression, &scope, hops - 1, steps),
                    Variable::Constant(value) => Outcome {
                        ingredients: true,
                        null: value.is_none_or(Tree::is_null),
                        ..Outcome::default()
                    },
                    Variable::NotFound => Outcome { opaque: true, ..Outcome::default() },
                },
                Subject::Output { module, key, output } => {
                    self.follow_output(scope, (module, key.as_ref(), own_key), output, hops, steps)
                }
                Subject::OwnKey => continue,
                Subject::EachValue => self.follow_each_value(scope, hops, steps),
                Subject::Surroundings => Outcome { ingredients: true, ..Outcome::default() },
                Subject::Opaque => Outcome { opaque: true, ..Outcome::default() },
            };
            outcome.add(found.below(&reference.rest), single);
        }
        outcome
    }

    fn follow_output(
        &self,
        scope: &Scope<'t>,
        (module, key, own_key): (&str, Option<&Key>, Option<&Key>),
        output: &str,
        hops: usize,
        steps: &mut usize,
    ) -> Outcome {
        let instances = self.instances.modules.get(&module_call(&scope.path, module));
        choose(instances, key, own_key)
            .and_then(|key| self.configuration.output(scope, scope.path.child(module, key), output))
            .map_or(Outcome { opaque: true, ..Outcome::default() }, |(expression, scope)| {
                self.follow(expression, &scope, hops - 1, steps)
            })
    }

    /// `each.value` of a block whose `for_each` is another block as a whole: the instance with the same key.
    fn follow_each_value(&self, scope: &Scope<'t>, hops: usize, steps: &mut usize) -> Outcome {
        let opaque = Outcome { opaque: true, ..Outcome::default() };
        let Some(for_each) = scope.for_each else { return opaque };
        let named = references(for_each);
        let ([only], Some(key)) = (named.as_slice(), &scope.key) else { return opaque };
        let Subject::Resource { resource_type, name, key: None } = &only.subject else {
            return match &only.subject {
                // A known collection: its values are known too.
                Subject::Variable(_) => {
                    let outcome = self.follow(for_each, scope, hops - 1, steps);
                    if outcome.targets.is_empty() { Outcome { null: false, ..outcome } } else { opaque }
                }
                _ => opaque,
            };
        };
        let block = block_address(&scope.path, resource_type, name);
        let exists = self.instances.blocks.get(&block).is_some_and(|keys| keys.contains(&Some(key.clone())));
        if !exists || !only.rest.is_empty() {
            return opaque;
        }
        let target = Target {
            address: format!("{block}{key}"),
            resource_type: resource_type.clone(),
            attribute: None,
        };
        Outcome { targets: vec![target], ..Outcome::default() }
    }
}

impl Outcome {
    /// The same one path further down.
    fn below(mut self, path: &str) -> Self {
        if path.is_empty() {
            return self;
        }
        for target in &mut self.targets {
            if target.attribute.is_some() {
                self.opaque = true;
            } else {
                target.attribute = Some(path.to_owned());
            }
        }
        self.null = false;
        self
    }

    fn add(&mut self, other: Self, alone: bool) {
        self.ingredients |= other.ingredients;
        self.opaque |= other.opaque;
        self.null = alone && other.null;
        for target in other.targets {
            if !self.targets.contains(&target) {
                self.targets.push(target);
            }
        }
    }
}
