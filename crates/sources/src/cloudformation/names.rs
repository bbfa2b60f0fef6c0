//! Functions that name something: `Ref`, `Fn::GetAtt`, `Fn::ImportValue`.

use super::{
    call::Call,
    evaluate::Evaluator,
    exports::Imported,
    stack::{Nested, StackId},
    value::{Data, Val},
};
use crate::syntax::Tree;
use demarc_inventory::ProblemSeverity;
use demarc_model::{Span, Why};

impl Evaluator<'_> {
    pub(super) fn reference(&mut self, stack: StackId, call: &Call<'_>) -> Val {
        if let Some(name) = call.text() {
            return self.named(stack, name, call.tree.span);
        }
        // With language extensions the name may be computed.
        let name = self.argument(stack, call);
        match (&name.data, name.text()) {
            (_, Some(text)) => self.named(stack, text, call.tree.span),
            (Data::Unknown(_), _) => name,
            _ => self.malformed(call, "the name of a parameter or resource"),
        }
    }

    /// What a name in `Ref` or `${…}` stands for.
    pub(super) fn named(&mut self, id: StackId, name: &str, span: Span) -> Val {
        let Some(stack) = self.stack(id) else {
            return Val::unknown(Why::UnresolvedReference, name.to_owned(), span);
        };
        if let Some(value) = stack.parameters.get(name) {
            return Val { span, ..value.clone() };
        }
        if let Some(value) = stack.pseudo_parameter(name, span) {
            return value;
        }
        if stack.logical_ids.contains_key(name) {
            return Val::reference(stack.address(name), "", span);
        }
        if let Some(why) = stack.open_loops.get(name) {
            return Val::unknown(*why, name.to_owned(), span);
        }
        self.not_found(id, name, "", span)
    }

    pub(super) fn attribute(&mut self, stack: StackId, call: &Call<'_>) -> Val {
        let span = call.tree.span;
        if let Some(text) = call.text() {
            return self.dotted_attribute(stack, text, span);
        }
        let Some([resource, attribute]) = call.list() else {
            return self.malformed(call, "a resource and an attribute, as `Resource.Attribute` or as a list");
        };
        let (resource, attribute) = (self.evaluate(stack, resource), self.evaluate(stack, attribute));
        match (resource.text(), attribute.text()) {
            (Some(resource), Some(attribute)) => {
                self.dotted_attribute(stack, &format!("{resource}.{attribute}"), span)
            }
            (None, _) => Val::new(Data::Unknown(resource.obstacle()), span),
            (_, None) => Val::new(Data::Unknown(attribute.obstacle()), span),
        }
    }

    /// `Resource.Attribute`; both parts may hold dots themselves.
    pub(super) fn dotted_attribute(&mut self, id: StackId, text: &str, span: Span) -> Val {
        let Some(stack) = self.stack(id) else {
            return Val::unknown(Why::UnresolvedReference, text.to_owned(), span);
        };
        let known = text
            .rmatch_indices('.')
            .filter_map(|(at, _)| Some((text.get(..at)?, text.get(at + 1..)?)))
            .find(|(resource, _)| stack.logical_ids.contains_key(*resource));
        if let Some((resource, attribute)) = known {
            if stack.modules.iter().any(|module| module == resource) {
                return Val::unknown(Why::ModuleNotAvailable, text.to_owned(), span);
            }
            let target = stack.address(resource);
            if let Some(output) = attribute.strip_prefix("Outputs.")
                && let Nested::Read(nested) = self.nested_stack(id, resource)
            {
                return self.output(nested, output, resource, span);
            }
            return Val::reference(target, attribute, span);
        }
        let (resource, attribute) = text.split_once('.').unwrap_or((text, ""));
        if let Some(why) = stack.open_loops.get(resource) {
            return Val::unknown(*why, resource.to_owned(), span);
        }
        self.not_found(id, resource, attribute, span)
    }

    /// An output of a nested stack.
    fn output(&mut self, nested: StackId, name: &str, logical_id: &str, span: Span) -> Val {
        let refers = format!("{logical_id}.Outputs.{name}");
        let outputs = self.stack(nested).map(|s| std::rc::Rc::clone(&s.outputs)).unwrap_or_default();
        let Some(value) = outputs.iter().find(|e| &*e.key == name).and_then(|e| e.value.get("Value")) else {
            self.report(
                "unresolved-reference",
                ProblemSeverity::Warning,
                format!(
                    "the nested stack `{logical_id}` has no output `{name}`; its value counts as unknown"
                ),
                span,
            );
            return Val::unknown(Why::UnresolvedReference, refers, span);
        };
        let value = self.evaluate(nested, value);
        Val { span, ..value }
    }

    fn not_found(&mut self, id: StackId, name: &str, attribute: &str, span: Span) -> Val {
        if let Some(value) = self.in_module(id, name, attribute, span) {
            return value;
        }
        let Some(stack) = self.stack(id) else {
            return Val::unknown(Why::UnresolvedReference, name.to_owned(), span);
        };
        if stack.partly_expanded && !name.contains("::") {
            // What SAM would have added (`FunctionRole`, `ServerlessRestApi`) a template may name.
            return Val::reference(stack.address(name), attribute, span);
        }
        let refers = super::value::dotted(name, attribute);
        if stack.template.incomplete {
            return Val::unknown(Why::SyntaxError, refers, span);
        }
        self.report(
            "unresolved-reference",
            ProblemSeverity::Warning,
            format!(
                "`{name}` is neither a parameter nor a resource of the template; its value counts as unknown"
            ),
            span,
        );
        Val::unknown(Why::UnresolvedReference, refers, span)
    }

    pub(super) fn import(&mut self, stack: StackId, call: &Call<'_>) -> Val {
        let name = self.argument(stack, call);
        let span = call.tree.span;
        let (own, place) = self.stack(stack).map(|s| (s.path.clone(), s.place())).unwrap_or_default();
        let written = || name.text().map(str::to_owned).or_else(|| name.obstacle().refers);
        let found = match self.exports.find(&name, &own, &place) {
            Imported::Certain(export) => Some((export.value.clone(), None)),
            Imported::Likely(export) => Some((export.value.clone(), Some(export.from.clone()))),
            Imported::Several | Imported::None => None,
        };
        let Some((mut value, likely)) = found else {
            let refers = written()
                .map_or_else(|| "Fn::ImportValue".to_owned(), |written| format!("Fn::ImportValue {written}"));
            return Val::unknown(Why::UnresolvedReference, refers, span);
        };
        if let Some(from) = likely {
            self.matched.insert((written().unwrap_or_default(), from), span);
        }
        value.place_at(span);
        value
    }

    /// The resource of a logical id.
    pub(super) fn resource_tree(&self, stack: StackId, logical_id: &str) -> Option<Tree> {
        let stack = self.stack(stack)?;
        let at = *stack.logical_ids.get(logical_id)?;
        stack.resources.get(at).map(|entry| entry.value.clone())
    }
}
