//! What can be chosen of a page by hand: which loop, talk, session or note, which moments, which paper.

use super::print_offers::{Chosen, Paperwork, notes, sessions, talks};
use crate::drawing::Paper;
use crate::export::template::Audience as For;
use crate::export::topics::{self, Needs};
use crate::model::print_guard::{Leaves, session_title};
use crate::model::version::Stand;
use crate::model::{Case, Dialogue, Note, Session};
use crate::ui::print_screen::{Choice, Pick};

/// The moments that are shown unless others were chosen.
const FIRST_AND_LAST: &str = "The first and the last version";

impl Chosen {
    /// What can be chosen for the page.
    pub fn choices(&self, paperwork: &Paperwork, case: &Case) -> Vec<Choice> {
        let mut choices = Vec::new();
        let mut add = |pick, names: Vec<String>, chosen: Option<usize>| {
            if names.len() > 1 {
                choices.push(Choice { pick, names, chosen: chosen.unwrap_or_default() });
            }
        };
        match paperwork.needs {
            Needs::Session | Needs::TakeAway => {
                let all = sessions(case, paperwork.needs);
                let here = self.session_of(paperwork);
                let chosen = all.iter().position(|it| Some(it.id) == here);
                let name = |session: &&Session| named(session, case);
                add(Pick::Session, all.iter().map(name).collect(), chosen);
            }
            Needs::Note => {
                let all = notes(case);
                let chosen = all.iter().position(|it| Some(it.id) == self.note);
                let name = |note: &&Note| note_title(note, case);
                add(Pick::Note, all.iter().map(name).collect(), chosen);
            }
            Needs::Couple | Needs::Talk => {
                for (pick, names, chosen) in self.of_the_loop(paperwork, case) {
                    add(pick, names, Some(chosen));
                }
            }
            Needs::Answer => {}
        }
        if paperwork.template.audience == For::Record && paperwork.needs != Needs::Answer
        {
            let names = ["Their file", "Somebody else"].map(str::to_owned).to_vec();
            add(Pick::Leaves, names, Some(usize::from(self.leaves != Leaves::Stays)));
        }
        let papers = ["A4", "Letter"].map(str::to_owned).to_vec();
        add(Pick::Paper, papers, Some(usize::from(self.paper == Paper::Letter)));
        choices
    }

    /// Which loop, which moments of it, and which talk.
    fn of_the_loop(
        &self,
        paperwork: &Paperwork,
        case: &Case,
    ) -> Vec<(Pick, Vec<String>, usize)> {
        let mut all = Vec::new();
        if topics::is_of_a_loop(&paperwork.topics) {
            let chosen = case.maps.iter().position(|it| it.id == self.map);
            let names = case.maps.iter().map(|map| map.title().to_owned()).collect();
            all.push((Pick::Map, names, chosen.unwrap_or_default()));
        }
        let moments = self.moments_to_choose(paperwork, case);
        all.push((Pick::Moments, moments, usize::from(self.moments.is_some())));
        if let Some(map) = case.map(self.map).filter(|_| paperwork.needs == Needs::Talk) {
            let talks: Vec<&Dialogue> = talks(map).collect();
            let chosen = talks.iter().position(|it| Some(it.id) == self.talk);
            let names = talks.iter().map(|talk| talk.title.clone());
            let names = std::iter::once("All of them".to_owned()).chain(names).collect();
            all.push((Pick::Talk, names, chosen.map_or(0, |place| place + 1)));
        }
        all
    }

    /// The first version and the last, or the two that were chosen on the slider; none where there
    /// is nothing to choose.
    fn moments_to_choose(&self, paperwork: &Paperwork, case: &Case) -> Vec<String> {
        let is_another = |stands: &[Stand; 2]| {
            case.first_and_last(self.map).is_some_and(|first| first != *stands)
        };
        let has_two = !topics::carried(&paperwork.template).then.is_empty();
        let Some(stands) = self.beside.filter(|it| has_two && is_another(it)) else {
            return Vec::new();
        };
        let [from, to] = stands.map(|stand| case.stand_title(stand));
        vec![FIRST_AND_LAST.to_owned(), format!("{from} and {}", to.to_lowercase())]
    }

    /// Takes what was chosen.
    pub fn take(
        &mut self,
        paperwork: &Paperwork,
        case: &Case,
        (pick, place): (Pick, usize),
    ) {
        match pick {
            Pick::Map => {
                if let Some(map) = case.maps.get(place) {
                    self.map = map.id;
                    (self.talk, self.moments, self.beside) = (None, None, None);
                }
            }
            Pick::Moments => self.moments = self.beside.filter(|_| place > 0),
            Pick::Talk => {
                let map = case.map(self.map);
                let talk = place.checked_sub(1);
                self.talk = talk.and_then(|at| Some(talks(map?).nth(at)?.id));
            }
            Pick::Session => {
                let all = sessions(case, paperwork.needs);
                let session = all.get(place).map(|session| session.id);
                if paperwork.needs == Needs::TakeAway {
                    self.take_home = session;
                } else {
                    self.session = session;
                }
            }
            Pick::Note => self.note = notes(case).get(place).map(|note| note.id),
            Pick::Paper => {
                self.paper = if place == 0 { Paper::A4 } else { Paper::Letter };
            }
            Pick::Leaves => {
                self.leaves =
                    if place == 0 { Leaves::Stays } else { Leaves::ForSomebodyElse };
            }
        }
    }
}

fn named(session: &Session, case: &Case) -> String {
    let title = session_title(session);
    match session.kind.alone() {
        Some(partner) => format!("{title} · {} alone", case.name_of(partner)),
        None => title,
    }
}

fn note_title(note: &Note, case: &Case) -> String {
    let session = note.session.and_then(|id| case.session(id));
    let about = match session {
        Some(session) => named(session, case),
        None => note.about.format("%-d %B %Y").to_string(),
    };
    if note.is_signed() { about } else { format!("{about} · draft") }
}
