//! Arguments of every verb.

use crate::variable_args::VariableArgs;
use clap::{Args, Parser, Subcommand, ValueEnum};

/// The AWS Shared Responsibility Model, computed from your infrastructure.
#[derive(Debug, Parser)]
#[command(name = "demarc", version, about, long_about = LONG, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

const LONG: &str = "\
The AWS Shared Responsibility Model, computed from your infrastructure.

Demarc reads Terraform directories, plans and states, CloudFormation and CDK templates, decides for every resource, layer \
and control part whether AWS or you are responsible and why, and checks your half with evidence to the line.

Demarc reads files and nothing else: no network, no account. It is not affiliated with or endorsed by Amazon Web Services; \
AWS's obligations are set by its agreements.";

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Decide, check and roll up: who owns what, which duties are met, where every control part stands
    Assess(AssessArgs),
    /// Print the resources as Demarc understood them, one JSON object a line
    Inventory(InventoryArgs),
    /// Write documents for engineers, reviewers and assessors into a folder
    Report(ReportArgs),
    /// Check OSCAL documents of anybody, alone and together, or the manifest of a report
    Verify(VerifyArgs),
    /// Show the whole derivation of one answer, with sources
    Explain(ExplainArgs),
    /// List, show or check services, duties, frameworks and the JSON schema
    Knowledge(KnowledgeArgs),
    /// Say what this build knows and whether it holds together
    Doctor,
    /// Print completions for a shell
    Completions(CompletionsArgs),
}

/// What is read, and how; the same for every verb that reads.
#[derive(Debug, Clone, Default, Args)]
pub struct ReadArgs {
    #[command(flatten)]
    pub variables: VariableArgs,
    /// Value of a CloudFormation parameter, as `Name=value`, or a file of such values
    #[arg(long, value_name = "NAME=VALUE|FILE", help_heading = "Reading")]
    pub parameters: Vec<String>,
    /// Partition: aws, aws-us-gov, aws-cn, aws-eusc, aws-iso; by default that of the region
    #[arg(long, value_name = "PARTITION", help_heading = "Reading")]
    pub partition: Option<String>,
    /// Region, where the input does not say it
    #[arg(long, value_name = "REGION", help_heading = "Reading")]
    pub region: Option<String>,
    /// Availability zones that a region is assumed to have where Terraform would ask AWS [default: 3]
    #[arg(long, value_name = "NUMBER", help_heading = "Reading")]
    pub availability_zones: Option<usize>,
    /// Two inputs that describe the same system: a directory and its plan or state elsewhere
    #[arg(long, num_args = 2, value_names = ["A", "B"], help_heading = "Reading")]
    pub same: Vec<String>,
    /// Read what is ignored by git and hidden tool folders too
    #[arg(long, help_heading = "Reading")]
    pub all: bool,
    /// Settings file (default: the nearest demarc.toml upward from the input)
    #[arg(long, value_name = "FILE", help_heading = "Reading")]
    pub config: Option<String>,
}

/// What it is assessed against.
#[derive(Debug, Clone, Default, Args)]
pub struct FrameworkArgs {
    /// Control framework, or the path of your own OSCAL catalog or profile (JSON) [default: nist-800-53-r5]
    #[arg(long, value_name = "ID|FILE")]
    pub framework: Option<String>,
    /// Baseline of the framework; `demarc knowledge list frameworks` names them [default: moderate, or the framework's own]
    #[arg(long, value_name = "ID")]
    pub baseline: Option<String>,
    /// Mapping of your own framework's controls onto control parts or duties (TOML)
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<String>,
    /// Authorization that covers AWS's share [default: none, AWS's share is shown as inheritable]
    #[arg(long, value_name = "ID")]
    pub programme: Option<String>,
    /// Newer list of the services in a programme's scope (TOML)
    #[arg(long, value_name = "FILE")]
    pub programme_list: Vec<String>,
    /// AWS's defaults do not satisfy a duty: settings must be explicit
    #[arg(long)]
    pub strict: bool,
    /// Value that your organization gives to a parameter of the framework or of a duty, as `name=value`
    #[arg(long = "param", value_name = "NAME=VALUE")]
    pub params: Vec<String>,
    /// Day of the assessment, as YYYY-MM-DD: written into the result; statements that have ended by then do not count
    #[arg(long, value_name = "DAY")]
    pub assessed_at: Option<String>,
    /// Folder with your own knowledge, laid over the built-in one
    #[arg(long, value_name = "DIR")]
    pub knowledge: Option<String>,
}

/// Arguments of `assess`.
#[derive(Debug, Args)]
pub struct AssessArgs {
    /// Directories, templates, plans, states, cdk.out folders; `-` for standard input; or one saved assessment
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<String>,
    #[command(flatten)]
    pub read: ReadArgs,
    #[command(flatten)]
    pub framework: FrameworkArgs,
    /// Form of the result
    #[arg(long, value_enum, default_value_t = Format::Terminal)]
    pub format: Format,
    /// File to write to instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<String>,
    /// End with status 1 if there is something of this kind [default: never]
    #[arg(long, value_enum)]
    pub fail_on: Option<FailOn>,
    /// Lowest severity that counts for --fail-on
    #[arg(long, value_enum, default_value_t = SeverityArg::Low)]
    pub severity: SeverityArg,
    /// When to use colour
    #[arg(long, value_enum, default_value_t = ColorArg::Auto)]
    pub color: ColorArg,
    /// Print nothing but the result
    #[arg(short, long)]
    pub quiet: bool,
    /// Show every finding; in SARIF also what is unknown, as notes
    #[arg(short, long)]
    pub verbose: bool,
}

/// Arguments of `report`.
#[derive(Debug, Args)]
#[command(after_help = report_formats())]
pub struct ReportArgs {
    /// Inputs as for `assess`, or one saved assessment (`demarc assess --format json`)
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<String>,
    /// Documents to make, separated by commas; see the list below
    #[arg(long, value_name = "FORMAT", value_delimiter = ',', required = true)]
    pub format: Vec<String>,
    /// Folder to write to; it is made if it does not exist
    #[arg(short, long, value_name = "DIR")]
    pub output: String,
    /// Saved assessment that `conmon` compares with
    #[arg(long, value_name = "FILE")]
    pub since: Option<String>,
    /// Seed of the draw of `population` [default: demarc]
    #[arg(long, value_name = "TEXT")]
    pub seed: Option<String>,
    /// Size of each sample of `population` [default: 25]
    #[arg(long, value_name = "N")]
    pub sample: Option<usize>,
    /// In SARIF also what is unknown, as notes
    #[arg(long)]
    pub unknown: bool,
    #[command(flatten)]
    pub read: ReadArgs,
    #[command(flatten)]
    pub framework: FrameworkArgs,
    /// Version of OSCAL: 1.2.1 or 1.1.2
    #[arg(long, value_name = "VERSION", default_value = "1.2.1", help_heading = "Documents")]
    pub oscal_version: String,
    /// Folder with the OSCAL component definitions that AWS publishes; their UUIDs stand for the services in use
    #[arg(long, value_name = "DIR", help_heading = "Documents")]
    pub aws_components: Option<String>,
    /// Print nothing
    #[arg(short, long)]
    pub quiet: bool,
}

/// Arguments of `verify`.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// OSCAL documents in JSON, any number of any kind, or folders with them; what they import is followed
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<String>,
    /// The files are manifests of reports: check that inputs and outputs are as they were
    #[arg(long)]
    pub manifest: bool,
    /// Catalog (OSCAL, JSON) for documents whose own is not at hand [default: NIST SP 800-53 Rev. 5 where it fits]
    #[arg(long, value_name = "FILE")]
    pub catalog: Vec<String>,
    /// Form of the result
    #[arg(long, value_enum, default_value_t = VerifyFormat::Terminal)]
    pub format: VerifyFormat,
    /// File to write to instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<String>,
    /// End with status 1 if there is a finding of this weight or more [default: never]
    #[arg(long, value_enum)]
    pub fail_on: Option<VerifyFailOn>,
}

/// Forms of what `verify` found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum VerifyFormat {
    /// For reading here and now
    Terminal,
    /// For programs
    Json,
    /// For code scanning
    Sarif,
}

/// What ends `verify` with status 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum VerifyFailOn {
    /// The document does not hold together
    #[value(alias = "problem")]
    Error,
    /// Likely a mistake
    Warning,
    /// Worth knowing
    Note,
    /// Nothing
    Never,
}

/// The formats of `report` for its help, out of the one list of them.
fn report_formats() -> String {
    let mut text = "Formats:\n  all                     every one of these\n".to_owned();
    for format in demarc_report::document::FORMATS {
        text.push_str(&format!("  {:<22}  {}\n", format.id, format.what));
    }
    text
}

/// Arguments of `inventory`.
#[derive(Debug, Args)]
pub struct InventoryArgs {
    /// Directories, templates, plans, states, cdk.out folders; `-` for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<String>,
    #[command(flatten)]
    pub read: ReadArgs,
    /// In CloudFormation's shape, or in the source's own types and attribute names before mapping and defaults
    #[arg(long = "as", value_enum, default_value_t = Shape::Canonical)]
    pub shape: Shape,
    /// One object a line, or one array
    #[arg(long, value_enum, default_value_t = InventoryFormat::Jsonl)]
    pub format: InventoryFormat,
    /// File to write to instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<String>,
}

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// A resource's address or id, or a control part (`si-2_smt.c`) or control (`si-2`)
    #[arg(value_name = "RESOURCE")]
    pub resource: String,
    /// A control part, control, layer or duty
    #[arg(value_name = "CONTROL|LAYER|DUTY")]
    pub subject: Option<String>,
    /// Where to look [default: .]
    #[arg(long = "in", value_name = "PATH")]
    pub paths: Vec<String>,
    #[command(flatten)]
    pub read: ReadArgs,
    #[command(flatten)]
    pub framework: FrameworkArgs,
}

/// Arguments of `knowledge`.
#[derive(Debug, Args)]
pub struct KnowledgeArgs {
    #[command(subcommand)]
    pub what: KnowledgeVerb,
}

/// Verbs of `knowledge`.
#[derive(Debug, Subcommand)]
pub enum KnowledgeVerb {
    /// List services, variants, duties, frameworks, programmes or layers
    List(KnowledgeListArgs),
    /// Show one entry by its id, or `schema` for the JSON schema of an assessment
    Show(KnowledgeShowArgs),
    /// Check a folder of your own knowledge files
    Check {
        /// The folder
        directory: String,
    },
}

/// Arguments of `knowledge list`.
#[derive(Debug, Args)]
pub struct KnowledgeListArgs {
    /// What to list
    #[arg(value_enum)]
    pub kind: KnowledgeKind,
    /// Only entries whose id or title contains this
    #[arg(long, value_name = "TEXT")]
    pub filter: Option<String>,
    /// Only services with this profile
    #[arg(long, value_name = "ID")]
    pub profile: Option<String>,
    /// Only duties on this layer, or services that say something of it
    #[arg(long, value_name = "LAYER")]
    pub layer: Option<String>,
    /// Only duties of this severity
    #[arg(long, value_enum)]
    pub severity: Option<SeverityArg>,
    /// Only duties that look at this type, or services that it belongs to
    #[arg(long = "type", value_name = "TYPE")]
    pub type_name: Option<String>,
    /// Only duties that say something about this control or part
    #[arg(long, value_name = "ID")]
    pub control: Option<String>,
    /// Only services in the scope of this programme
    #[arg(long, value_name = "ID")]
    pub programme: Option<String>,
    /// Lines for reading, or one JSON array
    #[arg(long, value_enum, default_value_t = ListFormat::Terminal)]
    pub format: ListFormat,
    /// Folder with your own knowledge, laid over the built-in one
    #[arg(long, value_name = "DIR")]
    pub knowledge: Option<String>,
}

/// Arguments of `knowledge show`.
#[derive(Debug, Args)]
pub struct KnowledgeShowArgs {
    /// Id of a service, variant, duty, framework, programme, control, part or requirement; or `schema`
    pub id: String,
    /// Of a framework, only what is in this baseline
    #[arg(long, value_name = "ID")]
    pub baseline: Option<String>,
    /// Folder with your own knowledge, laid over the built-in one
    #[arg(long, value_name = "DIR")]
    pub knowledge: Option<String>,
}

/// Forms of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For reading here and now
    Terminal,
    /// One array
    Json,
}

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    pub shell: clap_complete::Shell,
}

/// Kinds of knowledge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum KnowledgeKind {
    /// AWS services
    Services,
    /// Configurations that move the line
    Variants,
    /// Obligations of the customer
    Duties,
    /// Control frameworks
    Frameworks,
    /// Authorizations, reports and certificates of AWS's
    Programmes,
    /// The ladder
    Layers,
}

/// Forms of an assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For reading here and now
    Terminal,
    /// Everything, for programs
    Json,
    /// One self-contained page
    Html,
    /// A summary for a pull request
    Markdown,
    /// Unmet duties for code scanning
    Sarif,
    /// Duties as test cases
    Junit,
    /// Every duty on every resource, a row each
    Csv,
}

/// Shapes of an inventory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Shape {
    /// CloudFormation's types and property names
    Canonical,
    /// The source's own
    Source,
}

/// Forms of an inventory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum InventoryFormat {
    /// One object a line
    Jsonl,
    /// One array
    Json,
}

/// What ends with status 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// An unmet duty
    Unmet,
    /// An unmet or unknown duty
    Unknown,
    /// An error while reading
    Problem,
    /// Nothing
    Never,
}

/// Severities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SeverityArg {
    /// All
    Low,
    /// Medium and above
    Medium,
    /// High and above
    High,
    /// Critical only
    Critical,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorArg {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}
