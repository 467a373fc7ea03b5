#![doc = include_str!("storage_identity.md")]
use super::shared::{SITES_AND_CONFIG, own_settings};
use crate::prelude::*;
use crate::secrets::detect::hidden;

pub(crate) static CONTROL: Control = Control {
    rule: Rule {
        id: "web-storage-by-identity",
        title: "Function or logic app reaches its storage account with a key",
        severity: Severity::Medium,
        audience: Audience::Regular,
        status: Status::stable("0.1.0"),
        maps: &[Maps::Guidance("IAM-2"), Maps::Mcsb("IM-3")],
        page: include_str!("storage_identity.md"),
        source: file!(),
    },
    check: Check::Each(SITES_AND_CONFIG, check),
};

const NAME: &str = "AzureWebJobsStorage";

fn check(node: &Node<'_>) -> Verdict {
    let (settings, _) = own_settings(node);
    let by_identity = settings.iter().find(|setting| {
        setting.name.to_ascii_lowercase().starts_with("azurewebjobsstorage__") && !setting.value.is_absent()
    });
    let by_key = settings.iter().find(|setting| setting.name.eq_ignore_ascii_case(NAME));
    match (by_key, by_identity) {
        (Some(setting), _) => {
            setting.value.is_set().map_facts(hidden).then_fail("reaches its own storage account with a key")
        }
        (None, Some(setting)) => {
            Test::yes().with(setting.value.fact()).or_fail("reaches its own storage account with a key")
        }
        (None, None) => Verdict::not_applicable(),
    }
}
