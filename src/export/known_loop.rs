//! The loop, the steps and the plots that a page shows, each from what its audience may see.

use super::fields_loop::{self, Told};
use super::known::{ForPractice, Known, may_stand, on_hand};
use super::known_record;
use crate::drawing::document::{LayerRow, Shows};
use crate::drawing::lobe::Hand;
use crate::drawing::loop_figure::{LoopSide, LoopWords, MarkWords};
use crate::drawing::plot::{Plot, PlotLine};
use crate::drawing::steps_path::{OnTheWay, StepsPath};
use crate::model::audience::Shown;
use crate::model::client_view::ClientPhrase;
use crate::model::element::IMPRESSION;
use crate::model::{Element, Layer, Pair, PartnerId, Session, lists};

/// Which of a couple's loops is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhichLoop {
    Old,
    /// The one that takes its place.
    New,
    /// The old one as it was confirmed first, and last; for the couple alone.
    First,
    Last,
}

/// The layers that stand on a whole loop.
pub(super) const ON_THE_LOOP: [Layer; 10] = [
    Layer::Cue,
    Layer::Body,
    Layer::MeaningSelf,
    Layer::MeaningOther,
    Layer::Reactive,
    Layer::Urge,
    Layer::Behaviour,
    Layer::Primary,
    Layer::Fear,
    Layer::Need,
];

impl Known<'_> {
    /// What one partner says of this, phrase by phrase.
    pub fn told(&self, told: (Hand, Told)) -> Vec<String> {
        match self {
            Self::Couple(known) => fields_loop::for_couple(known, told),
            Self::Practice(known) => fields_loop::for_practice(known, told),
            Self::Record(known) => {
                let (hand, Told::Layers(layers)) = told else { return Vec::new() };
                let seen = layers
                    .iter()
                    .flat_map(|layer| known_record::in_the_room(known, (hand, *layer)));
                // Fields make sentences of what was said; an impression is none of that.
                seen.filter(|it| !it.is_guess()).map(Element::quoted).collect()
            }
            Self::Supervisor(_) => Vec::new(),
        }
    }

    pub fn name(&self, hand: Hand) -> String {
        match self {
            Self::Couple(known) => known.name(hand),
            Self::Practice(known) => known.name(hand),
            Self::Record(known) => known.name(hand),
            Self::Supervisor(known) => known.name(hand).to_owned(),
        }
    }

    /// The words of a loop.
    pub fn loop_words(&self, which: WhichLoop) -> LoopWords {
        if let Self::Supervisor(known) = self {
            return known.loop_words(which);
        }
        let side = |hand| match which {
            WhichLoop::Old => self.old_side(hand),
            WhichLoop::New => LoopSide {
                name: self.name(hand),
                moves: self.told((hand, Told::Reach)),
                ..LoopSide::default()
            },
            WhichLoop::First | WhichLoop::Last => self.confirmed_side(which, hand),
        };
        let shows_marks = matches!(self, Self::Practice(_) | Self::Record(_));
        let has_marks = shows_marks && which == WhichLoop::Old;
        LoopWords {
            left: side(Hand::Left),
            right: side(Hand::Right),
            legend: has_marks.then(legend),
        }
    }

    fn old_side(&self, hand: Hand) -> LoopSide {
        // What is told reads better after a name than what was said.
        let told_first = |layer: &'static [Layer]| {
            let mut phrases = self.told((hand, Told::Layers(layer)));
            let is_guess = |phrase: &String| phrase.ends_with(IMPRESSION);
            phrases.sort_by_key(|phrase| (is_guess(phrase), phrase.starts_with('“')));
            phrases
        };
        LoopSide {
            name: self.name(hand),
            moves: told_first(&[Layer::Behaviour]),
            inside: told_first(&[Layer::Primary]),
            rows: self.rows_on_the_loop(hand),
        }
    }

    /// One side of a picture that was confirmed: what is told stands before what was said.
    fn confirmed_side(&self, which: WhichLoop, hand: Hand) -> LoopSide {
        let Self::Couple(known) = self else { return LoopSide::default() };
        let Some(change) = known.view.change() else { return LoopSide::default() };
        let moment = if which == WhichLoop::First { &change.first } else { &change.last };
        let phrases = moment.sides.of(on_hand(known.view.left(), hand));
        let of = |layer: Layer| {
            let of_layer = phrases.iter().filter(|phrase| phrase.layer == layer);
            let mut words: Vec<String> = of_layer.map(ClientPhrase::quoted).collect();
            words.sort_by_key(|phrase| phrase.starts_with('“'));
            words
        };
        let (moves, inside) = (of(Layer::Behaviour), of(Layer::Primary));
        LoopSide { name: self.name(hand), moves, inside, rows: Vec::new() }
    }

    fn rows_on_the_loop(&self, hand: Hand) -> Vec<LayerRow> {
        let mut rows: Vec<LayerRow> = Vec::new();
        for layer in ON_THE_LOOP {
            let side =
                if layer.is_above_the_line() { Shows::Outside } else { Shows::Inside };
            let label = self.label_on_the_loop(layer).to_owned();
            let phrases = self.phrases(layer, hand);
            match rows.last_mut() {
                Some(row) if row.label == label => row.phrases.extend(phrases),
                _ => rows.push(LayerRow { label, phrases, side }),
            }
        }
        rows.retain(|row| !row.phrases.is_empty());
        rows
    }

    /// Short enough for the inside of a lobe.
    fn label_on_the_loop(&self, layer: Layer) -> &'static str {
        if matches!(self, Self::Couple(_)) {
            return layer.plain_label();
        }
        match layer {
            Layer::Cue => "cue",
            Layer::Body => "body",
            Layer::MeaningSelf | Layer::MeaningOther => "meaning",
            Layer::Reactive => "reactive",
            Layer::Urge => "urge",
            Layer::Behaviour => "behaviour",
            Layer::Primary => "primary",
            Layer::Fear => "fear",
            Layer::Need => "need",
            _ => layer.plain_label(),
        }
    }

    /// Where the couple and each of the two stand, as it was last noted.
    pub fn steps(&self) -> StepsPath {
        match self {
            Self::Couple(_) | Self::Record(_) => StepsPath::default(),
            Self::Practice(known) => steps(known),
            Self::Supervisor(known) => known.steps().clone(),
        }
    }

    /// Numbers of both over time; a page for the couple has none.
    pub fn plots(&self) -> Vec<Plot> {
        match self {
            Self::Couple(_) | Self::Record(_) => Vec::new(),
            Self::Practice(known) => plots(known),
            Self::Supervisor(known) => known.plots().to_vec(),
        }
    }
}

fn legend() -> MarkWords {
    MarkWords {
        guess: "guess".to_owned(),
        touched: "touched".to_owned(),
        owned: "owned".to_owned(),
        shared: "owned and said to the partner".to_owned(),
        own_words: "own words".to_owned(),
    }
}

/// The sessions that both could read about, the first one first.
pub fn joint_sessions<'a>(known: &ForPractice<'a>) -> Vec<&'a Session> {
    let all = known.case.sessions.iter();
    let mut joint: Vec<&Session> =
        all.filter(|session| may_stand(Shown::session(session))).collect();
    joint.sort_by_key(|session| session.when());
    joint
}

/// The last value that was noted, with the first session of the unbroken row that has it.
fn last_noted<T: Copy + PartialEq>(
    sessions: &[&Session],
    value: impl Fn(&Session) -> Option<T>,
) -> Option<(T, u16)> {
    let noted: Vec<(T, u16)> =
        sessions.iter().filter_map(|it| Some((value(it)?, it.number))).collect();
    let (last, _) = *noted.last()?;
    let since = noted.iter().rev().take_while(|(value, _)| *value == last);
    since.last().copied()
}

fn steps(known: &ForPractice<'_>) -> StepsPath {
    let sessions = joint_sessions(known);
    let note = |since: u16| format!("since session {since}");
    let couple = last_noted(&sessions, |session| session.sheet.step);
    let partner = |hand| {
        let partner = on_hand(known.map.left, hand);
        let noted = last_noted(&sessions, |it| *it.sheet.steps.of(partner));
        OnTheWay {
            name: known.name(hand),
            step: noted.map(|(step, _)| step),
            note: noted.map(|(_, since)| note(since)).unwrap_or_default(),
        }
    };
    StepsPath {
        couple: couple.map(|(step, _)| step),
        couple_note: couple.map(|(_, since)| note(since)).unwrap_or_default(),
        left: partner(Hand::Left),
        right: partner(Hand::Right),
        stages: ["1 De-escalation", "2 Restructuring the bond", "3 Consolidation"]
            .map(str::to_owned),
    }
}

/// What each rated at the end of sessions.
fn plots(known: &ForPractice<'_>) -> Vec<Plot> {
    let sessions = joint_sessions(known);
    let rated = |title: &str, of: fn(&Session) -> &Pair<Option<u8>>| {
        let line = |hand| {
            let partner: PartnerId = on_hand(known.map.left, hand);
            let point = |session: &&Session| {
                Some((session.date, f32::from((*of(session).of(partner))?)))
            };
            let points = sessions.iter().filter_map(point).collect();
            PlotLine { hand, name: known.name(hand), points, moved: Vec::new() }
        };
        let numbers = sessions.iter().map(|it| (it.date, it.number.to_string()));
        Plot {
            title: title.to_owned(),
            least: 0.0,
            most: 10.0,
            lines: Hand::BOTH.map(line).to_vec(),
            cut_offs: Vec::new(),
            day_names: numbers.collect(),
            day_label: "session".to_owned(),
            events: Vec::new(),
        }
    };
    let all = [
        rated("How close, 0 to 10", |session| &session.sheet.closeness),
        rated("How safe to speak, 0 to 10", |session| &session.sheet.safety),
    ];
    all.into_iter().filter(|plot| !plot.is_empty()).collect()
}

/// The stage and the step in words, such as "stage 1, step 4".
fn step_words(step: u8) -> String {
    match lists::stage_of(step) {
        Some(stage) => format!("stage {stage}, step {step}"),
        None => format!("step {step}"),
    }
}

/// Where the couple is, and each of the two where one of them has a step of their own: "stage 1,
/// step 4 (couple); stage 2: Ana step 6, Rui step 5".
pub fn steps_words(couple: Option<u8>, each: &[(String, Option<u8>); 2]) -> String {
    let own = each.iter().filter_map(|(name, step)| Some((name, (*step)?)));
    let own: Vec<String> =
        own.map(|(name, step)| format!("{name} step {step}")).collect();
    let couple = couple.map(|step| format!("{} (couple)", step_words(step)));
    let own = (!own.is_empty()).then(|| format!("stage 2: {}", own.join(", ")));
    couple.into_iter().chain(own).collect::<Vec<_>>().join("; ")
}

/// The steps that were noted last, in words. A step of one of them is past once the couple was
/// noted beyond it.
pub fn steps_now(known: &ForPractice<'_>) -> String {
    let sessions = joint_sessions(known);
    let couple = last_noted_at(&sessions, |it| it.sheet.step);
    let own = Hand::BOTH.map(|hand| {
        let partner = on_hand(known.map.left, hand);
        let own = last_noted_at(&sessions, |it| *it.sheet.steps.of(partner));
        let is_past = |(at, _): &(usize, u8)| {
            couple.is_some_and(|(since, step)| step >= BEYOND_THEIR_OWN && since > *at)
        };
        let own = own.filter(|own| !is_past(own));
        (known.name(hand), own.map(|(_, step)| step))
    });
    steps_words(couple.map(|(_, step)| step), &own)
}

/// From this step on the two go together again.
const BEYOND_THEIR_OWN: u8 = 8;

/// The last value that was noted, with the place of its session.
fn last_noted_at<T>(
    sessions: &[&Session],
    value: impl Fn(&Session) -> Option<T>,
) -> Option<(usize, T)> {
    let noted = sessions.iter().enumerate().rev();
    noted.into_iter().find_map(|(at, session)| Some((at, value(session)?)))
}
