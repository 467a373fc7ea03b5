//! Types as they are written, and conversions of what is unknown or secret. Known values are compared with Terraform's own
//! answers in the tests of functions.

use super::{Type, constraint, convert, equal, type_of, unified, unknown_of};
use crate::syntax;
use ravelin_finding::FileId;
use ravelin_model::{Data, Lookup, ObjectBuilder, ObjectKind, Reason, Value};

fn ty(text: &str) -> Result<Type, String> {
    let file = syntax::ConfigurationFile {
        name: "a.tf",
        file: FileId(0),
        text: &format!("variable \"v\" {{\n  type = {text}\n}}\n"),
    };
    let module = syntax::read("", &[file]);
    let expr = module.variables.first().and_then(|variable| variable.ty.as_ref()).expect("a type");
    constraint(expr).map_err(|problem| problem.message)
}

fn reason() -> std::sync::Arc<Reason> {
    Reason::new("var.x", "var.x is not known", None)
}

fn object(members: &[(&str, Value)]) -> Value {
    let mut object = ObjectBuilder::of_kind(ObjectKind::Exact);
    members.iter().for_each(|(key, value)| object.put(*key, value.clone()));
    object.build().into()
}

#[test]
fn types_are_read_as_they_are_written() {
    for (text, expected) in [
        ("string", "string"),
        ("\"string\"", "string"),
        ("list", "list(any)"),
        ("\"map\"", "map(string)"),
        ("set(number)", "set(number)"),
        ("map(list(bool))", "map(list(bool))"),
        ("tuple([string, any])", "tuple([string, any])"),
        ("object({ b = number, a = optional(string, \"x\") })", "object({a = optional(string), b = number})"),
        ("object({})", "object({})"),
    ] {
        assert_eq!(ty(text).unwrap().to_string(), expected, "{text}");
    }
    for text in
        ["strng", "list(string, bool)", "optional(string)", "5", "object({ a = optional(number, \"x\") })"]
    {
        assert!(ty(text).is_err(), "{text}");
    }
}

#[test]
fn optional_attributes_get_their_defaults() {
    let ty = ty(
        "map(object({ a = string, b = optional(number, 3), c = optional(object({ d = optional(bool, true) }), {}) }))",
    );
    let value = object(&[("k", object(&[("a", 1i64.into()), ("b", Value::NULL), ("z", true.into())]))]);
    let converted = convert(&value, &ty.unwrap()).unwrap();
    assert_eq!(converted.to_json().to_string(), r#"{"k":{"a":"1","b":3,"c":{"d":true}}}"#);
    let missing = convert(&object(&[("k", object(&[]))]), &self::ty("map(object({ a = string }))").unwrap());
    assert_eq!(missing.unwrap_err(), "at `[\"k\"]`: the attribute `a` is missing");
}

#[test]
fn unknown_values_pass_and_keep_what_is_known() {
    let unknown = Value::unknown("var.x", reason());
    let pattern = Value::join(&["a".into(), unknown.clone()]);
    let one_of = Value::one_of(vec!["1".into(), "x".into()], "var.y", [reason()]);
    assert!(convert(&unknown, &ty("list(string)").unwrap()).unwrap().as_unknown().is_some());
    assert!(convert(&pattern, &ty("string").unwrap()).unwrap().as_unknown().is_some());
    assert!(convert(&pattern, &ty("list(string)").unwrap()).is_err());
    // Only one alternative is a number.
    assert_eq!(convert(&one_of, &Type::Number).unwrap().as_int(), Some(1));
    assert!(matches!(
        unknown_of(&ty("object({ a = string })").unwrap(), "r", &[reason()]).get("a"),
        Lookup::Found(_)
    ));
}

#[test]
fn marks_survive_conversions() {
    let secret = Value::from("s").marked(true);
    let list = Value::from(vec![secret.clone(), "x".into()]);
    let converted = convert(&list, &ty("list(string)").unwrap()).unwrap();
    assert!(!converted.secret && converted.is_secret());
    assert!(convert(&list, &ty("set(string)").unwrap()).unwrap().secret);
    assert!(convert(&Value::from(5i64).marked(true), &Type::String).unwrap().secret);
}

#[test]
fn what_is_unknown_leaves_equality_open() {
    let unknown = Value::unknown("var.x", reason());
    assert_eq!(equal(&unknown, &unknown), Some(true));
    assert_eq!(equal(&unknown, &1i64.into()), None);
    assert_eq!(
        equal(&vec![unknown.clone(), 1i64.into()].into(), &vec![2i64.into(), 2i64.into()].into()),
        Some(false)
    );
    assert_eq!(equal(&Value::join(&["a-".into(), unknown.clone()]), &"b-c".into()), Some(false));
    let one_of = Value::one_of(vec!["a".into(), "b".into()], "var.y", [reason()]);
    assert_eq!(equal(&one_of, &"c".into()), Some(false));
    assert_eq!(equal(&one_of, &"a".into()), None);
    assert_eq!(equal(&Data::Decimal("0.5".into()).into(), &0.5.into()), Some(true));
}

#[test]
fn values_of_two_types_are_unified() {
    assert_eq!(unified(&1i64.into(), &"a".into()).as_str(), Some("1"));
    assert_eq!(
        type_of(&unified(&vec![Value::from(1i64)].into(), &vec!["a".into(), "b".into()].into())).to_string(),
        "list(string)"
    );
    assert_eq!(unified(&true.into(), &vec![Value::from(1i64)].into()).as_bool(), Some(true));
}
