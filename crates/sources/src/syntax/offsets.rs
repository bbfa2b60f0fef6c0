//! Positions in characters, as the YAML scanner counts them, into bytes.

/// Byte offset of every so manieth character.
const STRIDE: usize = 64;

/// Converts offsets in characters of one text into offsets in bytes.
#[derive(Debug)]
pub(super) struct Offsets<'a> {
    text: &'a str,
    /// Byte offset of each [`STRIDE`]th character; empty if every character is one byte.
    marks: Vec<usize>,
}

impl<'a> Offsets<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let marks = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().step_by(STRIDE).map(|(at, _)| at).collect()
        };
        Self { text, marks }
    }

    /// The byte offset of a character; the text's length behind its end.
    pub(super) fn byte(&self, character: usize) -> usize {
        if self.marks.is_empty() {
            return character.min(self.text.len());
        }
        let Some(&mark) = self.marks.get(character / STRIDE) else { return self.text.len() };
        let rest = self.text.get(mark..).unwrap_or("");
        rest.char_indices().nth(character % STRIDE).map_or(self.text.len(), |(at, _)| mark + at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_of_any_width() {
        let text = "aé€😀".repeat(50);
        let offsets = Offsets::new(&text);
        for (n, (at, _)) in text.char_indices().enumerate() {
            assert_eq!(offsets.byte(n), at);
        }
        assert_eq!(offsets.byte(200), text.len());
        assert_eq!(offsets.byte(9999), text.len());
        assert_eq!(Offsets::new("abc").byte(2), 2);
    }
}
