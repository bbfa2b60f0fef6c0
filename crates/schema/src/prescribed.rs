//! Words that AWS's schemas prescribe as values: public vocabulary, whatever property they stand in.

static WORDS: &str = include_str!("../../../schema/prescribed-words.txt");

/// Whether some property of some AWS type allows only listed values, and this is one of them.
///
/// The list holds words of six letters and more.
#[must_use]
pub fn is_prescribed_word(word: &str) -> bool {
    // The lines are in order of bytes, so that one of them is found without splitting the text first.
    let (mut low, mut high) = (0, WORDS.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = WORDS.get(low..middle).and_then(|t| t.rfind('\n')).map_or(low, |at| low + at + 1);
        let rest = WORDS.get(start..high).unwrap_or("");
        let end = rest.find('\n').map_or(high, |at| start + at);
        match WORDS.get(start..end).unwrap_or("").cmp(word) {
            std::cmp::Ordering::Equal => return !word.is_empty(),
            std::cmp::Ordering::Less => low = (end + 1).min(high),
            std::cmp::Ordering::Greater => high = start,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_found_and_nothing_else() {
        let lines: Vec<&str> = WORDS.lines().collect();
        assert!(lines.len() > 5_000 && lines.is_sorted(), "{}", lines.len());
        for line in &lines {
            assert!(is_prescribed_word(line) && line.len() >= 6, "{line}");
        }
        for word in ["", "requir", "requiredx", "hunter22", "0", "zzzzzz", "required\nrouted"] {
            assert!(!is_prescribed_word(word), "{word}");
        }
    }
}
