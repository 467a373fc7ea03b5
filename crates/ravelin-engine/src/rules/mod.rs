//! The rules on ignores: an exception needs a known name, a reason and something to hide, and it ends when it says so.

use ravelin_finding::{Audience, Rule, Severity, Status};

macro_rules! rule {
    ($name:ident, $id:literal, $title:literal) => {
        #[doc = $title]
        pub static $name: Rule = Rule {
            id: $id,
            title: $title,
            severity: Severity::Low,
            audience: Audience::Regular,
            status: Status::stable("0.1.0"),
            maps: &[],
            page: include_str!(concat!($id, ".md")),
            source: file!(),
        };
    };
}

rule!(EXPIRED, "ignore-expired", "Ignore is past its date");
rule!(UNKNOWN, "ignore-unknown", "Ignore names a control that does not exist");
rule!(UNUSED, "ignore-unused", "Ignore hides nothing");
rule!(WITHOUT_REASON, "ignore-without-reason", "Ignore gives no reason");

/// All of them, sorted by id.
pub const ALL: [&Rule; 4] = [&EXPIRED, &UNKNOWN, &UNUSED, &WITHOUT_REASON];
