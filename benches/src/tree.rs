//! A tree of modules in the manner of public ones, and what reading it costs: alone, by size, and beside `terraform plan`.

use crate::{peak_memory_megabytes, processor_seconds};
use demarc_inventory::Files;
use demarc_sources::{ReadOptions, read};
use std::{env, fmt::Write as _, fs, io, path::Path, process::Command};

/// The argument by which the program calls itself for one reading.
pub const ARGUMENT: &str = "--read";

/// The promise for a tree of [`LINES`] lines: processor seconds and megabytes.
const SECONDS: f64 = 1.0;
const MEGABYTES: f64 = 150.0;
const LINES: usize = 13_300;
const CALLS: usize = 30;
/// Lines of a module without its idle parts, and of one such part.
const MODULE_LINES: usize = 80;
const IDLE_LINES: usize = 29;
const RESOURCES: usize = 600;
/// How many times less than Terraform itself.
const TIMES: f64 = 100.0;
/// How much more a resource may cost in a tree of a hundred times the size.
const LINEAR: f64 = 3.0;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// Writes a root that calls so many modules, which together expand to about so many resources, and returns its lines.
///
/// # Errors
/// If a file cannot be written.
pub fn write(root: &Path, calls: usize, resources: usize, lines: usize) -> io::Result<usize> {
    let directories = calls.div_ceil(3);
    let each = resources.div_ceil(calls);
    // Public modules declare much more than one call of them uses.
    let idle = (lines / directories).saturating_sub(MODULE_LINES).div_ceil(IDLE_LINES);
    let mut written = 0;
    for number in 0..directories {
        let folder = root.join(format!("modules/m{number}"));
        fs::create_dir_all(&folder)?;
        let text = module(number, idle);
        written += text.lines().count();
        fs::write(folder.join("main.tf"), text)?;
    }
    let mut main = String::from(PROVIDER);
    for call in 0..calls {
        let _ = write!(
            main,
            "\nmodule \"part{call}\" {{\n  source = \"./modules/m{}\"\n  name   = \"part{call}\"\n  items  = {{ for n in range({}) : \"i${{n}}\" => merge(local.common, {{ index = n, public = n % 5 == 0 }}) }}\n}}\n",
            call % directories,
            // Three resources for each item, and a queue and a topic for the whole.
            each.saturating_sub(2).div_ceil(3)
        );
    }
    written += main.lines().count();
    fs::write(root.join("main.tf"), main)?;
    Ok(written)
}

const PROVIDER: &str = r#"
provider "aws" {
  region                      = "eu-central-1"
  access_key                  = "x"
  secret_key                  = "x"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
  skip_region_validation      = true
  default_tags {
    tags = { Owner = "platform" }
  }
}

locals {
  common = {
    versioned = true
    ports     = [443, 8443]
    tags      = { Kind = "bench" }
  }
}
"#;

fn module(number: usize, idle: usize) -> String {
    let mut text = format!(
        r#"
variable "name" {{
  type = string
}}

variable "items" {{
  type = map(object({{
    index     = number
    public    = optional(bool, false)
    versioned = optional(bool, true)
    ports     = optional(list(number), [])
    tags      = optional(map(string), {{}})
  }}))
}}

locals {{
  prefix = lower(replace("${{var.name}}_{number}", "_", "-"))
  rules = merge([
    for key, item in var.items : {{
      for port in item.ports : "${{key}}:${{port}}" => {{ item = key, port = port }}
    }}
  ]...)
}}

resource "aws_s3_bucket" "this" {{
  for_each = var.items
  bucket   = format("%s-%s-%03d", local.prefix, each.key, each.value.index)
  tags     = merge(each.value.tags, {{ Name = each.key }})
}}

resource "aws_s3_bucket_versioning" "this" {{
  for_each = var.items
  bucket   = aws_s3_bucket.this[each.key].id
  versioning_configuration {{
    status = try(each.value.versioned, true) ? "Enabled" : "Suspended"
  }}
}}

resource "aws_security_group" "this" {{
  for_each    = var.items
  name        = "${{local.prefix}}-${{each.key}}"
  description = each.value.public ? "open" : "closed"

  dynamic "ingress" {{
    for_each = {{ for k, r in local.rules : k => r if r.item == each.key }}
    content {{
      from_port   = ingress.value.port
      to_port     = ingress.value.port
      protocol    = "tcp"
      cidr_blocks = each.value.public ? ["0.0.0.0/0"] : [cidrsubnet("10.0.0.0/8", 8, each.value.index % 256)]
    }}
  }}
}}

resource "aws_sqs_queue" "this" {{
  name                      = local.prefix
  message_retention_seconds = max(60, [for i in values(var.items) : i.index]...)
}}

resource "aws_sns_topic" "this" {{
  name              = coalesce(try(var.items["none"].name, null), local.prefix)
  kms_master_key_id = length(var.items) > 0 ? "alias/aws/sns" : null
}}

output "buckets" {{
  value = {{ for k, b in aws_s3_bucket.this : k => b.arn }}
}}
"#
    );
    for at in 0..idle {
        let _ = write!(
            text,
            r#"
variable "create_{at}" {{
  description = "Whether to create the optional table {at} with its settings"
  type        = bool
  default     = false
}}

variable "table_{at}" {{
  description = "Settings of the optional table {at}"
  type        = any
  default     = {{}}
}}

resource "aws_dynamodb_table" "t{at}" {{
  count        = var.create_{at} ? 1 : 0
  name         = try(var.table_{at}.name, "${{local.prefix}}-{at}")
  billing_mode = lookup(var.table_{at}, "billing_mode", "PAY_PER_REQUEST")
  hash_key     = "id"

  attribute {{
    name = "id"
    type = "S"
  }}

  point_in_time_recovery {{
    enabled = try(var.table_{at}.recovery, true)
  }}
}}
"#
        );
    }
    text
}

/// One reading of a directory in a process of its own; prints resources, processor seconds and megabytes.
pub fn one(directory: &str) {
    let options = ReadOptions::default();
    let mut inventory = read(&Files::disk(), &[directory.to_owned()], &options, &|_| {});
    inventory.seal();
    println!(
        "{} {} {}",
        inventory.resources.len(),
        processor_seconds().unwrap_or(0.0),
        peak_memory_megabytes().unwrap_or(0.0)
    );
}

struct Cost {
    resources: f64,
    seconds: f64,
    megabytes: f64,
}

fn measured(directory: &Path) -> Outcome<Cost> {
    let output = Command::new(env::current_exe()?).arg(ARGUMENT).arg(directory).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let figures: Vec<f64> = text.split_whitespace().filter_map(|f| f.parse().ok()).collect();
    match figures[..] {
        [resources, seconds, megabytes] => Ok(Cost { resources, seconds, megabytes }),
        _ => Err(format!("one reading printed `{}`", text.trim()).into()),
    }
}

fn mark(kept: bool) -> &'static str {
    if kept { "kept" } else { "NOT KEPT" }
}

/// Measures the tree, Terraform beside it, and the curve; false if a promise is not kept.
///
/// # Errors
/// If files cannot be written, or the program cannot call itself.
pub fn report() -> Outcome<bool> {
    let base = env::temp_dir().join(format!("demarc-tree-{}", std::process::id()));
    let root = base.join("tree");
    let lines = write(&root, CALLS, RESOURCES, LINES)?;
    let tree = measured(&root)?;
    let mut kept = tree.seconds < SECONDS && tree.megabytes < MEGABYTES;
    println!("{lines} lines, {CALLS} module calls, {} resources", tree.resources);
    println!("  reading alone   {:8.2} s of CPU, {:6.1} MB: {}", tree.seconds, tree.megabytes, mark(kept));
    match terraform(&root)? {
        None => println!("  terraform plan  not measured: no program or no AWS provider at hand"),
        Some(seconds) => {
            let times = seconds / tree.seconds.max(0.01);
            kept &= times >= TIMES;
            println!(
                "  terraform plan  {seconds:8.2} s of CPU, {times:.0} times as much: {}",
                mark(times >= TIMES)
            );
        }
    }
    println!("reading by size (a resource costs the same if the cost is linear)");
    let mut first = None;
    for resources in [100, 300, 1_000, 3_000, 10_000] {
        let directory = base.join(format!("by-size-{resources}"));
        // Twenty resources a call, as in the tree.
        write(&directory, resources / 20, resources, 1_400)?;
        let cost = measured(&directory)?;
        let each = cost.seconds / cost.resources * 1e3;
        println!(
            "  {:6} resources {:8.2} s of CPU, {each:6.3} ms each, {:6.1} MB",
            cost.resources, cost.seconds, cost.megabytes
        );
        if resources >= 1_000 {
            let start = *first.get_or_insert(each);
            kept &= each <= start * LINEAR;
        }
    }
    fs::remove_dir_all(&base)?;
    Ok(kept)
}

/// Processor seconds of `terraform plan`, init left out; none without the program and its provider.
fn terraform(root: &Path) -> Outcome<Option<f64>> {
    let run = |arguments: &[&str]| {
        let mut command = Command::new("terraform");
        if env::var_os("TF_CLI_CONFIG_FILE").is_some_and(|file| !Path::new(&file).exists()) {
            command.env_remove("TF_CLI_CONFIG_FILE");
        }
        command.args(arguments).current_dir(root).env("CHECKPOINT_DISABLE", "1");
        command.output().ok().filter(|output| output.status.success())
    };
    let plugins = env::var("DEMARC_TERRAFORM_PLUGINS").map(|folder| format!("-plugin-dir={folder}"));
    let mut init = vec!["init", "-input=false"];
    if let Ok(plugins) = &plugins {
        init.push(plugins);
    }
    if run(&init).is_none() {
        return Ok(None);
    }
    let before = children_seconds().unwrap_or(0.0);
    let planned = run(&["plan", "-input=false", "-refresh=false", "-no-color"]);
    Ok(planned.and_then(|_| children_seconds()).map(|after| after - before))
}

/// Processor time of all children that have ended, in seconds.
fn children_seconds() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_whitespace().skip(13);
    let user: f64 = fields.next()?.parse().ok()?;
    let system: f64 = fields.next()?.parse().ok()?;
    Some((user + system) / 100.0)
}
