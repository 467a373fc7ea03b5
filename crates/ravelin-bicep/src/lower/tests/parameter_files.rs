//! `.bicepparam` files.
//! <https://learn.microsoft.com/azure/azure-resource-manager/bicep/parameter-files>

use super::{check_files, check_project};
use ravelin_testkit::Project;

const MAIN: &str = "param a string
param b string = 'default'
param c object = {}
@secure()
param s string = ''
output all array = [a, b, c, s]";

#[test]
fn values_variables_and_references_between_parameters() {
    check_files(
        &[
            (
                "main.bicepparam",
                "using './main.bicep'
                 import { shared } from 'shared.bicep'
                 var env = 'dev'
                 param a = 'st-${env}-${shared}'
                 param c = { of: a, list: [for i in [1, 2]: i], text: loadTextContent('t.txt') }",
            ),
            ("main.bicep", MAIN),
            ("shared.bicep", "@export()\nvar shared = 'x'"),
            ("t.txt", "T"),
        ],
        r#"out all = ["st-dev-x", "default", {"of":"st-dev-x","list":[1, 2],"text":"T"}, #""]"#,
    );
}

#[test]
fn secrets_and_the_environment() {
    let project = Project::new([
        (
            "main.bicepparam",
            "using 'main.bicep'
             param a = readEnvironmentVariable('A')
             param b = readEnvironmentVariable('B', 'otherwise')
             param c = { int: int(readEnvironmentVariable('N')), gone: readEnvironmentVariable('GONE') }
             param s = getSecret('sub', 'group', 'vault', 'name')",
        ),
        ("main.bicep", MAIN),
    ]);
    check_project(
        &project.environment("A", "from outside").environment("N", "3"),
        r#"out all = ["from outside", "otherwise", {"int":3,"gone":?readEnvironmentVariable('GONE')}, #?getSecret('vault', 'name')]"#,
    );
}

#[test]
fn one_may_extend_another() {
    // "The parameter values of the extending file take precedence".
    // https://learn.microsoft.com/azure/azure-resource-manager/bicep/parameter-files#extend-a-parameters-file
    check_files(
        &[
            ("main.bicepparam", "using 'main.bicep'\nextends 'base.bicepparam'\nparam b = 'mine'"),
            ("base.bicepparam", "using none\nvar x = 'base'\nparam a = 'a-${x}'\nparam b = 'base'"),
            ("main.bicep", MAIN),
        ],
        r#"out all = ["a-base", "mine", {}, #""]"#,
    );
}

#[test]
fn extending_in_a_circle_ends() {
    check_files(
        &[
            ("main.bicepparam", "using 'main.bicep'\nextends 'base.bicepparam'\nparam a = 'x'"),
            ("base.bicepparam", "using none\nextends 'main.bicepparam'\nparam b = 'y'"),
            ("main.bicep", MAIN),
        ],
        r#"out all = ["x", "y", {}, #""]
           ! parameter files extend one another in a circle"#,
    );
}

#[test]
fn what_is_wrong_is_said() {
    check_files(
        &[
            (
                "main.bicepparam",
                "using 'main.bicep'\nextends 'gone.bicepparam'\nparam a = nope\nparam b = int('x')",
            ),
            ("main.bicep", MAIN),
        ],
        r#"out all = [?error@, ?error@, {}, #""]
           ! `gone.bicepparam` does not exist
           ! there is no name `nope`
           ! `int()` can't convert `x`"#,
    );
}
