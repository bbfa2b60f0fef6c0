//! The keys at the start of a YAML text's lines that tell templates apart.

use super::Detected;

/// The template that a text is; nothing for any other text.
pub(super) fn template(text: &str) -> Option<Detected> {
    if text.starts_with('{') || text.starts_with("Resources: {") {
        return flow_template(text);
    }
    let mut scan = Scan::default();
    for line in text.lines() {
        scan.line(line);
        if scan.prose {
            return None;
        }
    }
    let template = scan.version || scan.transform_of_aws || (scan.resources && scan.types);
    template.then_some(Detected::CloudFormation { sam: scan.sam, cdk: scan.cdk })
}

/// A template written as a flow mapping: rare and small, so that the words suffice.
fn flow_template(text: &str) -> Option<Detected> {
    let resources = text.contains("Resources") && text.contains("Type") && text.contains("::");
    (resources || text.contains("AWSTemplateFormatVersion")).then(|| Detected::CloudFormation {
        sam: text.contains("AWS::Serverless-"),
        cdk: text.contains("aws:cdk:path"),
    })
}

#[derive(Debug, Default)]
struct Scan {
    /// Column of the document's own keys.
    column: Option<usize>,
    section: Section,
    /// Column of the logical ids.
    entry_column: Option<usize>,
    /// A key was seen, or words where the first key should stand.
    keys: bool,
    prose: bool,
    version: bool,
    transform_of_aws: bool,
    sam: bool,
    resources: bool,
    types: bool,
    cdk: bool,
}

#[derive(Debug, Default, PartialEq)]
enum Section {
    #[default]
    Other,
    Transform,
    Resources,
}

impl Scan {
    fn line(&mut self, line: &str) {
        // YAML allows no tab here; who wrote one is told so where the template is read.
        let content = line.trim_start_matches([' ', '\t']);
        if content.trim().is_empty() || content.starts_with(['#', '%']) || line.starts_with("---") {
            return;
        }
        let column = line.len() - content.len();
        let top = *self.column.get_or_insert(column);
        if column <= top && !content.starts_with('-') {
            let Some((key, value)) = key_and_value(content) else {
                // Before the first key this is some other text that only holds a template.
                self.prose = !self.keys;
                return;
            };
            self.keys = true;
            self.entry_column = None;
            self.section = match key {
                "Transform" => Section::Transform,
                "Resources" => Section::Resources,
                _ => Section::Other,
            };
            self.version |= key == "AWSTemplateFormatVersion";
            self.resources |= key == "Resources";
            if self.section == Section::Transform {
                self.transform(value);
            }
            return;
        }
        match self.section {
            Section::Transform => self.transform(content),
            Section::Resources => self.resource_line(column, content),
            Section::Other => {}
        }
    }

    fn transform(&mut self, value: &str) {
        self.transform_of_aws |= value.contains("AWS::");
        self.sam |= value.contains("AWS::Serverless-");
    }

    /// `Type` of a resource stands one step below its logical id, or in a flow mapping behind it.
    fn resource_line(&mut self, column: usize, content: &str) {
        let ids = *self.entry_column.get_or_insert(column);
        match key_and_value(content) {
            Some(("Type", value)) if column > ids => self.types |= value.contains("::"),
            Some((_, value)) if column == ids && value.starts_with('{') => {
                self.types |= value.contains("Type") && value.contains("::");
            }
            Some(("aws:cdk:path", _)) => self.cdk = true,
            _ => {}
        }
    }
}

fn key_and_value(content: &str) -> Option<(&str, &str)> {
    let (key, value) = match content.strip_prefix(['"', '\'']) {
        Some(quoted) => {
            let (key, rest) = quoted.split_once(['"', '\''])?;
            (key, rest.trim_start().strip_prefix(':')?)
        }
        None => content.split_once(':')?,
    };
    Some((key.trim(), value.trim()))
}
