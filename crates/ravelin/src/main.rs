//! The command line: arguments in, exit code out. What is decided is decided elsewhere.

mod args;
mod commands;
mod exit;
mod output;
mod render;

use args::{Cli, Command};
use clap::Parser as _;
use exit::{Exit, Failure};
use output::Console;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

/// Evaluation makes and drops many small values on all cores.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // Usage errors end here, with code 2; `--help` and `--version` with 0.
    let cli = Cli::parse();
    let console = Console::new(&cli.shared);
    let done = catch_unwind(AssertUnwindSafe(|| run(&cli, &console)));
    let exit = match done {
        Ok(Ok(exit)) => exit,
        Ok(Err(failure)) => {
            console.failure(&failure);
            Exit::Failed
        }
        Err(_) => {
            console.failure(&Failure::internal());
            Exit::Failed
        }
    };
    ExitCode::from(exit as u8)
}

fn run(cli: &Cli, console: &Console) -> Result<Exit, Failure> {
    match &cli.command {
        Command::Check(arguments) => commands::check::run(&cli.shared, arguments, console),
        Command::Resources(arguments) => commands::resources::run(&cli.shared, arguments, console),
        Command::Explain(arguments) => commands::explain::run(&cli.shared, arguments, console),
        Command::Controls(arguments) => commands::controls::run(&cli.shared, arguments, console),
        Command::Waf(arguments) => commands::waf::run(arguments, console),
        Command::Completions { shell } => commands::shell::completions(*shell, console),
        Command::Man { command } => commands::shell::man(command.as_deref(), console),
    }
}
