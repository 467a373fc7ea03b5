//! Running programs, and saying what came of it.

use std::ffi::OsStr;
use std::fmt;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Why a command of ours failed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The command line is wrong.
    Usage(String),
    /// A program could not be started.
    NotStarted { program: String, error: std::io::Error },
    /// A program was started and failed.
    Failed { command: String },
    /// A file could not be read or written.
    File { path: PathBuf, error: std::io::Error },
    /// A check found something, which was told already.
    Found(String),
}

impl Failure {
    pub(crate) fn file(path: &Path) -> impl FnOnce(std::io::Error) -> Self + '_ {
        |error| Self::File { path: path.to_owned(), error }
    }

    /// The exit code.
    pub(crate) fn code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            Self::NotStarted { .. } | Self::Failed { .. } | Self::File { .. } | Self::Found(_) => 1,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(text) => f.write_str(text),
            Self::NotStarted { program, error } => {
                write!(f, "error: `{program}` could not be started: {error}")
            }
            Self::Failed { command } => write!(f, "error: `{command}` failed"),
            Self::File { path, error } => write!(f, "error: `{}`: {error}", path.display()),
            Self::Found(what) => write!(f, "error: {what}"),
        }
    }
}

/// Writes a line to the terminal. Nobody is left to tell when that fails.
pub(crate) fn say(line: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{}", line.trim_end());
}

/// The workspace's folder.
pub(crate) fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own).to_owned()
}

/// A call of cargo in the workspace.
pub(crate) fn cargo<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(arguments).current_dir(root());
    command
}

/// Is a program installed?
pub(crate) fn is_installed(program: &str) -> bool {
    let mut command = Command::new(program);
    command.arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).stdin(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Runs a program whose output goes where ours goes.
pub(crate) fn run(command: &mut Command) -> Result<(), Failure> {
    say(&format!("$ {}", shown(command)));
    let status = command.status().map_err(|error| not_started(command, error))?;
    if status.success() { Ok(()) } else { Err(Failure::Failed { command: shown(command) }) }
}

/// Runs a program, shows its output as it comes, and returns it.
pub(crate) fn run_reading(command: &mut Command) -> (String, Result<(), Failure>) {
    say(&format!("$ {}", shown(command)));
    let mut child = match command.stdout(Stdio::piped()).spawn() {
        Ok(child) => child,
        Err(error) => return (String::new(), Err(not_started(command, error))),
    };
    let mut output = String::new();
    for line in
        child.stdout.take().into_iter().flat_map(|out| BufReader::new(out).lines()).map_while(Result::ok)
    {
        say(&line);
        output.push_str(&line);
        output.push('\n');
    }
    let done = child.wait().is_ok_and(|status| status.success());
    (output, if done { Ok(()) } else { Err(Failure::Failed { command: shown(command) }) })
}

/// The output of a program that succeeds.
pub(crate) fn output(command: &mut Command) -> Result<String, Failure> {
    let output = command.output().map_err(|error| not_started(command, error))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(Failure::Failed { command: shown(command) })
    }
}

fn not_started(command: &Command, error: std::io::Error) -> Failure {
    Failure::NotStarted { program: command.get_program().to_string_lossy().into_owned(), error }
}

fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_stem().unwrap_or(command.get_program()).to_string_lossy().into_owned();
    let arguments = command.get_args().map(|argument| argument.to_string_lossy().into_owned());
    std::iter::once(name).chain(arguments).collect::<Vec<_>>().join(" ")
}
