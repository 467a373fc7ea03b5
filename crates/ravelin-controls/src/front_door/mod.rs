//! Controls on Azure Front Door.
use crate::Control;
use crate::prelude::{Node, Test};
mod certificate_name_check;
mod health_probe;
mod https_only;
mod origin_https;
mod origin_locked;
mod premium_tier;
mod tls_minimum;
mod waf_every_domain;

pub(crate) static CONTROLS: &[&Control] = &[
    &certificate_name_check::CONTROL,
    &health_probe::CONTROL,
    &https_only::CONTROL,
    &origin_https::CONTROL,
    &origin_locked::CONTROL,
    &premium_tier::CONTROL,
    &tls_minimum::CONTROL,
    &waf_every_domain::CONTROL,
];

/// Does a route answer plain HTTP with something else than a redirect? The specification's default for
/// `supportedProtocols` is both.
fn serves_http(route: &Node<'_>) -> Test {
    let redirected = route.prop("properties.httpsRedirect").is("Enabled");
    let protocols = route.prop("properties.supportedProtocols");
    let admitted = if protocols.is_absent() {
        Test::yes().with(protocols.fact())
    } else {
        protocols.items().any(|protocol| protocol.is("Http"))
    };
    redirected.not().and(admitted)
}

/// Is it switched off? It is on unless it says so.
fn is_disabled(node: &Node<'_>) -> Test {
    node.prop("properties.enabledState").names("Disabled")
}
