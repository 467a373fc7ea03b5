//! Slices of bytes cut and searched without a way to panic.

/// The first `len` bytes, and what follows; all of them if there are fewer.
pub(super) fn cut<T>(bytes: &[T], len: usize) -> (&[T], &[T]) {
    bytes.split_at_checked(len).unwrap_or((bytes, &[]))
}

/// What comes before `end`.
pub(super) fn before<T>(bytes: &[T], end: usize) -> &[T] {
    cut(bytes, end).0
}

/// What is left from `start` on.
pub(super) fn from<T>(bytes: &[T], start: usize) -> &[T] {
    cut(bytes, start).1
}

/// How many bytes at the start are `accepted`.
pub(super) fn span(bytes: &[u8], accepted: impl Fn(u8) -> bool) -> usize {
    bytes.iter().position(|&byte| !accepted(byte)).unwrap_or(bytes.len())
}

/// Where `first` is followed by `second`.
pub(super) fn find_pair(bytes: &[u8], first: u8, second: u8) -> Option<usize> {
    memchr::memchr_iter(first, bytes).find(|&at| from(bytes, at).get(1) == Some(&second))
}

/// Whether the bytes begin with `prefix`, in any case.
pub(super) fn starts_with(bytes: &[u8], prefix: &str) -> bool {
    bytes.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix.as_bytes()))
}
