//! Cuts words of both partners that face each other across a label into strips.

use super::document::{FacingRow, FacingVoice, Rich, Span};
use super::document_blocks::{At, Setter, items, rule};
use super::document_strip::{After, Item, Path, Strip};
use super::document_text::{Line, Style, lines};
use super::page::Role;
use super::{Face, Ink};

/// White between the two halves.
const BETWEEN: f32 = 8.0;

impl Setter<'_> {
    /// Rows of a label with what each of the two says to it; a hairline parts them.
    pub fn facing(&mut self, rows: &[FacingRow], at: At, path: &Path) -> Vec<Item> {
        let list = self.part(path, Role::List);
        let mut all: Vec<Strip> = Vec::new();
        for row in rows.iter().filter(|row| row.words.iter().any(|it| !it.is_blank())) {
            if let Some(last) = all.last_mut() {
                last.height += self.air(0.3);
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
        let mut strips = self.in_the_middle(&row.label, label.quiet(), at, &label_path);
        let body = self.part(&item, Role::Body);
        let half = (at.width - BETWEEN) / 2.0;
        let style = self.facing_style(row.voice);
        let mut said: Vec<Strip> = Vec::new();
        for (place, words) in row.words.iter().enumerate() {
            let x = at.x + place as f32 * (half + BETWEEN);
            let column = At { x, width: half };
            let words_path = self.part(&body, Role::Paragraph);
            let column = self.in_the_middle(words, style, column, &words_path);
            for (number, strip) in column.into_iter().enumerate() {
                match said.get_mut(number) {
                    Some(row) => row.lay_beside(strip, 0.0),
                    None => said.push(strip),
                }
            }
        }
        strips.extend(said);
        if let Some(first) = strips.first_mut() {
            *first = std::mem::take(first).padded(0.24 * self.lead(), 0.0);
        }
        if let [before @ .., _] = strips.as_mut_slice() {
            for strip in before {
                strip.after = After::Stays;
            }
        }
        strips
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

    fn in_the_middle(
        &self,
        words: &Rich,
        style: Style,
        at: At,
        path: &Path,
    ) -> Vec<Strip> {
        let mut set = lines(self.fonts, words, style, at.width);
        if set.len() > 1 {
            // Phrases that share no line stand one under the other.
            let phrases = phrases(words);
            let of = |phrase: &Rich| lines(self.fonts, phrase, style, at.width);
            set = phrases.iter().flat_map(of).collect();
            // Whoever listens hears where one phrase ends.
            let last = set.len().saturating_sub(1);
            set.iter_mut().take(last).for_each(Line::end_with_a_space);
        }
        set.iter()
            .map(|line| {
                Strip::line(line, style, (at.x + (at.width - line.width) / 2.0, path))
            })
            .collect()
    }
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
