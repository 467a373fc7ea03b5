//! Files that are hard to read, and readers that go away.

use crate::project::{OPEN, Project, account};
use std::io::Read as _;
use std::process::Stdio;

#[test]
fn invalid_text_is_reported_with_its_place_and_hides_nothing() {
    let project = Project::of([("open.bicep", OPEN)]);
    project.put("latin1.bicep", b"var a = 1\nvar b = '\xe9'\n");
    let ran = project.check(&["."]);
    assert_eq!(ran.code, 4);
    assert_eq!(ran.findings().len(), 1);
    let (file, message) = &ran.problems()[0];
    assert_eq!(file, "latin1.bicep");
    assert_eq!(message, "is not UTF-8 text: byte 19, on line 2, is no part of a character");
}

#[test]
fn utf16_is_read_as_a_courtesy() {
    let text: Vec<u8> = "\u{feff}"
        .encode_utf16()
        .chain(account("'stwide'").encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let project = Project::of([]);
    project.put("main.bicep", text);
    let ran = project.resources(&["."]);
    assert_eq!((ran.code, ran.names()), (0, vec!["stwide".to_owned()]), "{ran:?}");
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_reported() {
    use std::os::unix::fs::PermissionsExt as _;
    let project = Project::of([("open.bicep", OPEN), ("closed/x.bicep", OPEN), ("secret.bicep", OPEN)]);
    for path in ["closed", "secret.bicep"] {
        std::fs::set_permissions(project.path(path), std::fs::Permissions::from_mode(0o0)).unwrap();
    }
    if Project::is_refused(&project.path("secret.bicep")) {
        let ran = project.check(&["."]);
        assert_eq!(ran.code, 4, "{ran:?}");
        let files: Vec<String> = ran.problems().into_iter().map(|(file, _)| file).collect();
        assert_eq!(files, ["closed", "secret.bicep"]);
        assert_eq!(ran.findings().len(), 1);
    }
    std::fs::set_permissions(project.path("closed"), std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[cfg(unix)]
#[test]
fn a_dangling_link_is_reported() {
    let project = Project::of([("open.bicep", OPEN)]);
    std::os::unix::fs::symlink(project.path("gone.bicep"), project.path("link.bicep")).unwrap();
    let ran = project.check(&["."]);
    assert_eq!((ran.code, ran.problems()[0].0.as_str()), (4, "link.bicep"), "{ran:?}");
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let many: String = (0..4000)
        .map(|n| account(&format!("'st{n}'")).replace("resource st", &format!("resource st{n}")))
        .collect();
    let project = Project::of([("main.bicep", many.as_str())]);
    let mut child = project
        .command(&["resources", ".", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 10];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
}

#[test]
fn the_result_goes_to_a_file() {
    let project = Project::of([("main.bicep", OPEN)]);
    let ran = project.check(&[".", "--output", "out.json"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""));
    let text = std::fs::read_to_string(project.path("out.json")).unwrap();
    assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok());
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_a_failure() {
    let project = Project::of([("main.bicep", OPEN)]);
    let ran = project.check(&[".", "--output", "/dev/full"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.stderr.contains("`/dev/full` can't be written"), "{ran:?}");
}

#[test]
fn deep_nesting_is_no_crash() {
    let deep = format!("var a = {}1{}\n", "(".repeat(20_000), ")".repeat(20_000));
    let arrays =
        format!(r#"{{"$schema": "x/deploymentTemplate.json#", "resources": {}}}"#, "[".repeat(100_000));
    let project = Project::of([("deep.bicep", deep.as_str()), ("deep.json", arrays.as_str())]);
    let ran = project.resources(&["."]);
    assert_eq!(ran.code, 4, "{}", ran.stderr);
}
