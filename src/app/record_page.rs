//! Pages of the record on their way to the preview: a note, a summary, an answer to a request.

use super::desk::Desk;
use super::printing::{Made, NOTHING, shipped};
use crate::drawing::Paper;
use crate::export::{self, ForRecord, Known, PracticeWords, RecordChecks};
use crate::model::access_pack::Pack;
use crate::model::audience::Audience;
use crate::model::client_view::HeldBack;
use crate::model::{NoteId, PartnerId, SeenBy, SessionId};
use crate::store::addendum_digest;
use crate::ui::print_screen::About;

/// What a page is about, and who may read it.
struct Subject {
    session: Option<SessionId>,
    note: Option<NoteId>,
    pack: Option<Pack>,
    audience: Audience,
    alone: Option<PartnerId>,
    template: &'static str,
}

impl Desk {
    pub(super) fn record_page(
        &self,
        (about, paper): (About, Paper),
    ) -> Result<Made, String> {
        let open = self.open.as_ref().ok_or(NOTHING)?;
        let subject = self.subject(about)?;
        let note = subject.note.and_then(|id| open.case.note(id));
        let addenda = note.map(|note| note.addenda.as_slice()).unwrap_or_default();
        let addenda: Result<Vec<String>, _> =
            addenda.iter().map(addendum_digest).collect();
        let addenda = addenda.map_err(|error| error.to_string())?;
        let known = ForRecord {
            seen: &SeenBy::of(&open.case, subject.audience),
            session: subject.session,
            note: subject.note,
            pack: subject.pack.as_ref(),
            checks: &RecordChecks { addenda },
            practice: &self.practice_words(),
        };
        let (known, today) = (Known::Record(&known), self.now().date_naive());
        let template = shipped(subject.template)?;
        let mut printed =
            export::print_text(&known, &template, paper, today, &self.fonts)
                .map_err(|error| error.to_string())?;
        printed.hint = subject.pack.as_ref().map(Pack::counts);
        let told_alone =
            subject.alone.map(|partner| open.case.name_of(partner).to_owned());
        let shown = printed.pages;
        Ok(Made { printed, held_back: HeldBack::default(), shown, told_alone })
    }

    fn subject(&self, about: About) -> Result<Subject, String> {
        let open = self.open.as_ref().ok_or(NOTHING)?;
        let of = |alone: Option<PartnerId>, template| Subject {
            session: None,
            note: None,
            pack: None,
            audience: alone.map_or(Audience::Record, Audience::of_partner),
            alone,
            template,
        };
        match about {
            About::Note => {
                let note = open.notes.note().and_then(|id| open.case.note(id));
                let note = note.filter(|note| !note.is_process()).ok_or(NOTHING)?;
                let (session, id) = (note.session, Some(note.id));
                Ok(Subject { session, note: id, ..of(note.alone, "progress_note") })
            }
            About::Answer => {
                let pack = self.answer_pack()?;
                let request = super::access::request(&open.case, open.access.request);
                let audience = request.map(|it| it.by.audience());
                let audience = audience.unwrap_or(Audience::Record);
                Ok(Subject { pack: Some(pack), audience, ..of(None, "access_pack") })
            }
            _ => {
                let session = open.sessions.chosen.and_then(|id| open.case.session(id));
                let session = session.ok_or(NOTHING)?;
                let alone = session.kind.alone();
                let id = Some(session.id);
                Ok(Subject { session: id, ..of(alone, "session_summary") })
            }
        }
    }

    /// What the practice says of itself on its papers.
    pub(super) fn practice_words(&self) -> PracticeWords {
        let settings = self.practice.as_ref().map(|practice| &practice.settings);
        settings.map_or_else(PracticeWords::default, |settings| PracticeWords {
            name: settings.practice_name.clone(),
            therapist: settings.therapist_name.clone(),
            credentials: settings.credentials.clone(),
            measures: settings.measures.clone(),
        })
    }
}
