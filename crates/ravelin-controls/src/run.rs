//! Runs controls over a graph and turns verdicts into findings.

use crate::control::{Check, Control};
use crate::node::{Node, TemplateNode};
use crate::test::{Fact, Verdict};
use ravelin_finding::{Evidence, Finding, Link, Outcome, Place, ResourceName};
use ravelin_model::{Graph, Resource, ResourceIndex, Value};
use rayon::prelude::*;
use serde_json::Value as Json;
use std::collections::HashMap;

/// Which controls run.
#[derive(Debug)]
pub struct Selection<'c> {
    /// The controls, in the order in which they run.
    pub controls: Vec<&'c Control>,
}

/// Decides every selected control for every resource of the graph. The order is that of the resources, then of the
/// controls: the same input gives the same findings. What is not applicable is left out.
#[must_use]
pub fn check(graph: &Graph, selection: &Selection<'static>) -> Vec<Finding> {
    let mut by_type: HashMap<String, Vec<&'static Control>> = HashMap::new();
    for control in &selection.controls {
        for ty in control.types() {
            by_type.entry(ty.to_ascii_lowercase()).or_default().push(control);
        }
    }
    let numbered: Vec<_> = graph.iter().collect();
    let decide = |part: &[(ResourceIndex, &Resource)]| {
        part.iter().flat_map(|(at, resource)| decide(graph, &by_type, *at, resource)).collect::<Vec<_>>()
    };
    let mut findings: Vec<Finding> = numbered.par_chunks(256).flat_map_iter(decide).collect();
    for deployed in graph.deployed() {
        let node = TemplateNode { graph, deployed };
        for control in &selection.controls {
            let Check::Template(test) = control.check else { continue };
            for verdict in test(&node) {
                if verdict.outcome != Outcome::NotApplicable {
                    findings.push(finding(control, verdict, name(&node), deployed.place, &deployed.chain));
                }
            }
        }
    }
    findings
}

/// Every control that speaks of the resource's type.
fn decide(
    graph: &Graph,
    by_type: &HashMap<String, Vec<&'static Control>>,
    at: ResourceIndex,
    resource: &Resource,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let Some(controls) = by_type.get(&resource.ty.to_ascii_lowercase()) else { return findings };
    if resource.existing {
        return findings;
    }
    let node = Node { graph, at, resource };
    let name = resource.shown();
    for control in controls {
        let Check::Each(_, test) = control.check else { continue };
        let verdict = test(&node);
        if verdict.outcome != Outcome::NotApplicable {
            findings.push(finding(control, verdict, name.clone(), resource.header, &resource.chain));
        }
    }
    findings
}

fn name(node: &TemplateNode<'_>) -> ResourceName {
    let text = |value: &Value| value.display().unwrap_or_default().into();
    ResourceName {
        id: text(&node.deployed.id),
        ty: "Microsoft.Resources/deployments".into(),
        name: text(&node.deployed.name),
    }
}

fn finding(
    control: &'static Control,
    verdict: Verdict,
    resource: ResourceName,
    declared: Place,
    chain: &[Link],
) -> Finding {
    if verdict.outcome == Outcome::Pass {
        return passed(control, verdict, resource, declared);
    }
    let mut depends_on: Vec<String> =
        verdict.reasons.iter().map(|reason| reason.name.as_ref().to_owned()).collect();
    depends_on.sort();
    depends_on.dedup();
    let place = verdict.facts.iter().find_map(|fact| fact.place).unwrap_or(declared);
    Finding {
        rule: &control.rule,
        outcome: verdict.outcome,
        resource,
        place: Some(place),
        declared: Some(declared),
        chain: chain.to_vec(),
        message: message(&verdict),
        help: verdict.help,
        evidence: verdict.facts.into_iter().map(evidence).collect(),
        depends_on,
    }
}

/// A pass says where it was decided; there are far more passes than anything else, and nobody asks them why.
fn passed(control: &'static Control, verdict: Verdict, resource: ResourceName, declared: Place) -> Finding {
    let place = verdict.facts.iter().find_map(|fact| fact.place).unwrap_or(declared);
    Finding {
        rule: &control.rule,
        outcome: Outcome::Pass,
        resource,
        place: Some(place),
        declared: Some(declared),
        chain: Vec::new(),
        message: "meets the rule".to_owned(),
        help: None,
        evidence: Vec::new(),
        depends_on: Vec::new(),
    }
}

/// A failure says what is so; an undecided verdict says what would be, and why that is not known.
fn message(verdict: &Verdict) -> String {
    if verdict.outcome != Outcome::Unknown {
        return verdict.message.clone();
    }
    let why: Vec<&str> = verdict.reasons.iter().map(|reason| reason.why.as_ref()).take(3).collect();
    format!("cannot tell whether it {}: {}", verdict.message, why.join("; "))
}

fn evidence(fact: Fact) -> Evidence {
    let origin = fact.value.as_ref().and_then(|value| value.origin.as_ref());
    let mut chain = origin.map_or_else(Vec::new, |origin| origin.chain());
    chain.extend(fact.chain);
    let place = origin.map(|origin| origin.made().place).or(fact.place);
    Evidence {
        path: fact.path,
        value: fact.value.map_or(Json::Null, |value| value.to_json()),
        place,
        chain,
        note: fact.note,
    }
}
