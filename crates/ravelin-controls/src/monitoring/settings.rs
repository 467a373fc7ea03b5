//! Diagnostic settings: whether a resource's audit logs go anywhere.
//!
//! What the platform adds by Azure Policy after the deployment is not known here.

use crate::prelude::{Node, Prop, Test, Verdict, all, any};

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
    let extension = node.some_child(SETTINGS, |setting| reaches(setting, wanted));
    let older = older(node, wanted);
    extension
        .or(older)
        .led_by(node.fact("no diagnostic setting with its audit logs"))
        .or_fail("sends its audit logs nowhere")
}

/// The older notation, a child resource: `Microsoft.KeyVault/vaults/providers/diagnosticSettings` named
/// `kv/Microsoft.Insights/audit`.
fn older(node: &Node<'_>, wanted: Wanted) -> Test {
    let ty = format!("{}/providers/diagnosticSettings", node.resource.ty);
    let start = node.resource.id.display().map(|id| format!("{id}/").to_ascii_lowercase());
    let own = |setting: &Node<'_>| {
        let id = setting.resource.id.display().unwrap_or_default().to_ascii_lowercase();
        start.as_ref().is_some_and(|start| id.starts_with(start))
    };
    let found: Vec<Test> =
        node.all(&ty).filter(own).map(|setting| setting.exists().and(reaches(&setting, wanted))).collect();
    any(found)
}

/// The logs of storage services.
const STORAGE: &[&str] = &["StorageRead", "StorageWrite", "StorageDelete"];

/// Does a diagnostic setting of a part of a storage account, `/blobServices/`, send its logs somewhere? The service itself is
/// often referred to without being declared.
pub(super) fn of_part(account: &Node<'_>, part: &str) -> Test {
    let start = format!("{}{part}", account.resource.id.display().unwrap_or_default()).to_ascii_lowercase();
    let test = account.some(account.all(SETTINGS), |setting| {
        let scope = setting.resource.scope.display().unwrap_or_default().to_ascii_lowercase();
        if scope.starts_with(&start) {
            reaches(setting, Wanted::All(STORAGE))
        } else if setting.parent().is_none()
            && setting.resource.scope.as_str().is_none()
            && !scope.starts_with('/')
        {
            Test::unknown(setting.resource.scope.reasons())
        } else {
            Test::no()
        }
    });
    test.led_by(account.fact("no diagnostic setting with its logs"))
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
