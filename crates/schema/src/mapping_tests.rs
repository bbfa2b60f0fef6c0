//! Every mapping is held against both catalogs.

use super::*;
use crate::mapping::{Form, Row};

/// What is wrong with rows that read one place of a provider type and fill one path of a canonical type.
fn check(
    rows: &[Row<'_>],
    place: ProviderPlace,
    canonical: &str,
    base: &[&str],
    at: &str,
    found: &mut Vec<String>,
) {
    for row in rows {
        let here = format!("{at}.{}", row.source);
        let step = if row.source == "@" { None } else { Some(place.step(row.source)) };
        let (attribute, inner) = match step {
            None => (None, place),
            Some(Some((attribute, inner))) => (Some(attribute), inner),
            Some(None) => {
                found.push(format!("{here}: the provider has no such attribute"));
                continue;
            }
        };
        let mut path = base.to_vec();
        path.extend(row.to.split('.').filter(|s| !s.is_empty()));
        let kind = path_kind(canonical, &path);
        if kind == PathKind::Missing {
            found.push(format!("{here}: `{canonical}` has no `{}`", path.join(".")));
            continue;
        }
        for (property, _) in &row.set {
            let mut beside = path.clone();
            if row.rows.is_empty() && !matches!(row.form, Form::Object(_)) {
                beside.pop();
            }
            beside.extend(property.split('.'));
            if path_kind(canonical, &beside) == PathKind::Missing {
                found.push(format!("{here}: `{canonical}` has no `{}`", beside.join(".")));
            }
        }
        for (source, property) in &row.expand {
            if inner.step(source).is_none() {
                found.push(format!("{here}: the provider has no `{source}` to expand"));
            }
            let mut below = path.clone();
            below.push(property);
            if path_kind(canonical, &below) == PathKind::Missing {
                found.push(format!("{here}: `{canonical}` has no `{}`", below.join(".")));
            }
        }
        let keys: Vec<&str> = match &row.form {
            Form::Pairs(key, value) | Form::Entry(key, value, _) => vec![key, value],
            Form::Each(key) | Form::Object(key) => key.split('.').collect::<Vec<_>>(),
            _ => Vec::new(),
        };
        if matches!(row.form, Form::Each(_) | Form::Object(_)) {
            let mut below = path.clone();
            below.extend(&keys);
            if path_kind(canonical, &below) == PathKind::Missing {
                found.push(format!("{here}: `{canonical}` has no `{}`", below.join(".")));
            }
        } else {
            for key in keys {
                let mut below = path.clone();
                below.push(key);
                if path_kind(canonical, &below) == PathKind::Missing {
                    found.push(format!("{here}: `{canonical}` has no `{}`", below.join(".")));
                }
            }
        }
        if let Some(attribute) = attribute {
            forms(row, attribute, kind, property_kind(canonical, &path), &here, found);
        }
        if row.form == Form::Keyed("", "") {
            found.push(format!("{here}: `keyed` needs a key"));
        }
        let mut below = path;
        if matches!(row.form, Form::Keyed(..)) {
            below.push("any");
        }
        check(&row.rows, inner, canonical, &below, &here, found);
    }
}

fn forms(
    row: &Row<'_>,
    attribute: TerraformAttribute,
    path: PathKind,
    kind: Kind,
    here: &str,
    found: &mut Vec<String>,
) {
    use ProviderKind as P;
    if path == PathKind::Free || row.to.is_empty() {
        return;
    }
    let blocks = matches!(attribute.kind, P::Blocks | P::Object);
    if blocks
        && row.rows.is_empty()
        && row.expand.is_empty()
        && !matches!(row.form, Form::Only | Form::Opaque | Form::CannedAcl | Form::Keyed(..))
    {
        found.push(format!("{here}: a block needs rows for what is inside"));
    }
    let fits = match &row.form {
        Form::Same if blocks => matches!(kind, Kind::Map | Kind::List | Kind::Json),
        Form::Same if !row.values.is_empty() => {
            matches!(kind, Kind::String | Kind::Number | Kind::Boolean | Kind::List)
        }
        Form::Same => match attribute.kind {
            P::Bool => matches!(kind, Kind::Boolean | Kind::Json),
            P::Number => matches!(kind, Kind::Number | Kind::String | Kind::Json),
            P::String => matches!(kind, Kind::String | Kind::Number | Kind::Boolean | Kind::Json),
            P::List => kind == Kind::List,
            P::Map => matches!(kind, Kind::Map | Kind::Json),
            _ => true,
        },
        Form::Pairs(..) => attribute.kind == P::Map && kind == Kind::List,
        Form::Json | Form::JsonPascal => attribute.kind == P::String,
        Form::Wrap => kind == Kind::List && !matches!(attribute.kind, P::List),
        Form::Only => !matches!(kind, Kind::List),
        Form::Each(_) => attribute.kind == P::List && kind == Kind::List,
        Form::Object(_) | Form::Entry(..) => kind == Kind::List && !blocks,
        Form::Keyed(..) => blocks && matches!(kind, Kind::Map | Kind::Json),
        Form::Opaque => true,
        Form::Hashed => attribute.kind == P::String && kind == Kind::String,
        Form::CannedAcl => blocks && kind == Kind::String,
    };
    if !fits {
        found.push(format!(
            "{here}: {:?} as {:?} does not fit {kind:?} `{}`",
            attribute.kind, row.form, row.to
        ));
    }
}

#[test]
fn every_mapping_fits_both_catalogs() {
    let mut found = Vec::new();
    for name in mapped_types() {
        let mapping = mapping_of(name).unwrap();
        let Some(place) = ProviderPlace::root(name) else {
            found.push(format!("{name}: the provider has no such type"));
            continue;
        };
        let mut canonical: Vec<&str> = mapping.canonical.into_iter().collect();
        if let Some((attribute, types)) = &mapping.canonical_by {
            canonical.extend(types.iter().map(|(_, t)| *t));
            if place.step(attribute).is_none() {
                found.push(format!("{name}: the provider has no `{attribute}`"));
            }
        }
        for canonical in canonical {
            if !has_type(canonical) {
                found.push(format!("{name}: there is no type `{canonical}`"));
                continue;
            }
            check(&mapping.rows, place, canonical, &[], name, &mut found);
            for path in mapping.set.iter().map(|(path, _)| path).chain(&mapping.lacks) {
                if path_kind(canonical, &path.split('.').collect::<Vec<_>>()) == PathKind::Missing {
                    found.push(format!("{name}: `{canonical}` has no `{path}`"));
                }
            }
        }
        for completion in &mapping.into {
            if place.step(completion.by).is_none() {
                found.push(format!("{name}: the provider has no `{}`", completion.by));
            }
            for (attribute, property) in &completion.also {
                if place.step(attribute).is_none()
                    || path_kind(completion.type_name, &[property]) == PathKind::Missing
                {
                    found.push(format!("{name}: `{attribute}` cannot be held against `{property}`"));
                }
            }
            check(&completion.rows, place, completion.type_name, &[], &format!("{name} into"), &mut found);
        }
        for makes in &mapping.makes {
            let Some((attribute, inner)) = place.step(makes.from) else {
                found.push(format!("{name}: the provider has no `{}`", makes.from));
                continue;
            };
            if path_kind(makes.type_name, &[makes.names_outer]) == PathKind::Missing {
                found.push(format!("{name}: `{}` has no `{}`", makes.type_name, makes.names_outer));
            }
            let from = if attribute.kind == ProviderKind::Blocks { inner } else { place };
            check(&makes.rows, from, makes.type_name, &[], &format!("{name} makes"), &mut found);
        }
    }
    assert!(found.is_empty(), "{} problems\n{}", found.len(), found.join("\n"));
}

#[test]
fn every_type_of_the_provider_is_mapped_or_has_no_canonical_type() {
    let open: Vec<&str> = provider_types()
        .filter(|name| mapping_of(name).is_none() && service_without_type(name).is_none())
        .collect();
    assert!(open.is_empty(), "map them, or list them in schema/terraform-without-type.toml: {open:?}");
    let stale: Vec<&str> =
        types_without_type().filter(|name| mapping_of(name).is_some() || !has_provider_type(name)).collect();
    assert!(stale.is_empty(), "{stale:?}");
    // A type that gives nothing of its own completes others.
    for name in mapped_types() {
        let mapping = mapping_of(name).unwrap();
        assert!(
            mapping.canonical.is_some() || mapping.canonical_by.is_some() || !mapping.into.is_empty(),
            "{name}"
        );
    }
}

#[test]
fn what_the_provider_plans_fits_its_attributes() {
    let mut values = 0;
    let mut blocks = 0;
    let mut found = Vec::new();
    for name in provider_types() {
        let root = ProviderPlace::root(name).unwrap();
        for (path, value) in root.unwritten() {
            let steps: Vec<&str> = path.split('.').collect();
            let Some(attribute) = terraform_attribute(name, &steps) else {
                found.push(format!("{name}: the provider has no `{path}`"));
                continue;
            };
            let fits = match value.map(|v| serde_json::from_str::<serde_json::Value>(v).unwrap()) {
                None => attribute.kind == ProviderKind::Blocks,
                Some(serde_json::Value::Bool(_)) => attribute.kind == ProviderKind::Bool,
                Some(serde_json::Value::Number(_)) => attribute.kind == ProviderKind::Number,
                Some(serde_json::Value::String(_)) => attribute.kind == ProviderKind::String,
                Some(_) => false,
            };
            if !fits || attribute.required {
                found.push(format!("{name}: `{path}` is {:?}, not {value:?}", attribute.kind));
            }
            if value.is_some() { values += 1 } else { blocks += 1 }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(values > 1000 && blocks > 300, "{values} values, {blocks} blocks");
    let bucket = ProviderPlace::root("aws_s3_bucket").unwrap();
    assert_eq!(bucket.planned("force_destroy"), Some("false"));
    assert!(bucket.fills("versioning") && !bucket.fills("force_destroy"));
}
