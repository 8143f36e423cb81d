//! The pages of a couple’s file, with a word on each of them and none of what is kept apart.

use super::couple_file::{FileFacts, FileState, Page};
use super::icon::Icon;
use super::keys;
use super::look::{self, Scale};
use super::when;
use super::widget_row::Row;
use crate::drawing::{Face, Ink};
use crate::model::PartnerId;
use crate::model::agreement::lacking;
use crate::model::keeping::Due;
use egui::{Key, Modifiers, Ui, pos2, vec2};

/// Shows the list; the arrow keys go through it while nothing is typed.
pub(super) fn list_ui(ui: &mut Ui, state: &mut FileState, facts: &FileFacts<'_>) {
    ui.spacing_mut().item_spacing.y = 2.0;
    let [first, second] = facts.both();
    let pages = [
        Page::Partners,
        Page::Agreements,
        Page::Requests,
        Page::Plan,
        Page::Alone(first),
        Page::Alone(second),
        Page::Keeping,
    ];
    let mut chosen = facts.takes_keys.then(|| step(ui, &pages, state.page)).flatten();
    for page in pages {
        if row_ui(ui, (page, state.page == page), facts) {
            chosen = Some(page);
        }
    }
    if let Some(page) = chosen {
        state.show(page);
    }
}

fn row_ui(ui: &mut Ui, (page, is_chosen): (Page, bool), facts: &FileFacts<'_>) -> bool {
    let title = title(page, facts);
    let (about, ink) = about(page, facts);
    let name = format!("{title}: {about}");
    let mut row = Row::new(&name, 56.0);
    row.is_chosen = is_chosen;
    let response = row.show(ui);
    let inner = response.rect.shrink2(vec2(14.0, 0.0));
    let is_alone = matches!(page, Page::Alone(_));
    let width = inner.width() - if is_alone { 26.0 } else { 0.0 };
    let style = (Scale::Phrase, Face::SansSemiBold, Ink::Ink);
    let title = look::line(ui, &title, style, width);
    let about = look::line(ui, &about, (Scale::Chip, Face::Sans, ink), width);
    let painter = ui.painter();
    painter.galley(pos2(inner.left(), inner.top() + 7.0), title, look::ink(ui, Ink::Ink));
    painter.galley(pos2(inner.left(), inner.top() + 30.0), about, look::ink(ui, ink));
    if is_alone {
        let at = pos2(inner.right() - 9.0, inner.center().y);
        Icon::Private.paint(painter, at, 20.0, look::ink(ui, Ink::Ink3));
    }
    response.clicked()
}

/// What a page is called.
pub(super) fn title(page: Page, facts: &FileFacts<'_>) -> String {
    match page {
        Page::Partners => "Partners".to_owned(),
        Page::Agreements => "Agreements".to_owned(),
        Page::Requests => "Requests".to_owned(),
        Page::Plan => "Plan and goals".to_owned(),
        Page::Alone(partner) => format!("{} alone", facts.name(partner)),
        Page::Keeping => "Keeping".to_owned(),
    }
}

fn about(page: Page, facts: &FileFacts<'_>) -> (String, Ink) {
    let case = facts.case;
    let quiet = |words: &str| (words.to_owned(), Ink::Ink2);
    match page {
        Page::Partners => {
            let names = facts.both().map(|partner| facts.name(partner));
            quiet(&names.join(" and "))
        }
        Page::Agreements if !case.is_agreed() => {
            ("To be decided before a note".to_owned(), Ink::Alarm)
        }
        Page::Agreements => match lacking(&case.consents, facts.today).len() {
            0 => quiet(case.status.label()),
            some => {
                let missing = when::count(some, "consent missing", "consents missing");
                quiet(&format!("{}, {missing}", case.status.label()))
            }
        },
        Page::Requests => requests(facts),
        Page::Plan => match case.plan.goals.len() {
            0 => quiet("No goal yet"),
            some => quiet(&when::count(some, "goal", "goals")),
        },
        // The same for both: the list says nothing of what stands there.
        Page::Alone(_) => quiet("Kept apart"),
        Page::Keeping => match case.keeping.due(facts.today) {
            Due::Undecided => quiet("No day decided"),
            Due::Held => quiet("Held"),
            Due::KeptUntil(until) => {
                quiet(&format!("Until {}", until.format("%-d %B %Y")))
            }
            Due::Since(_) => ("Its time has passed".to_owned(), Ink::Alarm),
        },
    }
}

fn requests(facts: &FileFacts<'_>) -> (String, Ink) {
    let open = facts.case.requests.iter().filter(|it| it.answered.is_none());
    let open: Vec<_> = open.collect();
    let soonest = open.iter().filter_map(|it| it.due).min();
    match (open.len(), soonest) {
        (0, _) if facts.case.requests.is_empty() => ("None".to_owned(), Ink::Ink2),
        (0, _) => ("All answered".to_owned(), Ink::Ink2),
        (some, None) => (format!("{some} to answer"), Ink::Ink2),
        (_, Some(due)) if due < facts.today => ("One is late".to_owned(), Ink::Alarm),
        (_, Some(due)) => (format!("Due {}", when::date(facts.today, due)), Ink::Ink2),
    }
}

fn step(ui: &Ui, pages: &[Page], chosen: Page) -> Option<Page> {
    if !keys::is_listening(ui) || ui.memory(egui::Memory::focused).is_some() {
        return None;
    }
    let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let place = pages.iter().position(|page| *page == chosen)?;
    if pressed(Key::ArrowDown) {
        pages.get(place + 1).copied()
    } else if pressed(Key::ArrowUp) {
        pages.get(place.checked_sub(1)?).copied()
    } else {
        None
    }
}

/// Whose half of a page this is: sign and name in the partner’s colour.
pub(super) fn name_ui(ui: &mut Ui, partner: PartnerId, facts: &FileFacts<'_>) {
    use crate::drawing::lobe::Hand;
    let hand = facts.hand(partner);
    let ink = if hand == Hand::Left { Ink::AInk } else { Ink::BInk };
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(16.0, 28.0), egui::Sense::hover());
        super::chip::paint_sign(ui, rect.center(), hand);
        let style = (Scale::Row, Face::SerifSemiBold, ink);
        let words = look::line(ui, facts.name(partner), style, ui.available_width());
        let (rect, response) = ui.allocate_exact_size(words.size(), egui::Sense::hover());
        response.widget_info(|| {
            egui::WidgetInfo::labeled(egui::Role::Label, true, facts.name(partner))
        });
        ui.painter().galley(rect.min, words, look::ink(ui, ink));
    });
}
