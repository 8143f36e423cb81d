//! The pen of a plot: its scale and days, both lines, and words where nothing else stands.

use super::chart::Moved;
use super::lobe::Hand;
use super::page::{Anchor, MM_PER_PT, Type, line, straight_line};
use super::plot::{CutOff, Plot, PlotLine, Shades, number};
use super::{
    Drawing, Face, Fonts, Ink, Outline, Point, Shape, Stroke, marks, paper_loop,
};
use chrono::NaiveDate;

const SMALL: Type = Type::new(Face::Sans, 9.5, Ink::Ink3);
/// Room for the numbers at the left, and under the axis.
const LEFT: f32 = 9.0;
const UNDER: f32 = 10.0;
/// Over the field, where it is said what happened when.
const OVER_WITH_EVENTS: f32 = 6.6;
const MOST_LABELS: usize = 8;
/// From a number to the middle of its arrow head.
const ARROW: f32 = 3.55;
/// Places at which words of a cut-off may begin, from the left to the right.
const COLUMNS: u8 = 12;

/// The plot in this width and height, without its heading and its table.
pub fn draw(plot: &Plot, (width, height): (f32, f32), fonts: &Fonts) -> Drawing {
    let ends = plot.lines.iter().map(|line| SMALL.width(fonts, &end_words(line)));
    let right = ends.fold(0.0, f32::max).min(0.3 * width) + 4.0;
    let top = if plot.events.is_empty() { 3.0 } else { OVER_WITH_EVENTS };
    let field = Outline::new(
        LEFT,
        top,
        (width - LEFT - right).max(10.0),
        (height - UNDER - top).max(10.0),
    );
    let days = plot.days();
    let drawing = Drawing::new(width, height);
    let mut draft = Draft { plot, fonts, drawing, field, days, next: 1 };
    for cut_off in &plot.cut_offs {
        draft.ground(cut_off);
    }
    draft.scale();
    draft.time();
    draft.events();
    for line in &plot.lines {
        draft.line(line);
    }
    for cut_off in &plot.cut_offs {
        draft.cut_off(cut_off);
    }
    draft.ends();
    draft.drawing
}

fn end_words(line: &PlotLine) -> String {
    let last = line.points.last().map(|(_, value)| number(*value)).unwrap_or_default();
    format!("{} {last}", line.name)
}

struct Draft<'a> {
    plot: &'a Plot,
    fonts: &'a Fonts,
    drawing: Drawing,
    field: Outline,
    days: Vec<NaiveDate>,
    next: u32,
}

impl Draft<'_> {
    fn x(&self, day: NaiveDate) -> f32 {
        let (first, last) = (self.days.first(), self.days.last());
        let span = first.zip(last).map_or(0, |(first, last)| (*last - *first).num_days());
        let inner = self.field.width - 8.0;
        let since = first.map_or(0, |first| (day - *first).num_days());
        let part = if span == 0 { 0.5 } else { since as f32 / span as f32 };
        self.field.x + 4.0 + inner * part.clamp(0.0, 1.0)
    }

    fn y(&self, value: f32) -> f32 {
        let span = (self.plot.most - self.plot.least).max(f32::EPSILON);
        let part = ((value - self.plot.least) / span).clamp(0.0, 1.0);
        self.field.bottom() - part * self.field.height
    }

    fn write(&mut self, set: Type, at: (Point, Anchor), words: &str) {
        if words.is_empty() {
            return;
        }
        let group = self.next;
        self.next += 1;
        let run = line(self.fonts, (set, group), at, words);
        self.drawing.shapes.push(Shape::Text(run));
    }

    fn add_line(&mut self, from: (f32, f32), to: (f32, f32), pen: Stroke) {
        let ends = (Point::new(from.0, from.1), Point::new(to.0, to.1));
        self.drawing.shapes.push(straight_line(ends, pen));
    }

    /// The tint on one side of a cut-off.
    fn ground(&mut self, cut_off: &CutOff) {
        let (y, field) = (self.y(cut_off.at), self.field);
        let (top, foot) = match cut_off.shades {
            Shades::Below => (y, field.bottom()),
            Shades::Above => (field.y, y),
            Shades::Nothing => return,
        };
        let at = Outline::new(field.x, top, field.width, foot - top);
        let fill = Some(Ink::LobeDeep);
        let shape = Shape::Rectangle { at, radius: 0.0, fill, stroke: None };
        self.drawing.shapes.push(shape);
    }

    /// Round numbers of the scale.
    fn steps(&self) -> Vec<f32> {
        let step = round_step((self.plot.most - self.plot.least) / 5.0);
        let from = |value: &f32| Some(value + step);
        std::iter::successors(Some(self.plot.least), from)
            .take_while(|value| *value <= self.plot.most + 0.001)
            .collect()
    }

    /// Hairlines at round numbers.
    fn scale(&mut self) {
        let (left, right) = (self.field.x, self.field.right());
        for value in self.steps() {
            let y = self.y(value);
            self.add_line((left, y), (right, y), Stroke::solid(Ink::Hair, 0.25));
            let at = Point::new(left - 1.6, y + 0.33 * SMALL.size());
            self.write(SMALL, (at, Anchor::Right), &number(value));
        }
        let (top, foot) = (self.field.y, self.field.bottom());
        self.add_line((left, top), (left, foot), Stroke::solid(Ink::Hair, 0.25));
    }

    /// Days under the axis, as many as have room.
    fn time(&mut self) {
        let y = self.field.bottom() + 4.2;
        let every = self.days.len().div_ceil(MOST_LABELS).max(1);
        let mut free = f32::MIN;
        let days = self.days.clone();
        for day in days.iter().step_by(every) {
            let (x, words) = (self.x(*day), self.plot.day_name(*day));
            let half = SMALL.width(self.fonts, &words) / 2.0;
            if x - half > free {
                self.write(SMALL, (Point::new(x, y), Anchor::Middle), &words);
                free = x + half + 2.0;
            }
        }
        if !self.plot.day_label.is_empty() {
            let at = Point::new(self.field.x, y + 3.8);
            let label = self.plot.day_label.clone();
            self.write(SMALL, (at, Anchor::Left), &label);
        }
    }

    /// What happened when. Words that would lie on others are left out: only the line stands.
    fn events(&mut self) {
        let (top, foot) = (self.field.y, self.field.bottom());
        let mut free = f32::MIN;
        for (day, words) in self.plot.events.clone() {
            let x = self.x(day);
            let over = top - 1.0;
            self.add_line((x, over), (x, foot), Stroke::dotted(Ink::Edge, 0.35, 1.3));
            let width = SMALL.width(self.fonts, &words);
            let most = self.field.right() - width;
            let left = (x - width / 2.0).min(most).max(self.field.x);
            if left < free {
                continue;
            }
            free = left + width + 1.5;
            self.write(SMALL, (Point::new(left, over - 1.2), Anchor::Left), &words);
        }
    }

    /// One partner's line: discs on a whole line, lozenges on a dashed one.
    fn line(&mut self, line: &PlotLine) {
        let ink = marks::ink(line.hand);
        let pen = match line.hand {
            Hand::Left => Stroke::solid(ink, 0.7),
            Hand::Right => Stroke::dashed(ink, 0.7, 2.2, 1.4),
        };
        let places: Vec<Point> = line
            .points
            .iter()
            .map(|(day, v)| Point::new(self.x(*day), self.y(*v)))
            .collect();
        for (one, two) in places.iter().zip(places.iter().skip(1)) {
            self.drawing.shapes.push(straight_line((*one, *two), pen));
        }
        // Many signs grow small, so that the line between them is seen.
        let apart = self.field.width / places.len().max(1) as f32;
        let size = (apart / 4.5).clamp(0.35, 1.0);
        for place in places {
            let white = Some(Ink::Paper);
            self.drawing.shapes.push(Shape::Circle {
                centre: place,
                radius: 1.9 * size,
                fill: white,
                stroke: None,
            });
            paper_loop::sign(&mut self.drawing, line.hand, place, 1.3 * size);
        }
        for (day, moved) in &line.moved {
            let value = line.points.iter().find(|(known, _)| known == day);
            if let Some((_, value)) = value {
                self.moved(*moved, Point::new(self.x(*day), self.y(*value)));
            }
        }
    }

    /// A small arrow head over a number that rose by more than the error, under one that fell; where
    /// the other's number is in the way, on the other side or beside it.
    fn moved(&mut self, moved: Moved, at: Point) {
        let way = if moved == Moved::Up { -1.0 } else { 1.0 };
        let places = [(0.0, way), (0.0, -way), (1.0, 0.0), (-1.0, 0.0), (0.0, 1.9 * way)]
            .map(|(x, y)| Point::new(at.x + ARROW * x, at.y + ARROW * y));
        let is_free = |place: &&Point| {
            let mut numbers = self.plot.lines.iter().flat_map(|line| &line.points);
            numbers.all(|(on, value)| {
                let (x, y) = (self.x(*on), self.y(*value));
                (x - place.x).hypot(y - place.y) >= ARROW - 0.1
            })
        };
        let [usual, ..] = places;
        let middle = places.iter().find(is_free).copied().unwrap_or(usual);
        let foot = middle.y - way * 0.95;
        let points = vec![
            Point::new(middle.x - 1.2, foot),
            Point::new(middle.x + 1.2, foot),
            Point::new(middle.x, foot + way * 1.9),
        ];
        let fill = Some(Ink::Ink);
        self.drawing.shapes.push(Shape::Polygon { points, fill, stroke: None });
    }

    /// A dashed line with its words where no number and no other words stand, on the side of
    /// the numbers that they are about.
    fn cut_off(&mut self, cut_off: &CutOff) {
        let y = self.y(cut_off.at);
        let (left, right) = (self.field.x, self.field.right());
        self.add_line((left, y), (right, y), Stroke::dashed(Ink::Edge, 0.35, 2.0, 1.2));
        self.number_of(cut_off.at);
        let set = Type::new(Face::Sans, 9.5, Ink::Ink);
        let width = set.width(self.fonts, &cut_off.says);
        let (over, under) = (y - 1.2, y + 0.75 * set.size() + 1.0);
        let (first, second) = match cut_off.shades {
            Shades::Below => (under, over),
            Shades::Above | Shades::Nothing => (over, under),
        };
        // Between two lines the words of one would be taken for those of the other.
        let is_alone = self.plot.cut_offs.len() == 1;
        let second = if is_alone { second } else { first };
        // Where neither side of the line has room, at the far end of what is shaded.
        let far = match cut_off.shades {
            Shades::Below => self.field.bottom() - 1.4,
            Shades::Above => self.field.y + 0.8 * set.size() + 1.0,
            Shades::Nothing => over,
        };
        let room = (self.field.width - width - 2.0).max(0.0);
        let at = |part: u8, y: f32| {
            Point::new(left + 1.0 + f32::from(part) * room / f32::from(COLUMNS), y)
        };
        let places: Vec<Point> = [first, second, far]
            .into_iter()
            .flat_map(|y| (0..=COLUMNS).map(move |part| at(part, y)))
            .filter(|at| self.is_free(*at, width, set.size()))
            .collect();
        let is_clear = |at: &&Point| {
            let words = at.x - 1.0..at.x + width + 1.0;
            !self.plot.events.iter().any(|(on, _)| words.contains(&self.x(*on)))
        };
        // Without room the words stand in the rule under the chart alone.
        if let Some(at) = places.iter().find(is_clear).or(places.first()) {
            self.write(set, (*at, Anchor::Left), &cut_off.says);
        }
    }

    /// The number of a cut-off at the axis, unless a round number stands there already.
    fn number_of(&mut self, value: f32) {
        let is_on_the_scale = (self.plot.least..=self.plot.most).contains(&value);
        if !is_on_the_scale || SMALL.width(self.fonts, &number(value)) > LEFT - 1.6 {
            return;
        }
        let at = Point::new(self.field.x - 1.6, self.y(value) + 0.33 * SMALL.size());
        let is_taken = self.drawing.texts().any(|run| {
            run.at.x < self.field.x && (run.at.y - at.y).abs() < 0.95 * SMALL.size()
        });
        if !is_taken {
            self.write(SMALL, (at, Anchor::Right), &number(value));
        }
    }

    /// True if words that begin here lie inside, and neither on a line nor on other words.
    fn is_free(&self, at: Point, width: f32, size: f32) -> bool {
        let room = Outline::new(at.x, at.y - 0.75 * size, width, size);
        let is_inside = room.y >= self.field.y - 0.5
            && room.bottom() <= self.field.bottom() + 0.5
            && room.right() <= self.field.right() + 0.5;
        let on_words = self.drawing.texts().any(|run| {
            let taken =
                Outline::new(run.at.x, run.at.y - 0.75 * run.size, run.width, run.size);
            room.overlaps(&taken)
        });
        let on_line = self.plot.lines.iter().any(|line| {
            let at: Vec<Point> = line
                .points
                .iter()
                .map(|(on, v)| Point::new(self.x(*on), self.y(*v)))
                .collect();
            at.iter().any(|it| is_near(room, *it))
                || at.windows(2).any(|pair| match pair {
                    [one, two] => runs_through(room, *one, *two),
                    _ => false,
                })
        });
        // A hairline at a round number, or the line of a cut-off, would strike the words through.
        let cut_offs = self.plot.cut_offs.iter().map(|cut_off| cut_off.at);
        let is_struck = self
            .steps()
            .into_iter()
            .chain(cut_offs)
            .map(|value| self.y(value))
            .any(|y| (room.y + 0.1..room.bottom() - 0.7).contains(&y));
        is_inside && !on_words && !on_line && !is_struck
    }

    /// Names and last numbers at the ends of the lines, apart from each other.
    fn ends(&mut self) {
        let lead = 1.25 * SMALL.size();
        let mut ends: Vec<(f32, &PlotLine)> = self
            .plot
            .lines
            .iter()
            .filter_map(|line| Some((self.y(line.points.last()?.1), line)))
            .collect();
        ends.sort_by(|one, two| one.0.total_cmp(&two.0));
        if let [(high, _), (low, _)] = ends.as_mut_slice()
            && *low - *high < lead
        {
            let middle = f32::midpoint(*low, *high);
            (*high, *low) = (middle - lead / 2.0, middle + lead / 2.0);
        }
        let x = self.field.right() + 1.8;
        let ends: Vec<(f32, Hand, String)> =
            ends.into_iter().map(|(y, line)| (y, line.hand, end_words(line))).collect();
        let room = (self.drawing.width - x).max(1.0);
        for (y, hand, words) in ends {
            let set = Type::new(Face::SansSemiBold, 9.5, marks::ink(hand));
            let words = self.fonts.fit(set.face, 9.5 * MM_PER_PT, room, &words);
            let at = Point::new(x, y + 0.33 * set.size());
            self.write(set, (at, Anchor::Left), &words);
        }
    }
}

/// A number's sign, or the arrow head over it, would touch what stands here.
fn is_near(room: Outline, at: Point) -> bool {
    let grown =
        Outline::new(room.x - 2.2, room.y - 2.4, room.width + 4.4, room.height + 4.8);
    grown.contains(at)
}

fn runs_through(room: Outline, one: Point, two: Point) -> bool {
    let grown =
        Outline::new(room.x - 0.8, room.y - 0.8, room.width + 1.6, room.height + 1.6);
    let steps = (two.x - one.x).abs().max((two.y - one.y).abs()).ceil().max(1.0);
    (0..=steps as u32).any(|step| {
        let share = step as f32 / steps;
        let between = |from: f32, to: f32| from + share * (to - from);
        grown.contains(Point::new(between(one.x, two.x), between(one.y, two.y)))
    })
}

/// One, two or five of some power of ten, at least so large.
fn round_step(least: f32) -> f32 {
    if least <= 0.0 || !least.is_finite() {
        return 1.0;
    }
    let power = 10.0_f32.powf(least.log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0].map(|part| part * power);
    steps.into_iter().find(|step| *step >= least - 0.001).unwrap_or(10.0 * power)
}
