//! The page.

use super::*;

#[test]
fn the_page_shows_everything_and_loads_nothing() {
    let text = mixed().write(Format::Html);
    assert!(text.starts_with("<!DOCTYPE html>\n"));
    assert!(text.contains("minimumTlsVersion: <mark>tlsVersion</mark></pre>"), "{text}");
    assert!(text.contains("<summary>depends on <code>sku</code>: 2 verdicts</summary>"), "{text}");
    assert!(text.contains("<p>expected a name</p>"), "{text}");
    assert!(text.contains("2 of 3 controls run"), "{text}");
    for loads in ["<script", "<link", "<img", "src=", "href=", "url(", "@import", "http://", "https://"] {
        assert!(!text.contains(loads), "{loads}");
    }
    for severity in Severity::ALL {
        assert!(
            text.contains(&format!("main:has(#show-{severity}:not(:checked)) .finding.{severity}")),
            "{severity}"
        );
    }
}

#[test]
fn a_name_cannot_become_markup() {
    let mut estate = Estate::new();
    let file = estate.sources.add("<b>.bicep", "x = '<script>alert(1)</script>'\n");
    let mut one =
        finding(&TLS, Outcome::Fail, "<script>alert(1)</script>", Some(Span::new(4, 31).in_file(file)));
    one.message = "says `<i>` & \"<b>\"".to_owned();
    one.help = Some("<u>\n</pre><u>".to_owned());
    one.evidence.push(Evidence { note: Some("<s>".to_owned()), ..evidence("", json!("<q>"), None) });
    estate.findings.push(one);
    let mut unknown = finding(&KEYS, Outcome::Unknown, "<em>", None);
    unknown.depends_on.push("<em>".to_owned());
    estate.findings.push(unknown);
    estate.problems.push(problem(ProblemKind::Invalid, None, "<em>"));
    let text = estate.write(Format::Html);
    let (_, body) = text.split_once("<body>").unwrap();
    for tag in ["<script", "<i>", "<u>", "<s>", "<q>", "<em>", "<b>.bicep"] {
        assert!(!body.contains(tag), "{tag}: {body}");
    }
    assert!(body.contains("<p>says <code>&lt;i&gt;</code> &amp; &quot;&lt;b&gt;&quot;</p>"), "{body}");
}

#[test]
fn passes_are_listed_only_when_asked_for() {
    let mut estate = mixed();
    assert!(!estate.write(Format::Html).contains("class=\"pass\""));
    estate.show_all = true;
    assert!(estate.write(Format::Html).contains("<p class=\"pass\"><code>storage-shared-key</code> passed"));
}
