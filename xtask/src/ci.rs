//! `cargo xtask ci`: everything that a change must pass, cheap checks first. All run, and all that failed are listed.

use crate::run::{Failure, cargo, is_installed, root, run, run_reading, say};
use crate::tidy::tidy;
use std::process::Command;
use std::time::Instant;

/// One check: its name, and what it does.
type Step = (&'static str, fn() -> Result<(), Failure>);

const STEPS: &[Step] = &[
    ("format", || run(&mut cargo(["fmt", "--all", "--check"]))),
    ("tidy", tidy),
    ("typos", typos),
    ("dependency rules", deny),
    ("clippy", || {
        let all = ["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"];
        run(&mut cargo(all))
    }),
    ("build", || run(&mut cargo(["build", "--workspace", "--locked"]))),
    ("tests", tests),
    ("docs", || {
        let mut docs = cargo(["doc", "--workspace", "--no-deps", "--locked"]);
        // Pages are read in terminals too, where an address in brackets only looks odd.
        run(docs.env("RUSTDOCFLAGS", "-D warnings -A rustdoc::bare_urls"))
    }),
];

pub(crate) fn ci() -> Result<(), Failure> {
    let mut lines = Vec::new();
    let mut failed = Vec::new();
    for (name, check) in STEPS {
        say(&format!("\n== {name}"));
        let start = Instant::now();
        let result = check();
        let mark = if result.is_ok() { "ok" } else { "FAILED" };
        lines.push(format!("{mark:>6}  {name} ({:.0} s)", start.elapsed().as_secs_f32()));
        if let Err(failure) = result {
            say(&failure.to_string());
            failed.push(*name);
        }
    }
    say(&format!("\n{}", lines.join("\n")));
    if failed.is_empty() { Ok(()) } else { Err(Failure::Found(format!("{} failed", failed.join(", ")))) }
}

fn typos() -> Result<(), Failure> {
    optional("typos", Command::new("typos").current_dir(root()))
}

fn deny() -> Result<(), Failure> {
    optional("cargo-deny", &mut cargo(["deny", "--all-features", "check"]))
}

fn optional(program: &str, command: &mut Command) -> Result<(), Failure> {
    if is_installed(program) {
        return run(command);
    }
    say(&format!("skipped: `{program}` is not installed"));
    Ok(())
}

/// Runs all tests and counts them: a run that silently runs none, or skips what it could have run, is no success.
fn tests() -> Result<(), Failure> {
    let all = ["test", "--workspace", "--locked", "--no-fail-fast", "--", "--show-output"];
    let (output, result) = run_reading(&mut cargo(all));
    result?;
    let Counted { passed, ignored, skipped } = count(&output);
    say(&format!("{passed} tests passed, {ignored} ignored, {} skipped", skipped.len()));
    let shared = root().parent().map(|folder| folder.join("shared/data")).filter(|folder| folder.is_dir());
    let could_run: Vec<&&str> =
        skipped.iter().filter(|line| shared.is_some() && line.contains("shared")).collect();
    skipped.iter().for_each(|line| say(line));
    if passed == 0 {
        return Err(Failure::Found("no test ran".to_owned()));
    }
    if let Some(line) = could_run.first() {
        return Err(Failure::Found(format!("a test was skipped although its data is there: {line}")));
    }
    Ok(())
}

/// What the test harness says it did.
#[derive(Debug, Default, PartialEq, Eq)]
struct Counted<'o> {
    passed: usize,
    ignored: usize,
    /// What tests said that did nothing.
    skipped: Vec<&'o str>,
}

fn count(output: &str) -> Counted<'_> {
    let mut counted = Counted::default();
    for line in output.lines() {
        if let Some(result) = line.strip_prefix("test result: ok. ") {
            let number = |what: &str| {
                let part = result.split("; ").find(|part| part.ends_with(what));
                part.and_then(|part| part.split(' ').next()?.parse::<usize>().ok()).unwrap_or(0)
            };
            counted.passed += number("passed");
            counted.ignored += number("ignored");
        } else if line.starts_with("skipped: ") {
            counted.skipped.push(line);
        }
    }
    counted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ran_is_counted() {
        let output = "running 2 tests\ntest a ... ok\nskipped: no templates in ../shared/data\n\
            test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\n\
            test result: ok. 40 passed; 0 failed; 0 ignored; 0 measured; 3 filtered out\n";
        let skipped = vec!["skipped: no templates in ../shared/data"];
        assert_eq!(count(output), Counted { passed: 42, ignored: 1, skipped });
        assert_eq!(count("nothing"), Counted::default());
    }
}
