//! Terraform's JSON notation: the same blocks and expressions, with templates in strings.

use super::{
    from_hcl::Place,
    number::Number,
    syntax::{Attribute, Block, Body, Expr, ExprKind, ObjectKey},
    template,
};
use demarc_model::Why;
use hcl_edit::parser;
use jsonc_parser::{
    CollectOptions, ParseOptions,
    ast::{Array, Object, ObjectProp, Value},
    common::{Range, Ranged},
    parse_to_ast,
};
use std::rc::Rc;

/// What went wrong, and the byte where.
pub(super) struct JsonError {
    pub message: String,
    pub offset: usize,
}

const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

fn parse<'t>(text: &'t str) -> Result<Option<Value<'t>>, JsonError> {
    parse_to_ast(text, &CollectOptions::default(), &STRICT)
        .map(|parsed| parsed.value)
        .map_err(|e| JsonError { message: e.kind().to_string(), offset: e.range().start })
}

/// A `.tf.json` file.
pub(super) fn file(place: Place<'_>) -> Result<Body, JsonError> {
    let mut body = Body::default();
    match parse(place.text)? {
        Some(Value::Object(object)) => top_level(place, &object, &mut body),
        Some(Value::Array(array)) => {
            for element in &array.elements {
                match element {
                    Value::Object(object) => top_level(place, object, &mut body),
                    other => return Err(expected("an object", other)),
                }
            }
        }
        Some(other) => return Err(expected("an object", &other)),
        None => {}
    }
    Ok(body)
}

/// A `.tfvars.json` file: names and literal values.
pub(super) fn values(place: Place<'_>) -> Result<Vec<(String, Expr)>, JsonError> {
    match parse(place.text)? {
        Some(Value::Object(object)) => Ok(object
            .properties
            .iter()
            .map(|p| (p.name.as_str().to_owned(), expr(place, &p.value, Strings::Literal)))
            .collect()),
        Some(other) => Err(expected("an object", &other)),
        None => Ok(Vec::new()),
    }
}

/// A JSON text as an expression of literals.
pub(super) fn literal(place: Place<'_>) -> Result<Option<Expr>, JsonError> {
    Ok(parse(place.text)?.map(|value| expr(place, &value, Strings::Literal)))
}

fn expected(what: &str, found: &Value<'_>) -> JsonError {
    JsonError { message: format!("expected {what} here"), offset: found.range().start }
}

/// How a string is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Strings {
    Template,
    Literal,
    /// The text of an expression, such as a type or a provider's name.
    Expression,
}

fn label_count(keyword: &str) -> usize {
    match keyword {
        "resource" | "data" | "ephemeral" => 2,
        "variable" | "output" | "module" | "provider" | "check" => 1,
        _ => 0,
    }
}

fn top_level(place: Place<'_>, object: &Object<'_>, into: &mut Body) {
    for property in &object.properties {
        let keyword = property.name.as_str();
        if keyword == "//" {
            continue;
        }
        blocks(place, keyword, &mut Vec::new(), label_count(keyword), &property.value, property.range, into);
    }
}

fn blocks(
    place: Place<'_>,
    keyword: &str,
    labels: &mut Vec<String>,
    missing: usize,
    value: &Value<'_>,
    range: Range,
    into: &mut Body,
) {
    match value {
        Value::Array(array) => {
            for element in &array.elements {
                blocks(place, keyword, labels, missing, element, element.range(), into);
            }
        }
        Value::Object(object) if missing > 0 => {
            for property in &object.properties {
                labels.push(property.name.as_str().to_owned());
                blocks(place, keyword, labels, missing - 1, &property.value, property.range, into);
                labels.pop();
            }
        }
        Value::Object(object) => into.blocks.push(Block {
            kind: keyword.to_owned(),
            labels: labels.clone(),
            body: block_body(place, keyword, object),
            span: place.span(Some(range.start..range.end)),
        }),
        _ => {}
    }
}

fn block_body(place: Place<'_>, keyword: &str, object: &Object<'_>) -> Body {
    let mut body = Body::default();
    let nested = matches!(keyword, "resource" | "data" | "provider" | "dynamic" | "content" | "nested");
    for property in &object.properties {
        let name = property.name.as_str();
        if name == "//" {
            continue;
        }
        let strings = match (keyword, name) {
            ("variable", "type") | (_, "provider" | "providers" | "iterator") => Strings::Expression,
            ("variable", "default") => Strings::Literal,
            _ => Strings::Template,
        };
        if nested && add_nested(place, name, property, &mut body) {
            continue;
        }
        body.attributes.push(Attribute {
            name: name.to_owned(),
            expr: expr(place, &property.value, strings),
            span: place.span(Some(property.range.start..property.range.end)),
        });
    }
    body
}

/// Arguments that are maps, which this notation does not tell from blocks.
const MAPS: [&str; 24] = [
    "tags",
    "tags_all",
    "variables",
    "parameters",
    "triggers",
    "keepers",
    "metadata",
    "request_parameters",
    "response_parameters",
    "request_templates",
    "response_templates",
    "default_arguments",
    "arguments",
    "labels",
    "options",
    "environment_variables",
    "request_models",
    "response_models",
    "for_each",
    "volume_tags",
    "attributes",
    "runtime_environment_variables",
    "triggers_replace",
    "input",
];

/// Adds blocks of a body; false if the property is an attribute.
fn add_nested(place: Place<'_>, name: &str, property: &ObjectProp<'_>, body: &mut Body) -> bool {
    if MAPS.contains(&name) {
        return false;
    }
    let mut add = |object: &Object<'_>| {
        if name == "dynamic" {
            blocks(place, name, &mut Vec::new(), 1, &Value::Object(object.clone()), property.range, body);
            return;
        }
        let keyword = if name == "content" { "content" } else { "nested" };
        body.blocks.push(Block {
            kind: name.to_owned(),
            labels: Vec::new(),
            body: block_body(place, keyword, object),
            span: place.span(Some(object.range.start..object.range.end)),
        });
    };
    match &property.value {
        Value::Object(object) => add(object),
        Value::Array(array) if is_blocks(array) => {
            for element in &array.elements {
                if let Value::Object(object) = element {
                    add(object);
                }
            }
        }
        _ => return false,
    }
    true
}

fn is_blocks(array: &Array<'_>) -> bool {
    !array.elements.is_empty() && array.elements.iter().all(|e| matches!(e, Value::Object(_)))
}

fn expr(place: Place<'_>, value: &Value<'_>, strings: Strings) -> Expr {
    let range = value.range();
    let span = place.span(Some(range.start..range.end));
    let kind = match value {
        Value::NullKeyword(_) => ExprKind::Null,
        Value::BooleanLit(literal) => ExprKind::Bool(literal.value),
        Value::NumberLit(literal) => Number::parse(literal.value)
            .map_or(ExprKind::Unreadable(Why::UnsupportedExpression), ExprKind::Number),
        Value::StringLit(literal) => {
            let inner = Place { offset: place.offset + range.start + 1, text: &literal.value, ..place };
            text(inner, strings)
        }
        Value::Array(array) => {
            ExprKind::Tuple(array.elements.iter().map(|e| expr(place, e, strings)).collect())
        }
        Value::Object(object) => ExprKind::Object(
            object
                .properties
                .iter()
                .map(|p| {
                    let name = p.name.as_str();
                    let key = if strings == Strings::Template && name.contains("{") {
                        let kind = text(Place { text: name, ..place }, strings);
                        ObjectKey::Computed(Expr { kind, span })
                    } else {
                        ObjectKey::Name(name.to_owned())
                    };
                    (key, expr(place, &p.value, strings))
                })
                .collect(),
        ),
    };
    Expr { kind, span }
}

fn text(place: Place<'_>, strings: Strings) -> ExprKind {
    match strings {
        Strings::Literal => ExprKind::Text(Rc::from(place.text)),
        Strings::Template if !place.text.contains("${") && !place.text.contains("%{") => {
            ExprKind::Text(Rc::from(place.text))
        }
        Strings::Template => template::whole(place).unwrap_or(ExprKind::Unreadable(Why::SyntaxError)),
        Strings::Expression => {
            // `${aws.west}` and `aws.west` are both in use.
            let trimmed =
                place.text.strip_prefix("${").and_then(|t| t.strip_suffix('}')).unwrap_or(place.text);
            match parser::parse_expr(trimmed) {
                Ok(parsed) => super::from_hcl::expr(Place { text: trimmed, ..place }, &parsed).kind,
                Err(_) => ExprKind::Unreadable(Why::SyntaxError),
            }
        }
    }
}
