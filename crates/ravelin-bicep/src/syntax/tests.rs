//! Tables of texts and the trees or errors they give. Every tree's spans are checked on the way.

mod baselines;
mod errors;
mod expressions;
mod limits;
mod show;
mod spans;
mod statements;
mod types;

use super::{FileKind, parse};

/// The statements of a file, and its errors as `line:column message`.
fn read(text: &str, kind: FileKind) -> (Vec<String>, Vec<String>) {
    spans::check(text, kind);
    let file = parse(text, kind);
    let errors = file.errors.iter().map(|error| {
        let before = text.get(..error.span.start as usize).unwrap();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
        format!("{line}:{column} {}", error.message)
    });
    (file.statements.iter().map(show::statement).collect(), errors.collect())
}

#[track_caller]
fn check_in(kind: FileKind, input: &str, expected: &str) {
    let (statements, errors) = read(input, kind);
    assert_eq!(errors, Vec::<String>::new(), "{input}");
    assert_eq!(statements.join("\n"), expected, "{input}");
}

/// A whole Bicep file, its statements as `show` writes them.
#[track_caller]
fn check(input: &str, expected: &str) {
    check_in(FileKind::Bicep, input, expected);
}
