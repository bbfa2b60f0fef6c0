//! DNS records of custom domains, in groups that APIs of one hosted zone share.

use super::{
    doc::{Doc, fields, list},
    fields::Fields,
    made::{Made, Outcome, refuse},
    session::{Session, Source},
    text::suffix,
};

/// The records of one domain.
pub(super) struct Records {
    pub(super) name: Doc,
    /// The alias that they point to.
    pub(super) target: Fields,
    /// The settings of the template.
    pub(super) route53: Fields,
}

impl Records {
    fn sets(&self) -> Vec<Doc> {
        let set = |kind: &str| {
            let mut set =
                fields! { "Name" => &self.name, "Type" => kind, "AliasTarget" => self.target.clone() };
            for name in ["Region", "SetIdentifier"] {
                set.set_some(name, self.route53.get(name));
            }
            Doc::from(set)
        };
        let mut sets = vec![set("A")];
        if self.route53.get("IpV6").is_some_and(Doc::is_true) {
            sets.push(set("AAAA"));
        }
        sets
    }
}

/// The group that the records belong to; `both` says whether a zone's name stands beside its id.
pub(super) fn group(session: &mut Session, source: &Source, records: Records, both: bool) -> Outcome<Made> {
    let (zone_id, zone_name) = (records.route53.get("HostedZoneId"), records.route53.get("HostedZoneName"));
    if zone_id.is_none() && zone_name.is_none() {
        return refuse("`Route53` needs a `HostedZoneId` or a `HostedZoneName`");
    }
    let zone = records.route53.set_at("HostedZoneId").or(zone_name).cloned().unwrap_or_default();
    let separate = both && records.route53.set_at("SeparateRecordSetGroup").is_some();
    let data = if separate { list![zone, &records.name] } else { zone };
    let id = format!("RecordSetGroup{}", suffix(&data));
    let mut group = match session.record_sets.get(&id).filter(|_| !separate) {
        Some(group) => group.clone(),
        None => {
            let mut group = Made::new(&id, "AWS::Route53::RecordSetGroup", &source.passed_on());
            group.set_some("HostedZoneId", zone_id);
            if both || zone_id.is_none() {
                group.set_some("HostedZoneName", zone_name);
            }
            group.set("RecordSets", list![]);
            group
        }
    };
    if let Some(sets) = group.properties.get_mut("RecordSets").and_then(Doc::as_list_mut) {
        sets.extend(records.sets());
    }
    if !separate {
        session.record_sets.insert(id, group.clone());
    }
    Ok(group)
}

/// Where the certificates are by which clients are known.
pub(super) fn mutual_tls(written: &Doc) -> Outcome<Fields> {
    let Some(written) = written.as_map() else {
        return refuse("`MutualTlsAuthentication` is expected to be a mapping");
    };
    let mut own = Fields::new();
    for name in ["TruststoreUri", "TruststoreVersion"] {
        own.set_some(name, written.set_at(name));
    }
    Ok(own)
}
