//! The recovery key: shown in four rows, printed, and tried by typing two of its groups.

use super::gate;
use super::gate_command::GateCommand;
use super::gate_create::next_button;
use super::icon::Icon;
use super::look::{self, Scale, corner, space};
use super::secret::Secret;
use super::widget_button::Button;
use super::widget_field::{Field, Ground};
use crate::drawing::{Face, Ink};
use egui::{CornerRadius, Painter, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

/// One row of the key: two groups of four, and the letter that checks them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryRow {
    pub groups: [Secret; 2],
    pub check: Secret,
}

/// A place in the key: row and group, both counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupPlace {
    pub row: usize,
    pub group: usize,
}

/// The key as it is shown once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryKey {
    pub rows: [RecoveryRow; 4],
    /// The two groups that have to be typed.
    pub asked: [GroupPlace; 2],
    /// Which of the two were typed wrongly, once they were typed.
    pub wrong: [bool; 2],
    /// How many wrong answers there were, so that the view knows a new one.
    pub tries: u32,
}

/// What is being typed.
#[derive(Debug, Clone, Default)]
pub struct RecoveryState {
    is_confirming: bool,
    answers: [Secret; 2],
    seen_tries: u32,
    is_ready: bool,
}

impl GroupPlace {
    /// "Row 2, second group".
    pub fn label(self) -> String {
        let group = if self.group == 0 { "first" } else { "second" };
        format!("Row {}, {group} group", self.row + 1)
    }
}

/// Shows the key, then asks for two of its groups.
pub fn recovery_key_ui(
    ui: &mut Ui,
    state: &mut RecoveryState,
    key: &RecoveryKey,
    asked: &mut Vec<GateCommand>,
) {
    if state.is_confirming {
        confirm_ui(ui, state, key, asked);
    } else {
        show_ui(ui, state, key, asked);
    }
}

fn show_ui(
    ui: &mut Ui,
    state: &mut RecoveryState,
    key: &RecoveryKey,
    asked: &mut Vec<GateCommand>,
) {
    let mut print = false;
    let above = |ui: &mut Ui| {
        let sentence = "It opens your practice if the passphrase is forgotten";
        gate::heading(ui, "This is your recovery sheet", sentence);
        rows_ui(ui, key);
        ui.add_space(space::M);
        gate::side_by_side(ui, "next", |ui| {
            print = Button::plain("Print the sheet…")
                .icon(Icon::Print)
                .height(46.0)
                .show(ui)
                .clicked();
            let next = Button::primary("I have it on paper").key("Enter").height(46.0);
            if next.show(ui).clicked() || super::keys::enter(ui) {
                *state = RecoveryState {
                    is_confirming: true,
                    seen_tries: key.tries,
                    ..Default::default()
                };
            }
        });
    };
    gate::sheet(ui, ("recovery key", 560.0), above, |ui| {
        gate::explain(
            ui,
            "Print it or write it down: it is shown this once, and nobody can make it again \
             for you. Whoever holds it can read everything. Do not photograph it, mail it or \
             save it as a file.",
        );
    });
    if print {
        asked.push(GateCommand::PrintRecoverySheet);
    }
}

const LETTER: f32 = 38.0;
const NUMBER: f32 = 28.0;
const ROW: f32 = 48.0;

fn rows_ui(ui: &mut Ui, key: &RecoveryKey) {
    let width = NUMBER + 4.0 * LETTER * 2.0 + space::L + space::XL + LETTER + 8.0;
    let (_, top) = ui.allocate_space(vec2(width, 14.0));
    let check = look::line(ui, "check", (Scale::Label, Face::Sans, Ink::Ink3), 80.0);
    let middle = top.right() - (LETTER + 8.0 + check.size().x) / 2.0;
    let at = pos2(middle, top.bottom() - check.size().y + 6.0);
    ui.painter().galley(at, check, look::ink(ui, Ink::Ink3));
    for (number, row) in key.rows.iter().enumerate() {
        let (rect, response) = ui.allocate_exact_size(vec2(width, ROW), Sense::hover());
        let [first, second] = &row.groups;
        response.widget_info(|| {
            let (first, second) = (first.reveal(), second.reveal());
            let check = row.check.reveal();
            let words = format!("Row {}: {first} {second}, check {check}", number + 1);
            WidgetInfo::labeled(Role::Label, true, words)
        });
        let painter = ui.painter();
        let number = look::line(ui, &(number + 1).to_string(), gate::QUIET, 30.0);
        painter.galley(
            rect.left_center() - vec2(0.0, 10.0),
            number,
            look::ink(ui, Ink::Ink3),
        );
        let mut left = rect.left() + NUMBER;
        for group in &row.groups {
            let size = vec2(4.0 * LETTER, ROW);
            letters(
                ui,
                Rect::from_min_size(pos2(left, rect.top()), size),
                (group, Ink::Surface),
            );
            left += size.x + space::L;
        }
        let at = pos2(left + space::XL - space::L, rect.top());
        let check = Rect::from_min_size(at, vec2(LETTER + 8.0, ROW));
        letters(ui, check, (&row.check, Ink::Control));
    }
}

/// Letters with air between them, so that none is skipped in copying.
fn letters(ui: &Ui, rect: Rect, (words, fill): (&Secret, Ink)) {
    let painter: &Painter = ui.painter();
    painter.rect_filled(rect, CornerRadius::same(corner::FIELD), look::ink(ui, fill));
    let count = words.reveal().chars().count().max(1) as f32;
    let pitch = rect.width() / count;
    for (place, letter) in words.reveal().chars().enumerate() {
        let x = rect.left() + pitch * (place as f32 + 0.5);
        let style = (Scale::Heading, Face::SansSemiBold, Ink::Ink);
        let galley = look::line(ui, letter.encode_utf8(&mut [0; 4]), style, pitch);
        let at = pos2(x, rect.center().y) - galley.size() / 2.0;
        painter.galley(at, galley, look::ink(ui, Ink::Ink));
    }
}

fn confirm_ui(
    ui: &mut Ui,
    state: &mut RecoveryState,
    key: &RecoveryKey,
    asked: &mut Vec<GateCommand>,
) {
    let mut show_again = false;
    let above = |ui: &mut Ui| {
        let sentence = "Type two groups from your sheet, so that we know it can be read";
        gate::heading(ui, "Try your recovery sheet", sentence);
        let is_first_look = !std::mem::replace(&mut state.is_ready, true);
        for (number, place) in key.asked.iter().enumerate() {
            let Some(answer) = state.answers.get_mut(number) else { continue };
            let label = place.label();
            let field = Field::new(&label).on(Ground::Paper).height(46.0).at_most(12);
            let typed = field.face(Face::SansSemiBold).show_secret(ui, answer);
            if is_first_look && number == 0 {
                typed.response.request_focus();
            }
            let is_wrong = key.wrong.get(number).copied().unwrap_or_default();
            if is_wrong && key.tries > state.seen_tries {
                let words = format!("{label} does not agree. Look at your sheet again.");
                gate::remark(ui, (Icon::Note, Ink::Alarm), &words);
            }
            ui.add_space(space::XS);
        }
        if next_button(ui, "Compare") {
            asked.push(GateCommand::ConfirmRecovery(state.answers.clone()));
        }
    };
    gate::sheet(ui, ("confirm", 440.0), above, |ui| {
        gate::explain(ui, "Capital or small letters make no difference");
        show_again = Button::quiet("Show the sheet again").show(ui).clicked();
    });
    if show_again {
        *state = RecoveryState::default();
    }
}
