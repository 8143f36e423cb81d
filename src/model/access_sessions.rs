//! The sheets of the sessions among what is decided about, line by line.

use super::access::{Item, ItemKind, called};
use super::access_items::{Draft, put_risk};
use super::audience::{Shown, What};
use super::homework::Homework;
use super::session::{Encounter, Grade};
use super::{Case, PartnerId, Position, Session};

/// The sheet of a session, and each homework that was given in it.
pub(super) fn of_session(case: &Case, session: &Session) -> Vec<Item> {
    let Session { number, sheet, .. } = session;
    let id = (session.id.0, ItemKind::Session);
    let mut draft = Draft::new(id, format!("Session {number}"), Shown::session(session))
        .on(session.date)
        .line("when and with whom", &when(case, session))
        .line("others present", &sheet.others_present);
    for partner in PartnerId::BOTH.into_iter().filter(|it| *sheet.absent.of(*it)) {
        draft.put("did not come", called(case, partner), Some(partner));
    }
    draft = draft.line("observed", &sheet.observed);
    for (label, words, of) in stands(session) {
        draft.put(&whose(case, label, of), &words, of);
    }
    draft = draft.line("interventions", &interventions(session));
    for moment in &sheet.moments {
        let label = format!("{}, {}", moment.at.format("%H:%M"), moment.tag.label());
        draft.put(&label, &moment.words, None);
    }
    for it in &sheet.tango {
        draft.put(it.number.label(), &it.words, it.partner);
    }
    for encounter in &sheet.encounters {
        let (said, answered) = encounter_labels(case, encounter);
        draft.put(&said, &encounter.words, Some(encounter.sharer));
        let received = encounter.received.map_or("", super::session::Received::label);
        draft.put("how it was received", received, Some(encounter.sharer.other()));
        draft.put(&answered, &encounter.answer, Some(encounter.sharer.other()));
    }
    for (label, grade, of) in grades(session) {
        draft.put(&whose(case, label, of), grade.label(), of);
    }
    for met in &sheet.markers {
        draft.put(&whose(case, "marker seen", met.partner), &met.words, met.partner);
    }
    for risk in sheet.risk.iter() {
        put_risk(&mut draft, case, risk);
    }
    let mut draft = draft.line("plan", &sheet.plan);
    draft.put("taken home", &sheet.take_away, None);
    if let Some(next) = sheet.next {
        draft.put("next", &next.format("%-d %B %Y").to_string(), None);
    }
    let given = sheet.homework.iter().map(|it| of_homework(session, it));
    std::iter::once(draft.0).chain(given).collect()
}

fn when(case: &Case, session: &Session) -> String {
    let who = session.kind.alone().map_or_else(
        || "with both".to_owned(),
        |partner| format!("with {} alone", called(case, partner)),
    );
    let day = session.date.format("%-d %B %Y");
    let clock = |at: Option<chrono::DateTime<chrono::FixedOffset>>| {
        at.map(|at| at.format("%H:%M").to_string())
    };
    let time = match (clock(session.start), clock(session.stop)) {
        (Some(start), Some(stop)) => format!(", {start} to {stop}"),
        (Some(start), None) => format!(", from {start}"),
        _ => String::new(),
    };
    format!("{day}{time}, {who}, {}", session.sheet.modality.label())
}

/// "knows the loop, Ana", where it is about one of them.
fn whose(case: &Case, label: &str, of: Option<PartnerId>) -> String {
    of.map_or_else(
        || label.to_owned(),
        |partner| format!("{label}, {}", called(case, partner)),
    )
}

/// Where the couple stands and where each of them does, and what each said of it in points.
fn stands(session: &Session) -> Vec<(&'static str, String, Option<PartnerId>)> {
    let sheet = &session.sheet;
    let mut all = Vec::new();
    all.extend(sheet.step.map(|step| ("step", step.to_string(), None)));
    for partner in PartnerId::BOTH {
        let of = Some(partner);
        let points = |points: &Option<u8>| points.map(|it| format!("{it} of 10"));
        let step = sheet.steps.of(partner).map(|step| step.to_string());
        let position = sheet.positions.of(partner).map(position_words);
        let safety = points(sheet.safety.of(partner));
        let closeness = points(sheet.closeness.of(partner));
        for (label, words) in [
            ("step", step),
            ("position", position),
            ("how safe it was to speak", safety),
            ("how close", closeness),
        ] {
            all.extend(words.map(|words| (label, words, of)));
        }
    }
    all
}

/// What a position is called; an open one says so.
pub(super) fn position_words(position: Position) -> String {
    let words = position.label();
    if words.is_empty() { "not clear yet".to_owned() } else { words.to_owned() }
}

/// The interventions in words, those of our list and those of the practice's own.
fn interventions(session: &Session) -> String {
    let known = super::lists::interventions();
    let says = |key: &String| {
        let found = known.iter().find(|it| it.key == *key);
        found.map_or_else(|| key.clone(), |it| it.says.clone())
    };
    session.sheet.interventions.iter().map(says).collect::<Vec<_>>().join(", ")
}

fn encounter_labels(case: &Case, encounter: &Encounter) -> (String, String) {
    let (from, to) =
        (called(case, encounter.sharer), called(case, encounter.sharer.other()));
    (format!("{from} to {to}"), format!("{to} answered"))
}

fn grades(session: &Session) -> Vec<(&'static str, Grade, Option<PartnerId>)> {
    let knows = &session.sheet.knows;
    let own = knows.therapist.map(|it| ("the therapist knows their loop", it, None));
    let couple = knows.couple.iter().filter_map(|(partner, it)| {
        it.map(|grade| ("knows the loop", grade, Some(partner)))
    });
    let felt = knows.felt.iter().filter_map(|(partner, it)| {
        it.map(|grade| ("feels it in the session", grade, Some(partner)))
    });
    own.into_iter().chain(couple).chain(felt).collect()
}

fn of_homework(session: &Session, homework: &Homework) -> Item {
    let shown = Shown::new(What::TakeAway, session.kind.compartment());
    let id = (homework.id.0, ItemKind::Homework);
    let title = format!("Homework of session {}", session.number);
    let mut draft = Draft::new(id, title, shown).on(session.date).of(
        "given",
        &homework.title,
        homework.whose,
    );
    for step in &homework.steps {
        draft.put("step", step, homework.whose);
    }
    draft
        .of("to be read aloud", &homework.sixty_seconds, homework.whose)
        .of("what became of it", homework.outcome.label(), homework.whose)
        .of("what they told", &homework.told, homework.whose)
        .0
}
