//! `cargo xtask fuzz`: a fuzz target, started from examples of our own. Needs `cargo install cargo-fuzz`.

use crate::run::{Failure, cargo, is_installed, root, run};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A target, the dictionary that it is given, and the endings of the examples it starts from.
const TARGETS: &[(&str, &str, &[&str])] = &[
    ("bicep", "bicep.dict", &["bicep", "bicepparam"]),
    ("bicepparam", "bicep.dict", &["bicepparam"]),
    ("evaluate_arm", "template.dict", &["json"]),
    ("evaluate_bicep", "bicep.dict", &["bicep"]),
    ("evaluate_terraform", "terraform.dict", &["tf"]),
    ("expression", "template.dict", &["expression"]),
    ("json", "template.dict", &["json"]),
    ("plan", "terraform.dict", &["json"]),
    ("waf_body", "waf.dict", &["json"]),
    ("waf_libinjection", "waf_libinjection.dict", &[]),
    ("waf_transform", "waf.dict", &[]),
];

/// Between the files of one input, as the targets have it.
const BETWEEN: &str = "\n=====\n";

/// Larger examples slow the fuzzer down more than they tell it.
const LARGEST: usize = 16 << 10;

pub(crate) fn fuzz(arguments: &[&str]) -> Result<(), Failure> {
    let usage = || Failure::Usage("cargo xtask fuzz [TARGET] [--seconds N]".to_owned());
    let (name, seconds) = match arguments {
        [] => (None, "60"),
        ["--seconds", seconds] => (None, *seconds),
        [name] => (Some(*name), "60"),
        [name, "--seconds", seconds] => (Some(*name), *seconds),
        _ => return Err(usage()),
    };
    let seconds: u32 = seconds.parse().map_err(|_| usage())?;
    let chosen: Vec<_> = TARGETS.iter().filter(|target| name.is_none_or(|name| name == target.0)).collect();
    if chosen.is_empty() {
        let known: Vec<&str> = TARGETS.iter().map(|target| target.0).collect();
        return Err(Failure::Usage(format!("there is no such target; there are {}", known.join(", "))));
    }
    if !is_installed("cargo-fuzz") {
        return Err(Failure::Found("`cargo-fuzz` is not installed: `cargo install cargo-fuzz`".to_owned()));
    }
    let seeds = seeds()?;
    for (target, dictionary, endings) in chosen {
        let corpus = root().join("fuzz/corpus").join(target);
        std::fs::create_dir_all(&corpus).map_err(Failure::file(&corpus))?;
        let own = endings.iter().flat_map(|ending| seeds.get(ending).into_iter().flatten());
        for (number, seed) in own.enumerate() {
            let path = corpus.join(format!("example-{number}"));
            std::fs::write(&path, seed).map_err(Failure::file(&path))?;
        }
        let mut command = cargo(["fuzz", "run", "--sanitizer", "none", target, "--"]);
        command.arg(format!("-dict=fuzz/dictionaries/{dictionary}"));
        command.args(["-max_len=4096", "-timeout=10", "-rss_limit_mb=3000"]);
        command.arg(format!("-max_total_time={seconds}"));
        // The flags of the fuzzer are unstable, the code is not: the workspace's own compiler builds it.
        run(command.env("RUSTC_BOOTSTRAP", "1"))?;
    }
    Ok(())
}

/// The examples by their endings, those inside pages included.
fn seeds() -> Result<BTreeMap<&'static str, Vec<String>>, Failure> {
    let mut seeds: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    let mut add = |ending, text: String| {
        if text.len() <= LARGEST {
            seeds.entry(ending).or_default().push(text);
        }
    };
    for folder in ["crates", "examples"] {
        for path in files(&root().join(folder))? {
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            match path.extension().and_then(|ending| ending.to_str()) {
                Some("bicep") => add("bicep", with_modules(&path, text)),
                Some("bicepparam") => add("bicepparam", text),
                Some("tf") => add("tf", text),
                Some("json") => {
                    expressions(&text).for_each(|expression| add("expression", expression.to_owned()));
                    add("json", text);
                }
                Some("md") => {
                    for (language, text) in fences(&text) {
                        match language {
                            "bicep" => add("bicep", text),
                            "json" => add("json", text),
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
    }
    Ok(seeds)
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        if !folder.is_dir() {
            continue;
        }
        for entry in std::fs::read_dir(&folder).map_err(Failure::file(&folder))? {
            let path = entry.map_err(Failure::file(&folder))?.path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}

/// A Bicep file with the first module that it names behind it.
fn with_modules(path: &Path, text: String) -> String {
    let named = text.split('\'').filter(|part| part.ends_with(".bicep")).find_map(|part| {
        let module = path.parent()?.join(part);
        std::fs::read_to_string(module).ok()
    });
    match named {
        Some(module) => format!("{text}{BETWEEN}{module}"),
        None => text,
    }
}

/// The expressions of a template, cut out at their brackets.
fn expressions(text: &str) -> impl Iterator<Item = &str> {
    text.split('"').filter(|part| part.starts_with('[') && part.ends_with(']'))
}

/// The fences of a page: the language, and what stands in it.
fn fences(page: &str) -> Vec<(&str, String)> {
    let mut found: Vec<(&str, String)> = Vec::new();
    let mut open = false;
    for line in page.lines() {
        match (line.strip_prefix("```"), open) {
            (Some(info), false) => {
                found.push((info.split(' ').next().unwrap_or_default(), String::new()));
                open = true;
            }
            (Some(_), true) => open = false,
            (None, true) => {
                if let Some((_, text)) = found.last_mut() {
                    text.push_str(line);
                    text.push('\n');
                }
            }
            (None, false) => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fences_are_cut_out() {
        let page = "# X\n```bicep fails\na\nb\n```\ntext\n```json\n{}\n```\n";
        assert_eq!(fences(page), [("bicep", "a\nb\n".to_owned()), ("json", "{}\n".to_owned())]);
    }

    #[test]
    fn expressions_are_cut_out() {
        let found: Vec<&str> = expressions(r#"{ "a": "[f()]", "b": "x" }"#).collect();
        assert_eq!(found, ["[f()]"]);
    }
}
