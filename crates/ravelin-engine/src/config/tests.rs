//! Configuration files: what is read, and what is said of mistakes.
use super::*;

/// The place and message of what is wrong, `line:column: message (help)`.
fn fault(text: &str) -> String {
    let fault = Config::read(text).unwrap_err();
    let (line, column) = line_column(text, fault.span.start);
    let help = fault.help.map(|help| format!(" ({help})")).unwrap_or_default();
    format!("{line}:{column}: {}{help}", fault.message)
}

#[test]
fn everything_can_be_said() {
    let config = Config::read(
        r#"
        exclude = ["test/**"]
        fail-on = "never"
        pedantic = true
        module-root = ["modules"]
        environment = ["BUILD"]
        [deployment]
        subscription = "00000000-0000-0000-0000-000000000000"
        resource-group = "rg"
        location = "westeurope"
        [disabled]
        ignore-unused = "comments are shared with another tool"
        ignore-expired = { reason = "until the move", until = "2027-01-31" }
        "#,
    )
    .unwrap();
    assert_eq!(config.exclude, ["test/**"]);
    assert_eq!(config.fail_on, Some(None));
    assert_eq!(config.pedantic, Some(true));
    assert_eq!(config.module_root, [PathBuf::from("modules")]);
    assert_eq!(config.deployment.resource_group.as_deref(), Some("rg"));
    let disabled: Vec<_> = config.disabled.iter().map(|row| (row.id.as_str(), row.until.is_some())).collect();
    assert_eq!(disabled, [("ignore-unused", false), ("ignore-expired", true)]);
}

#[test]
fn nothing_needs_to_be_said() {
    assert_eq!(Config::read("").unwrap(), Config::default());
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    assert_eq!(fault("\nfail_on = \"high\"\n"), "2:1: there is no key `fail_on` (did you mean `fail-on`?)");
    assert_eq!(fault("pedantic = 1"), "1:12: `pedantic` must be `true` or `false`");
    assert_eq!(fault("exclude = [\"a\", 2]"), "1:17: `exclude` must be an array of texts");
    assert_eq!(
        fault("fail-on = \"severe\""),
        "1:11: `severe` is none of info, low, medium, high, critical, never"
    );
    assert_eq!(
        fault("[deployment]\nlocaton = \"x\""),
        "2:1: there is no key `localton` (did you mean `location`?)".replace("localton", "locaton")
    );
    assert_eq!(
        fault("[disabled]\nignore-unusd = \"x\""),
        "2:1: there is no control `ignore-unusd` (did you mean `ignore-unused`?)"
    );
    assert!(
        fault("[disabled]\nignore-unused = \"\"").starts_with("2:1: `ignore-unused` is switched off without")
    );
    assert!(
        fault("[disabled]\nignore-unused = {reason = \"x\", until = \"soon\"}").contains("`soon` is no date")
    );
    assert!(fault("a = ").starts_with("1:"));
}
