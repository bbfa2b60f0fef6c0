//! Provider configurations: where a resource of theirs is, and which tags it gets.

use super::{
    evaluator::Evaluator,
    names::{attribute_of, known_text},
    scope::Scope,
    syntax::{Block, Body, Expr, ExprKind, Step},
    value::{Kind, Rest, Val},
};
use std::{collections::BTreeMap, rc::Rc};

/// What a provider's configuration says of its resources.
#[derive(Debug, Clone, Default)]
pub(super) struct ProviderInfo {
    pub region: Option<String>,
    pub account: Option<String>,
    /// The `tags` of `default_tags`.
    pub default_tags: Option<Val>,
}

/// The provider's name within the module: `aws` or `aws.west`.
fn provider_name(expr: &Expr) -> Option<String> {
    match &expr.kind {
        ExprKind::Variable(name) => Some(name.clone()),
        ExprKind::Text(name) => Some(name.to_string()),
        ExprKind::Traversal(head, steps) => match (&head.kind, steps.as_slice()) {
            (ExprKind::Variable(name), [Step::Attribute(alias)]) => Some(format!("{name}.{alias}")),
            _ => None,
        },
        _ => None,
    }
}

impl Evaluator<'_, '_> {
    /// The configuration of the provider that a block belongs to.
    pub(super) fn provider_of_block(
        &mut self,
        instance: usize,
        kind: &str,
        body: &Body,
    ) -> Option<Rc<ProviderInfo>> {
        let name = match body.expr("provider") {
            Some(expr) => provider_name(expr)?,
            None => kind.split('_').next().unwrap_or(kind).to_owned(),
        };
        self.provider(instance, &name)
    }

    fn provider(&mut self, instance: usize, name: &str) -> Option<Rc<ProviderInfo>> {
        let key = (instance, Rc::from(name));
        if let Some(known) = self.providers.get(&key) {
            return known.clone();
        }
        self.providers.insert(key.clone(), None);
        let info = self.find_provider(instance, name);
        self.providers.insert(key, info.clone());
        info
    }

    fn find_provider(&mut self, instance: usize, name: &str) -> Option<Rc<ProviderInfo>> {
        let module = self.module_of(instance)?;
        let caller = self.instances.get(instance).and_then(|i| i.caller.clone());
        if let Some(block) = module.providers.get(name).filter(|b| caller.is_none() || !is_placeholder(b)) {
            return Some(Rc::new(self.configured(instance, &Rc::clone(block))));
        }
        let Some(caller) = caller else {
            // Without a configuration the environment decides.
            let environment = ProviderInfo {
                region: self.options.region.clone(),
                account: self.options.account.clone(),
                default_tags: None,
            };
            return (!name.contains('.')).then(|| Rc::new(environment));
        };
        let call = self.module_of(caller.instance).and_then(|m| m.calls.get(&caller.name).cloned())?;
        match call.body.expr("providers").map(|e| &e.kind) {
            Some(ExprKind::Object(passed)) => {
                let given = passed.iter().find_map(|(key, value)| {
                    let key = match key {
                        super::syntax::ObjectKey::Name(name) => Some(name.clone()),
                        super::syntax::ObjectKey::Computed(expr) => provider_name(expr),
                    };
                    if key.as_deref() == Some(name) { provider_name(value) } else { None }
                });
                match given {
                    Some(given) => self.provider(caller.instance, &given),
                    None if !name.contains('.') => self.provider(caller.instance, name),
                    None => None,
                }
            }
            _ if !name.contains('.') => self.provider(caller.instance, name),
            _ => None,
        }
    }

    fn configured(&mut self, instance: usize, block: &Block) -> ProviderInfo {
        let scope = Scope::module(instance);
        let value = self.body_value(&block.body, &Rest::Closed, scope, false);
        self.hide_secrets(&value);
        let text = |value: &Val, name: &str| {
            attribute_of(value, name).and_then(|v| known_text(&v).map(str::to_owned))
        };
        let has = |name: &str| attribute_of(&value, name).is_some();
        let region = if has("region") || block.body.unreadable {
            text(&value, "region")
        } else {
            self.options.region.clone()
        };
        let role = attribute_of(&value, "assume_role")
            .or_else(|| attribute_of(&value, "assume_role_with_web_identity"));
        let account = match role {
            Some(role) => first(&role).and_then(|r| text(&r, "role_arn")).and_then(|arn| account_of(&arn)),
            None => {
                let allowed = attribute_of(&value, "allowed_account_ids");
                let only = allowed.as_ref().and_then(only).and_then(|v| known_text(&v).map(str::to_owned));
                only.or_else(|| self.options.account.clone())
            }
        };
        let default_tags = attribute_of(&value, "default_tags")
            .and_then(|block| first(&block))
            .and_then(|block| attribute_of(&block, "tags"))
            .filter(|tags| !tags.is_null());
        ProviderInfo { region, account, default_tags }
    }

    /// The tags of a resource with those of its provider; None if the provider has none.
    pub(super) fn all_tags(&mut self, body: &Val, defaults: &Val) -> Val {
        let own = attribute_of(body, "tags").filter(|t| matches!(t.kind, Kind::Map(_) | Kind::Unknown(_)));
        match own {
            Some(own) => {
                super::functions::merge(&[defaults.clone(), own]).unwrap_or_else(|_| defaults.clone())
            }
            None => Val::map_of(
                match &defaults.kind {
                    Kind::Map(map) => map.entries.clone(),
                    _ => BTreeMap::new(),
                },
                false,
                match &defaults.kind {
                    Kind::Map(map) => map.rest.clone(),
                    _ => defaults
                        .why_unknown()
                        .map_or(Rest::Closed, |u| Rest::Open(super::value::Open::new(u))),
                },
            ),
        }
        .or_at(defaults.span)
    }
}

/// An empty block in a called module only says that the caller passes a provider of this name.
fn is_placeholder(block: &Block) -> bool {
    let mut attributes = block.body.attributes.iter();
    block.body.blocks.is_empty()
        && !block.body.unreadable
        && attributes.all(|a| a.name == "alias" || a.name == "version")
}

fn first(value: &Val) -> Option<Val> {
    match &value.kind {
        Kind::List(list) => list.items.first().cloned(),
        Kind::Map(_) => Some(value.clone()),
        _ => None,
    }
}

fn only(value: &Val) -> Option<Val> {
    match &value.kind {
        Kind::List(list) if list.open.is_none() && list.items.len() == 1 => list.items.first().cloned(),
        _ => None,
    }
}

/// The account in an ARN.
fn account_of(arn: &str) -> Option<String> {
    arn.split(':')
        .nth(4)
        .filter(|a| a.len() == 12 && a.bytes().all(|b| b.is_ascii_digit()))
        .map(str::to_owned)
}
