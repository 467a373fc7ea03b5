//! `cargo xtask bench`: the benches of all crates, and what a whole check costs beside parsing alone.

use crate::run::{Failure, cargo, run};

/// The packages with benches, and their names.
const BENCHES: &[(&str, &str)] =
    &[("ravelin-template", "template"), ("ravelin-bicep", "bicep"), ("ravelin-engine", "estate")];

pub(crate) fn bench(arguments: &[&str]) -> Result<(), Failure> {
    let folder = match arguments {
        [] => None,
        [folder] if !folder.starts_with('-') => {
            Some(std::path::absolute(folder).map_err(Failure::file(folder.as_ref()))?)
        }
        _ => return Err(Failure::Usage("cargo xtask bench [FOLDER]".to_owned())),
    };
    for (package, name) in BENCHES {
        let mut command = cargo(["bench", "--quiet", "--package", package, "--bench", name]);
        if let Some(folder) = &folder {
            command.env("RAVELIN_BENCH", folder);
        }
        run(&mut command)?;
    }
    Ok(())
}
