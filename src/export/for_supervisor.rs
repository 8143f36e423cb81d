//! What a supervisor's page is made from: words in which every known name and place was replaced.

use super::fields::{self, Values};
use super::known::{Entry, ForPractice, Known, Lists, on_hand};
use super::known_course::CourseOnPage;
use super::known_loop::WhichLoop;
use super::known_measures::{Charted, without_days};
use crate::drawing::course::When;
use crate::drawing::document::LayerRow;
use crate::drawing::lobe::Hand;
use crate::drawing::loop_figure::{LoopSide, LoopWords};
use crate::drawing::plot::Plot;
use crate::drawing::steps_path::StepsPath;
use crate::model::audience::Audience;
use crate::model::folding::folded;
use crate::model::{Case, Pair, PartnerId, SeenBy};
use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization as _;

/// What the two are called on pages that must not say who they are.
pub type Pseudonyms = Pair<String>;

/// All that a page for a supervisor can be made from.
///
/// It holds no case, no name and no day: it is made in one place, [`ForSupervisor::of`], where
/// every text goes through the same mask.
#[derive(Debug, Clone, PartialEq)]
pub struct ForSupervisor {
    names: [String; 2],
    values: Values,
    lists: Lists,
    layers: [Vec<LayerRow>; 2],
    loops: [LoopWords; 2],
    steps: StepsPath,
    plots: Vec<Plot>,
    charts: Vec<Charted>,
    fights: Plot,
    course: Option<CourseOnPage>,
}

/// The fields, and the fields of lists, that say nothing of who, where or on which day.
const MAY_NAME: [&str; 72] = [
    "case.code",
    "loop.name",
    "loop.kind",
    "loop.sentence",
    "new_loop.name",
    "new_loop.sentence",
    "left.name",
    "right.name",
    "left.position",
    "right.position",
    "therapist.name",
    "therapist.credentials",
    "plan.presenting",
    "plan.history",
    "plan.approach",
    "left.strengths",
    "right.strengths",
    "sessions.count",
    "sessions.counted",
    "sessions.last",
    "step.now",
    "dialogues",
    "dialogue.before",
    "dialogue.after",
    "dialogue.title",
    "dialogue.changed",
    "turn.who",
    "turn.side",
    "turn.words",
    "turn.seen",
    "goals",
    "markers",
    "injuries",
    "injury.steps",
    "marked_moments",
    "tango_moves",
    "encounters",
    "knows",
    "new_moves",
    "readings",
    "scores.count",
    "fights.count",
    "fights.apart",
    "course.count",
    "fights",
    "course",
    "fight.after",
    "fight.number",
    "fight.since",
    "fight.stressor",
    "fight.context",
    "fight.pursuit",
    "fight.withdrawal",
    "fight.reconnection",
    "fight.repetition",
    "fight.minutes",
    "fight.left",
    "fight.right",
    "fight.left_relief",
    "fight.right_relief",
    "fight.ended",
    "fight.repaired",
    "fight.reported",
    "point.after",
    "point.what",
    "point.who",
    "point.words",
    "date",
    "template.name",
    "template.version",
    "page",
    "pages",
];

/// What all fields of some lists begin with; none of them is a day.
const LISTED: [&str; 10] = [
    "goal.",
    "marker.",
    "injury.",
    "step.",
    "marked.",
    "tango.",
    "encounter.",
    "knows.",
    "move.",
    "reading.",
];

/// True if a page for a supervisor may name this field, list or field of a list.
pub fn may_name(name: &str) -> bool {
    let is_told = fields::all().any(|field| field.name == name && field.told.is_some());
    is_told
        || MAY_NAME.contains(&name)
        || LISTED.iter().any(|start| name.starts_with(start))
}

impl ForSupervisor {
    /// The work of a couple, without who they are.
    pub fn of(known: &ForPractice<'_>, names: &Pseudonyms) -> Self {
        let mask = Mask::of(known.case, names);
        // The walls are asked before anything is read; only then are names replaced.
        let mut case = SeenBy::of(known.case, Audience::Supervisor).case().clone();
        for partner in PartnerId::BOTH {
            case.partners.of_mut(partner).name.clone_from(names.of(partner));
        }
        let map = case.map(known.map.id).unwrap_or(known.map);
        let sessions: Vec<_> =
            case.sessions.iter().map(|it| (it.date, it.number)).collect();
        let open = ForPractice { case: &case, map, practice: known.practice };
        let open = Known::Practice(&open);
        let values = open.values().into_iter().filter(|(name, _)| may_name(name));
        let lists = open.lists().into_iter().filter(|(name, _)| may_name(name));
        let name = |hand| names.of(on_hand(known.map.left, hand)).clone();
        Self {
            names: Hand::BOTH.map(name),
            values: values.map(|(name, value)| (name, mask.words(&value))).collect(),
            lists: lists.map(|(name, entries)| (name, mask.entries(entries))).collect(),
            layers: Hand::BOTH.map(|hand| mask.rows(open.layers(hand))),
            loops: [WhichLoop::Old, WhichLoop::New]
                .map(|which| mask.loop_words(open.loop_words(which))),
            steps: mask.steps(open.steps()),
            plots: open.plots().into_iter().map(|plot| mask.plot(plot)).collect(),
            charts: open
                .charts()
                .into_iter()
                .map(|it| mask.chart(it, &sessions))
                .collect(),
            fights: mask.plot(without_days(open.fights_plot(), (&[], "fight"))),
            course: open.course().map(|page| mask.course(page)),
        }
    }

    /// "Partner A" and "Partner B".
    pub fn plain_names() -> Pseudonyms {
        Pair { a: "Partner A".to_owned(), b: "Partner B".to_owned() }
    }

    pub fn values(&self) -> &Values {
        &self.values
    }

    pub fn lists(&self) -> &Lists {
        &self.lists
    }

    pub fn name(&self, hand: Hand) -> &str {
        let [left, right] = &self.names;
        if hand == Hand::Left { left } else { right }
    }

    pub fn layers(&self, hand: Hand) -> &[LayerRow] {
        let [left, right] = &self.layers;
        if hand == Hand::Left { left } else { right }
    }

    /// Only the couple's page shows the first loop beside the last one.
    pub fn loop_words(&self, which: WhichLoop) -> LoopWords {
        let [old, new] = &self.loops;
        match which {
            WhichLoop::Old => old.clone(),
            WhichLoop::New => new.clone(),
            WhichLoop::First | WhichLoop::Last => LoopWords::default(),
        }
    }

    pub fn steps(&self) -> &StepsPath {
        &self.steps
    }

    pub fn plots(&self) -> &[Plot] {
        &self.plots
    }

    pub fn charts(&self) -> &[Charted] {
        &self.charts
    }

    pub fn fights_plot(&self) -> &Plot {
        &self.fights
    }

    pub fn course(&self) -> Option<&CourseOnPage> {
        self.course.as_ref()
    }
}

/// What stands for a day.
const DAY: &str = "a day";

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// How many pieces of a text are a day, if it begins with one: 2026-10-14, 12.10.2026,
/// 14 March 2024, March 14.
fn a_day(pieces: &[&str]) -> Option<usize> {
    let is_figure = |at: usize, most: usize| {
        pieces.get(at).is_some_and(|it| {
            it.len() <= most && it.chars().all(|letter| letter.is_ascii_digit())
        })
    };
    let is_between =
        |at: usize, signs: &[&str]| pieces.get(at).is_some_and(|it| signs.contains(it));
    let is_month = |at: usize| {
        // Months in small letters are other words too, such as "may" and "march".
        let word = pieces.get(at).filter(|it| it.starts_with(char::is_uppercase));
        word.is_some_and(|it| {
            let word = it.to_lowercase();
            MONTHS.iter().any(|month| {
                *month == word || (word.len() == 3 && month.starts_with(&word))
            })
        })
    };
    let is_date = |sign: &[&str]| {
        is_figure(0, 4)
            && is_between(1, sign)
            && is_figure(2, 2)
            && is_between(3, sign)
            && is_figure(4, 4)
    };
    if is_date(&["-"]) || is_date(&["."]) || is_date(&["/"]) || is_date(&[". "]) {
        return Some(5);
    }
    let month_first = is_month(0) && is_between(1, &[" "]) && is_figure(2, 2);
    let day_first = is_figure(0, 2) && is_between(1, &[" ", ". "]) && is_month(2);
    if is_figure(0, 2) && is_between(2, &["of"]) && is_month(4) {
        return Some(5);
    }
    let of_a_year = is_month(0) && is_between(1, &[" "]) && is_figure(2, 4);
    if !(month_first || day_first || of_a_year) {
        return None;
    }
    let has_year = is_between(3, &[" ", ", "]) && is_figure(4, 4) && !is_figure(4, 3);
    Some(if has_year { 5 } else { 3 })
}

/// What stands for a place.
const PLACE: &str = "a place";
const CONTACT: &str = "a way to reach them";
/// Shorter words of an address stand in too many other texts.
const LEAST_LETTERS: usize = 4;

/// Replaces names and places wherever they stand as whole words.
struct Mask {
    /// Folded words, each with what stands for it; the longest first.
    known: Vec<(Vec<String>, String)>,
}

impl Mask {
    fn of(case: &Case, names: &Pseudonyms) -> Self {
        let mut known = Vec::new();
        for partner in PartnerId::BOTH {
            let (told, instead) = (case.partners.of(partner), names.of(partner));
            let whole = format!("{} {}", told.name, told.surname);
            for name in [whole.as_str(), &told.name, &told.surname] {
                known.push((folded_words(name), instead.clone()));
            }
            for word in
                folded_words(&whole).into_iter().filter(|it| it.chars().count() > 1)
            {
                known.push((vec![word], instead.clone()));
            }
            for reached in [&told.contact.phone, &told.contact.email] {
                known.push((folded_words(reached), CONTACT.to_owned()));
            }
            for line in told.contact.address.split([',', '\n', ';']) {
                known.push((folded_words(line), PLACE.to_owned()));
            }
            let is_name = |word: &String| {
                word.chars().count() >= LEAST_LETTERS
                    && word.chars().all(char::is_alphabetic)
            };
            for word in folded_words(&told.contact.address).into_iter().filter(is_name) {
                known.push((vec![word], PLACE.to_owned()));
            }
        }
        known.retain(|(words, _)| !words.is_empty());
        known.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        Self { known }
    }

    /// The words with every known name and place replaced.
    fn words(&self, text: &str) -> String {
        let pieces = pieces(text);
        let folded: Vec<Option<String>> = pieces
            .iter()
            .map(|piece| piece.starts_with(char::is_alphanumeric).then(|| fold(piece)))
            .collect();
        let (mut masked, mut place) = (String::with_capacity(text.len()), 0);
        while let Some(piece) = pieces.get(place) {
            let here = folded.get(place..).unwrap_or_default();
            let rest = pieces.get(place..).unwrap_or_default();
            let known =
                self.instead(here).or_else(|| self.nearly(piece).map(|it| (1, it)));
            let known = known.or_else(|| a_day(rest).map(|length| (length, DAY)));
            let (length, words) = known.unwrap_or((1, piece));
            masked.push_str(words);
            place += length;
        }
        masked
    }

    /// What stands for a name with an ending, such as "Anas" or "Duartes", or one grown together
    /// with another.
    fn nearly(&self, piece: &str) -> Option<&str> {
        if !piece.starts_with(char::is_uppercase) {
            return None;
        }
        let said = fold(piece);
        let mut alone = self.known.iter().filter(|(words, _)| words.len() == 1);
        alone.find_map(|(words, instead)| {
            let name = words.first()?;
            let ending = said.strip_prefix(name.as_str())?;
            let is_ending = name.chars().count() >= 3 && ending.chars().count() <= 3;
            let is_grown = self.known.iter().any(|(words, _)| {
                words
                    .first()
                    .is_some_and(|other| other.chars().count() >= 3 && ending == other)
            });
            (is_ending || is_grown).then_some(instead.as_str())
        })
    }

    /// What stands for the words that begin here, and how many pieces they are.
    fn instead(&self, pieces: &[Option<String>]) -> Option<(usize, &str)> {
        let first = pieces.first()?.as_ref()?;
        self.known.iter().find_map(|(words, instead)| {
            if words.first() != Some(first) {
                return None;
            }
            // Between two words of a name stands one piece that is none.
            let length = 2 * words.len() - 1;
            let said = pieces.get(..length)?.iter().step_by(2);
            let is_same = said.zip(words).all(|(said, word)| said.as_ref() == Some(word));
            is_same.then_some((length, instead.as_str()))
        })
    }

    fn entries(&self, entries: Vec<Entry>) -> Vec<Entry> {
        let masked = |entry: Entry| {
            let values = entry.values.into_iter().filter(|(name, _)| may_name(name));
            let lists = entry.lists.into_iter().filter(|(name, _)| may_name(name));
            Entry {
                values: values.map(|(name, value)| (name, self.words(&value))).collect(),
                lists: lists.map(|(name, of)| (name, self.entries(of))).collect(),
            }
        };
        entries.into_iter().map(masked).collect()
    }

    fn rows(&self, mut rows: Vec<LayerRow>) -> Vec<LayerRow> {
        for row in &mut rows {
            row.label = self.words(&row.label);
            for phrase in &mut row.phrases {
                phrase.words = self.words(&phrase.words);
            }
        }
        rows
    }

    fn loop_words(&self, words: LoopWords) -> LoopWords {
        let side = |side: LoopSide| LoopSide {
            name: self.words(&side.name),
            moves: side.moves.iter().map(|it| self.words(it)).collect(),
            inside: side.inside.iter().map(|it| self.words(it)).collect(),
            rows: self.rows(side.rows),
        };
        LoopWords {
            left: side(words.left),
            right: side(words.right),
            legend: words.legend,
        }
    }

    fn steps(&self, mut path: StepsPath) -> StepsPath {
        path.left.name = self.words(&path.left.name);
        path.right.name = self.words(&path.right.name);
        path
    }

    fn chart(&self, chart: Charted, sessions: &[(NaiveDate, u16)]) -> Charted {
        let mut chart = chart.without_days(sessions);
        chart.plot = self.plot(chart.plot);
        for said in chart.said.iter_mut().flatten() {
            said.says = self.words(&said.says);
        }
        chart.notes = chart.notes.iter().map(|note| self.words(note)).collect();
        chart
    }

    /// Time is told in weeks and months since the first day.
    fn course(&self, mut page: CourseOnPage) -> CourseOnPage {
        for point in &mut page.course.points {
            point.title = self.words(&point.title);
            point.detail = self.words(&point.detail);
        }
        page.names = Pair::from_fn(|partner| self.words(page.names.of(partner)));
        let first = page.course.span().map_or(NaiveDate::MIN, |(first, _)| first);
        CourseOnPage { when: When::PrintedSince(first), ..page }
    }

    /// Every day of a plot has the number of its session; any other has none.
    fn plot(&self, mut plot: Plot) -> Plot {
        plot.title = self.words(&plot.title);
        for cut in &mut plot.cut_offs {
            cut.says = self.words(&cut.says);
        }
        for line in &mut plot.lines {
            line.name = self.words(&line.name);
        }
        for (_, words) in &mut plot.events {
            *words = self.words(words);
        }
        for (place, day) in plot.days().into_iter().enumerate() {
            if !plot.day_names.iter().any(|(known, _)| *known == day) {
                plot.day_names.push((day, format!("{}.", place + 1)));
            }
        }
        plot
    }
}

/// Words and what stands between them, by turns.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut was_word) = (0, None);
    for (at, letter) in text.char_indices() {
        let is_word = letter.is_alphanumeric() || is_mark(letter);
        if was_word.is_some_and(|was| was != is_word) {
            pieces.push(text.get(start..at).unwrap_or_default());
            start = at;
        }
        was_word = Some(is_word);
    }
    pieces.push(text.get(start..).unwrap_or_default());
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

fn is_mark(letter: char) -> bool {
    unicode_normalization::char::is_combining_mark(letter)
}

fn folded_words(text: &str) -> Vec<String> {
    let words = pieces(text).into_iter();
    words.filter(|it| it.starts_with(char::is_alphanumeric)).map(fold).collect()
}

/// Small letters without accents, so that a name is known however it was typed.
fn fold(word: &str) -> String {
    let plain: String = word.nfkd().filter(|letter| !is_mark(*letter)).collect();
    folded(&plain).to_lowercase().replace('ß', "ss")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mask() -> Mask {
        let mut case =
            Case::new("Linden", Pair { a: "Ana María".to_owned(), b: "Rui".to_owned() });
        case.partners.b.surname = "Sá-Nogueira".to_owned();
        case.partners.a.contact.address = "Rua do Forno 3, 1200 Lisboa".to_owned();
        mask_of(&case)
    }

    fn mask_of(case: &Case) -> Mask {
        Mask::of(case, &ForSupervisor::plain_names())
    }

    #[test]
    fn names_surnames_and_places_are_replaced_however_they_are_typed() {
        let masked = |words: &str| mask().words(words);
        assert_eq!(masked("Ana’s letter to RUI"), "Partner A’s letter to Partner B");
        assert_eq!(masked("ana maria waits"), "Partner A waits");
        assert_eq!(masked("Rui Sá-Nogueira left Lisboa"), "Partner B left a place");
        assert_eq!(masked("the forno, Nogueira"), "the a place, Partner B");
        assert_eq!(masked("(Rui)"), "(Partner B)");
    }

    #[test]
    fn words_that_only_hold_a_name_stay() {
        let masked = |words: &str| mask().words(words);
        assert_eq!(masked("banana, ruined, analysis"), "banana, ruined, analysis");
        assert_eq!(masked(""), "");
    }

    #[test]
    fn names_with_an_ending_and_names_grown_together_are_replaced() {
        let masked = |words: &str| mask().words(words);
        assert_eq!(
            masked("Anas Brief, Nogueiras, RuiNogueira"),
            "Partner A Brief, Partner B, Partner B"
        );
        assert_eq!(masked("Analysis and Banana"), "Analysis and Banana");
    }

    #[test]
    fn days_in_free_text_are_replaced() {
        let masked = |words: &str| mask().words(words);
        for day in [
            "2026-10-14",
            "12.10.2026",
            "14 March 2024",
            "14 of March",
            "March 14, 2024",
            "3/4/26",
        ] {
            assert_eq!(masked(&format!("on {day} late")), "on a day late", "{day}");
        }
        for words in
            ["they may march 3 times", "step 2.1", "scored 14 - 12", "2 or 3 sessions"]
        {
            assert_eq!(masked(words), words);
        }
    }

    #[test]
    fn a_couple_without_names_has_nothing_to_replace() {
        let case = Case::new("Linden", Pair::default());
        assert_eq!(mask_of(&case).words("to be with you"), "to be with you");
    }
}
