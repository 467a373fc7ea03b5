//! Modules that no relative path names, files that functions load, and what is missing.

use crate::project::{Project, account, arm};

#[test]
fn a_missing_module_is_reported_and_the_rest_stays() {
    let text = format!("module m './gone.bicep' = {{ name: 'm' }}\n{}", account("'st'"));
    let project = Project::of([("main.bicep", text.as_str())]);
    let ran = project.resources(&["."]);
    assert_eq!(ran.code, 4);
    assert!(ran.problems()[0].1.contains("`gone.bicep` does not exist"), "{ran:?}");
    assert!(ran.names().contains(&"st".to_owned()));
}

const USES_PUBLIC: &str = "module m 'br/public:avm/res/x/y:1.2.3' = { name: 'm' }\n";

#[test]
fn a_module_of_a_registry_is_looked_for_and_never_downloaded() {
    let project = Project::of([("main.bicep", USES_PUBLIC)]);
    let ran = project.resources(&["."]);
    assert_eq!(ran.code, 4);
    let json = ran.json();
    assert!(
        json["problems"][0]["message"].as_str().unwrap().contains("`br/public:avm/res/x/y:1.2.3`"),
        "{ran:?}"
    );
    assert!(json["problems"][0]["help"].as_str().unwrap().contains("--module-root"), "{ran:?}");
}

#[test]
fn modules_are_found_in_the_compilers_cache_and_in_module_folders() {
    let module = arm("stmodule");
    let check = |path: &str, arguments: &[&str]| {
        let project = Project::of([("infra/main.bicep", USES_PUBLIC), (path, module.as_str())]);
        let mut all = vec!["infra"];
        all.extend(arguments);
        let ran = project.resources(&all);
        assert_eq!(
            (ran.code, ran.names().last().cloned()),
            (0, Some("stmodule".to_owned())),
            "{path}: {ran:?}"
        );
    };
    check(".bicep/br/mcr.microsoft.com/bicep$avm$res$x$y/1.2.3$/main.json", &[]);
    for path in [
        "lib/br/mcr.microsoft.com/bicep$avm$res$x$y/1.2.3$/main.json",
        "lib/mcr.microsoft.com/bicep/avm/res/x/y/1.2.3/main.json",
        "lib/bicep/avm/res/x/y/1.2.3/main.json",
        "lib/avm/res/x/y/1.2.3/main.json",
    ] {
        check(path, &["--module-root", "lib"]);
    }
    let project =
        Project::of([("infra/main.bicep", USES_PUBLIC), ("lib/avm/res/x/y/1.2.3/main.json", &module)]);
    project.put("ravelin.toml", "module-root = ['lib']\n");
    assert_eq!(project.resources(&["infra"]).code, 0);
    // What lies there is no entry point.
    assert_eq!(project.resources(&["."]).names(), ["m", "stmodule"]);
}

#[test]
fn aliases_are_those_of_bicepconfig() {
    let project = Project::of([
        (
            "infra/main.bicep",
            "module m 'br/ours:net:1' = { name: 'm' }\nmodule s 'ts/specs:spec:v1' = { name: 's' }\n",
        ),
        (
            "bicepconfig.json",
            r#"{ // ours
                "moduleAliases": {
                    "br": {"ours": {"registry": "contoso.azurecr.io", "modulePath": "modules"}},
                    "ts": {"specs": {"subscription": "Sub", "resourceGroup": "Group"}}
                }
            }"#,
        ),
        ("lib/contoso.azurecr.io/modules/net/1/main.bicep", account("'stnet'").as_str()),
        (
            ".bicep/ts/sub/group/spec/v1/main.json",
            format!(r#"{{"id": "x", "properties": {{"mainTemplate": {}}}}}"#, arm("stspec")).as_str(),
        ),
    ]);
    let ran = project.resources(&["infra", "--module-root", "lib"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let names = ran.names();
    assert!(names.contains(&"stnet".to_owned()) && names.contains(&"stspec".to_owned()), "{names:?}");
}

#[test]
fn a_deployment_of_a_registry_module_is_an_entry_point() {
    let module = arm("stmodule");
    let project = Project::of([
        ("prod.bicepparam", "using 'br/public:avm/res/x/y:1.2.3'\n"),
        ("lib/avm/res/x/y/1.2.3/main.json", module.as_str()),
    ]);
    let ran = project.resources(&["prod.bicepparam", "--module-root", "lib"]);
    assert_eq!((ran.code, ran.names()), (0, vec!["stmodule".to_owned()]), "{ran:?}");
    assert_eq!(project.resources(&["prod.bicepparam"]).code, 4);
}

#[test]
fn files_are_loaded_inside_the_project_only() {
    let main = |path: &str| account(&format!("loadTextContent('{path}')"));
    let project = Project::of([("infra/name.txt", "stloaded"), ("name.txt", "stabove"), ("p/.git/HEAD", "")]);
    project.put("infra/main.bicep", main("name.txt"));
    assert_eq!(project.resources(&["infra"]).names(), ["stloaded"]);
    // Without a mark the current folder is the project.
    project.put("infra/main.bicep", main("../name.txt"));
    assert_eq!(project.resources(&["infra"]).names(), ["stabove"]);
    project.put("p/infra/main.bicep", main("../../name.txt"));
    let ran = project.resources(&["p/infra"]);
    assert_eq!(ran.code, 4);
    assert!(ran.problems()[0].1.contains("outside the project's folder"), "{ran:?}");
}

#[cfg(unix)]
#[test]
fn a_link_does_not_lead_out_of_the_project() {
    let project = Project::of([("secret.txt", "stsecret"), ("p/.git/HEAD", "")]);
    project.put("p/main.bicep", account("loadTextContent('link.txt')"));
    std::os::unix::fs::symlink(project.path("secret.txt"), project.path("p/link.txt")).unwrap();
    let ran = project.resources(&["p"]);
    assert_eq!(ran.code, 4);
    assert!(!ran.stdout.contains("stsecret"), "{ran:?}");
}
