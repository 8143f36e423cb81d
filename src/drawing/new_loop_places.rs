//! Finds a place for every phrase of the new loop, and says in what order it gives way.

use super::cycle_map::{Job, RIBBON};
use super::lobe::{Hand, Hands, Lobe};
use super::phrase::{Lines, Phrase, Setting};
use super::{Face, Fonts, Ink, Outline, Point};
use crate::model::{Element, Layer, new_loop};

/// From the edge to the middle of the ribbons.
const PADDING: f32 = 18.0;
/// From the top of the loop to the first words.
const HEAD: f32 = 62.0;
/// From the last words to the foot of the loop.
const FOOT: f32 = 36.0;
/// From the words above to the line, and from there to the words below.
const TO_LINE: f32 = 20.0;
pub(super) const UNDER_LINE: f32 = 20.0;
/// From a card to the line.
const UNDER_CARD: f32 = 22.0;
/// What the crossing needs above it, so that the strands keep their sweep.
const ABOVE_CROSSING: f32 = 84.0;
/// The heading over a layer's words.
pub(super) const LABEL: f32 = 20.0;
/// An old move: the small words beside a reach, or one that has no reach yet.
pub(super) const SMALL: f32 = 13.5;
pub(super) const SMALL_LINE: f32 = 20.0;
/// From line to line within such words, and the air after them.
pub(super) const NOTE_LINE: f32 = 17.0;
const UNDER_NOTE: f32 = 6.0;
/// From the top of a card to its first words.
pub(super) const CARD_HEAD: f32 = 30.0;
/// The most old moves without a reach that a card shows; the others are counted.
const MOST_OPEN: usize = 3;

/// The sentence under the crossing is no wider.
const WIDEST_SENTENCE: f32 = 300.0;

/// One step of giving way.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    setting: Setting,
    /// How many phrases of a layer are shown; the others are counted.
    most: usize,
}

/// Every place, in pixels.
#[derive(Debug, Clone)]
pub(super) struct Places<'a> {
    pub setting: Setting,
    pub lobe: Lobe,
    pub line_y: f32,
    pub sides: Hands<Side<'a>>,
    /// Left ends of the words on both hands, and their width.
    pub phrase_x: Hands<f32>,
    pub phrase_width: f32,
    /// Tops of the three headings: when, answers with, feels.
    pub when_y: f32,
    pub answer_y: f32,
    pub felt_y: f32,
    /// Heights of the two layers beside the card.
    pub answer_height: f32,
    pub felt_height: f32,
    pub cards: Hands<Outline>,
    is_over: bool,
}

/// The words of one hand, laid out.
#[derive(Debug, Clone)]
pub(super) struct Side<'a> {
    /// The other's reaches, which are this partner's cue, each in its lines.
    pub when: Vec<Vec<String>>,
    pub answers: Vec<Item<'a>>,
    pub felt: Vec<Item<'a>>,
    pub reaches: Vec<Item<'a>>,
    pub open: Vec<&'a Element>,
    /// How many more old moves have no reach yet.
    pub more_open: usize,
}

/// A phrase, and in small words what it belongs to.
#[derive(Debug, Clone)]
pub(super) struct Item<'a> {
    pub phrase: Phrase<'a>,
    pub note: Vec<String>,
}

impl Item<'_> {
    pub fn height(&self) -> f32 {
        let air = if self.note.is_empty() { 0.0 } else { UNDER_NOTE };
        self.phrase.height() + NOTE_LINE * self.note.len() as f32 + air
    }
}

/// The order of giving way: words wrap, get smaller, are cut to a line, and fold behind a count.
fn steps() -> impl Iterator<Item = Step> {
    let wrapped = [16.0, 15.0, 14.0].map(|size| Step {
        setting: Setting::new(size, Lines::Wrapped),
        most: usize::MAX,
    });
    let one = Setting::new(14.0, Lines::One);
    let cut = [usize::MAX, 4, 3, 2, 1].map(|most| Step { setting: one, most });
    let halved = Step { setting: Setting::new(14.0, Lines::Two), most: usize::MAX };
    wrapped.into_iter().chain([halved]).chain(cut)
}

/// The places if nothing has to give way.
pub(super) fn place_in_full<'a>(job: &Job<'a>) -> Option<Places<'a>> {
    let step = steps().next()?;
    Some(place_at(job, &step)).filter(|places| !places.is_over)
}

pub(super) fn place<'a>(job: &Job<'a>) -> Places<'a> {
    let last = Step { setting: Setting::new(14.0, Lines::One), most: 1 };
    let fitting = steps().map(|step| place_at(job, &step));
    fitting
        .into_iter()
        .find(|places| !places.is_over)
        .unwrap_or_else(|| place_at(job, &last))
}

/// Places the words, and moves them in until they are clear of the ribbons.
fn place_at<'a>(job: &Job<'a>, step: &Step) -> Places<'a> {
    let mut edge = PADDING + (0.025 * job.look.width_px).max(24.0);
    let mut places = place_from(job, step, edge);
    for _ in 0..3 {
        let lack = places.outer_lack();
        if lack <= 1.0 || places.is_over {
            break;
        }
        edge += lack;
        places = place_from(job, step, edge);
    }
    places.pull_bends();
    places
}

fn place_from<'a>(job: &Job<'a>, step: &Step, edge: f32) -> Places<'a> {
    let (width, height) = (job.look.width_px, job.look.height_px);
    let (top, foot) = (PADDING, height - PADDING);
    let (half_gap, card_width) = (0.025 * width, (0.175 * width).clamp(200.0, 380.0));
    let inner = half_gap + card_width + 16.0;
    let phrase_width = 0.5 * width - inner - edge;
    let sides = Hands::from_fn(|hand| {
        lay_side(job, step, hand, (phrase_width, card_width - 26.0))
    });
    let line = step.setting.line_height;
    let tall = |of: &dyn Fn(&Side) -> f32| of(&sides.left).max(of(&sides.right));
    let when_lines = |side: &Side| side.when.iter().flatten().count().max(1);
    let when = tall(&|side| when_lines(side) as f32 * line);
    let answer_height = tall(&|side| tall_of(&side.answers)).max(line);
    let felt_height = tall(&|side| tall_of(&side.felt)).max(line);
    let open = |side: &Side| side.open.len() + usize::from(side.more_open > 0);
    let reach = |side: &Side| tall_of(&side.reaches) + SMALL_LINE * open(side) as f32;
    let card_height = CARD_HEAD + tall(&reach).max(line) + 12.0;

    let rows = 2.0 * LABEL + when + answer_height;
    let under_rows = top + HEAD + rows + 14.0 + TO_LINE;
    let under_card = top + ABOVE_CROSSING + 8.0 + card_height + UNDER_CARD;
    let nearest = under_rows.max(under_card);
    let lowest = foot - FOOT - felt_height - LABEL - UNDER_LINE;
    let line_y = (nearest + 0.6 * (lowest - nearest).max(0.0)).round();
    let gap = (line_y - TO_LINE - top - HEAD - rows).clamp(14.0, 34.0);

    let card_y = line_y - UNDER_CARD - card_height;
    let axis = 0.5 * width;
    let card = |x: f32| Outline::new(x, card_y, card_width, card_height);
    let half = axis - PADDING;
    let lobe = Lobe {
        crossing: card_y - 8.0,
        corner: 0.24 * half,
        ..Lobe::new(axis, half, top, foot)
    };
    let when_y = top + HEAD;
    Places {
        setting: step.setting,
        lobe,
        line_y,
        sides,
        phrase_x: Hands { left: axis - inner - phrase_width, right: axis + inner },
        phrase_width,
        when_y,
        answer_y: when_y + LABEL + when + gap,
        felt_y: line_y + UNDER_LINE,
        answer_height,
        felt_height,
        cards: Hands {
            left: card(axis - half_gap - card_width),
            right: card(axis + half_gap),
        },
        is_over: nearest > lowest || phrase_width < 90.0,
    }
}

fn tall_of(items: &[Item]) -> f32 {
    items.iter().map(Item::height).sum()
}

fn lay_side<'a>(
    job: &Job<'a>,
    step: &Step,
    hand: Hand,
    (width, card_width): (f32, f32),
) -> Side<'a> {
    let partner = job.partner(hand);
    let mut open = new_loop::open_moves(job.map, partner);
    let shown = MOST_OPEN.min(step.most);
    // A count of one takes the room of the one.
    let more_open = if open.len() > shown + 1 { open.len() - shown } else { 0 };
    open.truncate(open.len() - more_open);
    let plain = (step.setting, width);
    let strong = (step.setting.strong(), card_width);
    Side {
        when: when(job, hand, (step, width)),
        answers: lay_items(job, (hand, Layer::Response), plain, step.most),
        felt: lay_items(job, (hand, Layer::Felt), plain, step.most),
        reaches: lay_items(job, (hand, Layer::Reach), strong, step.most),
        open,
        more_open,
    }
}

/// What the other reaches with, as this partner's cue.
fn when(job: &Job, hand: Hand, (step, width): (&Step, f32)) -> Vec<Vec<String>> {
    let setting = &step.setting;
    let (size, room) = (setting.size - 1.5, width - setting.words_from());
    let reaches = job.layer(hand.other(), Layer::Reach);
    let shown = reaches.iter().take(step.most);
    let mut lines: Vec<Vec<String>> = shown
        .map(|reach| super::phrase::words(reach))
        .map(|words| match setting.lines {
            Lines::Wrapped => job.fonts.wrap(Face::Sans, size, room, &words),
            Lines::One | Lines::Two => {
                vec![job.fonts.fit(Face::Sans, size, room, &words)]
            }
        })
        .collect();
    let more = reaches.len() - lines.len();
    if more > 0 {
        lines.push(vec![format!("and {more} more")]);
    }
    lines
}

/// Small words in as many lines as they need, or cut to one where phrases are.
fn small_lines(job: &Job, (setting, room): (&Setting, f32), words: &str) -> Vec<String> {
    match setting.lines {
        Lines::One => vec![job.fonts.fit(Face::Sans, SMALL, room, words)],
        Lines::Wrapped | Lines::Two => job.fonts.wrap(Face::Sans, SMALL, room, words),
    }
}

fn lay_items<'a>(
    job: &Job<'a>,
    (hand, layer): (Hand, Layer),
    (setting, width): (Setting, f32),
    most: usize,
) -> Vec<Item<'a>> {
    let elements = job.layer(hand, layer);
    let shown = in_sight(job, &elements, most);
    let folded = elements.len() - shown.len();
    let last = shown.len().saturating_sub(1);
    let lay = |(place, element): (usize, &'a Element)| {
        let behind = if place == last { folded } else { 0 };
        let phrase = Phrase::lay(element, width, behind, &setting, job.fonts);
        let room = width - setting.words_from();
        let note = note(job, hand, element);
        let note = note.map(|words| small_lines(job, (&setting, room), &words));
        Item { phrase, note: note.unwrap_or_default() }
    };
    shown.into_iter().enumerate().map(lay).collect()
}

/// "instead of asks again" beside a reach; beside an answer what it answers, if there are several.
fn note(job: &Job, hand: Hand, element: &Element) -> Option<String> {
    let partner = job.partner(hand);
    let old = new_loop::answered(job.map, partner, element)?;
    match element.layer {
        Layer::Reach => Some(instead_of(old)),
        layer if new_loop::may_answer(job.map, partner, layer).len() > 1 => {
            Some(format!("to {}", old.quoted()))
        }
        _ => None,
    }
}

pub(super) fn instead_of(old: &Element) -> String {
    format!("instead of {}", old.quoted())
}

/// The first phrases of a layer, and those that are worked on, in their order.
fn in_sight<'a>(
    job: &Job<'a>,
    elements: &[&'a Element],
    most: usize,
) -> Vec<&'a Element> {
    let kept = elements.iter().filter(|element| job.look.keeps(element.id)).count();
    let mut free = most.saturating_sub(kept);
    let mut shown = Vec::new();
    for element in elements {
        let is_kept = job.look.keeps(element.id);
        if is_kept || free > 0 {
            shown.push(*element);
            free -= usize::from(!is_kept);
        }
    }
    shown
}

impl Places<'_> {
    pub fn name_baseline(&self) -> f32 {
        self.lobe.top + HEAD - 18.0
    }

    /// The room of a layer's words that answers to a click, with its heading.
    pub fn block(&self, hand: Hand, y: f32, height: f32) -> Outline {
        let x = *self.phrase_x.of(hand) - 6.0;
        Outline::new(x, y, self.phrase_width + 12.0, LABEL + height)
    }

    pub fn words_at(&self, hand: Hand, y: f32) -> Point {
        Point::new(*self.phrase_x.of(hand), y + LABEL)
    }

    fn last_words(&self) -> f32 {
        self.felt_y + LABEL + self.felt_height - 0.4 * self.setting.line_height
    }

    /// How much further in the outermost words would have to stand.
    fn outer_lack(&self) -> f32 {
        let curves = self.lobe.curves(Hand::Right);
        let outer = curves.get(1..5).unwrap_or_default();
        let words = *self.phrase_x.of(Hand::Left);
        let heights =
            [self.lobe.top + HEAD - 34.0, self.when_y, self.felt_y, self.last_words()];
        let lack = |y: f32| {
            let far = self.lobe.reach(outer, y).map_or(f32::MAX, |reach| reach.farthest);
            self.lobe.centre_x - far + 0.5 * RIBBON + 10.0 - words
        };
        heights.into_iter().map(lack).fold(0.0, f32::max)
    }

    /// Pulls the upper and the lower bend in until the innermost words have air.
    fn pull_bends(&mut self) {
        let need = *self.phrase_x.of(Hand::Right) - self.lobe.centre_x - RIBBON - 8.0;
        let (least, step) = (0.30 * self.lobe.half_width, 0.01 * self.lobe.half_width);
        let (high, low) = (self.lobe.top + HEAD - 34.0, self.last_words());
        while self.lobe.foot_end > least && self.strand_reach(5, low) > need {
            self.lobe.foot_end -= step;
        }
        while self.lobe.cue_end > least && self.strand_reach(0, high) > need {
            self.lobe.cue_end -= step;
        }
    }

    /// Words under the crossing, between the two strands, which part from line to line; none if
    /// they would not fit over the foot.
    pub fn lines_under(
        &self,
        fonts: &Fonts,
        first: f32,
        ((face, size, _), step): ((Face, f32, Ink), f32),
        words: &str,
    ) -> Option<Vec<String>> {
        let curves = self.lobe.curves(Hand::Right);
        let strand = curves.get(5..).unwrap_or_default();
        let room = |line: usize| {
            let baseline = first + step * line as f32;
            let near =
                self.lobe.reach(strand, baseline - 12.0).map(|reach| reach.nearest);
            let is_over_foot = baseline + 14.0 < self.lobe.foot;
            let free = 2.0 * near.unwrap_or(0.0) - RIBBON - 32.0;
            if is_over_foot { free.min(WIDEST_SENTENCE) } else { 0.0 }
        };
        let mut lines = vec![String::new()];
        for word in words.split_whitespace() {
            let number = lines.len();
            let line = lines.last_mut()?;
            let longer =
                if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if fonts.width(face, size, &longer) <= room(number - 1) {
                *line = longer;
            } else if !line.is_empty() && fonts.width(face, size, word) <= room(number) {
                lines.push(word.to_owned());
            } else {
                return None;
            }
        }
        Some(lines)
    }

    fn strand_reach(&self, curve: usize, y: f32) -> f32 {
        let curves = self.lobe.curves(Hand::Right);
        let curve = curves.get(curve..=curve).unwrap_or_default();
        self.lobe.reach(curve, y).map_or(0.0, |reach| reach.farthest)
    }
}
