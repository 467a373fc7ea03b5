//! Diagnostic settings: whether a resource's audit logs go anywhere.
//!
//! What the platform adds by Azure Policy after the deployment is not known here.

use crate::prelude::{Node, Prop, Test, Verdict, all, any};
use ravelin_model::Value;

const SETTINGS: &str = "Microsoft.Insights/diagnosticSettings";

/// The log categories that count where no category group is taken.
#[derive(Clone, Copy)]
pub(super) enum Wanted {
    /// Each of them.
    All(&'static [&'static str]),
    /// One is enough: which of them exist depends on what the resource is.
    Any(&'static [&'static str]),
}

/// Does a diagnostic setting of the resource send these categories somewhere?
pub(super) fn sends(node: &Node<'_>, wanted: Wanted) -> Verdict {
    node.some_child(SETTINGS, |setting| reaches(setting, wanted))
        .led_by(node.fact("no diagnostic setting with its audit logs"))
        .or_fail("sends its audit logs nowhere")
}

/// The logs of storage services.
const STORAGE: &[&str] = &["StorageRead", "StorageWrite", "StorageDelete"];

/// Does a diagnostic setting of a part of a storage account, `/blobServices/`, send its logs somewhere? The service itself is
/// often referred to without being declared.
pub(super) fn of_part(account: &Node<'_>, part: &str) -> Test {
    let id = Value::join(&[account.resource.id.clone(), format!("{part}default").into()]);
    account
        .some_extension(&id, SETTINGS, |setting| reaches(setting, Wanted::All(STORAGE)))
        .led_by(account.fact("no diagnostic setting with its logs"))
}

/// Does the setting take the categories, and has it somewhere to send them?
fn reaches(setting: &Node<'_>, wanted: Wanted) -> Test {
    let targets = ["workspaceId", "storageAccountId", "eventHubAuthorizationRuleId", "marketplacePartnerId"];
    let sent = any(targets.map(|target| setting.prop(&format!("properties.{target}")).is_set()));
    let logs = setting.prop("properties.logs").items();
    let takes = |category: &str| logs.any(|log| is_enabled(log).and(log.at("category").names(category)));
    let groups = logs.any(|log| {
        let group = log.at("categoryGroup");
        is_enabled(log).and(group.names("allLogs").or(group.names("audit")))
    });
    let categories = match wanted {
        Wanted::All(names) => all(names.iter().map(|name| takes(name))),
        Wanted::Any(names) => any(names.iter().map(|name| takes(name))),
    };
    sent.and(groups.or(categories))
}

/// A log is taken when it says so; the property is required.
fn is_enabled(log: &Prop) -> Test {
    log.at("enabled").is_on()
}
