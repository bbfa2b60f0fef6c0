//! Gradual deployments of functions by CodeDeploy: one application, and a group for each function.

use super::{
    doc::{Doc, Kind, list, map},
    fields::Fields,
    intrinsics::{any_of, as_choice, attribute, call, choice, is_call, is_no_value, reference, sub_with},
    made::{Made, Outcome, refuse, tag_list},
    policies::assumed_by,
    template::Template,
};

/// What is made, and what else changes by its name.
type MadeWithChanges = (Vec<Made>, Vec<(String, Doc)>);

const APPLICATION: &str = "ServerlessDeploymentApplication";
const ROLE: &str = "CodeDeployServiceRole";
const CONDITION: &str = "ServerlessCodeDeployCondition";

/// Deployment configurations of CodeDeploy's own.
const PREDEFINED: [&str; 9] = [
    "Canary10Percent5Minutes",
    "Canary10Percent10Minutes",
    "Canary10Percent15Minutes",
    "Canary10Percent30Minutes",
    "Linear10PercentEvery1Minute",
    "Linear10PercentEvery2Minutes",
    "Linear10PercentEvery3Minutes",
    "Linear10PercentEvery10Minutes",
    "AllAtOnce",
];

#[derive(Debug, Clone)]
struct Preference {
    function: String,
    kind: Doc,
    before: Option<Doc>,
    after: Option<Doc>,
    alarms: Option<Doc>,
    role: Option<Doc>,
    triggers: Option<Doc>,
    condition: Option<Doc>,
    tags: Option<Doc>,
}

/// How functions want to be deployed.
#[derive(Debug, Default)]
pub(super) struct Deployments {
    enabled: Vec<Preference>,
    /// Preferences that are switched off; their lack of a role asks for none.
    disabled: usize,
}

impl Deployments {
    pub(super) fn add(
        &mut self,
        function: &str,
        preference: &Fields,
        condition: Option<Doc>,
        tags: Option<&Doc>,
        pass_tags_on: bool,
    ) -> Outcome<()> {
        let enabled = preference
            .value("Enabled")
            .is_none_or(|enabled| enabled.truthy() && !enabled.is("false") && !enabled.is("False"));
        if !enabled {
            self.disabled += 1;
            return Ok(());
        }
        let Some(kind) = preference.value("Type") else {
            return refuse("`DeploymentPreference` has no `Type`");
        };
        let hook = |name: &str| preference.get("Hooks").and_then(|hooks| hooks.get(name)).cloned();
        let conditional = preference
            .get("PassthroughCondition")
            .is_some_and(|p| p.is_true() || p.is("true") || p.is("True"));
        self.enabled.push(Preference {
            function: function.to_owned(),
            kind: kind.clone(),
            before: hook("PreTraffic"),
            after: hook("PostTraffic"),
            alarms: preference.get("Alarms").cloned(),
            role: preference.set_at("Role").cloned(),
            triggers: preference.set_at("TriggerConfigurations").cloned(),
            condition: condition.filter(|_| conditional),
            tags: tags.filter(|tags| pass_tags_on && tags.truthy()).cloned(),
        });
        Ok(())
    }

    /// The first function that CodeDeploy deploys.
    pub(super) fn first(&self) -> Option<&str> {
        self.enabled.first().map(|preference| preference.function.as_str())
    }

    /// How the alias of a function is updated, if CodeDeploy does it.
    pub(super) fn update_policy(&self, function: &str) -> Option<Doc> {
        let preference = self.enabled.iter().find(|p| p.function == function)?;
        let mut update = Fields::new();
        update.set("ApplicationName", reference(APPLICATION));
        update.set("DeploymentGroupName", reference(&group_id(function)));
        update.set_some("BeforeAllowTrafficHook", preference.before.clone());
        update.set_some("AfterAllowTrafficHook", preference.after.clone());
        Some(map! { "CodeDeployLambdaAliasUpdate" => update })
    }

    /// The resources for all functions together, and conditions that they need.
    pub(super) fn resources(&self, template: &Template) -> Outcome<MadeWithChanges> {
        if self.enabled.is_empty() {
            return Ok((Vec::new(), Vec::new()));
        }
        let mut names: Vec<String> = Vec::new();
        for preference in &self.enabled {
            if let Some(name) = preference.condition.as_ref().and_then(Doc::as_str)
                && !names.iter().any(|n| n == name)
            {
                names.push(name.to_owned());
            }
        }
        let all_conditional = self.enabled.iter().all(|p| p.condition.is_some());
        let mut conditions = Vec::new();
        let mut attributes = Fields::new();
        if all_conditional {
            if let [only] = names.as_slice() {
                attributes.set("Condition", only);
            } else {
                attributes.set("Condition", CONDITION);
                conditions = any_of(names, CONDITION);
            }
        }
        let mut tags = Fields::new();
        for preference in &self.enabled {
            if let Some(own) = preference.tags.as_ref().and_then(Doc::as_map) {
                tags.update(own.clone());
            }
        }
        let tags = (!tags.is_empty()).then(|| Doc::list(tag_list(Some(&tags.into()))));
        let mut application = Made::new(APPLICATION, "AWS::CodeDeploy::Application", &attributes);
        application.set("ComputePlatform", "Lambda");
        application.set_some("Tags", tags.as_ref());
        let mut made = vec![application];
        if self.enabled.iter().any(|p| p.role.is_none()) {
            let mut role = Made::new(ROLE, "AWS::IAM::Role", &attributes);
            role.set("AssumeRolePolicyDocument", assumed_by("codedeploy.amazonaws.com"));
            let limited = template.partition.starts_with("aws-iso");
            let policy =
                if limited { "AWSCodeDeployRoleForLambdaLimited" } else { "AWSCodeDeployRoleForLambda" };
            let arn = template.managed_policy(&format!("service-role/{policy}"));
            role.set("ManagedPolicyArns", list![arn]);
            role.set_some("Tags", tags.as_ref());
            made.push(role);
        }
        for preference in &self.enabled {
            made.push(group(preference)?);
        }
        Ok((made, conditions))
    }
}

fn group_id(function: &str) -> String {
    format!("{function}DeploymentGroup")
}

fn group(preference: &Preference) -> Outcome<Made> {
    let id = group_id(&preference.function);
    let mut group = Made::new(id, "AWS::CodeDeploy::DeploymentGroup", &Fields::new());
    group.attributes.set_some("Condition", preference.condition.clone());
    if let Some(alarms) = preference.alarms.as_ref().filter(|a| a.truthy() && !is_no_value(a)) {
        let configuration = match as_choice(alarms) {
            Some((condition, one, other)) => choice(condition, watching(one)?, watching(other)?),
            None => watching(alarms)?,
        };
        group.set("AlarmConfiguration", configuration);
    }
    group.set("ApplicationName", reference(APPLICATION));
    let events = list!["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"];
    group.set("AutoRollbackConfiguration", map! { "Enabled" => true, "Events" => events });
    group.set("DeploymentConfigName", configuration(&preference.kind, false));
    let style = map! { "DeploymentType" => "BLUE_GREEN", "DeploymentOption" => "WITH_TRAFFIC_CONTROL" };
    group.set("DeploymentStyle", style);
    group.set("ServiceRoleArn", preference.role.clone().unwrap_or_else(|| attribute(ROLE, "Arn")));
    group.set_some("TriggerConfigurations", preference.triggers.as_ref());
    if preference.tags.is_some() {
        group.set("Tags", Doc::list(tag_list(preference.tags.as_ref())));
    }
    Ok(group)
}

fn watching(alarms: &Doc) -> Outcome<Doc> {
    let Some(list) = alarms.as_list() else { return refuse("`Alarms` is expected to be a list") };
    if list.first().is_none_or(is_no_value) {
        return Ok(map! {});
    }
    let named = list.iter().map(|alarm| map! { "Name" => alarm }).collect();
    Ok(map! { "Enabled" => true, "Alarms" => Doc::list(named) })
}

/// The name of a deployment configuration, with CodeDeploy's own ones in full.
fn configuration(kind: &Doc, in_sub: bool) -> Doc {
    match &kind.kind {
        Kind::List(elements) => Doc::list(elements.iter().map(|e| configuration(e, false)).collect()),
        Kind::Map(_) if is_call(kind) => {
            let mut fields = Fields::new();
            if let Some((name, argument)) = call(kind) {
                fields.set(name, configuration(argument, name == "Fn::Sub"));
            }
            fields.into()
        }
        Kind::Text(text) if PREDEFINED.contains(&text.as_str()) => {
            let full = super::doc::fields! { "ConfigName" => text };
            let call = sub_with("CodeDeployDefault.Lambda${ConfigName}", full);
            if in_sub { call.get("Fn::Sub").cloned().unwrap_or(call) } else { call }
        }
        _ => kind.clone(),
    }
}
