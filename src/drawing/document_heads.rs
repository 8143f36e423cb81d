//! Cuts what names a text and its parts into strips: letterhead, title, headings, labels.

use super::document::{Label, Letterhead, Level, Rich, Span, UnderTitle, Voice};
use super::document_blocks::{At, Setter, items, rule};
use super::document_even::even_lines;
use super::document_strip::{After, Item, Path, Read, Strip, What};
use super::document_text::{Style, lines};
use super::page::{MM_PER_PT, Role};
use super::{Drawing, Face, Ink, Outline, Picture, Point, Shape, marks};
use std::sync::Arc;

/// Between a sign and its name, in ems of the name.
const SIGN_ROOM: f32 = 0.95;
const SIGN_RADIUS: f32 = 0.25;

impl Setter<'_> {
    pub fn letterhead(&mut self, head: &Letterhead, at: At) -> Vec<Item> {
        let name = Style::new(Face::SerifSemiBold, 13.0, 17.0);
        let small = Style::new(Face::Sans, 9.5, 12.5).quiet();
        let path = Path::default();
        // The words leave room for the logo at their right.
        let logo = head.logo.as_ref().map(|(picture, _)| logo_size(picture).0 + 8.0);
        let words = At { width: at.width - logo.unwrap_or_default(), ..at };
        let mut strips = self.lines(&Rich::plain(head.name.as_str()), name, words, &path);
        for line in &head.lines {
            strips.extend(self.lines(&Rich::plain(line.as_str()), small, words, &path));
        }
        if let Some((picture, says)) = &head.logo {
            strips = vec![self.beside_logo(strips, (picture, says), at)];
        }
        if !strips.is_empty() {
            strips.push(Strip { height: 9.0, ..Strip::default() });
        }
        items(strips)
    }

    /// The lines of the letterhead, and the logo at the right end of the first of them.
    fn beside_logo(
        &mut self,
        lines: Vec<Strip>,
        (picture, says): (&Arc<Picture>, &str),
        at: At,
    ) -> Strip {
        let mut whole = Strip::default();
        for line in lines {
            let down = whole.height;
            whole.lay_beside(line, down);
        }
        let (width, height) = logo_size(picture);
        let place = Outline::new(at.right() - width, 0.0, width, height);
        let path = self.part(&Path::default(), Role::Figure);
        let what = What::Figure { shapes: 0..1, says: says.to_owned() };
        let logo = Strip {
            height,
            shapes: vec![Shape::Picture { at: place, picture: Arc::clone(picture) }],
            reads: vec![Read { path, what }],
            ..Strip::default()
        };
        whole.lay_beside(logo, 0.0);
        whole
    }

    pub fn title(
        &mut self,
        (words, beside): (&str, &str),
        at: At,
        path: &Path,
    ) -> Vec<Item> {
        let points = self.scale.title;
        let style = Style::new(Face::SerifSemiBold, points, 1.2 * points);
        self.has_section = false;
        let title = self.part(path, Role::Title);
        let title_lines = lines(self.fonts, &Rich::plain(words), style, at.width);
        let mut strips: Vec<Strip> = title_lines
            .iter()
            .map(|line| Strip::line(line, style, (at.x, &title)))
            .collect();
        let small =
            Style::new(Face::Sans, self.scale.body, 1.2 * points).on_lines_of(style);
        let aside = lines(self.fonts, &Rich::plain(beside), small.quiet(), at.width);
        let aside_path = self.part(path, Role::Paragraph);
        match (aside.as_slice(), title_lines.last(), strips.last_mut()) {
            ([one], Some(last), Some(strip))
                if last.width + one.width + 6.0 <= at.width =>
            {
                let place = (at.right() - one.width, &aside_path);
                strip.lay_beside(Strip::line(one, small, place), 0.0);
            }
            _ => {
                let small = Style::new(Face::Sans, self.scale.body, self.scale.lead);
                let words = Rich::plain(beside);
                strips.extend(self.lines_of(&words, small.quiet(), at, &aside_path));
            }
        }
        if self.scale.under_title == UnderTitle::Rule && !strips.is_empty() {
            strips.push(rule(at, Ink::Ink, 0.35).padded(1.6, 0.6));
        }
        stays(strips)
    }

    pub fn middle_title(&mut self, words: &str, at: At, path: &Path) -> Vec<Item> {
        let points = 1.04 * self.scale.title;
        let style = Style::new(Face::SerifSemiBold, points, 1.2 * points);
        self.has_section = false;
        let title = self.part(path, Role::Title);
        let lines = even_lines(self.fonts, &Rich::plain(words), style, at.width);
        let middle = |width: f32| at.x + (at.width - width) / 2.0;
        stays(
            lines
                .iter()
                .map(|line| Strip::line(line, style, (middle(line.width), &title)))
                .collect(),
        )
    }

    pub fn under_title(&mut self, words: &Rich, at: At, path: &Path) -> Vec<Item> {
        let style = Style::new(Face::Sans, self.scale.body, self.scale.lead);
        let path = self.part(path, Role::Paragraph);
        let lines = even_lines(self.fonts, words, style, at.width);
        stays(lines.iter().map(|it| Strip::line(it, style, (at.x, &path))).collect())
    }

    pub fn heading(
        &mut self,
        (level, words, beside): (Level, &Label, &str),
        at: At,
        path: &Path,
    ) -> Vec<Item> {
        let (role, points) = match level {
            Level::Section => (Role::Section, self.scale.heading),
            Level::Part if self.has_section => (Role::SubSection, self.scale.body),
            // Whoever listens goes from level to level: none may be skipped.
            Level::Part => (Role::Section, self.scale.body),
        };
        self.has_section |= level == Level::Section;
        let style = Style::new(Face::SansSemiBold, points, 1.3 * points);
        let part = self.part(path, role);
        let mut strips = match words.sign {
            Some(_) => self.label_lines(words, style, at, &part),
            None => even_lines(self.fonts, &label_words(words), style, at.width)
                .iter()
                .map(|line| Strip::line(line, style, (at.x, &part)))
                .collect(),
        };
        if !beside.is_empty() && !strips.is_empty() {
            self.beside_heading((beside, style), &mut strips, at, path);
        }
        stays(strips)
    }

    /// Small words after a heading, or under it if there is no room.
    fn beside_heading(
        &mut self,
        (words, heading): (&str, Style),
        strips: &mut Vec<Strip>,
        at: At,
        path: &Path,
    ) {
        let style = Style::new(Face::Sans, self.scale.label, self.scale.label * 1.3);
        let style = style.quiet();
        let path = self.part(path, Role::Paragraph);
        let end = strips.last().map_or(0.0, strip_end) + 4.5;
        let rich = Rich::plain(words);
        match lines(self.fonts, &rich, style, (at.right() - end).max(1.0)).as_slice() {
            [one] => {
                let strip = Strip::line(one, style.on_lines_of(heading), (end, &path));
                strips
                    .last_mut()
                    .into_iter()
                    .for_each(|s| s.lay_beside(strip.clone(), 0.0));
            }
            _ => strips.extend(self.lines_of(&rich, style, at, &path)),
        }
    }

    /// A label's lines, with the partner's sign before them.
    pub fn label_lines(
        &mut self,
        label: &Label,
        style: Style,
        at: At,
        path: &Path,
    ) -> Vec<Strip> {
        let words = label_words(label);
        let Some(hand) = label.sign else {
            return self.lines_of(&words, style, at, path);
        };
        let em = style.points * MM_PER_PT;
        let style = style.inked(marks::ink(hand));
        let mut strips = self.lines_of(&words, style, at.from(SIGN_ROOM * em), path);
        if let Some(first) = strips.first_mut() {
            let centre =
                Point::new(at.x + SIGN_RADIUS * 1.3 * em, style.baseline() - 0.33 * em);
            let mut sign = Drawing::default();
            marks::partner(&mut sign, hand, centre, SIGN_RADIUS * em);
            first.shapes.extend(sign.shapes);
        }
        strips
    }

    /// How wide a label is on one line.
    pub fn label_width(&self, label: &Label, style: Style) -> f32 {
        let words = label_words(label);
        let (natural, _) =
            super::document_text::natural_widths(self.fonts, &words, style);
        let sign = if label.sign.is_some() { SIGN_ROOM } else { 0.0 };
        natural + sign * style.points * MM_PER_PT
    }
}

/// The largest that a logo stands on a page, in millimetres.
const LOGO: (f32, f32) = (60.0, 20.0);

fn logo_size(picture: &Picture) -> (f32, f32) {
    let (width, height) = (picture.width.max(0.01), picture.height.max(0.01));
    let scale = (LOGO.0 / width).min(LOGO.1 / height);
    (width * scale, height * scale)
}

fn label_words(label: &Label) -> Rich {
    let mut words = Rich::plain(label.words.as_str());
    if !label.then.is_empty() {
        let voice = Voice::Outside;
        words.0.push(Span { words: format!(" {}", label.then), voice });
    }
    words
}

/// Strips that stay with what comes next.
fn stays(mut strips: Vec<Strip>) -> Vec<Item> {
    for strip in &mut strips {
        strip.after = After::Stays;
    }
    items(strips)
}

/// The right end of a strip's words.
fn strip_end(strip: &Strip) -> f32 {
    let ends = strip.shapes.iter().filter_map(|shape| match shape {
        Shape::Text(run) => Some(run.at.x + run.width),
        _ => None,
    });
    ends.fold(0.0, f32::max)
}
