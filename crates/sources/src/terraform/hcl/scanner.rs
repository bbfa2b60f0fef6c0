//! Cuts a text that the parser refuses into its top-level blocks, so that one error does not lose the file.

use std::ops::Range;

/// What the scanner is inside of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Inside {
    Bracket,
    Quote,
    Template,
}

/// Words that start a block of a Terraform file; at the beginning of a line they end whatever was left unclosed.
const KEYWORDS: [&str; 14] = [
    "resource",
    "data",
    "module",
    "variable",
    "output",
    "locals",
    "provider",
    "terraform",
    "moved",
    "import",
    "removed",
    "check",
    "ephemeral",
    "action",
];

/// The ranges of the top-level attributes and blocks of a text, in order.
pub(super) fn top_level_items(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let at = |i: usize| bytes.get(i).copied().unwrap_or(0);
    let mut items = Vec::new();
    let mut inside: Vec<Inside> = Vec::new();
    let mut start: Option<usize> = None;
    let mut line_start = true;
    let mut i = 0;
    while i < bytes.len() {
        if line_start && !inside.is_empty() && starts_block(text, i) {
            items.extend(start.take().map(|s| s..i));
            inside.clear();
        }
        line_start = false;
        let c = at(i);
        if inside.last() == Some(&Inside::Quote) {
            match c {
                b'\\' => i += 1,
                b'"' => {
                    inside.pop();
                }
                // A quoted string ends on its line: this one was left unclosed.
                b'\n' => {
                    inside.pop();
                    continue;
                }
                b'$' | b'%' if at(i + 1) == c && at(i + 2) == b'{' => i += 2,
                b'$' | b'%' if at(i + 1) == b'{' => {
                    inside.push(Inside::Template);
                    i += 1;
                }
                _ => {}
            }
            i += 1;
            continue;
        }
        match c {
            b'\n' => {
                line_start = true;
                if inside.is_empty() {
                    // A carriage return without its newline is no end of a line to the parser.
                    let end = if i > 0 && at(i - 1) == b'\r' { i - 1 } else { i };
                    items.extend(start.take().map(|s| s..end));
                }
            }
            b'#' => {
                i = line_end(bytes, i);
                continue;
            }
            b'/' if at(i + 1) == b'/' => {
                i = line_end(bytes, i);
                continue;
            }
            b'/' if at(i + 1) == b'*' => {
                i = text.get(i + 2..).and_then(|rest| rest.find("*/")).map_or(bytes.len(), |n| i + n + 4);
                continue;
            }
            b' ' | b'\t' | b'\r' => {}
            _ => {
                start.get_or_insert(i);
                match c {
                    b'"' => inside.push(Inside::Quote),
                    b'{' | b'[' | b'(' => inside.push(Inside::Bracket),
                    b'}' | b']' | b')' => {
                        inside.pop();
                    }
                    b'<' if at(i + 1) == b'<' => {
                        if let Some(end) = heredoc_end(text, i) {
                            i = end;
                            continue;
                        }
                    }
                    _ => {}
                }
            }
        }
        i += 1;
    }
    items.extend(start.map(|s| s..bytes.len()));
    items
}

fn line_end(bytes: &[u8], from: usize) -> usize {
    bytes.iter().skip(from).position(|b| *b == b'\n').map_or(bytes.len(), |n| from + n)
}

fn starts_block(text: &str, at: usize) -> bool {
    let Some(rest) = text.get(at..) else { return false };
    KEYWORDS.iter().any(|word| {
        rest.strip_prefix(word).is_some_and(|after| {
            let trimmed = after.trim_start_matches([' ', '\t']);
            trimmed.starts_with('{') || (trimmed.starts_with('"') && !trimmed.starts_with("\" "))
        })
    })
}

/// The end of the heredoc that starts here: behind its closing word.
fn heredoc_end(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at + 2..)?;
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    let line = rest.lines().next()?;
    let word = line.trim_end();
    if word.is_empty() || !word.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-') {
        return None;
    }
    let mut offset = text.len() - rest.len() + line.len() + 1;
    for line in text.get(offset..)?.split_inclusive('\n') {
        let trimmed = line.trim_start();
        if trimmed.trim_end() == word {
            return Some(offset + (line.len() - trimmed.len()) + word.len());
        }
        offset += line.len();
    }
    None
}

/// Where the brackets around a place and the commas and line ends within them are.
struct Around {
    /// Behind the innermost opening bracket.
    start: usize,
    /// Ends of items within it, up to and behind the place.
    ends: Vec<usize>,
}

/// The innermost brackets around a place; None if it is in none.
fn around(text: &str, place: usize) -> Around {
    let bytes = text.as_bytes();
    let at = |i: usize| bytes.get(i).copied().unwrap_or(0);
    let mut open = vec![Around { start: 0, ends: Vec::new() }];
    let mut quotes: Vec<usize> = Vec::new();
    let mut i = 0;
    while i < bytes.len() {
        let c = at(i);
        // Inside of quotes, outside of the templates in them.
        if quotes.last() == Some(&open.len()) {
            match c {
                b'\\' => i += 1,
                b'"' => {
                    quotes.pop();
                }
                b'$' | b'%' if at(i + 1) == c && at(i + 2) == b'{' => i += 2,
                b'$' | b'%' if at(i + 1) == b'{' => {
                    open.push(Around { start: i + 2, ends: Vec::new() });
                    i += 1;
                }
                _ => {}
            }
            i += 1;
            continue;
        }
        match c {
            b'#' => {
                i = line_end(bytes, i);
                continue;
            }
            b'/' if at(i + 1) == b'/' => {
                i = line_end(bytes, i);
                continue;
            }
            b'/' if at(i + 1) == b'*' => {
                i = text.get(i + 2..).and_then(|rest| rest.find("*/")).map_or(bytes.len(), |n| i + n + 4);
                continue;
            }
            b'"' => quotes.push(open.len()),
            b'{' | b'[' | b'(' => open.push(Around { start: i + 1, ends: Vec::new() }),
            b'}' | b']' | b')' if open.len() > 1 => {
                if let Some(mut closed) = open.pop()
                    && i > place
                    && closed.start <= place
                {
                    closed.ends.push(i);
                    return closed;
                }
            }
            b'<' if at(i + 1) == b'<' => {
                if let Some(end) = heredoc_end(text, i) {
                    i = end;
                    continue;
                }
            }
            b',' | b'\n' => {
                if let Some(innermost) = open.last_mut() {
                    innermost.ends.push(i);
                }
            }
            _ => {}
        }
        i += 1;
    }
    let mut outermost = open.into_iter().next().unwrap_or(Around { start: 0, ends: Vec::new() });
    outermost.ends.push(bytes.len());
    outermost
}

/// The item of a body or an object that a place is in, without what separates it from the next.
pub(super) fn item_at(text: &str, place: usize) -> Option<Range<usize>> {
    let Around { start, ends } = around(text, place);
    let end = ends.iter().copied().find(|end| *end > place)?;
    let start = ends.iter().copied().rfind(|end| *end <= place).map_or(start, |before| before + 1);
    Some(start..end)
}

/// The item of an object that has the same key as the one that starts at a place, and stands before it.
pub(super) fn earlier_twin(text: &str, place: usize) -> Option<Range<usize>> {
    let key = |item: &str| {
        let head = item.split(['=', ':']).next().unwrap_or("").trim();
        head.trim_matches('"').to_owned()
    };
    let Around { start, ends } = around(text, place);
    let own = item_at(text, place)?;
    let wanted = key(text.get(own.clone())?);
    let mut from = start;
    for end in ends {
        if end >= own.start {
            break;
        }
        if key(text.get(from..end)?) == wanted {
            // The comma goes with it.
            let end = if text.as_bytes().get(end) == Some(&b',') { end + 1 } else { end };
            return Some(from..end);
        }
        from = end + 1;
    }
    None
}

/// What stands between the braces of a block.
pub(super) fn inside(item: &str) -> Option<Range<usize>> {
    let start = item.find('{')? + 1;
    let end = item.trim_end().len();
    let end = if item.trim_end().ends_with('}') { end - 1 } else { end };
    (start <= end).then_some(start..end)
}

/// The keyword and the labels of a block from its first line, for a block that cannot be parsed.
pub(super) fn header(item: &str) -> Option<(String, Vec<String>)> {
    let line = item.lines().next()?;
    let head = line.split('{').next()?;
    let mut words = head.split_whitespace().map(|w| w.trim_matches('"').to_owned());
    let keyword = words.next()?;
    if !line.contains('{') || !keyword.chars().all(|c| c.is_ascii_lowercase()) {
        return None;
    }
    Some((keyword, words.collect()))
}

/// The name of an attribute whose value cannot be parsed.
pub(super) fn attribute_name(item: &str) -> Option<String> {
    let (name, _) = item.split_once('=')?;
    let name = name.trim();
    let valid = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    valid.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        top_level_items(text).into_iter().filter_map(|r| text.get(r)).collect()
    }

    #[test]
    fn braces_in_strings_templates_heredocs_and_comments_do_not_count() {
        let text = "a = \"}${foo(\"}\")}\"\n# }\nresource \"x\" \"y\" { /* { */\n  b = <<EOT\n}\n\"\nEOT\n}\nlocals {}\n";
        let items = cut(text);
        assert_eq!(items.len(), 3);
        assert!(items[1].starts_with("resource") && items[1].ends_with('}'));
        assert_eq!(items[2], "locals {}");
    }

    #[test]
    fn an_unclosed_block_or_string_ends_at_the_next_one() {
        let items = cut("resource \"a\" \"b\" {\n  c = \"unclosed\n  d = {\nresource \"e\" \"f\" {\n}\n");
        assert_eq!(items.len(), 2);
        assert_eq!(items[1], "resource \"e\" \"f\" {\n}");
        assert_eq!(header(items[0]), Some(("resource".into(), vec!["a".into(), "b".into()])));
    }
}
