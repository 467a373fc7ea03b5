//! What the reference pages show, what is known of unknown arguments, and that nothing claimed of them is wrong.

mod bounds;
mod collections;
mod notation;
mod numbers;
mod sound;
mod strings;
mod terms;
mod unknowns;

use super::{Carries, all, apply, find};
use notation::{read, show};

/// Applies a function to arguments in the tests' notation; what comes out, in the same.
fn call(name: &str, args: &str) -> String {
    let function = find(name).unwrap_or_else(|| panic!("there is no function {name}"));
    let args = read(args);
    match apply(function, args.as_array().expect("arguments are an array")) {
        Ok(value) => show(&value),
        Err(failure) => format!("fails: {}", failure.message),
    }
}

/// Each line is `args -> result`.
fn check(name: &str, table: &[(&str, &str)]) {
    for (args, expected) in table {
        assert_eq!(call(name, args), *expected, "{name}{args}");
    }
}

/// All of these fail.
fn fails(name: &str, table: &[&str]) {
    for args in table {
        let result = call(name, args);
        assert!(result.starts_with("fails: "), "{name}{args}: {result}");
        let message = result.trim_start_matches("fails: ");
        assert!(!message.ends_with('.') && !message.starts_with(char::is_uppercase), "{message}");
    }
}

/// All of these are left open, though all arguments are known.
fn doubtful(name: &str, table: &[&str]) {
    for args in table {
        let result = call(name, args);
        assert!(result.starts_with(&format!("<{name}(")), "{name}{args}: {result}");
    }
}

#[test]
fn names_are_unique_and_found_in_any_case() {
    let functions = all();
    assert_eq!(functions.len(), 75);
    for pair in functions.windows(2) {
        assert!(!pair[0].name.eq_ignore_ascii_case(pair[1].name), "{}", pair[0].name);
    }
    for function in functions {
        assert!(function.min <= function.max, "{}", function.name);
        for name in [function.name.to_owned(), function.name.to_lowercase(), function.name.to_uppercase()] {
            assert!(std::ptr::eq(find(&name).unwrap(), *function), "{name}");
        }
    }
    assert!(find("reference").is_none() && find("").is_none() && find("utcNow").is_none());
}

#[test]
fn facts_about_secrets_are_none() {
    let facts: Vec<&str> = all()
        .iter()
        .filter(|function| function.carries == Carries::Fact)
        .map(|function| function.name)
        .collect();
    let expected = "contains empty endsWith equals false greater greaterOrEquals indexOf lastIndexOf length less \
        lessOrEquals like not null range startsWith true";
    assert_eq!(facts.join(" "), expected);
}

#[test]
fn the_number_of_arguments_is_checked() {
    assert_eq!(call("toLower", "[]"), "fails: `toLower()` takes 1 argument, not 0");
    assert_eq!(call("replace", "['a']"), "fails: `replace()` takes 3 arguments, not 1");
    assert_eq!(call("padLeft", "['a']"), "fails: `padLeft()` takes 2 to 3 arguments, not 1");
    assert_eq!(call("concat", "[]"), "fails: `concat()` takes at least 1 argument, not 0");
    assert_eq!(call("true", "[1]"), "fails: `true()` takes no arguments, not 1");
}
