//! Where results and messages go: results to stdout or a file, everything else to stderr.

use crate::args::{Color, Shared};
use crate::exit::Failure;
use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How long a run is silent before it shows how far it is.
const PATIENCE: Duration = Duration::from_secs(1);

/// The terminal, or what stands for it.
#[derive(Debug)]
pub(crate) struct Console {
    output: Option<PathBuf>,
    color: ColorChoice,
    quiet: bool,
    verbose: bool,
    started: Instant,
    counting: AtomicBool,
}

impl Console {
    pub(crate) fn new(shared: &Shared) -> Self {
        Self {
            output: shared.output.clone(),
            color: match shared.color {
                Color::Auto => ColorChoice::Auto,
                Color::Always => ColorChoice::Always,
                Color::Never => ColorChoice::Never,
            },
            quiet: shared.quiet,
            verbose: shared.verbose,
            started: Instant::now(),
            counting: AtomicBool::new(false),
        }
    }

    /// Shall the result be coloured? In a file only when asked for.
    pub(crate) fn colors(&self) -> bool {
        match (self.color, &self.output) {
            (ColorChoice::Auto, None) => AutoStream::choice(&io::stdout()) != ColorChoice::Never,
            (ColorChoice::Auto, Some(_)) | (ColorChoice::Never, _) => false,
            _ => true,
        }
    }

    /// How wide the result may be.
    pub(crate) fn width(&self) -> usize {
        let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        let shown = self.output.is_none() && io::stdout().is_terminal();
        let width = if shown { terminal() } else { None };
        width.unwrap_or(120).clamp(40, 160)
    }

    /// Writes the result. That nobody reads on is no failure: `ravelin … | head` is as good as any use.
    pub(crate) fn write(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
        self.end_count();
        let failed = |error| Failure::Write(self.output.clone(), error);
        let written = match &self.output {
            Some(path) => {
                let mut file = BufWriter::new(File::create(path).map_err(failed)?);
                write(&mut file).and_then(|()| file.flush())
            }
            None => {
                let mut stdout = BufWriter::with_capacity(1 << 16, io::stdout().lock());
                let written = write(&mut stdout).and_then(|()| stdout.flush());
                match written {
                    Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                        // What is left in the buffer would be tried again.
                        drop(stdout.into_parts());
                        Ok(())
                    }
                    other => other,
                }
            }
        };
        written.map_err(failed)
    }

    fn say(&self, style: Style, label: &str, text: &str) {
        let mut stderr = AutoStream::new(io::stderr().lock(), self.color);
        let label = format!("{style}{label}{style:#}");
        // There is nowhere left to say that this failed.
        let _ = writeln!(stderr, "{label} {text}");
    }

    /// Says why there is no result.
    pub(crate) fn failure(&self, failure: &Failure) {
        self.end_count();
        self.say(AnsiColor::Red.on_default().bold(), "error:", &failure.to_string());
        if let Some(help) = failure.help() {
            self.help(&help);
        }
    }

    /// Says something that a person should know beside the result.
    pub(crate) fn warn(&self, text: &str) {
        if !self.quiet {
            self.say(AnsiColor::Yellow.on_default().bold(), "warning:", text);
        }
    }

    pub(crate) fn help(&self, text: &str) {
        if !self.quiet {
            self.say(AnsiColor::Cyan.on_default().bold(), "help:", text);
        }
    }

    /// Says what only those want to know who ask.
    pub(crate) fn remark(&self, text: &str) {
        if self.verbose {
            self.say(Style::new().dimmed(), "note:", text);
        }
    }

    /// Shows how many entry points are done, when it takes long and somebody looks.
    pub(crate) fn count(&self, done: usize, all: usize) {
        if self.quiet || self.started.elapsed() < PATIENCE || !io::stderr().is_terminal() {
            return;
        }
        self.counting.store(true, Ordering::Relaxed);
        let mut stderr = io::stderr().lock();
        let _ = write!(stderr, "\r{done} of {all} entry points evaluated").and_then(|()| stderr.flush());
    }

    fn end_count(&self) {
        if self.counting.swap(false, Ordering::Relaxed) {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
