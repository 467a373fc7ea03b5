//! Fingerprints of whole inputs: those that libinjection's C code gives.

use super::super::sqli;

pub(super) fn check(input: &[u8], expected: &str) {
    let found = sqli(input);
    let found = found.as_ref().map_or("", |fingerprint| fingerprint.as_str());
    assert_eq!(found, expected, "{}", input.escape_ascii());
}

#[test]
fn tautologies() {
    for (input, expected) in [
        (&b"1 or 1=1"[..], "1&1"),
        (b"1 OR 1=1", "1&1"),
        (b"1' or '1'='1", "s&sos"),
        (b"1' or 1=1", "s&1"),
        (b"1' or 1=1--", "s&1c"),
        (b"1' or 1=1-- ", "s&1c"),
        (b"1' or 1=1#", "s&1c"),
        (b"1' or 1=1/*", "s&1c"),
        (br#"1" or "1"="1"#, "s&sos"),
        (br#"1" or 1=1--"#, "s&1c"),
        (b"1) or (1=1", "1)&(1"),
        (b"1) or 1=1--", "1)&1c"),
        (b"1') or ('1'='1", "s)&(s"),
        (br#"1")) or (("1"="1"#, "s)&(s"),
        (b"' or ''='", "s&sos"),
        (b"' or 'a'='a", "s&sos"),
        (br#"" or ""=""#, "s&sos"),
        (b"' or 1=1", "s&1"),
        (b"' or true--", "s&1c"),
        (b"' || 1=1", "s&1"),
        (b"' && 1=1", "s&1"),
        (b"' xor 1", "s&1"),
        (b"' or not 1", "s&1"),
        (b"1 or not 0", "1&1"),
        (b"' or 2>1", "s&1"),
        (b"' or 1<2", "s&1"),
        (b"' or a like 'b", "s&nos"),
        (b"' or 1 in (1)", "s&1o("),
        (b"' or 1 between 0 and 2", "s&1"),
        (b"' or 'x'::text='x", "s&sos"),
        (b"x' and 1=2", "s&1"),
        (b"admin'--", "sc"),
        (b"admin' --", "sc"),
        (b"admin'#", ""),
        (b"admin'/*", "sc"),
        (br#"admin"--"#, "sc"),
        (b"admin' or 1--", "s&1c"),
        (b"') or true--", "s)&1c"),
        (b"1' and '1'='2", "s&sos"),
        (b"1 and 1=2", "1&1"),
        (b"1 and (select 1)", "1&(E1"),
        (b"1 or sleep(5)", "1&f(1"),
        (b"-1' or 1", "s&1"),
        (b"-1 or 1=1", "1&1"),
        (b"+1 or 1=1", "1&1"),
        (b"!1 or 1", "1&1"),
        (b"1 oR/**/1=1", "1&1"),
        (b"1/**/or/**/1=1", "1&1"),
        (b"1%0aor%0a1=1", ""),
        (b"1\nor\n1=1", "1&1"),
        (b"1\xa0or\xa01=1", "1&1"),
        (b"1\x00or\x001=1", "1&1"),
        (b"1 or\x001=1", "1&1"),
    ] {
        check(input, expected);
    }
}

#[test]
fn unions() {
    for (input, expected) in [
        (&b"1 union select 1"[..], "1UE1"),
        (b"1 UNION SELECT 1,2,3", "1UE1"),
        (b"1 union all select 1", "1UE1"),
        (b"1 union distinct select 1", "1UE1"),
        (b"1 union all select null,null", "1UEv"),
        (b"' union select 1--", "sUE1c"),
        (b"' union select a,b from c--", "sUEnk"),
        (b"' union all select user(),2#", "sUEf("),
        (br#"" union select 1#"#, "sUE1c"),
        (b"-1 union select 1", "1UE1"),
        (b"1) union select 1", "1)UE1"),
        (b"1 union (select 1)", "1U(E1"),
        (b"1 union/**/select 1", "1UE1"),
        (b"1/**/union/**/select/**/1", "1UE1"),
        (b"1 union\tselect\t1", "1UE1"),
        (b"1;union select 1", ""),
        (b"1 union\xa0select\xa01", "1UE1"),
        (b"1.union select 1", "1UE1"),
        (b"1e0union select 1", "1UE1"),
        (b"1.0union select 1", "1UE1"),
        (b"1fUNION select 1", "1UE1"),
        (b"0x1 union select 1", "1UE1"),
        (b"$1 union select 1", "1UE1"),
        (b"\\Nunion select 1", "1UE1"),
        (b"@a union select 1", "vUE1"),
        (b"'a'union select 1", "sUE1"),
        (b"1 intersect select 1", "1UE1"),
        (b"1 except select 1", "1UE1"),
        (b"1 minus select 1", ""),
        (b"1 union select * from a", "1UEok"),
        (b"1 union select `a` from `b`", "1UEnk"),
        (b"1 union select [a] from [b]", "1UEnk"),
        (b"1 union select @@version", "1UEv"),
        (b"1 union select char(97)", "1UEf("),
        (b"1 union select 0x61", "1UE1"),
        (b"1 union select if(1,2,3)", "1UEf("),
        (b"1 union select case when 1 then 2 end", ""),
        (b"union select 1", "UE1"),
        (b"union select password from users", "UEnkn"),
        (b"select union", ""),
    ] {
        check(input, expected);
    }
}

#[test]
fn statements() {
    for (input, expected) in [
        (&b"1; drop table a"[..], "1;Tnn"),
        (b"1; DROP TABLE a--", "1;Tnn"),
        (b"1; select 1", ""),
        (b"1;select sleep(1)", "1;Ef("),
        (b"'; drop table a--", "s;Tnn"),
        (b"'; exec xp_cmdshell 'dir'", "s;Tns"),
        (b"'; exec master..xp_cmdshell 'dir'--", "s;Tns"),
        (b"1; exec a", ""),
        (b"1; declare @a int", "1;Tvt"),
        (b"1; waitfor delay '0:0:5'", ""),
        (b"1 waitfor delay '0:0:5'--", "1Esc"),
        (b"'; shutdown--", ""),
        (b"; shutdown", ""),
        (b"1; insert into a values (1)", "1;Tnk"),
        (b"1; update a set b=1", "1;EnE"),
        (b"1; delete from a", "1;Tkn"),
        (b"1; create table a (b int)", ""),
        (b"1; alter table a", ""),
        (b"1; truncate table a", ""),
        (b"1; if 1=1 select 1", ""),
        (b"1; begin declare @a int", "1;Tvt"),
        (b"select * from a", ""),
        (b"select a from b where c=1", "Enknk"),
        (b"insert into a values (1)", ""),
        (b"update a set b = 1 where c = 2", ""),
        (b"delete from a where b = 1", ""),
        (b"drop table a", ""),
        (b"create table a (b int)", ""),
        (b"exec xp_cmdshell('dir')", "Tn(s)"),
        (b"select 1", ""),
        (b"select sleep(5)", "Ef(1)"),
        (b"select @@version", ""),
        (b"select 1 from dual", "E1kn"),
        (b"select char(65)", "Ef(1)"),
        (b"(select 1)", "E1)"),
        (b"((select 1))", "E1)"),
    ] {
        check(input, expected);
    }
}

#[test]
fn functions() {
    for (input, expected) in [
        (&b"sleep(5)"[..], "f(1)"),
        (b"sleep(5)--", "f(1)c"),
        (b"1-sleep(5)", "1of(1"),
        (b"1+sleep(5)", "1of(1"),
        (b"1*sleep(5)", "1of(1"),
        (b"1,sleep(5)", "1,f(1"),
        (b"(select sleep(5))", "Ef(1)"),
        (b"benchmark(1000000,md5(1))", "f(1,f"),
        (b"pg_sleep(5)", "f(1)"),
        (b"1 and sleep(5)", "1&f(1"),
        (b"1' and sleep(5)#", "s&f(1"),
        (b"' and sleep(5) and '1'='1", "s&f(1"),
        (b"1 and extractvalue(1,2)", "1&f(1"),
        (b"1 and ascii(substring(a,1,1))>1", "1&f(f"),
        (b"1 and (select count(*) from a)>0", "1&(Ef"),
        (b"if(1=1,sleep(5),0)", "f(1,f"),
        (b"load_file('/etc/passwd')", "f(s)"),
        (b"version()", ""),
        (b"user()", ""),
        (b"database()", ""),
        (b"1 procedure analyse()", ""),
        (b"1 into outfile 'a'", "1ks"),
        (b"1 into dumpfile 'a'", "1ks"),
        (b"1 into 'a'", ""),
        (b"1' into outfile 'a", "sks"),
        (b"1 limit 1", "1B1"),
        (b"1 limit 1,1", "1B1"),
        (b"1 order by 1", "1B1"),
        (b"1 order by 1--", "1B1c"),
        (b"1' order by 1--", "sB1c"),
        (b"1 group by a having 1=1", "1BnB1"),
        (b"1 having 1=1", "1B1"),
        (b"1' having 1=1--", "sB1c"),
        (b"1 rlike (select 1)", "1o(E1"),
        (b"1 collate a_b", ""),
        (b"1 is null", "1ov"),
        (b"1 in (select 1)", "1o(E1"),
    ] {
        check(input, expected);
    }
}

#[test]
fn comments() {
    for (input, expected) in [
        (&b"1--"[..], "1c"),
        (b"1 --", "1c"),
        (b"1-- ", "1c"),
        (b"1-- a", "1c"),
        (b"1--a", "1c"),
        (b"1 /*", "1c"),
        (b"1/*", "1c"),
        (b"1/**/", "1c"),
        (b"1/*a*/", "1c"),
        (b"a/*", "nc"),
        (b"a/**/", "nc"),
        (b"a/*!", "X"),
        (b"1/*!union*/ select 1", "X"),
        (b"/*!select*/ 1", "X"),
        (b"/*!50000 1*/", "X"),
        (b"/* a /* b */", "X"),
        (b"/**/1", ""),
        (b"1*1--", "1c"),
        (b"1+1--", "1c"),
        (b"1 + a--", "1c"),
        (b"1'--", "sc"),
        (b"1'-- a", ""),
        (b"1'#", ""),
        (b"a'#", ""),
        (b"a' -- b", ""),
        (br#"a" -- b"#, ""),
        (b"'--", "sc"),
        (b"'#", ""),
        (b"'/*", "sc"),
        (b";--", ""),
        (b"1;--", ""),
        (b"1; --", ""),
        (b"a;--", ""),
        (b"1 -- sp_password", "1c"),
        (b"a -- sp_password", "nc"),
        (b"a' -- sp_password", "sc"),
        (b"a -- sp_PASSWORD", ""),
        (b"1' -- sp_password", "sc"),
    ] {
        check(input, expected);
    }
}

#[test]
fn other_notations() {
    for (input, expected) in [
        (&b"1 or q'(a)'=q'(a)'"[..], "1&sos"),
        (b"1 or e'a'=e'a'", "1&sos"),
        (b"1 or n'a'=n'a'", "1&sos"),
        (b"1 or x'1'=x'1'", "1&1"),
        (b"1 or b'1'=b'1'", "1&1"),
        (b"1 or u&'a'=u&'a'", "1&sos"),
        (b"1 or $$a$$=$$a$$", "1&sos"),
        (b"1 or $a$b$a$=$a$b$a$", "1&sos"),
        (b"1 or @a=@a", "1&v"),
        (b"1 or @@a=1", "1&v"),
        (b"1 or `a`=`a`", ""),
        (b"1 or [a]=[a]", ""),
        (b"1 or {fn now()}", "1&f()"),
        (b"1 or {``.``.id}", "X"),
        (b"{``.``.id}", "X"),
        (b"select{`a`.b}", ""),
        (b"1 or \\N is null", "1&1ov"),
        (b"1 or .1", ""),
        (b"1 or 1.", ""),
        (b"1 or 1e1", ""),
        (b"1 or $1", ""),
        (b"1 or 0b1", ""),
        (b"1 or 0x1", ""),
        (b"1<@a", ""),
        (b"1::int", ""),
        (b"1::int or 1", "1&1"),
        (b"1:=2", ""),
        (b"a' + 'b", "sos"),
        (b"a' 'b", ""),
        (b"a' || 'b", "s&s"),
        (br#"a" + "b"#, "sos"),
        (br#"a' + "b"#, ""),
        (b"'a' + 'b'", ""),
        (b"'a' = 'b", ""),
        (b"a'='b", "sos"),
        (b"a' and 'b", "s&s"),
        (b"'a' or 'b'", ""),
        (b"'a' 'b' or 1", "s&1"),
    ] {
        check(input, expected);
    }
}

#[test]
fn quotes() {
    for (input, expected) in [
        (&b"'"[..], ""),
        (b"''", ""),
        (b"'''", ""),
        (br#"""#, ""),
        (br#""""#, ""),
        (b"`", ""),
        (br#"'""#, ""),
        (br#""'"#, ""),
        (b"\\'", ""),
        (b"\\' or 1=1--", ""),
        (b"\\\\' or 1=1--", "s&1c"),
        (b"'' or 1=1", "s&1"),
        (b"'a'' or 1=1--", ""),
        (b"a' or b='", "s&nos"),
        (b"a' or b=' --", "s&nos"),
        (br#""' or 1=1--"#, "s&1c"),
        (br#"'" or 1=1--"#, "s&1c"),
    ] {
        check(input, expected);
    }
}
