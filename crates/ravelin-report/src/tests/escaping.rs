//! Hostile texts: nothing steers a terminal, nothing panics whatever a place says.

use super::*;

#[test]
fn a_text_cannot_steer_the_terminal() {
    let mut estate = Estate::new();
    let hostile = "a\u{1b}[31m\u{202e}b\u{7}";
    let file = estate.sources.add(format!("{hostile}.bicep"), format!("x = '{hostile}'\n"));
    let place = Span::new(4, 8).in_file(file);
    for outcome in [Outcome::Fail, Outcome::Unknown] {
        let mut one = finding(&TLS, outcome, hostile, Some(place));
        one.message = hostile.to_owned();
        one.help = Some(hostile.to_owned());
        one.depends_on.push(hostile.to_owned());
        one.chain.push(link(place, hostile));
        let mut fact = evidence(hostile, json!(hostile), Some(place));
        fact.note = Some(hostile.to_owned());
        one.evidence.push(fact);
        estate.findings.push(one);
    }
    for kind in [ProblemKind::Unreadable, ProblemKind::Note] {
        let mut one = problem(kind, None, hostile);
        one.help = Some(hostile.to_owned());
        one.path = Some(hostile.into());
        estate.problems.push(one);
    }
    for format in Format::ALL {
        let text = estate.write(format);
        assert!(!text.contains(['\u{1b}', '\u{7}']), "{}", format.as_str());
    }
    assert!(!estate.write(Format::Text).contains('\u{202e}'));
}

/// A generator of numbers that look random and are the same each time.
fn numbers() -> impl FnMut(u32) -> u32 {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    move |below| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 33) as u32 % below
    }
}

#[test]
fn no_place_makes_a_format_panic() {
    let mut next = numbers();
    let letters = ['a', ' ', '\t', '\n', '\r', 'é', '日', '😀', '\u{301}', '\u{200d}', '\0', '`', '|', '"'];
    for _ in 0..2_000 {
        let mut estate = Estate::new();
        let length = next(60) * next(4);
        let text: String = (0..length).map(|_| letters[next(letters.len() as u32) as usize]).collect();
        let size = text.len() as u32;
        let file = estate.sources.add("a.bicep", text);
        let mut place = || {
            let start = next(size + 3);
            let file = if next(40) == 0 { FileId(99) } else { file };
            Span::new(start, next(size + 5)).in_file(file)
        };
        let mut one = finding(&TLS, Outcome::Fail, "st1", Some(place()));
        let mut fact = evidence("p", json!(1), Some(place()));
        fact.chain = (0..4).map(|_| link(place(), "given as `p`")).collect();
        one.evidence.push(fact);
        estate.problems.push(problem(ProblemKind::Invalid, Some(place()), "wrong"));
        estate.findings.push(one);
        for format in Format::ALL {
            let mut out = Vec::new();
            format.write(&estate.report(), TextStyle { color: true, width: 20 }, &mut out).unwrap();
        }
    }
}
