//! Whether a service says what each party does on every layer that more than one of them owns.

use crate::{Knowledge, LayerChange, Service};
use demarc_model::{Layer, Owner, Task, TypeName};
use std::collections::BTreeMap;

type Owners = BTreeMap<(Layer, Task), Owner>;

/// All lines of a service about layers: its own, its types', its variants'.
pub(crate) fn all_lines(service: &Service) -> impl Iterator<Item = &LayerChange> {
    service
        .layers
        .values()
        .chain(service.types.values().flat_map(|t| t.layers.values()))
        .chain(service.variants.iter().flat_map(|v| v.layers.values()))
}

/// What a service leaves unsaid: one sentence for each half that a carrier, with or without one variant, lacks.
pub(crate) fn missing(knowledge: &Knowledge, service: &Service) -> Vec<String> {
    let mut found = Vec::new();
    // A service without a carrier answers questions and comparisons all the same.
    let nobody = [TypeName(String::new())];
    let carriers = if service.carriers.is_empty() { nobody.as_slice() } else { &service.carriers };
    for carrier in carriers {
        let over = service.types.get(carrier);
        let own_profile = over.and_then(|o| o.profile.as_deref());
        let mut base = Owners::new();
        if let Some(profile) = knowledge.profile(own_profile.unwrap_or(&service.profile)) {
            for (&layer, tasks) in &profile.layers {
                base.extend(tasks.iter().map(|(&task, &owner)| ((layer, task), owner)));
            }
        }
        let by_service = own_profile.is_none().then_some(&service.layers);
        let lines: Vec<&BTreeMap<Layer, LayerChange>> =
            by_service.into_iter().chain(over.map(|o| &o.layers)).collect();
        for changes in &lines {
            change(&mut base, changes);
        }
        let on = match carrier.as_str() {
            "" => String::new(),
            name => format!(" of `{name}`"),
        };
        for layer in Layer::ALL {
            let words: Vec<&LayerChange> = lines.iter().filter_map(|l| l.get(&layer)).collect();
            found.extend(unsaid(&base, layer, &words).map(|w| format!("layer `{layer}`{on} {w}")));
        }
        for variant in service.variants.iter().filter(|v| v.types.is_empty() || v.types.contains(carrier)) {
            let mut owners = base.clone();
            change(&mut owners, &variant.layers);
            for (&layer, line) in &variant.layers {
                let mut words: Vec<&LayerChange> = lines.iter().filter_map(|l| l.get(&layer)).collect();
                words.push(line);
                let place = format!("layer `{layer}` in variant `{}`{on}", variant.id);
                found.extend(unsaid(&owners, layer, &words).map(|w| format!("{place} {w}")));
            }
        }
    }
    found
}

fn change(owners: &mut Owners, changes: &BTreeMap<Layer, LayerChange>) {
    for (&layer, change) in changes {
        owners.extend(change.tasks.iter().map(|(&task, &owner)| ((layer, task), owner)));
    }
}

fn unsaid<'a>(
    owners: &Owners,
    layer: Layer,
    words: &'a [&LayerChange],
) -> impl Iterator<Item = &'static str> + use<'a> {
    let tasks: Vec<Owner> =
        layer.tasks().iter().filter_map(|&task| owners.get(&(layer, task)).copied()).collect();
    let shared = Owner::of_tasks(tasks.iter().copied()) == Owner::Shared;
    let has = |owner: Owner| tasks.contains(&owner);
    let said = |of: fn(&LayerChange) -> &Option<String>| words.iter().any(|w| of(w).is_some());
    let aws = shared && (has(Owner::Aws) || has(Owner::Shared)) && !said(|w| &w.aws);
    let customer = shared && (has(Owner::Customer) || has(Owner::Shared)) && !said(|w| &w.customer);
    let third = has(Owner::ThirdParty) && !said(|w| &w.because);
    [
        (aws, "is shared and does not say what AWS does: `aws = \"…\"`"),
        (customer, "is shared and does not say what the customer does: `customer = \"…\"`"),
        (third, "has a third party and does not say who it is and what it does: `because = \"…\"`"),
    ]
    .into_iter()
    .filter_map(|(lacks, what)| lacks.then_some(what))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{KnowledgeFile, load};

    const PROFILES: &str = r#"
source = "s"
as_of = 2026-11-25
[profiles.one]
title = "t"
what = "w"
[profiles.one.layers]
platform = { install = "aws", patch-publish = "aws", patch-apply = "aws", upgrade = "customer", configure = "customer" }
data = "customer"
[profiles.two]
title = "t"
what = "w"
[profiles.two.layers]
data = "customer"
"#;

    fn missing_in(service: &str) -> Vec<String> {
        let head = "id = \"x\"\nname = \"X\"\nprofile = \"one\"\nbasis = \"profile\"\nsource = \"s\"\nas_of = 2026-11-25\n";
        let file = |path: &str, text: &str| KnowledgeFile { path: path.to_owned(), text: text.to_owned() };
        let (knowledge, problems) =
            load(&[file("profiles.toml", PROFILES), file("services/x.toml", &format!("{head}{service}"))]);
        assert_eq!(problems, []);
        missing(&knowledge, &knowledge.services[0].1)
    }

    #[test]
    fn a_shared_layer_asks_for_both_halves() {
        let found = missing_in("carriers = [\"A\"]\n[layers.platform]\naws = \"Runs it.\"\n");
        assert_eq!(
            found,
            ["layer `platform` of `A` is shared and does not say what the customer does: `customer = \"…\"`"]
        );
        let both = "[layers.platform]\naws = \"Runs it.\"\ncustomer = \"Upgrades it.\"\n";
        assert_eq!(missing_in(&format!("carriers = [\"A\"]\n{both}")), Vec::<String>::new());
    }

    #[test]
    fn a_type_of_another_kind_takes_none_of_the_lines_and_a_variant_adds_its_own() {
        let text = r#"carriers = ["A", "B"]
[types."B"]
profile = "two"
[layers.platform]
aws = "Runs it."
customer = "Upgrades it."
[[variants]]
id = "x-v"
name = "V"
types = ["B"]
when = 'exists Q'
[variants.layers.data]
backup = "third-party"
"#;
        assert_eq!(
            missing_in(text),
            [
                "layer `data` in variant `x-v` of `B` is shared and does not say what the customer does: `customer = \"…\"`",
                "layer `data` in variant `x-v` of `B` has a third party and does not say who it is and what it does: `because = \"…\"`",
            ]
        );
    }
}
