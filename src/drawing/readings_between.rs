//! Draws how each takes the other's move: what it is taken for above the line, what it is below.

use super::cycle_map_centre::line_words;
use super::lobe::Hand;
use super::readings::{Column, PADDING, Page, dotted, move_of};
use super::{Face, Ink, Outline, Point, marks};
use crate::model::readings::{
    Confirmation, Misreading, Place, confirmations, loose_corrections, misreadings,
};
use crate::model::{Element, Layer, PartnerId};

const TOP: f32 = 20.0;
/// Between the two halves, where the words of the line stand.
const GAP: f32 = 92.0;
const WIDEST: f32 = 600.0;
const INSET: f32 = 32.0;
const ROUND: f32 = 36.0;
/// From the last words above the line to the line, and from it to the first ones below.
const ABOVE_LINE: f32 = 26.0;
const BELOW_LINE: f32 = 26.0;
const ASIDE: (Face, f32, Ink) = (Face::Sans, 14.5, Ink::Ink3);

pub(super) fn draw(page: &mut Page<'_>) {
    let width = (0.5 * (page.width() - 2.0 * PADDING - GAP)).min(WIDEST);
    let panels = Hand::BOTH.map(|hand| {
        let inner = 0.5 * GAP + if hand == Hand::Left { width } else { 0.0 };
        let x = 0.5 * page.width() + if hand == Hand::Left { -inner } else { inner };
        (page.job.partner(hand), Column { x, width })
    });
    let mut line_y = 0.43 * page.height();
    for (reader, panel) in panels {
        let bottom = above(page, reader, inside(panel));
        line_y = line_y.max(bottom + ABOVE_LINE);
    }
    let line_y = line_y.round();
    let mut foot = page.height() - 20.0;
    for (reader, panel) in panels {
        let bottom = below(page, reader, (inside(panel), line_y + BELOW_LINE));
        foot = foot.max(bottom + ROUND);
    }
    page.reaches(foot + 20.0);
    grounds(page, panels.map(|(_, panel)| panel), (line_y, foot));
}

fn inside(panel: Column) -> Column {
    Column { x: panel.x + INSET, width: panel.width - 2.0 * INSET }
}

/// The two sheets on their grounds, with the line through both.
fn grounds(page: &mut Page<'_>, panels: [Column; 2], (line_y, foot): (f32, f32)) {
    let width = page.width();
    let bottom = page.drawing.height;
    let deep = Outline::new(0.0, line_y, width, bottom - line_y);
    let mut shapes = vec![marks::filled(deep, 0.0, Ink::Deep)];
    for panel in panels {
        let whole = Outline::new(panel.x, TOP, panel.width, foot - TOP);
        let lower = Outline::new(panel.x, line_y, panel.width, foot - line_y);
        shapes.push(marks::filled(whole, ROUND, Ink::Surface));
        shapes.push(marks::filled(lower, ROUND, Ink::LobeDeep));
        // Only the outer corners are round.
        let seam = Outline { height: lower.height.min(2.0 * ROUND) - ROUND, ..lower };
        shapes.push(marks::filled(seam, 0.0, Ink::LobeDeep));
    }
    shapes.push(dotted(Point::new(0.0, line_y), Point::new(width, line_y)));
    page.behind(shapes);
    let fonts = page.job.fonts;
    line_words(&mut page.drawing, fonts, Point::new(0.5 * width, line_y));
}

/// How one partner takes the other's moves; gives back where it ends.
fn above(page: &mut Page<'_>, reader: PartnerId, column: Column) -> f32 {
    let mover = reader.other();
    let (name, other) = (page.name(reader), page.name(mover));
    let mut y = TOP + 26.0;
    y += page.heading(reader, column, y, &format!("How {name} takes {other}")) + 14.0;
    let readings = misreadings(page.job.map, reader);
    let moves: Vec<&Element> = page.job.map.cues_from_partner(reader).collect();
    for element in &moves {
        let words = format!("when {}", move_of(other, element));
        y += page.echo(mover, column, y, &words) + 3.0;
        let of =
            |reading: &&Misreading<'_>| reading.of.is_some_and(|of| of.id == element.id);
        let place = place(reader, Layer::SeenAs, Some(element));
        let asks = format!("What does {name} take it for?");
        let seen = readings.iter().filter(of).map(|reading| reading.seen_as);
        y = group(page, (reader, column, y), seen, (place, &asks)) + 16.0;
    }
    let mut rest = readings.iter().filter(|reading| reading.of.is_none()).peekable();
    if rest.peek().is_some() || moves.is_empty() {
        let words = format!("whatever {other} does");
        y += page.echo(mover, column, y, &words) + 3.0;
        let place = place(reader, Layer::SeenAs, None);
        let asks = format!("What does {name} take {other} for?");
        let seen = rest.map(|reading| reading.seen_as);
        y = group(page, (reader, column, y), seen, (place, &asks)) + 16.0;
    }
    y - 16.0
}

/// Phrases one under the other and room for one more, with a question while there is none;
/// gives back where they end.
fn group<'e>(
    page: &mut Page<'_>,
    (partner, column, mut y): (PartnerId, Column, f32),
    elements: impl Iterator<Item = &'e Element>,
    (place, asks): (Place, &str),
) -> f32 {
    let mut is_empty = true;
    for element in elements {
        is_empty = false;
        y += page.phrase((partner, element), column, y) + 2.0;
    }
    y + page.room(place, column, y, if is_empty { asks } else { "" })
}

fn place(partner: PartnerId, layer: Layer, answers: Option<&Element>) -> Place {
    Place { partner, layer, answers: answers.map(|element| element.id) }
}

/// What is really going on in the other, and the fear that it confirms; where it ends.
fn below(page: &mut Page<'_>, reader: PartnerId, (column, from): (Column, f32)) -> f32 {
    let mover = reader.other();
    let other = page.name(mover);
    let mut y = from;
    y += page.heading(mover, column, y, &format!("What it really is in {other}")) + 12.0;
    let asks = format!("What is really going on in {other}?");
    let readings = misreadings(page.job.map, reader);
    for reading in &readings {
        let words = format!("not {}, but", reading.seen_as.quoted());
        y += page.said(ASIDE, indented(column), y, &words) + 2.0;
        let place = place(mover, Layer::Corrected, Some(reading.seen_as));
        let really = reading.really.iter().copied();
        y = group(page, (mover, column, y), really, (place, &asks)) + 12.0;
    }
    let loose = loose_corrections(page.job.map, reader);
    if readings.is_empty() || !loose.is_empty() {
        let place = place(mover, Layer::Corrected, None);
        y = group(page, (mover, column, y), loose.into_iter(), (place, &asks)) + 12.0;
    }
    fears(page, reader, (column, y + 10.0))
}

fn indented(column: Column) -> Column {
    Column { x: column.x + 21.0, width: column.width - 21.0 }
}

/// The fears of one partner, each under the other's move that confirms it.
fn fears(page: &mut Page<'_>, reader: PartnerId, (column, from): (Column, f32)) -> f32 {
    let (name, other) = (page.name(reader), page.name(reader.other()));
    let mut y = from;
    y += page.heading(reader, column, y, &format!("And the fear it confirms in {name}"))
        + 12.0;
    let all = confirmations(page.job.map);
    let own: Vec<&Confirmation<'_>> =
        all.iter().filter(|one| one.partner == reader).collect();
    let moves: Vec<&Element> = page.job.map.cues_from_partner(reader).collect();
    for element in &moves {
        let of = |one: &&&Confirmation<'_>| one.by.is_some_and(|by| by.id == element.id);
        let confirmed: Vec<&Element> =
            own.iter().filter(of).map(|one| one.fear).collect();
        if confirmed.is_empty() {
            continue;
        }
        let words = format!("{} and confirms", move_of(other, element));
        y += page.echo(reader.other(), column, y, &words) + 2.0;
        for fear in confirmed {
            y += page.phrase((reader, fear), column, y) + 2.0;
        }
        y += 10.0;
    }
    let loose: Vec<&Element> =
        own.iter().filter(|one| one.by.is_none()).map(|one| one.fear).collect();
    if !loose.is_empty() {
        let words = format!("no move of {other} is linked to it yet");
        y += page.said(ASIDE, indented(column), y, &words) + 2.0;
    }
    let is_empty = own.is_empty();
    for fear in loose {
        y += page.phrase((reader, fear), column, y) + 2.0;
    }
    let only = if moves.len() == 1 { moves.first().copied() } else { None };
    let asks =
        if is_empty { format!("What is {name} most afraid of?") } else { String::new() };
    y + page.room(place(reader, Layer::Fear, only), column, y, &asks)
}

#[cfg(test)]
mod tests {
    use super::super::cycle_map::Look;
    use super::super::readings::{Sheet, Shown, Spot, draw};
    use super::*;
    use crate::drawing::Fonts;
    use crate::model::{CycleKind, CycleMap, Pair};

    #[test]
    fn what_corrects_a_reading_stands_below_the_line_on_the_readers_side() {
        let mut map = CycleMap::new(CycleKind::Emotional);
        let cold = Element::new(Layer::SeenAs, "cold");
        let mut flooded = Element::new(Layer::Corrected, "flooded");
        flooded.answers = Some(cold.id);
        let (cold_id, flooded_id) = (cold.id, flooded.id);
        map.sides.a.elements = vec![cold];
        map.sides.b.elements = vec![flooded];
        let names = Pair { a: "Ana", b: "Rui" };
        let shown = Shown { map: &map, names: &names, sheet: Sheet::Between, open: None };
        let sheet = draw(shown, &Look::new(1208.0, 740.0), &Fonts::new());
        let place = |id| {
            let is = |(_, spot): &&(Outline, Spot)| *spot == Spot::Phrase(id);
            sheet.spots.iter().find(is).unwrap().0
        };
        let (above, below) = (place(cold_id), place(flooded_id));
        assert!((above.x - below.x).abs() < 0.1);
        assert!(below.y > above.y + 20.0);
        assert!(sheet.drawing.texts().any(|run| run.words == "not cold, but"));
    }
}
