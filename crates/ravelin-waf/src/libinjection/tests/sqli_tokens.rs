//! SQL cut into tokens: those that libinjection's C code gives.

use super::super::sqli::{Dialect, Lexer, Table};
use super::show;

/// Each token is its letter and its text between its quotes.
fn check(input: &[u8], dialect: Dialect, expected: &str) {
    let tokens: Vec<_> = Lexer::new(input, None, dialect, Table::get()).collect();
    assert_eq!(show(&tokens), expected, "{}", input.escape_ascii());
}

fn ansi(input: &[u8], expected: &str) {
    check(input, Dialect::Ansi, expected);
}

#[test]
fn words() {
    for (input, expected) in [
        (&b"colour"[..], "n colour"),
        (b"SeLeCt", "E SeLeCt"),
        (b"select.1", "E select · 1 .1"),
        (b"select`b`", "E select · n `b`"),
        (b"table_1.column", "n table_1.column"),
        (b"schema.select.x", "k schema · . . · E select · . . · n x"),
        (b"_hidden", "n _hidden"),
        (b"na\xc3\xafve", r#"n na\xc3\xafve"#),
        (b"a\xa0b", "n a · n b"),
        (b"word\x01with\x1fcontrols", r#"n word\x01with\x1fcontrols"#),
        (b"thirty_one_letters_are_kept_yes_", "n thirty_one_letters_are_kept_yes"),
        (b"a_word_of_more_than_thirty_two_letters", "n a_word_of_more_than_thirty_two_"),
        (b"select.a_word_of_more_than_thirty_two", "E select · . . · n a_word_of_more_than_thirty_two"),
        (b"$dollar_inside$word", "n $ · n dollar_inside$word"),
        (b"union", "U union"),
        (b"unions", "n unions"),
        (b"current_date", "v current_date"),
        (b"sleep", "f sleep"),
        (b"null", "v null"),
        (b"true", "1 true"),
        (b"int", "t int"),
        (b"xor", "& xor"),
        (b"execute", "T execute"),
        (b"having", "B having"),
        (b"collate", "A collate"),
        (b"sys.stragg", "f sys.stragg"),
        (b"dbms_pipe.receive_message", "f dbms_pipe.receive_message"),
    ] {
        ansi(input, expected);
    }
}

#[test]
fn white_space_and_what_else_separates() {
    for (input, expected) in [
        (&b"a b\tc\nd"[..], "n a · n b · n c · n d"),
        (b"a\x0bb\x0cc\rd", "n a · n b · n c · n d"),
        (b"a\x00b", "n a · n b"),
        (b"\x7fa\x7fb", r#"n a\x7fb"#),
        (b"1\xa02", "1 1 · 1 2"),
        (b"   ", ""),
    ] {
        ansi(input, expected);
    }
}

#[test]
fn strings() {
    for (input, expected) in [
        (&b"'red'"[..], "s 'red'"),
        (br#""red""#, r#"s "red""#),
        (b"'red", "s 'red"),
        (b"'red''blue'", "s 'red''blue'"),
        (b"'red\\'blue'", r#"s 'red\\'blue'"#),
        (b"'red\\\\'blue'", r#"s 'red\\\\' · n blue · s '"#),
        (b"'red\\\\\\'blue'", r#"s 'red\\\\\\'blue'"#),
        (b"''", "s ''"),
        (b"''''", "s ''''"),
        (b"'a'b'", "s 'a' · n b · s '"),
        (br#""it's""#, r#"s "it's""#),
        (b"'a string of more than thirty-two bytes is cut'", "s 'a string of more than thirty-tw'"),
        (b"e'red'", "s 'red'"),
        (b"E'red", "s 'red"),
        (br#"e"red""#, r#"n e · s "red""#),
        (b"e'", "n e · s '"),
        (b"n'red'", "s 'red'"),
        (b"N'red", "s 'red"),
        (b"n'", "n n · s '"),
        (b"nq'[red]'", "s qredq"),
        (b"nq'red'", "s qed'"),
        (b"q'(red)'", "s qredq"),
        (b"q'[red]' tail", "s qredq · n tail"),
        (b"q'{red}'", "s qredq"),
        (b"Q'<red>'", "s qredq"),
        (b"q'!red!'", "s qredq"),
        (b"q'(red'", "s qred'"),
        (b"q' red '", "n q · s ' red '"),
        (b"q'\x80red\x80'", r#"n q · s '\x80red\x80'"#),
        (b"q'\x7fred\x7f'", "s qredq"),
        (b"q'", "n q · s '"),
        (b"u&'red'", "s uredu"),
        (b"U&'red", "s ured"),
        (br#"u&"red""#, r#"n u · o & · s "red""#),
        (b"u&red", "n u · o & · n red"),
        (b"$$red$$", "s $red$"),
        (b"$$red", "s $red"),
        (b"$$red$ blue$$", "s $red$ blue$"),
        (b"$tag$red$tag$", "s $red$"),
        (b"$tag$red$tagged$", "s $red$tagged$"),
        (b"$tag$red", "s $red"),
        (b"$tag red", "n $ · n tag · n red"),
        (b"$1tag$red", "1 $1 · n tag$red"),
    ] {
        ansi(input, expected);
    }
}

#[test]
fn binary_and_hexadecimal() {
    for (input, expected) in [
        (&b"b'0101'"[..], "1 b'0101'"),
        (b"B'2'", "n B · s '2'"),
        (b"b'01", "n b · s '01"),
        (b"b''", "1 b''"),
        (b"x'1fAF'", "1 x'1fAF'"),
        (b"X'1g'", "n X · s '1g'"),
        (b"x'1f", "n x · s '1f"),
        (b"x'0\x001'", r#"1 x'0\x001'"#),
        (b"0x1F", "1 0x1F"),
        (b"0x", "n 0x"),
        (b"0xg", "n 0x · n g"),
        (b"0x1F2g", "1 0x1F2 · n g"),
        (b"0b101", "1 0b101"),
        (b"0b2", "n 0b · 1 2"),
        (b"0B", "n 0B"),
        (b"0x\x00\x00", r#"1 0x\x00\x00"#),
    ] {
        ansi(input, expected);
    }
}

#[test]
fn numbers() {
    for (input, expected) in [
        (&b"42"[..], "1 42"),
        (b"007", "1 007"),
        (b"3.14", "1 3.14"),
        (b"3.", "1 3."),
        (b".5", "1 .5"),
        (b".", ". ."),
        (b"..", ". . · . ."),
        (b"1..2", "1 1. · 1 .2"),
        (b"1.2.3", "1 1.2 · 1 .3"),
        (b"1e5", "1 1e5"),
        (b"1E+5", "1 1E+5"),
        (b"1e-5x", "1 1e-5 · n x"),
        (b"1e", "n 1e"),
        (b"1e+", "n 1e+"),
        (b"1.e", "n 1.e"),
        (b".e", ". . · n e"),
        (b".5e3", "1 .5e3"),
        (b"1d", "1 1d"),
        (b"1f;", "1 1f · ; ;"),
        (b"1f a", "1 1f · n a"),
        (b"1dx", "1 1 · n dx"),
        (b"1fu", "1 1f · n u"),
        (b"1Dunion", "1 1D · U union"),
        (b"123from", "1 123 · k from"),
        (b"1e5f", "1 1e5f"),
        (b"$1,000.00", "1 $1,000.00"),
        (b"$1.000,00", "1 $1.000,00"),
        (b"$", "n $"),
        (b"$ 1", "n $ · 1 1"),
        (b"$.", "n $."),
        (b"$.a", "n $.a"),
        (b"$,", "1 $,"),
        (b"\\N", r#"1 \\N"#),
        (b"\\n", r#"\ \\ · n n"#),
        (b"\\", r#"\ \\"#),
    ] {
        ansi(input, expected);
    }
}

#[test]
fn variables() {
    for (input, expected) in [
        (&b"@name"[..], "v name"),
        (b"@@version", "v version"),
        (b"@", "v"),
        (b"@@", "v"),
        (b"@ name", "v · n name"),
        (b"@`name`", "v `name`"),
        (b"@@`name`", "v `name`"),
        (b"@'name'", "v 'name'"),
        (br#"@"name"#, r#"v "name"#),
        (b"@name.part", "v name.part"),
        (b"@[name]", "v [name]"),
        (b"@a\xa0b", r#"v a\xa0b"#),
        (b"@a`b`", "v a · n `b`"),
        (b"@@@name", "v · v name"),
    ] {
        ansi(input, expected);
    }
}

#[test]
fn operators() {
    for (input, expected) in [
        (&b"a=b"[..], "n a · o = · n b"),
        (b"a==b", "n a · o = · o = · n b"),
        (b"a<=>b", "n a · o <=> · n b"),
        (b"a<=b", "n a · o <= · n b"),
        (b"a<>b", "n a · o <> · n b"),
        (b"a!=b", "n a · o != · n b"),
        (b"!!a", "o !! · n a"),
        (b"!a", "o ! · n a"),
        (b"a!<b", "n a · o !< · n b"),
        (b"a:=b", "n a · o := · n b"),
        (b"a::int", "n a · o :: · t int"),
        (b"a:b", "n a · : : · n b"),
        (b"a:", "n a · o :"),
        (b"a::", "n a · o ::"),
        (b":", "o :"),
        (b"a&&b", "n a · & && · n b"),
        (b"a&b", "n a · o & · n b"),
        (b"a&=b", "n a · o &= · n b"),
        (b"a||b", "n a · & || · n b"),
        (b"a|b", "n a · o | · n b"),
        (b"a|/b", "n a · o |/ · n b"),
        (b"a|=b", "n a · o |= · n b"),
        (b"a*=b", "n a · o *= · n b"),
        (b"a+=b", "n a · o + · o = · n b"),
        (b"a<<b", "n a · o << · n b"),
        (b"a>>b", "n a · o >> · n b"),
        (b"a<@b", "n a · o <@ · n b"),
        (b"a@>b", "n a · v · o > · n b"),
        (b"a^=b", "n a · o ^ · o = · n b"),
        (b"a%b", "n a · o % · n b"),
        (b"a~b", "n a · o ~ · n b"),
        (b"~*", "o ~ · o *"),
        (b"+-*", "o + · o - · o *"),
        (b"<", "o <"),
        (b"!", "o !"),
        (b"a#b", "n a · o # · n b"),
    ] {
        ansi(input, expected);
    }
}

#[test]
fn comments() {
    for (input, expected) in [
        (&b"-- note"[..], "c -- note"),
        (b"--note", "c --note"),
        (b"--", "c --"),
        (b"a--", "n a · c --"),
        (b"- -", "o - · o -"),
        (b"-", "o -"),
        (b"--\nnext", "c -- · n next"),
        (b"-- note\nnext", "c -- note · n next"),
        (b"--\xa0note", r#"c --\xa0note"#),
        (b"--\x00note", r#"c --\x00note"#),
        (b"/* note */ next", "c /* note */ · n next"),
        (b"/* note", "c /* note"),
        (b"/**/", "c /**/"),
        (b"/*/", "c /*/"),
        (b"/**", "c /**"),
        (b"/", "o /"),
        (b"//", "o / · o /"),
        (b"/* a /* b */ c */", "X /* a /* b */ · n c · o * · o /"),
        (b"/*/* */", "X /*/* */"),
        (b"/*! note */", "X /*! note */"),
        (b"/*!", "X /*!"),
        (b"/*!50000 select */", "X /*!50000 select */"),
        (b"/* a /* b", "c /* a /* b"),
    ] {
        ansi(input, expected);
    }
}

#[test]
fn tick() {
    for (input, expected) in [
        (&b"`name`"[..], "n `name`"),
        (b"`name", "n `name"),
        (b"``", "n ``"),
        (b"`sleep`", "f `sleep`"),
        (b"`select`", "n `select`"),
        (b"`a``b`", "n `a``b`"),
        (b"`0ENOVU`", "n `0ENOVU`"),
    ] {
        ansi(input, expected);
    }
}

#[test]
fn brackets() {
    for (input, expected) in [
        (&b"[name]"[..], "n [name]"),
        (b"[name", "n [name"),
        (b"[na'me] tail", "n [na'me] · n tail"),
        (b"[]", "n []"),
        (b"]", "? ]"),
        (b"{a}", "{ { · n a · } }"),
        (b"(a),(b);", "( ( · n a · ) ) · , , · ( ( · n b · ) ) · ; ;"),
        (b"?", "? ?"),
    ] {
        ansi(input, expected);
    }
}

#[test]
fn comments_of_mysql() {
    for (input, expected) in [
        (&b"a#b"[..], "n a · c #b"),
        (b"#", "c #"),
        (b"# note", "c # note"),
        (b"#note\nnext", "c #note · n next"),
        (b"--note", "o - · o - · n note"),
        (b"-- note", "c -- note"),
        (b"--", "c --"),
        (b"--\x0bnote", r#"c --\x0bnote"#),
        (b"a--1", "n a · o - · o - · 1 1"),
        (b"-1", "o - · 1 1"),
    ] {
        check(input, Dialect::Mysql, expected);
    }
}
