//! What a whole check costs: beside reading and parsing alone, and as an estate grows.
//!
//! The estate of the first table is the folder that `RAVELIN_BENCH` names, or the examples. The second table makes its
//! estates itself and looks at each in a process of its own, as memory is measured by a process's peak. Ratios are what
//! to look at: times alone tell of the machine.

use ravelin_bicep::syntax;
use ravelin_engine::{Request, Run, SKIPPED};
use ravelin_template::json;
use std::error::Error;
use std::hint::black_box;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// How often a folder is measured; the fastest counts.
const ROUNDS: usize = 5;

/// How many resources the estates have that are made here.
const SIZES: [usize; 3] = [10, 1_000, 100_000];

/// The environment variable that tells a process of ours to check one estate.
const ONE: &str = "RAVELIN_BENCH_ONE";

fn main() -> Outcome<()> {
    if let Some(path) = std::env::var_os(ONE) {
        return one(&PathBuf::from(path));
    }
    // Without the argument that `cargo bench` gives this is a test run, and no test is timed.
    if !std::env::args().any(|argument| argument == "--bench") {
        return Ok(());
    }
    ratio()?;
    growth()
}

fn say(line: &str) -> Outcome<()> {
    Ok(writeln!(std::io::stdout().lock(), "{line}")?)
}

/// Checks everything under a path; the resources and findings.
fn check(path: &Path) -> Outcome<(usize, usize)> {
    let run = Run::new(Request { paths: vec![path.to_owned()], ..Request::default() })?;
    let estate = run.evaluate(&|_, _| {})?;
    let findings = estate.check(&run).findings.len();
    Ok((estate.resources().count(), findings))
}

/// Reads and parses everything under a folder, on one thread; the files and bytes.
fn floor(folder: &Path) -> Outcome<(usize, usize)> {
    let (mut files, mut bytes) = (0, 0);
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let entry = entry?;
            let (path, name) = (entry.path(), entry.file_name());
            if entry.file_type()?.is_dir() {
                if !SKIPPED.iter().any(|skipped| name.to_str() == Some(skipped)) {
                    folders.push(path);
                }
                continue;
            }
            let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            if !matches!(ending, "bicep" | "bicepparam" | "json") {
                continue;
            }
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            files += 1;
            bytes += text.len();
            black_box(match ending {
                "bicep" => syntax::parse(&text, syntax::FileKind::Bicep).statements.len(),
                "bicepparam" => syntax::parse(&text, syntax::FileKind::Parameters).statements.len(),
                _ => json::parse(&text).errors.len(),
            });
        }
    }
    Ok((files, bytes))
}

/// The fastest of several rounds: its result, its seconds, and the processor's seconds over all threads.
fn fastest<T>(work: impl Fn() -> Outcome<T>) -> Outcome<(T, f64, f64)> {
    let mut best: Option<(T, f64, f64)> = None;
    for _ in 0..ROUNDS {
        let (start, used) = (Instant::now(), processor()?);
        let result = work()?;
        let (wall, cpu) = (start.elapsed().as_secs_f64(), processor()? - used);
        if best.as_ref().is_none_or(|best| wall < best.1) {
            best = Some((result, wall, cpu));
        }
    }
    best.ok_or_else(|| "nothing was measured".into())
}

fn ratio() -> Outcome<()> {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let folder = std::env::var_os("RAVELIN_BENCH").map_or(examples, PathBuf::from);
    let ((files, bytes), parse, parse_cpu) = fastest(|| floor(&folder))?;
    let ((resources, findings), whole, whole_cpu) = fastest(|| check(&folder))?;
    say(&format!(
        "{files} files, {bytes} bytes: {resources} resources, {findings} findings, passes included"
    ))?;
    say("                      wall s     cpu s")?;
    say(&format!("read and parse      {parse:8.4}  {parse_cpu:8.2}   one thread"))?;
    say(&format!("whole check         {whole:8.4}  {whole_cpu:8.2}   all threads"))?;
    say(&format!("ratio               {:8.1}  {:8.1}\n", whole / parse, whole_cpu / parse_cpu.max(0.01)))
}

/// Makes an estate of each size in either notation, and checks it.
fn growth() -> Outcome<()> {
    say("estate                    resources   seconds   resources/s   µs each   peak MiB")?;
    for (name, file, make) in [
        ("ARM, copy loop", "main.json", arm as fn(usize) -> String),
        ("Bicep, loop of modules", "main.bicep", bicep),
    ] {
        for size in SIZES {
            let folder = tempfile::tempdir()?;
            std::fs::write(folder.path().join(file), make(size))?;
            std::fs::write(folder.path().join("account.bicep"), MODULE)?;
            let path = folder.path().join(file);
            let output = Command::new(std::env::current_exe()?).env(ONE, path).output()?;
            let told = String::from_utf8_lossy(&output.stdout).into_owned();
            let numbers: Vec<f64> = told.split_whitespace().filter_map(|word| word.parse().ok()).collect();
            let [resources, seconds, peak] = numbers.as_slice() else {
                return Err(format!("no figures: {}", String::from_utf8_lossy(&output.stderr)).into());
            };
            if told.split(' ').next() != Some(size.to_string().as_str()) {
                return Err(format!("{name}: {resources} resources instead of {size}").into());
            }
            let (speed, each) = (resources / seconds, seconds / resources * 1e6);
            say(&format!(
                "{name:24} {resources:10}  {seconds:8.3}  {speed:12.0}  {each:8.1}  {:9.1}",
                peak / 1024.0
            ))?;
        }
    }
    Ok(())
}

/// Checks one estate; says the resources, the seconds, and the peak of memory in KiB.
fn one(path: &Path) -> Outcome<()> {
    let start = Instant::now();
    let (resources, _) = check(path)?;
    let seconds = start.elapsed().as_secs_f64();
    say(&format!("{resources} {seconds} {}", peak()))
}

/// The processor's seconds that this process has used; in steps of 10 ms, and 0 where the system does not tell.
fn processor() -> Outcome<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    let ticks: Vec<f64> = fields.skip(11).take(2).map(str::parse).collect::<Result<_, _>>()?;
    Ok(ticks.iter().sum::<f64>() / 100.0)
}

/// The most memory that this process had at once, in KiB; 0 where the system does not tell.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

fn arm(count: usize) -> String {
    let template = r#"{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [{
    "type": "Microsoft.Storage/storageAccounts", "apiVersion": "2023-05-01",
    "copy": { "name": "each", "count": COUNT },
    "name": "[format('st{0}', copyIndex())]", "location": "[resourceGroup().location]",
    "kind": "StorageV2", "sku": { "name": "Standard_LRS" },
    "properties": {
      "minimumTlsVersion": "[if(equals(mod(copyIndex(), 2), 0), 'TLS1_2', 'TLS1_0')]",
      "supportsHttpsTrafficOnly": true, "allowBlobPublicAccess": false
    }
  }]
}"#;
    template.replace("COUNT", &count.to_string())
}

const MODULE: &str = "param prefix string
param count int
resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = [for i in range(0, count): {
  name: '${prefix}${i}'
  kind: 'StorageV2'
  sku: { name: 'Standard_LRS' }
  properties: { minimumTlsVersion: i % 2 == 0 ? 'TLS1_2' : 'TLS1_0', allowBlobPublicAccess: false }
}]
output id string = account[0].id
";

/// So many resources in modules of up to a hundred, as `range()` has bounds. A module call is a resource too.
fn bicep(count: usize) -> String {
    let calls = count.div_ceil(100);
    let each = count / calls - 1;
    format!(
        "module each 'account.bicep' = [for i in range(0, {calls}): {{
  name: 'account-${{i}}'
  params: {{ prefix: 'st${{i}}x', count: {each} }}
}}]\n"
    )
}
