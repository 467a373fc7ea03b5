//! Crates only know crates of a lower tier. What this allows is decided here, and nowhere else.

use super::dependencies::{Section, dependencies};
use super::{File, Found};

/// The crates and their tiers, sorted by tier and name.
const TIERS: &[(u8, &str)] = &[
    (0, "ravelin-finding"),
    (1, "ravelin-model"),
    (1, "ravelin-report"),
    (1, "ravelin-waf"),
    (2, "ravelin-controls"),
    (2, "ravelin-template"),
    (3, "ravelin-bicep"),
    (3, "ravelin-terraform"),
    (4, "ravelin-engine"),
    (5, "ravelin"),
];

/// May be used in tests only, and may know everything.
const TESTKIT: &str = "ravelin-testkit";

fn tier(name: &str) -> Option<u8> {
    TIERS.iter().find(|(_, known)| *known == name).map(|(tier, _)| *tier)
}

pub(crate) fn check(files: &[File], found: &mut Found) {
    if !TIERS.is_sorted() {
        found.problem("xtask", "the list of tiers is not sorted");
    }
    for file in files {
        let Some(name) = file.path.strip_prefix("crates/").and_then(|rest| rest.strip_suffix("/Cargo.toml"))
        else {
            continue;
        };
        let own = tier(name);
        if own.is_none() && name != TESTKIT {
            found.problem(&file.path, format!("`{name}` has no tier: give it one in xtask"));
        }
        for (section, to) in dependencies(&file.text) {
            if section == Section::Test || !to.starts_with("ravelin") {
                continue;
            }
            match (own, tier(to)) {
                (_, None) => found.problem(&file.path, format!("`{to}` may be a dev-dependency only")),
                (Some(own), Some(other)) if own <= other => found.problem(
                    &file.path,
                    format!("`{name}` is of tier {own} and must not know `{to}` of tier {other}"),
                ),
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tidy::testing::problems;

    fn told(name: &str, manifest: &str) -> usize {
        problems(check, &[(&format!("crates/{name}/Cargo.toml"), manifest)]).len()
    }

    #[test]
    fn arrows_point_down() {
        assert_eq!(told("ravelin-model", "[dependencies]\nravelin-finding.workspace = true\n"), 0);
        assert_eq!(told("ravelin-finding", "[dependencies]\nravelin-model.workspace = true\n"), 1);
        assert_eq!(told("ravelin-model", "[dependencies]\nravelin-report = { path = \"x\" }\n"), 1);
    }

    #[test]
    fn the_test_kit_is_for_tests() {
        assert_eq!(told("ravelin-model", "[dev-dependencies]\nravelin-testkit.workspace = true\n"), 0);
        assert_eq!(told("ravelin-model", "[dependencies]\nravelin-testkit.workspace = true\n"), 1);
        assert_eq!(told("ravelin-testkit", "[dependencies]\nravelin-bicep.workspace = true\n"), 0);
    }

    #[test]
    fn every_crate_has_a_tier() {
        assert_eq!(told("ravelin-new", ""), 1);
    }
}
