//! Draws how the two read each other: one sheet at a time, always with the line through it.

use super::cycle_map::{Job, Look, MM_PER_PX, draw_cell};
use super::cycle_map_cells::Cell;
use super::lobe::Hand;
use super::phrase::{self, Anchor, Lines, Phrase, Setting};
use super::{
    Drawing, Face, Fonts, Ink, Outline, Point, Shape, Stroke, TargetId, curve, list_view,
    marks, readings_between, readings_centre, readings_reframes,
};
use crate::model::readings::{CentreField, Place};
use crate::model::{CycleMap, Element, ElementId, Pair, PartnerId};

/// What is looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, strum::VariantArray)]
pub enum Sheet {
    /// How each takes the other's move, and which fear it confirms.
    #[default]
    Between,
    /// What both share.
    Centre,
    /// What lies behind each one's side.
    Roots,
    /// Other words for a move.
    Reframes,
}

/// A sheet. It is as wide as asked, and as tall as its words need.
#[derive(Debug, Clone, PartialEq)]
pub struct Readings {
    pub drawing: Drawing,
    /// Everything that can be reached or heard, in reading order.
    pub spots: Vec<(Outline, Spot)>,
}

/// What stands at a place of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spot {
    Phrase(ElementId),
    /// Room for a new phrase.
    Add(Place),
    Centre(CentreField),
    /// Words to be heard in their turn.
    Says(String),
}

/// What a sheet is drawn from.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    /// Without what may not be seen now.
    pub map: &'a CycleMap,
    pub names: &'a Pair<&'a str>,
    pub sheet: Sheet,
    /// A place that is being written in, though nothing on the sheet leads there.
    pub open: Option<Place>,
}

/// From this width on everything is shown larger.
const GROWS_FROM: f32 = 1400.0;
pub(super) const PADDING: f32 = 24.0;
/// Height of the field that is written in.
const FIELD: f32 = 40.0;

/// One sheet, down to at least the foot of the room.
pub fn draw(shown: Shown<'_>, look: &Look, fonts: &Fonts) -> Readings {
    if shown.sheet == Sheet::Roots {
        return roots(shown, look, fonts);
    }
    let grow = (look.width_px / GROWS_FROM).clamp(1.0, 1.3);
    let small = Look {
        width_px: look.width_px / grow,
        height_px: look.height_px / grow,
        ..look.clone()
    };
    let Shown { map, names, .. } = shown;
    let job = Job { map, names, look: &small, fonts, is_tall: true };
    let mut page = Page::new(&job, shown.open);
    match shown.sheet {
        Sheet::Between => readings_between::draw(&mut page),
        Sheet::Centre => readings_centre::draw(&mut page),
        Sheet::Reframes | Sheet::Roots => {
            readings_reframes::draw(&mut page, shown.open);
        }
    }
    page.finished(grow * MM_PER_PX)
}

fn roots(shown: Shown<'_>, look: &Look, fonts: &Fonts) -> Readings {
    let list = list_view::draw_roots(shown.map, shown.names, look, fonts);
    let spots = list.drawing.targets.iter().filter_map(|target| match target.id {
        TargetId::Element(id) => Some((target.at, Spot::Phrase(id))),
        TargetId::Layer(partner, layer) => {
            Some((target.at, Spot::Add(Place { partner, layer, answers: None })))
        }
        _ => None,
    });
    Readings { spots: spots.collect(), drawing: list.drawing }
}

/// A sheet while it is drawn, in pixels.
pub(super) struct Page<'a> {
    pub job: &'a Job<'a>,
    pub drawing: Drawing,
    spots: Vec<(Outline, Spot)>,
    /// The place that is being written in.
    open: Option<Place>,
}

/// A column of words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub x: f32,
    pub width: f32,
}

impl<'a> Page<'a> {
    fn new(job: &'a Job<'a>, open: Option<Place>) -> Self {
        let drawing = Drawing::new(job.look.width_px, job.look.height_px);
        Self { job, drawing, spots: Vec::new(), open }
    }

    pub fn width(&self) -> f32 {
        self.job.look.width_px
    }

    pub fn height(&self) -> f32 {
        self.job.look.height_px
    }

    pub fn hand(&self, partner: PartnerId) -> Hand {
        if partner == self.job.map.left { Hand::Left } else { Hand::Right }
    }

    pub fn name(&self, partner: PartnerId) -> &'a str {
        self.job.names.of(partner)
    }

    pub fn spot(&mut self, at: Outline, spot: Spot) {
        self.spots.push((at, spot));
    }

    /// Words on as many lines as they need, the first with its top at `y`; how tall they are.
    pub fn words(
        &mut self,
        (face, size, ink): (Face, f32, Ink),
        column: Column,
        y: f32,
        words: &str,
    ) -> f32 {
        let line_height = (size * 1.36).round();
        let group = phrase::next_group(&self.drawing);
        let lines = self.job.fonts.wrap(face, size, column.width, words);
        let mut baseline = y + 0.5 * line_height + 0.34 * size;
        for line in &lines {
            let start = (Point::new(column.x, baseline), Anchor::Start);
            let style = (face, size, ink);
            let words = (line.as_str(), group);
            let fonts = self.job.fonts;
            phrase::write_in_group(&mut self.drawing, fonts, style, start, words);
            baseline += line_height;
        }
        lines.len() as f32 * line_height
    }

    /// Words that are also heard; how tall they are.
    pub fn said(
        &mut self,
        style: (Face, f32, Ink),
        column: Column,
        y: f32,
        words: &str,
    ) -> f32 {
        let height = self.words(style, column, y, words);
        let at = Outline::new(column.x, y, column.width, height);
        self.spot(at, Spot::Says(words.to_owned()));
        height
    }

    /// A heading behind a partner's sign.
    pub fn heading(
        &mut self,
        partner: PartnerId,
        column: Column,
        y: f32,
        words: &str,
    ) -> f32 {
        let hand = self.hand(partner);
        let style = (Face::SerifSemiBold, 20.0, marks::ink(hand));
        marks::partner(
            &mut self.drawing,
            hand,
            Point::new(column.x + 6.0, y + 14.0),
            5.0,
        );
        let beside = Column { x: column.x + 21.0, width: column.width - 21.0 };
        self.said(style, beside, y, words)
    }

    /// What one of the two does, where it is a cue: it is read here, and changed on the map.
    pub fn echo(
        &mut self,
        partner: PartnerId,
        column: Column,
        y: f32,
        words: &str,
    ) -> f32 {
        let hand = self.hand(partner);
        marks::partner(
            &mut self.drawing,
            hand,
            Point::new(column.x + 6.0, y + 10.5),
            3.4,
        );
        let beside = Column { x: column.x + 21.0, width: column.width - 21.0 };
        self.said((Face::Sans, 14.5, Ink::Ink3), beside, y, words)
    }

    /// A phrase with its marks and its state; how tall it is.
    pub fn phrase(
        &mut self,
        (partner, element): (PartnerId, &Element),
        column: Column,
        y: f32,
    ) -> f32 {
        let setting = Setting::new(16.5, Lines::Wrapped);
        let fonts = self.job.fonts;
        let laid = Phrase::lay(element, column.width - 8.0, 0, &setting, fonts);
        let height = laid.height();
        let slot = Outline::new(column.x - 8.0, y, column.width + 8.0, height);
        let cell = Cell { has_echo: false, phrases: vec![laid] };
        let (hand, layer) = (self.hand(partner), element.layer);
        let start = Point::new(column.x, y);
        draw_cell(&mut self.drawing, self.job, (hand, layer), (start, slot, &cell));
        self.spot(slot, Spot::Phrase(element.id));
        height
    }

    /// Room for a new phrase: a dot, and what is asked there.
    pub fn room(&mut self, place: Place, column: Column, y: f32, asks: &str) -> f32 {
        let slot = Outline::new(column.x - 8.0, y, column.width + 8.0, FIELD);
        if self.open == Some(place) {
            self.spot(slot, Spot::Add(place));
            return FIELD;
        }
        let centre = Point::new(column.x + 6.0, y + 11.0);
        let fill = Some(Ink::Ghost);
        let dot = Shape::Circle { centre, radius: 1.6, fill, stroke: None };
        self.drawing.shapes.push(dot);
        let beside = Column { x: column.x + 21.0, width: column.width - 21.0 };
        let height =
            self.words((Face::Sans, 15.0, Ink::Ink3), beside, y + 0.5, asks).max(22.0);
        self.spot(Outline { height, ..slot }, Spot::Add(place));
        height
    }

    /// Puts shapes behind everything that was drawn so far.
    pub fn behind(&mut self, shapes: Vec<Shape>) {
        self.drawing.shapes.splice(0..0, shapes);
    }

    /// The sheet is at least as tall as this.
    pub fn reaches(&mut self, bottom: f32) {
        self.drawing.height = self.drawing.height.max(bottom);
    }

    fn finished(mut self, scale: f32) -> Readings {
        for (at, _) in &mut self.spots {
            *at = at.scaled(scale);
        }
        Readings { drawing: self.drawing.scaled(scale), spots: self.spots }
    }
}

/// A row of dots: the line between what shows and what stays hidden.
pub(super) fn dotted(from: Point, to: Point) -> Shape {
    Shape::Path {
        curves: vec![curve::straight(from, to)],
        is_closed: false,
        fill: None,
        stroke: Some(Stroke::dotted(Ink::Ink3, 1.4, 5.4)),
    }
}

/// "Rui goes to the garage", "Rui says “I’m fine”".
pub(super) fn move_of(name: &str, element: &Element) -> String {
    let says = if element.own_words { "says " } else { "" };
    format!("{name} {says}{}", element.quoted())
}
