//! Answers typed from paper, a key an item, and shown as they stand before they are kept.

use super::command::Ask;
use super::look::{self, Scale, corner, space};
use super::measures::{BODY, MeasuresFacts, MeasuresState, NAME, SECOND, SMALL, Said};
use super::widget_button::{Button, focus_ring, hover};
use crate::drawing::{Face, Ink};
use crate::edit::score::{self, Entry};
use crate::model::measure::Measure;
use crate::model::score::Outcome;
use crate::model::{PartnerId, Score, ScoreId};
use chrono::NaiveDate;
use egui::{
    CornerRadius, Event, Key, Modifiers, Response, Role, Sense, Ui, WidgetInfo, vec2,
};

/// Answers that are begun: whose, to which measure, and where the next key goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    pub measure: String,
    pub partner: PartnerId,
    pub date: NaiveDate,
    /// The score that is gone on with.
    pub score: Option<ScoreId>,
    pub given: Vec<Option<u8>>,
    pub at: usize,
    /// The first digit of an answer that may have two.
    pending: Option<u8>,
    fault: Option<String>,
}

impl Paper {
    pub fn new(measure: &Measure, partner: PartnerId, date: NaiveDate) -> Self {
        Self {
            measure: measure.key.clone(),
            partner,
            date,
            score: None,
            given: vec![None; usize::from(measure.items.count)],
            at: 0,
            pending: None,
            fault: None,
        }
    }

    /// Goes on with what was begun.
    pub fn go_on(measure: &Measure, score: &Score) -> Self {
        let mut paper = Self::new(measure, score.partner, score.date);
        paper.score = Some(score.id);
        let given = score.answers.iter().flat_map(|answers| &answers.given);
        for (place, answer) in paper.given.iter_mut().zip(given) {
            *place = *answer;
        }
        let first = paper.given.iter().position(Option::is_none);
        paper.at = first.unwrap_or(paper.given.len());
        paper
    }

    pub fn is_begun(&self) -> bool {
        self.given.iter().any(Option::is_some)
    }

    pub fn answered(&self) -> usize {
        self.given.iter().flatten().count()
    }

    /// An answer to the item that is asked, then the next one.
    pub fn answer(&mut self, answer: Option<u8>) {
        if let Some(place) = self.given.get_mut(self.at) {
            *place = answer;
            self.at += 1;
        }
        (self.pending, self.fault) = (None, None);
    }

    pub fn back(&mut self) {
        self.pending = None;
        self.at = self.at.saturating_sub(1);
    }

    /// A digit: an answer as soon as no second digit could follow.
    pub fn digit(&mut self, measure: &Measure, digit: u8) {
        let Ok(item) = u8::try_from(self.at + 1) else { return };
        if item > measure.items.count {
            return;
        }
        let (low, high) = measure.range(item);
        if let Some(first) = self.pending {
            let both = first * 10 + digit;
            if (low..=high).contains(&both) {
                return self.answer(Some(both));
            }
            self.answer(Some(first));
            return self.digit(measure, digit);
        }
        if digit > 0 && digit <= high / 10 {
            self.pending = Some(digit);
            self.fault = None;
        } else if (low..=high).contains(&digit) {
            self.answer(Some(digit));
        } else {
            self.fault = Some(format!("Item {item} goes from {low} to {high}"));
        }
    }

    /// The digit that waits for a second one is all there is. True if there was one.
    pub fn settle(&mut self) -> bool {
        let Some(first) = self.pending else { return false };
        self.answer(Some(first));
        true
    }
}

/// Shows the grid; keys go to it while no text box has them.
pub(super) fn paper_ui(
    ui: &mut Ui,
    state: &mut MeasuresState,
    (measure, facts): (&Measure, &MeasuresFacts<'_>),
    asked: &mut Vec<Ask>,
) {
    let Some(mut paper) = state.paper.take() else { return };
    let mut done = Done::No;
    if facts.takes_keys && ui.memory(egui::Memory::focused).is_none() {
        done = take_keys(ui, &mut paper, measure);
    }
    let title = format!(
        "{}: answers from paper, {}",
        facts.name(paper.partner),
        super::when::day(facts.today, paper.date)
    );
    look::label(ui, &title, NAME);
    grid_ui(ui, &mut paper, measure);
    item_ui(ui, &paper, measure);
    stand_ui(ui, &paper, measure);
    ui.horizontal(|ui| {
        let mut keep = Button::primary("Keep the answers").key("Enter");
        keep.enabled = paper.is_begun();
        if keep.show(ui).clicked() {
            done = Done::Keep;
        }
        if Button::quiet("Drop them").show(ui).clicked() {
            done = Done::Drop;
        }
    });
    match done {
        Done::No => state.paper = Some(paper),
        Done::Drop => {}
        Done::Keep => keep(state, (measure, facts, paper), asked),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Done {
    No,
    Keep,
    Drop,
}

fn take_keys(ui: &Ui, paper: &mut Paper, measure: &Measure) -> Done {
    let texts: Vec<char> = ui.input_mut(|input| {
        let mut texts = Vec::new();
        input.events.retain(|event| match event {
            Event::Text(text) => {
                texts.extend(text.chars());
                false
            }
            _ => true,
        });
        texts
    });
    for letter in texts {
        match letter.to_digit(10).and_then(|digit| u8::try_from(digit).ok()) {
            Some(digit) => paper.digit(measure, digit),
            None if matches!(letter, '-' | ' ') && !paper.settle() => paper.answer(None),
            None => {}
        }
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::Backspace) || pressed(Key::ArrowLeft) {
        paper.back();
    }
    if pressed(Key::ArrowRight) && !paper.settle() && paper.at < paper.given.len() {
        paper.at += 1;
    }
    if pressed(Key::Enter) && !paper.settle() && paper.is_begun() {
        return Done::Keep;
    }
    if pressed(Key::Escape) && !paper.is_begun() { Done::Drop } else { Done::No }
}

fn keep(
    state: &mut MeasuresState,
    (measure, facts, paper): (&Measure, &MeasuresFacts<'_>, Paper),
    asked: &mut Vec<Ask>,
) {
    let entry = Entry { measure, partner: paper.partner, date: paper.date };
    let given = paper.given.clone();
    let (_, edit) = score::enter_answers(facts.case, entry, (paper.score, given));
    asked.push(Ask::Change(edit));
    let name = facts.name(paper.partner);
    let said = stands(measure, &paper.given);
    state.said = Some(Said::Kept(format!("Kept: {name}, {said}")));
}

/// "Depression 12, moderate", or "12 of 16 answered: no total".
pub(super) fn stands(measure: &Measure, given: &[Option<u8>]) -> String {
    let Some(scale) = measure.scales.first() else { return String::new() };
    match measure.score(scale, given) {
        Outcome::Known { points, .. } => {
            let band = measure.band(&scale.key, points);
            let band = band.map_or_else(String::new, |band| format!(", {}", band.says));
            format!("{} {points}{band}", scale.name)
        }
        Outcome::Refused { .. } => {
            let refused = score::refusal(measure, given).unwrap_or_default();
            format!("{refused}: no total")
        }
    }
}

fn grid_ui(ui: &mut Ui, paper: &mut Paper, measure: &Measure) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(space::S, space::S);
        for item in 0..paper.given.len() {
            let pending = paper.pending.filter(|_| item == paper.at);
            let answer = pending.or_else(|| paper.given.get(item).copied().flatten());
            if cell_ui(ui, (item, answer, item == paper.at)).clicked() {
                paper.at = item;
                paper.pending = None;
            }
        }
    });
    let (low, high) = (measure.items.low, measure.items.high);
    let how = format!(
        "Type {low} to {high} for each item; - for one without an answer, Backspace to go back"
    );
    let fault = paper.fault.clone().map(|fault| (fault, Ink::Alarm));
    let says = fault.unwrap_or((how, Ink::Ink3));
    look::label(ui, &says.0, (Scale::Label, Face::Sans, says.1));
}

fn cell_ui(ui: &mut Ui, (item, answer, is_here): (usize, Option<u8>, bool)) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(42.0, 50.0), Sense::click());
    let number = item + 1;
    let said = answer.map_or("no answer".to_owned(), |it| it.to_string());
    let said = format!("Item {number}: {said}");
    response.widget_info(|| {
        WidgetInfo::selected(Role::Button, ui.is_enabled(), is_here, &said)
    });
    let radius = CornerRadius::same(corner::FIELD);
    let painter = ui.painter();
    let fill = look::ink(ui, Ink::Paper);
    let over = look::ink(ui, Ink::Control);
    painter.rect_filled(rect, radius, fill.lerp_to_gamma(over, hover(ui, &response)));
    if is_here {
        let pen = egui::Stroke::new(2.0, look::ink(ui, Ink::Accent));
        painter.rect_stroke(rect, radius, pen, egui::StrokeKind::Inside);
    }
    focus_ring(ui, &response, corner::FIELD);
    let small =
        look::line(ui, &number.to_string(), (Scale::Tiny, Face::Sans, Ink::Ink3), 40.0);
    let at = rect.center_top() + vec2(-small.size().x / 2.0, 4.0);
    painter.galley(at, small, look::ink(ui, Ink::Ink3));
    if let Some(answer) = answer {
        let style = (Scale::Row, Face::SansSemiBold, Ink::Ink);
        let words = look::line(ui, &answer.to_string(), style, 40.0);
        let at = rect.center_bottom() - vec2(words.size().x / 2.0, words.size().y + 3.0);
        painter.galley(at, words, look::ink(ui, Ink::Ink));
    }
    response
}

/// The words of the item that is asked, where they are known.
fn item_ui(ui: &mut Ui, paper: &Paper, measure: &Measure) {
    let Some(text) = measure.items.texts.get(paper.at).filter(|_| measure.has_texts())
    else {
        return;
    };
    let words = format!("{}. {text}", paper.at + 1);
    ui.add(egui::Label::new(look::job(ui, &words, BODY)).wrap());
}

fn stand_ui(ui: &mut Ui, paper: &Paper, measure: &Measure) {
    let answered = format!("{} of {} answered", paper.answered(), paper.given.len());
    look::label(ui, &answered, SECOND);
    if paper.answered() == 0 {
        return;
    }
    for scale in &measure.scales {
        if let Outcome::Known { points, .. } = measure.score(scale, &paper.given) {
            let band = measure.band(&scale.key, points);
            let band = band.map_or_else(String::new, |band| format!(", {}", band.says));
            look::label(ui, &format!("{} {points}{band}", scale.name), BODY);
        }
    }
    if let Some(filled) = score::filled(measure, &paper.given) {
        look::label(ui, &filled, SMALL);
    }
    let is_at_the_end = paper.at >= paper.given.len();
    if is_at_the_end && let Some(refused) = score::refusal(measure, &paper.given) {
        let words = format!("{refused}: by its rule this measure has no total then");
        look::label(ui, &words, (Scale::Chip, Face::Sans, Ink::Alarm));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(key: &str, keys: &str) -> Vec<Option<u8>> {
        let measures = Measure::shipped();
        let measure = measures.iter().find(|it| it.key == key).unwrap();
        let date = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
        let mut paper = Paper::new(measure, PartnerId::A, date);
        for key in keys.chars() {
            match key.to_digit(10) {
                Some(digit) => paper.digit(measure, digit as u8),
                None if !paper.settle() => paper.answer(None),
                None => {}
            }
        }
        paper.settle();
        paper.given
    }

    #[test]
    fn one_key_is_one_answer_and_ten_is_two() {
        assert_eq!(typed("gad-7", "0123-21").iter().flatten().count(), 6);
        assert_eq!(typed("gad-7", "9")[0], None);
        let ten = typed("check-in", "107105");
        assert_eq!(ten, [Some(10), Some(7), Some(10), Some(5), None]);
        assert_eq!(typed("check-in", "15")[..2], [Some(1), Some(5)]);
        assert_eq!(typed("check-in", "1-0")[..2], [Some(1), Some(0)]);
    }
}
