//! Bicep parameter files: read and evaluated within bounds, the same twice.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ravelin_fuzz::{Notation, deploy, text};

fuzz_target!(|data: &[u8]| {
    text(data).into_iter().for_each(|text| deploy(text, Notation::Parameters));
});
