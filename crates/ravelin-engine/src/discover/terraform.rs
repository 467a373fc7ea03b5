//! Root modules of Terraform: folders with configuration files that no other found folder uses as a module.
//!
//! Folders that only use each other in a circle would be lost, so the first of them is taken. A folder whose file is
//! named on the command line always is a root. What `.terraform` holds belongs to others.

use super::{Discovery, Entry, EntryKind, Variant, problem};
use crate::files::Files;
use crate::paths;
use ravelin_finding::ProblemKind;
use ravelin_terraform::ir::Module;
use ravelin_terraform::loader::Loader;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Finds the root modules among folders; those that were named are told by `true`.
pub(super) fn roots(folders: &BTreeMap<PathBuf, bool>, files: &Files, discovery: &mut Discovery) {
    let read: Vec<_> = folders
        .par_iter()
        .map(|(folder, named)| (folder, *named, files.module(&paths::shown(folder))))
        .collect();
    let mut modules: Vec<(&PathBuf, bool, Arc<Module>)> = Vec::new();
    for (folder, named, module) in read {
        match module {
            Ok(module) => modules.push((folder, named, module)),
            Err(unloaded) => {
                let problem = problem(ProblemKind::Unreadable, folder, unloaded.message, unloaded.help);
                discovery.problems.push(problem);
            }
        }
    }
    let by_path: HashMap<PathBuf, usize> =
        modules.iter().enumerate().map(|(at, (folder, ..))| (paths::absolute(folder), at)).collect();
    let uses: Vec<Vec<usize>> =
        modules.iter().map(|(folder, _, module)| used(folder, module, &by_path)).collect();
    let named: BTreeSet<usize> =
        modules.iter().enumerate().filter(|(_, (_, named, _))| *named).map(|(at, _)| at).collect();
    let users: BTreeSet<usize> = uses
        .iter()
        .enumerate()
        .flat_map(|(user, all)| all.iter().copied().filter(move |at| *at != user))
        .collect();
    for at in super::free_of_users(modules.len(), &uses, &users, &named) {
        let Some((folder, _, module)) = modules.get(at) else { continue };
        let Some(file) = module.files.first() else { continue };
        let files = variables(folder);
        let variants = vec![Variant { label: String::new(), files }];
        discovery.entries.push(Entry {
            file: *file,
            path: (*folder).clone(),
            kind: EntryKind::Terraform,
            variants,
        });
    }
}

/// The found folders that a module uses.
fn used(folder: &Path, module: &Module, by_path: &HashMap<PathBuf, usize>) -> Vec<usize> {
    let sources = module.calls.iter().filter_map(|call| call.source.as_ref().map(|(source, _)| source));
    let local = sources.filter(|source| source.starts_with("./") || source.starts_with("../"));
    local.filter_map(|source| by_path.get(&paths::absolute(&folder.join(&**source))).copied()).collect()
}

/// The files of variable values that Terraform takes by itself, later ones winning
/// (<https://developer.hashicorp.com/terraform/language/values/variables#variable-definitions-tfvars-files>).
fn variables(folder: &Path) -> Vec<PathBuf> {
    let readable = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(entries) = std::fs::read_dir(readable) else { return Vec::new() };
    let names: BTreeSet<String> =
        entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    let fixed = ["terraform.tfvars", "terraform.tfvars.json"];
    let first = fixed.iter().filter(|name| names.contains(**name)).map(|name| folder.join(name));
    let auto =
        names.iter().filter(|name| name.ends_with(".auto.tfvars") || name.ends_with(".auto.tfvars.json"));
    first.chain(auto.map(|name| folder.join(name))).collect()
}
