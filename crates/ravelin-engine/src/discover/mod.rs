//! Discovery: which of the files under the given paths are entry points, and which parameter files belong to them.
//!
//! A template that another found file deploys as a module or link is no entry point; importing types or functions from
//! it does not count. A file that is named on the command line always is one. Files that only deploy each other in a
//! circle would be lost, so the first of them is taken. Root modules of Terraform are found likewise, by folder. A `main.json` that the Bicep compiler wrote beside its
//! `main.bicep` is a build product: the source is checked instead, unless the JSON is named.

mod companions;
mod exclude;
mod scan;
mod terraform;
mod walk;

pub use walk::SKIPPED;

pub(crate) use exclude::Exclude;

use crate::error::Error;
use crate::files::{Files, link_candidates};
use crate::{paths, text};
use ravelin_finding::{FileId, Problem, ProblemKind};
use ravelin_terraform::syntax;
use rayon::prelude::*;
use scan::Kind;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

/// What there is to evaluate.
#[derive(Debug, Default)]
pub(crate) struct Discovery {
    /// The entry points, sorted by path.
    pub(crate) entries: Vec<Entry>,
    /// What could not be read.
    pub(crate) problems: Vec<Problem>,
    /// What was left out and why, for those who ask.
    pub(crate) remarks: Vec<String>,
}

/// An entry point.
#[derive(Debug)]
pub(crate) struct Entry {
    /// The template, or the first file of a root module.
    pub(crate) file: FileId,
    /// Its path; of a root module, the folder's.
    pub(crate) path: PathBuf,
    /// What it is.
    pub(crate) kind: EntryKind,
    /// Its parameter files: one evaluation each.
    pub(crate) variants: Vec<Variant>,
}

/// What an entry point is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EntryKind {
    /// A template, in either notation.
    Template,
    /// A root module of Terraform.
    Terraform,
    /// A plan or state of Terraform, as JSON.
    Shown,
    /// Resources exported from Azure.
    Export,
}

/// The parameter files of one evaluation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Variant {
    /// What tells it from the others, `prod` of `main.prod.bicepparam`; empty for the one without a further name.
    pub(crate) label: String,
    /// The files; a later one wins.
    pub(crate) files: Vec<PathBuf>,
}

/// A file that was looked at.
#[derive(Debug)]
struct Found {
    path: PathBuf,
    absolute: PathBuf,
    /// The outermost folder that its links are looked for in.
    root: PathBuf,
    named: bool,
    kind: Kind,
    text: String,
}

pub(crate) fn unreadable(path: &Path, error: &text::Unreadable) -> Problem {
    problem(ProblemKind::Unreadable, path, error.to_string(), error.help())
}

fn note(path: &Path, message: &str) -> Problem {
    problem(ProblemKind::Note, path, message.to_owned(), None)
}

pub(crate) fn problem(kind: ProblemKind, path: &Path, message: String, help: Option<String>) -> Problem {
    Problem { kind, place: None, path: Some(paths::shown(path).into()), message, help }
}

/// Finds the entry points under the paths.
pub(crate) fn discover(given: &[PathBuf], exclude: &Exclude, files: &Files) -> Result<Discovery, Error> {
    let mut discovery = Discovery::default();
    let mut folders = BTreeMap::new();
    let found = look(given, exclude, &mut folders, &mut discovery)?;
    let found = without_products(found, &mut discovery);
    let found = data(found, &folders, files, &mut discovery);
    let entries = entries(&found);
    let mut kept = Vec::with_capacity(found.len());
    for (at, mut file) in found.into_iter().enumerate() {
        let id = files.adopt(&file.path, std::mem::take(&mut file.text));
        if let Ok(id) = id {
            kept.push((id, file, entries.contains(&at)));
        }
    }
    companions::pair(kept, exclude, files, &mut discovery);
    terraform::roots(&folders, files, &mut discovery);
    discovery.entries.sort_by(|a, b| a.path.cmp(&b.path));
    let said: Vec<String> = discovery.entries.iter().flat_map(Entry::said).collect();
    discovery.remarks.extend(said);
    Ok(discovery)
}

impl Entry {
    /// Each evaluation in words.
    fn said(&self) -> impl Iterator<Item = String> {
        self.variants.iter().map(|variant| {
            let files: Vec<String> =
                variant.files.iter().map(|file| format!("`{}`", paths::shown(file))).collect();
            let with =
                if files.is_empty() { String::new() } else { format!(", with {}", files.join(" and ")) };
            format!("`{}` is an entry point{with}", paths::shown(&self.path))
        })
    }
}

/// Reads every file that might be of interest, in parallel; the order is that of the paths.
fn look(
    given: &[PathBuf],
    exclude: &Exclude,
    terraform: &mut BTreeMap<PathBuf, bool>,
    discovery: &mut Discovery,
) -> Result<Vec<Found>, Error> {
    let mut candidates: Vec<(PathBuf, PathBuf, bool)> = Vec::new();
    for path in given {
        let metadata = match std::fs::metadata(path) {
            Ok(metadata) => metadata,
            Err(error) => match text::Unreadable::from(error) {
                text::Unreadable::Missing => {
                    return Err(Error::NoSuchPath { path: path.clone(), given_as: "path" });
                }
                other => {
                    discovery.problems.push(unreadable(path, &other));
                    continue;
                }
            },
        };
        let path = paths::normal(path);
        if metadata.is_dir() {
            let walked = walk::walk(&path, exclude);
            discovery.problems.extend(walked.problems);
            walked.terraform.into_iter().for_each(|folder| {
                terraform.entry(folder).or_insert(false);
            });
            candidates.extend(walked.files.into_iter().map(|file| (file, path.clone(), false)));
        } else if path.file_name().is_some_and(|name| syntax::is_configuration(&name.to_string_lossy())) {
            terraform.insert(path.parent().map(Path::to_owned).unwrap_or_default(), true);
        } else {
            let folder = path.parent().map(Path::to_owned).unwrap_or_default();
            candidates.push((path, folder, true));
        }
    }
    let looked: Vec<_> = unique(candidates).into_par_iter().map(read).collect();
    let mut found = Vec::new();
    for result in looked {
        match result {
            Looked::Found(file) => found.push(*file),
            Looked::Other => {}
            Looked::Unreadable(problem) => discovery.problems.push(problem),
            Looked::Wrong(error) => return Err(error),
        }
    }
    Ok(found)
}

/// The same file once, in order of path; named if it ever is.
fn unique(candidates: Vec<(PathBuf, PathBuf, bool)>) -> Vec<(PathBuf, PathBuf, bool)> {
    let mut seen: HashMap<PathBuf, usize> = HashMap::new();
    let mut kept: Vec<(PathBuf, PathBuf, bool)> = Vec::new();
    for candidate in candidates {
        match seen.get(&paths::key(&candidate.0)).and_then(|at| kept.get_mut(*at)) {
            Some(first) => first.2 |= candidate.2,
            None => {
                seen.insert(paths::key(&candidate.0), kept.len());
                kept.push(candidate);
            }
        }
    }
    kept.sort();
    kept
}

enum Looked {
    Found(Box<Found>),
    Other,
    Unreadable(Problem),
    Wrong(Error),
}

fn read((path, root, named): (PathBuf, PathBuf, bool)) -> Looked {
    let ending = paths::ending(&path);
    if !matches!(ending.as_str(), "bicep" | "bicepparam" | "json" | "jsonc" | "arm" | "csv" | "tfstate") {
        return Looked::Wrong(not_an_entry_point(path, &ending));
    }
    let text = match text::read_text(&path) {
        Ok(text) => text,
        Err(error) => {
            // JSON that is too large or no text is most often data.
            let data = matches!(error, text::Unreadable::TooLarge | text::Unreadable::NotText { .. });
            let template = !ending.starts_with("json") || scan::is_like_template(&text::head(&path, 4096));
            return if data && !named && !template {
                Looked::Other
            } else {
                Looked::Unreadable(unreadable(&path, &error))
            };
        }
    };
    match scan::scan(&path, &text) {
        Kind::Other if named => Looked::Wrong(not_an_entry_point(path, &ending)),
        Kind::Other => Looked::Other,
        kind => {
            let absolute = paths::absolute(&path);
            let root = paths::absolute(&root);
            Looked::Found(Box::new(Found { path, absolute, root, named, kind, text }))
        }
    }
}

fn not_an_entry_point(path: PathBuf, ending: &str) -> Error {
    let help = match ending {
        "tfvars" => "files of variable values are given with `--var-file`".to_owned(),
        "json" | "jsonc" => {
            "a template has `$schema` …deploymentTemplate.json, a plan is written by `terraform show -json`, an export \
             holds resources with their ids; parameter files are given with `--parameters`"
                .to_owned()
        }
        _ => "name a `.bicep`, `.bicepparam` or `.json` file, or a folder".to_owned(),
    };
    Error::NotAnEntryPoint { path, help }
}

/// Takes out what is no code: plans, states and exports. One that merely was found beside the configuration that it comes
/// from, or in a folder with other code, says nothing new.
fn data(
    found: Vec<Found>,
    folders: &BTreeMap<PathBuf, bool>,
    files: &Files,
    discovery: &mut Discovery,
) -> Vec<Found> {
    let mut kept = Vec::with_capacity(found.len());
    for mut file in found {
        let kind = match file.kind {
            Kind::Shown => EntryKind::Shown,
            Kind::Export => EntryKind::Export,
            _ => {
                kept.push(file);
                continue;
            }
        };
        let folder = file.path.parent().map(Path::to_owned).unwrap_or_default();
        if !file.named && (kind == EntryKind::Export || folders.contains_key(&folder)) {
            let path = paths::shown(&file.path);
            let what = if kind == EntryKind::Shown { "a plan or state" } else { "an export" };
            discovery.remarks.push(format!("`{path}` is {what}: it is checked when it is named"));
            continue;
        }
        if let Ok(id) = files.adopt(&file.path, std::mem::take(&mut file.text)) {
            let variants = vec![Variant::default()];
            discovery.entries.push(Entry { file: id, path: file.path, kind, variants });
        }
    }
    kept
}

/// Leaves out what the Bicep compiler wrote beside its source.
fn without_products(found: Vec<Found>, discovery: &mut Discovery) -> Vec<Found> {
    let bicep = found.iter().filter(|file| matches!(file.kind, Kind::Bicep { .. }));
    let sources: BTreeSet<PathBuf> = bicep.map(|file| file.absolute.clone()).collect();
    let mut kept = Vec::with_capacity(found.len());
    for file in found {
        let source = file.absolute.with_extension("bicep");
        let product = matches!(file.kind, Kind::Arm { compiled: true, .. }) && sources.contains(&source);
        if product && !file.named {
            let path = paths::shown(&file.path);
            let source = paths::shown(&file.path.with_extension("bicep"));
            discovery
                .remarks
                .push(format!("`{path}` was compiled from `{source}`, which is checked instead"));
        } else {
            kept.push(file);
        }
    }
    kept
}

/// Which of the found files are entry points.
fn entries(found: &[Found]) -> BTreeSet<usize> {
    let by_path: HashMap<&Path, usize> =
        found.iter().enumerate().map(|(at, file)| (file.absolute.as_path(), at)).collect();
    let uses: Vec<Vec<usize>> = found.iter().map(|file| uses(file, &by_path)).collect();
    let is_template = |at: &usize| {
        found.get(*at).is_some_and(|file| matches!(file.kind, Kind::Bicep { .. } | Kind::Arm { .. }))
    };
    let users: BTreeSet<usize> = uses
        .iter()
        .enumerate()
        .flat_map(|(user, all)| all.iter().copied().filter(move |at| *at != user))
        .collect();
    let named: BTreeSet<usize> =
        found.iter().enumerate().filter(|(_, file)| file.named).map(|(at, _)| at).collect();
    free_of_users(found.len(), &uses, &users, &named).into_iter().filter(is_template).collect()
}

/// Those of `count` things that nobody uses, those that are named, and of each circle that only its own members use the
/// first.
fn free_of_users(
    count: usize,
    uses: &[Vec<usize>],
    used: &BTreeSet<usize>,
    named: &BTreeSet<usize>,
) -> BTreeSet<usize> {
    let is_free = |at: &usize| named.contains(at) || !used.contains(at);
    let mut reached = vec![false; count];
    let mut entries = BTreeSet::new();
    // Behind the free ones stand those that only circles lead to.
    for at in (0..count).filter(is_free).chain(0..count) {
        if reached.get(at) == Some(&false) || is_free(&at) {
            entries.insert(at);
            reach(at, uses, &mut reached);
        }
    }
    entries
}

fn reach(from: usize, uses: &[Vec<usize>], reached: &mut [bool]) {
    let mut open = vec![from];
    while let Some(at) = open.pop() {
        match reached.get_mut(at) {
            Some(seen) if !*seen => *seen = true,
            _ => continue,
        }
        open.extend(uses.get(at).into_iter().flatten().copied());
    }
}

/// The found files that a file deploys.
fn uses(file: &Found, by_path: &HashMap<&Path, usize>) -> Vec<usize> {
    let at = |path: PathBuf| by_path.get(path.as_path()).copied();
    match &file.kind {
        Kind::Bicep { modules } => {
            modules.iter().filter_map(|module| at(paths::beside(&file.absolute, module))).collect()
        }
        Kind::Arm { links, .. } => {
            let fitting =
                |link: &String| link_candidates(&file.absolute, &file.root, link).into_iter().find_map(at);
            links.iter().filter_map(fitting).collect()
        }
        Kind::Parameters { .. } | Kind::Shown | Kind::Export | Kind::Other => Vec::new(),
    }
}
