//! Requests to decide, opened: a file or standard input, read line by line or whole, with limits.

use crate::error::Error;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read};
use std::path::Path;

/// No line and no file that must be read whole is larger.
const LARGEST: usize = 256 << 20;

/// Something to read requests from.
pub struct Input(BufReader<Box<dyn Read>>);

/// A line, or why there is none.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    /// The bytes without their end.
    Text(Vec<u8>),
    /// It is longer than is read; what follows it can be read on.
    TooLong,
    /// There is no more.
    End,
}

/// Opens a file, or standard input for `-` and for nothing.
///
/// # Errors
/// The file does not exist, or can't be opened.
pub fn open(path: Option<&Path>) -> Result<Input, Error> {
    let read: Box<dyn Read> = match path {
        Some(path) if path != Path::new("-") => Box::new(File::open(path).map_err(|error| {
            if error.kind() == io::ErrorKind::NotFound {
                Error::NoSuchPath { path: path.to_owned(), given_as: "file" }
            } else {
                Error::Unreadable { path: path.to_owned(), error }
            }
        })?),
        _ => Box::new(io::stdin()),
    };
    Ok(Input(BufReader::with_capacity(1 << 16, read)))
}

impl Input {
    /// The next line.
    ///
    /// # Errors
    /// Reading fails.
    pub fn line(&mut self) -> io::Result<Line> {
        let mut text = Vec::new();
        let mut too_long = false;
        loop {
            let read = self.0.by_ref().take(1 << 16).read_until(b'\n', &mut text)?;
            let ended = text.last() == Some(&b'\n');
            if ended || read == 0 {
                return Ok(match (too_long, ended || !text.is_empty()) {
                    (true, _) => Line::TooLong,
                    (false, false) => Line::End,
                    (false, true) => {
                        text.truncate(text.len() - usize::from(ended));
                        Line::Text(text)
                    }
                });
            }
            if text.len() > LARGEST {
                too_long = true;
                text.clear();
            }
        }
    }

    /// Can a line be had without waiting?
    pub fn is_ready(&self) -> bool {
        self.0.buffer().contains(&b'\n')
    }

    /// All that is left.
    ///
    /// # Errors
    /// Reading fails, or it is too much.
    pub fn rest(&mut self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.0.by_ref().take(LARGEST as u64 + 1).read_to_end(&mut bytes)?;
        if bytes.len() > LARGEST {
            return Err(io::Error::other(format!("it is larger than {} MiB", LARGEST >> 20)));
        }
        Ok(bytes)
    }
}

impl std::fmt::Debug for Input {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Input")
    }
}
