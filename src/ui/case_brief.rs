//! The chosen couple in brief: their loop, drawn small, and what is known in a few lines.

use super::case_list::CaseListFacts;
use super::drawing_painter::{self, ScreenFromDrawing};
use super::gate_command::GateCommand;
use super::icon::Icon;
use super::keys;
use super::look::{self, Scale, corner, space};
use super::new_couple;
use super::when;
use super::widget_button::{Button, IconButton};
use crate::drawing::cycle_map::Look;
use crate::drawing::{Face, Ink, small_loop};
use crate::model::{Case, ClientView, CycleMap, Pair, PartnerId, sentence};
use egui::{Align, CornerRadius, Layout, Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

const TITLE: (Scale, Face, Ink) = (Scale::Title, Face::SerifSemiBold, Ink::Ink);
const SECOND: (Scale, Face, Ink) = (Scale::Interface, Face::Sans, Ink::Ink2);
const LABEL: (Scale, Face, Ink) = (Scale::Chip, Face::Sans, Ink::Ink3);
const WORDS: (Scale, Face, Ink) = (Scale::Phrase, Face::Sans, Ink::Ink);

/// Shows the card of the chosen couple.
pub fn brief_ui(
    ui: &mut Ui,
    rect: Rect,
    facts: &CaseListFacts<'_>,
    asked: &mut Vec<GateCommand>,
) {
    let radius = CornerRadius::same(corner::BRIEF);
    ui.painter().rect_filled(rect, radius, look::ink(ui, Ink::Surface));
    let inner = rect.shrink2(vec2(28.0, 22.0));
    let Some(case) = facts.brief else {
        let words = if facts.chosen.is_some() { "One moment" } else { "Choose a couple" };
        let galley = look::line(ui, words, SECOND, inner.width());
        let at = inner.center() - galley.size() / 2.0;
        ui.painter().galley(at, galley, look::ink(ui, Ink::Ink2));
        return;
    };
    let (head, body) = inner.split_top_bottom_at_y(inner.top() + 38.0);
    head_ui(ui, head, case, asked);
    ui.scope_builder(UiBuilder::new().max_rect(body), |ui| {
        ScrollArea::vertical().id_salt(case.id.0).auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            if let Some(map) = case.maps.first() {
                loop_ui(ui, (case, map), facts);
            }
            ui.add_space(space::L);
            for (label, words) in known(case) {
                fact_ui(ui, label, &words);
            }
        });
    });
}

fn head_ui(ui: &mut Ui, rect: Rect, case: &Case, asked: &mut Vec<GateCommand>) {
    let layout = Layout::right_to_left(Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(layout), |ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        let open = Button::primary("Open the map").key("Enter").show(ui);
        if open.clicked() || enter_in_list(ui) {
            asked.push(GateCommand::OpenCase(case.id));
        }
        let print = IconButton::new(Icon::Print, "Print…").filled(vec2(46.0, 34.0));
        if print.show(ui).clicked() {
            asked.push(GateCommand::PrintCase(case.id));
        }
        let room = ui.available_width() - space::M;
        let name = look::line(ui, &case.code_name, TITLE, room);
        let about = look::line(
            ui,
            &names(case),
            SECOND,
            (room - name.size().x - space::M).max(0.0),
        );
        let baseline = rect.center().y + 7.0;
        let top = |galley: &egui::Galley| baseline - look::baseline(galley);
        let second = pos2(rect.left() + name.size().x + space::M, top(&about));
        let first = pos2(rect.left(), top(&name));
        ui.painter().galley(first, name, look::ink(ui, Ink::Ink));
        ui.painter().galley(second, about, look::ink(ui, Ink::Ink2));
    });
}

/// Enter opens the chosen couple, also from the search.
fn enter_in_list(ui: &Ui) -> bool {
    keys::enter(ui)
}

fn names(case: &Case) -> String {
    let both = [&case.partners.a.name, &case.partners.b.name];
    let both: Vec<&str> =
        both.into_iter().map(String::as_str).filter(|name| !name.is_empty()).collect();
    both.join(" and ")
}

/// Height of the small loop for its width.
const LOOP_SHAPE: f32 = 0.43;

fn loop_ui(ui: &mut Ui, (case, map): (&Case, &CycleMap), facts: &CaseListFacts<'_>) {
    let width = ui.available_width();
    let height = (width * LOOP_SHAPE).clamp(240.0, 500.0);
    // On a large screen everything in the loop is larger, not only the loop.
    let zoom = (width / 652.0).clamp(1.0, 1.35);
    let names = Pair { a: case.name_of(PartnerId::A), b: case.name_of(PartnerId::B) };
    let drawing = small_loop::brief(
        map,
        &names,
        &Look::new(width / zoom, height / zoom),
        facts.fonts,
    );
    ui.add_space(space::M);
    let (rect, response) =
        ui.allocate_exact_size(vec2(width, height), egui::Sense::hover());
    response.widget_info(|| {
        let words = format!("The loop of {}, drawn small", case.code_name);
        egui::WidgetInfo::labeled(egui::Role::Image, true, words)
    });
    let to = ScreenFromDrawing::new(rect.min, zoom);
    drawing_painter::paint(ui.painter(), &drawing, look::theme(ui), &to);
}

/// What is known of a couple, a line each.
fn known(case: &Case) -> Vec<(&'static str, String)> {
    let mut lines = Vec::new();
    let first = case.maps.first();
    if let Some(map) = first {
        lines.extend(
            sentence::for_therapist(case, map, map.left)
                .map(|sentence| ("The loop", sentence.on_screen())),
        );
        let shared = map.centre.shared_emotion.trim();
        if !shared.is_empty() {
            lines.push(("Both", shared.to_owned()));
        }
    }
    let others: Vec<&str> = case.maps.iter().skip(1).map(CycleMap::title).collect();
    if !others.is_empty() {
        let label = if others.len() == 1 { "Other loop" } else { "Other loops" };
        lines.push((label, others.join(", ")));
    }
    lines.extend(private_words(case).map(|words| ("Private", words)));
    let client = case.client_model.map(|model| new_couple::client_words(model).0);
    let secrets = case.secrets_policy.map(|policy| new_couple::secrets_words(policy).0);
    lines.push(("Client", client.unwrap_or("Not decided yet").to_owned()));
    lines.push(("Told alone", secrets.unwrap_or("Not decided yet").to_owned()));
    lines
}

/// How much stays out of everything that the couple sees.
fn private_words(case: &Case) -> Option<String> {
    let held = case.maps.iter().map(ClientView::held_back);
    let (private, alone) = held.fold((0, 0), |(private, alone), held| {
        (private + held.private + held.individual, alone + held.individual)
    });
    let words = when::count(private, "phrase stays private", "phrases stay private");
    match (private, alone) {
        (0, _) => None,
        (_, 0) => Some(words),
        (_, alone) => Some(format!("{words}, {alone} of them said alone")),
    }
}

fn fact_ui(ui: &mut Ui, label: &str, words: &str) {
    const COLUMN: f32 = 134.0;
    let width = ui.available_width();
    let column = COLUMN.min(width * 0.3);
    let label = look::line(ui, label, LABEL, column);
    let words = look::galley(ui, words, WORDS, width - column);
    let size = vec2(width, words.size().y + 14.0);
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::hover());
    response.widget_info(|| {
        let text = format!("{}: {}", label.text(), words.text());
        egui::WidgetInfo::labeled(egui::Role::Label, true, text)
    });
    let drop = look::baseline(&words) - look::baseline(&label);
    ui.painter().galley(rect.min + vec2(0.0, drop), label, look::ink(ui, Ink::Ink3));
    ui.painter().galley(rect.min + vec2(column, 0.0), words, look::ink(ui, Ink::Ink));
}
