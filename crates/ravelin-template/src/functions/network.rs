//! Address ranges: `cidrHost`, `cidrSubnet`, `parseCidr`, for IPv4 and IPv6.
//!
//! <https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions-cidr>

use super::args::{arg, doubtful, fail, int, string};
use super::{Answer, Function};
use ravelin_model::{ObjectBuilder, Value};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::text("cidrHost", 2, 2, host),
    Function::text("cidrSubnet", 3, 3, subnet),
    Function::text("parseCidr", 1, 1, parse_cidr),
];

/// A range: its first address, how many bits are fixed, and of how many.
#[derive(Clone, Copy, Debug)]
struct Range {
    first: u128,
    prefix: u32,
    bits: u32,
}

impl Range {
    /// `10.0.0.0/16`; also says whether the address is the first of the range.
    fn parse(text: &str) -> Option<(Self, bool)> {
        let (address, prefix) = text.split_once('/')?;
        if prefix.is_empty() || prefix.len() > 3 || !prefix.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let prefix: u32 = prefix.parse().ok()?;
        let (address, bits) = match address.parse::<IpAddr>().ok()? {
            IpAddr::V4(address) => (u128::from(u32::from(address)), 32),
            IpAddr::V6(address) => (u128::from(address), 128),
        };
        if prefix > bits {
            return None;
        }
        let range = Self { first: 0, prefix, bits };
        let first = address & !range.span();
        Some((Self { first, ..range }, first == address))
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
            _ => Ipv6Addr::from(number).to_string(),
        }
    }

    fn all(self) -> u128 {
        if self.bits == 32 { u128::from(u32::MAX) } else { u128::MAX }
    }
}

/// The range, or why there is none; `Ok(None)` when the text is not known.
enum Read {
    Range(Range),
    Answer(Answer),
}

fn read(name: &str, args: &[Value]) -> Read {
    let text = match string(name, arg(args, 0)) {
        Ok(Some(text)) => text,
        Ok(None) => return Read::Answer(Ok(None)),
        Err(failure) => return Read::Answer(Err(failure)),
    };
    match Range::parse(text) {
        Some((range, true)) => Read::Range(range),
        Some((_, false)) => Read::Answer(doubtful(
            name,
            args,
            "the address is not the first of its range, which is not documented",
        )),
        None if text.parse::<IpAddr>().is_ok() => {
            Read::Answer(doubtful(name, args, "the size of the range is not given"))
        }
        None => Read::Answer(fail(format!("`{name}()` expects an address range such as 10.0.0.0/16"))),
    }
}

fn parse_cidr(args: &[Value]) -> Answer {
    let range = match read("parseCidr", args) {
        Read::Range(range) => range,
        Read::Answer(answer) => return answer,
    };
    if range.bits == 32 && range.prefix > 30 {
        return doubtful("parseCidr", args, "which addresses of a /31 or /32 are usable is not documented");
    }
    let last = range.first | range.span();
    // In IPv6 there is no broadcast address, and all are usable.
    let inner = u128::from(range.bits == 32);
    let mut object = ObjectBuilder::with_capacity(6);
    object.put("network", range.address(range.first));
    object.put("netmask", range.address(range.all() & !range.span()));
    if range.bits == 32 {
        object.put("broadcast", range.address(last));
    }
    object.put("firstUsable", range.address(range.first + inner));
    object.put("lastUsable", range.address(last - inner));
    object.put("cidr", i64::from(range.prefix));
    Ok(Some(Value::from(object.build()).marked(arg(args, 0).is_secret())))
}

fn subnet(args: &[Value]) -> Answer {
    let (prefix, index) = (int("cidrSubnet", arg(args, 1))?, int("cidrSubnet", arg(args, 2))?);
    if let Some(address) = arg(args, 0).as_str().and_then(|text| text.parse::<Ipv4Addr>().ok()) {
        return subnet_of_class(args, address, prefix.zip(index));
    }
    let range = match read("cidrSubnet", args) {
        Read::Range(range) => range,
        Read::Answer(answer) => return answer,
    };
    let (Some(prefix), Some(index)) = (prefix, index) else { return Ok(None) };
    let Some(prefix) = u32::try_from(prefix).ok().filter(|new| (range.prefix..=range.bits).contains(new))
    else {
        return fail(format!("`cidrSubnet()` can't divide a /{} into /{prefix}", range.prefix));
    };
    let part = Range { prefix, ..range };
    let count = prefix - range.prefix;
    let Some(index) = u128::try_from(index).ok().filter(|index| count >= 64 || *index >> count == 0) else {
        return fail(format!("`cidrSubnet()` finds no /{prefix} number {index} in a /{}", range.prefix));
    };
    let offset = match part.bits - part.prefix {
        128 => 0,
        free => index << free,
    };
    Ok(Some(format!("{}/{prefix}", range.address(range.first | offset)).into()))
}

/// An address alone stands for a range that begins with it, the size of which is not documented; modules that are deployed
/// daily rely on it (`cidrSubnet('192.168.1.0', 24, 0)`). The result does not depend on the size while the subnet lies in
/// the smallest that it can be: that of the address's class.
fn subnet_of_class(args: &[Value], address: Ipv4Addr, wanted: Option<(i64, i64)>) -> Answer {
    let Some((prefix, index)) = wanted else { return Ok(None) };
    let class = match address.octets() {
        [0..=127, ..] => 8,
        [128..=191, ..] => 16,
        _ => 24,
    };
    match Range::parse(&format!("{address}/{class}")) {
        Some((_, true)) if prefix >= class && (0..1 << (prefix - class).min(32)).contains(&index) => {
            subnet(&[format!("{address}/{class}").into(), prefix.into(), index.into()])
        }
        _ => doubtful("cidrSubnet", args, "the size of the range is not given"),
    }
}

fn host(args: &[Value]) -> Answer {
    let index = int("cidrHost", arg(args, 1))?;
    let range = match read("cidrHost", args) {
        Read::Range(range) => range,
        Read::Answer(answer) => return answer,
    };
    let Some(index) = index else { return Ok(None) };
    if range.bits - range.prefix < 2 {
        return doubtful(
            "cidrHost",
            args,
            "which addresses of so small a range are usable is not documented",
        );
    }
    // The first address is never a host's. The last is none in IPv4; whether it is one in IPv6 is not documented.
    let last = range.span() - 1;
    match u128::try_from(index) {
        Ok(index) if index < last => Ok(Some(range.address(range.first + index + 1).into())),
        Ok(index) if index == last && range.bits == 128 => {
            doubtful("cidrHost", args, "whether the last address of a range is usable is not documented")
        }
        _ => fail(format!("`cidrHost()` finds no host number {index} in a /{}", range.prefix)),
    }
}
