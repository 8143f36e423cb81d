//! Printing: what is chosen, the preview of the very bytes, and saving them where the therapist says.

use super::desk::{Desk, Screen};
use super::dispatch::now_secs;
use super::paths::Purpose;
use super::print_line::{Errand, Finding, PrintLine};
use super::print_offers::Chosen;
use super::print_on_desk::{Printing, WaitingPage};
use super::print_work::{Order, Unmade};
use super::worker::Manner;
use crate::drawing::Progress;
use crate::edit::case::printed_without;
use crate::export::PracticeWords;
use crate::export::templates;
use crate::export::topics::Needs;
use crate::model::keeping::WithoutConsent;
use crate::model::print_guard;
use crate::ui::notice::Tone;
use crate::ui::print_screen::{
    Offer, Outcome, PrintAsk, PrintFacts, PrintState, Work, print_screen_ui,
};
use crate::ui::secret::Secret;
use crate::ui::talks::Writing;
use egui::{Context, TextureOptions, Ui};
use std::path::Path;
use std::sync::Arc;

pub(super) const NOTHING: &str = "There is nothing to print here yet";

impl Desk {
    /// The page of what is on the screen: the open talk, the chosen note, or else the loop.
    pub(super) fn open_print(&mut self, ctx: &Context) {
        if self.screen == Screen::Print {
            return;
        }
        let is_talk = self.screen == Screen::Talks;
        let kept = if is_talk { self.keep_written_turn(ctx) } else { Ok(()) };
        let begun = kept.and_then(|()| self.chosen_here());
        match begun {
            Ok(chosen) => self.show_print(ctx, chosen),
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

    /// Opens the preview with something chosen.
    pub(super) fn show_print(&mut self, ctx: &Context, chosen: Chosen) {
        let Some(open) = &self.open else { return };
        let line = if self.worker.manner() == Manner::Inline {
            PrintLine::inline()
        } else {
            PrintLine::on_thread(ctx)
        };
        self.printing = Some(Printing {
            line,
            case: Arc::new(open.case.clone()),
            version: open.version,
            offers: self.print_offers(),
            chosen,
            from: self.screen,
            state: PrintState::default(),
            sheets: Vec::new(),
            drawn: Vec::new(),
            printed: None,
            work: Work::Done,
            contents: Vec::new(),
            held: Vec::new(),
            checks: Vec::new(),
            question: None,
            asked_about: Vec::new(),
            because: String::new(),
            password: None,
            outcome: None,
            saved: None,
            waiting: None,
        });
        self.screen = Screen::Print;
        self.make_pages();
    }

    /// Makes the pages of what is chosen; older work is not wanted any more.
    fn make_pages(&mut self) {
        let practice = self.practice_words();
        let today = self.now().date_naive();
        let pack = self.answer_pack();
        let in_the_answer = self.answer_told_alone();
        let shown = self.open.as_ref().map(|open| open.in_the_room().clone());
        let (Some(printing), Some(shown)) = (&mut self.printing, shown) else { return };
        printing.outcome = None;
        printing.saved = None;
        let Some(paperwork) = printing.paperwork().cloned() else { return };
        let paperwork = &paperwork;
        printing.weigh((&shown, &in_the_answer), today);
        let needs_pack = paperwork.needs == Needs::Answer;
        let pack = match pack.map(|pack| needs_pack.then_some(pack)) {
            Err(why) if needs_pack => return printing.fail(why),
            pack => pack.ok().flatten(),
        };
        if let Some(why) = printing.chosen.lacks(paperwork, &printing.case) {
            return printing.fail(why.to_owned());
        }
        let order = Order {
            case: Arc::clone(&printing.case),
            template: Arc::clone(&paperwork.template),
            map: printing.chosen.map,
            talk: printing.chosen.talk.filter(|_| paperwork.needs == Needs::Talk),
            moments: printing.chosen.moments,
            session: printing.chosen.session_of(paperwork),
            note: printing.chosen.note.filter(|_| paperwork.needs == Needs::Note),
            pack,
            audience: printing.chosen.audience(paperwork, &printing.case),
            practice,
            paper: printing.chosen.paper,
            today,
        };
        printing.work =
            Work::Going { says: "Setting the words…".to_owned(), part: None };
        printing.line.make(order);
    }

    pub(super) fn print_screen(&mut self, ui: &mut Ui, asked: &mut Vec<PrintAsk>) {
        self.follow_the_couple();
        self.take_findings(ui.ctx());
        let takes_keys = self.takes_keys();
        let Some(printing) = &mut self.printing else { return };
        let offers: Vec<Offer> =
            printing.offers.iter().map(|(offer, _)| offer.clone()).collect();
        let paperwork = printing.offers.get(printing.chosen.offer).map(|(_, it)| it);
        let choices = paperwork
            .map(|it| printing.chosen.choices(it, &printing.case))
            .unwrap_or_default();
        let audience = paperwork.map(|it| printing.chosen.audience(it, &printing.case));
        let never = audience.map(print_guard::never).unwrap_or_default();
        let hint = printing.printed.as_ref().and_then(|it| it.hint.as_deref());
        let letters = printing.printed.as_ref().map(|it| &*it.missing_letters);
        let look_at = printing.printed.as_ref().map(|it| &*it.look_at);
        let facts = PrintFacts {
            offers: &offers,
            chosen: printing.chosen.offer,
            choices: &choices,
            sheets: &printing.sheets,
            work: &printing.work,
            contents: &printing.contents,
            held: &printing.held,
            never: &never,
            checks: &printing.checks,
            question: printing.question.as_deref(),
            asked_about: &printing.asked_about,
            hint,
            cannot_know: audience.map(print_guard::cannot_know).unwrap_or_default(),
            look_at: look_at.unwrap_or_default(),
            missing_letters: letters.unwrap_or_default(),
            outcome: printing.outcome.as_ref(),
            takes_keys,
        };
        print_screen_ui(ui, &mut printing.state, &facts, asked);
    }

    /// An undo changes the couple under the page: then it is made anew.
    fn follow_the_couple(&mut self) {
        let Some(open) = &self.open else { return };
        let is_old = |it: &&mut Printing| it.version != open.version;
        if let Some(printing) = self.printing.as_mut().filter(is_old) {
            printing.version = open.version;
            printing.case = Arc::new(open.case.clone());
            self.make_pages();
        }
    }

    fn take_findings(&mut self, ctx: &Context) {
        let Some(printing) = &mut self.printing else { return };
        let mut locked = Vec::new();
        for finding in printing.line.findings() {
            match finding {
                Finding::Progress(progress) => printing.work = going(progress),
                Finding::Made(made) => printing.made(*made),
                Finding::Unmade(Unmade::Told(why)) => printing.fail(why),
                Finding::Unmade(Unmade::Stopped) => printing.work = Work::Stopped,
                Finding::Drawn { page, scale, picture } => {
                    let name = format!("page {page}");
                    let picture = ctx.load_texture(name, picture, TextureOptions::LINEAR);
                    printing.drawn_at(page, (scale, picture));
                }
                Finding::Locked { bytes, path } => locked.push((bytes, path)),
            }
        }
        for (bytes, path) in locked {
            match bytes {
                Ok(bytes) => self.write_page(&path, bytes),
                Err(why) => self.has_saved(&path, Err(why)),
            }
        }
    }

    pub(super) fn print_ask(&mut self, ask: PrintAsk) {
        let is_read_only = self.is_read_only();
        let Some(printing) = &mut self.printing else { return };
        match ask {
            PrintAsk::Choose(offer) => {
                printing.choose(offer);
                self.make_pages();
            }
            PrintAsk::Pick(pick, place) => {
                printing.pick(pick, place);
                self.make_pages();
            }
            PrintAsk::Look(pages, scale) => printing.look(&pages, scale),
            PrintAsk::Certain => printing.question = None,
            PrintAsk::Because(why) => printing.because = why,
            PrintAsk::Save | PrintAsk::SaveLocked(_)
                if is_read_only && printing.missing_consent().is_some() =>
            {
                const WHY: &str = "This practice is open to read, and the reason could not be \
                                   kept. Open it to write, then print.";
                printing.outcome = Some(Outcome::Failed(WHY.to_owned()));
            }
            PrintAsk::Save => self.ask_where(None),
            PrintAsk::SaveLocked(password) => self.ask_where(Some(password)),
            PrintAsk::Stop => {
                printing.line.stop();
                printing.work = Work::Stopped;
            }
            PrintAsk::Again => self.make_pages(),
            PrintAsk::OpenSaved => self.open_saved(),
            PrintAsk::Templates => {
                let (from, before) = (printing.from, self.templates.back);
                self.open_templates();
                let from = Some(from).filter(|it| *it != Screen::Templates);
                (self.templates.back, self.printing) = (from.or(before), None);
            }
            PrintAsk::Close => {
                self.screen = printing.from;
                self.printing = None;
            }
        }
    }

    fn ask_where(&mut self, password: Option<Secret>) {
        if let Some(printing) = &mut self.printing {
            printing.password = password;
            self.ask_for_path(Purpose::SavePage);
        }
    }

    /// What is printed, as a file name says it.
    pub(super) fn printed_what(&self) -> String {
        let printing = self.printing.as_ref();
        let chosen = printing.and_then(|it| it.offers.get(it.chosen.offer));
        let name = chosen.map_or("page", |(_, paperwork)| &paperwork.template.name);
        let name = if name == "cycle_map" { "loop" } else { name };
        super::paths::plain_name(name)
    }

    pub(super) fn save_page(&mut self, path: &Path) {
        let Some(printing) = &mut self.printing else { return };
        if let Some(password) = printing.password.take() {
            printing.line.send(Errand::Lock { password, path: path.to_owned() });
            return;
        }
        let Some(printed) = printing.printed.clone() else { return };
        self.write_page(path, printed.bytes.clone());
    }

    /// Writes the file; of a page without a consent the reason is kept first.
    fn write_page(&mut self, path: &Path, bytes: Vec<u8>) {
        let today = self.now().date_naive();
        let Some(printing) = &self.printing else { return };
        match printing.missing_consent() {
            None => {
                let written = super::paths::write_new(path, &bytes);
                self.has_saved(path, written);
            }
            Some(kind) => {
                let because = printing.because.clone();
                let why = WithoutConsent { on: today, kind, because };
                self.keep_why_first(WaitingPage { path: path.to_owned(), bytes, why });
            }
        }
    }

    /// Says how it went, and tells the log.
    fn has_saved(&mut self, path: &Path, written: Result<(), String>) {
        let Some(printing) = &mut self.printing else { return };
        if let Err(why) = written {
            printing.outcome = Some(Outcome::Failed(why));
            return;
        }
        printing.saved = Some(path.to_owned());
        printing.outcome = Some(Outcome::Saved(path.display().to_string()));
        let needs = printing.paperwork().map(|it| it.needs);
        let told = printing.told();
        let shipped =
            printing.paperwork().and_then(|it| templates::shipped_name(&it.template));
        if needs == Some(Needs::Answer) {
            self.pack_has_left(shipped.as_deref());
        } else if let Some(told) = told {
            self.record(told);
        }
    }

    /// The couple's file says why a page is saved though a consent is missing; the page waits.
    fn keep_why_first(&mut self, page: WaitingPage) {
        let Some(printing) = &mut self.printing else { return };
        let Some(open) = self.open.as_mut().filter(|it| it.case.id == printing.case.id)
        else {
            return;
        };
        if let Err(error) = printed_without(&mut open.case, &page.why) {
            printing.outcome = Some(Outcome::Failed(error.to_string()));
            return;
        }
        // Long ago, so that it is saved at once.
        open.changed(0.0);
        // The reason stands on no page: those that were made are still right.
        printing.version = open.version;
        printing.waiting = Some(page);
        self.save_now();
    }

    pub(super) fn has_waiting_page(&self) -> bool {
        self.printing.as_ref().is_some_and(|it| it.waiting.is_some())
    }

    /// The couple's file holds everything: a page that waited for that is saved.
    pub(super) fn save_waiting_page(&mut self) {
        let page = self.printing.as_mut().and_then(|it| it.waiting.take());
        if let Some(page) = page {
            let written = super::paths::write_new(&page.path, &page.bytes);
            self.has_saved(&page.path, written);
        }
    }

    /// The reason could not be kept: the page is not saved, and the reason is taken back.
    pub(super) fn drop_waiting_page(&mut self, fault: &str) {
        let Some(printing) = &mut self.printing else { return };
        let Some(page) = printing.waiting.take() else { return };
        let words =
            format!("The reason could not be kept, so no page was saved. {fault}");
        printing.outcome = Some(Outcome::Failed(words));
        let Some(open) = &mut self.open else { return };
        let kept = &mut open.case.keeping.without_consent;
        if kept.last().is_some_and(|it| it.on == page.why.on && it.kind == page.why.kind)
        {
            kept.pop();
            open.changed(0.0);
            printing.version = open.version;
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

    /// What the practice says of itself on its papers.
    fn practice_words(&self) -> PracticeWords {
        let Some(practice) = &self.practice else { return PracticeWords::default() };
        let settings = &practice.settings;
        let words = PracticeWords {
            name: settings.practice_name.clone(),
            therapist: settings.therapist_name.clone(),
            credentials: settings.credentials.clone(),
            measures: settings.measures.clone(),
            ..PracticeWords::default()
        };
        words.with_letterhead(&settings.letterhead)
    }
}

fn going(progress: Progress) -> Work {
    match progress {
        Progress::Setting => {
            Work::Going { says: "Setting the words…".to_owned(), part: None }
        }
        Progress::Writing { page, of } => {
            let part = Some(page as f32 / of.max(1) as f32);
            Work::Going { says: format!("Writing page {page} of {of}…"), part }
        }
    }
}
