//! User functions, lambdas and functions that are lazy; functions of their arguments alone have tests beside them.

use super::values_in;

#[test]
fn user_functions_see_their_parameters_and_nothing_else() {
    values_in(
        r#""functions": [
             {"namespace": "contoso", "members": {
               "name": {"parameters": [{"name": "prefix", "type": "string"}, {"name": "n", "type": "int"}],
                 "output": {"type": "string", "value": "[concat(toLower(parameters('PREFIX')), string(parameters('n')))]"}},
               "twice": {"parameters": [{"name": "x", "type": "string"}],
                 "output": {"type": "string", "value": "[concat(contoso.name(parameters('x'), 1), __bicep.other())]"}}
             }},
             {"namespace": "__bicep", "members": {"other": {"output": {"type": "string", "value": "!"}}}}
           ],
           "parameters": {"prefix": {"type": "string", "defaultValue": "NOT THIS"}},
           "resources": []"#,
        &[
            ("contoso.name('ST', 3)", "\"st3\""),
            ("Contoso.Name('ST', 3)", "\"st3\""),
            ("contoso.twice('A')", "\"a1!\""),
            (
                "map(createArray('A', 'B'), lambda('x', contoso.name(lambdaVariables('x'), 0)))",
                r#"["a0", "b0"]"#,
            ),
        ],
    );
}

#[test]
fn a_user_function_with_the_wrong_number_of_arguments_is_refused() {
    values_in(
        r#""functions": [{"namespace": "f", "members": {"g": {"parameters": [{"name": "x", "type": "string"}], "output": {"type": "string", "value": "x"}}}}],
           "resources": []"#,
        &[("f.g()", "?error@\n! `f.g` takes 1 arguments, but 0 are given")],
    );
}

const ITEMS: &str = r#""variables": {"dogs": [
    {"name": "Evie", "age": 5, "interests": ["Ball", "Frisbee"]},
    {"name": "Casper", "age": 3, "interests": ["Other dogs"]},
    {"name": "Indy", "age": 2, "interests": ["Butter"]},
    {"name": "Kira", "age": 8, "interests": ["Rubs"]}
  ]}, "parameters": {"p": {"type": "string"}}, "resources": []"#;

#[test]
fn lambdas_of_the_documentation() {
    // https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-lambda
    values_in(
        ITEMS,
        &[
            (
                "map(variables('dogs'), lambda('dog', lambdaVariables('dog').name))",
                r#"["Evie", "Casper", "Indy", "Kira"]"#,
            ),
            (
                "map(range(0, 3), lambda('i', 'at', add(lambdaVariables('i'), mul(10, lambdaVariables('at')))))",
                "[0, 11, 22]",
            ),
            (
                "map(filter(variables('dogs'), lambda('dog', greaterOrEquals(lambdaVariables('dog').age, 5))), lambda('dog', lambdaVariables('dog').name))",
                r#"["Evie", "Kira"]"#,
            ),
            ("filter(range(0, 4), lambda('i', 'at', not(equals(lambdaVariables('at'), 2))))", "[0, 1, 3]"),
            (
                "reduce(map(variables('dogs'), lambda('dog', lambdaVariables('dog').age)), 0, lambda('cur', 'next', add(lambdaVariables('cur'), lambdaVariables('next'))))",
                "18",
            ),
            (
                "reduce(createArray('a', 'b', 'c'), '', lambda('cur', 'next', 'at', if(equals(mod(lambdaVariables('at'), 2), 0), concat(lambdaVariables('cur'), lambdaVariables('next')), lambdaVariables('cur'))))",
                "\"ac\"",
            ),
            (
                "map(sort(variables('dogs'), lambda('a', 'b', less(lambdaVariables('a').age, lambdaVariables('b').age))), lambda('dog', lambdaVariables('dog').name))",
                r#"["Indy", "Casper", "Evie", "Kira"]"#,
            ),
            (
                "toObject(variables('dogs'), lambda('d', lambdaVariables('d').name), lambda('d', lambdaVariables('d').age))",
                r#"{"Evie":5,"Casper":3,"Indy":2,"Kira":8}"#,
            ),
            (
                "groupBy(createArray('foo', 'bar', 'baz'), lambda('x', substring(lambdaVariables('x'), 0, 1)))",
                r#"{"f":["foo"],"b":["bar", "baz"]}"#,
            ),
            (
                "mapValues(createObject('foo', 'foo', 'bar', 'b'), lambda('val', toUpper(lambdaVariables('val'))))",
                r#"{"foo":"FOO","bar":"B"}"#,
            ),
        ],
    );
}

#[test]
fn lambdas_see_what_is_around_them() {
    values_in(
        ITEMS,
        &[
            (
                "map(range(1, 2), lambda('a', map(range(3, 2), lambda('b', mul(lambdaVariables('a'), lambdaVariables('b'))))))",
                "[[3, 4], [6, 8]]",
            ),
            ("map(range(0, 1), lambda('x', map(range(5, 1), lambda('x', lambdaVariables('x')))))", "[[5]]"),
            (
                "map(createArray('a'), lambda('x', concat(lambdaVariables('x'), parameters('p'))))",
                r#"["a{parameters('p')}"]"#,
            ),
        ],
    );
}

#[test]
fn lambdas_over_what_is_not_known() {
    values_in(
        r#""parameters": {"a": {"type": "array"}, "s": {"type": "string"}, "e": {"type": "array", "allowedValues": [[1], [1, 2]]}}, "resources": []"#,
        &[
            ("map(parameters('a'), lambda('x', 1))", "?map(parameters('a'))@"),
            ("map(parameters('e'), lambda('x', mul(lambdaVariables('x'), 2)))", "([2] | [2, 4])"),
            (
                "filter(createArray('x', 'y'), lambda('i', or(equals(lambdaVariables('i'), 'x'), equals(lambdaVariables('i'), parameters('s')))))",
                r#"["x", …]"#,
            ),
            (
                "sort(createArray('x', parameters('s')), lambda('a', 'b', less(lambdaVariables('a'), lambdaVariables('b'))))",
                "?sort([\"x\",\"[parameters('s')]\"])@",
            ),
            (
                "toObject(createArray(parameters('s')), lambda('x', lambdaVariables('x')))",
                "?toObject([\"[parameters('s')]\"])@",
            ),
        ],
    );
}

#[test]
fn only_what_is_needed_is_evaluated() {
    values_in(
        r#""parameters": {"u": {"type": "bool"}}, "resources": []"#,
        &[
            ("if(true(), 1, int('x'))", "1"),
            ("if(false(), int('x'), 2)", "2"),
            ("and(false(), equals(int('x'), 1))", "false"),
            ("or(true(), equals(int('x'), 1))", "true"),
            ("coalesce(null(), 'a', int('x'))", "\"a\""),
            ("if(parameters('u'), 'a', 'b')", r#"("a" | "b")"#),
            ("if(parameters('u'), 'a', 'a')", "\"a\""),
            ("if(parameters('u'), int('x'), 2)", "2"),
            ("and(parameters('u'), false())", "false"),
            ("or(parameters('u'), true())", "true"),
        ],
    );
}

#[test]
fn a_condition_that_is_no_boolean_is_refused() {
    values_in(r#""resources": []"#, &[("if('yes', 1, 2)", "?error@\n! the condition must be true or false")]);
    values_in(r#""resources": []"#, &[("and(true(), 'x')", "?error@\n! the operands must be true or false")]);
}

#[test]
fn what_only_the_deployment_knows() {
    values_in(
        r#""resources": []"#,
        &[
            ("resourceGroup().name", "\"rg\""),
            ("resourceGroup().id", "\"/subscriptions/sub/resourceGroups/rg\""),
            ("resourceGroup().tags.env", "?resourceGroup().tags.env"),
            ("subscription().subscriptionId", "\"sub\""),
            ("subscription().displayName", "?subscription().displayName"),
            ("tenant().tenantId", "\"tn\""),
            ("deployment().name", "?deployment().name"),
            ("environment().suffixes.storage", "\"core.windows.net\""),
            ("environment().authentication.loginEndpoint", "\"https://login.microsoftonline.com/\""),
            ("equals(newGuid(), newGuid())", "?equals(newGuid()#1, newGuid()#2)"),
        ],
    );
}
