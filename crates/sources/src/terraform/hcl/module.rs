//! The declarations of one module directory, with override files applied.

use super::syntax::{Block, Body, Expr};
use demarc_inventory::{Problem, ProblemSeverity};
use demarc_model::Span;
use std::{collections::BTreeMap, rc::Rc};

/// What the files of a directory declare.
#[derive(Debug, Default)]
pub(super) struct Module {
    pub directory: String,
    pub variables: BTreeMap<String, Rc<Block>>,
    pub locals: BTreeMap<String, Rc<Expr>>,
    pub outputs: BTreeMap<String, Rc<Block>>,
    /// By `type.name`.
    pub resources: BTreeMap<String, Rc<Block>>,
    /// Further declarations of resources, which Terraform refuses.
    pub repeated: BTreeMap<String, Vec<Rc<Block>>>,
    /// By `type.name`.
    pub data: BTreeMap<String, Rc<Block>>,
    pub calls: BTreeMap<String, Rc<Block>>,
    /// By `name` or `name.alias`.
    pub providers: BTreeMap<String, Rc<Block>>,
    /// Some block could not be read: a name that is not found may be in it.
    pub incomplete: bool,
}

/// Where the same thing was declared twice.
fn duplicate(what: &str, name: &str, span: Option<Span>, problems: &mut Vec<Problem>) {
    if let Some(span) = span {
        problems.push(Problem::at(
            "duplicate-declaration",
            ProblemSeverity::Warning,
            format!(
                "{what} `{name}` is declared before in this module; the first declaration counts, remove one"
            ),
            span,
        ));
    }
}

/// Where a resource was declared twice: what the declarations disagree on is not known.
fn repeated_resource(name: &str, span: Option<Span>, problems: &mut Vec<Problem>) {
    if let Some(span) = span {
        problems.push(Problem::at(
            "conflicting-definitions",
            ProblemSeverity::Warning,
            format!(
                "resource `{name}` is declared before in this module; what differs is unknown, remove one"
            ),
            span,
        ));
    }
}

impl Module {
    /// Collects declarations; `primary` and `overrides` are the files' bodies in order of name.
    pub(super) fn assemble(
        directory: &str,
        primary: Vec<Body>,
        overrides: Vec<Body>,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let mut module = Self { directory: directory.to_owned(), ..Self::default() };
        for body in primary {
            module.incomplete |= body.unreadable;
            stray_attributes(&body, problems);
            for block in body.blocks {
                module.declare(block, false, problems);
            }
        }
        for body in overrides {
            module.incomplete |= body.unreadable;
            for block in body.blocks {
                module.declare(block, true, problems);
            }
        }
        module
    }

    fn declare(&mut self, block: Block, overriding: bool, problems: &mut Vec<Problem>) {
        if let Some(most) = most_labels(&block.kind).filter(|most| block.labels.len() > *most) {
            let (kind, found) = (&block.kind, block.labels.len());
            let message =
                format!("block `{kind}` has {found} labels; expected {most}, the others are left out");
            unusable(&block, &message, problems);
        }
        let mut labels = block.labels.iter();
        let (first, second) = (labels.next().cloned(), labels.next().cloned());
        match (block.kind.as_str(), first, second) {
            ("variable", Some(name), _) => {
                put(&mut self.variables, "variable", name, block, overriding, problems);
            }
            ("output", Some(name), _) => {
                put(&mut self.outputs, "output", name, block, overriding, problems);
            }
            ("module", Some(name), _) => {
                put(&mut self.calls, "module", name, block, overriding, problems);
            }
            ("provider", Some(name), _) => {
                let alias = block.body.expr("alias").and_then(Expr::literal_text).map(str::to_owned);
                let name = alias.map_or(name.clone(), |a| format!("{name}.{a}"));
                put(&mut self.providers, "provider", name, block, overriding, problems);
            }
            ("resource", Some(kind), Some(name)) => {
                let name = format!("{kind}.{name}");
                if !overriding && self.resources.contains_key(&name) {
                    repeated_resource(&name, block.span, problems);
                    self.repeated.entry(name).or_default().push(Rc::new(block));
                } else {
                    put(&mut self.resources, "resource", name, block, overriding, problems);
                }
            }
            ("data", Some(kind), Some(name)) => {
                let name = format!("{kind}.{name}");
                put(&mut self.data, "data source", name, block, overriding, problems);
            }
            ("locals", ..) => {
                self.incomplete |= block.body.unreadable;
                for attribute in block.body.attributes {
                    if !overriding && self.locals.contains_key(&attribute.name) {
                        duplicate("local value", &attribute.name, attribute.span, problems);
                        continue;
                    }
                    self.locals.insert(attribute.name, Rc::new(attribute.expr));
                }
            }
            // What Terraform knows and no resource comes of.
            ("terraform" | "moved" | "import" | "removed" | "check" | "ephemeral" | "action", ..) => {}
            (kind, first, _) => {
                if let Some(expected) = labels_of(kind) {
                    self.incomplete = true;
                    let found = if first.is_some() { "one label" } else { "no label" };
                    unusable(&block, &format!("block `{kind}` has {found}; expected {expected}"), problems);
                } else {
                    // It may have been meant as a resource, which then is not in the inventory.
                    let like = similar(kind);
                    let or = like.map_or_else(String::new, |like| format!(", meant as `{like}`?"));
                    unusable(
                        &block,
                        &format!("block `{kind}` is none of Terraform's{or}; what it holds is not read"),
                        problems,
                    );
                }
            }
        }
    }
}

/// The labels that a block needs, in words; none for a block that Terraform does not have.
fn labels_of(kind: &str) -> Option<&'static str> {
    match kind {
        "resource" | "data" => Some("two, a type and a name"),
        "variable" | "output" | "module" | "provider" => Some("one, a name"),
        _ => None,
    }
}

/// How many labels a block has at most.
fn most_labels(kind: &str) -> Option<usize> {
    match kind {
        "resource" | "data" => Some(2),
        "variable" | "output" | "module" | "provider" => Some(1),
        "locals" => Some(0),
        _ => None,
    }
}

/// Attributes outside of all blocks, which no file of Terraform's has.
fn stray_attributes(body: &Body, problems: &mut Vec<Problem>) {
    for attribute in body.attributes.iter().filter(|a| !a.name.starts_with("//")) {
        if let Some(span) = attribute.span {
            problems.push(Problem::at(
                "unusable-block",
                ProblemSeverity::Error,
                format!("`{}` stands outside of all blocks and is not read; expected it in a block, such as `locals`", attribute.name),
                span,
            ));
        }
    }
}

/// The block that a misspelled one was meant to be.
fn similar(kind: &str) -> Option<&'static str> {
    let kinds = ["resource", "data", "module", "variable", "output", "locals", "provider", "terraform"];
    let apart = |known: &str| {
        let same = known.chars().filter(|c| kind.contains(*c)).count();
        known.chars().count().abs_diff(kind.chars().count()) <= 1
            && same + 1 >= known.chars().count()
            && known.chars().next() == kind.chars().next()
    };
    kinds.into_iter().find(|known| apart(known))
}

fn unusable(block: &Block, message: &str, problems: &mut Vec<Problem>) {
    if let Some(span) = block.span {
        problems.push(Problem::at("unusable-block", ProblemSeverity::Error, message.to_owned(), span));
    }
}

fn put(
    into: &mut BTreeMap<String, Rc<Block>>,
    what: &str,
    name: String,
    block: Block,
    overriding: bool,
    problems: &mut Vec<Problem>,
) {
    match into.get_mut(&name) {
        None => {
            into.insert(name, Rc::new(block));
        }
        Some(base) if overriding => {
            let mut merged = Block::clone(base);
            merge(&mut merged.body, block.body);
            *base = Rc::new(merged);
        }
        Some(_) => duplicate(what, &name, block.span, problems),
    }
}

/// The block type that a block stands for: a `dynamic` block stands for its label.
fn stands_for(block: &Block) -> &str {
    match block.labels.first() {
        Some(label) if block.kind == "dynamic" => label,
        _ => &block.kind,
    }
}

/// An override replaces attributes one by one, and all nested blocks of a type that it has.
fn merge(base: &mut Body, over: Body) {
    base.unreadable |= over.unreadable;
    for attribute in over.attributes {
        match base.attributes.iter_mut().find(|a| a.name == attribute.name) {
            Some(existing) => *existing = attribute,
            None => base.attributes.push(attribute),
        }
    }
    let replaced: Vec<String> = over.blocks.iter().map(|b| stands_for(b).to_owned()).collect();
    base.blocks.retain(|b| b.kind == "lifecycle" || !replaced.iter().any(|r| r == stands_for(b)));
    base.blocks.extend(over.blocks);
}
