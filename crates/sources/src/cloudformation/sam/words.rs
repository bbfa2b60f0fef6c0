//! References to what SAM makes: `Function.Version`, and layers whose logical ids change.

use super::{
    doc::{Doc, Kind, list},
    fields::Fields,
    intrinsics::replace_names,
    made::Made,
    session::Session,
};
use std::collections::{BTreeMap, HashMap};

/// Words of a serverless type, and the types of what they stand for.
fn words_of(kind: &str) -> &'static [(&'static str, &'static str)] {
    match kind {
        "AWS::Serverless::Function" => &[
            ("Alias", "AWS::Lambda::Alias"),
            ("Version", "AWS::Lambda::Version"),
            ("DestinationTopic", "AWS::SNS::Topic"),
            ("DestinationQueue", "AWS::SQS::Queue"),
        ],
        "AWS::Serverless::Api" => &[
            ("Stage", "AWS::ApiGateway::Stage"),
            ("Deployment", "AWS::ApiGateway::Deployment"),
            ("DomainName", "AWS::ApiGateway::DomainName"),
            ("DomainNameV2", "AWS::ApiGateway::DomainNameV2"),
            ("UsagePlan", "AWS::ApiGateway::UsagePlan"),
            ("UsagePlanKey", "AWS::ApiGateway::UsagePlanKey"),
            ("ApiKey", "AWS::ApiGateway::ApiKey"),
        ],
        "AWS::Serverless::HttpApi" | "AWS::Serverless::WebSocketApi" => {
            &[("Stage", "AWS::ApiGatewayV2::Stage"), ("DomainName", "AWS::ApiGatewayV2::DomainName")]
        }
        _ => &[],
    }
}

/// Notes what the words of a resource stand for.
pub(super) fn note(session: &mut Session, id: &str, kind: &str, made: &[Made]) {
    for (word, of_kind) in words_of(kind) {
        if let Some(made) = made.iter().rev().find(|made| made.kind == *of_kind) {
            session.words.entry(id.to_owned()).or_default().insert(word, made.id.clone());
        }
    }
}

/// What references are replaced by.
pub(super) struct References<'s> {
    words: &'s BTreeMap<String, BTreeMap<&'static str, String>>,
    renamed: HashMap<&'s str, &'s str>,
}

impl<'s> References<'s> {
    pub(super) fn new(session: &'s Session) -> Self {
        let renamed = session.renamed.iter().map(|(old, new)| (old.as_str(), new.as_str())).collect();
        Self { words: &session.words, renamed }
    }

    /// Whether there is nothing to replace.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty() && self.renamed.is_empty()
    }

    /// Replaces references in a value and all in it.
    pub(super) fn replace(&self, doc: &mut Doc) {
        match &mut doc.kind {
            Kind::List(elements) => elements.iter_mut().for_each(|element| self.replace(element)),
            Kind::Map(fields) => {
                if fields.len() == 1 {
                    self.replace_call(fields);
                }
                if let Some(depends_on) = fields.get_mut("DependsOn") {
                    self.replace_dependency(depends_on);
                }
                fields.values_mut().for_each(|value| self.replace(value));
            }
            _ => {}
        }
    }

    fn replace_dependency(&self, doc: &mut Doc) {
        match &mut doc.kind {
            Kind::List(elements) => elements.iter_mut().for_each(|element| self.replace_dependency(element)),
            Kind::Text(text) => {
                if let Some(new) = self.renamed.get(text.as_str()) {
                    *text = text.with(new);
                }
            }
            _ => {}
        }
    }

    fn replace_call(&self, call: &mut Fields) {
        if let Some(name) = call.get("Ref").and_then(Doc::as_str)
            && let Some(new) = self.named(name)
        {
            call.set("Ref", new);
        }
        if let Some(parts) = call.get("Fn::GetAtt").and_then(Doc::as_list)
            && let Some(parts) = parts.iter().map(Doc::as_str).collect::<Option<Vec<_>>>()
            && parts.len() > 1
            && let Some(new) = self.with_rest(&parts.join("."))
        {
            let (resource, rest) = new.split_once('.').unwrap_or((&new, ""));
            let parts = if rest.is_empty() { list![resource] } else { list![resource, rest] };
            call.set("Fn::GetAtt", parts);
        }
        if let Some(argument) = call.get_mut("Fn::Sub") {
            let text = match &mut argument.kind {
                Kind::List(elements) => elements.first_mut(),
                _ => Some(argument),
            };
            if let Some(Doc { kind: Kind::Text(text), .. }) = text {
                let replaced =
                    replace_names(text.as_str(), |name| Some(format!("${{{}}}", self.with_rest(name)?)));
                *text = text.with(&replaced);
            }
        }
    }

    /// The logical id that a whole name stands for.
    fn named(&self, name: &str) -> Option<String> {
        match name.split_once('.') {
            None => self.renamed.get(name).map(|new| (*new).to_owned()),
            Some((id, word)) => self.words.get(id)?.get(word).cloned(),
        }
    }

    /// A name with its first part, or its first two, replaced.
    fn with_rest(&self, name: &str) -> Option<String> {
        let mut parts = name.split('.');
        let id = parts.next()?;
        if let Some(new) = self.renamed.get(id) {
            return Some(format!("{new}{}", name.get(id.len()..).unwrap_or("")));
        }
        let word = parts.next()?;
        let made = self.words.get(id)?.get(word)?;
        let rest: String = parts.map(|part| format!(".{part}")).collect();
        Some(format!("{made}{rest}"))
    }
}
