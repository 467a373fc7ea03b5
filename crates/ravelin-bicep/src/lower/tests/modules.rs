//! Modules: parameters, outputs, loops, conditions, missing ones.

use super::{check_files, check_project};
use ravelin_model::Lookup;
use ravelin_testkit::Project;

const CHILD: &str = "param n string
param tls string = 'TLS1_2'
@secure()
param pw string = ''
resource r 'A.B/cs@1' = { name: n, properties: { tls: tls, pw: pw } }
output id string = r.id
output uri string = r.properties.uri
@secure()
output key string = r.listKeys().key";

#[test]
fn parameters_go_in_and_outputs_come_out_through_several_levels() {
    check_files(
        &[
            (
                "main.bicep",
                "module m 'a/middle.bicep' = { name: 'm', params: { n: 'x' } }
                 output id string = m.outputs.id
                 output uri string = m.outputs.uri
                 output key string = m.outputs.key",
            ),
            (
                "a/middle.bicep",
                "param n string
                 module low '../low.bicep' = { params: { n: 'p-${n}', tls: null, pw: 'pw' } }
                 output id string = low.outputs.id
                 output uri string = low.outputs['uri']
                 @secure()
                 output key string = low.outputs.key",
            ),
            ("low.bicep", CHILD),
        ],
        r#"~/A.B/cs/p-x = {"properties":{"tls":"TLS1_2","pw":#"pw"}}
           out id = "/subscriptions/sub/resourceGroups/rg/providers/A.B/cs/p-x"
           out uri = ?reference('/subscriptions/sub/resourceGroups/rg/providers/A.B/cs/p-x').uri
           out key = #?listKeys('/subscriptions/sub/resourceGroups/rg/providers/A.B/cs/p-x').key"#,
    );
}

#[test]
fn modules_loop() {
    check_files(
        &[
            (
                "main.bicep",
                "module m 'low.bicep' = [for (n, i) in ['x', 'y']: { params: { n: '${n}${i}' } }]
                 output one string = m[1].outputs.id
                 output all array = [for i in range(0, 2): m[i].outputs.id]
                 output mapped array = map(m, one => one.outputs.id)",
            ),
            ("low.bicep", "param n string\noutput id string = n"),
        ],
        r#"out one = "y1"
           out all = ["x0", "y1"]
           out mapped = ["x0", "y1"]"#,
    );
}

#[test]
fn conditional_modules() {
    check_files(
        &[
            (
                "main.bicep",
                "param p bool
                 module m 'low.bicep' = if (p) { name: 'm', params: { n: 'x' } }
                 module no 'low.bicep' = if (false) { name: 'no', params: { n: 'y' } }
                 output a string = m.?outputs.id ?? 'none'
                 output b string = no.?outputs.id ?? 'none'
                 output c string = p ? m.outputs.id : 'other'
                 output d string = m.?outputs.?id ?? 'none'
                 output e string = no.?outputs.?gone ?? 'none'",
            ),
            ("low.bicep", "param n string\nresource r 'A.B/cs@1' = { name: n }\noutput id string = n"),
        ],
        r#"~/A.B/cs/x if (true | false)
           out a = ("x" | "none")
           out b = "none"
           out c = ("x" | "other")
           out d = ("x" | "none")
           out e = "none""#,
    );
}

#[test]
fn a_module_may_be_a_template_in_json() {
    check_files(
        &[
            (
                "main.bicep",
                "module m 'low.json' = { name: 'm', params: { N: 'x' } }\noutput o string = m.outputs.o",
            ),
            (
                "low.json",
                r#"{"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
                    "parameters": {"n": {"type": "string"}},
                    "resources": [{"type": "A.B/cs", "apiVersion": "1", "name": "[parameters('n')]"}],
                    "outputs": {"o": {"type": "string", "value": "[concat(parameters('n'), '!')]"}}}"#,
            ),
        ],
        "~/A.B/cs/x\nout o = \"x!\"",
    );
}

#[test]
fn a_missing_module_is_said_and_the_rest_is_evaluated() {
    let project = Project::new([(
        "main.bicep",
        "module m 'gone.bicep' = { name: 'm' }\nresource r 'A.B/cs@1' = { name: 'r', properties: { x: m.outputs.x } }",
    )]);
    check_project(
        &project,
        "~/A.B/cs/r = {\"properties\":{\"x\":?reference('/subscriptions/sub/resourceGroups/rg/providers/Microsoft.Resources/deployments/m').outputs.x.value}}
         ! `gone.bicep` does not exist
         gap: `gone.bicep` does not exist",
    );
    let problem = &project.evaluate().problems[0];
    assert!(problem.help.as_ref().is_some_and(|help| help.contains("check the path")), "{problem:?}");
    let place = problem.place.unwrap();
    let source = project.sources().get(place.file).unwrap();
    assert_eq!(place.span.of(source.text()), "'gone.bicep'");
}

#[test]
fn modules_in_a_circle() {
    check_files(
        &[
            ("main.bicep", "module b 'b.bicep' = { name: 'b' }\nresource r 'A.B/cs@1' = { name: 'r' }"),
            ("b.bicep", "module a 'main.bicep' = { name: 'a' }\nresource r 'A.B/cs@1' = { name: 'in-b' }"),
        ],
        "~/A.B/cs/in-b
         ~/A.B/cs/r
         ! the template deploys itself
         gap: the template deploys itself",
    );
}

#[test]
fn modules_that_wait_for_one_another() {
    check_files(
        &[
            (
                "main.bicep",
                "module a 'low.bicep' = { name: 'a', params: { n: b.outputs.id } }
                 module b 'low.bicep' = { name: 'b', params: { n: a.outputs.id } }
                 resource r 'A.B/cs@1' = { name: 'r' }",
            ),
            ("low.bicep", "param n string\noutput id string = n"),
        ],
        "~/A.B/cs/r
         ! this module depends on itself",
    );
}

#[test]
fn the_name_of_an_unnamed_module_is_a_hash_of_its_symbol() {
    let project = Project::new([
        (
            "main.bicep",
            "module a 'low.bicep' = {}\nmodule b 'low.bicep' = [for i in range(0, 1): {}]\nmodule c 'low.bicep' = { name: 'named' }",
        ),
        ("low.bicep", ""),
    ]);
    let names: Vec<String> =
        project.evaluate().resources.iter().filter_map(|one| one.name.display()).collect();
    assert_eq!(
        names,
        ["a-{uniqueString('a', deployment().name)}", "b-0-{uniqueString('b', deployment().name)}", "named"]
    );
}

#[test]
fn a_values_way_leads_through_module_calls() {
    let project = Project::new([
        (
            "main.bicep",
            "param weak string = 'TLS1_0'\nmodule m 'low.bicep' = { name: 'm', params: { n: 'x', tls: weak } }",
        ),
        ("low.bicep", CHILD),
    ]);
    let evaluation = project.evaluate();
    let resource = evaluation.resources.iter().find(|one| one.is("A.B/cs")).unwrap();
    let Lookup::Found(value) = resource.body.at("properties.tls") else { panic!("it is known") };
    let origin = value.origin.unwrap();
    let source = |place: ravelin_finding::Place| {
        let source = project.sources().get(place.file).unwrap();
        place.span.of(source.text()).to_owned()
    };
    assert_eq!(source(origin.made().place), "'TLS1_0'");
    let chain: Vec<(String, String)> =
        origin.chain().into_iter().map(|link| (link.says, source(link.place))).collect();
    let expected = [("given as `tls`", "tls: weak"), ("the default of `weak`", "weak string")];
    assert_eq!(chain, expected.map(|(says, at)| (says.to_owned(), at.to_owned())));
    let calls: Vec<(String, String)> =
        resource.chain.iter().map(|link| (link.says.clone(), source(link.place))).collect();
    assert_eq!(calls, [("deployed by `m`".to_owned(), "module m 'low.bicep'".to_owned())]);
    let missing =
        Project::new([("main.bicep", "module m 'low.bicep' = { name: 'm' }"), ("low.bicep", CHILD)]);
    let names: Vec<String> = missing.evaluate().deployed[1].parameters[0]
        .value
        .reasons()
        .iter()
        .map(|one| one.why.to_string())
        .collect();
    assert_eq!(names, ["parameter `n` has no value"]);
}
