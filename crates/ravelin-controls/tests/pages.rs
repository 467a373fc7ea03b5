//! Every example of every control's page, run. An integration test, so that it and the harness see one build of the
//! catalogue; `PAGES=storage` runs the pages whose id contains that text.

#[test]
fn every_example_comes_out_as_written() {
    let only = std::env::var("PAGES").unwrap_or_default();
    let (mut ran, mut wrong) = (0, Vec::new());
    for control in ravelin_controls::all().filter(|control| control.rule.id.contains(&only)) {
        let report = ravelin_testkit::run_page(control, &ravelin_testkit::evaluate);
        ran += report.ran;
        wrong.extend(report.wrong.into_iter().map(|complaint| format!("{}: {complaint}", control.rule.id)));
    }
    assert!(wrong.is_empty(), "{} complaints:\n{}", wrong.len(), wrong.join("\n"));
    assert!(ran > 0, "no example was run");
}
