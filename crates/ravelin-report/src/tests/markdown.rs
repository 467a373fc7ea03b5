//! Markdown for comments.

use super::*;

#[test]
fn figures_findings_undecided_and_problems() {
    let text = mixed().write(Format::Markdown);
    let head = "## Ravelin

| critical | high | medium | low | info | unknown | passed | problems |
| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| 0 | 1 | 1 | 0 | 0 | 2 | 1 | 2 |

<details>
<summary><b>st1</b> (Microsoft.Storage/storageAccounts): 2 findings, worst: high</summary>

#### high: Storage account accepts TLS before 1.2 (`storage-tls-minimum`)

accepts TLS 1.0 at `modules/store.bicep:6:24`

```text
minimumTlsVersion: tlsVersion
```

- given as `tlsVersion`: `main.bicep:5:5`
- the default of `tls`: `main.bicep:1:7`
- deployed by module `store`: `main.bicep:3:1`
- `properties.minimumTlsVersion` is `\"TLS1_0\"`

**Help:** set `minimumTlsVersion` to `TLS1_2`

#### medium";
    assert!(text.starts_with(head), "{text}");
    assert!(text.contains("- depends on `sku`: 2 verdicts (`st2`: `storage-tls-minimum`; `st3`:"), "{text}");
    assert!(
        text.contains("### Problems\n\n- `modules/store.bicep:4:9`: expected a name; help: write a name\n"),
        "{text}"
    );
    assert!(text.contains("### Notes\n\n- `main.bicep:3:14`: module is not on disk\n"), "{text}");
    assert!(text.ends_with("2 of 3 controls run\n"), "{text}");
}

#[test]
fn an_empty_report_is_a_table_of_noughts() {
    let text = Estate::new().write(Format::Markdown);
    assert!(text.contains("| 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |"), "{text}");
    assert!(!text.contains("<details>"), "{text}");
}

#[test]
fn nothing_in_a_text_is_markup_or_calls_somebody() {
    let mut estate = Estate::new();
    let file = estate.sources.add("a`b.bicep", "x = '```</details>'\n");
    let mut one = finding(&TLS, Outcome::Fail, "<img src=x>`@team`|", Some(Span::new(4, 18).in_file(file)));
    one.message = "[click](http://x) | @team #1 **b** <script>\n# title ` odd".to_owned();
    estate.findings.push(one);
    let text = estate.write(Format::Markdown);
    assert!(text.contains("<b>&lt;img src=x&gt;&#96;&#64;team&#96;&#124;</b>"), "{text}");
    let message = "\\[click\\](http://x) \\| &#64;team &#35;1 \\*\\*b\\*\\* &lt;script&gt; &#35; title \\` odd at ``a`b.bicep:1:5``\n";
    assert!(text.contains(message), "{text}");
    assert!(text.contains("````text\nx = '```</details>'\n````\n"), "{text}");
}

#[test]
fn what_is_left_out_for_want_of_room_matters_least() {
    let mut estate = Estate::new();
    estate.findings = (0..500).map(|n| finding(&KEYS, Outcome::Fail, &format!("st{n}"), None)).collect();
    estate.findings.push(finding(&TLS, Outcome::Fail, "worst", None));
    let text = estate.write(Format::Markdown);
    assert!(text.len() < 65_536);
    assert!(text.find("<b>worst</b>").unwrap() < text.find("<b>st0</b>").unwrap());
    assert!(text.contains("more findings not shown here; `ravelin check` shows them all.*"), "{text}");
}

#[test]
fn one_resource_with_very_many_findings_shows_the_first_of_them() {
    let mut estate = Estate::new();
    estate.findings = (0..500).map(|_| finding(&KEYS, Outcome::Fail, "st1", None)).collect();
    let text = estate.write(Format::Markdown);
    assert_eq!(text.matches("#### medium").count(), 20);
    assert!(text.contains("And 480 more findings: `storage-shared-key`"), "{text}");
}
