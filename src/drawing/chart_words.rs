//! Words on a chart, only where no line and no other words run: the bands, and the names at the ends.

use super::chart::ChartLine;
use super::chart_pen::{Hold, LINE, Pen, SMALL};
use super::{Face, Ink, Outline, Point, Stroke};

/// Size of the names, in screen points.
pub(super) const NAME: f32 = 14.0;
/// Places at which words may begin, from the left to the right.
const COLUMNS: u8 = 24;
/// The longest way from a last point to its name.
const SHORT: f32 = 60.0;

/// Words of a cut-off, and the baselines that they may stand on, the better one first.
struct Label {
    says: String,
    width: f32,
    rows: [f32; 2],
}

impl Pen<'_> {
    /// What the numbers mean from which scores mean something else: words begin one under the other
    /// where most of them find room, and each where it can if that is not there.
    pub(super) fn words_of_the_cuts(&mut self) {
        let labels = self.labels();
        let plot = self.frame.plot;
        let widest = labels.iter().map(|label| label.width).fold(0.0, f32::max);
        let room = (plot.width - widest - 16.0).max(0.0);
        let columns = (0..=COLUMNS)
            .map(|step| plot.x + 8.0 + f32::from(step) * room / f32::from(COLUMNS));
        let columns: Vec<f32> = columns.collect();
        // Where they stand at their better row, they are read at once.
        let worth = |label: &Label, x: f32| match self.place(label, x) {
            Some(at) if label.rows.first() == Some(&at.y) => 3,
            Some(_) => 2,
            None => 0_usize,
        };
        let of_all = |x: f32| labels.iter().map(|label| worth(label, x)).sum::<usize>();
        let most = columns.iter().map(|x| of_all(*x)).max().unwrap_or(0);
        let together = columns.iter().copied().find(|x| of_all(*x) == most);
        for label in labels {
            let first = together.and_then(|x| self.place(&label, x));
            let own = || columns.iter().find_map(|x| self.place(&label, *x));
            if let Some(at) = first.or_else(own) {
                self.words(at, Hold::Left, (&label.says, SMALL, Ink::Ink2));
            }
        }
    }

    fn labels(&self) -> Vec<Label> {
        let label = |says: &str, rows| {
            let width = self.width(Face::Sans, SMALL, says);
            Label { says: says.to_owned(), width, rows }
        };
        let cuts = self.chart.cuts.iter().map(|(at, says)| {
            let y = self.frame.y(*at);
            label(says, [y - 5.0, y + LINE - 4.0])
        });
        let mut labels: Vec<Label> = cuts.collect();
        if let Some(shade) = &self.chart.shade {
            let (top, bottom) = (self.frame.y(shade.to), self.frame.y(shade.from));
            let is_at_the_foot = bottom >= self.frame.plot.bottom() - 1.0;
            let (upper, lower) = (top + LINE - 2.0, bottom - 6.0);
            // Beside the number from which it holds, if there is room.
            let rows = if is_at_the_foot { [upper, lower] } else { [lower, upper] };
            if bottom - top > LINE {
                labels.push(label(&shade.says, rows));
            }
        }
        labels
    }

    /// Where words that begin at `x` lie inside the plot, with no line and no other words under
    /// them; words without such a place stand in the legend alone.
    fn place(&self, label: &Label, x: f32) -> Option<Point> {
        let plot = self.frame.plot;
        let is_free = |y: &f32| {
            let (width, height) = (label.width + 8.0, SMALL + 6.0);
            let taken = Outline::new(x - 4.0, *y - SMALL, width, height);
            taken.y >= plot.y
                && taken.bottom() <= plot.bottom()
                && taken.right() <= plot.right()
                && self.is_free(taken)
        };
        label.rows.into_iter().find(is_free).map(|y| Point::new(x, y))
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
        // A hairline at a round number, or the line of a cut-off, would strike the words through.
        let numbers =
            self.frame.steps.iter().chain(self.chart.cuts.iter().map(|(at, _)| at));
        let is_struck = numbers
            .map(|number| self.frame.y(*number))
            .any(|y| (room.y + 3.0..room.bottom() - 4.0).contains(&y));
        !over_words && !over_mark && !is_struck && !self.chart.lines.iter().any(crosses)
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
            // A long dotted way would look like scores that were never given.
            if plot.right() - at.x < SHORT {
                let from = Point::new(at.x + 9.0, at.y);
                let to = Point::new(x - 5.0, y);
                self.stroke(&[from, to], Stroke::dotted(line.ink(), 1.4, 4.0));
            }
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
