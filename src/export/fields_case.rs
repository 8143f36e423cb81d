//! The fields and lists that tell of the work: plan, goals, markers, injuries, moments.

use super::fields::{Field, List, field, written};
use super::known::{Entry, ForPractice, Lists, may_stand, on_hand};
use super::known_loop::{joint_sessions, steps_now};
use crate::drawing::lobe::Hand;
use crate::model::audience::Shown;
use crate::model::event::{EventKind, EventStatus};
use crate::model::{Event, PartnerId, Session, lists, new_loop};
use chrono::{DateTime, FixedOffset};

/// What is kept of the whole therapy.
pub const FIELDS: [Field; 17] = [
    field("plan.presenting", "what they came with")
        .practice(|known| known.case.plan.presenting.clone()),
    field("plan.history", "how they met, what held and what broke")
        .practice(|known| known.case.plan.history.clone()),
    field("plan.approach", "how the goals are to be reached")
        .practice(|known| known.case.plan.approach.clone()),
    field("plan.referral", "whom else they see or were sent to")
        .practice(|known| known.case.plan.referral.clone()),
    field("plan.review", "the day on which the plan is looked at again")
        .practice(|known| known.case.plan.review.map(written).unwrap_or_default()),
    field("left.strengths", "what the left partner gives the other")
        .practice(|known| strengths(known, Hand::Left)),
    field("right.strengths", "what the right partner gives the other")
        .practice(|known| strengths(known, Hand::Right)),
    field("left.agreed", "the day on which the left partner agreed to the plan")
        .practice(|known| agreed(known, Hand::Left)),
    field("right.agreed", "the day on which the right partner agreed to the plan")
        .practice(|known| agreed(known, Hand::Right)),
    field("sessions.count", "how many sessions with both there were")
        .practice(|known| joint_sessions(known).len().to_string()),
    field("sessions.counted", "how many sessions with both, such as “6 joint sessions”")
        .practice(|known| match joint_sessions(known).len() {
            1 => "1 joint session".to_owned(),
            count => format!("{count} joint sessions"),
        }),
    field("sessions.last", "the number of the last session with both").practice(
        |known| {
            let last = joint_sessions(known).last().map(|it| it.number.to_string());
            last.unwrap_or_default()
        },
    ),
    field("sessions.first_day", "the day of the first session with both")
        .practice(|known| day(joint_sessions(known).first())),
    field("sessions.last_day", "the day of the last session with both")
        .practice(|known| day(joint_sessions(known).last())),
    field("step.now", "the steps that were noted last, of the couple and of each")
        .practice(steps_now),
    field("new_loop.name", "the couple’s own name for the new loop")
        .couple(|known| known.new_loop.name.trim().to_owned())
        .practice(|known| known.map.new_loop_name.trim().to_owned()),
    field("new_loop.sentence", "how one new move brings the other")
        .couple(|known| {
            let said = known.new_loop.sentence(known.view.left());
            said.unwrap_or_default().to_owned()
        })
        .practice(new_sentence),
];

fn day(session: Option<&&Session>) -> String {
    session.map(|session| written(session.date)).unwrap_or_default()
}

fn strengths(known: &ForPractice<'_>, hand: Hand) -> String {
    known.case.plan.strengths.of(on_hand(known.map.left, hand)).clone()
}

fn agreed(known: &ForPractice<'_>, hand: Hand) -> String {
    let on = known.case.plan.agreed.of(on_hand(known.map.left, hand));
    on.map(written).unwrap_or_default()
}

/// The sentence of the new loop, unless a word of it was told alone or is only supposed.
fn new_sentence(known: &ForPractice<'_>) -> String {
    let mut map = known.map.without_guesses();
    for partner in PartnerId::BOTH {
        map.sides.of_mut(partner).elements.retain(|it| may_stand(Shown::phrase(it)));
    }
    let names = crate::model::Pair::from_fn(|partner| known.case.name_of(partner));
    new_loop::sentence(&map, &names, map.left).unwrap_or_default()
}

/// What there may be several of.
pub const LISTS: [List; 8] = [
    List {
        name: "goals",
        says: "the goals of the plan",
        inside: None,
        fields: &[
            ("goal.words", "what is to change"),
            ("goal.whose", "whose goal it is"),
            ("goal.status", "how far it is"),
        ],
        couple: None,
        practice: Some(goals),
        record: None,
    },
    List {
        name: "markers",
        says: "the signs of change up to the group in which the last one was seen",
        inside: None,
        fields: &[
            ("marker.words", "the sign"),
            ("marker.group", "the change that it belongs to"),
            ("marker.left", "the session in which it was first seen in the left partner"),
            ("marker.right", "the same for the right partner"),
        ],
        couple: None,
        practice: Some(markers),
        record: None,
    },
    List {
        name: "injuries",
        says: "attachment injuries",
        inside: None,
        fields: &[
            ("injury.title", "what it is called"),
            ("injury.hurt", "who was hurt"),
            ("injury.need", "the moment of need"),
            ("injury.meaning", "what it meant"),
            ("injury.link", "how it plays into the loop"),
            ("injury.status", "how far it is mended"),
        ],
        couple: None,
        practice: Some(injuries),
        record: None,
    },
    List {
        name: "injury.steps",
        says: "the steps of mending that were taken",
        inside: Some("injuries"),
        fields: &[
            ("step.title", "the step"),
            ("step.session", "the number of its session"),
            ("step.words", "what was said"),
        ],
        couple: None,
        practice: None,
        record: None,
    },
    List {
        name: "marked_moments",
        says: "the moments that were marked, with where they start and stop in their session",
        inside: None,
        fields: &[
            ("marked.session", "the number of the session"),
            ("marked.start", "minutes and seconds since it began"),
            ("marked.stop", "where the next moment begins, or the session ends"),
            ("marked.tag", "what it was, such as a soft moment"),
            ("marked.words", "what was written of it"),
        ],
        couple: None,
        practice: Some(marked_moments),
        record: None,
    },
    List {
        name: "tango_moves",
        says: "the moves of the Tango with words, the last session first",
        inside: None,
        fields: &[
            ("tango.session", "the number of the session"),
            ("tango.move", "which of the five it was"),
            ("tango.partner", "with whom"),
            ("tango.words", "what was done"),
        ],
        couple: None,
        practice: Some(tango_moves),
        record: None,
    },
    List {
        name: "encounters",
        says: "what one told the other, the last session first",
        inside: None,
        fields: &[
            ("encounter.session", "the number of the session"),
            ("encounter.from", "who told it"),
            ("encounter.to", "who heard it"),
            ("encounter.words", "what was told"),
            ("encounter.answer", "what came back"),
            ("encounter.received", "how it was received"),
        ],
        couple: None,
        practice: Some(encounters),
        record: None,
    },
    List {
        name: "knows",
        says: "whether the loop is known and felt, as it was last noted",
        inside: None,
        fields: &[
            ("knows.question", "what was asked"),
            ("knows.left", "the answer for the left partner"),
            ("knows.right", "the answer for the right partner"),
        ],
        couple: None,
        practice: Some(knows),
        record: None,
    },
];

fn entry<const N: usize>(values: [(&'static str, String); N]) -> Entry {
    Entry { values: values.into(), lists: Lists::new() }
}

fn name(known: &ForPractice<'_>, partner: Option<PartnerId>) -> String {
    partner.map_or_else(|| "both".to_owned(), |it| known.case.name_of(it).to_owned())
}

fn goals(known: &ForPractice<'_>) -> Vec<Entry> {
    let goals = known.case.plan.goals.iter();
    goals
        .map(|goal| {
            entry([
                ("goal.words", goal.words.clone()),
                ("goal.whose", name(known, goal.whose)),
                ("goal.status", goal.status.label().to_owned()),
            ])
        })
        .collect()
}

/// Not yet: a dash, never red.
const NOT_YET: &str = "–";

fn markers(known: &ForPractice<'_>) -> Vec<Entry> {
    let sessions = joint_sessions(known);
    let first_seen = |key: &str, partner: PartnerId, is_own: bool| {
        let met = |session: &&&Session| {
            session.sheet.markers.iter().any(|it| {
                it.marker == key
                    && (it.partner == Some(partner) || !is_own || it.partner.is_none())
            })
        };
        sessions.iter().find(met).map(|it| it.number.to_string())
    };
    let all = lists::markers();
    let is_seen = |marker: &lists::Marker| {
        PartnerId::BOTH
            .iter()
            .any(|it| first_seen(&marker.key, *it, marker.per_partner).is_some())
    };
    let Some(last) = all.iter().filter(|it| is_seen(it)).map(|it| it.group).max() else {
        return Vec::new();
    };
    let shown = all.iter().filter(|marker| marker.group <= last);
    shown
        .map(|marker| {
            let seen = |hand| {
                let partner = on_hand(known.map.left, hand);
                let seen = first_seen(&marker.key, partner, marker.per_partner);
                seen.unwrap_or_else(|| NOT_YET.to_owned())
            };
            entry([
                ("marker.words", marker.says.clone()),
                ("marker.group", marker.group.label().to_owned()),
                ("marker.left", seen(Hand::Left)),
                ("marker.right", seen(Hand::Right)),
            ])
        })
        .collect()
}

fn injuries(known: &ForPractice<'_>) -> Vec<Entry> {
    let is_shown = |it: &&Event| {
        it.kind == EventKind::AttachmentInjury && may_stand(Shown::event(it))
    };
    known.case.events.iter().filter(is_shown).map(|it| injury(known, it)).collect()
}

fn injury(known: &ForPractice<'_>, event: &Event) -> Entry {
    let number = |id| known.case.session(id).map(|it| it.number.to_string());
    let taken =
        event.steps.iter().filter(|step| step.on.is_some() || step.session.is_some());
    let steps = taken.map(|step| {
        entry([
            ("step.title", step.title.clone()),
            ("step.session", step.session.and_then(number).unwrap_or_default()),
            ("step.words", step.words.clone()),
        ])
    });
    let hurt = event.injured.map(|it| known.case.name_of(it).to_owned());
    let whole = entry([
        ("injury.title", event.title.clone()),
        ("injury.hurt", hurt.unwrap_or_default()),
        ("injury.need", event.moment_of_need.clone()),
        ("injury.meaning", event.meaning.clone()),
        ("injury.link", event.cycle_link.clone()),
        ("injury.status", status(event.status).to_owned()),
    ]);
    Entry { lists: [("injury.steps", steps.collect())].into(), ..whole }
}

fn status(status: EventStatus) -> &'static str {
    match status {
        EventStatus::Open => "open",
        EventStatus::UnderWay => "under way",
        EventStatus::Mended => "mended",
        EventStatus::SetAside => "set aside",
    }
}

/// Minutes and seconds from one moment to another.
fn since(start: DateTime<FixedOffset>, at: DateTime<FixedOffset>) -> String {
    let seconds = (at - start).num_seconds().max(0);
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

fn marked_moments(known: &ForPractice<'_>) -> Vec<Entry> {
    let of_session = |session: &&Session| {
        let moments = &session.sheet.moments;
        let start = session.start.or_else(|| moments.first().map(|it| it.at));
        let ends = moments.iter().skip(1).map(|it| Some(it.at)).chain([session.stop]);
        let entries = moments.iter().zip(ends).map(|(moment, end)| {
            let place = |at| start.map(|start| since(start, at)).unwrap_or_default();
            entry([
                ("marked.session", session.number.to_string()),
                ("marked.start", place(moment.at)),
                ("marked.stop", end.map(place).unwrap_or_default()),
                ("marked.tag", moment.tag.label().to_owned()),
                ("marked.words", moment.words.clone()),
            ])
        });
        entries.collect::<Vec<_>>()
    };
    joint_sessions(known).iter().flat_map(of_session).collect()
}

fn tango_moves(known: &ForPractice<'_>) -> Vec<Entry> {
    let of_session = |session: &&Session| {
        let moves = session.sheet.tango.iter().filter(|it| !it.words.trim().is_empty());
        let entries = moves.map(|tango| {
            entry([
                ("tango.session", session.number.to_string()),
                ("tango.move", tango.number.label().to_owned()),
                ("tango.partner", name(known, tango.partner)),
                ("tango.words", tango.words.clone()),
            ])
        });
        entries.collect::<Vec<_>>()
    };
    joint_sessions(known).iter().rev().flat_map(of_session).collect()
}

fn encounters(known: &ForPractice<'_>) -> Vec<Entry> {
    let of_session = |session: &&Session| {
        let entries = session.sheet.encounters.iter().map(|it| {
            let received = it.received.map(|it| it.label().to_owned());
            entry([
                ("encounter.session", session.number.to_string()),
                ("encounter.from", name(known, Some(it.sharer))),
                ("encounter.to", name(known, Some(it.sharer.other()))),
                ("encounter.words", it.words.clone()),
                ("encounter.answer", it.answer.clone()),
                ("encounter.received", received.unwrap_or_default()),
            ])
        });
        entries.collect::<Vec<_>>()
    };
    joint_sessions(known).iter().rev().flat_map(of_session).collect()
}

fn knows(known: &ForPractice<'_>) -> Vec<Entry> {
    let sessions = joint_sessions(known);
    let noted = sessions.iter().rev().find(|it| !it.sheet.knows.is_empty());
    let Some(knows) = noted.map(|it| it.sheet.knows) else { return Vec::new() };
    let questions =
        [("knows the loop", knows.couple), ("feels it in the session", knows.felt)];
    questions
        .into_iter()
        .map(|(question, grades)| {
            let grade = |hand| {
                let grade = grades.of(on_hand(known.map.left, hand));
                grade.map_or_else(|| NOT_YET.to_owned(), |it| it.label().to_owned())
            };
            entry([
                ("knows.question", question.to_owned()),
                ("knows.left", grade(Hand::Left)),
                ("knows.right", grade(Hand::Right)),
            ])
        })
        .collect()
}
