//! Fills a template with what is known: its blocks become the blocks of a text.

use super::fields::{self, Values};
use super::known::{Entry, Known, Lists};
use super::markdown;
use super::template::{Audience, Block, Orientation, Template, Words};
use super::template_block::{
    ColumnHead, ColumnOf, FacingManner, FacingWords, Ground, Side,
};
use super::text_figures;
use crate::drawing::document::{
    self as text, Check, Column, Document, FacingRow, FacingVoice, Fact, Figure,
    FirstColumn, Label, Letterhead, Level, Manner, Marker, Rich, Scale, Sheet, Span,
    Table, Ticked, Tint, Turn, Voice,
};
use crate::drawing::lobe::Hand;
use crate::drawing::worksheet_loop::{self, LoopLabels};
use crate::drawing::{Fonts, Paper};
use std::cell::Cell;
use std::rc::Rc;

/// After this many blocks a text is broken off; it would be far longer than the most pages.
const MOST_BLOCKS: usize = 20_000;
/// After this many bytes of words likewise: five hundred pages hold less.
const MOST_LETTERS: usize = 4_000_000;
/// Room between two columns, and the least that a picture in one of them takes.
const BETWEEN_COLUMNS: f32 = 10.0;
const NARROWEST_COLUMN: f32 = 20.0;
/// A worksheet has this many lines at most.
const MOST_WRITING_LINES: usize = 200;

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

/// What may be named at one place of a template.
#[derive(Clone)]
struct Scope<'l> {
    values: Values,
    /// The innermost last.
    lists: Vec<&'l Lists>,
    /// How many letters were made so far, everywhere.
    letters: Rc<Cell<usize>>,
}

impl<'l> Scope<'l> {
    fn with(&self, entry: &'l Entry) -> Self {
        let mut scope = self.clone();
        scope.values.extend(entry.values.iter().map(|(name, it)| (*name, it.clone())));
        scope.lists.push(&entry.lists);
        scope
    }

    fn count(&self, words: &str) {
        self.letters.set(self.letters.get().saturating_add(words.len()));
    }

    fn is_too_long(&self) -> bool {
        self.letters.get() > MOST_LETTERS
    }

    fn has(&self, name: &str) -> bool {
        let value = self.values.get(name).is_some_and(|value| !value.trim().is_empty());
        value || !self.entries(name).is_empty()
    }

    fn entries(&self, name: &str) -> &'l [Entry] {
        let lists = self.lists.iter().rev();
        lists.copied().find_map(|lists| lists.get(name)).map_or(&[], Vec::as_slice)
    }

    fn fill(&self, words: &Words) -> String {
        let filled = words.fill(&self.values);
        self.count(&filled);
        filled
    }

    fn fill_all(&self, words: &[Words]) -> Vec<String> {
        let filled = words.iter().map(|words| self.fill(words));
        filled.filter(|words| !words.trim().is_empty()).collect()
    }

    fn rich(&self, words: &Words) -> Rich {
        let chosen = words.choose(&self.values);
        let rich = chosen.map(|words| markdown::rich(words, &self.values));
        let rich = rich.unwrap_or_default();
        rich.0.iter().for_each(|span| self.count(&span.words));
        rich
    }

    /// Words that begin with a partner's name get that partner's sign.
    fn label(&self, words: &Words) -> Label {
        let Some(chosen) = words.choose(&self.values) else { return Label::default() };
        let hand = match self.values.get("turn.side").map(String::as_str) {
            _ if chosen.starts_with("{left.name}") => Some(Hand::Left),
            _ if chosen.starts_with("{right.name}") => Some(Hand::Right),
            Some("left") if chosen.starts_with("{turn.who}") => Some(Hand::Left),
            Some("right") if chosen.starts_with("{turn.who}") => Some(Hand::Right),
            _ => None,
        };
        let fill = |words: &str| {
            let filled = fields::fill(words, &self.values).unwrap_or_default();
            self.count(&filled);
            filled
        };
        match (hand, chosen.find('}')) {
            (Some(hand), Some(end)) => {
                let (name, then) = chosen.split_at(end + 1);
                let then = fill(then).trim_start().to_owned();
                Label { then, ..Label::of(hand, fill(name)) }
            }
            _ => Label::new(fill(chosen)),
        }
    }
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
            Block::Together(blocks) => {
                all.push(text::Block::Together(self.blocks(blocks, scope)));
            }
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

/// Blocks of running words.
fn words_block(block: &Block, scope: &Scope<'_>) -> Option<text::Block> {
    let heading = |level, words: &Words, beside| text::Block::Heading {
        level,
        words: scope.label(words),
        beside,
    };
    let said = |words: &Words, manner| text::Block::Paragraph(scope.rich(words), manner);
    Some(match block {
        Block::Title(words) => {
            text::Block::Title { words: scope.fill(words), beside: String::new() }
        }
        Block::TitleWith { title, beside } => {
            text::Block::Title { words: scope.fill(title), beside: scope.fill(beside) }
        }
        Block::TitleInTheMiddle(words) => text::Block::MiddleTitle(scope.fill(words)),
        Block::Line(words) => text::Block::Line(scope.rich(words)),
        Block::Heading(words) => heading(Level::Section, words, String::new()),
        Block::HeadingWith { heading: words, beside } => {
            heading(Level::Section, words, scope.fill(beside))
        }
        Block::SubHeading(words) => heading(Level::Part, words, String::new()),
        Block::Said(words) => said(words, Manner::Said),
        Block::SaidInTheMiddle(words) => said(words, Manner::SaidInTheMiddle),
        Block::InTheMiddle(words) => said(words, Manner::Centred),
        Block::Small(words) => said(words, Manner::Small),
        Block::Blanks(parts) => text::Block::Blanks(parts_of(parts, scope), Manner::Said),
        Block::TitleBlanks(parts) => {
            text::Block::Blanks(parts_of(parts, scope), Manner::Title)
        }
        Block::Rule => text::Block::Rule,
        Block::PageBreak => text::Block::PageBreak,
        _ => return None,
    })
}

/// Blocks that stand in rows.
fn rows_block(block: &Block, scope: &Scope<'_>) -> Option<text::Block> {
    let all = |words: &[Words]| words.iter().map(|words| scope.rich(words)).collect();
    Some(match block {
        Block::Points(points) => text::Block::List(Marker::Dot, all(points)),
        Block::Numbers(points) => text::Block::List(Marker::Number, all(points)),
        Block::Checks(points) => {
            let check = |words| Check { words: scope.rich(words), state: Ticked::Blank };
            text::Block::Checks(points.iter().map(check).collect())
        }
        Block::Facts { abreast, facts } => {
            let fact = |(label, value): &(Words, Words)| Fact {
                label: scope.label(label),
                value: scope.rich(value),
            };
            let facts = facts.iter().map(fact).collect();
            text::Block::Facts { facts, abreast: (*abreast).clamp(1, 4) }
        }
        Block::Table { columns, rows } => fixed_table((columns, rows), scope),
        Block::TableToFill { .. } => table_to_fill(block, scope),
        Block::TableOf { list, columns } => table_of((list, columns), scope),
        Block::Facing(rows) => {
            text::Block::Facing(rows.iter().map(|row| facing(row, scope)).collect())
        }
        Block::Turns(list) => text::Block::Turns(turns(list, scope)),
        Block::WritingLines { label, count } => text::Block::WritingLines {
            label: scope.label(label),
            count: (*count).min(MOST_WRITING_LINES),
        },
        Block::Signature { name, lines, record } => {
            text::Block::Signature(text::Signature {
                name: scope.fill(name),
                lines: scope.fill_all(lines),
                record: scope.fill_all(record),
            })
        }
        _ => return None,
    })
}

fn facing(row: &FacingWords, scope: &Scope<'_>) -> FacingRow {
    let voice = match row.voice {
        FacingManner::Plain => FacingVoice::Plain,
        FacingManner::Tender => FacingVoice::Tender,
        FacingManner::Said => FacingVoice::Said,
    };
    let words = [&row.left, &row.right].map(|words| scope.rich(words));
    FacingRow { label: scope.rich(&row.label), words, voice }
}

/// The words between blanks: an empty one means that a blank comes first or last.
fn parts_of(parts: &[Words], scope: &Scope<'_>) -> Vec<String> {
    parts.iter().map(|words| scope.fill(words)).collect()
}

fn fixed_table(
    (columns, rows): (&[ColumnHead], &[Vec<Words>]),
    scope: &Scope<'_>,
) -> text::Block {
    let column = |column: &ColumnHead| Column {
        head: scope.label(&column.head),
        share: column.share,
    };
    let row = |row: &Vec<Words>| row.iter().map(|words| scope.rich(words)).collect();
    text::Block::Table(Table {
        columns: columns.iter().map(column).collect(),
        rows: rows.iter().map(row).collect(),
        first: FirstColumn::NamesTheRow,
        to_fill: 0.0,
    })
}

/// Rows to write in by hand.
fn table_to_fill(block: &Block, scope: &Scope<'_>) -> text::Block {
    let Block::TableToFill { heads, shares, rows, height } = block else {
        return text::Block::Rule;
    };
    let shares = shares.iter().copied().chain(std::iter::repeat(1.0));
    let columns = heads.iter().zip(shares);
    let column = |(head, share): (&Words, f32)| Column { head: scope.label(head), share };
    text::Block::Table(Table {
        columns: columns.map(column).collect(),
        rows: rows.iter().map(|words| vec![scope.rich(words)]).collect(),
        first: FirstColumn::NamesTheRow,
        to_fill: if height.is_finite() { height.clamp(5.0, 100.0) } else { 12.0 },
    })
}

fn table_of((list, columns): (&str, &[ColumnOf]), scope: &Scope<'_>) -> text::Block {
    let column = |column: &ColumnOf| Column {
        head: scope.label(&column.head),
        share: column.share,
    };
    let row = |entry: &Entry| {
        let scope = scope.with(entry);
        columns.iter().map(|column| scope.rich(&column.words)).collect()
    };
    text::Block::Table(Table {
        columns: columns.iter().map(column).collect(),
        rows: scope.entries(list).iter().map(row).collect(),
        first: FirstColumn::NamesTheRow,
        to_fill: 0.0,
    })
}

/// What was said, and in round brackets what was seen before it.
fn turns(list: &str, scope: &Scope<'_>) -> Vec<Turn> {
    let who = Words(vec!["{turn.who}".to_owned()]);
    let turn = |entry: &Entry| {
        let scope = scope.with(entry);
        let value =
            |name: &str| scope.values.get(name).map(|v| v.trim()).unwrap_or_default();
        let (said, seen) = (value("turn.words"), value("turn.seen"));
        let mut words = Rich::default();
        if !seen.is_empty() {
            let space = if said.is_empty() { "" } else { " " };
            let aside = format!("({seen}){space}");
            words.0.push(Span { words: aside, voice: Voice::Aside });
        }
        words.0.push(Span { words: said.to_owned(), voice: Voice::Plain });
        Turn { who: scope.label(&who), words }
    };
    scope.entries(list).iter().map(turn).collect()
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
