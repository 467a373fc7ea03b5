//! Workflow commands.

use super::*;

#[test]
fn the_worst_is_annotated_first_and_problems_before_it() {
    let expected = "\
::error file=modules/store.bicep,line=4,endLine=4,col=9,endColumn=14,title=incomplete::expected a name%0Ahelp: write a name
::error file=gone.bicep,title=incomplete::cannot open the file
::error file=modules/store.bicep,line=6,endLine=6,col=24,endColumn=34,title=high%3A Storage account accepts TLS before 1.2::st1 (Microsoft.Storage/storageAccounts) accepts TLS 1.0 [storage-tls-minimum]%0Ahelp: set `minimumTlsVersion` to `TLS1_2`
::warning file=modules/store.bicep,line=3,endLine=3,col=1,endColumn=12,title=medium%3A Storage account accepts shared keys::st1 (Microsoft.Storage/storageAccounts) shared keys are accepted [storage-shared-key]%0Ahelp: turn keys off:%0Aproperties: { allowSharedKeyAccess: false }
::notice title=ravelin::2 verdicts could not be decided; `ravelin check` lists what they depend on
2 findings: 1 high, 1 medium · 3 ignored · 2 unknown · 2 problems · 1 note · 3 resources · 2 of 3 controls run
";
    assert_eq!(mixed().write(Format::Github), expected);
}

#[test]
fn nothing_in_a_text_ends_a_command_or_begins_another() {
    let mut estate = Estate::new();
    let file = estate.sources.add("a,b:100%.bicep", "x\ny\n");
    let mut one = finding(&TLS, Outcome::Fail, "st1", Some(Span::new(0, 3).in_file(file)));
    one.message = "is 100% broken: a, b\n::error::forged\r".to_owned();
    one.help = Some("say `%0A`".to_owned());
    estate.findings.push(one);
    let text = estate.write(Format::Github);
    let first = text.lines().next().unwrap();
    assert!(first.starts_with("::error file=a%2Cb%3A100%25.bicep,line=1,endLine=2,col=1,title="), "{first}");
    assert!(first.contains("is 100%25 broken: a, b%0A::error::forged\u{fffd} ["), "{first}");
    assert!(first.ends_with("help: say `%250A`"), "{first}");
    assert_eq!(text.lines().count(), 2);
}

#[test]
fn a_clean_run_has_no_annotations() {
    assert_eq!(Estate::new().write(Format::Github), "0 findings · 1 resource · 2 of 3 controls run\n");
}
