//! Cuts words of both partners that face each other across a label into strips.

use super::document::{FacingRow, FacingVoice, Rich, Span};
use super::document_blocks::{At, Setter, items, rule};
use super::document_even::even_lines;
use super::document_strip::{After, Item, Path, Strip};
use super::document_text::{Line, Style, lines};
use super::page::Role;
use super::{Face, Ink};

/// White between the two halves.
const BETWEEN: f32 = 8.0;
/// More lines than these are not set phrase by phrase: the phrases share lines.
const MOST_STACKED: usize = 6;

impl Setter<'_> {
    /// Rows of a label with what each of the two says to it; a hairline parts them.
    pub fn facing(&mut self, rows: &[FacingRow], at: At, path: &Path) -> Vec<Item> {
        let list = self.part(path, Role::List);
        let mut all: Vec<Strip> = Vec::new();
        for row in rows.iter().filter(|row| row.words.iter().any(|it| !it.is_blank())) {
            if let Some(last) = all.last_mut() {
                last.height += self.air(0.42);
                all.push(Strip { after: After::Stays, ..rule(at, Ink::Hair, 0.25) });
            }
            all.extend(self.facing_row(row, at, &list));
        }
        items(all)
    }

    fn facing_row(&mut self, row: &FacingRow, at: At, list: &Path) -> Vec<Strip> {
        let item = self.part(list, Role::Item);
        let label_path = self.part(&item, Role::Label);
        let label = Style::new(Face::Sans, self.scale.label, 1.45 * self.scale.label);
        let label = label.quiet();
        let label_lines = even_lines(self.fonts, &row.label, label, at.width);
        let mut strips = in_the_middle(&label_lines, label, (at, &label_path));
        let body = self.part(&item, Role::Body);
        strips.extend(self.both(row, at, &body));
        if let Some(first) = strips.first_mut() {
            *first = std::mem::take(first).padded(self.air(0.34), 0.0);
        }
        if let [before @ .., _] = strips.as_mut_slice() {
            for strip in before {
                strip.after = After::Stays;
            }
        }
        strips
    }

    /// What both say, side by side. Both are set by one rule: where either needs more than a
    /// line, the phrases of both stand one under the other.
    fn both(&mut self, row: &FacingRow, at: At, body: &Path) -> Vec<Strip> {
        let style = self.facing_style(row.voice);
        let width = (at.width - BETWEEN) / 2.0;
        let places = [at.x, at.x + width + BETWEEN].map(|x| At { x, width });
        let paths = places.map(|_| self.part(body, Role::Paragraph));
        let whole = row.words.each_ref().map(|it| lines(self.fonts, it, style, width));
        let is_parted = whole.iter().any(|lines| lines.len() > 1);
        let of = |it: &Rich| {
            let phrases = phrases(it);
            let even = |it| even_lines(self.fonts, it, style, width);
            phrases.iter().map(even).collect::<Vec<_>>()
        };
        let apart = row.words.each_ref().map(of);
        let is_short = |phrases: &Vec<Vec<Line>>| {
            phrases.iter().map(Vec::len).sum::<usize>() <= MOST_STACKED
        };
        let sides = places.into_iter().zip(&paths);
        if is_parted && apart.iter().all(is_short) {
            let mut strip = Strip::default();
            for (side, (place, path)) in apart.into_iter().zip(sides) {
                strip.lay_beside(self.stack(side, style, (place, path)), 0.0);
            }
            return vec![strip];
        }
        let mut said: Vec<Strip> = Vec::new();
        for (side, at) in whole.iter().zip(sides) {
            for (number, strip) in in_the_middle(side, style, at).into_iter().enumerate()
            {
                match said.get_mut(number) {
                    Some(row) => row.lay_beside(strip, 0.0),
                    None => said.push(strip),
                }
            }
        }
        said
    }

    /// Phrases one under the other; where one takes more than a line, some air parts them.
    fn stack(&self, mut phrases: Vec<Vec<Line>>, style: Style, at: (At, &Path)) -> Strip {
        let is_broken = phrases.iter().any(|lines| lines.len() > 1);
        let air = if is_broken { self.air(0.22) } else { 0.0 };
        // Whoever listens hears where one phrase ends.
        let last = phrases.len().saturating_sub(1);
        let ends = phrases.iter_mut().take(last).filter_map(|lines| lines.last_mut());
        ends.for_each(Line::end_with_a_space);
        let mut strip = Strip::default();
        for lines in &phrases {
            let air = if strip.height > 0.0 { air } else { 0.0 };
            for (place, line) in in_the_middle(lines, style, at).into_iter().enumerate() {
                let down = strip.height + if place == 0 { air } else { 0.0 };
                strip.lay_beside(line, down);
            }
        }
        strip
    }

    fn facing_style(&self, voice: FacingVoice) -> Style {
        let body = self.body();
        match voice {
            FacingVoice::Plain => body,
            FacingVoice::Tender => body.faced(Face::SansSemiBold),
            FacingVoice::Said => {
                let points = self.fit.said * body.points;
                Style::new(Face::SerifSemiBold, points, 1.25 * points)
            }
        }
    }
}

/// Lines in the middle of their column.
fn in_the_middle(lines: &[Line], style: Style, (at, path): (At, &Path)) -> Vec<Strip> {
    let left = |line: &Line| at.x + (at.width - line.width) / 2.0;
    lines.iter().map(|line| Strip::line(line, style, (left(line), path))).collect()
}

/// Words cut at the dots between phrases.
fn phrases(words: &Rich) -> Vec<Rich> {
    let mut phrases = vec![Rich::default()];
    for span in &words.0 {
        for (place, part) in span.words.split(" · ").enumerate() {
            if place > 0 {
                phrases.push(Rich::default());
            }
            if let Some(phrase) = phrases.last_mut() {
                phrase.0.push(Span { words: part.to_owned(), voice: span.voice });
            }
        }
    }
    phrases.retain(|phrase| !phrase.is_blank());
    phrases
}
