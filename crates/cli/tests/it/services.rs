//! Every service of AWS's is known: each prefix has a file, each type a place in it, each claim a source and a date.

use crate::system::FOLDER;
use demarc_knowledge::format::{Claim, Service};
use demarc_model::{ClaimBasis, Layer, Owner};
use demarc_schema::{PathKind, mapping::Row};
use std::collections::{BTreeMap, BTreeSet};

/// `AWS::S3` of `AWS::S3::Bucket`.
fn prefix(type_name: &str) -> Option<&str> {
    type_name.rsplit_once("::").map(|(prefix, _)| prefix)
}

fn catalog() -> Vec<&'static str> {
    // Our own types, and custom resources, which are no service of AWS's.
    let ours = |t: &str| t.starts_with("Demarc::") || t.starts_with("Custom::");
    demarc_schema::type_names().filter(|t| !ours(t)).collect()
}

fn listed(service: &Service) -> impl Iterator<Item = &str> {
    service.carriers.iter().chain(service.settings.keys()).map(demarc_model::TypeName::as_str)
}

#[test]
fn every_prefix_of_the_catalog_is_claimed_by_a_file() {
    let mut claimed: BTreeSet<&str> = BTreeSet::new();
    for (_, service) in &FOLDER.services {
        claimed.extend(service.prefixes.iter().map(String::as_str));
        claimed.extend(listed(service).filter_map(prefix));
    }
    let prefixes: BTreeSet<&str> = catalog().into_iter().filter_map(prefix).collect();
    let missing: Vec<&&str> = prefixes.iter().filter(|p| !claimed.contains(**p)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    // The transform's own words are no types of the catalog.
    assert!(claimed.contains("AWS::Serverless"));
    assert!(prefixes.len() + 1 >= 315, "only {} prefixes", prefixes.len());
}

#[test]
fn every_type_of_the_catalog_is_a_carrier_or_a_setting() {
    let known: BTreeSet<&str> = FOLDER.services.iter().flat_map(|(_, s)| listed(s)).collect();
    let missing: Vec<&str> = catalog().into_iter().filter(|t| !known.contains(t)).collect();
    assert!(missing.is_empty(), "{} types have no place: {missing:?}", missing.len());
}

#[test]
fn every_claim_has_a_source_and_a_date() {
    for (file, service) in &FOLDER.services {
        let lines = service
            .layers
            .values()
            .chain(service.types.values().flat_map(|t| t.layers.values()))
            .chain(service.variants.iter().flat_map(|v| v.layers.values()))
            .map(|l| &l.claim);
        let claims: Vec<&Claim> =
            lines.chain(service.variants.iter().map(|v| &v.claim)).chain([&service.claim]).collect();
        for claim in claims {
            assert!(claim.source.len() > 12, "{file}: `{}` names no document", claim.source);
            assert!(claim.as_of.len() == 10 && claim.as_of.starts_with("20"), "{file}: {}", claim.as_of);
        }
    }
}

#[test]
fn an_unknown_owner_says_what_was_looked_for() {
    for (file, service) in &FOLDER.services {
        let lines = service.layers.iter().chain(service.types.values().flat_map(|t| t.layers.iter()));
        let own = lines.chain(service.variants.iter().flat_map(|v| v.layers.iter()));
        for (layer, line) in own.filter(|(_, l)| l.tasks.values().any(|o| *o == Owner::Unknown)) {
            assert!(line.claim.source.contains("looked for"), "{file}: {layer}: {}", line.claim.source);
        }
    }
}

#[test]
fn one_sentence_for_a_half_and_no_half_twice_in_a_file() {
    for (file, service) in &FOLDER.services {
        let mut seen: BTreeMap<(&str, Layer), usize> = BTreeMap::new();
        for (layer, line) in &service.layers {
            for half in [&line.aws, &line.customer].into_iter().flatten() {
                assert!(half.ends_with('.') && !half.contains(". "), "{file}: {layer}: \"{half}\"");
                *seen.entry((half, *layer)).or_default() += 1;
            }
            assert!(
                line.aws.is_none() || line.aws != line.customer,
                "{file}: {layer}: both halves say the same"
            );
        }
        assert!(seen.values().all(|n| *n == 1), "{file}");
    }
}

#[test]
fn what_stands_in_a_region_is_aws_from_the_ground_to_the_host() {
    // On the customer's site, run by somebody else, or a line that ends there.
    let elsewhere = [
        "ad-connector",
        "batch-job",
        "claude-platform",
        "datasync-agent",
        "directconnect",
        "ecs-task",
        "emr-containers",
        "evs",
        "greengrass",
        "interconnect",
        "odb",
        "organization",
        "outposts",
        "panorama",
        "s3-outposts",
        "vpn",
    ];
    let ground = [Layer::Facilities, Layer::Hardware, Layer::NetworkInfrastructure, Layer::Virtualization];
    for (file, service) in FOLDER.services.iter().filter(|(_, s)| !s.carriers.is_empty()) {
        let Some(profile) = FOLDER.profile(&service.profile) else { panic!("{file}") };
        for layer in ground {
            let changed =
                service.layers.get(&layer).is_some_and(|l| l.tasks.values().any(|o| *o != Owner::Aws));
            let by_profile = profile.layers.get(&layer).is_some_and(|t| t.values().any(|o| *o != Owner::Aws));
            assert!(
                !(changed || by_profile) || elsewhere.contains(&service.id.as_str()),
                "{file}: {layer} is not AWS's"
            );
        }
    }
}

#[test]
fn stated_claims_are_many_enough_to_matter() {
    let lines = FOLDER
        .services
        .iter()
        .flat_map(|(_, s)| s.layers.values().chain(s.variants.iter().flat_map(|v| v.layers.values())));
    let stated = lines.filter(|l| l.claim.basis == ClaimBasis::Stated).count();
    assert!(stated > 150, "{stated}");
}

/// Canonical paths that rows of a mapping fill.
fn filled(rows: &[Row<'_>], base: &str, found: &mut BTreeSet<String>) {
    let join = |path: &str| match (base.is_empty(), path.is_empty()) {
        (true, _) => path.to_owned(),
        (_, true) => base.to_owned(),
        _ => format!("{base}.{path}"),
    };
    for row in rows {
        let here = join(row.to);
        for (property, _) in &row.set {
            found.insert(format!("{here}.{property}"));
        }
        found.extend(row.expand.iter().map(|(_, property)| format!("{here}.{property}")));
        filled(&row.rows, &here, found);
        found.insert(here);
    }
}

/// A variant whose property a Terraform type can neither show nor lack would leave its layers unknown for every such resource.
#[test]
fn terraform_shows_or_is_known_to_lack_what_a_variant_asks_for() {
    // What a default stands for: version 5 of the provider has no attribute for it.
    let by_default = ["aws_rds_cluster AutoMinorVersionUpgrade"];
    let mut blind = Vec::new();
    for (_, service) in &FOLDER.services {
        for variant in service.variants.iter().filter(|v| v.unless_shown.is_none()) {
            let carriers = if variant.types.is_empty() { &service.carriers } else { &variant.types };
            for (source, mapping) in
                demarc_schema::mapped_types().filter_map(|t| Some((t, demarc_schema::mapping_of(t)?)))
            {
                let by_value =
                    mapping.canonical_by.iter().flat_map(|(_, types)| types.iter().map(|(_, t)| *t));
                let Some(canonical) = mapping
                    .canonical
                    .into_iter()
                    .chain(by_value)
                    .find(|t| carriers.iter().any(|c| c.as_str() == *t))
                else {
                    continue;
                };
                let mut shown: BTreeSet<String> = mapping.lacks.iter().map(|l| (*l).to_owned()).collect();
                shown.extend(mapping.set.iter().map(|(path, _)| (*path).to_owned()));
                filled(&mapping.rows, "", &mut shown);
                for other in demarc_schema::completed_by(canonical) {
                    let into = demarc_schema::mapping_of(other).into_iter().flat_map(|m| &m.into);
                    into.filter(|i| i.type_name == canonical).for_each(|i| filled(&i.rows, "", &mut shown));
                }
                for path in variant.when.own_paths() {
                    let keys: Vec<&str> = path.keys().filter(|k| *k != "*").collect();
                    let path = keys.join(".");
                    let reaches = |s: &String| {
                        *s == path || path.starts_with(&format!("{s}.")) || s.starts_with(&format!("{path}."))
                    };
                    let place = format!("{source} {path}");
                    // A carrier of several may be meant by a path that another one does not have.
                    let exists = demarc_schema::path_kind(canonical, &keys) != PathKind::Missing;
                    let free = path.starts_with("x:") || by_default.contains(&place.as_str());
                    if exists && !free && !shown.iter().any(reaches) {
                        blind.push(format!("{}: {place}", variant.id));
                    }
                }
            }
        }
    }
    assert!(blind.is_empty(), "{}", blind.join("\n"));
}
