//! Pairs of our own, one for each way in which the compiler writes a construct: `fixtures/pairs`.

use super::corpus::{Compared, pairs};
use std::path::Path;

#[test]
fn pairs_agree() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/pairs");
    let pairs = pairs(&folder);
    assert!(pairs.len() >= 20, "only {} pairs", pairs.len());
    let mut wrong = Vec::new();
    for pair in &pairs {
        let name = pair.file_stem().unwrap_or_default().display();
        let compared = Compared::of(pair, &[]);
        wrong.extend(compared.differences.iter().map(|difference| format!("{name}: {difference}")));
        wrong.extend(compared.problems.iter().map(|problem| format!("{name}: {problem}")));
        if compared.resources == 0 {
            wrong.push(format!("{name}: no resources"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
