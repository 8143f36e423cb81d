//! What can be printed for the couple on the desk, and what is chosen of it at first and by hand.

use super::desk::{Desk, Screen};
use super::printing::NOTHING;
use crate::drawing::Paper;
use crate::export::Template;
use crate::export::fields::Subject;
use crate::export::template::Audience as For;
use crate::export::templates::{Offered, Whose};
use crate::export::topics::{self, Needs};
use crate::model::audience::{Audience, Shown};
use crate::model::own_template::readable;
use crate::model::print_guard::{About, Carried, Leaves, Topic};
use crate::model::version::Stand;
use crate::model::{
    Case, CycleMap, Dialogue, DialogueId, MapId, Note, NoteId, PartnerId, Session,
    SessionId,
};
use crate::ui::print_screen::Offer;
use egui::Context;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A template with what it is about.
#[derive(Clone)]
pub(super) struct Paperwork {
    pub template: Arc<Template>,
    pub topics: BTreeSet<Topic>,
    pub needs: Needs,
}

/// What is chosen to be printed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chosen {
    /// By its place among the offers.
    pub offer: usize,
    pub map: MapId,
    pub talk: Option<DialogueId>,
    /// Of this loop, as they were chosen on the slider; else the first and the last version.
    pub moments: Option<[Stand; 2]>,
    /// What was chosen there, though another choice was made since.
    pub beside: Option<[Stand; 2]>,
    /// For a page of the record, and for one to take home.
    pub session: Option<SessionId>,
    pub take_home: Option<SessionId>,
    pub note: Option<NoteId>,
    /// Who reads the answer to the request that is open.
    pub asker: Audience,
    pub paper: Paper,
    pub leaves: Leaves,
}

/// What is printed from a screen first; from every other it is the loop.
const PAGES: [(Screen, &str); 11] = [
    (Screen::Closing, "take_away"),
    (Screen::Talks, "dialogue"),
    (Screen::Notes, "progress_note"),
    (Screen::Sessions, "session_summary"),
    (Screen::Access, "access_pack"),
    (Screen::NewLoop, "new_loop"),
    (Screen::Readings, "reading_each_other"),
    (Screen::File, "treatment_plan"),
    (Screen::Course, "course"),
    (Screen::Measures, "measures"),
    (Screen::Compare, "first_and_last"),
];

const ORDER: [For; 4] = [For::Couple, For::Record, For::Practice, For::Supervisor];

const NO_SESSION: &str = "There is no session with both yet. Start one first.";
const NO_SESSION_AT_ALL: &str = "There is no session yet. Start one first.";
const NO_NOTE: &str = "There is no note yet. Write one first.";
const NO_TALK: &str = "There is no talk yet that may be shown to both";
const ALONE: &str =
    "Only one of them was in this session: nothing of it goes on a page for both";
const NO_TEMPLATE: &str = "Choose a template first.";
const NOT_NOW: &str = "This page cannot be printed now";
const PRIVATE: &str = "This talk is private: make it shareable before you print it";

impl Desk {
    /// What can be printed now, grouped by who gets it.
    pub(super) fn print_offers(&self) -> Vec<(Offer, Paperwork)> {
        let Some(open) = &self.open else { return Vec::new() };
        // Others are in the room then, and only their own pages are for their eyes.
        let is_in_session = open.case.running().is_some();
        let mut offers = Vec::new();
        let all = self.all_templates();
        for audience in ORDER {
            for offered in &all {
                let template = &offered.template;
                let is_shown = template.audience == audience
                    && (audience == For::Couple || !is_in_session)
                    && template.subject() != Subject::RecoverySheet;
                if is_shown {
                    offers.extend(offer(offered, &open.case));
                }
            }
        }
        offers
    }

    /// False for what is printed elsewhere or for nobody.
    pub(super) fn can_print_with(&self, template: &Template) -> bool {
        let Some(open) = &self.open else { return false };
        let is_answer = template.names_any("answer.") && open.case.requests.is_empty();
        template.subject() != Subject::RecoverySheet && !is_answer
    }

    /// A page of the template that is looked at, for the couple on the desk.
    pub(super) fn print_chosen_template(&mut self, ctx: &Context) {
        match self.chosen_here() {
            Ok(chosen) => self.show_print(ctx, chosen),
            Err(why) => self.tell(crate::ui::notice::Tone::Alarm, why),
        }
    }

    /// What is printed from this screen.
    pub(super) fn chosen_here(&self) -> Result<Chosen, String> {
        let page = PAGES.iter().find(|(screen, _)| *screen == self.screen);
        let mut name = page.map_or("cycle_map", |(_, name)| *name).to_owned();
        if self.screen == Screen::Templates {
            name = self.chosen_printable().ok_or(NO_TEMPLATE)?.name;
        }
        // While the couple is in the room their own pages alone are offered.
        let is_for_later = [Screen::Course, Screen::Measures].contains(&self.screen);
        let mut chosen = match self.usual(&name) {
            Err(why) if is_for_later && why == NOT_NOW => self.usual("cycle_map")?,
            usual => usual?,
        };
        let open = self.open.as_ref().ok_or(NOTHING)?;
        match self.screen {
            Screen::Talks => {
                let map = open.case.map(open.talks.map).ok_or(NOTHING)?;
                let talk = open.talks.talk(map).ok_or(NOTHING)?;
                if !Audience::Couple.may_see(Shown::talk(map, talk)) {
                    return Err(PRIVATE.to_owned());
                }
                (chosen.map, chosen.talk) = (map.id, Some(talk.id));
            }
            Screen::Notes => chosen.note = open.notes.note().or(chosen.note),
            Screen::Sessions => chosen.session = open.sessions.chosen.or(chosen.session),
            Screen::Closing => {
                let session = open.closing.session();
                chosen.take_home = session.or(chosen.take_home);
                in_it_both(&open.case, chosen.take_home)?;
            }
            Screen::Access => {
                self.answer_pack()?;
            }
            Screen::Compare => {
                chosen.moments = open.compare.chosen(chosen.map);
                chosen.beside = chosen.moments;
            }
            _ => {}
        }
        Ok(chosen)
    }

    /// The page that they take home from this session.
    pub(super) fn open_take_away(&mut self, ctx: &Context, session: SessionId) {
        let chosen = self.usual("take_away").and_then(|chosen| {
            let open = self.open.as_ref().ok_or(NOTHING)?;
            in_it_both(&open.case, Some(session))?;
            Ok(Chosen { take_home: Some(session), ..chosen })
        });
        match chosen {
            Ok(chosen) => self.show_print(ctx, chosen),
            Err(why) => self.tell(crate::ui::notice::Tone::Alarm, why),
        }
    }

    /// The loop on the screen, the newest session, the newest note.
    fn usual(&self, template: &str) -> Result<Chosen, String> {
        let open = self.open.as_ref().ok_or(NOTHING)?;
        let case = &open.case;
        let map = case.map(open.map.map).or(case.maps.first()).ok_or(NOTHING)?;
        let offers = self.print_offers();
        let offer = offers.iter().position(|(_, it)| it.template.name == template);
        let running = case.running().map(|session| session.id);
        let newest = |sessions: Vec<&Session>| {
            sessions.into_iter().max_by_key(|it| it.when()).map(|session| session.id)
        };
        let both = running.filter(|id| case.session(*id).is_some_and(is_for_both));
        let talk = talks(map).next().map(|talk| talk.id);
        let asker = super::access::request(case, open.access.request);
        Ok(Chosen {
            offer: offer.ok_or(NOT_NOW)?,
            map: map.id,
            talk,
            moments: None,
            beside: None,
            session: running.or(newest(case.sessions.iter().collect())),
            take_home: both.or(newest(together(case).collect())),
            note: notes(case).first().map(|note| note.id),
            asker: asker.map_or(Audience::Record, |request| request.by.audience()),
            paper: Paper::A4,
            leaves: Leaves::Stays,
        })
    }
}

fn in_it_both(case: &Case, session: Option<SessionId>) -> Result<(), String> {
    let session = session.and_then(|id| case.session(id)).ok_or(NO_SESSION)?;
    if is_for_both(session) { Ok(()) } else { Err(ALONE.to_owned()) }
}

fn offer(offered: &Offered, case: &Case) -> Option<(Offer, Paperwork)> {
    let template = &offered.template;
    let is_own = offered.whose != Whose::Shipped;
    let topics = topics::of(template);
    let needs = topics::needs(template, &topics);
    if needs == Needs::Answer && case.requests.is_empty() {
        return None;
    }
    // Copies have the title of what they were copied from, and a name of their own.
    let title = if is_own { readable(&template.name) } else { topics::title(template) };
    let audience = template.audience;
    let template = Arc::new(template.clone());
    Some((Offer { title, audience, is_own }, Paperwork { template, topics, needs }))
}

fn is_for_both(session: &Session) -> bool {
    session.kind.alone().is_none()
}

fn together(case: &Case) -> impl Iterator<Item = &Session> {
    case.sessions.iter().filter(|session| is_for_both(session))
}

/// Talks that both may see.
pub(super) fn talks(map: &CycleMap) -> impl Iterator<Item = &Dialogue> {
    map.dialogues.iter().filter(|it| Audience::Couple.may_see(Shown::talk(map, it)))
}

/// Notes that are ever printed, the newest first.
pub(super) fn notes(case: &Case) -> Vec<&Note> {
    let mut notes: Vec<&Note> =
        case.notes.iter().filter(|note| !note.is_process()).collect();
    notes.sort_by_key(|note| std::cmp::Reverse(note.about));
    notes
}

/// Sessions, the newest first.
pub(super) fn sessions<'a>(case: &'a Case, needs: Needs) -> Vec<&'a Session> {
    let mut sessions: Vec<&'a Session> = match needs {
        Needs::TakeAway => together(case).collect(),
        _ => case.sessions.iter().collect(),
    };
    sessions.sort_by_key(|session| std::cmp::Reverse(session.when()));
    sessions
}

impl Chosen {
    /// The session that the page is about, if it is about one.
    pub fn session_of(&self, paperwork: &Paperwork) -> Option<SessionId> {
        match paperwork.needs {
            Needs::TakeAway => self.take_home,
            Needs::Session => self.session,
            _ => None,
        }
    }

    /// Whose alone the page is, if it is of one of them.
    pub fn alone(&self, paperwork: &Paperwork, case: &Case) -> Option<PartnerId> {
        match paperwork.needs {
            Needs::Note => case.note(self.note?)?.alone,
            Needs::Session => case.session(self.session?)?.kind.alone(),
            _ => None,
        }
    }

    /// What a page of this template can hold that was told alone.
    pub fn carried(&self, paperwork: &Paperwork) -> Carried {
        let talk = self.talk.filter(|_| paperwork.needs == Needs::Talk);
        Carried { talk, ..topics::carried(&paperwork.template) }
    }

    /// What the page is printed from.
    pub fn about<'a>(
        &self,
        (paperwork, carried): (&'a Paperwork, &'a Carried),
        case: &Case,
    ) -> About<'a> {
        let note = self.note.filter(|_| paperwork.needs == Needs::Note);
        let of_note = note.and_then(|id| case.note(id)?.session);
        About {
            topics: &paperwork.topics,
            carried,
            map: Some(self.map),
            moments: self.moments,
            session: self.session_of(paperwork).or(of_note),
            audience: self.audience(paperwork, case),
        }
    }

    /// Who reads it.
    pub fn audience(&self, paperwork: &Paperwork, case: &Case) -> Audience {
        match paperwork.template.audience {
            For::Couple => Audience::Couple,
            For::Supervisor => Audience::Supervisor,
            For::Practice => Audience::Record,
            For::Record if paperwork.needs == Needs::Answer => self.asker,
            For::Record => {
                let alone = self.alone(paperwork, case);
                alone.map_or(Audience::Record, Audience::of_partner)
            }
        }
    }

    /// Why nothing can be made of it.
    pub fn lacks(&self, paperwork: &Paperwork, case: &Case) -> Option<&'static str> {
        match paperwork.needs {
            Needs::TakeAway if self.take_home.is_none() => Some(NO_SESSION),
            Needs::Session if self.session.is_none() => Some(NO_SESSION_AT_ALL),
            Needs::Note if self.note.is_none() => Some(NO_NOTE),
            Needs::Talk => {
                let map = case.map(self.map);
                let has_any = map.is_some_and(|map| talks(map).next().is_some());
                (!has_any).then_some(NO_TALK)
            }
            _ => None,
        }
    }
}
