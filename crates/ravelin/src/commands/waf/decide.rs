//! One exchange decided, with the variables that the command line sets.

use crate::args::waf::Rules;
use ravelin_waf::{Action, Client, Decision, Engine, Exchange, RuleSet};
use serde::Serialize;

/// An engine and what goes with every transaction.
#[derive(Debug)]
pub(super) struct Decider<'a> {
    engine: Engine,
    variables: &'a [(String, String)],
    client: String,
}

/// What is wanted beside the decision.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Wanted {
    pub(super) trace: bool,
    pub(super) redact: bool,
}

impl<'a> Decider<'a> {
    pub(super) fn new(rules: RuleSet, arguments: &'a Rules) -> Self {
        let client = arguments.client.to_string();
        Self { engine: Engine::new(rules), variables: &arguments.set, client }
    }

    pub(super) fn decide(
        &self,
        id: &str,
        request: &[u8],
        response: Option<&[u8]>,
        wanted: Wanted,
    ) -> Decision {
        let client = Client { address: &self.client, unique_id: id, ..Client::default() };
        let mut transaction = self.engine.transaction(&client);
        for (name, value) in self.variables {
            transaction.set_variable(name, value);
        }
        if wanted.trace {
            transaction.trace();
        }
        if wanted.redact {
            transaction.redact();
        }
        let mut exchange = Exchange::request(request);
        exchange.client = client;
        exchange.response = response;
        transaction.feed(&exchange);
        transaction.finish()
    }
}

/// What stopped a transaction, as JSON.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Stopped {
    rule: Option<u64>,
    action: &'static str,
    status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

pub(super) fn stopped(decision: &Decision) -> Option<Stopped> {
    let found = decision.intervention.as_ref()?;
    let (action, url) = match &found.action {
        Action::Deny => ("deny", None),
        Action::Drop => ("drop", None),
        Action::Redirect(to) => ("redirect", Some(to.clone())),
    };
    Some(Stopped { rule: found.rule, action, status: found.status, url })
}

impl Stopped {
    /// `denied with 403 by rule 949110`
    pub(super) fn sentence(&self) -> String {
        let what = match self.action {
            "drop" => "dropped",
            "redirect" => "redirected",
            _ => "denied",
        };
        match self.rule {
            Some(rule) => format!("{what} with {} by rule {rule}", self.status),
            None => format!("{what} with {}: a limit is reached", self.status),
        }
    }
}
