//! The state of one reading: module instances, memoized values, problems and budgets.

use super::{
    HclOptions,
    expand::{Calls, Expanded},
    load::Loader,
    module::Module,
    providers::ProviderInfo,
    value::{Unknown, Val},
};
use demarc_inventory::{Inventory, Problem, ProblemSeverity};
use demarc_model::{Presence, Span, Why};
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    rc::Rc,
};

/// Why an expression has no value: an error that Terraform would report too.
#[derive(Debug, Clone)]
pub(super) struct Fault {
    pub message: String,
    pub span: Option<Span>,
}

impl Fault {
    pub(super) fn new(message: impl Into<String>, span: Option<Span>) -> Self {
        Self { message: message.into(), span }
    }
}

/// A module, called once: the root, or one instance of a call.
#[derive(Debug)]
pub(super) struct Instance {
    /// None if the module's files are not at hand.
    pub module: Option<Rc<Module>>,
    /// `module.a["x"]`; empty for the root.
    pub address: Rc<str>,
    /// `path.module`.
    pub path: String,
    /// Key of the module in `modules.json`: the names of the calls, joined by dots.
    pub key: String,
    pub presence: Presence,
    pub caller: Option<Caller>,
    pub depth: usize,
}

/// Who calls a module.
#[derive(Debug, Clone)]
pub(super) struct Caller {
    pub instance: usize,
    pub name: String,
    pub each: super::scope::Each,
}

/// The kinds of named values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Named {
    Variable,
    Local,
    Output,
}

/// Evaluations in one reading; more than any real configuration needs.
const MOST_STEPS: u64 = 20_000_000;
/// Evaluations for one attribute with all that it is the first to ask for: what runs away takes nothing else with it.
const MOST_STEPS_OF_ONE: u64 = 2_000_000;
/// Size of one value, in elements.
const MOST_WEIGHT: u64 = 500_000;
/// Levels of one value.
const MOST_HEIGHT: u32 = 150;

/// The evaluator.
pub(super) struct Evaluator<'f, 'i> {
    pub loader: Loader<'f>,
    pub inventory: &'i mut Inventory,
    pub options: &'f HclOptions,
    pub root: String,
    pub instances: Vec<Instance>,
    pub values: HashMap<(usize, Named, Rc<str>), Option<Val>>,
    pub resources: HashMap<(usize, bool, Rc<str>), Option<Rc<Expanded>>>,
    pub calls: HashMap<(usize, Rc<str>), Option<Rc<Calls>>>,
    pub providers: HashMap<(usize, Rc<str>), Option<Rc<ProviderInfo>>>,
    /// Values of variables by `-var`, files and so on, for the root.
    pub given: BTreeMap<String, super::variables::Given>,
    /// `modules.json`: key to directory.
    pub installed: BTreeMap<String, String>,
    pub depth: usize,
    pub deepest: usize,
    /// An element was assumed to exist of a collection that may not have it.
    pub assumed: bool,
    /// Within `try` or `can`: the first value named there that is not wholly known.
    pub doubt: Option<Option<Unknown>>,
    /// Resource instances so far.
    pub expanded: usize,
    steps: u64,
    /// Where the steps of the attribute that is evaluated end, and whether that was reported.
    fence: u64,
    fenced: bool,
    reported: HashSet<(&'static str, Option<Span>, String)>,
    reported_at: HashSet<(&'static str, Option<Span>)>,
}

impl<'f, 'i> Evaluator<'f, 'i> {
    pub(super) fn new(
        loader: Loader<'f>,
        inventory: &'i mut Inventory,
        options: &'f HclOptions,
        root: String,
        deepest: usize,
    ) -> Self {
        Self {
            loader,
            inventory,
            options,
            root,
            instances: Vec::new(),
            values: HashMap::new(),
            resources: HashMap::new(),
            calls: HashMap::new(),
            providers: HashMap::new(),
            given: BTreeMap::new(),
            installed: BTreeMap::new(),
            depth: 0,
            deepest,
            assumed: false,
            doubt: None,
            expanded: 0,
            steps: 0,
            fence: 0,
            fenced: false,
            reported: HashSet::new(),
            reported_at: HashSet::new(),
        }
    }

    /// Reports a problem once.
    pub(super) fn report(
        &mut self,
        code: &'static str,
        severity: ProblemSeverity,
        message: impl Into<String>,
        span: Option<Span>,
    ) {
        let message = message.into();
        if !self.reported.insert((code, span, message.clone())) {
            return;
        }
        self.reported_at.insert((code, span));
        self.inventory.problems.push(match span {
            Some(span) => Problem::at(code, severity, message, span),
            None => {
                let root = if self.root.is_empty() { "." } else { &self.root };
                Problem::in_file(code, severity, message, root)
            }
        });
    }

    /// Whether some problem of this kind was reported at this place.
    pub(super) fn is_reported(&self, code: &'static str, span: Option<Span>) -> bool {
        self.reported_at.contains(&(code, span))
    }

    /// Reports a fault and gives the unknown value that stands for the result.
    pub(super) fn settle(&mut self, result: Result<Val, Fault>, span: Option<Span>) -> Val {
        match result {
            Ok(value) => value.or_at(span),
            Err(fault) => {
                self.report(
                    "invalid-expression",
                    ProblemSeverity::Warning,
                    format!("this expression has no value: {}; the value counts as unknown", fault.message),
                    fault.span.or(span),
                );
                Val::unknown(Unknown::plain(Why::UnsupportedExpression)).or_at(span)
            }
        }
    }

    /// One step deeper; false if there have been too many.
    pub(super) fn enter(&mut self, span: Option<Span>) -> bool {
        if self.depth >= self.deepest {
            self.report(
                "expansion-limit",
                ProblemSeverity::Warning,
                "values refer to each other more deeply than is followed; this one counts as unknown",
                span,
            );
            return false;
        }
        if self.depth == 0 {
            (self.fence, self.fenced) = (self.steps.saturating_add(MOST_STEPS_OF_ONE), false);
        }
        if self.steps >= self.fence {
            if !std::mem::replace(&mut self.fenced, true) {
                self.report(
                    "expansion-limit",
                    ProblemSeverity::Warning,
                    format!("this value takes more than {MOST_STEPS_OF_ONE} steps; it counts as unknown"),
                    span,
                );
            }
            return false;
        }
        if self.steps >= MOST_STEPS {
            self.report(
                "expansion-limit",
                ProblemSeverity::Warning,
                format!("the configuration takes more than {MOST_STEPS} steps; the rest counts as unknown"),
                None,
            );
            return false;
        }
        self.steps += 1;
        self.depth += 1;
        true
    }

    /// The value, unless it is too large to go on with.
    pub(super) fn bounded(&mut self, value: Val, span: Option<Span>) -> Val {
        let size = value.size();
        if size.weight <= MOST_WEIGHT && size.height <= MOST_HEIGHT {
            return value;
        }
        self.report(
            "expansion-limit",
            ProblemSeverity::Warning,
            format!(
                "this value has more than {MOST_WEIGHT} parts or {MOST_HEIGHT} levels; it counts as unknown"
            ),
            span,
        );
        Val::unknown(Unknown::plain(Why::UnsupportedExpression)).or_at(span).sensitive_if(value.sensitive)
    }

    /// An address within a module instance.
    pub(super) fn address(&self, instance: usize, local: &str) -> String {
        match self.instances.get(instance) {
            Some(i) if !i.address.is_empty() => format!("{}.{local}", i.address),
            _ => local.to_owned(),
        }
    }

    pub(super) fn module_of(&self, instance: usize) -> Option<Rc<Module>> {
        self.instances.get(instance).and_then(|i| i.module.clone())
    }
}
