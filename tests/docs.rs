//! The papers are true: what they name exists, and the README names the two commands.

use std::fs;
use std::path::{Path, PathBuf};

const PAPERS: [&str; 13] = [
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "SECURITY.md",
    "docs/articles.md",
    "docs/glossary.md",
    "docs/format.md",
    "assets/dialogues/README.md",
    "assets/vocabulary/README.md",
    "assets/measures/README.md",
    "assets/sample/README.md",
    "assets/fonts/README.md",
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(paper: &str) -> String {
    fs::read_to_string(root().join(paper)).unwrap_or_else(|why| panic!("{paper}: {why}"))
}

/// What stands between backticks in running text, and what links and pictures lead to.
fn named(text: &str) -> Vec<String> {
    let running = text.lines().filter(|line| !line.starts_with("    "));
    let ticks = running.flat_map(|line| line.split('`').skip(1).step_by(2));
    let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    ticks.chain(links).map(str::to_owned).collect()
}

/// Paths of this repository, as against commands, code, and addresses elsewhere.
fn is_path(name: &str) -> bool {
    let ends = [".md", ".rs", ".ron", ".toml", ".ttf", ".txt", ".png", ".py"];
    let starts = ["src/", "assets/", "docs/", "tests/", "templates/", "benches/", ".ci/"];
    let licence = name.starts_with("LICENSE-");
    !name.contains([' ', '<', '*', '{'])
        && !name.contains("://")
        && !name.starts_with("target/")
        && (licence
            || ends.iter().any(|end| name.ends_with(end))
            || starts.iter().any(|start| name.starts_with(start)))
}

fn missing(paper: &str, text: &str) -> Vec<String> {
    let root = root();
    let beside = root.join(paper).parent().map(Path::to_owned).unwrap_or_default();
    named(text)
        .into_iter()
        .filter(|name| is_path(name))
        .filter(|name| !root.join(name).exists() && !beside.join(name).exists())
        .map(|name| format!("{paper} names {name}"))
        .collect()
}

#[test]
fn every_path_that_the_papers_name_exists() {
    let gone: Vec<String> =
        PAPERS.iter().flat_map(|paper| missing(paper, &read(paper))).collect();
    assert!(gone.is_empty(), "{gone:#?}");
}

#[test]
fn a_path_that_does_not_exist_is_noticed() {
    let text = "See `docs/nowhere.md`, `cargo test` and ![a map](docs/nothing.png).";
    assert_eq!(missing("README.md", text).len(), 2);
    assert!(
        missing("README.md", "`Cargo.toml`, `src/model`, `docs/glossary.md`").is_empty()
    );
}

#[test]
fn the_readme_names_the_two_commands_and_the_method_in_full() {
    let readme = read("README.md");
    for words in [
        "    cargo run --release -- sample\n",
        "    cargo test\n",
        "Emotionally Focused Therapy",
        "not affiliated with",
    ] {
        assert!(readme.contains(words), "the README does not say {words:?}");
    }
}

#[test]
fn the_readme_names_every_command_of_the_command_line() {
    use clap::CommandFactory as _;
    let readme = read("README.md");
    for command in holdfast::cli::Arguments::command().get_subcommands() {
        let name = format!("`{}`", command.get_name());
        assert!(readme.contains(&name), "the README does not name {name}");
    }
}

#[test]
fn the_table_of_floors_is_the_one_that_the_code_is_held_to() {
    let text = read("ARCHITECTURE.md");
    let row = |folder: &str| {
        let start = format!("| `src/{folder}` |");
        let row = text.lines().find(|line| line.starts_with(&start));
        let row = row.unwrap_or_else(|| panic!("no row for src/{folder}"));
        let last = row.trim_end_matches([' ', '|']).rsplit("| ").next().unwrap();
        let mut uses: Vec<String> = last.split(", ").map(str::to_owned).collect();
        uses.retain(|used| used != "nothing");
        uses.sort();
        uses
    };
    for (folder, allowed) in crate::architecture::MAY_USE {
        let mut allowed: Vec<String> =
            allowed.iter().map(|it| (*it).to_owned()).collect();
        allowed.sort();
        assert_eq!(row(folder), allowed, "src/{folder}");
    }
}
