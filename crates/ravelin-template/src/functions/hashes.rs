//! `guid` and `uniqueString`: hashes of their arguments, the same on every run.
//!
//! `uniqueString` is not documented; the algorithm is that of the `unique_string` function which Microsoft publishes in
//! <https://github.com/Azure/terraform-provider-azapi>, a relative of MurmurHash3 in two lanes of 32 bits.

use super::args::{Kinds, doubtful, expect, fits};
use super::{Answer, Failure, Function, MANY};
use ravelin_model::Value;
use uuid::Uuid;

pub(super) const FUNCTIONS: &[Function] =
    &[Function::text("guid", 1, MANY, guid), Function::text("uniqueString", 1, MANY, unique_string)];

/// <https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions-string#guid>
const NAMESPACE: Uuid = Uuid::from_u128(0x11fb_06fb_712d_4ddd_98c7_e71b_bd58_8830);

/// The arguments joined by dashes; `None` where one is not known.
fn joined(name: &str, args: &[Value]) -> Result<Option<String>, Failure> {
    let mut out = String::new();
    for (at, arg) in args.iter().enumerate() {
        let Some(text) = arg.as_str() else { return Ok(None) };
        fits(name, out.len().saturating_add(text.len()))?;
        if at > 0 {
            out.push('-');
        }
        out.push_str(text);
    }
    Ok(Some(out))
}

fn check(name: &str, args: &[Value]) -> Result<bool, Failure> {
    for arg in args {
        expect(name, arg, Kinds::STRING.or(Kinds::INT).or(Kinds::BOOL))?;
    }
    Ok(args.iter().all(|arg| Kinds::of(arg).meets(Kinds::STRING)))
}

fn guid(args: &[Value]) -> Answer {
    if !check("guid", args)? {
        return doubtful("guid", args, "an argument is not a string");
    }
    let hash = |text: String| Uuid::new_v5(&NAMESPACE, text.as_bytes()).to_string().into();
    Ok(joined("guid", args)?.map(hash))
}

fn unique_string(args: &[Value]) -> Answer {
    if !check("uniqueString", args)? {
        return doubtful("uniqueString", args, "an argument is not a string");
    }
    Ok(joined("uniqueString", args)?.map(|text| letters(hash(text.as_bytes())).into()))
}

/// Thirteen letters, five bits each from the top.
fn letters(hash: u64) -> String {
    const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let letter = |at: u32| {
        // The last letter has the four bits that are left, and a zero.
        let bits = hash.wrapping_shl(at * 5) >> 59;
        usize::try_from(bits)
            .ok()
            .and_then(|bits| ALPHABET.get(bits))
            .map_or('a', |letter| char::from(*letter))
    };
    (0..13).map(letter).collect()
}

const C1: u32 = 597_399_067;
const C2: u32 = 2_869_860_233;

/// The hash of the bytes: both lanes, the second one above.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    let (mut low, mut high) = (0u32, 0u32);
    let mut blocks = bytes.chunks_exact(8);
    for block in &mut blocks {
        let (first, second) = block.split_at(4);
        low ^= word(first).wrapping_mul(C1).rotate_left(15).wrapping_mul(C2);
        low = low.rotate_left(19).wrapping_add(high).wrapping_mul(5).wrapping_add(1_444_728_091);
        high ^= word(second).wrapping_mul(C2).rotate_left(17).wrapping_mul(C1);
        high = high.rotate_left(13).wrapping_add(low).wrapping_mul(5).wrapping_add(197_830_471);
    }
    let rest = blocks.remainder();
    let (first, second) = rest.split_at(rest.len().min(4));
    low ^= word(first).wrapping_mul(C1).rotate_left(15).wrapping_mul(C2);
    high ^= word(second).wrapping_mul(C2).rotate_left(17).wrapping_mul(C1);
    #[expect(clippy::cast_possible_truncation, reason = "the algorithm takes the length modulo 2^32")]
    let length = bytes.len() as u32;
    low ^= length;
    high ^= length;
    low = low.wrapping_add(high);
    high = high.wrapping_add(low);
    low = mixed(low);
    high = mixed(high);
    low = low.wrapping_add(high);
    high = high.wrapping_add(low);
    (u64::from(high) << 32) | u64::from(low)
}

/// Up to four bytes as a number, the lowest first.
fn word(bytes: &[u8]) -> u32 {
    bytes.iter().rev().fold(0, |word, byte| (word << 8) | u32::from(*byte))
}

fn mixed(mut hash: u32) -> u32 {
    hash ^= hash >> 16;
    hash = hash.wrapping_mul(2_246_822_507);
    hash ^= hash >> 13;
    hash = hash.wrapping_mul(3_266_489_909);
    hash ^ (hash >> 16)
}
