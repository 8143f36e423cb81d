//! What of a couple stays off a page: how much, why, and for the therapist's eyes its words.

use super::access::called;
use super::audience::{Audience, Shown, What};
use super::page_phrases::belonging;
use super::print_guard::{About, Topic, session_title};
use super::{Case, Compartment, CycleMap, Element, Layer, Ownership, PartnerId, Session};
use std::collections::BTreeMap;

/// Something that is not on the page, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Numbers and names, and never what was said.
    pub what: String,
    pub why: &'static str,
    /// What was said, for the therapist's eyes alone; empty where nothing is quoted.
    pub words: Vec<String>,
}

impl Held {
    pub fn new(what: impl Into<String>, why: &'static str) -> Self {
        Self { what: what.into(), why, words: Vec::new() }
    }

    /// The same in numbers alone, for a screen that others may look at.
    #[must_use]
    pub fn in_numbers(self) -> Self {
        Self { words: Vec::new(), ..self }
    }
}

/// How many phrases stay out of what somebody reads, and why. It holds no words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HeldBack {
    pub private: usize,
    pub individual: usize,
    pub guesses: usize,
}

impl HeldBack {
    /// Of these phrases those that this reader does not see.
    pub fn of<'a>(
        elements: impl IntoIterator<Item = &'a Element>,
        reader: Audience,
    ) -> Self {
        let mut held = Self::default();
        for why in elements.into_iter().filter_map(|it| why_held(it, reader)) {
            match why {
                ALONE => held.individual += 1,
                GUESS => held.guesses += 1,
                _ => held.private += 1,
            }
        }
        held
    }

    /// Of the phrases that belong on a page.
    pub fn from_page(case: &Case, about: &About<'_>) -> Self {
        let phrases = belonging(case, about);
        Self::of(phrases.iter().map(|(_, element)| &**element), about.audience)
    }
}

const ALONE: &str = "said alone, not shared yet";
const PRIVATE: &str = "private: nobody has shared it";
const GUESS: &str = "still a guess";
const PROCESS: &str = "your own guess, not theirs yet";
pub(super) const NOT_FOR_THIS_READER: &str = "not for this reader";
pub(super) const NEVER: &str = "never printed";

/// What of this couple stays off the page, with a line for each partner and reason.
///
/// Hand in the case as it may be shown now: while others are in the room not even the number of
/// what was said alone is told, and of nothing that is held back the words.
pub fn held_back(case: &Case, about: &About<'_>) -> Vec<Held> {
    let has = |topic| about.topics.contains(&topic);
    let mut held = phrases(case, about);
    let map = about.map.and_then(|id| case.map(id));
    if let Some(map) = map.filter(|_| has(Topic::Talks)) {
        held.extend(talks(map, about.audience));
    }
    if has(Topic::Session) || has(Topic::Note) {
        held.extend(session(case, about));
    }
    if has(Topic::Sessions) {
        let alone = case.sessions.iter().filter(|it| !sees(about, Shown::session(it)));
        let what = "session with one of them alone|sessions with one of them alone";
        let alone = alone.map(session_title).collect();
        held.extend(several(alone, what, "what was said there stays there"));
    }
    if has(Topic::Events) {
        let events = case.events.iter().filter(|it| !sees(about, Shown::event(it)));
        let events = events.map(|it| it.title.clone()).collect();
        held.extend(several(events, "event|events", ALONE));
        let shown = |compartment| Shown::new(What::Episode, compartment);
        let fights = case.episodes.iter();
        let fights = fights.filter(|it| !sees(about, shown(it.compartment())));
        let fights = fights.map(|it| it.stressor.clone()).collect();
        held.extend(several(fights, "fight at home|fights at home", ALONE));
    }
    if has(Topic::Scores) {
        let since = |measure: &str| case.shown_measures.get(measure).copied();
        let scores = case.scores.iter();
        let scores =
            scores.filter(|it| !sees(about, Shown::score(it, since(&it.measure))));
        held.extend(counted(scores.count(), "score|scores", NOT_FOR_THIS_READER));
    }
    held
}

fn sees(about: &About<'_>, shown: Shown) -> bool {
    about.audience.may_see(shown)
}

/// `nouns` are one and several, with a bar between them.
fn counted(count: usize, nouns: &str, why: &'static str) -> Option<Held> {
    (count > 0).then(|| Held::new(number_of(count, nouns), why))
}

/// The same with what each of them says.
fn several(words: Vec<String>, nouns: &str, why: &'static str) -> Option<Held> {
    let held = counted(words.len(), nouns, why)?;
    let words = words.into_iter().filter(|words| !words.trim().is_empty()).collect();
    Some(Held { words, ..held })
}

fn number_of(count: usize, nouns: &str) -> String {
    let (one, many) = nouns.split_once('|').unwrap_or((nouns, nouns));
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

/// A line for each partner and reason.
fn phrases(case: &Case, about: &About<'_>) -> Vec<Held> {
    type Group<'a> = (BTreeMap<&'static str, usize>, Vec<&'a str>);
    let mut groups: BTreeMap<(PartnerId, &str), Group<'_>> = BTreeMap::new();
    let belonging = belonging(case, about);
    for (partner, element) in &belonging {
        let (partner, element) = (*partner, &**element);
        let Some(why) = why_held(element, about.audience) else { continue };
        let (nouns, words) = groups.entry((partner, why)).or_default();
        *nouns.entry(nouns_of(element.layer)).or_default() += 1;
        words.push(&element.words);
    }
    let left = about.map.and_then(|id| case.map(id)).map_or(PartnerId::A, |map| map.left);
    let mut held = Vec::new();
    for partner in [left, left.other()] {
        for why in [ALONE, PRIVATE, GUESS, PROCESS, NOT_FOR_THIS_READER] {
            let Some((nouns, words)) = groups.get(&(partner, why)) else { continue };
            let counts = nouns.iter().map(|(nouns, count)| number_of(*count, nouns));
            let counts = counts.collect::<Vec<_>>().join(", ");
            let what = format!("{counts} of {}", called(case, partner));
            let words = words.iter().map(|words| (*words).to_owned()).collect();
            held.push(Held { words, ..Held::new(what, why) });
        }
    }
    held
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
    let titles = |talks: Vec<&super::Dialogue>| {
        talks.into_iter().map(|talk| talk.title.clone()).collect()
    };
    let alone = several(titles(alone), "talk|talks", ALONE);
    alone.into_iter().chain(several(titles(private), "talk|talks", PRIVATE)).collect()
}

/// What was written about the session and does not go on the page.
fn session(case: &Case, about: &About<'_>) -> Vec<Held> {
    let Some(session) = about.session.and_then(|id| case.session(id)) else {
        return Vec::new();
    };
    let has_sheet = !session.sheet.is_empty();
    let is_held = |session: &Session| has_sheet && !sees(about, Shown::session(session));
    let sheet = is_held(session).then(|| {
        let what = format!("What you wrote of session {}", session.number);
        Held::new(what, NOT_FOR_THIS_READER)
    });
    let of_session = |note: &&super::Note| note.session == Some(session.id);
    let notes = case.notes.iter().filter(of_session);
    let process = notes.filter(|it| it.is_process() && !sees(about, Shown::note(it)));
    let process =
        counted(process.count(), "process note|process notes", NOT_FOR_THIS_READER);
    sheet.into_iter().chain(process).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Pair, SessionKind, Source, Visibility};
    use super::*;
    use crate::model::print_guard::Carried;
    use chrono::NaiveDate;
    use strum::VariantArray as _;

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
            ..Element::new(Layer::Need, "juniper")
        };
        case.maps[0].sides.b.elements = vec![
            alone(Layer::Primary, "saffron"),
            alone(Layer::Felt, "cinnamon"),
            alone(Layer::Reactive, "pepper"),
            guess,
        ];
        case
    }

    fn on_the_loop() -> Vec<Layer> {
        Layer::VARIANTS.iter().copied().filter(|it| it.is_on_the_loop()).collect()
    }

    fn held(
        case: &Case,
        (layers, topics): (&[Layer], &[Topic]),
        audience: Audience,
    ) -> Vec<Held> {
        let topics = topics.iter().copied().collect();
        let layers = layers.iter().copied().collect();
        let carried = Carried { layers, ..Carried::default() };
        let session = case.sessions.first().map(|session| session.id);
        let map = case.maps.first().map(|map| map.id);
        let (topics, carried) = (&topics, &carried);
        let about = About { topics, carried, map, moments: None, session, audience };
        held_back(case, &about)
    }

    fn lines(held: Vec<Held>) -> Vec<String> {
        held.into_iter().map(|held| format!("{}: {}", held.what, held.why)).collect()
    }

    #[test]
    fn what_is_held_back_is_told_in_numbers_with_its_reason() {
        let told = |layers: &[Layer]| {
            lines(held(&linden(), (layers, &[Topic::Phrases]), Audience::Couple))
        };
        assert_eq!(
            told(&on_the_loop()),
            [
                "2 feelings of Rui: said alone, not shared yet",
                "1 longing of Rui: still a guess"
            ]
        );
        assert_eq!(
            told(&[Layer::Felt]),
            ["1 feeling of Rui: said alone, not shared yet"]
        );
        assert_eq!(told(&[Layer::Behaviour]), [""; 0]);
        let other = (&*on_the_loop(), &[Topic::Phrases][..]);
        assert!(held(&linden(), other, Audience::PartnerA).len() > 1);
    }

    #[test]
    fn the_words_stand_beside_their_reason_and_can_be_left_out() {
        let all = (&*on_the_loop(), &[Topic::Phrases][..]);
        let held = held(&linden(), all, Audience::Couple);
        assert_eq!(held[0].words, ["saffron", "pepper"]);
        assert_eq!(held[1].words, ["juniper"]);
        let counted: Vec<Held> = held.into_iter().map(Held::in_numbers).collect();
        assert!(!format!("{counted:?}").contains("saffron"), "{counted:?}");
    }

    #[test]
    fn window_and_command_line_count_the_same_phrases() {
        let case = linden();
        let layers = on_the_loop().into_iter().collect();
        let carried = Carried { layers, ..Carried::default() };
        let about = About {
            topics: &std::collections::BTreeSet::from([Topic::Phrases]),
            carried: &carried,
            map: Some(case.maps[0].id),
            moments: None,
            session: None,
            audience: Audience::Couple,
        };
        let counted = HeldBack::from_page(&case, &about);
        assert_eq!(counted, HeldBack { private: 0, individual: 2, guesses: 1 });
        let told = held_back(&case, &about);
        assert_eq!(told.iter().map(|held| held.words.len()).sum::<usize>(), 3);
    }

    #[test]
    fn a_guess_of_a_session_is_told_as_held_back_from_the_record() {
        let mut case = linden();
        case.maps[0].sides.b.elements = vec![Element::new(Layer::Fear, "saffron")];
        let all = (&*on_the_loop(), &[Topic::Phrases, Topic::Session][..]);
        let told = lines(held(&case, all, Audience::Record));
        assert_eq!(told, ["1 fear of Rui: your own guess, not theirs yet"]);
        // A summary of a session holds what was seen in it.
        let session = Session::new(1, SessionKind::Joint, day());
        case.maps[0].sides.b.elements[0].first_seen = Some(session.id);
        case.maps[0].sides.b.elements.push(Element::new(Layer::Need, "pepper"));
        case.sessions.push(session);
        let told = held(&case, all, Audience::Record);
        assert_eq!(told[0].words, ["saffron"]);
    }

    #[test]
    fn a_sheet_of_one_alone_is_told_on_pages_of_both() {
        let mut case = linden();
        let mut session = Session::new(3, SessionKind::IndividualA, day());
        session.sheet.plan = "saffron".to_owned();
        case.sessions.push(session);
        let told = held(&case, (&[], &[Topic::Sessions]), Audience::Record);
        assert_eq!(told[0].words, ["Session 3 · 2 March 2026"]);
        assert_eq!(
            lines(told),
            ["1 session with one of them alone: what was said there stays there"]
        );
        let told = lines(held(&case, (&[], &[Topic::Session]), Audience::Couple));
        assert_eq!(told, ["What you wrote of session 3: not for this reader"]);
    }
}
