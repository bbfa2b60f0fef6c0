//! Every mapping of AWS Config's types is held against its list of properties and against the canonical catalog.

use super::*;
use crate::config::{ConfigForm, ConfigMapping, ConfigRow, Shown, ShownKind};

/// What is wrong with rows that read one place of an item and fill one place of a canonical type.
fn check(
    rows: &[ConfigRow<'_>],
    shown: Option<&[Shown<'_>]>,
    canonical: &str,
    base: &[&str],
    at: &str,
    found: &mut Vec<String>,
) {
    for row in rows {
        let here = format!("{at}.{}", row.source);
        let place = shown.and_then(|s| s.iter().find(|p| p.name.eq_ignore_ascii_case(row.source)));
        let itself = row.source.starts_with('@');
        if place.is_none() && !itself && !documented(row) {
            found.push(format!("{here}: AWS Config's list has no such property, and no document is named"));
        }
        if place.is_some() && !row.documented.is_empty() && row.rows.is_empty() {
            found.push(format!("{here}: AWS Config's list has it, no document is needed"));
        }
        if row.form == ConfigForm::Spelled && row.to.is_empty() {
            if has_type(canonical) && spelling(canonical, base, row.source).is_none() {
                found.push(format!("{here}: `{canonical}` has no property of that name"));
            }
            continue;
        }
        let absolute = row.to.strip_prefix('/');
        let mut path: Vec<&str> = if absolute.is_some() { Vec::new() } else { base.to_vec() };
        path.extend(absolute.unwrap_or(row.to).split('.').filter(|s| !s.is_empty()));
        if path_kind(canonical, &path) == PathKind::Missing {
            found.push(format!("{here}: `{canonical}` has no `{}`", path.join(".")));
            continue;
        }
        if row.to.is_empty() && row.rows.is_empty() && row.form != ConfigForm::Statements {
            found.push(format!("{here}: it goes nowhere"));
        }
        if row.rows.is_empty() {
            kinds(row, place, canonical, &path, &here, found);
        }
        let inner = place.map(|p| p.inside.as_slice());
        check(&row.rows, inner, canonical, &path, &here, found);
    }
}

/// Whether a document is named for a row, or for all that is inside.
fn documented(row: &ConfigRow<'_>) -> bool {
    !row.documented.is_empty() || (!row.rows.is_empty() && row.rows.iter().all(documented))
}

/// Whether what a row reads can be what the property holds.
fn kinds(
    row: &ConfigRow<'_>,
    place: Option<&Shown<'_>>,
    canonical: &str,
    path: &[&str],
    here: &str,
    found: &mut Vec<String>,
) {
    let kind = property_kind(canonical, path);
    let fits = match row.form {
        ConfigForm::List | ConfigForm::Split | ConfigForm::Each(_) | ConfigForm::SecurityRules(_) => {
            kind == Kind::List
        }
        ConfigForm::Json => matches!(kind, Kind::Json | Kind::Map | Kind::String),
        ConfigForm::Present => kind == Kind::Boolean,
        ConfigForm::Same if row.values.is_empty() => match place.map(|p| p.kind) {
            Some(ShownKind::Boolean) => matches!(kind, Kind::Boolean | Kind::Json),
            Some(ShownKind::Number) => matches!(kind, Kind::Number | Kind::String | Kind::Json),
            _ => true,
        },
        _ => true,
    };
    if !fits {
        found.push(format!("{here}: `{}` holds {kind:?}", path.join(".")));
    }
}

fn canonical_of<'a>(name: &'a str, mapping: &ConfigMapping<'a>) -> &'a str {
    mapping.canonical.unwrap_or(name)
}

#[test]
fn every_row_reads_what_aws_config_shows_and_fills_a_property_that_exists() {
    let mut found = Vec::new();
    for name in config_mapped_types() {
        let mapping = config_mapping(name).unwrap();
        let Some(shown) = config_type(name) else {
            found.push(format!("{name}: AWS Config has no such type"));
            continue;
        };
        let canonical = canonical_of(name, mapping);
        if mapping.canonical.is_some() && !has_type(canonical) {
            found.push(format!("{name}: there is no type `{canonical}`"));
        }
        check(&mapping.rows, Some(&shown.configuration), canonical, &[], name, &mut found);
        check(&mapping.supplement, Some(&shown.supplement), canonical, &[], name, &mut found);
        for path in &mapping.always {
            if path_kind(canonical, &path.split('.').collect::<Vec<_>>()) == PathKind::Missing {
                found.push(format!("{name}: `{canonical}` has no `{path}`"));
            }
        }
        for made in &mapping.makes {
            let mut steps = made.from.split('.');
            let mut inside = match steps.next() {
                Some("configuration") => shown.configuration.as_slice(),
                Some("supplementaryConfiguration") => shown.supplement.as_slice(),
                other => {
                    found.push(format!("{name}: `{other:?}` is no part of an item"));
                    continue;
                }
            };
            for step in steps {
                match inside.iter().find(|p| p.name == step) {
                    Some(place) => inside = &place.inside,
                    None if !made.documented.is_empty() => inside = &[],
                    None => {
                        found.push(format!("{name}: AWS Config's list has no `{}`", made.from));
                        inside = &[];
                    }
                }
            }
            if path_kind(made.type_name, &[made.names_outer]) == PathKind::Missing {
                found.push(format!("{name}: `{}` has no `{}`", made.type_name, made.names_outer));
            }
            check(
                &made.rows,
                Some(inside),
                made.type_name,
                &[],
                &format!("{name}/{}", made.type_name),
                &mut found,
            );
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_type_in_the_words_of_its_service_has_a_mapping() {
    let native: Vec<&str> =
        config_type_names().filter(|n| config_type(n).is_some_and(|t| t.native)).collect();
    assert_eq!(native.len(), 92);
    let missing: Vec<&&str> = native.iter().filter(|n| config_mapping(n).is_none()).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn types_in_cloudformations_words_have_a_canonical_type_of_that_name_or_a_mapping() {
    let without: Vec<&str> = config_type_names()
        .filter(|n| config_type(n).is_some_and(|t| !t.native && !t.configuration.is_empty()))
        .filter(|n| {
            !has_type(n) && config_mapping(n).is_none_or(|m| m.canonical.is_none_or(|c| !has_type(c)))
        })
        .collect();
    // CloudFormation and the extensions have no such type.
    assert_eq!(without, ["AWS::Backup::RecoveryPoint"]);
}
