//! The plan: what they came with, what each gives, where they want to go, and who agreed to it.

use super::couple_file::{FileFacts, GROUP, SMALL, TITLE};
use super::couple_file_list::name_ui;
use super::couple_file_pen::{DAY, Pen, cell, days_row};
use super::icon::Icon;
use super::look::{self, Scale, space};
use super::widget_button::Button;
use super::widget_ground;
use crate::drawing::{Face, Ink};
use crate::edit::couple_file::FileParts;
use crate::model::plan::{Goal, GoalStatus, Plan};
use crate::model::{GoalId, PartnerId};
use egui::containers::menu::MenuButton;
use egui::{Id, Ui, vec2};
use strum::VariantArray as _;

/// Shows the page.
pub(super) fn page_ui(
    ui: &mut Ui,
    pen: &mut Pen<'_>,
    (parts, facts): (&mut FileParts, &FileFacts<'_>),
) {
    let plan = &mut parts.plan;
    look::label(ui, "Plan and goals", TITLE);
    card(ui, |ui| came_ui(ui, pen, plan));
    ui.add_space(space::XS);
    ui.spacing_mut().item_spacing.x = space::L;
    look::label(ui, "Goals of both", GROUP);
    widget_ground::card(ui, 16, |ui| {
        ui.set_width(ui.available_width());
        goals_ui(ui, pen, (plan, None, "both"));
    });
    ui.columns_const(|columns: &mut [Ui; 2]| {
        for (ui, partner) in columns.iter_mut().zip(facts.both()) {
            widget_ground::card(ui, 16, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = space::S;
                name_ui(ui, partner, facts);
                let name = facts.name(partner);
                goals_ui(ui, pen, (plan, Some(partner), name));
                let id = Id::unique(("strengths", partner));
                let said = format!("What {name} gives the other");
                let hint = "What holds, also in the worst hour";
                let words = plan.strengths.of_mut(partner);
                pen.text(ui, (("Strengths", &said), hint, 2), (id, words));
            });
        }
    });
    ui.spacing_mut().item_spacing.x = space::S;
    card(ui, |ui| {
        ways_ui(ui, pen, plan);
        agreed_ui(ui, pen, (plan, facts));
    });
}

/// A sheet over the full width.
fn card(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    widget_ground::card(ui, 16, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space::S;
        contents(ui);
    });
}

fn came_ui(ui: &mut Ui, pen: &mut Pen<'_>, plan: &mut Plan) {
    let label = "What they came with";
    let hint = "In their words: why does this keep happening, why is it so strong?";
    let id = Id::unique("presenting");
    pen.text(ui, ((label, label), hint, 2), (id, &mut plan.presenting));
    let label = "History";
    let hint = "How they met, what held, what broke";
    let id = Id::unique("couple history");
    pen.text(ui, ((label, label), hint, 2), (id, &mut plan.history));
}

fn ways_ui(ui: &mut Ui, pen: &mut Pen<'_>, plan: &mut Plan) {
    let label = "How the goals are to be reached";
    let hint = "See the loop while it runs; link what was then with what is now; answer in a \
                new way";
    let id = Id::unique("approach");
    pen.text(ui, ((label, label), hint, 2), (id, &mut plan.approach));
    let label = "Whom else they see, or were sent to";
    let hint = "A therapist of one’s own, a doctor, a sex therapist";
    let id = Id::unique("referral");
    pen.text(ui, ((label, label), hint, 1), (id, &mut plan.referral));
}

fn agreed_ui(ui: &mut Ui, pen: &mut Pen<'_>, (plan, facts): (&mut Plan, &FileFacts<'_>)) {
    days_row(ui, |ui| {
        for partner in facts.both() {
            let name = facts.name(partner);
            let (said, shown) =
                (format!("{name} agreed to the plan"), format!("{name} agreed"));
            cell(ui, DAY, |ui| {
                pen.day(ui, (&said, &shown), plan.agreed.of_mut(partner));
            });
        }
        cell(ui, DAY, |ui| {
            pen.day(ui, ("The plan is looked at again", "Look again"), &mut plan.review);
        });
    });
}

/// The goals of one partner or of both.
fn goals_ui(
    ui: &mut Ui,
    pen: &mut Pen<'_>,
    (plan, whose, name): (&mut Plan, Option<PartnerId>, &str),
) {
    ui.spacing_mut().item_spacing.y = space::XS;
    let mut removed = None;
    let of_them = plan.goals.iter_mut().filter(|goal| goal.whose == whose);
    for (goal, number) in of_them.zip(1..) {
        let said = format!("Goal {number} of {name}");
        if goal_ui(ui, pen, (goal, &said)) {
            removed = Some(goal.id);
        }
    }
    if let Some(removed) = removed {
        plan.goals.retain(|goal| goal.id != removed);
        pen.chosen();
    }
    let label = format!("Add a goal of {name}");
    let add = Button::quiet(&label).icon(Icon::Plus).height(34.0);
    if ui.horizontal(|ui| add.show(ui)).inner.clicked() {
        let id = GoalId::new();
        plan.goals.push(Goal {
            id,
            whose,
            words: String::new(),
            status: GoalStatus::default(),
            set: Some(pen.today),
            tags: Vec::new(),
        });
        pen.next_focus = Some(Id::unique(("goal", id.0)));
    }
}

/// True if it is to be removed.
fn goal_ui(ui: &mut Ui, pen: &mut Pen<'_>, (goal, said): (&mut Goal, &str)) -> bool {
    let id = Id::unique(("goal", goal.id.0));
    let hint = "What would be different, so that both can see it";
    pen.text(ui, (("", said), hint, 1), (id, &mut goal.words));
    let mut is_removed = false;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let label = format!("{}  ▾", goal.status.label());
        let job = look::job(ui, &label, (Scale::Chip, Face::Sans, Ink::Ink));
        let button = egui::Button::new(job)
            .fill(look::ink(ui, Ink::Control))
            .stroke(egui::Stroke::NONE)
            .corner_radius(7)
            .min_size(vec2(0.0, 28.0));
        let (response, _) = MenuButton::from_button(button).ui(ui, |ui| {
            ui.set_min_width(150.0);
            for status in GoalStatus::VARIANTS {
                if Button::quiet(status.label()).show(ui).clicked() {
                    goal.status = *status;
                    pen.chosen();
                    ui.close();
                }
            }
        });
        let name = format!("{said}: {}", goal.status.label());
        response.widget_info(|| {
            egui::WidgetInfo::labeled(egui::Role::Button, ui.is_enabled(), &name)
        });
        if let Some(set) = goal.set {
            look::label(ui, &format!("set {}", set.format("%-d %b %Y")), SMALL);
        }
        let remove = Button::quiet("Remove").scale(Scale::Chip).height(28.0);
        is_removed = remove.show(ui).clicked();
    });
    is_removed
}
