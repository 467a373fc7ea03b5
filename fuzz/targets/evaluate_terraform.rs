//! Terraform with a module: read and evaluated within bounds, every place in its text, the same twice.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ravelin_fuzz::{configuration, text};

fuzz_target!(|data: &[u8]| {
    text(data).into_iter().for_each(configuration);
});
