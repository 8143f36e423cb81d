//! Settings of the therapist's name, and of the letterhead: the practice's name, lines and logo.

use super::gate_command::GateCommand;
use super::icon::Icon;
use super::look::{self, Scale, space};
use super::settings::SettingsFacts;
use super::widget_button::{Button, IconButton};
use super::widget_field::Field;
use super::widget_text::TextBox;
use crate::drawing::{Face, Ink};
use crate::model::letterhead::{LINE_LETTERS, Letterhead, MOST_LINES};
use egui::{Id, Ui, vec2};

/// What this group is shown with.
#[derive(Clone, Copy)]
pub struct LetterheadFacts<'a> {
    pub name: &'a str,
    pub letterhead: &'a Letterhead,
    /// The logo as it will be printed, if it could be drawn.
    pub logo: Option<&'a egui::TextureHandle>,
    pub can_change: bool,
}

/// What is being typed: the name, the lines, and what the logo shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LetterheadTyped {
    pub name: String,
    pub lines: String,
    pub says: String,
}

const NAME: (Scale, Face, Ink) = (Scale::Phrase, Face::Sans, Ink::Ink);
const SMALL: (Scale, Face, Ink) = (Scale::Chip, Face::Sans, Ink::Ink2);
/// The most letters of a name to sign with.
const SIGNATURE_LETTERS: usize = crate::edit::case::NAME_LETTERS;
const NAME_LETTERS: usize = 120;
const SAYS_LETTERS: usize = 200;

impl LetterheadTyped {
    fn of(facts: LetterheadFacts<'_>) -> Self {
        let logo = facts.letterhead.logo.as_ref();
        Self {
            name: facts.name.to_owned(),
            lines: facts.letterhead.lines.join("\n"),
            says: logo.map_or(String::new(), |logo| logo.says.clone()),
        }
    }
}

/// What stands under notes, and behind every act of sharing.
pub(super) fn signature_ui(
    ui: &mut Ui,
    (state, facts): (&mut Option<(String, String)>, &SettingsFacts<'_>),
    asked: &mut Vec<GateCommand>,
) {
    let (name, credentials) = facts.signature;
    let mut written =
        state.take().unwrap_or_else(|| (name.to_owned(), credentials.to_owned()));
    let mut is_writing = false;
    let mut is_changed = false;
    ui.add_enabled_ui(facts.can_write, |ui| {
        for (label, hint, words) in [
            ("The name that you sign with", "Such as Dr. R. Weiss", &mut written.0),
            ("Credentials", "Such as a licence and its number", &mut written.1),
        ] {
            let field = Field::new(label).hint(hint).at_most(SIGNATURE_LETTERS);
            let response = field.show(ui, words).response;
            is_writing |= response.has_focus();
            is_changed |= response.changed();
        }
    });
    if is_changed {
        let (name, credentials) = written.clone();
        asked.push(GateCommand::Sign { name, credentials });
    }
    *state = is_writing.then_some(written);
}

/// Shows the group.
pub(super) fn letterhead_ui(
    ui: &mut Ui,
    (state, facts): (&mut Option<LetterheadTyped>, LetterheadFacts<'_>),
    asked: &mut Vec<GateCommand>,
) {
    let mut typed = state.take().unwrap_or_else(|| LetterheadTyped::of(facts));
    let before = typed.clone();
    let mut is_writing = false;
    ui.add_enabled_ui(facts.can_change, |ui| {
        let words = "At the head of papers for the record. Client pages have none.";
        ui.add(egui::Label::new(look::job(ui, words, SMALL)).wrap());
        let field = Field::new("Name of the practice").at_most(NAME_LETTERS);
        is_writing |= field.show(ui, &mut typed.name).response.has_focus();
        let lines = TextBox::new("Lines under it", Id::unique("letterhead lines"))
            .hint("Address\nPhone and e-mail\nRegistration")
            .rows(3)
            .at_most(MOST_LINES * LINE_LETTERS);
        is_writing |= lines.show(ui, &mut typed.lines).has_focus();
        ui.add_space(space::XS);
        logo_ui(ui, facts, (&mut typed, &mut is_writing), asked);
    });
    if typed != before {
        asked.push(GateCommand::SetLetterhead(Box::new(typed.clone())));
    }
    *state = is_writing.then_some(typed);
}

fn logo_ui(
    ui: &mut Ui,
    facts: LetterheadFacts<'_>,
    (typed, is_writing): (&mut LetterheadTyped, &mut bool),
    asked: &mut Vec<GateCommand>,
) {
    look::label(ui, "Logo", NAME);
    if facts.letterhead.logo.is_none() {
        let words = "A PNG up to 2000 pixels wide, or an SVG of plain shapes";
        ui.add(egui::Label::new(look::job(ui, words, SMALL)).wrap());
        if Button::plain("Choose a logo…").icon(Icon::Plus).show(ui).clicked() {
            asked.push(GateCommand::AddLogo);
        }
        return;
    }
    ui.horizontal(|ui| {
        match facts.logo {
            Some(logo) => {
                let size = logo.size_vec2();
                let scale = (220.0 / size.x).min(64.0 / size.y);
                let (rect, response) = ui.allocate_exact_size(
                    size * scale + vec2(16.0, 16.0),
                    egui::Sense::hover(),
                );
                response.widget_info(|| {
                    let role = egui::Role::Image;
                    egui::WidgetInfo::labeled(role, true, "The logo on paper")
                });
                // As on paper, which is white.
                ui.painter().rect_filled(rect, 8.0, egui::Color32::WHITE);
                egui::Image::new(logo).paint_at(ui, rect.shrink(8.0));
            }
            None => {
                look::label(ui, "It is kept, and cannot be drawn here", SMALL);
            }
        }
        if Button::plain("Another…").show(ui).clicked() {
            asked.push(GateCommand::AddLogo);
        }
        if IconButton::new(Icon::Close, "Remove the logo").show(ui).clicked() {
            asked.push(GateCommand::RemoveLogo);
        }
    });
    let field = Field::new("What the logo shows, for those who listen to the page")
        .hint("Such as: a mill by a river")
        .at_most(SAYS_LETTERS);
    *is_writing |= field.show(ui, &mut typed.says).response.has_focus();
}
