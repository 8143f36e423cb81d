//! Under the time line: what stands at the point that is chosen, and what can be done with it.

use super::command::{Ask, Command};
use super::course::{CourseAsk, CourseFacts, CourseState, Tab};
use super::course_field::{QUIET, SECOND};
use super::course_signs::Part;
use super::icon::Icon;
use super::look::{self, Scale, corner, space};
use super::when;
use super::widget_button::Button;
use super::widget_key_cap::{Cap, key_cap};
use crate::drawing::{Face, Ink};
use crate::model::course::{Opens, Point};
use egui::{
    Align, CornerRadius, Layout, Rect, Role, Sense, Ui, UiBuilder, WidgetInfo, vec2,
};

pub(super) fn foot_ui(
    ui: &mut Ui,
    rect: Rect,
    (shown, state, facts): (Option<&Point>, &mut CourseState, &CourseFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    let round = CornerRadius::same(corner::FLOATING);
    ui.painter().rect_filled(rect, round, look::ink(ui, Ink::Surface));
    let inner = rect.shrink2(vec2(space::L, space::S));
    let (words, tools) = inner.split_left_right_at_x(inner.right() - 300.0);
    let words = words.with_max_x(words.right() - space::L);
    ui.scope_builder(UiBuilder::new().max_rect(words), |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        words_ui(ui, (shown, facts));
    });
    let layout = Layout::top_down(Align::Max);
    ui.scope_builder(UiBuilder::new().max_rect(tools).layout(layout), |ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::S);
        tools_ui(ui, (shown, state, facts), asked);
    });
}

fn words_ui(ui: &mut Ui, (shown, facts): (Option<&Point>, &CourseFacts<'_>)) {
    let Some(point) = shown else {
        let words = "Left and right go from point to point, up and down to another row";
        look::label(ui, words, SECOND);
        return;
    };
    let wide = ui.available_width();
    let day = when::day(facts.today, point.on);
    let day = match (point.told_by, point.who) {
        (Some(teller), _) => format!("{day} · told by {} alone", facts.name(teller)),
        (None, Some(who)) => format!("{day} · {}", facts.name(who)),
        (None, None) => day,
    };
    ui.horizontal(|ui| {
        look::label(ui, &day, QUIET);
        if point.told_by.is_some() {
            let (at, _) = ui.allocate_exact_size(vec2(18.0, 18.0), Sense::hover());
            Icon::Private.paint(
                ui.painter(),
                at.center(),
                16.0,
                look::ink(ui, Ink::Ink3),
            );
        }
    });
    let title = (Scale::Row, Face::SansSemiBold, Ink::Ink);
    paint_line(ui, (&point.title, title), wide);
    if !point.detail.is_empty() {
        paint_line(ui, (&point.detail, (Scale::Interface, Face::Sans, Ink::Ink2)), wide);
    }
}

fn paint_line(ui: &mut Ui, (words, style): (&str, (Scale, Face, Ink)), wide: f32) {
    let galley = look::line(ui, words, style, wide);
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    let is_cut = galley.elided;
    ui.painter().galley(rect.min, galley, look::ink(ui, style.2));
    if is_cut {
        response.on_hover_text(words);
    }
}

fn tools_ui(
    ui: &mut Ui,
    (shown, state, facts): (Option<&Point>, &mut CourseState, &CourseFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let all = super::keys::cap(ui, Command::ZoomToFit);
            if Button::quiet("All").key(&all).height(32.0).show(ui).clicked() {
                state.line.show_all();
            }
            for (key, name, factor) in [("+", "Closer", 1.5), ("-", "Further", 1.0 / 1.5)]
            {
                if Button::quiet(name).key(key).height(32.0).show(ui).clicked() {
                    state.line.zoom(factor, facts);
                }
            }
        });
    });
    if !facts.warnings.is_empty() {
        let words =
            when::count(facts.warnings.len(), "thing to look at…", "things to look at…");
        if Button::quiet(&words).icon(Icon::Eye).height(32.0).show(ui).clicked() {
            state.tab = Tab::Episodes;
        }
    } else if let Some(point) = shown {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            key_cap(ui, "Enter", Cap::Outlined);
            if Button::quiet(open_words(point)).height(32.0).show(ui).clicked() {
                asked.push(opened(point));
            }
        });
    }
}

fn open_words(point: &Point) -> &'static str {
    match point.opens {
        Opens::Session(_) => "Open the session",
        Opens::Event(_) => "Open the event",
        Opens::Episode(_) => "Open the fight",
        Opens::Score(_) => "Open the measure",
        Opens::Mastery | Opens::Estimates => "Open the signs",
        Opens::Versions => "Compare the versions",
    }
}

pub(super) fn opened(point: &Point) -> Ask {
    match point.opens {
        Opens::Session(id) => Ask::Course(CourseAsk::OpenSession(id)),
        Opens::Event(id) => Ask::Course(CourseAsk::OpenEvent(id)),
        Opens::Episode(id) => Ask::Course(CourseAsk::OpenEpisode(id)),
        Opens::Score(id) => Ask::Course(CourseAsk::OpenScore(id)),
        Opens::Mastery => Ask::Course(CourseAsk::OpenSigns(Part::Mastery)),
        Opens::Estimates => Ask::Course(CourseAsk::OpenSigns(Part::Estimates)),
        Opens::Versions => Ask::Do(Command::Compare),
    }
}
