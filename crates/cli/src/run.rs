//! What the reading verbs share: from arguments to a sealed inventory, and to an assessment.

use crate::{
    args::{FrameworkArgs, ReadArgs},
    configuration::{self, Configuration},
    knowledge::load::{self, Loaded, Wanted},
    saved,
};
use anyhow::{Context, Result, bail};
use demarc_assess::{AssessOptions, Examples, add_accounts, assess, assess_in_brief, assessment::Assessment};
use demarc_inventory::{Files, Inventory, ProblemSeverity};
use demarc_model::{Declared, Partition};
use demarc_sources::{ReadOptions, VariableArgument, read};
use indicatif::{ProgressBar, ProgressStyle};
use std::{
    collections::BTreeMap,
    io::{IsTerminal, Read},
    path::Path,
    time::Duration,
};

/// Inputs read, with the settings that were found beside them.
pub struct ReadInput {
    /// The inventory, sealed.
    pub inventory: Inventory,
    /// Settings.
    pub configuration: Configuration,
    /// Whether not one input could be read; the reasons have been written to the error stream.
    pub nothing_read: bool,
}

/// What is said where not one input could be read.
pub const NOTHING_READ: &str = "no input could be read; give a Terraform directory, plan or state, a CloudFormation template, a cdk.out folder or a snapshot of AWS Config";

/// Splits `name=value` arguments.
///
/// # Errors
/// If one has no `=`.
pub fn pairs(option: &str, given: &[String]) -> Result<Vec<(String, String)>> {
    given
        .iter()
        .map(|text| match text.split_once('=') {
            Some((name, value)) => Ok((name.trim().to_owned(), value.to_owned())),
            None => bail!("`{option} {text}` has no `=`; write it as `{option} name=value`"),
        })
        .collect()
}

/// What `--parameters` was given.
#[derive(Debug, PartialEq, Eq)]
enum TemplateParameter {
    Value(String, String),
    File(String),
}

/// `Name=value`, as AWS's command line takes it too (`ParameterKey=Name,ParameterValue=value`), or a file.
fn template_parameter(given: &str) -> Result<TemplateParameter> {
    if let Some(path) = given.strip_prefix("file://") {
        return Ok(TemplateParameter::File(path.to_owned()));
    }
    let spelled_out =
        given.strip_prefix("ParameterKey=").and_then(|rest| rest.split_once(",ParameterValue="));
    match spelled_out.or_else(|| given.split_once('=')) {
        _ if Path::new(given).is_file() => Ok(TemplateParameter::File(given.to_owned())),
        Some((name, value)) => Ok(TemplateParameter::Value(name.trim().to_owned(), value.to_owned())),
        None => bail!(
            "`--parameters {given}` is neither a file nor has a `=`; write it as `--parameters name=value`"
        ),
    }
}

/// The partition that was named, on the command line or in the settings, else that of the region.
///
/// # Errors
/// If there is none of that name.
pub fn partition(read: &ReadArgs, configuration: &Configuration) -> Result<Partition> {
    let all = [Partition::Aws, Partition::AwsUsGov, Partition::AwsCn, Partition::AwsEusc, Partition::AwsIso];
    let Some(name) = read.partition.as_deref().or(configuration.partition.as_deref()) else {
        let region = read.region.as_deref().or(configuration.region.as_deref());
        return Ok(region.map_or(Partition::Aws, Partition::of_region));
    };
    all.into_iter().find(|p| p.id() == name).with_context(|| {
        let known: Vec<&str> = all.iter().map(|p| p.id()).collect();
        format!("`{name}` is no partition; known are {}", known.join(", "))
    })
}

/// No region has more zones than letters are left to name them.
const MOST_ZONES: usize = 26;

/// Reads all inputs and seals the inventory.
///
/// # Errors
/// If arguments or settings are unusable, or nothing could be read at all.
pub fn inputs(paths: &[String], args: &ReadArgs, quiet: bool) -> Result<ReadInput> {
    let configuration = configuration::find(args.config.as_deref(), paths.first().map(String::as_str))?;
    let configured = configuration.variables.iter();
    let mut variables: Vec<VariableArgument> =
        configured.map(|(k, v)| VariableArgument::Value(k.clone(), v.clone())).collect();
    variables.extend(args.variables.in_order()?);
    let mut parameters: Vec<(String, String)> =
        configuration.template_parameters.iter().map(|(k, v)| (k.clone(), v.clone())).collect();
    let mut parameter_files = configuration.parameter_files.clone();
    for given in &args.parameters {
        match template_parameter(given)? {
            TemplateParameter::Value(name, value) => parameters.push((name, value)),
            TemplateParameter::File(path) => parameter_files.push(path),
        }
    }
    let mut standard_input = None;
    if paths.iter().any(|p| p == "-") {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).context("standard input could not be read")?;
        standard_input = Some(bytes);
    }
    let environment = std::env::vars_os().filter_map(|(name, value)| {
        let name = name.to_str()?.strip_prefix("TF_VAR_")?.to_owned();
        Some((name, value.into_string().ok()?))
    });
    let zones = args.availability_zones.or(configuration.availability_zones);
    if zones.is_some_and(|n| n == 0 || n > MOST_ZONES) {
        bail!("`--availability-zones` must be a number from 1 to {MOST_ZONES}");
    }
    let options = ReadOptions {
        variables,
        environment: environment.collect(),
        availability_zones: zones.unwrap_or(ReadOptions::default().availability_zones),
        parameters,
        parameter_files,
        region: args.region.clone().or_else(|| configuration.region.clone()),
        partition: partition(args, &configuration)?,
        all: args.all,
        same: args.same.chunks(2).filter_map(|c| Some((c.first()?.clone(), c.get(1)?.clone()))).collect(),
        standard_input,
        interest: None,
    };
    let progress = progress(quiet);
    let mut inventory = read(&Files::disk(), paths, &options, &|what| progress.set_message(what.to_owned()));
    progress.finish_and_clear();
    add_accounts(&mut inventory);
    inventory.seal();
    let nothing_read = inventory.inputs.is_empty();
    if nothing_read {
        report_problems(&inventory);
    }
    Ok(ReadInput { inventory, configuration, nothing_read })
}

fn report_problems(inventory: &Inventory) {
    for problem in &inventory.problems {
        let severity = match problem.severity {
            ProblemSeverity::Error => "error",
            ProblemSeverity::Warning => "warning",
            ProblemSeverity::Note => "note",
        };
        eprintln!("{severity}: {}", problem.message);
    }
    for skipped in &inventory.skipped {
        eprintln!("skipped: {} ({})", skipped.path, skipped.reason);
    }
}

/// A spinner that shows itself on a terminal once the work has lasted a moment.
fn progress(quiet: bool) -> ProgressBar {
    if quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} reading {msg}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}

/// An assessment, and whether there was anything to assess.
pub struct Assessed {
    /// The assessment; empty but valid if nothing was read.
    pub assessment: Assessment,
    /// As in [`ReadInput`].
    pub nothing_read: bool,
}

/// Reads and assesses, or takes a saved assessment as it is.
///
/// # Errors
/// As [`saved::load`], [`inputs`] and [`load::load`], and if the framework is not known.
pub fn assessment(
    paths: &[String],
    read: &ReadArgs,
    framework: &FrameworkArgs,
    quiet: bool,
) -> Result<Assessed> {
    assessment_of(paths, read, framework, quiet, None)
}

/// The same in brief, with as many examples, where not everything is wanted.
///
/// # Errors
/// As [`assessment`].
pub fn assessment_of(
    paths: &[String],
    read: &ReadArgs,
    framework: &FrameworkArgs,
    quiet: bool,
    examples: Option<Examples>,
) -> Result<Assessed> {
    if let Some(assessment) = saved::load(paths)? {
        return Ok(Assessed { assessment, nothing_read: false });
    }
    let ReadInput { inventory, configuration, nothing_read } = inputs(paths, read, quiet)?;
    let Loaded { knowledge, replaced, framework: framework_id, notes } =
        load::load(&Wanted::of(framework, &configuration))?;
    let mut parameters: BTreeMap<String, String> = configuration.parameters.clone();
    parameters.extend(pairs("--param", &framework.params)?);
    let mut as_written = BTreeMap::new();
    let strict = framework.strict || configuration.strict;
    as_written.insert("strict".to_owned(), strict.to_string());
    for (name, value) in &parameters {
        as_written.insert(format!("param.{name}"), value.clone());
    }
    if !replaced.is_empty() {
        as_written.insert("knowledge".to_owned(), replaced.join(", "));
    }
    let options = AssessOptions {
        system: configuration.system.clone().unwrap_or_else(|| system_name(paths)),
        framework: framework_id,
        baseline: framework.baseline.clone().or_else(|| configuration.baseline.clone()).unwrap_or_default(),
        programme: framework.programme.clone().or_else(|| configuration.programme.clone()),
        partition: partition(read, &configuration)?,
        strict,
        parameters,
        attestations: configuration.attestations,
        exceptions: configuration.exceptions,
        inheritance: configuration.inheritance,
        reports: configuration.reports,
        notes,
        declared: Declared {
            approval: configuration.approval,
            plans: configuration.plans,
            tenant_duties: configuration.tenant_duties,
            offering: configuration.offering,
        },
        assessed_at: framework.assessed_at.as_deref().map(day).transpose()?,
        as_written,
    };
    let digest = demarc_knowledge::DIGEST;
    let assessment = match examples {
        Some(examples) => assess_in_brief(&inventory, &knowledge, digest, &options, examples)?,
        None => assess(&inventory, &knowledge, digest, &options)?,
    };
    Ok(Assessed { assessment, nothing_read })
}

/// A day as `YYYY-MM-DD`, so that days compare as texts.
fn day(text: &str) -> Result<String> {
    let digits: Vec<bool> = text.bytes().map(|b| b.is_ascii_digit()).collect();
    let shape = [true, true, true, true, false, true, true, false, true, true];
    if digits != shape || text.bytes().filter(|b| *b == b'-').count() != 2 {
        bail!("`--assessed-at {text}` is no day; write it as YYYY-MM-DD");
    }
    Ok(text.to_owned())
}

/// A name for the system: that of the first input.
fn system_name(paths: &[String]) -> String {
    let first = paths.first().map_or("system", String::as_str);
    let path = Path::new(first);
    let real = path.canonicalize().ok();
    let name = real.as_deref().unwrap_or(path).file_stem().map(|n| n.to_string_lossy().into_owned());
    name.filter(|n| !n.is_empty() && n != "-").unwrap_or_else(|| "system".to_owned())
}
