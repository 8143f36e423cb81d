//! The list of what can be printed, grouped by who gets it; typing narrows it.

use super::command::Command;
use super::keys;
use super::look::{self, Scale, space};
use super::print_screen::{Offer, PrintAsk, PrintFacts, group};
use super::widget_button::Button;
use super::widget_field::{Field, Ground};
use super::widget_key_cap::{Cap, key_cap_size, paint_key_cap};
use super::widget_row::Row;
use crate::drawing::{Face, Ink};
use egui::{Event, Id, Key, Modifiers, ScrollArea, Ui, vec2};

const ROW: f32 = 34.0;
/// So many rows are chosen by a number.
const NUMBERED: usize = keys::NUMBERS.len();

/// Shows the list and its filter.
pub fn choose_ui(
    ui: &mut Ui,
    filter: &mut String,
    facts: &PrintFacts<'_>,
    asked: &mut Vec<PrintAsk>,
) {
    ui.spacing_mut().item_spacing.y = space::XS;
    look::label(ui, "Print", (Scale::Heading, Face::SerifSemiBold, Ink::Ink));
    ui.add_space(space::XS);
    if facts.takes_keys {
        type_to_filter(ui, filter);
    }
    let field = Field::new("Find a page").hide_label().hint("Type to find a page");
    let field = field.on(Ground::Card).height(38.0).id(filter_id());
    let output = field.show(ui, filter);
    let found = found(filter, facts.offers);
    if facts.takes_keys {
        let step = steps(ui, &output.response);
        let by_key = step.and_then(|step| stepped(&found, facts.chosen, step));
        let first = output.response.changed() && !filter.trim().is_empty();
        // What was found first is shown at once, unless what is chosen was found too.
        let first = first && !found.contains(&facts.chosen);
        let by_filter = if first { found.first().copied() } else { None };
        asked.extend(by_key.or(by_filter).map(PrintAsk::Choose));
    }
    ui.add_space(space::S);
    egui::Panel::bottom("templates")
        .resizable(false)
        .show_separator_line(false)
        .frame(egui::Frame::new())
        .show(ui, |ui| {
            let key = keys::cap(ui, Command::Templates);
            if Button::quiet("Templates…").key(&key).show(ui).clicked() {
                asked.push(PrintAsk::Templates);
            }
        });
    let list = ScrollArea::vertical().id_salt("offers").auto_shrink(false);
    list.show(ui, |ui| rows_ui(ui, &found, facts, asked));
}

/// The field that narrows the list.
pub fn filter_id() -> Id {
    Id::unique("find a page")
}

/// A letter that is typed nowhere else begins the filter; a number chooses a row.
fn type_to_filter(ui: &Ui, filter: &mut String) {
    if ui.ctx().text_edit_focused() {
        return;
    }
    // All that came in this frame: typed fast, or on a slow computer, it is more than a letter.
    let mut typed = String::new();
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let Event::Text(text) = event else { return true };
            let is_word = !typed.is_empty() || text.chars().all(char::is_alphabetic);
            if is_word {
                typed.push_str(text);
            }
            !is_word
        });
    });
    if typed.is_empty() {
        return;
    }
    filter.push_str(&typed);
    ui.memory_mut(|memory| memory.request_focus(filter_id()));
    let end = egui::text::CCursor::new(filter.chars().count());
    let mut state = egui::TextEdit::load_state(ui.ctx(), filter_id()).unwrap_or_default();
    state.cursor.set_char_range(Some(egui::text::CCursorRange::one(end)));
    state.store(ui.ctx(), filter_id());
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    By(isize),
    To(usize),
}

/// Where the keys lead in the list.
fn steps(ui: &Ui, field: &egui::Response) -> Option<Step> {
    if let Some(number) = keys::number(ui, NUMBERED) {
        return Some(Step::To(number));
    }
    let nobody = ui.memory(|memory| memory.focused().is_none());
    if !nobody && !field.has_focus() {
        return None;
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    if pressed(Key::ArrowDown) {
        return Some(Step::By(1));
    }
    pressed(Key::ArrowUp).then_some(Step::By(-1))
}

fn stepped(found: &[usize], chosen: usize, step: Step) -> Option<usize> {
    match step {
        Step::To(number) => found.get(number).copied(),
        Step::By(by) => {
            let here = found.iter().position(|place| *place == chosen);
            let next = match here {
                Some(here) => here.saturating_add_signed(by).min(found.len().max(1) - 1),
                None => 0,
            };
            found.get(next).copied().filter(|place| *place != chosen)
        }
    }
}

/// The offers whose title or readers hold every word typed.
pub fn found(filter: &str, offers: &[Offer]) -> Vec<usize> {
    let wanted = filter.trim().to_lowercase();
    let holds = |offer: &Offer| {
        let all = format!("{} {}", offer.title, group(offer.audience)).to_lowercase();
        wanted.split_whitespace().all(|word| all.contains(word))
    };
    let places = offers.iter().enumerate().filter(|(_, offer)| holds(offer));
    places.map(|(place, _)| place).collect()
}

fn rows_ui(
    ui: &mut Ui,
    found: &[usize],
    facts: &PrintFacts<'_>,
    asked: &mut Vec<PrintAsk>,
) {
    ui.spacing_mut().item_spacing.y = 0.0;
    if found.is_empty() {
        let words = "No page is called so";
        look::label(ui, words, (Scale::Interface, Face::Sans, Ink::Ink2));
    }
    let mut before = None;
    for (number, place) in found.iter().enumerate() {
        let Some(offer) = facts.offers.get(*place) else { continue };
        if before != Some(offer.audience) {
            ui.add_space(if before.is_some() { space::M } else { 0.0 });
            let style = (Scale::Label, Face::SansSemiBold, Ink::Ink2);
            look::label(ui, group(offer.audience), style);
            ui.add_space(space::XS);
            before = Some(offer.audience);
        }
        let is_chosen = *place == facts.chosen;
        let response = row_ui(ui, (number, offer, is_chosen));
        // Once, so that the list can be scrolled away from it.
        if is_chosen && is_another(ui, *place) {
            response.scroll_to_me(None);
        }
        if response.clicked() {
            asked.push(PrintAsk::Choose(*place));
        }
    }
}

/// True in the first frame in which this row is the chosen one.
fn is_another(ui: &Ui, place: usize) -> bool {
    let id = Id::unique("chosen page");
    ui.data_mut(|data| {
        let before = data.get_temp::<usize>(id);
        data.insert_temp(id, place);
        before != Some(place)
    })
}

fn row_ui(
    ui: &mut Ui,
    (number, offer, is_chosen): (usize, &Offer, bool),
) -> egui::Response {
    let response = Row::new(&offer.title, ROW).show(ui);
    let rect = response.rect;
    if is_chosen {
        let fill = look::ink(ui, Ink::AccentWash);
        ui.painter().rect_filled(rect, look::corner::ROW, fill);
    }
    let face = if is_chosen { Face::SansSemiBold } else { Face::Sans };
    let style = (Scale::Interface, face, Ink::Ink);
    let words = look::line(ui, &offer.title, style, rect.width() - 48.0);
    let at = rect.left_center() + vec2(10.0, -words.size().y / 2.0);
    ui.painter().galley(at, words, look::ink(ui, Ink::Ink));
    if number < NUMBERED {
        let key = (number + 1).to_string();
        let half = key_cap_size(ui, &key).x / 2.0;
        let centre = rect.right_center() - vec2(10.0 + half, 0.0);
        paint_key_cap(ui, ui.painter(), centre, (&key, Cap::Outlined));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::template::Audience;

    #[test]
    fn typing_finds_by_title_and_by_reader_and_the_arrows_stay_within() {
        let offer = |title: &str, audience| Offer {
            title: title.to_owned(),
            audience,
            is_own: false,
        };
        let offers = [
            offer("The loop", Audience::Couple),
            offer("An empty loop", Audience::Couple),
            offer("Progress note", Audience::Record),
        ];
        assert_eq!(found("", &offers), [0, 1, 2]);
        assert_eq!(found("loop emp", &offers), [1]);
        assert_eq!(found("file", &offers), [2]);
        assert_eq!(found("saffron", &offers), [0; 0]);
        assert_eq!(stepped(&[0, 1, 2], 1, Step::By(1)), Some(2));
        assert_eq!(stepped(&[0, 1, 2], 2, Step::By(1)), None);
        assert_eq!(stepped(&[1, 2], 0, Step::By(-1)), Some(1));
        assert_eq!(stepped(&[], 0, Step::By(1)), None);
        assert_eq!(stepped(&[4, 7], 0, Step::To(1)), Some(7));
    }
}
