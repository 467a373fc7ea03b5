//! Running rules over a transaction: what comes in piece by piece is parsed into values, each phase runs its program,
//! and a decision comes out.
//!
//! The engine has no clock, no sockets and no files: time and addresses come with the transaction.

mod bodies;
mod effects;
mod expand;
mod items;
mod once;
pub(crate) mod operators;
mod request;
mod response;
mod run;
mod scanning;
mod transaction;
mod tx;
mod values;

use crate::collections::{Collections, Geo, InMemory};
use crate::plan::RuleSet;
use std::sync::Arc;

pub use once::Exchange;
pub use transaction::{Client, Transaction};

/// Rules with everything they need to run. Cheap to clone and to share between threads.
///
/// ```
/// use ravelin_waf::{Action, Engine, Exchange, RuleSet};
/// let rules = RuleSet::parse(r#"
///     SecRuleEngine On
///     SecRule ARGS:q "@rx (?i)union\s+select" "id:1,phase:2,deny,status:403,msg:'SQL in %{MATCHED_VAR_NAME}'"
/// "#).unwrap();
/// let engine = Engine::new(rules);
/// let decision = engine.decide(&Exchange::request(b"GET /?q=1+UNION+SELECT+2 HTTP/1.1\r\nHost: example.org\r\n\r\n"));
/// assert_eq!(decision.status(), Some(403));
/// assert_eq!(decision.intervention.unwrap().action, Action::Deny);
/// assert_eq!(decision.matches[0].message.as_deref(), Some("SQL in ARGS:q"));
/// assert!(engine.decide(&Exchange::request(b"GET /?q=union HTTP/1.1\r\nHost: example.org\r\n\r\n")).status().is_none());
/// ```
#[derive(Debug, Clone)]
pub struct Engine {
    pub(crate) rules: Arc<RuleSet>,
    pub(crate) collections: Arc<dyn Collections>,
    pub(crate) geo: Option<Arc<dyn Geo>>,
    pub(crate) environment: Arc<[(String, String)]>,
}

impl Engine {
    /// An engine that keeps collections in memory and knows no geography.
    #[must_use]
    pub fn new(rules: RuleSet) -> Self {
        Self {
            rules: Arc::new(rules),
            collections: Arc::new(InMemory::default()),
            geo: None,
            environment: Arc::from([]),
        }
    }

    /// Keeps collections elsewhere.
    #[must_use]
    pub fn with_collections(mut self, collections: Arc<dyn Collections>) -> Self {
        self.collections = collections;
        self
    }

    /// Gives `@geoLookup` something to ask.
    #[must_use]
    pub fn with_geo(mut self, geo: Arc<dyn Geo>) -> Self {
        self.geo = Some(geo);
        self
    }

    /// What `ENV` holds. The engine itself reads no environment.
    #[must_use]
    pub fn with_environment(mut self, environment: Vec<(String, String)>) -> Self {
        self.environment = environment.into();
        self
    }

    /// The rules.
    #[must_use]
    pub fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// Starts a transaction.
    #[must_use]
    pub fn transaction(&self, client: &Client<'_>) -> Transaction<'_> {
        Transaction::new(self, client)
    }
}
