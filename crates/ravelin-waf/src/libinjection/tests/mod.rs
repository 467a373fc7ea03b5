//! Inputs of our own, with what libinjection's C code makes of them, and properties of any input.
//!
//! The C code, at the commit that the module names, was run at development time: on these inputs, on its own test files
//! and data, on the payloads of the Core Rule Set's tests and on millions of mutations of all of them.

mod folding;
mod html;
mod properties;
mod sqli;
mod sqli_text;
mod sqli_tokens;
mod table;
mod xss;

use super::sqli::Token;

/// Each token's letter, and its text between its quotes.
fn show(tokens: &[Token<'_>]) -> String {
    let quote = |quote: u8| if quote == 0 { String::new() } else { char::from(quote).to_string() };
    let shown = tokens.iter().map(|token| {
        let (open, close) = (quote(token.open), quote(token.close));
        let shown = format!("{} {open}{}{close}", char::from(token.kind as u8), text(token.text));
        shown.trim_end().to_owned()
    });
    shown.collect::<Vec<_>>().join(" · ")
}

/// Text with all that is not printable escaped, but no quotes.
fn text(bytes: &[u8]) -> String {
    bytes.escape_ascii().to_string().replace("\\'", "'").replace("\\\"", "\"")
}
