//! Which files a rule set is made of, and which recommended rules surround it.

use super::{Line, NotLoaded, load, open};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().expect("a folder");
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    folder
}

/// The rule files of a path, as seen from the folder.
fn read(files: &[(&str, &str)], paths: &[&str]) -> Vec<String> {
    let folder = folder(files);
    let paths: Vec<PathBuf> = paths.iter().map(|path| folder.path().join(path)).collect();
    let loaded = load(&paths).expect("rules");
    let start = format!("{}/", folder.path().display());
    loaded.files.iter().map(|file| file.replace(&start, "")).collect()
}

#[test]
fn a_folder_is_read_in_the_order_of_the_core_rule_set() {
    let all = [
        ("rules/b.conf", ""),
        ("rules/a.conf", ""),
        ("rules/a.data", ""),
        ("own.conf", ""),
        ("crs-setup.conf.example", ""),
        ("modsecurity.conf", ""),
        ("plugins/x-after.conf", ""),
        ("plugins/x-before.conf", ""),
        ("plugins/x-config.conf", ""),
    ];
    let wanted = [
        "modsecurity.conf",
        "crs-setup.conf.example",
        "own.conf",
        "plugins/x-config.conf",
        "plugins/x-before.conf",
        "rules/a.conf",
        "rules/b.conf",
        "plugins/x-after.conf",
    ];
    assert_eq!(read(&all, &["."]).iter().map(|f| f.trim_start_matches("./")).collect::<Vec<_>>(), wanted);
    assert_eq!(read(&all, &["rules/*.conf"]), ["rules/a.conf", "rules/b.conf"]);
    assert_eq!(read(&all, &["*/b.conf", "own.conf"]), ["rules/b.conf", "own.conf"]);
    let both = [("crs-setup.conf.example", ""), ("crs-setup.conf", "")];
    assert_eq!(read(&both, &["."]).len(), 1, "a set-up of one's own replaces the example");
}

#[test]
fn the_defaults_give_way() {
    let defaults = |files: &[(&str, &str)]| {
        let folder = folder(files);
        load(&[folder.path().join("main.conf")]).expect("rules").defaults
    };
    let all = defaults(&[("main.conf", "")]);
    assert!(all > 1);
    assert_eq!(defaults(&[("main.conf", "SecAction \"id:200002,pass\"")]), all - 1);
    let included = [("main.conf", "Include modsecurity.conf"), ("modsecurity.conf", "SecRuleEngine Off")];
    assert_eq!(defaults(&included), 0);
}

#[test]
fn what_includes_itself_ends() {
    let folder = folder(&[("a.conf", "Include *.conf"), ("b.conf", "Include *.conf")]);
    assert!(matches!(load(&[folder.path().to_owned()]), Err(NotLoaded::Rules(_))));
}

#[test]
fn nothing_and_a_wrong_path_are_told_apart() {
    let folder = folder(&[("x.txt", "")]);
    let path = |name: &str| folder.path().join(name);
    assert!(matches!(load(&[folder.path().to_owned()]), Err(NotLoaded::Nothing)));
    assert!(matches!(load(&[path("*.conf")]), Err(NotLoaded::Nothing)));
    assert!(matches!(load(&[path("no.conf")]), Err(NotLoaded::Path(_))));
}

#[test]
fn lines_end_with_the_file() {
    let folder = folder(&[("x", "a\n\nb")]);
    let mut input = open(Some(&folder.path().join("x"))).expect("a file");
    let lines: Vec<Line> = (0..4).map(|_| input.line().expect("a line")).collect();
    let text = |text: &str| Line::Text(text.into());
    assert_eq!(lines, [text("a"), text(""), text("b"), Line::End]);
    assert!(open(Some(Path::new("no/such/file"))).is_err());
}
