//! temporary
use super::files::{Folder, crs};
use crate::{RuleSet, Sources};
#[test]
fn dump() {
    let folder = crs().unwrap();
    let rules = RuleSet::load(&["crs-setup.conf.example","rules/REQUEST-901-INITIALIZATION.conf","rules/REQUEST-920-PROTOCOL-ENFORCEMENT.conf","rules/REQUEST-921-PROTOCOL-ATTACK.conf","rules/REQUEST-930-APPLICATION-ATTACK-LFI.conf","rules/REQUEST-931-APPLICATION-ATTACK-RFI.conf","rules/REQUEST-932-APPLICATION-ATTACK-RCE.conf","rules/REQUEST-933-APPLICATION-ATTACK-PHP.conf","rules/REQUEST-934-APPLICATION-ATTACK-GENERIC.conf","rules/REQUEST-941-APPLICATION-ATTACK-XSS.conf","rules/REQUEST-942-APPLICATION-ATTACK-SQLI.conf","rules/REQUEST-943-APPLICATION-ATTACK-SESSION-FIXATION.conf","rules/REQUEST-944-APPLICATION-ATTACK-JAVA.conf"], &Folder(folder)).unwrap();
    let path = |mut f: u16| { let mut v = vec![]; while f != 0 { let d = rules.forms.get(f).unwrap(); v.push(d.transformation.name()); f = d.parent; } v.reverse(); v.join(",") };
    for (phase, prog) in rules.programs.iter().enumerate() {
        for step in prog {
            let r = &rules.rules[step.rule as usize];
            match step.probe {
                crate::plan::Probe::Run => println!("P{} run {} {} neg={} {} {}", phase+1, r.id, r.targets.include.iter().map(|t| format!("{}{}:{}", if t.count {"&"} else {""}, t.variable.name, t.written)).collect::<Vec<_>>().join("|"), r.test.negated, r.test.name, r.test.argument.chars().take(60).collect::<String>()),
                crate::plan::Probe::Scan { scan, pattern } => {
                    let n = &rules.scans[scan as usize].needs[pattern as usize];
                    println!("P{} scan{} {} {} forms={:?} streams={} lits={} bytes={:?} {}", phase+1, scan, r.id, r.test.name, n.forms.iter().map(|f| path(*f)).collect::<Vec<_>>(), n.streams.count_ones(), n.literals.len(), n.bytes.iter().map(|b| (0..=255u8).filter(|x| b.contains(*x)).count()).collect::<Vec<_>>(), r.test.clauses.iter().map(|c| match c { crate::regex::literals::Clause::Literals(l) => format!("[{} {}]", l.len(), l.iter().take(6).map(|x| x.escape_ascii().to_string()).collect::<Vec<_>>().join(" ")), crate::regex::literals::Clause::Bytes(b) => format!("<{}>", (0..=255u8).filter(|x| b.contains(*x)).take(40).map(|x| std::ascii::escape_default(x).to_string()).collect::<String>()) }).collect::<Vec<_>>().join(" "));
                }
            }
        }
    }
    for (i, s) in rules.scans.iter().enumerate() {
        println!("SCAN {i}: rules {} lits {} always {} by_bytes {} streams {} mem {:?} forms {:?}", s.needs.len(), s.literal_clauses.len(), 0, s.by_bytes.len(), s.streams.len(), s.tables.len(), s.forms.iter().map(|f| f.len()).collect::<Vec<_>>());
    }
}
