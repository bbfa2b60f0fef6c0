//! A data store of a class that needs it is encrypted under a key of the customer's.

use super::{
    data_class::KEY,
    tags::{self, Tag, Tags},
};
use crate::{
    evaluate::{Evaluator, Look, ParameterValues},
    world::World,
};
use demarc_inventory::ResourceIndex;
use demarc_model::{Truth, Why};

/// Parameter: the classes that need a key of the customer's, with commas.
const CLASSES: &str = "classes-with-own-key";

/// Properties that hold tags; a data store has one of them.
pub(crate) const TAGS: [&str; 3] = ["Tags", "FileSystemTags", "BackupVaultTags"];

/// Whether the key at `over` is one of the customer's, or the class of the store does not ask for that.
///
/// Where the class is not known, a key of the customer's fits every class and anything else leaves it open.
pub fn check(
    world: &World<'_>,
    index: ResourceIndex,
    over: &str,
    parameters: &ParameterValues,
) -> (Truth, Vec<Look>) {
    let (own, mut looks) = own_key(world, index, over, parameters);
    if own == Truth::True {
        return (own, looks);
    }
    let tags = TAGS.map(|name| (name, Tags::of(world, index, name)));
    let (name, tags) = match tags.iter().find(|(_, tags)| !tags.none()) {
        Some((name, tags)) => (*name, tags),
        // A store without a class: what fits it is not known.
        None => return (Truth::Unknown(Why::NotObservableHere), looks),
    };
    let needs = match (parameters.get(KEY), tags::list(parameters, CLASSES)) {
        (Some(key), Some(classes)) => match tags.get(key) {
            Tag::Known(class) => Truth::from(classes.contains(&class.as_str())),
            Tag::Unknown(why) => Truth::Unknown(why),
            Tag::Absent => Truth::Unknown(Why::NotObservableHere),
        },
        _ => Truth::Unknown(Why::ParameterUnset),
    };
    let truth = own.or(!needs);
    looks.push(tags.look(index, name, truth));
    (truth, looks)
}

/// Whether the property names a key, or an alias, that is not one of AWS's.
fn own_key(
    world: &World<'_>,
    index: ResourceIndex,
    over: &str,
    parameters: &ParameterValues,
) -> (Truth, Vec<Look>) {
    let key = format!("own-key {over}");
    let text = || {
        format!(
            "exists {over} and not ({over} matches \"|(.*:)?alias/aws/.*\") and (related any AWS::KMS::Key via {over} (not (KeyUsage == \"SIGN_VERIFY\")) or related any AWS::KMS::Alias via {over} (exists TargetKeyId) or {over} matches \"(.*:)?alias/([^a]|a[^w]|aw[^s]|aws[^/]).*\")"
        )
    };
    let Some(condition) = world.condition(&key, text) else {
        return (Truth::Unknown(Why::UnsupportedExpression), Vec::new());
    };
    let evaluator = Evaluator::new(world, parameters);
    let truth = evaluator.holds(&condition, index);
    (truth, evaluator.into_looks())
}
