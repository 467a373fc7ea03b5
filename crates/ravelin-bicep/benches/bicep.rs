//! Reading and evaluating Bicep: texts per second, and resources per second as an estate of modules grows.

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use ravelin_bicep::syntax::{FileKind, parse};
use ravelin_finding::{FileId, Sources};
use ravelin_model::{EntryId, Value};
use ravelin_template::eval::{EntryPoint, Settings, evaluate};
use ravelin_template::ir::Template;
use ravelin_template::loader::{DirectoryFile, Loader, Unloaded};
use std::sync::{Arc, OnceLock};

fn main() {
    divan::main();
}

/// A file with so many resources, each written out.
fn written(count: usize) -> String {
    let one = "@description('A vault.')\nresource vault_INDEX 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: 'kv-${prefix}-INDEX'
  location: resourceGroup().location
  tags: union(tags, { index: string(INDEX), even: INDEX % 2 == 0 ? 'yes' : 'no' })
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    networkAcls: { defaultAction: 'Deny', ipRules: [for ip in ips: { value: ip }] }
  }
}
";
    let all: String = (0..count).map(|index| one.replace("INDEX", &index.to_string())).collect();
    format!("param prefix string\nparam tags object = {{}}\nparam ips array = ['10.0.0.1']\n{all}")
}

const MODULE: &str = "param prefix string
param count int
resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = [for i in range(0, count): {
  name: '${prefix}${i}'
  kind: 'StorageV2'
  properties: { minimumTlsVersion: 'TLS1_2', allowBlobPublicAccess: false }
}]
output id string = account[0].id
";

/// A file that gives so many resources in modules of up to a hundred, as `range()` has bounds. A module call is a
/// resource too.
fn looped(count: usize) -> String {
    let calls = count.div_ceil(100);
    let each = count / calls - 1;
    format!(
        "module each 'account.bicep' = [for i in range(0, {calls}): {{
  name: 'account-${{i}}'
  params: {{ prefix: 'st${{i}}x', count: {each} }}
}}]\n"
    )
}

#[divan::bench(args = [10, 1_000, 10_000])]
fn syntax_is_read(bencher: Bencher<'_, '_>, count: usize) {
    let text = written(count);
    let bytes = BytesCount::of_str(&text);
    bencher.counter(bytes).bench(|| parse(black_box(&text), FileKind::Bicep).statements.len());
}

#[divan::bench(args = [10, 1_000, 10_000])]
fn files_are_lowered(bencher: Bencher<'_, '_>, count: usize) {
    let files = Files::new(&written(count));
    bencher.counter(ItemsCount::new(count)).bench(|| ravelin_bicep::lower(black_box(MAIN), &files));
}

#[divan::bench(args = [10, 1_000, 100_000], max_time = 5)]
fn loops_of_modules_are_expanded(bencher: Bencher<'_, '_>, count: usize) {
    bencher.counter(ItemsCount::new(count)).bench(|| {
        let files = Files::new(&looped(count));
        let template = Arc::new(ravelin_bicep::lower(MAIN, &files));
        let entry = EntryPoint { id: EntryId(0), template, name: "main".into(), parameters: Vec::new() };
        let made = evaluate(&entry, &files, &Settings::default()).resources.len();
        assert_eq!(made, count);
    });
}

const MAIN: FileId = FileId(0);
const ACCOUNT: FileId = FileId(1);

/// A file and its one module.
struct Files {
    sources: Sources,
    module: OnceLock<Arc<Template>>,
}

impl Files {
    fn new(main: &str) -> Self {
        let sources = Sources::default();
        sources.add("main.bicep", main);
        sources.add("account.bicep", MODULE);
        Self { sources, module: OnceLock::new() }
    }
}

fn none<T>() -> Result<T, Unloaded> {
    Err(Unloaded::new("there are no other files"))
}

impl Loader for Files {
    fn sources(&self) -> &Sources {
        &self.sources
    }

    fn resolve(&self, _: FileId, _: &str) -> Result<FileId, Unloaded> {
        Ok(ACCOUNT)
    }

    fn linked(&self, _: FileId, _: &Value) -> Result<FileId, Unloaded> {
        none()
    }

    fn template(&self, file: FileId) -> Result<Arc<Template>, Unloaded> {
        Ok(Arc::clone(self.module.get_or_init(|| Arc::new(ravelin_bicep::lower(file, self)))))
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
