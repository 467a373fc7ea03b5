//! The comparison itself: it must see what differs, and be silent where nothing does.

use super::{Difference, compare, compare_named};
use crate::Language;
use crate::evaluate::deployed;

/// The differences between two Bicep texts, as `path: direct | compiled` or whose side a row is on.
fn differences(direct: &str, compiled: &str) -> Vec<String> {
    let evaluate = |text: &str| deployed(text, Language::Bicep);
    let found = compare(&evaluate(direct), &evaluate(compiled));
    let told = found.into_iter().map(|difference| match difference {
        Difference::OnlyDirect { resource } => format!("direct: {}", last(&resource)),
        Difference::OnlyCompiled { resource } => format!("compiled: {}", last(&resource)),
        Difference::Value { path, direct, compiled, .. } => format!("{path}: {direct} | {compiled}"),
    });
    told.collect()
}

fn last(id: &str) -> &str {
    id.rsplit('/').next().unwrap()
}

/// A storage account with this body, after these declarations.
fn account(declarations: &str, body: &str) -> String {
    let ty = "Microsoft.Storage/storageAccounts@2023-05-01";
    format!("{declarations}\nresource a '{ty}' = {{\nname: 'a'\n{body}\n}}\n")
}

#[track_caller]
fn check(direct: (&str, &str), compiled: (&str, &str), expected: &[&str]) {
    let text = |(declarations, body): (&str, &str)| account(declarations, body);
    assert_eq!(differences(&text(direct), &text(compiled)), expected);
}

const P: &str = "param p string";

#[test]
fn nothing_differs_from_itself() {
    let body = "location: p\ntags: { a: 1, b: 'x-${p}', c: [p, { d: null }] }";
    check((P, body), (P, body), &[]);
    check(("", "tags: { a: 1, b: 2 }"), ("", "Tags: { B: 2, A: 1 }"), &[]);
}

#[test]
fn known_values_must_be_equal() {
    check(("", "tags: { a: 'x' }"), ("", "tags: { a: 'X' }"), &[r#"body.tags.a: "x" | "X""#]);
    check(
        ("", "tags: { a: [1, 2] }"),
        ("", "tags: { a: [2, 1] }"),
        &["body.tags.a[0]: 1 | 2", "body.tags.a[1]: 2 | 1"],
    );
    check(("", "tags: { a: [1] }"), ("", "tags: { a: [1, 2] }"), &["body.tags.a: [1] | [1,2]"]);
    check(("", "tags: { a: null }"), ("", "tags: {}"), &["body.tags.a: null | absent"]);
    check(("", "tags: {}"), ("", "tags: { a: 1 }"), &["body.tags.a: absent | 1"]);
    check(("", "location: 'x'"), ("", ""), &[r#"location: "x" | null"#]);
    let id = |ty: &str| format!("tags: {{ a: '/subscriptions/s/providers/Microsoft.Web/{ty}/x' }}");
    check(("", &id("serverFarms")), ("", &id("serverfarms")), &[]);
}

#[test]
fn unknown_is_never_equal_to_known() {
    let found = differences(&account(P, "tags: { a: p }"), &account("", "tags: { a: 'x' }"));
    assert!(
        matches!(found.as_slice(), [only] if only.starts_with("body.tags.a: {\"$unknown\"")),
        "{found:?}"
    );
}

#[test]
fn what_is_known_of_an_unknown_must_be_the_same() {
    check((P, "tags: { a: 'x-${p}' }"), (P, "tags: { a: 'x-${toLower(p)}' }"), &[]);
    let found = differences(&account(P, "tags: { a: 'x-${p}' }"), &account(P, "tags: { a: 'y-${p}' }"));
    assert_eq!(found.len(), 1, "{found:?}");
    let q = "param q bool";
    check((q, "tags: { a: q ? 'x' : 'y' }"), (q, "tags: { a: !q ? 'y' : 'x' }"), &[]);
    let found =
        differences(&account(q, "tags: { a: q ? 'x' : 'y' }"), &account(q, "tags: { a: q ? 'x' : 'z' }"));
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn conditions_and_rows_must_be_the_same() {
    let condition = account("param q bool", "").replace("= {", "= if (q) {");
    assert_eq!(differences(&account("", ""), &condition), ["condition: certain | conditional"]);
    assert_eq!(differences(&account("", ""), ""), ["direct: a"]);
    assert_eq!(differences("", &account("", "")), ["compiled: a"]);
}

#[test]
fn existing_resources_may_be_left_out() {
    let existing = |name: &str, api: &str| {
        format!("resource a 'Microsoft.Storage/storageAccounts@{api}' existing = {{ name: '{name}' }}")
    };
    assert_eq!(differences(&existing("a", "2023-05-01"), ""), [""; 0]);
    assert_eq!(differences("", &existing("a", "2023-05-01")), [""; 0]);
    let found = differences(&existing("a", "2023-05-01"), &existing("a", "2023-01-01"));
    assert_eq!(found, [r#"apiVersion: "2023-05-01" | "2023-01-01""#]);
}

#[test]
fn rows_of_one_unknown_id_are_matched_in_any_order() {
    let two = |first: &str, second: &str| {
        let one = |symbol: &str, note: &str| {
            account("", &format!("tags: {{ note: '{note}' }}"))
                .replace("name: 'a'", "name: p")
                .replace("resource a", &format!("resource {symbol}"))
        };
        format!("{P}\n{}\n{}", one("a", first), one("b", second))
    };
    assert_eq!(differences(&two("x", "y"), &two("y", "x")), [""; 0]);
    assert_eq!(differences(&two("x", "y"), &two("y", "z")), [r#"body.tags.note: "x" | "z""#]);
}

#[test]
fn secrets_must_be_secret_on_both_sides_and_are_never_shown() {
    let (open, secure) = (format!("{P} = 'hunter2'"), format!("@secure()\n{P} = 'hunter2'"));
    check((&secure, "tags: { a: p }"), (&secure, "tags: { a: p }"), &[]);
    let found = differences(&account(&secure, "tags: { a: p }"), &account(&open, "tags: { a: p }"));
    assert_eq!(found, [r#"body.tags.a: "********" (secret) | "hunter2""#]);
}

#[test]
fn names_are_rewritten_before_they_are_compared() {
    let evaluate = |name: &str| deployed(&account("", "").replace("'a'", name), Language::Bicep);
    let (direct, compiled) = (evaluate("'a-source'"), evaluate("'a-1-0-0'"));
    assert_eq!(compare(&direct, &compiled).len(), 2);
    let named = |id: &str| id.replace("source", "1-0-0");
    assert_eq!(compare_named(&direct, &compiled, &named), []);
}
