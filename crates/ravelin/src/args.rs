//! The command line's words. Help, man pages and completions are made of this.

pub(crate) mod waf;

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use ravelin_engine::config;
use ravelin_finding::Severity;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  ravelin check infra                       every entry point under a folder
  ravelin check main.bicep --set sku=Premium
  ravelin check . --format sarif --output ravelin.sarif
  ravelin resources main.bicep --format json
  ravelin explain storage-tls-minimum
  ravelin waf run --rules crs requests.jsonl
  ravelin explain NET-7                     what a recommendation asks, and its controls

Exit codes:
  0  nothing at or above --fail-on was found
  1  something was found
  2  the command line or the configuration is wrong, or Ravelin failed
  3  there was nothing to check under the paths
  4  incomplete: some input could not be read or evaluated (goes before 1)";

const FINDING: &str = "\
Entry points under a folder are Bicep files that no other found file uses as a module, ARM templates that no other
found template links, and root modules of Terraform: folders that no other found module uses. NAME.parameters.json and
NAME.bicepparam beside a template, terraform.tfvars and *.auto.tfvars in a root module are used. A parameter file with a
further name (NAME.prod.bicepparam, NAME.prod.parameters.json) is another deployment and evaluated on its own.

Modules of registries are looked for in --module-root and in ~/.bicep, where `bicep restore` puts them. Nothing is ever
downloaded.";

/// Checks Azure integration estates: Bicep and ARM templates evaluated, every recommendation decided.
///
/// The infrastructure code is evaluated as a deployment would do it, loops and modules expanded. What can't be known
/// before deployment stays unknown, and a control that depends on it says on what.
#[derive(Debug, Parser)]
#[command(name = "ravelin", version, after_help = EXAMPLES, subcommand_required = true, arg_required_else_help = true)]
#[command(max_term_width = 120)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) shared: Shared,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options of all commands.
#[derive(Args, Debug)]
pub(crate) struct Shared {
    /// Write the result to this file instead of the terminal
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Shared options")]
    pub(crate) output: Option<PathBuf>,
    /// The configuration [default: the nearest `ravelin.toml` upwards from the first path]
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Shared options")]
    pub(crate) config: Option<PathBuf>,
    /// When to colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", help_heading = "Shared options")]
    pub(crate) color: Color,
    /// Say nothing but results and errors
    #[arg(short, long, global = true, conflicts_with = "verbose", help_heading = "Shared options")]
    pub(crate) quiet: bool,
    /// Say what was left out and why
    #[arg(short, long, global = true, help_heading = "Shared options")]
    pub(crate) verbose: bool,
}

/// When to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Decide every control for every resource found under the paths
    #[command(after_help = FINDING)]
    Check(Box<Check>),
    /// Show the evaluated model: every resource with its values, known or unknown
    #[command(after_help = FINDING)]
    Resources(Box<Resources>),
    /// Say what a control means, why it matters and how to meet it
    Explain(Explain),
    /// List the controls
    Controls(Controls),
    /// Try rules of the web application firewall: load, decide, test, explain
    Waf(waf::Waf),
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the man page, in roff
    Man {
        /// Of this command
        command: Option<String>,
    },
}

/// What to read, and with which values.
#[derive(Args, Debug)]
pub(crate) struct Input {
    /// Files and folders
    #[arg(required = true, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(crate) paths: Vec<PathBuf>,
    /// A parameter file, `.json`, `.bicepparam` or `.tfvars`, over those beside an entry point; may be given several times
    #[arg(long, visible_alias = "var-file", value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) parameters: Vec<PathBuf>,
    /// One parameter; the value is JSON or else text; may be given several times
    #[arg(long, value_name = "NAME=VALUE")]
    pub(crate) set: Vec<String>,
    /// Leave out files that fit this pattern when searching folders; may be given several times
    #[arg(long, value_name = "GLOB")]
    pub(crate) exclude: Vec<String>,
    /// A folder with modules of registries, as REGISTRY/PATH/VERSION/main.json or PATH/VERSION/main.json
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) module_root: Vec<PathBuf>,
    /// An environment variable that templates may read; TF_VAR_NAME gives a variable of Terraform its value
    #[arg(long, value_name = "NAME")]
    pub(crate) env: Vec<String>,
    /// The id of the subscription that is deployed to
    #[arg(long, value_name = "ID", help_heading = "Where it will be deployed (unknown otherwise)")]
    pub(crate) subscription: Option<String>,
    /// The name of the resource group
    #[arg(long, value_name = "NAME", help_heading = "Where it will be deployed (unknown otherwise)")]
    pub(crate) resource_group: Option<String>,
    /// The location of the resource group, or of the deployment
    #[arg(long, value_name = "NAME", help_heading = "Where it will be deployed (unknown otherwise)")]
    pub(crate) location: Option<String>,
    /// The id of the tenant
    #[arg(long, value_name = "ID", help_heading = "Where it will be deployed (unknown otherwise)")]
    pub(crate) tenant: Option<String>,
    /// The name of the management group
    #[arg(long, value_name = "NAME", help_heading = "Where it will be deployed (unknown otherwise)")]
    pub(crate) management_group: Option<String>,
}

/// `ravelin check`
#[derive(Args, Debug)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) input: Input,
    /// The format of the result
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = formats())]
    pub(crate) format: ravelin_report::Format,
    /// The lowest severity that makes the run fail, or `never` [default: medium]
    #[arg(long, value_name = "SEVERITY", value_parser = severities())]
    pub(crate) fail_on: Option<FailOn>,
    /// Which verdicts to list
    #[arg(long, value_name = "WHICH", default_value = "findings")]
    pub(crate) show: Show,
    /// Run only this control, or the controls of this recommendation; may be given several times
    #[arg(long, value_name = "ID")]
    pub(crate) only: Vec<String>,
    /// Give advice as well that reasonable estates decline
    #[arg(long)]
    pub(crate) pedantic: bool,
    /// Collect evidence for a review as well
    #[arg(long)]
    pub(crate) auditor: bool,
    /// The day that ignores are judged by, for tests
    #[arg(long, hide = true, value_name = "DATE")]
    pub(crate) today: Option<jiff::civil::Date>,
}

/// From which severity on a run fails; `None` for never.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FailOn(pub(crate) Option<Severity>);

/// Which verdicts to list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Show {
    /// Failures and what could not be decided
    Findings,
    /// Passes as well
    All,
}

/// `ravelin resources`
#[derive(Args, Debug)]
pub(crate) struct Resources {
    #[command(flatten)]
    pub(crate) input: Input,
    /// The format of the result
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ModelFormat,
}

/// Formats of `resources`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ModelFormat {
    /// A tree to read
    Text,
    /// For programs, one resource a line
    Json,
}

/// `ravelin explain`
#[derive(Args, Debug)]
pub(crate) struct Explain {
    /// A control (`storage-tls-minimum`) or a recommendation (`NET-7`)
    pub(crate) id: String,
    /// The format of the result
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: PageFormat,
}

/// Formats of `explain` and `controls`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PageFormat {
    /// To read at a terminal
    Text,
    /// For programs
    Json,
    /// For documents
    Markdown,
}

/// `ravelin controls`
#[derive(Args, Debug)]
pub(crate) struct Controls {
    /// The format of the result
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: PageFormat,
}

/// The report crate's formats by their names.
fn formats() -> impl clap::builder::TypedValueParser<Value = ravelin_report::Format> {
    use clap::builder::{PossibleValuesParser, TypedValueParser as _};
    let names = ravelin_report::Format::ALL.map(ravelin_report::Format::as_str);
    PossibleValuesParser::new(names).map(|name| ravelin_report::Format::from_name(&name).unwrap_or_default())
}

fn severities() -> impl clap::builder::TypedValueParser<Value = FailOn> {
    use clap::builder::{PossibleValuesParser, TypedValueParser as _};
    let names = Severity::ALL.map(Severity::as_str).into_iter().chain(["never"]);
    PossibleValuesParser::new(names).map(|name| FailOn(config::fail_on(&name).unwrap_or_default()))
}
