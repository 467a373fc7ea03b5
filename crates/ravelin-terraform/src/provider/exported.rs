//! An instance as other expressions see it.

use super::attributes::{Attributes, is_zero};
use super::ids::{self, Context};
use super::table::{self, Known};
use super::{azapi, generic, roles, versions};
use crate::Instance;
use ravelin_model::{
    Data, Entry, Form, Lookup, Object, ObjectBuilder, ObjectKind, Open, Reason, Unknown, Value,
};
use ravelin_template::eval::Settings;
use std::sync::Arc;

/// Computed attributes that hold secrets in every type that has them.
const SECRETS: &[&str] = &[
    "primary_access_key",
    "secondary_access_key",
    "primary_connection_string",
    "secondary_connection_string",
    "primary_blob_connection_string",
    "secondary_blob_connection_string",
    "default_primary_connection_string",
    "default_secondary_connection_string",
    "default_primary_key",
    "default_secondary_key",
    "primary_key",
    "secondary_key",
    "primary_shared_key",
    "secondary_shared_key",
    "primary_master_key",
    "primary_readonly_key",
    "connection_string",
    "admin_password",
    "kube_config_raw",
    "kube_admin_config_raw",
    "site_credential",
    "instrumentation_key",
    "default_function_key",
    "master_key",
    "sas",
];

pub(super) fn exported(instance: &Instance, settings: &Settings) -> Value {
    let mut made = ObjectBuilder::of_kind(ObjectKind::Exact);
    if let Some(object) = instance.attributes.as_object() {
        object
            .entries()
            .iter()
            .filter(|entry| !entry.value.is_null())
            .for_each(|entry| made.insert(entry.clone()));
    }
    let mut add = |name: Arc<str>, value: Value| {
        let known = made.get(&name).is_some_and(|entry| !super::engine::is_open(&entry.value));
        if !known {
            made.put(name, value);
        }
    };
    if instance.ty.starts_with("azapi_") {
        azapi::exported(instance, settings).into_iter().for_each(|(name, value)| add(name, value));
    } else {
        computed(instance, settings).into_iter().for_each(|(name, value)| add(name, value));
    }
    let open = Arc::new(Open { rest: later(instance, None), deep: false });
    let made = blocks_opened(instance, &made.build());
    Value {
        data: Data::Object(made.opened(Some(open))),
        origin: instance.attributes.origin.clone(),
        secret: instance.attributes.secret,
    }
}

/// What is known only once the resource is there.
fn later(instance: &Instance, name: Option<&str>) -> Arc<Unknown> {
    let address = match name {
        Some(name) => format!("{}.{name}", instance.address),
        None => instance.address.to_string(),
    };
    let when = if instance.managed { "is known only after it is deployed" } else { "is read from Azure" };
    let reason = Reason::new(address.as_str(), format!("`{address}` {when}"), Some(instance.header));
    Unknown::new(address, [reason], Form::Any)
}

/// Blocks hold computed attributes beside those that are given.
fn blocks_opened(instance: &Instance, object: &Object) -> Object {
    let mut made = ObjectBuilder::of_kind(ObjectKind::Exact);
    for entry in object.entries() {
        let value = match &entry.value.data {
            Data::Array(array) if array.items().iter().all(|item| item.as_object().is_some()) => {
                let items = array.items().iter().enumerate().map(|(at, item)| {
                    let Data::Object(block) = &item.data else { return item.clone() };
                    let rest = later(instance, Some(&format!("{}[{at}]", entry.key)));
                    let open = block.open().cloned().unwrap_or_else(|| Arc::new(Open { rest, deep: false }));
                    Value { data: Data::Object(block.opened(Some(open))), ..item.clone() }
                });
                let items = ravelin_model::Array::of_kind(items.collect(), array.kind());
                Value { data: Data::Array(items), ..entry.value.clone() }
            }
            _ => entry.value.clone(),
        };
        made.insert(Entry { key: Arc::clone(&entry.key), value, place: entry.place });
    }
    made.build()
}

/// Defaults and what can be said of computed attributes.
fn computed(instance: &Instance, settings: &Settings) -> Vec<(Arc<str>, Value)> {
    let mut members: Vec<(Arc<str>, Value)> = of_the_run(instance, settings);
    let secret = |name: &str| Value::from(later(instance, Some(name))).marked(true);
    let Some(known) = table::find(&instance.ty) else {
        members.extend(SECRETS.iter().map(|name| ((*name).into(), secret(name))));
        return members;
    };
    let (row, templates) = match known {
        Known::Row(row) => (row, row.id.clone()),
        Known::Unmapped { id, .. } => (&*generic::ROW, vec![id.to_owned()]),
    };
    let attributes = Attributes { instance, row, major: versions::newest(&instance.provider), id: None };
    let context = Context { attributes, settings, keys: &[], id: None, named: &|_, _| None };
    let id = context.id(&templates);
    let context = Context { id: Some(&id), ..context };
    for (name, template) in &row.computed {
        let value = template.as_ref().and_then(|template| context.fill(template, true));
        let value = value.unwrap_or_else(|| later(instance, Some(name)).into());
        members.push((name.as_str().into(), value.marked(row.secrets.contains(name))));
    }
    members.push(("id".into(), id));
    for name in row.secrets.iter().filter(|name| !name.contains('.') && !row.computed.contains_key(*name)) {
        let given = matches!(instance.attributes.get(name), Lookup::Found(value) if !value.is_null());
        if !given && !instance.managed {
            members.push((name.as_str().into(), secret(name)));
        }
    }
    members.extend(SECRETS.iter().map(|name| ((*name).into(), secret(name))));
    if instance.managed {
        members.extend(left_out(&attributes));
    }
    members
}

/// Attributes that are left out: their defaults, or null where the provider doesn't compute them.
fn left_out(attributes: &Attributes<'_>) -> Vec<(Arc<str>, Value)> {
    let row = attributes.row;
    let mut names: Vec<&str> = Vec::new();
    let mapped = row.map.iter().flat_map(|one| &one.from).map(|path| &*path.text);
    let named =
        mapped.chain(row.ignore.keys().map(String::as_str)).chain(row.unmapped.keys().map(String::as_str));
    for path in named {
        let name = path.split(['.', '[', '{']).next().unwrap_or(path);
        if path == name && !names.contains(&name) && !row.computed.contains_key(name) {
            names.push(name);
        }
    }
    let value = |name: &&str| attributes.default(name).unwrap_or(Value::NULL);
    names.iter().map(|name| ((*name).into(), value(name))).collect()
}

/// Data sources that tell of the run: who runs it, where, and the built-in roles.
fn of_the_run(instance: &Instance, settings: &Settings) -> Vec<(Arc<str>, Value)> {
    if instance.managed {
        return Vec::new();
    }
    let provider = &instance.provider.arguments;
    let given = |name: &str| match instance.attributes.get(name) {
        Lookup::Found(value) if !is_zero(&value) => Some(value),
        Lookup::Unknown(unknown) => Some(unknown.into()),
        Lookup::Found(_) | Lookup::Absent => None,
    };
    let subscription = given("subscription_id").unwrap_or_else(|| ids::subscription(provider, settings));
    let subscription_id = Value::join(&["/subscriptions/".into(), subscription.clone()]);
    match &*instance.ty {
        "azurerm_client_config" => vec![
            ("subscription_id".into(), subscription),
            ("tenant_id".into(), ids::tenant(provider, settings)),
        ],
        "azurerm_subscription" => vec![
            ("id".into(), subscription_id),
            ("subscription_id".into(), subscription),
            ("tenant_id".into(), ids::tenant(provider, settings)),
        ],
        "azurerm_role_definition" => {
            let guid = given("role_definition_id").or_else(|| {
                let name = given("name")?;
                roles::guid(name.as_str()?).map(Value::from)
            });
            let Some(guid) = guid else { return Vec::new() };
            let scope = given("scope").unwrap_or_else(|| "".into());
            let path = "/providers/Microsoft.Authorization/roleDefinitions/";
            let id = Value::join(&[scope, path.into(), guid.clone()]);
            vec![("id".into(), id.clone()), ("role_definition_id".into(), guid)]
        }
        _ => Vec::new(),
    }
}
