//! A stack: one template with the values of its parameters and the addresses of its resources.

use super::{
    conditions::Decided,
    exports::Place,
    template::Template,
    value::{Data, Unknown, Val},
};
use crate::syntax::{Entry, Tree};
use demarc_model::{Partition, Presence, Span, Why};
use std::{collections::HashMap, rc::Rc};

/// Position of a stack in the evaluator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct StackId(pub(super) usize);

/// Where and under which name a stack is deployed, as far as known.
#[derive(Debug, Clone, Default)]
pub(super) struct Deployment {
    pub(super) account: Option<String>,
    pub(super) region: Option<String>,
    pub(super) partition: Option<Partition>,
    pub(super) stack_name: Option<String>,
}

/// What became of a resource that is a nested stack.
#[derive(Debug, Clone, Copy)]
pub(super) enum Nested {
    /// Its template was read.
    Read(StackId),
    /// Its template is not at hand, or is being read further up.
    NotAvailable,
}

/// One template with its context.
#[derive(Debug)]
pub(super) struct Stack {
    /// Path of its file.
    pub(super) path: String,
    /// Paths of the templates that nest it, outermost first.
    pub(super) ancestors: Vec<String>,
    /// What stands in front of its logical ids: empty, or `Nested.`.
    pub(super) prefix: String,
    /// Whether it is deployed at all.
    pub(super) presence: Presence,
    pub(super) deployment: Deployment,
    pub(super) template: Rc<Template>,
    pub(super) sam: bool,
    pub(super) parameters: HashMap<String, Val>,
    /// Sections with their loops expanded.
    pub(super) conditions: Rc<Vec<Entry>>,
    pub(super) resources: Rc<Vec<Entry>>,
    pub(super) outputs: Rc<Vec<Entry>>,
    /// Positions in `resources` by logical id.
    pub(super) logical_ids: HashMap<String, usize>,
    /// Loop variables whose collection is unknown.
    pub(super) open_loops: HashMap<String, Why>,
    pub(super) decided: HashMap<String, Decided>,
    pub(super) deciding: Vec<String>,
    pub(super) nested: HashMap<String, Nested>,
    /// Logical ids of modules of the registry.
    pub(super) modules: Vec<String>,
    /// Logical id of the serverless resource behind each resource that SAM made.
    pub(super) made_by: HashMap<String, String>,
    /// Serverless resources as they were written, by logical id.
    pub(super) serverless: HashMap<String, Tree>,
    /// SAM makes resources that are not here.
    pub(super) partly_expanded: bool,
}

impl Deployment {
    /// The partition; without one that of the region, else the commercial one.
    pub(super) fn partition(&self) -> Partition {
        let of_region = || self.region.as_deref().map_or(Partition::Aws, Partition::of_region);
        self.partition.unwrap_or_else(of_region)
    }
}

impl Stack {
    /// The address of a logical id.
    pub(super) fn address(&self, logical_id: &str) -> String {
        format!("{}{logical_id}", self.prefix)
    }

    /// Where its exports are known.
    pub(super) fn place(&self) -> Place {
        Place { account: self.deployment.account.clone(), region: self.deployment.region.clone() }
    }

    /// The value of a pseudo parameter; nothing if it is none.
    pub(super) fn pseudo_parameter(&self, name: &str, span: Span) -> Option<Val> {
        let region = self.deployment.region.as_deref();
        let partition = self.deployment.partition();
        let known = match name {
            "AWS::NoValue" => return Some(Val::new(Data::NoValue, span)),
            "AWS::Region" => region,
            "AWS::AccountId" => self.deployment.account.as_deref(),
            "AWS::StackName" => self.deployment.stack_name.as_deref(),
            "AWS::Partition" => Some(partition.id()),
            "AWS::URLSuffix" => match partition {
                Partition::Aws | Partition::AwsUsGov => Some("amazonaws.com"),
                Partition::AwsCn => Some("amazonaws.com.cn"),
                Partition::AwsEusc => Some("amazonaws.eu"),
                Partition::AwsIso => None,
            },
            "AWS::StackId" | "AWS::NotificationARNs" => None,
            _ => return None,
        };
        Some(match known {
            Some(text) => Val::string(text, span),
            None => Val::new(Data::Unknown(Unknown::new(Why::KnownAfterApply, name.to_owned())), span),
        })
    }
}
