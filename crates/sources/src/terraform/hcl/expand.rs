//! Instances of blocks: `count` and `for_each` of resources, data sources and modules.

use super::{
    access::Key,
    branches, convert,
    evaluator::{Caller, Evaluator, Instance},
    load,
    providers::ProviderInfo,
    schema_types,
    scope::{Each, Scope},
    syntax::{Block, Body},
    value::{Kind, Open, Reference, Rest, Shape, Unknown, Val},
};
use demarc_inventory::ProblemSeverity;
use demarc_model::{Presence, Why};
use demarc_schema::ProviderPlace;
use std::{collections::BTreeMap, fmt::Write as _, rc::Rc};

/// How the instances of a block are addressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kindred {
    Single,
    Count,
    Each,
    /// The block could not be read.
    Undecided,
}

/// The key of one instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum InstanceKey {
    None,
    Position(i64),
    Name(String),
}

impl InstanceKey {
    pub(super) fn text(&self) -> String {
        match self {
            Self::None => String::new(),
            Self::Position(at) => at.to_string(),
            Self::Name(name) => name.clone(),
        }
    }

    /// What follows the name in an address.
    pub(super) fn suffix(&self) -> String {
        match self {
            Self::None => String::new(),
            Self::Position(at) => format!("[{at}]"),
            Self::Name(name) => {
                let mut quoted = String::from("[\"");
                for c in name.chars() {
                    match c {
                        '"' | '\\' => {
                            quoted.push('\\');
                            quoted.push(c);
                        }
                        '\n' => quoted.push_str("\\n"),
                        '\r' => quoted.push_str("\\r"),
                        '\t' => quoted.push_str("\\t"),
                        c if c.is_control() => {
                            let _ = write!(quoted, "\\u{:04x}", u32::from(c));
                        }
                        c => quoted.push(c),
                    }
                }
                quoted.push_str("\"]");
                quoted
            }
        }
    }
}

/// The instances that `count` or `for_each` asks for.
struct Repetition {
    shape: Kindred,
    known: Vec<(InstanceKey, Each)>,
    /// There may be more, or any at all.
    rest: Option<(Unknown, Each)>,
}

/// One instance of a resource or data source.
#[derive(Debug)]
pub(super) struct One {
    pub key: InstanceKey,
    pub address: String,
    pub value: Val,
    pub provider: Option<Rc<ProviderInfo>>,
}

/// All instances of a resource or data source.
#[derive(Debug)]
pub(super) struct Expanded {
    pub shape: Kindred,
    pub known: Vec<One>,
    pub rest: Option<(Unknown, One)>,
    /// One value for all of them.
    pub whole: Val,
}

/// One instance of a module call.
#[derive(Debug)]
pub(super) struct Child {
    pub key: InstanceKey,
    pub instance: usize,
}

/// All instances of a module call.
#[derive(Debug)]
pub(super) struct Calls {
    pub shape: Kindred,
    pub known: Vec<Child>,
    pub rest: Option<(Unknown, Child)>,
}

impl Calls {
    /// The instance with a key.
    pub(super) fn find(&self, key: &Key) -> Option<&Child> {
        let found = match self.shape {
            Kindred::Count => match key {
                Key::Position(at) => usize::try_from(*at).ok(),
                Key::Name(name) => name.parse().ok(),
            },
            _ => {
                let wanted = match key {
                    Key::Name(name) => name.to_string(),
                    Key::Position(at) => at.to_string(),
                };
                self.known.binary_search_by(|child| child.key.text().cmp(&wanted)).ok()
            }
        };
        found.and_then(|at| self.known.get(at))
    }
}

/// One value for all instances of a resource or data source.
fn whole(shape: Kindred, data: bool, known: &[One], rest: Option<&(Unknown, One)>) -> Val {
    // A resource that could not be read: nobody knows its keys, but it is known which one is meant.
    if let (Kindred::Undecided, false, Some((_, one))) = (shape, data, rest) {
        return Val::reference(&one.address, "");
    }
    let known = known.iter().map(|one| (one.key.clone(), one.value.clone())).collect();
    collection(shape, known, rest.map(|(unknown, one)| (unknown.clone(), one.value.clone())))
}

/// One value for all instances of a block.
pub(super) fn collection(
    shape: Kindred,
    known: Vec<(InstanceKey, Val)>,
    rest: Option<(Unknown, Val)>,
) -> Val {
    let open = rest.map(|(unknown, element)| Open { unknown, element: Some(element) });
    match shape {
        Kindred::Single => known.into_iter().next().map_or_else(Val::null, |(_, value)| value),
        Kindred::Count => {
            let items = known.into_iter().map(|(_, value)| value).collect();
            Val::open_sequence(Shape::Tuple, items, open)
        }
        Kindred::Each => {
            let entries = known.into_iter().map(|(key, value)| (key.text(), value)).collect();
            Val::map_of(entries, true, open.map_or(Rest::Closed, Rest::Open))
        }
        // The block could not be read: whatever it has, nobody knows it.
        Kindred::Undecided => {
            open.map_or_else(Val::null, |o| o.element.unwrap_or_else(|| Val::unknown(o.unknown)))
        }
    }
}

const MOST_INSTANCES: i64 = 10_000;
const MOST_RESOURCES: usize = 200_000;
const MOST_MODULES: usize = 20_000;
const DEEPEST_MODULE: usize = 32;

impl Evaluator<'_, '_> {
    fn repetition(&mut self, body: &Body, scope: Scope<'_>) -> Repetition {
        let none = |shape, unknown: Unknown, each| Repetition {
            shape,
            known: Vec::new(),
            rest: Some((unknown, each)),
        };
        if body.unreadable && body.expr("count").or_else(|| body.expr("for_each")).is_none() {
            let unknown = Unknown::plain(Why::SyntaxError);
            let open = |name: &str| Some(Val::unknown(Unknown::new(Why::SyntaxError, name)));
            let each = Each { key: open("each.key"), value: open("each.value"), index: open("count.index") };
            return none(Kindred::Undecided, unknown, each);
        }
        if let (Some(_), Some(expr)) = (body.expr("count"), body.expr("for_each")) {
            self.report(
                "invalid-expression",
                ProblemSeverity::Warning,
                "a block cannot have both `count` and `for_each`; `count` is followed, remove one",
                expr.span,
            );
        }
        if let Some(expr) = body.expr("count") {
            let result = self.eval(expr, scope);
            let value = self.settle(result, expr.span);
            let unknown = match convert::to_number(&value).map(|v| (v.why_unknown(), v)) {
                Ok((Some(unknown), _)) => unknown,
                Ok((None, Val { kind: Kind::Number(n), .. })) => match n.to_i64() {
                    Some(count) if (0..=MOST_INSTANCES).contains(&count) => {
                        let known = (0..count).map(|at| {
                            let index = Some(Val::int(at).or_at(expr.span));
                            (InstanceKey::Position(at), Each { index, ..Each::default() })
                        });
                        return Repetition { shape: Kindred::Count, known: known.collect(), rest: None };
                    }
                    _ => {
                        self.limit(format!("`count` is {}", n.to_text()), expr.span);
                        Unknown::new(Why::UnsupportedExpression, "count")
                    }
                },
                _ => {
                    self.report(
                        "invalid-expression",
                        ProblemSeverity::Warning,
                        format!("`count` must be a whole number, not a {}", value.type_name()),
                        expr.span,
                    );
                    Unknown::new(Why::UnsupportedExpression, "count")
                }
            };
            let index =
                Some(Val::unknown(Unknown { why: unknown.why, refers: Some(Rc::from("count.index")) }));
            return none(Kindred::Count, unknown, Each { index, ..Each::default() });
        }
        if let Some(expr) = body.expr("for_each") {
            let result = self.eval(expr, scope);
            let value = self.settle(result, expr.span);
            return self.each_of(&value, expr.span);
        }
        Repetition { shape: Kindred::Single, known: vec![(InstanceKey::None, Each::default())], rest: None }
    }

    fn limit(&mut self, what: String, span: Option<demarc_model::Span>) {
        self.report(
            "expansion-limit",
            ProblemSeverity::Warning,
            format!("{what}; between 0 and {MOST_INSTANCES} instances are expanded, this block stands for all of them"),
            span,
        );
    }

    fn each_of(&mut self, value: &Val, span: Option<demarc_model::Span>) -> Repetition {
        let mut known: Vec<(String, Val)> = Vec::new();
        let mut undecided = None;
        let mut element = None;
        match &value.kind {
            Kind::Map(map) => {
                known.extend(map.entries.iter().map(|(k, v)| (k.clone(), v.clone().part_of(value))));
                if let Rest::Open(open) = &map.rest {
                    undecided = Some(open.unknown.clone());
                    element = open.element.clone();
                }
            }
            Kind::List(list) if list.shape == Shape::Set => {
                undecided = list.open.as_ref().map(|o| o.unknown.clone());
                element = list.open.as_ref().and_then(|o| o.element.clone());
                for item in &list.items {
                    match (&item.kind, item.why_unknown()) {
                        (Kind::Text(text), _) => known.push((text.to_string(), item.clone())),
                        (_, Some(unknown)) => {
                            // The element is one for certain, but which one?
                            element = element.or_else(|| Some(item.clone()));
                            undecided = undecided.or(Some(unknown));
                        }
                        _ => return self.not_each(value, span),
                    }
                }
            }
            _ => match value.why_unknown() {
                Some(unknown) => undecided = Some(unknown),
                None => return self.not_each(value, span),
            },
        }
        if known.len() > usize::try_from(MOST_INSTANCES).unwrap_or(usize::MAX) {
            self.limit(format!("`for_each` has {} elements", known.len()), span);
            known.clear();
            undecided = Some(Unknown::new(Why::UnsupportedExpression, "for_each"));
        }
        let known = known.into_iter().map(|(name, item)| {
            let key = Some(Val::text(&name).or_at(span).sensitive_if(value.sensitive));
            (InstanceKey::Name(name), Each { key, value: Some(item), index: None })
        });
        let rest = undecided.map(|unknown| {
            let part = |name: &str| {
                let refers = unknown.refers.clone().unwrap_or_else(|| Rc::from(name));
                Some(Val::unknown(Unknown { why: unknown.why, refers: Some(refers) }))
            };
            let each =
                Each { key: part("each.key"), value: element.or_else(|| part("each.value")), index: None };
            (unknown.clone(), each)
        });
        Repetition { shape: Kindred::Each, known: known.collect(), rest }
    }

    fn not_each(&mut self, value: &Val, span: Option<demarc_model::Span>) -> Repetition {
        self.report(
            "invalid-expression",
            ProblemSeverity::Warning,
            format!("`for_each` must be a map or a set of strings, not a {}", value.type_name()),
            span,
        );
        let unknown = Unknown::new(Why::UnsupportedExpression, "for_each");
        let part = Some(Val::unknown(unknown.clone()));
        let each = Each { key: part.clone(), value: part, index: None };
        Repetition { shape: Kindred::Each, known: Vec::new(), rest: Some((unknown, each)) }
    }

    /// All instances of a resource or data source; None while they are being made.
    pub(super) fn expanded_block(
        &mut self,
        instance: usize,
        data: bool,
        local: &str,
    ) -> Option<Rc<Expanded>> {
        let key = (instance, data, Rc::from(local));
        if let Some(known) = self.resources.get(&key) {
            return known.clone();
        }
        let module = self.module_of(instance)?;
        let block = if data { module.data.get(local) } else { module.resources.get(local) }.cloned()?;
        self.resources.insert(key.clone(), None);
        let (assumed, doubt) = (std::mem::replace(&mut self.assumed, false), self.doubt.take());
        let expanded = Rc::new(self.expand_block(instance, data, local, &block));
        (self.assumed, self.doubt) = (assumed, doubt);
        self.resources.insert(key, Some(Rc::clone(&expanded)));
        Some(expanded)
    }

    fn expand_block(&mut self, instance: usize, data: bool, local: &str, block: &Block) -> Expanded {
        let mut repetition = self.repetition(&block.body, Scope::module(instance));
        if self.expanded + repetition.known.len() > MOST_RESOURCES {
            self.report(
                "expansion-limit",
                ProblemSeverity::Warning,
                format!("there are more than {MOST_RESOURCES} resources; a block stands for all of its own from here"),
                block.span,
            );
            let unknown = Unknown::new(Why::UnsupportedExpression, "count");
            let each = repetition.known.first().map(|(_, each)| each.clone()).unwrap_or_default();
            repetition.rest = Some((unknown, each));
            repetition.known.clear();
        }
        self.expanded += repetition.known.len();
        let base = self.address(instance, &if data { format!("data.{local}") } else { local.to_owned() });
        let repeated = match self.module_of(instance) {
            Some(module) if !data => module.repeated.get(local).cloned().unwrap_or_default(),
            _ => Vec::new(),
        };
        let mut one = |key: InstanceKey, each: &Each| {
            let address = format!("{base}{}", key.suffix());
            let scope = Scope { each: Some(each), ..Scope::module(instance) };
            let kind = block.labels.first().map_or("", String::as_str);
            let provider = self.provider_of_block(instance, kind, &block.body);
            let value = if data {
                self.data_value(kind, &block.body, &address, provider.as_deref(), scope)
            } else {
                let rest = Rest::Resource(Rc::new(Reference {
                    target: Rc::from(address.as_str()),
                    path: Rc::from(""),
                    place: ProviderPlace::root(kind),
                }));
                let mut value = self.body_value(&block.body, &rest, scope, true);
                for other in &repeated {
                    let other = self.body_value(&other.body, &rest, scope, true);
                    value = branches::conflicting(&value, &other);
                }
                match ProviderPlace::root(kind) {
                    Some(place) => schema_types::as_schema(&value, place),
                    None => value,
                }
            };
            One { key, address, value: value.or_at(block.span), provider }
        };
        let known: Vec<One> = repetition.known.into_iter().map(|(key, each)| one(key, &each)).collect();
        let rest = repetition.rest.map(|(unknown, each)| (unknown, one(InstanceKey::None, &each)));
        let whole = whole(repetition.shape, data, &known, rest.as_ref());
        Expanded { shape: repetition.shape, known, rest, whole }
    }

    /// All instances of a module call; None while they are being made.
    pub(super) fn children(&mut self, instance: usize, name: &str) -> Option<Rc<Calls>> {
        let key = (instance, Rc::from(name));
        if let Some(known) = self.calls.get(&key) {
            return known.clone();
        }
        let block = self.module_of(instance).and_then(|m| m.calls.get(name).cloned())?;
        self.calls.insert(key.clone(), None);
        let (assumed, doubt) = (std::mem::replace(&mut self.assumed, false), self.doubt.take());
        let calls = Rc::new(self.expand_call(instance, name, &block));
        (self.assumed, self.doubt) = (assumed, doubt);
        self.calls.insert(key, Some(Rc::clone(&calls)));
        Some(calls)
    }

    fn expand_call(&mut self, instance: usize, name: &str, block: &Block) -> Calls {
        let mut repetition = self.repetition(&block.body, Scope::module(instance));
        // A call that could not be read still has outputs, all of them unknown, and stands once.
        if repetition.shape == Kindred::Undecided {
            let each = repetition.rest.take().map(|(_, each)| each).unwrap_or_default();
            repetition.known = vec![(InstanceKey::None, each)];
            repetition.shape = Kindred::Single;
        }
        let full = self.instances.len() + repetition.known.len() > MOST_MODULES;
        if full {
            self.report(
                "expansion-limit",
                ProblemSeverity::Error,
                format!("modules have more than {MOST_MODULES} instances; what this call holds is not followed and missing here"),
                block.span,
            );
            let each = repetition.known.first().map(|(_, each)| each.clone()).unwrap_or_default();
            repetition.rest = Some((Unknown::new(Why::UnsupportedExpression, "count"), each));
            repetition.known.clear();
        }
        let Some(parent) = self.instances.get(instance) else {
            return Calls { shape: repetition.shape, known: Vec::new(), rest: None };
        };
        let (presence, depth) = (parent.presence, parent.depth + 1);
        let (parent_path, parent_key) = (parent.path.clone(), parent.key.clone());
        let key = if parent_key.is_empty() { name.to_owned() } else { format!("{parent_key}.{name}") };
        // Beyond the limit a call stands for itself alone: two calls at each level would never end.
        let path = match full {
            true => None,
            false => self.module_path(instance, &key, &parent_path, name, block, depth),
        };
        let module = path.as_ref().and_then(|path| {
            let directory = load::join(&self.root, path);
            let module = self.loader.module(&directory, self.inventory);
            if module.is_none() {
                self.not_available(name, &format!("`{directory}` has no Terraform files"), block);
            }
            module
        });
        let base = self.address(instance, &format!("module.{name}"));
        let mut child = |key_of: InstanceKey, each: Each, presence: Presence| {
            let index = self.instances.len();
            self.instances.push(Instance {
                module: module.clone(),
                address: Rc::from(format!("{base}{}", key_of.suffix())),
                path: path.clone().unwrap_or_default(),
                key: key.clone(),
                presence,
                caller: Some(Caller { instance, name: name.to_owned(), each }),
                depth,
            });
            Child { key: key_of, instance: index }
        };
        let known = repetition.known.into_iter().map(|(key, each)| child(key, each, presence)).collect();
        let rest = repetition.rest.map(|(unknown, each)| {
            let presence = match presence {
                Presence::Present => Presence::Maybe(unknown.why),
                maybe @ Presence::Maybe(_) => maybe,
            };
            (unknown, child(InstanceKey::None, each, presence))
        });
        Calls { shape: repetition.shape, known, rest }
    }

    fn not_available(&mut self, name: &str, why: &str, block: &Block) {
        self.report(
            "module-not-available",
            ProblemSeverity::Warning,
            format!("module `{name}` is not at hand: {why}; run `terraform init` or read its plan. Its resources are missing here"),
            block.span,
        );
    }

    /// Whether a module is none of those that it is called by, which Terraform would go on loading without an end.
    fn not_around(&mut self, instance: usize, path: &str, name: &str, block: &Block) -> bool {
        let mut around = self.instances.get(instance);
        while let Some(module) = around {
            if load::join("", &module.path) == path {
                self.report(
                    "reference-cycle",
                    ProblemSeverity::Warning,
                    format!("module `{name}` calls a module that it is part of, without an end; it is not followed, break the circle"),
                    block.span,
                );
                return false;
            }
            around = module.caller.as_ref().and_then(|caller| self.instances.get(caller.instance));
        }
        true
    }

    /// The module's directory relative to the root.
    fn module_path(
        &mut self,
        instance: usize,
        key: &str,
        parent_path: &str,
        name: &str,
        block: &Block,
        depth: usize,
    ) -> Option<String> {
        if depth > DEEPEST_MODULE {
            self.report(
                "expansion-limit",
                ProblemSeverity::Warning,
                format!(
                    "modules call each other more than {DEEPEST_MODULE} levels deep; `{name}` is not followed"
                ),
                block.span,
            );
            return None;
        }
        let source = load::source_of(block);
        if block.body.unreadable && source.is_none() {
            return None;
        }
        if block.body.attribute("source").is_none() {
            self.not_available(name, "it has no `source`", block);
            return None;
        }
        if let Some(source) = source.as_deref().filter(|s| load::is_local(s)) {
            let path = load::join(parent_path, source);
            return self.not_around(instance, &path, name, block).then_some(path);
        }
        if let Some(directory) = self.installed.get(key) {
            return Some(load::join("", directory));
        }
        let source = source.unwrap_or_else(|| "an expression".to_owned());
        self.not_available(name, &format!("`{source}` is not under `.terraform/modules`"), block);
        None
    }

    /// Every module instance, parents before children, found by expanding all calls.
    pub(super) fn expand_modules(&mut self) {
        let mut next = 0;
        while next < self.instances.len() {
            if let Some(module) = self.module_of(next) {
                let names: BTreeMap<&String, ()> = module.calls.keys().map(|k| (k, ())).collect();
                for name in names.keys() {
                    self.children(next, name);
                }
            }
            next += 1;
        }
    }
}
