//! Reading and evaluating ARM templates: texts per second, and resources per second as an estate grows.

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use ravelin_finding::{FileId, Sources};
use ravelin_model::{EntryId, Value};
use ravelin_template::eval::{EntryPoint, Evaluation, Settings, evaluate};
use ravelin_template::ir::Template;
use ravelin_template::loader::{DirectoryFile, Loader, Unloaded};
use ravelin_template::{expression, json, lower};
use std::sync::Arc;

fn main() {
    divan::main();
}

/// A template with so many storage accounts, from one loop.
fn looped(count: usize) -> String {
    let template = r#"{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": { "prefix": { "type": "string", "defaultValue": "st" } },
  "resources": [{
    "type": "Microsoft.Storage/storageAccounts", "apiVersion": "2023-05-01",
    "copy": { "name": "each", "count": COUNT },
    "name": "[format('{0}{1}', parameters('prefix'), copyIndex())]",
    "location": "[resourceGroup().location]", "kind": "StorageV2", "sku": { "name": "Standard_LRS" },
    "tags": { "index": "[string(copyIndex())]", "half": "[string(div(copyIndex(), 2))]" },
    "properties": {
      "minimumTlsVersion": "[if(equals(mod(copyIndex(), 2), 0), 'TLS1_2', 'TLS1_0')]",
      "supportsHttpsTrafficOnly": true, "allowBlobPublicAccess": false,
      "networkAcls": { "defaultAction": "Deny", "ipRules": [], "bypass": "AzureServices" }
    }
  }]
}"#;
    template.replace("COUNT", &count.to_string())
}

/// A template with so many resources, each written out.
fn written(count: usize) -> String {
    let one = r#"    { "type": "Microsoft.KeyVault/vaults", "apiVersion": "2023-07-01", "name": "kv-INDEX",
      "location": "[resourceGroup().location]",
      "properties": { "tenantId": "[subscription().tenantId]", "sku": { "family": "A", "name": "standard" },
        "enableRbacAuthorization": true, "enablePurgeProtection": true, "softDeleteRetentionInDays": 90 } }"#;
    let all: Vec<String> = (0..count).map(|index| one.replace("INDEX", &index.to_string())).collect();
    format!("{{ \"contentVersion\": \"1.0.0.0\", \"resources\": [\n{}\n] }}", all.join(",\n"))
}

#[divan::bench(args = [10, 1_000, 10_000])]
fn json_is_read(bencher: Bencher<'_, '_>, count: usize) {
    let text = written(count);
    bencher.counter(BytesCount::of_str(&text)).bench(|| json::parse(black_box(&text)).errors.len());
}

#[divan::bench(args = [
    "[parameters('name')]",
    "[format('{0}/{1}', parameters('account'), variables('names')[copyIndex('each')].value)]",
    "[if(and(not(empty(parameters('a'))), equals(mod(copyIndex(), 2), 0)), union(createObject('b', 1), json('{}')), null())]",
])]
fn expressions_are_read(bencher: Bencher<'_, '_>, text: &str) {
    bencher.counter(BytesCount::of_str(text)).bench(|| expression::parse(black_box(text)).is_ok());
}

#[divan::bench(args = [10, 1_000, 10_000])]
fn templates_are_lowered(bencher: Bencher<'_, '_>, count: usize) {
    let text = written(count);
    bencher.counter(ItemsCount::new(count)).bench(|| lower::template(FileId(0), black_box(&text)));
}

#[divan::bench(args = [10, 1_000, 100_000], max_time = 5)]
fn loops_are_expanded(bencher: Bencher<'_, '_>, count: usize) {
    let text = looped(count);
    bencher.counter(ItemsCount::new(count)).bench(|| {
        let made = evaluated(black_box(&text)).resources.len();
        assert_eq!(made, count);
    });
}

/// A loader without files.
#[derive(Default)]
struct NoFiles {
    sources: Sources,
}

fn evaluated(text: &str) -> Evaluation {
    let loader = NoFiles::default();
    let file = loader.sources.add("main.json", text);
    let template = Arc::new(lower::template(file, text));
    let entry = EntryPoint { id: EntryId(0), template, name: "main".into(), parameters: Vec::new() };
    evaluate(&entry, &loader, &Settings::default())
}

fn none<T>() -> Result<T, Unloaded> {
    Err(Unloaded::new("there are no files"))
}

impl Loader for NoFiles {
    fn sources(&self) -> &Sources {
        &self.sources
    }

    fn resolve(&self, _: FileId, _: &str) -> Result<FileId, Unloaded> {
        none()
    }

    fn linked(&self, _: FileId, _: &Value) -> Result<FileId, Unloaded> {
        none()
    }

    fn template(&self, _: FileId) -> Result<Arc<Template>, Unloaded> {
        none()
    }

    fn bytes(&self, _: FileId, _: &str) -> Result<Vec<u8>, Unloaded> {
        none()
    }

    fn directory(&self, _: FileId, _: &str, _: &str) -> Result<Vec<DirectoryFile>, Unloaded> {
        none()
    }

    fn uri(&self, _: FileId) -> String {
        String::new()
    }
}
