//! Functions that look for something: `contains`, `indexOf`, `lastIndexOf`, `startsWith`, `endsWith`, `like`, `split`.

use super::args::{
    Kinds, arg, doubtful, expect, fail, head, held, is_hash, marked, pieces, string, tail, unknown,
};
use super::text::{Text, length};
use super::{Answer, Function, casing};
use ravelin_model::{Data, Form, Lookup, MAX_WEIGHT, Piece, Unknown, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::fact("contains", 2, 2, contains),
    Function::fact("endsWith", 2, 2, ends_with),
    Function::fact("indexOf", 2, 2, index_of),
    Function::fact("lastIndexOf", 2, 2, last_index_of),
    Function::fact("like", 2, 2, like),
    Function::text("split", 2, 2, split),
    Function::fact("startsWith", 2, 2, starts_with),
];

/// Strings are searched with regard to case, object keys without:
/// <https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions-object#contains>
fn contains(args: &[Value]) -> Answer {
    let (container, item) = (arg(args, 0), arg(args, 1));
    expect("contains", container, Kinds::STRING.or(Kinds::ARRAY).or(Kinds::OBJECT))?;
    let answer = match &container.data {
        Data::Array(array) => any_same(array.items(), item),
        Data::Unknown(_) => match (held(container), pieces(container)) {
            (Some(items), _) => any_same(&items, item).filter(|found| *found),
            (_, Some(pieces)) => {
                let text = string("contains", item)?;
                text.and_then(|text| pieces.iter().any(|piece| holds(piece, text)).then_some(true))
            }
            _ => None,
        },
        Data::String(text) => match &item.data {
            Data::String(part) => Some(text.contains(&**part)),
            Data::Unknown(_) => None,
            _ => {
                return doubtful("contains", args, "a string is searched for something that is not a string");
            }
        },
        Data::Object(_) => match &item.data {
            Data::String(key) => match container.get(key) {
                Lookup::Found(_) => Some(true),
                Lookup::Absent => Some(false),
                Lookup::Unknown(_) => None,
            },
            Data::Unknown(_) => key_among(container, item),
            _ => return doubtful("contains", args, "an object is searched for a key that is not a string"),
        },
        Data::Null | Data::Bool(_) | Data::Int(_) | Data::Float(_) | Data::Decimal(_) => None,
    };
    Ok(answer.map(Value::from))
}

fn holds(piece: &Piece, text: &str) -> bool {
    matches!(piece, Piece::Text(known) if known.contains(text))
}

/// Is an item the same? `None` where what is unknown decides it.
pub(super) fn any_same(items: &[Value], item: &Value) -> Option<bool> {
    let mut answer = Some(false);
    for other in items {
        match other.same(item) {
            Some(true) => return Some(true),
            None => answer = None,
            Some(false) => {}
        }
    }
    answer
}

/// Can a key that is not known be one of the object's?
fn key_among(object: &Value, key: &Value) -> Option<bool> {
    let object = object.as_object().filter(|object| object.open().is_none())?;
    let may = |name: &str| key.same_ignoring_case(name) != Some(false);
    if object.entries().iter().any(|entry| may(&entry.key)) { None } else { Some(false) }
}

/// Arrays are searched with regard to case, strings without (`indexOf('FOOBAR', 'foo')` is 0):
/// <https://github.com/Azure/bicep/blob/main/src/Bicep.Core.IntegrationTests/EvaluationTests.cs>
fn index_of(args: &[Value]) -> Answer {
    let (container, item) = (arg(args, 0), arg(args, 1));
    expect("indexOf", container, Kinds::STRING.or(Kinds::ARRAY))?;
    if let Some(items) = container.as_array() {
        return Ok(position(items.iter().enumerate(), item));
    }
    if !Kinds::of(container).meets(Kinds::ARRAY) {
        expect("indexOf", item, Kinds::STRING)?;
    }
    if Kinds::of(container) != Kinds::STRING {
        return Ok(None);
    }
    let (text, Some(part)) = (head(container), item.as_str()) else { return Ok(None) };
    let (text, part) = (casing::fold(text), casing::fold(part));
    match text.find(&*part) {
        Some(at) => Ok(units(&text, at)),
        None if container.as_str().is_some() => Ok(Some((-1).into())),
        None => Ok(None),
    }
}

fn last_index_of(args: &[Value]) -> Answer {
    let (container, item) = (arg(args, 0), arg(args, 1));
    expect("lastIndexOf", container, Kinds::STRING.or(Kinds::ARRAY))?;
    if let Some(items) = container.as_array() {
        return Ok(position(items.iter().enumerate().rev(), item));
    }
    if !Kinds::of(container).meets(Kinds::ARRAY) {
        expect("lastIndexOf", item, Kinds::STRING)?;
    }
    let (Some(text), Some(part)) = (container.as_str(), item.as_str()) else { return Ok(None) };
    if part.is_empty() {
        return doubtful("lastIndexOf", args, "where an empty string is last depends on the .NET version");
    }
    let (text, part) = (casing::fold(text), casing::fold(part));
    Ok(text.rfind(&*part).map_or(Some((-1).into()), |at| units(&text, at)))
}

/// The position of the first that is the same, unless an undecided one comes before it.
fn position<'v>(items: impl Iterator<Item = (usize, &'v Value)>, item: &Value) -> Option<Value> {
    for (at, other) in items {
        if other.same(item)? {
            return i64::try_from(at).ok().map(Value::from);
        }
    }
    Some((-1).into())
}

fn units(text: &str, byte: usize) -> Option<Value> {
    let before = text.get(..byte)?;
    i64::try_from(length(before)).ok().map(Value::from)
}

fn starts_with(args: &[Value]) -> Answer {
    let (text, prefix) = (arg(args, 0), arg(args, 1));
    expect("startsWith", text, Kinds::STRING)?;
    expect("startsWith", prefix, Kinds::STRING)?;
    let answer = |known: &str, wanted: &str| known.starts_with(wanted);
    Ok(edge(text, prefix, head(text), head(prefix), answer))
}

fn ends_with(args: &[Value]) -> Answer {
    let (text, suffix) = (arg(args, 0), arg(args, 1));
    expect("endsWith", text, Kinds::STRING)?;
    expect("endsWith", suffix, Kinds::STRING)?;
    let answer = |known: &str, wanted: &str| known.ends_with(wanted);
    Ok(edge(text, suffix, tail(text), tail(suffix), answer))
}

/// Does the text have this edge, as far as the known part of each tells? Without regard to case.
fn edge(
    text: &Value,
    wanted: &Value,
    known: &str,
    wanted_known: &str,
    has: impl Fn(&str, &str) -> bool,
) -> Option<Value> {
    let (known, wanted_known) = (casing::fold(known), casing::fold(wanted_known));
    if has(&known, &wanted_known) {
        // All that is known of what is wanted is there.
        return wanted.as_str().map(|_| true.into());
    }
    // The known parts differ, unless the text's is only too short.
    let short = text.as_str().is_none() && has(&wanted_known, &known);
    (!short).then(|| false.into())
}

/// `*` stands for any text; without regard to case, as the function's description in Bicep says:
/// <https://github.com/Azure/bicep/blob/main/src/Bicep.Core/Semantics/Namespaces/SystemNamespaceType.cs>
fn like(args: &[Value]) -> Answer {
    let (Some(text), Some(pattern)) = (string("like", arg(args, 0))?, string("like", arg(args, 1))?) else {
        return Ok(None);
    };
    let (text, pattern) = (casing::fold(text), casing::fold(pattern));
    let Some((start, rest)) = pattern.split_once('*') else {
        return Ok(Some((text == pattern).into()));
    };
    let (middle, end) = rest.rsplit_once('*').unwrap_or(("", rest));
    let found = text.strip_prefix(start).and_then(|text| text.strip_suffix(end)).is_some_and(|mut text| {
        middle.split('*').all(|part| match text.split_once(part) {
            Some((_, after)) => {
                text = after;
                true
            }
            None => false,
        })
    });
    Ok(Some(found.into()))
}

/// More are not tried at every place of a text.
const MAX_DELIMITERS: usize = 32;

/// As `String.Split` of .NET: with several delimiters the first of them that matches at a place.
fn split(args: &[Value]) -> Answer {
    let (text, delimiter) = (arg(args, 0), arg(args, 1));
    expect("split", text, Kinds::STRING)?;
    expect("split", delimiter, Kinds::STRING.or(Kinds::ARRAY))?;
    let delimiters: Vec<&str> = match &delimiter.data {
        Data::String(delimiter) => vec![delimiter],
        Data::Array(array) => {
            let texts: Option<Vec<&str>> = array.items().iter().map(Value::as_str).collect();
            match texts {
                Some(texts) if !texts.is_empty() => texts,
                Some(_) => return doubtful("split", args, "the array of delimiters is empty"),
                None if delimiter.is_known() => {
                    return fail("`split()` expects its delimiters to be strings");
                }
                None => return Ok(None),
            }
        }
        _ => return Ok(None),
    };
    if delimiters.contains(&"") {
        return doubtful("split", args, "a delimiter is an empty string");
    }
    if delimiters.len() > MAX_DELIMITERS {
        return fail(format!("`split()` takes at most {MAX_DELIMITERS} delimiters here"));
    }
    if let Some(known) = text.as_str() {
        let parts = split_known(known, &delimiters);
        if parts.len() as u64 > MAX_WEIGHT {
            return fail(format!("`split()` makes more than {MAX_WEIGHT} strings"));
        }
        let items = parts.into_iter().map(|part| Value::from(part).marked(text.secret));
        return Ok(Some(items.collect::<Vec<_>>().into()));
    }
    let Some(pieces) = pieces(text) else { return Ok(None) };
    split_pattern(args, &pieces, &delimiters, text.secret)
}

fn split_known<'t>(text: &'t str, delimiters: &[&str]) -> Vec<&'t str> {
    if let [only] = delimiters {
        return text.split(only).collect();
    }
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some(delimiter) = delimiters.iter().find(|delimiter| rest.starts_with(**delimiter)) {
            parts.extend(text.get(start..at));
            at += delimiter.len();
            start = at;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    parts.extend(text.get(start..));
    parts
}

/// The parts of a string with holes. Where no hole can hold a delimiter, they are all known to be there; otherwise
/// those between delimiters in known text are.
fn split_pattern(args: &[Value], pieces: &[Piece], delimiters: &[&str], secret: bool) -> Answer {
    if delimiters.iter().any(|delimiter| delimiter.chars().nth(1).is_some()) {
        return Ok(None);
    }
    // A name inside a resource id holds no slash: Azure Resource Manager refuses it.
    let is_id = matches!(pieces.first(), Some(Piece::Text(text))
        if text.starts_with("/subscriptions/") || text.starts_with("/providers/"));
    let lacks = |hole: &Unknown, delimiter: &str| (is_id && delimiter == "/") || lacks(hole, delimiter);
    let mut items = Vec::new();
    let mut closed = true;
    let mut current = Text::new("split");
    let mut whole = true;
    for piece in pieces {
        match piece {
            Piece::Hole(hole) => {
                let safe = delimiters.iter().all(|delimiter| lacks(hole, delimiter));
                closed &= safe;
                whole &= safe;
                current.hole(hole, secret);
            }
            Piece::Text(text) => {
                for (at, part) in split_known(text, delimiters).into_iter().enumerate() {
                    if at > 0 {
                        let done = std::mem::replace(&mut current, Text::new("split")).finish();
                        items.extend(whole.then_some(done));
                        whole = true;
                    }
                    current.push(part)?;
                }
            }
        }
    }
    items.extend(whole.then(|| current.finish()));
    let items = marked(&items, secret);
    Ok(Some(if closed {
        items.into()
    } else {
        unknown("split", args, Form::Holding(items.into())).marked(secret)
    }))
}

/// Can this unknown part not hold the delimiter? So it is with `/` in the names of groups and in hashes.
pub(super) fn lacks(hole: &Unknown, delimiter: &str) -> bool {
    const NAMES: [&str; 5] = [
        "subscription().subscriptionId",
        "subscription().tenantId",
        "tenant().tenantId",
        "resourceGroup().name",
        "managementGroup().name",
    ];
    (delimiter == "/" && NAMES.contains(&&*hole.residual))
        || (is_hash(hole) && !delimiter.chars().all(char::is_alphanumeric))
}
