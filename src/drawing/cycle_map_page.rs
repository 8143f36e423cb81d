//! Lays out the page that a couple takes home: their loop with their words on it.

use super::cycle_map_page_chords::Chords;
use super::cycle_map_page_frame::Frame;
use super::cycle_map_page_sentence::Sentence;
use super::cycle_map_page_setting::{Air, Fitted, Fullness, Names, Part};
use super::cycle_map_page_words::{Share, SideWords};
use super::lobe::{Hand, Lobe};
use super::{Fonts, Page, Paper};
use super::{
    cycle_map_page_draw as draw, cycle_map_page_shared as shared,
    cycle_map_page_slow as slow,
};
use crate::model::ClientView;

/// Left, right and upper margin.
pub const MARGIN: f32 = 14.0;
/// From the lower edge of the sheet to the footer's baseline.
pub const FOOT: f32 = 8.0;
pub use super::paper_loop::RIBBON;
/// The middle of the upper ribbon.
pub const LOOP_TOP: f32 = 39.5;

/// The words on the page that are not the couple's own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageWords {
    pub title: String,
    pub line: String,
    /// Stands over the line through the loop.
    pub above: String,
    /// Stands under the line through the loop.
    pub below: String,
    /// What the picture shows, for those who listen to the page.
    pub says: String,
    pub sentence: String,
    /// Stands in place of the sentence while the loop has no words.
    pub to_fill: String,
    pub slowed_down: String,
    pub in_own_words: String,
}

/// A page with what its foot has to explain.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MarkedPage {
    pub page: Page,
    pub has_own_words: bool,
    pub has_new_words: bool,
}

/// The page with the loop, and the pages after it if the words ask for them.
pub fn lay_out(
    view: &ClientView,
    words: &PageWords,
    paper: Paper,
    fonts: &Fonts,
) -> Vec<MarkedPage> {
    let sides = Hand::BOTH.map(|hand| (hand, SideWords::of(view, hand, fonts)));
    let shared = shared::words_of(view.centre());
    let sheet = Sheet { size: paper.landscape(), words, shared, fonts };
    let (plan, share) = plan(&sheet, &sides);
    let mut pages = vec![draw::draw(&sheet, &plan)];
    if !matches!(share, Share::All | Share::WithoutEcho) {
        pages.extend(slow::lay_out(&sheet, &sides));
    }
    pages.extend(shared::page_of_its_own(&sheet, &plan));
    pages
}

/// The sheet of paper that is to be filled.
pub struct Sheet<'a> {
    pub size: (f32, f32),
    pub words: &'a PageWords,
    /// What both share; empty until they may see it.
    pub shared: Vec<String>,
    pub fonts: &'a Fonts,
}

/// The page with the loop, decided.
pub struct Plan {
    pub lobe: Lobe,
    pub chords: Chords,
    pub line_y: f32,
    /// Distance of the middle of the words from the axis.
    pub middle: f32,
    pub names: Names,
    pub sentence: Sentence,
    pub sides: Vec<PlannedSide>,
}

pub struct PlannedSide {
    pub hand: Hand,
    pub words: SideWords,
    pub above: Fitted,
    pub below: Fitted,
}

pub type Sides = [(Hand, SideWords); 2];

/// What is tried, in this order: how many of the words, how full the loop, letter size.
fn steps() -> impl Iterator<Item = (Share, Fullness, f32)> {
    use Fullness::{Full, Round, Usual};
    sized(Share::All, Round, &[17.0, 16.0, 15.0, 14.5, 14.0])
        .chain(sized(Share::All, Usual, &[14.0, 13.5, 13.0, 12.5, 12.0]))
        .chain(sized(Share::WithoutEcho, Usual, &[13.0, 12.5, 12.0]))
        .chain(sized(Share::WithoutEcho, Full, &[13.5, 13.0, 12.5, 12.0, 11.5, 11.0]))
        .chain(shortened(Share::Short))
        .chain([3, 2, 1].into_iter().flat_map(|most| shortened(Share::First(most))))
}

fn shortened(share: Share) -> impl Iterator<Item = (Share, Fullness, f32)> {
    let usual = sized(share, Fullness::Usual, &[13.0, 12.5, 12.0]);
    usual.chain(sized(share, Fullness::Full, &[12.0, 11.5, 11.0, 10.5]))
}

fn sized(
    share: Share,
    fullness: Fullness,
    sizes: &'static [f32],
) -> impl Iterator<Item = (Share, Fullness, f32)> {
    sizes.iter().map(move |points| (share, fullness, *points))
}

/// The first step that holds the words, and how many of them.
fn plan(sheet: &Sheet<'_>, sides: &Sides) -> (Plan, Share) {
    let mut frames: Vec<Vec<Frame<'_>>> = Vec::new();
    for (share, fullness, points) in steps() {
        let shared = sides.clone().map(|(hand, words)| (hand, words.share(share)));
        let known = |frames: &Vec<Frame<'_>>| {
            frames.first().is_some_and(|frame| frame.fullness == fullness)
        };
        let place = frames.iter().position(known).unwrap_or_else(|| {
            frames.push(Frame::all(sheet, sides, fullness));
            frames.len() - 1
        });
        let best =
            frames.get(place).and_then(|frames| best_line(frames, &shared, points));
        let most = most_broken(fullness, points);
        if let Some(plan) = best.filter(|plan| plan.broken() <= most) {
            return (plan, share);
        }
    }
    let frame = Frame::new(
        sheet,
        sides,
        (Fullness::Round, 0.54),
        Sentence::new(sheet, Fullness::Round),
    );
    (frame.without_words(sides), Share::First(0))
}

/// A step that breaks more phrases gives way to a smaller one, while there is one.
fn most_broken(fullness: Fullness, points: f32) -> usize {
    match fullness {
        Fullness::Round => 0,
        Fullness::Usual | Fullness::Full if points > 12.0 => 2,
        Fullness::Usual | Fullness::Full => usize::MAX,
    }
}

/// The height of the line that breaks the fewest phrases; the highest of those.
fn best_line(frames: &[Frame<'_>], sides: &Sides, points: f32) -> Option<Plan> {
    let mut best: Option<Plan> = None;
    for frame in frames {
        let Some(plan) = frame.fill(sides, points) else { continue };
        let broken = plan.broken();
        if best.as_ref().is_none_or(|best| broken < best.broken()) {
            best = Some(plan);
        }
        if broken == 0 {
            break;
        }
    }
    let usual = best?;
    let wider = Air::WIDER.into_iter().find_map(|air| {
        let mut tried = frames.iter().step_by(EVERY);
        tried.find_map(|frame| frame.fill_wider(sides, (points, air), &usual))
    });
    Some(wider.unwrap_or(usual))
}

/// Of the heights of the line, so many are looked at for rows that stand wider apart.
const EVERY: usize = 3;

impl Plan {
    pub(super) fn broken(&self) -> usize {
        self.sides.iter().map(|side| side.above.broken + side.below.broken).sum()
    }

    /// How large what they do is set.
    pub(super) fn moves_size(&self) -> f32 {
        let lines = self.sides.iter().flat_map(|side| &side.above.lines);
        let moves = lines.filter(|line| matches!(line.part, Part::Move(_)));
        moves.map(|line| line.set.points).fold(f32::MAX, f32::min)
    }
}
