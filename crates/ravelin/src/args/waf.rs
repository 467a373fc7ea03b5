//! The words of `ravelin waf`.

use clap::{Args, Subcommand, ValueEnum, ValueHint};
use std::path::{Path, PathBuf};

const RULES: &str = "\
Rules are files, folders or patterns, read in the order given. Of a folder these are read: modsecurity*.conf,
crs-setup.conf (or else crs-setup.conf.example), its other *.conf by name, plugins/*-config.conf, plugins/*-before.conf,
rules/*.conf, plugins/*-after.conf: a checkout of the Core Rule Set is one folder. `Include` and data files are looked
for beside the file that names them.

Without a modsecurity.conf among the rules these settings apply, and a directive of the rules goes before them:
SecRuleEngine On; request bodies up to 13107200 bytes (131072 without files), larger ones are refused; 1000 arguments;
JSON 512 levels deep; response bodies of text/plain, text/html, text/xml and application/json, the first 524288 bytes;
XML and JSON bodies are parsed by their type (rules 200000 and 200001); a body that can't be parsed is refused with 400
(rules 200002 to 200004). A rule of yours with one of these ids replaces it.";

const RUN: &str = "\
Examples:
  ravelin waf run --rules crs requests.jsonl
  ravelin waf run --rules crs --set blocking_paranoia_level=2 < requests.jsonl
  ravelin waf run --rules my.conf --format text request.http
  ravelin waf run --rules my.conf session.har

Requests are one of
  JSON lines     {\"id\": \"…\", \"request_b64\": \"…\", \"response_b64\": \"…\"}, bytes as on the wire;
                 without a response the rules of phases 3 and 4 do not run
  a raw request  as on the wire; lines may end in a line feed alone, a body needs its Content-Length
  HAR            as browsers save it; every entry with its response

The result is one JSON line for each, in order:
  {\"id\": \"…\", \"status\": 403, \"matched\": [942100, 949110], \"intervention\": {\"rule\": 949110, \"action\": \"deny\",
   \"status\": 403}, \"log\": [\"…\"], \"error\": null}
`status` is what the client gets instead of an answer, or null; a request that no server may take has 400 without an
intervention. Requests are decided one after the other, and what rules keep (IP, SESSION …) is kept between them; there is
no clock, so nothing of it ends. A line that is no request has an `error`; the others are decided all the same.

The last of several values of --rules is taken for the file of requests where none is given and its name has no `.conf`.

Exit codes:
  0  every request was decided, whatever was decided
  2  the command line or a rule is wrong
  3  there are no rules under the paths
  4  something was no request";

const CHECK: &str = "\
Examples:
  ravelin waf check crs
  ravelin waf check my.conf 'rules/*.conf' --format json

Exit codes:
  0  nothing was found
  1  something was found
  3  there are no rules under the paths
  4  a file that a rule needs could not be read";

const TEST: &str = "\
Examples:
  ravelin waf test --rules crs --rules setup.conf tests/regression
  ravelin waf test --rules my.conf my-tests.yaml --set blocking_paranoia_level=4

Tests are files or folders of YAML as go-ftw reads it: `tests` with `stages` of `input` and `output`. A request to
/reflect is answered with what its JSON body tells, as the test server of the Core Rule Set does; every other one with an
empty 200. The rules run as they are: tests that expect several rules of the Core Rule Set need its set-up for tests, with
`ctl:ruleEngine=DetectionOnly`.

The last of several values of --rules is taken for the tests where none are given.

Exit codes:
  0  every test passes
  1  a test fails
  2  the command line or a rule is wrong
  3  there are no tests, or no rules
  4  a test could not be read";

const EXPLAIN: &str = "\
Examples:
  ravelin waf explain --rules crs request.http
  ravelin waf explain --rules crs --only 942100 request.http
  ravelin waf explain --rules crs --matched request.http

The request is a raw one, HAR, or JSON lines; every request in it is explained. `-` is standard input.
The last of several values of --rules is taken for the request where none is given.";

/// `ravelin waf`
#[derive(Args, Debug)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub(crate) struct Waf {
    #[command(subcommand)]
    pub(crate) command: WafCommand,
}

/// What to do with the rules.
#[derive(Debug, Subcommand)]
pub(crate) enum WafCommand {
    /// Load a rule set and say what is wrong with it
    #[command(after_help = CHECK, after_long_help = format!("{CHECK}\n\n{RULES}"))]
    Check(Check),
    /// Decide requests: JSON lines, raw HTTP or HAR
    #[command(after_help = RUN, after_long_help = format!("{RUN}\n\n{RULES}"))]
    Run(Run),
    /// Run regression tests in go-ftw's YAML
    #[command(after_help = TEST, after_long_help = format!("{TEST}\n\n{RULES}"))]
    Test(Test),
    /// Show what every rule did with a request, and why
    #[command(after_help = EXPLAIN, after_long_help = format!("{EXPLAIN}\n\n{RULES}"))]
    Explain(Explain),
}

/// Which rules, and with which variables.
#[derive(Args, Debug)]
pub(crate) struct Rules {
    /// Rule files, folders or patterns, in this order; may be given several times
    #[arg(long, required = true, num_args = 1.., value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(crate) rules: Vec<PathBuf>,
    /// A transaction variable (TX) that is set before the rules run; may be given several times
    #[arg(long, value_name = "NAME=VALUE", value_parser = variable)]
    pub(crate) set: Vec<(String, String)>,
    /// The client's address
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub(crate) client: std::net::IpAddr,
}

impl Rules {
    /// The rules and what comes behind them, which may have been taken for rules.
    pub(crate) fn split(
        &self,
        behind: Option<&Path>,
        is_rule: fn(&Path) -> bool,
    ) -> (Vec<PathBuf>, Option<PathBuf>) {
        if let Some(behind) = behind {
            return (self.rules.clone(), Some(behind.to_owned()));
        }
        match self.rules.split_last() {
            Some((last, before)) if !before.is_empty() && !is_rule(last) => {
                (before.to_vec(), Some(last.clone()))
            }
            _ => (self.rules.clone(), None),
        }
    }
}

/// Formats of the commands that show something for people and programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}

/// `ravelin waf check`
#[derive(Args, Debug)]
pub(crate) struct Check {
    /// Rule files, folders or patterns, in this order
    #[arg(required = true, value_name = "RULES", value_hint = ValueHint::AnyPath)]
    pub(crate) rules: Vec<PathBuf>,
    /// The format of the result
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: Format,
}

/// `ravelin waf run`
#[derive(Args, Debug)]
pub(crate) struct Run {
    #[command(flatten)]
    pub(crate) rules: Rules,
    /// The format of the result
    #[arg(long, value_name = "FORMAT", default_value = "json")]
    pub(crate) format: Format,
    /// Leave the values of the request out of the result
    #[arg(long)]
    pub(crate) redact: bool,
    /// The requests [default: standard input]
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) file: Option<PathBuf>,
}

/// `ravelin waf test`
#[derive(Args, Debug)]
pub(crate) struct Test {
    #[command(flatten)]
    pub(crate) rules: Rules,
    /// The format of the result
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: Format,
    /// Run only tests whose id starts so (`942100` or `942100-3`); may be given several times
    #[arg(long, value_name = "ID")]
    pub(crate) only: Vec<String>,
    /// The tests, a file or a folder
    #[arg(value_name = "TESTS", value_hint = ValueHint::AnyPath)]
    pub(crate) tests: Option<PathBuf>,
}

/// `ravelin waf explain`
#[derive(Args, Debug)]
pub(crate) struct Explain {
    #[command(flatten)]
    pub(crate) rules: Rules,
    /// The format of the result
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: Format,
    /// Show only this rule; may be given several times
    #[arg(long, value_name = "ID")]
    pub(crate) only: Vec<u64>,
    /// Show only rules that matched
    #[arg(long)]
    pub(crate) matched: bool,
    /// Leave the values of the request out of the result
    #[arg(long)]
    pub(crate) redact: bool,
    /// The request
    #[arg(value_name = "REQUEST", value_hint = ValueHint::FilePath)]
    pub(crate) request: Option<PathBuf>,
}

fn variable(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("write it as NAME=VALUE")?;
    let name = name.trim();
    // As `setvar` has it, for whoever copies it from a rule.
    let bare = match name.split_at_checked(3) {
        Some((start, rest)) if start.eq_ignore_ascii_case("tx.") => rest,
        _ => name,
    };
    if bare.is_empty() {
        return Err("the name is missing".to_owned());
    }
    Ok((bare.to_owned(), value.to_owned()))
}
