//! "Did you mean …?": the known name nearest to a mistyped one.

/// The known name that is nearest to `wrong`, unless none is near. Letter case, `-` and `_` count for nothing.
#[must_use]
pub fn nearest<'k>(wrong: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let plain = |name: &str| name.to_lowercase().replace('_', "-");
    let wrong = plain(wrong);
    // A name of n letters may have n/3 slips, at least one, and never so many that everything is near.
    let slips = (wrong.chars().count() / 3).clamp(1, 6);
    let rated = known.into_iter().map(|name| (strsim::damerau_levenshtein(&wrong, &plain(name)), name));
    rated.filter(|(distance, _)| *distance <= slips).min().map(|(_, name)| name)
}

/// The advice that names it.
#[must_use]
pub fn did_you_mean<'k>(wrong: &str, known: impl IntoIterator<Item = &'k str>) -> Option<String> {
    nearest(wrong, known).map(|name| format!("did you mean `{name}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let known = ["storage-tls-minimum", "key-vault-purge-protection", "fail-on"];
        assert_eq!(nearest("storage-tls-minimun", known), Some("storage-tls-minimum"));
        assert_eq!(nearest("Fail_On", known), Some("fail-on"));
        assert_eq!(nearest("x", known), None);
        assert_eq!(nearest("completely-different-name", known), None);
    }
}
