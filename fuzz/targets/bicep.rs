//! Bicep's syntax: spans lie in the text and in their parents', in order; what is left out has an error.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ravelin_bicep::syntax;
use ravelin_fuzz::{is_said_well, lies_in, text};

#[path = "../../crates/ravelin-bicep/src/syntax/tests/spans.rs"]
mod spans;

fuzz_target!(|data: &[u8]| {
    let Some(text) = text(data) else { return };
    spans::fuzz(data);
    for kind in [syntax::FileKind::Bicep, syntax::FileKind::Parameters] {
        for error in syntax::parse(text, kind).errors {
            lies_in(error.span, text);
            is_said_well(&error.message);
        }
    }
});
