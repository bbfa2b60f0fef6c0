//! `demarc assess`.

use crate::{
    Status,
    args::{AssessArgs, ColorArg, FailOn, Format, SeverityArg},
    output, run,
};
use anyhow::{Result, bail};
use demarc_assess::assessment::Assessment;
use demarc_model::{Severity, Verdict};
use demarc_report::{document::ReportSettings, findings, html, json, junit, pull_request, sarif, terminal};
use std::{collections::BTreeMap, io::IsTerminal};

/// Reads, assesses and writes the result.
///
/// # Errors
/// If arguments are unusable or nothing could be read.
pub fn run(args: AssessArgs) -> Result<Status> {
    // A screen shows examples of what grows with the input; what decides the exit status is counted.
    let brief = args.format == Format::Terminal && !args.verbose;
    let examples = brief.then_some(terminal::EXAMPLES);
    let run::Assessed { assessment, nothing_read } =
        run::assessment_of(&args.paths, &args.read, &args.framework, args.quiet, examples)?;
    // A program that reads the JSON gets a valid one whatever happened; a person gets the reasons alone.
    if nothing_read && args.format != Format::Json {
        bail!(run::NOTHING_READ);
    }
    let text = match args.format {
        Format::Terminal => terminal::render(&assessment, &terminal_options(&args)),
        Format::Json => json::render(&assessment),
        Format::Html => html::render(&assessment),
        Format::Markdown => pull_request::render(&assessment),
        Format::Sarif => {
            let settings = ReportSettings { unknown: args.verbose, ..ReportSettings::default() };
            sarif::render(&assessment, &settings)
        }
        Format::Junit => junit::render(&assessment),
        Format::Csv => findings::csv(&assessment),
    };
    output::write(&text, args.output.as_deref())?;
    if nothing_read {
        eprintln!("error: {}", run::NOTHING_READ);
        return Ok(Status::Unusable);
    }
    Ok(status(&assessment, args.fail_on.unwrap_or(FailOn::Never), args.severity))
}

fn terminal_options(args: &AssessArgs) -> terminal::TerminalOptions {
    let to_terminal = args.output.is_none() && std::io::stdout().is_terminal();
    let color = match args.color {
        ColorArg::Always => true,
        ColorArg::Never => false,
        ColorArg::Auto => to_terminal && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()),
    };
    let width =
        std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok()).or_else(terminal_width).unwrap_or(100);
    terminal::TerminalOptions { width, color, verbose: args.verbose, ..terminal::TerminalOptions::default() }
}

/// Columns of the terminal, if standard output is one.
fn terminal_width() -> Option<usize> {
    let (_, columns) = console::Term::stdout().size_checked()?;
    Some(usize::from(columns)).filter(|w| *w >= 40)
}

fn status(assessment: &Assessment, fail_on: FailOn, lowest: SeverityArg) -> Status {
    let lowest = match lowest {
        SeverityArg::Low => Severity::Low,
        SeverityArg::Medium => Severity::Medium,
        SeverityArg::High => Severity::High,
        SeverityArg::Critical => Severity::Critical,
    };
    let counted = |verdicts: &[Verdict]| match &assessment.brief {
        Some(brief) => {
            let of = |verdict, counts: &BTreeMap<Severity, usize>| {
                verdicts.contains(&verdict) && counts.range(lowest..).any(|(_, number)| *number > 0)
            };
            of(Verdict::Unmet, &brief.unmet) || of(Verdict::Unknown, &brief.unknown)
        }
        None => assessment.duties.iter().any(|d| d.severity >= lowest && verdicts.contains(&d.verdict)),
    };
    let found = match fail_on {
        FailOn::Never => false,
        FailOn::Unmet => counted(&[Verdict::Unmet]),
        FailOn::Unknown => counted(&[Verdict::Unmet, Verdict::Unknown]),
        FailOn::Problem => assessment.problems.iter().any(|p| p.severity == "error"),
    };
    if found { Status::Findings } else { Status::Done }
}
