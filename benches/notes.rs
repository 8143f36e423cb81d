//! What a note of 18,000 words costs when it is looked through for hints and spelling.

use chrono::{DateTime, NaiveDate, Utc};
use criterion::Criterion;
use holdfast::edit::note;
use holdfast::edit::spelling::Speller;
use holdfast::edit::wording::{Known, Wording};
use holdfast::model::note_format::NoteFormat;
use holdfast::model::{
    Case, ClientModel, NoteKind, Pair, Partner, SecretsPolicy, Session, SessionKind,
};
use holdfast::ui::command::{Ask, Place};
use holdfast::ui::look::{self, Motion};
use holdfast::ui::notes::{NotesFacts, NotesState, notes_ui};
use holdfast::ui::notice::Saved;
use std::hint::black_box;
use std::sync::Arc;

pub fn notes(criterion: &mut Criterion) {
    let sentence = "Ana asked again, Rui looked at the floor and recieved it in silence; he \
                    said “I always get it wrong” and stayed. ";
    let text = sentence.repeat(18_000 / sentence.split(' ').count());
    let known = Known::of(&Pair::<Partner>::default(), "Dr. Weiss");
    let wording = Wording::shipped();
    criterion.bench_function("wording of 18,000 words", |bench| {
        bench.iter(|| wording.hints(black_box(&text), NoteKind::Progress, &known).len());
    });
    let speller = Speller::shipped();
    criterion.bench_function("spelling of 18,000 words", |bench| {
        bench.iter(|| speller.hints(black_box(&text), &known).len());
    });
    a_key(criterion, ("in one paragraph", &text));
    let paragraphs = text.replace("and stayed. ", "and stayed.\n");
    a_key(criterion, ("in paragraphs", &paragraphs));
}

/// One key into a note of 18,000 words, through the screen that it is written on: from the event
/// to the triangles.
fn a_key(criterion: &mut Criterion, (how, text): (&str, &str)) {
    let formats = NoteFormat::shipped();
    let Some((case, id)) = couple(&formats, text) else { return };
    let (known, wording) =
        (Arc::new(Known::of(&case.partners, "Dr. Weiss")), Arc::new(Wording::shipped()));
    let facts = NotesFacts {
        case: &case,
        formats: &formats,
        wording: &wording,
        speller: None,
        known: &known,
        today: NaiveDate::MIN,
        signs_as: ("Dr. Weiss", ""),
        saved: &Saved::Untouched,
        place: Place { has_case: true, ..Place::default() },
        takes_keys: true,
        pending: None,
    };
    let context = egui::Context::default();
    look::install(&context, Motion::Off);
    let mut state = NotesState::default();
    let mut time = 0.0;
    let mut frame = |events: Vec<egui::Event>, asked: &mut Vec<Ask>| {
        time += 0.02;
        let size = egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(1280.0, 800.0));
        let input = egui::RawInput {
            screen_rect: Some(size),
            time: Some(time),
            events,
            focused: true,
            ..egui::RawInput::default()
        };
        let mut output =
            context.run_ui(input, |ui| notes_ui(ui, &mut state, &facts, asked));
        output.textures_delta.clear();
        context.tessellate(std::mem::take(&mut output.shapes), 1.0).len()
    };
    for _ in 0..3 {
        frame(Vec::new(), &mut Vec::new());
    }
    context.memory_mut(|memory| memory.request_focus(id));
    frame(Vec::new(), &mut Vec::new());
    let name = format!("a frame of a note of 18,000 words {how}");
    criterion.bench_function(&name, |bench| {
        bench.iter(|| frame(Vec::new(), &mut Vec::new()));
    });
    let name = format!("a key in a note of 18,000 words {how}");
    criterion.bench_function(&name, |bench| {
        bench.iter(|| frame(vec![egui::Event::Text("a".to_owned())], &mut Vec::new()));
    });
}

/// A couple with this text as its one note, and where it is typed.
fn couple(formats: &[NoteFormat], text: &str) -> Option<(Case, egui::Id)> {
    let mut case = Case::new("Linden", Pair::default());
    (case.client_model, case.secrets_policy) =
        (Some(ClientModel::Couple), Some(SecretsPolicy::NoSecrets));
    case.sessions.push(Session::new(1, SessionKind::Joint, NaiveDate::MIN));
    let format = formats.iter().find(|it| it.name == "narrative")?;
    let written = DateTime::<Utc>::default().fixed_offset();
    let mut note = note::begin(case.sessions.first()?, format, written);
    let section = note.sections.first_mut()?;
    text.clone_into(&mut section.words);
    let id = egui::Id::unique(("note", note.id.0, section.key.as_str()));
    case.notes.push(note);
    Some((case, id))
}
