//! Keeps the code in the shape that ARCHITECTURE.md draws.

use std::fs;
use std::path::{Path, PathBuf};

/// A folder may use itself and the folders named beside it.
pub const MAY_USE: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("edit", &["model"]),
    ("store", &["model"]),
    ("drawing", &["model"]),
    ("export", &["model", "drawing"]),
    ("ui", &["model", "edit", "drawing", "export"]),
    ("cli", &["model", "edit", "store", "export", "drawing"]),
    ("app", &["model", "edit", "store", "drawing", "export", "ui"]),
];

/// A crate, or a part of the standard library, that only these files or folders may name.
const OWNERS: &[(&str, &[&str])] = &[
    ("printpdf::", &["export/pdf"]),
    ("lopdf::", &["export/pdf"]),
    ("hayro::", &["app/"]),
    ("egui::", &["ui/", "app/", "main.rs"]),
    ("eframe::", &["app/", "main.rs"]),
    ("rfd::", &["app/"]),
    ("rusqlite::", &["store/"]),
    ("argon2::", &["store/"]),
    ("chacha20poly1305::", &["store/"]),
    ("blake3::", &["store/"]),
    ("getrandom::", &["store/"]),
    ("std::fs", &["store/", "cli/", "app/", "export/template_files.rs"]),
    ("std::net", &[]),
];

#[test]
fn a_folder_uses_only_the_folders_below_it() {
    each_line(|path, line| {
        let (folder, _) = path.split_once('/')?;
        let (_, allowed) = MAY_USE.iter().find(|(name, _)| *name == folder)?;
        let mut used = line
            .split("crate::")
            .skip(1)
            .map(|rest| rest.split([':', ';', ' ', '{']).next().unwrap_or(rest));
        let used = used.find(|used| *used != folder && !allowed.contains(used))?;
        Some(format!("`{folder}` may not use `{used}`"))
    });
}

#[test]
fn a_crate_is_named_only_by_its_owner() {
    each_line(|path, line| {
        let (name, _) = OWNERS.iter().find(|(name, owners)| {
            names(line, name) && !owners.iter().any(|owner| path.starts_with(owner))
        })?;
        Some(format!("`{name}` belongs to another file"))
    });
}

/// True if the line names the crate itself, and not one whose name ends alike.
fn names(line: &str, name: &str) -> bool {
    line.match_indices(name).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_')
    })
}

#[test]
fn every_file_says_what_it_is_for() {
    for (path, text) in sources() {
        assert!(text.starts_with("//! "), "{path}: begin with a line of `//!`");
    }
}

#[test]
fn every_folder_of_the_source_is_a_floor() {
    for (path, _) in sources() {
        let Some((folder, _)) = path.split_once('/') else { continue };
        let is_floor = folder == "bin" || MAY_USE.iter().any(|(name, _)| *name == folder);
        assert!(is_floor, "src/{path}: `{folder}` is not a floor of ARCHITECTURE.md");
    }
}

fn each_line(fault: impl Fn(&str, &str) -> Option<String>) {
    let mut faults = Vec::new();
    for (path, text) in sources() {
        // Tests beside the code may read the files that they test.
        let program = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        for (index, line) in program
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
        {
            if let Some(fault) = fault(&path, line) {
                faults.push(format!("src/{path}:{}: {fault}", index + 1));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// Every source file, as its path from `src` and its text.
fn sources() -> Vec<(String, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![src.clone()];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                sources.push((relative(&path, &src), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    sources
}

fn relative(path: &Path, src: &Path) -> String {
    let parts: PathBuf = path.strip_prefix(src).unwrap().into();
    parts.to_string_lossy().replace('\\', "/")
}
