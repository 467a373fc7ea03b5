//! Characters that begin no token: mostly what other languages, or word processors, would have written.

use super::super::token::excerpt;
use super::Lexer;

impl Lexer<'_> {
    /// A character that begins no token.
    pub(super) fn unknown(&mut self) {
        let start = self.position;
        let character = self.text.get(start..).and_then(|rest| rest.chars().next()).unwrap_or('\u{fffd}');
        self.position += character.len_utf8();
        let (message, help) = match character {
            '"' => return self.double_quoted(start),
            '`' | '‘' | '’' | '“' | '”' => (
                format!("unexpected `{character}`"),
                Some("strings are written in straight single quotes: `'…'`"),
            ),
            '&' => ("unexpected `&`".into(), Some("the logical \"and\" is written `&&`")),
            '#' => ("unexpected `#`".into(), Some("comments begin with `//`")),
            '~' => ("unexpected `~`".into(), Some("comparisons without regard to case are `=~` and `!~`")),
            '\\' => (
                "unexpected `\\`".into(),
                Some("an expression goes on in the next line only inside brackets"),
            ),
            _ if character.is_whitespace() || character.is_control() || is_invisible(character) => (
                format!("unexpected character U+{:04X}", u32::from(character)),
                Some("remove it, or use a space"),
            ),
            _ if character.is_alphanumeric() => (
                format!("unexpected `{character}`"),
                Some("names consist of the letters a to z, digits and `_`; other text belongs in quotes"),
            ),
            _ => (format!("unexpected `{character}`"), None),
        };
        self.error_here(start, message, help.map(Into::into));
    }

    /// `"text"`, as other languages write it.
    fn double_quoted(&mut self, start: usize) {
        let content = self.position;
        self.skip_while(|byte| !matches!(byte, b'"' | b'\n' | b'\r'));
        let help = if self.byte(0) == b'"' {
            let text = self.text.get(content..self.position).unwrap_or("");
            self.position += 1;
            format!("write `'{}'`", excerpt(text))
        } else {
            self.position = content;
            "write `'` instead".into()
        };
        self.error_here(start, "strings are written in single quotes".into(), Some(help));
    }
}

/// Characters that take no room on the screen.
const fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}
