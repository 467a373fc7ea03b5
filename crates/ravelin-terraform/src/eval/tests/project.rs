//! A configuration of a few files that are not on disk, evaluated, and shown in a notation that fits a test.

use crate::eval::{EntryPoint, Estate, estate};
use crate::ir::Module;
use crate::loader::Loader;
use crate::syntax::{self, ConfigurationFile};
use ravelin_finding::{FileId, Sources};
use ravelin_model::{Data, EntryId, Existence, Form, ObjectKind, Value};
use ravelin_template::eval::{GivenParameter, Limits, Settings};
use ravelin_template::loader::Unloaded;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

/// Files by path; the root is the folder ``.
pub(super) struct Project {
    files: BTreeMap<String, String>,
    given: Vec<GivenParameter>,
    workspace: Option<Arc<str>>,
    settings: Settings,
    sources: Sources,
    opened: Mutex<HashMap<String, FileId>>,
}

impl Project {
    pub(super) fn new<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Self {
        Self {
            files: files.into_iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect(),
            given: Vec::new(),
            workspace: None,
            settings: Settings::default(),
            sources: Sources::default(),
            opened: Mutex::default(),
        }
    }

    /// With a variable that is set on the command line.
    pub(super) fn set(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.given.push(GivenParameter { name: name.into(), value: value.into(), place: None });
        self
    }

    /// With a file of variable values.
    pub(super) fn values(mut self, name: &str, text: &str) -> Self {
        let file = self.sources.add(name.to_owned(), text.to_owned());
        let (given, problems) = crate::variables_file(ConfigurationFile { name, file, text });
        assert!(problems.is_empty(), "{problems:?}");
        self.given.extend(given);
        self
    }

    pub(super) fn workspace(mut self, name: &str) -> Self {
        self.workspace = Some(name.into());
        self
    }

    pub(super) fn limits(mut self, limits: Limits) -> Self {
        self.settings.limits = limits;
        self
    }

    pub(super) fn evaluate(&self) -> Estate {
        let entry = EntryPoint {
            id: EntryId(0),
            folder: "".into(),
            name: "main".into(),
            variables: self.given.clone(),
            workspace: self.workspace.clone(),
        };
        estate(&entry, self, &self.settings)
    }

    /// The outputs, one a line, and what is wrong.
    pub(super) fn outputs(&self) -> String {
        let estate = self.evaluate();
        let mut lines: Vec<String> = estate.deployed.first().map_or_else(Vec::new, |root| {
            root.outputs.iter().map(|output| format!("{} = {}", output.name, show(&output.value))).collect()
        });
        lines.extend(self.problems(&estate));
        lines.join("\n")
    }

    /// The instances, one a line, and what is wrong.
    pub(super) fn instances(&self) -> String {
        let estate = self.evaluate();
        let instance = |one: &crate::Instance| {
            let existence = match &one.existence {
                Existence::Certain => String::new(),
                Existence::Depends(value) => format!(" if {}", show(value)),
            };
            format!("{} {}{existence}", one.address, show(&one.attributes))
        };
        let mut lines: Vec<String> = estate.instances.iter().map(instance).collect();
        lines.extend(self.problems(&estate));
        lines.join("\n")
    }

    fn problems(&self, estate: &Estate) -> Vec<String> {
        let line = |problem: &ravelin_finding::Problem| {
            let at = problem.place.and_then(|place| self.sources.region(place));
            let at = at.map_or_else(String::new, |region| format!("{}:{}: ", region.file, region.start.line));
            format!("{:?}: {at}{}", problem.kind, problem.message).to_lowercase()
        };
        estate.problems.iter().map(line).collect()
    }

    pub(super) const fn sources_of(&self) -> &Sources {
        &self.sources
    }

    fn open(&self, path: &str) -> Result<FileId, Unloaded> {
        let mut opened = self.opened.lock().unwrap();
        if let Some(file) = opened.get(path) {
            return Ok(*file);
        }
        let Some(text) = self.files.get(path) else {
            return Err(Unloaded::new(format!("there is no file `{path}`")));
        };
        let file = self.sources.add(path.to_owned(), text.clone());
        opened.insert(path.to_owned(), file);
        Ok(file)
    }
}

fn joined(from: &str, path: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').filter(|part| !part.is_empty()).collect();
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

impl Loader for Project {
    fn sources(&self) -> &Sources {
        &self.sources
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, Unloaded> {
        let inside = |path: &String| {
            let rest = if folder.is_empty() { path } else { path.strip_prefix(folder)?.strip_prefix('/')? };
            (!rest.contains('/')).then(|| rest.to_owned())
        };
        Ok(self.files.keys().filter_map(inside).collect())
    }

    fn folder(&self, from: &str, path: &str) -> String {
        joined(from, path)
    }

    fn module(&self, folder: &str) -> Result<Arc<Module>, Unloaded> {
        let names: Vec<String> =
            self.list(folder)?.into_iter().filter(|name| syntax::is_configuration(name)).collect();
        if names.is_empty() {
            return Err(Unloaded::new(format!("there is no configuration in `{folder}`")));
        }
        let read = |name: String| {
            let path = joined(folder, &name);
            let file = self.open(&path).unwrap();
            (name, file, self.files.get(&path).unwrap().as_str())
        };
        let read: Vec<(String, FileId, &str)> = names.into_iter().map(read).collect();
        let files: Vec<ConfigurationFile<'_>> =
            read.iter().map(|(name, file, text)| ConfigurationFile { name, file: *file, text }).collect();
        Ok(Arc::new(syntax::read(folder, &files)))
    }

    fn text(&self, folder: &str, path: &str) -> Result<FileId, Unloaded> {
        self.open(&joined(folder, path))
    }

    fn bytes(&self, folder: &str, path: &str) -> Result<Vec<u8>, Unloaded> {
        let path = joined(folder, path);
        let text =
            self.files.get(&path).ok_or_else(|| Unloaded::new(format!("there is no file `{path}`")))?;
        Ok(text.as_bytes().to_vec())
    }

    fn files_below(&self, folder: &str, path: &str) -> Result<Vec<String>, Unloaded> {
        let below = joined(folder, path);
        let inside = |path: &String| {
            let rest = if below.is_empty() { path } else { path.strip_prefix(&below)?.strip_prefix('/')? };
            Some(rest.to_owned())
        };
        Ok(self.files.keys().filter_map(inside).collect())
    }
}

/// A value in a notation close to Terraform's. `<…>` is unknown, `#` secret.
pub(super) fn show(value: &Value) -> String {
    let secret = if value.secret { "#" } else { "" };
    let text = match &value.data {
        Data::Null => "null".to_owned(),
        Data::String(text) => format!("{text:?}"),
        Data::Bool(value) => value.to_string(),
        Data::Int(_) | Data::Float(_) | Data::Decimal(_) => value.as_text().unwrap_or_default(),
        Data::Array(array) => {
            let items: Vec<String> = array.items().iter().map(show).collect();
            format!("[{}]", items.join(", "))
        }
        Data::Object(object) => {
            let mut entries: Vec<_> = object.entries().iter().collect();
            if object.kind() != ObjectKind::Insensitive {
                entries.sort_by(|a, b| a.key.cmp(&b.key));
            }
            let mut members: Vec<String> =
                entries.iter().map(|entry| format!("{} = {}", entry.key, show(&entry.value))).collect();
            if let Some(open) = object.open() {
                members.push(format!("... <{}>", open.rest.residual));
            }
            format!("{{{}}}", members.join(", "))
        }
        Data::Unknown(unknown) => match &unknown.form {
            Form::Any => format!("<{}>", unknown.residual),
            Form::Pattern(_) => format!("{:?}", value.display().unwrap_or_default()),
            Form::OneOf(values) => {
                let values: Vec<String> = values.iter().map(show).collect();
                format!("<{}>", values.join(" | "))
            }
            Form::Holding(items) => {
                let items: Vec<String> = items.iter().map(show).chain(["...".to_owned()]).collect();
                format!("[{}]", items.join(", "))
            }
        },
    };
    format!("{secret}{text}")
}
