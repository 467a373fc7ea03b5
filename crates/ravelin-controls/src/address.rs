//! Address ranges as rules of service firewalls write them.

use std::net::{Ipv4Addr, Ipv6Addr};

/// From this many addresses on a range is no longer a list of known callers: more than any one network announces.
const WIDE: u64 = 1 << 25;
/// As long a prefix as the largest blocks of IPv6 that one network holds.
const WIDE_V6: u32 = 19;

/// Does the range (`10.0.0.0/8`, `1.2.3.4`, `1.2.3.4-1.2.3.9`) cover so much that it admits strangers? `None` where the text
/// is no range.
pub(crate) fn is_wide(range: &str) -> Option<bool> {
    let range = range.trim();
    if let Some((Ok(_), length)) =
        range.split_once('/').map(|(address, length)| (address.parse::<Ipv6Addr>(), length))
    {
        return Some(length.parse::<u32>().ok().filter(|length| *length <= 128)? < WIDE_V6);
    }
    Some(size(range)? >= WIDE)
}

fn size(range: &str) -> Option<u64> {
    if let Some((address, length)) = range.split_once('/') {
        let _: Ipv4Addr = address.parse().ok()?;
        let length: u32 = length.parse().ok().filter(|length| *length <= 32)?;
        return Some(1 << (32 - length));
    }
    if let Some((first, last)) = range.split_once('-') {
        let (first, last): (Ipv4Addr, Ipv4Addr) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
        return u64::from(u32::from(last))
            .checked_sub(u64::from(u32::from(first)))
            .map(|between| between + 1);
    }
    range.parse::<Ipv4Addr>().ok().map(|_| 1)
}

#[cfg(test)]
mod tests {
    use super::is_wide;

    #[test]
    fn ranges_are_wide_or_not() {
        for wide in ["0.0.0.0/0", "0.0.0.0/1", "128.0.0.0/1", "4.0.0.0/7", "0.0.0.0-255.255.255.255", "::/0"]
        {
            assert_eq!(is_wide(wide), Some(true), "{wide}");
        }
        for narrow in
            ["203.0.113.7", "203.0.113.0/24", "52.0.0.0/8", "203.0.113.1 - 203.0.113.9", "2001:db8::/32"]
        {
            assert_eq!(is_wide(narrow), Some(false), "{narrow}");
        }
        for odd in ["", "everybody", "1.2.3.4/33", "1.2.3.9-1.2.3.1", "::/129"] {
            assert_eq!(is_wide(odd), None, "{odd}");
        }
    }
}
