//! Parameter files and the entry points they belong to.
//!
//! `NAME.parameters.json` and `NAME.bicepparam` beside `NAME.bicep` or `NAME.json` are used together, the latter over
//! the former. A file with a further name (`NAME.prod.bicepparam`, `NAME.prod.parameters.json`,
//! `NAME.parameters.prod.json`) and any other found `.bicepparam` whose `using` names the entry point describe another
//! deployment of the same template: each is evaluated on its own.

use super::scan::{self, Kind};
use super::{Discovery, Entry, EntryKind, Exclude, Found, Variant, problem};
use crate::files::Files;
use crate::{paths, text};
use ravelin_finding::{FileId, ProblemKind};
use ravelin_template::loader::Loader;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A `.bicepparam` file.
struct Parameters {
    path: PathBuf,
    using: Option<String>,
    /// Was it found or named, and not just seen beside an entry point?
    found: bool,
    named: bool,
}

/// Makes entries of the found templates and pairs them with parameter files.
pub(super) fn pair(
    found: Vec<(FileId, Found, bool)>,
    exclude: &Exclude,
    files: &Files,
    discovery: &mut Discovery,
) {
    let mut entries: BTreeMap<PathBuf, Entry> = BTreeMap::new();
    let mut parameters: BTreeMap<PathBuf, Parameters> = BTreeMap::new();
    for (file, found, is_entry) in found {
        if let Kind::Parameters { using } = found.kind {
            let own = Parameters { path: found.path, using, found: true, named: found.named };
            parameters.insert(found.absolute, own);
        } else if is_entry {
            entries.insert(
                found.absolute,
                Entry { file, path: found.path, kind: EntryKind::Template, variants: Vec::new() },
            );
        }
    }
    let folders: BTreeSet<PathBuf> =
        entries.values().map(|entry| entry.path.parent().map(Path::to_owned).unwrap_or_default()).collect();
    let mut beside: BTreeMap<PathBuf, Vec<String>> = BTreeMap::new();
    for folder in folders {
        let names = names(&folder, exclude);
        for name in names.iter().filter(|name| name.to_ascii_lowercase().ends_with(".bicepparam")) {
            see(&folder.join(name), &mut parameters);
        }
        beside.insert(folder, names);
    }
    let mut only_named: BTreeSet<PathBuf> = BTreeSet::new();
    for parameters in parameters.values() {
        let target = target(parameters, &entries, files, discovery);
        let Some((target, file, path)) = target else { continue };
        let stem = paths::stem(&parameters.path);
        let entry = entries.entry(target.clone()).or_insert_with(|| {
            if parameters.named {
                only_named.insert(target);
            }
            Entry { file, path, kind: EntryKind::Template, variants: Vec::new() }
        });
        let name = paths::stem(&entry.path);
        let label = if stem.eq_ignore_ascii_case(&name) {
            ""
        } else {
            stem.strip_prefix(&format!("{name}.")).unwrap_or(&stem)
        };
        add(entry, label, &parameters.path);
    }
    for (absolute, mut entry) in entries {
        let folder = entry.path.parent().map(Path::to_owned).unwrap_or_default();
        if !only_named.contains(&absolute) {
            let names = beside.get(&folder).map_or(&[][..], Vec::as_slice);
            for name in names {
                if let Some(label) = label(&paths::stem(&entry.path), name, names) {
                    add(&mut entry, label, &folder.join(name));
                }
            }
        }
        for variant in &mut entry.variants {
            // `.bicepparam` behind `.json`: it wins.
            variant.files.sort_by_key(|file| (paths::ending(file) == "bicepparam", file.clone()));
        }
        if entry.variants.is_empty() {
            entry.variants.push(Variant::default());
        }
        entry.variants.sort_by(|a, b| a.label.cmp(&b.label));
        discovery.entries.push(entry);
    }
}

fn add(entry: &mut Entry, label: &str, file: &Path) {
    match entry.variants.iter_mut().find(|variant| variant.label == label) {
        Some(variant) => variant.files.push(file.to_owned()),
        None => entry.variants.push(Variant { label: label.to_owned(), files: vec![file.to_owned()] }),
    }
}

/// The names of the files in a folder; a folder that can't be read was reported by the search.
fn names(folder: &Path, exclude: &Exclude) -> Vec<String> {
    let readable = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(entries) = std::fs::read_dir(readable) else { return Vec::new() };
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| !exclude.has(&folder.join(name))).collect();
    names.sort();
    names
}

fn see(path: &Path, parameters: &mut BTreeMap<PathBuf, Parameters>) {
    parameters.entry(paths::absolute(path)).or_insert_with(|| {
        // What can't be read belongs to the template of its name, whose evaluation says so.
        let using = match text::read_text(path).map(|text| scan::scan(path, &text)) {
            Ok(Kind::Parameters { using }) => using,
            _ => None,
        };
        Parameters { path: path.to_owned(), using, found: false, named: false }
    });
}

/// The template that a parameter file is for: its absolute path, its file and its path as shown.
fn target(
    parameters: &Parameters,
    entries: &BTreeMap<PathBuf, Entry>,
    files: &Files,
    discovery: &mut Discovery,
) -> Option<(PathBuf, FileId, PathBuf)> {
    let Some(using) = &parameters.using else { return namesake(parameters, entries, discovery) };
    let path = paths::beside(&parameters.path, using);
    let absolute = paths::absolute(&path);
    if let Some(entry) = entries.get(&absolute) {
        return Some((absolute, entry.file, entry.path.clone()));
    }
    if !parameters.found {
        return None;
    }
    let resolved = files.open(&parameters.path).and_then(|own| files.resolve(own, using));
    match resolved {
        Ok(file) => {
            let path = files.path(file).to_path_buf();
            Some((paths::absolute(&path), file, path))
        }
        Err(unloaded) => {
            let message = format!("the template it is for can't be had: {}", unloaded.message);
            discovery.problems.push(problem(
                ProblemKind::Unreadable,
                &parameters.path,
                message,
                unloaded.help,
            ));
            None
        }
    }
}

/// The entry point of the parameter file's own name, for a file that names none.
fn namesake(
    parameters: &Parameters,
    entries: &BTreeMap<PathBuf, Entry>,
    discovery: &mut Discovery,
) -> Option<(PathBuf, FileId, PathBuf)> {
    for ending in ["bicep", "json"] {
        let absolute = paths::absolute(&parameters.path.with_extension(ending));
        if let Some(entry) = entries.get(&absolute) {
            return Some((absolute, entry.file, entry.path.clone()));
        }
    }
    if parameters.named {
        let message = "it does not say which template it is for".to_owned();
        let help = "write `using 'main.bicep'`".to_owned();
        discovery.problems.push(problem(ProblemKind::Invalid, &parameters.path, message, Some(help)));
    }
    None
}

/// What tells the JSON parameter file `name` of the template `stem` from the others; `None` when it is not of it.
fn label<'n>(stem: &str, name: &'n str, beside: &[String]) -> Option<&'n str> {
    let start = name.get(..stem.len())?;
    let rest = name.get(stem.len()..)?;
    let lower = rest.to_ascii_lowercase();
    if !start.eq_ignore_ascii_case(stem) || !lower.starts_with('.') || !lower.ends_with(".json") {
        return None;
    }
    let middle = rest.get(1..rest.len().checked_sub(".json".len())?)?;
    let lower = middle.to_ascii_lowercase();
    let label = if lower == "parameters" {
        ""
    } else if lower.starts_with("parameters.") {
        middle.get("parameters.".len()..)?
    } else if lower.ends_with(".parameters") {
        middle.get(..middle.len().checked_sub(".parameters".len())?)?
    } else {
        return None;
    };
    // `main.test.parameters.json` belongs to `main.test.bicep` where there is one.
    let longer = format!("{stem}.{label}");
    let owned = beside.iter().any(|other| {
        let other = Path::new(other);
        matches!(paths::ending(other).as_str(), "bicep" | "json")
            && paths::stem(other).eq_ignore_ascii_case(&longer)
    });
    (label.is_empty() || !owned).then_some(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_whose_parameters_they_are() {
        let none: &[String] = &[];
        assert_eq!(label("main", "main.parameters.json", none), Some(""));
        assert_eq!(label("main", "main.Parameters.json", none), Some(""));
        assert_eq!(label("main", "main.prod.parameters.json", none), Some("prod"));
        assert_eq!(label("azuredeploy", "azuredeploy.parameters.us.json", none), Some("us"));
        assert_eq!(label("main", "main.json", none), None);
        assert_eq!(label("main", "mainly.parameters.json", none), None);
        let beside = ["main.test.bicep".to_owned()];
        assert_eq!(label("main", "main.test.parameters.json", &beside), None);
        assert_eq!(label("main.test", "main.test.parameters.json", &beside), Some(""));
    }
}
