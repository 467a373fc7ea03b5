//! A set of literals and the automaton that finds them, built when it is first needed.

use aho_corasick::Anchored;
use aho_corasick::automaton::Automaton;
use aho_corasick::dfa::DFA;
use std::sync::OnceLock;

/// Literals with their numbers in the scan.
#[derive(Debug, Default)]
pub(crate) struct Table {
    literals: Vec<(u32, Vec<u8>)>,
    automaton: OnceLock<Option<DFA>>,
}

impl Table {
    pub(super) fn new(literals: Vec<(u32, Vec<u8>)>) -> Self {
        Self { literals, automaton: OnceLock::new() }
    }

    /// Builds the automaton now.
    pub(super) fn build(&self) -> Option<&DFA> {
        let texts = || self.literals.iter().map(|(_, text)| text);
        self.automaton
            .get_or_init(|| DFA::builder().ascii_case_insensitive(true).prefilter(false).build(texts()).ok())
            .as_ref()
    }

    /// Calls `found` with the number of each literal that occurs, perhaps several times.
    pub(crate) fn search(&self, text: &[u8], mut found: impl FnMut(u32)) {
        if self.literals.is_empty() {
            return;
        }
        let (Some(automaton), Ok(mut state)) =
            (self.build(), self.build().map_or(Ok(Default::default()), |a| a.start_state(Anchored::No)))
        else {
            // Without an automaton nothing may be ruled out.
            self.literals.iter().for_each(|(number, _)| found(*number));
            return;
        };
        for byte in text {
            state = automaton.next_state(Anchored::No, state, *byte);
            if automaton.is_special(state) && automaton.is_match(state) {
                for at in 0..automaton.match_len(state) {
                    let place = automaton.match_pattern(state, at).as_usize();
                    if let Some((number, _)) = self.literals.get(place) {
                        found(*number);
                    }
                }
            }
        }
    }
}
