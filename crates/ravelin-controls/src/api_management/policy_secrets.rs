#![doc = include_str!("policy_secrets.md")]
use super::policy::{Element, has_hole, hidden_fact, of, text_prop};
use crate::prelude::*;
use crate::prop::Got;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "api-management-policy-secrets",
        title: "Policy holds a secret in the open",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("ENC-5"), Maps::Mcsb("IM-8"), Maps::Cwe(798)],
        page: include_str!("policy_secrets.md"),
        source: file!(),
    },
    check: Check::Each(
        &[
            "Microsoft.ApiManagement/service/policies",
            "Microsoft.ApiManagement/service/policyFragments",
            "Microsoft.ApiManagement/service/apis/policies",
            "Microsoft.ApiManagement/service/apis/operations/policies",
            "Microsoft.ApiManagement/service/products/policies",
        ],
        check,
    ),
};

/// Headers whose value is a credential.
const HEADERS: [&str; 5] =
    ["authorization", "ocp-apim-subscription-key", "x-functions-key", "api-key", "x-api-key"];

fn check(policy: &Node<'_>) -> Verdict {
    let value = text_prop(policy);
    let declared = matches!(&value.got, Got::Set(value) if value.is_secret());
    let test = match of(policy) {
        _ if declared => Test::yes(),
        Err(reasons) => Test::unknown(reasons),
        Ok(document) => {
            let texts: Vec<&str> = document.elements.iter().filter_map(credential).collect();
            if texts.iter().any(|text| is_literal(text) && !has_hole(text)) {
                Test::yes()
            } else if texts.iter().any(|text| has_hole(text)) {
                Test::unknown(value.ask(|_| None).reasons)
            } else {
                Test::no()
            }
        }
    };
    test.with(hidden_fact(policy)).then_fail("holds a secret in its text")
}

/// What stands where a credential belongs.
fn credential(element: &Element) -> Option<&str> {
    match element.name.as_str() {
        "authentication-basic" => element.attribute("password"),
        "value" => {
            element.header.as_deref().filter(|header| HEADERS.contains(header)).map(|_| element.text.as_str())
        }
        _ => None,
    }
}

/// Neither an expression nor a named value.
fn is_literal(text: &str) -> bool {
    let text = text.trim();
    !(text.is_empty() || text.starts_with('@') || text.contains("{{"))
}
