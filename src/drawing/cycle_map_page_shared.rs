//! Sets what both share on the couple's page: under the crossing, between the two strands.

use super::cycle_map_page::{MarkedPage, Plan, RIBBON, Sheet};
use super::cycle_map_page_chords::{HANG, RISE};
use super::page::{Anchor, Pen, Reading, Type};
use super::{Face, Ink, Page, Point};
use crate::model::client_readings::ClientCentre;

/// From the line to the first baseline that is tried.
const BELOW_LINE: f32 = 15.0;
/// Air between a strand and the words.
const BESIDE_STRAND: f32 = 2.0;
const WIDEST: f32 = 92.0;
const LEAD: f32 = 1.22;
/// Between what both feel and what both believe, in lines.
const PAUSE: f32 = 0.35;
const SIZES: [f32; 9] = [14.0, 13.5, 13.0, 12.5, 12.0, 11.5, 11.0, 10.5, 10.0];
/// How far the words may be moved down, in millimetres.
const MOST_STEPS: u16 = 60;

/// What is written there: the feeling, then the conviction.
pub fn words_of(centre: Option<&ClientCentre>) -> Vec<String> {
    let Some(centre) = centre else { return Vec::new() };
    let both = [&centre.shared_emotion, &centre.shared_conviction];
    both.into_iter().filter(|words| !words.is_empty()).cloned().collect()
}

/// One line: which of the texts, its baseline and its words.
type Line = (usize, f32, String);

/// Writes it as large as the strands leave room.
pub fn draw(pen: &mut Pen<'_>, sheet: &Sheet<'_>, plan: &Plan) {
    if sheet.shared.is_empty() {
        return;
    }
    let Some((set, lines)) = largest(sheet, plan) else { return };
    for text in 0..sheet.shared.len() {
        let group = pen.group();
        for (_, y, words) in lines.iter().filter(|(of, ..)| *of == text) {
            let at = Point::new(plan.lobe.centre_x, *y);
            pen.write((set, group), (at, Anchor::Middle), words);
        }
        pen.page.reading.push(Reading::Paragraph(group));
    }
}

fn largest(sheet: &Sheet<'_>, plan: &Plan) -> Option<(Type, Vec<Line>)> {
    SIZES.into_iter().find_map(|points| {
        let set = Type::new(Face::Serif, points, Ink::Ink);
        Some((set, placed(sheet, plan, set)?))
    })
}

/// A page of its own for what both share, if a full loop leaves no room for it.
pub fn page_of_its_own(sheet: &Sheet<'_>, plan: &Plan) -> Option<MarkedPage> {
    if sheet.shared.is_empty() || largest(sheet, plan).is_some() {
        return None;
    }
    let mut pen = Pen::new(sheet.fonts, Page::new(sheet.size));
    pen.title(sheet);
    let set = Type::new(Face::Serif, 20.0, Ink::Ink);
    let mut y = 0.42 * sheet.size.1;
    for words in &sheet.shared {
        let group = pen.group();
        for line in set.lines(sheet.fonts, 0.6 * sheet.size.0, words) {
            let at = Point::new(sheet.size.0 / 2.0, y);
            pen.write((set, group), (at, Anchor::Middle), &line);
            y += 1.3 * set.size();
        }
        pen.page.reading.push(Reading::Paragraph(group));
        y += set.size();
    }
    Some(pen.finish(std::iter::empty()))
}

/// The highest place at which all of it stands clear of the strands.
fn placed(sheet: &Sheet<'_>, plan: &Plan, set: Type) -> Option<Vec<Line>> {
    let start = plan.line_y + BELOW_LINE;
    let starts = (0..MOST_STEPS).map(|step| start + f32::from(step));
    starts.map_while(|y| (y < plan.lobe.foot).then_some(y)).find_map(|from| {
        let mut y = from;
        let mut lines = Vec::new();
        for (text, words) in sheet.shared.iter().enumerate() {
            for line in funnel(sheet, plan, (set, y), words)? {
                lines.push((text, y, line));
                y += LEAD * set.size();
            }
            y += PAUSE * set.size();
        }
        Some(lines)
    })
}

/// Words between the strands, which draw apart from line to line; none if they do not fit.
fn funnel(
    sheet: &Sheet<'_>,
    plan: &Plan,
    (set, first): (Type, f32),
    words: &str,
) -> Option<Vec<String>> {
    let room = |line: usize| room(plan, first + line as f32 * LEAD * set.size(), set);
    let mut lines = vec![String::new()];
    for word in words.split_whitespace() {
        let number = lines.len();
        let line = lines.last_mut()?;
        let longer =
            if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if set.width(sheet.fonts, &longer) <= room(number - 1) {
            *line = longer;
        } else if !line.is_empty() && set.width(sheet.fonts, word) <= room(number) {
            lines.push(word.to_owned());
        } else {
            return None;
        }
    }
    Some(lines)
}

/// How wide a line with this baseline may be.
fn room(plan: &Plan, baseline: f32, set: Type) -> f32 {
    let (top, foot) = (baseline - RISE * set.size(), baseline + HANG * set.size());
    if foot > plan.lobe.foot - 2.0 {
        return 0.0;
    }
    let near = plan.chords.at(top).0.min(plan.chords.at(foot).0);
    (2.0 * (near - RIBBON / 2.0 - BESIDE_STRAND)).clamp(0.0, WIDEST)
}
