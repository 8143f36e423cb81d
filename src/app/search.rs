//! Words looked for in all couples, or in one, on the worker's thread; and the way to each place.

use super::desk::{Desk, OpensMap, Screen};
use super::request::Request;
use crate::model::audience::Audience;
use crate::model::layer::Sheet;
use crate::model::passage::{Place, Spot, passages};
use crate::model::search::{Hit, Looker, Wanted};
use crate::model::{Case, MapId, Note, NoteId};
use crate::store::{Found, Within};
use crate::ui::command::Ask;
use crate::ui::search_screen::{
    Answer, SearchAsk, SearchFacts, SearchState, WhereTo, search_screen_ui,
};
use chrono::NaiveDate;
use egui::{Context, Ui};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// More than these nobody reads; more words find fewer.
const MOST: usize = 200;

/// Which search is wanted: every key begins another one, and the older ones stop.
#[derive(Debug, Clone, Default)]
pub struct Ticket {
    number: u64,
    newest: Arc<AtomicU64>,
}

impl Ticket {
    /// A new one; all that were given before are no longer wanted.
    #[must_use]
    pub fn next(&self) -> Self {
        let number = self.newest.fetch_add(1, Ordering::Relaxed) + 1;
        Self { number, newest: Arc::clone(&self.newest) }
    }

    pub fn is_wanted(&self) -> bool {
        self.newest.load(Ordering::Relaxed) == self.number
    }
}

/// Where a hit leads once its couple is on the desk.
#[derive(Debug, Clone)]
pub(super) struct Goal {
    place: Place,
    spot: Spot,
    date: Option<NaiveDate>,
    wanted: Wanted,
}

impl Desk {
    /// Opens the screen; with words, or with those that stand in the search of the couples.
    pub(super) fn open_search(&mut self, words: Option<String>) {
        if self.place().has_company {
            return;
        }
        let typed = self.list.search.trim().to_owned();
        let from_list =
            (self.screen == Screen::Couples && !typed.is_empty()).then_some(typed);
        self.screen = Screen::Search;
        self.held.wait_for_field();
        self.search.wants_focus = true;
        // What is not in the file yet is found as well.
        self.save_now();
        if let Some(words) = words.or(from_list) {
            self.list.search.clear();
            self.search = SearchState::looking_for(words);
            self.look();
        }
    }

    pub(super) fn search_screen(&mut self, ui: &mut Ui, asked: &mut Vec<Ask>) {
        let (place, today, takes_keys) =
            (self.place(), self.now().date_naive(), self.takes_keys());
        let open = self.open.as_ref().map(|it| (it.case.id, it.case.code_name.as_str()));
        let facts = SearchFacts { today, place, takes_keys, open };
        search_screen_ui(ui, &mut self.search, &facts, asked);
    }

    pub(super) fn search_ask(&mut self, ctx: &Context, ask: SearchAsk) {
        match ask {
            SearchAsk::Look => self.look(),
            SearchAsk::Open(hit) => self.open_hit(ctx, &hit),
        }
    }

    fn look(&mut self) {
        self.ticket = self.ticket.next();
        let wanted = Wanted::new(&self.search.words);
        if wanted.is_empty() {
            (self.search.answer, self.search.is_searching) = (None, false);
            return;
        }
        self.search.is_searching = true;
        let open = self.open.as_ref().map(|open| open.case.id);
        let case = open.filter(|_| self.search.where_to == WhereTo::OpenCouple);
        let told_alone = self.search.told_alone;
        let looker = Looker { audience: Audience::Therapist, told_alone };
        let (ticket, now) = (self.ticket.clone(), self.now());
        let within = Within { case, most: MOST };
        self.send(Request::Search { ticket, wanted, looker, within, now });
    }

    /// An answer to words that have been typed on since is for nobody.
    pub(super) fn take_found(&mut self, ticket: &Ticket, found: Found) {
        if !ticket.is_wanted() || self.practice.is_none() {
            return;
        }
        let Found { hits, is_all, unread } = found;
        self.search.is_searching = false;
        self.search.answer = Some(Answer { hits, is_all, unread });
    }

    /// At lock, and when a session begins.
    pub(super) fn forget_search(&mut self) {
        self.ticket = self.ticket.next();
        self.search = SearchState::default();
        self.goal = None;
    }

    fn open_hit(&mut self, ctx: &Context, hit: &Hit) {
        let wanted = Wanted::new(&self.search.words);
        let date = hit.date;
        self.goal = Some(Goal { place: hit.place, spot: hit.spot, date, wanted });
        self.open_case(ctx, hit.case, OpensMap::Found);
    }

    /// Shows the place that was found in the couple that has just come onto the desk.
    pub(super) fn open_found(&mut self) {
        let Some(goal) = self.goal.take() else { return };
        match goal.place {
            Place::Loop(map, _) | Place::Version(map, ..) => {
                self.open_loop_at(map, goal.spot);
            }
            Place::OwnLoop => self.open_own_loop(),
            Place::Session(number) => self.open_session(number),
            Place::Note(_) | Place::ProcessNote(_) | Place::AddendumDraft(_) => {
                self.open_found_note(&goal);
            }
            _ => self.screen = Screen::File,
        }
    }

    fn open_own_loop(&mut self) {
        let is_shown =
            self.open.as_ref().is_some_and(super::open_case::OpenCase::shows_own_loop);
        if !is_shown {
            self.switch_own_loop(0.0);
        }
    }

    fn open_session(&mut self, number: u16) {
        let Some(open) = &mut self.open else { return };
        let session = open.case.sessions.iter().find(|it| it.number == number);
        open.sessions.choose(session.map(|session| session.id));
        self.screen = Screen::Sessions;
    }

    fn open_found_note(&mut self, goal: &Goal) {
        let Some(open) = &mut self.open else { return };
        if let Some(id) = note_of(&open.case, goal) {
            open.notes.show(id);
        }
        self.screen = Screen::Notes;
    }

    /// The phrase is chosen on the sheet on which it stands, or its talk is opened.
    fn open_spot(&mut self, map: MapId, spot: Spot) {
        self.show_map(map);
        let Some(open) = &mut self.open else { return };
        let (id, sheet) = match spot {
            Spot::Phrase(id, _, layer) => (id, layer.sheet()),
            Spot::Talk(id) => {
                open.talks.follow(map);
                open.talks.show(id);
                self.screen = Screen::Talks;
                return;
            }
            Spot::NewLoopName => {
                open.new_loop.follow(map);
                self.screen = Screen::NewLoop;
                return;
            }
            Spot::Whole | Spot::Name | Spot::Tray => {
                self.screen = Screen::Map;
                return;
            }
        };
        match sheet {
            Sheet::NewLoop => {
                open.new_loop.follow(map);
                open.new_loop.map.select(Some(id));
                self.screen = Screen::NewLoop;
            }
            Sheet::Readings | Sheet::Reframes | Sheet::Roots => {
                self.open_readings();
                if let Some(open) = &mut self.open {
                    open.readings.map.select(Some(id));
                }
            }
            Sheet::Loop | Sheet::Factors => {
                open.map.select(Some(id));
                self.screen = Screen::Map;
            }
        }
    }

    /// What was found may stand there no longer: then the loop is shown.
    fn open_loop_at(&mut self, map: MapId, spot: Spot) {
        let loop_now = self.open.as_ref().and_then(|open| open.case.map(map));
        let is_there = loop_now.is_some_and(|it| match spot {
            Spot::Phrase(id, ..) => it.elements().any(|(_, other)| other.id == id),
            Spot::Talk(id) => it.dialogues.iter().any(|other| other.id == id),
            _ => true,
        });
        self.open_spot(map, if is_there { spot } else { Spot::Whole });
    }
}

/// The note of that day in which the words stand.
fn note_of(case: &Case, goal: &Goal) -> Option<NoteId> {
    let is_draft = matches!(goal.place, Place::AddendumDraft(_));
    let is_process = is_draft || matches!(goal.place, Place::ProcessNote(_));
    let of_day = case
        .notes
        .iter()
        .filter(|note| note.is_process() == is_process && Some(note.about) == goal.date);
    let holds = |id: NoteId| {
        let mut only = Case::new("", crate::model::Pair::default());
        only.sessions.clone_from(&case.sessions);
        // A draft is one of its signed note, and of none without it.
        let is_needed = |note: &&Note| note.id == id || is_draft && note.is_signed();
        only.notes = case.notes.iter().filter(is_needed).cloned().collect();
        passages(&only)
            .iter()
            .any(|it| it.place == goal.place && goal.wanted.is_in(it.words))
    };
    of_day.map(|note| note.id).find(|id| holds(*id))
}
