//! Imports from Bicep files and from compiled modules.
//! <https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-import>

use super::check_files;
use ravelin_testkit::Project;

const SHARED: &str = "import { suffix } from 'deep/more.bicep'
var hidden = 'h'
@export()
var prefix = 'pre-${hidden}'
@export()
var list = [for i in range(0, 2): '${prefix}${i}']
@export()
func name(n string) string => '${prefix2(n)}${suffix}'
func prefix2(n string) string => 'x-${n}'
@export()
var base = suffix";

const MORE: &str = "var parts = ['a', 'b']\n@export()\nvar suffix = '-${join(parts, '')}'";

#[test]
fn by_name_by_alias_and_as_a_whole() {
    check_files(
        &[
            (
                "main.bicep",
                "import { prefix, name as made } from 'shared.bicep'
                 import * as shared from 'shared.bicep'
                 var hidden = 'not this'
                 var suffix = 'nor this'
                 output all array = [prefix, made('n'), shared.list[1], shared.name('m'), shared.base, map(['q'], x => made(x))]",
            ),
            ("shared.bicep", SHARED),
            ("deep/more.bicep", MORE),
        ],
        r#"out all = ["pre-h", "x-n-ab", "pre-h1", "x-m-ab", "-ab", ["x-q-ab"]]"#,
    );
}

#[test]
fn files_may_import_one_another() {
    check_files(
        &[
            ("main.bicep", "import { a } from 'a.bicep'\noutput a string = a"),
            ("a.bicep", "import { b } from 'b.bicep'\n@export()\nvar a = 'a-${b}'\n@export()\nvar c = 'c'"),
            ("b.bicep", "import { c } from 'a.bicep'\n@export()\nvar b = 'b-${c}'"),
        ],
        "out a = \"a-b-c\"",
    );
    check_files(
        &[
            ("main.bicep", "import { a } from 'a.bicep'\noutput a string = a"),
            ("a.bicep", "import { b } from 'b.bicep'\n@export()\nvar a = 'a-${b}'"),
            ("b.bicep", "import { a } from 'a.bicep'\n@export()\nvar b = 'b-${a}'"),
        ],
        "out a = \"a-b-{error@}\"\n! this variable depends on itself",
    );
}

#[test]
fn what_is_missing_is_unknown_and_noted() {
    check_files(
        &[(
            "main.bicep",
            "import { a, f, t } from 'gone.bicep'\nimport * as g from 'gone.bicep'\nparam p t\noutput all array = [a, f(1), g.x, g.y(), p]",
        )],
        "out all = [?import a, ?f()@, ?import x, ?y()@, ?parameters('p')]
         note: `gone.bicep` does not exist",
    );
}

/// What the compiler makes of a module with exports, in short.
const COMPILED: &str = r##"{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
  "languageVersion": "2.0",
  "metadata": {
    "_generator": {"name": "bicep", "version": "0.36.1.42791", "templateHash": "1"},
    "__bicep_exported_variables!": [{"name": "prefix"}, {"name": "list"}, {"name": "text"}]
  },
  "definitions": {
    "tier": {"type": "string", "allowedValues": ["Hot", "Cool"], "metadata": {"__bicep_export!": true}},
    "key": {"type": "securestring", "nullable": true, "metadata": {"__bicep_export!": true}},
    "options": {"type": "object", "properties": {
      "tier": {"$ref": "#/definitions/tier"},
      "pw": {"type": "securestring", "nullable": true},
      "inner": {"type": "object", "properties": {"on": {"type": "bool", "allowedValues": [true]}}}
    }, "metadata": {"__bicep_export!": true}},
    "list": {"type": "array", "items": {"$ref": "#/definitions/tier"}, "metadata": {"__bicep_export!": true}},
    "alias": {"$ref": "#/definitions/tier", "nullable": true, "metadata": {"__bicep_export!": true}}
  },
  "functions": [{"namespace": "__bicep", "members": {
    "name": {"parameters": [{"type": "string", "name": "n"}],
      "output": {"type": "string", "value": "[format('{0}-{1}', __bicep.pre(parameters('n'), 2), 'x')]"}, "metadata": {"__bicep_export!": true}},
    "pre": {"parameters": [{"type": "string", "name": "n"}, {"type": "int", "name": "k"}],
      "output": {"type": "string", "value": "[join(map(range(0, parameters('k')), lambda('i', format('{0}{1}', parameters('n'), lambdaVariables('i')))), '')]"}}
  }}],
  "variables": {
    "copy": [{"name": "list", "count": "[length(range(0, 2))]", "input": "[format('{0}{1}', variables('prefix'), range(0, 2)[copyIndex('list')])]"}],
    "hidden": "h",
    "prefix": "[format('pre-{0}', variables('hidden'))]",
    "text": "[[literal]"
  },
  "resources": {}
}"##;

#[test]
fn exports_of_a_compiled_module() {
    check_files(
        &[
            (
                "main.bicep",
                "import { prefix, name as made, tier, key, options, list as tiers, alias, text } from 'lib.json'
                 import * as lib from 'lib.json'
                 param a tier
                 param b key = 'k'
                 param c options.tier
                 param d tiers[*]
                 param e alias
                 param f lib.tier
                 param g options.inner.on
                 param h options.pw
                 var own = 'own'
                 func twice(n string) string => '${made(n)}${lib.name(n)}'
                 output values array = [prefix, text, made('n'), lib.prefix, lib.list[1], lib.name('m'), twice('t'), own]
                 output parameters array = [a, b, c, d, e, f, g, h]",
            ),
            ("lib.json", COMPILED),
        ],
        r##"out values = ["pre-h", "[literal]", "n0n1-x", "pre-h", "pre-h1", "m0m1-x", "t0t1-xt0t1-x", "own"]
           out parameters = [("Hot" | "Cool"), #"k", ("Hot" | "Cool"), ("Hot" | "Cool"), null, ("Hot" | "Cool"), true, #null]"##,
    );
}

#[test]
fn a_compiled_module_that_lacks_what_is_imported() {
    check_files(
        &[
            ("main.bicep", "import { gone, f } from 'lib.json'\noutput all array = [gone, f()]"),
            ("lib.json", COMPILED),
        ],
        "out all = [?import gone, ?f()@]",
    );
    let why = |main: &str| {
        let project = Project::new([("main.bicep", main), ("lib.json", COMPILED)]);
        let evaluation = project.evaluate();
        evaluation.deployed[0].outputs[0].value.reasons()[0].why.to_string()
    };
    assert_eq!(
        why("import { gone } from 'lib.json'\noutput o string = gone"),
        "`gone` is not among what the file exports that it is imported from"
    );
    assert_eq!(
        why("import * as gone from 'gone.json'\noutput o string = gone.x"),
        "`x` is imported from a file that is not on disk"
    );
}

#[test]
fn syntax_errors_of_imported_files_are_said_once() {
    check_files(
        &[
            ("main.bicep", "import { a, b, c } from 'lib.bicep'\noutput all array = [a, b, c]"),
            ("lib.bicep", "@export()\nvar a = 1\n@export()\nvar b =\n@export()\nvar c = 'c${b}'"),
        ],
        "out all = [1, ?import b, \"c{error@}\"]
         ! expected an expression, found the end of the line
         gap: expected an expression, found the end of the line",
    );
}

#[test]
fn many_imports_from_a_large_file_end_in_time() {
    // The file is read once for each name: the bound leaves room for three.
    let library = format!("@export()\ntype t = 'a'\n/*{}*/", " ".repeat(64 << 20));
    let main = (0..6).map(|at| format!("import {{ t as t{at} }} from 'lib.bicep'\nparam p{at} t{at}\n"));
    let main = main.collect::<String>() + "output first string = p0\noutput last string = p5";
    check_files(
        &[("main.bicep", &main), ("lib.bicep", &library)],
        "out first = \"a\"
         out last = ?parameters('p5')
         ! too much is imported from large files: what is imported from here on is unknown
         gap: too much is imported from large files: what is imported from here on is unknown",
    );
}
