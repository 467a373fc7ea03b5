//! Words on TLS versions.

use crate::prop::Prop;

/// What a service does whose minimum version this is: "accepts TLS 1.0".
pub(crate) fn accepts(minimum: &Prop) -> String {
    let digits: Vec<char> = minimum.text().unwrap_or_default().chars().filter(char::is_ascii_digit).collect();
    match digits.as_slice() {
        [major, minor] => format!("accepts TLS {major}.{minor}"),
        _ => "accepts TLS older than 1.2".to_owned(),
    }
}
