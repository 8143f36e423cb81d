//! The flag of the answers about safety, for the therapist alone: that there is one, and about what.

use super::command::{Ask, Command};
use super::icon::Icon;
use super::look::{self, Scale, corner, space};
use super::widget_button::{IconButton, focus_ring, hover};
use crate::drawing::{Face, Ink};
use crate::model::screening::{Flag, Headline, Means, flags_of, headline, questions};
use crate::model::{Case, PartnerId};
use egui::{
    CornerRadius, Frame, Margin, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2,
};

/// The sentence that stands wherever a flag is explained.
pub const NO_RISK_TOOL: &str =
    "This is a record, not a risk tool: the judgement is yours.";

/// The flag in the header of the file, if there is one and nobody else is in the room. No answer
/// is in it, and it does not say whose.
pub fn chip_ui(ui: &mut Ui, case: &Case) -> Option<Response> {
    let headline = headline(case)?;
    let room = ui.available_width();
    let ink = ink(headline.means);
    let face = if headline.means == Means::Red { Face::SansSemiBold } else { Face::Sans };
    let words = fitting(ui, &headline, (face, ink), room - 44.0);
    let wide = words.as_ref().map_or(0.0, |words| words.size().x + space::S);
    let (rect, response) =
        ui.allocate_exact_size(vec2(wide + 30.0, 32.0), Sense::click());
    let said = said(&headline);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &said));
    let rest = if headline.means == Means::Red { 1.0 } else { 0.0 };
    let amount = hover(ui, &response).max(rest);
    let fill = look::ink(ui, Ink::Control).gamma_multiply(amount);
    let painter = ui.painter();
    painter.rect_filled(rect, CornerRadius::same(corner::BUTTON), fill);
    focus_ring(ui, &response, corner::BUTTON);
    let at = pos2(rect.left() + 16.0, rect.center().y);
    Icon::Note.paint(painter, at, 18.0, look::ink(ui, ink));
    if let Some(words) = words {
        let at = pos2(rect.left() + 30.0, rect.center().y - words.size().y / 2.0);
        painter.galley(at, words, look::ink(ui, ink));
    }
    Some(response.on_hover_text(said))
}

/// In the header of a screen that the couple may look at: only that there is something to read,
/// in the same ink whatever it is. A click leads to the file, which says it.
pub fn header_ui(ui: &mut Ui, case: &Case, asked: &mut Vec<Ask>) {
    if headline(case).is_none() {
        return;
    }
    ui.add_space(space::S);
    if IconButton::new(Icon::Note, SOMETHING_TO_READ).show(ui).clicked() {
        asked.push(Ask::Do(Command::File));
    }
}

/// What the flag says where others may read along.
const SOMETHING_TO_READ: &str = "Something to read in the file";

/// The longest way to say it that there is room for; the sign alone if there is none.
fn fitting(
    ui: &Ui,
    headline: &Headline,
    (face, ink): (Face, Ink),
    room: f32,
) -> Option<std::sync::Arc<egui::Galley>> {
    let shorter: [&str; 2] = match headline.means {
        Means::Red => ["Together: advised against", "Advised against"],
        Means::PlanNeeded => ["Plan needed"; 2],
        _ => ["Look again"; 2],
    };
    let ways = std::iter::once(headline.words()).chain(shorter);
    let mut laid =
        ways.map(|words| look::line(ui, words, (Scale::Interface, face, ink), 900.0));
    laid.find(|words| words.size().x <= room)
}

fn said(headline: &Headline) -> String {
    format!("{}: {}. {NO_RISK_TOOL}", headline.words(), headline.reasons.join(", "))
}

fn ink(means: Means) -> Ink {
    if means == Means::Red { Ink::Alarm } else { Ink::Ink2 }
}

/// On a partner’s own page: what this partner’s answers ask for, by question.
pub(super) fn warning_ui(ui: &mut Ui, case: &Case, partner: PartnerId) {
    let flags = flags_of(case, partner);
    let about = |means: Means| -> Vec<String> {
        let questions = questions();
        let of_it = flags.iter().filter(|flag| flag.means == means);
        of_it.map(|flag| name_of(flag, &questions)).collect()
    };
    let red = about(Means::Red);
    if !red.is_empty() {
        let frame = Frame::new()
            .fill(look::ink(ui, Ink::Surface))
            .stroke(egui::Stroke::new(2.0, look::ink(ui, Ink::Alarm)))
            .corner_radius(CornerRadius::same(corner::FLOATING))
            .inner_margin(Margin::symmetric(20, 14));
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = space::XS;
            let title = "Work with both together is advised against";
            look::label(ui, title, (Scale::Row, Face::SansSemiBold, Ink::Alarm));
            let why = format!("Because of the answer about: {}", red.join(", "));
            look::label(ui, &why, (Scale::Phrase, Face::Sans, Ink::Ink));
            look::label(ui, NO_RISK_TOOL, (Scale::Chip, Face::Sans, Ink::Ink2));
        });
    }
    let quiet = (Scale::Interface, Face::Sans, Ink::Ink);
    for (means, words) in
        [(Means::PlanNeeded, "A plan is needed"), (Means::Amber, "Look again")]
    {
        let about = about(means);
        if !about.is_empty() {
            look::label(ui, &format!("{words}: {}", about.join(", ")), quiet);
        }
    }
}

fn name_of(flag: &Flag, questions: &[crate::model::screening::Question]) -> String {
    let question = questions.iter().find(|it| it.key == flag.question);
    question.map_or_else(|| flag.question.clone(), |it| it.about.clone())
}
