//! Events of a function: what calls it, what may call it, and from where it takes records.

mod api;
mod http_api;
mod pull;
mod push;
mod queue;
mod schedule;

pub(super) use api::{add_auth, linked_stage};
pub(super) use push::{rule_state, target, target_id};
pub(super) use queue::{DeadLetters, dead_letters_of_rule};

use super::{
    doc::Doc,
    fields::Fields,
    made::{Made, Outcome, Refusal, refuse},
    session::{Session, Source},
    text::id_with,
};

/// One event of a function.
pub(super) struct Event<'a> {
    /// The name under which the function has it.
    pub(super) name: &'a str,
    /// The logical id of what is made for it first.
    pub(super) id: String,
    pub(super) kind: &'a str,
    pub(super) properties: &'a Fields,
    /// The function, or the alias that stands for it.
    pub(super) called: &'a Made,
}

impl Event<'_> {
    pub(super) fn get(&self, key: &str) -> Option<&Doc> {
        self.properties.get(key)
    }

    pub(super) fn set_at(&self, key: &str) -> Option<&Doc> {
        self.properties.set_at(key)
    }

    pub(super) fn required(&self, key: &str) -> Outcome<&Doc> {
        super::made::required(self.properties, key)
    }

    /// Something made for the event.
    pub(super) fn made(&self, suffix: &str, kind: &'static str) -> Made {
        Made::new(format!("{}{suffix}", self.id), kind, &self.called.passed_on())
    }

    /// The permission by which a service may call the function.
    pub(super) fn permission(&self, prefix: &str, word: &str, service: &str) -> Made {
        let id = id_with(&format!("{prefix}Permission"), word);
        let mut permission = Made::new(id, "AWS::Lambda::Permission", &self.called.passed_on());
        permission.set("Action", "lambda:InvokeFunction");
        permission.set("FunctionName", self.called.function_name());
        permission.set("Principal", service);
        permission
    }
}

/// What is made for the events of a function; the role gets what it needs to take records from them.
pub(super) fn of_function(
    session: &mut Session,
    source: &Source,
    function: &Made,
    alias: Option<&Made>,
    role: &mut Made,
) -> Outcome<Vec<Made>> {
    let Some(events) = source.get("Events").and_then(Doc::as_map).cloned() else { return Ok(Vec::new()) };
    let mut ordered: Vec<_> = events.iter().collect();
    let place = |name: &str, event: &Doc| {
        let path = event.get("Properties").and_then(|p| p.get("Path")).and_then(Doc::as_str);
        path.unwrap_or(name).to_owned()
    };
    ordered.sort_by_cached_key(|(name, event)| place(name.as_str(), event));
    let mut made = Vec::new();
    for (name, written) in ordered {
        let empty = Fields::new();
        let event = Event {
            name: name.as_str(),
            id: format!("{}{}", source.id, name.as_str()),
            kind: written.get("Type").and_then(Doc::as_str).unwrap_or(""),
            properties: written.get("Properties").and_then(Doc::as_map).unwrap_or(&empty),
            called: alias.unwrap_or(function),
        };
        match of_event(session, source, &event, role) {
            Ok(resources) => made.extend(resources),
            Err(Refusal(why)) => session.remark(&source.id, format!("its event `{}`: {why}", event.name)),
        }
    }
    Ok(made)
}

fn of_event(
    session: &mut Session,
    source: &Source,
    event: &Event<'_>,
    role: &mut Made,
) -> Outcome<Vec<Made>> {
    match event.kind {
        "Schedule" => push::schedule(event),
        "CloudWatchEvent" | "EventBridgeRule" => push::rule(event),
        "ScheduleV2" => scheduled(event, ScheduleTarget::Function),
        "S3" => push::bucket(session, event),
        "SNS" => push::topic(session, event, role),
        "Api" => api::rest(session, event),
        "HttpApi" => http_api::http(session, event),
        "AlexaSkill" => Ok(push::alexa(event)),
        "IoTRule" => push::iot(session, event),
        "Cognito" => push::user_pool(session, event),
        "CloudWatchLogs" => push::logs(session, event),
        kind if pull::is_kind(kind) => pull::mapping(session, source, event, role),
        kind => refuse(format!("`{kind}` is no type of event that SAM knows")),
    }
}

pub(super) use schedule::{Target as ScheduleTarget, scheduled};
