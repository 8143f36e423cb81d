//! Finds words in what a couple's file holds, whatever their case and accents, within the walls.

use super::access::called;
use super::audience::{Audience, Shown, What};
use super::folding::folded;
use super::passage::{Passage, Place, Spot, passages};
use super::{Case, CaseId, Compartment, CycleMap};
use chrono::NaiveDate;

/// What is looked for: words that must all begin a word of the same passage.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    words: Vec<String>,
}

/// Who looks, and whether words that one partner told alone are to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Looker {
    pub audience: Audience,
    pub told_alone: ToldAlone,
}

/// What is found in a private compartment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ToldAlone {
    /// Nothing: that there is a hit would confirm a word that somebody guesses.
    Covered,
    /// Its words: somebody asked for them.
    Open,
}

/// One place that holds the words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    pub case: CaseId,
    pub code_name: String,
    pub place: Place,
    pub spot: Spot,
    /// What it is: of a loop its name and where in it, else without a word.
    pub title: String,
    pub date: Option<NaiveDate>,
    pub compartment: Compartment,
    /// Some of the words around the first that was found.
    pub snippet: String,
    /// How many more phrases of this couple's loops hold the words and are not among the hits.
    pub and_more: usize,
}

impl Hit {
    /// True if only one partner told it.
    pub fn is_told_alone(&self) -> bool {
        self.compartment.teller().is_some()
    }

    /// The compartment in words.
    pub fn part(&self) -> &'static str {
        self.compartment.label()
    }
}

/// What kind of thing a hit stands in, to choose among many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::VariantArray)]
pub enum Kind {
    Loop,
    Session,
    Note,
    Event,
    /// Names, plan, agreements, and what is kept of one partner.
    File,
}

impl Kind {
    pub fn label(self) -> &'static str {
        match self {
            Self::Loop => "Loops",
            Self::Session => "Sessions",
            Self::Note => "Notes",
            Self::Event => "Events",
            Self::File => "The file",
        }
    }

    pub fn of(place: Place) -> Self {
        match place {
            Place::Loop(..) | Place::Version(..) | Place::OwnLoop => Self::Loop,
            Place::Session(_) => Self::Session,
            Place::Note(_) | Place::ProcessNote(_) | Place::AddendumDraft(_) => {
                Self::Note
            }
            Place::Event => Self::Event,
            _ => Self::File,
        }
    }
}

/// Words on each side of the one that was found.
const AROUND: usize = 8;
/// A word of a snippet is never longer; some texts have no spaces.
const LONGEST_WORD: usize = 60;
/// More phrases of one couple's loops nobody reads through.
const MOST_PHRASES: usize = 50;

impl Wanted {
    pub fn new(typed: &str) -> Self {
        Self { words: words(typed).map(|(_, word)| folded(word)).collect() }
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// True if all the words begin a word of this text.
    pub fn is_in(&self, text: &str) -> bool {
        self.find(text).is_some()
    }

    /// The words, folded.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// Where the first of the words stands that is found, if all are there.
    fn find(&self, text: &str) -> Option<usize> {
        let plain = folded(text);
        if self.is_empty() || !self.words.iter().all(|word| plain.contains(word)) {
            return None;
        }
        let begins = |wanted: &String| {
            let mut all = words(text);
            all.find(|(_, word)| folded(word).starts_with(wanted.as_str()))
        };
        let found: Option<Vec<usize>> =
            self.words.iter().map(|word| begins(word).map(|(at, _)| at)).collect();
        found?.into_iter().min()
    }
}

/// What a couple's file holds of the words, the newest first: every phrase of its loops, the
/// first of them if there are very many, and each other place once.
pub fn hits(case: &Case, wanted: &Wanted, looker: Looker) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    let (mut phrases, mut and_more) = (0, 0);
    for passage in passages(case) {
        let compartment = passage.shown.compartment;
        let is_alone = compartment.teller().is_some();
        let is_covered = is_alone && looker.told_alone == ToldAlone::Covered;
        if is_covered || !looker.audience.may_see(passage.shown) {
            continue;
        }
        let Some(at) = wanted.find(passage.words) else { continue };
        let is_of_loop = Kind::of(passage.place) == Kind::Loop;
        if is_of_loop && phrases == MOST_PHRASES {
            and_more += 1;
            continue;
        }
        let hit = Hit {
            case: case.id,
            code_name: case.code_name.clone(),
            place: passage.place,
            spot: passage.spot,
            title: title(case, &passage, looker.audience),
            date: passage.date,
            compartment,
            snippet: snippet(passage.words, at),
            and_more: 0,
        };
        if !hits.iter().any(|known| is_same_place(known, &hit)) {
            phrases += usize::from(is_of_loop);
            hits.push(hit);
        }
    }
    let of_loops = hits.iter_mut().filter(|hit| Kind::of(hit.place) == Kind::Loop);
    of_loops.for_each(|hit| hit.and_more = and_more);
    hits.sort_by_key(|hit| std::cmp::Reverse(hit.date));
    hits
}

/// In a loop every phrase is a place of its own.
fn is_same_place(known: &Hit, hit: &Hit) -> bool {
    let place = |hit: &Hit| (hit.place, hit.date, hit.compartment);
    let is_of_loop = Kind::of(hit.place) == Kind::Loop;
    let is_same_phrase = known.spot == hit.spot && known.snippet == hit.snippet;
    place(known) == place(hit) && (!is_of_loop || is_same_phrase)
}

/// What a passage is. A loop is called by its name where the name may be seen.
fn title(case: &Case, passage: &Passage<'_>, audience: Audience) -> String {
    let plain = passage.place.title();
    let may_see = |what| audience.may_see(Shown::new(what, Compartment::Record));
    let map = match passage.place {
        Place::Loop(id, _) if may_see(What::LoopName) && passage.spot != Spot::Name => {
            case.map(id)
        }
        _ => None,
    };
    let name =
        map.map(|map: &CycleMap| map.name.as_str()).filter(|name| !name.is_empty());
    let called_so = name.map_or(plain, str::to_owned);
    let name_of =
        |partner| if may_see(What::Name) { called(case, partner) } else { "the other" };
    match passage.spot.title(name_of) {
        Some(spot) => format!("{called_so} · {spot}"),
        None => called_so,
    }
}

/// The words of a text that can be looked for, folded.
pub fn folded_words(text: &str) -> impl Iterator<Item = String> {
    words(text).map(|(_, word)| folded(word))
}

/// The words of a text, each with its place in bytes.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_mark = |letter: char| ('\u{300}'..='\u{36f}').contains(&letter);
    let parts =
        text.split(move |letter: char| !letter.is_alphanumeric() && !is_mark(letter));
    let beginning = text.as_ptr() as usize;
    parts
        .filter(|word| !word.is_empty())
        .map(move |word| (word.as_ptr() as usize - beginning, word))
}

/// A few words around a place, on one line.
fn snippet(text: &str, at: usize) -> String {
    let (before, after) = text.split_at_checked(at).unwrap_or(("", text));
    let short = |word: &str| word.chars().take(LONGEST_WORD).collect::<String>();
    let mut head: Vec<String> =
        before.split_whitespace().rev().take(AROUND + 1).map(short).collect();
    let is_cut = head.len() > AROUND;
    head.truncate(AROUND);
    head.reverse();
    let mut rest = after.split_whitespace();
    let tail: Vec<String> = rest.by_ref().take(AROUND + 4).map(short).collect();
    let joins = !before.is_empty() && !before.ends_with(char::is_whitespace);
    let space = if joins || head.is_empty() { "" } else { " " };
    let start = if is_cut { "… " } else { "" };
    let end = if rest.next().is_some() { " …" } else { "" };
    format!("{start}{}{space}{}{end}", head.join(" "), tail.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Pair;

    fn found(text: &str, typed: &str) -> bool {
        Wanted::new(typed).find(text).is_some()
    }

    #[test]
    fn words_are_found_by_their_beginnings_whatever_their_case_and_accents() {
        assert!(found("He slams the garage DOOR", "door"));
        assert!(found("São José, à noite", "sao jose"));
        assert!(found("Sa\u{303}o", "são"));
        assert!(found("the Łódź trip", "lodz"));
        assert!(found("a secure bond", "bond secu"));
        assert!(!found("insecure", "secure"));
        assert!(!found("the door", "door window"));
        assert!(!found("anything", "  ,. "));
        assert!(found("“Don’t go”, she said", "don't"));
    }

    #[test]
    fn a_snippet_is_one_line_around_the_word() {
        let text = "one two three four five six seven eight nine\nten door eleven";
        let at = text.find("door").unwrap();
        assert_eq!(
            snippet(text, at),
            "… three four five six seven eight nine ten door eleven"
        );
        assert_eq!(snippet("(door)", 1), "(door)");
    }

    #[test]
    fn what_one_partner_told_alone_is_covered_until_it_is_asked_for() {
        let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
        let mut case = Case::new("Linden", names);
        case.private.b.attachment_history = "a saffron house".to_owned();
        let look = |audience, told_alone| {
            hits(&case, &Wanted::new("saffron"), Looker { audience, told_alone })
        };
        // No more than of a word that stands nowhere.
        assert_eq!(look(Audience::Therapist, ToldAlone::Covered), []);
        let open = look(Audience::Therapist, ToldAlone::Open);
        assert_eq!(open[0].snippet, "a saffron house");
        for audience in [Audience::Couple, Audience::PartnerA, Audience::Insurer] {
            assert!(look(audience, ToldAlone::Open).is_empty(), "{audience:?}");
        }
    }
}
