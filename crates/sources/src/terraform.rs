//! Terraform.
pub mod resource;
/// s
pub mod hcl {
    use super::resource::TerraformResource;
    use demarc_inventory::*;
    /// o
    #[derive(Default)]
    pub struct HclOptions {
        /// v
        pub variables: Vec<(String, String)>,
        /// f
        pub var_files: Vec<String>,
        /// r
        pub region: Option<String>,
        /// p
        pub partition: Option<String>,
    }
    /// d
    #[derive(Default)]
    pub struct HclDirectory {
        /// r
        pub resources: Vec<TerraformResource>,
        /// f
        pub files: Vec<(String, FileDigest)>,
    }
    /// r
    pub fn read_directory(_: &Files, _: &str, _: &HclOptions, _: &mut Inventory) -> HclDirectory {
        HclDirectory::default()
    }
    /// l
    pub fn local_module_calls(_: &Files, _: &str) -> Vec<String> {
        Vec::new()
    }
}
/// m
pub mod mapping {
    use super::resource::TerraformResource;
    use demarc_inventory::*;
    /// m
    pub fn map_resources(_: Vec<TerraformResource>, _: RootId, _: SourceKind, _: &mut Inventory) {}
}
/// p
pub mod plan {
    use super::resource::TerraformResource;
    use demarc_inventory::*;
    /// p
    pub fn read_plan(_: String, _: &str, _: &mut Inventory) -> Vec<TerraformResource> {
        Vec::new()
    }
}
/// p
pub mod state {
    use super::resource::TerraformResource;
    use demarc_inventory::*;
    /// p
    pub fn read_state(_: String, _: &str, _: &mut Inventory) -> Vec<TerraformResource> {
        Vec::new()
    }
}
