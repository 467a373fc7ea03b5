#![doc = include_str!("managed_identity.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "data-factory-managed-identity",
        title: "Data factory has no identity of its own",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("IAM-2"), Maps::Mcsb("IM-3")],
        page: include_str!("managed_identity.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.DataFactory/factories"], check),
};

fn check(factory: &Node<'_>) -> Verdict {
    let identity =
        factory.prop("identity.type").ask_or(false, |ty| ty.same_ignoring_case("None").map(|none| !none));
    identity.or_fail("has no managed identity")
}
