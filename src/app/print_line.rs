//! The thread that makes pages and draws their pictures, so that the window never waits for one.

use super::preview::Preview;
use super::print_work::{Order, Unmade, compose};
use super::search::Ticket;
use crate::drawing::{Fonts, Progress, Watch};
use crate::export::{self, Printed};
use crate::store::random_bytes;
use crate::ui::secret::Secret;
use egui::{ColorImage, Context};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

/// What is asked of the thread.
pub(super) enum Errand {
    Make(Box<Order>),
    /// Pictures of these pages, so many pixels a point.
    Draw {
        pages: Vec<usize>,
        scale: f32,
    },
    /// The made pages locked with a password, for this file.
    Lock {
        password: Secret,
        path: PathBuf,
    },
}

/// What comes back.
pub(super) enum Finding {
    Progress(Progress),
    Made(Box<MadePages>),
    Unmade(Unmade),
    Drawn { page: usize, scale: f32, picture: ColorImage },
    Locked { bytes: Result<Vec<u8>, String>, path: PathBuf },
}

/// A finished file and what is known of it.
pub(super) struct MadePages {
    pub printed: Arc<Printed>,
    /// Width and height of each page, in points.
    pub sheets: Vec<(f32, f32)>,
    pub contents: Vec<String>,
}

/// Sends errands and takes what comes back. Dropping it ends the work and forgets every word.
pub(super) struct PrintLine {
    way: Way,
    ticket: Ticket,
}

enum Way {
    Thread {
        errands: Sender<(Ticket, Errand)>,
        findings: Receiver<(Ticket, Finding)>,
    },
    /// Does everything at once, for tests.
    Inline {
        studio: Box<Studio>,
        findings: Vec<(Ticket, Finding)>,
    },
}

impl PrintLine {
    pub fn on_thread(ctx: &Context) -> Self {
        let (errands, from_window) = channel::<(Ticket, Errand)>();
        let (to_window, findings) = channel();
        let ctx = ctx.clone();
        std::thread::spawn(move || {
            let mut studio = Studio::default();
            while let Ok(first) = from_window.recv() {
                let waiting = std::iter::once(first).chain(from_window.try_iter());
                for (ticket, errand) in newest(waiting.collect()) {
                    let mut tell = |finding| {
                        // Whoever asked may have gone.
                        to_window.send((ticket.clone(), finding)).ok();
                        ctx.request_repaint();
                    };
                    studio.run(&ticket, errand, &mut tell);
                }
            }
        });
        Self { way: Way::Thread { errands, findings }, ticket: Ticket::default() }
    }

    pub fn inline() -> Self {
        let (studio, findings) = (Box::default(), Vec::new());
        Self { way: Way::Inline { studio, findings }, ticket: Ticket::default() }
    }

    /// Makes pages; whatever was asked for before is not wanted any more.
    pub fn make(&mut self, order: Order) {
        self.stop();
        self.send(Errand::Make(Box::new(order)));
    }

    /// Ends the work.
    pub fn stop(&mut self) {
        self.ticket = self.ticket.next();
    }

    pub fn send(&mut self, errand: Errand) {
        let ticket = self.ticket.clone();
        match &mut self.way {
            Way::Thread { errands, .. } => {
                errands.send((ticket, errand)).ok();
            }
            Way::Inline { studio, findings } => {
                let mut tell = |finding| findings.push((ticket.clone(), finding));
                studio.run(&ticket, errand, &mut tell);
            }
        }
    }

    /// What has come since the last call and is still wanted.
    pub fn findings(&mut self) -> Vec<Finding> {
        let come: Vec<(Ticket, Finding)> = match &mut self.way {
            Way::Inline { findings, .. } => std::mem::take(findings),
            Way::Thread { findings, .. } => findings.try_iter().collect(),
        };
        let wanted = come.into_iter().filter(|(ticket, _)| ticket.is_wanted());
        wanted.map(|(_, finding)| finding).collect()
    }
}

impl Drop for PrintLine {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Of several wishes for pictures only the last: the pages have been scrolled on since.
fn newest(waiting: Vec<(Ticket, Errand)>) -> Vec<(Ticket, Errand)> {
    let is_picture = |errand: &Errand| matches!(errand, Errand::Draw { .. });
    let last = waiting.iter().rposition(|(_, errand)| is_picture(errand));
    let kept = |place: usize, errand: &Errand| !is_picture(errand) || Some(place) == last;
    let all = waiting.into_iter().enumerate();
    all.filter(|(place, (_, errand))| kept(*place, errand)).map(|(_, it)| it).collect()
}

/// What the thread works with.
#[derive(Default)]
struct Studio {
    fonts: Fonts,
    made: Option<(Arc<Printed>, Preview)>,
}

impl Studio {
    fn run(&mut self, ticket: &Ticket, errand: Errand, tell: &mut dyn FnMut(Finding)) {
        if !ticket.is_wanted() {
            return;
        }
        match errand {
            Errand::Make(order) => self.make(ticket, &order, tell),
            Errand::Draw { pages, scale } => self.draw(ticket, (&pages, scale), tell),
            Errand::Lock { password, path } => {
                let bytes = self.locked(&password);
                tell(Finding::Locked { bytes, path });
            }
        }
    }

    fn make(&mut self, ticket: &Ticket, order: &Order, tell: &mut dyn FnMut(Finding)) {
        self.made = None;
        let told = std::cell::RefCell::new(&mut *tell);
        let watched = |progress: Progress| {
            if progress != Progress::Setting {
                (told.borrow_mut())(Finding::Progress(progress));
            }
            ticket.is_wanted()
        };
        let composed = compose(order, &self.fonts, Watch::new(&watched));
        let finding = match composed {
            Ok(composed) => {
                let printed = Arc::new(composed.printed);
                match Preview::new(printed.bytes.clone()) {
                    Some(preview) => {
                        let sheets = preview.sheets();
                        self.made = Some((Arc::clone(&printed), preview));
                        let contents = composed.contents;
                        Finding::Made(Box::new(MadePages { printed, sheets, contents }))
                    }
                    None => Finding::Unmade(Unmade::Told(NO_PICTURE.to_owned())),
                }
            }
            Err(unmade) => Finding::Unmade(unmade),
        };
        tell(finding);
    }

    fn draw(
        &self,
        ticket: &Ticket,
        (pages, scale): (&[usize], f32),
        tell: &mut dyn FnMut(Finding),
    ) {
        let Some((_, preview)) = &self.made else { return };
        for page in pages {
            if !ticket.is_wanted() {
                return;
            }
            if let Some(picture) = preview.picture(*page, scale) {
                tell(Finding::Drawn { page: *page, scale, picture });
            }
        }
    }

    fn locked(&self, password: &Secret) -> Result<Vec<u8>, String> {
        let (printed, _) = self.made.as_ref().ok_or(NO_PICTURE)?;
        let key = random_bytes().map_err(|error| error.to_string())?;
        export::locked(printed, password.reveal(), &key)
            .map_err(|error| error.to_string())
    }
}

const NO_PICTURE: &str = "The page could not be drawn. Please report this.";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::Paper;
    use crate::export::{PracticeWords, templates};
    use crate::model::audience::Audience;
    use crate::model::{Case, Pair, Session, SessionKind};
    use chrono::NaiveDate;
    use std::time::Duration;

    fn order(name: &str, letters: usize) -> Order {
        let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
        let mut case = Case::new("Linden", names);
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let mut session = Session::new(1, SessionKind::Joint, today);
        session.sheet.observed = "They turned. ".repeat(letters / 13);
        case.sessions = vec![session];
        Order {
            map: case.maps[0].id,
            session: (name == "session_summary").then(|| case.sessions[0].id),
            case: Arc::new(case),
            template: Arc::new(templates::find(name).unwrap()),
            talk: None,
            moments: None,
            note: None,
            pack: None,
            audience: Audience::Record,
            practice: PracticeWords::default(),
            paper: Paper::A4,
            today,
        }
    }

    /// What comes until the work ends; nothing after a long time.
    fn findings(line: &mut PrintLine) -> Vec<Finding> {
        let is_end = |it: &Finding| matches!(it, Finding::Made(_) | Finding::Unmade(_));
        let mut all = Vec::new();
        for _ in 0..12_000 {
            all.extend(line.findings());
            if all.iter().any(is_end) {
                break;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        all
    }

    #[test]
    fn a_changed_choice_ends_the_older_work() {
        let mut line = PrintLine::on_thread(&Context::default());
        line.make(order("session_summary", 600_000));
        line.make(order("worksheet_loop", 0));
        let made: Vec<usize> = findings(&mut line)
            .iter()
            .filter_map(|finding| match finding {
                Finding::Made(made) => Some(made.sheets.len()),
                _ => None,
            })
            .collect();
        assert_eq!(made.len(), 1, "the older pages never come");
        assert!(made[0] < 3, "{made:?}");
    }

    #[test]
    fn stopped_work_is_heard_of_no_more_and_the_thread_goes_on_with_the_next() {
        let mut line = PrintLine::on_thread(&Context::default());
        line.make(order("session_summary", 600_000));
        line.stop();
        line.send(Errand::Draw { pages: vec![0], scale: 0.5 });
        line.make(order("worksheet_loop", 0));
        assert!(matches!(findings(&mut line).last(), Some(Finding::Made(_))));
        line.send(Errand::Draw { pages: vec![0], scale: 0.5 });
        let drawn = (0..2_000).find_map(|_| {
            std::thread::sleep(Duration::from_millis(5));
            line.findings().pop()
        });
        let Some(Finding::Drawn { page: 0, picture, .. }) = drawn else {
            panic!("a picture was asked for");
        };
        assert!(picture.size[0] > 100);
    }

    #[test]
    fn each_page_that_is_written_is_told() {
        let mut line = PrintLine::inline();
        line.make(order("session_summary", 40_000));
        let findings = findings(&mut line);
        let told = findings.iter().filter(|it| matches!(it, Finding::Progress(_)));
        let Some(Finding::Made(made)) = findings.last() else { panic!("pages") };
        assert!(made.sheets.len() > 3);
        assert_eq!(told.count(), made.sheets.len());
    }
}
