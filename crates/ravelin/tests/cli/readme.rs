//! The commands in the pages that people read, run as they stand there, in a copy of the examples.
//!
//! Where a page shows output, the program must say exactly that; only the size of the catalogue may differ. Commands of
//! cargo are not run, which would be this test again, but what they name must be there.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const PAGES: [&str; 4] = ["README.md", "CONTRIBUTING.md", "docs/evaluation.md", "examples/README.md"];

/// A command, and what a page says that it prints.
#[derive(Debug, PartialEq, Eq)]
struct Shown {
    command: String,
    output: String,
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The commands in the `console` fences of a page.
fn commands(page: &str) -> Vec<Shown> {
    let mut found: Vec<Shown> = Vec::new();
    let mut inside = false;
    for line in page.lines() {
        if line.starts_with("```") {
            inside = line == "```console";
        } else if let (true, Some(command)) = (inside, line.strip_prefix("$ ")) {
            found.push(Shown { command: command.to_owned(), output: String::new() });
        } else if let (true, Some(last)) = (inside, found.last_mut()) {
            last.output.push_str(line);
            last.output.push('\n');
        }
    }
    found
}

/// A folder with a copy of the examples, where commands may write what they like.
fn workplace() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    copy(&root().join("examples"), &folder.path().join("examples"));
    folder
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("the examples") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

pub(crate) fn ravelin(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ravelin"));
    command
        .args(arguments)
        .current_dir(folder)
        .env("HOME", folder)
        .env_remove("NO_COLOR")
        .stdin(Stdio::null());
    command.output().expect("the program runs")
}

/// What is printed, without trailing blanks and with the size of the catalogue taken out.
fn comparable(text: &str) -> String {
    let lines = text.trim().lines().map(|line| match line.split_once(" controls run") {
        Some((counts, _)) => {
            let known = counts.rsplit_once(" · ").map_or(counts, |(known, _)| known);
            format!("{known} · N controls run")
        }
        None => line.trim_end().to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// What is wrong with a command, if anything.
fn complaint(folder: &Path, shown: &Shown) -> Option<String> {
    let words: Vec<&str> = shown.command.split_whitespace().collect();
    let arguments = match words.as_slice() {
        ["ravelin", arguments @ ..] | ["cargo", "run", "--release", "--", arguments @ ..] => arguments,
        ["cargo", "test", "--workspace"] => return None,
        ["cargo", "install", "--locked", "--path", path] => {
            return (!root().join(path).join("Cargo.toml").is_file())
                .then(|| format!("no crate at `{path}`"));
        }
        ["cargo", "xtask", name] => {
            let known = read("xtask/src/main.rs").contains(&format!("[\"{name}\""));
            return (!known).then(|| format!("xtask has no `{name}`"));
        }
        _ => return Some("is no command that this test knows".to_owned()),
    };
    let output = ravelin(folder, arguments);
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    if !matches!(output.status.code(), Some(0 | 1)) || !stderr.is_empty() {
        return Some(format!("ends with {:?}: {stderr}", output.status.code()));
    }
    let same = shown.output.is_empty() || comparable(&shown.output) == comparable(&stdout);
    (!same).then(|| format!("prints now:\n{stdout}"))
}

#[test]
fn every_command_in_the_pages_runs_and_prints_what_is_shown() {
    let folder = workplace();
    let mut ran = 0;
    let mut wrong = Vec::new();
    for page in PAGES {
        let shown = commands(&read(page));
        assert!(!shown.is_empty(), "{page} shows no command");
        ran += shown.len();
        let complaints = shown.iter().filter_map(|shown| Some((shown, complaint(folder.path(), shown)?)));
        wrong.extend(complaints.map(|(shown, what)| format!("{page}: `{}` {what}", shown.command)));
    }
    assert!(wrong.is_empty(), "{} of {ran} commands:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_picture_is_what_the_program_prints() {
    let lines: Vec<String> = read("docs/check.svg").lines().filter_map(drawn).collect();
    let (command, shown) = lines.split_first().expect("lines");
    let words: Vec<&str> = command.split_whitespace().skip(2).collect();
    let output = ravelin(&root(), &words);
    let stdout = String::from_utf8_lossy(&output.stdout);
    let printed: String =
        stdout.lines().filter(|line| !line.is_empty()).map(|line| format!("{line}\n")).collect();
    assert_eq!(comparable(&shown.join("\n")), comparable(&printed));
}

/// The text of a line of the picture.
fn drawn(line: &str) -> Option<String> {
    let (_, text) = line.strip_prefix("<text ")?.split_once('>')?;
    let mut plain = String::new();
    let mut inside_tag = false;
    for c in text.chars() {
        match c {
            '<' => inside_tag = true,
            '>' if inside_tag => inside_tag = false,
            _ if inside_tag => {}
            _ => plain.push(c),
        }
    }
    Some(plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
}

#[test]
fn the_configuration_in_the_readme_is_one() {
    let page = read("README.md");
    let (_, rest) = page.split_once("```toml\n").expect("a configuration");
    let (text, _) = rest.split_once("```").expect("its end");
    let folder = workplace();
    std::fs::write(folder.path().join("examples/ravelin.toml"), text).expect("a file");
    let output = ravelin(folder.path(), &["check", "examples/good/private/bicep"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_wrong_page_is_complained_of() {
    let page = "```console\n$ ravelin controls --no-such\n$ ravelin explain NET-8\nsomething else\n$ make\n```\n\
        ```yaml\n$ no command\n```\n";
    let shown = commands(page);
    assert_eq!(shown.len(), 3);
    let folder = TempDir::new().expect("a folder");
    assert!(shown.iter().all(|shown| complaint(folder.path(), shown).is_some()));
}

#[test]
fn the_size_of_the_catalogue_does_not_matter() {
    assert_eq!(
        comparable("a  \n1 finding · 2 of 3 controls run\n"),
        comparable("a\n1 finding · 5 of 9 controls run")
    );
    assert_ne!(comparable("1 finding · 2 of 3 controls run"), comparable("2 findings · 2 of 3 controls run"));
}
