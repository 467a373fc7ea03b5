//! Type expressions, each as the value of a type declaration.

#[track_caller]
fn check(input: &str, expected: &str) {
    super::check(&format!("type t = {input}"), &format!("type t = {expected}"));
}

#[test]
fn primary_types() {
    check("string", "string");
    check("'a'", "'a'");
    check("'a${b}'", "'a${b}'");
    check("42", "42");
    check("-42", "(Minus 42)");
    check("!true", "(Not true)");
    check("null", "null");
    check("(string)", "(paren string)");
    check("resource 'a@1'", "resource'a@1'");
    check("resourceful", "resourceful");
}

#[test]
fn suffixes() {
    check("string[]", "([] string)");
    check("string?", "(? string)");
    check("string[]?", "(? ([] string))");
    check("string?!", "(! (? string))");
    check("a.b.c", "(. (. a b) c)");
    check("a[0]", "([] a 0)");
    check("a[99999999999999999999]", "([] a ?)");
    check("a[b]", "([] a ?)");
    check("a[*]", "([*] a)");
    check("a.*", "(.* a)");
    check("-1?", "(? (Minus 1))");
    check("(a | b)[]", "([] (paren (| a b)))");
}

#[test]
fn unions() {
    check("'a' | 'b'", "(| 'a' 'b')");
    check("| 'a'", "(| 'a')");
    check("\n  | 'a'\n  | 'b'", "(| 'a' 'b')");
    check("'a'\n  // why\n\n  | 'b'", "(| 'a' 'b')");
    check("1 | -1 | null | string?", "(| 1 (Minus 1) null (? string))");
    super::check("param p\n  | 'a'\n  | 'b'\nvar b = 1", "param p (| 'a' 'b')\nvar b = 1");
}

#[test]
fn generics() {
    check("resourceInput<'a@1'>", "resourceInput<'a@1'>");
    check("sys.resourceInput<'a@1'>.b[*]?", "(? ([*] (. sys.resourceInput<'a@1'> b)))");
    check("a.b.c<d>", "(. a b).c<d>");
    check("f<\n  a,\n  b\n>", "f<a, b>");
    check("f<g<a>>", "f<g<a>>");
    check("resource<'a@1'>", "resource<'a@1'>");
}

#[test]
fn objects_and_tuples() {
    check("{}", "{}");
    check("{ a: string, 'b c': int }", "{a: string, b c: int}");
    check("{\n  @a()\n  @sys.b('c')\n  a: string?\n  *: int\n}", "{@a() @sys.b('c') a: (? string), *: int}");
    check("[string, int]", "[string, int]");
    check("[\n  @a()\n  string\n  int[]\n]", "[@a() string, ([] int)]");
    check("{ a: {\n b: [int] }, c: ('d' | 'e') }", "{a: {b: [int]}, c: (paren (| 'd' 'e'))}");
    check("{ resource: resource, a: resource.b }", "{resource: resource, a: (. resource b)}");
}
