//! Files and paths: only files below the root, or below the module that names them, are read.

use super::{Outcome, Stop, beyond, encoding, error, text_of};
use crate::terraform::hcl::{
    evaluator::Evaluator,
    from_hcl::Place,
    load,
    scope::{Name, Scope},
    syntax::{Expr, ExprKind},
    template,
    value::{Kind, Part, Rest, Shape, Unknown, Val},
};
use demarc_inventory::{EntryKind, FileError, ProblemSeverity};
use demarc_model::{Span, Why};
use std::rc::Rc;

/// Templates may call templates, but Terraform does not allow it; this is the limit for what tries.
const LARGEST_TEXT: usize = 8 << 20;
const MOST_FILES: usize = 10_000;

impl Evaluator<'_, '_> {
    /// A function that reads files or takes paths apart; None if it is another one.
    pub(in crate::terraform::hcl) fn file_function(
        &mut self,
        name: &str,
        values: &[Val],
        scope: Scope<'_>,
        span: Option<Span>,
    ) -> Option<Outcome> {
        let known = [
            "file",
            "fileexists",
            "fileset",
            "filebase64",
            "filesha256",
            "filesha512",
            "filebase64sha256",
            "filebase64sha512",
            "filemd5",
            "filesha1",
            "templatefile",
            "templatestring",
            "abspath",
            "dirname",
            "basename",
            "pathexpand",
        ];
        if !known.contains(&name) {
            return None;
        }
        let Some(first) = values.first() else { return Some(error("it needs an argument")) };
        if let ("basename", Kind::Holed(parts)) = (name, &first.kind)
            && let Some(Part::Text(end)) = parts.last()
            && end.trim_end_matches('/').contains('/')
        {
            return Some(Ok(Val::text(basename(end))));
        }
        if let ("abspath", Kind::Holed(parts)) = (name, &first.kind)
            && matches!(parts.first(), Some(Part::Hole(Val { kind: Kind::Unknown(u), .. })) if u.refers.as_deref() == Some("path.cwd"))
        {
            return Some(Ok(first.clone()));
        }
        let path = match text_of(first) {
            Ok(path) => path,
            Err(stop) => return Some(Err(stop)),
        };
        Some(match name {
            "abspath" if path.starts_with('/') => Ok(Val::text(load::join("/", &path))),
            // Where the directory lies on the disk is nothing that the configuration says.
            "abspath" => match load::join("", &path) {
                outside if outside.starts_with("..") => {
                    Err(Stop::Unknown(Unknown::new(Why::NotObservableHere, "abspath()")))
                }
                below => Ok(self.working_directory(&below)),
            },
            "pathexpand" if path.starts_with('~') => beyond(),
            "pathexpand" => Ok(Val::text(path)),
            "dirname" => Ok(Val::text(dirname(&path))),
            "basename" => Ok(Val::text(basename(&path))),
            "templatefile" => self.template_file(&path, values.get(1), scope, span),
            "templatestring" => self.template_string(&path, values.get(1), scope, span),
            "fileexists" => self.file_exists(&path, scope),
            "fileset" => self.file_set(&path, values.get(1), scope),
            "file" => self.bytes(&path, scope, span).and_then(|bytes| match String::from_utf8(bytes) {
                Ok(text) if text.len() <= LARGEST_TEXT => Ok(Val::text(text)),
                Ok(_) => beyond(),
                Err(_) => error(format!("`{path}` is not UTF-8 text")),
            }),
            name => self.bytes(&path, scope, span).and_then(|bytes| {
                encoding::digest(name, &bytes).map_or_else(beyond, |text| Ok(Val::text(text)))
            }),
        })
    }

    /// Where a path leads: relative ones start at the root.
    fn place_of(&self, path: &str) -> String {
        if path.starts_with('/') { path.to_owned() } else { load::join(&self.root, path) }
    }

    fn bytes(&mut self, path: &str, scope: Scope<'_>, span: Option<Span>) -> Result<Vec<u8>, Stop> {
        let place = self.place_of(path);
        let directory = self.module_of(scope.instance).map_or_else(String::new, |m| m.directory.clone());
        let root = self.root.clone();
        match self.loader.bytes_below(&[&root, &directory], &place) {
            Ok(bytes) => Ok(bytes),
            Err(FileError::NotFound { .. }) => error(format!("`{place}` does not exist")),
            Err(refused) => {
                self.report("unreadable-file", ProblemSeverity::Warning, refused.to_string(), span);
                Err(Stop::Unknown(Unknown::new(Why::AccessDenied, path)))
            }
        }
    }

    fn below(&self, place: &str, scope: Scope<'_>) -> Result<(), Stop> {
        let directory = self.module_of(scope.instance).map_or_else(String::new, |m| m.directory.clone());
        let mut refused = None;
        for root in [self.root.as_str(), &directory] {
            match self.loader.files.check_below(root, place) {
                Ok(()) => return Ok(()),
                Err(error) => refused = refused.or(Some(error)),
            }
        }
        match refused {
            Some(FileError::NotFound { .. }) | None => Ok(()),
            Some(_) => Err(Stop::Unknown(Unknown::new(Why::AccessDenied, place))),
        }
    }

    fn file_exists(&mut self, path: &str, scope: Scope<'_>) -> Outcome {
        let place = self.place_of(path);
        self.below(&place, scope)?;
        match self.loader.files.kind(&place) {
            Ok(kind) => Ok(Val::bool(kind == EntryKind::File)),
            Err(FileError::NotFound { .. }) => {
                // A path that leaves the tree says nothing about what is there.
                if place.starts_with("..") || place.starts_with('/') && !self.root.starts_with('/') {
                    return Err(Stop::Unknown(Unknown::new(Why::AccessDenied, path)));
                }
                Ok(Val::bool(false))
            }
            Err(_) => Err(Stop::Unknown(Unknown::new(Why::AccessDenied, path))),
        }
    }

    fn file_set(&mut self, path: &str, pattern: Option<&Val>, scope: Scope<'_>) -> Outcome {
        let Some(pattern) = pattern else { return error("it needs a pattern") };
        let pattern = text_of(pattern)?;
        let place = self.place_of(path);
        self.below(&place, scope)?;
        let Some(steps) = glob(&pattern) else { return beyond() };
        let mut found = Vec::new();
        let mut waiting = vec![String::new()];
        let mut looked = 0;
        let prefix = if place.is_empty() { String::new() } else { format!("{place}/") };
        while let Some(directory) = waiting.pop() {
            let at = format!("{prefix}{directory}");
            let Ok(entries) = self.loader.files.list(at.trim_end_matches('/')) else { continue };
            for entry in entries {
                looked += 1;
                if looked > MOST_FILES {
                    return beyond();
                }
                let relative = format!("{directory}{}", entry.name);
                match entry.kind {
                    EntryKind::Directory if relative.matches('/').count() < 32 && entry.name != ".git" => {
                        waiting.push(format!("{relative}/"));
                    }
                    EntryKind::File => {
                        let parts: Vec<&str> = relative.split('/').collect();
                        if matches_steps(&steps, &parts) {
                            found.push(relative);
                        }
                    }
                    _ => {}
                }
            }
        }
        found.sort();
        Ok(Val::sequence(Shape::Set, found.into_iter().map(Val::text).collect()))
    }

    fn template_file(
        &mut self,
        path: &str,
        variables: Option<&Val>,
        scope: Scope<'_>,
        span: Option<Span>,
    ) -> Outcome {
        // The root or the module must be allowed to read it before its text becomes a document.
        self.bytes(path, scope, span)?;
        let place = self.place_of(path);
        let document = match self.loader.document(&place, self.inventory) {
            Ok(document) => document,
            Err(refused) => return error(refused.to_string()),
        };
        let text = self.inventory.sources.text(document).to_owned();
        let kind = match template::whole(Place { document, offset: 0, text: &text }) {
            Ok(kind) => kind,
            Err(problem) => return error(format!("`{place}` is not a template: {}", problem.message())),
        };
        self.rendered(kind, variables, scope, span, &place)
    }

    /// A template that is a value.
    fn template_string(
        &mut self,
        text: &str,
        variables: Option<&Val>,
        scope: Scope<'_>,
        span: Option<Span>,
    ) -> Outcome {
        let document = span.map_or(demarc_model::DocumentId(0), |s| s.document);
        match template::whole(Place { document, offset: 0, text }) {
            // The text stands nowhere by itself: what comes of it is placed at the call.
            Ok(kind) => self.rendered(kind, variables, scope, span, "the template").map(unplaced),
            Err(problem) => error(format!("the text is not a template: {}", problem.message())),
        }
    }

    fn rendered(
        &mut self,
        kind: ExprKind,
        variables: Option<&Val>,
        scope: Scope<'_>,
        span: Option<Span>,
        place: &str,
    ) -> Outcome {
        let empty = Val::object(Default::default());
        let variables = variables.unwrap_or(&empty);
        let Kind::Map(map) = &variables.kind else {
            return Err(super::stop(variables, "the variables must be a map"));
        };
        if let Rest::Open(open) = &map.rest {
            return Err(Stop::Unknown(open.unknown.clone()));
        }
        let names: Vec<(&String, &Val)> = map.entries.iter().collect();
        let inner = Scope { instance: scope.instance, each: None, names: None, closed: true };
        let value = self.with_names(&names, inner, &Expr { kind, span: None });
        match value {
            Ok(value) => Ok(Val { span, ..value }),
            Err(fault) => error(format!("in `{place}`: {}", fault.message)),
        }
    }

    fn with_names(
        &mut self,
        names: &[(&String, &Val)],
        scope: Scope<'_>,
        expr: &Expr,
    ) -> Result<Val, crate::terraform::hcl::evaluator::Fault> {
        match names.split_first() {
            Some(((name, value), rest)) => {
                if !self.enter(None) {
                    return Ok(Val::unknown(Unknown::plain(Why::UnsupportedExpression)));
                }
                let bound = Name { name, value: Val::clone(value), outer: scope.names };
                let result = self.with_names(rest, scope.with(&bound), expr);
                self.depth -= 1;
                result
            }
            None => match &expr.kind {
                // Unlike an expression, a template file always gives a text, except for one value alone.
                ExprKind::Template(parts) => self.template(parts, scope),
                _ => self.eval(expr, scope),
            },
        }
    }
}

fn unplaced(value: Val) -> Val {
    let Kind::Holed(parts) = &value.kind else { return value };
    let parts = parts.iter().map(|part| match part {
        Part::Hole(hole) => Part::Hole(Val { span: value.span, ..hole.clone() }),
        text @ Part::Text(_) => text.clone(),
    });
    Val { kind: Kind::Holed(Rc::new(parts.collect())), ..value.clone() }
}

fn dirname(path: &str) -> String {
    let trimmed = match path.rsplit_once('/') {
        None => return ".".to_owned(),
        Some(("", _)) => return "/".to_owned(),
        Some((directory, _)) => directory,
    };
    let cleaned = load::join(if trimmed.starts_with('/') { "/" } else { "" }, trimmed);
    if cleaned.is_empty() { ".".to_owned() } else { cleaned }
}

fn basename(path: &str) -> String {
    let trimmed = path.trim_end_matches('/');
    match (trimmed, path) {
        ("", "") => ".".to_owned(),
        ("", _) => "/".to_owned(),
        _ => trimmed.rsplit('/').next().unwrap_or(trimmed).to_owned(),
    }
}

/// One step of a path pattern.
enum GlobStep {
    /// `**`: any number of directories.
    Any,
    One(regex::Regex),
}

/// The steps of a pattern; None if it uses what is not matched here.
fn glob(pattern: &str) -> Option<Vec<GlobStep>> {
    let mut steps = Vec::new();
    for step in split_outside_braces(pattern) {
        if step == "**" {
            steps.push(GlobStep::Any);
            continue;
        }
        let mut expression = String::from("^");
        let mut braces = 0;
        for c in step.chars() {
            match c {
                '*' => expression.push_str("[^/]*"),
                '?' => expression.push_str("[^/]"),
                '{' => {
                    braces += 1;
                    expression.push_str("(?:");
                }
                '}' if braces > 0 => {
                    braces -= 1;
                    expression.push(')');
                }
                ',' if braces > 0 => expression.push('|'),
                '[' | ']' | '\\' => return None,
                c => expression.push_str(&regex::escape(&c.to_string())),
            }
        }
        expression.push('$');
        steps.push(GlobStep::One(regex::Regex::new(&expression).ok()?));
    }
    Some(steps)
}

fn split_outside_braces(pattern: &str) -> Vec<String> {
    let mut steps = vec![String::new()];
    let mut depth = 0;
    for c in pattern.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if c == '/' && depth <= 0 {
            steps.push(String::new());
        } else if let Some(last) = steps.last_mut() {
            last.push(c);
        }
    }
    steps
}

/// Whether a path has these steps; the table holds which prefixes of the pattern are used up.
fn matches_steps(steps: &[GlobStep], parts: &[&str]) -> bool {
    let mut reached = vec![false; steps.len() + 1];
    let mark = |reached: &mut Vec<bool>, from: usize| {
        // `**` may stand for nothing.
        let mut at = from;
        loop {
            if let Some(flag) = reached.get_mut(at) {
                *flag = true;
            }
            match steps.get(at) {
                Some(GlobStep::Any) => at += 1,
                _ => break,
            }
        }
    };
    mark(&mut reached, 0);
    for part in parts {
        let mut next = vec![false; steps.len() + 1];
        for (at, step) in steps.iter().enumerate() {
            if !reached.get(at).copied().unwrap_or(false) {
                continue;
            }
            match step {
                GlobStep::Any => mark(&mut next, at),
                GlobStep::One(pattern) if pattern.is_match(part) => mark(&mut next, at + 1),
                GlobStep::One(_) => {}
            }
        }
        reached = next;
    }
    reached.last().copied().unwrap_or(false)
}
