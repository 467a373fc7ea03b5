//! What a rule book is compiled to: a program of steps for each phase, and scans that find the rules that could match.
//!
//! A rule whose operator needs something to be in a value (a literal, a byte) is not asked value by value. The rules of a
//! phase that run under the same gates share one scan: it looks at each value once, in each form that differs, and says
//! which rules are worth running on it. Rules then cost what the few that could match cost.

mod program;
mod resolve;
pub(crate) mod scan;
mod table;
pub(crate) mod transforms;

use crate::error::{LoadError, LoadErrorKind, Place};
use crate::seclang::config::Config;
use crate::seclang::operators::Operator;
use crate::seclang::parser::{Book, Entry, Parser, Rule};
use crate::sources::Sources;
use crate::transform::UnicodeMap;
pub(crate) use program::{Probe, Step};
use scan::Scan;
use std::collections::BTreeMap;
use transforms::Forms;

/// Rules, loaded and compiled.
///
/// ```
/// use ravelin_waf::{Memory, RuleSet};
/// let files = Memory::new().with("my.conf", r#"SecRule ARGS "@contains attack" "id:1,deny""#);
/// let rules = RuleSet::load(&["my.conf"], &files).unwrap();
/// assert_eq!(rules.len(), 1);
///
/// let broken = Memory::new().with("my.conf", r#"SecRule ARGS "@rx (?=a)" "id:1,deny""#);
/// let errors = RuleSet::load(&["my.conf"], &broken).unwrap_err();
/// assert!(errors[0].to_string().starts_with("my.conf:1: cannot use the pattern `(?=a)`"));
/// ```
#[derive(Debug)]
pub struct RuleSet {
    pub(crate) rules: Vec<Rule>,
    pub(crate) config: Config,
    pub(crate) unicode: UnicodeMap,
    pub(crate) programs: Vec<Vec<Step>>,
    pub(crate) scans: Vec<Scan>,
    pub(crate) forms: Forms,
    /// Names in TX that the rules mention, in lower case; the place is the slot.
    pub(crate) tx_names: Vec<Box<[u8]>>,
    pub(crate) tx_index: BTreeMap<Box<[u8]>, u32>,
    pub(crate) patterns: usize,
    pub(crate) clauses: usize,
    pub(crate) markers: Vec<(usize, Box<str>)>,
    notes: Vec<(Place, String)>,
}

impl RuleSet {
    /// Loads the files of a rule set, in order.
    ///
    /// # Errors
    /// Everything that is wrong with the files, not only the first thing.
    pub fn load(files: &[&str], sources: &dyn Sources) -> Result<Self, Vec<LoadError>> {
        Self::load_without(files, sources, &[])
    }

    /// As [`RuleSet::load`], without the rules of some ids: for rule sets with a few rules that this engine does not take,
    /// such as patterns with look-around. Each is in the [`RuleSet::notes`].
    ///
    /// # Errors
    /// Everything else that is wrong with the files.
    pub fn load_without(files: &[&str], sources: &dyn Sources, ids: &[u64]) -> Result<Self, Vec<LoadError>> {
        let mut parser = Parser::new(sources);
        parser.leave_out(ids);
        for file in files {
            parser.file(file);
        }
        Self::compile(parser.finish()?)
    }

    /// Loads rules from one text.
    ///
    /// # Errors
    /// Everything that is wrong with the text.
    ///
    /// ```
    /// let rules = ravelin_waf::RuleSet::parse(r#"SecRule REQUEST_METHOD "@streq TRACE" "id:1,phase:1,deny""#);
    /// assert!(rules.is_ok());
    /// ```
    pub fn parse(text: &str) -> Result<Self, Vec<LoadError>> {
        let sources = crate::sources::Memory::new().with("rules", text);
        Self::load(&["rules"], &sources)
    }

    fn compile(book: Book) -> Result<Self, Vec<LoadError>> {
        let Book { entries, config, unicode, notes } = book;
        let mut rules = Vec::new();
        let mut markers = Vec::new();
        for entry in entries {
            match entry {
                Entry::Rule(rule) => rules.push(*rule),
                Entry::Marker(name) => markers.push((rules.len(), name)),
            }
        }
        if u32::try_from(rules.len()).is_err() {
            let place = Place { file: "".into(), line: 0 };
            return Err(vec![LoadError { place, kind: LoadErrorKind::Syntax("too many rules".to_owned()) }]);
        }
        resolve::selections(&mut rules);
        let (tx_names, tx_index) = resolve::slots(&mut rules);
        let mut forms = Forms::new();
        let (programs, scans) = program::build(&rules, &markers, &mut forms);
        let (mut patterns, mut clauses) = (0, 0);
        let mut scans = scans;
        for scan in &mut scans {
            (patterns, clauses) = scan.place(patterns, clauses);
        }
        Ok(Self {
            rules,
            config,
            unicode,
            programs,
            scans,
            forms,
            tx_names,
            tx_index,
            patterns,
            clauses,
            markers,
            notes,
        })
    }

    /// How many rules there are; a chain counts once.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rules.len()
    }

    /// Whether there is no rule.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// The settings.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The settings, to be changed.
    pub fn config_mut(&mut self) -> &mut Config {
        &mut self.config
    }

    /// Directives that were read and have no effect, with their places.
    #[must_use]
    pub fn notes(&self) -> &[(Place, String)] {
        &self.notes
    }

    /// Compiles every pattern and builds every table now, so that no request pays for it.
    pub fn warm_up(&self) {
        for link in self.rules.iter().flat_map(Rule::chain) {
            if let Some(pattern) = link.pattern() {
                pattern.compile();
            }
            if let Operator::Phrases(phrases) = &link.test.operator {
                phrases.automaton();
            }
        }
        crate::libinjection::warm_up();
        for table in self.scans.iter().flat_map(|s| &s.tables) {
            table.build();
        }
    }
}
