//! In which line of a file a problem stands.

use crate::{KnowledgeFile, KnowledgeProblem, condition};

/// Gives problems the lines that their messages are about, where a message names something that the file holds.
///
/// Knowledge is read into values without places. A message names what is wrong in backticks, so the first of
/// these names that stands in the file leads to the line, types last; where none does the problem is about the file as a whole.
pub fn locate(problems: &mut [KnowledgeProblem], files: &[KnowledgeFile]) {
    for problem in problems.iter_mut().filter(|p| p.line.is_none()) {
        let folder = format!("{}/", problem.file);
        let candidates = files.iter().filter(|f| f.path == problem.file || f.path.starts_with(&folder));
        // What is said of a folder belongs to the one of its files that holds the name, the most telling name first.
        let mut found = None;
        for file in candidates {
            let (Some(line), rank) = line_of(&problem.message, &file.text) else { continue };
            if found.as_ref().is_none_or(|(_, _, best)| rank < *best) {
                found = Some((file.path.clone(), line, rank));
            }
        }
        if let Some((file, line, _)) = found {
            problem.file = file;
            problem.line = Some(line);
        }
    }
}

/// The line that a message is about, and how far down its list of names the one stands that led there.
fn line_of(message: &str, text: &str) -> (Option<usize>, usize) {
    if let Some(line) = message.split("parse error at line ").nth(1).and_then(number) {
        return (Some(line), 0);
    }
    if message.contains("in the condition at character") {
        let line = text.lines().position(is_broken_condition).map(|n| n + 1);
        return (line, 0);
    }
    // A type is where something is said; what is said of it comes first.
    let mut names: Vec<&str> = message
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|n| n.len() > 1 && n.contains(char::is_alphanumeric))
        .collect();
    names.sort_by_key(|n| n.contains("::"));
    for (rank, name) in names.iter().enumerate() {
        let line = text.lines().position(|line| holds(line, name));
        if let Some(line) = line {
            return (Some(line + 1), rank);
        }
    }
    (None, names.len())
}

fn number(text: &str) -> Option<usize> {
    text.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// Whether a line is a condition that does not follow the grammar.
fn is_broken_condition(line: &str) -> bool {
    let Some((key, value)) = line.split_once('=') else { return false };
    if !["when", "require"].contains(&key.trim()) {
        return false;
    }
    let value = value.trim();
    let inner = ['\'', '"'].iter().find_map(|q| value.strip_prefix(*q)?.strip_suffix(*q));
    inner.is_some_and(|text| condition::parse(text).is_err())
}

/// Whether a line holds a name that does not go on to either side.
fn holds(line: &str, name: &str) -> bool {
    let inside = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || "-_".contains(c));
    line.match_indices(name).any(|(at, _)| {
        let before = line.get(..at).and_then(|s| s.chars().next_back());
        let after = line.get(at + name.len()..).and_then(|s| s.chars().next());
        !inside(before) && !inside(after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(message: &str, text: &str) -> Option<usize> {
        let mut problems =
            [KnowledgeProblem { file: "a.toml".into(), line: None, message: message.to_owned() }];
        locate(&mut problems, &[KnowledgeFile { path: "a.toml".into(), text: text.to_owned() }]);
        problems[0].line
    }

    #[test]
    fn the_first_name_that_the_file_holds_leads_to_its_line() {
        let text = "id = \"a\"\n[layers.data]\nowner = \"aws\"\n";
        assert_eq!(line("layer `data` of `Else::Where` is odd", text), Some(2));
        assert_eq!(line("layer `dat` of `aws` is odd", text), Some(3));
        assert_eq!(line("`X::aws` is odd, it has no `owner`", text), Some(3));
        assert_eq!(line("nothing of `that` is here", text), None);
        assert_eq!(line("TOML parse error at line 3, column 9", text), Some(3));
    }

    #[test]
    fn a_broken_condition_is_found_among_sound_ones() {
        let text = "when = 'A == \"b\"'\nrequire = 'A === 1'\n";
        assert_eq!(line("in the condition at character 4: `=` does not belong here", text), Some(2));
    }

    #[test]
    fn a_problem_of_a_folder_goes_to_the_file_that_holds_the_name() {
        let mut problems = [KnowledgeProblem {
            file: "frameworks/own".into(),
            line: None,
            message: "requirement `11` maps to `ac-222`".into(),
        }];
        let files =
            [("framework.toml", "id = \"own\"\n"), ("a.toml", "\n\"11\" = { maps = [\"ac-222\"] }\n")]
                .map(|(n, t)| KnowledgeFile { path: format!("frameworks/own/{n}"), text: t.to_owned() });
        locate(&mut problems, &files);
        assert_eq!((problems[0].file.as_str(), problems[0].line), ("frameworks/own/a.toml", Some(2)));
    }
}
