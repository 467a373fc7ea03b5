//! Small reports built by hand, and what each format makes of them.

mod escaping;
mod github;
mod html;
mod json;
mod junit;
mod markdown;
mod order;
mod sarif;
mod sarif_shape;
mod scale;
mod text;

use crate::{Format, Report, TextStyle};
use ravelin_finding::{
    Audience, Evidence, FileId, Finding, Link, Maps, Outcome, Place, Problem, ProblemKind, ResourceName,
    Rule, Severity, Sources, Span, Status,
};
use serde_json::{Value as Json, json};

pub(crate) static TLS: Rule = Rule {
    id: "storage-tls-minimum",
    title: "Storage account accepts TLS before 1.2",
    severity: Severity::High,
    audience: Audience::Regular,
    status: Status::stable("0.1.0"),
    maps: &[Maps::Guidance("ENC-4"), Maps::Mcsb("DP-3"), Maps::Cwe(326)],
    page: "TLS 1.0 and 1.1 are\nbroken.\n\nMore.\n\n## How to fix\n\nSet `minimumTlsVersion` to `TLS1_2`. Then test.\n\n## References\n",
    source: file!(),
};

pub(crate) static KEYS: Rule = Rule {
    id: "storage-shared-key",
    title: "Storage account accepts shared keys",
    severity: Severity::Medium,
    page: "Keys name nobody.\n\n## How to fix\n\nTurn keys off:\n\n```bicep\nproperties: { allowSharedKeyAccess: false }\n```\n",
    maps: &[Maps::Guidance("IAM-5")],
    ..TLS
};

pub(crate) static TAGS: Rule =
    Rule { id: "tags", title: "No tags", severity: Severity::Info, page: "Tags help.\n", maps: &[], ..TLS };

pub(crate) const MAIN: &str = "\
param tls string = 'TLS1_0'

module store 'store.bicep' = {
  params: {
    tlsVersion: tls
  }
}
";

pub(crate) const STORE: &str = "\
param tlsVersion string

resource st 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: 'st1'
  properties: {
    minimumTlsVersion: tlsVersion
  }
}
";

/// A report in the making.
#[derive(Default)]
pub(crate) struct Estate {
    pub(crate) sources: Sources,
    pub(crate) rules: Vec<&'static Rule>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) problems: Vec<Problem>,
    pub(crate) resources: usize,
    pub(crate) ignored: usize,
    pub(crate) show_all: bool,
}

impl Estate {
    pub(crate) fn new() -> Self {
        Self { rules: vec![&TLS, &KEYS], resources: 1, ..Self::default() }
    }

    /// The place of the `nth` occurrence (from 0) of some text in a file.
    pub(crate) fn nth(&self, file: FileId, needle: &str, nth: usize) -> Place {
        let file_text = self.sources.get(file).unwrap();
        let (start, _) = file_text.text().match_indices(needle).nth(nth).unwrap();
        Span::new(start as u32, (start + needle.len()) as u32).in_file(file)
    }

    pub(crate) fn at(&self, file: FileId, needle: &str) -> Place {
        self.nth(file, needle, 0)
    }

    pub(crate) fn report(&self) -> Report<'_> {
        Report {
            version: "0.1.0",
            inputs: vec!["infra".to_owned()],
            sources: &self.sources,
            rules: self.rules.clone(),
            findings: &self.findings,
            problems: &self.problems,
            resources: self.resources,
            ignored: self.ignored,
            show_all: self.show_all,
            catalogue: 3,
        }
    }

    pub(crate) fn write(&self, format: Format) -> String {
        let mut out = Vec::new();
        format.write(&self.report(), TextStyle::default(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    pub(crate) fn parsed(&self, format: Format) -> Json {
        serde_json::from_str(&self.write(format)).unwrap()
    }
}

pub(crate) fn finding(rule: &'static Rule, outcome: Outcome, name: &str, place: Option<Place>) -> Finding {
    Finding {
        rule,
        outcome,
        resource: ResourceName {
            id: format!(
                "/subscriptions/0/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/{name}"
            )
            .into(),
            ty: "Microsoft.Storage/storageAccounts".into(),
            name: name.into(),
        },
        place,
        declared: None,
        chain: Vec::new(),
        message: "accepts TLS 1.0".to_owned(),
        help: None,
        evidence: Vec::new(),
        depends_on: Vec::new(),
    }
}

pub(crate) fn evidence(path: &str, value: Json, place: Option<Place>) -> Evidence {
    Evidence { path: path.to_owned(), value, place, chain: Vec::new(), note: None }
}

pub(crate) fn link(place: Place, says: &str) -> Link {
    Link { place, says: says.to_owned() }
}

pub(crate) fn problem(kind: ProblemKind, place: Option<Place>, message: &str) -> Problem {
    Problem { kind, place, path: None, message: message.to_owned(), help: None }
}

/// One failure whose value comes through a module call from a parameter's default.
pub(crate) fn failing() -> Estate {
    let mut estate = Estate::new();
    let main = estate.sources.add("main.bicep", MAIN);
    let store = estate.sources.add("modules/store.bicep", STORE);
    let mut one = finding(&TLS, Outcome::Fail, "st1", Some(estate.nth(store, "tlsVersion", 1)));
    let mut fact =
        evidence("properties.minimumTlsVersion", json!("TLS1_0"), Some(estate.at(main, "'TLS1_0'")));
    fact.chain = vec![
        link(estate.at(main, "tlsVersion: tls"), "given as `tlsVersion`"),
        link(estate.at(main, "tls string = 'TLS1_0'"), "the default of `tls`"),
    ];
    one.evidence.push(fact);
    one.chain.push(link(estate.at(main, "module store"), "deployed by module `store`"));
    one.declared = Some(estate.at(store, "resource st"));
    estate.findings.push(one);
    estate
}

/// A bit of everything.
pub(crate) fn mixed() -> Estate {
    let mut estate = failing();
    let store = FileId(1);
    let declared = estate.at(store, "resource st");
    let mut keys = finding(&KEYS, Outcome::Fail, "st1", Some(declared));
    keys.declared = Some(declared);
    keys.message = "shared keys are accepted".to_owned();
    let mut fact = evidence("properties.allowSharedKeyAccess", json!(true), Some(declared));
    fact.note = Some("the platform's default".to_owned());
    keys.evidence.push(fact);
    keys.chain = estate.findings[0].chain.clone();
    estate.findings.insert(0, keys);
    for name in ["st2", "st3"] {
        let mut unknown = finding(&TLS, Outcome::Unknown, name, Some(declared));
        unknown.message = "cannot tell whether it accepts TLS 1.0: parameter `sku` has no value".to_owned();
        unknown.depends_on.push("sku".to_owned());
        estate.findings.push(unknown);
    }
    estate.findings.push(finding(&KEYS, Outcome::Pass, "st2", Some(declared)));
    let mut bad = problem(ProblemKind::Invalid, Some(estate.at(store, "'st1'")), "expected a name");
    bad.help = Some("write a name".to_owned());
    estate.problems.push(bad);
    let mut gone = problem(ProblemKind::Unreadable, None, "cannot open the file");
    gone.path = Some("gone.bicep".into());
    estate.problems.push(gone);
    estate.problems.push(problem(
        ProblemKind::Note,
        Some(estate.at(FileId(0), "'store.bicep'")),
        "module is not on disk",
    ));
    estate.ignored = 3;
    estate.resources = 3;
    estate
}

#[test]
fn unknown_parts_of_names_are_short_for_people() {
    use crate::words::brief;
    assert_eq!(
        brief("vnet-{parameters('app')}-{resourceGroup().location}"),
        "vnet-{app}-{resourceGroup().location}"
    );
    assert_eq!(
        brief("kv{uniqueString(concat('/subscriptions/{', subscription().id))}"),
        "kv{uniqueString(…)}"
    );
    assert_eq!(brief("a { b"), "a { b");
}
