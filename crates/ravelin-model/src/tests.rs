//! The graph's edges, children and lookups, and values that are known in part.
use crate::*;
use ravelin_finding::{FileId, Place, Span};
use std::sync::Arc;

fn hole(residual: &str) -> Value {
    Value::unknown(residual, Reason::new(residual, "a test", None))
}

fn resource(ty: &str, name: Value, id: Value, body: Value) -> Resource {
    let place = Place { file: FileId(0), span: Span::default() };
    Resource {
        entry: EntryId(0),
        ty: ty.into(),
        name,
        id,
        scope: "".into(),
        api_version: None,
        existing: false,
        existence: Existence::Certain,
        location: None,
        body,
        place,
        header: place,
        chain: Arc::new([]),
        depends_on: Vec::new(),
    }
}

fn object(key: &str, value: Value) -> Value {
    let mut builder = ObjectBuilder::default();
    builder.put(key, value);
    builder.build().into()
}

#[test]
fn a_child_is_found_by_its_id_even_where_an_unknown_part_shows_slashes() {
    let zone_id = Value::join(&[hole("scope"), "/providers/A.B/zones/z".into()]);
    let link_name = Value::join(&["z/".into(), hole("uniqueString('/subscriptions/', 'x')")]);
    let link_id =
        Value::join(&[zone_id.clone(), "/links/".into(), hole("uniqueString('/subscriptions/', 'x')")]);
    let mut builder = GraphBuilder::default();
    builder.extend([
        resource("A.B/zones", "z".into(), zone_id, Value::NULL),
        resource("A.B/zones/links", link_name, link_id, Value::NULL),
    ]);
    let graph = builder.build();
    assert_eq!(graph.parent(ResourceIndex(1)), Some(ResourceIndex(0)));
    assert_eq!(graph.children(ResourceIndex(0)), [ResourceIndex(1)]);
    assert_eq!(graph.get(ResourceIndex(1)).unwrap().own_name(), None);
}

#[test]
fn a_reference_in_a_body_becomes_an_edge_with_its_path() {
    let id = Value::from("/subscriptions/S/resourceGroups/g/providers/A.B/cs/c");
    let body = object(
        "properties",
        object("target", object("id", "/SUBSCRIPTIONS/s/resourcegroups/G/providers/a.b/cs/C".into())),
    );
    let mut builder = GraphBuilder::default();
    builder.extend([
        resource("A.B/cs", "c".into(), id, Value::NULL),
        resource("A.B/ds", "d".into(), "/subscriptions/s/resourceGroups/g/providers/A.B/ds/d".into(), body),
    ]);
    let graph = builder.build();
    let edge = Edge { from: ResourceIndex(1), to: ResourceIndex(0), path: "properties.target.id".into() };
    assert_eq!(graph.references_to(ResourceIndex(0)), std::slice::from_ref(&edge));
    assert_eq!(graph.references_from(ResourceIndex(1)), [edge]);
}

#[test]
fn unknowns_of_different_entry_points_are_not_the_same() {
    let id = || Value::join(&[hole("parameters('x')"), "/providers/A.B/cs/c".into()]);
    let other = Resource { entry: EntryId(1), ..resource("A.B/cs", "c".into(), id(), Value::NULL) };
    let mut builder = GraphBuilder::default();
    builder.extend([other]);
    let graph = builder.build();
    assert_eq!(graph.find(&id(), EntryId(0)), None);
    assert_eq!(graph.find(&id(), EntryId(1)), Some(ResourceIndex(0)));
}

#[test]
fn equality_is_undecided_only_where_the_unknown_decides() {
    let name = Value::join(&["st".into(), hole("x")]);
    assert_eq!(name.same(&Value::join(&["st".into(), hole("x")])), Some(true));
    assert_eq!(name.same(&"kv1".into()), Some(false));
    assert_eq!(name.same(&"st1".into()), None);
    let either = Value::one_of(vec!["a".into(), "b".into()], "p", [Reason::new("p", "a test", None)]);
    assert_eq!(either.same(&"c".into()), Some(false));
    assert_eq!(either.same(&"a".into()), None);
    assert_eq!(Value::from(1).same(&Value::from(1.0)), Some(true));
}

#[test]
fn one_of_a_single_value_is_that_value() {
    let reason = [Reason::new("p", "a test", None)];
    let only = Value::one_of(vec!["a".into(), "a".into()], "p", reason);
    assert_eq!(only.as_str(), Some("a"));
}

#[test]
fn a_deep_open_object_says_unknown_for_what_the_code_leaves_out() {
    let Data::Unknown(rest) = hole("reference(x)").data else { panic!() };
    let Data::Object(inner) = object("a", object("b", 1.into())).data else { panic!() };
    let open = inner.opened(Some(Arc::new(Open { rest, deep: true })));
    let value = Value::from(open);
    assert!(matches!(value.at("a.b"), Lookup::Found(found) if found.as_int() == Some(1)));
    assert!(matches!(value.at("a.c"), Lookup::Unknown(unknown) if &*unknown.residual == "reference(x).a.c"));
}

#[test]
fn json_shows_known_parts_and_hides_secrets() {
    let name = Value::join(&["https://".into(), hole("v"), ".vault.azure.net".into()]);
    let json = name.to_json();
    assert_eq!(json["$pattern"], "https://{}.vault.azure.net");
    assert_eq!(json["$unknown"], "a test");
    let secret = Value::from("hunter2").marked(true);
    assert!(!object("password", secret).to_json().to_string().contains("hunter2"));
}
