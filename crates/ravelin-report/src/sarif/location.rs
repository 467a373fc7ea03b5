//! Places as SARIF writes them, and what identifies a result when lines move.

use super::{notice, problem_level};
use crate::words::one_line;
use ravelin_finding::{Finding, Link, Place, Problem, ResourceName, Sources};
use serde_json::{Value as Json, json};
use std::fmt::Write;

/// Code scanning shows no more related places than this, and refuses a thousand.
const MAX_RELATED: usize = 20;

/// Gives an object a further member.
pub(super) fn put(object: &mut Json, key: &str, value: impl Into<Json>) {
    if let Some(members) = object.as_object_mut() {
        members.insert(key.to_owned(), value.into());
    }
}

/// Where a finding is: the place that decides, else the first place that its evidence names.
pub(super) fn located(sources: &Sources, finding: &Finding) -> Json {
    let place = finding.place.or_else(|| finding.evidence.iter().find_map(|evidence| evidence.place));
    let mut location = place.and_then(|place| physical(sources, place)).unwrap_or_else(|| json!({}));
    put(&mut location, "logicalLocations", json!([logical(&finding.resource)]));
    location
}

fn logical(resource: &ResourceName) -> Json {
    json!({"name": &*resource.name, "fullyQualifiedName": &*resource.id, "kind": "resource"})
}

fn physical(sources: &Sources, place: Place) -> Option<Json> {
    let region = sources.region(place)?;
    let (start, end) = (region.start, region.end);
    Some(json!({"physicalLocation": {
        "artifactLocation": artifact(&region.file),
        "region": {
            "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column,
        },
    }}))
}

/// The places that a value passed through and those that led to the resource, each once, with what is said of it.
pub(super) fn related(sources: &Sources, finding: &Finding) -> Vec<(String, Json)> {
    let mut seen: Vec<Place> = finding.place.into_iter().collect();
    let mut found: Vec<(String, Json)> = Vec::new();
    let mut add = |place: Place, says: &str| {
        if seen.contains(&place) || found.len() >= MAX_RELATED {
            return;
        }
        seen.push(place);
        let Some(mut location) = physical(sources, place) else { return };
        put(&mut location, "id", found.len() + 1);
        put(&mut location, "message", json!({"text": says}));
        found.push((says.to_owned(), location));
    };
    let mut follow = |chain: &[Link]| chain.iter().for_each(|link| add(link.place, &one_line(&link.says)));
    for evidence in &finding.evidence {
        follow(&evidence.chain);
    }
    follow(&finding.chain);
    for evidence in &finding.evidence {
        if let Some(place) = evidence.place {
            let path = if evidence.path.is_empty() { "evidence" } else { &evidence.path };
            add(place, path);
        }
    }
    found
}

/// A path as a URI: relative to the folder of the run, or absolute as it was given.
fn artifact(path: &str) -> Json {
    if let Some(rest) = path.strip_prefix('/') {
        return json!({"uri": format!("file:///{}", encode(rest))});
    }
    match path.split_once(':') {
        Some((drive, rest)) if drive.len() == 1 && rest.starts_with(['/', '\\']) => {
            json!({"uri": format!("file:///{}:{}", encode(drive), encode(&rest.replace('\\', "/")))})
        }
        _ => json!({"uri": encode(path.trim_start_matches("./")), "uriBaseId": "%SRCROOT%"}),
    }
}

/// Percent-encoding of everything but unreserved characters and `/` (RFC 3986, section 2.3).
fn encode(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte))
            }
            _ => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}

/// What stays the same when lines move: the rule, the resource and the file.
pub(super) fn fingerprint(sources: &Sources, finding: &Finding) -> String {
    let file = finding.place.and_then(|place| sources.get(place.file));
    let path = file.as_ref().map_or("", |file| &**file.path());
    // What is looked at beside the resource, since a rule may fail it twice.
    let looked_at = finding.evidence.first().map_or("", |evidence| &evidence.path);
    let resource = &finding.resource;
    let parts = [finding.rule.id, &resource.ty, &resource.id, &resource.name, path, looked_at];
    format!("{:016x}", fnv(&parts))
}

/// The FNV-1a hash of some texts, 64 bits wide: it identifies, it does not protect.
fn fnv(parts: &[&str]) -> u64 {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// A problem as a notification of the invocation.
pub(super) fn notification(sources: &Sources, problem: &Problem) -> Json {
    let text = match &problem.help {
        Some(help) => format!("{}\nHelp: {help}", problem.message),
        None => problem.message.clone(),
    };
    let mut notification = json!({
        "descriptor": {"id": notice(problem.kind)},
        "level": problem_level(problem),
        "message": {"text": text},
    });
    let place = problem.place.and_then(|place| physical(sources, place));
    let whole =
        || Some(json!({"physicalLocation": {"artifactLocation": artifact(problem.path.as_deref()?)}}));
    if let Some(location) = place.or_else(whole) {
        put(&mut notification, "locations", json!([location]));
    }
    notification
}
