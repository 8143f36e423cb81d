//! Notes, search and the log on the command line: begun, signed, found, told, and never opened again.

use crate::cli::{Bench, files, holds, time};
use chrono::NaiveDate;
use holdfast::model::note::RiskLevel;
use holdfast::model::session::{Encounter, Received};
use holdfast::model::{
    Case, ClientModel, Element, Layer, Pair, PartnerId, SecretsPolicy, Session,
    SessionKind, Source,
};
use holdfast::store::{Access, case_ron};
use std::fs;

const CANARY: &str = "saffron";

/// A couple of two sessions, with the canary in the record, in process and with Rui alone.
fn couple() -> Case {
    let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
    let mut case = Case::new("Linden", names);
    case.client_model = Some(ClientModel::Couple);
    case.secrets_policy = Some(SecretsPolicy::NoSecrets);
    let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    let mut joint = Session::new(3, SessionKind::Joint, day(12));
    joint.sheet.encounters = vec![Encounter {
        sharer: PartnerId::B,
        words: format!("I stood in the {CANARY} garage"),
        received: Some(Received::Green),
        answer: String::new(),
    }];
    let mut alone = Session::new(4, SessionKind::IndividualB, day(19));
    alone.sheet.observed = format!("São he told of the {CANARY} years");
    case.sessions = vec![joint, alone];
    let mut guess = Element::new(Layer::Fear, format!("{CANARY} guess"));
    guess.source = Source::Therapist;
    case.maps[0].sides.a.elements.push(guess);
    case
}

fn bench() -> Bench {
    let bench = Bench::empty();
    bench.opened(Access::Write).add(&couple(), time()).unwrap();
    bench
}

fn kept(bench: &Bench) -> Case {
    let practice = bench.opened(Access::Read);
    practice.load(practice.cases().unwrap()[0].id).unwrap()
}

#[test]
fn a_note_about_one_alone_is_shown_with_private_only() {
    let bench = bench();
    let kept = bench.run("note --case linden --session 4");
    assert!(kept.err.contains("--private"), "{}", kept.err);
    assert!(!kept.out.contains(CANARY));
    let shown = bench.run("note --case linden --session 4 --private");
    assert!(shown.out.contains("session 4"), "{}", shown.out);
}

/// Writes what a therapist would, so that the note can be signed.
fn finish(bench: &Bench) {
    let mut case = kept(bench);
    for note in &mut case.notes {
        for section in &mut note.sections {
            section.words = format!("{} of the {CANARY} hour", section.title);
        }
        note.risk.a.level = Some(RiskLevel::NoneFound);
        note.risk.b.not_asked_because = "left early".to_owned();
    }
    bench.opened(Access::Write).save(&case, time()).unwrap();
}

#[test]
fn a_note_is_begun_from_its_session_shown_again_and_signed_once() {
    let bench = bench();
    let line = "note --case linden --session 3 --format soap";
    let begun = bench.run(line);
    assert_eq!(begun.code, 0, "{}", begun.err);
    assert!(begun.out.contains("SUBJECTIVE"), "{}", begun.out);
    assert!(begun.out.contains("I stood in the saffron garage"), "{}", begun.out);
    assert!(begun.out.contains("Ana: not asked yet") && begun.out.contains("Not signed"));
    assert_eq!(kept(&bench).notes.len(), 1);
    let again = bench.run(line);
    assert_eq!((again.code, again.err.as_str()), (0, ""));
    assert_eq!(again.out, begun.out);
    let other = bench.run("note --case linden --session 3 --format dap");
    assert_eq!(other.err, "This note is kept as soap, and shown so.\n");
    assert_eq!(other.out, begun.out);
    assert_eq!(kept(&bench).notes.len(), 1);
    let sign = "sign --case linden --session 3 --by Weiss --credentials LMFT";
    let refused = bench.run(sign);
    assert_eq!((refused.code, refused.out.as_str()), (1, ""));
    assert!(refused.err.starts_with("This note cannot be signed yet. "));
    for gap in ["partner A", "partner B", "or why it was not asked"] {
        assert!(refused.err.contains(gap), "{}", refused.err);
    }
    for name in ["Ana", "Rui", CANARY] {
        assert!(!refused.err.contains(name), "{}", refused.err);
    }
    assert!(!kept(&bench).notes[0].is_signed());
    finish(&bench);
    let signed = bench.run(sign);
    assert_eq!((signed.code, signed.err.as_str()), (0, ""));
    assert_eq!(signed.out, "Signed the note on session 3 of Linden\n");
    let signature = kept(&bench).notes[0].signature.clone().unwrap();
    assert_eq!(
        (signature.by.as_str(), signature.credentials.as_str()),
        ("Weiss", "LMFT")
    );
    let shown = bench.run(line);
    assert!(shown.out.contains("\nSigned by Weiss, LMFT, "), "{}", shown.out);
}

#[test]
fn no_command_leads_to_words_that_were_signed() {
    let bench = bench();
    bench.run("note --case Linden --session 3");
    finish(&bench);
    let sign = "sign --case Linden --session 3 --by Weiss";
    assert_eq!(bench.run(sign).code, 0);
    let signed = kept(&bench);
    let again = bench.run(sign);
    assert_eq!(
        (again.code, again.err.as_str()),
        (1, "This was signed and can no longer be changed. Add an addendum instead.\n")
    );
    assert_eq!(bench.run("export --case Linden --out linden.ron").code, 0);
    let text = bench.text("linden.ron");
    fs::write(bench.path("same.ron"), &text).unwrap();
    let there = bench.run("import same.ron");
    assert_eq!((there.code, there.out.as_str()), (1, ""));
    let changed = text.replace("of the saffron hour", "of another hour");
    assert_ne!(changed, text);
    fs::write(bench.path("changed.ron"), changed).unwrap();
    let refused = bench.run("import changed.ron");
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("not those that were signed"), "{}", refused.err);
    let unsigned = case_ron::read(&text).unwrap();
    let mut unsigned = Case { code_name: "Elm".to_owned(), ..unsigned };
    unsigned.notes[0].signature = None;
    fs::write(bench.path("unsigned.ron"), case_ron::write(&unsigned).unwrap()).unwrap();
    assert_eq!(bench.run("import unsigned.ron").code, 1);
    assert_eq!(kept(&bench), signed);
    assert_eq!(bench.opened(Access::Read).cases().unwrap().len(), 1);
    assert!(bench.opened(Access::Read).check().unwrap().is_whole());
}

#[test]
fn a_note_needs_its_session_its_format_and_an_agreement() {
    let bench = bench();
    for (line, told) in [
        (
            "note --case Linden --session 9",
            "There is no session of this number. The couple has 2.\n",
        ),
        (
            "note --case Linden --session 3 --format sope",
            "There is no format of this name. Did you mean soap? There are: eft, soap, dap, \
             birp, girp, narrative.\n",
        ),
        (
            "sign --case Linden --session 3 --by Weiss",
            "There is no note for this session yet. Begin one with `note`.\n",
        ),
        ("search ...", "Say at least one word to look for.\n"),
    ] {
        let said = bench.run(line);
        assert_eq!((said.code, said.out.as_str(), said.err.as_str()), (1, "", told));
    }
    let mut case = kept(&bench);
    case.secrets_policy = None;
    bench.opened(Access::Write).save(&case, time()).unwrap();
    let refused = bench.run("note --case Linden --session 3");
    assert_eq!((refused.code, refused.out.as_str()), (1, ""));
    assert!(refused.err.starts_with("The note could not be begun. "), "{}", refused.err);
    assert!(kept(&bench).notes.is_empty());
}

#[test]
fn words_are_found_and_what_was_told_alone_stays_covered() {
    let bench = bench();
    let found = bench.run("search SAFFRON");
    let covered = "What was told alone is not looked through without --private.\n";
    assert_eq!((found.code, found.err.as_str()), (0, covered));
    let lines: Vec<Vec<&str>> =
        found.out.lines().map(|line| line.split('\t').collect()).collect();
    let known: Vec<&[&str]> = lines.iter().map(|line| &line[..4]).collect();
    assert_eq!(
        known,
        [
            ["Linden", "2026-11-12", "record", "Session 3"],
            ["Linden", "", "process notes", "Loop 1 · Loop: Fear"],
        ]
    );
    let snippets: Vec<&str> = lines.iter().map(|line| line[4]).collect();
    assert_eq!(snippets, ["I stood in the saffron garage", "saffron guess"]);
    assert_eq!(bench.run("search --private sao years").out.lines().count(), 1);
    // A word that only Rui told alone, and one that nobody said.
    assert_eq!(bench.run("search sao"), bench.run("search zebra"));
    assert_eq!(bench.run("search zebra").out, "");
    let open = bench.run("search --private sao");
    assert_eq!(
        open.out,
        "Linden\t2026-11-19\tprivate to B\tSession 4\tSão he told of the saffron years\n"
    );
}

#[test]
fn the_log_tells_what_was_done_and_no_word_of_it() {
    let bench = bench();
    let mut said = Vec::new();
    for line in [
        "note --case Linden --session 3",
        "sign --case Linden --session 3 --by Weiss",
        "search --private saffron",
        "export --case Linden --out out.ron",
        "print --confirmed --case Linden --out page.pdf",
        "backup --out copy",
        "note --case Linden --session 8",
    ] {
        said.push(bench.run(line).err);
    }
    let wrong = "list --practice practice.holdfast --passphrase-file other";
    assert_eq!(bench.bare_run(wrong).code, 1);
    finish(&bench);
    assert_eq!(bench.run("sign --case Linden --session 3 --by Weiss").code, 0);
    let audit = bench.run("audit");
    assert_eq!((audit.code, audit.err.as_str()), (0, ""));
    let did: Vec<&str> = audit
        .out
        .lines()
        .map(|line| line.rsplit('\t').next().unwrap())
        .filter(|did| *did != "opened the practice")
        .collect();
    assert_eq!(
        did,
        [
            "added the couple",
            "added a note",
            "showed a note",
            "searched all couples",
            "showed what was told alone",
            "exported the couple",
            "printed loop 1, from the template cycle_map",
            "backed up the practice",
            // By another hand than the command line's.
            "changed a note",
            "a wrong passphrase",
            "signed a note",
        ]
    );
    assert!(audit.out.lines().any(|line| line.contains("\tLinden\tshowed a note")));
    fs::remove_file(bench.path("out.ron")).unwrap();
    said.push(audit.out);
    let left = files(&bench.path("")).into_iter().map(|path| fs::read(path).unwrap());
    for bytes in said.into_iter().map(String::into_bytes).chain(left) {
        for word in [CANARY, "garage", "Rui"] {
            assert!(!holds(&bytes, word), "{word}");
        }
    }
}

#[test]
fn a_file_with_the_line_breaks_of_another_system_is_brought_in_and_hidden_signs_are_not()
{
    let bench = bench();
    let mut case = kept(&bench);
    case.plan.history = "They met\nby the sea.".to_owned();
    let text = holdfast::store::case_ron::write(&case).unwrap();
    let other = Bench::empty();
    fs::write(other.path("case.ron"), text.replace('\n', "\r\n")).unwrap();
    let hidden = text.replace("by the sea", "by the \u{202E}sea");
    fs::write(other.path("hidden.ron"), hidden).unwrap();
    let refused = other.run("import hidden.ron");
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("Treatment plan holds a sign that hides words"));
    assert!(!refused.err.contains("sea"), "{}", refused.err);
    let taken = other.run("import case.ron");
    assert_eq!((taken.code, taken.err.as_str()), (0, ""));
    assert_eq!(kept(&other).plan.history, case.plan.history);
}

#[test]
fn a_note_is_signed_with_a_name_and_not_with_a_blank() {
    let bench = bench();
    bench.run("note --case Linden --session 3");
    let said = bench.bare_run_with(
        "sign --practice practice.holdfast --passphrase-file words --case Linden \
         --session 3 --by",
        " ",
    );
    assert_eq!(said.err, "A note is signed with a name. Say whose with --by NAME.\n");
    assert!(!kept(&bench).notes[0].is_signed());
}

#[cfg(unix)]
#[test]
fn a_pipe_or_a_device_is_refused_and_not_waited_for() {
    let bench = bench();
    let pipe = bench.path("pipe");
    std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
    for line in [
        "import pipe",
        "import /dev/zero",
        "templates check pipe",
        "list --practice practice.holdfast --passphrase-file pipe",
        "list --practice practice.holdfast --passphrase-file /dev/zero",
        "list --practice pipe --passphrase-file words",
    ] {
        let said = if line.starts_with("import") {
            bench.run(line)
        } else {
            bench.bare_run(line)
        };
        assert_eq!((said.code, said.out.as_str()), (1, ""), "{line}: {}", said.err);
    }
    let said = bench.run("import pipe");
    assert!(said.err.starts_with("This is a folder, a pipe or a device"), "{}", said.err);
}

#[test]
fn a_note_is_not_begun_while_the_practice_is_open_elsewhere() {
    let bench = bench();
    let open = bench.opened(Access::Write);
    let refused = bench.run("note --case Linden --session 3");
    assert_eq!((refused.code, refused.out.as_str()), (1, ""));
    assert_eq!(
        refused.err,
        "The practice is open in another window, so the note cannot be begun. Close it there, \
         then try again.\n"
    );
    drop(open);
    assert_eq!(bench.run("note --case Linden --session 3").code, 0);
}
