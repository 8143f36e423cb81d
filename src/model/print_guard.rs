//! Says beside a page what is held back from it and why, and what stands in the way of printing.

use super::access::{Check, Weight, called};
use super::agreement::{ConsentKind, standing};
use super::audience::{Audience, Shown, What};
use super::{
    Case, Compartment, CycleMap, Dialogue, DialogueId, Element, Layer, Ownership, Pair,
    PartnerId, Score, Session, SessionId, Visibility,
};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// What a page is about. Only what belongs to it is named as held back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// The loop's name or its sentence.
    Loop,
    /// Phrases of the loop.
    Phrases,
    /// What each takes the other's move for, and other words for a move.
    Readings,
    NewMoves,
    Talks,
    /// One session: its sheet, or what is taken home from it.
    Session,
    Note,
    Plan,
    /// Markers and injuries.
    Events,
    Scores,
    /// All sessions.
    Sessions,
    /// A request for the file.
    Answer,
}

/// What a page is printed from.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    pub topics: &'a BTreeSet<Topic>,
    pub map: Option<&'a CycleMap>,
    pub session: Option<SessionId>,
    pub audience: Audience,
}

/// What a page can hold that one of them may have told alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Carried {
    pub layers: BTreeSet<Layer>,
    pub has_talks: bool,
    /// The one talk that was chosen; all of them without.
    pub talk: Option<DialogueId>,
    /// True if it tells the words that were new in its session, of whatever layer.
    pub has_new_words: bool,
}

/// Something that is not on the page, and why. It holds numbers and names, and never what was
/// said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    pub what: String,
    pub why: &'static str,
}

const ALONE: &str = "said alone, not shared yet";
const PRIVATE: &str = "private: nobody has shared it";
const GUESS: &str = "still a guess";
const PROCESS: &str = "your own guess, not theirs yet";
const NOT_FOR_THIS_READER: &str = "not for this reader";
const NEVER: &str = "never printed";

/// What of this couple stays off the page, in a line each.
///
/// Hand in the case as it may be shown now: while others are in the room not even the number of
/// what was said alone is told.
pub fn held_back(case: &Case, about: &About<'_>) -> Vec<Held> {
    let mut held = Vec::new();
    let has = |topic| about.topics.contains(&topic);
    if let Some(map) = about.map {
        held.extend(phrases(case, map, about));
        if has(Topic::Talks) {
            held.extend(talks(map, about.audience));
        }
    }
    if has(Topic::Session) || has(Topic::Note) {
        held.extend(session(case, about));
    }
    if has(Topic::Sessions) {
        let alone = case.sessions.iter().filter(|it| !sees(about, Shown::session(it)));
        let what = "session with one of them alone|sessions with one of them alone";
        held.extend(counted(alone.count(), what, "what was said there stays there"));
    }
    if has(Topic::Events) {
        let events = case.events.iter().filter(|it| !sees(about, Shown::event(it)));
        held.extend(counted(events.count(), "event|events", ALONE));
        let shown = |compartment| Shown::new(What::Episode, compartment);
        let fights = case.episodes.iter();
        let fights = fights.filter(|it| !sees(about, shown(it.compartment())));
        held.extend(counted(fights.count(), "fight at home|fights at home", ALONE));
    }
    if has(Topic::Scores) {
        // A measure that the therapist shows to the couple was made shareable on a day.
        let shown = |score: &Score| {
            let on = case.shown_measures.get(&score.measure).copied();
            let visibility =
                on.map_or(Visibility::Private, |on| Visibility::Shareable { on });
            Shown { visibility, ..Shown::new(What::Score, score.compartment()) }
        };
        let scores = case.scores.iter().filter(|it| !sees(about, shown(it)));
        held.extend(counted(scores.count(), "score|scores", NOT_FOR_THIS_READER));
    }
    held
}

fn sees(about: &About<'_>, shown: Shown) -> bool {
    about.audience.may_see(shown)
}

/// `nouns` are one and several, with a bar between them.
fn counted(count: usize, nouns: &str, why: &'static str) -> Option<Held> {
    (count > 0).then(|| Held { what: number_of(count, nouns), why })
}

fn number_of(count: usize, nouns: &str) -> String {
    let (one, many) = nouns.split_once('|').unwrap_or((nouns, nouns));
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

/// The phrases that belong on such a page and may not be seen there: a line for each partner
/// and reason.
fn phrases(case: &Case, map: &CycleMap, about: &About<'_>) -> Vec<Held> {
    let mut groups: BTreeMap<(PartnerId, &str), BTreeMap<&str, usize>> = BTreeMap::new();
    for (partner, element) in map.elements() {
        let Some(why) = why_held(element, about.audience) else { continue };
        if belongs(element, about) {
            let nouns = groups.entry((partner, why)).or_default();
            *nouns.entry(nouns_of(element.layer)).or_default() += 1;
        }
    }
    let order = [map.left, map.left.other()];
    let mut held = Vec::new();
    for partner in order {
        for why in [ALONE, PRIVATE, GUESS, PROCESS, NOT_FOR_THIS_READER] {
            let Some(nouns) = groups.get(&(partner, why)) else { continue };
            let counts = nouns.iter().map(|(nouns, count)| number_of(*count, nouns));
            let counts = counts.collect::<Vec<_>>().join(", ");
            let what = format!("{counts} of {}", called(case, partner));
            held.push(Held { what, why });
        }
    }
    held
}

fn belongs(element: &Element, about: &About<'_>) -> bool {
    use super::layer::Sheet;
    let topic = match element.layer.sheet() {
        Sheet::Loop | Sheet::Roots | Sheet::Factors => Topic::Phrases,
        Sheet::Readings | Sheet::Reframes => Topic::Readings,
        Sheet::NewLoop => Topic::NewMoves,
    };
    let is_of_today = about.topics.contains(&Topic::Session)
        && about.audience == Audience::Couple
        && about.session.is_some()
        && element.first_seen == about.session;
    about.topics.contains(&topic) || is_of_today
}

/// Why a reader does not see a phrase, in the order in which a therapist would let it in.
fn why_held(element: &Element, audience: Audience) -> Option<&'static str> {
    let shown = Shown::phrase(element);
    if audience.may_see(shown) {
        return None;
    }
    Some(match (element.is_shareable(), element.source.individual()) {
        (false, Some(_)) => ALONE,
        (false, None)
            if shown.compartment == Compartment::Process
                || audience == Audience::Record =>
        {
            PROCESS
        }
        (false, None) => PRIVATE,
        (true, _) if element.ownership == Ownership::Guess => GUESS,
        (true, _) => NOT_FOR_THIS_READER,
    })
}

fn nouns_of(layer: Layer) -> &'static str {
    match layer {
        Layer::Cue => "cue|cues",
        Layer::Body => "body sign|body signs",
        Layer::MeaningSelf | Layer::MeaningOther => "thought|thoughts",
        Layer::Reactive | Layer::Primary | Layer::Felt => "feeling|feelings",
        Layer::Urge => "urge|urges",
        Layer::Behaviour | Layer::Reach | Layer::Response => "move|moves",
        Layer::Fear => "fear|fears",
        Layer::Need => "longing|longings",
        _ => "phrase|phrases",
    }
}

fn talks(map: &CycleMap, audience: Audience) -> Vec<Held> {
    let hidden =
        map.dialogues.iter().filter(|it| !audience.may_see(Shown::talk(map, it)));
    let (alone, private): (Vec<_>, Vec<_>) =
        hidden.partition(|talk| talk.source.individual().is_some());
    let alone = counted(alone.len(), "talk|talks", ALONE);
    alone.into_iter().chain(counted(private.len(), "talk|talks", PRIVATE)).collect()
}

/// What was written about the session and does not go on the page.
fn session(case: &Case, about: &About<'_>) -> Vec<Held> {
    let Some(session) = about.session.and_then(|id| case.session(id)) else {
        return Vec::new();
    };
    let has_sheet = !session.sheet.is_empty();
    let sheet = (has_sheet && !sees(about, Shown::session(session))).then(|| Held {
        what: format!("What you wrote of session {}", session.number),
        why: NOT_FOR_THIS_READER,
    });
    let of_session = |note: &&super::Note| note.session == Some(session.id);
    let notes = case.notes.iter().filter(of_session);
    let process = notes.filter(|it| it.is_process() && !sees(about, Shown::note(it)));
    let process =
        counted(process.count(), "process note|process notes", NOT_FOR_THIS_READER);
    sheet.into_iter().chain(process).collect()
}

/// What the guard cannot know, in a line beside every page of this kind.
pub fn cannot_know(audience: Audience) -> &'static str {
    match audience {
        Audience::Couple => {
            "It knows what is private and what was told alone. What you typed as something both \
             know, it cannot judge: read the page before you give it away."
        }
        Audience::Supervisor => {
            "It replaces names, places and days that it knows. A nickname, another person or a \
             story that only they could tell, it cannot know: read the page before you show it."
        }
        _ => {
            "It knows what is private and what was told alone. What you typed for the record of \
             both, it cannot judge: read the page before it leaves."
        }
    }
}

/// What no page of this kind ever holds, whoever the couple is.
pub fn never(audience: Audience) -> Vec<Held> {
    let lines: &[(&str, &str)] = match audience {
        Audience::Couple => &[
            ("Process notes", NOT_FOR_THIS_READER),
            ("Your estimates", NOT_FOR_THIS_READER),
            ("Surnames and contact", NOT_FOR_THIS_READER),
            ("Screening", NEVER),
            ("Your own part in the loop", NEVER),
        ],
        Audience::Supervisor => &[
            ("Their names, places and contact", "other words stand for them"),
            ("Days", "numbers of sessions stand for them"),
            ("Process notes", NOT_FOR_THIS_READER),
            ("Screening", NEVER),
            ("Your own part in the loop", NEVER),
        ],
        _ => &[
            ("Process notes", NOT_FOR_THIS_READER),
            ("Your guesses below the line that nobody shared", NOT_FOR_THIS_READER),
            ("Screening", NEVER),
            ("Your own part in the loop", NEVER),
        ],
    };
    lines.iter().map(|(what, why)| Held { what: (*what).to_owned(), why }).collect()
}

/// How many phrases and talks on a page for both one of them told alone, and shared since: they
/// are asked about a second time. What the page does not print is not asked about.
pub fn told_alone(map: &CycleMap, about: &About<'_>, carried: &Carried) -> Pair<usize> {
    let mut count = Pair::from_fn(|_| 0);
    for (teller, _) in words_told_alone(map, about, carried) {
        *count.of_mut(teller) += 1;
    }
    count
}

/// The same in their words, of a talk its title: for the therapist's eyes alone.
pub fn words_told_alone(
    map: &CycleMap,
    about: &About<'_>,
    carried: &Carried,
) -> Vec<(PartnerId, String)> {
    let mut told = Vec::new();
    if about.audience != Audience::Couple {
        return told;
    }
    let is_new = |element: &Element| {
        about.session.is_some() && element.first_seen == about.session
    };
    for (_, element) in map.elements() {
        let is_carried = carried.layers.contains(&element.layer)
            || carried.has_new_words && is_new(element);
        let is_there = is_carried && why_held(element, about.audience).is_none();
        if let Some(teller) = element.source.individual().filter(|_| is_there) {
            told.push((teller, element.words.clone()));
        }
    }
    if carried.has_talks {
        let is_chosen = |talk: &&Dialogue| carried.talk.is_none_or(|it| it == talk.id);
        for talk in map.dialogues.iter().filter(is_chosen) {
            let teller = talk.source.individual();
            if let Some(teller) = teller.filter(|_| sees(about, Shown::talk(map, talk))) {
                told.push((teller, talk.title.clone()));
            }
        }
    }
    told
}

/// What a therapist answers for before a page leaves: the gravest first.
pub fn checks(
    case: &Case,
    (audience, leaves): (Audience, Leaves),
    today: NaiveDate,
) -> Vec<Check> {
    let mut checks = Vec::new();
    let mut say = |weight, says: String| checks.push(Check { says, weight });
    let needed = needed_consent(audience, leaves);
    if leaves == Leaves::ForSomebodyElse {
        let says = "What leaves the practice is decided item by item: write the request into \
                    the couple’s file, then answer it there";
        say(Weight::Blocks, says.to_owned());
    }
    if let Some(kind) = needed {
        let holds = |of: &PartnerId| standing(&case.consents, kind, *of, today).is_held();
        let missing = PartnerId::BOTH.into_iter().filter(|partner| !holds(partner));
        let names: Vec<&str> = missing.map(|partner| called(case, partner)).collect();
        if !names.is_empty() {
            let (what, names) = (kind.label(), names.join(" or "));
            let says = format!("“{what}” is not signed by {names}, or no longer holds");
            say(Weight::NeedsReason, says);
        }
    }
    if case.secrets_policy.is_none() && audience != Audience::Couple {
        let says = "What happens to what is told alone was not agreed with them yet";
        say(Weight::Remark, says.to_owned());
    }
    checks
}

/// The consent that a page for this reader needs.
pub fn needed_consent(audience: Audience, leaves: Leaves) -> Option<ConsentKind> {
    match (audience, leaves) {
        (Audience::Supervisor, _) => Some(ConsentKind::Supervision),
        (_, Leaves::ForSomebodyElse) => Some(ConsentKind::Records),
        _ => None,
    }
}

/// Where a paper of the record goes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Leaves {
    /// It stays with the couple's file.
    #[default]
    Stays,
    ForSomebodyElse,
}

/// A session in a few words, such as "Session 12 · 3 March 2026".
pub fn session_title(session: &Session) -> String {
    format!("Session {} · {}", session.number, session.date.format("%-d %B %Y"))
}

#[cfg(test)]
mod tests {
    use super::super::{SessionKind, Source};
    use super::*;

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 2).unwrap()
    }

    fn linden() -> Case {
        let mut case =
            Case::new("Linden", Pair { a: "Ana".to_owned(), b: "Rui".to_owned() });
        let alone = |layer, words: &str| Element {
            source: Source::IndividualB,
            ownership: Ownership::Owned,
            ..Element::new(layer, words)
        };
        let guess = Element {
            visibility: Visibility::Shareable { on: day() },
            ..Element::new(Layer::Need, "saffron")
        };
        case.maps[0].sides.b.elements = vec![
            alone(Layer::Primary, "saffron"),
            alone(Layer::Felt, "saffron"),
            alone(Layer::Reactive, "saffron"),
            guess,
        ];
        case
    }

    fn lines(case: &Case, topics: &[Topic], audience: Audience) -> Vec<String> {
        let topics = topics.iter().copied().collect();
        let session = case.sessions.first().map(|session| session.id);
        let map = case.maps.first();
        let about = About { topics: &topics, map, session, audience };
        let held = held_back(case, &about);
        held.into_iter().map(|held| format!("{}: {}", held.what, held.why)).collect()
    }

    #[test]
    fn what_is_held_back_is_told_in_numbers_with_its_reason() {
        let told = lines(&linden(), &[Topic::Phrases], Audience::Couple);
        assert_eq!(
            told,
            [
                "2 feelings of Rui: said alone, not shared yet",
                "1 longing of Rui: still a guess"
            ]
        );
        let told = lines(&linden(), &[Topic::NewMoves], Audience::Couple);
        assert_eq!(told, ["1 feeling of Rui: said alone, not shared yet"]);
        assert_eq!(lines(&linden(), &[Topic::Plan], Audience::Couple), [""; 0]);
        assert!(lines(&linden(), &[Topic::Phrases], Audience::PartnerA).len() > 1);
    }

    #[test]
    fn a_guess_of_a_session_is_told_as_held_back_from_the_record() {
        let mut case = linden();
        case.maps[0].sides.b.elements = vec![Element::new(Layer::Fear, "saffron")];
        let told = lines(&case, &[Topic::Phrases, Topic::Session], Audience::Record);
        assert_eq!(told, ["1 fear of Rui: your own guess, not theirs yet"]);
    }

    #[test]
    fn only_what_the_page_prints_is_asked_about_a_second_time() {
        let mut case = linden();
        case.maps[0].sides.b.elements[0].visibility = Visibility::Shareable { on: day() };
        let (map, topics) = (&case.maps[0], BTreeSet::from([Topic::Phrases]));
        let audience = Audience::Couple;
        let about = About { topics: &topics, map: Some(map), session: None, audience };
        let of_b = |layers: &[Layer]| {
            let layers = layers.iter().copied().collect();
            told_alone(map, &about, &Carried { layers, ..Carried::default() }).b
        };
        assert_eq!(of_b(&[Layer::Primary, Layer::Felt]), 1);
        assert_eq!(of_b(&[Layer::Behaviour, Layer::Felt]), 0);
        assert_eq!(of_b(&[]), 0);
    }

    #[test]
    fn a_sheet_of_one_alone_is_told_on_pages_of_both() {
        let mut case = linden();
        let mut session = Session::new(3, SessionKind::IndividualA, day());
        session.sheet.plan = "saffron".to_owned();
        case.sessions.push(session);
        let told = lines(&case, &[Topic::Sessions], Audience::Record);
        assert_eq!(
            told,
            ["1 session with one of them alone: what was said there stays there"]
        );
        let told = lines(&case, &[Topic::Session], Audience::Couple);
        assert_eq!(told, ["What you wrote of session 3: not for this reader"]);
    }

    #[test]
    fn a_supervisors_page_waits_for_both_signatures() {
        let case = linden();
        let asked = (Audience::Supervisor, Leaves::Stays);
        let told = checks(&case, asked, day());
        let needed = told.iter().filter(|it| it.weight == Weight::NeedsReason);
        assert_eq!(needed.count(), 1);
        let elsewhere = checks(&case, (Audience::Record, Leaves::ForSomebodyElse), day());
        assert_eq!(elsewhere[0].weight, Weight::Blocks);
        assert_eq!(checks(&case, (Audience::Couple, Leaves::Stays), day()), []);
    }
}
