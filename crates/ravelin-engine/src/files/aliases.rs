//! What `bicepconfig.json` says of modules: aliases of registries and template specs, and where modules are kept.
//!
//! As in the Bicep compiler the nearest file upwards holds, over the built-in alias `public`. Read in Azure/bicep:
//! `src/Bicep.Core/Configuration/{bicepconfig.json,ModuleAliasesConfiguration.cs,BicepConfiguration.cs}`.

use crate::{paths, text};
use ravelin_template::json::{self, Node};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The settings that matter here.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Aliases {
    /// `br/NAME:` stands for this registry and path.
    pub(super) registries: BTreeMap<String, String>,
    /// `ts/NAME:` stands for this `subscription/group`.
    pub(super) specs: BTreeMap<String, String>,
    /// Where restored modules are kept.
    pub(super) cache: Option<PathBuf>,
    /// The file, and what is wrong with it.
    pub(super) fault: Option<String>,
}

impl Aliases {
    /// Those that hold for files in a folder.
    pub(super) fn nearest(folder: &Path) -> Self {
        let files = folder.ancestors().map(|folder| folder.join("bicepconfig.json"));
        let Some(path) = files.into_iter().find(|path| path.is_file()) else { return Self::builtin() };
        let shown = paths::shown(&path);
        match text::read_text(&path) {
            Ok(text) => Self::read(&text).unwrap_or_else(|fault| Self {
                fault: Some(format!("`{shown}` is not JSON: {fault}")),
                ..Self::builtin()
            }),
            Err(error) => Self { fault: Some(format!("`{shown}` {error}")), ..Self::builtin() },
        }
    }

    fn builtin() -> Self {
        let public = ("public".to_owned(), "mcr.microsoft.com/bicep".to_owned());
        Self { registries: BTreeMap::from([public]), ..Self::default() }
    }

    fn read(text: &str) -> Result<Self, String> {
        let parsed = json::parse(text);
        let first = || parsed.errors.first().map_or_else(String::new, ToString::to_string);
        let document = parsed.document.as_ref().ok_or_else(first)?;
        let root = document.root();
        let mut found = Self::builtin();
        found.cache = text_at(root, "cacheRootDirectory").map(|path| expanded(&path));
        let Some(aliases) = root.get("moduleAliases") else { return Ok(found) };
        for (name, alias) in aliases.get("br").into_iter().flat_map(Node::members) {
            let Some(registry) = text_at(alias, "registry") else { continue };
            let path = text_at(alias, "modulePath").map(|path| format!("/{}", path.trim_matches('/')));
            found.registries.insert(name.text.into_owned(), registry + &path.unwrap_or_default());
        }
        for (name, alias) in aliases.get("ts").into_iter().flat_map(Node::members) {
            let scope = (text_at(alias, "subscription"), text_at(alias, "resourceGroup"));
            if let (Some(subscription), Some(group)) = scope {
                found.specs.insert(name.text.into_owned(), format!("{subscription}/{group}"));
            }
        }
        Ok(found)
    }
}

fn text_at(node: Node<'_, '_>, key: &str) -> Option<String> {
    node.get(key)?.as_str().map(|text| text.to_string())
}

/// `~` at the beginning is the user's folder.
fn expanded(path: &str) -> PathBuf {
    match (path.strip_prefix('~'), std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest.trim_start_matches(['/', '\\'])),
        _ => PathBuf::from(path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_are_read_with_comments_and_keep_the_public_one() {
        let text = r#"{
            // ours
            "moduleAliases": {
                "br": { "ours": { "registry": "contoso.azurecr.io", "modulePath": "bicep/modules/" } },
                "ts": { "specs": { "subscription": "s", "resourceGroup": "g" } },
            }
        }"#;
        let aliases = Aliases::read(text).unwrap();
        assert_eq!(aliases.registries["ours"], "contoso.azurecr.io/bicep/modules");
        assert_eq!(aliases.registries["public"], "mcr.microsoft.com/bicep");
        assert_eq!(aliases.specs["specs"], "s/g");
        assert!(Aliases::read("{").is_err());
    }
}
