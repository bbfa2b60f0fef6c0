//! YAML merge keys: `<<: *defaults` adds the entries of another mapping that this one does not have.

use super::{Entry, Tree, TreeValue};
use demarc_inventory::{Problem, ProblemSeverity};

/// Replaces `<<` entries by the entries that they stand for; explicit entries win, then earlier mappings.
///
/// Returns the entries and whether one of the merged mappings was incomplete.
pub(super) fn merge(entries: Vec<Entry>, problems: &mut Vec<Problem>) -> (Vec<Entry>, bool) {
    if !entries.iter().any(is_merge) {
        return (entries, false);
    }
    let (merges, mut kept): (Vec<Entry>, Vec<Entry>) = entries.into_iter().partition(is_merge);
    let mut incomplete = false;
    for entry in merges {
        let sources = match entry.value.value {
            TreeValue::Sequence(elements) => elements,
            value => vec![Tree { value, ..entry.value }],
        };
        for source in sources {
            incomplete |= source.incomplete;
            match (source.value, source.tag) {
                (TreeValue::Mapping(mapping), None) => {
                    for merged in mapping.into_entries() {
                        if !kept.iter().any(|e| e.key == merged.key) {
                            kept.push(merged);
                        }
                    }
                }
                _ => {
                    incomplete = true;
                    problems.push(Problem::at(
                        "invalid-merge-key",
                        ProblemSeverity::Warning,
                        "`<<` expects a mapping or a list of mappings, usually an alias; this one was left out",
                        source.span,
                    ));
                }
            }
        }
    }
    (kept, incomplete)
}

fn is_merge(entry: &Entry) -> bool {
    &*entry.key == "<<"
}
