//! Comments and string literals of a Rust file, with their lines: enough of a scanner for rules about wording.

/// A piece of text within a source file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The line on which it starts, from 1.
    pub line: usize,
    /// The text without its delimiters.
    pub text: String,
}

/// What a file says to people.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Comments, documentation included.
    pub comments: Vec<Piece>,
    /// String literals, escapes left as they are written.
    pub strings: Vec<Piece>,
}

struct Scanner<'a> {
    rest: std::iter::Peekable<std::str::Chars<'a>>,
    line: usize,
}

impl Scanner<'_> {
    fn next(&mut self) -> Option<char> {
        let c = self.rest.next()?;
        if c == '\n' {
            self.line += 1;
        }
        Some(c)
    }

    fn next_is(&mut self, c: char) -> bool {
        self.rest.peek() == Some(&c)
    }

    fn until_line_end(&mut self) -> String {
        let mut text = String::new();
        while let Some(c) = self.next() {
            if c == '\n' {
                break;
            }
            text.push(c);
        }
        text
    }

    fn block_comment(&mut self) -> String {
        let mut text = String::new();
        let mut depth = 1_usize;
        while let Some(c) = self.next() {
            if c == '*' && self.next_is('/') {
                self.next();
                depth -= 1;
                if depth == 0 {
                    break;
                }
            } else if c == '/' && self.next_is('*') {
                self.next();
                depth += 1;
            } else {
                text.push(c);
            }
        }
        text
    }

    fn string(&mut self) -> String {
        let mut text = String::new();
        while let Some(c) = self.next() {
            match c {
                '"' => break,
                '\\' => {
                    text.push(c);
                    text.extend(self.next());
                }
                other => text.push(other),
            }
        }
        text
    }

    /// Behind `r` of a raw string; `None` if it was an identifier such as `r#type`.
    fn raw_string(&mut self) -> Option<String> {
        let mut hashes = 0_usize;
        while self.next_is('#') {
            self.next();
            hashes += 1;
        }
        if !self.next_is('"') {
            return None;
        }
        self.next();
        let end: String = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
        let mut text = String::new();
        while let Some(c) = self.next() {
            text.push(c);
            if text.ends_with(&end) {
                text.truncate(text.len() - end.len());
                break;
            }
        }
        Some(text)
    }

    /// Behind `'`: a character, or a lifetime, which is left alone.
    fn character(&mut self) {
        if self.next_is('\\') {
            self.next();
            self.next();
            while let Some(c) = self.next() {
                if c == '\'' {
                    break;
                }
            }
            return;
        }
        self.next();
        if self.next_is('\'') {
            self.next();
        }
    }
}

/// Splits a Rust file into what it says in comments and in strings.
pub fn said(source: &str) -> Said {
    let mut scanner = Scanner { rest: source.chars().peekable(), line: 1 };
    let mut said = Said::default();
    let mut before = ' ';
    while let Some(c) = scanner.next() {
        let line = scanner.line;
        let in_word = before.is_alphanumeric() || before == '_';
        match c {
            '/' if scanner.next_is('/') => {
                let text = scanner.until_line_end();
                said.comments.push(Piece { line, text: text.trim_start_matches(['/', '!']).to_owned() });
            }
            '/' if scanner.next_is('*') => {
                scanner.next();
                let text = scanner.block_comment();
                said.comments.push(Piece { line, text });
            }
            '"' => {
                let text = scanner.string();
                said.strings.push(Piece { line, text });
            }
            'r' if (!in_word || before == 'b') && (scanner.next_is('"') || scanner.next_is('#')) => {
                if let Some(text) = scanner.raw_string() {
                    said.strings.push(Piece { line, text });
                }
            }
            '\'' => scanner.character(),
            _ => {}
        }
        before = c;
    }
    said
}

/// The part of a Rust file before its inline tests.
pub fn without_tests(source: &str) -> &str {
    source.split_once("#[cfg(test)]\nmod tests {").map_or(source, |(before, _)| before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_strings_are_told_apart() {
        let source = "//! Head.\nlet a = \"one // two \\\" three\"; // tail\nlet q = '\"'; let l: &'static str = r#\"raw \"x\" text\"#;\n/* block\n\"no\" */ let r#type = 'r';\n\"last\"";
        let said = said(source);
        let comments: Vec<(usize, &str)> = said.comments.iter().map(|p| (p.line, p.text.as_str())).collect();
        let strings: Vec<(usize, &str)> = said.strings.iter().map(|p| (p.line, p.text.as_str())).collect();
        assert_eq!(comments, [(1, " Head."), (2, " tail"), (4, " block\n\"no\" ")]);
        assert_eq!(strings, [(2, "one // two \\\" three"), (3, "raw \"x\" text"), (6, "last")]);
    }

    #[test]
    fn inline_tests_are_cut_off() {
        assert_eq!(without_tests("a\n#[cfg(test)]\nmod tests {\nb}"), "a\n");
        assert_eq!(without_tests("a\n#[cfg(test)]\nmod tests;\n"), "a\n#[cfg(test)]\nmod tests;\n");
    }
}
