//! Resources of a stack into the inventory.

use super::{
    cdk_helpers::is_helper,
    emit::emit,
    evaluate::Evaluator,
    stack::{Nested, StackId},
    value::{Data, Unknown, Val},
};
use crate::syntax::{Entry, Tree};
use demarc_inventory::{Coverage, GENERATED_BY_CDK, ProblemSeverity, Resource, SourceKind, View};
use demarc_model::{BoundaryPosition, Presence, Span, Truth, TypeName, Why};
use std::rc::Rc;

/// The type of a resource whose type cannot be read.
const UNKNOWN_TYPE: &str = "unknown";

/// Attributes of a resource beside its properties that say how it is kept, replaced and ordered.
const ATTRIBUTES: [&str; 5] =
    ["CreationPolicy", "DeletionPolicy", "DependsOn", "UpdatePolicy", "UpdateReplacePolicy"];

impl Evaluator<'_> {
    /// Adds the resources of a stack and of the stacks that it nests; returns their number.
    pub(super) fn read_resources(&mut self, id: StackId, kind: SourceKind) -> usize {
        let Some(resources) = self.stack(id).map(|s| Rc::clone(&s.resources)) else { return 0 };
        let mut count = 0;
        for entry in resources.iter() {
            if entry.value.as_mapping().is_none() && !entry.value.incomplete {
                self.report(
                    "invalid-resource",
                    ProblemSeverity::Error,
                    format!(
                        "the resource `{}` is expected to be a mapping with `Type` and `Properties`",
                        entry.key
                    ),
                    entry.value.span,
                );
            }
            let Some(presence) = self.presence(id, entry) else {
                let address = self.stack(id).map_or_else(String::new, |s| s.address(&entry.key));
                self.excluded.push(address);
                self.note_excluded_template(id, &entry.key);
                self.note_excluded_set(id, entry);
                continue;
            };
            self.note_module(entry);
            self.add_resource(id, entry, presence, kind);
            count += 1;
            for instance in self.stack_instances(id, entry, presence) {
                count += self.read_resources(instance, kind);
            }
            if let Nested::Read(nested) = self.nested_stack(id, &entry.key) {
                count += self.read_resources(nested, kind);
            }
        }
        count
    }

    /// Whether a resource is there; nothing if its condition is false.
    pub(super) fn presence(&mut self, id: StackId, entry: &Entry) -> Option<Presence> {
        let inherited = self.stack(id).map_or(Presence::Present, |s| s.presence);
        let Some(condition) = entry.value.get("Condition") else {
            return Some(match inherited {
                Presence::Present if entry.key.contains("${") => Presence::Maybe(Why::UnresolvedReference),
                inherited => inherited,
            });
        };
        let truth = match condition.scalar_text().filter(|_| condition.tag.is_none()) {
            Some(name) => self.condition(id, name, condition.span).truth,
            None => Truth::Unknown(Why::UnsupportedExpression),
        };
        match (truth, inherited) {
            (Truth::False, _) => None,
            (Truth::Unknown(why), Presence::Present) => Some(Presence::Maybe(why)),
            (_, inherited) => Some(inherited),
        }
    }

    fn add_resource(&mut self, id: StackId, entry: &Entry, presence: Presence, kind: SourceKind) {
        let type_name = self.resource_type(entry);
        let properties = self.properties(id, entry);
        let document = emit(&mut self.inventory.arena, &properties);
        // A serverless resource is shown in the words of SAM beside what SAM makes of it.
        let serverless = self.stack(id).and_then(|s| s.serverless.get(&*entry.key)).cloned();
        let (source_type, source_document) = match serverless {
            Some(value) => {
                let written = Entry { value, ..entry.clone() };
                let properties = self.properties(id, &written);
                (self.resource_type(&written), emit(&mut self.inventory.arena, &properties))
            }
            None => (type_name.clone(), document),
        };
        let Some(stack) = self.stack(id) else { return };
        let span = Span { end: entry.value.span.end.max(entry.key_span.end), ..entry.key_span };
        let display = entry.value.at(&["Metadata", "aws:cdk:path"]).and_then(Tree::as_str);
        let generated_by = stack.made_by.get(&*entry.key).map(|by| stack.address(by));
        let helper = || is_helper(&type_name, display).then(|| GENERATED_BY_CDK.to_owned());
        let generated_by = generated_by.or_else(helper);
        let resource = Resource {
            root: self.root,
            address: stack.address(&entry.key),
            display: display.map(str::to_owned),
            type_name: TypeName(type_name),
            source_type,
            account: stack.deployment.account.clone(),
            region: stack.deployment.region.clone(),
            physical_id: None,
            arn: None,
            presence,
            part_of: None,
            generated_by,
            boundary: BoundaryPosition::Inside,
            span: Some(span),
            document,
            views: vec![View {
                kind,
                document,
                source_document,
                span: Some(span),
                coverage: Coverage::Everything,
                observed_at: None,
            }],
            coverage: Coverage::Everything,
        };
        self.inventory.resources.push(resource);
    }

    fn resource_type(&mut self, entry: &Entry) -> String {
        let written = entry.value.get("Type");
        if let Some(name) =
            written.filter(|t| t.tag.is_none()).and_then(Tree::as_str).filter(|name| !name.is_empty())
        {
            return name.to_owned();
        }
        let message = match written {
            Some(_) => format!("the `Type` of the resource `{}` is expected to be a text", entry.key),
            None => format!("the resource `{}` has no `Type`", entry.key),
        };
        self.report(
            "unknown-type",
            ProblemSeverity::Warning,
            format!("{message}; it is kept and cannot be assessed"),
            written.map_or(entry.key_span, |t| t.span),
        );
        UNKNOWN_TYPE.to_owned()
    }

    /// The properties of a resource with its attributes as `x:` keys; always a mapping.
    fn properties(&mut self, id: StackId, entry: &Entry) -> Val {
        let lost = entry.value.incomplete.then_some(Why::SyntaxError);
        // A macro beside the properties may write any of them.
        let lost = lost.or_else(|| entry.value.get("Fn::Transform").map(|_| Why::UnsupportedExpression));
        let (mut entries, mut open, span) = match entry.value.get("Properties") {
            None => (Vec::new(), lost, entry.value.span),
            Some(written) => {
                let value = self.evaluate(id, written);
                match value.data {
                    Data::Map(entries, open) => (entries, open, value.span),
                    Data::Null | Data::NoValue => (Vec::new(), None, value.span),
                    Data::Unknown(Unknown { why, .. }) => (Vec::new(), Some(why), value.span),
                    _ => {
                        self.report(
                            "invalid-resource",
                            ProblemSeverity::Warning,
                            format!("the `Properties` of `{}` are expected to be a mapping", entry.key),
                            written.span,
                        );
                        (Vec::new(), Some(Why::UnsupportedExpression), value.span)
                    }
                }
            }
        };
        // A part of the resource itself was lost: `Properties` may have been cut or missed.
        open = open.or(lost);
        for name in ATTRIBUTES {
            if let Some(written) = entry.value.get(name) {
                let value = self.evaluate(id, written);
                if !matches!(value.data, Data::NoValue) {
                    entries.push((format!("x:{name}"), value));
                }
            }
        }
        if let Some(metadata) = self.metadata(id, entry) {
            entries.push(("x:Metadata".to_owned(), metadata));
        }
        Val::new(Data::Map(entries, open), span)
    }
}
