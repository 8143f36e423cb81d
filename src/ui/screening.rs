//! Asking one partner about safety: each asking has its day, and what was not asked is not “no”.

use super::couple_file::{FileState, GROUP, SMALL};
use super::couple_file_alone::{Page, nothing_ui};
use super::couple_file_pen::{DAY, Pen, beside, cell, days_row};
use super::icon::Icon;
use super::look::{self, Scale, space};
use super::widget_button::Button;
use super::{when, widget_ground};
use crate::drawing::{Face, Ink};
use crate::edit::couple_file;
use crate::model::private_file::PrivateFile;
use crate::model::screening::{Means, PossibleAnswer, Question, Screening, questions};
use crate::model::{PartnerId, ScreeningId};
use egui::{Id, Ui, vec2};

/// Shows the newest asking, to be written; earlier ones only when asked for.
pub(super) fn screening_ui(
    ui: &mut Ui,
    state: &mut FileState,
    (pen, partner, file, facts): Page<'_, '_>,
) {
    look::label(ui, "Safety", GROUP);
    let words = "Asked of each partner apart. A record of what was said, not a risk tool: \
                 the judgement is yours.";
    look::label(ui, words, SMALL);
    let questions = questions();
    let newest = newest(file);
    let Some(newest) = newest else {
        nothing_ui(ui, "Nothing has been asked yet, and that is no answer");
        if Button::plain("Begin to ask").icon(Icon::Plus).show(ui).clicked() {
            file.screenings.push(Screening::begin(facts.today));
            pen.chosen();
        }
        return;
    };
    widget_ground::card(ui, 16, |ui| {
        ui.set_width(ui.available_width());
        head_ui(ui, state, (pen, file, newest));
    });
    for question in &questions {
        widget_ground::card(ui, 16, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = space::S;
            question_ui(ui, (pen, partner, file, facts), (question, newest));
        });
    }
    if state.shows_earlier {
        earlier_ui(ui, (file, newest), &questions);
    }
}

fn newest(file: &PrivateFile) -> Option<ScreeningId> {
    // Of one day the one that was begun last.
    let newest = file.screenings.iter().enumerate();
    newest.max_by_key(|(at, asked)| (asked.date, *at)).map(|(_, asked)| asked.id)
}

fn head_ui(
    ui: &mut Ui,
    state: &mut FileState,
    (pen, file, newest): (&mut Pen<'_>, &mut PrivateFile, ScreeningId),
) {
    let earlier = file.screenings.len().saturating_sub(1);
    let Some(asked) = file.screenings.iter_mut().find(|it| it.id == newest) else {
        return;
    };
    let count = asked.answers.len();
    days_row(ui, |ui| {
        let mut date = Some(asked.date);
        cell(ui, DAY, |ui| pen.day(ui, ("The day of asking", "Asked on"), &mut date));
        asked.date = date.unwrap_or(asked.date);
        cell(ui, DAY, |ui| {
            pen.day(ui, ("The day to ask again", "To be asked again"), &mut asked.again);
        });
    });
    let again = Screening::begin(pen.today);
    ui.horizontal_wrapped(|ui| {
        if count > 0 && Button::plain("Ask again, from nothing").show(ui).clicked() {
            file.screenings.push(again);
            state.shows_earlier = false;
            pen.chosen();
        }
        let asked = when::count(earlier, "earlier asking", "earlier askings");
        let label = if state.shows_earlier {
            "Put the earlier answers away".to_owned()
        } else {
            format!("Show {asked}")
        };
        if earlier > 0 && Button::quiet(&label).show(ui).clicked() {
            state.shows_earlier = !state.shows_earlier;
        }
    });
}

fn question_ui(
    ui: &mut Ui,
    (pen, partner, file, facts): Page<'_, '_>,
    (question, asking): (&Question, ScreeningId),
) {
    look::label(ui, &question.asks, (Scale::Phrase, Face::Sans, Ink::Ink));
    let asked = file.screenings.iter().find(|it| it.id == asking);
    let given = asked.and_then(|it| it.answers.get(&question.key)).cloned();
    let mut clicked = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::XS, space::XS);
        for answer in &question.answers {
            let is_given = given.as_ref() == Some(&answer.key);
            if answer_ui(ui, (question, answer, is_given)) {
                clicked = Some(answer);
            }
        }
        if given.is_none() {
            beside(ui, "not asked yet", (Scale::Chip, Face::Sans, Ink::Ink3));
        }
    });
    if let Some(answer) = clicked {
        couple_file::answer(file, asking, (question, answer), facts.today);
        pen.chosen();
    }
    let Some(asked) = file.screenings.iter_mut().find(|it| it.id == asking) else {
        return;
    };
    words_ui(ui, pen, (asked, partner), question);
}

/// The chosen answer again takes it back.
fn answer_ui(
    ui: &mut Ui,
    (question, answer, is_given): (&Question, &PossibleAnswer, bool),
) -> bool {
    let said = format!("{}: {}", question.about, answer.says);
    let clicked = choice_again(ui, (&answer.says, is_given), &said);
    if is_given && answer.means > Means::Note {
        let (ink, words) = told(answer.means);
        beside(ui, words, (Scale::Chip, Face::SansSemiBold, ink));
    }
    clicked
}

fn told(means: Means) -> (Ink, &'static str) {
    match means {
        Means::Red => (Ink::Alarm, "advises against work with both together"),
        Means::PlanNeeded => (Ink::Alarm, "a plan is needed"),
        _ => (Ink::Ink2, "look again"),
    }
}

/// A choice that can be taken back, with a name that tells it from those of other questions.
fn choice_again(ui: &mut Ui, (shown, is_chosen): (&str, bool), said: &str) -> bool {
    let (face, ink) = if is_chosen {
        (Face::SansSemiBold, Ink::Accent)
    } else {
        (Face::Sans, Ink::Ink2)
    };
    let words = look::job(ui, shown, (Scale::Chip, face, ink));
    let fill = if is_chosen { Ink::AccentWash } else { Ink::Control };
    let button = egui::Button::new(words)
        .fill(look::ink(ui, fill))
        .stroke(egui::Stroke::NONE)
        .corner_radius(7)
        .min_size(vec2(0.0, 28.0));
    let response = ui.add(button);
    response.widget_info(|| {
        egui::WidgetInfo::selected(
            egui::Role::RadioButton,
            ui.is_enabled(),
            is_chosen,
            said,
        )
    });
    response.clicked()
}

fn words_ui(
    ui: &mut Ui,
    pen: &mut Pen<'_>,
    (asked, partner): (&mut Screening, PartnerId),
    question: &Question,
) {
    let given = asked.answers.get(&question.key);
    let means = given.and_then(|key| question.answer(key)).map(|answer| answer.means);
    let id = |what: &str| Id::unique((what, partner, asked.id.0, question.key.as_str()));
    let (words_id, plan_id) = (id("said"), id("plan"));
    if means == Some(Means::PlanNeeded) {
        let said = format!("{}: the plan", question.about);
        let hint = "What was agreed for safety, with whom, and until when";
        let plan = asked.plans.entry(question.key.clone()).or_default();
        pen.text(ui, (("The plan for safety", &said), hint, 2), (plan_id, plan));
    }
    let has_words = asked.words.get(&question.key).is_some_and(|words| !words.is_empty());
    if given.is_some() || has_words {
        let said = format!("{}: what was said", question.about);
        let mut words = asked.words.get(&question.key).cloned().unwrap_or_default();
        let hint = "What was said, in a few words; may stay empty";
        pen.text(ui, (("", &said), hint, 1), (words_id, &mut words));
        if words.is_empty() {
            asked.words.remove(&question.key);
        } else {
            asked.words.insert(question.key.clone(), words);
        }
    }
    asked.plans.retain(|key, plan| !plan.is_empty() || *key != question.key);
}

/// What was answered before, to be read.
fn earlier_ui(
    ui: &mut Ui,
    (file, newest): (&PrivateFile, ScreeningId),
    questions: &[Question],
) {
    let mut earlier: Vec<&Screening> =
        file.screenings.iter().filter(|it| it.id != newest).collect();
    earlier.sort_by_key(|it| std::cmp::Reverse(it.date));
    for asked in earlier {
        let day = format!("Asked on {}", asked.date.format("%-d %B %Y"));
        look::label(ui, &day, (Scale::Interface, Face::SansSemiBold, Ink::Ink));
        for question in questions {
            let Some(key) = asked.answers.get(&question.key) else { continue };
            let answer = question.answer(key).map_or(key.as_str(), |it| &it.says);
            let words = asked.words.get(&question.key).map_or("", String::as_str);
            let dot = if words.is_empty() { "" } else { ". " };
            let line = format!("{}: {answer}{dot}{words}", question.about);
            look::label(ui, &line, SMALL);
        }
    }
}
