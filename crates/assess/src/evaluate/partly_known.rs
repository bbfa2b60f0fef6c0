//! Patterns over texts of which only some pieces are known.

use demarc_inventory::Piece;
use regex_automata::{
    Anchored, Input, MatchKind,
    dfa::{Automaton as _, StartKind, dense},
    util::{primitives::StateID, syntax},
};
use std::collections::BTreeSet;

/// A pattern as states and steps.
pub(crate) type Automaton = dense::DFA<Vec<u32>>;

/// Largest automaton, in bytes; the patterns of duties stay far below.
const LARGEST: usize = 1 << 20;

/// The automaton of a pattern that is anchored at both ends; nothing if it is not valid or too large.
pub(crate) fn automaton_of(pattern: &str) -> Option<Automaton> {
    let config = dense::Config::new()
        .start_kind(StartKind::Anchored)
        .match_kind(MatchKind::All)
        .dfa_size_limit(Some(LARGEST))
        .determinize_size_limit(Some(LARGEST));
    let syntax = syntax::Config::new().dot_matches_new_line(true);
    dense::Builder::new().configure(config).syntax(syntax).build(&format!("^(?:{pattern})$")).ok()
}

/// Whether a pattern matches a text of these pieces, if that is so whatever stands between them, or never.
pub(super) fn matched_by(pieces: &[Piece<'_>], automaton: &Automaton) -> Option<bool> {
    let start = automaton.start_state_forward(&Input::new("").anchored(Anchored::Yes)).ok()?;
    let mut states = BTreeSet::from([start]);
    for piece in pieces {
        states = match piece {
            Piece::Text(text) => states
                .iter()
                .map(|&state| text.bytes().fold(state, |s, byte| automaton.next_state(s, byte)))
                .collect(),
            Piece::Word => one_or_more(automaton, &states, is_word),
            Piece::Digits => one_or_more(automaton, &states, |byte| byte.is_ascii_digit()),
            Piece::Name => one_or_more(automaton, &states, is_name),
            Piece::Path => one_or_more(automaton, &states, |byte| is_name(byte) || byte == b'/'),
            Piece::Anything => closure(&states, |waiting| characters(automaton, waiting)),
        };
    }
    let ends: BTreeSet<bool> = states
        .into_iter()
        .map(|state| {
            let end = automaton.next_eoi_state(state);
            (!automaton.is_quit_state(state) && !automaton.is_quit_state(end))
                .then(|| automaton.is_match_state(end))
        })
        .collect::<Option<_>>()?;
    if ends.len() == 1 { ends.into_iter().next() } else { None }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-'
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"+=,.@_-".contains(&byte)
}

fn one_or_more(
    automaton: &Automaton,
    from: &BTreeSet<StateID>,
    allowed: fn(u8) -> bool,
) -> BTreeSet<StateID> {
    reachable(automaton, &step(automaton, from, allowed), allowed)
}

/// The states one byte further.
fn step(automaton: &Automaton, from: &BTreeSet<StateID>, allowed: fn(u8) -> bool) -> BTreeSet<StateID> {
    let bytes = (0..=u8::MAX).filter(|byte| allowed(*byte));
    bytes.flat_map(|byte| from.iter().map(move |&state| automaton.next_state(state, byte))).collect()
}

/// The states that any text of these bytes may lead to, the empty text too.
fn reachable(automaton: &Automaton, from: &BTreeSet<StateID>, allowed: fn(u8) -> bool) -> BTreeSet<StateID> {
    closure(from, |waiting| step(automaton, waiting, allowed))
}

/// The states that any number of steps may lead to.
fn closure(
    from: &BTreeSet<StateID>,
    further: impl Fn(&BTreeSet<StateID>) -> BTreeSet<StateID>,
) -> BTreeSet<StateID> {
    let mut reached = from.clone();
    let mut waiting = from.clone();
    while !waiting.is_empty() {
        waiting = further(&waiting).into_iter().filter(|s| !reached.contains(s)).collect();
        reached.extend(&waiting);
    }
    reached
}

/// Bytes of one character behind one another, from the first to the last that may stand there: well-formed UTF-8, as the
/// Unicode Standard lists it (table 3-7). A text holds nothing else, so nothing else may leave a pattern undecided.
const CHARACTERS: [&[(u8, u8)]; 9] = [
    &[(0x00, 0x7F)],
    &[(0xC2, 0xDF), (0x80, 0xBF)],
    &[(0xE0, 0xE0), (0xA0, 0xBF), (0x80, 0xBF)],
    &[(0xE1, 0xEC), (0x80, 0xBF), (0x80, 0xBF)],
    &[(0xED, 0xED), (0x80, 0x9F), (0x80, 0xBF)],
    &[(0xEE, 0xEF), (0x80, 0xBF), (0x80, 0xBF)],
    &[(0xF0, 0xF0), (0x90, 0xBF), (0x80, 0xBF), (0x80, 0xBF)],
    &[(0xF1, 0xF3), (0x80, 0xBF), (0x80, 0xBF), (0x80, 0xBF)],
    &[(0xF4, 0xF4), (0x80, 0x8F), (0x80, 0xBF), (0x80, 0xBF)],
];

/// The states one character further, whichever it is.
fn characters(automaton: &Automaton, from: &BTreeSet<StateID>) -> BTreeSet<StateID> {
    let after = |bytes: &[(u8, u8)]| {
        bytes.iter().fold(from.clone(), |states, &(first, last)| {
            (first..=last)
                .flat_map(|byte| states.iter().map(move |&state| automaton.next_state(state, byte)))
                .collect()
        })
    };
    CHARACTERS.into_iter().flat_map(after).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn pieces(written: &str) -> Vec<Piece<'_>> {
        let mut all = Vec::new();
        for piece in written.split_inclusive(['?', '#']) {
            let text = piece.trim_end_matches(['?', '#']);
            if !text.is_empty() {
                all.push(Piece::Text(text));
            }
            match piece.get(text.len()..) {
                Some("?") => all.push(Piece::Anything),
                Some("#") => all.push(Piece::Word),
                _ => {}
            }
        }
        all
    }

    fn matched(written: &str, pattern: &str) -> Option<bool> {
        matched_by(&pieces(written), &automaton_of(pattern).unwrap())
    }

    #[test]
    fn a_pattern_is_decided_only_where_nothing_in_between_matters() {
        const ALL: &str = "[*]|arn:[*].*|arn:[^:]*:[^:]*:[^:]*:[*]:.*";
        assert_eq!(matched("arn:?:s3:::logs/?", ALL), None);
        assert_eq!(matched("arn:#:s3:::logs/?", ALL), Some(false));
        assert_eq!(matched("arn:aws:sqs:#:#:orders", ALL), Some(false));
        assert_eq!(matched("arn:aws:sqs:?:?:orders", ALL), None);
        assert_eq!(matched("logs-?", ALL), Some(false));
        assert_eq!(matched("arn:aws:iam::?:root", "arn:[^:]*:iam::.*:(role/)?[*]"), Some(false));
        assert_eq!(matched("arn:aws:iam::1?:root", "arn:aws:iam::[0-9]*:user"), Some(false));
        assert_eq!(matched("?/0", ".*/8"), Some(false));
        assert_eq!(matched("x?", ".+"), Some(true));
        assert_eq!(matched("x?", "x[^é]*"), None);
        assert_eq!(
            matched("{{resolve:secretsmanager:?:SecretString::}}", "[{]{2}resolve:.*[}]{2}"),
            Some(true)
        );
        assert_eq!(matched("x?y", "x.*"), Some(true));
        assert_eq!(matched("x?y", "x[a-z]*"), None);
        assert_eq!(matched("ab", "ab"), Some(true));
        let bucket = [Piece::Text("arn:"), Piece::Word, Piece::Text(":s3:::"), Piece::Name];
        let of = |pieces: &[Piece<'_>], pattern: &str| matched_by(pieces, &automaton_of(pattern).unwrap());
        assert_eq!(of(&bucket, "arn:[^:]+:s3:::[^/*]+"), Some(true));
        assert_eq!(of(&bucket, "[*]"), Some(false));
        let objects = [&bucket[..], &[Piece::Text("/*")]].concat();
        assert_eq!(of(&objects, "arn:[^:]+:s3:::[^/]+/[*]"), Some(true));
        let role = [Piece::Text("arn:aws:iam::"), Piece::Digits, Piece::Text(":role/"), Piece::Path];
        assert_eq!(of(&role, "arn:[^:]*:iam::aws:.*"), Some(false));
        assert_eq!(of(&role, "arn:aws:iam::[0-9]+:role/[^/]+"), None);
    }

    proptest! {
        #[test]
        fn what_is_decided_holds_for_every_filling(
            written in "[ab?#]{0,8}",
            filling in "[abé*\n]{0,3}",
            word in "[ab-]{1,3}",
            pattern in "[ab.]{0,3}[*]?[ab]{0,2}",
        ) {
            let whole = written.replace('?', &filling).replace('#', &word);
            prop_assert!(demarc_inventory::can_be(&pieces(&written), &whole));
            if let (Ok(regex), Some(automaton)) =
                (regex::Regex::new(&format!("(?s)^(?:{pattern})$")), automaton_of(&pattern))
                && let Some(decided) = matched_by(&pieces(&written), &automaton)
            {
                prop_assert_eq!(decided, regex.is_match(&whole));
            }
        }
    }
}
