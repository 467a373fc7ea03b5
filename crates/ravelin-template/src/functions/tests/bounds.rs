//! What would be too large is refused before it is made.

use super::notation::unknown;
use super::{apply, find};
use ravelin_model::{Form, MAX_STRING, Value};

fn refused(name: &str, args: &[Value]) {
    let failure = apply(find(name).unwrap(), args).expect_err(name);
    let message = failure.message;
    assert!(
        ["longer than", "more than", "nests deeper", "makes"].iter().any(|part| message.contains(part)),
        "{message}"
    );
}

#[test]
fn strings() {
    refused("padLeft", &["".into(), 2_000_000_000.into()]);
    refused("padLeft", &["".into(), i64::MAX.into()]);
    refused(
        "format",
        &[
            "{0,999999}{0,999999}{0,999999}{0,999999}{0,999999}{0,999999}{0,999999}{0,999999}{0,999999}"
                .into(),
            "".into(),
        ],
    );
    let large: Value = "a".repeat(1 << 20).into();
    refused("replace", &[large.clone(), "a".into(), "b".repeat(100).into()]);
    refused("concat", &vec![large.clone(); 9]);
    refused("join", &[vec![Value::from("a"); 10_000].into(), "b".repeat(1000).into()]);
    refused("format", &["{0}".repeat(9).into(), large]);
    let whole: Value = "+".repeat(MAX_STRING).into();
    refused("uriComponent", std::slice::from_ref(&whole));
    refused("base64", std::slice::from_ref(&whole));
    refused("dataUri", std::slice::from_ref(&whole));
    refused("guid", &[whole.clone(), whole]);
}

#[test]
fn collections() {
    refused("split", &[",".repeat(5_000_000).into(), ",".into()]);
    let thousand: Value = vec![Value::from(1); 10_000].into();
    let million: Value = vec![thousand; 100].into();
    refused("concat", &vec![million.clone(); 5]);
    refused("flatten", &[vec![million.clone(); 5].into()]);
    refused("createArray", &vec![million; 5]);
    let mut deep = Value::NULL;
    for _ in 0..256 {
        deep = vec![deep].into();
    }
    refused("createArray", &[deep]);

    // Nested deeper than any value may be: not read, and not by recursion without end.
    let text = "[".repeat(1_000_000);
    let read = apply(find("json").unwrap(), &[text.into()]).unwrap();
    assert!(read.as_unknown().is_some());
}

/// What would be compared each with each is not.
#[test]
fn time() {
    let object = |number: i64| apply(find("createObject").unwrap(), &["n".into(), number.into()]).unwrap();
    let known: Value = (0..50_000).map(object).collect::<Vec<_>>().into();
    let vague: Value = (0..50_000).map(|at| unknown(&format!("u{at}"), Form::Any)).collect::<Vec<_>>().into();
    for (name, args) in [
        ("union", vec![known.clone(), known.clone()]),
        ("intersection", vec![known.clone(), known.clone()]),
        ("distinct", vec![known.clone()]),
        ("distinct", vec![vague.clone()]),
        ("union", vec![known.clone(), vague.clone(), known.clone()]),
        ("intersection", vec![known.clone(), vague.clone()]),
        ("intersection", vec![vague.clone(), known]),
        ("replace", vec!["a".repeat(1 << 20).into(), "a".into(), unknown("u", Form::Any)]),
        ("join", vec![vague, ",".into()]),
    ] {
        let start = std::time::Instant::now();
        apply(find(name).unwrap(), &args).unwrap();
        assert!(start.elapsed().as_secs() < 20, "{name}: {:?}", start.elapsed());
    }
}
