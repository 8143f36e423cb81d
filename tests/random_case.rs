//! Random couples for the tests of everything that must always hold.

use chrono::NaiveDate;
use holdfast::model::agreement::{Consent, ConsentKind};
use holdfast::model::event::{Event, EventKind};
use holdfast::model::keeping::{Hold, Keeping, WithoutConsent};
use holdfast::model::note::{Note, NoteKind, Section};
use holdfast::model::plan::Plan;
use holdfast::model::private_file::{PrivateFile, Todo};
use holdfast::model::readiness::{
    Assessment, AttachmentEstimate, Basis, Check, Found, SignList,
};
use holdfast::model::score::{Answers, Score};
use holdfast::model::screening::Screening;
use holdfast::model::{
    Case, CycleKind, CycleMap, CyclePattern, Dialogue, DialogueId, Element, ElementId,
    Layer, MapId, MapLink, Moment, MomentTag, OwnLoop, Ownership, Pair, PartnerId,
    Position, Session, SessionId, SessionKind, SharingAct, SharingMade, Source,
    TrayPhrase, Turn, Visibility,
};
use holdfast::model::{
    CheckId, ConsentId, Episode, EpisodeId, EventId, MapVersion, NoteId, Points, ScoreId,
    ScreeningId, TodoId, VersionId,
};
use proptest::prelude::*;
use std::collections::BTreeMap;
use strum::VariantArray as _;
use uuid::Uuid;

pub fn id() -> impl Strategy<Value = Uuid> {
    any::<u128>().prop_map(Uuid::from_u128)
}

pub fn partner() -> impl Strategy<Value = PartnerId> {
    prop::sample::select(PartnerId::BOTH.to_vec())
}

pub fn layer() -> impl Strategy<Value = Layer> {
    prop::sample::select(Layer::VARIANTS.to_vec())
}

pub fn words() -> impl Strategy<Value = String> {
    let word = "[a-zA-ZąęłżčřěđươαβγдежÀé’]{1,12}";
    prop::collection::vec(word, 1..6).prop_map(|words| words.join(" "))
}

pub fn visibility() -> impl Strategy<Value = Visibility> {
    prop_oneof![
        Just(Visibility::Private),
        (1u32..28).prop_map(|day| Visibility::Shareable {
            on: NaiveDate::from_ymd_opt(2026, 3, day).unwrap()
        }),
    ]
}

pub fn element() -> impl Strategy<Value = Element> {
    (
        id(),
        layer(),
        words(),
        any::<bool>(),
        prop::sample::select(Ownership::VARIANTS.to_vec()),
        prop::sample::select(Source::VARIANTS.to_vec()),
        visibility(),
        prop::option::of(0u8..=10),
        prop::option::of(id()),
    )
        .prop_map(
            |(
                id,
                layer,
                words,
                own,
                ownership,
                source,
                visibility,
                intensity,
                answers,
            )| Element {
                answers: answers.map(ElementId),
                tags: answers.map(|_| "protest".to_owned()).into_iter().collect(),
                id: ElementId(id),
                own_words: own,
                ownership,
                source,
                visibility,
                intensity,
                ..Element::new(layer, words)
            },
        )
}

pub fn tray_phrase() -> impl Strategy<Value = TrayPhrase> {
    (id(), words(), any::<bool>()).prop_map(|(id, words, own_words)| TrayPhrase {
        id: ElementId(id),
        own_words,
        ..TrayPhrase::new(words)
    })
}

fn kind() -> impl Strategy<Value = CycleKind> {
    prop::sample::select(CycleKind::VARIANTS.to_vec())
}

pub fn pattern() -> impl Strategy<Value = CyclePattern> {
    prop::sample::select(CyclePattern::VARIANTS.to_vec())
}

pub fn dialogue() -> impl Strategy<Value = Dialogue> {
    let turn = || (partner(), words(), prop::option::of(words()));
    let turn = move || {
        turn().prop_map(|(who, words, seen)| Turn {
            who,
            words,
            seen: seen.unwrap_or_default(),
        })
    };
    let turns = move || prop::collection::vec(turn(), 0..5);
    let source = prop::sample::select(Source::VARIANTS.to_vec());
    (id(), words(), turns(), turns(), words(), source, visibility()).prop_map(
        |(id, title, before, after, what_changed, source, visibility)| Dialogue {
            id: DialogueId(id),
            title,
            before,
            after,
            what_changed,
            source,
            visibility,
        },
    )
}

fn beside() -> impl Strategy<Value = (Vec<Dialogue>, Vec<MapLink>, String)> {
    let link = (id(), words()).prop_map(|(to, how)| MapLink { to: MapId(to), how });
    (
        prop::collection::vec(dialogue(), 0..3),
        prop::collection::vec(link, 0..2),
        prop::option::of(words()).prop_map(Option::unwrap_or_default),
    )
}

fn moments(count: usize) -> Vec<Moment> {
    let at = |minute| format!("2026-03-02T14:{minute:02}:00+01:00").parse().unwrap();
    let moment = |minute| Moment {
        at: at(minute),
        tag: MomentTag::VARIANTS[minute % 5],
        words: "the loop was in the room".to_owned(),
    };
    (0..count).map(moment).collect()
}

pub fn map(most: usize) -> impl Strategy<Value = CycleMap> {
    (
        id(),
        (kind(), pattern()),
        prop::option::of(words()),
        partner(),
        prop::collection::vec((partner(), element()), 0..=most),
        prop::sample::select(Position::VARIANTS.to_vec()),
        prop::collection::vec(tray_phrase(), 0..4),
    )
        .prop_map(|(id, (kind, pattern), name, left, elements, position, tray)| {
            let mut map = CycleMap::new(kind);
            map.id = MapId(id);
            map.name = name.unwrap_or_default();
            map.left = left;
            map.pattern = pattern;
            map.sides.a.position = position;
            for (partner, element) in elements {
                map.sides.of_mut(partner).elements.push(element);
            }
            map.tray = tray;
            map
        })
        .prop_flat_map(|map| (Just(map), beside()))
        .prop_map(|(mut map, beside)| {
            (map.dialogues, map.links, map.pattern_words) = beside;
            map.record_older_acts();
            for dialogue in &map.dialogues {
                map.sharing.push(SharingAct {
                    what: dialogue.id.0,
                    made: SharingMade::ShareableForCertain,
                    on: NaiveDate::from_ymd_opt(2026, 3, 2).unwrap(),
                    by: "Dr. Weiss".to_owned(),
                });
            }
            map
        })
}

/// A note, an event, a consent and a partner's own part, as far as random words can make them.
pub fn file() -> impl Strategy<Value = File> {
    let notes = prop::collection::vec((id(), words(), any::<bool>(), alone()), 0..3);
    let source = prop::sample::select(Source::VARIANTS.to_vec());
    let events = prop::collection::vec((id(), words(), words(), source), 0..3);
    let source = prop::sample::select(Source::VARIANTS.to_vec());
    let episodes = prop::collection::vec((id(), words(), 0u8..=10, source), 0..3);
    (notes, (events, episodes), prop::option::of(id()), words()).prop_map(
        |(notes, (events, episodes), consent, words)| File {
            episodes: sorted(episodes.into_iter().map(episode).collect(), |it| it.id),
            assessment: assessment(&words),
            notes: sorted(notes.into_iter().map(note).collect(), |note| note.id),
            events: sorted(events.into_iter().map(event).collect(), |event| event.id),
            consents: consent.into_iter().map(consent_of).collect(),
            plan: Plan { presenting: words.clone(), ..Plan::default() },
            keeping: held(&words),
            private: Pair { a: private(&words), b: PrivateFile::default() },
        },
    )
}

#[derive(Debug, Clone)]
pub struct File {
    pub notes: Vec<Note>,
    pub events: Vec<Event>,
    pub episodes: Vec<Episode>,
    pub assessment: Assessment,
    pub consents: Vec<Consent>,
    pub plan: Plan,
    pub keeping: Keeping,
    pub private: Pair<PrivateFile>,
}

fn sorted<T, K: Ord>(mut items: Vec<T>, key: impl Fn(&T) -> K) -> Vec<T> {
    items.sort_by_key(&key);
    items.dedup_by_key(|item| key(item));
    items
}

fn alone() -> impl Strategy<Value = Option<PartnerId>> {
    prop::option::of(partner())
}

fn note((id, words, process, alone): (Uuid, String, bool, Option<PartnerId>)) -> Note {
    Note {
        id: NoteId(id),
        kind: if process { NoteKind::Process } else { NoteKind::Progress },
        session: None,
        alone,
        about: NaiveDate::from_ymd_opt(2026, 3, 2).unwrap(),
        written: "2026-03-02T15:00:00+01:00".parse().unwrap(),
        late_because: None,
        format: "dap".to_owned(),
        sections: vec![Section { key: "data".into(), title: "Data".into(), words }],
        risk: Pair::default(),
        signature: None,
        addenda: Vec::new(),
        brought_in: None,
    }
}

fn event((id, title, view, source): (Uuid, String, String, Source)) -> Event {
    let mut event = Event::new(EventKind::Rupture, title);
    event.id = EventId(id);
    event.views.a = view;
    event.softened_first = Some(PartnerId::A);
    event.source = source;
    event
}

fn episode((id, words, strong, source): (Uuid, String, u8, Source)) -> Episode {
    let mut episode = Episode::new(NaiveDate::from_ymd_opt(2026, 3, 2).unwrap(), "");
    episode.id = EpisodeId(id);
    episode.intensity.b = Some(strong);
    episode.phases.withdrawal.clone_from(&words);
    Episode { stressor: words, source, ..episode }
}

fn assessment(words: &str) -> Assessment {
    let on = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
    let check = Check {
        id: CheckId(Uuid::from_u128(11)),
        list: SignList::Readiness,
        sign: "own_motive".to_owned(),
        partner: Some(PartnerId::B),
        on,
        found: Found::Seen,
        words: words.to_owned(),
    };
    Assessment { checks: vec![check], ..Assessment::default() }
}

fn consent_of(id: Uuid) -> Consent {
    Consent { id: ConsentId(id), ..Consent::new(ConsentKind::Treatment) }
}

fn held(words: &str) -> Keeping {
    let since = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
    let hold = Some(Hold { since, why: words.to_owned() });
    let kind = ConsentKind::Supervision;
    let without = WithoutConsent { on: since, kind, because: words.to_owned() };
    let without_consent = vec![without];
    Keeping { hold, rule: words.to_owned(), without_consent, ..Keeping::default() }
}

fn private(words: &str) -> PrivateFile {
    let day = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
    let question = Some("outside".to_owned());
    let mut todo = Todo { question, ..Todo::new(day, words) };
    todo.id = TodoId(Uuid::from_u128(7));
    todo.reason = words.to_owned();
    let said = BTreeMap::from([("violence".to_owned(), words.to_owned())]);
    let screening = Screening {
        id: ScreeningId(Uuid::from_u128(8)),
        words: said.clone(),
        plans: said,
        again: Some(day),
        ..Screening::begin(day)
    };
    let estimate = AttachmentEstimate {
        on: NaiveDate::from_ymd_opt(2026, 3, 2).unwrap(),
        anxiety: Some(45),
        avoidance: None,
        basis: Basis::Client,
        note: words.to_owned(),
    };
    PrivateFile {
        todos: vec![todo],
        screenings: vec![screening],
        estimates: vec![estimate],
        ..PrivateFile::default()
    }
}

fn score() -> impl Strategy<Value = Score> {
    let answers = prop::collection::vec(prop::option::of(0u8..=10), 0..5);
    let totals = prop::collection::btree_map("[a-z]{1,8}", 0i32..200, 0..3);
    let facts = (any::<bool>(), any::<bool>(), 1u32..28);
    (id(), partner(), facts, totals, prop::option::of(answers)).prop_map(
        |(id, partner, (is_private, asks_about_safety, day), totals, answers)| Score {
            id: ScoreId(id),
            measure: "phq-9".to_owned(),
            partner,
            date: NaiveDate::from_ymd_opt(2026, 3, day).unwrap(),
            session: None,
            totals: totals
                .into_iter()
                .map(|(scale, points)| (scale, Points::whole(points)))
                .collect(),
            is_private,
            typed: String::new(),
            answers: answers.map(|given| Answers { given, asks_about_safety }),
        },
    )
}

fn scores() -> impl Strategy<Value = (Vec<Score>, BTreeMap<String, NaiveDate>)> {
    let shown = prop::option::of(1u32..28).prop_map(|day| {
        let day = day.and_then(|day| NaiveDate::from_ymd_opt(2026, 3, day));
        day.map(|day| ("phq-9".to_owned(), day)).into_iter().collect()
    });
    let scores = prop::collection::vec(score(), 0..4)
        .prop_map(|scores| sorted(scores, |score| score.id));
    (scores, shown)
}

pub fn case() -> impl Strategy<Value = Case> {
    let versions = prop::collection::vec((id(), words(), map(6)), 0..3);
    let all = (bare_case(), file(), versions, scores());
    all.prop_map(|(mut case, file, versions, scores)| {
        (case.scores, case.shown_measures) = scores;
        case.versions = sorted(confirmed(versions, &case), |version| version.id);
        if !file.notes.is_empty() {
            case.client_model = Some(holdfast::model::ClientModel::Couple);
            case.secrets_policy = Some(holdfast::model::SecretsPolicy::NoSecrets);
        }
        case.notes = file.notes;
        case.events = file.events;
        case.episodes = file.episodes;
        case.assessment = file.assessment;
        case.consents = file.consents;
        case.plan = file.plan;
        case.keeping = file.keeping;
        case.private = file.private;
        case
    })
}

/// Versions of the first loop, one of them as the loop is.
fn confirmed(versions: Vec<(Uuid, String, CycleMap)>, case: &Case) -> Vec<MapVersion> {
    let now = &case.maps[0];
    let version =
        |(number, (id, why, map)): (u16, (Uuid, String, CycleMap))| MapVersion {
            brought_in: None,
            id: VersionId(id),
            number,
            session: case.sessions.first().map(|session| session.id),
            confirmed: "2026-03-02T15:00:00+01:00".parse().unwrap(),
            by: String::new(),
            why,
            map: if number == 1 { now.clone() } else { CycleMap { id: now.id, ..map } },
        };
    (1..).zip(versions).map(version).collect()
}

fn bare_case() -> impl Strategy<Value = Case> {
    let maps = prop::collection::vec(map(12), 1..3);
    let own = prop::option::of((map(6), prop::option::of(partner())));
    let sessions = prop::collection::vec(id(), 0..3);
    (id(), "[A-Z][a-z]{3,9}", words(), words(), maps, sessions, own).prop_map(
        |(id, code, a, b, maps, sessions, own)| {
            let mut case = Case::new(code, Pair { a, b });
            case.id = holdfast::model::CaseId(id);
            case.maps = maps;
            case.own_loop = own.map(|(map, with)| Box::new(OwnLoop { with, map }));
            case.sessions = (1..)
                .zip(sessions)
                .map(|(number, id)| {
                    let kind = SessionKind::VARIANTS[usize::from(number) % 5];
                    let date = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
                    let mut session = Session::new(number, kind, date);
                    session.id = SessionId(id);
                    session.sheet.moments = moments(usize::from(number) % 3);
                    session
                })
                .collect();
            // The last one runs in half of the cases, whatever its kind.
            let runs = case.id.0.as_u128().is_multiple_of(2);
            if let Some(last) = case.sessions.last_mut().filter(|_| runs) {
                last.start = "2026-03-02T14:03:00+01:00".parse().ok();
            }
            case
        },
    )
}
