//! Markdown pages for a terminal: headings, code and lists told apart by colour and indentation; plain without colour.

use anstyle::{AnsiColor, Style};
use std::io::{self, Write};

/// Writes a page. Without colour it is the Markdown itself, which reads well as it is.
pub(crate) fn write(page: &str, color: bool, out: &mut dyn Write) -> io::Result<()> {
    if !color {
        return writeln!(out, "{}", page.trim_end());
    }
    let heading = AnsiColor::Cyan.on_default().bold();
    let code = AnsiColor::Green.on_default();
    let mut fenced = false;
    for line in page.trim_end().lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
            let says = line.trim_start().trim_start_matches('`').trim();
            let dim = Style::new().dimmed();
            if fenced && !says.is_empty() {
                writeln!(out, "    {dim}{says}{dim:#}")?;
            }
        } else if fenced {
            writeln!(out, "    {code}{line}{code:#}")?;
        } else if line.starts_with('#') {
            writeln!(out, "{heading}{}{heading:#}", line.trim_start_matches('#').trim())?;
        } else {
            inline(line, code, out)?;
        }
    }
    Ok(())
}

/// A line with its code spans coloured.
fn inline(line: &str, code: Style, out: &mut dyn Write) -> io::Result<()> {
    for (at, part) in line.split('`').enumerate() {
        if at % 2 == 1 {
            write!(out, "{code}{part}{code:#}")?;
        } else {
            out.write_all(part.as_bytes())?;
        }
    }
    writeln!(out)
}
