//! Fills the layers of a map with phrases, and folds them in the order in which they give way.

use super::cycle_map_columns::{Columns, PADDING};
use super::cycle_map_look::Job;
use super::cycle_map_slots::{ABOVE, ABOVE_CROSSING, UNDER_CARD};
use super::lobe::{Hand, Hands};
use super::phrase::{Lines, Phrase, Setting};
use crate::model::{Element, Layer};

/// Below this gap no cut phrase gets a second line.
const AIRY_GAP: f32 = 6.0;
/// A layer with more phrases than this folds before the others do.
const MOST_COUNTED: usize = 12;

/// One layer of both partners, so that it reads across.
#[derive(Debug, Clone)]
pub(super) struct Row<'a> {
    pub layer: Layer,
    pub cells: Hands<Cell<'a>>,
    pub y: f32,
    pub height: f32,
    /// How many phrases of the layer are shown at the most on each hand.
    most: usize,
    lines: Lines,
}

/// The phrases of one layer on one hand.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell<'a> {
    /// True if the other's behaviours are shown first.
    pub has_echo: bool,
    pub phrases: Vec<Phrase<'a>>,
}

#[derive(Debug, Clone)]
pub(super) struct Card<'a> {
    pub cell: Cell<'a>,
}

/// One step of giving way.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    pub setting: Setting,
    /// How many phrases of a layer are shown; the others are counted.
    pub most: usize,
}

/// The order of giving way; each step only if the one before is not enough.
pub(super) fn steps() -> impl Iterator<Item = Step> {
    let wrapped = [16.0, 15.5, 15.0, 14.5, 14.0].map(|size| Step {
        setting: Setting::new(size, Lines::Wrapped),
        most: usize::MAX,
    });
    let one = Setting::new(14.0, Lines::One);
    let few = (1..=MOST_COUNTED).rev();
    let cut = std::iter::once(usize::MAX)
        .chain(few)
        .map(move |most| Step { setting: one, most });
    wrapped.into_iter().chain(cut)
}

/// Spends the air that is to spare: first on second lines for phrases that were cut, then on
/// phrases that were folded; the tender layers below the line first, then from the cue on.
pub(super) fn spend_room<'a>(
    job: &Job<'a>,
    step: &Step,
    columns: &Columns,
    rows: &mut [Row<'a>],
    room: f32,
) {
    let taken: f32 = rows.iter().map(|row| row.height + AIRY_GAP).sum();
    let mut spare = room - taken;
    let above = ABOVE.len().min(rows.len());
    let mut try_taller = |row: &mut Row<'a>, step: &Step| {
        let taller = lay_row(job, step, columns, row.layer);
        let growth = taller.height - row.height;
        let fits = growth <= spare;
        if fits {
            spare -= growth;
            *row = taller;
        }
        fits
    };
    let two = Setting { lines: Lines::Two, ..step.setting };
    let (above, below) = rows.split_at_mut(above);
    for row in below.iter_mut().chain(above.iter_mut()) {
        if row.cells().any(Cell::is_cut) {
            try_taller(row, &Step { setting: two, ..*step });
        }
    }
    let mut has_grown = true;
    while std::mem::take(&mut has_grown) {
        for row in below.iter_mut().chain(above.iter_mut()) {
            if row.cells().any(Cell::is_folded) {
                let setting = Setting { lines: row.lines, ..step.setting };
                has_grown |= try_taller(row, &Step { setting, most: row.most + 1 });
            }
        }
    }
}

pub(super) fn lay_row<'a>(
    job: &Job<'a>,
    step: &Step,
    columns: &Columns,
    layer: Layer,
) -> Row<'a> {
    let line = step.setting.line_height;
    let cells = Hands::from_fn(|hand| {
        let has_echo = has_echo(job, hand, layer);
        let elements = job.layer(hand, layer);
        Cell { has_echo, phrases: lay_cell(job, step, columns.phrase_width, &elements) }
    });
    let height = cells.left.height(line).max(cells.right.height(line)).max(line);
    let (most, lines) = (step.most, step.setting.lines);
    Row { layer, cells, y: 0.0, height, most, lines }
}

/// True for a cue row that opens with what the other does.
pub(super) fn has_echo(job: &Job, hand: Hand, layer: Layer) -> bool {
    layer == Layer::Cue && !job.layer(hand.other(), Layer::Behaviour).is_empty()
}

pub(super) fn lay_cell<'a>(
    job: &Job<'a>,
    step: &Step,
    width: f32,
    elements: &[&'a Element],
) -> Vec<Phrase<'a>> {
    let shown = in_sight(job, elements, step.most);
    let folded = elements.len() - shown.len();
    let last = shown.len().saturating_sub(1);
    let lay = |(place, element): (usize, &&'a Element)| {
        let behind = if place == last { folded } else { 0 };
        let came = job.look.came.get(&element.id).copied();
        let setting = Setting { came, ..step.setting };
        Phrase::lay(element, width, behind, &setting, job.fonts)
    };
    shown.iter().enumerate().map(lay).collect()
}

/// The first phrases of a layer, and those that are worked on, in their order. While two moments
/// are compared, what differs comes before what does not; what a client said in their own words
/// is folded last.
pub(super) fn in_sight<'a>(
    job: &Job<'a>,
    elements: &[&'a Element],
    most: usize,
) -> Vec<&'a Element> {
    let rank = |element: &Element| match element.id {
        id if job.look.keeps(id) => 0,
        id if job.look.came.contains_key(&id) => 1,
        _ if element.own_words => 2,
        _ => 3,
    };
    let kept = elements.iter().filter(|element| rank(element) == 0).count();
    let mut places: Vec<usize> = (0..elements.len()).collect();
    places.sort_by_key(|place| elements.get(*place).map(|element| rank(element)));
    places.truncate(most.max(kept));
    places.sort_unstable();
    places.into_iter().filter_map(|place| elements.get(place).copied()).collect()
}

/// Both cards, as tall as the taller; they give way like the rows, down to a count.
pub(super) fn lay_cards<'a>(
    job: &Job<'a>,
    step: &Step,
    columns: &Columns,
    lowest_line: f32,
) -> (Hands<Card<'a>>, f32) {
    let room = lowest_line - UNDER_CARD - PADDING - ABOVE_CROSSING - 8.0;
    let count = |hand| job.layer(hand, Layer::Behaviour).len();
    let most = count(Hand::Left).max(count(Hand::Right)) as f32;
    let wrapped = steps().filter(|card| {
        let is_whole = card.most == usize::MAX && card.setting.size <= step.setting.size;
        is_whole && most * card.setting.strong().line_height + 40.0 <= room
    });
    let line = Setting::new(14.0, Lines::One).strong().line_height;
    let lines = (((room - 40.0) / line).floor() as usize).max(1);
    let counted = Step { setting: Setting::new(14.0, Lines::One), most: lines };
    let mut laid = None;
    for card_step in wrapped.chain([counted]) {
        let card_step = Step { setting: card_step.setting.strong(), ..card_step };
        let cards = Hands::from_fn(|hand| {
            let elements = job.layer(hand, Layer::Behaviour);
            let width = columns.card_width() - 26.0;
            let phrases = lay_cell(job, &card_step, width, &elements);
            Card { cell: Cell { has_echo: false, phrases } }
        });
        let line = card_step.setting.line_height;
        let tall =
            cards.left.cell.height(line).max(cards.right.cell.height(line)).max(line);
        let height = tall + 40.0;
        laid = Some((cards, height));
        if height <= room {
            break;
        }
    }
    let Some((mut cards, height)) = laid else {
        return (Hands::from_fn(|_| Card { cell: Cell::default() }), 63.0);
    };
    let width = columns.card_width() - 26.0;
    let mut tall = height - 40.0;
    for card in [&mut cards.left, &mut cards.right] {
        give_second_lines(job, &mut card.cell, (width, room - 40.0));
        tall = tall.max(card.cell.height(0.0));
    }
    (cards, tall + 40.0)
}

/// What was cut in a card gets a second line, one phrase after another, while there is room.
fn give_second_lines(job: &Job, cell: &mut Cell, (width, room): (f32, f32)) {
    let mut spare = room - cell.height(0.0);
    for phrase in cell.phrases.iter_mut().filter(|phrase| phrase.is_cut()) {
        let setting = Setting { lines: Lines::Two, ..phrase.setting };
        let taller =
            Phrase::lay(phrase.element, width, phrase.folded, &setting, job.fonts);
        let growth = taller.height() - phrase.height();
        if growth <= spare {
            spare -= growth;
            *phrase = taller;
        }
    }
}

impl<'a> Row<'a> {
    fn cells(&self) -> impl Iterator<Item = &Cell<'a>> {
        [&self.cells.left, &self.cells.right].into_iter()
    }
}

impl Cell<'_> {
    pub fn is_cut(&self) -> bool {
        self.phrases.iter().any(Phrase::is_cut)
    }

    pub fn is_folded(&self) -> bool {
        self.phrases.iter().any(|phrase| phrase.folded > 0)
    }

    pub fn height(&self, line: f32) -> f32 {
        let echo = if self.has_echo { line } else { 0.0 };
        echo + self.phrases.iter().map(Phrase::height).sum::<f32>()
    }
}
