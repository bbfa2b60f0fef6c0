//! Definitions of REST APIs in the form of OpenAPI 3 where that version is asked for.

use super::wants_version_3;
use crate::cloudformation::sam::{
    doc::{Doc, Kind},
    fields::Fields,
};

/// The definition with what SAM added in the place where OpenAPI 3 has it.
pub(super) fn converted(definition: Doc, asked: Option<&Doc>) -> Doc {
    let span = definition.span;
    let Kind::Map(mut doc) = definition.kind else { return definition };
    if doc.get("swagger").is_none() && wants_version_3(&doc, asked.filter(|asked| asked.truthy())) {
        for (from, to) in [("securityDefinitions", "securitySchemes"), ("definitions", "schemas")] {
            let Some(part) = doc.set_at(from).cloned() else { continue };
            let components = doc.set_at("components").and_then(Doc::as_map).cloned();
            let mut components = components.unwrap_or_else(Fields::table);
            components.set(to, part);
            doc.set("components", components);
            doc.remove(from);
        }
        let paths = doc.get_mut("paths").and_then(Doc::as_map_mut);
        for item in paths.into_iter().flat_map(Fields::values_mut) {
            if let Some(options) =
                item.as_map_mut().and_then(|i| i.get_mut("options")).and_then(Doc::as_map_mut)
            {
                convert_options(options);
            }
        }
    }
    Doc::from(doc).at(span)
}

fn convert_options(options: &mut Fields) {
    // SAM goes through a copy of the mapping, which leaves the order of what stays as it is.
    for name in ["produces", "consumes"] {
        options.remove(name);
    }
    let headers = options
        .get_mut("responses")
        .and_then(Doc::as_map_mut)
        .and_then(|r| r.get_mut("200"))
        .and_then(Doc::as_map_mut)
        .and_then(|r| r.get_mut("headers"))
        .and_then(Doc::as_map_mut);
    for header in headers.into_iter().flat_map(Fields::values_mut) {
        let mut described = Fields::table();
        described.set("schema", std::mem::take(header));
        *header = described.into();
    }
}
