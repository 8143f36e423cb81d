//! Fills a template with what is known: its blocks become the blocks of a text.

use super::fields::Values;
use super::known::Known;
use super::markdown;
use super::template::{Audience, Block, Orientation, Template, Words};
use super::template_block::{Ground, Side};
use super::text_figures;
use super::text_rows::{rows_block, words_block};
use super::text_scope::Scope;
use crate::drawing::document::{
    self as text, Document, Figure, Letterhead, Scale, Sheet, Tint,
};
use crate::drawing::lobe::Hand;
use crate::drawing::worksheet_loop::{self, LoopLabels};
use crate::drawing::{Fonts, Paper};
use std::cell::Cell;
use std::rc::Rc;

/// After this many blocks a text is broken off; it would be far longer than the most pages.
const MOST_BLOCKS: usize = 20_000;
/// Room between two columns, and the least that a picture in one of them takes.
const BETWEEN_COLUMNS: f32 = 10.0;
const NARROWEST_COLUMN: f32 = 20.0;

/// The text that a template makes of what is known; none if it is far too long.
pub fn document(
    template: &Template,
    known: &Known<'_>,
    (values, paper): (&Values, Paper),
    fonts: &Fonts,
) -> Option<Document> {
    let sheet = sheet(template, paper);
    let lists = known.lists();
    let letters = Rc::new(Cell::new(0));
    let scope = Scope { values: values.clone(), lists: vec![&lists], letters };
    let mut filler = Filler {
        known,
        fonts,
        width: sheet.text_width(),
        height: sheet.text_height(),
        made: 0,
        head: Head::default(),
    };
    let blocks = filler.blocks(&template.blocks, &scope);
    let scale = match template.audience {
        Audience::Couple => Scale::CLIENT,
        Audience::Practice | Audience::Record | Audience::Supervisor => Scale::RECORD,
    };
    let is_half = matches!(template.paper, Orientation::HalfSheet | Orientation::TwoUp);
    let scale = if is_half { Scale::HALF_SHEET } else { scale };
    let title = match template.paper {
        Orientation::Landscape => scale.title.min(22.0),
        _ => scale.title,
    };
    let scale = Scale { title, ..scale };
    let Head { letterhead, running } = filler.head;
    let is_whole = filler.made < MOST_BLOCKS && !scope.is_too_long();
    is_whole.then_some(Document { sheet, scale, letterhead, running, blocks })
}

fn sheet(template: &Template, paper: Paper) -> Sheet {
    let mut sheet = match template.paper {
        Orientation::Portrait => Sheet::portrait(paper),
        Orientation::Landscape => Sheet::landscape(paper),
        Orientation::HalfSheet | Orientation::TwoUp => Sheet::half(paper),
    };
    let is_upright = template.paper == Orientation::Portrait;
    if template.audience != Audience::Couple && is_upright {
        sheet = sheet.for_a_binder();
    }
    if let Some(margins) = template.margins {
        (sheet.left, sheet.right) = (margins.left, margins.right);
        (sheet.top, sheet.foot) = (margins.top, margins.foot);
    }
    sheet
}

#[derive(Default)]
struct Head {
    letterhead: Letterhead,
    running: [String; 2],
}

struct Filler<'a> {
    known: &'a Known<'a>,
    fonts: &'a Fonts,
    /// Of the text on a sheet.
    width: f32,
    height: f32,
    /// How many blocks were made so far.
    made: usize,
    head: Head,
}

impl Filler<'_> {
    fn blocks(&mut self, blocks: &[Block], scope: &Scope<'_>) -> Vec<text::Block> {
        let mut all = Vec::new();
        for block in blocks {
            if self.made >= MOST_BLOCKS || scope.is_too_long() {
                break;
            }
            self.made += 1;
            self.block(block, scope, &mut all);
        }
        all
    }

    /// Blocks side by side: a picture is as wide as its column.
    fn columns(
        &mut self,
        (columns, shares): (Vec<&[Block]>, &[f32]),
        scope: &Scope<'_>,
    ) -> Vec<Vec<text::Block>> {
        let whole = self.width;
        let gutters = BETWEEN_COLUMNS * columns.len().saturating_sub(1) as f32;
        let total: f32 = shares.iter().sum();
        let mut set = Vec::new();
        for (blocks, share) in columns.into_iter().zip(shares) {
            let part = (whole - gutters) * share / total;
            let is_wide = part.is_finite() && part > NARROWEST_COLUMN;
            self.width = if is_wide { part.min(whole) } else { NARROWEST_COLUMN };
            set.push(self.blocks(blocks, scope));
        }
        self.width = whole;
        set
    }

    fn figures(&self, block: &Block, scope: &Scope<'_>) -> Vec<text::Block> {
        let room = ((self.width, self.height), self.fonts);
        text_figures::blocks(block, self.known, room, &|words| scope.fill(words))
    }

    fn each(
        &mut self,
        (list, blocks): (&str, &[Block]),
        scope: &Scope<'_>,
        all: &mut Vec<text::Block>,
    ) {
        for entry in scope.entries(list) {
            // Rounds that make nothing count too, or rounds in rounds had no end.
            self.made += 1;
            if self.made >= MOST_BLOCKS || scope.is_too_long() {
                break;
            }
            self.joined(blocks, &scope.with(entry), all);
        }
    }

    /// Blocks that go on where the ones before ended.
    fn joined(
        &mut self,
        blocks: &[Block],
        scope: &Scope<'_>,
        all: &mut Vec<text::Block>,
    ) {
        for made in self.blocks(blocks, scope) {
            join(all, made);
        }
    }

    /// The template's words, then the practice's own lines and its logo.
    fn letterhead(
        &self,
        (name, lines): (&Words, &[Words]),
        scope: &Scope<'_>,
    ) -> Letterhead {
        let (name, mut lines) = (scope.fill(name), scope.fill_all(lines));
        let practice = self.known.practice();
        lines.extend(practice.into_iter().flat_map(|it| it.lines.clone()));
        let logo = practice.and_then(|it| it.logo.clone());
        Letterhead { name, lines, logo }
    }

    fn block(&mut self, block: &Block, scope: &Scope<'_>, all: &mut Vec<text::Block>) {
        match block {
            Block::Each { list, blocks } => self.each((list, blocks), scope, all),
            Block::When { has, blocks } if scope.has(has) => {
                self.joined(blocks, scope, all);
            }
            Block::Unless { has, blocks } if !scope.has(has) => {
                all.extend(self.blocks(blocks, scope));
            }
            Block::Letterhead { name, lines } => {
                self.head.letterhead = self.letterhead((name, lines), scope);
            }
            Block::Running { left, right } => {
                self.head.running = [scope.fill(left), scope.fill(right)];
            }
            Block::Text(words) => {
                let chosen = words.choose(&scope.values).unwrap_or_default();
                scope.count(chosen);
                all.extend(markdown::blocks(chosen, &scope.values));
            }
            Block::Columns(columns) => {
                let shares = vec![1.0; columns.len()];
                let columns = columns.iter().map(Vec::as_slice).collect();
                let columns = self.columns((columns, &shares), scope);
                all.push(text::Block::Columns(columns));
            }
            Block::Band { ground, blocks } => {
                let blocks = self.blocks(blocks, scope);
                all.push(text::Block::Band(tint(*ground), blocks));
            }
            Block::Together(blocks) => all.extend(self.together(blocks, scope)),
            Block::AtFoot(blocks) => {
                all.push(text::Block::AtFoot(self.blocks(blocks, scope)));
            }
            Block::Phrases(side) => {
                all.push(text::Block::Layers(self.known.layers(hand(*side))));
            }
            Block::Beside(columns) => {
                let shares: Vec<f32> = columns.iter().map(|it| it.share).collect();
                let columns = columns.iter().map(|it| it.blocks.as_slice()).collect();
                let set = self.columns((columns, &shares), scope);
                all.push(text::Block::Beside(shares.into_iter().zip(set).collect()));
            }
            Block::Loop { .. }
            | Block::Pair { .. }
            | Block::StepsPath(_)
            | Block::Plots
            | Block::Charts(_)
            | Block::CourseLine(_)
            | Block::DayBoxes { .. } => {
                all.extend(self.figures(block, scope));
            }
            Block::LoopToFill { .. } => all.push(self.loop_to_fill(block, scope)),
            _ => {
                all.extend(
                    words_block(block, scope).or_else(|| rows_block(block, scope)),
                );
            }
        }
    }

    /// A heading that is kept together with nothing names nothing.
    fn together(&mut self, blocks: &[Block], scope: &Scope<'_>) -> Option<text::Block> {
        let filled = self.blocks(blocks, scope);
        let is_heading = |it: &text::Block| matches!(it, text::Block::Heading { .. });
        (!filled.iter().all(is_heading)).then_some(text::Block::Together(filled))
    }

    fn loop_to_fill(&self, block: &Block, scope: &Scope<'_>) -> text::Block {
        let Block::LoopToFill { says, name, shows, inside, above, below } = block else {
            return text::Block::Rule;
        };
        let labels = LoopLabels {
            name: scope.fill(name),
            shows: scope.fill(shows),
            inside: scope.fill(inside),
            above: scope.fill_all(above),
            below: scope.fill_all(below),
        };
        let drawing = worksheet_loop::draw(&labels, self.width, self.fonts);
        text::Block::Figure(Figure { drawing, says: scope.fill(says) })
    }
}

/// Boxes to tick that follow each other are one list.
fn join(all: &mut Vec<text::Block>, block: text::Block) {
    match (all.last_mut(), block) {
        (Some(text::Block::Checks(before)), text::Block::Checks(more)) => {
            before.extend(more);
        }
        (_, block) => all.push(block),
    }
}

fn hand(side: Side) -> Hand {
    match side {
        Side::Left => Hand::Left,
        Side::Right => Hand::Right,
    }
}

fn tint(ground: Ground) -> Tint {
    match ground {
        Ground::Gold => Tint::Gold,
        Ground::Rose => Tint::Rose,
        Ground::Green => Tint::Green,
        Ground::Below => Tint::Below,
        Ground::Frame => Tint::Frame,
        Ground::Bar => Tint::Bar,
    }
}
