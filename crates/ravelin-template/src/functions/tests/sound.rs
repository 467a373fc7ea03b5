//! Whatever is claimed of a result holds for every value that the unknown arguments may turn out to have.

use super::notation::{show, unknown};
use super::terms::{Term, World, arguments, domains, shapes, world};
use crate::functions::objects::is_partly_known;
use crate::functions::{Failure, all, apply, find, property};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use ravelin_model::{Data, Form, Piece, Unknown, Value};
use std::cell::Cell;

/// Does what is said of a value hold for the one it turned out to be?
fn admits(said: &Value, real: &Value, world: &World) -> bool {
    match (&said.data, &real.data) {
        (Data::Unknown(unknown), _) => unknown_admits(unknown, real, world),
        (Data::Array(a), Data::Array(b)) => {
            a.items().len() == b.items().len()
                && a.items().iter().zip(b.items()).all(|(a, b)| admits(a, b, world))
        }
        (Data::Object(a), Data::Object(b)) => {
            (a.open().is_some() || a.entries().len() == b.entries().len())
                && a.entries().iter().filter(|entry| !is_partly_known(&entry.key)).all(|entry| {
                    b.entry(&entry.key).is_some_and(|other| admits(&entry.value, &other.value, world))
                })
        }
        (Data::Array(_) | Data::Object(_), _) => false,
        _ => {
            std::mem::discriminant(&said.data) == std::mem::discriminant(&real.data)
                && said.same(real) == Some(true)
        }
    }
}

fn unknown_admits(unknown: &Unknown, real: &Value, world: &World) -> bool {
    match &unknown.form {
        Form::Any => match world.named(&unknown.residual) {
            Some(value) if value.as_str().is_some() || value.as_array().is_some() => {
                admits(&value, real, world)
            }
            _ => true,
        },
        Form::OneOf(values) => values.iter().any(|value| admits(value, real, world)),
        Form::Pattern(pieces) => real.as_str().is_some_and(|text| pattern_admits(pieces, text, world)),
        Form::Holding(items) => real.as_array().is_some_and(|all| {
            let mut all = all.iter();
            items.iter().all(|item| all.any(|real| admits(item, real, world)))
        }),
    }
}

fn pattern_admits(pieces: &[Piece], text: &str, world: &World) -> bool {
    match pieces {
        [] => text.is_empty(),
        [Piece::Text(part), rest @ ..] => {
            text.strip_prefix(&**part).is_some_and(|text| pattern_admits(rest, text, world))
        }
        [Piece::Hole(hole), rest @ ..] => {
            let cuts = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            let fits = |part: &str| match &hole.form {
                Form::Any => {
                    world.named(&hole.residual).is_none_or(|value| value.as_str().is_none_or(|it| it == part))
                }
                _ => unknown_admits(hole, &part.into(), world),
            };
            cuts.into_iter()
                .map(|at| text.split_at(at))
                .any(|(part, after)| fits(part) && pattern_admits(rest, after, world))
        }
    }
}

/// Compares what is said of a call before deployment with what it turns out to be. Was there anything to compare?
fn compare(
    terms: &[Term],
    world: &World,
    call: impl Fn(&[Value]) -> Result<Value, Failure>,
) -> Result<bool, TestCaseError> {
    let seen: Vec<Value> = terms.iter().map(Term::seen).collect();
    let real: Vec<Value> = terms.iter().map(|term| term.real(world)).collect();
    // A call that fails makes everything true that is said of its result.
    let Ok(result) = call(&real) else { return Ok(false) };
    let text = |values: &[Value]| values.iter().map(show).collect::<Vec<_>>().join(", ");
    match call(&seen) {
        Err(failure) => {
            let message = format!(
                "({}) = {} but ({}) fails: {}",
                text(&real),
                show(&result),
                text(&seen),
                failure.message
            );
            Err(TestCaseError::fail(message))
        }
        // Where no source says what Azure does, there is nothing to compare with.
        Ok(_) if !result.is_known() => Ok(false),
        Ok(said) if admits(&said, &result, world) => {
            Ok(!matches!(said.as_unknown(), Some(it) if matches!(it.form, Form::Any)))
        }
        Ok(said) => {
            let message =
                format!("({}) = {} but ({}) = {}", text(&real), show(&result), text(&seen), show(&said));
            Err(TestCaseError::fail(message))
        }
    }
}

fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(400)
}

/// Compares many calls; how many there was something to compare of.
fn compare_all(shape: &str, call: impl Fn(&[Value]) -> Result<Value, Failure>) -> Result<usize, String> {
    let config = Config { cases: cases(), failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let compared = Cell::new(0);
    let outcome = runner.run(&(arguments(shape), world()), |(terms, world)| {
        compared.set(compared.get() + usize::from(compare(&terms, &world, &call)?));
        Ok(())
    });
    outcome.map_err(|error| error.to_string())?;
    Ok(compared.get())
}

#[test]
fn every_function() {
    let mut idle = Vec::new();
    for function in all() {
        let mut compared = 0;
        for shape in shapes(function.name) {
            match compare_all(shape, |args| apply(function, args)) {
                Ok(count) => compared += count,
                Err(error) => panic!("{}: {error}", function.name),
            }
        }
        if compared < 5 {
            idle.push(function.name);
        }
    }
    // These take text that is not made at random, and none with holes.
    let expected = "base64ToJson buildUri cidrHost cidrSubnet dataUriToString dateTimeAdd dateTimeFromEpoch \
        dateTimeToEpoch json parseCidr parseUri uri";
    assert_eq!(idle.join(" "), expected);
}

#[test]
fn property_access() {
    for shape in ["os", "ai", "xs", "xx"] {
        for safe in [false, true] {
            let call = |args: &[Value]| {
                let undecided = unknown("undecided", Form::Any);
                property(&args[0], &args[1], safe).map(|value| value.unwrap_or(undecided))
            };
            match compare_all(shape, call) {
                Ok(compared) => assert!(compared > 0, "{shape}: {compared}"),
                Err(error) => panic!("{shape}: {error}"),
            }
        }
    }
}

/// The comparison itself can fail: a function that claims too much is found out.
#[test]
fn a_wrong_claim_is_noticed() {
    let upper = find("toUpper").unwrap();
    let claim = |args: &[Value]| match args[0].as_unknown() {
        Some(_) => Ok(Value::from("A")),
        None => apply(upper, args),
    };
    let world = World { values: domains().iter().map(|domain| domain[2].clone()).collect(), extra: 0 };
    assert!(compare(&[Term::Any(0)], &world, claim).is_err());
    assert!(compare(&[Term::OneOf(0)], &world, |args| apply(upper, args)).unwrap());
}
