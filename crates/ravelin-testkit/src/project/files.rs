//! The project's files as a loader.

use super::Project;
use ravelin_finding::{FileId, Sources};
use ravelin_model::Value;
use ravelin_template::ir::Template;
use ravelin_template::loader::{DirectoryFile, Loader, Unloaded};
use ravelin_template::lower;
use std::sync::{Arc, PoisonError};

impl Project {
    /// A file's number; the same one each time.
    pub(super) fn open(&self, path: &str) -> Result<FileId, Unloaded> {
        let bytes = self.files.get(path).ok_or_else(|| Unloaded::new(format!("`{path}` does not exist")))?;
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = opened.get(path) {
            return Ok(*file);
        }
        let text =
            std::str::from_utf8(bytes).map_err(|_| Unloaded::new(format!("`{path}` is not UTF-8 text")))?;
        let file = self.sources.add(path, text);
        opened.insert(path.to_owned(), file);
        Ok(file)
    }

    /// A path as seen from a file.
    pub(super) fn beside(&self, from: FileId, path: &str) -> String {
        let from = self.sources.get(from).map(|source| source.path().to_string()).unwrap_or_default();
        let mut parts: Vec<&str> = from.split('/').collect();
        parts.pop();
        for part in path.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop();
                }
                part => parts.push(part),
            }
        }
        parts.join("/")
    }

    pub(super) fn lowered(&self, file: FileId) -> Arc<Template> {
        let known = self.templates.lock().unwrap_or_else(PoisonError::into_inner).get(&file).cloned();
        if let Some(known) = known {
            return known;
        }
        let source = self.sources.get(file);
        let (path, text) = source.as_ref().map_or(("", ""), |source| (&**source.path(), source.text()));
        let template = Arc::new(if path.ends_with(".bicep") {
            ravelin_bicep::lower(file, self)
        } else {
            lower::template(file, text)
        });
        let mut templates = self.templates.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(templates.entry(file).or_insert(template))
    }
}

impl Loader for Project {
    fn sources(&self) -> &Sources {
        &self.sources
    }

    fn resolve(&self, from: FileId, reference: &str) -> Result<FileId, Unloaded> {
        self.open(&self.beside(from, reference))
            .map_err(|unloaded| unloaded.help("check the path; it is relative to the file that names it"))
    }

    fn linked(&self, _: FileId, uri: &Value) -> Result<FileId, Unloaded> {
        let uri = uri.display().unwrap_or_default();
        let path = uri.split(['?', '#']).next().unwrap_or_default();
        let fits =
            |known: &&String| path == format!("file:///{known}") || path.ends_with(&format!("/{known}"));
        match self.files.keys().find(fits) {
            Some(known) => self.open(known),
            None => Err(Unloaded::new(format!("the linked template `{uri}` is not in the project"))),
        }
    }

    fn template(&self, file: FileId) -> Result<Arc<Template>, Unloaded> {
        Ok(self.lowered(file))
    }

    fn bytes(&self, from: FileId, path: &str) -> Result<Vec<u8>, Unloaded> {
        let path = self.beside(from, path);
        self.files.get(&path).cloned().ok_or_else(|| Unloaded::new(format!("`{path}` does not exist")))
    }

    fn directory(&self, from: FileId, path: &str, _: &str) -> Result<Vec<DirectoryFile>, Unloaded> {
        let folder = format!("{}/", self.beside(from, path));
        let names = self.files.keys().filter_map(|known| known.strip_prefix(&folder));
        let names = names.filter(|name| !name.contains('/'));
        let row = |name: &str| DirectoryFile {
            relative_path: format!("{path}/{name}"),
            base_name: name.to_owned(),
            extension: name.rsplit_once('.').map(|(_, ending)| format!(".{ending}")).unwrap_or_default(),
        };
        Ok(names.map(row).collect())
    }

    fn uri(&self, file: FileId) -> String {
        format!(
            "file:///{}",
            self.sources.get(file).map(|source| source.path().to_string()).unwrap_or_default()
        )
    }
}
