//! Address ranges: `cidrhost`, `cidrnetmask`, `cidrsubnet`, `cidrsubnets`, for IPv4 and IPv6.

use super::args::{Args, found, int, list};
use super::{Answer, Function, Want};
use ravelin_model::Value;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::text("cidrhost", &[Want::String, Want::Number], host),
    Function::text("cidrnetmask", &[Want::String], netmask),
    Function::text("cidrsubnet", &[Want::String, Want::Number, Want::Number], subnet),
    Function::text("cidrsubnets", &[Want::String], subnets).and_more(Want::Number),
];

/// A range: its first address, how many bits are fixed, and of how many.
#[derive(Clone, Copy)]
struct Range {
    first: u128,
    prefix: u32,
    bits: u32,
}

impl Range {
    fn parse(text: &str) -> Result<Self, String> {
        let wrong = || "an address range such as 10.0.0.0/16 is needed".to_owned();
        let (address, prefix) = text.split_once('/').ok_or_else(wrong)?;
        if prefix.is_empty() || prefix.len() > 3 || !prefix.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(wrong());
        }
        let prefix: u32 = prefix.parse().map_err(|_| wrong())?;
        let (address, bits) = match address.parse::<IpAddr>() {
            Ok(IpAddr::V4(address)) => (u128::from(u32::from(address)), 32),
            Ok(IpAddr::V6(address)) => (u128::from(address), 128),
            // Numbers with zeros in front are still taken as decimal.
            Err(_) => (u128::from(u32::from(dotted(address).ok_or_else(wrong)?)), 32),
        };
        if prefix > bits {
            return Err(wrong());
        }
        let range = Self { first: 0, prefix, bits };
        Ok(Self { first: address & !range.span(), ..range })
    }

    /// The last address minus the first.
    fn span(self) -> u128 {
        match self.bits - self.prefix {
            128 => u128::MAX,
            free => (1 << free) - 1,
        }
    }

    fn address(self, number: u128) -> String {
        #[expect(clippy::cast_possible_truncation, reason = "an IPv4 address has 32 bits")]
        match self.bits {
            32 => Ipv4Addr::from(number as u32).to_string(),
            _ => match Ipv6Addr::from(number).to_ipv4_mapped() {
                Some(address) => address.to_string(),
                None => Ipv6Addr::from(number).to_string(),
            },
        }
    }

    fn text(self) -> String {
        format!("{}/{}", self.address(self.first), self.prefix)
    }
}

fn dotted(text: &str) -> Option<Ipv4Addr> {
    let mut octets = [0u8; 4];
    let mut parts = text.split('.');
    for octet in &mut octets {
        let part = parts.next()?;
        let digits = part.trim_start_matches('0');
        let plain = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        *octet = if digits.is_empty() && plain { 0 } else { digits.parse().ok().filter(|_| plain)? };
    }
    parts.next().is_none().then(|| Ipv4Addr::from(octets))
}

fn host(args: &Args<'_>) -> Answer {
    let Some(text) = args.text(0) else { return Ok(None) };
    let range = Range::parse(text)?;
    let Some(number) = args.int(1)? else { return Ok(None) };
    let wrong = || format!("there is no host number {number} in a /{}", range.prefix);
    let offset = if number < 0 {
        // From the end: the last address is number -1.
        let back = u128::from(number.unsigned_abs()) - 1;
        range.span().checked_sub(back).ok_or_else(wrong)?
    } else {
        u128::try_from(number).map_err(|_| wrong())?
    };
    if offset > range.span() {
        return Err(wrong());
    }
    found(range.address(range.first | offset))
}

fn netmask(args: &Args<'_>) -> Answer {
    let Some(text) = args.text(0) else { return Ok(None) };
    let range = Range::parse(text)?;
    if range.bits != 32 {
        return Err("there are no netmasks in IPv6".to_owned());
    }
    found(range.address(!range.span() & u128::from(u32::MAX)))
}

fn subnet(args: &Args<'_>) -> Answer {
    let Some(text) = args.text(0) else { return Ok(None) };
    let range = Range::parse(text)?;
    let (Some(more), Some(number)) = (args.int(1)?, args.int(2)?) else { return Ok(None) };
    let prefix = u32::try_from(more).ok().and_then(|more| range.prefix.checked_add(more));
    let prefix = prefix
        .filter(|prefix| *prefix <= range.bits)
        .ok_or_else(|| format!("a /{} can't be made longer by {more} bits", range.prefix))?;
    let bits = prefix - range.prefix;
    let wrong = || format!("there is no subnet number {number} with {bits} more bits");
    // From the end: the last subnet is number -1.
    let count = 1u128.checked_shl(bits).filter(|count| *count > 0);
    let number = match (u128::try_from(number), count) {
        (Ok(number), Some(count)) if number < count => number,
        (Ok(number), None) => number,
        (Err(_), Some(count)) => count.checked_sub(u128::from(number.unsigned_abs())).ok_or_else(wrong)?,
        _ => return Err(wrong()),
    };
    let offset = number.checked_shl(range.bits - prefix).unwrap_or(0);
    found(Range { first: range.first | offset, prefix, ..range }.text())
}

fn subnets(args: &Args<'_>) -> Answer {
    let Some(text) = args.text(0) else { return Ok(None) };
    let range = Range::parse(text)?;
    let mut parts: Vec<Value> = Vec::new();
    // The first address that is not taken, as a distance; none when all are.
    let mut next = Some(0u128);
    for more in args.from(1) {
        let Some(more) = int(more)? else { return Ok(None) };
        let more = u32::try_from(more).ok().filter(|more| (1..=32).contains(more));
        let prefix = range.prefix + more.ok_or("a prefix can be made longer by 1 to 32 bits")?;
        if prefix > range.bits {
            return Err(format!("a prefix of {prefix} bits is too long"));
        }
        let part = Range { prefix, ..range };
        let size = part.span().checked_add(1);
        let full = || format!("there is no space left for a /{prefix}");
        // Each part begins at a multiple of its size.
        let at = next.ok_or_else(full)?;
        let start = match at & part.span() {
            0 => at,
            _ => (at | part.span()).checked_add(1).ok_or_else(full)?,
        };
        if start > range.span() {
            return Err(full());
        }
        parts.push(Range { first: range.first | start, ..part }.text().into());
        next = size.and_then(|size| start.checked_add(size));
    }
    found(list(parts))
}
