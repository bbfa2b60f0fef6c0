//! Which properties decide a verdict where nobody wrote them: each stands in a list that somebody has read.

use crate::system::{KNOWLEDGE, assessed};
use demarc_model::Verdict;
use std::collections::BTreeSet;

/// One resource of each type that a duty looks at, without any property.
fn bare_template() -> String {
    let types: BTreeSet<&str> = KNOWLEDGE
        .duties
        .iter()
        .flat_map(|(_, duty)| duty.on.iter().map(|on| on.type_name.as_str()))
        .collect();
    let mut text = "Resources:\n".to_owned();
    for (number, name) in types.iter().filter(|name| name.starts_with("AWS::")).enumerate() {
        text.push_str(&format!("  R{number}: {{Type: {name}}}\n"));
    }
    text
}

/// What an absent property makes *met* is a claim about AWS: a default with a source, or that nothing is there unless it is
/// asked for. A new line here is to be held against the reference of the service before it is accepted.
#[test]
fn what_is_met_because_nobody_wrote_it_has_been_read() {
    let assessment = assessed("bare.yaml", &bare_template());
    let met = assessment.duties.iter().filter(|duty| duty.verdict == Verdict::Met);
    let lines: BTreeSet<String> = met
        .map(|duty| {
            let said = duty.message.split_once("`: ").map_or(duty.message.as_str(), |(_, said)| said);
            format!("{} {}: {said}", duty.resource_type, duty.duty)
        })
        .collect();
    insta::assert_snapshot!(lines.into_iter().collect::<Vec<_>>().join("\n"));
}
