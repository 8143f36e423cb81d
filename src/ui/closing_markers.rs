//! Signs of change that were seen in the session: set by a person, each with what showed it.

use super::closing_choice::{Choice, Picked, Takes, group};
use super::closing_moves::headed;
use super::closing_page::{LABEL, LISTS, Page, Pen, SECOND, part};
use super::closing_text::{Text, short_ui};
use super::icon::Icon;
use super::look;
use super::widget_button::Button;
use crate::model::PartnerId;
use crate::model::lists::{Marker, MarkerGroup};
use crate::model::session::MarkerMet;
use egui::Ui;
use strum::VariantArray as _;

pub(super) fn markers_ui(ui: &mut Ui, page: &Page<'_>, pen: &mut Pen) {
    part(ui, "Signs of change", |ui| {
        for (at, met) in page.sheet().markers.iter().enumerate() {
            met_ui(ui, page, pen, (at, met));
        }
        for kind in MarkerGroup::VARIANTS {
            group_ui(ui, page, pen, *kind);
        }
    });
}

/// One that was seen today, with what showed it.
fn met_ui(ui: &mut Ui, page: &Page<'_>, pen: &mut Pen, (at, met): (usize, &MarkerMet)) {
    let known = LISTS.markers.iter().find(|it| it.key == met.marker);
    let says = known.map_or(met.marker.as_str(), |it| &it.says);
    let title = match met.partner {
        Some(partner) => format!("{} {says}", page.name(partner)),
        None => says.to_owned(),
    };
    let is_removed = headed(ui, (&title, "Remove this sign"), |_| {});
    let label = format!("What showed it: {title}");
    let text = Text::new(page.id(("shown by", at)), &label, "What showed it");
    if let Some(words) = short_ui(ui, &mut pen.typing, (&text, &met.words))
        && let Some(met) = pen.sheet(page).markers.get_mut(at)
    {
        met.words = words;
    }
    if is_removed {
        pen.sheet(page).markers.remove(at);
    }
}

fn group_ui(ui: &mut Ui, page: &Page<'_>, pen: &mut Pen, kind: MarkerGroup) {
    let is_open = pen.opened.contains(&kind);
    let icon = if is_open { Icon::Down } else { Icon::Right };
    let of_kind = || LISTS.markers.iter().filter(|it| it.group == kind);
    let fits = |it: &&Marker| !page.is_alone() || it.per_partner;
    if of_kind().find(fits).is_none() {
        return;
    }
    if Button::quiet(kind.label()).icon(icon).height(32.0).show(ui).clicked() {
        if is_open {
            pen.opened.retain(|it| *it != kind);
        } else {
            pen.opened.push(kind);
        }
    }
    if is_open {
        of_kind().filter(fits).for_each(|marker| marker_ui(ui, page, pen, marker));
    }
}

/// A sign to look for: who showed it today, and since when it is known.
fn marker_ui(ui: &mut Ui, page: &Page<'_>, pen: &mut Pen, marker: &Marker) {
    let whose: Vec<Option<PartnerId>> =
        if marker.per_partner { page.partners().map(Some).collect() } else { vec![None] };
    let met = |who: &Option<PartnerId>| {
        let it = |it: &MarkerMet| it.marker == marker.key && it.partner == *who;
        page.sheet().markers.iter().position(it)
    };
    let label = |who: &Option<PartnerId>| who.map_or("seen", |who| page.name(who));
    let choices: Vec<Choice<'_>> = whose
        .iter()
        .map(|who| Choice::new(label(who), (&met(who).is_some(), &true)))
        .collect();
    let room = (ui.available_width() - 190.0).max(150.0);
    let words = |ui: &mut Ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.vertical(|ui| {
            look::label(ui, &marker.says, SECOND);
            look::label(ui, &known(page, (marker, &whose)), LABEL);
        });
    };
    ui.horizontal_top(|ui| {
        ui.allocate_ui(egui::vec2(room, 0.0), |ui| {
            ui.set_width(room);
            words(ui);
        });
        let id = page.id(("marker", marker.key.as_str()));
        if let Some(Picked::At(at)) = group(ui, (&marker.says, id, Takes::Any), &choices)
            && let Some(who) = whose.get(at)
        {
            let place = met(who);
            let markers = &mut pen.sheet(page).markers;
            match place {
                Some(at) => drop(markers.remove(at)),
                None => markers.push(MarkerMet {
                    marker: marker.key.clone(),
                    partner: *who,
                    words: String::new(),
                }),
            }
        }
    });
}

/// "Ana since session 5, Rui not yet"; "not yet" where nobody has shown it.
fn known(page: &Page<'_>, (marker, whose): (&Marker, &[Option<PartnerId>])) -> String {
    let since = whose.iter().map(|who| {
        let mut before = page.known.met_before.iter();
        let before = before.find(|it| it.marker == marker.key && it.partner == *who);
        let name = who.map(|who| format!("{} ", page.name(who))).unwrap_or_default();
        match before {
            Some(before) => format!("{name}since session {}", before.session),
            None => format!("{name}not yet"),
        }
    });
    let is_known = page.known.met_before.iter().any(|it| it.marker == marker.key);
    if is_known { since.collect::<Vec<_>>().join(", ") } else { "not yet".to_owned() }
}
