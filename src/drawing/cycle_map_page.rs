//! Lays out the page that a couple takes home: their loop with their words on it.

use super::cycle_map_page_fit::{Chords, Fitted, Labels, Names, Room, Setting};
use super::cycle_map_page_words::{Share, SideWords};
use super::lobe::{Hand, Lobe};
use super::page::{MM_PER_PT, Type};
use super::{Face, Fonts, Ink, Page, Paper};
use super::{cycle_map_page_draw as draw, cycle_map_page_slow as slow};
use crate::model::ClientView;
use std::ops::ControlFlow;

/// Left, right and upper margin.
pub const MARGIN: f32 = 14.0;
/// From the lower edge of the sheet to the footer's baseline.
pub const FOOT: f32 = 8.0;
pub const RIBBON: f32 = 3.6;
/// The middle of the upper ribbon.
const LOOP_TOP: f32 = 39.5;

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
    let sides = Hand::BOTH.map(|hand| (hand, SideWords::of(view, hand)));
    let sheet = Sheet { size: paper.landscape(), words, fonts };
    let (plan, share) = plan(&sheet, &sides);
    let mut pages = vec![draw::draw(&sheet, &plan)];
    if !matches!(share, Share::All | Share::WithoutEcho) {
        pages.extend(slow::lay_out(&sheet, &sides));
    }
    pages
}

/// The sheet of paper that is to be filled.
pub struct Sheet<'a> {
    pub size: (f32, f32),
    pub words: &'a PageWords,
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

/// The generated sentence, broken into lines.
pub struct Sentence {
    pub set: Type,
    pub lines: Vec<String>,
    /// The first baseline, and from one to the next.
    pub first: f32,
    pub lead: f32,
}

pub type Sides = [(Hand, SideWords); 2];

/// What is tried, in this order: how many of the words, how full the loop, letter size.
fn steps() -> impl Iterator<Item = (Share, f32, f32)> {
    sized(Share::All, 0.0, &[17.0, 16.0, 15.0, 14.5, 14.0])
        .chain(sized(Share::All, 0.4, &[14.0, 13.5, 13.0, 12.5, 12.0]))
        .chain(sized(Share::WithoutEcho, 0.4, &[13.0, 12.5, 12.0]))
        .chain(sized(Share::WithoutEcho, 1.0, &[12.0, 11.5, 11.0]))
        .chain(shortened(Share::Short))
        .chain([3, 2, 1].into_iter().flat_map(|most| shortened(Share::First(most))))
}

fn shortened(share: Share) -> impl Iterator<Item = (Share, f32, f32)> {
    sized(share, 0.4, &[13.0, 12.5, 12.0]).chain(sized(
        share,
        1.0,
        &[12.0, 11.5, 11.0, 10.5],
    ))
}

fn sized(
    share: Share,
    fullness: f32,
    sizes: &'static [f32],
) -> impl Iterator<Item = (Share, f32, f32)> {
    sizes.iter().map(move |points| (share, fullness, *points))
}

/// The first step that holds the words, and how many of them.
fn plan(sheet: &Sheet<'_>, sides: &Sides) -> (Plan, Share) {
    for (share, fullness, points) in steps() {
        let shared = sides.clone().map(|(hand, words)| (hand, words.share(share)));
        if let Some(plan) = best_line(sheet, &shared, (fullness, points)) {
            return (plan, share);
        }
    }
    let frame = Frame::new(sheet, 0.0, 0.54);
    (frame.without_words(sides), Share::First(0))
}

/// The height of the line that breaks the fewest phrases; the highest of those.
fn best_line(
    sheet: &Sheet<'_>,
    sides: &Sides,
    (fullness, points): (f32, f32),
) -> Option<Plan> {
    let mut best: Option<(usize, Plan)> = None;
    for part in 50..=64_u8 {
        let frame = Frame::new(sheet, fullness, f32::from(part) / 100.0);
        let Some(plan) = frame.fill(sides, points) else { continue };
        let broken = plan.broken();
        if best.as_ref().is_none_or(|(fewest, _)| broken < *fewest) {
            best = Some((broken, plan));
        }
        if broken == 0 {
            break;
        }
    }
    best.map(|(_, plan)| plan)
}

/// A loop of one shape on the sheet, still without words.
struct Frame<'a> {
    sheet: &'a Sheet<'a>,
    lobe: Lobe,
    chords: Chords,
    line_y: f32,
    fullness: f32,
}

impl<'a> Frame<'a> {
    /// `part` is how much of the loop's height is above the line.
    fn new(sheet: &'a Sheet<'a>, fullness: f32, part: f32) -> Self {
        let (width, height) = sheet.size;
        let usual_foot = height - if fullness < 1.0 { 36.5 } else { 29.7 };
        let sentence = sheet.sentence(fullness);
        let sentence_top = sentence.first - 0.72 * sentence.set.size();
        let foot = usual_foot.min(sentence_top - RIBBON / 2.0 - OVER_SENTENCE);
        let half = width / 2.0 - MARGIN - RIBBON / 2.0 - 0.2;
        let mut lobe = Lobe::new(width / 2.0, half, LOOP_TOP, foot);
        let by = |round: f32, full: f32| (round + (full - round) * fullness) * half;
        lobe.corner = by(0.40, 0.24);
        lobe.fullness = 0.68 + 0.16 * fullness;
        lobe.cue_end = by(0.46, 0.28);
        lobe.foot_end = by(0.50, 0.28);
        lobe.foot_handle = by(0.22, 0.26);
        lobe.cross_handle = by(0.20, 0.13);
        let line_y = LOOP_TOP + part * (foot - LOOP_TOP);
        let over_line = if fullness < 1.0 { CROSSING_OVER_LINE } else { FULL_CROSSING };
        lobe.crossing = line_y - over_line;
        let chords = Chords::of(&lobe);
        Self { sheet, lobe, chords, line_y, fullness }
    }

    /// Distance from the axis of the middle of the words: the middle of the lobe where the
    /// words begin.
    fn middle(&self) -> f32 {
        let (near, far) = self.chords.at(LOOP_TOP + 9.0);
        f32::midpoint(near, far)
            .clamp(0.5 * self.lobe.half_width, 0.6 * self.lobe.half_width)
    }

    fn is_full(&self) -> bool {
        self.fullness >= 1.0
    }

    fn room(&self, hand: Hand, points: f32, names: Names) -> Room<'_> {
        Room {
            fonts: self.sheet.fonts,
            chords: &self.chords,
            hand,
            centre_x: self.lobe.centre_x,
            middle: self.middle(),
            axis: AXES[0],
            labels: Labels::Wide,
            setting: Setting {
                fullness: self.fullness,
                points,
                move_scale: MOVE_SCALES[0],
            },
            names,
        }
    }

    /// Where both names stand, equally large.
    fn names(&self, sides: &Sides, points: f32) -> Names {
        match draw::place_for_names(self.sheet, &self.lobe, self.middle(), sides) {
            Names::Inside(largest) => {
                let fitting = sides.iter().map(|(hand, words)| {
                    let room = self.room(*hand, points, Names::Inside(largest));
                    room.name_points(&words.name, self.above().0)
                });
                Names::Inside(fitting.fold(largest, f32::min))
            }
            on_ribbon @ Names::OnRibbon(_) => on_ribbon,
        }
    }

    /// The loop with these words, unless they do not fit.
    fn fill(&self, sides: &Sides, points: f32) -> Option<Plan> {
        let names = self.names(sides, points);
        let mut rooms = Vec::new();
        for (hand, words) in sides {
            rooms.push((self.best_axis(self.room(*hand, points, names), words)?, words));
        }
        let scales: &[f32] =
            if self.is_full() { &[FULL_MOVE_SCALE] } else { &MOVE_SCALES };
        let above = scales.iter().rev().try_fold(None, |best, scale| {
            rooms.iter_mut().for_each(|(room, _)| room.setting.move_scale = *scale);
            let above = self.fill_above(&rooms);
            let breaks =
                |above: &Vec<Fitted>| above.iter().any(|one| one.broken_moves > 0);
            match (above, best) {
                (None, best) => ControlFlow::Break(best),
                (Some(above), Some(best)) if breaks(&above) => {
                    ControlFlow::Break(Some(best))
                }
                (Some(above), _) => ControlFlow::Continue(Some(above)),
            }
        });
        let (ControlFlow::Break(above) | ControlFlow::Continue(above)) = above;
        let mut fitted = above?.into_iter().zip(self.fill_below(&rooms)?);
        let sides = sides.clone().into_iter().filter_map(|(hand, words)| {
            let (above, below) = fitted.next()?;
            Some(PlannedSide { hand, words, above, below })
        });
        Some(self.plan(sides.collect(), names))
    }

    /// The room with the axis that breaks the fewest phrases; none if the words do not fit.
    fn best_axis<'r>(&self, room: Room<'r>, words: &SideWords) -> Option<Room<'r>> {
        let smallest = if self.is_full() { FULL_MOVE_SCALE } else { MOVE_SCALES[4] };
        let setting = Setting { move_scale: smallest, ..room.setting };
        let room = Room { setting, ..room };
        let (above, below) = room.least_heights(words, self.lobe.half_width);
        let is_lower =
            |least: f32, (top, foot): (f32, f32)| least > foot - top + setting.em();
        if is_lower(above, self.above()) || is_lower(below, self.below()) {
            return None;
        }
        let mut best: Option<(usize, Room<'r>)> = None;
        let narrow = self.is_full().then_some(NARROW_AXES).into_iter().flatten();
        let wide = AXES.map(|axis| (axis, Labels::Wide)).into_iter();
        for (axis, labels) in wide.chain(narrow.map(|axis| (axis, Labels::Narrow))) {
            let tried = Room { axis, labels, ..room };
            let Some(above) = tried.above(words, self.above()) else { continue };
            let Some(below) = tried.below(words, self.below()) else { continue };
            let broken = above.broken + below.broken;
            if best.as_ref().is_none_or(|(fewest, _)| broken < *fewest) {
                best = Some((broken, tried));
            }
            if broken == 0 {
                break;
            }
        }
        best.map(|(_, room)| room)
    }

    /// From the first capital to the last baseline above the line.
    fn above(&self) -> (f32, f32) {
        let (top, foot) = if self.is_full() { (7.0, 4.2) } else { (8.5, 5.5) };
        (LOOP_TOP + top, self.line_y - foot)
    }

    fn below(&self) -> (f32, f32) {
        let (top, foot) = if self.is_full() { (4.4, 5.5) } else { (5.5, 8.0) };
        (self.line_y + top, self.lobe.foot - foot)
    }

    fn fill_above(&self, rooms: &[(Room<'_>, &SideWords)]) -> Option<Vec<Fitted>> {
        settle(self.above(), 0.5, |bounds| {
            rooms.iter().map(|(room, words)| room.above(words, bounds)).collect()
        })
    }

    fn fill_below(&self, rooms: &[(Room<'_>, &SideWords)]) -> Option<Vec<Fitted>> {
        settle(self.below(), 0.45, |bounds| {
            rooms.iter().map(|(room, words)| room.below(words, bounds)).collect()
        })
    }

    fn without_words(&self, sides: &Sides) -> Plan {
        let names = self.names(sides, 14.0);
        let bare = sides.clone().map(|(hand, side)| {
            let words = SideWords { name: side.name, ..SideWords::default() };
            let room = self.room(hand, 14.0, names);
            let above =
                room.above(&words, (LOOP_TOP + 8.5, self.line_y)).unwrap_or_default();
            PlannedSide { hand, words, above, below: Fitted::default() }
        });
        self.plan(bare.into(), names)
    }

    fn plan(&self, sides: Vec<PlannedSide>, names: Names) -> Plan {
        Plan {
            lobe: self.lobe,
            chords: self.chords.clone(),
            line_y: self.line_y,
            middle: self.middle(),
            names,
            sentence: self.sheet.sentence(self.fullness),
            sides,
        }
    }
}

/// Room between the crossing and the line, for the words between the strands.
const CROSSING_OVER_LINE: f32 = 25.0;
/// In a full loop the words beside the crossing need the room more.
const FULL_CROSSING: f32 = 15.0;
/// How much larger than the other words the moves are: the largest that breaks none.
const MOVE_SCALES: [f32; 5] = [1.3, 1.25, 1.2, 1.15, 1.1];
const FULL_MOVE_SCALE: f32 = 1.08;
/// How far to the left of the middle the hanging words may start.
const AXES: [f32; 6] = [20.0, 23.0, 26.0, 17.0, 29.0, 14.0];
/// The same, where the labels stand on two lines.
const NARROW_AXES: [f32; 6] = [20.0, 22.0, 24.0, 25.0, 26.0, 28.0];
/// Air between the loop and the sentence.
const OVER_SENTENCE: f32 = 3.4;

/// Both sides' words, moved down by a part of the height they leave; less where the curve
/// would break a phrase.
fn settle(
    (top, foot): (f32, f32),
    part: f32,
    fit: impl Fn((f32, f32)) -> Option<Vec<Fitted>>,
) -> Option<Vec<Fitted>> {
    let broken = |fitted: &[Fitted]| fitted.iter().map(|one| one.broken).sum::<usize>();
    let first = fit((top, foot))?;
    let last = first.iter().map(|fitted| fitted.last).fold(top, f32::max);
    let spare = (foot - last).max(0.0);
    let moved = [1.0, 0.75, 0.5, 0.25].into_iter().find_map(|share| {
        let moved = fit((top + share * part * spare, foot))?;
        (broken(&moved) <= broken(&first)).then_some(moved)
    });
    moved.or(Some(first))
}

impl Plan {
    fn broken(&self) -> usize {
        self.sides.iter().map(|side| side.above.broken + side.below.broken).sum()
    }
}

impl Sheet<'_> {
    /// The sentence as large as the width allows: on one line where the loop is full, on two
    /// otherwise.
    fn sentence(&self, fullness: f32) -> Sentence {
        let (width, height) = (self.size.0 - 2.0 * MARGIN, self.size.1);
        let is_full = fullness >= 1.0;
        let set = |points| Type::new(Face::SerifSemiBold, points, Ink::Ink);
        let text = if self.words.sentence.is_empty() {
            return self.nothing_said();
        } else {
            &self.words.sentence
        };
        if is_full {
            for points in [13.5, 13.0, 12.5, 12.0] {
                if set(points).width(self.fonts, text) <= width {
                    let (first, lead) = (height - 17.0, 0.0);
                    return Sentence {
                        set: set(points),
                        lines: vec![text.clone()],
                        first,
                        lead,
                    };
                }
            }
        }
        let sizes: &[f32] = if is_full {
            &[12.5, 12.0, 11.5, 11.0]
        } else {
            &[15.0, 14.0, 13.0, 12.0, 11.0]
        };
        let mut found = None;
        for points in sizes {
            let lines = self.halves(text, set(*points), width);
            let is_good = lines.len() <= 2;
            found = Some((set(*points), lines));
            if is_good {
                break;
            }
        }
        let (set, lines) = found.unwrap_or((set(11.0), Vec::new()));
        let lead = if is_full { 1.3 } else { 1.285 } * set.size();
        let last = height - 16.7;
        let first = last - lead * lines.len().saturating_sub(1) as f32;
        Sentence { set, lines, first, lead }
    }

    /// The two halves of the sentence, each on its own line if it fits there.
    fn halves(&self, text: &str, set: Type, width: f32) -> Vec<String> {
        let cut = text.find("; ").map(|at| text.split_at(at + 2));
        match cut {
            Some((one, two))
                if set.width(self.fonts, one.trim_end()) <= width
                    && set.width(self.fonts, two) <= width =>
            {
                vec![one.to_owned(), two.to_owned()]
            }
            _ => set.lines(self.fonts, width, text),
        }
    }

    /// A quiet line while the loop has no words to make a sentence of.
    fn nothing_said(&self) -> Sentence {
        let set = Type::new(Face::SansItalic, 13.0, Ink::Ink3);
        let first = self.size.1 - 20.0;
        Sentence { set, lines: Vec::new(), first, lead: 1.3 * 13.0 * MM_PER_PT }
    }
}
