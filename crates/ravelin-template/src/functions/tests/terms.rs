//! Arguments in two worlds: as they are seen before deployment, and as they turn out.

use super::notation::{show, unknown};
use crate::functions::property;
use proptest::prelude::*;
use ravelin_model::{Data, Form, ObjectBuilder, Open, Value};
use std::sync::Arc;

/// What a value may be, in both worlds: as it is seen before deployment, and as it turns out.
#[derive(Clone, Debug)]
pub(super) enum Term {
    Known(Value),
    /// A variable of which nothing is known.
    Any(usize),
    /// A variable of which the few values are known.
    OneOf(usize),
    /// A string with holes.
    Pattern(Vec<Result<&'static str, usize>>),
    Array(Vec<Term>),
    /// An array with these items, and others at the places where a variable says so.
    Holding(Vec<Term>, usize),
    Object(Vec<(&'static str, Term)>),
    /// An object with these members, and those of a variable.
    Open(Vec<(&'static str, Term)>, usize),
}

const VARIABLES: usize = 4;

/// One variable's possible values: all strings, all objects or a mixture.
type Domain = Vec<Value>;

pub(super) fn domains() -> [Domain; VARIABLES] {
    let texts = |texts: &[&str]| texts.iter().map(|text| Value::from(*text)).collect();
    let object = |members: &[(&str, Value)]| {
        let mut object = ObjectBuilder::default();
        members.iter().for_each(|(key, value)| object.put(*key, value.clone()));
        Value::from(object.build())
    };
    let inner = object(&[("a", 1.into()), ("b", Value::NULL)]);
    [
        texts(&["", "a", "b/", " A", "aB"]),
        texts(&["/", "ba", "x "]),
        vec![object(&[]), object(&[("a", "a".into())]), object(&[("A", inner), ("c", 2.into())])],
        vec![
            Value::NULL,
            1.into(),
            true.into(),
            "a".into(),
            vec![Value::from("a")].into(),
            object(&[("b", 3.into())]),
        ],
    ]
}

impl Term {
    pub(super) fn seen(&self) -> Value {
        match self {
            Self::Known(value) => value.clone(),
            Self::Any(at) => unknown(&format!("v{at}"), Form::Any),
            Self::OneOf(at) => unknown(&format!("v{at}"), Form::OneOf(domains()[*at].clone().into())),
            Self::Pattern(parts) => {
                let parts: Vec<Value> = parts
                    .iter()
                    .map(|part| match part {
                        Ok(text) => Value::from(*text),
                        Err(at) => unknown(&format!("v{at}"), Form::Any),
                    })
                    .collect();
                Value::join(&parts)
            }
            Self::Array(items) => items.iter().map(Self::seen).collect::<Vec<_>>().into(),
            Self::Holding(items, at) => {
                let items: Vec<Value> = items.iter().map(Self::seen).collect();
                unknown(
                    &format!("holding({at}, {})", show(&items.clone().into())),
                    Form::Holding(items.into()),
                )
            }
            Self::Object(members) => object(members, Self::seen),
            Self::Open(members, at) => {
                let Data::Object(object) = object(members, Self::seen).data else { unreachable!() };
                let Data::Unknown(rest) = unknown(&format!("v{at}"), Form::Any).data else { unreachable!() };
                object.opened(Some(Arc::new(Open { rest, deep: false }))).into()
            }
        }
    }

    pub(super) fn real(&self, world: &World) -> Value {
        match self {
            Self::Known(value) => value.clone(),
            Self::Any(at) | Self::OneOf(at) => world.get(*at),
            Self::Pattern(parts) => {
                let text = |part: &Result<&str, usize>| match part {
                    Ok(text) => (*text).to_owned(),
                    Err(at) => world.get(*at).as_str().unwrap_or_default().to_owned(),
                };
                parts.iter().map(text).collect::<String>().into()
            }
            Self::Array(items) => items.iter().map(|item| item.real(world)).collect::<Vec<_>>().into(),
            Self::Holding(items, at) => {
                let mut all = Vec::new();
                for (number, item) in items.iter().enumerate() {
                    if (world.extra >> (number + at)) & 1 == 1 {
                        all.push(world.get((number + at) % VARIABLES));
                    }
                    all.push(item.real(world));
                }
                if world.extra & 1 == 1 {
                    all.push(world.get(*at));
                }
                all.into()
            }
            Self::Object(members) => object(members, |term| term.real(world)),
            Self::Open(members, at) => {
                let named = object(members, |term| term.real(world));
                let mut all = ObjectBuilder::default();
                for source in [named, world.get(*at)] {
                    for entry in source.as_object().unwrap().entries() {
                        if all.get(&entry.key).is_none() {
                            all.insert(entry.clone());
                        }
                    }
                }
                all.build().into()
            }
        }
    }
}

fn object(members: &[(&'static str, Term)], value: impl Fn(&Term) -> Value) -> Value {
    let mut object = ObjectBuilder::default();
    members.iter().for_each(|(key, term)| object.put(*key, value(term)));
    object.build().into()
}

/// How things turn out: each variable's value, and bits for what else arrays hold.
#[derive(Clone, Debug)]
pub(super) struct World {
    pub(super) values: Vec<Value>,
    pub(super) extra: u8,
}

impl World {
    pub(super) fn get(&self, at: usize) -> Value {
        self.values[at].clone()
    }

    /// The value of a variable by its name, and of a member of it.
    pub(super) fn named(&self, residual: &str) -> Option<Value> {
        let (name, path) =
            residual.split_once('.').map_or((residual, None), |(name, path)| (name, Some(path)));
        let value = self.get(name.strip_prefix('v')?.parse::<usize>().ok()?);
        let Some(path) = path else { return Some(value) };
        property(&value, &path.into(), true).ok().flatten()
    }
}

/// What an argument is to be, so that calls mean something: a letter each, the last may repeat.
/// `s` string, `i` integer, `b` boolean, `a` array, `t` array of strings, `n` array of arrays, `m` array of objects,
/// `o` object, `x` anything.
pub(super) fn shapes(name: &str) -> &'static [&'static str] {
    match name {
        "add" | "sub" | "mul" | "div" | "mod" | "range" => &["ii"],
        "min" | "max" => &["iii", "a"],
        "concat" => &["sss", "aaa", "xxx"],
        "union" | "intersection" => &["oo", "ooo", "aa", "aaa", "xx"],
        "shallowMerge" => &["m"],
        "flatten" => &["n"],
        "distinct" | "array" | "string" | "bool" | "json" | "int" | "float" => &["a", "x", "s"],
        "items" | "objectKeys" | "buildUri" => &["o"],
        "createObject" => &["sxsx", "sx"],
        "createArray" => &["xx"],
        "contains" | "indexOf" | "lastIndexOf" => &["ss", "ax", "ts", "os"],
        "length" | "empty" | "first" | "last" => &["s", "a", "o", "x"],
        "take" | "skip" => &["si", "ai", "xi"],
        "substring" => &["sii", "si"],
        "padLeft" => &["sis", "si", "ii"],
        "join" => &["ts", "as"],
        "split" => &["ss", "st"],
        "format" => &["sx", "fxx", "fsx"],
        "tryGet" => &["os", "oss", "xs", "ai"],
        "indexFromEnd" | "tryIndexFromEnd" => &["ai"],
        "not" => &["b"],
        "equals" => &["xx", "ss", "oo", "aa"],
        "less" | "lessOrEquals" | "greater" | "greaterOrEquals" => &["ii", "ss"],
        "replace" | "dateTimeAdd" => &["sss"],
        "cidrHost" | "cidrSubnet" => &["sii"],
        "true" | "false" | "null" => &[""],
        "guid" | "uniqueString" => &["ss", "s"],
        "startsWith" | "endsWith" | "like" | "uri" => &["ss"],
        _ => &["s"],
    }
}

fn text() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["", "a", "b", "A", "ab", "/", "a/b", "aBa", " ", " a", "ba ", "aa"])
}

fn key() -> impl Strategy<Value = &'static str> + Clone {
    prop::sample::select(vec!["a", "b", "c"])
}

fn any_string() -> BoxedStrategy<Term> {
    let part = prop_oneof![text().prop_map(Ok), (0..2usize).prop_map(Err)];
    prop_oneof![
        3 => text().prop_map(|text| Term::Known(text.into())),
        1 => (0..2usize).prop_map(Term::Any),
        2 => (0..2usize).prop_map(Term::OneOf),
        3 => prop::collection::vec(part, 1..4).prop_map(Term::Pattern),
    ]
    .boxed()
}

fn scalar() -> BoxedStrategy<Term> {
    prop_oneof![
        any_string(),
        (-1..4i64).prop_map(|number| Term::Known(number.into())),
        any::<bool>().prop_map(|value| Term::Known(value.into())),
        Just(Term::Known(Value::NULL)),
        Just(Term::Any(3)),
        Just(Term::OneOf(3)),
    ]
    .boxed()
}

fn array_of(item: BoxedStrategy<Term>) -> BoxedStrategy<Term> {
    let items = prop::collection::vec(item, 0..4);
    prop_oneof![
        4 => items.clone().prop_map(Term::Array),
        2 => (items, 0..VARIABLES).prop_map(|(items, at)| Term::Holding(items, at)),
        1 => Just(Term::Any(3)),
        1 => Just(Term::OneOf(3)),
    ]
    .boxed()
}

fn object_of(value: BoxedStrategy<Term>) -> BoxedStrategy<Term> {
    let members = prop::collection::vec((key(), value), 0..3).boxed();
    prop_oneof![
        4 => members.clone().prop_map(Term::Object),
        2 => members.prop_map(|members| Term::Open(members, 2)),
        1 => Just(Term::Any(2)),
        1 => Just(Term::OneOf(2)),
    ]
    .boxed()
}

fn anything() -> BoxedStrategy<Term> {
    prop_oneof![3 => scalar(), 1 => array_of(scalar()), 1 => object_of(scalar())].boxed()
}

fn term(shape: char) -> BoxedStrategy<Term> {
    match shape {
        's' => any_string(),
        'f' => prop::sample::select(vec!["{0}", "a{1}{0}", "{0,3}|{1}", "{0:D2}", "{1}{1}"])
            .prop_map(|text| Term::Known(text.into()))
            .boxed(),
        'i' => {
            prop_oneof![4 => (-1..5i64).prop_map(|number| Term::Known(number.into())), 1 => Just(Term::OneOf(3))].boxed()
        }
        'b' => prop_oneof![any::<bool>().prop_map(|value| Term::Known(value.into())), Just(Term::OneOf(3))].boxed(),
        'a' => array_of(anything()),
        't' => array_of(any_string()),
        'n' => array_of(array_of(scalar())),
        'm' => array_of(object_of(anything())),
        'o' => object_of(prop_oneof![2 => scalar(), 1 => object_of(scalar())].boxed()),
        _ => anything(),
    }
}

pub(super) fn arguments(shape: &str) -> BoxedStrategy<Vec<Term>> {
    shape.chars().map(term).collect::<Vec<_>>().boxed()
}

pub(super) fn world() -> impl Strategy<Value = World> {
    let values: Vec<BoxedStrategy<Value>> =
        domains().into_iter().map(|domain| prop::sample::select(domain).boxed()).collect();
    (values, any::<u8>()).prop_map(|(values, extra)| World { values, extra })
}
