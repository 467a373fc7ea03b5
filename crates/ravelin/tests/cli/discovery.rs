//! Which files are entry points.

use crate::project::{Project, account, arm, template};

#[track_caller]
fn names(project: &Project, arguments: &[&str], expected: &[&str]) {
    let ran = project.resources(arguments);
    let names: Vec<String> = ran.names().into_iter().filter(|name| name.starts_with("st")).collect();
    assert_eq!(names, expected, "{ran:?}");
}

#[test]
fn modules_are_no_entry_points() {
    let project = Project::of([
        ("main.bicep", "module a './modules/a.bicep' = { name: 'a' }\n"),
        ("modules/a.bicep", account("'sta'").as_str()),
        ("other/b.bicep", account("'stb'").as_str()),
    ]);
    names(&project, &["."], &["sta", "stb"]);
    assert_eq!(project.resources(&["."]).names().len(), 3);
    // What is named is an entry point all the same, once.
    names(&project, &["modules/a.bicep"], &["sta"]);
    names(&project, &["modules", "other", "other/b.bicep"], &["sta", "stb"]);
}

#[test]
fn files_that_only_lead_to_each_other_are_not_lost() {
    let project = Project::of([
        ("a.bicep", format!("module b 'b.bicep' = {{ name: 'b' }}\n{}", account("'sta'")).as_str()),
        ("b.bicep", "module a 'a.bicep' = { name: 'a' }\n"),
    ]);
    let ran = project.resources(&["."]);
    assert!(ran.names().contains(&"sta".to_owned()), "{ran:?}");
    assert_eq!(ran.code, 4);
}

#[test]
fn linked_templates_are_no_entry_points() {
    let link = |link: &str| {
        template(&format!(
            r#"{{"type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "d",
                "properties": {{"mode": "Incremental", "templateLink": {link}}}}}"#
        ))
    };
    let by_uri = r#"{"uri": "[uri(deployment().properties.templateLink.uri, 'nested/a.json')]"}"#;
    let by_path = r#"{"relativePath": "nested/a.json"}"#;
    let by_address = r#"{"uri": "https://raw.example.com/contoso/repo/main/nested/a.json"}"#;
    for kind in [by_uri, by_path, by_address] {
        let project =
            Project::of([("azuredeploy.json", link(kind).as_str()), ("nested/a.json", arm("sta").as_str())]);
        let ran = project.resources(&["."]);
        assert_eq!(ran.names(), ["d", "sta"], "{kind}: {ran:?}");
        assert_eq!(ran.code, 0, "{ran:?}");
    }
}

#[test]
fn what_the_compiler_wrote_beside_its_source_is_left_out() {
    let compiled = arm("stjson").replacen('{', r#"{"metadata": {"_generator": {"name": "bicep"}}, "#, 1);
    let project =
        Project::of([("main.bicep", account("'stbicep'").as_str()), ("main.json", compiled.as_str())]);
    names(&project, &["."], &["stbicep"]);
    names(&project, &["main.json"], &["stjson"]);
    let ran = project.run(&["resources", ".", "-v"]);
    assert!(ran.stderr.contains("`main.json` was compiled from `main.bicep`"), "{ran:?}");
    std::fs::remove_file(project.path("main.bicep")).unwrap();
    names(&project, &["."], &["stjson"]);
}

#[test]
fn templates_of_all_levels_are_found_and_other_json_is_not() {
    let schema = |name: &str| arm("st").replace("deploymentTemplate", name);
    let project = Project::of([
        ("a.json", schema("subscriptionDeploymentTemplate").replace("\"st\"", "\"sta\"").as_str()),
        ("b.json", schema("managementGroupDeploymentTemplate").replace("\"st\"", "\"stb\"").as_str()),
        ("c.json", schema("tenantDeploymentTemplate").replace("\"st\"", "\"stc\"").as_str()),
        ("d.json", r#"{"contentVersion": "1.0.0.0", "resources": []}"#),
        ("e.json", r#"{"name": "package"}"#),
        ("f.json", "not JSON"),
        ("g.parameters.json", r#"{"contentVersion": "1.0.0.0", "parameters": {}}"#),
    ]);
    names(&project, &["."], &["sta", "stb", "stc"]);
    assert_eq!(project.resources(&["."]).code, 0);
}

#[test]
fn broken_json_that_looks_like_a_template_is_reported() {
    let broken = arm("st").replace("\"resources\"", "\"resources\" [");
    let project = Project::of([("main.json", broken.as_str()), ("good.json", arm("stgood").as_str())]);
    let ran = project.resources(&["."]);
    assert_eq!(ran.code, 4);
    assert_eq!(ran.problems()[0].0, "main.json");
    assert!(ran.names().contains(&"stgood".to_owned()), "{ran:?}");
}

#[test]
fn other_peoples_folders_are_skipped() {
    let text = account("'st'");
    let files =
        [".git/a.bicep", "node_modules/x/a.bicep", ".terraform/a.bicep", ".bicep/a.bicep", "a/b/c/a.bicep"];
    let project = Project::of(files.map(|path| (path, text.as_str())));
    let ran = project.resources(&["."]);
    assert_eq!(ran.json()["resources"].as_array().unwrap().len(), 1);
    assert_eq!(ran.json()["resources"][0]["source"]["file"], "a/b/c/a.bicep");
}

#[test]
fn excluded_files_are_no_entry_points_but_still_modules() {
    let project = Project::of([
        ("main.bicep", "module a './lib/a.bicep' = { name: 'a' }\n"),
        ("lib/a.bicep", account("'sta'").as_str()),
        ("lib/b.bicep", account("'stb'").as_str()),
    ]);
    names(&project, &[".", "--exclude", "lib/**"], &["sta"]);
    project.put("ravelin.toml", "exclude = ['lib']\n");
    names(&project, &["."], &["sta"]);
    names(&project, &["lib/b.bicep"], &["stb"]);
}

#[cfg(unix)]
#[test]
fn links_between_folders_neither_loop_nor_leave() {
    let project =
        Project::of([("in/a.bicep", account("'sta'").as_str()), ("out/b.bicep", account("'stb'").as_str())]);
    std::os::unix::fs::symlink(project.path("in"), project.path("in/loop")).unwrap();
    std::os::unix::fs::symlink(project.path("out"), project.path("in/out")).unwrap();
    std::os::unix::fs::symlink(project.path("in/a.bicep"), project.path("in/same.bicep")).unwrap();
    names(&project, &["in"], &["sta"]);
    let ran = project.resources(&["in"]);
    assert_eq!(ran.code, 0);
    assert_eq!(ran.json()["notes"][0]["file"], "in/loop");
}

#[test]
fn order_is_that_of_the_paths_whatever_was_evaluated_first() {
    let texts: Vec<(String, String)> =
        (0..20).map(|n| (format!("d{n:02}/main.bicep"), account(&format!("'st{n:02}'")))).collect();
    let project = Project::of(texts.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let first = project.resources(&["."]).stdout;
    for _ in 0..5 {
        assert_eq!(project.resources(&["."]).stdout, first);
    }
}
