//! What the controls of this folder share: a site's configuration, inline and in its `config` children.

use crate::address::is_wide;
use crate::prelude::*;
use crate::prop::Got;
use ravelin_model::{Data, Existence, Unknown, Value};
use std::sync::Arc;

/// Apps and their deployment slots.
pub(super) const SITES: &[&str] = &["Microsoft.Web/sites", "Microsoft.Web/sites/slots"];

/// Apps, slots, and the configuration resources that may come with sites that exist already.
pub(super) const SITES_AND_CONFIG: &[&str] = &[
    "Microsoft.Web/sites",
    "Microsoft.Web/sites/slots",
    "Microsoft.Web/sites/config",
    "Microsoft.Web/sites/slots/config",
];

/// Its declared `config` children with this name (`web`, `appsettings`, …).
pub(super) fn configs<'g>(site: &Node<'g>, name: &str) -> Vec<Node<'g>> {
    let ty = format!("{}/config", site.resource.ty);
    let named = |node: &Node<'_>| node.resource.own_name().is_some_and(|own| own.eq_ignore_ascii_case(name));
    site.children(&ty).filter(named).collect()
}

/// A property of the site's configuration: the `web` config child's where that sets it, else the inline `siteConfig`'s.
/// A conditional child leaves it one of both. Where neither sets it and parts of the code could not be read, they may.
pub(crate) fn site_config(site: &Node<'_>, key: &str) -> Prop {
    let inline = site.prop(&format!("properties.siteConfig.{key}"));
    let from_child = overridden(site, inline, "web", &format!("properties.{key}"));
    with_gaps(site, from_child)
}

/// An app setting by name: of the `appsettings` config child where there is one, else of `siteConfig.appSettings`.
pub(super) fn app_setting(site: &Node<'_>, name: &str) -> Prop {
    let list = site.prop("properties.siteConfig.appSettings");
    let items = list.items();
    let mut inline = Prop { got: Got::Absent, ..list.clone() };
    if items.rest.is_some() {
        inline = list.prop(name);
    }
    let named = |item: &&Prop| item.prop("name").text().is_some_and(|own| own.eq_ignore_ascii_case(name));
    if let Some(item) = items.known.iter().find(named) {
        inline = item.prop("value");
    }
    with_gaps(site, overridden(site, inline, "appsettings", &format!("properties.{name}")))
}

fn overridden(site: &Node<'_>, inline: Prop, config: &str, path: &str) -> Prop {
    configs(site, config).iter().fold(inline, |prop, child| {
        let mut own = child.prop(path);
        if own.is_absent() {
            return prop;
        }
        own.note = Some(format!("of `{}` `{}`", child.resource.ty, child.resource.shown().name));
        match &child.resource.existence {
            Existence::Certain => own,
            Existence::Depends(condition) => either(own, &prop, condition),
        }
    })
}

/// The child's value or the other one, as the condition says.
fn either(mut child: Prop, other: &Prop, condition: &Value) -> Prop {
    let residual = format!("if({}, {})", condition.residual(), child.path);
    let unknown = Unknown::new(&residual, condition.reasons(), ravelin_model::Form::Any);
    child.got = match (&child.got, &other.got) {
        (Got::Set(set), Got::Set(value) | Got::Default(value, _)) => {
            Got::Set(Value::one_of(vec![set.clone(), value.clone()], residual, condition.reasons()))
        }
        _ => Got::Unknown(unknown),
    };
    child
}

fn with_gaps(site: &Node<'_>, mut prop: Prop) -> Prop {
    let gaps = site.graph.gaps(site.resource.entry);
    if prop.is_absent() && !gaps.is_empty() {
        prop.got = Got::Unknown(Unknown::new(&prop.path, gaps.iter().cloned(), ravelin_model::Form::Any));
    }
    prop
}

/// Does App Service itself run it? On Container Apps most of a site's configuration has no meaning.
pub(super) fn on_app_service(site: &Node<'_>) -> Test {
    site.prop("properties.managedEnvironmentId").is_set().not()
}

/// Is it in an App Service Environment, which is in a virtual network as a whole? The site says so, or its plan; older
/// templates name the environment without a profile.
pub(super) fn in_environment(site: &Node<'_>) -> Test {
    let names = |node: &Node<'_>| {
        any(["properties.hostingEnvironmentProfile", "properties.hostingEnvironment"]
            .map(|path| node.prop(path).is_set()))
    };
    let plan = site.prop("properties.serverFarmId");
    let plan = plan.given().and_then(|id| site.find(id)).filter(|plan| !plan.resource.existing);
    names(site).or(plan.map_or_else(Test::no, |plan| names(&plan)))
}

/// Is it certain or possible that its outgoing calls enter a virtual network?
pub(super) fn integrated(site: &Node<'_>) -> Test {
    let by_child = format!("{}/networkConfig", site.resource.ty);
    any([
        site.prop("properties.virtualNetworkSubnetId").is_set(),
        site.some_child(&by_child, |child| child.prop("properties.subnetResourceId").is_set()),
        in_environment(site),
    ])
}

/// A named value among an app's settings or connection strings.
pub(super) struct Setting {
    /// Its name.
    pub(super) name: String,
    /// Its value.
    pub(super) value: Prop,
}

/// The app settings and connection strings that a site, slot or config resource itself sets, and whether there may be
/// others.
pub(super) fn own_settings(node: &Node<'_>) -> (Vec<Setting>, Vec<Arc<ravelin_model::Reason>>) {
    let mut found = (Vec::new(), Vec::new());
    if !node.resource.ty.to_ascii_lowercase().ends_with("/config") {
        listed(&node.prop("properties.siteConfig.appSettings"), "value", &mut found);
        listed(&node.prop("properties.siteConfig.connectionStrings"), "connectionString", &mut found);
        return found;
    }
    match node.resource.own_name().unwrap_or_default().to_ascii_lowercase().as_str() {
        "web" => {
            listed(&node.prop("properties.appSettings"), "value", &mut found);
            listed(&node.prop("properties.connectionStrings"), "connectionString", &mut found);
        }
        "appsettings" => keyed(&node.prop("properties"), None, &mut found),
        "connectionstrings" => keyed(&node.prop("properties"), Some("value"), &mut found),
        _ => {}
    }
    found
}

type Found = (Vec<Setting>, Vec<Arc<ravelin_model::Reason>>);

fn listed(list: &Prop, value: &str, found: &mut Found) {
    let items = list.items();
    for item in &items.known {
        let name = item.prop("name");
        let name = name.value().and_then(Value::display).unwrap_or_else(|| "?".to_owned());
        found.0.push(Setting { name, value: item.prop(value) });
    }
    found.1.extend(items.rest.into_iter().flatten());
}

fn keyed(object: &Prop, member: Option<&str>, found: &mut Found) {
    match &object.got {
        Got::Set(Value { data: Data::Object(members), .. }) => {
            for entry in members.entries() {
                // An object that is secure as a whole doesn't make each of its settings a secret.
                let whole = Prop { got: Got::Set(Value::from(members.clone())), ..object.clone() };
                let value = whole.prop(&entry.key);
                let value = member.map_or(value.clone(), |member| value.prop(member));
                found.0.push(Setting { name: entry.key.as_ref().to_owned(), value });
            }
            // Settings that are carried over from the app as it is aren't this code's to decide.
            let rest = members
                .open()
                .map(|open| open.rest.reasons.iter().filter(|reason| &*reason.name != "list()"));
            found.1.extend(rest.into_iter().flatten().cloned());
        }
        Got::Set(value) => found.1.extend(value.reasons()),
        Got::Unknown(unknown) => found.1.extend(unknown.reasons.iter().cloned()),
        Got::Default(..) | Got::Absent => {}
    }
}

/// The restrictions' list of the main site or, with the prefix `scm`, of the deployment site: does it leave anyone out?
pub(super) fn restricted(site: &Node<'_>, prefix: &str) -> Test {
    let key = |name: &str| if prefix.is_empty() { lower_first(name) } else { format!("{prefix}{name}") };
    let rules = site_config(site, &key("IpSecurityRestrictions"));
    let unmatched = site_config(site, &key("IpSecurityRestrictionsDefaultAction"));
    let listed = rules.items();
    let everyone = listed.any(admits_everyone);
    let says = |wanted: &'static str| unmatched.ask_or(false, move |value| value.same_ignoring_case(wanted));
    // Unmatched callers are denied when that is said, and by default once there is a rule.
    let denies = any([says("Deny"), all([listed.some(), says("Allow").not()])]);
    all([denies, everyone.not()])
}

fn lower_first(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_ascii_lowercase().to_string() + chars.as_str())
}

fn admits_everyone(rule: &Prop) -> Test {
    let allow = rule.prop("action").ask_or(true, |value| value.same_ignoring_case("Allow"));
    let any_address = rule.prop("ipAddress").ask_or(false, |value| match value.as_str() {
        // One rule may list several ranges.
        Some(text) => Some(text.split(',').any(|one| {
            let named = ["Any", "::/0", "Internet"].iter().any(|all| one.trim().eq_ignore_ascii_case(all));
            named || is_wide(one) == Some(true)
        })),
        None if value.as_unknown().is_some() => None,
        None => Some(false),
    });
    all([allow, any_address, rule.prop("headers").is_set().not()])
}

/// Is publishing with user name and password off for `ftp` or `scm`? It is on until a child resource says otherwise.
pub(super) fn no_passwords(site: &Node<'_>, way: &str) -> Test {
    let ty = format!("{}/basicPublishingCredentialsPolicies", site.resource.ty);
    site.some_child(&ty, |policy| match policy.resource.own_name() {
        Some(own) if own.eq_ignore_ascii_case(way) => policy.prop("properties.allow").is_false(),
        Some(_) => Test::no(),
        None => Test::unknown(policy.resource.name.reasons()),
    })
}

/// Has it a private endpoint? Those of slots lead to the app, with a group of the slot's own.
pub(super) fn has_private_endpoint(site: &Node<'_>) -> Test {
    let own = site.resource.own_name();
    let (target, group) = match site.resource.is("Microsoft.Web/sites/slots") {
        true => (site.parent().unwrap_or(*site), format!("sites-{}", own.unwrap_or_default())),
        false => (*site, "sites".to_owned()),
    };
    site.some(target.referrers("Microsoft.Network/privateEndpoints"), |endpoint| {
        endpoint.prop("properties.privateLinkServiceConnections").items().any(|connection| {
            let groups = connection.prop("properties").prop("groupIds").items();
            groups.any(|one| one.is(&group))
        })
    })
}
