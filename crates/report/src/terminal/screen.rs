//! The text under construction: width, colours, wrapping and the characters for lines and marks.

use super::TerminalOptions;
use anstyle::{AnsiColor, Color, Style};
use demarc_model::{Owner, Severity, Verdict};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What is written, and how.
pub(super) struct Screen {
    pub(super) options: TerminalOptions,
    text: String,
}

/// Characters for lines, from the top going round: which of up, right, down, left an edge leaves.
pub(super) struct Lines {
    pub(super) horizontal: &'static str,
    pub(super) dashed: &'static str,
    pub(super) vertical: &'static str,
    pub(super) corner_down_right: &'static str,
    pub(super) corner_down_left: &'static str,
    pub(super) corner_up_right: &'static str,
    pub(super) corner_up_left: &'static str,
    pub(super) bar: &'static str,
}

const UNICODE: Lines = Lines {
    horizontal: "━",
    dashed: "┅",
    vertical: "┃",
    corner_down_right: "┏",
    corner_down_left: "┓",
    corner_up_right: "┗",
    corner_up_left: "┛",
    bar: "│",
};
const ASCII: Lines = Lines {
    horizontal: "=",
    dashed: "~",
    vertical: "|",
    corner_down_right: "+",
    corner_down_left: "+",
    corner_up_right: "+",
    corner_up_left: "+",
    bar: "|",
};

impl Screen {
    pub(super) fn new(options: TerminalOptions) -> Self {
        Self { options: TerminalOptions { width: options.width.max(40), ..options }, text: String::new() }
    }

    pub(super) fn lines(&self) -> &'static Lines {
        if self.options.unicode { &UNICODE } else { &ASCII }
    }

    /// The mark of a verdict, one column wide.
    pub(super) fn mark(&self, verdict: Verdict) -> &'static str {
        match (verdict, self.options.unicode) {
            (Verdict::Unmet, true) => "✗",
            (Verdict::Unmet, false) => "x",
            (Verdict::Unknown, _) => "?",
            (Verdict::Met, true) => "✓",
            (Verdict::Met, false) => "+",
            (Verdict::NotApplicable, _) => " ",
        }
    }

    /// The mark of a layer that no duty looked at.
    pub(super) fn unlooked(&self) -> &'static str {
        if self.options.unicode { "·" } else { "." }
    }

    pub(super) fn dash(&self) -> &'static str {
        if self.options.unicode { "—" } else { "--" }
    }

    pub(super) fn ellipsis(&self) -> &'static str {
        if self.options.unicode { "…" } else { "..." }
    }

    /// The text in a style, if colours are wanted.
    pub(super) fn paint(&self, style: Style, text: &str) -> String {
        if self.options.color && !text.trim().is_empty() {
            format!("{style}{text}{style:#}")
        } else {
            text.to_owned()
        }
    }

    pub(super) fn line(&mut self, text: &str) {
        self.text.push_str(text.trim_end());
        self.text.push('\n');
    }

    pub(super) fn gap(&mut self) {
        self.text.push('\n');
    }

    /// A heading with an empty line before it.
    pub(super) fn heading(&mut self, text: &str) {
        self.gap();
        let heading = self.paint(Style::new().bold(), text);
        self.line(&heading);
    }

    /// Text broken at spaces behind `first`; further lines start behind `indent` columns.
    pub(super) fn wrapped(&mut self, first: &str, indent: usize, text: &str) {
        self.wrapped_in(Style::new(), first, indent, text);
    }

    /// The same with the text in a style.
    pub(super) fn wrapped_in(&mut self, style: Style, first: &str, indent: usize, text: &str) {
        let room = self.options.width.saturating_sub(indent);
        let taken = width(first).saturating_sub(indent);
        let mut prefix = first.to_owned();
        for piece in wrap(text, room, taken) {
            let piece = if style == Style::new() { piece } else { self.paint(style, &piece) };
            let line = format!("{prefix}{piece}");
            self.line(&line);
            prefix = " ".repeat(indent);
        }
    }

    pub(super) fn finish(self) -> String {
        self.text
    }
}

/// Columns that a text takes; the styles of [`Screen::paint`] take none.
pub(super) fn width(text: &str) -> usize {
    let mut columns = 0;
    for (i, piece) in text.split('\u{1b}').enumerate() {
        let shown = if i == 0 { piece } else { piece.split_once('m').map_or("", |(_, rest)| rest) };
        columns += shown.width();
    }
    columns
}

/// The text filled up with spaces to a width.
pub(super) fn padded(text: &str, to: usize) -> String {
    format!("{text}{}", " ".repeat(to.saturating_sub(width(text))))
}

/// The text cut to a width, with a sign where something is missing.
pub(super) fn cut(text: &str, to: usize, sign: &str) -> String {
    if width(text) <= to {
        return text.to_owned();
    }
    let room = to.saturating_sub(width(sign));
    let mut taken = 0;
    let head: String = text
        .chars()
        .take_while(|c| {
            taken += c.width().unwrap_or(0);
            taken <= room
        })
        .collect();
    format!("{}{sign}", head.trim_end())
}

/// Lines of at most `room` columns, the first with `taken` fewer; a longer word stands alone.
fn wrap(text: &str, room: usize, taken: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![];
    let mut line = String::new();
    for word in text.split_whitespace() {
        let room = if lines.is_empty() { room.saturating_sub(taken) } else { room };
        if !line.is_empty() && width(&line) + 1 + width(word) > room {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

fn foreground(color: AnsiColor) -> Style {
    Style::new().fg_color(Some(Color::Ansi(color)))
}

pub(super) fn of_owner(owner: Owner) -> Style {
    match owner {
        Owner::Aws => foreground(AnsiColor::Yellow),
        Owner::Customer => foreground(AnsiColor::BrightBlue),
        Owner::Shared => foreground(AnsiColor::Cyan),
        Owner::ThirdParty => foreground(AnsiColor::Magenta),
        Owner::Absent => Style::new(),
        Owner::Unknown => Style::new().dimmed(),
    }
}

pub(super) fn of_verdict(verdict: Verdict) -> Style {
    match verdict {
        Verdict::Unmet => foreground(AnsiColor::Red).bold(),
        Verdict::Unknown => Style::new().bold(),
        Verdict::Met => foreground(AnsiColor::Green),
        Verdict::NotApplicable => Style::new().dimmed(),
    }
}

pub(super) fn of_severity(severity: Severity) -> Style {
    match severity {
        Severity::Critical => foreground(AnsiColor::Red).bold().invert(),
        Severity::High => foreground(AnsiColor::Red).bold(),
        Severity::Medium => foreground(AnsiColor::Yellow).bold(),
        Severity::Low => Style::new().bold(),
    }
}

/// The style of a problem's severity.
pub(super) fn foreground_of(severity: &str) -> Style {
    match severity {
        "error" => foreground(AnsiColor::Red).bold(),
        "warning" => foreground(AnsiColor::Yellow).bold(),
        _ => Style::new().bold(),
    }
}

pub(super) fn strong() -> Style {
    Style::new().bold()
}

pub(super) fn faint() -> Style {
    Style::new().dimmed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_count_twice_when_text_is_cut() {
        assert_eq!(cut("日本語バケット", 7, "…"), "日本語…");
        assert_eq!(cut("bucket", 6, "…"), "bucket");
    }

    #[test]
    fn words_wrap_and_long_words_stand_alone() {
        assert_eq!(wrap("one two aws_s3_bucket.logs x", 7, 0), ["one two", "aws_s3_bucket.logs", "x"]);
    }
}
