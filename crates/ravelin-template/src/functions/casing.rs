//! Case as .NET's invariant culture has it: character by character, never one for two, and no locale.

use std::borrow::Cow;
use std::cmp::Ordering;

/// Upper case, as `ToUpperInvariant`. The dotless i and the long s stay as they are there
/// (<https://github.com/dotnet/runtime/blob/main/src/native/libs/System.Globalization.Native/pal_casing.c>).
pub(super) fn upper(character: char) -> char {
    if character.is_ascii() {
        return character.to_ascii_uppercase();
    }
    let mut mapped = character.to_uppercase();
    match (character, mapped.next(), mapped.next()) {
        ('\u{131}' | '\u{17f}', ..) => character,
        (_, Some(single), None) => single,
        _ => character,
    }
}

/// Lower case, as `ToLowerInvariant`. The dotted capital i stays as it is there.
pub(super) fn lower(character: char) -> char {
    if character.is_ascii() {
        return character.to_ascii_lowercase();
    }
    let mut mapped = character.to_lowercase();
    match (character, mapped.next(), mapped.next()) {
        ('\u{130}', ..) => character,
        (_, Some(single), None) => single,
        _ => character,
    }
}

/// The text by which strings are equal when case does not matter: in upper case, as `OrdinalIgnoreCase` compares.
pub(super) fn fold(text: &str) -> Cow<'_, str> {
    if text.chars().all(|character| upper(character) == character) {
        return Cow::Borrowed(text);
    }
    text.chars().map(upper).collect()
}

/// How `StringComparer.OrdinalIgnoreCase` orders two strings.
pub(super) fn ordinal(a: &str, b: &str) -> Ordering {
    fold(a).encode_utf16().cmp(fold(b).encode_utf16())
}

/// How the invariant culture orders two strings, lower case before upper case where nothing else tells them apart
/// (`'demo' < 'Demo'`: <https://learn.microsoft.com/azure/azure-resource-manager/bicep/operators-comparison>).
/// Punctuation and other scripts are ordered by tables that we do not have: `None` where they decide.
pub(super) fn linguistic(a: &str, b: &str) -> Option<Ordering> {
    let common = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    if !a.is_ascii() || !b.is_ascii() {
        return (a == b).then_some(Ordering::Equal);
    }
    let (a, b) = (a.get(common..)?, b.get(common..)?);
    if !a.bytes().chain(b.bytes()).all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    let letters =
        a.bytes().map(|byte| byte.to_ascii_lowercase()).cmp(b.bytes().map(|byte| byte.to_ascii_lowercase()));
    // 'a' is 0x61 and 'A' is 0x41, so that the reverse order has the lower case first.
    Some(letters.then_with(|| b.cmp(a)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_letters_stay() {
        assert_eq!("ßıſé".chars().map(upper).collect::<String>(), "ßıſÉ");
        assert_eq!("İÉ".chars().map(lower).collect::<String>(), "İé");
    }

    #[test]
    fn lower_case_comes_first() {
        assert_eq!(linguistic("demo", "Demo"), Some(Ordering::Less));
        assert_eq!(linguistic("A", "a"), Some(Ordering::Greater));
        assert_eq!(linguistic("a", "B"), Some(Ordering::Less));
        assert_eq!(linguistic("band", "bend"), Some(Ordering::Less));
        assert_eq!(linguistic("v1.10", "v1.9"), Some(Ordering::Less));
        assert_eq!(linguistic("a-b", "a_b"), None);
    }
}
