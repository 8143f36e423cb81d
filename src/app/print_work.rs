//! Makes a page from what was chosen: everything that it needs, so that another thread can do it.

use crate::drawing::{Fonts, Paper, Watch};
use crate::export::fields::Subject;
use crate::export::pdf::PdfError;
use crate::export::template::Audience as For;
use crate::export::{
    self, ExportError, ForCouple, ForPractice, ForRecord, ForSupervisor, Known,
    PracticeWords, Printed, RecordChecks, Template, on_the_page,
};
use crate::model::access_pack::Pack;
use crate::model::audience::Audience;
use crate::model::client_session::ClientSession;
use crate::model::version::Stand;
use crate::model::{
    Case, ClientDialogue, ClientView, CycleMap, DialogueId, MapId, NoteId, SeenBy,
    SessionId,
};
use crate::store::addendum_digest;
use chrono::NaiveDate;
use std::sync::Arc;

/// What is to be made.
pub(super) struct Order {
    pub case: Arc<Case>,
    pub template: Arc<Template>,
    pub map: MapId,
    /// The only talk on the page; all of the loop's if there is none.
    pub talk: Option<DialogueId>,
    /// The two moments of the loop that stand beside each other.
    pub moments: Option<[Stand; 2]>,
    pub session: Option<SessionId>,
    pub note: Option<NoteId>,
    pub pack: Option<Pack>,
    /// Who reads a page of the record.
    pub audience: Audience,
    pub practice: PracticeWords,
    pub paper: Paper,
    pub today: NaiveDate,
}

/// What was made, with what it holds in numbers.
pub(super) struct Composed {
    pub printed: Printed,
    pub contents: Vec<String>,
}

/// Why nothing was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unmade {
    /// Nobody wanted it any more.
    Stopped,
    Told(String),
}

const NO_LOOP: &str = "There is nothing to print here yet";
const ALONE: &str =
    "Only one of them was in this session: nothing of it goes on a page for both";
const PRIVATE: &str = "This talk is private: make it shareable before you print it";
const NO_NOTE: &str = "A process note is never printed. Choose another note.";

pub(super) fn compose(
    order: &Order,
    fonts: &Fonts,
    watch: Watch<'_>,
) -> Result<Composed, Unmade> {
    let map = order.case.map(order.map).or(order.case.maps.first());
    let map = map.ok_or(Unmade::Told(NO_LOOP.to_owned()))?;
    match order.template.audience {
        For::Couple => for_couple(order, map, (fonts, watch)),
        For::Practice => {
            let known = for_practice(order, map);
            text(&Known::Practice(&known), order, (fonts, watch))
        }
        For::Supervisor => {
            let known = for_practice(order, map);
            let known = ForSupervisor::of(&known, &ForSupervisor::plain_names());
            text(&Known::Supervisor(&known), order, (fonts, watch))
        }
        For::Record => for_record(order, (fonts, watch)),
    }
}

fn for_practice<'a>(order: &'a Order, map: &'a CycleMap) -> ForPractice<'a> {
    ForPractice { case: &order.case, map, practice: &order.practice }
}

fn for_couple(
    order: &Order,
    map: &CycleMap,
    by: (&Fonts, Watch<'_>),
) -> Result<Composed, Unmade> {
    let case = &*order.case;
    let told = |words: &str| Unmade::Told(words.to_owned());
    let is_loop = order.template.subject() == Subject::CycleMap;
    let of_today = case.session_of(order.today).map(|session| session.id);
    let today = if is_loop { of_today } else { order.session };
    let view = ClientView::of(case, map, today);
    let view = match order.moments {
        Some(moments) => view.with_moments(case, map, moments),
        None => view,
    };
    let mut known = ForCouple::new(&view, map, &order.practice);
    if let Some(id) = order.talk {
        let talk = map.dialogues.iter().find(|talk| talk.id == id);
        let talk = talk.and_then(|talk| ClientDialogue::of(map, talk));
        known.dialogues = vec![talk.ok_or(told(PRIVATE))?];
    }
    if let Some(session) = order.session.and_then(|id| case.session(id)) {
        known.session = Some(ClientSession::of(case, session).ok_or(told(ALONE))?);
    }
    let known = Known::Couple(&known);
    if !is_loop {
        return text(&known, order, by);
    }
    let (template, on) = (&order.template, (order.paper, order.today));
    let printed = export::print_loop((&view, &order.practice), template, on, by.0);
    finished(printed, &known, order)
}

fn for_record(order: &Order, by: (&Fonts, Watch<'_>)) -> Result<Composed, Unmade> {
    let note = order.note.and_then(|id| order.case.note(id));
    if note.is_some_and(crate::model::Note::is_process) {
        return Err(Unmade::Told(NO_NOTE.to_owned()));
    }
    let addenda = note.map(|note| note.addenda.as_slice()).unwrap_or_default();
    let addenda: Result<Vec<String>, _> = addenda.iter().map(addendum_digest).collect();
    let addenda = addenda.map_err(|error| Unmade::Told(error.to_string()))?;
    let known = ForRecord {
        seen: &SeenBy::of(&order.case, order.audience),
        session: order.session,
        note: order.note,
        pack: order.pack.as_ref(),
        checks: &RecordChecks { addenda },
        practice: &order.practice,
    };
    let mut composed = text(&Known::Record(&known), order, by)?;
    composed.printed.hint = order.pack.as_ref().map(Pack::counts);
    Ok(composed)
}

fn text(
    known: &Known<'_>,
    order: &Order,
    by: (&Fonts, Watch<'_>),
) -> Result<Composed, Unmade> {
    let on = (order.paper, order.today);
    finished(export::print_text_while(known, &order.template, on, by), known, order)
}

fn finished(
    printed: Result<Printed, ExportError>,
    known: &Known<'_>,
    order: &Order,
) -> Result<Composed, Unmade> {
    match printed {
        Ok(printed) => {
            let contents = on_the_page::contents(known, &order.template);
            Ok(Composed { printed, contents })
        }
        Err(ExportError::Pdf(PdfError::Stopped)) => Err(Unmade::Stopped),
        Err(error) => Err(Unmade::Told(error.to_string())),
    }
}
