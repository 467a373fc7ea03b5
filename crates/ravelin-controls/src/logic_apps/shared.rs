//! What the controls of this folder share: the steps of a workflow's definition, and its access control.
//!
//! Only the definition language's shape is known here: where actions stand inside others, and where inputs are. What a
//! connector's operation does is not.

use crate::address::is_wide;
use crate::prelude::*;
use crate::prop::Got;
use ravelin_model::{Data, Reason, Value};
use std::sync::Arc;

/// Workflows of the Consumption plan.
pub(super) const WORKFLOWS: &[&str] = &["Microsoft.Logic/workflows"];

/// Scopes nest no deeper than this in definitions that are read; Logic Apps allows 8.
const MAX_DEPTH: usize = 16;

/// A trigger or an action.
pub(super) struct Step {
    /// Its name.
    pub(super) name: String,
    /// Its definition.
    pub(super) prop: Prop,
    /// Does it start the workflow?
    pub(super) trigger: bool,
}

/// The steps of a workflow.
pub(super) struct Steps {
    /// Those that are known, the triggers first.
    pub(super) known: Vec<Step>,
    /// Why there may be others; empty when there are none.
    pub(super) unread: Vec<Arc<Reason>>,
}

impl Step {
    /// Is it of one of these types?
    pub(super) fn is(&self, types: &[&str]) -> bool {
        self.prop.prop("type").text().is_some_and(|ty| types.iter().any(|one| one.eq_ignore_ascii_case(ty)))
    }

    /// A property of its inputs, by keys.
    pub(super) fn input(&self, keys: &[&str]) -> Prop {
        keys.iter().fold(self.prop.prop("inputs"), |prop, key| prop.prop(key))
    }
}

impl Steps {
    /// Does the test hold for a step?
    pub(super) fn any(&self, test: impl Fn(&Step) -> Test) -> Test {
        let rest =
            if self.unread.is_empty() { Test::no() } else { Test::unknown(self.unread.iter().cloned()) };
        any(self.known.iter().map(test).chain([rest]))
    }

    /// The names of the steps for which the test holds, as they are shown.
    pub(super) fn named(&self, test: impl Fn(&Step) -> Test) -> String {
        let names: Vec<String> = self
            .known
            .iter()
            .filter(|step| test(step).holds())
            .map(|step| format!("`{}`", step.name))
            .collect();
        names.join(", ")
    }
}

/// Every trigger and action of the workflow, those in scopes, loops and branches included.
pub(super) fn steps(workflow: &Node<'_>) -> Steps {
    let definition = workflow.prop("properties.definition");
    let mut found = Steps { known: Vec::new(), unread: Vec::new() };
    if definition.is_absent() {
        return found;
    }
    for (name, prop) in members(&definition.prop("triggers"), &mut found.unread) {
        found.known.push(Step { name, prop, trigger: true });
    }
    actions(&definition.prop("actions"), 0, &mut found);
    found
}

fn actions(list: &Prop, depth: usize, found: &mut Steps) {
    if depth > MAX_DEPTH {
        found.unread.push(Reason::new("depth", "actions nest deeper than Logic Apps allows", list.place));
        return;
    }
    for (name, prop) in members(list, &mut found.unread) {
        for inner in
            [prop.prop("actions"), prop.prop("else").prop("actions"), prop.prop("default").prop("actions")]
        {
            actions(&inner, depth + 1, found);
        }
        for (_, case) in members(&prop.prop("cases"), &mut found.unread) {
            actions(&case.prop("actions"), depth + 1, found);
        }
        found.known.push(Step { name, prop, trigger: false });
    }
}

/// The members of an object property, and why there may be others.
pub(super) fn members(object: &Prop, unread: &mut Vec<Arc<Reason>>) -> Vec<(String, Prop)> {
    match &object.got {
        Got::Set(Value { data: Data::Object(members), .. }) => {
            unread.extend(members.open().iter().flat_map(|open| open.rest.reasons.iter().cloned()));
            // An object that is secure as a whole doesn't make each of its members a secret.
            let whole = Prop { got: Got::Set(Value::from(members.clone())), ..object.clone() };
            let entries = members.entries().iter();
            entries.map(|entry| (entry.key.as_ref().to_owned(), whole.prop(&entry.key))).collect()
        }
        Got::Set(value) => {
            unread.extend(value.reasons());
            Vec::new()
        }
        Got::Unknown(unknown) => {
            unread.extend(unknown.reasons.iter().cloned());
            Vec::new()
        }
        Got::Default(..) | Got::Absent => Vec::new(),
    }
}

/// Has it a trigger that answers requests?
pub(super) fn answers_requests(workflow: &Node<'_>) -> Test {
    let all_steps = steps(workflow);
    let triggers = Steps {
        known: all_steps.known.into_iter().filter(|step| step.trigger).collect(),
        unread: all_steps.unread,
    };
    triggers.any(|step| step.prop.prop("type").ask_or(false, |ty| ty.same_ignoring_case("Request")))
}

/// Does a list of `accessControl` (`triggers`, `contents`, …) name the addresses that may call? None named means that no
/// address may; no list means that any may.
pub(super) fn admits_known_addresses_only(workflow: &Node<'_>, section: &str) -> Test {
    let list = workflow.prop(&format!("properties.accessControl.{section}.allowedCallerIpAddresses"));
    let given = list.ask_or(false, |value| match &value.data {
        Data::Array(_) => Some(true),
        Data::Unknown(unknown) => matches!(unknown.form, ravelin_model::Form::Holding(_)).then_some(true),
        _ => Some(false),
    });
    let everyone = list.items().any(|item| item.prop("addressRange").ask_or(false, wide));
    given.and(everyone.not())
}

fn wide(range: &Value) -> Option<bool> {
    match range.as_str() {
        Some(text) => is_wide(text).or(Some(false)),
        None if range.as_unknown().is_some() => None,
        None => Some(false),
    }
}

/// Is it an expression that the workflow evaluates when it runs, `@parameters('key')` say?
pub(super) fn is_expression(text: &str) -> bool {
    (text.starts_with('@') && !text.starts_with("@@")) || text.contains("@{")
}
