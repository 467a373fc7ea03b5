//! The parser: recursive descent, bounded by the height of the tree it builds.

use super::ast::{Ast, Entry, Shape};
use super::lexer::Lexer;
use super::{MAX_DEPTH, SyntaxError, error};

pub(super) struct Parser<'s> {
    pub(super) lexer: Lexer<'s>,
    ast: Ast<'s>,
    /// The arguments read so far of all calls that are open.
    pending: Vec<u32>,
}

/// A part of the tree: its index and its height.
#[derive(Clone, Copy)]
struct Part {
    index: u32,
    height: usize,
}

pub(super) fn parse(text: &str) -> Result<Ast<'_>, SyntaxError> {
    let body =
        text.strip_suffix(']').filter(|body| body.starts_with('[') && u32::try_from(text.len()).is_ok());
    let Some(body) = body else {
        return Err(error::no_expression(text));
    };
    let mut parser = Parser {
        lexer: Lexer { text: body, at: 1 },
        // Measured: a part for 14 bytes of expression on average.
        ast: Ast { entries: Vec::with_capacity(4 + text.len() / 12), arguments: Vec::new() },
        pending: Vec::new(),
    };
    if parser.lexer.peek().is_none() {
        return Err(error::empty(&parser.lexer));
    }
    parser.expression(0)?;
    match parser.lexer.peek() {
        None => Ok(parser.ast),
        Some(_) => Err(error::trailing(&mut parser.lexer)),
    }
}

impl<'s> Parser<'s> {
    /// Reads a string, number or call with the accesses behind it. `depth` counts the parts around it.
    fn expression(&mut self, depth: usize) -> Result<Part, SyntaxError> {
        let next = self.lexer.peek();
        if depth >= MAX_DEPTH {
            return Err(error::too_deep_here(&mut self.lexer));
        }
        let mut part = match next {
            Some(b'\'') => {
                let start = self.lexer.at;
                let shape = self.lexer.string()?;
                self.leaf(start, shape, depth)?
            }
            Some(b'-' | b'0'..=b'9') => {
                let start = self.lexer.at;
                let shape = self.lexer.number()?;
                self.leaf(start, shape, depth)?
            }
            Some(b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'$' | b'#' | 0x80..) => self.call(depth)?,
            _ => return Err(error::no_expression_here(&mut self.lexer)),
        };
        loop {
            part = match self.lexer.peek() {
                Some(b'.') => self.property(part, depth)?,
                Some(b'[') => self.index(part, depth)?,
                _ => return Ok(part),
            };
        }
    }

    fn call(&mut self, depth: usize) -> Result<Part, SyntaxError> {
        let start = self.lexer.at;
        let name = self.function_name()?;
        if self.lexer.peek() != Some(b'(') {
            return Err(error::no_arguments(&mut self.lexer, start, name));
        }
        let opening = self.lexer.at;
        self.lexer.at += 1;
        let mark = self.pending.len();
        let mut height = 0;
        if !self.lexer.take(b')') {
            loop {
                let argument = self.expression(depth + 1)?;
                height = height.max(argument.height);
                self.pending.push(argument.index);
                match self.lexer.peek() {
                    Some(b',') => self.lexer.at += 1,
                    Some(b')') => {
                        self.lexer.at += 1;
                        break;
                    }
                    _ => return Err(error::unclosed_call(&mut self.lexer, opening)),
                }
            }
        }
        let first = index(self.ast.arguments.len());
        self.ast.arguments.extend(self.pending.drain(mark..));
        let count = index(self.ast.arguments.len()) - first;
        self.add(start, Shape::Call { name, first, count }, height + 1, depth)
    }

    /// Reads `name` or `namespace.name`.
    fn function_name(&mut self) -> Result<&'s str, SyntaxError> {
        let start = self.lexer.at;
        if self.lexer.name().is_empty() {
            return Err(error::no_expression_here(&mut self.lexer));
        }
        while self.lexer.text.as_bytes().get(self.lexer.at) == Some(&b'.') {
            self.lexer.at += 1;
            if self.lexer.name().is_empty() {
                return Err(error::no_name(&mut self.lexer));
            }
        }
        Ok(self.lexer.span(start, self.lexer.at).of(self.lexer.text))
    }

    fn property(&mut self, base: Part, depth: usize) -> Result<Part, SyntaxError> {
        self.lexer.at += 1;
        self.lexer.peek();
        let name = self.lexer.name();
        if name.is_empty() {
            return Err(error::no_name(&mut self.lexer));
        }
        let start = self.start(base);
        self.add(start, Shape::Property { base: base.index, name }, base.height + 1, depth)
    }

    fn index(&mut self, base: Part, depth: usize) -> Result<Part, SyntaxError> {
        let opening = self.lexer.at;
        self.lexer.at += 1;
        let key = self.expression(depth + 1)?;
        if !self.lexer.take(b']') {
            return Err(error::unclosed_index(&mut self.lexer, opening));
        }
        let start = self.start(base);
        let height = base.height.max(key.height) + 1;
        self.add(start, Shape::Index { base: base.index, index: key.index }, height, depth)
    }

    fn leaf(&mut self, start: usize, shape: Shape<'s>, depth: usize) -> Result<Part, SyntaxError> {
        self.add(start, shape, 1, depth)
    }

    /// Adds the part that starts at `start` and ends here, below `depth` others.
    fn add(
        &mut self,
        start: usize,
        shape: Shape<'s>,
        height: usize,
        depth: usize,
    ) -> Result<Part, SyntaxError> {
        let span = self.lexer.span(start, self.lexer.at);
        if height + depth > MAX_DEPTH {
            return Err(error::too_deep(span));
        }
        let part = Part { index: index(self.ast.entries.len()), height };
        self.ast.entries.push(Entry { span, shape });
        Ok(part)
    }

    fn start(&self, part: Part) -> usize {
        self.ast.entries.get(part.index as usize).map_or(0, |entry| entry.span.start as usize)
    }
}

/// An index of the tree, which has fewer parts than the text has bytes; the text's length was measured.
fn index(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
