//! Every command of the command line, as a script runs it: good input, bad input, exact answers.

use holdfast::export::fields::Subject;
use holdfast::export::template::Audience;
use holdfast::model::audience::Audience as ForReader;
use holdfast::model::print_guard::cannot_know;
use holdfast::store::sample::couples;
use holdfast::store::{
    Access, AuditLine, KeyCost, Passphrase, Practice, RecoveryKey, Time, case_ron, place,
};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

const WORDS: &str = "copper lantern seven rivers bend";
const SAVED: &str = "2026-11-19T14:03:00+01:00";
const WRONG: &str = "That is not the passphrase of this practice. Try again, or use the recovery \
                     sheet.\n";

/// A folder of its own for every test: the practice, the passphrase, and the user's home.
pub struct Bench {
    folder: TempDir,
}

/// What a command left: its exit code and all that it said.
#[derive(Debug, PartialEq, Eq)]
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

fn said(code: i32, out: &str, err: &str) -> Said {
    Said { code, out: out.to_owned(), err: err.to_owned() }
}

pub fn time() -> Time {
    Time::parse_from_rfc3339(SAVED).unwrap()
}

impl Bench {
    /// An empty folder with a passphrase file.
    fn bare() -> Self {
        let bench = Self { folder: tempfile::tempdir().unwrap() };
        fs::create_dir(bench.path("home")).unwrap();
        fs::write(bench.path("words"), format!("{WORDS}\n")).unwrap();
        fs::write(bench.path("other"), "some other words altogether\n").unwrap();
        bench
    }

    /// With an empty practice, made at the lowest cost.
    pub fn empty() -> Self {
        let bench = Self::bare();
        bench.practice();
        bench
    }

    /// With a practice that holds the invented couples.
    pub fn full() -> Self {
        let bench = Self::bare();
        let mut practice = bench.practice();
        for case in couples().unwrap() {
            practice.save(&case, time()).unwrap();
        }
        bench
    }

    fn practice(&self) -> Practice {
        let path = self.path("practice.holdfast");
        let words = Passphrase::new(WORDS);
        Practice::create(&path, &words, KeyCost::lowest_for_tests(), time()).unwrap().0
    }

    pub fn opened(&self, access: Access) -> Practice {
        let path = self.path("practice.holdfast");
        Practice::open(&path, &Passphrase::new(WORDS), access, time()).unwrap()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn command(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_holdfast-cli"));
        command
            .args(line.split(' ').filter(|word| !word.is_empty()))
            .current_dir(self.folder.path())
            .env("HOME", self.path("home"))
            .env("XDG_DATA_HOME", self.path("home/data"))
            .env("TMPDIR", self.path("home"))
            .stdin(Stdio::null());
        command
    }

    /// Runs a line in the folder, split at spaces.
    pub fn bare_run(&self, line: &str) -> Said {
        ended(self.command(line).output().unwrap())
    }

    /// The same with one more argument, which may hold spaces.
    pub fn bare_run_with(&self, line: &str, last: &str) -> Said {
        ended(self.command(line).arg(last).output().unwrap())
    }

    /// Runs a line on the practice with its passphrase.
    pub fn run(&self, line: &str) -> Said {
        let practice = "--practice practice.holdfast --passphrase-file words";
        let (command, rest) = line.split_once(' ').unwrap_or((line, ""));
        self.bare_run(&format!("{command} {practice} {rest}"))
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    pub fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn exists(&self, name: &str) -> bool {
        self.path(name).exists()
    }
}

fn ended(output: std::process::Output) -> Said {
    Said {
        code: output.status.code().expect("it ended by itself"),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Every file under a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] })
        .collect()
}

pub fn holds(bytes: &[u8], words: &str) -> bool {
    bytes.windows(words.len()).any(|window| window == words.as_bytes())
}

// --- sample, create, list

#[test]
fn the_sample_practice_is_made_and_listed() {
    let bench = Bench::bare();
    let made = bench.run("sample");
    assert_eq!(
        made,
        said(0, "Made a practice with 3 invented couples: practice.holdfast\n", "")
    );
    let listed = bench.run("list");
    assert_eq!((listed.code, listed.err.as_str()), (0, ""));
    let columns: Vec<Vec<&str>> =
        listed.out.lines().map(|line| line.split('\t').collect()).collect();
    let known: Vec<&[&str]> = columns.iter().map(|line| &line[..3]).collect();
    assert_eq!(
        known,
        [["Heron", "2", "55"], ["Linden", "2", "83"], ["Rowan", "3", "88"]]
    );
    assert!(columns.iter().all(|line| Time::parse_from_rfc3339(line[3]).is_ok()));
    let again = bench.run("sample");
    assert_eq!(
        again,
        said(
            1,
            "",
            "There is already a file of this name. Choose another name: practice.holdfast\n"
        )
    );
}

#[test]
fn without_a_passphrase_file_the_sample_has_the_one_that_all_know() {
    let bench = Bench::bare();
    let made = bench.bare_run("sample --practice sample.holdfast");
    assert_eq!(
        made,
        said(
            0,
            "Made a practice with 3 invented couples: sample.holdfast\nIts passphrase is open to \
             all, so keep invented couples in it only: three invented couples live here\n",
            ""
        )
    );
}

#[test]
fn a_new_practice_comes_with_a_recovery_sheet_that_opens_it() {
    let bench = Bench::bare();
    let made = bench.run("create --recovery-out sheet.txt");
    assert_eq!(
        made,
        said(
            0,
            "Made a practice: practice.holdfast\nIts recovery sheet opens it too. Print it, keep \
             it in a safe, then delete the file: sheet.txt\n",
            ""
        )
    );
    let sheet = bench.text("sheet.txt");
    let rows: Vec<String> = sheet
        .lines()
        .filter(|line| line.starts_with(|letter: char| letter.is_ascii_digit()))
        .map(|line| line.split_once(' ').unwrap().1.to_owned())
        .collect();
    let rows: [&str; 4] = std::array::from_fn(|at| rows[at].as_str());
    let key = RecoveryKey::read(&rows).unwrap();
    let path = bench.path("practice.holdfast");
    assert!(Practice::recover(&path, &key, Access::Read, time()).is_ok());
    assert_eq!(bench.run("list"), said(0, "", ""));
}

#[test]
fn a_recovery_sheet_called_pdf_is_one_page() {
    let bench = Bench::bare();
    assert_eq!(bench.run("create --recovery-out sheet.pdf").code, 0);
    let sheet = lopdf::Document::load_mem(&bench.read("sheet.pdf")).unwrap();
    assert_eq!(sheet.get_pages().len(), 1);
}

#[test]
fn a_weak_passphrase_is_refused_with_advice_and_an_offer() {
    let bench = Bench::bare();
    fs::write(bench.path("words"), "password123\n").unwrap();
    let refused = bench.run("create --recovery-out sheet.txt");
    assert_eq!((refused.code, refused.out.as_str()), (1, ""));
    let start = "This passphrase is easy to guess. ";
    assert!(refused.err.starts_with(start), "{}", refused.err);
    let (_, offer) = refused.err.trim_end().split_once("drawn just now: ").unwrap();
    assert_eq!(offer.split(' ').count(), 6);
    assert!(!refused.err.contains("password123"));
    assert!(!bench.exists("practice.holdfast") && !bench.exists("sheet.txt"));
}

#[test]
fn nothing_is_made_if_the_recovery_sheet_has_no_place() {
    let bench = Bench::bare();
    fs::write(bench.path("sheet.txt"), "mine").unwrap();
    let refused = bench.run("create --recovery-out sheet.txt");
    assert_eq!(
        refused,
        said(
            1,
            "",
            "There is already a file of this name. Choose another name: sheet.txt\n"
        )
    );
    let refused = bench.run("create --recovery-out nowhere/sheet.txt");
    assert_eq!(
        refused,
        said(
            1,
            "",
            "This folder does not exist. Make it first, or choose another: nowhere\n"
        )
    );
    assert_eq!(bench.text("sheet.txt"), "mine");
    assert!(!bench.exists("practice.holdfast"));
}

#[test]
fn a_list_has_four_columns() {
    let bench = Bench::full();
    let listed = bench.run("list");
    let expected =
        format!("Heron\t2\t55\t{SAVED}\nLinden\t2\t83\t{SAVED}\nRowan\t3\t88\t{SAVED}\n");
    assert_eq!(listed, said(0, &expected, ""));
}

#[test]
fn an_empty_practice_lists_nothing() {
    assert_eq!(Bench::empty().run("list"), said(0, "", ""));
}

// --- import, export

#[test]
fn what_is_exported_imports_and_exports_the_same() {
    let (bench, other) = (Bench::full(), Bench::empty());
    for mut case in couples().unwrap() {
        // Readiness, signs and why a version was confirmed stay in the practice.
        case.assessment = holdfast::model::readiness::Assessment::default();
        case.versions.iter_mut().for_each(|version| version.why.clear());
        let code = &case.code_name;
        let file = format!("{code}.ron");
        let exported = bench.run(&format!("export --case {code} --out {file}"));
        let told = format!(
            "Wrote {code}. This file is not sealed and holds private words too; keep it where \
             only you can read it: {file}\n"
        );
        assert_eq!(exported, said(0, &told, ""));
        assert_eq!(case_ron::read(&bench.text(&file)).unwrap(), case);
        fs::copy(bench.path(&file), other.path(&file)).unwrap();
        let imported = other.run(&format!("import {file}"));
        let (maps, phrases) = (case.maps.len(), case.element_count());
        let told = format!("Added {code}: {maps} maps, {phrases} phrases\n");
        assert_eq!(imported, said(0, &told, ""));
        other.run(&format!("export --case {code} --out again.ron"));
        // Only where it comes from differs.
        let again = other.text("again.ron");
        let own = again.lines().filter(|line| !line.contains("brought_in: "));
        assert!(own.eq(bench.text(&file).lines()), "{code}");
        fs::remove_file(other.path("again.ron")).unwrap();
    }
}

#[test]
fn a_short_file_written_by_hand_is_enough() {
    let bench = Bench::empty();
    let text = "(schema: 1, case: (code_name: \"Oak\", partners: (a: (name: \"Kim\"), b: (name: \
                \"Jo\")), maps: [(sides: (a: (elements: [(layer: Behaviour, words: \"asks \
                again\")]), b: ()))]))";
    fs::write(bench.path("oak.ron"), text).unwrap();
    assert_eq!(bench.run("import oak.ron"), said(0, "Added Oak: 1 map, 1 phrase\n", ""));
    assert_eq!(bench.run("export --case oak --out oak2.ron").code, 0);
    let exported = case_ron::read(&bench.text("oak2.ron")).unwrap();
    assert!(!exported.maps[0].sides.a.elements[0].id.is_missing());
}

#[test]
fn a_couple_is_imported_once() {
    let bench = Bench::full();
    bench.run("export --case Linden --out linden.ron");
    assert_eq!(
        bench.run("import linden.ron"),
        said(1, "", "This couple is already in the practice. Open it there.\n")
    );
    let other = bench.text("linden.ron").replace("11de0000-", "11df0000-");
    fs::write(bench.path("other.ron"), other).unwrap();
    assert_eq!(
        bench.run("import other.ron"),
        said(1, "", "Another couple already has this code name. Choose another one.\n")
    );
}

#[test]
fn an_export_never_writes_over_a_file() {
    let bench = Bench::full();
    fs::write(bench.path("mine.ron"), "mine").unwrap();
    assert_eq!(
        bench.run("export --case Linden --out mine.ron"),
        said(
            1,
            "",
            "There is already a file of this name. Choose another name: mine.ron\n"
        )
    );
    assert_eq!(bench.text("mine.ron"), "mine");
}

#[test]
fn hostile_and_broken_files_are_refused_with_one_line_and_change_nothing() {
    let bench = Bench::full();
    let before = bench.read("practice.holdfast");
    let whole = case_ron::write(&couples().unwrap()[0]).unwrap();
    let without_ids = |text: &str| text.replace("11de", "22de").replace("Linden", "Lime");
    let files: [(&str, Vec<u8>); 11] = [
        ("empty", Vec::new()),
        ("letter", b"Dear colleague, Rui told me alone that".to_vec()),
        ("deep", [b"(schema: 1, case: ".as_slice(), &vec![b'['; 100_000]].concat()),
        ("large", vec![b' '; 9 * 1024 * 1024]),
        ("binary", vec![0xff, 0xfe, 0x00, 0x80]),
        ("newer", whole.replace("schema: 2", "schema: 9").into()),
        ("cut", whole.as_bytes()[..whole.len() / 2].to_vec()),
        ("long", without_ids(&whole).replace("goes quiet", &"quiet ".repeat(100)).into()),
        ("lines", without_ids(&whole).replace("goes quiet", "goes\\nquiet").into()),
        ("nameless", without_ids(&whole).replace("\"Lime\"", "\" \"").into()),
        ("strange", whole.replace("Pursuer", "Culprit").into()),
    ];
    for (name, bytes) in files {
        let file = format!("{name}.ron");
        fs::write(bench.path(&file), bytes).unwrap();
        let refused = bench.run(&format!("import {file}"));
        assert_eq!((refused.code, refused.out.as_str()), (1, ""), "{name}: {refused:?}");
        assert_eq!(refused.err.lines().count(), 1, "{name}: {}", refused.err);
        assert!(refused.err.trim_end().ends_with(&file), "{name}: {}", refused.err);
        for words in ["told me", "Rui", "quiet", "Duarte", "Culprit"] {
            assert!(
                !refused.err.contains(words),
                "{name} repeats words: {}",
                refused.err
            );
        }
        assert_eq!(
            bench.read("practice.holdfast"),
            before,
            "{name} changed the practice"
        );
    }
}

#[test]
fn a_fault_in_a_file_is_named_with_its_place() {
    let bench = Bench::empty();
    let refusals = [
        (
            "(schema: 1, case: (code_name: \"Oak\"))",
            "Line 1, column 36: `partners` is missing. Correct it, then import the file again. \
             The file: oak.ron\n",
        ),
        (
            "(schema: 3)",
            "This was made by a newer Holdfast (format 3). Update Holdfast, then open it again. \
             The file: oak.ron\n",
        ),
        (
            "(schema: 1, case: (code_name: \"Oak\", partners: (a: (name: \"Kim\"), b: (name: \
             \"Jo\"))))",
            "This couple cannot be taken in. It has no map; a couple has at least one. The file: \
             oak.ron\n",
        ),
    ];
    for (text, told) in refusals {
        fs::write(bench.path("oak.ron"), text).unwrap();
        assert_eq!(bench.run("import oak.ron"), said(1, "", told));
    }
    let missing = bench.run("import nowhere.ron");
    assert_eq!((missing.code, missing.err.lines().count()), (1, 1));
    let told =
        "There is nothing by this name. Check the name and the folder: nowhere.ron\n";
    assert_eq!(missing.err, told);
}

// --- print

#[test]
fn a_page_is_printed_on_both_papers() {
    let bench = Bench::full();
    for (paper, width) in [("a4", 842), ("letter", 792)] {
        let line = format!(
            "print --confirmed --case Linden --template cycle_map --paper {paper}"
        );
        let printed = bench.run(&format!("{line} --out {paper}.pdf"));
        let told = format!(
            "Printed Linden (1 page; held back: 2 private, 1 told alone, 1 guessed): \
             {paper}.pdf\n"
        );
        let warned = format!("{}\n", cannot_know(ForReader::Couple));
        assert_eq!(printed, said(0, &told, &warned));
        let page =
            lopdf::Document::load_mem(&bench.read(&format!("{paper}.pdf"))).unwrap();
        let (_, id) = page.get_pages().into_iter().next().unwrap();
        let media = page.get_dictionary(id).unwrap().get(b"MediaBox").unwrap();
        let found = media.as_array().unwrap()[2].as_float().unwrap();
        assert_eq!(found.round() as i32, width);
    }
}

#[test]
fn a_map_is_chosen_by_its_name_or_its_number() {
    let bench = Bench::full();
    let print = |map: &str, out: &str| {
        let mut command = bench.command(&format!(
            "print --practice practice.holdfast --passphrase-file words --confirmed \
             --case Linden --template cycle_map --out {out}"
        ));
        ended(command.args(["--map", map]).output().unwrap())
    };
    for (map, out) in [("lights out", "a.pdf"), ("2", "b.pdf"), ("Lights out", "c.pdf")] {
        assert_eq!(print(map, out).code, 0, "{map}");
    }
    assert_eq!(bench.read("a.pdf"), bench.read("b.pdf"));
    assert_eq!(bench.read("a.pdf"), bench.read("c.pdf"));
    bench.run("print --confirmed --case Linden --template cycle_map --out first.pdf");
    assert_ne!(bench.read("a.pdf"), bench.read("first.pdf"));
    for unknown in ["3", "0", "the attic"] {
        assert_eq!(
            print(unknown, "d.pdf"),
            said(
                1,
                "",
                "No map of this couple is called so. Give a number from 1 to 2.\n"
            )
        );
    }
}

#[test]
fn every_page_of_text_but_the_record_s_is_printed_like_the_loop() {
    let bench = Bench::full();
    let all = holdfast::export::templates::shipped().into_iter();
    let is_printed = |it: &holdfast::export::Template| {
        let is_text = it.subject() == Subject::Text && it.audience != Audience::Record;
        is_text && it.name != "measures_together"
    };
    let names: Vec<String> = all.filter(is_printed).map(|it| it.name).collect();
    assert!(names.len() > 20);
    for name in names {
        let printed = bench.run(&format!(
            "print --confirmed --because asked --case Linden --template {name} --out {name}.pdf"
        ));
        assert_eq!(printed.code, 0, "{name}: {}", printed.err);
        let pdf = crate::read_pdf::ReadPdf::new(&bench.read(&format!("{name}.pdf")));
        assert!(pdf.spoken().len() > 1, "{name}");
    }
}

#[test]
fn what_the_window_asks_a_second_time_is_refused_until_it_is_confirmed() {
    let bench = Bench::full();
    let unsigned = "Use in supervision is not signed by both partners, or no longer holds. \
                    Print it all the same with --because REASON, which is kept in the \
                    couple's file.\n";
    let empty = "There is no word in this reason. Say in a few words why it is printed all the \
                 same; that is kept in the couple's file.\n";
    for name in ["formulation", "certification", "course_supervision"] {
        let line =
            format!("--confirmed --case Linden --template {name} --out {name}.pdf");
        assert_eq!(bench.run(&format!("print {line}")), said(1, "", unsigned), "{name}");
        let blank = format!("print --because= {line}");
        assert_eq!(bench.run(&blank), said(1, "", empty), "{name}");
        let unseen = bench.bare_run_with(
            &format!(
                "print --practice practice.holdfast --passphrase-file words {line} --because"
            ),
            "\u{200b}",
        );
        assert_eq!(unseen, said(1, "", empty), "{name}");
        assert!(!bench.exists(&format!("{name}.pdf")));
        let printed = bench.run(&format!("print --because saffron {line}"));
        assert_eq!(printed.code, 0, "{name}: {}", printed.err);
    }
    let practice = bench.opened(Access::Read);
    let linden =
        practice.cases().unwrap().into_iter().find(|it| it.code_name == "Linden");
    let kept = practice.load(linden.unwrap().id).unwrap().keeping.without_consent;
    assert_eq!(kept.len(), 3);
    assert!(kept.iter().all(|it| it.because == "saffron"));
    let log = practice.audit().unwrap();
    let told = "printed, without a consent that it needs, the couple";
    let is_told = |line: &&AuditLine| line.did.starts_with(told);
    assert_eq!(log.iter().filter(is_told).count(), 3, "{log:?}");
    assert!(log.iter().all(|line| !line.did.contains("saffron")));
    drop(practice);
    let line = "--case Linden --template cycle_map --out loop.pdf";
    let told = "that one partner told alone and shared since. Print it all the same with \
                --confirmed.\n";
    let refused = bench.run(&format!("print {line}"));
    assert!(refused.code == 1 && refused.err.ends_with(told), "{}", refused.err);
    assert!(!bench.exists("loop.pdf"));
    assert_eq!(bench.run(&format!("print --confirmed {line}")).code, 0);
    // Nobody is asked about a page that holds neither.
    let quiet = "--case Linden --template treatment_plan --out plan.pdf";
    assert_eq!(bench.run(&format!("print {quiet}")).code, 0);
}

#[test]
fn as_many_pages_are_told_as_were_printed() {
    let bench = Bench::full();
    for name in ["pair_sheet", "measures", "home_log"] {
        let line = format!("--case Linden --template {name} --out {name}.pdf");
        let printed = bench.run(&format!("print --confirmed {line}"));
        let page =
            lopdf::Document::load_mem(&bench.read(&format!("{name}.pdf"))).unwrap();
        let told = match page.get_pages().len() {
            1 => "(1 page".to_owned(),
            many => format!("({many} pages"),
        };
        let is_told = [';', ')'].map(|end| printed.out.contains(&format!("{told}{end}")));
        assert!(is_told.contains(&true), "{name}: {}", printed.out);
        // Nothing of the loop is on these two, so nothing of it is held back.
        let is_of_the_loop = name == "pair_sheet";
        let says = printed.out.contains("held back");
        assert!(!says || is_of_the_loop, "{name}: {}", printed.out);
    }
}

#[test]
fn a_page_of_measures_is_not_made_while_none_is_looked_at_together() {
    let bench = Bench::full();
    let line = "print --case Linden --template measures_together --out together.pdf";
    let printed = bench.run(line);
    assert_eq!((printed.code, printed.out.as_str()), (1, ""));
    assert!(printed.err.contains("no score yet that both agreed"), "{}", printed.err);
    assert!(!bench.path("together.pdf").exists());
}

#[test]
fn an_unknown_template_is_answered_with_the_nearest() {
    let bench = Bench::full();
    let unknown =
        bench.run("print --confirmed --case Linden --template cycle_mop --out a.pdf");
    assert_eq!((unknown.code, unknown.out.as_str()), (1, ""));
    let all = unknown
        .err
        .strip_prefix(
            "There is no template of this name. Did you mean cycle_map? There are: ",
        )
        .and_then(|all| all.strip_suffix(".\n"))
        .unwrap_or_else(|| panic!("{}", unknown.err));
    let all: Vec<&str> = all.split(", ").collect();
    assert!(all.is_sorted(), "{all:?}");
    for name in all {
        assert!(holdfast::export::templates::find(name).is_some(), "{name}");
    }
    assert_eq!(
        bench
            .run("print --confirmed --case Linden --template recovery_sheet --out a.pdf"),
        said(
            1,
            "",
            "A recovery sheet holds a key, so it is printed only where a key is made: by \
             `create`, or in the window after a recovery.\n"
        )
    );
    assert!(!bench.exists("a.pdf"));
}

#[test]
fn a_page_never_goes_over_a_file_and_never_into_a_missing_folder() {
    let bench = Bench::full();
    fs::write(bench.path("mine.pdf"), "mine").unwrap();
    assert_eq!(
        bench.run("print --confirmed --case Linden --template cycle_map --out mine.pdf"),
        said(
            1,
            "",
            "There is already a file of this name. Choose another name: mine.pdf\n"
        )
    );
    assert_eq!(bench.text("mine.pdf"), "mine");
    assert_eq!(
        bench.run(
            "print --confirmed --case Linden --template cycle_map --out nowhere/a.pdf"
        ),
        said(
            1,
            "",
            "This folder does not exist. Make it first, or choose another: nowhere\n"
        )
    );
}

#[test]
fn a_page_holds_no_private_word_and_no_surname_in_any_part_of_the_file() {
    let bench = Bench::full();
    for (case, private) in [
        ("Linden", ["dangerous", "Meireles", "Duarte"]),
        ("Heron", ["uncle", "Wrona", "window"]),
        ("Rowan", ["accident", "Haddad", "cheerful"]),
    ] {
        let line = format!(
            "print --confirmed --case {case} --template cycle_map --out {case}.pdf"
        );
        assert_eq!(bench.run(&line).code, 0);
        let mut page =
            lopdf::Document::load_mem(&bench.read(&format!("{case}.pdf"))).unwrap();
        let text = page.extract_text(&[1]).unwrap();
        assert!(text.contains("problem"), "the text of {case} cannot be read: {text}");
        page.decompress();
        let mut whole = Vec::new();
        page.save_to(&mut whole).unwrap();
        for words in private {
            assert!(!text.contains(words) && !holds(&whole, words), "{case}: {words}");
        }
    }
}

// --- cases, history

#[test]
fn an_unknown_couple_is_answered_with_the_nearest_code_name() {
    let bench = Bench::full();
    let lines = [
        "export --case Lindne --out a.ron",
        "print --confirmed --case Lindne --template cycle_map --out a.pdf",
        "history --case Lindne",
    ];
    for line in lines {
        assert_eq!(
            bench.run(line),
            said(1, "", "There is no couple of this code name. Did you mean Linden?\n")
        );
    }
    assert_eq!(
        bench.run("history --case Zebra"),
        said(1, "", "There is no couple of this code name. Look at it again.\n")
    );
}

#[test]
fn a_history_tells_when_what_and_by_which_writer() {
    let bench = Bench::full();
    let mut case = couples().unwrap().remove(0);
    case.maps[1].name = "Late".to_owned();
    let later = Time::parse_from_rfc3339("2026-11-20T09:00:00+01:00").unwrap();
    bench.opened(Access::Write).save(&case, later).unwrap();
    let history = bench.run("history --case linden");
    assert_eq!((history.code, history.err.as_str()), (0, ""));
    let lines: Vec<Vec<&str>> =
        history.out.lines().map(|line| line.split('\t').collect()).collect();
    assert!(lines.iter().all(|line| line.len() == 3 && line[2].len() == 8));
    let first: Vec<&str> = lines.iter().map(|line| line[1]).collect();
    assert_eq!(first[..2], ["the couple", "loop 1"]);
    assert!(first.contains(&"loop 1, private to B"));
    assert_eq!(lines.last().unwrap()[..2], ["2026-11-20T09:00:00+01:00", "loop 2"]);
    assert!(!history.out.contains("Late") && !history.out.contains("garage"));
}

// --- check, backup, restore

#[test]
fn a_whole_practice_is_called_whole() {
    let bench = Bench::full();
    let checked = bench.run("check");
    assert_eq!((checked.code, checked.err.as_str()), (0, ""));
    assert!(checked.out.starts_with("Whole: 3 couples, "), "{}", checked.out);
}

#[test]
fn damage_is_listed_line_by_line_and_ends_with_one() {
    let bench = Bench::full();
    let whole = bench.read("practice.holdfast");
    let mut listed = 0;
    for part in 1..12 {
        let mut bytes = whole.clone();
        let place = bytes.len() * part / 12 + 77;
        bytes[place] ^= 0x55;
        fs::write(bench.path("practice.holdfast"), bytes).unwrap();
        let Said { code, out, err } = bench.run("check");
        if code == 0 {
            assert!(out.starts_with("Whole: 3 couples, "), "{part}: {out}");
            continue;
        }
        assert_eq!((code, err.lines().count()), (1, 1), "{part}: {err}");
        if !out.is_empty() {
            let count = out.lines().count();
            assert!(err.starts_with(&format!("{count} thing")), "{out}{err}");
            listed += 1;
        }
        for words in ["garage", "Duarte", "dangerous", "suitcase"] {
            assert!(!out.contains(words) && !err.contains(words), "{part}: {words}");
        }
    }
    assert!(listed > 0, "no damage was ever listed");
}

#[test]
fn a_backup_is_made_while_the_practice_is_open_and_comes_back_the_same() {
    let bench = Bench::full();
    let open = bench.opened(Access::Write);
    let backed_up = bench.run("backup --out copy.holdfast");
    assert_eq!((backed_up.code, backed_up.err.as_str()), (0, ""));
    assert!(backed_up.out.starts_with("Backed up and verified 3 couples, "));
    drop(open);
    let line =
        "restore --backup copy.holdfast --passphrase-file words --practice new.holdfast";
    let restored = bench.bare_run(line);
    assert_eq!((restored.code, restored.err.as_str()), (0, ""));
    assert!(restored.out.starts_with("Restored and verified 3 couples, "));
    for practice in ["practice.holdfast", "new.holdfast"] {
        let line =
            format!("export --practice {practice} --passphrase-file words --case Rowan");
        bench.bare_run(&format!("{line} --out {practice}.ron"));
    }
    assert_eq!(bench.read("practice.holdfast.ron"), bench.read("new.holdfast.ron"));
    assert_eq!(
        bench.bare_run(line),
        said(
            1,
            "",
            "There is already a file of this name. Choose another name: new.holdfast\n"
        )
    );
    assert_eq!(
        bench.run("backup --out copy.holdfast"),
        said(
            1,
            "",
            "There is already a file of this name. Choose another name: copy.holdfast\n"
        )
    );
}

#[test]
fn a_backup_does_not_come_back_with_other_words_or_from_another_file() {
    let bench = Bench::full();
    bench.run("backup --out copy.holdfast");
    let restore = "restore --practice new.holdfast --passphrase-file";
    assert_eq!(
        bench.bare_run(&format!("{restore} other --backup copy.holdfast")),
        said(1, "", WRONG)
    );
    assert_eq!(
        bench.bare_run(&format!("{restore} words --backup words")),
        said(1, "", "This file is not a Holdfast practice: words\n")
    );
    assert_eq!(
        bench.bare_run(&format!("{restore} words --backup nowhere")),
        said(
            1,
            "",
            "There is nothing by this name. Check the name and the folder: nowhere\n"
        )
    );
    assert!(!bench.exists("new.holdfast"));
}

// --- passphrases, places

#[test]
fn a_wrong_passphrase_is_one_sentence_for_every_command_and_changes_nothing() {
    let bench = Bench::full();
    fs::write(bench.path("oak.ron"), case_ron::write(&couples().unwrap()[0]).unwrap())
        .unwrap();
    let before = bench.read("practice.holdfast");
    let lines = [
        "list",
        "import oak.ron",
        "export --case Linden --out a.ron",
        "print --confirmed --case Linden --template cycle_map --out a.pdf",
        "history --case Linden",
        "check",
        "backup --out a.holdfast",
    ];
    for line in lines {
        let (command, rest) = line.split_once(' ').unwrap_or((line, ""));
        let practice = "--practice practice.holdfast --passphrase-file other";
        let refused = bench.bare_run(&format!("{command} {practice} {rest}"));
        assert_eq!(refused, said(1, "", WRONG), "{line}");
        assert_eq!(bench.read("practice.holdfast"), before, "{line}");
    }
    assert!(["a.ron", "a.pdf", "a.holdfast"].iter().all(|name| !bench.exists(name)));
}

#[test]
fn a_passphrase_comes_from_a_file_or_a_pipe_and_never_as_an_argument() {
    let bench = Bench::empty();
    let list = "list --practice practice.holdfast";
    assert_eq!(
        bench.bare_run(list),
        said(1, "", "No passphrase was given. Type it, or use --passphrase-file FILE.\n")
    );
    let mut piped = bench.command(list);
    piped.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    writeln!(child.stdin.take().unwrap(), "{WORDS}").unwrap();
    assert_eq!(ended(child.wait_with_output().unwrap()), said(0, "", ""));
    fs::write(bench.path("nothing"), "\n").unwrap();
    assert_eq!(
        bench.bare_run(&format!("{list} --passphrase-file nothing")),
        said(1, "", "The passphrase file has an empty first line: nothing\n")
    );
    let missing = bench.bare_run(&format!("{list} --passphrase-file nowhere"));
    assert!(missing.err.starts_with("The passphrase file could not be read: nothing"));
    assert_eq!((missing.code, missing.err.lines().count()), (1, 1));
    let refused = bench.bare_run(&format!("{list} --passphrase hunter2"));
    assert_eq!((refused.code, refused.err.contains("hunter2")), (2, false));
}

#[test]
fn a_practice_that_is_not_there_or_is_something_else_is_told_apart() {
    let bench = Bench::bare();
    assert_eq!(
        bench.run("list"),
        said(
            1,
            "",
            "There is nothing by this name. Check the name and the folder: practice.holdfast\n"
        )
    );
    fs::write(bench.path("practice.holdfast"), "a shopping list").unwrap();
    assert_eq!(
        bench.run("list"),
        said(1, "", "This file is not a Holdfast practice: practice.holdfast\n")
    );
}

#[test]
fn a_practice_that_is_open_elsewhere_is_read_and_not_written() {
    let bench = Bench::full();
    let mut case = couples().unwrap().remove(0);
    case.id = holdfast::model::CaseId::new();
    case.code_name = "Oak".to_owned();
    fs::write(bench.path("oak.ron"), case_ron::write(&case).unwrap()).unwrap();
    let open = bench.opened(Access::Write);
    assert_eq!(bench.run("list").code, 0);
    let refused = bench.run("import oak.ron");
    assert_eq!((refused.code, refused.err.lines().count()), (1, 1));
    assert!(refused.err.starts_with("This practice is already open, in process "));
    let page = "--confirmed --because asked --case Linden --template formulation";
    let refused = bench.run(&format!("print {page} --out page.pdf"));
    let told = "The practice is open in another window, so the reason cannot be kept, and \
                nothing was printed. Close it there, then try again.\n";
    assert_eq!(refused, said(1, "", told));
    assert!(!bench.exists("page.pdf"));
    drop(open);
    assert_eq!(bench.run("import oak.ron").code, 0);
}

#[test]
fn the_usual_practice_lies_in_the_local_data_folder() {
    let bench = Bench::bare();
    let made = bench.bare_run("sample --passphrase-file words");
    assert_eq!((made.code, made.err.as_str()), (0, ""));
    let path = bench.path("home/data/holdfast/practice.holdfast");
    assert!(path.is_file());
    assert_eq!(bench.bare_run("list --passphrase-file words").out.lines().count(), 3);
}

#[test]
fn a_synced_folder_brings_a_warning_that_says_why() {
    let bench = Bench::full();
    fs::create_dir(bench.path("Dropbox")).unwrap();
    fs::rename(bench.path("practice.holdfast"), bench.path("Dropbox/practice.holdfast"))
        .unwrap();
    let line = "list --passphrase-file words --practice Dropbox/practice.holdfast";
    let listed = bench.bare_run(line);
    let service = place::synced_by(&bench.path("Dropbox/practice.holdfast")).unwrap();
    assert_eq!((listed.code, listed.out.lines().count()), (0, 3));
    assert_eq!(listed.err, format!("{}\n", place::sync_warning(service)));
    assert!(listed.err.contains("Dropbox copies to other computers"));
}

#[test]
fn an_older_copy_of_the_practice_is_noticed() {
    let bench = Bench::full();
    assert_eq!(bench.run("list").err, "");
    fs::copy(bench.path("practice.holdfast"), bench.path("older")).unwrap();
    fs::write(
        bench.path("oak.ron"),
        case_ron::write(&couples().unwrap()[0])
            .unwrap()
            .replace("11de", "22de")
            .replace("Linden", "Oak"),
    )
    .unwrap();
    assert_eq!(bench.run("import oak.ron").code, 0);
    fs::copy(bench.path("older"), bench.path("practice.holdfast")).unwrap();
    let listed = bench.run("list");
    assert_eq!(listed.code, 0);
    assert!(
        listed.err.contains("is older than what this computer last saw"),
        "{listed:?}"
    );
}

// --- the whole line

#[test]
fn a_mistyped_line_is_one_sentence() {
    let bench = Bench::bare();
    for (line, told) in [
        ("", "Say what to do; `holdfast-cli --help` lists the commands.\n"),
        (
            "lst",
            "Unrecognized subcommand 'lst' (tip: a similar subcommand exists: 'list'). See \
             `holdfast-cli --help`.\n",
        ),
        (
            "print --confirmed --case Linden --paper a5 --out a.pdf",
            "Invalid value 'a5' for '--paper <PAPER>' [possible values: a4, letter]. See \
             `holdfast-cli --help`.\n",
        ),
    ] {
        assert_eq!(bench.bare_run(line), said(2, "", told));
    }
}

#[test]
fn help_names_every_command_and_ends_well() {
    let bench = Bench::bare();
    let help = bench.bare_run("--help");
    assert_eq!((help.code, help.err.as_str()), (0, ""));
    for command in [
        "sample", "create", "list", "import", "export", "print", "history", "check",
        "backup", "restore",
    ] {
        assert!(help.out.contains(&format!("\n  {command} ")), "{command}");
        let help = bench.bare_run(&format!("{command} --help"));
        assert!(help.out.contains("--passphrase-file"), "{command}");
    }
    assert!(bench.bare_run("--version").out.starts_with("holdfast-cli "));
}

#[test]
fn no_word_of_a_couple_is_left_anywhere_but_where_it_was_asked_for() {
    let bench = Bench::full();
    bench.run("list");
    bench.run("history --case Linden");
    bench.run("check");
    bench.run("backup --out copy.holdfast");
    bench.run("print --confirmed --case Linden --template cycle_map --out page.pdf");
    bench.run("print --confirmed --case Linden --template cycle_map --out page.pdf");
    for path in files(bench.folder.path()) {
        let bytes = fs::read(&path).unwrap();
        let name = path.display().to_string();
        for words in ["garage", "Linden", "Meireles", "dangerous", "drowning"] {
            // The code name stands in the page's footer and title by design.
            let is_page = name.ends_with("page.pdf") && words == "Linden";
            assert!(is_page || !holds(&bytes, words), "{words} is in {name}");
        }
        assert!(!name.contains(".part"), "a draft is left: {name}");
    }
}

// --- what `cargo run -- sample` makes

mod sample {
    use super::*;
    use holdfast::cli::sample::{Sample, make};

    fn make_in(folder: &Path) -> Result<Sample, holdfast::cli::CliError> {
        make(folder, KeyCost::lowest_for_tests(), time())
    }

    fn names(sample: &Sample) -> Vec<String> {
        let name =
            |page: &PathBuf| page.file_name().unwrap().to_string_lossy().into_owned();
        sample.pages.iter().map(name).collect()
    }

    #[test]
    fn it_makes_the_practice_and_a_page_for_every_map_named_by_code_alone() {
        let folder = tempfile::tempdir().unwrap();
        let made = make_in(&folder.path().join("sample")).unwrap();
        assert_eq!(
            names(&made),
            [
                "Heron-loop-1.pdf",
                "Heron-loop-2.pdf",
                "Linden-loop-1.pdf",
                "Linden-loop-2.pdf",
                "Rowan-loop-1.pdf",
                "Rowan-loop-2.pdf",
                "Rowan-loop-3.pdf"
            ]
        );
        assert!(
            made.pages.iter().all(|page| fs::read(page).unwrap().starts_with(b"%PDF"))
        );
        assert!(made.told.starts_with("Made the sample practice: "), "{}", made.told);
    }

    #[test]
    fn running_it_twice_keeps_what_was_changed_in_between() {
        let folder = tempfile::tempdir().unwrap();
        let first = make_in(folder.path()).unwrap();
        let words = Passphrase::new(holdfast::store::sample::SAMPLE_PASSPHRASE);
        let open =
            || Practice::open(&first.practice, &words, Access::Write, time()).unwrap();
        let mut case = couples().unwrap().remove(0);
        case.maps[0].name = "The shed door".to_owned();
        open().save(&case, time()).unwrap();
        let second = make_in(folder.path()).unwrap();
        assert!(
            second.told.starts_with("Found the sample practice: "),
            "{}",
            second.told
        );
        assert_eq!(open().load(case.id).unwrap().maps[0].name, "The shed door");
        // A window is open on it.
        let _window = open();
        assert_eq!(names(&make_in(folder.path()).unwrap()).len(), 7);
    }

    #[test]
    fn somebodys_own_file_in_its_place_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sample.holdfast");
        fs::write(&path, "my own notes").unwrap();
        let refused = make_in(folder.path()).unwrap_err().to_string();
        assert!(
            refused.starts_with("Something that is not the sample practice lies here.")
        );
        assert_eq!(fs::read(&path).unwrap(), b"my own notes");
    }
}

#[test]
fn a_dash_is_no_file_to_write() {
    let bench = Bench::full();
    for line in [
        "print --confirmed --case Linden --template treatment_plan --out -",
        "export --case Linden --out -",
        "backup --out -",
    ] {
        let told = "A file is written, and never standard output. Give a file name in place \
                    of the dash.\n";
        assert_eq!(bench.run(line), said(1, "", told), "{line}");
        assert!(!bench.exists("-"));
    }
}
