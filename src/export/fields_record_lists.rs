//! The lists of a page of the record: sections, additions, moves, encounters, what was decided.

use super::fields::{List, Values, written};
use super::fields_record::{check, moment};
use super::known::{Entry, Lists};
use super::known_record::ForRecord;
use crate::model::access_pack::{PackItem, PackLine};
use crate::model::homework::{Homework, Outcome};
use crate::model::lists;
use crate::model::note::{Addendum, CAME_WITH_IT, Section};
use crate::model::session::{Encounter, MarkerMet, TangoMove};
use crate::model::{PartnerId, Session};

const SECTION: &[(&str, &str)] =
    &[("section.title", "its title"), ("section.words", "its words")];

/// The lists of the record.
pub const LISTS: &[List] = &[
    list("note.before", "the sections of the note up to the risk", SECTION, before),
    list("note.after", "progress, homework and plan of the note", SECTION, after),
    list(
        "note.addenda",
        "what joined the note after it was signed",
        &[
            ("addendum.kind", "addendum or amendment"),
            ("addendum.written", "when it was written"),
            ("addendum.about", "the day that it speaks of"),
            ("addendum.reason", "why it was added"),
            ("addendum.words", "its words"),
            ("addendum.by", "who signed it"),
            ("addendum.check", "the check of its words"),
        ],
        addenda,
    ),
    list(
        "session.tango",
        "the moves of the Tango that were made",
        &[
            ("tango.move", "which move"),
            ("tango.who", "with whom"),
            ("tango.words", "what happened"),
        ],
        tango,
    ),
    list(
        "session.encounters",
        "what one told the other anew",
        &[
            ("encounter.from_to", "from whom to whom"),
            ("encounter.message", "what was said"),
            ("encounter.response", "what came back"),
            ("encounter.received", "how it was taken in"),
        ],
        encounters,
    ),
    list(
        "session.markers",
        "the signs of change that were seen",
        &[
            ("marker.says", "which sign"),
            ("marker.who", "in whom"),
            ("marker.words", "what showed it"),
        ],
        markers,
    ),
    list(
        "session.homework",
        "what they do until next time",
        &[
            ("homework.title", "what it is"),
            ("homework.who", "who takes it home"),
            ("homework.steps", "what to do"),
            ("homework.told", "what became of it"),
        ],
        homework,
    ),
    list(
        "answer.items",
        "what goes out in answer to a request",
        &[
            ("item.number", "its number"),
            ("item.title", "what it is"),
            ("item.date", "its day"),
            ("item.redacted", "says so if words were taken out"),
        ],
        items,
    ),
    List {
        name: "item.lines",
        says: "the words of one item",
        inside: Some("answer.items"),
        fields: &[("line.label", "what they are"), ("line.words", "the words")],
        couple: None,
        practice: None,
        record: None,
    },
    list(
        "answer.authorisations",
        "who authorised the answer, and when",
        &[("authorisation.says", "one of them")],
        authorisations,
    ),
    list(
        "answer.decisions",
        "every item with what was decided of it",
        &[
            ("decision.what", "which item, and its day"),
            ("decision.decided", "included, redacted or withheld"),
            ("decision.on", "the day of the decision"),
            ("decision.why", "the reason"),
        ],
        decisions,
    ),
];

const fn list(
    name: &'static str,
    says: &'static str,
    fields: &'static [(&'static str, &'static str)],
    record: fn(&ForRecord<'_>) -> Vec<Entry>,
) -> List {
    let (inside, couple, practice) = (None, None, None);
    List { name, says, inside, fields, couple, practice, record: Some(record) }
}

fn entry(values: impl Into<Values>) -> Entry {
    Entry { values: values.into(), lists: Lists::new() }
}

/// What comes after the risk, as in the order of a full note.
const AFTER_RISK: [&str; 3] = ["progress", "homework", "plan"];

fn sections(known: &ForRecord<'_>, wanted: fn(&Section) -> bool) -> Vec<Entry> {
    let Some(note) = known.note() else { return Vec::new() };
    let written = note.sections.iter().filter(|it| !it.words.trim().is_empty());
    let section = |section: &Section| {
        entry([
            ("section.title", section.title.clone()),
            ("section.words", section.words.clone()),
        ])
    };
    written.filter(|it| wanted(it)).map(section).collect()
}

fn before(known: &ForRecord<'_>) -> Vec<Entry> {
    sections(known, |section| !AFTER_RISK.contains(&section.key.as_str()))
}

fn after(known: &ForRecord<'_>) -> Vec<Entry> {
    sections(known, |section| AFTER_RISK.contains(&section.key.as_str()))
}

fn addenda(known: &ForRecord<'_>) -> Vec<Entry> {
    let Some(note) = known.note() else { return Vec::new() };
    let addendum = |(at, added): (usize, &Addendum)| {
        let digest = known.checks.addenda.get(at).map(String::as_str);
        let by = match added.credentials.trim() {
            "" => added.by.clone(),
            credentials => format!("{}, {credentials}", added.by),
        };
        let is_ours = !note.came_with_it(at);
        let by = if is_ours { by } else { format!("{by} ({CAME_WITH_IT})") };
        let digest = digest.filter(|_| is_ours);
        entry([
            ("addendum.kind", format!("{} {}", added.kind.label(), at + 1)),
            ("addendum.written", moment(added.at)),
            ("addendum.about", written(added.about)),
            ("addendum.reason", added.reason.clone()),
            ("addendum.words", added.words.clone()),
            ("addendum.by", by),
            ("addendum.check", check(digest.unwrap_or_default())),
        ])
    };
    note.addenda.iter().enumerate().map(addendum).collect()
}

fn of_session(
    known: &ForRecord<'_>,
    entries: impl Fn(&Session) -> Vec<Entry>,
) -> Vec<Entry> {
    known.session().map(entries).unwrap_or_default()
}

fn who(known: &ForRecord<'_>, partner: Option<PartnerId>) -> String {
    partner.map_or("both", |partner| known.case().name_of(partner)).to_owned()
}

fn tango(known: &ForRecord<'_>) -> Vec<Entry> {
    let made = |it: &TangoMove| {
        entry([
            ("tango.move", it.number.label().to_owned()),
            ("tango.who", who(known, it.partner)),
            ("tango.words", it.words.clone()),
        ])
    };
    of_session(known, |session| session.sheet.tango.iter().map(made).collect())
}

fn encounters(known: &ForRecord<'_>) -> Vec<Entry> {
    let one = |it: &Encounter| {
        let names = [it.sharer, it.sharer.other()].map(|who| known.case().name_of(who));
        let [from, to] = names;
        let received = it.received.map(|it| it.label().to_owned());
        entry([
            ("encounter.from_to", format!("{from} to {to}")),
            ("encounter.message", quoted(&it.words)),
            ("encounter.response", it.answer.clone()),
            ("encounter.received", received.unwrap_or_default()),
        ])
    };
    of_session(known, |session| session.sheet.encounters.iter().map(one).collect())
}

fn quoted(words: &str) -> String {
    match words.trim() {
        "" => String::new(),
        words if words.starts_with('“') => words.to_owned(),
        words => format!("“{words}”"),
    }
}

fn markers(known: &ForRecord<'_>) -> Vec<Entry> {
    let all = lists::markers();
    let met = |it: &MarkerMet| {
        let says = all.iter().find(|marker| marker.key == it.marker);
        entry([
            ("marker.says", says.map_or_else(|| it.marker.clone(), |it| it.says.clone())),
            ("marker.who", who(known, it.partner)),
            ("marker.words", it.words.clone()),
        ])
    };
    of_session(known, |session| session.sheet.markers.iter().map(met).collect())
}

fn homework(known: &ForRecord<'_>) -> Vec<Entry> {
    let given = |it: &Homework| {
        let outcome = (it.outcome != Outcome::NotAsked).then(|| it.outcome.label());
        let told = [outcome.unwrap_or_default(), it.told.trim()];
        let told: Vec<&str> = told.into_iter().filter(|it| !it.is_empty()).collect();
        entry([
            ("homework.title", it.title.clone()),
            ("homework.who", who(known, it.whose)),
            ("homework.steps", it.steps.join(" ")),
            ("homework.told", told.join(": ")),
        ])
    };
    of_session(known, |session| session.sheet.homework.iter().map(given).collect())
}

fn items(known: &ForRecord<'_>) -> Vec<Entry> {
    let line = |line: &PackLine| {
        entry([("line.label", line.label.clone()), ("line.words", line.words.clone())])
    };
    let item = |item: &PackItem| Entry {
        values: [
            ("item.number", item.number.to_string()),
            ("item.title", item.title.clone()),
            ("item.date", item.date.map(written).unwrap_or_default()),
            ("item.redacted", if item.is_redacted { "redacted" } else { "" }.to_owned()),
        ]
        .into(),
        lists: [("item.lines", item.lines.iter().map(line).collect())].into(),
    };
    known.pack.map(|pack| pack.items.iter().map(item).collect()).unwrap_or_default()
}

fn authorisations(known: &ForRecord<'_>) -> Vec<Entry> {
    let says = |says: &String| entry([("authorisation.says", says.clone())]);
    let all = known.pack.map(|pack| pack.log.authorisations.as_slice());
    all.unwrap_or_default().iter().map(says).collect()
}

fn decisions(known: &ForRecord<'_>) -> Vec<Entry> {
    let all = known.pack.map(|pack| pack.log.decisions.as_slice());
    let decision = |it: &crate::model::access_pack::PackDecision| {
        entry([
            ("decision.what", it.what.clone()),
            ("decision.decided", it.decided.clone()),
            ("decision.on", written(it.on)),
            ("decision.why", it.reason.clone()),
        ])
    };
    all.unwrap_or_default().iter().map(decision).collect()
}
