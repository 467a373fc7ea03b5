//! Provider versions: which major versions the lock file or the constraints admit.
//!
//! Grammar: <https://developer.hashicorp.com/terraform/language/expressions/version-constraints>. Which versions were
//! published is not known here.

/// A version, as far as it is written; what is left out counts as 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Version([u32; 3]);

/// More than any part of a version that was ever published.
const MANY: u32 = 1_000_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    Exactly,
    Not,
    Above,
    From,
    Below,
    UpTo,
    /// `~>`: only the last part that is written may grow.
    About,
}

#[derive(Clone, Copy, Debug)]
struct Constraint {
    operator: Operator,
    version: Version,
    /// How many parts are written.
    parts: usize,
}

fn version(text: &str) -> Option<(Version, usize)> {
    let text = text.trim().trim_start_matches('v');
    let core = text.split(['-', '+']).next().unwrap_or(text);
    let mut parts = [0u32; 3];
    let mut written = 0;
    for part in core.split('.') {
        *parts.get_mut(written)? = part.trim().parse::<u32>().ok()?.min(MANY - 1);
        written += 1;
    }
    Some((Version(parts), written))
}

fn constraint(text: &str) -> Option<Constraint> {
    let text = text.trim();
    let operators = [
        ("~>", Operator::About),
        (">=", Operator::From),
        ("<=", Operator::UpTo),
        ("!=", Operator::Not),
        (">", Operator::Above),
        ("<", Operator::Below),
        ("=", Operator::Exactly),
    ];
    let found = operators.iter().find_map(|(sign, operator)| Some((text.strip_prefix(sign)?, *operator)));
    let (rest, operator) = found.unwrap_or((text, Operator::Exactly));
    let (version, parts) = version(rest)?;
    Some(Constraint { operator, version, parts })
}

impl Constraint {
    fn admits(self, candidate: Version) -> bool {
        match self.operator {
            Operator::Exactly => candidate == self.version,
            Operator::Not => candidate != self.version,
            Operator::Above => candidate > self.version,
            Operator::From => candidate >= self.version,
            Operator::Below => candidate < self.version,
            Operator::UpTo => candidate <= self.version,
            Operator::About => {
                let kept = self.parts.saturating_sub(1).max(1);
                let same = candidate.0.iter().zip(&self.version.0).take(kept).all(|(a, b)| a == b);
                // `~> 3` grows in its only part.
                let same = same || self.parts <= 1;
                candidate >= self.version && same
            }
        }
    }
}

/// The major version of a version as it is written.
pub(super) fn major(text: &str) -> Option<u32> {
    version(text).map(|(version, _)| version.0[0])
}

/// The major versions among `known` of which some version fits all constraints. `None` when a constraint can't be read,
/// or none fits.
pub(super) fn majors<'c>(known: &[u32], constraints: impl Iterator<Item = &'c str>) -> Option<Vec<u32>> {
    let all: Option<Vec<Constraint>> = constraints
        .flat_map(|text| text.split(','))
        .filter(|text| !text.trim().is_empty())
        .map(constraint)
        .collect();
    let all = all?;
    let fits = |major: u32| {
        let edges = all.iter().flat_map(|one| {
            let Version([_, minor, patch]) = one.version;
            let (lower, higher) = (patch.saturating_sub(1), patch.saturating_add(1));
            [
                Version([major, minor, patch]),
                Version([major, minor, lower]),
                Version([major, minor, higher]),
                Version([major, minor.saturating_sub(1), MANY]),
                Version([major, minor.saturating_add(1), 0]),
            ]
        });
        let ends = [Version([major, 0, 0]), Version([major, 0, 1]), Version([major, MANY, MANY])];
        edges.chain(ends).any(|candidate| all.iter().all(|one| one.admits(candidate)))
    };
    let majors: Vec<u32> = known.iter().copied().filter(|major| fits(*major)).collect();
    (!majors.is_empty()).then_some(majors)
}

#[cfg(test)]
mod tests {
    use super::{major, majors};

    #[test]
    fn constraints_admit_major_versions() {
        let check = |constraint: &str, expected: &[u32]| {
            let found = majors(&[1, 2, 3, 4, 5], [constraint].into_iter());
            assert_eq!(found.unwrap_or_default(), expected, "{constraint}");
        };
        check("", &[1, 2, 3, 4, 5]);
        check("~> 3.0", &[3]);
        check("~> 3.0.2", &[3]);
        check("~>3", &[3, 4, 5]);
        check(">= 3.0, < 5.0", &[3, 4]);
        check(">= 3.0, < 5.0.0, != 4.0.0", &[3, 4]);
        check("> 3.0", &[3, 4, 5]);
        check("<= 3.0", &[1, 2, 3]);
        check("< 3.0.0", &[1, 2]);
        check("<3", &[1, 2]);
        check("=3.0.0", &[3]);
        check("3.116.0", &[3]);
        check("v3.116.0", &[3]);
        check("~> 4.0, != 4.1.0", &[4]);
        check(">= 2.99.0-beta1, <4.0", &[2, 3]);
        check(">4.0, <4.0", &[]);
        check("three", &[]);
        assert_eq!(major("4.12.0"), Some(4));
    }
}
