//! azapi: the body is one of Azure Resource Manager already.
//! <https://registry.terraform.io/providers/Azure/azapi/latest/docs/resources/resource>

use super::body::Node;
use super::ids;
use super::lower::{self, Draft, Pass};
use super::{data, ops};
use crate::Instance;
use ravelin_model::{Data, Entry, EntryId, Form, Lookup, ObjectBuilder, Reason, Unknown, Value};
use ravelin_template::eval::Settings;
use std::sync::Arc;

/// Types that are a resource; `azapi_resource_action` and others are calls, which leave no resource behind.
const RESOURCES: [&str; 2] = ["azapi_resource", "azapi_data_plane_resource"];
const UPDATE: &str = "azapi_update_resource";

fn attribute(instance: &Instance, name: &str) -> Option<Value> {
    match instance.attributes.get(name) {
        Lookup::Found(value) if !super::attributes::is_zero(&value) => Some(value),
        Lookup::Unknown(unknown) => Some(unknown.into()),
        Lookup::Found(_) | Lookup::Absent => None,
    }
}

/// The type and the API version: `Microsoft.X/ys@2024-01-01`.
pub(super) fn type_of(instance: &Instance) -> Option<(Arc<str>, Option<Value>)> {
    let value = attribute(instance, "type")?;
    let text = value.display()?;
    let (ty, version) =
        text.split_once('@').map_or((text.as_str(), None), |(ty, version)| (ty, Some(version)));
    Some((ty.into(), version.map(Value::from)))
}

/// The id of the resource that an instance is about.
pub(super) fn id(instance: &Instance, settings: &Settings) -> Option<Value> {
    if !RESOURCES.contains(&&*instance.ty) && &*instance.ty != UPDATE {
        return None;
    }
    if let Some(id) = attribute(instance, "resource_id") {
        return Some(id);
    }
    let (ty, _) = type_of(instance)?;
    let name = attribute(instance, "name").unwrap_or_else(|| {
        let why = format!("`{}` has no name", instance.address);
        let reason = Reason::new("name", why, Some(instance.header));
        Value::unknown(format!("{}.name", instance.address), reason)
    });
    let subscription = ids::subscription(&instance.provider.arguments, settings);
    let root = || Value::join(&["/subscriptions/".into(), subscription.clone()]);
    let parent = attribute(instance, "parent_id");
    if ty.eq_ignore_ascii_case("Microsoft.Resources/resourceGroups") {
        return Some(Value::join(&[parent.unwrap_or_else(root), "/resourceGroups/".into(), name]));
    }
    let parent = parent.unwrap_or_else(root);
    // Where the type's own parent is a resource, `parent_id` is that resource; otherwise it is the scope.
    let (head, last) = ty.rsplit_once('/')?;
    let middle = if head.contains('/') { format!("/{last}/") } else { format!("/providers/{ty}/") };
    let parent = if parent.as_str() == Some("/") { "".into() } else { parent };
    Some(Value::join(&[parent, middle.into(), name]))
}

/// The resource.
pub(super) fn draft(entry: EntryId, instance: &Instance, id: Value) -> Option<Draft> {
    if !RESOURCES.contains(&&*instance.ty) {
        return None;
    }
    let (ty, version) = type_of(instance)?;
    let mut resource = lower::resource(entry, instance, &ty, id, version);
    let mut body = Node::default();
    if instance.managed {
        fill(instance, &mut body);
    } else {
        resource.existing = true;
        body.blur(&[], &data::read(instance));
    }
    Some(Draft { address: Arc::clone(&instance.address), resource, body })
}

/// The body with what the provider's own arguments add to it.
fn fill(instance: &Instance, body: &mut Node) {
    if let Some(value) = attribute(instance, "body") {
        set(body, &document(&value));
    }
    if let Some(value) = attribute(instance, "sensitive_body") {
        set(body, &secret(&document(&value)));
    }
    let object = instance.attributes.as_object();
    let mut outer = ObjectBuilder::default();
    for (name, key) in [("location", "location"), ("tags", "tags"), ("identity", "identity")] {
        let Some(value) = attribute(instance, name) else { continue };
        let value = match name {
            "location" => ops::apply(&[super::table::Op::Location], &value, &[]),
            "identity" => ops::apply(&[super::table::Op::Identity], &value, &[]),
            _ => ops::plain(&value),
        };
        let place = object.and_then(|object| object.entry(name)).and_then(|entry| entry.place);
        outer.insert(Entry { key: key.into(), value, place });
    }
    set(body, &outer.build().into());
}

fn set(body: &mut Node, value: &Value) {
    body.set(&[], &[], ops::plain(value), None);
}

/// A body as an object, or as the text of one.
fn document(value: &Value) -> Value {
    ops::apply(&[super::table::Op::Json], value, &[])
}

/// Everything in it is secret.
fn secret(value: &Value) -> Value {
    match &value.data {
        Data::Object(object) => {
            let mut made = ObjectBuilder::with_capacity(object.entries().len());
            for entry in object.entries() {
                made.insert(Entry {
                    key: Arc::clone(&entry.key),
                    value: secret(&entry.value),
                    place: entry.place,
                });
            }
            Data::Object(made.build().opened(object.open().cloned())).into()
        }
        _ => value.clone().marked(true),
    }
}

/// `azapi_update_resource`: what is given is merged over the body that its target has otherwise.
pub(super) fn updates(pass: &mut Pass<'_>) {
    for instance in pass.instances.iter().filter(|one| &*one.ty == UPDATE && one.managed) {
        let (Some(id), Some((ty, _))) = (id(instance, pass.settings), type_of(instance)) else { continue };
        let mut part = Node::default();
        fill(instance, &mut part);
        if let ravelin_model::Existence::Depends(condition) = &instance.existence {
            part.perhaps(condition);
        }
        pass.patch(instance, &ty, id, part);
    }
}

/// What other expressions read of an azapi resource: `output` as far as the body says it.
pub(super) fn exported(instance: &Instance, settings: &Settings) -> Vec<(Arc<str>, Value)> {
    let mut members: Vec<(Arc<str>, Value)> = Vec::new();
    let id = id(instance, settings);
    members.extend(id.clone().map(|id| ("id".into(), id)));
    let why = format!("what Azure answers of `{}` is known only after it is deployed", instance.address);
    let reason = Reason::new(format!("{}.output", instance.address), why, Some(instance.header));
    let rest = Unknown::new(format!("{}.output", instance.address), [reason], Form::Any);
    let mut output = Node::default();
    if instance.managed && RESOURCES.contains(&&*instance.ty) {
        fill(instance, &mut output);
        let named = |name: &str| attribute(instance, name);
        let mut own = ObjectBuilder::default();
        own.put("id", id.unwrap_or(Value::NULL));
        own.put("name", named("name").unwrap_or(Value::NULL));
        output.set(&[], &[], own.build().into(), None);
    }
    let output = match output.build().data {
        Data::Object(object) => {
            let open = ravelin_model::Open { rest, deep: true };
            Data::Object(object.opened(Some(Arc::new(open)))).into()
        }
        _ => Value::from(rest),
    };
    members.push(("output".into(), output));
    members
}
