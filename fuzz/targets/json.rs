//! JSON: spans lie in the text and in their parents', faults have places, members are found by their keys.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ravelin_fuzz::{is_said_well, lies_in, text};
use ravelin_template::json::{MAX_DEPTH, Node, parse};

fuzz_target!(|data: &[u8]| {
    let Some(text) = text(data) else { return };
    let parsed = parse(text);
    for error in &parsed.errors {
        lies_in(error.span, text);
        error.related.into_iter().for_each(|span| lies_in(span, text));
        is_said_well(&error.message);
    }
    match &parsed.document {
        Some(document) => walk(document.root(), text, 0),
        None => assert!(!parsed.errors.is_empty(), "nothing read, and nothing said"),
    }
    // What the strict reader takes is read without complaint and means the same. It takes the last of equal keys,
    // and numbers that no template can hold.
    if let (true, Ok(strict)) = (parsed.errors.is_empty(), serde_json::from_str::<serde_json::Value>(text)) {
        let root = parsed.document.as_ref().map(|document| document.root());
        root.into_iter().for_each(|root| agrees(root, &strict));
    }
});

fn walk(node: Node<'_, '_>, text: &str, depth: usize) {
    assert!(depth <= MAX_DEPTH);
    let span = node.span();
    lies_in(span, text);
    assert_eq!(node.source(), span.of(text));
    if let Some(decoded) = node.as_str() {
        let end = u32::try_from(decoded.len()).unwrap_or(u32::MAX);
        lies_in(node.span_within(ravelin_finding::Span::new(0, end)), text);
    }
    for item in node.items() {
        assert!(span.start < item.span().start && item.span().end < span.end, "an item outside of its array");
        walk(item, text, depth + 1);
    }
    for (key, value) in node.members() {
        lies_in(key.span, text);
        assert!(span.start <= key.span.start && key.span.end <= value.span().start, "a key behind its value");
        assert!(value.span().end <= span.end, "a member outside of its object");
        assert!(node.get(&key.text).is_some(), "a member that its key does not find");
        walk(value, text, depth + 1);
    }
}

fn agrees(node: Node<'_, '_>, strict: &serde_json::Value) {
    match strict {
        serde_json::Value::Null => assert!(node.is_null()),
        serde_json::Value::Bool(value) => assert_eq!(node.as_bool(), Some(*value)),
        serde_json::Value::String(value) => assert_eq!(node.as_str().as_deref(), Some(value.as_str())),
        serde_json::Value::Number(number) => {
            let (ours, theirs) = (node.as_i64(), number.as_i64());
            assert!(theirs.is_none() || ours == theirs, "{ours:?} for {theirs:?}");
        }
        serde_json::Value::Array(items) => {
            assert_eq!(node.len(), items.len());
            node.items().zip(items).for_each(|(node, strict)| agrees(node, strict));
        }
        serde_json::Value::Object(members) => {
            assert!(node.is_object());
            members.keys().for_each(|key| assert!(node.get(key).is_some()));
        }
    }
}
