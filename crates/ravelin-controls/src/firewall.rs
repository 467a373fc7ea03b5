//! Rules of service firewalls.

use crate::address;
use crate::prop::Prop;
use crate::test::Verdict;

/// Says of a list of address rules whether one admits strangers. Of a list that is not there, nothing is said.
pub(crate) fn decide(rules: &Prop, address: &str) -> Verdict {
    let items = rules.items();
    if items.known.is_empty() && items.rest.is_none() {
        return Verdict::not_applicable();
    }
    let wide = |text: Option<&str>| text.is_some_and(|text| address::is_wide(text) == Some(true));
    let found = items.known.iter().map(|rule| rule.prop(address)).find(|range| wide(range.text()));
    let message = found
        .as_ref()
        .and_then(Prop::text)
        .map_or("admits strangers".to_owned(), |text| format!("admits {text}"));
    items
        .any(|rule| {
            rule.prop(address).ask_or(false, |value| match value.as_unknown() {
                Some(_) => None,
                None => Some(wide(value.as_str())),
            })
        })
        .then_fail(message)
}
