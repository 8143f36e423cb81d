//! Printing: what is chosen, the preview of the very bytes, and saving them where the therapist says.

use super::desk::{Desk, Screen};
use super::dispatch::now_secs;
use super::paths::Purpose;
use super::print_line::{Errand, Finding, MadePages, PrintLine};
use super::print_offers::{Chosen, Paperwork};
use super::print_work::{Order, Unmade};
use super::worker::Manner;
use crate::drawing::Progress;
use crate::edit::case::printed_without;
use crate::export::template::Audience as For;
use crate::export::topics::Needs;
use crate::export::{self, PracticeWords, Printed};
use crate::model::access::{Check, Weight, called};
use crate::model::agreement::ConsentKind;
use crate::model::keeping::WithoutConsent;
use crate::model::print_guard::{self, Held, Leaves};
use crate::model::{Case, PartnerId};
use crate::store::{AuditKind, Told};
use crate::ui::notice::Tone;
use crate::ui::print_screen::{
    Offer, Outcome, Pick, PrintAsk, PrintFacts, PrintState, Sheet, Work, print_screen_ui,
};
use crate::ui::secret::Secret;
use crate::ui::talks::Writing;
use egui::{Context, TextureOptions, Ui, vec2};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A page on its way to paper.
pub(super) struct Printing {
    line: PrintLine,
    case: Arc<Case>,
    /// The couple's version that the pages are made of.
    version: u64,
    offers: Vec<(Offer, Paperwork)>,
    chosen: Chosen,
    /// The screen that it was asked for on.
    from: Screen,
    state: PrintState,
    sheets: Vec<Sheet>,
    /// How large each sheet was drawn; none while its picture is missing or of older pages.
    drawn: Vec<Option<f32>>,
    printed: Option<Arc<Printed>>,
    work: Work,
    contents: Vec<String>,
    held: Vec<Held>,
    checks: Vec<Check>,
    question: Option<String>,
    /// Why it is saved though a consent is missing.
    because: String,
    /// The password that the file is saved with, while its place is asked for.
    password: Option<Secret>,
    outcome: Option<Outcome>,
    saved: Option<PathBuf>,
}

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
            because: String::new(),
            password: None,
            outcome: None,
            saved: None,
        });
        self.screen = Screen::Print;
        self.make_pages();
    }

    /// Makes the pages of what is chosen; older work is not wanted any more.
    fn make_pages(&mut self) {
        let practice = self.practice_words();
        let today = self.now().date_naive();
        let pack = self.answer_pack();
        let shown = self.open.as_ref().map(|open| open.shown().clone());
        let (Some(printing), Some(shown)) = (&mut self.printing, shown) else { return };
        printing.outcome = None;
        printing.saved = None;
        let Some(paperwork) = printing.paperwork().cloned() else { return };
        let paperwork = &paperwork;
        printing.weigh(&shown, today);
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
            let written = bytes.and_then(|bytes| super::paths::write_new(&path, &bytes));
            self.has_saved(&path, written);
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
                self.screen = printing.from;
                self.printing = None;
                self.open_templates();
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
        let written = super::paths::write_new(path, &printed.bytes);
        self.has_saved(path, written);
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
        if needs == Some(Needs::Answer) {
            self.pack_has_left();
        } else if let Some(told) = told {
            self.record(told);
        }
        self.keep_why_without_consent();
    }

    /// The couple's file says why a page was saved though a consent was missing.
    fn keep_why_without_consent(&mut self) {
        let today = self.now().date_naive();
        let Some(printing) = &self.printing else { return };
        let Some(kind) = printing.missing_consent() else { return };
        let because = printing.because.clone();
        let Some(open) = self.open.as_mut().filter(|it| it.case.id == printing.case.id)
        else {
            return;
        };
        let without = WithoutConsent { on: today, kind, because };
        match printed_without(&mut open.case, &without) {
            Ok(()) => {
                // Long ago, so that it is saved at once.
                open.changed(0.0);
                let version = open.version;
                if let Some(printing) = &mut self.printing {
                    // The reason stands on no page: those that were saved are still right.
                    printing.version = version;
                }
                self.save_now();
            }
            Err(error) => self.tell(Tone::Alarm, error.to_string()),
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

impl Printing {
    fn paperwork(&self) -> Option<&Paperwork> {
        self.offers.get(self.chosen.offer).map(|(_, paperwork)| paperwork)
    }

    fn choose(&mut self, offer: usize) {
        self.chosen.offer = offer.min(self.offers.len().saturating_sub(1));
        self.chosen.leaves = Leaves::Stays;
        self.clear();
    }

    fn pick(&mut self, pick: Pick, place: usize) {
        let Some(paperwork) = self.offers.get(self.chosen.offer).map(|(_, it)| it) else {
            return;
        };
        self.chosen.take(paperwork, &self.case, (pick, place));
    }

    /// Nothing of the page before may be taken for the next one.
    fn clear(&mut self) {
        self.sheets.clear();
        self.drawn.clear();
        self.printed = None;
        self.contents.clear();
        self.state.look_again();
    }

    fn fail(&mut self, why: String) {
        self.line.stop();
        self.clear();
        self.work = Work::Failed(why);
    }

    /// What is held back and what stands in the way. `shown` is without what was said alone
    /// while others are in the room: not even its number stands on the screen then.
    fn weigh(&mut self, shown: &Case, today: chrono::NaiveDate) {
        let Some((_, paperwork)) = self.offers.get(self.chosen.offer) else { return };
        let audience = self.chosen.audience(paperwork, &self.case);
        let session = self.chosen.session_of(paperwork);
        let note = self.chosen.note.and_then(|id| shown.note(id));
        let session = session.or(note.and_then(|note| note.session));
        let topics = &paperwork.topics;
        let about = |case| print_guard::About { topics, map: case, session, audience };
        let map = shown.map(self.chosen.map);
        self.held = print_guard::held_back(shown, &about(map));
        let leaves = self.chosen.leaves;
        self.checks = print_guard::checks(shown, (audience, leaves), today);
        let teller = self.chosen.alone(paperwork, &self.case);
        let on_the_page = self.case.map(self.chosen.map);
        let talk = self.chosen.talk.filter(|_| paperwork.needs == Needs::Talk);
        let carried =
            print_guard::Carried { talk, ..export::topics::carried(&paperwork.template) };
        let shared = on_the_page
            .map(|map| print_guard::told_alone(map, &about(Some(map)), &carried));
        let weighs = |weight| self.checks.iter().any(|it| it.weight == weight);
        let (is_blocked, needs_reason) =
            (weighs(Weight::Blocks), weighs(Weight::NeedsReason));
        self.question = match (teller, shared) {
            // Nobody is asked about what cannot be.
            _ if is_blocked => None,
            (Some(teller), _) => {
                let name = called(&self.case, teller);
                Some(format!("This holds what {name} told alone. Save it all the same?"))
            }
            (None, Some(shared))
                if PartnerId::BOTH.iter().any(|it| *shared.of(*it) > 0) =>
            {
                Some(shared_question(&self.case, &shared))
            }
            _ if needs_reason => Some("Save it all the same?".to_owned()),
            _ => None,
        };
    }

    fn made(&mut self, made: MadePages) {
        let old = std::mem::take(&mut self.sheets);
        let old = old.into_iter().map(Some).chain(std::iter::repeat(None));
        // The older picture stands until the new one is drawn, so that nothing flickers.
        let sheet = |((width, height), old): (&(f32, f32), Option<Sheet>)| {
            let size = vec2(*width, *height);
            let picture = old.filter(|old| old.size == size).and_then(|old| old.picture);
            Sheet { size, picture }
        };
        self.sheets = made.sheets.iter().zip(old).map(sheet).collect();
        self.drawn = vec![None; self.sheets.len()];
        self.printed = Some(made.printed);
        self.contents = made.contents;
        self.work = Work::Done;
        self.state.look_again();
    }

    /// Asks for the pictures that are missing in view, and lets go of those far from it.
    fn look(&mut self, pages: &Range<usize>, scale: f32) {
        let near = pages.start.saturating_sub(2)..pages.end + 2;
        for (place, sheet) in self.sheets.iter_mut().enumerate() {
            if !near.contains(&place) {
                sheet.picture = None;
                if let Some(drawn) = self.drawn.get_mut(place) {
                    *drawn = None;
                }
            }
        }
        let is_missing =
            |page: &usize| self.drawn.get(*page).is_some_and(|it| *it != Some(scale));
        let missing: Vec<usize> = pages.clone().filter(is_missing).collect();
        if !missing.is_empty() {
            self.line.send(Errand::Draw { pages: missing, scale });
        }
    }

    fn drawn_at(&mut self, page: usize, (scale, picture): (f32, egui::TextureHandle)) {
        if let (Some(sheet), Some(drawn)) =
            (self.sheets.get_mut(page), self.drawn.get_mut(page))
        {
            (sheet.picture, *drawn) = (Some(picture), Some(scale));
        }
    }

    /// The consent that the page needs and that not both hold.
    fn missing_consent(&self) -> Option<ConsentKind> {
        let is_missing = self.checks.iter().any(|it| it.weight == Weight::NeedsReason);
        let audience = self.chosen.audience(self.paperwork()?, &self.case);
        is_missing
            .then(|| print_guard::needed_consent(audience, self.chosen.leaves))
            .flatten()
    }

    /// What the log says of a page that was saved.
    fn told(&self) -> Option<Told> {
        let paperwork = self.paperwork()?;
        let kind = match self.missing_consent() {
            Some(_) => AuditKind::PrintedWithoutConsent,
            None => AuditKind::Printed,
        };
        let case = &self.case;
        match paperwork.needs {
            Needs::Note => {
                let note = case.note(self.chosen.note?)?;
                Some(Told::note(kind, case.id, (note.id, Some(note.compartment()))))
            }
            Needs::Session | Needs::TakeAway => {
                let session = case.session(self.chosen.session_of(paperwork)?)?;
                let kept = (session.id, session.kind.compartment());
                Some(Told::session(kind, case.id, kept))
            }
            Needs::Couple | Needs::Talk => {
                let is_of_a_loop = export::topics::is_of_a_loop(&paperwork.topics);
                let is_of_the_couple = paperwork.template.audience != For::Couple;
                Some(if is_of_a_loop && !is_of_the_couple {
                    Told::map(kind, case.id, self.chosen.map)
                } else {
                    Told::couple(kind, case.id)
                })
            }
            // It is told otherwise: with how much is in it.
            Needs::Answer => None,
        }
    }
}

fn shared_question(case: &Case, shared: &crate::model::Pair<usize>) -> String {
    let told = PartnerId::BOTH.into_iter().filter(|it| *shared.of(*it) > 0);
    let told = told.map(|teller| {
        let (count, name) = (*shared.of(teller), called(case, teller));
        let things = if count == 1 { "1 thing" } else { &format!("{count} things") };
        format!("{things} that {name} told alone")
    });
    let told = told.collect::<Vec<_>>().join(" and ");
    format!("On this page: {told} and shared since. Save it all the same?")
}
