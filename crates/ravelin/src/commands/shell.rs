//! `ravelin completions` and `ravelin man`: what shells and manuals are told.

use crate::args::Cli;
use crate::exit::{Exit, Failure};
use crate::output::Console;
use clap::CommandFactory as _;
use ravelin_engine::did_you_mean;

pub(crate) fn completions(shell: clap_complete::Shell, console: &Console) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "ravelin", &mut script);
    console.write(|out| out.write_all(&script))?;
    Ok(Exit::Clean)
}

pub(crate) fn man(of: Option<&str>, console: &Console) -> Result<Exit, Failure> {
    let mut whole = Cli::command();
    whole.build();
    let command = match of {
        None => whole,
        Some(name) => match whole.find_subcommand(name) {
            Some(command) => command.clone(),
            None => {
                let known = whole.get_subcommands().map(clap::Command::get_name);
                let help = did_you_mean(name, known);
                return Err(Failure::Argument(format!("there is no command `{name}`"), help));
            }
        },
    };
    let page = clap_mangen::Man::new(command);
    console.write(|out| {
        let mut text = Vec::new();
        page.render(&mut text)?;
        out.write_all(&text)
    })?;
    Ok(Exit::Clean)
}
