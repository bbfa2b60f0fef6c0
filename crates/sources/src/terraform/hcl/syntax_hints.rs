//! What a person would say of a syntax error: the parser names the characters that it expected.

/// The parser's list of what starts an expression.
const STARTS_OF_AN_EXPRESSION: &str = "expected `\"`, `[`, `{`, `-`, `!`, `(`, `_`, `<`, letter or digit";

/// The marks that an unresolved merge leaves at the start of a line.
const MERGE_MARKS: [&str; 4] = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"];

/// What stands at the offset that people often write by mistake.
pub(super) fn hint(text: &str, offset: usize) -> Option<String> {
    let offset = offset.min(text.len());
    let before = text.get(..offset)?;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = text.get(start..)?.lines().next().unwrap_or("");
    let rest = text.get(offset..)?;
    if MERGE_MARKS.iter().any(|mark| line.starts_with(mark)) {
        return Some(
            "this is a mark of an unresolved merge; expected only one of the two versions".to_owned(),
        );
    }
    if rest.starts_with('}') && line.trim_start().starts_with('}') {
        return Some("this `}` closes nothing; expected a block to be open".to_owned());
    }
    if before.trim().is_empty() && rest.trim_start().starts_with('{') {
        return Some("this is JSON; expected HCL, rename the file to end in `.tf.json`".to_owned());
    }
    if rest.starts_with('\'') || line.get(..offset - start).is_some_and(|l| l.trim_end().ends_with('\'')) {
        return Some("`'` quotes nothing here; expected a text in double quotes".to_owned());
    }
    if let Some(mark) = open_heredoc(text.get(start..)?, line) {
        return Some(format!("the text behind `<<` has no end; expected a line with `{mark}` alone"));
    }
    let (name, value) = line.split_once('=')?;
    let name = name.trim();
    let plain = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    if plain && value.trim().is_empty() {
        return Some(format!("`{name}` has no value; expected an expression behind `=`"));
    }
    if plain && unclosed(value) {
        return Some(format!(
            "the text in the value of `{name}` is not closed; expected `\"` on the same line"
        ));
    }
    None
}

/// The mark of a heredoc that starts on a line and does not end below.
fn open_heredoc<'t>(below: &str, line: &'t str) -> Option<&'t str> {
    let (_, behind) = line.split_once("<<")?;
    let mark = behind.trim_start_matches('-').trim();
    let plain = !mark.is_empty() && mark.chars().all(|c| c.is_alphanumeric() || c == '_');
    (plain && !below.lines().skip(1).any(|line| line.trim() == mark)).then_some(mark)
}

/// Whether a line ends within a quoted text; an interpolation may hold quotes of its own.
fn unclosed(value: &str) -> bool {
    let mut quotes = 0;
    let mut escaped = false;
    for c in value.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => quotes += 1,
            '#' if quotes % 2 == 0 => break,
            _ => {}
        }
    }
    quotes % 2 == 1 && !value.contains("${")
}

/// The parser's message on one line, with one word for all that an expression may start with.
pub(super) fn in_plain_words(message: &str) -> String {
    let message = message.lines().map(str::trim).collect::<Vec<_>>().join(" ");
    let message = message.replace(STARTS_OF_AN_EXPRESSION, "expected a value");
    message.replace("newline or eof", "a new line").replace("unexpected token", "unexpected text")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_mistakes_are_named() {
        for (text, at, says) in [
            ("a = 1\n<<<<<<< HEAD\n", 6, "merge"),
            ("a = 1\n}\n", 6, "closes nothing"),
            ("{\"resource\": {}}", 0, ".tf.json"),
            ("  a = 'x'", 6, "double quotes"),
            ("  a =\n", 2, "`a` has no value"),
            ("  a = \"x\n", 2, "not closed"),
            ("  a = <<-EOT\n  x\n}\n", 9, "a line with `EOT` alone"),
        ] {
            let hint = hint(text, at).unwrap_or_default();
            assert!(hint.contains(says), "{text}: {hint}");
        }
        assert_eq!(hint("a = [1 2]", 7), None);
        assert_eq!(hint("a = \"${x\"", 8), None);
    }
}
