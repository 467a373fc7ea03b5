//! Paths without detours.

use std::borrow::Cow;

/// Cuts out empty segments, `.` and `..` with the segment before it. A path from the root never leaves it; a relative one
/// keeps the leading `..` that nothing stands before. No trailing slash appears that was not there.
///
/// For Windows every backslash becomes a slash. ModSecurity leaves the last backslash of a run that slashes start, so
/// that what follows is taken for a part of the segment: not done.
pub(super) fn normalize(input: Cow<'_, [u8]>, windows: bool) -> Cow<'_, [u8]> {
    if is_normal(&input, windows) {
        return input;
    }
    let lent = match &input {
        Cow::Borrowed(lent) => Some(*lent),
        Cow::Owned(_) => None,
    };
    let mut bytes = input.into_owned();
    if windows {
        bytes.iter_mut().filter(|byte| **byte == b'\\').for_each(|byte| *byte = b'/');
    }
    let length = rewrite(&mut bytes);
    bytes.truncate(length);
    match lent {
        Some(lent) if lent == bytes => Cow::Borrowed(lent),
        _ => Cow::Owned(bytes),
    }
}

/// Whether there is nothing to cut for certain: no backslash, no two slashes, no segment that ends in a dot.
fn is_normal(path: &[u8], windows: bool) -> bool {
    if windows && memchr::memchr(b'\\', path).is_some() {
        return false;
    }
    let dot_before = |slash: usize| slash.checked_sub(1).and_then(|before| path.get(before)) == Some(&b'.');
    path.last() != Some(&b'.')
        && memchr::memchr_iter(b'/', path)
            .all(|slash| path.get(slash + 1) != Some(&b'/') && !dot_before(slash))
}

/// ModSecurity's walk, byte for byte: the rules' tests know its corners. Returns the length of what was kept.
fn rewrite(path: &mut [u8]) -> usize {
    let Some(last) = path.len().checked_sub(1) else { return 0 };
    let at = |path: &[u8], place: usize| path.get(place).copied().unwrap_or(0);
    let relative = at(path, 0) != b'/';
    let trailing = at(path, last) == b'/';
    let (mut read, mut write) = (0_usize, 0_usize);
    let mut hit_root = false;
    let mut done = false;
    while !done && read <= last {
        let byte = at(path, read);
        done = read == last;
        let in_segment = !done && at(path, read + 1) != b'/';
        let empty_segment = !done && byte == b'/';
        if in_segment || empty_segment {
            // Copied below.
        } else if byte == b'.' {
            let before = write.checked_sub(1).map(|place| at(path, place));
            match before {
                Some(b'.') if relative && (hit_root || write <= 2) => hit_root = true,
                Some(b'.') => {
                    write = write.saturating_sub(3);
                    while write > 0 && at(path, write) != b'/' {
                        write -= 1;
                    }
                    if write == 0 {
                        hit_root = true;
                        // The root's own slash stays where the path ends on its parent.
                        write = usize::from(!relative && done);
                    }
                    if done {
                        break;
                    }
                    read += 1;
                }
                None => {
                    if done {
                        break;
                    }
                    read += 1;
                }
                Some(b'/') => {
                    if done {
                        break;
                    }
                    write -= 1;
                    read += 1;
                }
                Some(_) => {}
            }
        } else if write > 0 {
            hit_root = false;
        }
        if at(path, read) == b'/' {
            while read < last && at(path, read + 1) == b'/' {
                read += 1;
            }
            if relative && write == 0 {
                read += 1;
                continue;
            }
        }
        let byte = at(path, read);
        if let Some(place) = path.get_mut(write) {
            *place = byte;
        }
        write += 1;
        read += 1;
    }
    if !trailing && write > 0 && at(path, write - 1) == b'/' {
        write -= 1;
    }
    write
}
