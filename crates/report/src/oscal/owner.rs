//! The owner's system security plan: every control part of the baseline, from the owner's position.

use super::{
    context::{Context, Service, share_key, whole},
    identity::Repeated,
    metadata::{Party, Property, Reference, ResponsibleRole, SetParameter},
    prose,
    provider::residue_responsibility,
    system::*,
    text,
};
use crate::statement::{ImplementationStatus, Origin, Statement, carries, roll_up};
use demarc_assess::assessment::{PartResult, ResourceResult, ServiceAllocation, ServiceCoverage};
use demarc_model::{Allocation, AwsStatus, BoundaryPosition, Implementer, TenantDutyKind};
use std::collections::{BTreeMap, BTreeSet};

const ABOUT: &str = "The system's security plan as far as its configuration, its baseline and what people have declared \
                     make it. The owner is the service provider here, and a customer is the owner's own.";

/// The owner's plan.
pub(crate) fn system_security_plan(context: &Context<'_>) -> SystemSecurityPlan {
    let assessment = context.assessment;
    let name = text::line(&assessment.system);
    let mut metadata = context.metadata(&format!("System security plan: {name}"), ABOUT);
    let leveraged = leveraged_authorization(context);
    if leveraged.is_some() {
        metadata.parties.push(Party {
            uuid: aws_party(context),
            kind: "organization",
            name: "Amazon Web Services".to_owned(),
            remarks: Some("The provider; it has no part in this document.".to_owned()),
        });
    }
    SystemSecurityPlan {
        uuid: context.identity.of_names(&["document", "system-security-plan"]),
        metadata,
        import_profile: Reference::to(context.profile_href()),
        system_characteristics: characteristics(context, name),
        system_implementation: SystemImplementation {
            users: vec![SystemUser {
                uuid: context.identity.of_names(&["user", "team"]),
                title: "Member of the system's own team",
                role_ids: vec!["system-team"],
            }],
            components: components(context, leveraged.as_ref()),
            leveraged_authorizations: leveraged.into_iter().collect(),
            inventory_items: inventory_items(context),
        },
        control_implementation: ControlImplementation {
            description: "One statement for each control part of the baseline. A part that nothing looked at, or all of whose \
                          checks are unknown, is `planned` with the property `assessment` = `not-assessed`."
                .to_owned(),
            implemented_requirements: requirements(context, |group| Some(requirement(context, group))),
        },
    }
}

/// Requirements of the controls that have something to say, in the assessment's order.
pub(crate) fn requirements(
    context: &Context<'_>,
    make: impl Fn(&[Statement<'_>]) -> Option<ImplementedRequirement>,
) -> Vec<ImplementedRequirement> {
    context.statements.chunk_by(|a, b| a.part.control == b.part.control).filter_map(make).collect()
}

/// Information types, which nobody has declared.
pub(crate) fn information(context: &Context<'_>, whose: &str) -> SystemInformation {
    SystemInformation {
        information_types: vec![InformationType {
            uuid: context.identity.of_names(&["information-type", whose]),
            title: "Not declared",
            description: "Which information the system holds was not declared; the system's owner fills this in.",
        }],
    }
}

fn characteristics(context: &Context<'_>, system_name: String) -> SystemCharacteristics {
    let assessment = context.assessment;
    let inputs: Vec<String> = assessment.scope.roots.iter().map(|r| format!("`{}`", text::line(r))).collect();
    let summary = &assessment.summary;
    SystemCharacteristics {
        system_ids: vec![system_id(context)],
        description: format!(
            "{}The system as read from {}. {} resources, of which {} are of types that Demarc knows and {} are not assessed.",
            context.mark(),
            if inputs.is_empty() { "its inputs".to_owned() } else { inputs.join(", ") },
            summary.resources,
            summary.assessed,
            summary.not_assessed
        ),
        system_name,
        props: vec![Property::own("partition", text::line(&assessment.framework.partition))],
        security_sensitivity_level: Some(text::line(&assessment.framework.baseline)),
        system_information: information(context, "system"),
        status: Status {
            state: "other",
            remarks: Some("Whether the system is in operation was not declared.".to_owned()),
        },
        authorization_boundary: Described { description: boundary(context) },
    }
}

fn boundary(context: &Context<'_>) -> String {
    let scope = &context.assessment.scope;
    let count = |position| context.assessment.resources.iter().filter(|r| r.boundary == position).count();
    let list = |items: &[String]| {
        if items.is_empty() { "not known from the input".to_owned() } else { text::line(&items.join(", ")) }
    };
    let boundary = format!(
        "Accounts: {}. Regions: {}. {} resources inside, {} outside and connected, {} out of scope. {} paths were found and not \
         read; what was never read is not assessed.",
        list(&scope.accounts),
        list(&scope.regions),
        count(BoundaryPosition::Inside),
        count(BoundaryPosition::OutsideConnected),
        count(BoundaryPosition::OutOfScope),
        scope.skipped.len()
    );
    match &context.assessment.framework.programme {
        Some(programme) if leveraged_authorization(context).is_none() => {
            format!(
                "{boundary} The chosen authorization, {}, covers none of AWS's services in use.",
                text::line(programme)
            )
        }
        _ => boundary,
    }
}

/// The system's own id.
pub(crate) fn system_id(context: &Context<'_>) -> SystemId {
    SystemId { identifier_type: "https://ietf.org/rfc/rfc4122", id: context.identity.system() }
}

fn aws_party(context: &Context<'_>) -> String {
    context.identity.of_names(&["party", "aws"])
}

/// The authorization that AWS's share is inherited under, where one was named.
fn leveraged_authorization(context: &Context<'_>) -> Option<LeveragedAuthorization> {
    let programme = context.assessment.framework.programme.as_deref()?;
    // An authorization that covers nothing of the system is leveraged by nothing.
    let covers = |c: &ServiceCoverage| matches!(c.status, AwsStatus::Covered | AwsStatus::CoveredUnreviewed);
    if !context.assessment.coverage.iter().any(covers) {
        return None;
    }
    let coverage = &context.assessment.coverage;
    let day = |text: &Option<String>| text.as_deref().filter(|d| text::is_day(d)).map(str::to_owned);
    let listed = coverage.iter().filter_map(|c| day(&c.as_of)).max();
    let date = listed.unwrap_or_else(|| context.time.clone());
    let uncovered: Vec<&str> =
        context.services.values().filter(|s| !s.covered).map(|s| s.name.as_str()).collect();
    Some(LeveragedAuthorization {
        uuid: context.identity.of_names(&["leveraged-authorization", programme]),
        title: format!("AWS under {}", text::line(programme)),
        party_uuid: aws_party(context),
        date_authorized: date.split('T').next().unwrap_or_default().to_owned(),
        remarks: format!(
            "The date is that of the list of services in scope that was held against the system; the date of the authorization \
             itself stands in its own letter. Used, and not covered by it: {}.",
            if uncovered.is_empty() { "nothing".to_owned() } else { uncovered.join(", ") }
        ),
    })
}

fn components(context: &Context<'_>, leveraged: Option<&LeveragedAuthorization>) -> Vec<SystemComponent> {
    let mut all = vec![SystemComponent {
        uuid: context.this_system(),
        kind: "this-system",
        title: text::line(&context.assessment.system),
        description: "The system as a whole, with the people who run it.".to_owned(),
        props: Vec::new(),
        status: Status { state: "other", remarks: Some("Not declared.".to_owned()) },
        responsible_roles: vec![ResponsibleRole { role_id: "system-owner" }],
    }];
    let external = |inherited: String, covered: bool| {
        let mut props = vec![Property::oscal("implementation-point", "external")];
        if let Some(leveraged) = leveraged.filter(|_| covered) {
            props.push(Property::oscal("leveraged-authorization-uuid", leveraged.uuid.clone()));
        }
        props.push(Property::oscal("inherited-uuid", inherited));
        props
    };
    all.push(SystemComponent {
        uuid: aws_as_a_whole(context),
        kind: "system",
        title: "AWS".to_owned(),
        description:
            "The provider's part of the services in use, as the assumed provider statement describes it."
                .to_owned(),
        props: external(context.provider_system(), true),
        status: Status { state: "operational", remarks: None },
        responsible_roles: vec![ResponsibleRole { role_id: "provider" }],
    });
    for service in context.services.values() {
        all.push(SystemComponent {
            uuid: aws_service(context, service.id),
            kind: "service",
            title: service.name.clone(),
            description: format!(
                "{} as AWS operates it{}.",
                service.name,
                if leveraged.is_some() && !service.covered {
                    "; not covered by the chosen authorization"
                } else {
                    ""
                }
            ),
            props: external(service.provided_by.clone(), service.covered),
            status: Status { state: "operational", remarks: None },
            responsible_roles: vec![ResponsibleRole { role_id: "provider" }],
        });
        all.push(SystemComponent {
            uuid: service.used_as.clone(),
            kind: "service",
            title: format!("{} as the system uses it", service.name),
            description: format!("What the owner sets, runs and stores on {}.", service.name),
            props: vec![Property::oscal("implementation-point", "internal")],
            status: Status { state: "other", remarks: Some("Not declared.".to_owned()) },
            responsible_roles: vec![ResponsibleRole { role_id: "system-team" }],
        });
    }
    all
}

fn aws_as_a_whole(context: &Context<'_>) -> String {
    context.identity.of_names(&["component", "aws"])
}

fn aws_service(context: &Context<'_>, service: &str) -> String {
    context.identity.of_names(&["component", "aws", service])
}

fn inventory_items(context: &Context<'_>) -> Vec<InventoryItem> {
    let mut repeated = Repeated::default();
    let resources = context.assessment.resources.iter();
    resources
        .map(|r| inventory_item(context, r, repeated.of(context.identity, "inventory-item", &r.id)))
        .collect()
}

fn inventory_item(context: &Context<'_>, resource: &ResourceResult, uuid: String) -> InventoryItem {
    let mut props = vec![
        Property::own("resource-type", text::line(resource.type_name.as_str())),
        Property::own("source-type", text::line(&resource.source_type)),
        Property::own("address", text::line(&resource.address)),
        Property::own("presence", text::line(&resource.presence)),
        Property::own("assessed", if resource.assessed { "yes" } else { "not-assessed" }),
    ];
    let mut add = |name: &'static str, value: Option<&str>| {
        props.extend(value.map(|v| Property::own(name, text::line(v))));
    };
    add("account", resource.account.as_deref());
    add("region", resource.region.as_deref());
    add("asset-id", resource.physical_id.as_deref());
    if let Some(place) = &resource.location {
        add("file", Some(&place.file));
        add("line", Some(&place.line.to_string()));
    }
    let service = resource.service.as_ref().and_then(|s| context.services.get(s.as_str()));
    InventoryItem {
        uuid,
        description: text::line(resource.display.as_deref().unwrap_or(&resource.address)),
        props,
        implemented_components: service
            .map(|s| ImplementedComponent { component_uuid: s.used_as.clone() })
            .into_iter()
            .collect(),
    }
}

/// Originations in OSCAL's words and in FedRAMP's.
pub(crate) fn origination(origins: BTreeSet<Origin>) -> Vec<Property> {
    let oscal = origins.iter().map(|o| Property::oscal("control-origination", o.oscal()));
    let fedramp = origins.iter().map(|o| Property::fedramp("control-origination", o.fedramp()));
    oscal.chain(fedramp).collect()
}

fn requirement(context: &Context<'_>, group: &[Statement<'_>]) -> ImplementedRequirement {
    let control = group.first().map_or("", |s| s.part.control.as_str());
    let mut props = origination(group.iter().flat_map(|s| s.origins.iter().copied()).collect());
    let status = roll_up(group.iter().map(|s| s.status));
    props.push(Property::fedramp(
        "implementation-status",
        status.unwrap_or(ImplementationStatus::Planned).id(),
    ));
    if status.is_none() {
        props.push(Property::own("assessment", "not-assessed"));
    }
    let mut values: BTreeMap<&str, &str> = BTreeMap::new();
    for (name, value) in group.iter().flat_map(|s| &s.part.parameters) {
        values.extend(value.as_deref().map(|v| (name.as_str(), v)));
    }
    ImplementedRequirement {
        uuid: context.identity.of_names(&["requirement", control]),
        control_id: text::token(control).into_owned(),
        props,
        set_parameters: values
            .into_iter()
            .map(|(name, value)| SetParameter {
                param_id: text::token(name).into_owned(),
                values: vec![text::line(value)],
            })
            .collect(),
        statements: group.iter().map(|s| statement(context, s)).collect(),
    }
}

fn statement(context: &Context<'_>, statement: &Statement<'_>) -> SystemStatement {
    let part = statement.part;
    let id = part.part.as_str();
    let mut by_components = vec![by_this_system(context, statement)];
    let looked = context.looked(statement);
    let carried = context.carried(part);
    // The summary's mark and this list are of one mind: what the statement does not call inherited is none.
    let from_aws = statement.origins.contains(&Origin::Inherited)
        && part.implementers.contains(&Implementer::Aws)
        && carries(part);
    if let Some(authorization) = statement.authorization.filter(|_| from_aws) {
        if whole(part) {
            by_components.push(inherits(context, part, None, &[], authorization));
        }
        for (service, shares) in carried.iter().filter(|(s, _)| s.covered) {
            by_components.push(inherits(context, part, Some(service.id), shares, authorization));
        }
    }
    for (service, shares) in carried {
        let found = looked.get(service.id).copied().unwrap_or_default().words();
        by_components.extend(satisfies(context, part, service, &shares, &found));
    }
    let mut props = origination(statement.origins.clone());
    props.push(Property::own("allocation", part.allocation.id()));
    props.push(Property::own("nature", part.nature.id()));
    props.push(Property::own("owner-status", part.customer.status.id()));
    props.push(Property::own("provider-coverage", part.aws.status.id()));
    if statement.status.is_none() {
        props.push(Property::own("assessment", "not-assessed"));
    }
    SystemStatement {
        statement_id: text::token(id).into_owned(),
        uuid: context.statement(id),
        props,
        by_components,
        remarks: Some(text::line(&part.because)),
    }
}

fn by_this_system(context: &Context<'_>, statement: &Statement<'_>) -> ByComponent {
    let part = statement.part;
    let id = part.part.as_str();
    let satisfied = residue_responsibility(statement).then(|| Satisfied {
        uuid: context.identity.of_names(&["satisfied", id]),
        responsibility_uuid: context.responsibility(id, None),
        description: format!(
            "{}{} How far: {}; an assessor decides whether that is enough.",
            context.mark(),
            part.customer
                .statement
                .as_deref()
                .map_or_else(|| "What stays with the owner.".to_owned(), text::line),
            crate::words::customer_status(part.customer.status)
        ),
        responsible_roles: vec![ResponsibleRole { role_id: "system-owner" }],
    });
    let tenant: Vec<Responsibility> = statement
        .tenant
        .iter()
        .filter(|duty| duty.kind != TenantDutyKind::Nothing)
        .enumerate()
        .map(|(index, duty)| Responsibility {
            uuid: context.identity.of_names(&["tenant", id, &index.to_string()]),
            provided_uuid: None,
            description: text::line(&duty.statement),
            responsible_roles: vec![ResponsibleRole { role_id: "tenant" }],
        })
        .collect();
    ByComponent {
        component_uuid: context.this_system(),
        uuid: context.identity.of_names(&["by-component", id]),
        description: prose::owners_statement(context, statement),
        props: Vec::new(),
        implementation_status: Some(Status {
            state: statement.status.unwrap_or(ImplementationStatus::Planned).id(),
            remarks: statement.remark.as_deref().map(text::line),
        }),
        export: (!tenant.is_empty()).then_some(Export { provided: Vec::new(), responsibilities: tenant }),
        inherited: Vec::new(),
        satisfied: satisfied.into_iter().collect(),
    }
}

/// What the owner does on a service about what AWS leaves to its customers there; none where it leaves nothing.
fn satisfies(
    context: &Context<'_>,
    part: &PartResult,
    service: &Service<'_>,
    shares: &[&ServiceAllocation],
    found: &str,
) -> Option<ByComponent> {
    let id = part.part.as_str();
    let shared: Vec<&&ServiceAllocation> =
        shares.iter().filter(|s| s.allocation == Allocation::SharedDependent).collect();
    let resources: usize = shared.iter().map(|s| s.resources.len()).sum();
    let satisfied: Vec<Satisfied> = shared
        .into_iter()
        .map(|share| Satisfied {
            uuid: context.identity.of_names(&["satisfied", id, &share_key(share)]),
            responsibility_uuid: context.responsibility(id, Some(share)),
            description: format!(
                "{}{} How far: {found}; an assessor decides whether that is enough.",
                context.mark(),
                prose::owners_share(context, part, share)
            ),
            responsible_roles: vec![ResponsibleRole { role_id: "system-team" }],
        })
        .collect();
    (!satisfied.is_empty()).then(|| ByComponent {
        component_uuid: service.used_as.clone(),
        uuid: context.identity.of_names(&["by-component", id, service.id]),
        description: format!(
            "{}{} ({}); {found}.",
            context.mark(),
            service.name,
            crate::words::counted(resources, "resource", "resources")
        ),
        props: Vec::new(),
        implementation_status: None,
        export: None,
        inherited: Vec::new(),
        satisfied,
    })
}

/// The authorization with what it is backed by: partition and date of the list that names the service.
fn backing(context: &Context<'_>, service: Option<&str>, authorization: &str) -> String {
    let assessment = context.assessment;
    let coverage = assessment.coverage.iter();
    let dates = coverage
        .filter(|c| service.is_none_or(|s| c.service.as_str() == s))
        .filter_map(|c| c.as_of.as_deref());
    let list =
        dates.max().map(|day| format!(", list of services of {}", text::line(day))).unwrap_or_default();
    format!("{} (partition {}{list})", text::line(authorization), text::line(&assessment.framework.partition))
}

/// What is inherited from a service, or from AWS as a whole, under an authorization that covers it.
fn inherits(
    context: &Context<'_>,
    part: &PartResult,
    service: Option<&str>,
    shares: &[&ServiceAllocation],
    authorization: &str,
) -> ByComponent {
    let id = part.part.as_str();
    let one = |share: Option<&ServiceAllocation>| {
        let what = match share {
            Some(share) => prose::aws_share(context, part, share),
            None => part.aws.statement.as_deref().map_or_else(|| "AWS's share.".to_owned(), text::line),
        };
        let key = share.map(share_key).unwrap_or_default();
        Inherited {
            uuid: context.identity.of_names(&["inherited", id, &key]),
            provided_uuid: context.provided(id, share),
            description: format!("{}{what}", context.mark()),
        }
    };
    let inherited = match service {
        Some(_) => shares.iter().map(|share| one(Some(share))).collect(),
        None => vec![one(None)],
    };
    ByComponent {
        component_uuid: service.map_or_else(|| aws_as_a_whole(context), |s| aws_service(context, s)),
        uuid: context.identity.of_names(&["by-component", "aws", id, service.unwrap_or_default()]),
        description: format!(
            "{}Inherited under {}.",
            context.mark(),
            backing(context, service, authorization)
        ),
        props: Vec::new(),
        implementation_status: None,
        export: None,
        inherited,
        satisfied: Vec::new(),
    }
}
