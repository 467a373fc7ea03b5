//! Tokens folded: what libinjection's C code leaves.

use super::super::sqli::{Dialect, Lexer, Table, fold};
use super::show;

/// Phrases come in capitals.
fn check(input: &[u8], expected: &str) {
    let mut lexer = Lexer::new(input, None, Dialect::Ansi, Table::get());
    let folded = fold(&mut lexer);
    assert_eq!(show(folded.tokens()), expected, "{}", input.escape_ascii());
}

#[test]
fn what_is_skipped_at_the_start() {
    for (input, expected) in [
        (&b"(((1"[..], "1 1"),
        (b"-1", "1 1"),
        (b"+ - ! ~ 1", "1 1"),
        (b"not 1", "1 1"),
        (b"!!1", "1 1"),
        (b"int 1", "1 1"),
        (b"/* a */ 1", "1 1"),
        (b"-- a\n1", "1 1"),
        (b"/* a */", ""),
        (b"(", ""),
        (b"(-(", ""),
        (b"- ( int", ""),
        (b") 1", ") ) · 1 1"),
        (b"'a' 'b'", "s 'a'"),
    ] {
        check(input, expected);
    }
}

#[test]
fn two_tokens() {
    for (input, expected) in [
        (&b"'a' 'b' 'c' 1"[..], "s 'a' · 1 1"),
        (b";; 1", "; ; · 1 1"),
        (b"a;;b", "n a · ; ; · n b"),
        (b"1 + - 1", "1 1"),
        (b"1 and not 1", "1 1 · & and · 1 1"),
        (b"1 and int 1", "1 1 · & and · 1 1"),
        (b"a = - b", "n a"),
        (b"a = int b", "n a"),
        (b"f(-1)", "n f · ( ( · 1 1 · ) )"),
        (b"(a)(-b)", "n a · ) ) · ( ( · n b · ) )"),
        (b"1,(-1)", "1 1"),
        (b"union all select", "U UNION ALL · E select"),
        (b"union  all\tdistinct", "U UNION ALL DISTINCT"),
        (b"UNION/**/ALL", "U UNION ALL"),
        (b"select distinct a", "E SELECT DISTINCT · n a"),
        (b"natural left outer join", "k NATURAL LEFT OUTER JOIN"),
        (b"insert ignore into t", "T INSERT IGNORE INTO · n t"),
        (b"is not distinct from", "o IS DISTINCT FROM"),
        (b"in boolean mode", "k IN BOOLEAN MODE"),
        (b"for update skip locked", "k FOR UPDATE SKIP LOCKED"),
        (b"not like 1", "o like · 1 1"),
        (b"not in (1)", "o in · ( ( · 1 1 · ) )"),
        (b"1 not in (1)", "1 1"),
        (b"a not in 1", "n a · n NOT IN · 1 1"),
        (b"1 in (1)", "1 1"),
        (b"1 in 1", "1 1 · n in · 1 1"),
        (b"a in b", "n a · n in · n b"),
        (b"; if 1", "; ; · T if · 1 1"),
        (b"; ifnull(1", "; ; · T ifnull · ( ( · 1 1"),
        (b"if 1", "f if · 1 1"),
        (b"user_id(1)", "f user_id · ( ( · 1 1 · ) )"),
        (b"user_name(1)", "f user_name · ( ( · 1 1 · ) )"),
        (b"database(", "f database · ( ("),
        (b"password (a", "f password · ( ( · n a"),
        (b"user(", "f user · ( ("),
        (b"user(a)", "n user · ( ( · n a · ) )"),
        (b"user()", "f user · ( ( · ) )"),
        (b"current_user(1)", "f current_user · ( ( · 1 1 · ) )"),
        (b"@user(1)", "n user · ( ( · 1 1 · ) )"),
        (b"localtime(", "f localtime · ( ("),
        (b"localtimestamp(", "f localtimestamp · ( ("),
        (b"current_time()", "f current_time · ( ( · ) )"),
        (b"like(1)", "f like · ( ( · 1 1 · ) )"),
        (b"1 like(1)", "1 1 · f like · ( ( · 1 1 · ) )"),
        (b"1 not like (1)", "1 1 · f NOT LIKE · ( ( · 1 1 · ) )"),
        (b"1 like 1", "1 1"),
        (b"a int b", "n a · n b"),
        (b"1 int 'a'", "1 1 · s 'a'"),
        (b"select int sleep(", "E select · f sleep · ( ("),
        (b"select int @a", "E select · v a"),
        (b"1 int int int 1", "1 1 · 1 1"),
        (b"collate latin1_bin", "A collate · t latin1_bin"),
        (b"collate binary", "A collate · t binary"),
        (b"collate a", "A collate · n a"),
        (b"1 collate a_b 1", "1 1 · A collate · 1 1"),
        (b"collate `a\x00_b`", r#"A collate · n `a\x00_b`"#),
        (b"collate [a_b]", "A collate · t [a_b]"),
        (b"\\1", "1 1"),
        (b"\\ + 1", r#"1 \\"#),
        (b"\\%1", r#"1 \\"#),
        (b"\\a", "n a"),
        (b"1 \\ 1", "1 1 · 1 1"),
        (b"((1))", "1 1 · ) )"),
        (b"1 ((a", "1 1 · ( ( · n a"),
        (b"1)) a", "1 1 · ) ) · n a"),
        (b"{a 1}", "1 1"),
        (b"{ a }", "} }"),
        (b"{``.``.id}", "{ { · X ``"),
        (b"{`` 1}", "{ { · X ``"),
        (b"{`a` 1", "1 1"),
        (b"a}", "n a"),
        (b"1 } + 1", "1 1"),
    ] {
        check(input, expected);
    }
}

#[test]
fn three_tokens() {
    for (input, expected) in [
        (&b"1+1"[..], "1 1"),
        (b"1+1+1+1+1", "1 1"),
        (b"1 = 1", "1 1"),
        (b"1 < 2 or 3 > 4", "1 1 · & or · 1 3"),
        (b"a.b", "n a.b"),
        (b"a.b.c", "n a.b.c"),
        (b"a.b.c.d + 1", "n a.b.c.d"),
        (b"a + b", "n a"),
        (b"a + 1", "n a"),
        (b"@a + @b", "v a"),
        (b"@a + 1", "v a"),
        (b"@a + b", "v a"),
        (b"@a + 'b'", "v a · o + · s 'b'"),
        (b"'a' + 'b'", "s 'a' · o + · s 'b'"),
        (b"= a =", "o ="),
        (b"= ( =", "o = · ( ( · o ="),
        (b"and 1 and", "& and"),
        (b"1 or 2 or 3", "1 1 · & or · 1 3"),
        (b"'a'::int", "s 'a'"),
        (b"1::int = 1", "1 1"),
        (b"a::text", "n a"),
        (b"@a::int", "v a"),
        (b"1,2,3", "1 1"),
        (b"a,b,c", "n a"),
        (b"'a','b'", "s 'a'"),
        (b"@a,@b,1", "v a"),
        (b"1,-1", "1 1"),
        (b"1,-a,-'b',-@c", "1 1"),
        (b"1,-sleep(1)", "1 1 · , , · f sleep · ( ( · 1 1"),
        (b"select -1", "E select · 1 1"),
        (b"select +-+1", "E select · 1 1"),
        (b"select -(1)", "E select · ( ( · 1 1 · ) )"),
        (b"limit -1", "B limit · 1 1"),
        (b"group by - a", "B GROUP BY · n a"),
        (b"order by +(a", "B ORDER BY · ( ( · n a"),
        (b"select .`a`", "E select · n `a`"),
        (b"select.a", "E select · n a"),
        (b"select not 1", "E select · 1 1"),
        (b"case when 1", "E case · k when · 1 1"),
        (b"union select 1,2,3", "U union · E select · 1 1"),
        (b"select a.b,c.d", "E select · n a.b"),
        (b"select f(1),g(2)", "E select · n f · ( ( · 1 1 · ) )"),
    ] {
        check(input, expected);
    }
}

#[test]
fn five_tokens_and_more() {
    for (input, expected) in [
        (&b"1+(1)"[..], "1 1"),
        (b"1+(1)+1", "1 1"),
        (b"1,(1)", "1 1"),
        (b"1,(1),(1),(1)", "1 1"),
        (b"a+(b)", "n a"),
        (b"a+(1) b", "n a · n b"),
        (b"a)+(b", "n a"),
        (b"1),(1", "1 1"),
        (b"1),(1),(1) union", "1 1 · ) ) · U union"),
        (b"1 and 1=1 or 2", "1 1 · & and · 1 2"),
        (b"1 + sleep(1) + benchmark(1,1)", "1 1 · o + · f sleep · ( ( · 1 1"),
        (b"' or ''=''", "s ' or ''=''"),
        (b"1 or (1) and (2) or (3)", "1 1 · & or · ( ( · 1 1 · ) )"),
        (b"a b c d e", "n a · n b · n c · n d · n e"),
        (b"a b c d e f", "n a · n b · n c · n d · n e"),
        (b"1 union select 1 from a", "1 1 · U union · E select · 1 1 · k from"),
        (b"1 union all select a,b from c where d", "1 1 · U UNION ALL · E select · n a · k from"),
        (b"1; drop table a", "1 1 · ; ; · T drop · n table · n a"),
        (b"1; select 1; select 2", "1 1 · ; ; · E select · 1 1 · ; ;"),
    ] {
        check(input, expected);
    }
}

#[test]
fn comments_at_the_end() {
    for (input, expected) in [
        (&b"1 --"[..], "1 1 · c --"),
        (b"1 -- a", "1 1 · c -- a"),
        (b"1 + 1 -- a", "1 1 · c -- a"),
        (b"a b c d --", "n a · n b · n c · n d · c --"),
        (b"a b c d e --", "n a · n b · n c · n d · n e"),
        (b"1 /* a */ 2", "1 1 · 1 2"),
        (b"1 /* a */", "1 1 · c /* a */"),
        (b"1 /* a */ -- b", "1 1 · c -- b"),
        (b"1 # a", "1 1"),
        (b"a b c `", "n a · n b · n c · n `"),
        (b"a b `", "n a · n b · n `"),
        (b"1 `", "1 1 · n `"),
        (b"1 /*! a */", "1 1 · X /*! a */"),
        (b"1 /* /* */", "1 1 · X /* /* */"),
    ] {
        check(input, expected);
    }
}
