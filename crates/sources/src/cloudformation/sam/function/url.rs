//! The URL of a function, and who may call it.

use crate::cloudformation::sam::{
    doc::Doc,
    fields::Fields,
    intrinsics::{is_call, reference},
    made::Made,
    session::Source,
};

/// The URL, and with `AuthType: NONE` the permissions that let everybody call it.
pub(super) fn resources(source: &Source, config: &Fields, alias: Option<&Made>) -> Vec<Made> {
    let attributes = source.passed_on();
    let called = alias.map_or_else(|| reference(&source.id), Made::arn);
    let mut url = Made::new(format!("{}Url", source.id), "AWS::Lambda::Url", &attributes);
    url.set_some("Cors", config.set_at("Cors"));
    url.take(config, &["AuthType", "InvokeMode"]);
    url.set("TargetFunctionArn", &called);
    let mut made = vec![url];
    let open = config.get("AuthType").is_some_and(|kind| kind.is("NONE"));
    if open && !is_call(&Doc::from(config.clone())) {
        let permission = |suffix: &str, action: &str| {
            let id = format!("{}{suffix}", source.id);
            let mut permission = Made::new(id, "AWS::Lambda::Permission", &attributes);
            permission.set("Action", action);
            permission.set("FunctionName", &called);
            permission.set("Principal", "*");
            permission
        };
        let mut call_url = permission("UrlPublicPermissions", "lambda:InvokeFunctionUrl");
        call_url.set("FunctionUrlAuthType", "NONE");
        let mut call = permission("URLInvokeAllowPublicAccess", "lambda:InvokeFunction");
        call.set("InvokedViaFunctionUrl", true);
        made.extend([call_url, call]);
    }
    made
}
