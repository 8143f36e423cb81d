//! Words on a chart, only where no line and no other words run: the bands, and the names at the ends.

use super::chart::ChartLine;
use super::chart_pen::{Hold, LINE, Pen, SMALL};
use super::{Face, Ink, Outline, Point, Stroke};

/// Size of the names, in screen points.
pub(super) const NAME: f32 = 14.0;

impl Pen<'_> {
    pub(super) fn words_of_the_shade(&mut self) {
        let Some(shade) = self.chart.shade.clone() else { return };
        let (top, bottom) = (self.frame.y(shade.to), self.frame.y(shade.from));
        let is_at_the_foot = bottom >= self.frame.plot.bottom() - 1.0;
        let (upper, lower) = (top + LINE - 2.0, bottom - 6.0);
        // Beside the number from which it holds, if there is room.
        let rows = if is_at_the_foot { (upper, lower) } else { (lower, upper) };
        if bottom - top > LINE {
            self.words_where_free(rows, &shade.says);
        }
    }

    /// Words inside the plot, where no line and no other words run; else they are left out and
    /// stand in the legend alone.
    pub(super) fn words_where_free(&mut self, rows: (f32, f32), words: &str) {
        let plot = self.frame.plot;
        let width = self.width(Face::Sans, SMALL, words);
        let columns = [0.0, 0.25, 0.5, 0.75, 1.0];
        let room = plot.width - width - 16.0;
        if room < 0.0 {
            return;
        }
        let places = [rows.0, rows.1].into_iter().flat_map(|y| {
            columns.map(|share| Point::new(plot.x + 8.0 + share * room, y))
        });
        let free = places.into_iter().find(|at| {
            let taken = Outline::new(at.x - 4.0, at.y - SMALL, width + 8.0, SMALL + 6.0);
            taken.y >= plot.y && taken.bottom() <= plot.bottom() && self.is_free(taken)
        });
        if let Some(at) = free {
            self.words(at, Hold::Left, (words, SMALL, Ink::Ink2));
        }
    }

    pub(super) fn is_free(&self, room: Outline) -> bool {
        let over_words = self.drawing.texts().any(|run| {
            let width = run.width;
            let taken =
                Outline::new(run.at.x, run.at.y - run.size, width, run.size + 4.0);
            room.overlaps(&taken)
        });
        let crosses = |line: &ChartLine| {
            let at: Vec<Point> =
                line.points.iter().map(|it| self.frame.point(it)).collect();
            let single = at.first().filter(|_| at.len() == 1);
            single.is_some_and(|at| near(room, *at))
                || at.windows(2).any(|pair| match pair {
                    [one, two] => runs_through(room, *one, *two),
                    _ => false,
                })
        };
        let marked = self.chart.marks.iter().filter(|(on, _)| self.frame.span.holds(*on));
        let over_mark = marked
            .map(|(on, _)| self.frame.x(*on))
            .any(|x| (room.x - 3.0..=room.right() + 3.0).contains(&x));
        !over_words && !over_mark && !self.chart.lines.iter().any(crosses)
    }

    /// The names at the ends of the lines, one above the other.
    pub(super) fn names(&mut self) {
        let plot = self.frame.plot;
        let mut ends: Vec<(Point, f32, &ChartLine)> = Vec::new();
        for line in &self.chart.lines {
            if let Some(last) = line.points.last() {
                let at = self.frame.point(last);
                ends.push((at, at.y, line));
            }
        }
        ends.sort_by(|one, two| one.1.total_cmp(&two.1));
        if let [first, second] = ends.as_mut_slice() {
            let lack = (NAME + 5.0 - (second.1 - first.1)).max(0.0);
            first.1 -= 0.5 * lack;
            second.1 += 0.5 * lack;
            let over = (plot.y + 6.0 - first.1).max(0.0);
            let under = (second.1 - plot.bottom() + 2.0).max(0.0);
            first.1 += over - under;
            second.1 += over - under;
        }
        let x = plot.right() + 20.0;
        for (at, y, line) in ends {
            let from = Point::new(at.x + 9.0, at.y);
            let to = Point::new(x - 5.0, y);
            self.stroke(&[from, to], Stroke::dotted(line.ink(), 1.4, 4.0));
            let words = line.end_words();
            let room = self.chart.width_px - x;
            let words = self.fonts.fit(Face::Sans, NAME, room, &words);
            self.words(
                Point::new(x, y + 0.35 * NAME),
                Hold::Left,
                (&words, NAME, line.ink()),
            );
        }
    }
}

fn near(room: Outline, at: Point) -> bool {
    let grown =
        Outline::new(room.x - 9.0, room.y - 9.0, room.width + 18.0, room.height + 18.0);
    grown.contains(at)
}

/// A line comes through a room, or a point at its end does.
fn runs_through(room: Outline, one: Point, two: Point) -> bool {
    let steps = ((two.x - one.x).abs().max((two.y - one.y).abs()) / 4.0).ceil().max(1.0);
    (0..=steps as u32).any(|step| {
        let share = step as f32 / steps;
        let between = |from: f32, to: f32| from + share * (to - from);
        near(room, Point::new(between(one.x, two.x), between(one.y, two.y)))
    })
}
