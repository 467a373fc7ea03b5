//! The native notation. The grammar is `hcl-edit`'s; where it fails, `recover` keeps what can be kept.

use super::{ConfigurationFile, blocks, expressions, invalid, recover, templates};
use crate::ir::{Body, Expr, Part};
use hcl_edit::parser;
use ravelin_finding::{FileId, Place, Problem, Span};

/// Where a piece of text that is read by itself stands: its file, and its offset in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source<'t> {
    pub(super) file: FileId,
    /// The text that was read.
    pub(super) text: &'t str,
    /// Where it begins in the file.
    pub(super) base: usize,
}

impl Source<'_> {
    /// The place of a range of the text.
    pub(super) fn place(&self, range: std::ops::Range<usize>) -> Place {
        let offset = |at: usize| u32::try_from(self.base.saturating_add(at)).unwrap_or(u32::MAX);
        Span::new(offset(range.start), offset(range.end)).in_file(self.file)
    }

    /// The place of something that knows its range.
    pub(super) fn of(&self, spanned: &impl hcl_edit::Span) -> Place {
        self.place(spanned.span().unwrap_or(0..0))
    }
}

/// What stands in a file. After a mistake, each block is read by itself.
pub(super) fn body(file: ConfigurationFile<'_>, problems: &mut Vec<Problem>) -> Body {
    let whole = Source { file: file.file, text: file.text, base: 0 };
    if let Ok(body) = parser::parse_body(file.text) {
        return blocks::body(whole, &body);
    }
    let mut all = Body::default();
    for piece in recover::pieces(file.text) {
        let text = piece.of(file.text);
        let source = Source { file: file.file, text, base: piece.start as usize };
        match read(text) {
            Ok(body) => {
                let Body { attributes, blocks } = blocks::body(source, &body);
                all.attributes.extend(attributes);
                all.blocks.extend(blocks);
            }
            Err(error) => problems.push(problem(source, &error)),
        }
    }
    all
}

/// Reads a piece; once more with the line breaks inside `for` expressions taken away, where the grammar is stricter than
/// Terraform's.
fn read(text: &str) -> Result<hcl_edit::structure::Body, parser::Error> {
    parser::parse_body(text).or_else(|error| match recover::joined(text) {
        Some(joined) => parser::parse_body(&joined).map_err(|_| error),
        None => Err(error),
    })
}

fn problem(source: Source<'_>, error: &parser::Error) -> Problem {
    let at = source.text.char_indices().map(|(at, _)| at).chain([source.text.len()]);
    let start = at.take_while(|at| *at <= error.location().offset()).last().unwrap_or(0);
    let end =
        source.text.get(start..).and_then(|rest| rest.chars().next()).map_or(start, |c| start + c.len_utf8());
    let (message, expected) = match error.message().split_once("; ") {
        Some((message, expected)) => (message, Some(expected.to_owned())),
        None => (error.message(), None),
    };
    invalid(
        source.place(start..end),
        message.to_owned(),
        expected.or_else(|| Some("`terraform fmt` shows more".to_owned())),
    )
}

/// An expression that stands by itself, as in a provider's argument given as text.
///
/// # Errors
/// When it is none.
pub fn expression(file: FileId, text: &str, base: usize) -> Result<Expr, Problem> {
    let source = Source { file, text, base };
    let read = parser::parse_expr(text).map_err(|error| problem(source, &error))?;
    Ok(expressions::expression(source, &read))
}

/// A template that stands by itself: a string of the JSON notation, or the text given to `templatefile`.
///
/// # Errors
/// When it is none.
pub fn template(file: FileId, text: &str, base: usize) -> Result<Vec<Part>, Problem> {
    let source = Source { file, text, base };
    let read = parser::parse_template(text).map_err(|error| problem(source, &error))?;
    Ok(templates::whole(source, read.iter()))
}
