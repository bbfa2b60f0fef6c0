//! `demarc verify`: checks of OSCAL documents and of manifests.

use crate::{
    Status,
    args::{VerifyArgs, VerifyFailOn, VerifyFormat},
    output,
};
use anyhow::Result;
use demarc_inventory::{EntryKind, Files};
use demarc_verify::{
    Finding, Level, NotChecked, Report, Source, manifest, to_json, to_sarif, to_terminal, verify,
};

/// Names that a signature beside a manifest goes by.
const SIGNATURES: [&str; 5] = [".sig", ".asc", ".minisig", ".sigstore.json", ".p7s"];

/// Reads, checks and writes what was found.
///
/// # Errors
/// If the result cannot be written.
pub fn run(args: VerifyArgs) -> Result<Status> {
    let files = Files::disk();
    let mut unreadable = Vec::new();
    let report = if args.manifest {
        manifests(&files, &args.files, &mut unreadable)
    } else {
        documents(&files, &args, &mut unreadable)
    };
    let nothing_read = report.documents.is_empty();
    let mut report = report;
    report.findings.extend(unreadable);
    let text = match args.format {
        VerifyFormat::Terminal => to_terminal(&report),
        VerifyFormat::Json => to_json(&report),
        VerifyFormat::Sarif => to_sarif(&report),
    };
    output::write(&text, args.output.as_deref())?;
    if nothing_read {
        eprintln!("error: no file could be read; give OSCAL documents in JSON, or folders that hold some");
        return Ok(Status::Unusable);
    }
    let threshold = match args.fail_on.unwrap_or(VerifyFailOn::Never) {
        VerifyFailOn::Never => return Ok(Status::Done),
        VerifyFailOn::Error => Level::Error,
        VerifyFailOn::Warning => Level::Warning,
        VerifyFailOn::Note => Level::Note,
    };
    let found = report.findings.iter().any(|f| f.level >= threshold);
    Ok(if found { Status::Findings } else { Status::Done })
}

fn documents(files: &Files, args: &VerifyArgs, unreadable: &mut Vec<Finding>) -> Report {
    let mut sources = Vec::new();
    let mut skipped = Vec::new();
    for path in &args.files {
        if files.kind(path).is_ok_and(|kind| kind == EntryKind::Directory) {
            let (found, _) = files.walk(path, true);
            for file in found.into_iter().filter(|f| f.ends_with(".json")) {
                match files.text(&file) {
                    Ok(text) if looks_like_oscal(&text) => sources.push(Source { file, text }),
                    Ok(_) => skipped.push(NotChecked { file, reason: "it is no OSCAL document".to_owned() }),
                    Err(error) => unreadable.push(unread(&file, &error.to_string())),
                }
            }
        } else {
            match files.text(path) {
                Ok(text) => sources.push(Source { file: path.clone(), text }),
                Err(error) => unreadable.push(unread(path, &error.to_string())),
            }
        }
    }
    let mut catalogs = Vec::new();
    for path in &args.catalog {
        match files.text(path) {
            Ok(text) => catalogs.push(Source { file: path.clone(), text }),
            Err(error) => unreadable.push(unread(path, &error.to_string())),
        }
    }
    let follow = |path: &str| {
        let file = path.ends_with(".json") && files.kind(path).is_ok_and(|kind| kind == EntryKind::File);
        if file { files.text(path).ok() } else { None }
    };
    let mut report = verify(sources, catalogs, &follow);
    report.not_checked.extend(skipped);
    report
}

/// Whether a text in a folder is meant as an OSCAL document: one of the models stands near its start.
fn looks_like_oscal(text: &str) -> bool {
    let head: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\u{feff}').take(400).collect();
    let models = [
        "catalog",
        "profile",
        "component-definition",
        "system-security-plan",
        "assessment-plan",
        "assessment-results",
        "plan-of-action-and-milestones",
        "mapping-collection",
    ];
    head.starts_with('{') && models.iter().any(|m| head.contains(&format!("\"{m}\":{{")))
}

fn manifests(files: &Files, paths: &[String], unreadable: &mut Vec<Finding>) -> Report {
    let mut whole = Report { documents: Vec::new(), findings: Vec::new(), not_checked: Vec::new() };
    for path in paths {
        let folder = files.kind(path).is_ok_and(|kind| kind == EntryKind::Directory);
        let path =
            if folder { format!("{}/manifest.json", path.trim_end_matches('/')) } else { path.clone() };
        let text = match files.text(&path) {
            Ok(text) => text,
            Err(error) => {
                unreadable.push(unread(&path, &error.to_string()));
                continue;
            }
        };
        let beside = path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let signature = SIGNATURES
            .iter()
            .map(|end| format!("{path}{end}"))
            .find(|name| files.kind(name).is_ok_and(|kind| kind == EntryKind::File));
        let mut read = |place: manifest::Place, named: &str| {
            let at = match place {
                manifest::Place::Output => format!("{beside}{named}"),
                manifest::Place::Input => named.to_owned(),
            };
            match files.bytes(&at) {
                Ok(bytes) => manifest::Found::Bytes(bytes),
                Err(demarc_inventory::FileError::NotFound { .. }) => manifest::Found::Missing,
                Err(error) => manifest::Found::Unreadable(error.to_string()),
            }
        };
        let report = manifest::check(&path, text, demarc_knowledge::DIGEST, signature.as_deref(), &mut read);
        whole.documents.extend(report.documents);
        whole.findings.extend(report.findings);
        whole.not_checked.extend(report.not_checked);
    }
    whole
}

fn unread(path: &str, error: &str) -> Finding {
    Finding {
        code: "file-unreadable",
        level: Level::Error,
        file: path.to_owned(),
        pointer: String::new(),
        line: 1,
        column: 1,
        message: error.to_owned(),
        advice: "give the path of a file that can be read".to_owned(),
    }
}
