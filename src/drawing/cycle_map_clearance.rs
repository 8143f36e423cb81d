//! Keeps the words of a map clear of its ribbons: bends the loop, or asks the words to move in.

use super::Face;
use super::cycle_map::{Job, RIBBON};
use super::cycle_map_slots::{HEAD, Slots};
use super::lobe::Hand;
use crate::model::Layer;

impl Slots<'_> {
    /// Pulls the upper and the lower bend in until the innermost words have air.
    pub fn pull_bends(&mut self) {
        let need = self.columns.inner - RIBBON - 8.0;
        let (least, step) = (0.36 * self.lobe.half_width, 0.01 * self.lobe.half_width);
        let low = self.lowest_words();
        let high = self.lobe.top + HEAD - 30.0;
        while self.lobe.foot_end > least && self.strand_reach(5, low) > need {
            self.lobe.foot_end -= step;
        }
        while self.lobe.cue_end > least && self.strand_reach(0, high) > need {
            self.lobe.cue_end -= step;
        }
    }

    /// How far one curve of the lobe comes from the axis at a height.
    fn strand_reach(&self, curve: usize, y: f32) -> f32 {
        let curves = self.lobe.curves(Hand::Right);
        let curve = curves.get(curve..=curve).unwrap_or_default();
        self.lobe.reach(curve, y).map_or(0.0, |reach| reach.farthest)
    }

    fn lowest_words(&self) -> f32 {
        let last = self.rows.last().map_or(self.line_y, |row| row.y + row.height);
        let words = last - 0.4 * self.setting.line_height;
        self.folds.last().map_or(words, |(_, baseline)| *baseline)
    }

    /// Makes the outer corners squarer until labels and names are clear of them.
    pub fn square_corners(&mut self, job: &Job) {
        let (least, step) = (0.27 * self.lobe.half_width, 0.01 * self.lobe.half_width);
        while self.lobe.corner > least && self.outer_lack(job) > 1.0 {
            self.lobe.corner -= step;
        }
    }

    /// How much further in the outermost words would have to stand.
    pub fn outer_lack(&self, job: &Job) -> f32 {
        let curves = self.lobe.curves(Hand::Right);
        let outer = curves.get(1..5).unwrap_or_default();
        let lack = |y: f32, from_edge: f32| {
            let reach = |y: f32| self.lobe.reach(outer, y).map(|reach| reach.farthest);
            [y - 6.0, y + 6.0]
                .into_iter()
                .filter_map(reach)
                .map(|far| self.lobe.centre_x - far + 0.5 * RIBBON + 7.0 - from_edge)
                .fold(0.0, f32::max)
        };
        let phrases = self.columns.phrase_x(Hand::Left);
        let half_line = 0.5 * self.setting.line_height;
        let rows = self.rows.iter().flat_map(|row| {
            let label = self.label_from_edge(job, row.layer);
            [(row.y + half_line, label), (row.y + row.height - half_line, phrases)]
        });
        let names = [(self.lobe.top + HEAD - 24.0, phrases - 2.0)];
        let folds = self.folds.iter().map(|(_, baseline)| (baseline - 4.0, phrases));
        rows.chain(names).chain(folds).map(|(y, x)| lack(y, x)).fold(0.0, f32::max)
    }

    /// Where the longer of a row's two labels begins.
    fn label_from_edge(&self, job: &Job, layer: Layer) -> f32 {
        let width = |hand| {
            let label = job.label(hand, layer);
            job.fonts.width(Face::SansSemiBold, self.label_size(), &label)
        };
        let widest = width(Hand::Left).max(width(Hand::Right));
        let columns = &self.columns;
        columns.label_edge + columns.label_width - widest.min(columns.label_width)
    }

    /// How much further out the innermost words would have to end.
    pub fn inner_lack(&self) -> f32 {
        let high = self.lobe.top + HEAD - 30.0;
        let reach =
            self.strand_reach(0, high).max(self.strand_reach(5, self.lowest_words()));
        reach + 0.5 * RIBBON + 7.0 - self.columns.inner
    }
}
