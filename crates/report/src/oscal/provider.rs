//! The provider statement: what the owner assumes of AWS, as a plan that others can leverage. Only the services in use.

use super::{
    context::{Context, whole},
    metadata::{Property, Reference, ResponsibleRole},
    owner::{origination, requirements},
    prose,
    system::*,
    text,
};
use crate::statement::{Statement, carries};
use demarc_assess::assessment::{PartResult, ServiceAllocation};
use demarc_model::{Allocation, AwsStatus, CustomerStatus};

/// Title of the document; it says whose it is not.
const TITLE: &str = "Assumed provider statement (not issued by AWS)";

const ABOUT: &str = "What the owner of the system assumes of AWS for the services in use: Demarc's reading of AWS's \
                     public documentation. AWS has not issued, reviewed or approved this document.";

/// The provider statement.
pub(crate) fn provider_statement(context: &Context<'_>) -> SystemSecurityPlan {
    let title = format!("{TITLE}: {}", text::line(&context.assessment.system));
    SystemSecurityPlan {
        uuid: context.identity.of_names(&["document", "provider-statement"]),
        metadata: context.metadata(&title, ABOUT),
        import_profile: Reference::to(context.profile_href()),
        system_characteristics: SystemCharacteristics {
            system_ids: vec![SystemId {
                identifier_type: "https://ietf.org/rfc/rfc4122",
                id: context.provider_system(),
            }],
            system_name: text::line(&format!("AWS services used by {}", context.assessment.system)),
            description: ABOUT.to_owned(),
            props: vec![Property::own("partition", text::line(&context.assessment.framework.partition))],
            security_sensitivity_level: None,
            system_information: super::owner::information(context, "provider"),
            status: Status {
                state: "operational",
                remarks: Some("AWS offers these services; nothing else is said about them here.".to_owned()),
            },
            authorization_boundary: Described {
                description: match &context.assessment.framework.programme {
                    Some(programme) => format!(
                        "That of `{}`; which of the services it covers stands with each of them.",
                        text::line(programme)
                    ),
                    None => "No authorization was named; AWS's own documents say what each of its authorizations covers."
                        .to_owned(),
                },
            },
        },
        system_implementation: SystemImplementation {
            leveraged_authorizations: Vec::new(),
            users: vec![SystemUser {
                uuid: context.identity.of_names(&["provider", "user"]),
                title: "Customer of AWS",
                role_ids: vec!["system-owner"],
            }],
            components: components(context),
            inventory_items: Vec::new(),
        },
        control_implementation: ControlImplementation {
            description: "One statement for each control part in which AWS has a share. `provided` is what can be inherited; \
                          each `responsibility` is what then stays with the owner."
                .to_owned(),
            implemented_requirements: requirements(context, |group| requirement(context, group)),
        },
    }
}

fn components(context: &Context<'_>) -> Vec<SystemComponent> {
    let whole = SystemComponent {
        uuid: context.provider_system(),
        kind: "this-system",
        title: "AWS".to_owned(),
        description:
            "What AWS does for all of the services in use: buildings, machines, networks and its own staff."
                .to_owned(),
        props: Vec::new(),
        status: Status { state: "operational", remarks: None },
        responsible_roles: vec![ResponsibleRole { role_id: "provider" }],
    };
    let services = context.services.values().map(|service| SystemComponent {
        uuid: service.provided_by.clone(),
        kind: "service",
        title: service.name.clone(),
        description: format!("{} as AWS operates it.", service.name),
        props: service
            .aws_title
            .map(|title| Property::own("aws-component", text::line(title)))
            .into_iter()
            .chain([Property::own("service", text::line(service.id))])
            .collect(),
        status: Status { state: "operational", remarks: None },
        responsible_roles: vec![ResponsibleRole { role_id: "provider" }],
    });
    [whole].into_iter().chain(services).collect()
}

fn requirement(context: &Context<'_>, group: &[Statement<'_>]) -> Option<ImplementedRequirement> {
    let shares: Vec<&Statement<'_>> = group.iter().filter(|s| s.part.aws.status != AwsStatus::None).collect();
    let first = shares.first()?;
    Some(ImplementedRequirement {
        uuid: context.identity.of_names(&["provider", "requirement", first.part.control.as_str()]),
        control_id: text::token(first.part.control.as_str()).into_owned(),
        props: origination(shares.iter().flat_map(|s| s.provider_origins()).collect()),
        set_parameters: Vec::new(),
        statements: shares.iter().map(|s| statement(context, s)).collect(),
    })
}

fn statement(context: &Context<'_>, statement: &Statement<'_>) -> SystemStatement {
    let part = statement.part;
    let id = part.part.as_str();
    let mut by_components = vec![as_a_whole(context, statement)];
    for (service, shares) in context.carried(part) {
        let layers: Vec<String> = shares.iter().map(|s| prose::layers(s)).collect();
        by_components.push(ByComponent {
            component_uuid: service.provided_by.clone(),
            uuid: context.identity.of_names(&["provider", "by-component", id, service.id]),
            description: format!("{}{}: {}.", context.mark(), service.name, layers.join("; ")),
            props: Vec::new(),
            implementation_status: None,
            export: Some(export(context, part, &shares)),
            inherited: Vec::new(),
            satisfied: Vec::new(),
        });
    }
    let mut props = origination(statement.provider_origins());
    props.push(Property::own("allocation", part.allocation.id()));
    SystemStatement {
        statement_id: text::token(id).into_owned(),
        uuid: context.identity.of_names(&["provider", "statement", id]),
        props,
        by_components,
        remarks: None,
    }
}

/// What one service offers for a part, and what then stays with the owner.
fn export(context: &Context<'_>, part: &PartResult, shares: &[&ServiceAllocation]) -> Export {
    let id = part.part.as_str();
    let shared = shares.iter().filter(|s| s.allocation == Allocation::SharedDependent);
    Export {
        provided: shares
            .iter()
            .map(|share| Provided {
                uuid: context.provided(id, Some(share)),
                description: format!("{}{}", context.mark(), prose::aws_share(context, part, share)),
            })
            .collect(),
        responsibilities: shared
            .map(|share| Responsibility {
                uuid: context.responsibility(id, Some(share)),
                provided_uuid: Some(context.provided(id, Some(share))),
                description: format!("{}{}", context.mark(), prose::owners_share(context, part, share)),
                responsible_roles: vec![ResponsibleRole { role_id: "system-owner" }],
            })
            .collect(),
    }
}

/// AWS's share of a part as a whole; it exports where no service carries it, and what stays with the owner of a part that is
/// otherwise AWS's.
fn as_a_whole(context: &Context<'_>, statement: &Statement<'_>) -> ByComponent {
    let part = statement.part;
    let id = part.part.as_str();
    let share =
        part.aws.statement.as_deref().map_or_else(|| "Has a share of this part.".to_owned(), text::line);
    let what = if carries(part) {
        "For the services in use"
    } else {
        "For itself, not for its customers' systems; nothing of it can be inherited"
    };
    let export = whole(part).then(|| {
        let provided = context.provided(id, None);
        let responsibilities = match (&part.residue, part.customer.status) {
            (_, CustomerStatus::None) => Vec::new(),
            (residue, _) => {
                let what = residue.as_ref().or(part.customer.statement.as_ref());
                vec![Responsibility {
                    uuid: context.responsibility(id, None),
                    provided_uuid: Some(provided.clone()),
                    description: format!(
                        "{}{}",
                        context.mark(),
                        what.map_or_else(|| "What is outside of AWS's sites.".to_owned(), |w| text::line(w))
                    ),
                    responsible_roles: vec![ResponsibleRole { role_id: "system-owner" }],
                }]
            }
        };
        Export {
            provided: vec![Provided { uuid: provided, description: format!("{}{share}", context.mark()) }],
            responsibilities,
        }
    });
    let backed = statement.authorization.map(|authorization| Status {
        state: "implemented",
        remarks: Some(format!("According to `{}`.", text::line(authorization))),
    });
    ByComponent {
        component_uuid: context.provider_system(),
        uuid: context.identity.of_names(&["provider", "by-component", id]),
        description: format!("{}{} {what}: {share}", context.mark(), prose::headline(part)),
        props: vec![Property::own("coverage", part.aws.status.id())],
        implementation_status: backed,
        export,
        inherited: Vec::new(),
        satisfied: Vec::new(),
    }
}

/// Whether a responsibility of AWS as a whole stays with the owner.
pub(crate) fn residue_responsibility(statement: &Statement<'_>) -> bool {
    whole(statement.part) && statement.part.customer.status != CustomerStatus::None
}
