//! Cuts what stands in rows into strips: tables, facts, turns of a dialogue, layers, a signature.

use super::document::{
    Fact, FirstColumn, Label, LayerRow, Rich, Shows, Signature, Table, Turn,
};
use super::document_blocks::{At, Setter, items, lead_with, rule};
use super::document_strip::{After, Item, Path, Read, Strip, What, keep_two};
use super::document_text::{Style, natural_widths};
use super::page::{Role, straight_line};
use super::{Drawing, Face, Ink, Outline, Point, Shape, Stroke, marks};
use crate::drawing::page::MM_PER_PT;
use std::rc::Rc;

/// Between two cells of a row.
const BETWEEN: f32 = 4.0;
/// A label and its value side by side.
const NARROWEST: f32 = 28.0;
/// A row with more lines than this may be parted.
const MOST_LINES_OF_A_ROW: usize = 12;

impl Setter<'_> {
    /// Labels, each with its value beside it.
    pub fn facts(
        &mut self,
        facts: &[Fact],
        abreast: usize,
        at: At,
        path: &Path,
    ) -> Vec<Item> {
        let shown: Vec<&Fact> =
            facts.iter().filter(|fact| !fact.value.is_blank()).collect();
        let list = self.part(path, Role::List);
        // In a narrow place fewer stand abreast: a value keeps room for its widest letter.
        let most = ((at.width + BETWEEN) / (NARROWEST + BETWEEN)) as usize;
        let abreast = abreast.min(most).max(1);
        let has_names = shown.iter().any(|fact| fact.label.sign.is_some());
        let label_style = if has_names { self.body() } else { self.label_style() };
        let column = (at.width - BETWEEN * (abreast - 1) as f32) / abreast as f32;
        let widest = shown.iter().map(|fact| self.label_width(&fact.label, label_style));
        let indent = widest.fold(0.0, f32::max).min(0.4 * column) + BETWEEN;
        let indent = indent.max(0.22 * column).min((column - 8.0).max(0.5 * column));
        let mut rows = Vec::new();
        for row in shown.chunks(abreast) {
            let mut cells = Vec::new();
            for (place, fact) in row.iter().enumerate() {
                let x = at.x + place as f32 * (column + BETWEEN);
                let at = At { x, width: column };
                cells.push(self.fact(fact, (indent, label_style), at, &list));
            }
            rows.push(row_of(cells));
        }
        // Longer values need more air between them.
        let is_long = rows.iter().any(|row| row.len() > 1);
        let air = if is_long { 0.4 } else { 0.15 };
        let count = rows.len();
        let spaced = rows.into_iter().enumerate().flat_map(|(place, mut row)| {
            keep_near_an_end(&mut row, (place, count));
            self.spaced(row, air)
        });
        spaced.collect()
    }

    fn fact(
        &mut self,
        fact: &Fact,
        (indent, label_style): (f32, Style),
        at: At,
        list: &Path,
    ) -> Vec<Strip> {
        let item = self.part(list, Role::Item);
        let label = self.part(&item, Role::Label);
        let style = match fact.label.sign {
            Some(_) => self.body().faced(Face::SansSemiBold),
            None => label_style,
        };
        let labels = self.label_lines(&fact.label, style, at.to(indent - 2.0), &label);
        let body = self.part(&item, Role::Body);
        let values = self.lines(&fact.value, self.body(), at.from(indent), &body);
        row_of(vec![labels, values])
    }

    pub fn table(&mut self, table: &Table, at: At, path: &Path) -> Vec<Item> {
        if table.rows.is_empty() || table.columns.is_empty() {
            return Vec::new();
        }
        let part = self.part(path, Role::Table);
        let columns = self.column_widths(table, at);
        let mut all = Vec::new();
        let head = self.table_head(table, &columns, at, &part);
        let whole = super::document_flow::stacked(items(head.clone()));
        // A head that takes much of a page is no head to repeat.
        let is_small = whole.height > 0.0 && whole.height < 0.3 * self.room;
        let repeats = is_small.then(|| Rc::new(whole.clone()));
        if is_small {
            all.push(Strip { after: After::Stays, ..whole });
        } else {
            all.extend(head);
        }
        let count = table.rows.len();
        for (place, row) in table.rows.iter().enumerate() {
            let mut strips = self.table_row((table, row), &columns, at, &part);
            keep_near_an_end(&mut strips, (place, count));
            for strip in &mut strips {
                strip.repeats = repeats.clone();
            }
            all.extend(strips);
        }
        items(all)
    }

    fn table_head(
        &mut self,
        table: &Table,
        columns: &[At],
        at: At,
        path: &Path,
    ) -> Vec<Strip> {
        if table.columns.iter().all(|column| column.head.words.is_empty()) {
            return Vec::new();
        }
        let row = self.part(path, Role::Row);
        let mut cells = Vec::new();
        for (column, place) in table.columns.iter().zip(columns) {
            let cell = self.part(&row, Role::ColumnHead);
            let style = match column.head.sign {
                Some(_) => self.label_style().faced(Face::SansSemiBold),
                None => self.label_style(),
            };
            let lines = self.label_lines(&column.head, style, *place, &cell);
            cells.push(or_empty(lines, &cell, self.body().height()));
        }
        let mut strips = row_of(cells);
        if let Some(first) = strips.first_mut() {
            *first = ruled(std::mem::take(first), at);
        }
        strips
    }

    fn table_row(
        &mut self,
        (table, row): (&Table, &[Rich]),
        columns: &[At],
        at: At,
        path: &Path,
    ) -> Vec<Strip> {
        let part = self.part(path, Role::Row);
        let mut cells = Vec::new();
        for (number, place) in columns.iter().enumerate() {
            let is_head = number == 0 && table.first == FirstColumn::NamesTheRow;
            let role = if is_head { Role::RowHead } else { Role::Cell };
            let cell = self.part(&part, role);
            let words = row.get(number).cloned().unwrap_or_default();
            let (style, height) = (self.body(), self.body().height());
            let lines = if is_head {
                self.lines_of(&words, style, *place, &cell)
            } else {
                self.lines(&words, style, *place, &cell)
            };
            cells.push(or_empty(lines, &cell, height));
        }
        let mut strips = row_of(cells);
        let (above, below) = (self.air(0.16), self.air(0.18));
        if let Some(first) = strips.first_mut() {
            *first = ruled(std::mem::take(first).padded(above, 0.0), at);
        }
        if let Some(last) = strips.last_mut() {
            last.height += below;
        }
        if table.to_fill > 0.0 {
            strips = vec![to_fill(strips, table.to_fill, columns)];
        }
        strips
    }

    /// Where the columns of a table stand.
    fn column_widths(&self, table: &Table, at: At) -> Vec<At> {
        let count = table.columns.len();
        let room = (at.width - BETWEEN * (count - 1) as f32).max(1.0);
        let shares: Vec<f32> =
            table.columns.iter().map(|column| column.share.max(0.0)).collect();
        let has_shares = shares.iter().all(|share| *share > 0.0);
        let wanted: Vec<f32> = if has_shares {
            shares
        } else {
            (0..count).map(|place| self.natural_width(table, place, room)).collect()
        };
        let sum: f32 = wanted.iter().sum::<f32>().max(f32::EPSILON);
        let mut x = at.x;
        wanted
            .iter()
            .map(|wanted| {
                let column = At { x, width: (room * wanted / sum).max(1.0) };
                x = column.right() + BETWEEN;
                column
            })
            .collect()
    }

    /// The width that a column's words would like, neither too little nor too much.
    fn natural_width(&self, table: &Table, place: usize, room: f32) -> f32 {
        const MOST_ROWS: usize = 60;
        let body = self.body();
        let cells = table.rows.iter().take(MOST_ROWS).filter_map(|row| row.get(place));
        let widest = cells.map(|cell| natural_widths(self.fonts, cell, body).0);
        let head = table
            .columns
            .get(place)
            .map_or(0.0, |column| self.label_width(&column.head, self.label_style()));
        let even = room / table.columns.len() as f32;
        widest.fold(head, f32::max).clamp(0.35 * even, 2.0 * even)
    }

    /// What was said, each turn beside the name of who said it.
    pub fn turns(&mut self, turns: &[Turn], at: At, path: &Path) -> Vec<Item> {
        let list = self.part(path, Role::List);
        let style = self.body().faced(Face::SansSemiBold);
        let names = turns.iter().map(|turn| self.label_width(&turn.who, style));
        let indent = names.fold(0.0, f32::max).min(0.35 * at.width) + BETWEEN;
        let mut all = Vec::new();
        for turn in
            turns.iter().filter(|turn| !turn.words.is_blank() || !turn.who.is_blank())
        {
            let item = self.part(&list, Role::Item);
            let label = self.part(&item, Role::Label);
            let who = self.label_lines(&turn.who, style, at.to(indent - 2.0), &label);
            let body = self.part(&item, Role::Body);
            let said = self.lines(&turn.words, self.body(), at.from(indent), &body);
            let mut strips = row_of(vec![who, said]);
            keep_two(&mut strips);
            all.extend(self.spaced(strips, 0.55));
        }
        all
    }

    /// The phrases of one side, layer by layer; what stays inside on the ground below the line.
    pub fn layers(&mut self, rows: &[LayerRow], at: At, path: &Path) -> Vec<Item> {
        let list = self.part(path, Role::List);
        let style = self.label_style();
        let widths = rows
            .iter()
            .map(|row| self.label_width(&Label::new(row.label.as_str()), style));
        let indent = widths.fold(0.0, f32::max).min(0.4 * at.width) + BETWEEN;
        let mut all = Vec::new();
        for row in rows.iter().filter(|row| !row.phrases.is_empty()) {
            let item = self.part(&list, Role::Item);
            let label = self.part(&item, Role::Label);
            let words = Rich::plain(row.label.as_str());
            let labels = self.lines_of(&words, style, at.to(indent - 2.0), &label);
            let phrases = self.phrases(row, at.from(indent), &item);
            let mut strips = row_of(vec![labels, phrases]);
            keep_two(&mut strips);
            for (place, strip) in strips.iter_mut().enumerate() {
                let air = if place == 0 { 0.3 * self.lead() } else { 0.0 };
                *strip = std::mem::take(strip).padded(air, 0.0);
                if row.side == Shows::Inside {
                    lay_ground(strip, at);
                }
            }
            all.extend(items(strips));
        }
        all
    }

    fn phrases(&mut self, row: &LayerRow, at: At, item: &Path) -> Vec<Strip> {
        let body = self.part(item, Role::Body);
        let face =
            if row.side == Shows::Inside { Face::SansSemiBold } else { Face::Sans };
        let style = self.body().faced(face);
        let em = style.points * MM_PER_PT;
        let mut strips = Vec::new();
        for phrase in &row.phrases {
            let indent = if phrase.mark.is_some() { 1.3 * em } else { 0.0 };
            let figure = self.part(&body, Role::Figure);
            let words = Rich::plain(phrase.words.as_str());
            let mut lines = self.lines(&words, style, at.from(indent), &body);
            if let Some(mark) = &phrase.mark {
                let mut drawn = Drawing::default();
                let centre = Point::new(at.x + 0.42 * em, style.baseline() - 0.3 * em);
                marks::ownership(&mut drawn, mark.hand, mark.owned, (centre, 0.27 * em));
                let shapes = 0..drawn.shapes.len();
                let what = What::Figure { shapes, says: mark.says.clone() };
                let reads = vec![Read { path: figure, what }];
                let sign = Strip { shapes: drawn.shapes, reads, ..Strip::default() };
                lead_with(&mut lines, vec![sign]);
            }
            strips.extend(lines);
        }
        strips
    }

    pub fn signature(&mut self, signature: &Signature, at: At, path: &Path) -> Vec<Item> {
        let pad = 5.0_f32.min(0.1 * at.width);
        let half = (at.width - 2.0 * pad) * 0.5;
        let left = At { x: at.x + pad, width: half };
        let right = At { x: left.right() + BETWEEN, width: half - BETWEEN };
        let small = Style::new(Face::Sans, self.scale.label, 1.35 * self.scale.label);
        let name = self.body().faced(Face::SansSemiBold);
        let mut signed =
            self.lines(&Rich::plain(signature.name.as_str()), name, left, path);
        for line in &signature.lines {
            let words = Rich::plain(line.as_str());
            signed.extend(self.lines(&words, small.quiet(), left, path));
        }
        let mut record = Vec::new();
        for line in &signature.record {
            let words = Rich::plain(line.as_str());
            record.extend(self.lines(&words, small.quiet(), right, path));
        }
        let mut whole = super::document_flow::stacked(items(signed.clone()));
        let both = [signed, record.clone()].concat();
        let record = super::document_flow::stacked(items(record));
        let sign_room = 14.0;
        let mut strip = Strip::default();
        whole = whole.padded(sign_room + 1.2, 0.0);
        let ends = [left.x, left.right()].map(|x| Point::new(x, sign_room));
        let line = straight_line((ends[0], ends[1]), Stroke::solid(Ink::Ink, 0.35));
        whole.shapes.push(line);
        strip.lay_beside(whole, 0.0);
        strip.lay_beside(record, sign_room - 2.0);
        let mut strip = strip.padded(0.0, 4.0);
        if strip.height > self.room {
            return items(both);
        }
        strip.shapes.push(Shape::Rectangle {
            at: Outline::new(at.x, 0.0, at.width, strip.height),
            radius: 2.5,
            fill: None,
            stroke: Some(Stroke::solid(Ink::Ink, 0.4)),
        });
        vec![Item::Strip(strip)]
    }
}

/// Cells side by side, line by line.
fn row_of(cells: Vec<Vec<Strip>>) -> Vec<Strip> {
    let mut rows: Vec<Strip> = Vec::new();
    for cell in cells {
        for (place, strip) in cell.into_iter().enumerate() {
            match rows.get_mut(place) {
                Some(row) => row.lay_beside(strip, 0.0),
                None => rows.push(strip),
            }
        }
    }
    if rows.len() > MOST_LINES_OF_A_ROW {
        keep_two(&mut rows);
    } else if let [before @ .., _] = rows.as_mut_slice() {
        for strip in before {
            strip.after = After::Stays;
        }
    }
    rows
}

/// A row to write in: lines between its columns.
fn to_fill(strips: Vec<Strip>, least: f32, columns: &[At]) -> Strip {
    let mut whole = super::document_flow::stacked(items(strips));
    whole.height = whole.height.max(least);
    for column in columns.iter().skip(1) {
        let x = column.x - BETWEEN / 2.0;
        let ends = (Point::new(x, 0.0), Point::new(x, whole.height));
        whole.shapes.push(straight_line(ends, Stroke::solid(Ink::Hair, 0.25)));
    }
    whole
}

/// An empty cell is still a cell.
fn or_empty(lines: Vec<Strip>, path: &Path, height: f32) -> Vec<Strip> {
    if !lines.is_empty() {
        return lines;
    }
    vec![Strip { height, reads: vec![path.nothing()], ..Strip::default() }]
}

/// No row stands alone at the foot of a page or at the head of one.
fn keep_near_an_end(row: &mut [Strip], (place, count): (usize, usize)) {
    let is_near_an_end = place == 0 || place + 2 == count;
    if let Some(last) = row.last_mut().filter(|_| is_near_an_end && place + 1 < count) {
        last.after = After::Stays;
    }
}

/// A strip with a hairline over it.
fn ruled(mut strip: Strip, at: At) -> Strip {
    let line = rule(at, Ink::Hair, 0.25);
    strip.shapes.extend(line.shapes);
    strip
}

/// The tint of what stays inside, under everything.
fn lay_ground(strip: &mut Strip, at: At) {
    let ground = Shape::Rectangle {
        // A hair higher than the strip, so that no white shows between two.
        at: Outline::new(at.x - 1.5, 0.0, at.width + 3.0, strip.height + 0.05),
        radius: 0.0,
        fill: Some(Ink::LobeDeep),
        stroke: None,
    };
    strip.shapes.insert(0, ground);
    for read in &mut strip.reads {
        if let What::Figure { shapes, .. } = &mut read.what {
            *shapes = shapes.start + 1..shapes.end + 1;
        }
    }
}
