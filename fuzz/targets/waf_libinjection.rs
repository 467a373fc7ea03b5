//! SQL injection and cross-site scripting: any bytes, read to their end and no further, with verdicts that can be right.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ravelin_waf::libinjection::{sqli, xss};

/// The letters of tokens that injections have.
const LETTERS: &str = "&(),1:;ABETUXcfknostv";

fuzz_target!(|data: &[u8]| {
    let fingerprint = sqli(data);
    if let Some(fingerprint) = fingerprint {
        let letters = fingerprint.as_str();
        assert!((1..=5).contains(&letters.len()), "{letters}");
        assert!(letters.chars().all(|letter| LETTERS.contains(letter)), "{letters}");
        assert!(letters == "X" || !letters.contains('X'), "{letters}");
    }
    let is_script = xss(data);
    assert!(!is_script || data.contains(&b'<') || data.contains(&b'='));

    let longer = [data, b"'--\0<script>"].concat();
    let (same, _) = longer.split_at(data.len());
    assert_eq!(sqli(same), fingerprint);
    assert_eq!(xss(same), is_script);

    assert!(xss(&[b"<script>", data].concat()));
});
