//! Invariants of the whole catalogue, and every example of every page run.
use super::all;
use std::collections::BTreeSet;

#[test]
fn ids_are_unique_and_pages_complete() {
    let mut seen = BTreeSet::new();
    for control in all() {
        let rule = &control.rule;
        assert!(seen.insert(rule.id), "{} twice", rule.id);
        assert!(!rule.recommendation().is_empty(), "{} names no recommendation", rule.id);
        for heading in ["Fails", "Passes", "How to fix", "References"] {
            assert!(rule.section(heading).is_some(), "{}: no section `{heading}`", rule.id);
        }
    }
}
