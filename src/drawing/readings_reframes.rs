//! Draws other words for a move: what is said in protest, and across the line what could be said.

use super::readings::{Column, PADDING, Page, dotted, move_of};
use super::{Face, Ink, Outline, Point, marks, phrase};
use crate::model::readings::{Place, Reframe, reframes};
use crate::model::{Element, Layer, PartnerId};

const TOP: f32 = 18.0;
const GAP: f32 = 56.0;
const WIDEST: f32 = 520.0;
const BETWEEN: f32 = 22.0;

pub(super) fn draw(page: &mut Page<'_>, open: Option<Place>) {
    let width = (0.5 * (page.width() - 2.0 * PADDING - 2.0 * GAP)).min(WIDEST);
    let middle = 0.5 * page.width();
    let left = Column { x: middle - GAP - width, width };
    let right = Column { x: middle + GAP, width };
    let style = (Face::Sans, 13.0, Ink::Ink3);
    page.said(style, Column { x: left.x + 21.0, ..left }, TOP, "instead of, in protest");
    page.said(style, Column { x: right.x + 21.0, ..right }, TOP, "try, from underneath");
    let mut y = TOP + 34.0;
    for partner in [page.job.map.left, page.job.map.left.other()] {
        y = side(page, partner, ((left, right), y), open) + 30.0;
    }
    page.reaches(y + 10.0);
    let (width, height) = (page.width(), page.drawing.height);
    let deep = Outline::new(middle, 0.0, width - middle, height);
    let line = dotted(Point::new(middle, 0.0), Point::new(middle, height));
    page.behind(vec![marks::filled(deep, 0.0, Ink::Deep), line]);
}

/// The reframes of one partner, and room for one more; gives back where they end.
fn side(
    page: &mut Page<'_>,
    partner: PartnerId,
    (columns, from): ((Column, Column), f32),
    open: Option<Place>,
) -> f32 {
    let name = page.name(partner);
    let mut y = from;
    y += page.heading(partner, columns.0, y, name) + 12.0;
    let all = reframes(page.job.map);
    for reframe in all.iter().filter(|reframe| reframe.partner == partner) {
        y = one(page, (columns, y), reframe) + BETWEEN;
    }
    let place = Place { partner, layer: Layer::InsteadOf, answers: None };
    let begun = open.filter(|open| {
        open.partner == partner
            && open.layer == Layer::InsteadOf
            && open.answers.is_some()
    });
    if let Some(begun) = begun {
        y = echo(
            page,
            (columns.0, y),
            begun.answers.and_then(|id| page.job.map.find(id)).map(|(p, _, e)| (p, e)),
        );
        y += page.room(begun, columns.0, y, "") + BETWEEN;
    }
    let asks = format!("What does {name} say in protest?");
    y + page.room(place, columns.0, y, &asks)
}

/// The phrase that is answered; gives back where the answer begins.
fn echo(
    page: &mut Page<'_>,
    (column, y): (Column, f32),
    answered: Option<(PartnerId, &Element)>,
) -> f32 {
    let Some((partner, element)) = answered else { return y };
    let name = page.name(partner);
    let words = if element.layer == Layer::Behaviour {
        format!("when {}", move_of(name, element))
    } else {
        let layer = element.layer.label(page.name(partner.other()));
        format!("{name}, {}: {}", layer.to_lowercase(), element.quoted())
    };
    y + page.echo(partner, column, y, &words) + 3.0
}

fn one(
    page: &mut Page<'_>,
    ((left, right), y): ((Column, Column), f32),
    reframe: &Reframe<'_>,
) -> f32 {
    let partner = reframe.partner;
    let first = echo(page, (left, y), reframe.answers);
    let mut left_end = first;
    if let Some(instead_of) = reframe.instead_of {
        left_end += page.phrase((partner, instead_of), left, left_end);
        left_end = tags(page, (left, left_end), instead_of);
    }
    // Across the line from the protest, or from the move where there is none.
    let mut y = if reframe.instead_of.is_some() { first } else { y };
    for element in &reframe.try_this {
        y += page.phrase((partner, element), right, y);
        y = tags(page, (right, y), element) + 3.0;
    }
    let answers = reframe.instead_of.or(reframe.answers.map(|(_, element)| element));
    let place =
        Place { partner, layer: Layer::TryThis, answers: answers.map(|it| it.id) };
    let asks =
        if reframe.try_this.is_empty() { "What could be said instead?" } else { "" };
    left_end.max(y + page.room(place, right, y, asks))
}

/// The tags of a phrase, on one line below it; gives back where they end.
fn tags(page: &mut Page<'_>, (column, y): (Column, f32), element: &Element) -> f32 {
    if element.tags.is_empty() {
        return y;
    }
    let (face, size, ink) = (Face::Sans, 13.0, Ink::Ink2);
    let mut at = Outline::new(column.x + 21.0, y + 3.0, 0.0, 21.0);
    for tag in &element.tags {
        let fonts = page.job.fonts;
        let words = fonts.fit(face, size, column.width - 41.0, tag);
        at.width = fonts.width(face, size, &words) + 18.0;
        if at.right() > column.x + column.width && at.x > column.x + 21.0 {
            at = Outline { x: column.x + 21.0, y: at.y + 25.0, ..at };
        }
        page.drawing.shapes.push(marks::filled(at, 10.5, Ink::Control));
        let start = (Point::new(at.x + 9.0, at.y + 15.0), phrase::Anchor::Start);
        phrase::write(&mut page.drawing, fonts, (face, size, ink), start, &words);
        at.x = at.right() + 5.0;
    }
    at.bottom() + 3.0
}
