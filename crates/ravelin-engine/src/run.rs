//! A run: the configuration, the choice of controls, and what the given paths evaluate to.

use crate::config::{Config, Deployment, Disabled};
use crate::discover::{self, Discovery, Entry, Exclude, Variant, problem};
use crate::error::Error;
use crate::estate::{Estate, Evaluated};
use crate::files::{Files, Places};
use crate::front::Deployable;
use crate::given::{Given, Reader};
use crate::paths;
use crate::select::{Choice, Chosen};
use jiff::civil::Date;
use ravelin_finding::ProblemKind;
use ravelin_model::EntryId;
use ravelin_template::eval::{Evaluation, GivenParameter, Limits, Settings};
use ravelin_template::loader::Unloaded;
use rayon::prelude::*;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The stack of a thread that lowers and looks into templates: reserved, and touched only as deep as they nest.
const STACK: usize = 256 << 20;

/// What is asked for on the command line.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// Parameter files.
    pub parameters: Vec<PathBuf>,
    /// Single parameters, `name=value`.
    pub set: Vec<String>,
    /// The configuration file; the nearest one upwards otherwise.
    pub config: Option<PathBuf>,
    /// Patterns of files that are not searched, seen from the current folder.
    pub exclude: Vec<String>,
    /// Folders with modules of registries.
    pub module_root: Vec<PathBuf>,
    /// Environment variables that templates may read.
    pub environment: Vec<String>,
    /// Where it will be deployed.
    pub deployment: Deployment,
    /// Which controls run.
    pub choice: Choice,
    /// The day that ignores are judged by; today otherwise.
    pub today: Option<Date>,
}

/// A request with its configuration.
#[derive(Debug)]
pub struct Run {
    request: Request,
    config: Config,
    chosen: Chosen,
    today: Date,
}

/// Is told how many of how many entry points are done; from any thread.
pub type Progress<'p> = &'p (dyn Fn(usize, usize) + Sync);

/// One evaluation that is to be made.
struct Task<'t> {
    entry: &'t Entry,
    variant: &'t Variant,
    deployable: &'t Deployable,
    id: EntryId,
    parameters: Vec<GivenParameter>,
}

impl Run {
    /// Reads the configuration and chooses the controls.
    ///
    /// # Errors
    /// When the configuration or the choice is wrong.
    pub fn new(request: Request) -> Result<Self, Error> {
        let config = match &request.config {
            Some(path) if !path.exists() => {
                return Err(Error::NoSuchPath { path: path.clone(), given_as: "configuration" });
            }
            Some(path) => Config::load(path)?,
            None => {
                let here = PathBuf::new();
                Config::nearest(request.paths.first().unwrap_or(&here))?
            }
        };
        let today = request.today.unwrap_or_else(today);
        let mut choice = request.choice.clone();
        choice.pedantic |= config.pedantic.unwrap_or(false);
        choice.auditor |= config.auditor.unwrap_or(false);
        let holds = |row: &&Disabled| row.until.is_none_or(|until| today <= until);
        choice.disabled.extend(config.disabled.iter().filter(holds).map(|row| row.id.clone()));
        let chosen = choice.choose()?;
        Ok(Self { request, config, chosen, today })
    }

    /// The configuration that holds.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The controls that run.
    #[must_use]
    pub fn chosen(&self) -> &Chosen {
        &self.chosen
    }

    /// The day that ignores are judged by.
    #[must_use]
    pub fn today(&self) -> Date {
        self.today
    }

    /// Finds the entry points and evaluates them, in parallel.
    ///
    /// # Errors
    /// When the command line is wrong. What can't be read or evaluated is among the estate's problems.
    pub fn evaluate(&self, progress: Progress<'_>) -> Result<Estate, Error> {
        let pool = rayon::ThreadPoolBuilder::new().stack_size(STACK).build().map_err(Error::Threads)?;
        pool.install(|| self.evaluate_here(progress))
    }

    fn evaluate_here(&self, progress: Progress<'_>) -> Result<Estate, Error> {
        let places = self.places();
        let mut exclude = self.exclude()?;
        // Modules that are kept for others to use are not deployed by themselves.
        places.module_roots.iter().for_each(|root| exclude.folder(root));
        let files = Files::new(places);
        let Discovery { entries, mut problems, remarks } =
            discover::discover(&self.request.paths, &exclude, &files)?;
        let settings = self.settings();
        let reader = Reader { files: &files, settings: &settings };
        let given = Given::read(&self.request.parameters, &self.request.set, reader)?;
        let templates: Vec<_> = entries.par_iter().map(|entry| read(entry, &files)).collect();
        let mut known: Vec<(&Entry, Deployable)> = Vec::new();
        for (entry, template) in entries.iter().zip(templates) {
            match template {
                Ok(template) => known.push((entry, template)),
                Err(unloaded) => {
                    let Unloaded { message, help } = unloaded;
                    problems.push(problem(ProblemKind::Unreadable, &entry.path, message, help));
                }
            }
        }
        let pairs: Vec<(&Entry, &Deployable)> =
            known.iter().map(|(entry, template)| (*entry, template)).collect();
        given.verify(&pairs, &mut problems)?;
        let mut tasks = Vec::new();
        for (entry, template) in &known {
            for variant in given.variants(entry, template) {
                let parameters = given.parameters(entry, variant, template, &mut problems);
                let id = EntryId(u32::try_from(tasks.len()).unwrap_or(u32::MAX));
                tasks.push(Task { entry, variant, deployable: template, id, parameters });
            }
        }
        let done = AtomicUsize::new(0);
        let count = tasks.len();
        let evaluated = tasks.par_iter().map(|task| {
            let name = paths::stem(&task.entry.path).into();
            let Task { deployable, id, parameters, .. } = task;
            let evaluation = deployable.evaluate(*id, name, parameters.clone(), &files, &settings);
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, count);
            evaluation
        });
        let evaluations: Vec<Evaluation> = evaluated.collect();
        let evaluated = tasks.iter().zip(evaluations).map(|(task, evaluation)| Evaluated {
            entry: task.entry.file,
            id: task.id,
            label: task.variant.label.clone(),
            evaluation,
        });
        let evaluated = evaluated.collect();
        Ok(Estate::new(evaluated, entries.len(), problems, remarks, files))
    }

    fn places(&self) -> Places {
        let from_config = self.config.module_root.iter().map(|root| self.config.folder().join(root));
        Places {
            searched: self
                .request
                .paths
                .iter()
                .filter(|path| path.is_dir())
                .map(|path| paths::absolute(path))
                .collect(),
            module_roots: self.request.module_root.iter().cloned().chain(from_config).collect(),
            cache: std::env::home_dir().map(|home| home.join(".bicep")),
        }
    }

    fn exclude(&self) -> Result<Exclude, Error> {
        let mut exclude = Exclude::default();
        let wrong = |message| Error::Option { option: "exclude", message, help: None };
        for (folder, patterns) in
            [(self.config.folder(), &self.config.exclude), (Path::new(""), &self.request.exclude)]
        {
            if !patterns.is_empty() {
                exclude.add(folder, patterns).map_err(wrong)?;
            }
        }
        Ok(exclude)
    }

    fn settings(&self) -> Settings {
        let given = &self.request.deployment;
        let project = &self.config.deployment;
        let pick =
            |given: &Option<String>, project: &Option<String>| given.clone().or_else(|| project.clone());
        let names = self.request.environment.iter().chain(&self.config.environment);
        Settings {
            subscription: pick(&given.subscription, &project.subscription),
            resource_group: pick(&given.resource_group, &project.resource_group),
            location: pick(&given.location, &project.location),
            tenant: pick(&given.tenant, &project.tenant),
            management_group: pick(&given.management_group, &project.management_group),
            environment: names.filter_map(|name| Some((name.clone(), std::env::var(name).ok()?))).collect(),
            limits: Limits::default(),
        }
    }
}

/// What an entry point deploys; breaking down over one file must not end the run.
fn read(entry: &Entry, files: &Files) -> Result<Deployable, Unloaded> {
    catch_unwind(AssertUnwindSafe(|| Deployable::read(entry, files))).unwrap_or_else(|_| {
        Err(Unloaded::new("could not be read: an internal error")
            .help("please report this, with the template if you can"))
    })
}

fn today() -> Date {
    jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::now()).date()
}
