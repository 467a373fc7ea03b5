//! A property of a resource, as the code gives it or as the platform fills it in.

use crate::defaults::Default;
use crate::test::{Fact, Test, Truth};
use ravelin_finding::Place;
use ravelin_model::{Data, Form, Lookup, Unknown, Value};
use std::sync::Arc;

/// A property with how it came to be.
#[derive(Clone, Debug)]
pub struct Prop {
    /// Its path in the resource's body.
    pub path: String,
    /// Its place: the member, or the nearest enclosing one that is there.
    pub place: Option<Place>,
    /// What it is.
    pub got: Got,
    /// What is said of it beside its value, `of` another resource for instance.
    pub note: Option<String>,
}

/// How a property came to be.
#[derive(Clone, Debug)]
pub enum Got {
    /// The code sets it.
    Set(Value),
    /// The code leaves it out (or sets null), and the platform fills in this.
    Default(Value, &'static Default),
    /// The code leaves it out, and what that means is not recorded.
    Absent,
    /// Whether and what the code sets is unknown.
    Unknown(Arc<Unknown>),
}

impl Prop {
    /// The value: set or default; `None` when absent or unknown as a whole.
    #[must_use]
    pub fn value(&self) -> Option<&Value> {
        match &self.got {
            Got::Set(value) => value.as_unknown().is_none().then_some(value),
            Got::Default(value, _) => Some(value),
            Got::Absent | Got::Unknown(_) => None,
        }
    }

    /// What the code or the platform gives, even where parts of it are unknown: an id with a hole in it, say.
    #[must_use]
    pub const fn given(&self) -> Option<&Value> {
        match &self.got {
            Got::Set(value) | Got::Default(value, _) => Some(value),
            Got::Absent | Got::Unknown(_) => None,
        }
    }

    /// The value as text, where it is a known string.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        self.value().and_then(Value::as_str)
    }

    /// Is it left out in the code (or null), whatever the platform makes of that?
    #[must_use]
    pub const fn is_absent(&self) -> bool {
        matches!(self.got, Got::Absent | Got::Default(..))
    }

    /// The fact that a test of this property rests on.
    #[must_use]
    pub fn fact(&self) -> Fact {
        let (value, note) = match &self.got {
            Got::Set(value) => (Some(value.clone()), None),
            Got::Default(value, _) => (Some(value.clone()), Some("the platform's default".to_owned())),
            Got::Absent => (None, Some("not set".to_owned())),
            Got::Unknown(unknown) => (Some(Arc::clone(unknown).into()), None),
        };
        let note = match (note, &self.note) {
            (Some(a), Some(b)) => Some(format!("{a}, {b}")),
            (a, b) => a.or_else(|| b.clone()),
        };
        Fact { path: self.path.clone(), value, place: self.place, note, chain: Vec::new() }
    }

    /// Asks the value: `answer` is given a wholly or partly known value and says yes, no or not decided. A value that
    /// is one of several is asked for each; an absent one without a recorded default is not decided.
    pub fn ask(&self, answer: impl Fn(&Value) -> Option<bool>) -> Test {
        let (truth, reasons) = match &self.got {
            Got::Set(value) => match ask_each(value, &answer) {
                Some(yes) => (Truth::from(Some(yes)), Vec::new()),
                None => (Truth::Unknown, value.reasons()),
            },
            Got::Default(value, _) => (Truth::from(answer(value)), Vec::new()),
            Got::Unknown(unknown) => (Truth::Unknown, unknown.reasons.to_vec()),
            Got::Absent => {
                let name = format!("default of {}", self.path);
                let why = format!(
                    "`{}` is not set, and what the platform makes of that is not recorded",
                    self.path
                );
                (Truth::Unknown, vec![ravelin_model::Reason::new(name, why, None)])
            }
        };
        Test { truth, facts: vec![self.fact()], reasons }
    }

    /// As [`Prop::ask`]; where the property is left out and no default is recorded, the answer is `absent`.
    pub fn ask_or(&self, absent: bool, answer: impl Fn(&Value) -> Option<bool>) -> Test {
        match &self.got {
            Got::Absent => {
                Test { truth: Truth::from(Some(absent)), facts: vec![self.fact()], reasons: Vec::new() }
            }
            _ => self.ask(answer),
        }
    }

    /// Is it this string, without regard to case?
    #[must_use]
    pub fn is(&self, wanted: &str) -> Test {
        self.ask(|value| value.same_ignoring_case(wanted))
    }

    /// Is it one of these strings, without regard to case?
    #[must_use]
    pub fn is_any(&self, wanted: &[&str]) -> Test {
        self.ask(|value| {
            let answers: Vec<Option<bool>> = wanted.iter().map(|one| value.same_ignoring_case(one)).collect();
            if answers.contains(&Some(true)) {
                Some(true)
            } else if answers.iter().all(|answer| *answer == Some(false)) {
                Some(false)
            } else {
                None
            }
        })
    }

    /// Is it `true`? The string `true` counts, as some services take it so.
    #[must_use]
    pub fn is_true(&self) -> Test {
        self.ask(boolean)
    }

    /// Is it `false`? The string `false` counts.
    #[must_use]
    pub fn is_false(&self) -> Test {
        self.ask(|value| boolean(value).map(|yes| !yes))
    }

    /// Is this switch on? Left out, and without a recorded default, it is off.
    #[must_use]
    pub fn is_on(&self) -> Test {
        self.ask_or(false, boolean)
    }

    /// Does this `publicNetworkAccess` keep the public out? A network security perimeter decides it elsewhere.
    #[must_use]
    pub fn is_public_network_off(&self) -> Test {
        let perimeter = self.is("SecuredByPerimeter");
        let elsewhere = match perimeter.truth {
            Truth::True => Test::unsure(
                "network security perimeter",
                "the rules of a network security perimeter decide it, and they are not part of the resource",
            )
            .with(self.fact()),
            Truth::False => Test::no(),
            Truth::Unknown => perimeter,
        };
        self.is("Disabled").or(elsewhere)
    }

    /// Is it at least this number?
    #[must_use]
    pub fn at_least(&self, number: i64) -> Test {
        self.ask(|value| match &value.data {
            Data::Unknown(_) => None,
            _ => Some(value.as_int().is_some_and(|is| is >= number)),
        })
    }

    /// Is it at least this dotted version? `1.2` and `1.10` compare by number; prefixes such as `TLS1_2` are understood.
    #[must_use]
    pub fn at_least_version(&self, wanted: &str) -> Test {
        self.ask(|value| match (&value.data, value.as_text()) {
            (Data::Unknown(_), _) => None,
            (_, Some(text)) => Some(version(&text) >= version(wanted)),
            _ => Some(false),
        })
    }

    /// Does the code set it to something that is not null, empty text, empty array or empty object?
    #[must_use]
    pub fn is_set(&self) -> Test {
        let answer = |value: &Value| match &value.data {
            Data::Null => Some(false),
            Data::String(text) => Some(!text.is_empty()),
            Data::Array(array) => Some(!array.items().is_empty()),
            Data::Object(object) if object.open().is_some() && object.entries().is_empty() => None,
            Data::Object(object) => Some(!object.entries().is_empty()),
            Data::Bool(_) | Data::Int(_) | Data::Float(_) | Data::Decimal(_) => Some(true),
            Data::Unknown(unknown) => match &unknown.form {
                // A pattern always has some known text; held items are items.
                Form::Pattern(_) => Some(true),
                Form::Holding(items) if !items.is_empty() => Some(true),
                Form::Any | Form::OneOf(_) | Form::Holding(_) => None,
            },
        };
        match &self.got {
            Got::Default(..) | Got::Absent => {
                Test { truth: Truth::False, facts: vec![self.fact()], reasons: Vec::new() }
            }
            Got::Set(_) | Got::Unknown(_) => self.ask(answer),
        }
    }

    /// A member below this property.
    #[must_use]
    pub fn prop(&self, key: &str) -> Self {
        let path = format!("{}.{key}", self.path);
        let nested = |got, place| Self { path: path.clone(), place, got, note: self.note.clone() };
        match &self.got {
            Got::Set(value) | Got::Default(value, _) => {
                let place = member_place(value, key).or(self.place);
                match value.get(key) {
                    Lookup::Found(found) if found.is_null() => nested(Got::Absent, place),
                    Lookup::Found(found) => nested(Got::Set(found), place),
                    Lookup::Absent => nested(Got::Absent, self.place),
                    Lookup::Unknown(unknown) => nested(Got::Unknown(unknown), self.place),
                }
            }
            Got::Absent => nested(Got::Absent, self.place),
            Got::Unknown(unknown) => nested(Got::Unknown(Arc::clone(unknown)), self.place),
        }
    }

    /// A property further down: `a.b.c`.
    #[must_use]
    pub fn at(&self, path: &str) -> Self {
        path.split('.').fold(self.clone(), |prop, key| prop.prop(key))
    }

    /// As [`Prop::is`], for a feature that is off unless the code names it: left out without a recorded default, it is not
    /// this value.
    #[must_use]
    pub fn names(&self, wanted: &str) -> Test {
        self.ask_or(false, |value| value.same_ignoring_case(wanted))
    }

    /// The items of an array, each as a property with its own place, and whether there may be others that are not known.
    #[must_use]
    pub fn items(&self) -> Items {
        let (values, rest): (&[Value], _) = match &self.got {
            Got::Set(value) | Got::Default(value, _) => match &value.data {
                Data::Array(array) => (array.items(), None),
                Data::Unknown(unknown) => match &unknown.form {
                    Form::Holding(items) => (items, Some(unknown)),
                    Form::Any | Form::Pattern(_) | Form::OneOf(_) => (&[], Some(unknown)),
                },
                _ => (&[], None),
            },
            Got::Absent => (&[], None),
            Got::Unknown(unknown) => (&[], Some(unknown)),
        };
        let items = values.iter().enumerate().map(|(at, value)| {
            let origin = value.origin.as_ref().map(|origin| origin.place);
            let first =
                value.as_object().and_then(|object| object.entries().first()).and_then(|entry| entry.place);
            let place = first.or(origin).or(self.place);
            let got = if value.is_null() { Got::Absent } else { Got::Set(value.clone()) };
            Self { path: format!("{}[{at}]", self.path), place, got, note: self.note.clone() }
        });
        Items {
            known: items.collect(),
            rest: rest.map(|unknown| unknown.reasons.to_vec()),
            whole: self.fact(),
        }
    }
}

/// The items of an array property.
#[derive(Clone, Debug)]
pub struct Items {
    /// The known ones.
    pub known: Vec<Prop>,
    /// Why there may be others; `None` when there are none.
    pub rest: Option<Vec<Arc<ravelin_model::Reason>>>,
    /// The array as a whole.
    pub whole: Fact,
}

impl Items {
    /// Does the test hold for at least one item? Items that are not known leave it undecided.
    pub fn any(&self, test: impl Fn(&Prop) -> Test) -> Test {
        let mut tests: Vec<Test> = self.known.iter().map(test).collect();
        tests.extend(
            self.rest.as_ref().map(|reasons| Test::unknown(reasons.iter().cloned()).with(self.whole.clone())),
        );
        if tests.is_empty() { Test::no().with(self.whole.clone()) } else { crate::test::any(tests) }
    }

    /// Does the test hold for every item? Items that are not known leave it undecided. True when there are none.
    pub fn all(&self, test: impl Fn(&Prop) -> Test) -> Test {
        self.any(|item| test(item).not()).not()
    }

    /// Is there at least one item?
    #[must_use]
    pub fn some(&self) -> Test {
        self.any(|item| Test::yes().with(item.fact()))
    }
}

/// Asks each alternative of a value that is one of several.
fn ask_each(value: &Value, answer: &impl Fn(&Value) -> Option<bool>) -> Option<bool> {
    let Some(Form::OneOf(values)) = value.as_unknown().map(|unknown| &unknown.form) else {
        return answer(value);
    };
    let mut answers = values.iter().map(answer);
    let first = answers.next()??;
    answers.all(|other| other == Some(first)).then_some(first)
}

fn boolean(value: &Value) -> Option<bool> {
    match &value.data {
        Data::Bool(yes) => Some(*yes),
        Data::Unknown(_) => None,
        Data::String(text) => Some(text.eq_ignore_ascii_case("true")),
        _ => Some(false),
    }
}

/// The numbers of a version: `TLS1_2`, `1.2` and `Tls12` are all `[1, 2]`.
fn version(text: &str) -> Vec<u32> {
    let text = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let parts: Vec<u32> = text.split(['.', '_', '-']).filter_map(|part| part.parse().ok()).collect();
    match parts.as_slice() {
        [two] if (10..100).contains(two) && !text.contains(['.', '_']) => vec![two / 10, two % 10],
        _ => parts,
    }
}

/// The place of a member of an object value.
pub(crate) fn member_place(value: &Value, key: &str) -> Option<Place> {
    value.as_object()?.entry(key)?.place
}
