//! The component definition: for each AWS service as the system uses it, who does what in each control part.

use super::{
    context::{Context, Service},
    controls::*,
    metadata::Property,
    prose, text,
};
use crate::statement::Statement;
use demarc_assess::assessment::ServiceAllocation;
use demarc_model::Allocation;

const ABOUT: &str = "The services in use as components: who does what in each control part that concerns them. It says nothing of \
                     how far the system is; that stands in its security plan.";

/// The component definition.
pub(crate) fn component_definition(context: &Context<'_>) -> ComponentDefinition {
    let name = text::line(&context.assessment.system);
    ComponentDefinition {
        uuid: context.identity.of_names(&["document", "component-definition"]),
        metadata: context.metadata(&format!("AWS services as {name} uses them"), ABOUT),
        components: context.services.values().map(|s| component(context, s)).collect(),
    }
}

fn component(context: &Context<'_>, service: &Service<'_>) -> DefinedComponent {
    let requirements: Vec<DefinedRequirement> = context
        .statements
        .chunk_by(|a, b| a.part.control == b.part.control)
        .filter_map(|group| requirement(context, service, group))
        .collect();
    let implementations = if requirements.is_empty() {
        Vec::new()
    } else {
        vec![DefinedImplementation {
            uuid: context.identity.of_names(&["defined", "implementation", service.id]),
            source: context.profile_href(),
            description: format!("Shares of AWS and of the owner in {}.", service.name),
            implemented_requirements: requirements,
        }]
    };
    DefinedComponent {
        uuid: context.identity.of_names(&["defined", "component", service.id]),
        kind: "service",
        title: service.name.clone(),
        description: format!("{} with the settings and variants that the system uses.", service.name),
        props: vec![Property::own("service", text::line(service.id))],
        control_implementations: implementations,
    }
}

fn requirement(
    context: &Context<'_>,
    service: &Service<'_>,
    group: &[Statement<'_>],
) -> Option<DefinedRequirement> {
    let statements: Vec<DefinedStatement> = group
        .iter()
        .filter_map(|statement| {
            let shares: Vec<&ServiceAllocation> =
                statement.part.by_service.iter().filter(|s| s.service.as_str() == service.id).collect();
            (!shares.is_empty()).then(|| defined(context, service, statement, &shares))
        })
        .collect();
    let first = group.first().filter(|_| !statements.is_empty())?;
    let control = first.part.control.as_str();
    Some(DefinedRequirement {
        uuid: context.identity.of_names(&["defined", "requirement", service.id, control]),
        control_id: text::token(control).into_owned(),
        description: format!("{} on {}.", text::line(&first.part.title), service.name),
        statements,
    })
}

fn defined(
    context: &Context<'_>,
    service: &Service<'_>,
    statement: &Statement<'_>,
    shares: &[&ServiceAllocation],
) -> DefinedStatement {
    let part = statement.part;
    let id = part.part.as_str();
    let mut sentences = Vec::new();
    for share in shares {
        let aws = matches!(share.allocation, Allocation::Inherited | Allocation::SharedDependent);
        if aws {
            sentences.push(format!("AWS: {}", prose::aws_share(context, part, share)));
        }
        if share.allocation != Allocation::Inherited {
            sentences.push(format!("Owner: {}", prose::owners_share(context, part, share)));
        }
    }
    sentences.dedup();
    let mut props: Vec<Property> =
        shares.iter().map(|s| Property::own("allocation", s.allocation.id())).collect();
    props.dedup_by(|a, b| a.value == b.value);
    DefinedStatement {
        statement_id: text::token(id).into_owned(),
        uuid: context.identity.of_names(&["defined", "statement", service.id, id]),
        description: format!("{}{}", context.mark(), sentences.join(" ")),
        props,
    }
}
