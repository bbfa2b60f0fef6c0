//! Functions on texts: `Fn::Sub`, `Fn::Join`, `Fn::Split`, `Fn::Base64`, `Fn::ToJsonString`.

use super::{
    call::Call,
    evaluate::Evaluator,
    stack::StackId,
    value::{Data, Unknown, Val},
};
use base64::Engine;
use demarc_model::{Span, Why};
use serde_json::Value as Json;

impl Evaluator<'_> {
    pub(super) fn substitute(&mut self, stack: StackId, call: &Call<'_>) -> Val {
        const EXPECTED: &str = "a text, or a list of a text and a mapping of its variables";
        let (template, variables) = match call.list() {
            None => (call.argument, None),
            Some([template]) => (template, None),
            Some([template, variables]) => (template, Some(variables)),
            Some(_) => return self.malformed(call, EXPECTED),
        };
        // The tag on a single text is the call itself, already recognised.
        let is_literal = template.tag.is_none() || (call.tagged && call.list().is_none());
        let Some(text) = template.scalar_text().filter(|_| is_literal) else {
            return self.malformed(call, EXPECTED);
        };
        let mut local: Vec<(String, Val)> = Vec::new();
        if let Some(variables) = variables {
            let Some(mapping) = variables.as_mapping() else { return self.malformed(call, EXPECTED) };
            for entry in mapping.entries() {
                let value = self.evaluate(stack, &entry.value);
                local.push((entry.key.to_string(), value));
            }
        }
        let span = call.tree.span;
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${") {
            parts.push(Val::string(before, span));
            let Some((name, behind)) = after.split_once('}') else {
                rest = rest.get(before.len()..).unwrap_or("");
                break;
            };
            parts.push(match name.strip_prefix('!') {
                Some(literal) => Val::string(format!("${{{literal}}}"), span),
                None => self.variable(stack, name.trim(), &local, span),
            });
            rest = behind;
        }
        parts.push(Val::string(rest, span));
        self.concatenate(stack, parts, "", call)
    }

    fn variable(&mut self, stack: StackId, name: &str, local: &[(String, Val)], span: Span) -> Val {
        if let Some((_, value)) = local.iter().find(|(key, _)| key == name) {
            return value.clone();
        }
        let is_parameter = self.stack(stack).is_some_and(|s| s.parameters.contains_key(name));
        if name.contains('.') && !is_parameter {
            self.dotted_attribute(stack, name, span)
        } else {
            self.named(stack, name, span)
        }
    }

    pub(super) fn join(&mut self, stack: StackId, call: &Call<'_>) -> Val {
        let Some([delimiter, list]) = call.list() else {
            return self.malformed(call, "a delimiter and a list");
        };
        let delimiter = self.evaluate(stack, delimiter);
        let list = self.evaluate(stack, list);
        let span = call.tree.span;
        let Some(delimiter) = delimiter.text() else { return self.malformed(call, "a delimiter and a list") };
        match list.data {
            Data::List(parts, None) => {
                self.concatenate(stack, parts, delimiter, call).with_sensitive(list.sensitive)
            }
            Data::List(_, Some(why)) => Val::unknown(why, None, span).with_sensitive(list.sensitive),
            Data::Unknown(_) | Data::Ref { .. } => Val::new(Data::Unknown(list.obstacle()), span),
            // A single text joins to itself.
            _ if list.text().is_some() => list,
            _ => self.malformed(call, "a delimiter and a list"),
        }
    }

    /// One text out of parts; unknown if a part is, naming all that it depends on.
    fn concatenate(&mut self, stack: StackId, parts: Vec<Val>, delimiter: &str, call: &Call<'_>) -> Val {
        let span = call.tree.span;
        let sensitive = parts.iter().any(|part| part.sensitive);
        let mut parts: Vec<Val> =
            parts.into_iter().filter(|p| !delimiter.is_empty() || p.text() != Some("")).collect();
        if parts.len() == 1
            && let Some(only) = parts.pop_if(|only| !matches!(only.data, Data::List(..) | Data::Map(..)))
        {
            return match only.data {
                Data::NoValue | Data::Null => Val::string("", span),
                // `Fn::Sub` and `Fn::Join` give texts, also of numbers and truth values.
                _ => match only.text().map(str::to_owned) {
                    Some(text) => self.text(stack, &text, span),
                    None => only,
                },
            }
            .with_sensitive(sensitive);
        }
        let mut texts: Vec<&str> = Vec::with_capacity(parts.len());
        let mut obstacle: Option<Unknown> = None;
        let mut refers: Vec<String> = Vec::new();
        let mut looked_up = false;
        for part in &parts {
            if let Some(text) = part.text() {
                if let Some(secret) = super::dynamic_references::find(text) {
                    obstacle = Some(secret);
                    looked_up = true;
                }
                texts.push(text);
                continue;
            }
            match &part.data {
                Data::NoValue | Data::Null => {}
                Data::Unknown(_) | Data::Ref { .. } => {
                    let unknown = part.obstacle();
                    refers.extend(
                        unknown.refers.iter().filter(|r| !refers.contains(r)).cloned().collect::<Vec<_>>(),
                    );
                    if obstacle
                        .as_ref()
                        .is_none_or(|o| unknown.why < o.why && o.why != Why::SensitiveWithheld)
                    {
                        obstacle = Some(unknown);
                    }
                }
                _ => return self.malformed(call, "parts that are texts").with_sensitive(sensitive),
            }
        }
        let Some(unknown) = obstacle else {
            let length: usize = texts.iter().map(|t| t.len() + delimiter.len()).sum();
            if !self.spend(length, span) {
                return Val::unknown(Why::UnsupportedExpression, call.name.clone().into_owned(), span);
            }
            let text = texts.join(delimiter);
            return self.text(stack, &text, span).with_sensitive(sensitive);
        };
        let refers = match refers.is_empty() || unknown.why == Why::SensitiveWithheld {
            true => unknown.refers,
            false => Some(refers.join(", ")),
        };
        // What AWS looks up may begin and end in any of the parts.
        let parts = if looked_up { Vec::new() } else { pieces(parts, delimiter, span) };
        let length: usize = parts.iter().map(Val::weight).sum();
        let parts = if self.spend(length, span) { parts } else { Vec::new() };
        Val::new(Data::Unknown(Unknown { parts, ..Unknown::new(unknown.why, refers) }), span)
            .with_sensitive(sensitive)
    }

    pub(super) fn split(&mut self, stack: StackId, call: &Call<'_>) -> Val {
        let Some([delimiter, text]) = call.list() else {
            return self.malformed(call, "a delimiter and a text");
        };
        let (delimiter, text) = (self.evaluate(stack, delimiter), self.evaluate(stack, text));
        let span = call.tree.span;
        let (Some(delimiter), Some(known)) = (delimiter.text().filter(|d| !d.is_empty()), text.text()) else {
            return match text.data {
                Data::Unknown(_) | Data::Ref { .. } => Val::new(Data::Unknown(text.obstacle()), span),
                _ => self.malformed(call, "a delimiter and a text"),
            };
        };
        let parts = known.split(delimiter).map(|part| Val::string(part, span).with_sensitive(text.sensitive));
        Val::new(Data::List(parts.collect(), None), span).with_sensitive(text.sensitive)
    }

    pub(super) fn base64(&mut self, stack: StackId, call: &Call<'_>) -> Val {
        let text = self.argument(stack, call);
        let span = call.tree.span;
        match (text.text(), &text.data) {
            (Some(known), _) => Val::string(base64::engine::general_purpose::STANDARD.encode(known), span),
            (None, Data::Unknown(_) | Data::Ref { .. }) => Val::new(Data::Unknown(text.obstacle()), span),
            _ => self.malformed(call, "a text"),
        }
        .with_sensitive(text.sensitive)
    }

    pub(super) fn json_text(&mut self, stack: StackId, call: &Call<'_>) -> Val {
        let value = self.argument(stack, call);
        let span = call.tree.span;
        match json(&value) {
            Ok(json) => Val::string(json.to_string(), span),
            Err(unknown) => Val::new(Data::Unknown(unknown), span),
        }
        .with_sensitive(is_sensitive(&value))
    }
}

/// The pieces of a text that is known in part: parts and delimiters with neighbouring texts made one.
fn pieces(parts: Vec<Val>, delimiter: &str, span: Span) -> Vec<Val> {
    let mut pieces: Vec<Val> = Vec::with_capacity(parts.len());
    let mut add = |piece: Val| match (piece.text(), pieces.last_mut()) {
        (Some(""), _) => {}
        (Some(known), Some(Val { data: Data::String(before), sensitive, .. })) => {
            before.push_str(known);
            *sensitive |= piece.sensitive;
        }
        (Some(known), _) => pieces.push(Val::string(known, span).with_sensitive(piece.sensitive)),
        (None, _) if matches!(piece.data, Data::Null | Data::NoValue) => {}
        (None, _) => pieces.push(piece),
    };
    for (at, part) in parts.into_iter().enumerate() {
        if at > 0 {
            add(Val::string(delimiter, span));
        }
        let sensitive = part.sensitive;
        match part.data {
            Data::Unknown(unknown) if !unknown.parts.is_empty() => {
                unknown.parts.into_iter().for_each(|piece| add(piece.with_sensitive(sensitive)));
            }
            data => add(Val { data, ..part }),
        }
    }
    pieces
}

fn is_sensitive(value: &Val) -> bool {
    value.sensitive
        || match &value.data {
            Data::List(elements, _) => elements.iter().any(is_sensitive),
            Data::Map(entries, _) => entries.iter().any(|(_, v)| is_sensitive(v)),
            _ => false,
        }
}

/// A wholly known value as JSON.
fn json(value: &Val) -> Result<Json, Unknown> {
    Ok(match &value.data {
        Data::Null | Data::NoValue => Json::Null,
        Data::Bool(value) => Json::Bool(*value),
        Data::Number(text) => serde_json::from_str(text).unwrap_or_else(|_| Json::String(text.clone())),
        Data::String(text) => Json::String(text.clone()),
        Data::List(_, Some(why)) | Data::Map(_, Some(why)) => return Err(Unknown::new(*why, None)),
        Data::List(elements, None) => Json::Array(elements.iter().map(json).collect::<Result<_, _>>()?),
        Data::Map(entries, None) => Json::Object(
            entries
                .iter()
                .map(|(key, value)| Ok((key.clone(), json(value)?)))
                .collect::<Result<_, Unknown>>()?,
        ),
        Data::Ref { .. } | Data::Unknown(_) => return Err(value.obstacle()),
    })
}
