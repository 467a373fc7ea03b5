//! Where a template is deployed: a resource group, subscription, management group or the tenant.

use super::Settings;
use super::world::unknown;
use crate::ir::Level;
use ravelin_model::Value;

/// A deployment's scope. Every part has a value, known or not, so that ids can be written at any level.
#[derive(Clone)]
pub(super) struct Target {
    pub(super) level: Level,
    /// The subscription's id (the GUID).
    pub(super) subscription: Value,
    /// The resource group's name.
    pub(super) group: Value,
    /// The resource group's location.
    pub(super) group_location: Value,
    /// The management group's name.
    pub(super) management_group: Value,
    /// The tenant's id (the GUID).
    pub(super) tenant: Value,
    /// The location of the deployment itself, above resource groups.
    pub(super) location: Value,
}

fn given(setting: Option<&String>, expression: &str, what: &str) -> Value {
    setting.map_or_else(
        || unknown(expression, expression, &format!("{what} is chosen at deployment"), None),
        |text| text.as_str().into(),
    )
}

impl Target {
    pub(super) fn new(level: Level, settings: &Settings) -> Self {
        Self {
            level,
            subscription: given(
                settings.subscription.as_ref(),
                "subscription().subscriptionId",
                "the subscription",
            ),
            group: given(settings.resource_group.as_ref(), "resourceGroup().name", "the resource group"),
            group_location: given(
                settings.location.as_ref(),
                "resourceGroup().location",
                "the resource group's location",
            ),
            management_group: given(
                settings.management_group.as_ref(),
                "managementGroup().name",
                "the management group",
            ),
            tenant: given(settings.tenant.as_ref(), "tenant().tenantId", "the tenant"),
            location: given(settings.location.as_ref(), "deployment().location", "the deployment's location"),
        }
    }

    /// The same place seen as another level of it.
    pub(super) fn at(&self, level: Level) -> Self {
        Self { level, ..self.clone() }
    }

    /// A resource group: another one of the same subscription, or one of another subscription.
    pub(super) fn group(&self, subscription: Option<Value>, name: Option<Value>) -> Self {
        let mut target = self.at(Level::ResourceGroup);
        let moved = name.is_some() || subscription.is_some();
        if let Some(subscription) = subscription {
            target.subscription = subscription;
        }
        if let Some(name) = name {
            target.group = name;
        }
        if moved && target.id().same(&self.at(Level::ResourceGroup).id()) != Some(true) {
            let of = target.group.display().unwrap_or_default();
            let expression = format!("resourceGroup('{of}').location");
            let why = format!("the location of resource group `{of}` is not in the code");
            target.group_location = unknown(&expression, &expression, &why, None);
        }
        target
    }

    pub(super) fn subscription(&self, id: Option<Value>) -> Self {
        let mut target = self.at(Level::Subscription);
        if let Some(id) = id {
            target.subscription = id;
        }
        target
    }

    pub(super) fn management_group(&self, name: Option<Value>) -> Self {
        let mut target = self.at(Level::ManagementGroup);
        if let Some(name) = name {
            target.management_group = name;
        }
        target
    }

    /// `/subscriptions/{id}`
    pub(super) fn subscription_id(&self) -> Value {
        Value::join(&["/subscriptions/".into(), self.subscription.clone()])
    }

    /// `/subscriptions/{id}/resourceGroups/{name}`
    pub(super) fn group_id(&self) -> Value {
        Value::join(&[self.subscription_id(), "/resourceGroups/".into(), self.group.clone()])
    }

    /// `/providers/Microsoft.Management/managementGroups/{name}`
    pub(super) fn management_group_id(&self) -> Value {
        let prefix = "/providers/Microsoft.Management/managementGroups/";
        Value::join(&[prefix.into(), self.management_group.clone()])
    }

    /// The scope's id, without a slash at its end; empty for the tenant.
    pub(super) fn id(&self) -> Value {
        match self.level {
            Level::ResourceGroup => self.group_id(),
            Level::Subscription => self.subscription_id(),
            Level::ManagementGroup => self.management_group_id(),
            Level::Tenant => "".into(),
        }
    }
}
