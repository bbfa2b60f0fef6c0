//! Reading a run's inputs: find the roots, read each with its reader, map, join the views.

use crate::{
    cloudformation::{self, Exports, TemplateOptions, parameter_files},
    completions::complete,
    config::{ConfigFile, ConfigOptions, read_config},
    detect::Detected,
    join::join_views,
    roots::{self, Recognized, Roots, parent, shown, source_kind},
    terraform::{
        hcl::{self, HclOptions},
        map_resources,
        plan::read_plan,
        state::read_state,
    },
};
use demarc_inventory::{
    EntryKind, Files, Input, Interest, Inventory, Problem, ProblemSeverity, RootId, SourceKind,
};
use demarc_model::Partition;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

/// Stacks that import what they export again: how many may stand behind each other.
const IMPORTS_BEHIND_EXPORTS: usize = 4;

/// How a run's inputs are read.
#[derive(Debug, Clone)]
pub struct ReadOptions {
    /// Values of Terraform variables and files with such values, in order: the last value counts.
    pub variables: Vec<hcl::VariableArgument>,
    /// Values of Terraform variables from the environment (`TF_VAR_name`), which everything else overrides.
    pub environment: Vec<(String, String)>,
    /// How many availability zones a region is assumed to have where Terraform would ask AWS.
    pub availability_zones: usize,
    /// Values of CloudFormation parameters; `stack:Name` is for the stack or template file of that name.
    pub parameters: Vec<(String, String)>,
    /// Files with values of CloudFormation parameters, which those above override.
    pub parameter_files: Vec<String>,
    /// Region, where the input does not say it.
    pub region: Option<String>,
    /// Partition.
    pub partition: Partition,
    /// Read what is ignored too.
    pub all: bool,
    /// Pairs of inputs that describe the same system.
    pub same: Vec<(String, String)>,
    /// The bytes behind the path `-`.
    pub standard_input: Option<Vec<u8>>,
    /// What will be asked of the resources; everything if nothing is said. Observing sources leave the rest unread.
    pub interest: Option<Interest>,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            variables: Vec::new(),
            environment: Vec::new(),
            availability_zones: hcl::ASSUMED_ZONES,
            parameters: Vec::new(),
            parameter_files: Vec::new(),
            region: None,
            partition: Partition::Aws,
            all: false,
            same: Vec::new(),
            standard_input: None,
            interest: None,
        }
    }
}

/// Reads all inputs; what could not be read is a problem in the inventory. The caller seals it.
#[must_use]
pub fn read(files: &Files, paths: &[String], options: &ReadOptions, progress: &dyn Fn(&str)) -> Inventory {
    let mut paths = paths.to_vec();
    // Both sides of a pair are inputs, whether or not they were named as well.
    for (a, b) in &options.same {
        for side in [a, b] {
            if !paths.contains(side) {
                paths.push(side.clone());
            }
        }
    }
    let found = roots::find(files, &paths, options.all, options.standard_input.as_deref(), progress);
    let named = paths.iter().map(|p| roots::clean(p)).collect();
    let mut run = Run {
        files,
        options,
        named,
        parameters: Vec::new(),
        inventory: Inventory::new(),
        ids: BTreeMap::new(),
        digests: Vec::new(),
    };
    run.read_parameters();
    run.read_all(found, progress);
    complete(&mut run.inventory);
    join_views(&mut run.inventory);
    run.finish()
}

struct Run<'a> {
    files: &'a Files,
    options: &'a ReadOptions,
    /// Paths that the user named.
    named: Vec<String>,
    /// Values of CloudFormation parameters, from files and options; the last of several counts.
    parameters: Vec<(String, String)>,
    inventory: Inventory,
    /// Root of a directory or file.
    ids: BTreeMap<String, RootId>,
    /// Files read: path, root, kind, digest.
    digests: Vec<(String, String, SourceKind, demarc_inventory::FileDigest)>,
}

impl Run<'_> {
    fn root(&mut self, path: &str, kind: SourceKind) -> RootId {
        if let Some(id) = self.ids.get(path) {
            return *id;
        }
        let id = self.inventory.add_root(shown(path), kind);
        self.ids.insert(path.to_owned(), id);
        id
    }

    fn read_parameters(&mut self) {
        for path in &self.options.parameter_files {
            match self.files.text_with_digest(path) {
                Ok((text, digest)) => {
                    let (values, problems) = parameter_files::read(path, text, &mut self.inventory.sources);
                    self.digests.push((path.clone(), path.clone(), SourceKind::CloudFormation, digest));
                    self.parameters.extend(values);
                    self.inventory.problems.extend(problems);
                }
                Err(error) => self.inventory.problems.push(Problem::in_file(
                    "parameters-not-read",
                    ProblemSeverity::Error,
                    format!("the file of parameters could not be read: {error}"),
                    path.as_str(),
                )),
            }
        }
        self.parameters.extend(self.options.parameters.iter().cloned());
    }

    fn read_all(&mut self, found: Roots, progress: &dyn Fn(&str)) {
        self.inventory.problems.extend(found.problems);
        self.inventory.skipped.extend(found.skipped);
        let mut items: Vec<ConfigFile> =
            found.items.iter().map(|(path, below)| self.config_file(path, below)).collect();
        for directory in &found.terraform {
            progress(directory);
            self.terraform(directory);
        }
        let mut templates: Vec<Recognized> = Vec::new();
        let mut clouds: BTreeSet<String> = BTreeSet::new();
        for (path, file) in found.files {
            progress(&path);
            match file.what {
                Detected::CdkManifest => {
                    let directory = parent(&path);
                    self.digests.push((
                        path.clone(),
                        shown(&directory).to_owned(),
                        SourceKind::Cdk,
                        file.digest,
                    ));
                    clouds.insert(directory);
                }
                Detected::CloudFormation { .. } => templates.push(file),
                Detected::AwsConfigSnapshot => {
                    let bytes = Some(file.text.into_bytes().into());
                    items.push(ConfigFile { bytes, ..self.config_file(&path, &path) });
                }
                _ => self.plan_or_state(file, &found.terraform),
            }
        }
        // Stages are assemblies inside an assembly; its manifest names those that are of it.
        let inside = |directory: &String| {
            clouds
                .iter()
                .any(|c| directory.strip_prefix(c.as_str()).is_some_and(|rest| rest.starts_with('/')))
        };
        let outermost: Vec<&String> = clouds.iter().filter(|directory| !inside(directory)).collect();
        // Templates below a cloud assembly are read through its manifest.
        for directory in outermost {
            self.cloud_assembly(directory);
        }
        templates.retain(|t| {
            !clouds.iter().any(|c| parent(&t.path) == *c || t.path.starts_with(&format!("{c}/")))
        });
        self.templates(templates);
        self.items(&items, progress);
    }

    /// A file of AWS Config's items; all below one named path are one root.
    fn config_file(&mut self, path: &str, below: &str) -> ConfigFile {
        // A Terraform directory and a snapshot in it are two roots: their addresses have nothing in common.
        let key = format!("aws-config:{below}");
        let root = match self.ids.get(&key) {
            Some(root) => *root,
            None => {
                let root = self.inventory.add_root(shown(below), SourceKind::AwsConfig);
                self.ids.insert(key, root);
                root
            }
        };
        let bytes = (path == "-").then(|| self.options.standard_input.clone().unwrap_or_default().into());
        ConfigFile { path: path.to_owned(), root, bytes }
    }

    fn items(&mut self, items: &[ConfigFile], progress: &dyn Fn(&str)) {
        if let Some(first) = items.first() {
            progress(&first.path);
        }
        let options = ConfigOptions { interest: self.options.interest.as_ref(), ..ConfigOptions::default() };
        let digests = read_config(self.files, items, options, &mut self.inventory);
        for (file, digest) in items.iter().zip(digests) {
            if let Some(digest) = digest {
                let root = self.inventory.root_path(file.root).to_owned();
                self.digests.push((file.path.clone(), root, SourceKind::AwsConfig, digest));
            }
        }
    }

    fn terraform(&mut self, directory: &str) {
        let root = self.root(directory, SourceKind::TerraformHcl);
        let options = HclOptions {
            arguments: self.options.variables.clone(),
            environment: self.options.environment.clone(),
            availability_zones: Some(self.options.availability_zones),
            region: self.options.region.clone(),
            partition: Some(self.options.partition.id().to_owned()),
            account: None,
        };
        let read = hcl::read_directory(self.files, directory, &options, &mut self.inventory);
        for (path, sha256, bytes) in read.files {
            let digest = demarc_inventory::FileDigest { sha256, bytes };
            self.digests.push((path, shown(directory).to_owned(), SourceKind::TerraformHcl, digest));
        }
        map_resources(read.resources, root, SourceKind::TerraformHcl, &mut self.inventory);
    }

    fn plan_or_state(&mut self, file: Recognized, directories: &BTreeSet<String>) {
        let kind = source_kind(&file.what);
        let root_path = self.system_of(&file.path, directories);
        let root = self.root(&root_path, kind);
        self.digests.push((file.path.clone(), shown(&root_path).to_owned(), kind, file.digest));
        let resources = if kind == SourceKind::TerraformPlan {
            read_plan(file.text, &file.path, &mut self.inventory)
        } else {
            read_state(file.text, &file.path, &mut self.inventory)
        };
        map_resources(resources, root, kind, &mut self.inventory);
    }

    /// The root that a plan or state is a view of: the one it was paired with, its directory if that is a Terraform root
    /// and no other file there is of the same kind, else itself.
    fn system_of(&self, path: &str, directories: &BTreeSet<String>) -> String {
        for (a, b) in &self.options.same {
            let (a, b) = (roots::clean(a), roots::clean(b));
            if b == path {
                return a;
            }
            if a == path {
                return b;
            }
        }
        let directory = parent(path);
        if path != "-" && directories.contains(&directory) { directory } else { path.to_owned() }
    }

    fn templates(&mut self, templates: Vec<Recognized>) {
        let mut nested: BTreeMap<String, (String, SourceKind)> = BTreeMap::new();
        let mut own: HashMap<RootId, String> = HashMap::new();
        let exports = Arc::new(self.exports(&templates));
        for file in templates {
            let kind = source_kind(&file.what);
            let root = self.root(&file.path, kind);
            own.insert(root, file.path.clone());
            self.digests.push((file.path.clone(), file.path.clone(), kind, file.digest));
            let options =
                TemplateOptions { exports: Arc::clone(&exports), ..self.template_options(&file.path) };
            let read = cloudformation::read_template(
                self.files,
                &file.path,
                file.text,
                root,
                &options,
                &mut self.inventory,
            );
            nested.extend(read.nested.iter().map(|n| (roots::clean(n), (file.path.clone(), kind))));
        }
        // A template that another one nests is part of that one's system, not a system of its own.
        self.inventory.resources.retain(|r| own.get(&r.root).is_none_or(|path| !nested.contains_key(path)));
        self.digests.retain(|(path, ..)| !nested.contains_key(path));
        for (path, (root, kind)) in nested {
            self.beside(path, &root, kind);
        }
    }

    /// What the templates export, where any of them imports something.
    fn exports(&self, templates: &[Recognized]) -> Exports {
        let mut exports = Exports::default();
        if !templates.iter().any(|file| file.text.contains("ImportValue")) {
            return exports;
        }
        for _ in 0..IMPORTS_BEHIND_EXPORTS {
            let known = Arc::new(exports);
            let mut next = Exports::default();
            for file in templates.iter().filter(|file| file.text.contains("Export")) {
                let options =
                    TemplateOptions { exports: Arc::clone(&known), ..self.template_options(&file.path) };
                let path = &file.path;
                next.extend(cloudformation::exports(self.files, path, &file.text, shown(path), &options));
            }
            // Only what is exported and imported and exported again takes another round.
            let imported_again =
                templates.iter().any(|f| f.text.contains("Export") && f.text.contains("ImportValue"));
            exports = next;
            if !imported_again {
                break;
            }
        }
        exports
    }

    fn cloud_assembly(&mut self, directory: &str) {
        let root = self.root(directory, SourceKind::Cdk);
        let options = self.template_options(directory);
        let read = cloudformation::read_cdk_out(self.files, directory, root, &options, &mut self.inventory);
        for path in read.nested {
            self.beside(path, shown(directory), SourceKind::Cdk);
        }
    }

    /// Notes a file that was read together with another one.
    fn beside(&mut self, path: String, root: &str, kind: SourceKind) {
        if let Ok(bytes) = self.files.bytes(&path) {
            self.digests.push((path, root.to_owned(), kind, demarc_inventory::FileDigest::of(&bytes)));
        }
    }

    fn template_options(&self, path: &str) -> TemplateOptions {
        TemplateOptions {
            parameters: self.parameters.clone(),
            region: self.options.region.clone(),
            partition: Some(self.options.partition),
            boundary: Some(self.boundary_of(path)),
            ..TemplateOptions::default()
        }
    }

    /// The directory that a template's nested files must lie below: the one that was named, else its own.
    fn boundary_of(&self, path: &str) -> String {
        let above = self.named.iter().filter(|n| {
            n.is_empty()
                || path == n.as_str()
                || path.strip_prefix(n.as_str()).is_some_and(|r| r.starts_with('/'))
        });
        let named = above.filter(|n| self.files.kind(n).is_ok_and(|k| k == EntryKind::Directory));
        named.min_by_key(|n| n.len()).cloned().unwrap_or_else(|| parent(path))
    }

    /// Counts the resources of each file and hands the inventory over.
    fn finish(mut self) -> Inventory {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for view in self.inventory.resources.iter().flat_map(|r| &r.views) {
            if let Some(span) = view.span {
                *counts.entry(self.inventory.sources.path(span.document)).or_default() += 1;
            }
        }
        let mut inputs: Vec<Input> = self
            .digests
            .iter()
            .map(|(path, root, kind, digest)| Input {
                path: path.clone(),
                root: root.clone(),
                kind: *kind,
                resources: counts.get(path.as_str()).copied().unwrap_or(0),
                sha256: digest.sha256.clone(),
                bytes: digest.bytes,
            })
            .collect();
        inputs.sort_by(|a, b| (&a.path, &a.root).cmp(&(&b.path, &b.root)));
        inputs.dedup_by(|a, b| a.path == b.path && a.root == b.root);
        self.inventory.inputs = inputs;
        self.inventory
    }
}
