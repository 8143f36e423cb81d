//! `docs/articles.md` gives every row of the articles a place, and every place that it names exists.

use holdfast::model::Layer;
use holdfast::model::folding::folded;
use holdfast::model::vocabulary::Vocabulary;
use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use strum::VariantArray as _;

/// How many rows each article has.
const ROWS: [usize; 4] = [55, 45, 39, 46];

struct Row {
    id: String,
    places: String,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn rows() -> Vec<Row> {
    let text = fs::read_to_string(root().join("docs/articles.md")).unwrap();
    let rows = text.lines().filter(|line| line.starts_with("| S"));
    rows.map(|line| {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").collect();
        let [id, told, places] = cells[..] else { panic!("{line}") };
        assert!(!told.trim().is_empty(), "{line}");
        Row { id: id.trim().to_owned(), places: places.trim().to_owned() }
    })
    .collect()
}

/// Everything that can be named, read from the sources once.
struct Sources {
    model: Vec<(String, String)>,
    ui: String,
    terms: HashSet<String>,
    templates: HashSet<String>,
    practices: HashSet<String>,
}

fn files(folder: &Path, end: &str) -> Vec<(String, String)> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let paths = paths.filter(|path| path.extension().is_some_and(|it| it == end));
    let read = |path: PathBuf| {
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        (stem, fs::read_to_string(&path).unwrap())
    };
    paths.map(read).collect()
}

impl Sources {
    fn read() -> Self {
        let root = root();
        let screens = ["src/ui", "src/app"].iter();
        let screens = screens.flat_map(|folder| files(&root.join(folder), "rs"));
        let vocabulary = Vocabulary::shipped();
        let terms = vocabulary.packs().flat_map(|pack| &pack.terms);
        let templates = files(&root.join("templates"), "ron");
        let practices = holdfast::model::practice_library::shipped();
        Self {
            model: files(&root.join("src/model"), "rs"),
            ui: screens.map(|(_, text)| text).collect(),
            terms: terms.map(|term| folded(term)).collect(),
            templates: templates.into_iter().map(|(name, _)| name).collect(),
            practices: practices.into_iter().map(|it| it.title).collect(),
        }
    }

    /// True if what stands between two backticks exists.
    fn has(&self, named: &str) -> bool {
        if let Some(term) = named.strip_prefix("vocabulary: ") {
            return self.terms.contains(&folded(term));
        }
        if let Some(template) = named.strip_prefix("template: ") {
            return self.templates.contains(template);
        }
        if let Some(screen) = named.strip_prefix("screen: ") {
            return self.ui.contains(&format!("\"{screen}\""));
        }
        if let Some(layer) = named.strip_prefix("Layer::") {
            return Layer::VARIANTS.iter().any(|it| format!("{it:?}") == layer);
        }
        if let Some(title) = named.strip_prefix("practice: ") {
            return self.practices.contains(title);
        }
        let parts: Vec<&str> = named.split("::").collect();
        match parts[..] {
            ["model", owner] => self.body(owner).is_some(),
            ["model", owner, name] => self.has_member(owner, name),
            _ => false,
        }
    }

    /// What stands between the braces of a type of the model.
    fn body(&self, owner: &str) -> Option<&str> {
        self.model.iter().find_map(|(_, text)| {
            let start = ["struct", "enum"].iter().find_map(|kind| {
                let head = format!("\npub {kind} {owner} {{\n");
                text.find(&head).map(|at| at + head.len())
            })?;
            text[start..].split("\n}").next()
        })
    }

    /// A field or a variant of a type, something of its own `impl`, or a function of a file.
    fn has_member(&self, owner: &str, name: &str) -> bool {
        let starts = |line: &str| {
            let line = line.trim_start();
            let line = line.strip_prefix("pub ").unwrap_or(line);
            let rest = line.strip_prefix(name);
            rest.is_some_and(|rest| rest.starts_with([':', ',', '(']) || rest == " {")
        };
        if self.body(owner).is_some_and(|body| body.lines().any(starts)) {
            return true;
        }
        let function = format!("pub fn {name}(");
        let constant = format!("pub const {name}:");
        let holds = |text: &str| text.contains(&function) || text.contains(&constant);
        let of_file = self.model.iter().any(|(file, text)| file == owner && holds(text));
        let head = format!("\nimpl {owner} {{");
        let of_type = self.model.iter().any(|(_, text)| {
            let rest = text.split(&head).skip(1);
            rest.filter_map(|rest| rest.split("\n}").next()).any(holds)
        });
        of_file || of_type
    }
}

fn named(places: &str) -> impl Iterator<Item = &str> {
    places.split('`').skip(1).step_by(2)
}

#[test]
fn every_row_of_the_articles_stands_there_once_and_in_order() {
    let found: Vec<String> = rows().into_iter().map(|row| row.id).collect();
    let wanted: Vec<String> = (0..)
        .zip(ROWS)
        .flat_map(|(article, count)| {
            (1..=count).map(move |row| format!("S{article}-{row:02}"))
        })
        .collect();
    assert_eq!(found, wanted);
    assert_eq!(found.len(), 185);
}

#[test]
fn everything_that_a_row_names_exists() {
    let sources = Sources::read();
    for Row { id, places } in rows() {
        for named in named(&places) {
            assert!(sources.has(named), "{id} names {named}, which does not exist");
        }
    }
}

#[test]
fn a_row_has_a_place_or_a_reason() {
    for Row { id, places } in rows() {
        assert!(!places.contains("held by") && !places.contains("to come"), "{id}");
        let reason = places.strip_prefix("nowhere: ").unwrap_or_default();
        let has_place = named(&places).next().is_some();
        let has_reason = reason.split_whitespace().count() >= 5;
        assert!(has_place || has_reason, "{id} has no place");
    }
}

#[test]
fn every_handout_holds_a_row() {
    let told = fs::read_to_string(root().join("docs/articles.md")).unwrap();
    let all: BTreeSet<String> = Sources::read().templates.into_iter().collect();
    for template in all {
        let named = format!("`template: {template}`");
        assert!(!template.starts_with("handout_") || told.contains(&named), "{template}");
    }
}

#[test]
fn what_does_not_exist_is_noticed() {
    let sources = Sources::read();
    for right in [
        "model::Element::intensity",
        "model::CycleKind::Sexual",
        "model::Layer::QUICK",
        "model::sentence::say",
        "Layer::Image",
        "vocabulary: goes quiet",
        "template: cycle_map",
        "screen: Slow down",
    ] {
        assert!(sources.has(right), "{right}");
    }
    for wrong in [
        "model::Element::blame",
        "model::CycleKind::Element",
        "model::Centre::intensity",
        "model::Layer::quick",
        "model::sentence::blame",
        "Layer::Blame",
        "vocabulary: goes loudly quiet",
        "template: blame",
        "screen: Blame",
        "Element",
    ] {
        assert!(!sources.has(wrong), "{wrong}");
    }
}
