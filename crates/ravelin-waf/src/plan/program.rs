//! The steps of each phase: rules in order, where a skip leads, and which scan speaks for a rule.

use super::scan::{Builder, Scan};
use super::transforms::Forms;
use crate::seclang::actions::Flow;
use crate::seclang::parser::Rule;
use crate::seclang::variables::{Source, Stream};
use std::collections::BTreeMap;

/// Whether a rule must be run, or a scan knows if it is worth it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Probe {
    /// Run it.
    Run,
    /// Ask this scan about this pattern of the whole set.
    Scan { scan: u16, pattern: u32 },
}

/// One rule in the program of its phase.
#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) rule: u32,
    pub(crate) probe: Probe,
    /// The step behind the marker of its `skipAfter`, or behind the rules it skips.
    pub(crate) jump: u32,
}

type Markers = [(usize, Box<str>)];

/// The programs of the five phases and the scans they use.
pub(super) fn build(rules: &[Rule], markers: &Markers, forms: &mut Forms) -> (Vec<Vec<Step>>, Vec<Scan>) {
    let mut programs = Vec::new();
    let mut scans = Vec::new();
    for phase in 1..=5u8 {
        let members: Vec<(usize, &Rule)> =
            rules.iter().enumerate().filter(|(_, r)| r.phase == phase).collect();
        let jumps = jumps(&members, markers);
        let groups = groups(&members, &jumps);
        let mut builders: BTreeMap<usize, Builder> = BTreeMap::new();
        let mut places = Vec::new();
        for ((_, rule), group) in members.iter().zip(&groups) {
            let place = scan_streams(rule).and_then(|streams| {
                let builder = builders.entry(*group).or_default();
                Some((*group, builder.add(rule, &streams, forms)?))
            });
            places.push(place);
        }
        let first = scans.len();
        let order: Vec<usize> = builders.keys().copied().collect();
        scans.extend(builders.into_values().map(|b| b.build(forms)));
        let steps = members.iter().zip(&jumps).zip(places).map(|(((at, _), jump), place)| {
            let probe = place.and_then(|(group, pattern)| {
                let scan = first + order.binary_search(&group).ok()?;
                Some(Probe::Scan { scan: u16::try_from(scan).ok()?, pattern })
            });
            Step { rule: *at as u32, probe: probe.unwrap_or(Probe::Run), jump: *jump as u32 }
        });
        programs.push(steps.collect());
    }
    (programs, scans)
}

/// Where each rule of a phase leads when it skips.
fn jumps(members: &[(usize, &Rule)], markers: &Markers) -> Vec<usize> {
    let end = members.len();
    (1..)
        .zip(members)
        .map(|(next, (at, rule))| match rule.chain().filter_map(|l| l.actions.flow.as_ref()).last() {
            Some(Flow::SkipAfter(name)) => {
                let marker =
                    markers.iter().find(|(place, m)| place > at && m == name).map(|(place, _)| *place);
                // A rule's id serves as a marker too; processing goes on behind that rule.
                let by_id =
                    || name.parse::<u64>().ok().and_then(|id| members.iter().position(|(_, r)| r.id == id));
                match marker {
                    Some(place) => members.partition_point(|(i, _)| *i < place),
                    None => by_id().map_or(end, |position| position + 1),
                }
            }
            Some(Flow::Skip(count)) => (next + *count as usize).min(end),
            _ => next,
        })
        .collect()
}

/// Rules under the same gates form a group: they run or are skipped together, so one scan can serve them all.
fn groups(members: &[(usize, &Rule)], jumps: &[usize]) -> Vec<usize> {
    let mut names: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    let mut open: Vec<(usize, String)> = Vec::new();
    let mut out = Vec::new();
    for (position, ((_, rule), jump)) in members.iter().zip(jumps).enumerate() {
        open.retain(|(end, _)| *end > position);
        let mut key: Vec<String> = open.iter().map(|(_, gate)| gate.clone()).collect();
        key.sort();
        key.dedup();
        let fresh = names.len();
        out.push(*names.entry(key).or_insert(fresh));
        let is_gate = *jump > position + 1 && rule.links.is_empty();
        if is_gate && rule.targets.include.iter().all(|t| t.variable.source == Source::Tx) {
            let targets: Vec<String> =
                rule.targets.include.iter().map(|t| t.written.to_ascii_lowercase()).collect();
            let test = &rule.test;
            open.push((
                *jump,
                format!("{} {}{} {}", targets.join("|"), test.negated, test.name, test.argument),
            ));
        }
    }
    merge_small(&names, &mut out);
    out
}

/// Joins groups of a few rules to a large one that runs under some or more of the same gates: each group costs a pass.
fn merge_small(names: &BTreeMap<Vec<String>, usize>, groups: &mut [usize]) {
    const FEW: usize = 8;
    let size = |group: usize| groups.iter().filter(|g| **g == group).count();
    let sizes: BTreeMap<usize, usize> = names.values().map(|group| (*group, size(*group))).collect();
    let of = |group: &usize| sizes.get(group).copied().unwrap_or(0);
    let mut moves = BTreeMap::new();
    for (key, group) in names.iter().filter(|(_, g)| of(g) < FEW) {
        let related = names.iter().filter(|(other, g)| {
            of(g) >= FEW
                && (other.iter().all(|gate| key.contains(gate))
                    || key.iter().all(|gate| other.contains(gate)))
        });
        if let Some((_, into)) = related.min_by_key(|(other, _)| other.len().abs_diff(key.len())) {
            moves.insert(*group, *into);
        }
    }
    for group in groups {
        if let Some(into) = moves.get(group) {
            *group = *into;
        }
    }
}

/// The lists a rule looks at, when a scan can speak for it.
fn scan_streams(rule: &Rule) -> Option<Vec<Stream>> {
    if !rule.test.prefilter {
        return None;
    }
    let mut streams = Vec::new();
    for target in &rule.targets.include {
        match target.variable.source {
            Source::Stored(of) if !target.count => streams.extend_from_slice(of),
            _ => return None,
        }
    }
    (!streams.is_empty()).then_some(streams)
}
