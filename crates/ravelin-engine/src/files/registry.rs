//! Modules of registries and template specs, found where they were restored to. Nothing is ever downloaded.
//!
//! A folder of `--module-root` may be laid out like the compiler's own cache, or plainly as
//! `REGISTRY/PATH/VERSION/main.json` or `PATH/VERSION/main.json` (`main.bicep` does as well); for modules of the public
//! registry `PATH` may leave out `bicep/`. The cache's layout was read in Azure/bicep:
//! `src/Bicep.Core/Registry/{OciArtifactRegistry.cs,TemplateSpecModuleRegistry.cs,Oci/TagEncoder.cs}`.

use super::aliases::Aliases;
use super::{Files, Places};
use crate::paths;
use crate::suggest::did_you_mean;
use ravelin_finding::{FileId, Span};
use ravelin_template::json;
use ravelin_template::loader::Unloaded;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where the public registry keeps its Bicep modules.
const PUBLIC: &str = "mcr.microsoft.com/bicep/";

/// A module that no relative path names.
#[derive(Debug)]
pub(super) struct Reference {
    written: String,
    cache: Option<PathBuf>,
    kind: Kind,
}

#[derive(Debug, PartialEq, Eq)]
enum Kind {
    /// A module of a registry: `mcr.microsoft.com`, `bicep/avm/res/x`, and a tag (`:1.0`) or digest (`@sha256:…`).
    Registry { registry: String, repository: String, version: String, digest: bool },
    /// A template spec.
    Spec { subscription: String, group: String, name: String, version: String },
}

impl Reference {
    /// The module that `reference` names; `None` when it is a path.
    pub(super) fn parse(
        reference: &str,
        aliases: impl FnOnce() -> Arc<Aliases>,
    ) -> Option<Result<Self, Unloaded>> {
        let (scheme, rest) = reference.split_once(':')?;
        let (scheme, alias) = match scheme.split_once('/') {
            Some((scheme, alias)) => (scheme, Some(alias)),
            None => (scheme, None),
        };
        if !matches!(scheme, "br" | "ts") {
            return None;
        }
        let aliases = aliases();
        let whole = match alias {
            None => rest.to_owned(),
            Some(alias) => match aliased(&aliases, scheme, alias) {
                Ok(prefix) => format!("{prefix}/{rest}"),
                Err(unloaded) => return Some(Err(unloaded)),
            },
        };
        let kind = if scheme == "br" { registry(&whole) } else { spec(&whole) };
        let made = kind.filter(Kind::is_plain).map(|kind| Self {
            written: reference.to_owned(),
            cache: aliases.cache.clone(),
            kind,
        });
        Some(made.ok_or_else(|| {
            let form =
                if scheme == "br" { "br:REGISTRY/PATH:TAG" } else { "ts:SUBSCRIPTION/GROUP/NAME:VERSION" };
            Unloaded::new(format!("`{reference}` is no module reference")).help(format!("write `{form}`"))
        }))
    }

    /// The file that it was restored to.
    pub(super) fn find(&self, files: &Files, places: &Places, from: &Path) -> Result<FileId, Unloaded> {
        let cache = self.cache.as_ref().or(places.cache.as_ref());
        let mut tried = places.module_roots.iter().flat_map(|root| self.kind.under(root));
        let cached = || cache.map(|cache| cache.join(self.kind.cached()));
        let Some(path) = tried.find(|path| path.is_file()).or_else(|| cached().filter(|path| path.is_file()))
        else {
            return Err(Unloaded::new(format!("module `{}` is not on this machine", self.written)).help(
                format!(
                    "`bicep restore {}` downloads it, or name a folder that has it with `--module-root`",
                    paths::shown(from)
                ),
            ));
        };
        match self.kind {
            Kind::Registry { .. } => files.open(&path),
            Kind::Spec { .. } => open_spec(files, &path),
        }
    }
}

fn aliased<'a>(aliases: &'a Aliases, scheme: &str, alias: &str) -> Result<&'a str, Unloaded> {
    let known = if scheme == "br" { &aliases.registries } else { &aliases.specs };
    known.get(alias).map(String::as_str).ok_or_else(|| {
        let unloaded = Unloaded::new(format!("`{scheme}/{alias}` is no module alias of `bicepconfig.json`"));
        let advice = aliases.fault.clone().or_else(|| did_you_mean(alias, known.keys().map(String::as_str)));
        match advice {
            Some(advice) => unloaded.help(advice),
            None => unloaded,
        }
    })
}

fn registry(reference: &str) -> Option<Kind> {
    let (registry, rest) = reference.split_once('/')?;
    let digest = rest.contains('@');
    let (repository, version) = if digest { rest.split_once('@')? } else { rest.rsplit_once(':')? };
    let own = |text: &str| text.to_owned();
    Some(Kind::Registry {
        registry: registry.to_lowercase(),
        repository: own(repository),
        version: own(version),
        digest,
    })
}

fn spec(reference: &str) -> Option<Kind> {
    let (path, version) = reference.rsplit_once(':')?;
    let mut parts = path.split('/').map(str::to_owned);
    let (subscription, group, name) = (parts.next()?, parts.next()?, parts.next()?);
    let end = parts.next().is_none();
    end.then(|| Kind::Spec { subscription, group, name, version: version.to_owned() })
}

impl Kind {
    /// Does each part name one folder, so that the file can't lie elsewhere?
    fn is_plain(&self) -> bool {
        let plain = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', '/', '\0']);
        match self {
            Self::Registry { registry, repository, version, .. } => {
                plain(registry) && repository.split('/').all(plain) && plain(version)
            }
            Self::Spec { subscription, group, name, version } => {
                [subscription, group, name, version].into_iter().all(|part| plain(part))
            }
        }
    }

    /// The file in the compiler's cache, seen from its root.
    fn cached(&self) -> PathBuf {
        match self {
            Self::Registry { registry, repository, version, digest } => {
                let version = if *digest { version.replace(':', "#") } else { encoded_tag(version) };
                let folder =
                    Path::new("br").join(registry.replace(':', "$")).join(repository.replace('/', "$"));
                folder.join(version).join("main.json")
            }
            Self::Spec { subscription, group, name, version } => {
                PathBuf::from(format!("ts/{subscription}/{group}/{name}/{version}/main.json").to_lowercase())
            }
        }
    }

    /// The files under a module root that would be this module, best first.
    fn under(&self, root: &Path) -> Vec<PathBuf> {
        let mut found = vec![root.join(self.cached())];
        let Self::Registry { registry, repository, version, .. } = self else { return found };
        let whole = format!("{registry}/{repository}");
        let short = whole.strip_prefix(PUBLIC);
        for path in [Some(whole.as_str()), Some(repository.as_str()), short].into_iter().flatten() {
            let folder = root.join(path).join(version);
            found.extend([folder.join("main.json"), folder.join("main.bicep")]);
        }
        found
    }
}

/// The compiler's name for a tag on file systems without regard to case: the tag, `$`, and a bit for each capital.
fn encoded_tag(tag: &str) -> String {
    let bits = tag.chars().zip(0u32..128).filter(|(letter, _)| letter.is_uppercase());
    let mask = bits.fold(0u128, |mask, (_, at)| mask | 1 << at);
    if mask == 0 { format!("{tag}$") } else { format!("{tag}${mask:x}") }
}

/// A restored template spec holds the template as one of its properties.
fn open_spec(files: &Files, path: &Path) -> Result<FileId, Unloaded> {
    let text = crate::text::read_text(path)
        .map_err(|error| Unloaded::new(format!("`{}` {error}", paths::shown(path))))?;
    let span = main_template(&text)
        .ok_or_else(|| Unloaded::new(format!("`{}` holds no template spec", paths::shown(path))))?;
    // What stands before the template becomes blank, so that lines and columns stay those of the file.
    let start = text.get(..span.start as usize).unwrap_or_default();
    let blank: String = start.chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
    files.adopt(path, blank + span.of(&text))
}

fn main_template(text: &str) -> Option<Span> {
    let parsed = json::parse(text);
    let root = parsed.document.as_ref()?.root();
    Some(root.get("properties")?.get("mainTemplate").filter(|node| node.is_object())?.span())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cached(reference: &str) -> String {
        let parsed = Reference::parse(reference, || Arc::new(Aliases::nearest(Path::new("/"))));
        paths::shown(&parsed.unwrap().unwrap().kind.cached())
    }

    #[test]
    fn references_are_found_in_the_compilers_cache() {
        assert_eq!(
            cached("br/public:avm/res/storage/storage-account:0.1.0"),
            "br/mcr.microsoft.com/bicep$avm$res$storage$storage-account/0.1.0$/main.json"
        );
        assert_eq!(cached("br:localhost:5000/a/b:v1-Beta"), "br/localhost$5000/a$b/v1-Beta$8/main.json");
        assert_eq!(cached("br:x.io/a@sha256:ab"), "br/x.io/a/sha256#ab/main.json");
        assert_eq!(cached("ts:S/Group/Name:V1"), "ts/s/group/name/v1/main.json");
    }

    #[test]
    fn tags_are_encoded_as_the_compiler_does() {
        assert_eq!(encoded_tag("1.0"), "1.0$");
        assert_eq!(encoded_tag("A"), "A$1");
        assert_eq!(
            encoded_tag(&format!("{}Z", "a".repeat(64))),
            format!("{}Z$10000000000000000", "a".repeat(64))
        );
    }

    #[test]
    fn what_is_no_reference_is_a_path_or_an_error() {
        let parse = |text: &str| Reference::parse(text, || Arc::new(Aliases::nearest(Path::new("/"))));
        assert!(parse("./x.bicep").is_none());
        assert!(parse("c:/x.bicep").is_none());
        for wrong in ["br:x", "br:x/y", "br:x/../../etc:v", "ts:a/b:c", "br/publik:x:1", "br:x/y:.."] {
            assert!(parse(wrong).unwrap().is_err(), "{wrong}");
        }
        assert_eq!(parse("br/publik:x:1").unwrap().unwrap_err().help.unwrap(), "did you mean `public`?");
    }
}
