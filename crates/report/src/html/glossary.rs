//! The words of the report.

use maud::{Markup, html};

const WORDS: [(&str, &str); 16] = [
    (
        "Layer",
        "A rung of the ladder from buildings up to resilience, after AWS's Shared Responsibility Model; each is made of tasks.",
    ),
    (
        "Owner",
        "Who answers for a layer: AWS, the customer, both, a third party; or nobody knows, and then the possible owners are named.",
    ),
    (
        "Demarcation line",
        "For each service the line below which every layer is AWS's. It follows the configuration: switching the launch type or the package type moves it.",
    ),
    ("Half", "What one party does on a shared layer or control part."),
    ("Duty", "A concrete obligation of the customer on one layer of a type of resource, with a check."),
    (
        "Verdict",
        "Met, unmet, unknown with its reason, or not applicable. Met by design means: the code or template says so; nobody looked at what runs.",
    ),
    ("Control part", "A first-level item of a control's statement with all below it."),
    (
        "Inheritable",
        "AWS carries the part out, but no authorization has been named that the system could inherit it from.",
    ),
    ("Inherited", "AWS carries the part out and a named authorization includes it."),
    ("Shared (dependent)", "Each party does a half that the other's depends on."),
    ("Shared (independent)", "Each party does the same for what it operates."),
    ("Customer specific", "The customer's alone."),
    (
        "Partly shown",
        "Checks that are met support the part; the rest needs evidence that no configuration shows.",
    ),
    ("Not assessed", "Nothing in the input looked at it. It is never counted as met."),
    (
        "If it exists",
        "The input does not say whether the resource will exist; the verdict is computed as if it did and counted as unknown.",
    ),
    (
        "Nature",
        "How a part is carried out: physical, by a mechanism of the system, by an activity of people or pipelines, or organizational.",
    ),
];

/// The section with the words.
pub(super) fn section() -> Markup {
    html! {
        section #glossary {
            h2 { "Words" }
            dl.words { @for (word, meaning) in WORDS { div { dt { (word) } dd { (meaning) } } } }
        }
    }
}
