//! What must hold of every assessment, whatever the input.

use crate::system::{FOLDER, KNOWLEDGE, assessed};
use demarc_model::{Allocation, Basis, CustomerStatus, Verdict};
use std::collections::BTreeSet;

fn webshop() -> demarc_assess::assessment::Assessment {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../examples/webshop-cloudformation/template.yaml");
    assessed("template.yaml", &std::fs::read_to_string(root).unwrap())
}

#[test]
fn no_part_without_allocation_and_reason_and_no_met_without_evidence() {
    let a = webshop();
    assert_eq!(a.controls.len(), 627);
    for part in &a.controls {
        assert!(!part.because.is_empty() && !part.source.is_empty(), "{}", part.part);
        assert!(part.reviewed, "{}", part.part);
        if part.allocation != Allocation::Inherited {
            assert!(part.customer.statement.is_some(), "{}", part.part);
        }
    }
    for duty in &a.duties {
        if matches!(duty.verdict, Verdict::Met | Verdict::Unmet) {
            assert!(!duty.evidence.is_empty(), "{} on {}", duty.duty, duty.resource);
            assert!(duty.value_from.is_some());
        } else {
            assert!(duty.why.is_some(), "{} on {}", duty.duty, duty.resource);
        }
        // Code never gives more than a design.
        assert_eq!(duty.basis, Basis::Design);
    }
}

#[test]
fn every_active_part_of_the_catalog_is_decided() {
    let catalog = KNOWLEDGE.framework("nist-800-53-r5").unwrap();
    assert_eq!(catalog.parts.len(), 1582);
    let open: Vec<&str> =
        catalog.parts.iter().filter(|p| p.decision.is_none()).map(|p| p.row.part.as_str()).collect();
    assert!(open.is_empty(), "nobody has decided {open:?}");
    // Policies and procedures, programme management and the handling of personal information are never inherited.
    for part in &catalog.parts {
        let control = part.row.control.as_str();
        if control.ends_with("-1") || control.starts_with("pm-") || control.starts_with("pt-") {
            assert_ne!(part.nature(), demarc_model::Nature::Physical, "{}", part.row.part);
        }
    }
}

#[test]
fn no_met_part_from_partial_coverage_and_no_technical_duty_on_an_inherited_share() {
    let a = webshop();
    for part in &a.controls {
        if part.customer.status == CustomerStatus::Met {
            let full = a.duties.iter().filter(|d| part.customer.duties.contains(&d.id)).any(|d| {
                let definition = &a.duty_definitions[&d.duty];
                definition.parts.iter().any(|p| p.part == part.part && p.covers == demarc_model::Covers::Full)
            });
            assert!(full || part.customer.attested > 0, "{}", part.part);
            assert_eq!((part.customer.unmet, part.customer.unknown), (0, 0), "{}", part.part);
        }
        if part.allocation == Allocation::Inherited {
            assert!(part.customer.duties.is_empty(), "{}", part.part);
            assert!(
                !matches!(part.customer.status, CustomerStatus::Met | CustomerStatus::Unmet),
                "{}",
                part.part
            );
        }
    }
    for duty in a.duties.iter().filter(|d| d.verdict == Verdict::NotApplicable) {
        assert!(duty.controls.is_empty(), "{} on {}", duty.duty, duty.resource);
    }
}

#[test]
fn counts_in_are_counts_out() {
    let a = webshop();
    let s = &a.summary;
    assert_eq!(s.resources, a.inputs.iter().map(|i| i.resources).sum::<usize>());
    assert_eq!(s.assessed + s.not_assessed, s.resources);
    let duties = s.duties.met + s.duties.unmet + s.duties.unknown + s.duties.not_applicable;
    assert_eq!(duties, a.duties.len());
    for counts in [&s.parts, &s.customer, &s.aws] {
        assert_eq!(counts.values().sum::<usize>(), a.controls.len());
    }
    let ids: BTreeSet<&str> = a.resources.iter().map(|r| r.id.as_str()).collect();
    assert_eq!(ids.len(), a.resources.len(), "ids are unique");
    for duty in &a.duties {
        assert!(ids.contains(duty.resource_id.as_str()));
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let once = demarc_report::json::render(&webshop());
    let again = demarc_report::json::render(&webshop());
    assert!(once == again);
}

#[test]
fn full_coverage_is_claimed_only_where_it_is_listed() {
    let mut full: Vec<String> = FOLDER
        .duties
        .iter()
        .flat_map(|(_, d)| {
            d.parts
                .iter()
                .filter(|p| p.covers == demarc_model::Covers::Full)
                .map(|p| format!("{} {}: {}", d.id, p.part, p.because))
        })
        .collect();
    full.sort();
    insta::assert_snapshot!("full_coverages", full.join("\n"));
}

#[test]
fn the_lists_of_ids_change_only_on_purpose() {
    let duties: Vec<&str> = FOLDER.duties.iter().map(|(_, d)| d.id.as_str()).collect();
    insta::assert_snapshot!("duty_ids", duties.join("\n"));
    let services: Vec<String> = FOLDER
        .services
        .iter()
        .map(|(_, s)| {
            let variants: Vec<&str> = s.variants.iter().map(|v| v.id.as_str()).collect();
            format!("{}: {}", s.id, variants.join(" ")).trim_end().to_owned()
        })
        .collect();
    insta::assert_snapshot!("service_and_variant_ids", services.join("\n"));
}

#[test]
fn every_native_check_exists() {
    for (file, duty) in &FOLDER.duties {
        for on in &duty.on {
            if let demarc_knowledge::format::Requirement::Native { name, .. } = &on.require {
                assert!(demarc_assess::native_check_exists(name), "{file}: `{name}`");
            }
        }
    }
}

#[test]
fn every_duty_reaches_a_part_and_every_mechanism_has_a_duty_or_a_written_reason() {
    let framework = FOLDER.framework("nist-800-53-r5").unwrap();
    let named: BTreeSet<&str> =
        FOLDER.duties.iter().flat_map(|(_, d)| d.parts.iter().map(|p| p.part.as_str())).collect();
    let unreached: Vec<&str> =
        FOLDER.duties.iter().filter(|(_, d)| d.parts.is_empty()).map(|(_, d)| d.id.as_str()).collect();
    assert!(unreached.is_empty(), "duties that say nothing about a part: {unreached:?}");
    let mut open: BTreeSet<&str> = BTreeSet::new();
    let mut silent: BTreeSet<&str> = BTreeSet::new();
    for part in framework.parts.iter().filter(|p| p.nature() == demarc_model::Nature::Mechanism) {
        let control = &part.row.control;
        if named.contains(part.row.part.as_str()) {
            continue;
        }
        open.insert(control.as_str());
        if !framework.unchecked.contains_key(control) {
            silent.insert(control.as_str());
        }
    }
    assert!(
        silent.is_empty(),
        "no duty looks at these; add one, or a reason to knowledge/frameworks/nist-800-53-r5/unchecked.csv: {silent:?}"
    );
    let settled: Vec<&str> =
        framework.unchecked.keys().map(|c| c.as_str()).filter(|c| !open.contains(c)).collect();
    assert!(
        settled.is_empty(),
        "duties look at all of these now; take them out of unchecked.csv: {settled:?}"
    );
}
