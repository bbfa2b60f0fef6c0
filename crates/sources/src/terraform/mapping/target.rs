//! Which resource a value of another one names: by reference, name, id or ARN.

use super::{Draft, canon::Canon};
use demarc_inventory::{Arena, Marks, NodeId, Value};
use demarc_model::Why;
use std::collections::HashMap;

/// References lead from one completing resource to the next at most so often.
const LONGEST_CHAIN: usize = 8;

/// What a value says about which resource it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// This one.
    Known(usize),
    /// One of these, or none.
    Candidates(Vec<usize>, Why),
    /// One of these, all of which bear the name or address.
    OneOf(Vec<usize>, Why),
    /// None of the input.
    Elsewhere,
}

/// Drafts by address, canonical type and name.
pub(super) struct Targets {
    addresses: HashMap<String, usize>,
    by_type: HashMap<String, Vec<usize>>,
    names: Vec<Names>,
}

#[derive(Default)]
struct Names {
    known: Vec<String>,
    /// Whether it may have a name that is not known.
    open: bool,
}

impl Targets {
    pub fn new(arena: &Arena, drafts: &[Draft]) -> Self {
        let mut targets = Self { addresses: HashMap::new(), by_type: HashMap::new(), names: Vec::new() };
        for (at, draft) in drafts.iter().enumerate() {
            targets.addresses.entry(draft.resource.address.clone()).or_insert(at);
            targets.by_type.entry(draft.type_name.clone()).or_default().push(at);
            let names = match draft.completes_or_is_completed() {
                true => names_of(arena, draft),
                false => Names::default(),
            };
            targets.names.push(names);
        }
        targets
    }

    /// What a value in a resource's body means as the name of a resource of a type.
    pub fn resolve(
        &self,
        arena: &Arena,
        drafts: &[Draft],
        from: usize,
        value: NodeId,
        type_name: &str,
        chain: usize,
    ) -> Target {
        let all = self.by_type.get(type_name).map_or(&[][..], Vec::as_slice);
        if all.is_empty() || chain > LONGEST_CHAIN {
            return Target::Elsewhere;
        }
        match arena.value(value) {
            Value::String(text) => self.by_name(drafts, from, arena.text(text), all),
            Value::Ref { target, attribute } => {
                let (address, attribute) = (arena.text(target), arena.text(attribute));
                let found = self.at_address(drafts, address);
                match found.as_slice() {
                    [] => Target::Elsewhere,
                    [one] => {
                        let Some(draft) = drafts.get(*one) else { return Target::Elsewhere };
                        if draft.type_name == type_name {
                            return Target::Known(*one);
                        }
                        // `aws_s3_bucket_versioning.a.bucket` means whatever that attribute means.
                        let first = attribute.split(['.', '[']).next().unwrap_or(attribute);
                        match arena.get_named(draft.resource.body, first) {
                            Some(next) if !matches!(arena.value(next), Value::Absent) => {
                                self.resolve(arena, drafts, *one, next, type_name, chain + 1)
                            }
                            _ => Target::Elsewhere,
                        }
                    }
                    several => {
                        let fitting: Vec<usize> =
                            several.iter().copied().filter(|i| all.contains(i)).collect();
                        match fitting.is_empty() {
                            true => Target::Elsewhere,
                            false => Target::OneOf(fitting, Why::UnresolvedReference),
                        }
                    }
                }
            }
            Value::Unknown { why, refers, .. } => {
                let refers = refers.map_or("", |r| arena.text(r));
                let why = if why == Why::KnownAfterApply { Why::UnresolvedReference } else { why };
                candidates(narrowed(drafts, from, refers, all), why)
            }
            _ => Target::Elsewhere,
        }
    }

    fn by_name(&self, drafts: &[Draft], from: usize, text: &str, all: &[usize]) -> Target {
        let last = text.rsplit(['/', ':']).next().unwrap_or(text);
        let named = |name: &str| -> Vec<usize> {
            let is = |i: &&usize| self.names.get(**i).is_some_and(|n| n.known.iter().any(|k| k == name));
            all.iter().filter(is).copied().collect()
        };
        let whole = named(text);
        let found = if whole.is_empty() && last != text { named(last) } else { whole };
        let found = in_one_place(drafts, from, found);
        match found.as_slice() {
            [one] => Target::Known(*one),
            [] => {
                let open = |i: &&usize| self.names.get(**i).is_some_and(|n| n.open);
                candidates(all.iter().filter(open).copied().collect(), Why::UnresolvedReference)
            }
            _ => Target::OneOf(found, Why::UnresolvedReference),
        }
    }

    /// The resource at an address; of a block with `count` or `for_each` all instances where the index is not known.
    fn at_address(&self, drafts: &[Draft], address: &str) -> Vec<usize> {
        if let Some(&at) = self.addresses.get(address) {
            return vec![at];
        }
        // The block stands in the inventory once, without an index, where its instances are not known.
        if let Some((block, _)) = address.rsplit_once('[')
            && address.ends_with(']')
            && let Some(&at) = self.addresses.get(block)
        {
            return vec![at];
        }
        drafts
            .iter()
            .enumerate()
            .filter(|(_, d)| {
                d.resource.address.strip_prefix(address).is_some_and(|rest| rest.starts_with('['))
            })
            .map(|(i, _)| i)
            .collect()
    }
}

/// Of resources that share a name those in the account, and if that leaves several the region, of the one that names them.
fn in_one_place(drafts: &[Draft], from: usize, found: Vec<usize>) -> Vec<usize> {
    let Some(own) = drafts.get(from) else { return found };
    let agree = |a: &Option<String>, b: &Option<String>| a.is_none() || b.is_none() || a == b;
    let of = |i: &usize| drafts.get(*i).map(|d| &d.resource);
    let there: Vec<usize> = found
        .into_iter()
        .filter(|i| of(i).is_some_and(|r| agree(&r.account, &own.resource.account)))
        .collect();
    if there.len() < 2 {
        return there;
    }
    let near: Vec<usize> = there
        .iter()
        .copied()
        .filter(|i| of(i).is_some_and(|r| agree(&r.region, &own.resource.region)))
        .collect();
    if near.is_empty() { there } else { near }
}

fn candidates(found: Vec<usize>, why: Why) -> Target {
    if found.is_empty() { Target::Elsewhere } else { Target::Candidates(found, why) }
}

/// Of all resources those that the unknown value's words name, if they name any.
fn narrowed(drafts: &[Draft], from: usize, refers: &str, all: &[usize]) -> Vec<usize> {
    let module = drafts.get(from).map_or("", |d| module_of(&d.resource.address));
    let named: Vec<usize> = all
        .iter()
        .copied()
        .filter(|i| {
            drafts.get(*i).is_some_and(|d| {
                let own = module_of(&d.resource.address);
                let local = d.resource.address.get(own.len()..).unwrap_or("").trim_start_matches('.');
                let block = local.split('[').next().unwrap_or(local);
                own == module && !block.is_empty() && mentions(refers, block)
            })
        })
        .collect();
    if named.is_empty() { all.to_vec() } else { named }
}

/// Whether a text holds a word, not as the part of a longer one.
fn mentions(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let part = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|t| t.chars().next());
        !before.is_some_and(|c| part(c) || c == '.') && !after.is_some_and(part)
    })
}

/// `module.a["x"].module.b` of an address; empty in the root module.
fn module_of(address: &str) -> &str {
    let mut end = 0;
    let mut rest = address;
    while let Some(inner) = rest.strip_prefix("module.") {
        let mut depth = 0usize;
        let mut quoted = false;
        let stop = inner.char_indices().find(|(_, c)| {
            match c {
                '"' => quoted = !quoted,
                '[' if !quoted => depth += 1,
                ']' if !quoted => depth = depth.saturating_sub(1),
                '.' if !quoted && depth == 0 => return true,
                _ => {}
            }
            false
        });
        let Some((stop, _)) = stop else { return address };
        end = address.len() - inner.len() + stop;
        rest = inner.get(stop + 1..).unwrap_or("");
    }
    address.get(..end).unwrap_or("")
}

fn names_of(arena: &Arena, draft: &Draft) -> Names {
    let mut names = Names::default();
    for attribute in ["id", "arn", "url", "name"] {
        if let Some(node) = arena.get_named(draft.resource.body, attribute) {
            names.known.extend(arena.as_str(node).filter(|t| !t.is_empty()).map(str::to_owned));
        }
    }
    for path in demarc_schema::name_properties(&draft.type_name) {
        let Some(Canon::Node(node)) = draft.document.at(arena, &path) else { continue };
        let found = arena.node(node);
        match found.value {
            Value::String(text) => names.known.push(arena.text(text).to_owned()),
            // A name that the provider makes up is none that anybody could have written elsewhere.
            Value::Unknown { .. } => names.open |= !found.marks.has(Marks::UNCONFIGURED),
            Value::Ref { .. } => names.open = true,
            _ => {}
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_cut_off_addresses_with_any_index() {
        assert_eq!(module_of("aws_s3_bucket.a"), "");
        assert_eq!(module_of("module.a.aws_s3_bucket.b[0]"), "module.a");
        assert_eq!(
            module_of(r#"module.a["x.y]"].module.b[1].aws_s3_bucket.c"#),
            r#"module.a["x.y]"].module.b[1]"#
        );
    }

    #[test]
    fn words_are_whole() {
        assert!(mentions("aws_s3_bucket.a[0].id", "aws_s3_bucket.a"));
        assert!(!mentions("aws_s3_bucket.ab.id", "aws_s3_bucket.a"));
        assert!(!mentions("data.aws_s3_bucket.a.id", "aws_s3_bucket.a"));
    }
}
