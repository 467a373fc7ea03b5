//! A hundred thousand findings in each format. Measures instead of judging: times depend on the machine.

use super::*;
use std::time::Instant;

fn large(count: usize) -> Estate {
    let mut estate = Estate::new();
    let resources = count / 10;
    let text: String = (0..resources).map(|n| format!("resource st{n} 'Microsoft.Storage/storageAccounts@2023-05-01' = {{\n  name: 'st{n}'\n  properties: {{ minimumTlsVersion: 'TLS1_0' }}\n}}\n")).collect();
    let mut starts =
        text.match_indices("'TLS1_0'").map(|(at, _)| at as u32).collect::<Vec<_>>().into_iter().cycle();
    let file = estate.sources.add("main.bicep", text);
    for n in 0..resources {
        let start = starts.next().unwrap();
        let place = Span::new(start, start + 8).in_file(file);
        for of in 0..10 {
            let outcome = match of {
                0..7 => Outcome::Fail,
                7 => Outcome::Unknown,
                _ => Outcome::Pass,
            };
            let mut one = finding(&TLS, outcome, &format!("st{n}"), Some(place));
            let mut fact = evidence("properties.minimumTlsVersion", json!("TLS1_0"), Some(place));
            fact.chain.push(link(Span::new(start - 19, start).in_file(file), "given as `tls`"));
            one.evidence.push(fact);
            if outcome == Outcome::Unknown {
                one.depends_on.push(format!("p{}", n % 100));
            }
            estate.findings.push(one);
        }
    }
    estate
}

/// As [`large`], with everything on one line: a template that was minified.
fn minified(count: usize) -> Estate {
    let mut estate = large(count);
    let text = estate.sources.get(FileId(0)).unwrap().text().replace('\n', " ");
    estate.sources = Sources::default();
    estate.sources.add("main.json", text);
    estate
}

#[test]
#[ignore = "a measurement: run it with --release -- --ignored --nocapture scale"]
fn each_format_takes_a_hundred_thousand_findings() {
    let estates = [("lines", large(25_000)), ("lines", large(100_000)), ("one line", minified(20_000))];
    for (layout, estate) in estates {
        let count = estate.findings.len();
        for format in Format::ALL {
            let start = Instant::now();
            let length = estate.write(format).len();
            println!(
                "{count:>7} {layout:<8} {:<9} {:>6} ms {:>7} KiB",
                format.as_str(),
                start.elapsed().as_millis(),
                length / 1024
            );
        }
    }
}

#[test]
fn every_failure_of_a_large_report_is_there() {
    let estate = large(2_000);
    assert_eq!(estate.write(Format::Text).matches("high[storage-tls-minimum]").count(), 1_400);
    assert_eq!(estate.write(Format::Github).matches("::error ").count(), 1_400);
    assert_eq!(estate.write(Format::Html).matches("<article class=\"finding high\">").count(), 1_400);
    assert_eq!(estate.parsed(Format::Json)["findings"].as_array().unwrap().len(), 1_600);
    assert_eq!(estate.parsed(Format::Sarif)["runs"][0]["results"].as_array().unwrap().len(), 1_400);
    let markdown = estate.write(Format::Markdown);
    assert!(markdown.len() < 65_536, "a comment holds no more: {}", markdown.len());
    let shown = markdown.matches("#### high").count();
    let rest = 1_400 - shown;
    assert!(markdown.contains(&format!("*{rest} more findings not shown here")), "{markdown}");
}
