//! Expressions, each as the value of a variable.

#[track_caller]
fn check(input: &str, expected: &str) {
    super::check(&format!("var v = {input}"), &format!("var v = {expected}"));
}

#[test]
fn literals() {
    check("null", "null");
    check("true", "true");
    check("false", "false");
    check("0", "0");
    check("007", "7");
    check("9223372036854775808", "9223372036854775808");
    check("18446744073709551616", "too-large");
    check("nullable", "nullable");
    check("_a1", "_a1");
}

#[test]
fn strings() {
    check("''", "''");
    check("'a'", "'a'");
    check(r"'it\'s \\ \$ \${no} \r\n\t'", r"'it's \\ $ ${no} \r\n\t'");
    check(r"'\u{e9}\u{1F600}\u{0041}\u{000041}'", "'é😀AA'");
    check("'ünïcödé 😀'", "'ünïcödé 😀'");
    check("'$a $ $$'", "'$a $ $$'");
    check("'${a}'", "'${a}'");
    check("'a${b}c${d}e'", "'a${b}c${d}e'");
    check("'$${a}'", "'$${a}'");
    check("'${'${a}b'}c'", "'${'${a}b'}c'");
    check("'${f(a, 'x}')}'", "'${(call f a 'x}')}'");
    check("'${a ? 'b' : 'c'}'", "'${(? a 'b' 'c')}'");
    check("'${map(a, x => { b: x })}'", "'${(call map a (=> [x] {'b': x}))}'");
    check("'// no comment /* none'", "'// no comment /* none'");
}

#[test]
fn multi_line_strings() {
    check("''''''", "''");
    check("'''a'''", "'a'");
    check("'''\na\nb\n'''", r"'a\nb\n'");
    check("'''\r\na\r\n'''", r"'a\r\n'");
    check("'''\n\na'''", r"'\na'");
    check("'''it's ''quoted'' '''", "'it's ''quoted'' '");
    check("'''a''''", "'a''");
    check(r"'''\n ${a} $'''", r"'\\n ${a} $'");
    check("$'''\na ${b} c'''", "'a ${b} c'");
    check("$'''${a}${b}'''", "'${a}${b}'");
    check("$'''$${a} $$$${b}'''", "'$${a} $$$${b}'");
    check("$$'''${a} $${b} $$${c}\n'''", r"'${a} ${b} $${c}\n'");
    check("$'''${'''\nx'''}'''", "'${'x'}'");
    check("$''''''", "''");
}

#[test]
fn operators_bind_in_order() {
    check("1 + 2 * 3", "(Add 1 (Multiply 2 3))");
    check("1 * 2 + 3", "(Add (Multiply 1 2) 3)");
    check("1 - 2 - 3", "(Subtract (Subtract 1 2) 3)");
    check("8 / 4 % 3", "(Modulo (Divide 8 4) 3)");
    check("a || b && c", "(Or a (And b c))");
    check("a && b == c", "(And a (Equal b c))");
    check("a == b < c + 1", "(Equal a (Less b (Add c 1)))");
    check("a ?? b || c", "(Coalesce a (Or b c))");
    check("a ?? b ?? c", "(Coalesce (Coalesce a b) c)");
    check("a >= b != c <= d", "(NotEqual (GreaterOrEqual a b) (LessOrEqual c d))");
    check("a =~ b !~ c > d", "(NotEqualInsensitive (EqualInsensitive a b) (Greater c d))");
    check("-1 + +2", "(Add (Minus 1) (Plus 2))");
    check("!a.b && !f(c)", "(And (Not (. a b)) (Not (call f c)))");
    check("-(-1)", "(Minus (paren (Minus 1)))");
    check("(a || b) && c", "(And (paren (Or a b)) c)");
    check("(\n  a\n)", "(paren a)");
}

#[test]
fn conditionals() {
    check("a ? b : c", "(? a b c)");
    check("a ? b : c ? d : e", "(? a b (? c d e))");
    check("a ? b ? 1 : 2 : 3", "(? a (? b 1 2) 3)");
    check("a\n  ? b\n  : c", "(? a b c)");
    check("a // why\n  // so\n\n  ? b /* or */\n  : c", "(? a b c)");
    check("a == 1 ? b : c ?? d", "(? (Equal a 1) b (Coalesce c d))");
    check("a ? { b: 1 } : [\n]", "(? a {'b': 1} [])");
}

#[test]
fn accesses() {
    check("a.b.c", "(. (. a b) c)");
    check("a.?b.c", "(. (.? a b) c)");
    check("a[0]", "([] a 0)");
    check("a[?0]", "([?] a 0)");
    check("a[^1]", "([^] a 1)");
    check("a[?^1]", "([?^] a 1)");
    check("a['b'].?c!.d", "(. (! (.? ([] a 'b') c)) d)");
    check("a::b::c.id", "(. (:: (:: a b) c) id)");
    check("a!", "(! a)");
    check("a!.b", "(. (! a) b)");
    check("a! == b", "(Equal (! a) b)");
    check("a.f(1).g()", "(call (call a.f 1).g)");
    check("f().b", "(. (call f) b)");
    check("'a'.b", "(. 'a' b)");
    check("{ a: 1 }.a", "(. {'a': 1} a)");
    check("[1][0]", "([] [1] 0)");
    check("a.for.if.resource.param", "(. (. (. (. a for) if) resource) param)");
}

#[test]
fn calls() {
    check("f()", "(call f)");
    check("f(\n)", "(call f)");
    check("f(a, b)", "(call f a b)");
    check("f(\n  a,\n  b\n)", "(call f a b)");
    check("f(a,\n\n // c\n b)", "(call f a b)");
    check("sys.f({ a: 1 }, [\n  1\n])", "(call sys.f {'a': 1} [1])");
}

#[test]
fn lambdas() {
    check("x => x", "(=> [x] x)");
    check("() => 1", "(=> [] 1)");
    check("(x) => x", "(=> [x] x)");
    check("(x, y) => x + y", "(=> [x y] (Add x y))");
    check("(\n  x,\n  y\n) => {\n}", "(=> [x y] {})");
    check("map(a, x => \n  x.b)", "(call map a (=> [x] (. x b)))");
    check("x => y => x", "(=> [x] (=> [y] x))");
    check("(x)", "(paren x)");
}

#[test]
fn objects() {
    check("{}", "{}");
    check("{\n}", "{}");
    check("{ a: 1 }", "{'a': 1}");
    check("{ a: 1, b: 2, }", "{'a': 1, 'b': 2}");
    check("{\n  a: 1\n\n  b: 2\n}", "{'a': 1, 'b': 2}");
    check("{ a: 1, b: 2\nc: 3 }", "{'a': 1, 'b': 2, 'c': 3}");
    check("{ 'a b': 1, '${c}': 2 }", "{'a b': 1, '${c}': 2}");
    check("{ ...a, b: 1, ...f() }", "{...a, 'b': 1, ...(call f)}");
    check("{ resource: 1, for: 2, if: 3 }", "{'resource': 1, 'for': 2, 'if': 3}");
    check("{ a: { b: [\n { c: 1 } ] } }", "{'a': {'b': [{'c': 1}]}}");
    check("{ // one\n  a: 1 // two\n  /* three\n  */ b: 2\n}", "{'a': 1, 'b': 2}");
    check("{\r\n  a: 1\r\n}\r\n", "{'a': 1}");
}

#[test]
fn arrays() {
    check("[]", "[]");
    check("[1, 2]", "[1, 2]");
    check("[1, 2,]", "[1, 2]");
    check("[\n  1\n  2\n]", "[1, 2]");
    check("[ 1, 2\n3 ]", "[1, 2, 3]");
    check("[...a, 1, ...b]", "[...a, 1, ...b]");
    check("[\n  ...a\n  forward\n]", "[...a, forward]");
}

#[test]
fn loops() {
    check("[for x in a: x]", "(for x in a: x)");
    check("[for (x, i) in a: i]", "(for x, i in a: i)");
    check("[\n  for x in a: x\n]", "(for x in a: x)");
    check("[for x in [1, 2]: { a: x }]", "(for x in [1, 2]: {'a': x})");
    check("[for x in a: if (x > 1) { a: x }]", "(for x in a: if (Greater x 1) {'a': x})");
    check("[for x in a: [for y in x: y]]", "(for x in a: (for y in x: y))");
    check("[for for in in: for]", "(for for in in: for)");
}

#[test]
fn trivia() {
    check("1 // one", "1");
    check("/* a\nb */ 1", "1");
    check("[\n#disable-next-line BCP037 no-unused // why\n  1\n  #madeup\n  2\n]", "[1, 2]");
}
