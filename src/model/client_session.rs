//! What the couple takes home from a session: a type that cannot hold anything private.

use super::audience::{Audience, Shown, What};
use super::client_readings;
use super::client_view::ClientPhrase;
use super::folding::folded;
use super::homework::Homework;
use super::session::Encounter;
use super::{
    Case, ClientView, CycleKind, Layer, MapId, Ownership, PartnerId, Session, Visibility,
};
use chrono::{NaiveDate, NaiveTime};

/// A session as the couple may read of it, made in one place, [`ClientSession::of`].
///
/// A session with one of them alone has none. What was said is on it only where the same words
/// are a phrase of the loop that both may see; homework and the sentence to take home are theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientSession {
    number: u16,
    date: NaiveDate,
    new_words: Vec<NewWord>,
    said: Option<ClientEncounter>,
    sentence: String,
    home: Vec<ClientHome>,
    next: Option<(NaiveDate, Option<NaiveTime>)>,
}

/// A phrase that was said for the first time, with curly quotes if it is in own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewWord {
    pub map: MapId,
    pub kind: CycleKind,
    pub layer: Layer,
    pub whose: PartnerId,
    pub words: String,
}

/// What one told the other, in words that both may see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientEncounter {
    pub sharer: PartnerId,
    pub words: String,
    /// What the other said to it; empty unless both may see that too.
    pub answer: String,
}

/// A practice to do at home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientHome {
    pub title: String,
    /// The name of the one who takes it home; none for both.
    pub whose: Option<(PartnerId, String)>,
    pub steps: Vec<String>,
    pub sixty_seconds: String,
}

impl ClientSession {
    /// None for a session of which nothing is for both.
    pub fn of(case: &Case, session: &Session) -> Option<Self> {
        let shown = Shown {
            what: What::TakeAway,
            compartment: session.kind.compartment(),
            visibility: Visibility::Private,
            ownership: Ownership::Guess,
        };
        if !Audience::Couple.may_see(shown) {
            return None;
        }
        let sheet = &session.sheet;
        let mut encounters = sheet.encounters.iter().rev();
        Some(Self {
            number: session.number,
            date: session.date,
            new_words: new_words(case, session),
            said: encounters.find_map(|it| client_encounter(case, it)),
            sentence: sheet.take_away.trim().to_owned(),
            home: sheet.homework.iter().map(|it| client_home(case, it)).collect(),
            next: sheet.next.map(|date| (date, sheet.next_at)),
        })
    }

    /// The newest session of which there is something for both.
    pub fn newest(case: &Case) -> Option<Self> {
        let mut sorted: Vec<&Session> = case.sessions.iter().collect();
        sorted.sort_by_key(|session| std::cmp::Reverse(session.when()));
        sorted.into_iter().find_map(|session| Self::of(case, session))
    }

    pub fn number(&self) -> u16 {
        self.number
    }

    pub fn date(&self) -> NaiveDate {
        self.date
    }

    /// First said in this session, loop by loop, in the order of the loop.
    pub fn new_words(&self) -> &[NewWord] {
        &self.new_words
    }

    pub fn said(&self) -> Option<&ClientEncounter> {
        self.said.as_ref()
    }

    /// What they take home in a sentence; may be empty.
    pub fn sentence(&self) -> &str {
        &self.sentence
    }

    pub fn home(&self) -> &[ClientHome] {
        &self.home
    }

    pub fn next(&self) -> Option<(NaiveDate, Option<NaiveTime>)> {
        self.next
    }

    /// Everything that stands on the page, counted.
    pub fn count(&self) -> usize {
        self.new_words.len()
            + usize::from(self.said.is_some())
            + usize::from(!self.sentence.is_empty())
            + self.home.len()
    }
}

/// The new words of every loop that may be printed.
fn new_words(case: &Case, session: &Session) -> Vec<NewWord> {
    let view = |map| (ClientView::of(case, map, Some(session.id)), map.id);
    let printable = case.maps.iter().map(view).filter(|(view, _)| view.may_be_printed());
    let words = printable.flat_map(|(view, map)| {
        let of = |whose| {
            let new = view.side(whose).phrases.iter().filter(|it| it.new_today);
            let word = |it: &ClientPhrase| NewWord {
                map,
                kind: view.kind(),
                layer: it.layer,
                whose,
                words: it.quoted(),
            };
            new.map(word).collect::<Vec<_>>()
        };
        let left = view.left();
        [of(left), of(left.other())].concat()
    });
    words.collect()
}

fn client_encounter(case: &Case, encounter: &Encounter) -> Option<ClientEncounter> {
    let sharer = encounter.sharer;
    let words = shared_words(case, sharer, &encounter.words)?;
    let answer = shared_words(case, sharer.other(), &encounter.answer);
    Some(ClientEncounter { sharer, words, answer: answer.unwrap_or_default() })
}

/// The words, if they are a phrase of this partner that both may see on paper.
fn shared_words(case: &Case, partner: PartnerId, words: &str) -> Option<String> {
    let plain = |words: &str| {
        let marks: &[char] = &['“', '”', '"', ' ', '.', ','];
        folded(words.trim_matches(marks))
    };
    let wanted = plain(words);
    let maps = case.maps.iter().filter(|map| map.may_be_printed());
    let mut theirs = maps.flat_map(|map| &map.side(partner).elements);
    let is_it = |element: &&super::Element| {
        client_readings::is_for_clients(element) && plain(&element.words) == wanted
    };
    let found = (!wanted.is_empty()).then(|| theirs.find(is_it))?;
    found.map(|element| element.words.clone())
}

fn client_home(case: &Case, home: &Homework) -> ClientHome {
    let named = |partner| (partner, case.name_of(partner).to_owned());
    ClientHome {
        title: home.title.clone(),
        whose: home.whose.map(named),
        steps: home.steps.clone(),
        sixty_seconds: home.sixty_seconds.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::practice_library::shipped;
    use crate::model::{Element, Layer, Pair, SessionKind};

    fn linden(kind: SessionKind) -> Case {
        let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
        let mut case = Case::new("Linden", names);
        let day = NaiveDate::from_ymd_opt(2026, 11, 19).unwrap();
        let mut session = Session::new(7, kind, day);
        session.sheet.take_away = "We can stop it.".to_owned();
        session.sheet.homework = vec![Homework::from_practice(&shipped()[0], None)];
        session.sheet.encounters = vec![Encounter {
            sharer: PartnerId::B,
            words: "“I have not left.”".to_owned(),
            received: None,
            answer: "saffron".to_owned(),
        }];
        case.sessions = vec![session];
        case
    }

    fn phrase(case: &Case, words: &str) -> Element {
        let on = NaiveDate::from_ymd_opt(2026, 11, 19).unwrap();
        Element {
            own_words: true,
            ownership: Ownership::Shared,
            visibility: Visibility::Shareable { on },
            first_seen: Some(case.sessions[0].id),
            ..Element::new(Layer::Reach, words)
        }
    }

    fn of(case: &Case) -> Option<ClientSession> {
        ClientSession::of(case, &case.sessions[0])
    }

    #[test]
    fn of_a_session_with_one_of_them_alone_nothing_is_for_both() {
        assert!(of(&linden(SessionKind::Joint)).is_some());
        for kind in [SessionKind::IndividualA, SessionKind::IndividualB] {
            assert_eq!(of(&linden(kind)), None);
            assert_eq!(ClientSession::newest(&linden(kind)), None);
        }
    }

    #[test]
    fn what_was_said_is_shown_once_the_same_words_are_a_phrase_that_both_may_see() {
        let mut case = linden(SessionKind::Joint);
        assert_eq!(of(&case).unwrap().said(), None);
        let mut words = phrase(&case, "I have not left");
        words.visibility = Visibility::Private;
        case.maps[0].sides.b.elements = vec![words];
        assert_eq!(of(&case).unwrap().said(), None);
        case.maps[0].sides.b.elements = vec![phrase(&case, "I have not left")];
        let session = of(&case).unwrap();
        let said = session.said().unwrap();
        assert_eq!((said.sharer, said.words.as_str()), (PartnerId::B, "I have not left"));
        assert_eq!(said.answer, "");
        let [new] = session.new_words() else { panic!("{:?}", session.new_words()) };
        assert_eq!((new.whose, new.words.as_str()), (PartnerId::B, "“I have not left”"));
        assert!(!format!("{session:?}").contains("saffron"));
        // The other's words are not taken for it.
        let moved = case.maps[0].sides.b.elements.remove(0);
        case.maps[0].sides.a.elements = vec![moved];
        assert_eq!(of(&case).unwrap().said(), None);
    }
}
