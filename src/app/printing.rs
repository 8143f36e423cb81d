//! Printing: the preview of the very bytes, and saving them where the therapist says.

use super::desk::{Desk, Screen};
use super::dispatch::now_secs;
use super::gate_flow::MadeKey;
use super::paths::Purpose;
use super::preview;
use crate::drawing::Paper;
use crate::export::{self, ForCouple, Known, PracticeWords, Printed, RecoverySheet};
use crate::model::client_session::ClientSession;
use crate::model::client_view::HeldBack;
use crate::model::{ClientDialogue, ClientView, PartnerId, SessionId};
use crate::store::{AuditKind, Told};
use crate::ui::notice::Tone;
use crate::ui::print_screen::{About, Outcome, PrintAsk, PrintFacts, print_screen_ui};
use crate::ui::talks::Writing;
use egui::{Context, TextureOptions, Ui};
use std::path::{Path, PathBuf};

/// Pixels of the preview in a point of the page.
const PREVIEW_SCALE: f32 = 2.0;

/// A page on its way to paper.
pub(super) struct Printing {
    bytes: Vec<u8>,
    facts: PrintFacts,
    saved: Option<PathBuf>,
    /// The screen that it is asked for on, and the session that it is for.
    back: Screen,
    session: Option<SessionId>,
}

/// A page as it was just made.
struct Made {
    printed: Printed,
    held_back: HeldBack,
    shown: usize,
}

const NOTHING: &str = "There is nothing to print here yet";
const NO_SESSION: &str = "There is no session with both yet. Start one first.";
const ALONE: &str =
    "Only one of them was in this session: nothing of it goes on a page for both";
const PRIVATE: &str = "This talk is private: make it shareable before you print it";

impl Desk {
    /// The page of what is on the screen: the open talk, or else the loop.
    pub(super) fn open_print(&mut self, ctx: &Context) {
        self.printing = None;
        match self.screen {
            Screen::Talks => {}
            Screen::Sessions | Screen::Closing => {
                return self.prepare(ctx, (About::TakeAway, Paper::A4));
            }
            _ => return self.prepare(ctx, (About::Loop, Paper::A4)),
        }
        match self.keep_written_turn(ctx) {
            Ok(()) => self.prepare(ctx, (About::Talk, Paper::A4)),
            Err(why) => self.tell(Tone::Alarm, why),
        }
    }

    /// What stands in a box of the talk is part of its page.
    fn keep_written_turn(&mut self, ctx: &Context) -> Result<(), String> {
        let Some(open) = &mut self.open else { return Ok(()) };
        let Some(map) = open.case.map(open.talks.map) else { return Ok(()) };
        if let Some(why) = open.talks.writing.as_ref().and_then(Writing::too_long) {
            return Err(why);
        }
        if let Some(edit) = open.talks.keep(map) {
            self.change(edit, now_secs(ctx));
        }
        Ok(())
    }

    fn prepare(&mut self, ctx: &Context, (about, paper): (About, Paper)) {
        let made = match about {
            About::Loop => self.loop_page(paper),
            About::Talk => self.talk_page(paper),
            About::TakeAway => self.take_away_page(paper),
        };
        match made {
            Ok(made) => self.show_page(ctx, (about, paper), made),
            Err(error) => self.tell(Tone::Alarm, error),
        }
    }

    fn show_page(&mut self, ctx: &Context, (about, paper): (About, Paper), made: Made) {
        let Made { printed, held_back, shown } = made;
        let facts = PrintFacts {
            about,
            is_letter: paper == Paper::Letter,
            pages: textures(ctx, &printed.bytes),
            held_back,
            shown,
            hint: printed.hint,
            missing_letters: printed.missing_letters,
            outcome: None,
        };
        let session = self.session_to_print();
        let back = self.printing.as_ref().map_or(self.screen, |printing| printing.back);
        let bytes = printed.bytes;
        self.printing = Some(Printing { bytes, facts, saved: None, back, session });
        self.screen = Screen::Print;
    }

    fn loop_page(&self, paper: Paper) -> Result<Made, String> {
        let open = self.open.as_ref().ok_or(NOTHING)?;
        let map = open.case.map(open.map.map).ok_or(NOTHING)?;
        let session = open.case.session_of(self.now().date_naive()).map(|it| it.id);
        let view = ClientView::of(&open.case, map, session);
        // Not even the number of what was said alone stands on a screen in the room.
        let held_back = open.shown().map(map.id).map(ClientView::held_back);
        let held_back = held_back.unwrap_or_default();
        let shown = |partner: &PartnerId| view.side(*partner).phrases.len();
        let shown = PartnerId::BOTH.iter().map(shown).sum();
        let template = shipped("cycle_map")?;
        let today = self.now().date_naive();
        let printed =
            export::print_cycle_map(&view, &template, paper, today, &self.fonts)
                .map_err(|error| error.to_string())?;
        Ok(Made { printed, held_back, shown })
    }

    /// The open talk alone; what the couple may not read has no page.
    fn talk_page(&self, paper: Paper) -> Result<Made, String> {
        let open = self.open.as_ref().ok_or(NOTHING)?;
        let map = open.case.map(open.talks.map).ok_or(NOTHING)?;
        let talk = open.talks.talk(map).ok_or(NOTHING)?;
        let talk = ClientDialogue::of(map, talk).ok_or(PRIVATE)?;
        let shown = talk.before().len() + talk.after().len();
        let view = ClientView::of(&open.case, map, None);
        let practice = PracticeWords::default();
        let known = ForCouple::new(&view, map, &practice);
        let known = ForCouple { dialogues: vec![talk], ..known };
        let template = shipped("dialogue")?;
        let today = self.now().date_naive();
        let known = Known::Couple(&known);
        let printed = export::print_text(&known, &template, paper, today, &self.fonts)
            .map_err(|error| error.to_string())?;
        Ok(Made { printed, held_back: ClientDialogue::held_back(map), shown })
    }

    /// The session that is chosen on the screen, or the one that runs, or the newest with both.
    fn session_to_print(&self) -> Option<SessionId> {
        if let Some(printing) = &self.printing {
            return printing.session;
        }
        let open = self.open.as_ref()?;
        let chosen = open.sessions.chosen.filter(|_| self.screen == Screen::Sessions);
        let running = open.case.running().map(|session| session.id);
        let together = open.case.sessions.iter().filter(|it| it.kind.alone().is_none());
        let newest = together.max_by_key(|session| session.when());
        chosen.or(running).or(newest.map(|session| session.id))
    }

    fn take_away_page(&self, paper: Paper) -> Result<Made, String> {
        let open = self.open.as_ref().ok_or(NOTHING)?;
        let map = open.case.maps.first().ok_or(NOTHING)?;
        let session = self.session_to_print().and_then(|id| open.case.session(id));
        let session = session.ok_or(NO_SESSION)?;
        let taken = ClientSession::of(&open.case, session).ok_or(ALONE)?;
        let shown = taken.count();
        // Not even the number of what was said alone stands on a screen in the room.
        let held_back = ClientSession::held_back(open.shown(), session);
        let view = ClientView::of(&open.case, map, Some(session.id));
        let practice = PracticeWords::default();
        let known = ForCouple::new(&view, map, &practice);
        let known = ForCouple { session: Some(taken), ..known };
        let template = shipped("take_away")?;
        let today = self.now().date_naive();
        let known = Known::Couple(&known);
        let printed = export::print_text(&known, &template, paper, today, &self.fonts)
            .map_err(|error| error.to_string())?;
        Ok(Made { printed, held_back, shown })
    }

    pub(super) fn print_screen(&mut self, ui: &mut Ui, asked: &mut Vec<PrintAsk>) {
        if let Some(printing) = &self.printing {
            print_screen_ui(ui, &printing.facts, asked);
        }
    }

    pub(super) fn print_ask(&mut self, ctx: &Context, ask: PrintAsk) {
        match ask {
            PrintAsk::A4 => self.prepare(ctx, (self.printed_about(), Paper::A4)),
            PrintAsk::Letter => self.prepare(ctx, (self.printed_about(), Paper::Letter)),
            PrintAsk::Save => self.ask_for_path(Purpose::SavePage),
            PrintAsk::OpenSaved => self.open_saved(),
            PrintAsk::Close => {
                let back = self.printing.take().map(|printing| printing.back);
                self.screen = match back {
                    Some(back @ (Screen::Talks | Screen::Sessions | Screen::Closing)) => {
                        back
                    }
                    _ => Screen::Map,
                };
            }
        }
    }

    /// As a file name says it.
    pub(super) fn printed_what(&self) -> &'static str {
        match self.printed_about() {
            About::Loop => "loop",
            About::Talk => "talk",
            About::TakeAway => "take-away",
        }
    }

    fn printed_about(&self) -> About {
        self.printing.as_ref().map_or(About::Loop, |printing| printing.facts.about)
    }

    pub(super) fn save_page(&mut self, path: &Path) {
        let Some(printing) = &mut self.printing else { return };
        let outcome = match super::paths::write_new(path, &printing.bytes) {
            Ok(()) => {
                printing.saved = Some(path.to_owned());
                Outcome::Saved(path.display().to_string())
            }
            Err(why) => Outcome::Failed(why),
        };
        let is_saved = matches!(outcome, Outcome::Saved(_));
        printing.facts.outcome = Some(outcome);
        if let Some(open) = self.open.as_ref().filter(|_| is_saved) {
            let told = match self.printed_about() {
                About::TakeAway => Told::couple(AuditKind::Printed, open.case.id),
                _ => Told::map(AuditKind::Printed, open.case.id, open.map.map),
            };
            self.record(told);
        }
    }

    fn open_saved(&mut self) {
        let Some(path) = self.printing.as_ref().and_then(|p| p.saved.clone()) else {
            return;
        };
        if opener::open(&path).is_err() {
            let what = "No program opened the page. Open the saved file by hand.";
            self.tell(Tone::Alarm, what);
        }
    }

    /// Writes the sheet of the key that was just made.
    pub(super) fn save_recovery_sheet(&mut self, path: &Path) {
        let Some(sheet) = self.recovery_sheet() else { return };
        let written = self
            .printed_sheet(&sheet)
            .and_then(|printed| super::paths::write_new(path, &printed.bytes));
        match written {
            Ok(()) => {
                if opener::open(path).is_err() {
                    let what = "The sheet is saved. Print it, then delete the file.";
                    self.tell(Tone::Quiet, what);
                }
            }
            Err(why) => self.tell(Tone::Alarm, why),
        }
    }

    fn printed_sheet(&self, sheet: &RecoverySheet) -> Result<Printed, String> {
        let template = shipped("recovery_sheet")?;
        let today = self.now().date_naive();
        export::print_recovery_sheet(sheet, &template, Paper::A4, today, &self.fonts)
            .map_err(|error| error.to_string())
    }

    fn recovery_sheet(&self) -> Option<RecoverySheet> {
        let made: &MadeKey = self.gate.made.as_ref()?;
        let practice = self.practice.as_ref()?;
        let rows = made.key.rows().map(|row| export::RecoveryRow {
            groups: row.groups.clone(),
            check: row.check,
        });
        Some(RecoverySheet {
            practice_name: practice.settings.practice_name.clone(),
            practice_id: practice.id_short.clone(),
            number: practice.sheet_number,
            rows,
            previous: None,
        })
    }
}

fn shipped(name: &str) -> Result<export::Template, String> {
    export::templates::find(name)
        .ok_or_else(|| "A template is missing. Install Holdfast again.".to_owned())
}

fn textures(ctx: &Context, bytes: &[u8]) -> Vec<egui::TextureHandle> {
    let pictures = preview::pictures(bytes.to_vec(), PREVIEW_SCALE).unwrap_or_default();
    let load = |picture| ctx.load_texture("page", picture, TextureOptions::LINEAR);
    pictures.into_iter().map(load).collect()
}
