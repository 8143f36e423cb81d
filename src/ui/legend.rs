//! The legend as a small card over the map, there until it is put away.

use super::command::{Ask, Command};
use super::drawing_painter::{self, POINTS_PER_MM, ScreenFromDrawing};
use super::icon::Icon;
use super::look::{self, Scale, space};
use super::map_state::{MapFacts, MapState};
use super::widget_button::IconButton;
use super::widget_ground::floating_frame;
use crate::drawing::legend::{self, Legend};
use crate::drawing::{Face, Ink};
use egui::{Align2, Area, Id, Layout, Margin, Order, Role, Sense, Ui, WidgetInfo, vec2};

/// Shows the legend under the right end of the header while it is open.
pub fn legend_ui(ui: &Ui, state: &MapState, facts: &MapFacts<'_>, asked: &mut Vec<Ask>) {
    let Some(map) = facts.case.map(state.map).filter(|_| state.shown.legend) else {
        return;
    };
    let name = |partner| facts.case.name_of(partner);
    let legend = legend::draw((name(map.left), name(map.left.other())), facts.fonts);
    let under_header = vec2(-space::L, 60.0 + space::XS);
    let frame = floating_frame(ui).inner_margin(Margin::symmetric(18, 12));
    Area::new(Id::unique("legend"))
        .order(Order::Foreground)
        .anchor(Align2::RIGHT_TOP, under_header)
        .show(ui.ctx(), |ui| {
            frame.show(ui, |ui| card_ui(ui, &legend, asked));
        });
}

fn card_ui(ui: &mut Ui, legend: &Legend, asked: &mut Vec<Ask>) {
    ui.spacing_mut().item_spacing.y = space::XS;
    let width = legend.drawing.width * POINTS_PER_MM;
    ui.set_width(width);
    ui.horizontal(|ui| {
        let title = (Scale::Row, Face::SerifSemiBold, Ink::Ink);
        look::label(ui, "What the marks mean", title);
        ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
            let close = IconButton::new(Icon::Close, "Put the legend away").key("Esc");
            if close.show(ui).clicked() {
                asked.push(Ask::Do(Command::Legend));
            }
        });
    });
    let size = vec2(width, legend.drawing.height * POINTS_PER_MM);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let transform = ScreenFromDrawing::new(rect.min, 1.0);
    drawing_painter::paint(ui.painter(), &legend.drawing, look::theme(ui), &transform);
    for (number, (at, words)) in legend.lines.iter().enumerate() {
        let id = ui.scope_id().with(("legend", number));
        let line = ui.interact(transform.rect(*at), id, Sense::hover());
        line.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    }
}
