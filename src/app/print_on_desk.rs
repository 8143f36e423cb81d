//! The preview on the desk: what is chosen for it, what is held back, and how far its pages are.

use super::desk::Screen;
use super::print_line::{Errand, MadePages, PrintLine};
use super::print_offers::{Chosen, Paperwork};
use crate::export::template::Audience as For;
use crate::export::templates;
use crate::export::topics::Needs;
use crate::export::{self, Printed};
use crate::model::access::{Check, Weight, called};
use crate::model::agreement::ConsentKind;
use crate::model::held_back::{Held, held_back};
use crate::model::keeping::WithoutConsent;
use crate::model::print_guard::{self, Leaves};
use crate::model::told_alone::words_told_alone;
use crate::model::{Case, PartnerId};
use crate::store::{AuditKind, Told};
use crate::ui::print_screen::{Offer, Outcome, Pick, PrintState, Sheet, Work};
use crate::ui::secret::Secret;
use egui::vec2;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

/// A page on its way to paper.
pub(super) struct Printing {
    pub(super) line: PrintLine,
    pub(super) case: Arc<Case>,
    /// The couple's version that the pages are made of.
    pub(super) version: u64,
    pub(super) offers: Vec<(Offer, Paperwork)>,
    pub(super) chosen: Chosen,
    /// The screen that it was asked for on.
    pub(super) from: Screen,
    pub(super) state: PrintState,
    pub(super) sheets: Vec<Sheet>,
    /// How large each sheet was drawn; none while its picture is missing or of older pages.
    pub(super) drawn: Vec<Option<f32>>,
    pub(super) printed: Option<Arc<Printed>>,
    pub(super) work: Work,
    pub(super) contents: Vec<String>,
    pub(super) held: Vec<Held>,
    pub(super) checks: Vec<Check>,
    pub(super) question: Option<String>,
    /// The words that the question is about.
    pub(super) asked_about: Vec<String>,
    /// Why it is saved though a consent is missing.
    pub(super) because: String,
    /// The password that the file is saved with, while its place is asked for.
    pub(super) password: Option<Secret>,
    pub(super) outcome: Option<Outcome>,
    pub(super) saved: Option<PathBuf>,
    /// A page without a consent, until the couple's file holds why.
    pub(super) waiting: Option<WaitingPage>,
}

/// A page that is saved once its reason is kept.
pub(super) struct WaitingPage {
    pub(super) path: PathBuf,
    pub(super) bytes: Vec<u8>,
    pub(super) why: WithoutConsent,
}

impl Printing {
    pub(super) fn paperwork(&self) -> Option<&Paperwork> {
        self.offers.get(self.chosen.offer).map(|(_, paperwork)| paperwork)
    }

    pub(super) fn choose(&mut self, offer: usize) {
        self.chosen.offer = offer.min(self.offers.len().saturating_sub(1));
        self.chosen.leaves = Leaves::Stays;
        self.clear();
    }

    pub(super) fn pick(&mut self, pick: Pick, place: usize) {
        let Some(paperwork) = self.offers.get(self.chosen.offer).map(|(_, it)| it) else {
            return;
        };
        self.chosen.take(paperwork, &self.case, (pick, place));
    }

    /// Nothing of the page before may be taken for the next one.
    pub(super) fn clear(&mut self) {
        self.sheets.clear();
        self.drawn.clear();
        self.printed = None;
        self.contents.clear();
        self.state.unfolded.fold();
        self.state.look_again();
    }

    pub(super) fn fail(&mut self, why: String) {
        self.line.stop();
        self.clear();
        self.work = Work::Failed(why);
    }

    /// What is held back and what stands in the way. `shown` is without what was said alone
    /// while others are in the room: not even its number stands on the screen then, and of
    /// nothing that is held back the words.
    pub(super) fn weigh(
        &mut self,
        (shown, in_the_answer): (&Case, &[(PartnerId, String)]),
        today: chrono::NaiveDate,
    ) {
        let Some((_, paperwork)) = self.offers.get(self.chosen.offer) else { return };
        let audience = self.chosen.audience(paperwork, &self.case);
        let leaves = self.chosen.leaves;
        let carried = self.chosen.carried(paperwork);
        let about = self.chosen.about((paperwork, &carried), shown);
        let is_sitting = shown.running().is_some();
        let held = held_back(shown, &about).into_iter();
        self.held =
            held.map(|it| if is_sitting { it.in_numbers() } else { it }).collect();
        self.checks = print_guard::checks(shown, (audience, leaves), today);
        let told = match paperwork.needs {
            Needs::Answer => in_the_answer.to_vec(),
            _ => words_told_alone(&self.case, &about),
        };
        // Whoever sits there may look on.
        self.asked_about =
            if is_sitting { Vec::new() } else { quotations(&self.case, &told) };
        let teller = self.chosen.alone(paperwork, &self.case);
        self.question = question(&self.case, (&self.checks, teller), &told);
    }

    pub(super) fn made(&mut self, made: MadePages) {
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
    pub(super) fn look(&mut self, pages: &Range<usize>, scale: f32) {
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

    pub(super) fn drawn_at(
        &mut self,
        page: usize,
        (scale, picture): (f32, egui::TextureHandle),
    ) {
        if let (Some(sheet), Some(drawn)) =
            (self.sheets.get_mut(page), self.drawn.get_mut(page))
        {
            (sheet.picture, *drawn) = (Some(picture), Some(scale));
        }
    }

    /// The consent that the page needs and that not both hold.
    pub(super) fn missing_consent(&self) -> Option<ConsentKind> {
        let is_missing = self.checks.iter().any(|it| it.weight == Weight::NeedsReason);
        let audience = self.chosen.audience(self.paperwork()?, &self.case);
        is_missing
            .then(|| print_guard::needed_consent(audience, self.chosen.leaves))
            .flatten()
    }

    /// What the log says of a page that was saved.
    pub(super) fn told(&self) -> Option<Told> {
        let shipped = templates::shipped_name(&self.paperwork()?.template);
        Some(self.told_of_what()?.printed_from(shipped.as_deref()))
    }

    fn told_of_what(&self) -> Option<Told> {
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

/// What is asked before it is saved. Nobody is asked about what cannot be.
fn question(
    case: &Case,
    (checks, teller): (&[Check], Option<PartnerId>),
    told: &[(PartnerId, String)],
) -> Option<String> {
    let weighs = |weight| checks.iter().any(|it| it.weight == weight);
    if weighs(Weight::Blocks) {
        return None;
    }
    if let Some(teller) = teller {
        let name = called(case, teller);
        return Some(format!("This holds what {name} told alone. Save it all the same?"));
    }
    if !told.is_empty() {
        return Some(shared_question(case, told));
    }
    weighs(Weight::NeedsReason).then(|| "Save it all the same?".to_owned())
}

/// Whose words they are, and the words.
fn quotations(case: &Case, told: &[(PartnerId, String)]) -> Vec<String> {
    told.iter().map(|(who, it)| format!("{}: “{it}”", called(case, *who))).collect()
}

fn shared_question(case: &Case, told: &[(PartnerId, String)]) -> String {
    let of = |teller| told.iter().filter(|(who, _)| *who == teller).count();
    let tellers = PartnerId::BOTH.into_iter().filter(|it| of(*it) > 0);
    let told = tellers.map(|teller| {
        let (count, name) = (of(teller), called(case, teller));
        let things = if count == 1 { "1 thing" } else { &format!("{count} things") };
        format!("{things} that {name} told alone")
    });
    let told = told.collect::<Vec<_>>().join(" and ");
    format!("On this page: {told} and shared since. Save it all the same?")
}
