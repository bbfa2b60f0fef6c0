//! The `Metadata` of a resource: what its writer noted there, without the notes of tools.

use super::{
    evaluate::Evaluator,
    stack::StackId,
    value::{Data, Val},
};
use crate::syntax::Entry;

impl Evaluator<'_> {
    /// The metadata of a resource; nothing if it has none but what the CDK and packaging note.
    pub(super) fn metadata(&mut self, id: StackId, entry: &Entry) -> Option<Val> {
        let written = entry.value.get("Metadata")?;
        let mapping = written.as_mapping().filter(|_| written.tag.is_none())?;
        let noted = mapping.entries().iter().filter(|e| !is_of_a_tool(&e.key));
        let entries: Vec<(String, Val)> = noted
            .map(|e| (e.key.to_string(), self.evaluate(id, &e.value)))
            .filter(|(_, value)| !matches!(value.data, Data::NoValue))
            .collect();
        (!entries.is_empty()).then(|| Val::new(Data::Map(entries, None), written.span))
    }
}

fn is_of_a_tool(key: &str) -> bool {
    key.starts_with("aws:") || matches!(key, "SamResourceId" | "SamTransformMetrics")
}
