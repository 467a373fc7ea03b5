//! Transformations: borrowed and owned agree, what is promised to stay stays, nothing outgrows its bound.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ravelin_waf::transform::{Classes, Transformation, UnicodeMap};
use std::borrow::Cow;

fuzz_target!(|data: &[u8]| {
    // The first bytes choose a chain, the rest is the value.
    let (chain, value) = data.split_at(data.len().min(4));
    let map = UnicodeMap::parse("1 (page)\n0041:62 ff0e:2e\n", 1).expect("a map");
    for transformation in Transformation::ALL {
        one(*transformation, value, &map);
    }
    round_trip(Transformation::Base64Encode, Transformation::Base64Decode, value, &map);
    round_trip(Transformation::Base64Encode, Transformation::Base64DecodeExt, value, &map);
    round_trip(Transformation::HexEncode, Transformation::HexDecode, value, &map);
    round_trip(Transformation::UrlEncode, Transformation::UrlDecode, value, &map);
    let chosen = chain
        .iter()
        .filter_map(|byte| Transformation::ALL.get(usize::from(*byte) % Transformation::ALL.len()));
    let mut owned: Cow<'_, [u8]> = Cow::Borrowed(value);
    for transformation in chosen {
        one(*transformation, &owned, &map);
        owned = transformation.apply(owned, &map);
    }
});

fn one(transformation: Transformation, value: &[u8], map: &UnicodeMap) {
    use Transformation as T;
    let name = transformation.name();
    assert_eq!(T::from_name(name), Some(transformation));
    let borrowed = transformation.apply(Cow::Borrowed(value), map);
    let owned = transformation.apply(Cow::Owned(value.to_vec()), map);
    assert_eq!(borrowed, owned, "{name} depends on who owns the value");
    if transformation.keeps(Classes::of(value)) {
        assert!(matches!(borrowed, Cow::Borrowed(same) if same == value), "{name} changed what it keeps");
    }
    let most = match transformation {
        T::Length | T::Md5 | T::Sha1 => 20,
        T::Base64Encode => value.len().div_ceil(3) * 4,
        T::HexEncode => value.len() * 2,
        T::UrlEncode | T::Utf8ToUnicode => value.len() * 4,
        _ => value.len(),
    };
    assert!(borrowed.len() <= most, "{name} outgrew its bound");
    let settles = matches!(
        transformation,
        T::None
            | T::Lowercase
            | T::Uppercase
            | T::Trim
            | T::TrimLeft
            | T::TrimRight
            | T::RemoveNulls
            | T::ReplaceNulls
            | T::RemoveWhitespace
            | T::CompressWhitespace
            | T::ParityZero7bit
    );
    if settles {
        assert_eq!(transformation.apply(Cow::Borrowed(&borrowed), map), borrowed, "{name} does not settle");
    }
}

fn round_trip(encode: Transformation, decode: Transformation, value: &[u8], map: &UnicodeMap) {
    let encoded = encode.apply(Cow::Borrowed(value), map);
    assert_eq!(&*decode.apply(encoded, map), value, "{} does not undo {}", decode.name(), encode.name());
}
