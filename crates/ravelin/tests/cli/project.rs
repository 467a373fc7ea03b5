//! A project in a folder of its own, and the program run in it.

use serde_json::Value as Json;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A namespace that `service-bus-public-network` fails.
pub(crate) const OPEN: &str = "resource ns 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: 'ns1'
  location: 'westeurope'
  sku: { name: 'Premium' }
  properties: {
    publicNetworkAccess: 'Enabled'
  }
}
";

/// A namespace that passes it.
pub(crate) const CLOSED: &str = "resource ns 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: 'ns1'
  location: 'westeurope'
  sku: { name: 'Premium' }
  properties: {
    publicNetworkAccess: 'Disabled'
  }
}
";

/// The control that most tests run alone, so that new controls change nothing here.
pub(crate) const CONTROL: &str = "service-bus-public-network";

/// The formats of `check`.
pub(crate) const FORMATS: [&str; 7] = ["text", "json", "sarif", "junit", "markdown", "html", "github"];

/// A storage account in an ARM template.
pub(crate) fn arm(name: &str) -> String {
    template(&format!(
        r#"{{"type": "Microsoft.Storage/storageAccounts", "apiVersion": "2023-05-01", "name": "{name}",
            "location": "westeurope", "sku": {{"name": "Standard_LRS"}}, "kind": "StorageV2", "properties": {{}}}}"#
    ))
}

/// An ARM template with these resources.
pub(crate) fn template(resources: &str) -> String {
    format!(
        r#"{{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
            "contentVersion": "1.0.0.0", "resources": [{resources}]}}"#
    )
}

/// A Bicep storage account with this name (an expression).
pub(crate) fn account(name: &str) -> String {
    format!(
        "resource st 'Microsoft.Storage/storageAccounts@2023-05-01' = {{
  name: {name}
  location: 'westeurope'
  sku: {{ name: 'Standard_LRS' }}
  kind: 'StorageV2'
}}
"
    )
}

/// What a run of the program gave.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    pub(crate) fn json(&self) -> Json {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The control and message of every finding, in order.
    pub(crate) fn findings(&self) -> Vec<(String, String)> {
        let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
        let json = self.json();
        let findings = json["findings"].as_array().expect("findings");
        findings.iter().map(|row| (text(&row["control"]), text(&row["message"]))).collect()
    }

    /// The names of all resources, in order; unknown ones as patterns.
    pub(crate) fn names(&self) -> Vec<String> {
        let json = self.json();
        let rows = json["resources"].as_array().expect("resources");
        let name = |row: &Json| match &row["name"] {
            Json::String(name) => name.clone(),
            other => other["$pattern"].as_str().unwrap_or("?").to_owned(),
        };
        rows.iter().map(name).collect()
    }

    /// The files and messages of all problems, in order.
    pub(crate) fn problems(&self) -> Vec<(String, String)> {
        let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
        let json = self.json();
        let rows = json["problems"].as_array().expect("problems");
        rows.iter().map(|row| (text(&row["file"]), text(&row["message"]))).collect()
    }
}

/// A folder with files.
pub(crate) struct Project {
    folder: TempDir,
}

impl Project {
    /// A project with these files.
    pub(crate) fn of<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Self {
        let project = Self { folder: TempDir::new().expect("a folder") };
        files.into_iter().for_each(|(path, text)| project.put(path, text));
        project
    }

    pub(crate) fn put(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, content).expect("a file");
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ravelin"));
        // Nothing of the machine matters: no restored modules, no colours.
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env("HOME", self.folder.path())
            .env_remove("NO_COLOR");
        command.stdin(Stdio::null());
        command
    }

    /// Runs the program in the project's folder.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        let output = self.command(arguments).output().expect("the program runs");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Ran {
            code: output.status.code().unwrap_or(-1),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }

    /// `check` with one control, as JSON.
    pub(crate) fn check(&self, arguments: &[&str]) -> Ran {
        let own = ["check", "--format", "json", "--only", CONTROL];
        self.run(&own.iter().chain(arguments).copied().collect::<Vec<_>>())
    }

    /// `check` with the rules on ignores as well, as JSON.
    pub(crate) fn check_ignores(&self, arguments: &[&str]) -> Ran {
        let rules = ["ignore-unused", "ignore-unknown", "ignore-expired", "ignore-without-reason"];
        let own = rules.iter().flat_map(|rule| ["--only", rule]);
        self.check(&own.chain(arguments.iter().copied()).collect::<Vec<_>>())
    }

    /// `resources`, as JSON.
    pub(crate) fn resources(&self, arguments: &[&str]) -> Ran {
        let own = ["resources", "--format", "json"];
        self.run(&own.iter().chain(arguments).copied().collect::<Vec<_>>())
    }

    /// Would the system let this user read a file without permission? So it does for the superuser; tests that need a
    /// refusal say that they can't be run and end.
    pub(crate) fn is_refused(path: &Path) -> bool {
        let refused = std::fs::read_dir(path).is_err() && std::fs::read(path).is_err();
        if !refused {
            eprintln!("skipped: this user may read everything, so no permission error can be provoked");
        }
        refused
    }
}
