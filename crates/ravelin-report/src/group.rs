//! Findings grouped for people: failures by resource, undecided ones by what would decide them.

use crate::Report;
use ravelin_finding::{Finding, Outcome, Place, ResourceName};
use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::Hash;

/// What is said of one resource, in the report's order.
#[derive(Debug)]
pub(crate) struct Group<'r> {
    /// The resource.
    pub(crate) resource: &'r ResourceName,
    /// Its failures, the worst first.
    pub(crate) failures: Vec<&'r Finding>,
    /// Its passes.
    pub(crate) passes: Vec<&'r Finding>,
}

/// Undecided verdicts that depend on the same names.
#[derive(Debug)]
pub(crate) struct Undecided<'r> {
    /// The names, sorted.
    pub(crate) depends_on: &'r [String],
    /// The verdicts, by resource.
    pub(crate) by_resource: Vec<(&'r ResourceName, Vec<&'r Finding>)>,
    /// How many verdicts there are.
    pub(crate) count: usize,
}

/// The values under their keys, keys in the order in which they are first met.
fn gather<K: Eq + Hash + Copy, V>(pairs: impl Iterator<Item = (K, V)>) -> Vec<(K, Vec<V>)> {
    let mut index: HashMap<K, usize> = HashMap::new();
    let mut gathered: Vec<(K, Vec<V>)> = Vec::new();
    for (key, value) in pairs {
        let at = *index.entry(key).or_insert_with(|| {
            gathered.push((key, Vec::new()));
            gathered.len() - 1
        });
        if let Some((_, values)) = gathered.get_mut(at) {
            values.push(value);
        }
    }
    gathered
}

/// A resource's identity: ids of different resources may look the same where parts of them are unknown.
/// So may those of one resource that several entry points deploy, each from a declaration of its own.
type Key<'r> = (&'r str, &'r str, &'r str, Option<Place>);

fn key(finding: &Finding) -> Key<'_> {
    (&finding.resource.id, &finding.resource.ty, &finding.resource.name, finding.declared)
}

fn by_resource<'r>(findings: impl Iterator<Item = &'r Finding>) -> Vec<(&'r ResourceName, Vec<&'r Finding>)> {
    let groups = gather(findings.map(|finding| (key(finding), finding)));
    groups.into_iter().filter_map(|(_, findings)| Some((&findings.first()?.resource, findings))).collect()
}

impl<'r> Report<'r> {
    /// Failures (and passes, when all shall be shown) by resource; resources without either are left out.
    pub(crate) fn groups(&self) -> Vec<Group<'r>> {
        let decided = self.shown().filter(|finding| finding.outcome != Outcome::Unknown);
        let groups = by_resource(decided).into_iter().map(|(resource, findings)| {
            let (mut failures, passes): (Vec<&Finding>, Vec<&Finding>) =
                findings.into_iter().partition(|finding| finding.outcome == Outcome::Fail);
            failures.sort_by_key(|finding| Reverse(finding.severity()));
            Group { resource, failures, passes }
        });
        groups.collect()
    }

    /// Undecided verdicts by what they depend on: what would decide most comes first.
    pub(crate) fn undecided(&self) -> Vec<Undecided<'r>> {
        let unknown = self.with(Outcome::Unknown).map(|finding| (finding.depends_on.as_slice(), finding));
        let mut groups: Vec<Undecided<'r>> = gather(unknown)
            .into_iter()
            .map(|(depends_on, findings)| Undecided {
                depends_on,
                count: findings.len(),
                by_resource: by_resource(findings.into_iter()),
            })
            .collect();
        groups.sort_by_key(|group| Reverse(group.count));
        groups
    }
}
