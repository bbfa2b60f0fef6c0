//! Stub.
/// Kind.
#[derive(PartialEq, Eq, Clone, Copy, Debug)]
pub enum PathKind {
    /// k
    Known,
    /// f
    Free,
    /// m
    Missing,
}
/// D.
#[derive(Debug)]
pub struct Default {
    /// v
    pub value: serde_json::Value,
    /// u
    pub unknown: Option<demarc_model::Why>,
    /// s
    pub source: String,
    /// a
    pub as_of: String,
}
/// t
pub fn has_type(_: &str) -> bool {
    true
}
/// p
pub fn path_kind(_: &str, _: &[&str]) -> PathKind {
    PathKind::Known
}
/// n
pub fn name_properties(_: &str) -> Vec<String> {
    vec!["BucketName".into(), "Name".into(), "RoleName".into()]
}
/// d
pub fn default_of(_: &str, _: &str, _: &str) -> Option<&'static Default> {
    None
}
