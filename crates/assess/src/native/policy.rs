//! What the Allow statements of a policy document grant on everything, three-valued.
//!
//! The checks beside this file ask it. A grant counts where no resource narrows it; a Deny for everything takes it away.

use crate::{
    evaluate::{
        Found, Item, Look,
        value::{elements, key},
    },
    world::World,
};
use demarc_inventory::{Coverage, ResourceIndex, Value};
use demarc_model::{Truth, Why};
use std::rc::Rc;

/// A text of a statement, or why it is not known.
enum Text {
    Known(String),
    Unknown(Why),
}

/// A statement, as far as it is known.
pub(crate) struct Statement {
    allows: Truth,
    denies: Truth,
    /// Whether it has a condition.
    conditional: Truth,
    /// Whether the actions are those that it does not grant.
    inverted: bool,
    actions: Vec<Text>,
    /// Why there may be more actions.
    more_actions: Option<Why>,
    /// Whether no resource narrows it.
    everything: Truth,
    /// The actions as written, for the record.
    item: Item,
    path: String,
}

/// The statements of one document.
pub(crate) struct Policy {
    pub(super) statements: Vec<Statement>,
    /// Why there may be more statements.
    more: Option<Why>,
}

/// Reads the documents at a property: one document, or a list of objects that hold one as `PolicyDocument` each.
///
/// # Errors
/// Why nothing can be said, where the property is not shown.
pub(super) fn policies(world: &World<'_>, index: ResourceIndex, over: &str) -> Result<Rc<[Policy]>, Why> {
    // The checks of one resource come one after the other.
    if let Some((of, at, known)) = &*world.policies.borrow()
        && *of == index
        && at == over
    {
        return Ok(Rc::clone(known));
    }
    let policies: Rc<[Policy]> = read(world, index, over)?.into();
    *world.policies.borrow_mut() = Some((index, over.to_owned(), Rc::clone(&policies)));
    Ok(policies)
}

fn read(world: &World<'_>, index: ResourceIndex, over: &str) -> Result<Vec<Policy>, Why> {
    let resource = world.inventory.resource(index).ok_or(Why::NotInInput)?;
    let Some(item) = key(world, &Item::Node(resource.document), over).filter(|i| !is_absent(world, i)) else {
        let shown = resource.coverage.shows(over) && resource.coverage != Coverage::Nothing;
        return if shown { Ok(Vec::new()) } else { Err(Why::NotObservableHere) };
    };
    if over == "PolicyDocument" {
        return Ok(vec![policy(world, &item, over)]);
    }
    let (all, open) = elements(world, &item);
    let mut policies: Vec<Policy> = all
        .iter()
        .map(|one| match key(world, one, "PolicyDocument") {
            Some(document) => policy(world, &document, &format!("{over}[].PolicyDocument")),
            None => Policy { statements: Vec::new(), more: unknown(one) },
        })
        .collect();
    if open.is_some() {
        policies.push(Policy { statements: Vec::new(), more: open });
    }
    Ok(policies)
}

fn policy(world: &World<'_>, document: &Item, path: &str) -> Policy {
    match key(world, document, "Statement") {
        Some(statements) => {
            let (all, more) = elements(world, &statements);
            let statements =
                all.iter().map(|s| statement(world, s, &format!("{path}.Statement[]"))).collect();
            Policy { statements, more }
        }
        None => Policy { statements: Vec::new(), more: unknown(document) },
    }
}

fn statement(world: &World<'_>, item: &Item, path: &str) -> Statement {
    let effect = key(world, item, "Effect").and_then(|e| text(world, &e));
    let is = |wanted: &str| match &effect {
        Some(Text::Known(effect)) => Truth::from(effect == wanted),
        Some(Text::Unknown(why)) => Truth::Unknown(*why),
        None => Truth::False,
    };
    let named = |name: &str| key(world, item, name).filter(|i| !is_absent(world, i));
    let (inverted, actions, name) = match (named("Action"), named("NotAction")) {
        (Some(actions), _) => (false, Some(actions), "Action"),
        (None, Some(actions)) => (true, Some(actions), "NotAction"),
        (None, None) => (false, None, "Action"),
    };
    let (texts, more_actions) =
        actions.as_ref().map_or((Vec::new(), unknown(item)), |actions| texts(world, actions));
    let everything = match (named("Resource"), named("NotResource")) {
        (Some(resources), _) => narrows_nothing(world, &resources),
        (None, Some(_)) => Truth::True,
        (None, None) => unknown(item).map_or(Truth::False, Truth::Unknown),
    };
    let conditional = match named("Condition") {
        Some(condition) => unknown(&condition).map_or(Truth::True, Truth::Unknown),
        None => Truth::False,
    };
    Statement {
        allows: is("Allow"),
        denies: is("Deny"),
        conditional,
        inverted,
        actions: texts,
        more_actions,
        everything,
        item: actions.unwrap_or_else(|| item.clone()),
        path: format!("{path}.{name}"),
    }
}

impl Statement {
    /// Whether the statement is about an action (lower case, with its service).
    pub fn names(&self, action: &str) -> Truth {
        let any = self.any(|pattern| Truth::from(glob(pattern, action)));
        if self.inverted { !any } else { any }
    }

    /// Whether one of the actions, as written in lower case, passes a test; for `NotAction` see [`Self::inverted`].
    pub fn any(&self, test: impl Fn(&str) -> Truth) -> Truth {
        let mut truth = Truth::False;
        for action in &self.actions {
            truth = truth.or(match action {
                Text::Known(pattern) => test(pattern),
                Text::Unknown(why) => Truth::Unknown(*why),
            });
        }
        truth.or(self.more_actions.map_or(Truth::False, Truth::Unknown))
    }

    /// Whether the statement names the actions that it leaves out.
    pub fn inverted(&self) -> bool {
        self.inverted
    }

    /// Whether the statement grants on everything what it names; with `unconditional` a condition narrows it.
    pub fn grants(&self, unconditional: bool) -> Truth {
        let narrowed = if unconditional { self.conditional } else { Truth::False };
        self.allows.and(self.everything).and(!narrowed)
    }

    /// What a check found at the statement.
    pub fn look(&self, world: &World<'_>, index: ResourceIndex, truth: Truth) -> Look {
        Look { resource: index, path: self.path.clone(), found: Found::of(world, &self.item), truth }
    }
}

impl Policy {
    /// Whether a statement takes an action away everywhere and without a condition.
    pub fn denies(&self, action: &str) -> Truth {
        self.statements.iter().fold(Truth::False, |truth, s| {
            let denies = s.denies.and(s.everything).and(!s.conditional);
            if denies == Truth::False { truth } else { truth.or(denies.and(s.names(action))) }
        })
    }

    /// Whether an action is granted on everything, and by which statement.
    pub fn grants(&self, action: &str, unconditional: bool) -> (Truth, Option<&Statement>) {
        let mut truth = Truth::False;
        let mut by = None;
        for statement in &self.statements {
            let grants = statement.grants(unconditional);
            // Most statements are narrowed, whatever they name.
            if grants == Truth::False {
                continue;
            }
            let one = grants.and(statement.names(action));
            if one != Truth::False && truth != Truth::True {
                by = Some(statement);
            }
            truth = truth.or(one);
        }
        if truth != Truth::False {
            truth = truth.and(!self.denies(action));
        }
        (truth.or(self.open()), by)
    }

    /// Whether every statement is narrowed, so that no action is granted on everything.
    pub fn is_narrowed(&self, unconditional: bool) -> bool {
        self.statements.iter().all(|s| s.grants(unconditional) == Truth::False)
    }

    /// Unknown where the document may hold statements that nobody saw.
    pub fn open(&self) -> Truth {
        self.more.map_or(Truth::False, Truth::Unknown)
    }
}

/// The verdict over all documents of a resource: none of them may pass the test, which names the statement that did.
pub(super) fn none<'a>(
    world: &World<'_>,
    index: ResourceIndex,
    policies: &'a [Policy],
    over: &str,
    test: impl Fn(&'a Policy) -> (Truth, Option<&'a Statement>),
) -> (Truth, Vec<Look>) {
    let mut truth = Truth::True;
    let mut looks = Vec::new();
    for policy in policies {
        let (found, by) = test(policy);
        truth = truth.and(!found);
        if let Some(statement) = by.filter(|_| found != Truth::False) {
            looks.push(statement.look(world, index, !found));
        }
    }
    if looks.is_empty() {
        let document = world.inventory.resource(index).map(|r| Item::Node(r.document));
        let found =
            document.and_then(|d| key(world, &d, over)).map_or(Found::Absent, |i| Found::of(world, &i));
        looks.push(Look { resource: index, path: over.to_owned(), found, truth });
    }
    (truth, looks)
}

fn texts(world: &World<'_>, item: &Item) -> (Vec<Text>, Option<Why>) {
    let (all, open) = elements(world, item);
    (all.iter().filter_map(|i| text(world, i)).collect(), open)
}

fn text(world: &World<'_>, item: &Item) -> Option<Text> {
    match item {
        Item::Node(node) => match world.inventory.arena.value(*node) {
            Value::String(text) => Some(Text::Known(world.inventory.arena.text(text).to_owned())),
            Value::Unknown { why, .. } => Some(Text::Unknown(why)),
            Value::Ref { .. } => Some(Text::Unknown(Why::KnownAfterApply)),
            _ => None,
        },
        Item::Json(json) => json.as_str().map(|t| Text::Known(t.to_owned())),
        Item::Unknown(why) | Item::Computed(why) => Some(Text::Unknown(*why)),
        Item::Default(_) | Item::Absent => None,
    }
}

fn unknown(item: &Item) -> Option<Why> {
    match item {
        Item::Unknown(why) | Item::Computed(why) => Some(*why),
        _ => None,
    }
}

fn is_absent(world: &World<'_>, item: &Item) -> bool {
    match item {
        Item::Absent => true,
        Item::Node(node) => world.inventory.arena.value(*node) == Value::Absent,
        _ => false,
    }
}

/// Whether one of the resources is everything, or everything of a service or kind.
fn narrows_nothing(world: &World<'_>, resources: &Item) -> Truth {
    let (all, open) = elements(world, resources);
    let mut truth = open.map_or(Truth::False, Truth::Unknown);
    for item in &all {
        if let Item::Node(node) = item
            && let Value::Ref { attribute, .. } = world.inventory.arena.value(*node)
            && world.inventory.arena.text(attribute).to_ascii_lowercase().ends_with("arn")
        {
            // The ARN of one resource.
            continue;
        }
        truth = truth.or(match text(world, item) {
            Some(Text::Known(text)) => Truth::from(is_everything(&text)),
            Some(Text::Unknown(why)) => {
                // What stands for the unknown pieces may be one name or a wildcard: where it makes no difference, it is decided.
                match (guess(world, item, "x"), guess(world, item, "*")) {
                    (Some(one), Some(any)) if is_everything(&one) == is_everything(&any) => {
                        Truth::from(is_everything(&one))
                    }
                    _ => Truth::Unknown(why),
                }
            }
            None => Truth::False,
        });
    }
    truth
}

/// A text that is known in part, with something in place of what is not known and an ARN for a reference to one.
fn guess(world: &World<'_>, item: &Item, unknown: &str) -> Option<String> {
    let Item::Node(node) = item else { return None };
    let arena = &world.inventory.arena;
    let mut text = String::new();
    let mut pieces = 0;
    for piece in arena.parts(*node) {
        pieces += 1;
        match arena.value(piece) {
            Value::String(known) => text.push_str(arena.text(known)),
            Value::Ref { attribute, .. } if arena.text(attribute).to_ascii_lowercase().ends_with("arn") => {
                // Whatever follows stays within what the ARN names, as with a bucket.
                text.push_str("arn:aws:s3:::one");
            }
            _ => text.push_str(unknown),
        }
    }
    (pieces > 0).then_some(text)
}

/// `*`, or an ARN whose resource is `*`, `table/*`, `role:*` and the like.
fn is_everything(resource: &str) -> bool {
    if !resource.is_empty() && resource.chars().all(|c| c == '*') {
        return true;
    }
    let parts: Vec<&str> = resource.splitn(6, ':').collect();
    let [_, _, service, _, _, last] = parts.as_slice() else {
        return resource.starts_with("arn:") && resource.ends_with('*');
    };
    match last.split_once(['/', ':']) {
        // `bucket/*` names one bucket; the resources of other services begin with a kind.
        Some((kind, "*")) => kind == "*" || (*service != "s3" && !kind.contains(['*', '?'])),
        Some(_) => false,
        None => *last == "*",
    }
}

/// Whether a pattern with `*` and `?` matches a text in lower case as a whole.
pub(super) fn glob(pattern: &str, text: &str) -> bool {
    if pattern.is_ascii() && text.is_ascii() {
        // Nearly all are: their bytes are their characters.
        let same = |p: &u8, t: &u8| p.to_ascii_lowercase() == *t;
        return glob_over(pattern.as_bytes(), text.as_bytes(), (&b'*', &b'?'), same);
    }
    let pattern: Vec<char> = pattern.to_ascii_lowercase().chars().collect();
    let text: Vec<char> = text.chars().collect();
    glob_over(&pattern, &text, (&'*', &'?'), |p, t| p == t)
}

/// As [`glob`], over any characters; `many` and `one` stand for any number of them and for one.
fn glob_over<C: PartialEq>(
    pattern: &[C],
    text: &[C],
    (many, one): (&C, &C),
    same: impl Fn(&C, &C) -> bool,
) -> bool {
    let (mut p, mut t) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while t < text.len() {
        match pattern.get(p) {
            Some(c) if c == many => {
                star = Some((p, t));
                p += 1;
            }
            Some(c) if c == one || text.get(t).is_some_and(|t| same(c, t)) => {
                p += 1;
                t += 1;
            }
            _ => match star {
                Some((at, from)) => {
                    p = at + 1;
                    t = from + 1;
                    star = Some((at, from + 1));
                }
                None => return false,
            },
        }
    }
    pattern.iter().skip(p).all(|c| c == many)
}

#[cfg(test)]
mod tests {
    use super::{glob, is_everything};

    #[test]
    fn wildcards_in_actions() {
        for (pattern, action, wanted) in [
            ("*", "iam:passrole", true),
            ("iam:*", "iam:passrole", true),
            ("IAM:Pass*", "iam:passrole", true),
            ("iam:*role", "iam:passrole", true),
            ("iam:P?ssRole", "iam:passrole", true),
            ("iam:Get*", "iam:passrole", false),
            ("s3:*", "iam:passrole", false),
            ("", "iam:passrole", false),
        ] {
            assert_eq!(glob(pattern, action), wanted, "{pattern}");
        }
    }

    #[test]
    fn resources_that_narrow_nothing() {
        for everything in
            ["*", "arn:aws:s3:::*", "arn:aws:iam::111122223333:*", "arn:aws:iam::*:role/*", "arn:*"]
        {
            assert!(is_everything(everything), "{everything}");
        }
        for one in [
            "arn:aws:s3:::demo-data",
            "arn:aws:s3:::demo-data/*",
            "arn:aws:iam::111122223333:role/app",
            "arn:aws:iam::111122223333:role/app-*",
            "arn:aws:secretsmanager:us-east-1:111122223333:secret:app-*",
            "",
        ] {
            assert!(!is_everything(one), "{one}");
        }
    }
}
