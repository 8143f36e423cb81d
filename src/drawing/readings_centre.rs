//! Draws what both share: the loop alone, and below its crossing the feeling under both sides.

use super::cycle_map_centre::line_words;
use super::lobe::{Hand, Lobe};
use super::phrase::{self, Anchor};
use super::readings::{Column, Page, Spot, move_of};
use super::ribbon::{self, LoopLook};
use super::{Face, Ink, Outline, Point, marks};
use crate::model::Layer;
use crate::model::readings::CentreField;

const RIBBON: f32 = 10.0;
const WIDEST: f32 = 620.0;

pub(super) fn draw(page: &mut Page<'_>) {
    let (width, height) = (page.width(), page.height());
    let half = (0.5 * width - 24.0).min(WIDEST);
    let (top, foot) = (22.0, height - 22.0);
    let line_y = (top + 0.34 * (foot - top)).round();
    let lobe = Lobe {
        crossing: top + 0.2 * (foot - top),
        corner: 0.3 * half,
        cue_end: 0.36 * half,
        foot_end: 0.48 * half,
        ..Lobe::new(0.5 * width, half, top, foot)
    };
    let line = (Point::new(0.0, line_y), width);
    ribbon::draw(&mut page.drawing, &lobe, line, &LoopLook::screen(RIBBON));
    let fonts = page.job.fonts;
    line_words(&mut page.drawing, fonts, Point::new(lobe.centre_x, line_y));
    for hand in Hand::BOTH {
        side(page, hand, &lobe, line_y);
    }
    shared(page, &lobe, line_y);
}

/// One partner's move above the line, and how the shared feeling turns below it.
fn side(page: &mut Page<'_>, hand: Hand, lobe: &Lobe, line_y: f32) {
    let partner = page.job.partner(hand);
    let name = page.name(partner);
    let width = 0.40 * lobe.half_width;
    let x = match hand {
        Hand::Left => lobe.centre_x - 0.82 * lobe.half_width,
        Hand::Right => lobe.centre_x + 0.42 * lobe.half_width,
    };
    let column = Column { x, width };
    let mut y = lobe.top + 34.0;
    y += page.heading(partner, column, y, name) + 4.0;
    let moves: Vec<_> = page.job.map.layer(partner, Layer::Behaviour).collect();
    for element in moves {
        let beside = Column { x: x + 21.0, width: column.width - 21.0 };
        let words = move_of("", element).trim().to_owned();
        let lines = page.job.fonts.wrap(Face::Sans, 15.0, beside.width, &words).len();
        if y + 20.0 * lines as f32 + 16.0 > line_y {
            break;
        }
        y += page.words((Face::Sans, 15.0, Ink::Ink2), beside, y, &words) + 2.0;
    }
    let field = CentreField::Turn(partner);
    let label = format!("In {name} it turns");
    let asks = "towards whom, and how?";
    let from = line_y + 0.24 * (lobe.foot - line_y);
    let near = gap(lobe, from + 150.0) + 26.0;
    let width = (0.94 * lobe.half_width - near).max(120.0);
    let x = lobe.centre_x + if hand == Hand::Left { -near - width } else { near };
    let place = (Column { x, width }, from);
    written(page, (field, Some(hand)), place, (&label, asks, 20.0));
}

/// Half of the room between the two strands at a height below the crossing.
fn gap(lobe: &Lobe, y: f32) -> f32 {
    let [.., foot, strand] = lobe.curves(Hand::Right);
    lobe.reach(&[foot, strand], y).map_or(0.0, |reach| reach.nearest)
}

/// What both share, as large as there is room for it over the foot of the loop.
fn shared(page: &mut Page<'_>, lobe: &Lobe, line_y: f32) {
    let depth = lobe.foot - line_y;
    let tries = [(0.40, 20.0), (0.34, 20.0), (0.34, 18.0), (0.28, 17.0), (0.24, 16.0)];
    let end = |(part, size): &(f32, f32)| {
        let (_, end) = stacked(page, lobe, (line_y + part * depth, *size));
        end
    };
    let fits = |how: &&(f32, f32)| end(how) + SHARE_CHIP < lobe.foot;
    let smallest = (0.24, 16.0);
    let (part, size) = tries.iter().find(fits).copied().unwrap_or(smallest);
    let (places, end) = stacked(page, lobe, (line_y + part * depth, size));
    for (text, (column, y)) in TEXTS.into_iter().zip(places) {
        let (field, label, asks) = text;
        written(page, (field, None), (column, y), (label, asks, size));
    }
    page.reaches(end + SHARE_CHIP + 8.0);
}

/// Room below the words for the chip that shares them.
const SHARE_CHIP: f32 = 46.0;

const TEXTS: [(CentreField, &str, &str); 2] = [
    (
        CentreField::Emotion,
        "What both feel underneath",
        "Despair, loneliness, fear of losing the other?",
    ),
    (
        CentreField::Conviction,
        "What both have come to believe",
        "What seems out of reach for both?",
    ),
];

/// Where the two texts stand if the first begins at `from`, and where they end.
fn stacked(
    page: &Page<'_>,
    lobe: &Lobe,
    (from, size): (f32, f32),
) -> ([(Column, f32); 2], f32) {
    let mut y = from;
    let places = TEXTS.map(|(field, _, asks)| {
        let near = gap(lobe, y + 18.0);
        let width = (2.0 * near - RIBBON - 32.0).clamp(120.0, 380.0);
        let column = Column { x: lobe.centre_x - 0.5 * width, width };
        let (_, lines) = set(page, field, (column, asks, size));
        let top = y;
        y += 22.0 + (size * 1.34).round() * lines.len() as f32 + 20.0;
        (column, top)
    });
    (places, y - 20.0)
}

/// The words of a field, or what is asked there, in lines.
fn set(
    page: &Page<'_>,
    field: CentreField,
    (column, asks, size): (Column, &str, f32),
) -> ((Face, f32, Ink), Vec<String>) {
    let words = field.words_of(&page.job.map.centre);
    let (style, words) = if words.is_empty() {
        ((Face::Sans, 16.0, Ink::Ink3), asks)
    } else {
        ((Face::Serif, size, Ink::Ink), words)
    };
    (style, page.job.fonts.wrap(style.0, style.1, column.width, words))
}

/// A small label and the words under it, centred.
fn written(
    page: &mut Page<'_>,
    (field, hand): (CentreField, Option<Hand>),
    (column, y): (Column, f32),
    (label, asks, size): (&str, &str, f32),
) {
    let fonts = page.job.fonts;
    let middle = column.x + 0.5 * column.width;
    let ink = hand.map_or(Ink::Ink3, marks::ink);
    let at = Point::new(middle, y + 13.0);
    let style = (Face::Sans, 14.0, ink);
    phrase::write(&mut page.drawing, fonts, style, (at, Anchor::Middle), label);
    let (style, lines) = set(page, field, (column, asks, size));
    let group = phrase::next_group(&page.drawing);
    let line_height = (style.1 * 1.34).round();
    let mut baseline = y + 22.0 + 0.5 * line_height + 0.34 * style.1;
    for line in &lines {
        let at = (Point::new(middle, baseline), Anchor::Middle);
        phrase::write_in_group(&mut page.drawing, fonts, style, at, (line, group));
        baseline += line_height;
    }
    let height = 22.0 + line_height * lines.len() as f32;
    let at = Outline::new(column.x - 8.0, y - 4.0, column.width + 16.0, height + 8.0);
    page.spot(at, Spot::Centre(field));
}
