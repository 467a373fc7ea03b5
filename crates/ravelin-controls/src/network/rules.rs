//! Rules of network security groups, wherever they are written: in the group, or as resources of their own.
//!
//! Only what the Internet may do is asked here; who sits behind the group is not known.

use crate::address;
use crate::prelude::{Node, Prop, Test, any};
use ravelin_model::Value;

const RULES: &str = "Microsoft.Network/networkSecurityGroups/securityRules";

/// The `properties` of one rule.
pub(super) struct SecurityRule(Prop);

/// The rules that a verdict on this resource is about: all that a group holds itself, or the one that is a resource.
pub(super) fn judged(holder: &Node<'_>) -> Vec<SecurityRule> {
    if holder.resource.is(RULES) { vec![SecurityRule(holder.prop("properties"))] } else { inline(holder) }
}

fn inline(group: &Node<'_>) -> Vec<SecurityRule> {
    let items = group.prop("properties.securityRules").items().known;
    items.iter().map(|item| SecurityRule(item.prop("properties"))).collect()
}

/// Is there one among the judged rules for which the test holds? Rules that are not known leave it undecided.
pub(super) fn some(holder: &Node<'_>, rules: &[SecurityRule], test: impl Fn(&SecurityRule) -> Test) -> Test {
    let mut tests: Vec<Test> = rules.iter().map(test).collect();
    if !holder.resource.is(RULES) {
        let list = holder.prop("properties.securityRules");
        match list.items().rest {
            Some(reasons) => tests.push(Test::unknown(reasons).with(list.fact())),
            None if tests.is_empty() => tests.push(Test::no().with(list.fact())),
            None => {}
        }
    }
    any(tests)
}

impl SecurityRule {
    /// Does it let traffic in from everywhere?
    pub(super) fn admits_everybody(&self) -> Test {
        self.is_inbound("Allow").and(self.is_from_everywhere())
    }

    fn is_inbound(&self, access: &str) -> Test {
        // The rule as a whole is to blame, not its direction.
        let test = self.0.at("direction").is("Inbound").and(self.0.at("access").is(access));
        if test.holds() { test.led_by(self.0.fact()) } else { test }
    }

    fn is_from_everywhere(&self) -> Test {
        let one = self.0.at("sourceAddressPrefix").ask_or(false, everywhere);
        let several = self.0.at("sourceAddressPrefixes").items().any(|prefix| prefix.ask(everywhere));
        one.or(several)
    }

    /// Is this one of its destination ports?
    pub(super) fn has_port(&self, port: u16) -> Test {
        let one = self.0.at("destinationPortRange").ask_or(false, |range| holds(range, port));
        one.or(covers(&self.0.at("destinationPortRanges"), port))
    }

    /// Are all ports its destination?
    pub(super) fn has_all_ports(&self) -> Test {
        let all =
            |range: &Value| range.as_text().map(|text| matches!(text.trim(), "*" | "0-65535" | "1-65535"));
        let one = self.0.at("destinationPortRange").ask_or(false, all);
        one.or(self.0.at("destinationPortRanges").items().any(|range| range.ask(all)))
    }

    fn priority(&self) -> Option<i64> {
        self.0.at("priority").value()?.as_int()
    }

    /// Does it refuse everybody this port, whatever the protocol?
    fn refuses(&self, port: u16) -> Test {
        let protocol = self.0.at("protocol").is_any(&["*", "Tcp"]);
        let to_all = self.0.at("destinationAddressPrefix").is_any(&["*", "0.0.0.0/0"]);
        self.is_inbound("Deny")
            .and(self.is_from_everywhere())
            .and(self.has_port(port))
            .and(protocol)
            .and(to_all)
    }
}

/// Is there a rule before this one, in the same group, that refuses everybody the port?
pub(super) fn shadowed(holder: &Node<'_>, rule: &SecurityRule, port: u16) -> Test {
    let Some(priority) = rule.priority() else { return Test::no() };
    let group = if holder.resource.is(RULES) { holder.parent() } else { Some(*holder) };
    let Some(group) = group else { return Test::no() };
    let before = |other: &SecurityRule| other.priority().is_some_and(|first| first < priority);
    let own = inline(&group).into_iter().filter(before).map(|other| other.refuses(port));
    let children = group.children(RULES).map(|node| (node.exists(), SecurityRule(node.prop("properties"))));
    let others =
        children.filter(|(_, other)| before(other)).map(|(exists, other)| exists.and(other.refuses(port)));
    any(own.chain(others).collect::<Vec<_>>())
}

/// Does a list of ports and ranges hold this port?
pub(super) fn covers(list: &Prop, port: u16) -> Test {
    list.items().any(|range| range.ask(|range| holds(range, port)))
}

/// `*`, `443` or `1000-2000`; `None` for what is not known.
fn holds(range: &Value, port: u16) -> Option<bool> {
    let text = range.as_text()?;
    let text = text.trim();
    if text == "*" {
        return Some(true);
    }
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    match (first.trim().parse::<u16>(), last.trim().parse::<u16>()) {
        (Ok(first), Ok(last)) => Some((first..=last).contains(&port)),
        _ => Some(false),
    }
}

fn everywhere(prefix: &Value) -> Option<bool> {
    let text = prefix.as_text()?;
    let known = ["*", "Internet", "Any", "::/0"].iter().any(|all| text.eq_ignore_ascii_case(all));
    Some(known || address::is_wide(&text) == Some(true))
}
