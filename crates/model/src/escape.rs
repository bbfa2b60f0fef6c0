//! Makes characters visible that could steer a terminal or reorder text.

use std::borrow::Cow;

/// Whether a character acts on its surroundings instead of standing for itself.
fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// One line of text: control and direction characters, line ends too, become `\u{…}`.
#[must_use]
pub fn line(text: &str) -> Cow<'_, str> {
    if text.chars().any(steers) { Cow::Owned(escaped(text, |_| None)) } else { Cow::Borrowed(text) }
}

/// Source text of several lines: line ends stay, tabs become spaces, the rest as in [`line`].
#[must_use]
pub fn block(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    escaped(&text, |c| match c {
        '\n' => Some("\n"),
        '\t' => Some("    "),
        _ => None,
    })
}

fn escaped(text: &str, keep: impl Fn(char) -> Option<&'static str>) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match keep(c) {
            Some(kept) => out.push_str(kept),
            None if steers(c) => out.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
            None => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_line_ends_and_direction_marks_become_visible() {
        assert_eq!(line("a\u{1b}[31mb\nc\u{202e}d"), "a\\u{1b}[31mb\\u{a}c\\u{202e}d");
        assert_eq!(line("bücket-日本"), "bücket-日本");
    }

    #[test]
    fn source_text_keeps_its_lines() {
        assert_eq!(block("a\r\n\tb\u{7}"), "a\n    b\\u{7}");
    }
}
