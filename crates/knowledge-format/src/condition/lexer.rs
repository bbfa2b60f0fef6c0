//! Tokens of a condition.

use crate::FormatError;

/// A token with the character it starts at, from 1.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub at: usize,
    pub kind: Kind,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    /// A key or a word of the grammar; may hold `:` (types, `x:Name`) and `-` (parameter names).
    Word(String),
    Text(String),
    Number(String),
    /// `.` `(` `)` `[` `]` `,` `[*]` and operators.
    Mark(&'static str),
    End,
}

const MARKS: [&str; 13] = ["[*]", "==", "!=", "<=", ">=", "<", ">", ".", "(", ")", "[", "]", ","];

pub(super) fn tokens(text: &str) -> Result<Vec<Token>, FormatError> {
    let chars: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut i = 0;
    while let Some(&c) = chars.get(i) {
        let at = i + 1;
        if c.is_whitespace() {
            i += 1;
            continue;
        }
        if c == '"' {
            let (value, next) = quoted(&chars, i + 1).ok_or_else(|| FormatError::Condition {
                at,
                message: "the text that starts here has no closing `\"`".into(),
            })?;
            tokens.push(Token { at, kind: Kind::Text(value) });
            i = next;
            continue;
        }
        let rest: String = chars.iter().skip(i).take(3).collect();
        if let Some(mark) = MARKS.iter().find(|m| rest.starts_with(**m)) {
            tokens.push(Token { at, kind: Kind::Mark(mark) });
            i += mark.chars().count();
            continue;
        }
        let negative = c == '-' && chars.get(i + 1).is_some_and(char::is_ascii_digit);
        if c.is_ascii_digit() || negative {
            let end =
                i + 1 + chars.iter().skip(i + 1).take_while(|c| c.is_ascii_digit() || **c == '.').count();
            tokens.push(Token { at, kind: Kind::Number(chars.iter().skip(i).take(end - i).collect()) });
            i = end;
            continue;
        }
        let length =
            chars.iter().skip(i).take_while(|c| c.is_alphanumeric() || matches!(c, '_' | ':' | '-')).count();
        if length == 0 {
            return Err(FormatError::Condition { at, message: format!("`{c}` does not belong here") });
        }
        tokens.push(Token { at, kind: Kind::Word(chars.iter().skip(i).take(length).collect()) });
        i += length;
    }
    tokens.push(Token { at: chars.len() + 1, kind: Kind::End });
    Ok(tokens)
}

/// The text up to the closing quote, with `\"` and `\\` as escapes, and the position behind it.
fn quoted(chars: &[char], mut i: usize) -> Option<(String, usize)> {
    let mut value = String::new();
    loop {
        match chars.get(i)? {
            '"' => return Some((value, i + 1)),
            '\\' if matches!(chars.get(i + 1), Some('"' | '\\')) => {
                value.push(*chars.get(i + 1)?);
                i += 2;
            }
            c => {
                value.push(*c);
                i += 1;
            }
        }
    }
}
