//! Going on behind a syntax error: the next line that can only be a key of a mapping that is still open.

use super::{Content, Loader, PendingKey};

/// After so many errors the rest of a text is given up.
pub(super) const MOST_PARTS: usize = 64;

impl Loader<'_> {
    /// Moves to the next line that continues an open block mapping and closes what is nested in that mapping.
    ///
    /// `lost` says that text in between could not be read, which leaves everything that was open there incomplete.
    pub(super) fn resume(&mut self, lost: bool) -> bool {
        let from = self.last_end.max(self.part_byte);
        let Some((line, depth)) = self.next_key_line(from) else { return false };
        while self.stack.len() > depth {
            self.close(lost);
        }
        if let Some(mut frame) = self.stack.pop() {
            frame.incomplete |= lost;
            self.settle_key(&mut frame.content);
            if let Content::Mapping { key, .. } = &mut frame.content {
                *key = PendingKey::None;
            }
            self.stack.push(frame);
        }
        self.part_character += self.text.get(self.part_byte..line).unwrap_or("").chars().count();
        self.part_byte = line;
        self.anchors.clear();
        true
    }

    /// Start of the next such line behind the line of `from`, and the number of containers down to its mapping.
    fn next_key_line(&self, from: usize) -> Option<(usize, usize)> {
        let mut at = from;
        loop {
            at += self.text.get(at..)?.find('\n')? + 1;
            let line = self.text.get(at..)?.lines().next()?;
            let content = line.trim_start_matches(' ');
            let indent = line.len() - content.len();
            if looks_like_key(content)
                && let Some(position) = self.stack.iter().rposition(|frame| frame.column == Some(indent))
            {
                return Some((at, position + 1));
            }
        }
    }
}

fn looks_like_key(content: &str) -> bool {
    let first = content.chars().next();
    first.is_some_and(|c| c.is_alphanumeric() || matches!(c, '"' | '\'' | '_' | '$' | '/'))
        && (content.contains(": ") || content.trim_end().ends_with(':'))
}
