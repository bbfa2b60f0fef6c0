//! The keys at the top of a JSON text, and the few things below them that tell templates apart.

use crate::syntax::DEEPEST_NESTING;
use jsonc_parser::{Scanner, ScannerOptions, tokens::Token};
use std::collections::HashSet;

/// What a scan of the tokens found.
#[derive(Debug, Default)]
pub(super) struct JsonShape {
    keys: HashSet<String>,
    /// An entry of `Resources` has a `Type`.
    pub(super) resource_types: bool,
    /// `Transform` names one of AWS's.
    pub(super) transform_of_aws: bool,
    /// `Transform` names SAM's.
    pub(super) sam: bool,
    /// A resource has the CDK's metadata.
    pub(super) cdk: bool,
    /// An entry of `artifacts` has a type of the CDK's.
    pub(super) cdk_artifacts: bool,
    /// The text is no JSON from some point on.
    pub(super) broken: bool,
}

/// Deeper keys decide nothing.
const DEEPEST_KEY: usize = 4;

impl JsonShape {
    pub(super) fn has(&self, key: &str) -> bool {
        self.keys.contains(key)
    }

    fn decided(&self) -> bool {
        (self.has("format_version") && (self.has("planned_values") || self.has("values")))
            || (self.has("duty_definitions") && self.has("schema_version"))
            || self.cdk_artifacts
    }

    fn key(&mut self, path: &[String]) {
        match path {
            [key] => {
                self.keys.insert(key.clone());
            }
            [section, _, key] if section == "Resources" && key == "Type" => self.resource_types = true,
            [section, _, metadata, key] if section == "Resources" && metadata == "Metadata" => {
                self.cdk |= key == "aws:cdk:path";
            }
            _ => {}
        }
    }

    fn text(&mut self, path: &[String], text: &str) {
        match path {
            [section] if section == "Transform" => {
                self.transform_of_aws |= text.starts_with("AWS::");
                self.sam |= text.starts_with("AWS::Serverless-");
            }
            [section, _, key] if section == "Resources" && key == "Type" => {
                self.cdk |= text == "AWS::CDK::Metadata";
            }
            [section, _, key] if section == "artifacts" && key == "type" => {
                self.cdk_artifacts |= text.starts_with("cdk:") || text.starts_with("aws:cloudformation:");
            }
            _ => {}
        }
    }
}

/// Looks at the tokens until the kind is decided; the elements of a top-level list count as the top.
pub(super) fn scan(text: &str) -> JsonShape {
    let mut scanner = Scanner::new(text, &ScannerOptions::default());
    let mut shape = JsonShape::default();
    // Open containers, true for objects; and the key that each of the outermost objects is at.
    let mut open: Vec<bool> = Vec::new();
    let mut objects = 0usize;
    let mut path: Vec<String> = Vec::new();
    let mut awaits_key = false;
    while !shape.decided() {
        let token = match scanner.scan() {
            Ok(Some(token)) => token,
            Ok(None) => {
                shape.broken |= !open.is_empty();
                break;
            }
            Err(_) => {
                shape.broken = true;
                break;
            }
        };
        match token {
            Token::OpenBrace | Token::OpenBracket if open.len() > DEEPEST_NESTING => {
                shape.broken = true;
                break;
            }
            Token::OpenBrace => {
                open.push(true);
                objects += 1;
                awaits_key = true;
            }
            Token::OpenBracket => {
                open.push(false);
                awaits_key = false;
            }
            Token::CloseBrace | Token::CloseBracket => {
                if open.pop() == Some(true) {
                    objects -= 1;
                    path.truncate(objects);
                }
                awaits_key = false;
            }
            Token::Comma => awaits_key = open.last() == Some(&true),
            Token::String(key) if awaits_key => {
                awaits_key = false;
                if objects <= DEEPEST_KEY {
                    path.truncate(objects - 1);
                    path.push(key.into_owned());
                    shape.key(&path);
                }
            }
            Token::String(text) if objects <= DEEPEST_KEY && path.len() == objects => {
                shape.text(&path, &text)
            }
            Token::Word(_) | Token::CommentLine(_) | Token::CommentBlock(_) => shape.broken = true,
            _ => {}
        }
    }
    shape
}
