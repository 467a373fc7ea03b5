//! `ravelin waf`: rule sets loaded, tried on requests, tested and explained.

mod check;
mod decide;
mod explain;
mod ftw;
mod har;
mod requests;
mod run;
mod test;

use crate::args::waf::{Waf, WafCommand};
use crate::exit::{Exit, Failure};
use crate::output::Console;
use ravelin_engine::waf::{Loaded, NotLoaded, load};
use ravelin_waf::LoadError;
use std::path::{Path, PathBuf};

/// How many errors of a rule set are shown where the rules are not what is asked about.
const SHOWN: usize = 20;

pub(crate) fn run(arguments: &Waf, console: &Console) -> Result<Exit, Failure> {
    match &arguments.command {
        WafCommand::Check(arguments) => check::run(arguments, console),
        WafCommand::Run(arguments) => run::run(arguments, console),
        WafCommand::Test(arguments) => test::run(arguments, console),
        WafCommand::Explain(arguments) => explain::run(arguments, console),
    }
}

/// The rules of a command that needs them whole; nothing if there are none.
fn rules(paths: &[PathBuf], console: &Console) -> Result<Option<Loaded>, Failure> {
    match load(paths) {
        Ok(loaded) => {
            let own = loaded.rules.len() - loaded.defaults;
            console.remark(&format!("{own} rules loaded, {} recommended ones added", loaded.defaults));
            Ok(Some(loaded))
        }
        Err(NotLoaded::Nothing) => {
            nothing("rules", paths, console);
            Ok(None)
        }
        Err(NotLoaded::Path(error)) => Err(error.into()),
        Err(NotLoaded::Rules(errors)) => Err(Failure::Argument(broken(&errors), None)),
    }
}

fn broken(errors: &[LoadError]) -> String {
    let mut text = "the rules can't be loaded".to_owned();
    for error in errors.iter().take(SHOWN) {
        text.push_str("\n  ");
        text.push_str(&error.to_string().replace('\n', "\n    "));
    }
    if errors.len() > SHOWN {
        text.push_str(&format!("\n  and {} more: `ravelin waf check` shows all", errors.len() - SHOWN));
    }
    text
}

fn nothing(what: &str, paths: &[PathBuf], console: &Console) {
    let paths: Vec<String> = paths.iter().map(|path| format!("`{}`", path.display())).collect();
    console.warn(&format!("there are no {what} under {}", paths.join(", ")));
}

/// Could a path on the command line stand for rules? A file with requests is told by its name.
fn may_be_rules(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    path.is_dir() || name.contains(".conf") || name.contains(['*', '?'])
}

/// Text for a terminal or a log: control characters, which could pretend anything there, are written out.
fn plain(text: &str) -> String {
    if !text.chars().any(char::is_control) {
        return text.to_owned();
    }
    let escaped =
        text.chars().map(|c| if c.is_control() { c.escape_default().to_string() } else { c.into() });
    escaped.collect()
}

/// `1 rule`, `2 rules`.
fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}
