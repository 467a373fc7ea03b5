//! What stays certain where arguments are unknown, and what stays secret.

use super::called;
use crate::types::{Type, convert};
use proptest::prelude::*;
use ravelin_model::{
    Data, Form, Lookup, Object, ObjectBuilder, ObjectKind, Open, Piece, Reason, Unknown, Value,
};
use std::sync::Arc;

fn unknown(name: &str) -> Value {
    Value::unknown(name, Reason::new(name, format!("{name} is not known"), None))
}

fn object(members: &[(&str, Value)]) -> Object {
    let mut object = ObjectBuilder::of_kind(ObjectKind::Exact);
    members.iter().for_each(|(key, value)| object.put(*key, value.clone()));
    object.build()
}

fn one_of(values: &[&str]) -> Value {
    let values = values.iter().map(|value| Value::from(*value)).collect();
    Value::one_of(values, "var.s", [Reason::new("var.s", "var.s is not known", None)])
}

/// A value with its holes and alternatives.
fn show(value: &Value) -> String {
    let list = |items: &[Value]| items.iter().map(show).collect::<Vec<_>>().join(", ");
    match &value.data {
        Data::Unknown(unknown) => match &unknown.form {
            Form::Any => format!("?{}", unknown.residual),
            Form::OneOf(values) => values.iter().map(show).collect::<Vec<_>>().join(" | "),
            Form::Holding(items) => format!("[{}, ...]", list(items)),
            Form::Pattern(pieces) => pieces
                .iter()
                .map(|piece| match piece {
                    Piece::Text(text) => text.to_string(),
                    Piece::Hole(hole) => format!("{{{}}}", hole.residual),
                })
                .collect(),
        },
        Data::Array(array) => format!("[{}]", list(array.items())),
        Data::Object(object) => {
            let members =
                object.entries().iter().map(|entry| format!("{}: {}", entry.key, show(&entry.value)));
            let open = object.open().map(|_| "...".to_owned());
            format!("{{{}}}", members.chain(open).collect::<Vec<_>>().join(", "))
        }
        Data::String(text) => format!("'{text}'"),
        _ => value.residual(),
    }
}

fn check(name: &str, args: &[Value], expected: &str) {
    let shown = match called(name, args) {
        Ok(value) => show(&value),
        Err(why) => format!("error: {why}"),
    };
    assert_eq!(shown, expected, "{name}");
}

fn text(value: &str) -> Value {
    value.into()
}

fn list(items: &[Value]) -> Value {
    items.to_vec().into()
}

#[test]
fn strings_keep_their_known_parts() {
    let pattern = Value::join(&[text("Key-"), unknown("var.n"), text("-End")]);
    check("lower", std::slice::from_ref(&pattern), "key-{lower(var.n)}-end");
    check("startswith", &[pattern.clone(), text("Key")], "true");
    check("startswith", &[pattern.clone(), text("key")], "false");
    check(
        "startswith",
        &[pattern.clone(), text("Key-a")],
        "?startswith(concat('Key-', var.n, '-End'), 'Key-a')",
    );
    check("endswith", &[pattern.clone(), text("nd")], "true");
    check("strcontains", &[pattern.clone(), text("End")], "true");
    check("replace", &[pattern.clone(), text("-"), text("")], "Key{replace(var.n, '-', '')}End");
    check("trimprefix", &[pattern.clone(), text("Key-")], "{var.n}-End");
    check("trimsuffix", &[pattern.clone(), text("x")], "Key-{var.n}-End");
    check("substr", &[pattern.clone(), 0i64.into(), 3i64.into()], "'Key'");
    check("join", &[text("/"), list(&[text("a"), unknown("var.n"), text("b")])], "a/{var.n}/b");
    check("format", &[text("%s-%03d"), unknown("var.n"), 7i64.into()], "{var.n}-007");
    check("format", &[text("x%d"), unknown("var.n")], "x{format('%d', var.n)}");
    check("upper", &[unknown("var.n")], "?upper(var.n)");
    check("upper", &[one_of(&["a", "b"])], "'A' | 'B'");
}

#[test]
fn collections_keep_what_is_certain() {
    let some = list(&[text("a"), unknown("var.n")]);
    check("concat", &[list(&[text("a")]), unknown("var.l"), list(&[text("b")])], "['a', 'b', ...]");
    check("contains", &[some.clone(), text("a")], "true");
    check("contains", &[some.clone(), text("b")], "?contains([\"a\",\"[var.n]\"], 'b')");
    check("length", std::slice::from_ref(&some), "2");
    check("length", &[unknown("var.l")], "?length(var.l)");
    check("flatten", &[list(&[some.clone(), unknown("var.l")])], "['a', ...]");
    check("distinct", &[list(&[text("a"), text("a"), unknown("var.n")])], "['a', ...]");
    check("compact", &[list(&[text("a"), text(""), unknown("var.n")])], "['a', ...]");
    check("sort", &[list(&[text("b"), unknown("var.n"), text("a")])], "['a', 'b', ...]");
    check("element", &[list(&[text("a"), text("b")]), unknown("var.i")], "'a' | 'b'");
    check("one", &[list(&[unknown("var.n")])], "?var.n");
    check("anytrue", &[list(&[true.into(), unknown("var.b")])], "true");
    check("alltrue", &[list(&[unknown("var.b"), false.into()])], "false");
    check("coalesce", &[Value::NULL, Value::join(&[text("x"), unknown("var.n")])], "x{var.n}");
}

#[test]
fn maps_stay_open_where_something_unknown_is_merged() {
    let known: Value = object(&[("a", 1i64.into()), ("b", 2i64.into())]).into();
    let merged =
        called("merge", &[known.clone(), unknown("var.tags"), object(&[("b", 3i64.into())]).into()]).unwrap();
    assert!(matches!(merged.get("b"), Lookup::Found(value) if value.as_int() == Some(3)));
    assert!(matches!(merged.get("a"), Lookup::Found(value) if value.as_unknown().is_some()));
    assert!(matches!(merged.get("c"), Lookup::Unknown(_)));
    check("lookup", &[known.clone(), text("c"), text("d")], "'d'");
    check("lookup", &[known.clone(), unknown("var.k"), 9i64.into()], "1 | 2 | 9");
    check("lookup", &[merged, text("b"), 9i64.into()], "3");
    check("keys", &[known], "['a', 'b']");
}

#[test]
fn json_is_read_back_with_its_unknown_parts() {
    let open = Unknown::any("var.more", Reason::new("var.more", "x", None));
    let open = object(&[("k", true.into())]).opened(Some(Arc::new(Open { rest: open, deep: false })));
    let body: Value = object(&[
        ("id", unknown("azurerm_subnet.s.id")),
        ("name", Value::join(&[text("a\"b-"), unknown("var.n")])),
        ("sku", one_of(&["Basic", "Premium"])),
        ("open", open.into()),
        ("list", list(&[1i64.into(), unknown("var.l")])),
    ])
    .into();
    let encoded = called("jsonencode", &[body]).unwrap();
    assert_eq!(
        show(&encoded),
        "{\"id\":{jsonencode(azurerm_subnet.s.id)},\"list\":[1,{jsonencode(var.l)}],\
         \"name\":\"a\\\"b-{jsonstring(var.n)}\",\"open\":{\"k\":true,{jsonmembers(var.more)}},\
         \"sku\":{jsonencode(var.s)}}"
    );
    check(
        "jsondecode",
        &[encoded],
        "{id: ?azurerm_subnet.s.id, list: [1, ?var.l], name: a\"b-{var.n}, open: {k: true, ...}, sku: 'Basic' | 'Premium'}",
    );
    check("jsondecode", &[called("jsonencode", &[unknown("var.x")]).unwrap()], "?var.x");
}

#[test]
fn secrets_stay_secret() {
    let secret = text("s3cret").marked(true);
    for (name, args) in [
        ("upper", vec![secret.clone()]),
        ("join", vec![text(","), list(&[text("a"), secret.clone()])]),
        ("format", vec![text("%s"), secret.clone()]),
        ("jsonencode", vec![list(std::slice::from_ref(&secret))]),
        ("sha256", vec![secret.clone()]),
        ("length", vec![secret.clone()]),
        ("merge", vec![object(&[("a", secret.clone())]).into()]),
        ("toset", vec![list(std::slice::from_ref(&secret))]),
        ("element", vec![list(std::slice::from_ref(&secret)), 0i64.into()]),
        ("sensitive", vec![text("x")]),
    ] {
        assert!(called(name, &args).unwrap().is_secret(), "{name}");
    }
    let beside = object(&[("a", secret.clone()), ("b", text("open"))]);
    assert!(!called("lookup", &[beside.clone().into(), text("b")]).unwrap().is_secret());
    assert!(!called("length", &[beside.into()]).unwrap().is_secret());
    assert!(!called("nonsensitive", std::slice::from_ref(&secret)).unwrap().is_secret());
    check("issensitive", &[secret], "true");
}

#[test]
fn results_are_bounded() {
    let long = text(&"x".repeat(1 << 20));
    for (name, args) in [
        ("replace", vec![long.clone(), text("x"), text("xxxxxxxxxxxxxxxx")]),
        ("format", vec![text("%99999999999s"), text("a")]),
        ("indent", vec![i64::MAX.into(), text("a\nb")]),
        ("setproduct", vec![list(&vec![1i64.into(); 4000]), list(&vec![1i64.into(); 4000])]),
        ("range", vec![1_000_000_000i64.into()]),
        ("join", vec![long.clone(), list(&vec![text("a"); 100])]),
        ("jsondecode", vec![text(&"[".repeat(100_000))]),
        ("yamldecode", vec![text(&"[".repeat(100_000))]),
        ("pow", vec![Value::NULL, 1i64.into()]),
    ] {
        assert!(called(name, &args).is_err(), "{name}");
    }
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::NULL),
        any::<bool>().prop_map(Value::from),
        (-20i64..2000).prop_map(Value::from),
        (-1e6f64..1e6).prop_map(Value::from),
        "[a-c0-9%/.:\\-é{}\\[\\]\"]{0,6}".prop_map(Value::from),
        Just("10.0.0.0/8".into()),
        Just("2020-01-01T00:00:00Z".into()),
        Just(unknown("var.u")),
        Just(one_of(&["1", "x"])),
        Just(Value::join(&["p-".into(), unknown("var.u")])),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec(("[a-c]", inner), 0..3).prop_map(|members| {
                let mut object = ObjectBuilder::of_kind(ObjectKind::Exact);
                members.into_iter().for_each(|(key, value)| object.put(key, value));
                object.build().into()
            }),
        ]
    })
}

fn any_type() -> impl Strategy<Value = Type> {
    let leaf = prop_oneof![Just(Type::Any), Just(Type::String), Just(Type::Number), Just(Type::Bool)];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|ty| Type::List(Arc::new(ty))),
            inner.clone().prop_map(|ty| Type::Set(Arc::new(ty))),
            inner.prop_map(|ty| Type::Map(Arc::new(ty))),
        ]
    })
}

proptest! {
    #[test]
    fn no_call_panics(at in 0usize..200, args in proptest::collection::vec(any_value(), 0..4)) {
        let names: Vec<&str> = super::super::names().collect();
        let _ = called(names[at % names.len()], &args);
    }

    #[test]
    fn what_is_converted_converts_to_itself(value in any_value(), ty in any_type()) {
        if let Ok(once) = convert(&value, &ty) {
            let twice = convert(&once, &ty).unwrap();
            prop_assert_eq!(show(&once), show(&twice));
        }
    }

    #[test]
    fn the_order_of_a_set_does_not_depend_on_that_of_its_elements(mut items in proptest::collection::vec(any_value(), 0..5)) {
        let ty = Type::Set(Arc::new(Type::Any));
        let Ok(set) = convert(&items.clone().into(), &ty) else { return Ok(()) };
        items.reverse();
        if let Ok(other) = convert(&items.into(), &ty) && set.is_known() {
            prop_assert_eq!(show(&set), show(&other));
        }
    }
}
