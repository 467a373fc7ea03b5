//! The harness itself: a control that is always silent and one that always fires must be complained of.
use super::*;
use ravelin_controls::Check;
use ravelin_controls::prelude::{Audience, Maps, Node, Rule, Severity, Status, Test, Verdict as Decision};
use ravelin_finding::Span;
use ravelin_model::{EntryId, Existence, GraphBuilder, Resource, Value};

const PAGE: &str = "\
Summary.

## Fails

```bicep fails
thing bad // <- is bad
thing good
```

## Passes

```bicep passes
thing good
```

## Unknown

```bicep unknown
thing odd // <- depends on the moon
```

## How to fix

```bicep
thing better
```
";

const fn control(page: &'static str, check: fn(&Node<'_>) -> Decision) -> Control {
    let rule = Rule {
        id: "thing",
        title: "Thing is bad",
        severity: Severity::Low,
        audience: Audience::Regular,
        status: Status::preview("0.1.0"),
        maps: &[Maps::Guidance("DES-1")],
        page,
        source: file!(),
    };
    Control { rule, check: Check::Each(&["Test/things"], check) }
}

fn honest(node: &Node<'_>) -> Decision {
    match node.resource.name.as_str() {
        Some("odd") => Test::unsure("the moon", "the moon decides it").or_fail("is bad"),
        Some("bad") => Test::no().or_fail("is bad"),
        _ => Test::yes().or_fail("is bad"),
    }
}

/// One resource for each line `thing NAME`.
fn things(text: &str, _: Language) -> Evaluated {
    let sources = Sources::default();
    let file = sources.add("page.bicep", text);
    let mut builder = GraphBuilder::default();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + u32::try_from(line.len()).unwrap();
        if let Some(name) = line.trim_end().strip_prefix("thing ") {
            let place = Span::new(start, end).in_file(file);
            builder.extend([Resource {
                entry: EntryId(0),
                ty: "Test/things".into(),
                name: name.into(),
                id: format!("/providers/Test/things/{name}").into(),
                scope: Value::NULL,
                api_version: None,
                existing: false,
                existence: Existence::Certain,
                location: None,
                body: Value::NULL,
                place,
                header: place,
                chain: [].into(),
                depends_on: Vec::new(),
            }]);
        }
        start = end;
    }
    Evaluated { graph: builder.build(), sources, problems: Vec::new() }
}

fn wrong(control: &'static Control) -> Vec<String> {
    run_page(control, &things).wrong
}

#[test]
fn an_honest_control_is_as_its_page_says() {
    static HONEST: Control = control(PAGE, honest);
    assert_eq!(run_page(&HONEST, &things), PageReport { ran: 3, wrong: Vec::new() });
}

#[test]
fn a_silent_control_is_complained_of() {
    static SILENT: Control = control(PAGE, |_| Decision::not_applicable());
    let wrong = wrong(&SILENT);
    assert_eq!(wrong.iter().filter(|complaint| complaint.contains("nothing to say")).count(), 3, "{wrong:?}");
    assert!(
        wrong.iter().any(|complaint| complaint.contains("nothing is said on line 6: is bad")),
        "{wrong:?}"
    );
}

#[test]
fn a_control_that_always_passes_is_complained_of() {
    static HAPPY: Control = control(PAGE, |_| Test::yes().or_fail("is bad"));
    assert_eq!(wrong(&HAPPY).len(), 2);
}

#[test]
fn a_control_that_always_fires_is_complained_of() {
    static LOUD: Control = control(PAGE, |_| Test::no().or_fail("is bad"));
    let wrong = wrong(&LOUD);
    assert!(wrong.iter().any(|complaint| complaint.contains("unmarked, on line 7: is bad")), "{wrong:?}");
    assert!(wrong.iter().any(|complaint| complaint.starts_with("line 12, `passes`")), "{wrong:?}");
    assert!(wrong.iter().any(|complaint| complaint.starts_with("line 18, `unknown`")), "{wrong:?}");
}

#[test]
fn an_example_that_gives_no_resources_is_complained_of() {
    static HONEST: Control = control(PAGE, honest);
    let empty = |_: &str, _| Evaluated::default();
    assert_eq!(run_page(&HONEST, &empty).wrong.len(), 5);
}

#[test]
fn a_wrong_message_is_complained_of() {
    static OTHER: Control = control(PAGE, |node| match honest(node) {
        Decision { outcome: Outcome::Fail, .. } => Test::no().or_fail("is worse"),
        other => other,
    });
    assert_eq!(
        wrong(&OTHER),
        [
            "line 5, `fails`: nothing is said on line 6: is bad",
            "line 5, `fails`: unmarked, on line 6: is worse"
        ]
    );
}

#[test]
fn a_page_that_would_not_run_is_complained_of() {
    static MUTE: Control = control(
        "Summary.\n\n## Fails\n\n```bicep\nthing bad\n```\n\n## Passes\n\n```bicep fails\nthing bad\n```\n",
        honest,
    );
    assert_eq!(
        wrong(&MUTE),
        [
            "line 5: this example has no verdict and would not run",
            "line 11: an example `fails` does not belong into section `Passes`",
            "no example `fails`",
            "no example `passes`",
        ]
    );
}
