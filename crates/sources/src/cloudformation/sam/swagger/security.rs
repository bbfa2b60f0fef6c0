//! Who may call a method: authorizers, API keys.

use super::{Swagger, security_of};
use crate::cloudformation::sam::{
    doc::{Doc, list},
    fields::Fields,
    made::Outcome,
    text::Text,
};

const KEY: &str = "api_key";
const NO_KEY: &str = "api_key_false";

fn requirement(name: impl Into<Text>, scopes: impl Into<Doc>) -> Doc {
    let mut requirement = Fields::table();
    requirement.set(name, scopes);
    requirement.into()
}

/// Requirements that name one of these, and the others.
fn parted(security: Vec<Doc>, names: &[&str]) -> (Vec<Doc>, Vec<Doc>) {
    security.into_iter().partition(|requirement| names.iter().any(|name| requirement.has(name)))
}

/// The one authorizer for methods that name none, and the names of all.
pub(in crate::cloudformation::sam) struct DefaultAuthorizer<'a> {
    pub(in crate::cloudformation::sam) name: &'a Text,
    pub(in crate::cloudformation::sam) scopes: Doc,
    pub(in crate::cloudformation::sam) all: Vec<Text>,
    /// It holds for a browser's preliminary question too.
    pub(in crate::cloudformation::sam) for_preflight: bool,
}

impl Swagger {
    pub(in crate::cloudformation::sam) fn define_authorizer(&mut self, name: &Text, authorizer: Fields) {
        self.security.set(name, authorizer);
    }

    fn define_iam(&mut self) {
        let mut scheme = Fields::table();
        scheme.set("x-amazon-apigateway-authtype", "awsSigv4");
        scheme.set("type", "apiKey");
        scheme.set("name", "Authorization");
        scheme.set("in", "header");
        self.define("AWS_IAM", scheme);
    }

    pub(in crate::cloudformation::sam) fn define_api_key(&mut self) {
        let mut scheme = Fields::table();
        scheme.set("type", "apiKey");
        scheme.set("name", "x-api-key");
        scheme.set("in", "header");
        self.define(KEY, scheme);
    }

    fn define(&mut self, name: &str, scheme: Fields) {
        if !self.security.has(name) {
            let mut named = Fields::table();
            named.set(name, scheme);
            self.security.update(named);
        }
    }

    pub(in crate::cloudformation::sam) fn set_default_authorizer(
        &mut self,
        path: &Text,
        default: &DefaultAuthorizer<'_>,
    ) -> Outcome<()> {
        let mut names: Vec<&str> = vec!["AWS_IAM"];
        names.extend(default.all.iter().map(Text::as_str));
        let mut iam = false;
        self.each_integrated(path, |method, definition| {
            if method.as_str() == "options" && !default.for_preflight {
                return Ok(());
            }
            let (own, mut security) = parted(security_of(definition)?, &names);
            match security.iter().position(|requirement| requirement.has("NONE")) {
                // Nobody is asked; where nothing else is, SAM leaves its word standing.
                Some(at) => {
                    security.remove(at);
                }
                None if !own.is_empty() => security.extend(own),
                None => security.push(requirement(default.name, &default.scopes)),
            }
            if let Some(first) = security.first() {
                iam |= first.has("AWS_IAM");
                definition.set("security", Doc::list(security));
            }
            Ok(())
        })?;
        if iam {
            self.define_iam();
        }
        Ok(())
    }

    pub(in crate::cloudformation::sam) fn set_default_api_key(
        &mut self,
        path: &Text,
        for_preflight: bool,
    ) -> Outcome<()> {
        self.each_integrated(path, |method, definition| {
            let before = security_of(definition)?;
            let (own, mut security) = parted(before.clone(), &[KEY, NO_KEY]);
            let wanted = !own.iter().any(|requirement| requirement.has(NO_KEY));
            if wanted && (method.as_str() != "options" || for_preflight) {
                security.push(requirement(KEY, list![]));
            }
            if security != before {
                definition.set("security", Doc::list(security));
            }
            Ok(())
        })
    }

    /// Sets what a method itself asks for; `authorizers` are those of the API.
    pub(in crate::cloudformation::sam) fn set_method_auth(
        &mut self,
        path: &str,
        method: &Text,
        auth: &Fields,
        authorizers: Option<&Fields>,
    ) -> Outcome<()> {
        if let Some(name) = auth.set_at("Authorizer").and_then(Doc::as_text) {
            let defined = authorizers.and_then(|all| all.get(name.as_str()));
            let scopes = match (auth.get("AuthorizationScopes"), defined) {
                _ if name.as_str() == "NONE" => None,
                (_, None) => None,
                (Some(scopes), _) => Some(scopes),
                (None, Some(defined)) => defined.get("AuthorizationScopes"),
            };
            let scopes = scopes.cloned().unwrap_or_else(|| list![]);
            let mut iam = false;
            self.definition.each_method(path, method, |definition| {
                let mut security = security_of(definition)?;
                security.push(requirement(name, &scopes));
                iam |= security.first().is_some_and(|first| first.has("AWS_IAM"));
                definition.set("security", Doc::list(security));
                Ok(())
            })?;
            if iam {
                self.define_iam();
            }
        }
        let Some(required) = auth.get("ApiKeyRequired") else { return Ok(()) };
        let required = required.truthy();
        let mut defined = false;
        self.definition.each_method(path, method, |definition| {
            let mut security = security_of(definition)?;
            security.push(requirement(if required { KEY } else { NO_KEY }, list![]));
            definition.set("security", Doc::list(security));
            defined = required;
            Ok(())
        })?;
        if defined {
            self.define_api_key();
        }
        Ok(())
    }
}
