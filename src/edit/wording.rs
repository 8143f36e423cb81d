//! Hints about the wording of a note: labels, mind-reading, other people's names. Never a block.

use crate::model::folding::folded;
use crate::model::{NoteKind, Pair, Partner};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::wording_words::{Word, long_quotes, words_of};

/// What a hint is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HintKind {
    /// A label of a person.
    Label,
    MindReading,
    AlwaysNever,
    /// The name of somebody who is not one of the couple.
    ThirdParty,
    LongQuote,
    /// In a process note: what belongs in the record.
    BelongsInRecord,
    /// Not in the dictionary.
    Spelling,
}

impl HintKind {
    pub fn label(self) -> &'static str {
        match self {
            Self::Label => "Label",
            Self::MindReading => "What somebody meant",
            Self::AlwaysNever => "No exception",
            Self::ThirdParty => "Somebody else’s name",
            Self::LongQuote => "Long quotation",
            Self::BelongsInRecord => "Belongs in the record",
            Self::Spelling => "Spelling",
        }
    }
}

/// A suggestion about some words: where they stand, in bytes of the text, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    pub at: Range<usize>,
    pub kind: HintKind,
    pub reason: String,
}

/// One group of a list in `assets/wording`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    reason: String,
    /// In small letters; a star at the end stands for any ending.
    phrases: Vec<String>,
}

const LABELS: &str = include_str!("../../assets/wording/labels.ron");
const MIND_READING: &str = include_str!("../../assets/wording/mind_reading.ron");
const ALWAYS_NEVER: &str = include_str!("../../assets/wording/always_never.ron");
const IN_THE_RECORD: &str = include_str!("../../assets/wording/in_the_record.ron");
const CAPITALS: &str = include_str!("../../assets/wording/capitals.ron");

/// Everything that hints are made from, read once.
#[derive(Debug, Clone)]
pub struct Wording {
    notes: Phrases,
    process: Phrases,
    capitals: HashSet<String>,
}

/// Whose note it is: the names that may stand in it.
#[derive(Debug, Clone, Default)]
pub struct Known {
    names: HashSet<String>,
    /// Words of the practice's own, for the spelling.
    words: HashSet<String>,
    /// One of the two, as an example is about somebody of theirs.
    example: String,
}

impl Known {
    /// The partners, and the name that the therapist signs with.
    pub fn of(partners: &Pair<Partner>, therapist: &str) -> Self {
        let both = partners.iter().flat_map(|(_, it)| [it.name.as_str(), &it.surname]);
        let all = both.chain([therapist]);
        let parts = all.flat_map(|name| name.split(|it: char| !it.is_alphanumeric()));
        let names = parts.map(folded).filter(|it| !it.is_empty()).collect();
        let mut called = partners.iter().map(|(_, it)| it.name.trim());
        let example = called.find(|name| !name.is_empty()).unwrap_or_default();
        Self { names, words: HashSet::new(), example: example.to_owned() }
    }

    /// The same with words that are spelt right because the practice says so.
    #[must_use]
    pub fn with_words(self, words: &[String]) -> Self {
        Self { words: words.iter().map(|word| folded(word)).collect(), ..self }
    }

    /// What is said of somebody else's name, with somebody of this couple as the example.
    fn third_party(&self) -> String {
        let sister = match self.example.as_str() {
            "" => "a sister".to_owned(),
            name => format!("{name}’s sister"),
        };
        format!(
            "The name of somebody else? Say who it is to the couple: “{sister}”, “a colleague”."
        )
    }

    /// How many words of the practice's own are known.
    pub fn own_words(&self) -> usize {
        self.words.len()
    }

    /// True for a name of theirs, also with an ending, and for a word of the practice's own.
    pub fn spells(&self, word: &str) -> bool {
        let word = folded(word);
        let bare = word.strip_suffix("'s").unwrap_or(&word);
        [&*word, bare]
            .iter()
            .any(|it| self.names.contains(*it) || self.words.contains(*it))
    }
}

impl Wording {
    /// The lists that ship. A test holds that every file reads.
    pub fn shipped() -> Self {
        let mut notes = Phrases::default();
        notes.add(LABELS, HintKind::Label);
        notes.add(MIND_READING, HintKind::MindReading);
        notes.add(ALWAYS_NEVER, HintKind::AlwaysNever);
        let mut process = Phrases::default();
        process.add(IN_THE_RECORD, HintKind::BelongsInRecord);
        let capitals: Vec<String> = ron::from_str(CAPITALS).unwrap_or_default();
        let capitals = capitals.iter().map(|word| folded(word)).collect();
        Self { notes, process, capitals }
    }

    /// The hints about a text of such a note, in reading order. What stands in quotation marks
    /// is somebody's own words: only names and length are looked at there.
    pub fn hints(&self, text: &str, kind: NoteKind, known: &Known) -> Vec<Hint> {
        let words = words_of(text);
        let mut hints = Vec::new();
        match kind {
            NoteKind::Progress => {
                self.notes.find(&words, &mut hints);
                hints.extend(self.third_parties(&words, known));
                hints.extend(long_quotes(text, &words));
            }
            NoteKind::Process => {
                self.process.find(&words, &mut hints);
                hints.extend(super::wording_words::numbers(&words));
            }
        }
        hints.sort_by_key(|hint| (hint.at.start, hint.at.end));
        hints.dedup_by(|next, before| next.at.start < before.at.end);
        hints
    }

    /// Words with a capital letter inside a sentence that are nobody's of the couple.
    fn third_parties(&self, words: &[Word<'_>], known: &Known) -> Vec<Hint> {
        let mut hints: Vec<Hint> = Vec::new();
        let mut last = usize::MAX;
        for (place, word) in words.iter().enumerate() {
            let bare = word.folded.trim_end_matches("'s");
            let is_name = word.is_capitalised()
                && !word.begins_sentence
                && !self.capitals.contains(bare)
                && !self.capitals.contains(&word.folded)
                && !bare.split('-').all(|part| known.names.contains(part));
            if !is_name {
                continue;
            }
            match hints.last_mut().filter(|_| last.wrapping_add(1) == place) {
                Some(before) => before.at.end = word.at.end,
                None => hints.push(Hint {
                    at: word.at.clone(),
                    kind: HintKind::ThirdParty,
                    reason: known.third_party(),
                }),
            }
            last = place;
        }
        hints
    }
}

/// Phrases by their first word.
#[derive(Debug, Clone, Default)]
struct Phrases {
    groups: Vec<(HintKind, String)>,
    by_first: HashMap<String, Vec<Phrase>>,
    /// Those whose first word has any ending.
    by_stem: Vec<(String, usize)>,
}

#[derive(Debug, Clone)]
struct Phrase {
    others: Vec<String>,
    group: usize,
}

impl Phrases {
    fn add(&mut self, list: &str, kind: HintKind) {
        let groups: Vec<Group> = ron::from_str(list).unwrap_or_default();
        for Group { reason, phrases } in groups {
            let group = self.groups.len();
            self.groups.push((kind, reason));
            for phrase in phrases {
                self.add_phrase(&phrase, group);
            }
        }
    }

    fn add_phrase(&mut self, phrase: &str, group: usize) {
        if let Some(stem) = phrase.strip_suffix('*').filter(|it| !it.contains(' ')) {
            self.by_stem.push((folded(stem), group));
            return;
        }
        let mut words = phrase.split(' ').map(folded);
        let first = words.next().unwrap_or_default();
        let phrase = Phrase { others: words.collect(), group };
        self.by_first.entry(first).or_default().push(phrase);
    }

    fn find(&self, words: &[Word<'_>], hints: &mut Vec<Hint>) {
        for place in 0..words.len() {
            let Some((first, after)) = words.get(place..).and_then(<[_]>::split_first)
            else {
                continue;
            };
            if first.is_quoted {
                continue;
            }
            if let Some((length, group)) = self.longest(first, after)
                && let Some((kind, reason)) = self.groups.get(group)
            {
                let last = length.checked_sub(1).and_then(|at| after.get(at));
                let at = first.at.start..last.unwrap_or(first).at.end;
                hints.push(Hint { at, kind: *kind, reason: reason.clone() });
            }
        }
    }

    /// How many more words the longest phrase has that begins here, and its group.
    fn longest(&self, first: &Word<'_>, after: &[Word<'_>]) -> Option<(usize, usize)> {
        let fits = |phrase: &&Phrase| {
            let others = phrase.others.iter().enumerate();
            let mut pairs = others.map(|(at, wanted)| (after.get(at), wanted));
            pairs.all(|(found, wanted)| found.is_some_and(|found| found.is(wanted)))
        };
        let exact = self.by_first.get(&first.folded).into_iter().flatten().filter(fits);
        let exact = exact.map(|phrase| (phrase.others.len(), phrase.group));
        let stems = self.by_stem.iter();
        let stem = stems.filter(|(stem, _)| first.folded.starts_with(stem.as_str()));
        exact.chain(stem.map(|(_, group)| (0, *group))).max_by_key(|(length, _)| *length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        let partner = |name: &str, surname: &str| Partner {
            name: name.to_owned(),
            surname: surname.to_owned(),
            ..Partner::default()
        };
        let partners =
            Pair { a: partner("Ana", "Duarte"), b: partner("Rui", "Meireles") };
        Known::of(&partners, "Dr. Weiss")
    }

    fn hinted(text: &str, kind: NoteKind) -> Vec<(HintKind, String)> {
        let hints = Wording::shipped().hints(text, kind, &known());
        hints.into_iter().map(|hint| (hint.kind, text[hint.at].to_owned())).collect()
    }

    fn in_note(text: &str) -> Vec<(HintKind, String)> {
        hinted(text, NoteKind::Progress)
    }

    #[test]
    fn every_list_reads_and_is_in_small_letters() {
        for list in [LABELS, MIND_READING, ALWAYS_NEVER, IN_THE_RECORD] {
            let groups: Vec<Group> = ron::from_str(list).unwrap();
            for phrase in groups.iter().flat_map(|group| &group.phrases) {
                assert_eq!(*phrase, phrase.to_lowercase());
                assert!(!phrase.trim_end_matches('*').contains('*'), "{phrase}");
            }
        }
        assert!(!ron::from_str::<Vec<String>>(CAPITALS).unwrap().is_empty());
    }

    #[test]
    fn a_label_a_guess_at_intent_and_a_never_are_each_hinted_at_where_they_stand() {
        let text = "Rui is Narcissistic, wants to punish Ana and never helps. \
                    Rui is a withdrawer.";
        let expected = [
            (HintKind::Label, "Narcissistic"),
            (HintKind::MindReading, "wants to punish"),
            (HintKind::AlwaysNever, "never"),
            (HintKind::Label, "is a withdrawer"),
        ];
        let expected = expected.map(|(kind, words)| (kind, words.to_owned()));
        assert_eq!(in_note(text), expected);
        let apostrophe = in_note("She says he doesn’t care about her mother.");
        assert_eq!(apostrophe, [(HintKind::MindReading, "doesn’t care".to_owned())]);
    }

    #[test]
    fn the_clients_own_words_in_quotation_marks_may_say_never() {
        assert_eq!(in_note("Ana said: “you never talk to me”. Rui said \"always\"."), []);
        let after = in_note("Ana said: “you never talk to me” and never stopped.");
        assert_eq!(after, [(HintKind::AlwaysNever, "never".to_owned())]);
    }

    #[test]
    fn other_peoples_names_are_hinted_at_and_the_couples_are_not() {
        let text = "On Monday Ana Duarte told Rui’s mother about Maria Santos. \
                    Meireles was at work; Dr. Weiss asked. \
                    I saw that Ana-Rui spoke PTSD and EFT. “You and João!” she said.";
        let names: Vec<String> =
            in_note(text).into_iter().map(|(_, name)| name).collect();
        assert_eq!(names, ["Maria Santos", "João"]);
    }

    #[test]
    fn the_example_of_a_hint_is_about_this_couple() {
        let one = Partner { name: "Hạnh".to_owned(), ..Partner::default() };
        let known = Known::of(&Pair { a: one, b: Partner::default() }, "");
        let wording = Wording::shipped();
        let found = wording.hints("She met Maria.", NoteKind::Progress, &known);
        assert!(found[0].reason.contains("“Hạnh’s sister”"), "{}", found[0].reason);
        let nobody = Known::default();
        let found = wording.hints("She met Maria.", NoteKind::Progress, &nobody);
        assert!(found[0].reason.contains("“a sister”"), "{}", found[0].reason);
    }

    #[test]
    fn a_long_quotation_is_one_hint_and_a_short_one_none() {
        let long = "we sat there and ".repeat(8);
        let found = in_note(&format!("Rui said “{long}” and “I froze”."));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0, HintKind::LongQuote);
        assert!(found[0].1.starts_with('“') && found[0].1.ends_with('”'));
    }

    #[test]
    fn a_process_note_is_asked_about_times_scores_codes_and_the_plan() {
        let text = "Began at 14:05, lasted 50 minutes. PHQ-9 was 12. I thought of F32.1 and \
                    Z63.0. For the next session I hold back. Felt a pull to rescue Ana.";
        let found: Vec<String> =
            hinted(text, NoteKind::Process).into_iter().map(|(_, words)| words).collect();
        let expected = ["14:05", "50 minutes", "PHQ-9", "F32.1", "Z63.0", "next session"];
        assert_eq!(found, expected);
        assert_eq!(
            hinted(
                "My own father comes to mind. I felt 10 feet tall.",
                NoteKind::Process
            ),
            []
        );
    }

    #[test]
    fn neutral_text_gives_no_hint() {
        for text in [
            "Joint session 8, 11 November 2026, 14:00 to 14:50 (50 minutes), in the room.",
            "Present: Ana and Rui.\nCycle in the room: Rui looked at the floor. Ana asked \
             again, louder. Rui left his chair and stood at the window.",
            "The couple, stage 1, step 4: the cycle is the common enemy.\n- Ana wept.\n- Rui \
             took her hand.",
            "Ana, touched: panic, “I don’t matter”. Rui said to Ana: “I always get it wrong”.",
            "Ana told Rui: “I need to know you are there.” Rui was open and let it in (green).",
            "Next session on 18 November 2026. Borders were talked about; nobody was blamed.",
        ] {
            assert_eq!(in_note(text), [], "{text}");
        }
        let process = "I noticed how I sided with Ana when Rui went quiet, and felt my own \
                       wish to be the good child.";
        assert_eq!(hinted(process, NoteKind::Process), []);
        assert_eq!(hinted("", NoteKind::Progress), []);
    }
}
