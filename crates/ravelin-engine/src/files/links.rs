//! Linked templates: an ARM template names another by URI, and the file is looked for beside it.
//!
//! A URI under which the template was published ends like the file's path in the project. The longest ending that
//! exists is taken: beside the template first, then in the folders above it, up to the searched one.

use super::Files;
use crate::paths;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use ravelin_finding::FileId;
use ravelin_model::{Data, Form, Piece, Value};
use ravelin_template::loader::Unloaded;
use std::path::{Path, PathBuf};

/// What a path may hold in a URI as it is.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// The longest link that is looked at.
const MAX_LINK: usize = 4096;

/// The `file:` URI of an absolute path.
pub(super) fn uri(path: &Path) -> String {
    let shown = paths::shown(path);
    let root = if shown.starts_with('/') { "" } else { "/" };
    format!("file://{root}{}", utf8_percent_encode(&shown, PATH))
}

/// The files that a link in `from` may mean, best first; `root` is the outermost folder that is looked into.
pub(crate) fn candidates(from: &Path, root: &Path, link: &str) -> Vec<PathBuf> {
    let link = link.split(['?', '#']).next().unwrap_or_default();
    if link.len() > MAX_LINK || !link.to_ascii_lowercase().ends_with(".json") {
        return Vec::new();
    }
    let link = link.replace('\\', "/");
    let (hosted, path) = match link.split_once("://") {
        Some((_, rest)) => (true, rest.split_once('/').map_or("", |(_, path)| path)),
        None => (false, link.as_str()),
    };
    let decoded = percent_decode_str(path).decode_utf8_lossy();
    let path = decoded.trim_start_matches('/');
    if !hosted && path.split('/').any(|part| part == "..") {
        return vec![paths::beside(from, path)];
    }
    let parts: Vec<&str> = path.split('/').filter(|part| !matches!(*part, "" | "." | "..")).collect();
    let folder = from.parent().unwrap_or_else(|| Path::new(""));
    let above = folder.ancestors().skip(1).take_while(|above| above.starts_with(root));
    let folders: Vec<&Path> = std::iter::once(folder).chain(above).collect();
    let mut found = Vec::new();
    for first in 0..parts.len() {
        let Some(tail) = parts.get(first..) else { continue };
        let tail = tail.join("/");
        // A bare file name says too little to be looked for in other folders.
        let folders = if first + 1 == parts.len() { folders.get(..1).unwrap_or_default() } else { &folders };
        found.extend(folders.iter().map(|folder| folder.join(&tail)).filter(|path| path != from));
    }
    found
}

/// The file that a URI names.
pub(super) fn find(files: &Files, from: FileId, uri: &Value) -> Result<FileId, Unloaded> {
    let Some(text) = known_end(uri) else {
        return Err(Unloaded::new("the linked template's address is not known")
            .help("a link is followed when the end of its path is known and the file is in the project"));
    };
    let written = files.path(from);
    let from = paths::absolute(&written);
    let project = files.project(&from);
    // Shown as the template that links it is: from the current folder, or absolute.
    let open = |path: &Path| files.open(&paths::beside(&written, &paths::relative(&from, path)));
    if let Some(path) = text.strip_prefix("file://") {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let path = paths::normal(Path::new(&*percent_decode_str(path).decode_utf8_lossy()));
        if !paths::key(&path).starts_with(paths::key(&project)) {
            return Err(Unloaded::new(format!(
                "`{}` lies outside the project's folder",
                paths::shown(&path)
            )));
        }
        return open(&path);
    }
    let fitting = candidates(&from, &project, &text).into_iter().find(|path| path.is_file());
    let path = fitting.ok_or_else(|| {
        Unloaded::new(format!("the linked template `{text}` is not in the project"))
            .help("links are followed to files whose path ends like the address")
    })?;
    open(&path)
}

/// The end of the URI's path as far as it is known: what follows the last unknown part, where that is a path at all; an
/// unknown part at the very end is a query (a SAS token).
fn known_end(uri: &Value) -> Option<String> {
    let unknown = match &uri.data {
        Data::String(text) => return Some(text.as_ref().to_owned()),
        Data::Unknown(unknown) => unknown,
        _ => return None,
    };
    let Form::Pattern(pieces) = &unknown.form else { return None };
    let texts = pieces.iter().rev().filter_map(|piece| match piece {
        Piece::Text(text) => Some(text.as_ref().to_owned()),
        Piece::Hole(_) => None,
    });
    texts.into_iter().find(|text| {
        let path = text.split(['?', '#']).next().unwrap_or_default();
        path.to_ascii_lowercase().ends_with(".json")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(link: &str) -> Vec<String> {
        let found = candidates(Path::new("/p/a/main.json"), Path::new("/p"), link);
        found.iter().map(|path| paths::shown(path)).collect()
    }

    #[test]
    fn the_longest_ending_beside_the_template_comes_first() {
        assert_eq!(
            shown("https://x.io/repo/nested/kv.json?sas"),
            [
                "/p/a/repo/nested/kv.json",
                "/p/repo/nested/kv.json",
                "/p/a/nested/kv.json",
                "/p/nested/kv.json",
                "/p/a/kv.json"
            ]
        );
        assert_eq!(shown("../kv.json"), ["/p/kv.json"]);
        assert_eq!(shown("main.json"), Vec::<String>::new());
        assert_eq!(shown("https://x.io/kv"), Vec::<String>::new());
    }

    #[test]
    fn paths_become_uris_and_back() {
        assert_eq!(uri(Path::new("/p/a b.json")), "file:///p/a%20b.json");
    }
}
