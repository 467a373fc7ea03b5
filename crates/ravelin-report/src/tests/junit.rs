//! JUnit XML.

use super::*;

#[test]
fn a_suite_is_a_control_and_a_case_a_resource() {
    let text = mixed().write(Format::Junit);
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<testsuites name=\"ravelin\" tests=\"7\" failures=\"2\" errors=\"2\" skipped=\"2\">
  <testsuite name=\"storage-tls-minimum\" tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"2\">
    <testcase classname=\"Microsoft.Storage/storageAccounts\" name=\"st1\" file=\"modules/store.bicep\" line=\"6\">
      <failure type=\"high\" message=\"accepts TLS 1.0\">
Storage account accepts TLS before 1.2: accepts TLS 1.0
";
    assert!(text.starts_with(head), "{text}");
    assert!(text.contains("given as `tlsVersion` at: main.bicep:5:5\n"), "{text}");
    assert!(text.contains("<skipped message=\"cannot tell whether"), "{text}");
    assert!(
        text.contains("name=\"st2\" file=\"modules/store.bicep\" line=\"3\"/>"),
        "passes are cases: {text}"
    );
    assert!(text.contains("<error message=\"cannot open the file\"></error>"), "{text}");
    assert!(text.ends_with("</testsuites>\n"));
}

#[test]
fn a_control_without_resources_is_an_empty_suite() {
    let text = Estate::new().write(Format::Junit);
    assert!(text.contains("<testsuite name=\"storage-shared-key\" tests=\"0\" failures=\"0\""), "{text}");
}

#[test]
fn texts_are_escaped_and_stay_within_xml() {
    let mut estate = Estate::new();
    let mut one = finding(&TLS, Outcome::Fail, "<a&\"b'>\u{0}\u{1b}\u{ffff}", None);
    one.message = "two\nlines".to_owned();
    estate.findings.push(one);
    let text = estate.write(Format::Junit);
    assert!(text.contains("name=\"&lt;a&amp;&quot;b&#39;&gt;\u{fffd}\u{fffd}\u{fffd}\""), "{text}");
    assert!(text.contains("message=\"two&#10;lines\""), "{text}");
    assert!(text.contains(": two\nlines\n"), "{text}");
}
