//! Rule sets of the web application firewall: which files a command line means, and what surrounds their rules.
//!
//! What a rule says and decides is `ravelin-waf`'s business; requests are only opened here, not read.

mod disk;
mod input;
mod order;
mod suite;

pub use input::{Input, Line, open};
pub use suite::{test_files, text};

use crate::error::Error;
use disk::Disk;
use ravelin_waf::{LoadError, LoadErrorKind, RuleSet};
use std::fmt::Write as _;
use std::path::PathBuf;

/// The name that the recommended defaults have in messages and logs.
pub const DEFAULTS: &str = "<recommended defaults>";

/// Settings that apply where no `modsecurity.conf` is among the rules. A directive of the rules goes before them.
pub const SETTINGS: &str = "\
SecRuleEngine On
SecRequestBodyAccess On
SecRequestBodyLimit 13107200
SecRequestBodyNoFilesLimit 131072
SecRequestBodyLimitAction Reject
SecRequestBodyJsonDepthLimit 512
SecArgumentsLimit 1000
SecResponseBodyAccess On
SecResponseBodyMimeType text/plain text/html text/xml application/json
SecResponseBodyLimit 524288
SecResponseBodyLimitAction ProcessPartial
";

/// Rules that go with them: the type of a body chooses its parser, and a body that can't be parsed is refused. One whose
/// id is taken gives way.
const RULES: [(u64, &str); 5] = [
    (
        200_000,
        r#"SecRule REQUEST_HEADERS:Content-Type "^(?:application(?:/soap\+|/)|text/)xml" "id:200000,phase:1,t:none,t:lowercase,pass,nolog,ctl:requestBodyProcessor=XML""#,
    ),
    (
        200_001,
        r#"SecRule REQUEST_HEADERS:Content-Type "^application/(?:[a-z0-9.-]+\+)?json" "id:200001,phase:1,t:none,t:lowercase,pass,nolog,ctl:requestBodyProcessor=JSON""#,
    ),
    (
        200_002,
        r#"SecRule REQBODY_ERROR "!@eq 0" "id:200002,phase:2,t:none,log,deny,status:400,severity:2,msg:'The body of the request cannot be parsed',logdata:'%{reqbody_error_msg}'""#,
    ),
    (
        200_003,
        r#"SecRule MULTIPART_STRICT_ERROR "!@eq 0" "id:200003,phase:2,t:none,log,deny,status:400,severity:2,msg:'The multipart body breaks the rules of the format'""#,
    ),
    (
        200_004,
        r#"SecRule MULTIPART_UNMATCHED_BOUNDARY "@eq 1" "id:200004,phase:2,t:none,log,deny,status:400,severity:2,msg:'The multipart body may have a second boundary'""#,
    ),
];

/// A rule set with where it came from.
#[derive(Debug)]
pub struct Loaded {
    /// The rules, compiled.
    pub rules: RuleSet,
    /// The files with rules that were named, in order.
    pub files: Vec<String>,
    /// How many of the rules are the recommended ones.
    pub defaults: usize,
}

/// Why there is no rule set.
#[derive(Debug)]
pub enum NotLoaded {
    /// A path is wrong.
    Path(Error),
    /// There is no rule file under the paths.
    Nothing,
    /// The rules are wrong: everything that is.
    Rules(Vec<LoadError>),
}

/// Loads the rules of files, folders and patterns, in this order.
///
/// # Errors
/// Why not.
pub fn load(paths: &[PathBuf]) -> Result<Loaded, NotLoaded> {
    let files = order::files(paths).map_err(NotLoaded::Path)?;
    if files.is_empty() {
        return Err(NotLoaded::Nothing);
    }
    let mut rules: Vec<(u64, &str)> = RULES.to_vec();
    let mut settings = SETTINGS;
    // At most once for the settings and once for each rule that gives way.
    loop {
        let mut text = settings.to_owned();
        for (_, rule) in &rules {
            let _ = writeln!(text, "{rule}");
        }
        let disk = Disk::new(text);
        let names: Vec<&str> = std::iter::once(DEFAULTS).chain(files.iter().map(String::as_str)).collect();
        let loaded = RuleSet::load(&names, &disk);
        if !settings.is_empty() && disk.has_settings() {
            settings = "";
            rules.clear();
            continue;
        }
        match loaded {
            Ok(set) => return Ok(Loaded { rules: set, files, defaults: rules.len() }),
            Err(errors) => {
                let before = rules.len();
                rules.retain(|(id, _)| !errors.iter().any(|error| takes(error, *id)));
                if rules.len() == before {
                    return Err(NotLoaded::Rules(errors));
                }
            }
        }
    }
}

/// Is the error that a rule has the id of one of the recommended ones?
fn takes(error: &LoadError, own: u64) -> bool {
    matches!(&error.kind, LoadErrorKind::DuplicateId { id, first } if *id == own && &*first.file == DEFAULTS)
}

#[cfg(test)]
mod tests;
