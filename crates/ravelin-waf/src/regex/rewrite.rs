//! From the pattern notation of the rules (PCRE) to the notation of the engine, and what has no counterpart.
//!
//! Only notation changes here, never meaning: a construct is either written differently or refused.

/// Why a pattern is refused.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refused {
    pub(super) why: &'static str,
    pub(super) help: Option<&'static str>,
}

const fn refused(why: &'static str, help: &'static str) -> Refused {
    Refused { why, help: Some(help) }
}

const LOOK: Refused = refused(
    "look-around needs backtracking",
    "match the surroundings too, or put the other condition into a chained rule (`!@rx …`)",
);
const BACK: Refused = refused(
    "back-references need backtracking",
    "compare captured values in a chained rule (`TX:1 \"@streq %{TX.2}\"`)",
);
const ATOMIC: Refused = refused(
    "atomic groups and possessive quantifiers belong to backtracking engines",
    "use the plain group or quantifier: this engine takes linear time anyway",
);

/// Rewrites a pattern.
pub(super) fn rewrite(pattern: &str) -> Result<String, Refused> {
    let mut out = String::with_capacity(pattern.len() + 8);
    let chars: Vec<char> = pattern.chars().collect();
    let at = |i: usize| chars.get(i).copied();
    let mut i = 0;
    let mut in_class = false;
    let mut class_start = 0;
    let mut after_quantifier = false;
    while let Some(c) = at(i) {
        let was_quantifier = std::mem::take(&mut after_quantifier);
        match c {
            '\\' => i = escape(&chars, i, in_class, &mut out)?,
            '[' if in_class => {
                i = match posix_class(&chars, i) {
                    Some(end) => {
                        out.extend(chars.get(i..end).unwrap_or_default());
                        end
                    }
                    None => {
                        out.push_str("\\[");
                        i + 1
                    }
                };
            }
            ']' if in_class && i > class_start => {
                in_class = false;
                out.push(']');
                i += 1;
            }
            // `&&`, `--` and `~~` are set operations for the engine and plain characters in the rules.
            '&' | '~' if in_class => {
                out.push('\\');
                out.push(c);
                i += 1;
            }
            '-' if in_class && at(i + 1) == Some('-') => {
                // At the start it is the first of a range, later the sign of one that ends in `-`.
                let (text, length) = if i == class_start { ("\\-", 1) } else { ("-\\-", 2) };
                out.push_str(text);
                i += length;
            }
            _ if !c.is_ascii() => {
                push_plain(&mut out, c);
                i += 1;
            }
            _ if in_class => {
                out.push(c);
                i += 1;
            }
            '[' => {
                in_class = true;
                out.push('[');
                i += 1;
                if at(i) == Some('^') {
                    out.push('^');
                    i += 1;
                }
                class_start = i;
                if at(i) == Some(']') {
                    out.push_str("\\]");
                    i += 1;
                }
            }
            '(' if at(i + 1) == Some('?') => i = group(&chars, i, &mut out)?,
            '{' => match counted(&chars, i) {
                Some(end) => {
                    if at(end) == Some('+') {
                        return Err(ATOMIC);
                    }
                    out.extend(chars.get(i..end).unwrap_or_default());
                    i = end;
                    after_quantifier = true;
                }
                None => {
                    out.push_str("\\{");
                    i += 1;
                }
            },
            '}' => {
                out.push_str("\\}");
                i += 1;
            }
            '*' | '+' | '?' => {
                if c == '+' && was_quantifier {
                    return Err(ATOMIC);
                }
                after_quantifier = !was_quantifier;
                out.push(c);
                i += 1;
            }
            _ => {
                out.push(c);
                i += 1;
            }
        }
    }
    Ok(out)
}

/// Handles the escape at `i`; gives the position behind it.
fn escape(chars: &[char], i: usize, in_class: bool, out: &mut String) -> Result<usize, Refused> {
    let at = |i: usize| chars.get(i).copied();
    let Some(c) = at(i + 1) else {
        return Err(Refused { why: "it ends in a backslash", help: None });
    };
    let mut next = i + 2;
    match c {
        'x' if at(next) == Some('{') => {
            let end = (next + 1..chars.len()).find(|&e| at(e) == Some('}')).unwrap_or(chars.len());
            let digits: String = chars.get(next + 1..end).unwrap_or_default().iter().collect();
            match u32::from_str_radix(digits.trim(), 16) {
                Ok(value @ 0..=0xff) => push_byte(out, value),
                _ => return Err(Refused { why: "`\\x{…}` above FF is not a byte", help: None }),
            }
            next = end + 1;
        }
        'x' => {
            let mut value = 0;
            let mut digits = 0;
            while let Some(digit) = at(next).and_then(|c| c.to_digit(16)).filter(|_| digits < 2) {
                value = value * 16 + digit;
                digits += 1;
                next += 1;
            }
            push_byte(out, value);
        }
        '0' => {
            let mut value = 0;
            let mut digits = 0;
            while let Some(digit) = at(next).and_then(|c| c.to_digit(8)).filter(|_| digits < 2) {
                value = value * 8 + digit;
                digits += 1;
                next += 1;
            }
            push_byte(out, value);
        }
        'c' => {
            let letter = at(next).unwrap_or('@').to_ascii_uppercase();
            push_byte(out, (letter as u32 ^ 0x40) & 0xff);
            next += 1;
        }
        '1'..='9' if !in_class => return Err(BACK),
        'k' | 'g' if matches!(at(next), Some('{' | '<' | '\'' | '0'..='9')) => return Err(BACK),
        'e' => push_byte(out, 0x1b),
        'h' => out.push_str(if in_class { "\\t\\x20\\xa0" } else { "[\\t\\x20\\xa0]" }),
        'H' if !in_class => out.push_str("[^\\t\\x20\\xa0]"),
        'R' if !in_class => out.push_str("(?:\\r\\n|[\\n-\\r\\x85])"),
        'N' if !in_class => out.push_str("[^\\n]"),
        'Z' if !in_class => out.push_str("(?:\\n?\\z)"),
        'G' | 'K' | 'X' | 'C' => {
            return Err(Refused { why: "`\\G`, `\\K`, `\\X` and `\\C` are not known", help: None });
        }
        'b' if in_class => push_byte(out, 0x08),
        'Q' => {
            let end = (next..chars.len()).find(|&e| at(e) == Some('\\') && at(e + 1) == Some('E'));
            for c in chars.get(next..end.unwrap_or(chars.len())).unwrap_or_default() {
                push_plain(out, *c);
            }
            next = end.map_or(chars.len(), |e| e + 2);
        }
        'E' => {}
        'a' | 'f' | 'n' | 'r' | 't' | 'v' | 'd' | 'D' | 's' | 'S' | 'w' | 'W' | 'b' | 'B' | 'A' | 'z'
        | 'p' | 'P' => {
            out.push('\\');
            out.push(c);
        }
        c if c.is_ascii_alphanumeric() => push_plain(out, c),
        c => push_plain(out, c),
    }
    Ok(next)
}

fn push_byte(out: &mut String, value: u32) {
    out.push_str(&format!("\\x{value:02x}"));
}

/// A character that stands for itself.
fn push_plain(out: &mut String, c: char) {
    if c.is_ascii_alphanumeric() {
        out.push(c);
        return;
    }
    // What is beyond ASCII is its bytes, each for itself, in classes too.
    for byte in c.encode_utf8(&mut [0; 4]).bytes() {
        push_byte(out, u32::from(byte));
    }
}

/// The end of `[:alpha:]` inside a class.
fn posix_class(chars: &[char], i: usize) -> Option<usize> {
    if chars.get(i + 1) != Some(&':') {
        return None;
    }
    let mut end = i + 2;
    while chars.get(end).is_some_and(|c| c.is_ascii_alphabetic() || *c == '^') {
        end += 1;
    }
    (chars.get(end) == Some(&':') && chars.get(end + 1) == Some(&']')).then_some(end + 2)
}

/// The end of `{3}`, `{3,}` or `{3,5}`.
fn counted(chars: &[char], i: usize) -> Option<usize> {
    let mut end = i + 1;
    let digits = |end: &mut usize| {
        let from = *end;
        while chars.get(*end).is_some_and(char::is_ascii_digit) {
            *end += 1;
        }
        *end > from
    };
    if !digits(&mut end) {
        return None;
    }
    if chars.get(end) == Some(&',') {
        end += 1;
        digits(&mut end);
    }
    (chars.get(end) == Some(&'}')).then_some(end + 1)
}

/// Handles `(?…`; gives the position to go on from.
fn group(chars: &[char], i: usize, out: &mut String) -> Result<usize, Refused> {
    match (chars.get(i + 2), chars.get(i + 3)) {
        (Some('=' | '!'), _) | (Some('<'), Some('=' | '!')) => Err(LOOK),
        (Some('>'), _) => Err(ATOMIC),
        (Some('|' | 'R' | '0'..='9' | '&' | '+' | '(' | 'C'), _) => Err(Refused {
            why: "recursion, conditions and branch resets belong to backtracking engines",
            help: None,
        }),
        (Some('#'), _) => {
            Ok((i..chars.len()).find(|&e| chars.get(e) == Some(&')')).map_or(chars.len(), |e| e + 1))
        }
        _ => {
            out.push_str("(?");
            Ok(i + 2)
        }
    }
}
