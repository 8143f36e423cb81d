//! Slow it down: one moment of one partner, one question at a time, on its side of the line.

use super::command::{Ask, Command};
use super::look::{self, Scale, space};
use super::slow_down_answer as answer;
use super::slow_down_back::say_back_ui;
use super::slow_down_question::{header_ui, line_words_ui, question_galley, question_ui};
use super::slow_down_words::{self as words, Spoken};
use super::widget_button::Button;
use super::{drawing_painter, keys, slow_down_choose as choose};
use crate::drawing::lobe::Hand;
use crate::drawing::slow_down::{self as picture, Look, Moment, Row};
use crate::drawing::{Face, Fonts, Ink, TargetId};
use crate::edit::slow_down::{STEPS, Walk};
use crate::model::vocabulary::Vocabulary;
use crate::model::{
    Case, CycleMap, Element, ElementId, Layer, MapId, PartnerId, Visibility,
};
use chrono::NaiveDate;
use egui::{
    CentralPanel, Frame, Id, Key, Modifiers, Rect, Role, Sense, Ui, UiBuilder,
    WidgetInfo, pos2,
};

/// The moments that are being slowed down. They hold clients' words: drop them at lock.
#[derive(Debug, Default)]
pub struct SlowDownState {
    pub walk: Option<Walk>,
    /// Begun from other behaviours, and left.
    pub waiting: Vec<Walk>,
    /// Why the words were not kept.
    pub fault: Option<String>,
    pub(super) wants_focus: bool,
}

/// What the screen is shown with.
pub struct SlowDownFacts<'a> {
    pub case: &'a Case,
    /// The loop on the screen.
    pub map: MapId,
    pub fonts: &'a Fonts,
    pub vocabulary: &'a Vocabulary,
    pub saved: &'a super::notice::Saved,
    pub sitting: super::session_line::Sitting<'a>,
    /// False while something floats above the screen.
    pub takes_keys: bool,
}

impl SlowDownState {
    /// Begins at a behaviour, or goes on where its moment was left.
    pub fn begin(&mut self, map: &CycleMap, from: ElementId) {
        self.wants_focus = true;
        if self.walk.as_ref().is_some_and(|walk| walk.from == from) {
            return;
        }
        let place = self.waiting.iter().position(|walk| walk.from == from);
        let next = match place {
            Some(place) => Some(self.waiting.remove(place)),
            None => Walk::from_behaviour(map, from),
        };
        if next.is_some() {
            self.leave();
            self.walk = next;
        }
    }

    /// Puts the moment aside, if anything has been said in it.
    pub fn leave(&mut self) {
        self.fault = None;
        let left = self.walk.take().filter(|walk| {
            walk.at > 0 || walk.answers.iter().any(|answer| !answer.words.is_empty())
        });
        self.waiting.extend(left);
    }

    /// Every moment that has been begun; the state is empty afterwards.
    pub fn take_all(&mut self) -> Vec<Walk> {
        self.leave();
        std::mem::take(&mut self.waiting)
    }

    pub(super) fn step(
        &mut self,
        step: impl FnOnce(&mut Walk) -> Result<(), crate::edit::EditError>,
    ) {
        let result = self.walk.as_mut().map_or(Ok(()), step);
        self.fault = result.err().map(|error| error.to_string());
        self.wants_focus = true;
    }
}

/// Shows the moment, or the moves to choose from.
pub fn slow_down_ui(
    ui: &mut Ui,
    state: &mut SlowDownState,
    facts: &SlowDownFacts<'_>,
    asked: &mut Vec<Ask>,
) {
    let frame = Frame::new().fill(look::ink(ui, Ink::Paper));
    CentralPanel::default().frame(frame).show(ui, |ui| {
        if facts.takes_keys && keys::escape(ui) {
            asked.push(Ask::Do(Command::Map));
        }
        let walk = state.walk.clone();
        let map = walk.as_ref().and_then(|walk| facts.case.map(walk.map));
        match (walk, map) {
            (Some(walk), Some(map)) => {
                let is_low = ui.max_rect().height() < LOW;
                moment_ui(ui, state, &Pass { walk, map, facts, is_low }, asked);
            }
            _ => choose::choose_ui(ui, state, facts, asked),
        }
    });
}

/// What one frame is made with: the walk as it was when the frame began.
pub(super) struct Pass<'a> {
    pub walk: Walk,
    pub map: &'a CycleMap,
    pub facts: &'a SlowDownFacts<'a>,
    /// The window is so low that air and letters have to give way.
    pub is_low: bool,
}

/// Height of a low sheet.
pub(super) const LOW: f32 = 740.0;
/// Height of a sheet on which a question may be larger.
pub(super) const TALL: f32 = 960.0;

impl Pass<'_> {
    pub fn name(&self) -> &str {
        self.facts.case.name_of(self.walk.partner)
    }

    pub fn other(&self) -> &str {
        self.facts.case.name_of(self.walk.partner.other())
    }

    fn moment(&self, layer: Layer) -> Vec<(PartnerId, Element)> {
        self.walk.moment(self.map, layer)
    }

    /// Everything said so far on one side of the line.
    pub(super) fn said(&self, belongs: impl Fn(Layer) -> bool) -> Vec<Element> {
        let steps = STEPS.iter().filter(|layer| belongs(**layer));
        steps.flat_map(|layer| self.moment(*layer)).map(|(_, element)| element).collect()
    }

    /// The moment as it is drawn. Who may see new words is not decided yet: no mark says so.
    fn drawn(&self, layer: Layer) -> Vec<(PartnerId, Element)> {
        let mut moment = self.moment(layer);
        for (_, element) in &mut moment {
            if self.map.find(element.id).is_none() {
                element.visibility = Visibility::Shareable { on: NaiveDate::default() };
            }
        }
        moment
    }

    fn question(&self, layer: Layer) -> String {
        let cue = self.moment(Layer::Cue);
        let before = |layer| Some(self.moment(layer).first()?.1.quoted());
        words::question(
            layer,
            &Spoken {
                name: self.name(),
                other: self.other(),
                partner: self.walk.partner,
                cue: cue.first(),
                before: &before,
            },
        )
    }

    pub fn hand(&self) -> Hand {
        if self.walk.partner == self.map.left { Hand::Left } else { Hand::Right }
    }
}

/// Where everything stands.
pub(super) struct Places {
    /// The whole sheet.
    pub sheet: Rect,
    pub line_y: f32,
    pub column: Rect,
    look: Look,
}

fn moment_ui(
    ui: &mut Ui,
    state: &mut SlowDownState,
    pass: &Pass<'_>,
    asked: &mut Vec<Ask>,
) {
    take_keys(ui, state, pass, asked);
    let sheet = ui.max_rect();
    let asks = pass.walk.layer().map(|layer| pass.question(layer));
    let places = places(ui, sheet, pass, asks.as_deref());
    loop_ui(ui, state, pass, &places);
    header_ui(ui, state, (sheet, pass), asked);
    match asks {
        Some(question) => question_ui(ui, state, pass, (&places, &question)),
        None => whole_ui(ui, state, pass, &places, asked),
    }
}

fn places(ui: &Ui, sheet: Rect, pass: &Pass<'_>, question: Option<&str>) -> Places {
    let look =
        |line_px| Look { width_px: sheet.width(), height_px: sheet.height(), line_px };
    let left = look(0.0).lobe_right_px() + (0.05 * sheet.width()).clamp(28.0, 66.0);
    let width = (sheet.width() - left - space::XXL).min(800.0);
    let column_x = sheet.left() + left;
    let needs = question.map_or(120.0, |question| {
        question_galley(ui, question, width, Ink::Ink).size().y
            + answer::height(ui, pass, width)
    });
    let (least, most) =
        (look(0.0).least_line_px(), sheet.height() - look(0.0).least_below_px());
    let is_above = pass.walk.layer().is_some_and(Layer::is_above_the_line);
    let line = if is_above {
        // What is asked stands above the line: so much paper must show.
        (0.755 * sheet.height()).max(HEADER + needs + 84.0).min(most).max(least)
    } else {
        (0.527 * sheet.height()).min(sheet.height() - needs - 62.0).max(least)
    };
    let seconds = ui.style().animation_time / 0.12 * 0.2;
    let id = Id::unique("slow down line");
    let shown = ui.ctx().animate_value_with_time(id, line.round(), seconds);
    let column = Rect::from_min_max(
        pos2(column_x, sheet.top()),
        pos2(column_x + width, sheet.bottom()),
    );
    Places { sheet, line_y: sheet.top() + line.round(), column, look: look(shown) }
}

pub(super) const HEADER: f32 = 60.0;

fn take_keys(ui: &Ui, state: &mut SlowDownState, pass: &Pass<'_>, asked: &mut Vec<Ask>) {
    if !pass.facts.takes_keys || !keys::is_listening(ui) {
        return;
    }
    let pressed =
        |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let is_asking = pass.walk.layer().is_some();
    if pressed(Modifiers::COMMAND, Key::Enter) && is_asking {
        state.step(|walk| walk.go_to(STEPS.len()));
    } else if pressed(Modifiers::NONE, Key::ArrowUp) {
        let back = pass.walk.at.saturating_sub(1);
        state.step(|walk| walk.go_to(back));
    } else if is_asking && pressed(Modifiers::NONE, Key::ArrowDown) {
        leave_open(state);
    } else if !is_asking && keys::enter(ui) {
        put_into_loop(state, pass, asked);
    }
}

pub(super) fn leave_open(state: &mut SlowDownState) {
    state.step(|walk| {
        walk.leave_open();
        Ok(())
    });
}

fn put_into_loop(state: &mut SlowDownState, pass: &Pass<'_>, asked: &mut Vec<Ask>) {
    asked.extend(pass.walk.into_loop(pass.map).map(Ask::Change));
    asked.push(Ask::Do(Command::Map));
    state.walk = None;
}

fn loop_ui(ui: &mut Ui, state: &mut SlowDownState, pass: &Pass<'_>, places: &Places) {
    let rows = STEPS.map(|layer| Row {
        layer,
        label: layer.label(pass.other()),
        phrases: pass.drawn(layer),
        is_asked: pass.walk.layer() == Some(layer),
    });
    let moment = Moment {
        partner: pass.walk.partner,
        hand: pass.hand(),
        name: pass.name(),
        rows: rows.to_vec(),
    };
    let drawing = picture::draw(&moment, places.look, pass.facts.fonts);
    let to = drawing_painter::ScreenFromDrawing::new(places.sheet.min, 1.0);
    let painter = ui.painter().with_clip_rect(places.sheet);
    drawing_painter::paint(&painter, &drawing, look::theme(ui), &to);
    for target in &drawing.targets {
        let TargetId::Layer(_, layer) = target.id else { continue };
        let response = ui.interact(
            to.rect(target.at),
            Id::unique(("slow row", layer)),
            Sense::CLICK,
        );
        response.widget_info(|| {
            let said: Vec<String> =
                pass.moment(layer).iter().map(|(_, element)| element.quoted()).collect();
            let label = format!("{}: {}", layer.label(pass.other()), said.join(", "));
            let is_asked = pass.walk.layer() == Some(layer);
            WidgetInfo::selected(
                Role::ListItem,
                true,
                is_asked,
                label.trim_end_matches(": "),
            )
        });
        super::widget_button::focus_ring(ui, &response, 8);
        if response.clicked()
            && let Some(at) = STEPS.iter().position(|step| *step == layer)
        {
            state.step(|walk| walk.go_to(at));
        }
    }
}

/// The whole moment: what shows above the line, what stays hidden below, and the way into the loop.
fn whole_ui(
    ui: &mut Ui,
    state: &mut SlowDownState,
    pass: &Pass<'_>,
    places: &Places,
    asked: &mut Vec<Ask>,
) {
    let column = places.column;
    line_words_ui(ui, places);
    let above = Rect::from_min_max(
        pos2(column.left(), places.sheet.top() + HEADER + space::XL),
        pos2(column.right(), places.line_y - 30.0),
    );
    say_back_ui(ui, (above, words::SAY_BACK), &pass.said(Layer::is_above_the_line));
    let foot = places.sheet.bottom() - 118.0;
    let below = Rect::from_min_max(
        pos2(column.left(), places.line_y + 44.0),
        pos2(column.right(), foot),
    );
    let hidden = pass.said(|layer| !layer.is_above_the_line());
    say_back_ui(ui, (below, words::UNDERNEATH), &hidden);
    let end = Rect::from_min_max(pos2(column.left(), foot), column.max);
    let mut child = ui.new_child(UiBuilder::new().max_rect(end));
    let new = pass.walk.new_phrases(pass.map).len();
    let style = (Scale::Interface, Face::Sans, Ink::Ink2);
    look::label(&mut child, &words::summary(new), style);
    child.add_space(space::M);
    child.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::M;
        let label = if new == 0 { words::DONE } else { words::PUT_INTO_LOOP };
        if Button::primary(label).key("Enter").show(ui).clicked() {
            put_into_loop(state, pass, asked);
        }
        if answer::keyed(ui, words::BACK, "↑") {
            state.step(|walk| walk.go_to(STEPS.len() - 1));
        }
        if Button::quiet(words::LET_GO).show(ui).clicked() {
            state.walk = None;
            asked.push(Ask::Do(Command::Map));
        }
    });
}
