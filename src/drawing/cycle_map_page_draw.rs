//! Draws a planned loop page: the loop, the names on it, the words in it.

use super::cycle_map_page::{MARGIN, MarkedPage, Plan, RIBBON, Sheet, Sides};
use super::cycle_map_page_chords::{HANG, RISE};
use super::cycle_map_page_fit::{CAP, SIGN_ROOM};
use super::cycle_map_page_setting::{Fitted, Half, Names, Part, SetLine};
use super::cycle_map_page_shared as shared;
use super::cycle_map_page_words::SideWords;
use super::lobe::{Hand, Lobe};
use super::page::{Anchor, Item, ORNAMENT, Pen, Reading, Type, straight_line};
use super::{Face, Ink, Outline, Page, Point, Shape, Stroke, curve, marks, paper_loop};

const NAME_SIZES: [f32; 7] = [15.0, 14.5, 14.0, 13.5, 13.0, 12.5, 12.0];
/// White before the sign and after the name.
const TAB_MARGIN: f32 = 3.1;
const TAB_HEIGHT: f32 = 7.2;
/// Radius of the left partner's sign.
const SIGN: f32 = 1.5;

/// The page as it will be printed, without its foot.
pub fn draw(sheet: &Sheet<'_>, plan: &Plan) -> MarkedPage {
    let mut pen = Pen::new(sheet.fonts, Page::new(sheet.size));
    pen.title(sheet);
    let start = pen.page.drawing.shapes.len();
    paper_loop::draw(&mut pen.page.drawing, &plan.lobe, Some(plan.line_y), RIBBON);
    let shapes = start..pen.page.drawing.shapes.len();
    if !sheet.words.says.is_empty() {
        pen.page.reading.push(Reading::Figure { shapes, says: sheet.words.says.clone() });
    }
    between_strands(&mut pen, sheet, plan);
    shared::draw(&mut pen, sheet, plan);
    for side in &plan.sides {
        if let Names::OnRibbon(points) = plan.names {
            tab(&mut pen, plan, (side.hand, points), side.words.name.as_str());
        }
        pen.fitted(side.hand, &side.words, &[&side.above, &side.below]);
    }
    sentence(&mut pen, sheet, plan);
    pen.finish(plan.sides.iter().flat_map(|side| side.words.phrases()))
}

impl Pen<'_> {
    /// The couple's name for the loop, and the line under it.
    pub(super) fn title(&mut self, sheet: &Sheet<'_>) {
        let (width, middle) = (sheet.size.0 - 2.0 * MARGIN, sheet.size.0 / 2.0);
        let set = |points| Type::new(Face::SerifSemiBold, points, Ink::Ink);
        let title = &sheet.words.title;
        let mut points = 30.0;
        while points > 20.0 && set(points).width(self.fonts, title) > width {
            points -= 0.5;
        }
        let lines = set(points).lines(self.fonts, width, title);
        let group = self.group();
        let lead = 1.15 * set(points).size();
        let first = 22.0 - lead * lines.len().saturating_sub(1) as f32;
        for (place, words) in lines.iter().enumerate() {
            let at = Point::new(middle, first + place as f32 * lead);
            self.write((set(points), group), (at, Anchor::Middle), words);
        }
        self.page.reading.push(Reading::Title(group));
        let under = Type::new(Face::Sans, 14.0, Ink::Ink);
        let group = self.group();
        let at = Point::new(middle, 30.2);
        self.write((under, group), (at, Anchor::Middle), &sheet.words.line);
        self.page.reading.push(Reading::Paragraph(group));
    }

    /// One partner's words, in the order of the loop.
    fn fitted(&mut self, hand: Hand, words: &SideWords, halves: &[&Fitted; 2]) {
        for fitted in halves {
            let mut groups: Vec<(Part, u32)> = Vec::new();
            for line in &fitted.lines {
                let known = groups.iter().find(|(part, _)| *part == line.part);
                let group = match (line.part, known) {
                    (Part::Dot, _) => ORNAMENT,
                    (_, Some((_, group))) => *group,
                    (part, None) => {
                        let group = self.group();
                        groups.push((part, group));
                        if part == Part::Name {
                            let size = line.set.size();
                            sign(
                                &mut self.page,
                                hand,
                                Point::new(
                                    line.x - SIGN_ROOM + SIGN,
                                    line.y - CAP * size / 2.0,
                                ),
                            );
                        }
                        group
                    }
                };
                self.set_line(line, group);
            }
            self.read(words, &groups);
        }
    }

    fn set_line(&mut self, line: &SetLine, group: u32) {
        let at = Point::new(line.x, line.y);
        self.write((line.set, group), (at, Anchor::Left), &line.words);
        if line.is_new {
            underline(&mut self.page, (at, line.width), line.set);
        }
    }

    /// Leads a reader through one half of a lobe.
    fn read(&mut self, words: &SideWords, groups: &[(Part, u32)]) {
        let of =
            |part: Part| groups.iter().find(|(known, _)| *known == part).map(|(_, g)| *g);
        let reading = &mut self.page.reading;
        reading.extend(of(Part::Name).map(Reading::Heading));
        let moves = (0..words.moves.len()).filter_map(|place| of(Part::Move(place)));
        reading.extend(moves.map(Reading::Paragraph));
        for (half, rows) in [(Half::Above, &words.above), (Half::Below, &words.below)] {
            let items: Vec<Item> = rows
                .iter()
                .enumerate()
                .map(|(row, each)| Item {
                    label: of(Part::Label(half, row)),
                    words: (0..each.phrases.len())
                        .filter_map(|place| of(Part::Phrase(half, row, place)))
                        .collect(),
                })
                .filter(|item| !item.words.is_empty())
                .collect();
            if !items.is_empty() {
                reading.push(Reading::List(items));
            }
        }
        let pictures =
            (0..words.pictures.len()).filter_map(|place| of(Part::Picture(place)));
        reading.extend(pictures.map(Reading::Paragraph));
    }

    /// The page, with the marks that these phrases bring.
    pub fn finish<'p>(
        self,
        phrases: impl Iterator<Item = &'p super::cycle_map_page_words::Phrase>,
    ) -> MarkedPage {
        let mut marked = MarkedPage { page: self.page, ..MarkedPage::default() };
        for phrase in phrases {
            marked.has_own_words |= phrase.is_own;
            marked.has_new_words |= phrase.is_new;
        }
        marked
    }
}

/// The line under words that were first said today.
pub fn underline(page: &mut Page, (at, width): (Point, f32), set: Type) {
    let y = at.y + 0.18 * set.size();
    let stroke = Stroke::solid(Ink::New, 0.05 * set.points);
    let ends = (Point::new(at.x, y), Point::new(at.x + width, y));
    page.add(straight_line(ends, stroke));
}

/// A partner's sign.
pub fn sign(page: &mut Page, hand: Hand, at: Point) {
    paper_loop::sign(&mut page.drawing, hand, at, SIGN);
}

/// "what shows" over the line and "what stays inside" under it, between the two strands; as
/// near to the line as the strands leave room.
fn between_strands(pen: &mut Pen<'_>, sheet: &Sheet<'_>, plan: &Plan) {
    let set = Type::new(Face::SansItalic, 11.0, Ink::Ink3);
    let x = plan.lobe.centre_x;
    let mut write = |(start, step): (f32, f32), words: &str| {
        let half = set.width(sheet.fonts, words) / 2.0 + RIBBON / 2.0;
        let heights = (0..MOST_STEPS).map(|count| start + f32::from(count) * step);
        // What both share stands further down.
        let airs =
            if sheet.shared.is_empty() { &BESIDE_STRAND[..] } else { &[LEAST_AIR] };
        let y = airs.iter().find_map(|air| {
            let mut heights = heights.clone();
            heights.find(|y| is_free(plan, *y, (set.size(), half + air)))
        });
        let Some(y) = y else { return };
        pen.write((set, ORNAMENT), (Point::new(x, y), Anchor::Middle), words);
    };
    write((plan.line_y - 2.4, -0.5), &sheet.words.above);
    write((plan.line_y + 5.4, 0.5), &sheet.words.below);
}

/// True if a line of words so wide, to one side of the axis, stands clear of both strands.
fn is_free(plan: &Plan, baseline: f32, (size, half): (f32, f32)) -> bool {
    let (top, foot) = (baseline - RISE * size, baseline + HANG * size);
    let crossing = plan.lobe.crossing;
    let is_in_loop = plan.lobe.top < top && foot < plan.lobe.foot;
    let is_crossed = top < crossing && crossing < foot;
    is_in_loop && !is_crossed && plan.chords.at(top).0.min(plan.chords.at(foot).0) >= half
}

/// How far the words between the strands may be moved, in half millimetres.
const MOST_STEPS: u16 = 150;

/// Air between a strand and the words between the strands; less where there is no more.
const BESIDE_STRAND: [f32; 3] = [5.0, 3.0, LEAST_AIR];
const LEAST_AIR: f32 = 1.5;

/// Where the names go: on the ribbon if both find room there, equally large.
pub fn place_for_names(
    sheet: &Sheet<'_>,
    lobe: &Lobe,
    middle: f32,
    sides: &Sides,
) -> Names {
    let (near, far) = ribbon_top(lobe);
    let room = 2.0 * (middle - near).min(far - middle) - 2.0 * TAB_MARGIN - SIGN_ROOM;
    let fit = |points: &f32| {
        let width = |name: &str| name_type(Hand::Left, *points).width(sheet.fonts, name);
        sides.iter().all(|(_, words)| width(words.name.as_str()) <= room)
    };
    NAME_SIZES.into_iter().find(fit).map_or(Names::Inside(NAME_SIZES[0]), Names::OnRibbon)
}

/// From the other's arrow head to where the corner begins to fall: distances from the axis.
fn ribbon_top(lobe: &Lobe) -> (f32, f32) {
    let [cue, ..] = lobe.curves(Hand::Right);
    let look = paper_loop::look(RIBBON);
    let neck = curve::point_at(&cue, look.handover);
    let along = curve::heading_at(&cue, look.handover);
    let tip = neck.x + 1.45 * RIBBON * along.x - lobe.centre_x;
    (tip + 2.0, lobe.half_width - 0.68 * lobe.corner)
}

fn name_type(hand: Hand, points: f32) -> Type {
    Type::new(Face::SansSemiBold, points, marks::ink(hand))
}

/// The sign and the name in a gap of the ribbon.
fn tab(pen: &mut Pen<'_>, plan: &Plan, (hand, points): (Hand, f32), name: &str) {
    let set = name_type(hand, points);
    let width = set.width(pen.fonts, name) + SIGN_ROOM + 2.0 * TAB_MARGIN;
    let x = plan.lobe.centre_x + hand.sign() * plan.middle - width / 2.0;
    let top = plan.lobe.top;
    pen.page.add(Shape::Rectangle {
        at: Outline::new(x, top - TAB_HEIGHT / 2.0, width, TAB_HEIGHT),
        radius: 0.0,
        fill: Some(Ink::Paper),
        stroke: None,
    });
    sign(&mut pen.page, hand, Point::new(x + TAB_MARGIN + SIGN, top));
    // Who has no name yet has a sign: no empty words stand beside it.
    if name.is_empty() {
        return;
    }
    let at = Point::new(x + TAB_MARGIN + SIGN_ROOM, top + CAP * set.size() / 2.0);
    let group = pen.group();
    pen.write((set, group), (at, Anchor::Left), name);
    pen.page.reading.push(Reading::Heading(group));
}

fn sentence(pen: &mut Pen<'_>, sheet: &Sheet<'_>, plan: &Plan) {
    let said = &plan.sentence;
    let is_empty = plan.sides.iter().all(|side| side.words.is_empty());
    let nothing = vec![sheet.words.to_fill.clone()];
    let lines = if said.lines.is_empty() && is_empty { &nothing } else { &said.lines };
    if lines.iter().all(String::is_empty) {
        return;
    }
    let group = pen.group();
    for (place, words) in lines.iter().enumerate() {
        let at = Point::new(sheet.size.0 / 2.0, said.first + place as f32 * said.lead);
        pen.write((said.set, group), (at, Anchor::Middle), words);
    }
    pen.page.reading.push(Reading::Paragraph(group));
}
