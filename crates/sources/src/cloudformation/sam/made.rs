//! A resource that SAM makes.

use super::{
    doc::Doc,
    fields::Fields,
    intrinsics::{attribute, reference},
};

/// Why a resource cannot be expanded, as one sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal(pub(super) String);

pub(super) type Outcome<T> = Result<T, Refusal>;

pub(super) fn refuse<T>(why: impl Into<String>) -> Outcome<T> {
    Err(Refusal(why.into()))
}

/// A value that has to be there.
pub(super) fn required<'d>(fields: &'d Fields, key: &str) -> Outcome<&'d Doc> {
    fields.get(key).ok_or_else(|| Refusal(format!("the property `{key}` is missing")))
}

/// A value that has to be a map.
pub(super) fn map_in<'d>(doc: &'d Doc, name: &str) -> Outcome<&'d Fields> {
    doc.as_map().ok_or_else(|| Refusal(format!("`{name}` is expected to be a mapping")))
}

/// Attributes of a resource beside its properties that what SAM makes of it inherits.
const PASSED_ON: [&str; 3] = ["Condition", "DeletionPolicy", "UpdateReplacePolicy"];

/// Attributes that the resource of the same logical id keeps.
pub(super) const KEPT: [&str; 5] =
    ["DeletionPolicy", "UpdatePolicy", "Condition", "UpdateReplacePolicy", "Metadata"];

/// A resource of CloudFormation.
#[derive(Debug, Clone)]
pub(super) struct Made {
    pub(super) id: String,
    pub(super) kind: &'static str,
    pub(super) depends_on: Option<Doc>,
    pub(super) attributes: Fields,
    pub(super) properties: Fields,
}

impl Made {
    pub(super) fn new(id: impl Into<String>, kind: &'static str, attributes: &Fields) -> Self {
        Self {
            id: id.into(),
            kind,
            depends_on: None,
            attributes: attributes.clone(),
            properties: Fields::new(),
        }
    }

    pub(super) fn depending_on(mut self, depends_on: Option<Doc>) -> Self {
        self.depends_on = depends_on.filter(Doc::truthy);
        self
    }

    /// Sets a property; null takes it away.
    pub(super) fn set(&mut self, key: &str, value: impl Into<Doc>) {
        let value = value.into();
        if value.is_null() {
            self.properties.remove(key);
        } else {
            self.properties.set(key, value);
        }
    }

    pub(super) fn set_some(&mut self, key: &str, value: Option<&Doc>) {
        if let Some(value) = value {
            self.set(key, value);
        }
    }

    /// Takes over properties of the same names.
    pub(super) fn take(&mut self, from: &Fields, names: &[&str]) {
        for name in names {
            self.set_some(name, from.get(name));
        }
    }

    pub(super) fn name(&self) -> Doc {
        reference(&self.id)
    }

    /// Its ARN: for these types `Ref` gives it, for others an attribute.
    pub(super) fn arn(&self) -> Doc {
        match self.kind {
            "AWS::Lambda::Alias"
            | "AWS::Lambda::Version"
            | "AWS::SNS::Topic"
            | "AWS::StepFunctions::StateMachine"
            | "AWS::StepFunctions::StateMachineAlias"
            | "AWS::StepFunctions::StateMachineVersion" => reference(&self.id),
            "AWS::Lambda::WebFunction" => attribute(&self.id, "FunctionArn"),
            _ => attribute(&self.id, "Arn"),
        }
    }

    /// What permissions and event source mappings name a function or alias by.
    pub(super) fn function_name(&self) -> Doc {
        reference(&self.id)
    }

    /// The attributes that resources made for this one inherit.
    pub(super) fn passed_on(&self) -> Fields {
        passed_on(&self.attributes)
    }

    /// As an entry of a template's resources.
    pub(super) fn into_doc(self) -> Doc {
        let mut fields = Fields::new();
        fields.set("Type", self.kind);
        fields.set_some("DependsOn", self.depends_on);
        fields.update(self.attributes);
        fields.set("Properties", self.properties);
        fields.into()
    }
}

pub(super) fn passed_on(attributes: &Fields) -> Fields {
    let mut passed = Fields::new();
    for name in PASSED_ON {
        passed.set_some(name, attributes.get(name));
    }
    passed
}

/// Tags as the list that most types take.
pub(super) fn tag_list(tags: Option<&Doc>) -> Vec<Doc> {
    let Some(tags) = tags.and_then(Doc::as_map) else { return Vec::new() };
    tags.iter()
        .map(|(key, value)| {
            let value = if value.is_null() { Doc::from("") } else { value.clone() };
            tag(key.as_str(), value)
        })
        .collect()
}

pub(super) fn tag(key: &str, value: impl Into<Doc>) -> Doc {
    super::doc::map! { "Key" => key, "Value" => value.into() }
}

/// The properties of types that have tags; for others tags are not passed on.
const TAGGED: [&str; 23] = [
    "AWS::ApiGateway::ApiKey",
    "AWS::ApiGateway::DomainName",
    "AWS::ApiGateway::DomainNameAccessAssociation",
    "AWS::ApiGateway::DomainNameV2",
    "AWS::ApiGateway::RestApi",
    "AWS::ApiGateway::Stage",
    "AWS::ApiGateway::UsagePlan",
    "AWS::ApiGatewayV2::Api",
    "AWS::ApiGatewayV2::DomainName",
    "AWS::ApiGatewayV2::Stage",
    "AWS::CodeDeploy::Application",
    "AWS::CodeDeploy::DeploymentGroup",
    "AWS::IAM::Role",
    "AWS::IoT::TopicRule",
    "AWS::Lambda::CapacityProvider",
    "AWS::Lambda::Function",
    "AWS::Lambda::MicrovmImage",
    "AWS::Lambda::NetworkConnector",
    "AWS::Lambda::WebFunction",
    "AWS::S3::Bucket",
    "AWS::SNS::Topic",
    "AWS::SQS::Queue",
    "AWS::StepFunctions::StateMachine",
];

/// Gives what was made the tags of the resource that it was made for, if that one passes its tags on.
pub(super) fn pass_tags_on(made: &mut [Made], tags: Option<&Doc>, pass_on: bool) {
    let Some(tags) = tags.filter(|tags| pass_on && tags.truthy()) else { return };
    for resource in made.iter_mut().filter(|r| TAGGED.contains(&r.kind)) {
        let value = match resource.kind {
            // The definition of an API holds its tags.
            "AWS::ApiGatewayV2::Api" if !resource.properties.has("ProtocolType") => continue,
            "AWS::ApiGatewayV2::Api" | "AWS::ApiGatewayV2::DomainName" | "AWS::ApiGatewayV2::Stage" => {
                tags.clone()
            }
            _ => Doc::list(tag_list(Some(tags))),
        };
        resource.set("Tags", value);
    }
}
