//! Statements of both kinds of file, decorators, resources.

use super::{FileKind, check, check_in};

#[track_caller]
fn check_parameters(input: &str, expected: &str) {
    check_in(FileKind::Parameters, input, expected);
}

#[test]
fn empty_files() {
    check("", "");
    check("\u{feff}", "");
    check("\n\r\n // nothing\n/* at\nall */\n#disable-diagnostics x", "");
    check_parameters("", "");
}

#[test]
fn simple_statements() {
    check("targetScope = 'subscription'", "targetScope = 'subscription'");
    check("metadata a = { b: 1 }", "metadata a = {'b': 1}");
    check("param a string", "param a string");
    check("param a string = 'b'", "param a string = 'b'");
    check("param a resource 'b@1'", "param a resource'b@1'");
    check("param param string", "param param string");
    check("var a = 1\n\n\nvar b = 2", "var a = 1\nvar b = 2");
    check("var a string[] = []", "var a ([] string) = []");
    check("var resource = resource", "var resource = resource");
    check("\u{feff}var a = 1", "var a = 1");
    check("output a string = b", "output a string = b");
    check("output a resource = b", "output a resource = b");
    check("output a resource 'c@1' = b", "output a resource'c@1' = b");
    check("type a = b", "type a = b");
    check("type resource = bool", "type resource = bool");
    check("assert a = b == c", "assert a = (Equal b c)");
    check("func f() string => 'a'", "func f() string => 'a'");
    check("func f(a string, b int[]?) c =>\n  a", "func f(a string, b (? ([] int))) c => a");
    check("func f(\n  a string,\n) string => a", "func f(a string) string => a");
}

#[test]
fn decorators() {
    check("@a\nparam p int", "@a() param p int");
    check("@a()\n@sys.b(1, 'c')\n\n// d\nparam p int", "@a() @sys.b(1, 'c') param p int");
    check("@allowed([\n  1\n  2\n])\nparam p int", "@allowed([1, 2]) param p int");
    check("@a({ b: 1 })\noutput o int = 1", "@a({'b': 1}) output o int = 1");
}

#[test]
fn resources() {
    check("resource r 'a@1' = {}", "resource r 'a@1' = {}");
    check("resource r 'a@1' existing = {\n  name: 'b'\n}", "resource r 'a@1' existing = {'name': 'b'}");
    check("resource r 'a@1' = if (b) {}", "resource r 'a@1' = if b {}");
    check("resource r 'a@1' =\n\n  if (\n  b\n) {}", "resource r 'a@1' = if b {}");
    check("resource r 'a@1' existing = if (b) {}", "resource r 'a@1' existing = if b {}");
    check("resource r 'a@1' = [for x in y: {}]", "resource r 'a@1' = for x in y: {}");
    check(
        "resource r 'a@1' = [\n  for (x, i) in y: if (x) {\n  }\n]",
        "resource r 'a@1' = for x, i in y: if x {}",
    );
    check("resource r 'a${b}' = {}", "resource r 'a${b}' = {}");
    check("resource existing 'a' existing = {}", "resource existing 'a' existing = {}");
}

#[test]
fn nested_resources() {
    check(
        "resource r 'a@1' = {\n  name: 'b'\n  resource c 'd' = {\n    resource e 'f' existing = {}\n  }\n}",
        "resource r 'a@1' = {'name': 'b', resource c 'd' = {resource e 'f' existing = {}}}",
    );
    check(
        "resource r 'a' = {\n  @batchSize(1)\n  resource c 'd' = [for x in y: {}]\n  resource: 1\n}",
        "resource r 'a' = {'resource': 1, @batchSize(1) resource c 'd' = for x in y: {}}",
    );
    check(
        "resource r 'a' = if (b) {\nresource c 'd' = {\n}\n}\nvar x = 1",
        "resource r 'a' = if b {resource c 'd' = {}}\nvar x = 1",
    );
}

#[test]
fn modules_and_tests() {
    check("module m 'a.bicep' = {\n  params: {}\n}", "module m 'a.bicep' = {'params': {}}");
    check("module m 'br/x:a:1' = if (b) {}", "module m 'br/x:a:1' = if b {}");
    check("module m 'a' = [for x in y: if (z) {}]", "module m 'a' = for x in y: if z {}");
    check("test t 'a.bicep' = {}", "test t 'a.bicep' = {}");
}

#[test]
fn imports() {
    check("import { a } from 'b'", "import {a} from 'b'");
    check("import { a as c, 'd-e' as f } from 'b'", "import {a as c, d-e as f} from 'b'");
    check("import {\n  a\n  c as d\n} from 'b'", "import {a, c as d} from 'b'");
    check("import {} from 'b'", "import {} from 'b'");
    check("import * as a from 'b'", "import * as a from 'b'");
    check("import {from, as as as} from 'b'", "import {from, as as as} from 'b'");
}

#[test]
fn extensions() {
    check("extension a", "extension 'a'");
    check("extension a as b", "extension 'a' as b");
    check("extension 'br:a:1' with {\n  b: 1\n} as c", "extension 'br:a:1' with {'b': 1} as c");
    check("import 'a@1.0.0' as b", "extension 'a@1.0.0' as b");
    check("provider 'a@1' with { b: 1 }", "extension 'a@1' with {'b': 1}");
}

#[test]
fn parameter_files() {
    check_parameters("using 'a.bicep'", "using 'a.bicep'");
    check_parameters("using none", "using none");
    check_parameters("using 'a' with {\n  b: 1\n}", "using 'a' with {'b': 1}");
    check_parameters("extends 'a.bicepparam'", "extends 'a.bicepparam'");
    check_parameters("param a = 1\nparam b = {\n  c: a\n}", "param a = 1\nparam b = {'c': a}");
    check_parameters("var a string = b", "var a string = b");
    check_parameters("type a = b", "type a = b");
    check_parameters("import { a } from 'b'", "import {a} from 'b'");
    check_parameters("extension a", "extension 'a'");
    check_parameters("extensionConfig a with { b: 1 }", "extensionConfig a with {'b': 1}");
}
