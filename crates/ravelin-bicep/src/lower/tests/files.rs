//! `load…()` functions.
//! <https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions-files>

use super::{check_files, check_project};
use ravelin_testkit::Project;

const JSON: &str = r#"{
  // comments and trailing commas are fine
  "a": {"b": [1, {"c": "x"}], "d.e": 2,},
  "rules": [{"name": "one", "port": 1}, {"name": "two", "port": 2}, {"name": "two", "port": 3}]
}"#;

#[track_caller]
fn check(expression: &str, expected: &str) {
    let text =
        format!("var folder = 'data'\nvar name = '${{folder}}/a.json'\noutput v object = {expression}");
    let project = Project::new([
        ("main.bicep", text.as_str()),
        ("data/a.json", JSON),
        ("data/t.txt", "\u{feff}text\n'quoted' ${x}"),
        ("data/y.yaml", "a:\n  - 1\n  - b: true\n    c: 1.5\n    n: ~\n  - 'q'\n"),
    ])
    .binary("data/b.bin", &[0, 255, 16])
    .binary("data/wide.txt", &[0xff, 0xfe, b'h', 0, b'i', 0]);
    check_project(&project, expected);
}

#[test]
fn text_and_bytes() {
    check("loadTextContent('data/t.txt')", "out v = \"text\\n'quoted' ${x}\"");
    check("loadTextContent('data/wide.txt', 'utf-16')", "out v = \"hi\"");
    check("loadFileAsBase64('data/b.bin')", "out v = \"AP8Q\"");
    check(
        "loadTextContent('data/b.bin')",
        "out v = ?error@\n! the file is not UTF-8 text\ngap: the file is not UTF-8 text",
    );
    check(
        "loadTextContent('gone.txt')",
        "out v = ?error@\n! `gone.txt` does not exist\ngap: `gone.txt` does not exist",
    );
}

#[test]
fn json_and_yaml() {
    check("loadJsonContent('data/a.json').a.b[1].c", "out v = \"x\"");
    check("loadYamlContent('data/y.yaml')", r#"out v = {"a":[1, {"b":true,"c":1.5,"n":null}, "q"]}"#);
    check("loadYamlContent('data/y.yaml', 'a[1].c')", "out v = 1.5");
    check(
        "map(loadDirectoryFileInfo('data'), f => f.baseName)",
        r#"out v = ["a.json", "b.bin", "t.txt", "wide.txt", "y.yaml"]"#,
    );
}

#[test]
fn the_path_to_a_part() {
    // The compiler hands the path to Newtonsoft's `SelectTokens`: one match as it is, several as an array, none is an
    // error. https://github.com/Azure/bicep/blob/main/src/Bicep.Core/Semantics/ObjectParser.cs
    let path =
        |path: &str, expected: &str| check(&format!("loadJsonContent('data/a.json', '{path}')"), expected);
    path("a.b[0]", "out v = 1");
    path("$.a.b[1].c", "out v = \"x\"");
    path(r"$[\'a\'][\'d.e\']", "out v = 2");
    path(r"a[\'b\'][1]", r#"out v = {"c":"x"}"#);
    path(
        "$",
        r#"out v = {"a":{"b":[1, {"c":"x"}],"d.e":2},"rules":[{"name":"one","port":1}, {"name":"two","port":2}, {"name":"two","port":3}]}"#,
    );
    path(r"$.rules[?(@.name==\'one\')].port", "out v = 1");
    path(r"$.rules[?(@.name == \'one\')]", r#"out v = {"name":"one","port":1}"#);
    path("$.rules[?(@.port > 2)].port", "out v = 3");
    path("$..c", "out v = \"x\"");
    path(
        "gone.x",
        "out v = ?error@\n! the file has nothing at `gone.x`\ngap: the file has nothing at `gone.x`",
    );
    path(
        "gone[",
        "out v = ?error@\n! the path `gone[` can't be read from `` on\ngap: the path `gone[` can't be read from `` on",
    );
}

#[test]
fn a_path_to_several_parts() {
    // https://www.newtonsoft.com/json/help/html/QueryJsonSelectToken.htm
    let path =
        |path: &str, expected: &str| check(&format!("loadJsonContent('data/a.json', '{path}')"), expected);
    let two = r#"out v = [{"name":"two","port":2}, {"name":"two","port":3}]"#;
    path(r"$.rules[?(@.name==\'two\')]", two);
    path(r"$.rules[?(@.name!=\'one\')]", two);
    path(r"$.rules[?(@.name==\'two\' && @.port < 9)]", two);
    path("rules[1,2]", two);
    path("rules[1:]", two);
    path("rules[-2:]", two);
    path(r"$.rules[?(@.port==1 || @.port>=3)].name", r#"out v = ["one", "two"]"#);
    path("$.rules[*].port", "out v = [1, 2, 3]");
    path("$.rules[::2].port", "out v = [1, 3]");
    path("$..port", "out v = [1, 2, 3]");
    path("$..[?(@.c)]", r#"out v = {"c":"x"}"#);
    path(r"$.rules[0][\'port\',\'name\']", r#"out v = [1, "one"]"#);
    path("$.rules[0].*", r#"out v = ["one", 1]"#);
    path("$.a.*", r#"out v = [[1, {"c":"x"}], 2]"#);
    path("$.rules[?(@.port == $.a.b[0])].name", "out v = \"one\"");
}

#[test]
fn paths_may_be_put_together_from_constants() {
    check("loadJsonContent(name, 'a.b[0]')", "out v = 1");
    check("loadJsonContent('${folder}/a.json').a.b[0]", "out v = 1");
    check("loadJsonContent(concat(folder, '/', 'a.json')).a.b[0]", "out v = 1");
    check("loadJsonContent(later).a.b[0]\nvar later = '${name}'", "out v = 1");
    check(
        "loadTextContent(circle)\nvar circle = loadTextContent(circle)",
        "out v = ?error@
         ! the path of a file to load must be a constant
         ! the path of a file to load must be a constant
         gap: the path of a file to load must be a constant
         gap: the path of a file to load must be a constant",
    );
    check_files(
        &[("main.bicep", "param p string\noutput v string = loadTextContent('${p}.txt')")],
        "out v = ?error@
         ! the path of a file to load must be a constant
         gap: the path of a file to load must be a constant",
    );
}
