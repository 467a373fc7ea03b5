//! All automation of the workspace. `cargo xtask ci` is what CI runs; `cargo xtask` alone lists the commands.
//!
//! There are no dependencies, so that it is built in a second. External tools are used where they are installed and
//! never required.

mod bench;
mod ci;
mod compare;
mod fuzz;
mod run;
mod tidy;

use run::Failure;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask ci                                    all that CI checks
cargo xtask tidy                                  the checks of our own: headers, sizes, tiers, lists, words
cargo xtask compare FOLDER [--module-root DIR]…   Bicep files against the templates that lie beside them
cargo xtask bench [FOLDER]                        the benches, and a table of ratios
cargo xtask fuzz [TARGET] [--seconds N]           a fuzz target, or all in turn; needs cargo-fuzz
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match arguments.as_slice() {
        ["ci"] => ci::ci(),
        ["tidy"] => tidy::tidy(),
        ["compare", rest @ ..] => compare::compare(rest),
        ["bench", rest @ ..] => bench::bench(rest),
        ["fuzz", rest @ ..] => fuzz::fuzz(rest),
        _ => Err(Failure::Usage(HELP.to_owned())),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            run::say(&failure.to_string());
            ExitCode::from(failure.code())
        }
    }
}
