//! A page of a template that the therapist chose, the practice's own ones too.

use super::desk::Desk;
use super::printing::{Made, NOTHING};
use crate::drawing::Paper;
use crate::export::fields::Subject;
use crate::export::template::Audience as For;
use crate::export::{
    self, ForCouple, ForPractice, ForRecord, ForSupervisor, Known, RecordChecks, Template,
};
use crate::model::audience::Audience;
use crate::model::client_session::ClientSession;
use crate::model::client_view::HeldBack;
use crate::model::{Case, ClientView, Note, SeenBy, Session};
use crate::store::addendum_digest;
use crate::ui::print_screen::About;
use egui::Context;

const NO_TEMPLATE: &str = "Choose a template first.";
const NO_SESSION: &str = "There is no session with both yet. Start one first.";
const NO_NOTE: &str = "There is no note of a session with both yet. Write one first.";
const ANSWER: &str = "An answer to a request is made where the request is answered.";

impl Desk {
    /// False for what is printed elsewhere or for nobody.
    pub(super) fn can_print_with(&self, template: &Template) -> bool {
        template.subject() != Subject::RecoverySheet && !template.names_any("answer.")
    }

    /// A page of the template that is looked at, for the couple on the desk.
    pub(super) fn print_chosen_template(&mut self, ctx: &Context) {
        self.print_with = self.chosen_printable();
        self.prepare(ctx, (About::Own, Paper::A4));
    }

    pub(super) fn own_page(&self, paper: Paper) -> Result<Made, String> {
        let template = self.print_with.as_ref().ok_or(NO_TEMPLATE)?;
        if !self.can_print_with(template) {
            return Err(ANSWER.to_owned());
        }
        let open = self.open.as_ref().ok_or(NOTHING)?;
        let map =
            open.case.map(open.map.map).or(open.case.maps.first()).ok_or(NOTHING)?;
        // Not even the number of what was said alone stands on a screen in the room.
        let held_back = open.shown().map(map.id).map(ClientView::held_back);
        let today = self.now().date_naive();
        let session = open.case.session_of(today).map(|session| session.id);
        let view = ClientView::of(&open.case, map, session);
        let is_for_couple = template.audience == For::Couple;
        let held_back = held_back.filter(|_| is_for_couple).unwrap_or_default();
        if template.subject() == Subject::CycleMap {
            let printed =
                export::print_cycle_map(&view, template, paper, today, &self.fonts);
            let printed = printed.map_err(|error| error.to_string())?;
            return Ok(made(printed, held_back));
        }
        let practice = self.practice_words();
        let for_couple = ForCouple {
            session: ClientSession::newest(&open.case),
            ..ForCouple::new(&view, map, &practice)
        };
        let for_practice = ForPractice { case: &open.case, map, practice: &practice };
        let print = |known: &Known<'_>| {
            export::print_text(known, template, paper, today, &self.fonts)
                .map(|printed| made(printed, held_back))
                .map_err(|error| error.to_string())
        };
        match template.audience {
            For::Couple => print(&Known::Couple(&for_couple)),
            For::Practice => print(&Known::Practice(&for_practice)),
            For::Supervisor => {
                let names = ForSupervisor::plain_names();
                print(&Known::Supervisor(&ForSupervisor::of(&for_practice, &names)))
            }
            For::Record => {
                let (session, note) = about(&open.case, template)?;
                let addenda = note.map(|it| it.addenda.as_slice()).unwrap_or_default();
                let addenda: Result<Vec<String>, _> =
                    addenda.iter().map(addendum_digest).collect();
                let addenda = addenda.map_err(|error| error.to_string())?;
                print(&Known::Record(&ForRecord {
                    seen: &SeenBy::of(&open.case, Audience::Record),
                    session: Some(session.id),
                    note: note.map(|note| note.id),
                    pack: None,
                    checks: &RecordChecks { addenda },
                    practice: &practice,
                }))
            }
        }
    }
}

fn made(printed: export::Printed, held_back: HeldBack) -> Made {
    let shown = printed.pages;
    Made { printed, held_back, shown, told_alone: None }
}

/// The newest session with both, and its note if the page is about one.
fn about<'a>(
    case: &'a Case,
    template: &Template,
) -> Result<(&'a Session, Option<&'a Note>), String> {
    let both = case.sessions.iter().filter(|it| it.kind.alone().is_none());
    if !template.names_any("note.") {
        let newest = both.max_by_key(|session| session.when()).ok_or(NO_SESSION)?;
        return Ok((newest, None));
    }
    let notes = case.notes.iter().filter(|it| it.alone.is_none() && !it.is_process());
    let note = notes.max_by_key(|note| note.about).ok_or(NO_NOTE)?;
    let session = note.session.and_then(|id| case.session(id)).ok_or(NO_SESSION)?;
    Ok((session, Some(note)))
}
