//! Printing: the preview of the very bytes, and saving them where the therapist says.

use super::desk::{Desk, Screen};
use super::dispatch::now_secs;
use super::gate_flow::MadeKey;
use super::paths::Purpose;
use super::preview;
use crate::drawing::Paper;
use crate::export::{self, ForCouple, Known, PracticeWords, Printed, RecoverySheet};
use crate::model::client_view::HeldBack;
use crate::model::{ClientDialogue, ClientView, PartnerId};
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
}

/// A page as it was just made.
pub(super) struct Made {
    pub printed: Printed,
    pub held_back: HeldBack,
    pub shown: usize,
    /// Whoever told it alone, if only one of them did: it is asked a second time.
    pub told_alone: Option<String>,
}

/// What is printed from a screen, and where one comes back to; from every other it is the loop.
const PAGES: [(Screen, About); 6] = [
    (Screen::Templates, About::Own),
    (Screen::Closing, About::TakeAway),
    (Screen::Talks, About::Talk),
    (Screen::Notes, About::Note),
    (Screen::Sessions, About::Summary),
    (Screen::Access, About::Answer),
];

pub(super) fn page_of(screen: Screen) -> About {
    let page = PAGES.iter().find(|(known, _)| *known == screen);
    page.map_or(About::Loop, |(_, about)| *about)
}

fn screen_of(about: About) -> Screen {
    let page = PAGES.iter().find(|(_, known)| *known == about);
    page.map_or(Screen::Map, |(screen, _)| *screen)
}

pub(super) const NOTHING: &str = "There is nothing to print here yet";
const PRIVATE: &str = "This talk is private: make it shareable before you print it";

impl Desk {
    /// The page of what is on the screen: the open talk, or else the loop.
    pub(super) fn open_print(&mut self, ctx: &Context) {
        let about = page_of(self.screen);
        self.take_home = None;
        let kept = match about {
            About::Talk => self.keep_written_turn(ctx),
            _ => Ok(()),
        };
        match kept {
            Ok(()) => self.prepare(ctx, (about, Paper::A4)),
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

    pub(super) fn prepare(&mut self, ctx: &Context, (about, paper): (About, Paper)) {
        let made = match about {
            About::Loop => self.loop_page(paper),
            About::Talk => self.talk_page(paper),
            About::TakeAway => self.take_away_page(paper),
            About::Own => self.own_page(paper),
            About::Note | About::Summary | About::Answer => {
                self.record_page((about, paper))
            }
        };
        match made {
            Ok(made) => self.show_page(ctx, (about, paper), made),
            Err(error) => self.tell(Tone::Alarm, error),
        }
    }

    fn show_page(&mut self, ctx: &Context, (about, paper): (About, Paper), made: Made) {
        let Made { printed, held_back, shown, told_alone } = made;
        let facts = PrintFacts {
            about,
            is_letter: paper == Paper::Letter,
            pages: textures(ctx, &printed.bytes),
            held_back,
            shown,
            hint: printed.hint,
            told_alone,
            missing_letters: printed.missing_letters,
            outcome: None,
        };
        self.printing = Some(Printing { bytes: printed.bytes, facts, saved: None });
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
        Ok(Made { printed, held_back, shown, told_alone: None })
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
        let held_back = ClientDialogue::held_back(map);
        Ok(Made { printed, held_back, shown, told_alone: None })
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
            PrintAsk::Certain => {
                if let Some(printing) = &mut self.printing {
                    printing.facts.told_alone = None;
                }
                self.ask_for_path(Purpose::SavePage);
            }
            PrintAsk::Save => self.ask_for_path(Purpose::SavePage),
            PrintAsk::OpenSaved => self.open_saved(),
            PrintAsk::Templates => self.open_templates(),
            PrintAsk::Close => {
                self.screen = match self.printed_about() {
                    About::TakeAway => self.back_from_take_away(),
                    about => screen_of(about),
                };
                self.printing = None;
            }
        }
    }

    pub(super) fn printed_about(&self) -> About {
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
        let about = printing.facts.about;
        printing.facts.outcome = Some(outcome);
        if !is_saved {
            return;
        }
        if about == About::Answer {
            self.pack_has_left();
        } else if let Some(told) = self.told_of(about) {
            self.record(told);
        }
    }

    /// What the log says of a page that was saved.
    fn told_of(&self, about: About) -> Option<Told> {
        let open = self.open.as_ref()?;
        let id = open.case.id;
        Some(match about {
            About::Note => {
                let note = open.case.note(open.notes.note()?)?;
                let kept = (note.id, Some(note.compartment()));
                Told::note(AuditKind::Printed, id, kept)
            }
            About::Summary => {
                let session = open.case.session(open.sessions.chosen?)?;
                let kept = (session.id, session.kind.compartment());
                Told::session(AuditKind::Printed, id, kept)
            }
            About::TakeAway => self.told_of_take_away()?,
            _ => Told::map(AuditKind::Printed, id, open.map.map),
        })
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

pub(super) fn shipped(name: &str) -> Result<export::Template, String> {
    export::templates::find(name)
        .ok_or_else(|| "A template is missing. Install Holdfast again.".to_owned())
}

fn textures(ctx: &Context, bytes: &[u8]) -> Vec<egui::TextureHandle> {
    let pictures = preview::pictures(bytes.to_vec(), PREVIEW_SCALE).unwrap_or_default();
    let load = |picture| ctx.load_texture("page", picture, TextureOptions::LINEAR);
    pictures.into_iter().map(load).collect()
}
