//! Function calls: which function it is, unknown arguments, and what the functions share.

mod collections;
mod dates;
mod encoding;
mod files;
mod format;
mod lists;
mod network;
mod numeric;
mod patterns;
mod sets;
mod text;
mod yaml;
mod yaml_encode;

use super::{
    convert,
    evaluator::{Evaluator, Fault},
    number::Number,
    scope::Scope,
    syntax::Expr,
    types::{self, Type},
    value::{Kind, ListValue, MapValue, Rest, Shape, Unknown, Val},
};
use demarc_inventory::ProblemSeverity;
use demarc_model::{Span, Why};
use std::rc::Rc;

pub(super) use collections::merge;

/// Why a function has no result.
#[derive(Debug, Clone)]
pub(super) enum Stop {
    Unknown(Unknown),
    Error(String),
}

/// What a function gives.
pub(super) type Outcome = Result<Val, Stop>;

fn error<T>(message: impl Into<String>) -> Result<T, Stop> {
    Err(Stop::Error(message.into()))
}

/// A function that is not evaluated here although its arguments are known.
fn beyond<T>() -> Result<T, Stop> {
    Err(Stop::Unknown(Unknown::plain(Why::UnsupportedExpression)))
}

/// The arguments of a call.
#[derive(Clone, Copy)]
struct Args<'v>(&'v [Val]);

impl<'v> Args<'v> {
    fn get(self, at: usize) -> Result<&'v Val, Stop> {
        self.0.get(at).ok_or_else(|| Stop::Error(format!("it needs at least {} arguments", at + 1)))
    }

    fn len(self) -> usize {
        self.0.len()
    }

    /// An argument that is not unknown as a whole.
    fn known(self, at: usize) -> Result<&'v Val, Stop> {
        let value = self.get(at)?;
        match value.why_unknown() {
            Some(unknown) => Err(Stop::Unknown(unknown)),
            None => Ok(value),
        }
    }

    fn text(self, at: usize) -> Result<Rc<str>, Stop> {
        text_of(self.get(at)?)
    }

    fn number(self, at: usize) -> Result<Number, Stop> {
        number_of(self.get(at)?)
    }

    fn int(self, at: usize) -> Result<i64, Stop> {
        let number = self.number(at)?;
        number.to_i64().ok_or_else(|| Stop::Error("a whole number is required".into()))
    }

    fn list(self, at: usize) -> Result<&'v ListValue, Stop> {
        let value = self.known(at)?;
        match &value.kind {
            Kind::List(list) => Ok(list),
            _ => error(format!("a list is required, not a {}", value.type_name())),
        }
    }

    /// A list that certainly has these elements and no others.
    fn closed_list(self, at: usize) -> Result<&'v [Val], Stop> {
        let list = self.list(at)?;
        match &list.open {
            Some(open) => Err(Stop::Unknown(open.unknown.clone())),
            None => Ok(&list.items),
        }
    }

    fn map(self, at: usize) -> Result<&'v MapValue, Stop> {
        let value = self.known(at)?;
        match &value.kind {
            Kind::Map(map) => Ok(map),
            _ => error(format!("a map is required, not a {}", value.type_name())),
        }
    }

    fn closed_map(self, at: usize) -> Result<&'v MapValue, Stop> {
        let map = self.map(at)?;
        match (&map.rest, self.get(at)?) {
            (Rest::Closed, _) => Ok(map),
            (_, value) => Err(stop(value, "a map is required")),
        }
    }
}

/// Unknown if the value is, else an error.
fn stop(value: &Val, message: &str) -> Stop {
    match value.deep_unknown() {
        Some(unknown) => Stop::Unknown(unknown),
        None => Stop::Error(message.to_owned()),
    }
}

fn text_of(value: &Val) -> Result<Rc<str>, Stop> {
    let converted = convert::to_text(value).map_err(Stop::Error)?;
    match &converted.kind {
        Kind::Text(text) => Ok(text.clone()),
        Kind::Json(inner) => match super::documents::encode(inner) {
            Some(text) => Ok(Rc::from(text)),
            None => Err(stop(value, "a string is required")),
        },
        _ => Err(stop(value, "a string is required, not null")),
    }
}

fn number_of(value: &Val) -> Result<Number, Stop> {
    match &convert::to_number(value).map_err(Stop::Error)?.kind {
        Kind::Number(number) => Ok(number.clone()),
        _ => Err(stop(value, "a number is required, not null")),
    }
}

/// Functions whose result is made of their arguments' elements, which keep their own marks.
const PASSING: [&str; 27] = [
    "chunklist",
    "coalesce",
    "coalescelist",
    "compact",
    "concat",
    "distinct",
    "element",
    "flatten",
    "lookup",
    "map",
    "list",
    "matchkeys",
    "merge",
    "one",
    "reverse",
    "slice",
    "tolist",
    "tomap",
    "toset",
    "values",
    "zipmap",
    "try",
    "setunion",
    "setproduct",
    "nonsensitive",
    "sensitive",
    "length",
];

/// Functions whose result nobody can know before it is applied.
const IMPURE: [&str; 5] = ["timestamp", "plantimestamp", "uuid", "bcrypt", "rsadecrypt"];

impl Evaluator<'_, '_> {
    /// The value of a function call.
    pub(super) fn call(
        &mut self,
        name: &str,
        arguments: &[Expr],
        expand: bool,
        span: Option<Span>,
        scope: Scope<'_>,
    ) -> Result<Val, Fault> {
        match name {
            "try" => return self.try_in_order(arguments, scope, span),
            "can" => return self.can(arguments, scope),
            _ => {}
        }
        let mut values = Vec::with_capacity(arguments.len());
        for argument in arguments {
            values.push(self.eval(argument, scope)?);
        }
        if expand && let Some(last) = values.pop() {
            match &last.kind {
                Kind::List(list) if list.open.is_none() => values.extend(list.items.iter().cloned()),
                Kind::Map(_) | Kind::Text(_) | Kind::Number(_) | Kind::Bool(_) | Kind::Null => {
                    return Err(Fault::new("only a list can be expanded with `...`", span));
                }
                _ => {
                    // Known arguments and any number of others: only lists can make something of that.
                    let unknown = last.deep_unknown().unwrap_or(Unknown::plain(Why::UnsupportedExpression));
                    if !matches!(name, "merge" | "concat") {
                        return Ok(Val::unknown(unknown).sensitive_if(last.sensitive));
                    }
                    values.push(Val::unknown(unknown).sensitive_if(last.sensitive));
                }
            }
        }
        let sensitive = match (PASSING.contains(&name), name) {
            (_, "nonsensitive") => false,
            (_, "issensitive") => false,
            (true, _) => values.iter().any(|v| v.sensitive),
            (false, _) => values.iter().any(Val::deep_sensitive),
        };
        let short = name.strip_prefix("core::").unwrap_or(name);
        let outcome = match self.file_function(short, &values, scope, span) {
            Some(outcome) => outcome,
            None => pure(short, &values).unwrap_or_else(|| {
                if !IMPURE.contains(&short) {
                    self.report(
                        "unsupported-function",
                        ProblemSeverity::Note,
                        format!("function `{name}` is not evaluated; its result counts as unknown"),
                        span,
                    );
                }
                let why =
                    if IMPURE.contains(&short) { Why::KnownAfterApply } else { Why::UnsupportedExpression };
                Err(Stop::Unknown(Unknown::new(why, format!("{name}()"))))
            }),
        };
        match outcome {
            Ok(value) if value.hint.is_none() => {
                Ok(value.hinted(&result_type(short)).sensitive_if(sensitive))
            }
            Ok(value) => Ok(value.sensitive_if(sensitive)),
            Err(Stop::Unknown(unknown)) => {
                // A function that is not known at all has been reported above, by its name.
                if unknown.refers.is_none()
                    && unknown.why == Why::UnsupportedExpression
                    && values.iter().all(|v| v.deep_unknown().is_none())
                {
                    self.report(
                        "unsupported-expression",
                        ProblemSeverity::Note,
                        format!(
                            "this call of `{name}` is beyond what is evaluated; its result counts as unknown"
                        ),
                        span,
                    );
                }
                Ok(Val::unknown(unknown).hinted(&result_type(short)).or_at(span).sensitive_if(sensitive))
            }
            Err(Stop::Error(message)) => Err(Fault::new(format!("`{name}`: {message}"), span)),
        }
    }

    /// `try`: the first argument without an error. Where an unknown value could still become one, nothing is certain.
    fn try_in_order(
        &mut self,
        arguments: &[Expr],
        scope: Scope<'_>,
        span: Option<Span>,
    ) -> Result<Val, Fault> {
        for argument in arguments {
            match self.attempt(argument, scope) {
                Ok((value, None)) => return Ok(value),
                Ok((value, Some(unknown))) => {
                    return Ok(Val::unknown(unknown).or_at(span).sensitive_if(value.sensitive));
                }
                Err(_) => {}
            }
        }
        Err(Fault::new("`try`: no argument has a value; add one that always has", span))
    }

    fn can(&mut self, arguments: &[Expr], scope: Scope<'_>) -> Result<Val, Fault> {
        let Some(argument) = arguments.first() else {
            return Err(Fault::new("`can` needs an argument", None));
        };
        Ok(match self.attempt(argument, scope) {
            Ok((_, None)) => Val::bool(true),
            Ok((_, Some(unknown))) => Val::unknown(unknown),
            Err(_) => Val::bool(false),
        })
    }

    /// A value and, if it is not certain that the expression has one, what that depends on.
    fn attempt(&mut self, expr: &Expr, scope: Scope<'_>) -> Result<(Val, Option<Unknown>), Fault> {
        let outer = std::mem::replace(&mut self.assumed, false);
        let outer_doubt = self.doubt.replace(None);
        let result = self.eval(expr, scope);
        let doubt = std::mem::replace(&mut self.doubt, outer_doubt).flatten();
        let assumed = std::mem::replace(&mut self.assumed, outer);
        // What is not known may make the expression an error, unless it is only passed on; like Terraform, no
        // difference is made.
        let value = result?;
        let mut unknown = doubt.or_else(|| value.undecided());
        if assumed && unknown.is_none() {
            let refers = value.why_unknown().and_then(|u| u.refers);
            unknown = Some(Unknown { why: Why::UnresolvedReference, refers });
        }
        if let (Some(outer @ None), Some(unknown)) = (&mut self.doubt, &unknown) {
            *outer = Some(unknown.clone());
        }
        Ok((value, unknown))
    }
}

/// A function of its arguments alone; None if there is none of this name.
pub(super) fn pure(name: &str, values: &[Val]) -> Option<Outcome> {
    let args = Args(values);
    numeric::call(name, args)
        .or_else(|| text::call(name, args))
        .or_else(|| patterns::call(name, args))
        .or_else(|| format::call(name, args))
        .or_else(|| lists::call(name, args))
        .or_else(|| sets::call(name, args))
        .or_else(|| collections::call(name, args))
        .or_else(|| encoding::call(name, args))
        .or_else(|| yaml::call(name, args))
        .or_else(|| dates::call(name, args))
        .or_else(|| network::call(name, args))
        .or_else(|| conversion(name, args))
}

fn conversion(name: &str, args: Args<'_>) -> Option<Outcome> {
    let value = args.0.first();
    let fail = |result: Result<Val, String>| result.map_err(Stop::Error);
    let convert_with = |f: fn(&Val) -> Result<Val, String>| {
        let value = args.get(0)?;
        fail(f(value))
    };
    Some(match name {
        "tobool" => convert_with(|value| types::convert(value, &Type::Bool)),
        "tonumber" => convert_with(|value| types::convert(value, &Type::Number)),
        "tostring" => convert_with(|value| types::convert(value, &Type::Text)),
        "toset" => convert_with(|value| types::convert(value, &Type::Set(Rc::new(Type::Any)))),
        "tolist" => convert_with(|value| types::convert(&ordered(value), &Type::List(Rc::new(Type::Any)))),
        "tomap" => convert_with(|value| types::convert(value, &Type::Map(Rc::new(Type::Any)))),
        "sensitive" => args.get(0).map(|v| v.clone().sensitive_if(true)),
        "nonsensitive" => args.get(0).map(|v| Val { sensitive: false, ..v.clone() }),
        "issensitive" => args.get(0).map(|v| Val::bool(v.sensitive)),
        "ephemeralasnull" => args.get(0).cloned(),
        _ => return value.and(None),
    })
}

/// The type that a function's result has whatever its arguments are.
fn result_type(name: &str) -> Type {
    let texts = || Type::List(Rc::new(Type::Text));
    match name {
        "length" | "abs" | "ceil" | "floor" | "log" | "max" | "min" | "parseint" | "pow" | "signum"
        | "sum" | "index" | "tonumber" | "timecmp" => Type::Number,
        "contains" | "alltrue" | "anytrue" | "startswith" | "endswith" | "strcontains" | "fileexists"
        | "tobool" | "can" | "issensitive" => Type::Bool,
        "split" | "sort" | "compact" | "cidrsubnets" => texts(),
        "fileset" => Type::Set(Rc::new(Type::Text)),
        "chomp" | "format" | "indent" | "join" | "lower" | "replace" | "strrev" | "substr" | "title"
        | "trim" | "trimprefix" | "trimsuffix" | "trimspace" | "upper" | "base64decode" | "base64encode"
        | "base64gzip" | "base64sha256" | "base64sha512" | "jsonencode" | "yamlencode" | "urlencode"
        | "textencodebase64" | "textdecodebase64" | "md5" | "sha1" | "sha256" | "sha512" | "uuid"
        | "uuidv5" | "bcrypt" | "timestamp" | "plantimestamp" | "formatdate" | "timeadd" | "cidrhost"
        | "cidrnetmask" | "cidrsubnet" | "tostring" | "file" | "filebase64" | "filemd5" | "filesha1"
        | "filesha256" | "filesha512" | "filebase64sha256" | "filebase64sha512" | "abspath" | "basename"
        | "dirname" | "pathexpand" => Type::Text,
        _ => Type::Any,
    }
}

/// A set's elements have an order only once it is a list.
fn ordered(value: &Val) -> Val {
    match &value.kind {
        Kind::List(list) if list.shape == Shape::Set => Val {
            kind: Val::open_sequence(Shape::List, list.items.clone(), list.open.clone()).kind,
            ..value.clone()
        },
        _ => value.clone(),
    }
}

#[cfg(test)]
mod tests;
