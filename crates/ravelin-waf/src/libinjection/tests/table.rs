//! The table finds what is written in its files, and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use super::super::sqli::{Kind, Table, Token, all_fingerprints, all_words};
use super::super::xss::EVENTS;

#[test]
fn every_word_is_found_in_any_case() {
    let table = Table::get();
    let mut count = 0;
    for word in all_words() {
        assert_ne!(word.kind, Kind::None);
        assert!(!word.text.iter().any(u8::is_ascii_lowercase));
        for text in [word.text.to_vec(), word.text.to_ascii_lowercase()] {
            let found = table.word(&text).map(|word| (word.text, word.kind));
            assert_eq!(found, Some((word.text, word.kind)), "{}", text.escape_ascii());
        }
        count += 1;
    }
    assert_eq!(count, 985);
}

#[test]
fn no_other_word_is_found() {
    let table = Table::get();
    let words: BTreeMap<_, _> = all_words().map(|word| (word.text.to_vec(), word.kind)).collect();
    for word in words.keys() {
        let shorter = word[..word.len() - 1].to_vec();
        let longer = [word, &b"X"[..]].concat();
        let nul = [word, &b"\0"[..]].concat();
        let mut other = word.clone();
        other[word.len() / 2] ^= 0x80;
        for text in [shorter, longer, nul, other, word.repeat(2)] {
            let found = table.word(&text).map(|word| word.kind);
            assert_eq!(found, words.get(&text).copied(), "{}", text.escape_ascii());
        }
    }
    for text in [&b""[..], b" ", b"\0", b"A", b"0ENOVU", &[b'A'; 31]] {
        assert!(table.word(text).is_none());
    }
}

#[test]
fn fingerprints_are_found_in_any_case_and_no_others() {
    let table = Table::get();
    let fingerprints: BTreeSet<String> = all_fingerprints().collect();
    assert_eq!(fingerprints.len(), 8367);
    for fingerprint in &fingerprints {
        assert!(table.has_fingerprint(fingerprint.as_bytes()), "{fingerprint}");
        assert!(table.has_fingerprint(fingerprint.to_lowercase().as_bytes()), "{fingerprint}");
    }
    assert!(!table.has_fingerprint(b""));
    let letters: Vec<char> = "&(),1:;ABCEFKNOSTUVX{}.?\\".chars().collect();
    let mut tried = vec![String::new()];
    for _ in 0..4 {
        tried = tried
            .iter()
            .flat_map(|start| letters.iter().map(move |letter| format!("{start}{letter}")))
            .collect();
        for letters in &tried {
            assert_eq!(
                table.has_fingerprint(letters.as_bytes()),
                fingerprints.contains(letters),
                "{letters}"
            );
        }
    }
}

/// Whoever chooses the input chooses what is searched for, but not what is in the table.
#[test]
fn no_search_is_long() {
    for taken in Table::get().taken() {
        let twice = taken.iter().chain(&taken);
        let runs = twice.scan(0, |run, &taken| {
            *run = if taken { *run + 1 } else { 0 };
            Some(*run)
        });
        assert!(runs.max() < Some(64));
    }
}

#[test]
fn events_are_sorted_and_none_begins_another() {
    for pair in EVENTS.windows(2) {
        assert!(pair[0] < pair[1] && !pair[1].starts_with(pair[0]), "{pair:?}");
    }
}

#[test]
fn a_token_is_small() {
    assert!(size_of::<Token<'_>>() <= 24);
}
