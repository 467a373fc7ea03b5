//! Exports of what is deployed: Azure Resource Graph and `az … list` or `show`, as JSON or CSV.
//!
//! A row is a resource nearly as a template has it: `id`, `type`, `name`, `location`, `properties`, `sku`, …
//! (<https://learn.microsoft.com/azure/governance/resource-graph/concepts/query-language#resource-graph-tables>). What it
//! does not carry is unknown, not absent: a query chooses its columns, children and extensions stand in other tables, and
//! write-only properties are in none.

use crate::eval::Evaluation;
use crate::json::{self, Document, Kind, Node};
use ravelin_finding::{FileId, Place, Problem, ProblemKind, Span};
use ravelin_model::{
    Array, Data, Entry, EntryId, Existence, Form, ObjectBuilder, Open, Origin, Reason, Resource, Unknown,
    Value,
};
use std::sync::Arc;

mod csv;
#[cfg(test)]
mod tests;

/// Members of a row that are not part of a resource's body.
const OUTSIDE: &[&str] = &[
    "id",
    "type",
    "name",
    "location",
    "tenantId",
    "resourceGroup",
    "subscriptionId",
    "apiVersion",
    "$schema",
    "subscriptionDisplayName",
    "changedTime",
    "createdTime",
    "provisioningState",
    "systemData",
    "etag",
];

/// Is it an export: rows, each with the id of a resource?
#[must_use]
pub fn is_export(document: &Document<'_>) -> bool {
    let mut rows = rows(document.root()).into_iter().peekable();
    rows.peek().is_some() && rows.all(is_row)
}

fn is_row(node: Node<'_, '_>) -> bool {
    let id = node.get("id").and_then(Node::as_str);
    id.is_some_and(|id| {
        let id = id.to_ascii_lowercase();
        id.starts_with('/') && (id.contains("/providers/") || id.starts_with("/subscriptions/"))
    })
}

/// The rows: an array, `{"data": […]}`, `{"value": […]}`, or one resource.
fn rows<'d, 's>(root: Node<'d, 's>) -> Vec<Node<'d, 's>> {
    let inner = ["data", "value"].into_iter().filter_map(|key| root.get(key)).find(|node| node.is_array());
    match inner {
        Some(rows) if root.get("id").is_none() => rows.items().collect(),
        _ if root.is_array() => root.items().collect(),
        _ if root.is_object() => vec![root],
        _ => Vec::new(),
    }
}

/// The resources of an export.
#[must_use]
pub fn evaluate(entry: EntryId, file: FileId, text: &str, csv: bool) -> Evaluation {
    let mut out = Evaluation::default();
    let gap = Reason::new(
        "what the export leaves out",
        "an export holds the tables that were asked for, not all there is",
        None,
    );
    out.gaps.push(gap);
    if csv {
        for row in csv::rows(text) {
            let place = row.span.in_file(file);
            add(entry, place, place, &row_of_csv(&row, place), &mut out);
        }
        if out.resources.is_empty() && out.problems.is_empty() {
            let message = "there is no column `id` with ids of resources".to_owned();
            let help = Some("export with at least the columns `id`, `type` and `properties`".to_owned());
            out.problems.push(problem(Span::default().in_file(file), message, help));
        }
        return out;
    }
    let parsed = json::parse(text);
    for error in &parsed.errors {
        out.problems.push(problem(error.span.in_file(file), error.message.clone(), error.help.clone()));
    }
    let Some(document) = &parsed.document else { return out };
    for node in rows(document.root()) {
        let place = node.span().in_file(file);
        let header = node.get("id").map_or(place, |id| id.span().in_file(file));
        add(entry, place, header, &value(file, node), &mut out);
    }
    out
}

fn problem(place: Place, message: String, help: Option<String>) -> Problem {
    Problem { kind: ProblemKind::Unreadable, place: Some(place), path: None, message, help }
}

/// A value with the places of its parts. Documents nest no deeper than [`json::MAX_DEPTH`].
fn value(file: FileId, node: Node<'_, '_>) -> Value {
    let place = node.span().in_file(file);
    let plain: Value = match node.kind() {
        Kind::Null | Kind::Invalid => Value::NULL,
        Kind::Bool(value) => value.into(),
        Kind::Integer(value) => value.into(),
        Kind::Float(value) => value.into(),
        Kind::String => node.as_str().unwrap_or_default().into_owned().into(),
        Kind::Array => Array::new(node.items().map(|item| value(file, item)).collect()).into(),
        Kind::Object => {
            let mut object = ObjectBuilder::default();
            for (key, member) in node.members() {
                let place = Some(key.span.to(member.span()).in_file(file));
                object.insert(Entry { key: (*key.text).into(), value: value(file, member), place });
            }
            object.build().into()
        }
    };
    plain.with_origin(Origin::written(place))
}

/// A row of CSV: cells that hold JSON are read as such. Quotation marks are doubled in cells, so all parts have the
/// place of the row.
fn row_of_csv(row: &csv::Row, place: Place) -> Value {
    let mut object = ObjectBuilder::default();
    for (column, text) in &row.cells {
        let text = text.trim();
        let compound =
            text.starts_with(['{', '[']).then(|| json::parse(text)).filter(|parsed| parsed.errors.is_empty());
        let value = match compound.as_ref().and_then(|parsed| parsed.document.as_ref()) {
            Some(document) => flattened(document.root()),
            None if text.is_empty() || text == "null" => continue,
            None => text.into(),
        };
        let value = value.with_origin(Origin::written(place));
        object.insert(Entry { key: Arc::clone(column), value, place: Some(place) });
    }
    object.build().into()
}

/// A value without places.
fn flattened(node: Node<'_, '_>) -> Value {
    match node.kind() {
        Kind::Null | Kind::Invalid => Value::NULL,
        Kind::Bool(value) => value.into(),
        Kind::Integer(value) => value.into(),
        Kind::Float(value) => value.into(),
        Kind::String => node.as_str().unwrap_or_default().into_owned().into(),
        Kind::Array => Array::new(node.items().map(flattened).collect()).into(),
        Kind::Object => {
            let mut object = ObjectBuilder::default();
            node.members().for_each(|(key, member)| object.put(&*key.text, flattened(member)));
            object.build().into()
        }
    }
}

/// Adds a row.
fn add(entry: EntryId, place: Place, header: Place, row: &Value, out: &mut Evaluation) {
    let Some(object) = row.as_object() else { return };
    let text = |key: &str| object.entry(key).and_then(|entry| entry.value.as_str());
    let Some(id) = text("id").filter(|id| id.starts_with('/')) else {
        let message = "a row without the id of a resource".to_owned();
        let help = Some("export with at least the columns `id`, `type` and `properties`".to_owned());
        out.problems.push(problem(place, message, help));
        return;
    };
    let Some((ty, name, scope)) = parts(id) else {
        let message = format!("`{id}` is no id of a resource");
        out.problems.push(problem(header, message, None));
        return;
    };
    let mut body = ObjectBuilder::default();
    for entry in object
        .entries()
        .iter()
        .filter(|entry| !OUTSIDE.iter().any(|other| other.eq_ignore_ascii_case(&entry.key)))
    {
        body.insert(entry.clone());
    }
    let location = object.entry("location").map(|entry| entry.value.clone()).filter(|value| !value.is_null());
    let why = "the export does not carry it";
    let reason = Reason::new("the export", why, Some(header));
    let body = opened(&Value::from(body.build()), &format!("export('{}')", id.to_ascii_lowercase()), &reason);
    out.resources.push(Resource {
        entry,
        ty: ty.into(),
        name: name.into(),
        id: id.into(),
        scope: scope.into(),
        api_version: None,
        existing: false,
        existence: Existence::Certain,
        location,
        body,
        place,
        header,
        chain: Arc::from([]),
        depends_on: Vec::new(),
    });
}

/// The value with every object in it open: members may exist that the export leaves out.
fn opened(value: &Value, residual: &str, reason: &Arc<Reason>) -> Value {
    let data = match &value.data {
        Data::Object(object) => {
            let mut out = ObjectBuilder::default();
            // Of an exported member, `null` says that it was not asked for or is not set.
            for entry in object.entries().iter().filter(|entry| !entry.value.is_null()) {
                let mut entry = entry.clone();
                entry.value = opened(&entry.value, &format!("{residual}.{}", entry.key), reason);
                out.insert(entry);
            }
            let rest = Unknown::new(residual, [Arc::clone(reason)], Form::Any);
            Data::Object(out.build().opened(Some(Arc::new(Open { rest, deep: false }))))
        }
        Data::Array(array) => {
            let items = array.items().iter().enumerate();
            Data::Array(Array::new(
                items.map(|(at, item)| opened(item, &format!("{residual}[{at}]"), reason)).collect(),
            ))
        }
        _ => return value.clone(),
    };
    Value { data, origin: value.origin.clone(), secret: value.secret }
}

/// Type, name and scope of an id.
fn parts(id: &str) -> Option<(String, String, String)> {
    let lower = id.to_ascii_lowercase();
    let Some(at) = lower.rfind("/providers/") else {
        let (scope, name) = id.rsplit_once('/')?;
        return match scope.to_ascii_lowercase().rsplit('/').next()? {
            "resourcegroups" => {
                let subscription = scope.rsplit_once('/')?.0;
                Some((
                    "Microsoft.Resources/resourceGroups".to_owned(),
                    name.to_owned(),
                    subscription.to_owned(),
                ))
            }
            "subscriptions" => {
                Some(("Microsoft.Resources/subscriptions".to_owned(), name.to_owned(), String::new()))
            }
            _ => None,
        };
    };
    let scope = id.get(..at)?;
    let mut segments = id.get(at..)?.trim_start_matches('/').split('/').skip(1);
    let namespace = segments.next()?;
    let rest: Vec<&str> = segments.collect();
    if rest.is_empty() || !rest.len().is_multiple_of(2) {
        return None;
    }
    let types: Vec<&str> = rest.iter().copied().step_by(2).collect();
    let names: Vec<&str> = rest.iter().copied().skip(1).step_by(2).collect();
    let scope = if scope.is_empty() { "/" } else { scope };
    Some((format!("{namespace}/{}", types.join("/")), names.join("/"), scope.to_owned()))
}
