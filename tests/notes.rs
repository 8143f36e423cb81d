//! Notes: signed once, and then no way leads to their words, but every way to add to them.

use chrono::NaiveDate;
use holdfast::edit::listed::ListEdit;
use holdfast::edit::note::{self, NotSignable};
use holdfast::edit::{CaseEdit, Edit, EditError};
use holdfast::model::note::{
    Addendum, AddendumKind, BroughtIn, Risk, RiskLevel, Signature,
};
use holdfast::model::note_format::NoteFormat;
use holdfast::model::{
    Case, ClientModel, Note, Pair, PartnerId, SecretsPolicy, Session, SessionKind,
};
use holdfast::store::{
    Access, KeyCost, Passphrase, Practice, StoreError, Time, case_ron, restore,
    signature_of,
};
use std::path::{Path, PathBuf};

const WORDS: &str = "orbit kettle plum";

fn now() -> Time {
    "2026-11-22T16:00:00+01:00".parse().unwrap()
}

fn format(name: &str) -> NoteFormat {
    NoteFormat::shipped().into_iter().find(|format| format.name == name).unwrap()
}

fn couple() -> Case {
    let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
    let mut case = Case::new("Linden", names);
    case.client_model = Some(ClientModel::Couple);
    case.secrets_policy = Some(SecretsPolicy::NoSecrets);
    let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    case.sessions.push(Session::new(1, SessionKind::Joint, day));
    case
}

/// A note with every required section and risk filled, not signed.
fn written(case: &Case) -> Note {
    let mut note = note::begin(&case.sessions[0], &format("dap"), now());
    for section in &mut note.sections {
        section.words = format!("{}: Ana asked again, Rui went quiet", section.title);
    }
    note.risk.a.level = Some(RiskLevel::NoneFound);
    note.risk.b.not_asked_because = "left early".to_owned();
    note
}

fn signature(note: &Note) -> Signature {
    signature_of(note, ("Dr. Weiss", "LMFT"), now()).unwrap()
}

#[test]
fn a_draft_that_says_nothing_of_risk_takes_what_the_sheet_says_since() {
    let mut case = couple();
    let begun = note::begin(&case.sessions[0], &format("dap"), now());
    let id = begun.id;
    case.notes.push(begun);
    case.notes[0].risk.b.not_asked_because = "left early".to_owned();
    let sheet = &mut case.sessions[0].sheet;
    for risk in [&mut sheet.risk.a, &mut sheet.risk.b] {
        risk.level = Some(RiskLevel::Watched);
    }
    note::take_risk(&case, id).unwrap().apply(&mut case).unwrap();
    let risk = &case.notes[0].risk;
    assert_eq!(risk.a.level, Some(RiskLevel::Watched));
    assert_eq!((risk.b.level, risk.b.not_asked_because.as_str()), (None, "left early"));
    // What was written is offered beside it, and never written over.
    let offered = note::risk_of_sheet(&case, &case.notes[0], PartnerId::B).unwrap();
    assert_eq!(offered.level, Some(RiskLevel::Watched));
    assert!(note::take_risk(&case, id).is_none());
}

fn sign(note: &mut Note) -> Result<(), NotSignable> {
    let signature = signature(note);
    let names = Pair { a: "Ana", b: "Rui" };
    note::sign(note, signature, (Some(&format("dap")), &names))
}

fn addendum(words: &str) -> Addendum {
    Addendum {
        kind: AddendumKind::Addendum,
        at: now(),
        about: NaiveDate::from_ymd_opt(2026, 11, 20).unwrap(),
        by: "Dr. Weiss".to_owned(),
        credentials: String::new(),
        reason: "Ana rang".to_owned(),
        words: words.to_owned(),
    }
}

struct Signed {
    _folder: tempfile::TempDir,
    path: PathBuf,
    practice: Practice,
    case: Case,
}

fn signed() -> Signed {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("practice");
    let words = Passphrase::new(WORDS);
    let (mut practice, _) =
        Practice::create(&path, &words, KeyCost::lowest_for_tests(), now()).unwrap();
    let mut case = couple();
    let mut note = written(&case);
    sign(&mut note).unwrap();
    case.notes.push(note);
    practice.save(&case, now()).unwrap();
    Signed { _folder: folder, path, practice, case }
}

fn open(path: &Path) -> Practice {
    Practice::open(path, &Passphrase::new(WORDS), Access::Write, now()).unwrap()
}

#[test]
fn a_note_waits_for_what_is_required_and_for_the_risk_of_each() {
    let case = couple();
    let mut note = note::begin(&case.sessions[0], &format("dap"), now());
    let names = Pair { a: "Ana", b: "Rui" };
    let missing = note::missing(&note, Some(&format("dap")), &names);
    assert_eq!(missing.len(), 5, "{missing:?}");
    assert!(missing[3].to_string().contains("Ana"));
    assert!(sign(&mut note).is_err());
    assert!(!note.is_signed());
    let mut note = written(&case);
    note.late_because = Some(" ".to_owned());
    assert_eq!(sign(&mut note), Err(NotSignable::LateReason));
    note.late_because = Some("was ill".to_owned());
    sign(&mut note).unwrap();
}

#[test]
fn the_risk_of_the_partner_who_was_not_seen_is_not_asked_for() {
    let mut case = couple();
    case.sessions[0].kind = SessionKind::IndividualB;
    let mut note = written(&case);
    note.risk.b.level = Some(RiskLevel::NoneFound);
    note.risk.a = Risk::default();
    sign(&mut note).unwrap();
    note = written(&case);
    note.risk.b = Risk::default();
    assert!(matches!(sign(&mut note), Err(NotSignable::Risk(name)) if name == "Rui"));
}

#[test]
fn no_note_is_written_before_the_couple_has_agreed() {
    let mut case = couple();
    let note = written(&case);
    case.secrets_policy = None;
    let add = CaseEdit::Note(ListEdit::Add(Box::new(note)));
    assert_eq!(Edit::Case(add).apply(&mut case), Err(EditError::NotAgreed));
    assert!(case.notes.is_empty());
}

#[test]
fn no_change_reaches_a_signed_note() {
    let Signed { _folder, mut case, .. } = signed();
    let before = case.clone();
    let id = case.notes[0].id;
    let mut changed = case.notes[0].clone();
    changed.sections[0].words = "nothing happened".to_owned();
    let unsigned = Note { signature: None, ..changed.clone() };
    for edit in [
        ListEdit::Replace(Box::new(changed)),
        ListEdit::Replace(Box::new(unsigned)),
        ListEdit::Remove(id),
    ] {
        let refused = Edit::Case(CaseEdit::Note(edit)).apply(&mut case);
        assert_eq!(refused, Err(EditError::Signed));
    }
    assert_eq!(case, before);
}

#[test]
fn the_store_refuses_other_words_for_a_signed_note_whoever_asks() {
    let Signed { _folder, mut practice, case, path, .. } = signed();
    let mut other_words = case.clone();
    other_words.notes[0].sections[0].words = "nothing happened".to_owned();
    let mut signed_anew = other_words.clone();
    signed_anew.notes[0].signature = Some(signature(&signed_anew.notes[0]));
    let mut unsigned = case.clone();
    unsigned.notes[0].signature = None;
    let mut removed = case.clone();
    removed.notes.clear();
    let mut moved = case.clone();
    moved.notes[0].alone = Some(PartnerId::A);
    for wrong in [other_words, signed_anew, unsigned, removed, moved] {
        assert!(matches!(practice.save(&wrong, now()), Err(StoreError::Signed)));
    }
    drop(practice);
    // Nor does a second opening.
    let mut practice = open(&path);
    let mut wrong = practice.load(case.id).unwrap();
    wrong.notes[0].sections.pop();
    assert!(matches!(practice.save(&wrong, now()), Err(StoreError::Signed)));
    assert_eq!(practice.load(case.id).unwrap(), case);
}

#[test]
fn sql_itself_cannot_write_over_a_signed_note() {
    let Signed { _folder, practice, case, path, .. } = signed();
    drop(practice);
    let sql = rusqlite::Connection::open(&path).unwrap();
    for statement in [
        "UPDATE revision SET sealed = zeroblob(512) WHERE locked = 1",
        "UPDATE revision SET locked = 0 WHERE locked = 1",
        "DELETE FROM revision WHERE locked = 1",
        "INSERT INTO revision (id, entity, \"case\", compartment, parent, writer, sequence, \
         locked, digest, sealed) SELECT randomblob(16), entity, \"case\", compartment, id, \
         writer, sequence + 100, 0, digest, sealed FROM revision WHERE locked = 1",
    ] {
        assert!(sql.execute(statement, []).is_err(), "{statement}");
    }
    drop(sql);
    assert_eq!(open(&path).load(case.id).unwrap(), case);
}

#[test]
fn an_addendum_joins_and_the_signed_words_stay() {
    let Signed { _folder, mut practice, mut case, path, .. } = signed();
    note::add(&mut case.notes[0], addendum("She asked for an earlier hour.")).unwrap();
    practice.save(&case, now()).unwrap();
    note::add(&mut case.notes[0], addendum("It was agreed.")).unwrap();
    practice.save(&case, now()).unwrap();
    let mut fewer = case.clone();
    fewer.notes[0].addenda.remove(0);
    assert!(matches!(practice.save(&fewer, now()), Err(StoreError::Signed)));
    drop(practice);
    let practice = open(&path);
    assert_eq!(practice.load(case.id).unwrap(), case);
    assert!(practice.check().unwrap().is_whole());
    assert!(holdfast::store::is_as_signed(&case.notes[0]));
}

#[test]
fn an_addendum_needs_its_author_its_reason_and_a_signed_note() {
    let case = couple();
    let mut note = written(&case);
    assert_eq!(note::add(&mut note, addendum("more")), Err(EditError::NotSigned));
    sign(&mut note).unwrap();
    let without = Addendum { reason: " ".to_owned(), ..addendum("more") };
    assert_eq!(note::add(&mut note, without), Err(EditError::Empty));
}

#[test]
fn a_text_in_which_signed_words_were_changed_is_not_brought_in() {
    let Signed { _folder, case, .. } = signed();
    let text = case_ron::write(&case).unwrap();
    assert_eq!(case_ron::read(&text).unwrap(), case);
    let forged = text.replacen("Rui went quiet", "Rui shouted", 1);
    assert!(case_ron::read(&forged).is_err());
}

#[test]
fn a_process_note_is_in_its_own_compartment_and_in_no_export() {
    let Signed { _folder, mut practice, mut case, .. } = signed();
    let mut process = note::begin_process(Some(&case.sessions[0]), now());
    process.sections[0].words = "saffron countertransference".to_owned();
    case.notes.push(process);
    practice.save(&case, now()).unwrap();
    assert_eq!(practice.load(case.id).unwrap(), case);
    assert!(!case_ron::write(&case).unwrap().contains("saffron"));
    let texts = practice.texts(case.id).unwrap();
    let with: Vec<_> = texts.iter().filter(|text| text.contains("saffron")).collect();
    assert_eq!(with.len(), 1);
    assert!(with[0].contains("compartment: Process"));
}

#[test]
fn a_removed_draft_is_gone_after_the_next_opening() {
    let Signed { _folder, mut practice, mut case, path, .. } = signed();
    let draft = written(&case);
    let id = draft.id;
    case.notes.push(draft);
    practice.save(&case, now()).unwrap();
    let remove = CaseEdit::Note(ListEdit::Remove(id));
    Edit::Case(remove).apply(&mut case).unwrap();
    practice.save(&case, now()).unwrap();
    drop(practice);
    let practice = open(&path);
    assert_eq!(practice.load(case.id).unwrap(), case);
    assert!(practice.check().unwrap().is_whole());
}

#[test]
fn neither_backup_nor_import_nor_a_second_program_leads_to_signed_words() {
    let Signed { _folder, mut practice, case, path } = signed();
    let mut forged = case.clone();
    forged.notes[0].sections[0].words = "nothing happened".to_owned();
    // The same couple, brought in again beside itself or in its place.
    assert!(practice.add(&forged, now()).is_err());
    // A second program that writes, and one that reads.
    let words = Passphrase::new(WORDS);
    assert!(Practice::open(&path, &words, Access::Write, now()).is_err());
    let mut reader = Practice::open(&path, &words, Access::Read, now()).unwrap();
    assert!(reader.save(&forged, now()).is_err());
    drop(reader);
    // A copy that is restored is locked as the first file was.
    let (copy, restored) = (path.with_file_name("copy"), path.with_file_name("restored"));
    practice.backup(&copy).unwrap();
    restore(&copy, &restored, &words, now()).unwrap();
    let mut again = Practice::open(&restored, &words, Access::Write, now()).unwrap();
    assert!(matches!(again.save(&forged, now()), Err(StoreError::Signed)));
    assert_eq!(again.load(case.id).unwrap(), case);
    assert_eq!(practice.load(case.id).unwrap(), case);
}

#[test]
fn neither_undo_nor_redo_leads_to_before_a_signature() {
    let Signed { _folder, mut case, .. } = signed();
    let signed = case.notes[0].clone();
    let mut draft = Note { signature: None, ..signed.clone() };
    draft.sections[0].words = "other words".to_owned();
    let mut history = holdfast::edit::History::default();
    case.notes[0] = draft.clone();
    let rewrite = CaseEdit::Note(ListEdit::Replace(Box::new(draft)));
    let mut words = Note { signature: None, ..signed.clone() };
    words.sections[0].words = "a third wording".to_owned();
    let third = CaseEdit::Note(ListEdit::Replace(Box::new(words)));
    history.make(Edit::Case(third), &mut case, 0).unwrap();
    history.make(Edit::Case(rewrite), &mut case, 9_000).unwrap();
    // Signing is no edit: the signed copy takes the place of the draft.
    case.notes[0] = signed.clone();
    for _ in 0..3 {
        assert!(matches!(history.undo(&mut case), Err(EditError::Signed) | Ok(false)));
        assert_eq!(case.notes[0], signed);
    }
    history.forget_note(signed.id);
    assert!(!history.can_undo() && !history.can_redo());
}

#[test]
fn name_and_time_of_a_signature_are_sealed_with_the_words() {
    let case = couple();
    let mut note = written(&case);
    sign(&mut note).unwrap();
    assert!(holdfast::store::is_as_signed(&note));
    let signed = note.signature.clone().unwrap();
    let later = signed.at + chrono::Duration::days(1);
    for forged in [
        Signature { by: "Dr. Other".to_owned(), ..signed.clone() },
        Signature { credentials: "PhD".to_owned(), ..signed.clone() },
        Signature { at: later, ..signed },
    ] {
        let note = Note { signature: Some(forged), ..note.clone() };
        assert!(!holdfast::store::is_as_signed(&note));
    }
}

/// The couple of one practice, taken into another one by way of a file.
fn brought(case: &Case) -> (tempfile::TempDir, PathBuf, Practice) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other");
    let words = Passphrase::new(WORDS);
    let cost = KeyCost::lowest_for_tests();
    let (mut practice, _) = Practice::create(&path, &words, cost, now()).unwrap();
    let from_file = case_ron::read(&case_ron::write(case).unwrap()).unwrap();
    practice.add(&from_file, now()).unwrap();
    (folder, path, practice)
}

#[test]
fn a_stranger_who_forges_a_signature_is_taken_at_no_word_of_it() {
    // Anybody can make the digest: it needs no key.
    let mut case = couple();
    let mut note = written(&case);
    let forged = signature_of(&note, ("Dr. Weiss", "LMFT"), now()).unwrap();
    note.signature = Some(forged);
    note.addenda.push(addendum("It was all agreed."));
    // Nor does a file say itself when it was brought in, or that it was not.
    note.brought_in = Some(BroughtIn { on: NaiveDate::MIN, addenda: 0 });
    case.notes.push(note);
    let (_folder, _, practice) = brought(&case);
    let kept = practice.load(case.id).unwrap();
    let note = &kept.notes[0];
    let on = now().date_naive();
    assert_eq!(note.brought_in, Some(BroughtIn { on, addenda: 1 }));
    assert_eq!(
        note.signed_words().unwrap(),
        "Brought in on 22 November 2026 from a file; signed there by Dr. Weiss, LMFT, not \
         checked here"
    );
    assert!(note.came_with_it(0));
    let log: Vec<String> =
        practice.audit().unwrap().into_iter().map(|line| line.did).collect();
    assert!(
        log.contains(&"brought in, signed elsewhere and not checked, a note".to_owned()),
        "{log:?}"
    );
    assert!(!log.iter().any(|did| did.starts_with("signed")), "{log:?}");
    assert!(practice.check().unwrap().is_whole());
}

#[test]
fn a_note_that_was_brought_in_stays_locked_and_stays_marked() {
    let Signed { _folder, case, .. } = signed();
    let (_other, path, mut practice) = brought(&case);
    let kept = practice.load(case.id).unwrap();
    assert!(kept.notes[0].brought_in.is_some());
    let mut unmarked = kept.clone();
    unmarked.notes[0].brought_in = None;
    let mut other_words = kept.clone();
    other_words.notes[0].sections[0].words = "nothing happened".to_owned();
    let mut other_day = kept.clone();
    other_day.notes[0].brought_in = Some(BroughtIn { on: NaiveDate::MIN, addenda: 0 });
    let mut signed_here = kept.clone();
    signed_here.notes[0].brought_in = None;
    signed_here.notes[0].signature = Some(signature(&kept.notes[0]));
    let mut removed = kept.clone();
    removed.notes.clear();
    for wrong in [unmarked, other_words, other_day, signed_here, removed, case.clone()] {
        assert!(matches!(practice.save(&wrong, now()), Err(StoreError::Signed)));
    }
    let mut edited = kept.clone();
    let replace = ListEdit::Replace(Box::new(Note {
        signature: None,
        brought_in: None,
        ..kept.notes[0].clone()
    }));
    let refused = Edit::Case(CaseEdit::Note(replace)).apply(&mut edited);
    assert_eq!(refused, Err(EditError::Signed));
    // What is added here is from here, beside what came from elsewhere.
    let mut more = kept.clone();
    note::add(&mut more.notes[0], addendum("She rang again.")).unwrap();
    practice.save(&more, now()).unwrap();
    drop(practice);
    let practice = open(&path);
    let kept = practice.load(case.id).unwrap();
    assert_eq!(kept, more);
    assert!(!kept.notes[0].came_with_it(0));
    assert!(practice.check().unwrap().is_whole());
}

#[test]
fn backup_and_a_third_practice_keep_the_mark() {
    let Signed { _folder, case, .. } = signed();
    let (_other, path, practice) = brought(&case);
    let (copy, restored) = (path.with_file_name("copy"), path.with_file_name("restored"));
    practice.backup(&copy).unwrap();
    let words = Passphrase::new(WORDS);
    restore(&copy, &restored, &words, now()).unwrap();
    let again = Practice::open(&restored, &words, Access::Write, now()).unwrap();
    let kept = again.load(case.id).unwrap();
    assert!(kept.notes[0].brought_in.is_some());
    assert!(again.check().unwrap().is_whole());
    // What goes out again and comes in elsewhere is marked there as well.
    let (_third, _, third) = brought(&kept);
    assert!(third.load(case.id).unwrap().notes[0].brought_in.is_some());
}

#[test]
fn a_note_signed_here_bears_a_seal_that_no_file_brings() {
    let Signed { _folder, practice, case, .. } = signed();
    assert_eq!(practice.load(case.id).unwrap().notes[0].brought_in, None);
    let seals: Vec<String> = practice
        .texts(case.id)
        .unwrap()
        .iter()
        .filter_map(|text| Some(text.split_once(" seal: \"")?.1.get(..64)?.to_owned()))
        .collect();
    assert_eq!(seals.len(), 1);
    assert!(!case_ron::write(&case).unwrap().contains(&seals[0]));
    // Another practice makes another one for the same words.
    let (_other, _, other) = brought(&case);
    let text = other.texts(case.id).unwrap();
    assert!(text.iter().all(|text| !text.contains(&seals[0])));
}

#[test]
fn an_unsigned_note_with_additions_is_not_taken_in() {
    let mut case = couple();
    let mut note = written(&case);
    note.addenda.push(addendum("more"));
    case.notes.push(note);
    let told = holdfast::edit::incoming::check(&case).unwrap_err().to_string();
    assert!(told.starts_with("A note does not fit"), "{told}");
}
