//! Custom domains of REST APIs: the domain, its paths, its DNS records.

use crate::cloudformation::sam::{
    doc::{Doc, fields, list},
    fields::Fields,
    intrinsics::{attribute, reference},
    made::{Made, Outcome, refuse},
    records::{self, Records},
    session::{Session, Source},
    text::suffix,
};

/// What a domain consists of; the domain itself is completed with what SAM takes for granted.
pub(super) fn resources(session: &mut Session, source: &Source, domain: &mut Fields) -> Outcome<Vec<Made>> {
    let attributes = source.passed_on();
    let name = super::super::made::required(domain, "DomainName")?.clone();
    let certificate = super::super::made::required(domain, "CertificateArn")?.clone();
    let private = domain.get("EndpointConfiguration").is_some_and(|kind| kind.is("PRIVATE"));
    let digits = suffix(&name);
    let id = format!("ApiGatewayDomainName{}{digits}", if private { "V2" } else { "" });
    if !private {
        domain.set("ApiDomainName", &id);
    }
    let kind = match domain.get("EndpointConfiguration").cloned() {
        None => {
            domain.set("EndpointConfiguration", "REGIONAL");
            Doc::from("REGIONAL")
        }
        Some(kind) if ["EDGE", "REGIONAL", "PRIVATE"].iter().any(|known| kind.is(known)) => kind,
        Some(_) => return refuse("`EndpointConfiguration` of a domain is `EDGE`, `REGIONAL` or `PRIVATE`"),
    };
    let type_name = if private { "AWS::ApiGateway::DomainNameV2" } else { "AWS::ApiGateway::DomainName" };
    let mut made = Made::new(&id, type_name, &attributes);
    made.set("DomainName", &name);
    let key = if kind.is("REGIONAL") { "RegionalCertificateArn" } else { "CertificateArn" };
    made.set(key, certificate);
    let mut endpoint = fields! { "Types" => list![kind] };
    endpoint.set_some("IpAddressType", domain.set_at("IpAddressType"));
    made.set("EndpointConfiguration", endpoint);
    if let Some(mutual) = domain.set_at("MutualTlsAuthentication").filter(|_| !private) {
        made.set("MutualTlsAuthentication", records::mutual_tls(mutual)?);
    }
    for name in ["SecurityPolicy", "EndpointAccessMode", "Policy", "OwnershipVerificationCertificateArn"] {
        made.set_some(name, domain.set_at(name));
    }
    let mut all = vec![made];
    all.extend(mappings(source, domain, &id, private)?);
    if let Some(records) = dns(session, source, domain, &id)? {
        all.push(records);
    }
    if let Some(access) = domain.get("AccessAssociation").filter(|_| private) {
        let endpoint = access.get("VpcEndpointId").cloned().unwrap_or_else(Doc::null);
        let digits = suffix(&list![&endpoint, &id]);
        let access_id = format!("DomainNameAccessAssociation{digits}");
        let mut access = Made::new(access_id, "AWS::ApiGateway::DomainNameAccessAssociation", &attributes);
        access.set("DomainNameArn", reference(&id));
        access.set("AccessAssociationSourceType", "VPCE");
        access.set("AccessAssociationSource", endpoint);
        all.push(access);
    }
    Ok(all)
}

fn mappings(source: &Source, domain: &Fields, id: &str, private: bool) -> Outcome<Vec<Made>> {
    let type_name =
        if private { "AWS::ApiGateway::BasePathMappingV2" } else { "AWS::ApiGateway::BasePathMapping" };
    let mapping = |own_id: String, path: Option<&str>| {
        let mut mapping = Made::new(own_id, type_name, &source.passed_on());
        mapping.set(if private { "DomainNameArn" } else { "DomainName" }, reference(id));
        mapping.set("RestApiId", reference(&source.id));
        mapping.set("Stage", reference(&format!("{}.Stage", source.id)));
        mapping.set_some("BasePath", path.map(Doc::from).as_ref());
        mapping
    };
    let paths = match domain.set_at("BasePath") {
        Some(paths) if paths.as_str().is_some() => vec![paths.clone()],
        Some(paths) => paths.as_list().unwrap_or_default().to_vec(),
        None => Vec::new(),
    };
    if paths.is_empty() {
        return Ok(vec![mapping(format!("{}BasePathMapping", source.id), None)]);
    }
    let normalize = domain.value("NormalizeBasePath").is_none_or(Doc::truthy);
    let mut all = Vec::new();
    for path in &paths {
        let Some(path) = path.as_str() else { return refuse("`BasePath` is expected to hold texts") };
        let plain: String = path.chars().filter(|c| c.is_alphanumeric()).collect();
        let shown = if normalize { plain.as_str() } else { path };
        all.push(mapping(format!("{}{plain}BasePathMapping", source.id), Some(shown)));
    }
    Ok(all)
}

fn dns(session: &mut Session, source: &Source, domain: &mut Fields, id: &str) -> Outcome<Option<Made>> {
    let Some(route53) = domain.get("Route53") else { return Ok(None) };
    let Some(mut route53) = route53.as_map().cloned() else {
        return refuse("`Route53` is expected to be a mapping");
    };
    let kind = domain.text("EndpointConfiguration").unwrap_or("").to_owned();
    let mut target = Fields::new();
    target.set_some("EvaluateTargetHealth", route53.get("EvaluateTargetHealth"));
    match kind.as_str() {
        "REGIONAL" => {
            target.set("HostedZoneId", attribute(id, "RegionalHostedZoneId"));
            target.set("DNSName", attribute(id, "RegionalDomainName"));
        }
        "EDGE" => {
            if route53.get("DistributionDomainName").is_none() {
                route53.set("DistributionDomainName", attribute(id, "DistributionDomainName"));
                domain.set("Route53", route53.clone());
            }
            // The zone of all CloudFront distributions.
            target.set("HostedZoneId", "Z2FDTNDATAQYW2");
            target.set_some("DNSName", route53.get("DistributionDomainName"));
        }
        _ => {
            target.set("HostedZoneId", route53.value("VpcEndpointHostedZoneId").cloned().unwrap_or_default());
            target.set("DNSName", route53.value("VpcEndpointDomainName").cloned().unwrap_or_default());
        }
    }
    let name = domain.get("DomainName").cloned().unwrap_or_default();
    records::group(session, source, Records { name, target, route53 }, true).map(Some)
}
