//! What a supervisor's page is made from: words in which every known name and place was replaced.

use super::fields::{self, Values};
use super::for_supervisor_mask::Mask;
use super::known::{ForPractice, Known, Lists, on_hand};
use super::known_course::CourseOnPage;
use super::known_loop::WhichLoop;
use super::known_measures::{Charted, without_days};
use crate::drawing::document::LayerRow;
use crate::drawing::lobe::Hand;
use crate::drawing::loop_figure::LoopWords;
use crate::drawing::plot::Plot;
use crate::drawing::steps_path::StepsPath;
use crate::model::audience::Audience;
use crate::model::{Pair, PartnerId, SeenBy};

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
    unsure: Vec<String>,
}

/// The fields, and the fields of lists, that say nothing of who, where or on which day.
const MAY_NAME: [&str; 73] = [
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
    "date.month",
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
        // On every page Partner A comes first, wherever the couple sees whom.
        case.maps.iter_mut().for_each(|map| map.left = PartnerId::A);
        let mut map = case.map(known.map.id).unwrap_or(known.map).clone();
        map.left = PartnerId::A;
        let sessions: Vec<_> =
            case.sessions.iter().map(|it| (it.date, it.number)).collect();
        let open = ForPractice { case: &case, map: &map, practice: known.practice };
        let open = Known::Practice(&open);
        let values = open.values().into_iter().filter(|(name, _)| may_name(name));
        let lists = open.lists().into_iter().filter(|(name, _)| may_name(name));
        let name = |hand| names.of(on_hand(map.left, hand)).clone();
        let mut made = Self {
            names: Hand::BOTH.map(name),
            values: values
                .map(|(name, value)| (name, mask.of_field(name, &value)))
                .collect(),
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
            unsure: Vec::new(),
        };
        made.unsure = mask.unsure();
        made
    }

    /// Words of the couple's file that may be names and are not known, to be looked at.
    pub fn unsure(&self) -> &[String] {
        &self.unsure
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
