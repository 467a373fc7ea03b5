//! Detection of SQL injection and cross-site scripting by tokens: a port of libinjection, exact to the verdict.
//!
//! libinjection reads an input as the SQL or the HTML that it would be in the places where injections land: as it stands,
//! inside quotes, inside a tag. For SQL, the first tokens, folded, give a *fingerprint* that is looked up among those
//! of known injections. For HTML, dangerous tags, attributes, addresses and comments decide.
//!
//! The source is libinjection at commit 85e252a (2025-02-28), Copyright (c) 2012-2016 Nick Galbreath and Copyright 2021
//! libinjection, under the BSD licence in `LICENSE-libinjection` beside this crate's `Cargo.toml`. What it does is kept, also where
//! it looks like a mistake (`0xff` ends a tag, and after `</>` the next tag passes for a closing one):
//! rule sets are tuned on its verdicts. `char` is signed, as on x86-64, and what it reads beyond an input's end is NUL.
//!
//! It knows no variables, transformations or rules, and no SQL grammar beyond the table of words.

mod bytes;
mod sqli;
mod xss;

#[cfg(test)]
mod tests;

pub use sqli::{Fingerprint, sqli};
pub use xss::xss;

/// Builds the table of words now, so that no request pays for it.
pub(crate) fn warm_up() {
    sqli::Table::get();
}
