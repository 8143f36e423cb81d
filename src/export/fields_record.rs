//! What may stand in braces on a page of the record: facts of a session, a note, an answer.

use super::fields::{Field, field, written};
use super::known_loop::steps_words;
use super::known_record::ForRecord;
use crate::drawing::lobe::Hand;
use crate::model::lists;
use crate::model::note::{Note, Risk};
use crate::model::session::Grade;
use crate::model::{
    ClientModel, PartnerId, SecretsPolicy, Session, SessionKind, sentence,
};
use chrono::{DateTime, FixedOffset};

/// The fields of the record.
pub const FIELDS: &[Field] = &[
    field("session.number", "the number of the session").in_title().record(|known| {
        known.session().map_or(String::new(), |it| it.number.to_string())
    }),
    field("session.title", "what session it is, such as joint session 12")
        .record(|known| of_session(known, |it| title(known, it))),
    field("session.day", "the day of the session").record(|known| {
        of_session(known, |it| it.date.format("%A %-d %B %Y").to_string())
    }),
    field("session.time", "when it began and ended")
        .record(|known| of_session(known, time)),
    field("session.place", "in the room, by video or by phone")
        .record(|known| of_session(known, |it| it.sheet.modality.label().to_owned())),
    field("session.present", "who was there")
        .record(|known| of_session(known, |it| present(known, it))),
    field("session.stage", "stage and step of the couple, and of each")
        .record(|known| of_session(known, |it| stage(known, it))),
    field("session.observed", "what the therapist saw")
        .record(|known| of_session(known, |it| it.sheet.observed.clone())),
    field("session.interventions", "what the therapist did")
        .record(|known| of_session(known, interventions)),
    field("session.take_away", "what the couple takes home, in their words")
        .record(|known| of_session(known, |it| it.sheet.take_away.clone())),
    field("session.checked", "says so if the three questions were answered")
        .record(|known| yes(known.session().filter(|it| !it.sheet.knows.is_empty()))),
    field("session.ahead", "says so if a plan or a next day is there")
        .record(|known| yes(known.session().filter(|it| is_ahead(it)))),
    field("loop.in_the_room", "says so if phrases of the loop were seen in the session")
        .record(|known| yes(known.session().filter(|_| known.sees_the_loop()))),
    field("session.plan", "what is planned")
        .record(|known| of_session(known, |it| it.sheet.plan.clone())),
    field("session.next", "the day of the next session")
        .record(|known| of_session(known, next)),
    field("client.model", "who the client is").record(|known| client(known).to_owned()),
    field("client.policy", "what happens to what is told alone")
        .record(|known| policy(known).to_owned()),
    field("knows.therapist", "whether the therapist knows their loop")
        .record(|known| of_session(known, |it| grade(it.sheet.knows.therapist))),
    field("left.knows", "whether the partner on the left knows the loop")
        .record(|known| knows(known, Hand::Left)),
    field("right.knows", "whether the partner on the right knows the loop")
        .record(|known| knows(known, Hand::Right)),
    field("left.feels", "whether the partner on the left feels it in the session")
        .record(|known| feels(known, Hand::Left)),
    field("right.feels", "whether the partner on the right feels it in the session")
        .record(|known| feels(known, Hand::Right)),
    field("left.step", "the step of the partner on the left, from 5 to 7")
        .record(|known| step(known, Hand::Left)),
    field("right.step", "the step of the partner on the right, from 5 to 7")
        .record(|known| step(known, Hand::Right)),
    field(
        "left.risk",
        "what was asked and found about the safety of the one on the left",
    )
    .record(|known| risk(known, Hand::Left)),
    field(
        "right.risk",
        "what was asked and found about the safety of the one on the right",
    )
    .record(|known| risk(known, Hand::Right)),
    field("note.about", "the day that the note is about")
        .record(|known| of_note(known, |it| written(it.about))),
    field("note.written", "when the note was begun")
        .record(|known| of_note(known, |it| moment(it.written))),
    field("note.late", "why it was not written in time")
        .record(|known| of_note(known, |it| it.late_because.clone().unwrap_or_default())),
    field("note.draft", "says so if the note is not signed").record(|known| {
        of_note(known, |it| {
            if it.is_signed() { "" } else { "Draft, not signed" }.to_owned()
        })
    }),
    field("note.alone", "whose it is, if only one partner was there")
        .record(|known| of_note(known, |it| alone(known, it))),
    field("note.signed_by", "who signed it")
        .record(|known| signed_here(known, |it| it.by.clone())),
    field("note.brought_in", "says so if it was signed elsewhere and came from a file")
        .record(|known| of_note(known, brought_in)),
    field("note.credentials", "what stands behind the name of who signed it")
        .record(|known| signed_here(known, |it| it.credentials.clone())),
    field("note.signed_at", "when it was signed")
        .record(|known| signed_here(known, |it| moment(it.at))),
    field("note.check", "the check of the signed words")
        .record(|known| signed_here(known, |it| check(&it.digest))),
    field("answer.asker", "who asked for the file")
        .record(|known| of_pack(known, |it| it.asked_by.clone())),
    field("answer.asked", "what was asked for")
        .record(|known| of_pack(known, |it| it.asked_for.clone())),
    field("answer.received", "when the request came")
        .record(|known| of_pack(known, |it| written(it.received))),
    field("answer.rule", "whose authorisation was needed")
        .record(|known| of_pack(known, |it| it.log.rule.clone())),
    field("answer.source", "where that rule comes from")
        .record(|known| of_pack(known, |it| it.log.rule_source.clone())),
    field("answer.because", "why it was answered though something was missing")
        .record(|known| of_pack(known, |it| it.log.without_because.clone())),
    field("answer.counts", "how much is included, redacted and withheld")
        .record(|known| of_pack(known, crate::model::access_pack::Pack::counts)),
];

fn of_session(known: &ForRecord<'_>, say: impl Fn(&Session) -> String) -> String {
    known.session().map(say).unwrap_or_default()
}

fn of_note(known: &ForRecord<'_>, say: impl Fn(&Note) -> String) -> String {
    known.note().map(say).unwrap_or_default()
}

/// What is said of a signature that was given in this practice, and of no other.
fn signed_here(
    known: &ForRecord<'_>,
    say: impl Fn(&crate::model::note::Signature) -> String,
) -> String {
    let note = known.note().filter(|note| note.brought_in.is_none());
    note.and_then(|note| note.signature.as_ref()).map(say).unwrap_or_default()
}

fn brought_in(note: &Note) -> String {
    let words = note.brought_in.as_ref().and_then(|_| note.signed_words());
    words.unwrap_or_default()
}

fn of_pack(
    known: &ForRecord<'_>,
    say: impl Fn(&crate::model::access_pack::Pack) -> String,
) -> String {
    known.pack.map(say).unwrap_or_default()
}

/// A word for what is so, and none for what is not: a template asks whether there is one.
fn yes(it: Option<&Session>) -> String {
    it.map_or_else(String::new, |_| "yes".to_owned())
}

fn is_ahead(session: &Session) -> bool {
    !session.sheet.plan.trim().is_empty() || session.sheet.next.is_some()
}

fn title(known: &ForRecord<'_>, session: &Session) -> String {
    let Session { number, kind, .. } = session;
    match kind.alone() {
        Some(partner) => {
            format!("session {number} with {} alone", known.case().name_of(partner))
        }
        None => match kind {
            SessionKind::Family => format!("family session {number}"),
            SessionKind::Other => format!("session {number}"),
            _ => format!("joint session {number}"),
        },
    }
}

fn time(session: &Session) -> String {
    let clock = |at: DateTime<FixedOffset>| at.format("%H:%M").to_string();
    match (session.start, session.stop) {
        (Some(start), Some(stop)) => {
            let minutes = (stop - start).num_minutes();
            let unit = if minutes == 1 { "minute" } else { "minutes" };
            format!("{} to {}, {minutes} {unit}", clock(start), clock(stop))
        }
        (Some(start), None) => format!("from {}", clock(start)),
        _ => String::new(),
    }
}

fn present(known: &ForRecord<'_>, session: &Session) -> String {
    let is_there = |partner: &PartnerId| {
        session.kind.alone().is_none_or(|alone| alone == *partner)
            && !session.sheet.absent.of(*partner)
    };
    let names = PartnerId::BOTH.into_iter().filter(is_there);
    let mut names: Vec<&str> = names.map(|it| known.case().name_of(it)).collect();
    names.extend(Some(session.sheet.others_present.trim()).filter(|it| !it.is_empty()));
    names.push("therapist");
    names.join(", ")
}

fn stage(known: &ForRecord<'_>, session: &Session) -> String {
    let own = Hand::BOTH.map(|hand| {
        let partner = known.partner(hand);
        (known.case().name_of(partner).to_owned(), *session.sheet.steps.of(partner))
    });
    steps_words(session.sheet.step, &own)
}

fn interventions(session: &Session) -> String {
    let known = lists::interventions();
    let says = |key: &String| {
        let found = known.iter().find(|it| it.key == *key);
        found.map_or_else(|| key.clone(), |it| it.says.clone())
    };
    session.sheet.interventions.iter().map(says).collect::<Vec<_>>().join(", ")
}

fn next(session: &Session) -> String {
    let Some(day) = session.sheet.next else { return String::new() };
    let time = session.sheet.next_at.map(|at| at.format(", %H:%M").to_string());
    format!("{}{}", day.format("%A %-d %B %Y"), time.unwrap_or_default())
}

fn client(known: &ForRecord<'_>) -> &'static str {
    match known.case().client_model {
        Some(ClientModel::Couple) => "the couple",
        Some(ClientModel::Individuals) => "each of the two",
        Some(ClientModel::Hybrid) => "the couple, with single sessions",
        None => "",
    }
}

fn policy(known: &ForRecord<'_>) -> &'static str {
    match known.case().secrets_policy {
        Some(SecretsPolicy::NoSecrets) => "no secrets",
        Some(SecretsPolicy::LimitedSecrets) => {
            "some told alone is brought to both, as agreed"
        }
        Some(SecretsPolicy::Confidential) => "what is told alone is kept in confidence",
        None => "",
    }
}

fn grade(grade: Option<Grade>) -> String {
    grade.map(Grade::label).unwrap_or_default().to_owned()
}

fn knows(known: &ForRecord<'_>, hand: Hand) -> String {
    of_session(known, |it| grade(*it.sheet.knows.couple.of(known.partner(hand))))
}

fn feels(known: &ForRecord<'_>, hand: Hand) -> String {
    of_session(known, |it| grade(*it.sheet.knows.felt.of(known.partner(hand))))
}

fn step(known: &ForRecord<'_>, hand: Hand) -> String {
    let of = |session: &Session| *session.sheet.steps.of(known.partner(hand));
    let step = known.session().and_then(of);
    step.map_or(String::new(), |step| format!("stage 2, step {step}"))
}

fn risk(known: &ForRecord<'_>, hand: Hand) -> String {
    let partner = known.partner(hand);
    of_note(known, |note| {
        if note.alone.is_some_and(|alone| alone != partner) {
            return String::new();
        }
        let Risk { level, words, not_asked_because } = note.risk.of(partner);
        let asked = level.map(|level| level.label().to_owned());
        let not_asked = Some(not_asked_because.trim()).filter(|it| !it.is_empty());
        let not_asked = not_asked.map(|because| format!("not asked: {because}"));
        let words = Some(words.trim().to_owned()).filter(|it| !it.is_empty());
        let said: Vec<String> = [asked, not_asked, words].into_iter().flatten().collect();
        if said.is_empty() { "not asked yet".to_owned() } else { said.join(": ") }
    })
}

fn alone(known: &ForRecord<'_>, note: &Note) -> String {
    note.alone.map_or(String::new(), |partner| {
        let name = known.case().name_of(partner);
        format!("Told by {name} alone. It is no part of the record of both.")
    })
}

/// "20 November 2026, 08:14".
pub fn moment(at: DateTime<FixedOffset>) -> String {
    at.format("%-d %B %Y, %H:%M").to_string()
}

/// The first digits of a digest, in groups that can be compared by eye.
pub fn check(digest: &str) -> String {
    let digits: Vec<char> = digest.chars().take(16).collect();
    let groups = digits.chunks(4).map(|group| group.iter().collect::<String>());
    groups.collect::<Vec<_>>().join(" ")
}

/// How one move brought the other, from what was seen in the session.
pub fn sentence_in_the_room(known: &ForRecord<'_>) -> String {
    let Some(map) = known.map() else { return String::new() };
    let mut seen = map.clone();
    for partner in PartnerId::BOTH {
        let elements = &mut seen.sides.of_mut(partner).elements;
        elements.retain(|it| known.is_seen_today(it) && !it.is_guess());
    }
    let said = sentence::for_therapist(known.case(), &seen, seen.left);
    said.map(|said| said.in_full()).unwrap_or_default()
}
