//! A table as Markdown of GitHub's flavour.

use super::{Cell, Table, Tables};
use crate::notice;
use std::fmt::Write;

/// Writes a table.
pub(crate) fn write(of: &Tables<'_>, table: &Table) -> String {
    let a = of.assessment;
    let mut text = format!("# {}\n\n", inline(&table.title));
    let _ = writeln!(
        text,
        "System {} · {} · {} baseline · {}\n",
        inline(&a.system),
        inline(&a.framework.title),
        inline(&a.framework.baseline),
        inline(&notice::state(a))
    );
    for note in &table.notes {
        let _ = writeln!(text, "{}\n", inline(note));
    }
    if table.rows.is_empty() {
        text.push_str("There is nothing to list.\n\n");
    } else {
        rows(&mut text, table);
    }
    for sentence in notice::all() {
        let _ = writeln!(text, "> {sentence}");
    }
    text
}

/// The header and the rows, and an empty line behind them.
pub(crate) fn rows(text: &mut String, table: &Table) {
    text.push('|');
    for column in &table.columns {
        match column.group {
            Some(group) => {
                let _ = write!(text, " {}: {} |", inline(group), inline(&column.name));
            }
            None => {
                let _ = write!(text, " {} |", inline(&column.name));
            }
        }
    }
    text.push_str("\n|");
    for _ in &table.columns {
        text.push_str("---|");
    }
    text.push('\n');
    for row in &table.rows {
        text.push('|');
        for cell in row {
            let _ = match cell {
                Cell::Empty => write!(text, "  |"),
                Cell::Text(cell) => write!(text, " {} |", inline(cell)),
                Cell::Number(number) => write!(text, " {number} |"),
            };
        }
        text.push('\n');
    }
    text.push('\n');
}

/// A text from an input within a line of Markdown: words between pairs of backticks stay code, nothing else has effect.
pub(crate) fn inline(text: &str) -> String {
    let text = crate::escape::block(text);
    let pieces: Vec<&str> = text.split('`').collect();
    let paired = pieces.len() % 2 == 1;
    let mut out = String::with_capacity(text.len() + 8);
    for (i, piece) in pieces.iter().enumerate() {
        if i > 0 {
            out.push_str(if paired { "`" } else { "\\`" });
        }
        let code = paired && i % 2 == 1;
        for c in piece.chars() {
            match c {
                '|' => out.push_str("\\|"),
                '\n' if code => out.push(' '),
                '\n' => out.push_str("<br>"),
                _ if code => out.push(c),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '&' => out.push_str("&amp;"),
                '\\' | '*' | '[' | ']' | '~' => {
                    out.push('\\');
                    out.push(c);
                }
                _ => out.push(c),
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_from_an_input_becomes_markup_and_code_stays_code() {
        assert_eq!(inline("a|b <img> [x](y) *z*"), "a\\|b &lt;img&gt; \\[x\\](y) \\*z\\*");
        assert_eq!(inline("`a[0]` is `x|y`"), "`a[0]` is `x\\|y`");
        assert_eq!(inline("one ` only\nnext"), "one \\` only<br>next");
    }
}
