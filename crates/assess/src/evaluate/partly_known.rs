//! Patterns over texts of which only some pieces are known.

use demarc_inventory::Piece;
use regex_automata::{
    Anchored, Input, MatchKind,
    dfa::{Automaton as _, StartKind, dense},
    util::primitives::StateID,
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
    dense::Builder::new().configure(config).build(&format!("^(?:{pattern})$")).ok()
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
            Piece::Word => reachable(automaton, &step(automaton, &states, is_word), is_word),
            Piece::Anything => reachable(automaton, &states, |_| true),
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

/// The states one byte further.
fn step(automaton: &Automaton, from: &BTreeSet<StateID>, allowed: fn(u8) -> bool) -> BTreeSet<StateID> {
    let bytes = (0..=u8::MAX).filter(|byte| allowed(*byte));
    bytes.flat_map(|byte| from.iter().map(move |&state| automaton.next_state(state, byte))).collect()
}

/// The states that any text of these bytes may lead to, the empty text too.
fn reachable(automaton: &Automaton, from: &BTreeSet<StateID>, allowed: fn(u8) -> bool) -> BTreeSet<StateID> {
    let mut reached = from.clone();
    let mut waiting = from.clone();
    while !waiting.is_empty() {
        waiting = step(automaton, &waiting, allowed).into_iter().filter(|s| !reached.contains(s)).collect();
        reached.extend(&waiting);
    }
    reached
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
        assert_eq!(matched("x?", "(?s).+"), None);
        assert_eq!(matched("x?y", "x.*"), None);
        assert_eq!(matched("ab", "ab"), Some(true));
    }

    proptest! {
        #[test]
        fn what_is_decided_holds_for_every_filling(
            written in "[ab?#]{0,8}",
            filling in "[abé*]{0,3}",
            word in "[ab-]{1,3}",
            pattern in "[ab.]{0,3}[*]?[ab]{0,2}",
        ) {
            let whole = written.replace('?', &filling).replace('#', &word);
            prop_assert!(demarc_inventory::can_be(&pieces(&written), &whole));
            if let (Ok(regex), Some(automaton)) =
                (regex::Regex::new(&format!("^(?:{pattern})$")), automaton_of(&pattern))
                && let Some(decided) = matched_by(&pieces(&written), &automaton)
            {
                prop_assert_eq!(decided, regex.is_match(&whole));
            }
        }
    }
}
