#![doc = include_str!("template_deployment.md")]
use crate::prelude::*;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "key-vault-template-deployment",
        title: "Template deployments can read the vault",
        severity: Severity::Low,
        audience: Audience::Pedantic,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("IAM-5"), Maps::Mcsb("IM-8")],
        page: include_str!("template_deployment.md"),
        source: file!(),
    },
    check: Check::Each(&["Microsoft.KeyVault/vaults"], check),
};

fn check(vault: &Node<'_>) -> Verdict {
    let open = vault.prop("properties.enabledForTemplateDeployment").is_on();
    open.then_fail("lets template deployments read its secrets")
}
