#![doc = include_str!("container_public.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "storage-container-public",
        title: "Blob container is open to anonymous readers",
        severity: Severity::High,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("IAM-5"), Maps::Guidance("ENC-2"), Maps::Mcsb("PA-7")],
        page: include_str!("container_public.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.Storage/storageAccounts/blobServices/containers"], check),
};

/// A container's own setting counts only while the account allows it.
fn check(container: &Node<'_>) -> Verdict {
    let open = container.prop("properties.publicAccess").is("None").not();
    let allowed = match container.ancestor(super::ACCOUNT) {
        Some(account) => account.prop("properties.allowBlobPublicAccess").is_false().not(),
        None => Test::yes(),
    };
    open.and(allowed).then_fail("is open to anonymous readers")
}
