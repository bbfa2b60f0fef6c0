//! The Markdown of knowledge files as HTML: headings, paragraphs, lists, fences, inline code, bold, links. No raw HTML.

use super::code;
use crate::escape;
use maud::{Markup, html};

/// A piece of Markdown between empty lines.
#[derive(Debug, PartialEq, Eq)]
enum Block {
    Heading(String),
    Paragraph(String),
    Bullets(Vec<String>),
    Numbers(Vec<String>),
    Code(String),
}

/// Renders the Markdown; whatever is not understood stays as text.
pub(super) fn render(text: &str) -> Markup {
    html! {
        @for block in blocks(text) {
            @match block {
                Block::Heading(text) => h5 { (inline(&text)) },
                Block::Paragraph(text) => p { (inline(&text)) },
                Block::Bullets(items) => ul { @for item in &items { li { (inline(item)) } } },
                Block::Numbers(items) => ol { @for item in &items { li { (inline(item)) } } },
                Block::Code(text) => (code::block(&text)),
            }
        }
    }
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = vec![];
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let trimmed = line.trim();
        if let Some(fence) = fence(trimmed) {
            let body: Vec<&str> = lines.by_ref().take_while(|l| !closes(l, fence)).collect();
            blocks.push(Block::Code(body.join("\n")));
        } else if trimmed.is_empty() {
            blocks.push(Block::Paragraph(String::new()));
        } else if let Some(heading) = heading(trimmed) {
            blocks.push(Block::Heading(heading.to_owned()));
        } else if let Some(item) = trimmed.strip_prefix("- ").or_else(|| trimmed.strip_prefix("* ")) {
            match blocks.last_mut() {
                Some(Block::Bullets(items)) => items.push(item.to_owned()),
                _ => blocks.push(Block::Bullets(vec![item.to_owned()])),
            }
        } else if let Some(item) = numbered(trimmed) {
            match blocks.last_mut() {
                Some(Block::Numbers(items)) => items.push(item.to_owned()),
                _ => blocks.push(Block::Numbers(vec![item.to_owned()])),
            }
        } else {
            continue_block(&mut blocks, line, trimmed);
        }
    }
    blocks.retain(|block| !matches!(block, Block::Paragraph(text) if text.is_empty()));
    blocks
}

/// Adds a line of text to the paragraph or, if indented, to the list item above it.
fn continue_block(blocks: &mut Vec<Block>, line: &str, trimmed: &str) {
    let open = match blocks.last_mut() {
        Some(Block::Paragraph(text)) => Some(text),
        Some(Block::Bullets(items) | Block::Numbers(items)) if line.starts_with(' ') => items.last_mut(),
        _ => None,
    };
    match open {
        Some(text) => {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(trimmed);
        }
        None => blocks.push(Block::Paragraph(trimmed.to_owned())),
    }
}

/// The run of backquotes or tildes that opens a block of code.
fn fence(line: &str) -> Option<&str> {
    let sign = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = line.chars().take_while(|c| *c == sign).count();
    let (run, info) = line.split_at_checked(length)?;
    (length >= 3 && !(sign == '`' && info.contains('`'))).then_some(run)
}

fn closes(line: &str, fence: &str) -> bool {
    let line = line.trim();
    line.starts_with(fence) && line.chars().all(|c| fence.starts_with(c))
}

fn heading(line: &str) -> Option<&str> {
    let text = line.trim_start_matches('#');
    (text.len() < line.len()).then(|| text.strip_prefix(' ')).flatten().map(str::trim)
}

fn numbered(line: &str) -> Option<&str> {
    let (number, item) = line.split_once(". ")?;
    (!number.is_empty() && number.len() < 4 && number.chars().all(|c| c.is_ascii_digit())).then_some(item)
}

/// Inline code, bold, and links to pages over TLS.
fn inline(text: &str) -> Markup {
    let mut rest = text;
    let mut pieces: Vec<Markup> = vec![];
    while let Some((before, sign, after)) = next_sign(rest) {
        let taken = match sign {
            '`' => {
                after.split_once('`').map(|(code, after)| (html! { code { (escape::line(code)) } }, after))
            }
            '*' => after
                .strip_prefix('*')
                .and_then(|after| after.split_once("**"))
                .filter(|(strong, _)| !strong.is_empty())
                .map(|(strong, after)| (html! { strong { (escape::line(strong)) } }, after)),
            _ => link(after),
        };
        pieces.push(html! { (escape::line(before)) });
        match taken {
            Some((piece, after)) => {
                pieces.push(piece);
                rest = after;
            }
            None => {
                pieces.push(html! { (sign) });
                rest = after;
            }
        }
    }
    html! { @for piece in pieces { (piece) } (escape::line(rest)) }
}

/// The text before the next sign, the sign, the text behind it.
fn next_sign(text: &str) -> Option<(&str, char, &str)> {
    let (at, sign) = text.char_indices().find(|(_, c)| matches!(c, '`' | '*' | '['))?;
    let (before, from) = text.split_at_checked(at)?;
    let mut rest = from.chars();
    rest.next();
    Some((before, sign, rest.as_str()))
}

fn link(text: &str) -> Option<(Markup, &str)> {
    let (words, after) = text.split_once("](")?;
    let (target, after) = after.split_once(')')?;
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>');
    if words.contains('[') || !target.starts_with("https://") || !target.chars().all(plain) {
        return None;
    }
    Some((html! { a href=(target) rel="noopener noreferrer" { (escape::line(words)) } }, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html_of(text: &str) -> String {
        render(text).into_string()
    }

    #[test]
    fn blocks_of_every_kind() {
        let text =
            "### Head\none\ntwo\n\n- a\n- b\n  more\n\n1. x\n2. y\n```hcl\n<b>\n\n# no heading\n```\nlast";
        let expected = [
            Block::Heading("Head".into()),
            Block::Paragraph("one two".into()),
            Block::Bullets(vec!["a".into(), "b more".into()]),
            Block::Numbers(vec!["x".into(), "y".into()]),
            Block::Code("<b>\n\n# no heading".into()),
            Block::Paragraph("last".into()),
        ];
        assert_eq!(blocks(text), expected);
    }

    #[test]
    fn html_in_markdown_stays_text() {
        assert_eq!(html_of("<script>alert(1)</script>"), "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>");
        assert!(!html_of("```\n<img src=x>\n```").contains("<img"));
    }

    #[test]
    fn only_tls_links_become_links() {
        assert!(html_of("[a](https://example.com/x)").contains("<a href=\"https://example.com/x\""));
        assert_eq!(html_of("[a](javascript:x)"), "<p>[a](javascript:x)</p>");
    }

    #[test]
    fn signs_without_a_partner_stay() {
        assert_eq!(html_of("a * b ` c [d **e"), "<p>a * b ` c [d **e</p>");
        assert_eq!(html_of("**b** and `c`"), "<p><strong>b</strong> and <code>c</code></p>");
    }

    #[test]
    fn a_fence_that_never_closes_ends_with_the_text() {
        assert_eq!(blocks("```\na"), [Block::Code("a".into())]);
    }
}
