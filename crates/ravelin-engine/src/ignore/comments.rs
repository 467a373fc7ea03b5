//! Comments of Bicep and JSON texts, told from what merely looks like one inside a string.

use ravelin_finding::Span;

/// How strings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    Bicep,
    Json,
    Hcl,
}

/// What the scanner is in.
enum Inside {
    /// Code, with the braces that are open in it.
    Code(u32),
    /// A string in single quotes, which may have holes with code.
    String,
}

/// The places of all comments, with their marks, in order.
pub(super) fn comments(text: &str, language: Language) -> Vec<Span> {
    if language == Language::Hcl {
        return ravelin_terraform::syntax::comments(text);
    }
    let mut scanner =
        Scanner { bytes: text.as_bytes(), at: 0, inside: vec![Inside::Code(0)], found: Vec::new() };
    while scanner.at < scanner.bytes.len() {
        match (scanner.inside.last(), language) {
            (Some(Inside::String), _) => scanner.string(),
            (_, Language::Bicep) => scanner.bicep(),
            (_, Language::Json | Language::Hcl) => scanner.json(),
        }
    }
    scanner.found
}

struct Scanner<'t> {
    bytes: &'t [u8],
    at: usize,
    inside: Vec<Inside>,
    found: Vec<Span>,
}

impl Scanner<'_> {
    fn sees(&self, mark: &[u8]) -> bool {
        self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(mark))
    }

    /// Goes behind the next `mark` from `from` on, or to the end.
    fn behind(&mut self, from: usize, mark: &[u8]) {
        let rest = self.bytes.get(from..).unwrap_or_default();
        let found = rest.windows(mark.len()).position(|window| window == mark);
        self.at = found.map_or(self.bytes.len(), |found| from + found + mark.len());
    }

    fn comment(&mut self) -> bool {
        let start = self.at;
        if self.sees(b"//") {
            let rest = self.bytes.get(start..).unwrap_or_default();
            let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            self.at = end.map_or(self.bytes.len(), |end| start + end);
        } else if self.sees(b"/*") {
            self.behind(start + 2, b"*/");
        } else {
            return false;
        }
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        self.found.push(Span::new(offset(start), offset(self.at)));
        true
    }

    fn json(&mut self) {
        if self.comment() {
            return;
        }
        let string = self.sees(b"\"");
        self.at += 1;
        while string && self.at < self.bytes.len() {
            let byte = self.bytes.get(self.at).copied().unwrap_or_default();
            self.at += if byte == b'\\' { 2 } else { 1 };
            if byte == b'"' {
                break;
            }
        }
    }

    fn bicep(&mut self) {
        if self.comment() {
            return;
        }
        if self.sees(b"'''") {
            self.behind(self.at + 3, b"'''");
            return;
        }
        match self.bytes.get(self.at) {
            Some(b'\'') => self.inside.push(Inside::String),
            Some(b'{') => {
                if let Some(Inside::Code(open)) = self.inside.last_mut() {
                    *open = open.saturating_add(1);
                }
            }
            Some(b'}') => self.close(),
            _ => {}
        }
        self.at += 1;
    }

    fn close(&mut self) {
        let whole = self.inside.len() == 1;
        match self.inside.last_mut() {
            Some(Inside::Code(0)) if !whole => {
                self.inside.pop();
            }
            Some(Inside::Code(open)) => *open = open.saturating_sub(1),
            _ => {}
        }
    }

    fn string(&mut self) {
        if self.sees(b"${") {
            self.inside.push(Inside::Code(0));
            self.at += 2;
            return;
        }
        match self.bytes.get(self.at) {
            Some(b'\\') => self.at += 1,
            // A string ends with its line at the latest.
            Some(b'\'' | b'\n') => {
                self.inside.pop();
            }
            _ => {}
        }
        self.at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, language: Language, expected: &[&str]) {
        let found: Vec<&str> = comments(text, language).into_iter().map(|span| span.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn bicep_comments_are_told_from_strings() {
        check("var a = 'http://x' // one\n// two", Language::Bicep, &["// one", "// two"]);
        check("var a = 'it\\'s // no' /* yes\n * more */ 1", Language::Bicep, &["/* yes\n * more */"]);
        check("var a = '''\n// no\n''' // yes", Language::Bicep, &["// yes"]);
        check("var a = '${b('// no')}// no' // yes", Language::Bicep, &["// yes"]);
        check(
            "var a = '${ {a: '}'} /* in a hole */ }' // yes",
            Language::Bicep,
            &["/* in a hole */", "// yes"],
        );
        check("var a = 'open\n// yes", Language::Bicep, &["// yes"]);
        check("/* open", Language::Bicep, &["/* open"]);
    }

    #[test]
    fn comments_of_terraform_are_told_from_strings() {
        check(
            "a = \"http://${b[\"#\"]}#\" # yes\n// two\n/* three\n*/",
            Language::Hcl,
            &["# yes", "// two", "/* three\n*/"],
        );
        check("a = <<-EOT\n  # no\n  EOT\n# yes", Language::Hcl, &["# yes"]);
    }

    #[test]
    fn json_comments_are_told_from_strings() {
        check(r#"{"a": "http://x\"//", /* b */ "c": 1 // d"#, Language::Json, &["/* b */", "// d"]);
        check("{\"a\": \"two\n// lines\"} // e", Language::Json, &["// e"]);
    }
}
