//! Who did what in the practice: a plain list, the newest first, without a word of any couple.

use super::gate_command::GateCommand;
use super::icon::Icon;
use super::look::{self, Scale, space};
use super::widget_button::Button;
use super::widget_ground;
use crate::drawing::{Face, Ink};
use egui::{Align, Layout, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, vec2};

/// One line of the list, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    pub at: String,
    pub by: String,
    /// Empty for what concerns no couple.
    pub code_name: String,
    pub did: String,
}

const HEADING: (Scale, Face, Ink) = (Scale::Heading, Face::SerifSemiBold, Ink::Ink);
const WORDS: (Scale, Face, Ink) = (Scale::Interface, Face::Sans, Ink::Ink);
const CODE: (Scale, Face, Ink) = (Scale::Interface, Face::SansSemiBold, Ink::Ink);
const SMALL: (Scale, Face, Ink) = (Scale::Chip, Face::Sans, Ink::Ink2);
const ROW: f32 = 34.0;
const WHEN: f32 = 190.0;
const COUPLE: f32 = 150.0;
const WIDEST: f32 = 1000.0;

/// Shows the page; false once it is left.
pub fn audit_ui(ui: &mut Ui, rows: &[AuditRow], asked: &mut Vec<GateCommand>) -> bool {
    let room = ui.available_rect_before_wrap().shrink2(vec2(space::XL, space::L));
    let room = room.with_max_x(room.right().min(room.left() + WIDEST));
    let (head, below) = room.split_top_bottom_at_y(room.top() + 52.0);
    let stays = head_ui(&mut child(ui, head), asked);
    let ui = &mut child(ui, below);
    widget_ground::card(ui, 16, |ui| {
        ui.set_width(ui.available_width());
        let words = "What was opened, changed, signed, printed and written out, and by whom. \
                     Each entry is sealed and can neither be changed nor removed.";
        look::label(ui, words, SMALL);
        ui.add_space(space::S);
        ui.spacing_mut().item_spacing.y = 0.0;
        let list = ScrollArea::vertical().id_salt("who did what").auto_shrink(false);
        list.show_rows(ui, ROW, rows.len(), |ui, shown| {
            for row in rows.get(shown).unwrap_or_default() {
                row_ui(ui, row);
            }
        });
    });
    stays
}

fn child(ui: &mut Ui, rect: egui::Rect) -> Ui {
    let layout = Layout::top_down(Align::Min);
    ui.new_child(UiBuilder::new().max_rect(rect).layout(layout))
}

fn head_ui(ui: &mut Ui, asked: &mut Vec<GateCommand>) -> bool {
    ui.horizontal(|ui| {
        let back = Button::quiet("Settings").icon(Icon::Left).show(ui).clicked();
        ui.add_space(space::S);
        look::label(ui, "Who did what", HEADING);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if Button::plain("Save as a text…").show(ui).clicked() {
                asked.push(GateCommand::SaveAudit);
            }
        });
        !back
    })
    .inner
}

/// When, which couple, what; by whom at the right.
fn row_ui(ui: &mut Ui, row: &AuditRow) {
    let size = vec2(ui.available_width(), ROW);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let said = format!("{} {} {} {}", row.at, row.code_name, row.did, row.by);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, said.as_str()));
    let by = look::line(ui, &row.by, SMALL, 180.0);
    let did = rect.width() - WHEN - COUPLE - by.size().x - space::M;
    let cells = [
        (0.0, look::line(ui, &row.at, SMALL, WHEN - space::M)),
        (WHEN, look::line(ui, &row.code_name, CODE, COUPLE - space::M)),
        (WHEN + COUPLE, look::line(ui, &row.did, WORDS, did)),
        (rect.width() - by.size().x, by),
    ];
    for (x, words) in cells {
        let at = rect.left_center() + vec2(x, -words.size().y / 2.0);
        ui.painter().galley(at, words, look::ink(ui, Ink::Ink));
    }
}
