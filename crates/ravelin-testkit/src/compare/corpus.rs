//! Agreement on a public repository of Bicep files with their compiled templates beside them, read as a user's files
//! are read. `cargo xtask compare FOLDER` runs this.
//!
//! `RAVELIN_PAIRS` names the folder, `RAVELIN_MODULE_ROOT` those with modules of registries. Each pair is evaluated
//! without parameters, and again with a value for each parameter that has no default.

use super::{Difference, compare_named};
use ravelin_engine::{Request, Run};
use ravelin_finding::{Problem, ProblemKind};
use ravelin_model::{Data, Form, ParameterValue, Value};
use ravelin_template::eval::Evaluation;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many differences of a pair are told.
const TOLD: usize = 3;

#[test]
fn pairs_of_a_public_repository_agree() {
    let absolute = |path: PathBuf| std::path::absolute(path).unwrap();
    let Some(folder) = std::env::var_os("RAVELIN_PAIRS").map(PathBuf::from).map(absolute) else {
        println!("skipped: RAVELIN_PAIRS names no folder with Bicep files and their compiled templates");
        return;
    };
    let roots = std::env::var_os("RAVELIN_MODULE_ROOT");
    let roots: Vec<PathBuf> = roots.iter().flat_map(std::env::split_paths).map(absolute).collect();
    // Files that templates load may lie anywhere in the repository: it is the project's folder.
    std::env::set_current_dir(&folder).unwrap();
    let pairs = pairs(&folder);
    assert!(!pairs.is_empty(), "no pairs in {}", folder.display());
    let compared = in_parallel(&pairs, |bicep| Compared::of(bicep, &roots));
    let mut disagreeing = 0;
    let mut incomplete = 0;
    for (bicep, compared) in pairs.iter().zip(&compared) {
        let name = bicep.strip_prefix(&folder).unwrap_or(bicep).display();
        compared.problems.iter().take(TOLD).for_each(|problem| println!("problem: {name}: {problem}"));
        for difference in compared.differences.iter().take(TOLD) {
            println!("differs: {name}: {difference}");
        }
        match compared.differences.len().saturating_sub(TOLD) {
            0 => {}
            more => println!("differs: {name}: and {more} more"),
        }
        disagreeing += usize::from(!compared.differences.is_empty());
        incomplete += usize::from(!compared.problems.is_empty());
    }
    let resources: usize = compared.iter().map(|compared| compared.resources).sum();
    let agreeing = pairs.len() - disagreeing;
    println!(
        "{} pairs, {resources} resources: {agreeing} agree, {disagreeing} disagree, {incomplete} with problems",
        pairs.len()
    );
    assert!(resources > 0, "nothing was compared");
    assert_eq!(disagreeing, 0, "pairs disagree");
}

/// The Bicep files under a folder that have a template beside them, sorted.
pub(super) fn pairs(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
            if path.is_dir() && !path.is_symlink() && !hidden {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "bicep") {
                let compiled = std::fs::read_to_string(path.with_extension("json")).unwrap_or_default();
                if compiled.contains("eploymentTemplate.json#") {
                    found.push(path);
                }
            }
        }
    }
    found.sort();
    found
}

/// What came of one pair.
#[derive(Default)]
pub(super) struct Compared {
    pub(super) resources: usize,
    pub(super) differences: Vec<Difference>,
    pub(super) problems: Vec<String>,
}

impl Compared {
    pub(super) fn of(bicep: &Path, roots: &[PathBuf]) -> Self {
        let mut compared = Self::default();
        let set = compared.once(bicep, roots, Vec::new());
        if !set.is_empty() {
            compared.once(bicep, roots, set);
        }
        compared.problems.sort();
        compared.problems.dedup();
        compared
    }

    /// Compares once; gives a value to each parameter that still has none.
    fn once(&mut self, bicep: &Path, roots: &[PathBuf], set: Vec<String>) -> Vec<String> {
        let direct = self.evaluate(bicep, roots, set.clone());
        let compiled = self.evaluate(&bicep.with_extension("json"), roots, set);
        self.resources += direct.resources.len();
        self.differences.extend(compare_named(&direct, &compiled, &without_version));
        let parameters = direct.deployed.iter().filter(|deployed| deployed.root);
        parameters.flat_map(|deployed| &deployed.parameters).filter_map(given).collect()
    }

    fn evaluate(&mut self, path: &Path, roots: &[PathBuf], set: Vec<String>) -> Evaluation {
        let request = Request {
            paths: vec![path.to_owned()],
            module_root: roots.to_vec(),
            set,
            // A parameter file may be for one of the two only.
            exclude: vec!["**/*.bicepparam".to_owned(), "**/*.parameters*.json".to_owned()],
            ..Request::default()
        };
        let estate = Run::new(request).and_then(|run| run.evaluate(&|_, _| {}));
        let estate = match estate {
            Ok(estate) => estate,
            Err(error) => {
                self.problems.push(error.to_string());
                return Evaluation::default();
            }
        };
        let told = estate.problems().iter().filter(|problem| problem.kind != ProblemKind::Note);
        self.problems.extend(told.map(|problem: &Problem| {
            let region = problem.place.and_then(|place| estate.sources().region(place));
            let place = region.map(|at| format!("{}:{}:{}: ", at.file, at.start.line, at.start.column));
            format!("{}{}", place.unwrap_or_default(), problem.message)
        }));
        let graph = estate.graphs().first();
        Evaluation {
            resources: graph.map(|graph| graph.resources().to_vec()).unwrap_or_default(),
            deployed: graph.map(|graph| graph.deployed().to_vec()).unwrap_or_default(),
            ..Evaluation::default()
        }
    }
}

/// A value for a parameter that has none, as it is given on the command line.
fn given(parameter: &ParameterValue) -> Option<String> {
    let unknown = parameter.value.as_unknown().filter(|_| parameter.default.is_none())?;
    let value = match (&unknown.form, &*parameter.ty) {
        (Form::OneOf(values), _) => values.first().filter(|value| value.is_known())?.plain().to_string(),
        (_, "string" | "securestring") => format!("\"given{}\"", parameter.name.to_lowercase()),
        (_, "int") => "5".to_owned(),
        (_, "bool") => "true".to_owned(),
        (_, "array") => "[]".to_owned(),
        (_, "object" | "secureobject") => "{}".to_owned(),
        _ => return None,
    };
    Some(format!("{}={value}", parameter.name))
}

/// Azure Verified Modules name a deployment after the module's version, which their pipeline fills in when it
/// publishes: `46d3xbcp.res.storage-storageaccount.0-9-1.{}` is `46d3xbcp.res.storage-storageaccount..{}` in the
/// source. Seen in `main.bicep` and `main.json` of Azure/bicep-registry-modules.
fn without_version(id: &str) -> String {
    let Some((before, name)) = id.split_once("46d3xbcp.") else { return id.to_owned() };
    let mut parts: Vec<&str> = name.split('.').collect();
    let version = parts.len().checked_sub(2);
    match version.and_then(|at| parts.get_mut(at)) {
        Some(part) => *part = "VERSION",
        None => return id.to_owned(),
    }
    format!("{before}46d3xbcp.{}", parts.join("."))
}

fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut done: Vec<(usize, R)> = std::thread::scope(|scope| {
        let work = || {
            let mut done = Vec::new();
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(item) = items.get(at) else { return done };
                done.push((at, work(item)));
            }
        };
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        running.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

#[test]
fn parameters_are_given_by_their_types() {
    let reason = ravelin_model::Reason::new("p", "p", None);
    let parameter = |ty: &str, value: Value, default: Option<Value>| ParameterValue {
        name: "Name".into(),
        place: ravelin_finding::Place {
            file: ravelin_finding::FileId(0),
            span: ravelin_finding::Span::default(),
        },
        ty: ty.into(),
        secure: false,
        default,
        value,
    };
    let unknown = || Value::unknown("parameters('p')", reason.clone());
    let of = |ty| given(&parameter(ty, unknown(), None));
    assert_eq!(of("string").as_deref(), Some("Name=\"givenname\""));
    assert_eq!(of("int").as_deref(), Some("Name=5"));
    assert_eq!(of("custom"), None);
    let choice = Value::one_of(vec!["a".into(), "b".into()], "parameters('p')", [reason.clone()]);
    assert!(matches!(choice.data, Data::Unknown(_)));
    assert_eq!(given(&parameter("string", choice, None)).as_deref(), Some("Name=\"a\""));
    assert_eq!(given(&parameter("string", "x".into(), None)), None);
    assert_eq!(given(&parameter("string", unknown(), Some("x".into()))), None);
}

#[test]
fn versions_of_telemetry_names_are_left_out() {
    let (source, published) = ("/d/46d3xbcp.res.kv-vault..{}", "/d/46d3xbcp.res.kv-vault.0-9-1.{}");
    assert_eq!(without_version(source), without_version(published));
    assert_eq!(without_version("/d/other.0-9-1.{}"), "/d/other.0-9-1.{}");
}
