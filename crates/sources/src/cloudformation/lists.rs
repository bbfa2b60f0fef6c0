//! Functions on lists and mappings: `Fn::Select`, `Fn::Length`, `Fn::Cidr`, `Fn::GetAZs`, `Fn::FindInMap`.

use super::{
    call::Call,
    evaluate::Evaluator,
    stack::StackId,
    value::{Data, Val},
};
use crate::syntax::Mapping;
use demarc_inventory::ProblemSeverity;
use demarc_model::{Span, Why};
use ipnet::IpNet;

/// The most ranges that `Fn::Cidr` gives.
const MOST_RANGES: usize = 256;

impl Evaluator<'_> {
    pub(super) fn select(&mut self, stack: StackId, call: &Call<'_>) -> Val {
        const EXPECTED: &str = "an index from 0 and a list that is long enough";
        let Some([index, list]) = call.list() else { return self.malformed(call, EXPECTED) };
        let (index, list) = (self.evaluate(stack, index), self.evaluate(stack, list));
        let span = call.tree.span;
        if let Data::Unknown(_) | Data::Ref { .. } = &list.data {
            return Val::new(Data::Unknown(list.obstacle()), span).with_sensitive(list.sensitive);
        }
        if let Data::Unknown(_) | Data::Ref { .. } = &index.data {
            return Val::new(Data::Unknown(index.obstacle()), span).with_sensitive(list.sensitive);
        }
        match (list.data, index.text().and_then(|i| i.trim().parse::<usize>().ok())) {
            (Data::List(_, Some(why)), _) => Val::unknown(why, None, span).with_sensitive(list.sensitive),
            (Data::List(elements, None), Some(at)) => match elements.into_iter().nth(at) {
                Some(element) => element.with_sensitive(list.sensitive),
                None => self.malformed(call, EXPECTED),
            },
            _ => self.malformed(call, EXPECTED),
        }
    }

    pub(super) fn length(&mut self, stack: StackId, call: &Call<'_>) -> Val {
        let list = self.argument(stack, call);
        let span = call.tree.span;
        match list.data {
            Data::List(elements, None) => Val::new(Data::Number(elements.len().to_string()), span),
            Data::List(_, Some(why)) => Val::unknown(why, None, span),
            Data::Unknown(_) | Data::Ref { .. } => Val::new(Data::Unknown(list.obstacle()), span),
            _ => self.malformed(call, "a list"),
        }
    }

    pub(super) fn availability_zones(&mut self, stack: StackId, call: &Call<'_>) -> Val {
        let region = self.argument(stack, call);
        let refers = match region.text() {
            Some("") => "Fn::GetAZs".to_owned(),
            Some(region) => format!("Fn::GetAZs {region}"),
            None => region
                .obstacle()
                .refers
                .map_or_else(|| "Fn::GetAZs".to_owned(), |refers| format!("Fn::GetAZs {refers}")),
        };
        // Which zones an account sees is AWS's to say.
        Val::unknown(Why::KnownAfterApply, refers, call.tree.span)
    }

    pub(super) fn cidr(&mut self, stack: StackId, call: &Call<'_>) -> Val {
        const EXPECTED: &str = "a CIDR block, a count from 1 to 256 and optionally the number of host bits";
        let Some(arguments) = call.list().filter(|list| (2..=3).contains(&list.len())) else {
            return self.malformed(call, EXPECTED);
        };
        let values: Vec<Val> = arguments.iter().map(|argument| self.evaluate(stack, argument)).collect();
        let span = call.tree.span;
        let unknown = values.iter().find(|v| matches!(v.data, Data::Unknown(_) | Data::Ref { .. }));
        if let Some(unknown) = unknown {
            return Val::new(Data::Unknown(unknown.obstacle()), span);
        }
        let text = |at: usize| values.get(at).and_then(Val::text).map(str::trim);
        let block = text(0).and_then(|t| t.parse::<IpNet>().ok());
        let count = text(1).and_then(|t| t.parse::<usize>().ok()).filter(|c| (1..=MOST_RANGES).contains(c));
        let (Some(block), Some(count)) = (block, count) else { return self.malformed(call, EXPECTED) };
        let bits = match arguments.len() {
            3 => text(2).and_then(|t| t.parse::<u8>().ok()),
            // Without a number the ranges share the block evenly, which AWS does not document precisely.
            _ => None,
        };
        let Some(prefix) = bits.and_then(|bits| block.max_prefix_len().checked_sub(bits)) else {
            return match arguments.len() {
                3 => self.malformed(call, EXPECTED),
                _ => Val::unknown(Why::UnsupportedExpression, "Fn::Cidr".to_owned(), span),
            };
        };
        let ranges: Vec<Val> = match block.trunc().subnets(prefix) {
            Ok(subnets) => subnets.take(count).map(|net| Val::string(net.to_string(), span)).collect(),
            Err(_) => Vec::new(),
        };
        if ranges.len() < count {
            return self.malformed(call, "a CIDR block that has room for so many ranges");
        }
        Val::new(Data::List(ranges, None), span)
    }

    pub(super) fn find_in_map(&mut self, stack: StackId, call: &Call<'_>) -> Val {
        const EXPECTED: &str = "the names of a mapping, of a first and of a second key";
        let Some(arguments) = call.list() else { return self.malformed(call, EXPECTED) };
        let (keys, default) = match arguments {
            [map, first, second] => ([map, first, second], None),
            [map, first, second, options] => ([map, first, second], options.get("DefaultValue")),
            _ => return self.malformed(call, EXPECTED),
        };
        let span = call.tree.span;
        let [map, first, second] = keys.map(|key| self.evaluate(stack, key));
        let usable =
            |key: &Val| key.text().is_some() || matches!(key.data, Data::Unknown(_) | Data::Ref { .. });
        if ![&map, &first, &second].into_iter().all(usable) {
            return self.malformed(call, EXPECTED);
        }
        let Some(template) = self.stack(stack).map(|s| std::rc::Rc::clone(&s.template)) else {
            return self.malformed(call, EXPECTED);
        };
        let rows = map.text().map(|name| template.mappings.get(name).and_then(|t| t.as_mapping()));
        let found = match (rows, first.text(), second.text()) {
            (Some(rows), Some(first_key), Some(second_key)) => {
                rows.and_then(|rows| rows.get(first_key)).and_then(|row| row.get(second_key))
            }
            // One key is unknown: what stands under every key it could be is known all the same.
            (Some(Some(rows)), None, Some(second_key)) if default.is_none() => {
                return self.agreement(stack, rows, second_key, &first, span);
            }
            _ => {
                let unknown = [&map, &first, &second].into_iter().find(|key| key.text().is_none());
                return Val::new(Data::Unknown(unknown.unwrap_or(&map).obstacle()), span);
            }
        };
        match (found, default) {
            (Some(value), _) => self.evaluate(stack, value),
            (None, Some(default)) => self.evaluate(stack, default),
            (None, None) => {
                let name = [&map, &first, &second].map(|key| key.text().unwrap_or("?").to_owned()).join(".");
                self.report(
                    "unresolved-reference",
                    ProblemSeverity::Warning,
                    format!("`{name}` is not in the template's mappings; its value counts as unknown"),
                    span,
                );
                Val::unknown(Why::UnresolvedReference, name, span)
            }
        }
    }

    /// The value that all rows of a mapping have in common under a key.
    fn agreement(&mut self, stack: StackId, rows: &Mapping, key: &str, unknown: &Val, span: Span) -> Val {
        let mut common: Option<Val> = None;
        for row in rows.entries() {
            let Some(cell) = row.value.get(key) else { continue };
            let value = self.evaluate(stack, cell);
            if common.as_ref().is_some_and(|c| !c.same(&value)) {
                return Val::new(Data::Unknown(unknown.obstacle()), span);
            }
            common = Some(value);
        }
        common.unwrap_or_else(|| Val::new(Data::Unknown(unknown.obstacle()), span))
    }
}
