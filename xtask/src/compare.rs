//! `cargo xtask compare`: Bicep evaluated directly against the templates that its compiler made of it.

use crate::run::{Failure, cargo, run};
use std::path::PathBuf;

pub(crate) fn compare(arguments: &[&str]) -> Result<(), Failure> {
    let usage = || Failure::Usage("cargo xtask compare FOLDER [--module-root DIR]…".to_owned());
    let absolute = |path: &str| std::path::absolute(path).map_err(Failure::file(path.as_ref()));
    let mut folder: Option<PathBuf> = None;
    let mut roots: Vec<PathBuf> = Vec::new();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match *argument {
            "--module-root" => roots.push(absolute(rest.next().ok_or_else(usage)?)?),
            option if option.starts_with('-') => return Err(usage()),
            path if folder.is_none() => folder = Some(absolute(path)?),
            _ => return Err(usage()),
        }
    }
    let folder = folder.ok_or_else(usage)?;
    let roots = std::env::join_paths(roots).map_err(|_| usage())?;
    // The comparison itself is a test of the test kit, so that it can also be run with all others.
    let test = ["test", "--quiet", "--release", "--package", "ravelin-testkit", "--lib"];
    let name = ["compare::corpus::pairs", "--", "--nocapture"];
    run(cargo(test.iter().chain(&name)).env("RAVELIN_PAIRS", folder).env("RAVELIN_MODULE_ROOT", roots))
}
