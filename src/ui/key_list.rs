//! The list of keys: those of the screen, and those that work everywhere. Keys go on working under it.

use super::command::Command;
use super::icon::Icon;
use super::keys::{self, Keys, Live, Where};
use super::look::{self, Scale, space};
use super::widget_button::IconButton;
use super::widget_ground::floating_frame;
use super::widget_key_cap::{Cap, key_cap_size, paint_key_cap};
use crate::drawing::{Face, Ink};
use egui::{
    Align2, Area, Id, Order, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2,
};
use strum::VariantArray as _;

/// The most room that words take before they go on in a second line.
const WORDS: f32 = 300.0;
const GAP: f32 = space::XL;

/// What a column says: its heading, and keys with what they do.
type Column = (&'static str, Rows);
type Rows = Vec<(String, &'static str)>;

/// A column as it is laid out: what it says, the room for its caps, and its width.
type Placed<'a> = (&'a Column, f32, f32);

/// Shows the keys of a screen; false once they are put away.
pub fn key_list_ui(ui: &Ui, place: Where) -> bool {
    let room = ui.ctx().content_rect().shrink(space::XL);
    let most = room.width() - 2.0 * space::XL;
    let columns = columns(&keys::of(ui), place);
    let columns = in_room(ui, columns, most);
    let placed = placed(ui, &columns, most);
    let mut is_open = true;
    Area::new(Id::unique("key list"))
        .order(Order::Foreground)
        .anchor(Align2::CENTER_CENTER, vec2(0.0, 0.0))
        .show(ui.ctx(), |ui| {
            floating_frame(ui).show(ui, |ui| {
                let width = whole_width(&placed);
                ui.set_width(width);
                is_open = title_ui(ui, width);
                let height = room.height() - 130.0;
                ScrollArea::vertical().max_height(height).show(ui, |ui| {
                    ui.spacing_mut().item_spacing.x = GAP;
                    ui.horizontal_top(|ui| {
                        for (column, caps, width) in &placed {
                            ui.vertical(|ui| {
                                ui.set_width(*width);
                                column_ui(ui, column, *caps);
                            });
                        }
                    });
                });
            });
        });
    is_open
}

/// Where there is room, the long last column goes on beside itself.
fn in_room(ui: &Ui, mut columns: Vec<Column>, most: f32) -> Vec<Column> {
    let Some((title, rows)) = columns.last_mut() else { return columns };
    let title = *title;
    let rest = rows.split_off(rows.len().div_ceil(2));
    columns.push(("", rest));
    if whole_width(&placed(ui, &columns, f32::INFINITY)) <= most {
        return columns;
    }
    let rest = columns.pop().map(|(_, rows)| rows).unwrap_or_default();
    if let Some((last, rows)) = columns.last_mut() {
        *last = title;
        rows.extend(rest);
    }
    columns
}

fn whole_width(placed: &[Placed<'_>]) -> f32 {
    let gaps = GAP * placed.len().saturating_sub(1) as f32;
    placed.iter().map(|(.., width)| width).sum::<f32>() + gaps
}

/// Each as wide as its words are, as long as all have room.
fn placed<'a>(ui: &Ui, columns: &'a [Column], most: f32) -> Vec<Placed<'a>> {
    let natural = |column: &'a Column| {
        let widest = |widths: &mut dyn Iterator<Item = f32>| widths.fold(0.0, f32::max);
        let rows = &column.1;
        let caps = widest(&mut rows.iter().map(|(cap, _)| key_cap_size(ui, cap).x));
        let words =
            |(_, what): &(String, &str)| look::line(ui, what, STYLE, WORDS).size().x;
        let caps = caps + space::M;
        (column, caps, caps + widest(&mut rows.iter().map(words)) + 1.0)
    };
    let mut placed: Vec<Placed<'_>> = columns.iter().map(natural).collect();
    let gaps = GAP * columns.len().saturating_sub(1) as f32;
    let share = (most - gaps) / (whole_width(&placed) - gaps).max(1.0);
    if share < 1.0 {
        for (.., width) in &mut placed {
            *width *= share;
        }
    }
    placed
}

const STYLE: (Scale, Face, Ink) = (Scale::Chip, Face::Sans, Ink::Ink);

fn title_ui(ui: &mut Ui, width: f32) -> bool {
    let mut is_open = true;
    ui.horizontal(|ui| {
        look::label(ui, "Keys", (Scale::Title, Face::SerifSemiBold, Ink::Ink));
        ui.add_space(width - ui.min_rect().width() - 36.0 - space::S);
        let close = IconButton::new(Icon::Close, "Put the keys away").key("Esc");
        is_open = !close.show(ui).clicked();
    });
    is_open
}

fn columns(keys: &Keys, place: Where) -> Vec<Column> {
    let is_next = |live: &Live| match place {
        Where::Talks => matches!(live, Live::Left | Live::Right),
        Where::Readings => live.home() == Where::Readings,
        Where::Access => live.home() == Where::Access,
        _ => live.corrects() || *live == Live::ToTray,
    };
    let here = Live::VARIANTS.iter().copied().filter(|live| live.works_on(place));
    let (next, last): (Vec<Live>, Vec<Live>) =
        here.filter(|live| *live != Live::KeyList).partition(is_next);
    let of = |lives: Vec<Live>| -> Rows {
        lives.into_iter().map(|live| (keys.cap(live), live.label())).collect()
    };
    let (mut begin, mut change) = (of(next), of(last));
    let titles = match place {
        Where::Talks => {
            add_of_talks(keys, (&mut begin, &mut change));
            ("The next turn", "The chosen turn, and the talk")
        }
        Where::Readings => ("The sheets", "The chosen phrase"),
        Where::Access => {
            change.push(("↑ ↓".to_owned(), "Go through the list"));
            change.push(("Shift I".to_owned(), "Include the open ones of this group"));
            ("The chosen item", "The list")
        }
        Where::Map | Where::NewLoop => {
            let layer = if place == Where::Map { Live::Cue } else { Live::Reach };
            add_of_phrases(keys, layer, (&mut begin, &mut change));
            ("The next phrase", "The last phrase, or the chosen one")
        }
    };
    let everywhere =
        Command::all().iter().map(|command| (keys.cap(*command), command.label()));
    let columns =
        [(titles.0, begin), (titles.1, change), ("Everywhere", everywhere.collect())];
    let with_key = |(title, rows): Column| {
        (title, rows.into_iter().filter(|(cap, _)| !cap.is_empty()).collect())
    };
    columns.into_iter().map(with_key).collect()
}

fn add_of_phrases(keys: &Keys, layer: Live, (begin, change): (&mut Rows, &mut Rows)) {
    begin.push(("Enter".to_owned(), "Keep the words"));
    begin.push(("“".to_owned(), "Before the words: the client’s own"));
    change.push((shift_and_partner(keys), "The last phrase is this partner’s"));
    change.push((
        format!("Shift+{} …", keys.cap(layer)),
        "The last phrase belongs to this layer",
    ));
}

fn add_of_talks(keys: &Keys, (begin, change): (&mut Rows, &mut Rows)) {
    let fixed = [
        ("Enter", "Keep the turn; the other answers"),
        ("Ctrl+Enter", "Keep the turn; the same one goes on"),
        ("Tab", "What is seen beside the words"),
    ];
    begin.extend(fixed.map(|(cap, what)| (cap.to_owned(), what)));
    change.push((shift_and_partner(keys), "The chosen turn is this partner’s"));
}

fn shift_and_partner(keys: &Keys) -> String {
    format!("Shift+{} {}", keys.cap(Live::Left), keys.cap(Live::Right))
}

fn column_ui(ui: &mut Ui, (title, rows): &Column, caps: f32) {
    ui.spacing_mut().item_spacing.y = space::XS;
    look::label(ui, title, (Scale::Label, Face::SansSemiBold, Ink::Ink2));
    ui.add_space(space::XS);
    for (cap, what) in rows {
        row_ui(ui, (cap, what), caps);
    }
}

fn row_ui(ui: &mut Ui, (cap, what): (&str, &str), caps: f32) {
    let words = look::galley(ui, what, STYLE, ui.available_width() - caps);
    let size = vec2(ui.available_width(), words.size().y.max(20.0));
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response
        .widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{what}: {cap}")));
    let centre = pos2(rect.left() + key_cap_size(ui, cap).x / 2.0, rect.top() + 10.0);
    paint_key_cap(ui, ui.painter(), centre, (cap, Cap::Outlined));
    ui.painter().galley(
        rect.left_top() + vec2(caps, 0.0),
        words,
        look::ink(ui, Ink::Ink),
    );
}
