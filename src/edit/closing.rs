//! The sheet of a session: what is offered for it, how that is accepted, and how it is closed.

use super::{CaseEdit, Edit};
use crate::model::session::{Encounter, Sheet, Tango, TangoMove};
use crate::model::{
    Case, ClientView, Compartment, CycleMap, Element, Layer, MomentTag, Ownership,
    PartnerId, Position, Session, SessionId,
};
use chrono::{Days, NaiveDate, NaiveTime, Timelike as _};

/// What may stand on a sheet, with where it comes from. Nothing of it is on the sheet before
/// somebody accepts it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Suggestions {
    pub offered: Vec<Suggestion>,
    /// What happened on the couple's loops in this session, to read while writing.
    pub news: Vec<News>,
    /// The session whose homework is looked back on now.
    pub looked_back_on: Option<SessionId>,
    /// Markers that an earlier session has seen, each with its number.
    pub met_before: Vec<MetBefore>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    pub origin: Origin,
    pub what: Suggested,
}

/// Where a suggestion comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    Marks,
    Map,
    /// The sheet of the session with this number.
    Earlier(u16),
    /// The usual distance to the next session.
    Calendar,
}

impl Origin {
    pub fn label(self) -> String {
        match self {
            Self::Marks => "from your marks".to_owned(),
            Self::Map => "from the map".to_owned(),
            Self::Earlier(number) => format!("from session {number}"),
            Self::Calendar => "a week on".to_owned(),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Suggested {
    Tango(TangoMove),
    /// A mark does not know who shared; then a person has to say it.
    Encounter {
        sharer: Option<PartnerId>,
        words: String,
    },
    Position(PartnerId, Position),
    /// Where the couple stood last.
    Step(u8),
    StepOf(PartnerId, u8),
    /// Words for both: made from what clients may see alone.
    TakeAway(String),
    Next(NaiveDate, Option<NaiveTime>),
}

/// A phrase that this session brought or moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    pub partner: PartnerId,
    pub layer: Layer,
    /// In curly quotes if the client said them.
    pub words: String,
    pub is_own_words: bool,
    pub is_first: bool,
    pub ownership: Ownership,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MetBefore {
    pub marker: String,
    pub partner: Option<PartnerId>,
    pub session: u16,
}

/// Everything that can be offered for the sheet of a session. No number advances a step, and a
/// marker is never offered: somebody has to have seen it.
pub fn suggest(case: &Case, session: &Session) -> Suggestions {
    let mut offered = Vec::new();
    tango(session, &mut offered);
    encounters(case, session, &mut offered);
    stand(case, session, &mut offered);
    take_away(case, session, &mut offered);
    next(case, session, &mut offered);
    Suggestions {
        offered,
        news: news(case, session),
        looked_back_on: looked_back_on(case, session).map(|session| session.id),
        met_before: met_before(case, session),
    }
}

impl Suggestions {
    /// Those that can be accepted as they are: nothing has to be chosen first.
    pub fn plain(&self) -> impl Iterator<Item = &Suggestion> {
        let take_aways =
            self.offered.iter().filter(|it| matches!(it.what, Suggested::TakeAway(_)));
        let is_only_one = take_aways.count() == 1;
        self.offered.iter().filter(move |it| match it.what {
            Suggested::Encounter { sharer, .. } => sharer.is_some(),
            Suggested::TakeAway(_) => is_only_one,
            // Nobody has made an appointment yet: a day is taken over by itself.
            Suggested::Next(..) => false,
            _ => true,
        })
    }
}

/// Puts what was accepted on the sheet. An encounter without a sharer waits for one.
pub fn accept(sheet: &mut Sheet, what: &Suggested) {
    match what {
        Suggested::Tango(made) => {
            let at = sheet.tango.partition_point(|it| it.number <= made.number);
            sheet.tango.insert(at, made.clone());
        }
        Suggested::Encounter { sharer: None, .. } => {}
        Suggested::Encounter { sharer: Some(sharer), words } => {
            sheet.encounters.push(encounter(*sharer, words));
        }
        Suggested::Position(partner, position) => {
            *sheet.positions.of_mut(*partner) = Some(*position);
        }
        Suggested::Step(step) => sheet.step = Some(*step),
        Suggested::StepOf(partner, step) => *sheet.steps.of_mut(*partner) = Some(*step),
        // Whose they are is not told beside them: the marks say that somebody said them so.
        Suggested::TakeAway(words) => sheet.take_away = format!("“{words}”"),
        Suggested::Next(day, at) => (sheet.next, sheet.next_at) = (Some(*day), *at),
    }
}

/// An encounter of which nothing but its words is known.
pub fn encounter(sharer: PartnerId, words: &str) -> Encounter {
    let (words, answer) = (words.to_owned(), String::new());
    Encounter { sharer, words, received: None, answer }
}

/// The sheet of a session in the place of the one that it has; none if that is the same.
pub fn write(case: &Case, new: Session) -> Option<Edit> {
    let old = case.session(new.id)?;
    (*old != new).then(|| Edit::Case(CaseEdit::Session(Box::new(new))))
}

/// The session is gone through. What was begun and left empty goes; what was only offered was
/// never there. None while it runs.
pub fn close(case: &Case, id: SessionId) -> Option<Edit> {
    let mut session = case.session(id).filter(|session| !session.is_running())?.clone();
    let sheet = &mut session.sheet;
    sheet.is_closed = true;
    let is_blank = |words: &String| words.trim().is_empty();
    sheet.encounters.retain(|it| {
        !is_blank(&it.words) || !is_blank(&it.answer) || it.received.is_some()
    });
    sheet.homework.retain(|it| {
        !is_blank(&it.title) || !it.steps.is_empty() || !is_blank(&it.sixty_seconds)
    });
    write(case, session)
}

/// The session before this one with the same people: its homework is looked back on.
pub fn looked_back_on<'a>(case: &'a Case, session: &Session) -> Option<&'a Session> {
    let same = |it: &&Session| it.kind.alone() == session.kind.alone();
    let last = earlier(case, session).filter(same).max_by_key(|it| it.when());
    last.filter(|it| !it.sheet.homework.is_empty())
}

fn earlier<'a>(
    case: &'a Case,
    session: &Session,
) -> impl Iterator<Item = &'a Session> + use<'a> {
    let when = session.when();
    case.sessions.iter().filter(move |it| it.when() < when)
}

/// What one partner said alone stays in that partner's part: it goes into no other sheet.
fn may_flow(from: Compartment, session: &Session) -> bool {
    from == Compartment::Record || from == session.kind.compartment()
}

fn is_there(session: &Session, partner: PartnerId) -> bool {
    session.kind.alone().is_none_or(|alone| alone == partner)
}

/// The moments of one kind that the sheet does not tell of yet: those with other words, less
/// one for each entry that has words of its own.
fn untold<'a>(
    session: &'a Session,
    tag: MomentTag,
    told: &[&str],
) -> impl Iterator<Item = &'a str> + use<'a> {
    let mut told: Vec<&str> = told.to_vec();
    let mut marked: Vec<&str> = Vec::new();
    for moment in session.sheet.moments.iter().filter(|it| it.tag == tag) {
        match told.iter().position(|words| *words == moment.words) {
            Some(at) => {
                told.swap_remove(at);
            }
            None => marked.push(&moment.words),
        }
    }
    marked.into_iter().skip(told.len())
}

fn tango(session: &Session, offered: &mut Vec<Suggestion>) {
    let moves = [
        (MomentTag::LoopLive, Tango::Mirroring),
        (MomentTag::SoftMoment, Tango::Assembly),
        (MomentTag::Encounter, Tango::Encounter),
    ];
    for (tag, number) in moves {
        let made = session.sheet.tango.iter().filter(|it| it.number == number);
        let told: Vec<&str> = made.map(|it| it.words.as_str()).collect();
        offered.extend(untold(session, tag, &told).map(|words| {
            let (partner, words) = (session.kind.alone(), words.to_owned());
            let what = Suggested::Tango(TangoMove { number, partner, words });
            Suggestion { origin: Origin::Marks, what }
        }));
    }
}

/// From the map, what was said to the partner in this session; from the marks, the others.
fn encounters(case: &Case, session: &Session, offered: &mut Vec<Suggestion>) {
    if session.kind.alone().is_some() {
        return;
    }
    let same = case.sessions.iter().filter(|it| it.kind.alone().is_none());
    let known: Vec<&str> =
        same.flat_map(|it| &it.sheet.encounters).map(|it| it.words.as_str()).collect();
    let said = case.maps.iter().flat_map(CycleMap::elements).filter(|(_, it)| {
        it.ownership == Ownership::Shared && is_of(it, session) && below(it.layer)
    });
    let said: Vec<(PartnerId, &str)> =
        said.map(|(who, it)| (who, it.words.as_str())).collect();
    let here = session.sheet.encounters.iter().map(|it| it.words.as_str());
    let from_map = |words: &&str| said.iter().any(|(_, said)| said == words);
    let told: Vec<&str> = here.filter(|words| !from_map(words)).collect();
    let new = said.iter().filter(|(_, words)| !known.contains(words));
    offered.extend(new.map(|(sharer, words)| Suggestion {
        origin: Origin::Map,
        what: Suggested::Encounter { sharer: Some(*sharer), words: (*words).to_owned() },
    }));
    offered.extend(untold(session, MomentTag::Encounter, &told).map(|words| {
        let what = Suggested::Encounter { sharer: None, words: words.to_owned() };
        Suggestion { origin: Origin::Marks, what }
    }));
}

/// What is told in an encounter: what lies under the line, and the reach.
fn below(layer: Layer) -> bool {
    matches!(layer, Layer::Primary | Layer::Fear | Layer::Need | Layer::Reach)
}

fn stand(case: &Case, session: &Session, offered: &mut Vec<Suggestion>) {
    let sheet = &session.sheet;
    let mut before: Vec<&Session> = earlier(case, session)
        .filter(|it| may_flow(it.kind.compartment(), session))
        .collect();
    before.sort_by_key(|it| std::cmp::Reverse(it.when()));
    let last = before.iter().find_map(|it| Some((it.number, it.sheet.step?)));
    if let Some((number, step)) = last.filter(|_| sheet.step.is_none())
        && session.kind.alone().is_none()
    {
        let (origin, what) = (Origin::Earlier(number), Suggested::Step(step));
        offered.push(Suggestion { origin, what });
    }
    for partner in PartnerId::BOTH.into_iter().filter(|it| is_there(session, *it)) {
        let step = |it: &&Session| Some((it.number, (*it.sheet.steps.of(partner))?));
        let last = before.iter().find_map(step);
        if let Some((number, step)) = last.filter(|_| sheet.steps.of(partner).is_none()) {
            let what = Suggested::StepOf(partner, step);
            offered.push(Suggestion { origin: Origin::Earlier(number), what });
        }
        let drawn = case.maps.first().map(|map| map.side(partner).position);
        let drawn = drawn.filter(|position| *position != Position::Unclear);
        if let Some(position) = drawn.filter(|_| sheet.positions.of(partner).is_none()) {
            let what = Suggested::Position(partner, position);
            offered.push(Suggestion { origin: Origin::Map, what });
        }
    }
}

/// As many sentences are offered to choose from.
const TAKE_AWAYS: usize = 3;
/// The tender layers first: they are what a couple wants to remember.
const TENDER: [Layer; 5] =
    [Layer::Need, Layer::Reach, Layer::Fear, Layer::Primary, Layer::Response];

fn take_away(case: &Case, session: &Session, offered: &mut Vec<Suggestion>) {
    if !session.sheet.take_away.is_empty() {
        return;
    }
    let views = case.maps.iter().map(|map| ClientView::of(case, map, Some(session.id)));
    let views: Vec<ClientView> = views.filter(ClientView::may_be_printed).collect();
    let mut words: Vec<(usize, String)> = Vec::new();
    for view in &views {
        for partner in PartnerId::BOTH.into_iter().filter(|it| is_there(session, *it)) {
            let said = view.side(partner).phrases.iter();
            let said = said.filter(|it| it.own_words && it.new_today);
            words.extend(said.map(|it| {
                let rank = TENDER.iter().position(|layer| *layer == it.layer);
                (rank.unwrap_or(TENDER.len()), it.words.clone())
            }));
        }
    }
    words.sort_by_key(|(rank, _)| *rank);
    offered.extend(words.into_iter().take(TAKE_AWAYS).map(|(_, words)| Suggestion {
        origin: Origin::Map,
        what: Suggested::TakeAway(words),
    }));
}

/// A week on at the same time, unless a later session is there already.
fn next(case: &Case, session: &Session, offered: &mut Vec<Suggestion>) {
    let is_last = case.sessions.iter().all(|it| it.when() <= session.when());
    if session.sheet.next.is_some() || !is_last {
        return;
    }
    let Some(day) = session.date.checked_add_days(Days::new(7)) else { return };
    let at = session.start.map(|start| start.time());
    let at = at.and_then(to_five_minutes);
    offered.push(Suggestion { origin: Origin::Calendar, what: Suggested::Next(day, at) });
}

/// To the nearest five minutes: nobody arranges to meet at 14:03.
fn to_five_minutes(at: NaiveTime) -> Option<NaiveTime> {
    let minutes = (at.hour() * 60 + at.minute() + 2) / 5 * 5;
    NaiveTime::from_hms_opt(minutes / 60 % 24, minutes % 60, 0)
}

/// True for what came up in this session and may stand on its sheet: nothing of another
/// compartment, and so no guess that the therapist has kept apart.
fn is_of(element: &Element, session: &Session) -> bool {
    let id = Some(session.id);
    let is_here = element.first_seen == id || element.last_seen == id;
    is_here && may_flow(element.compartment(), session)
}

fn news(case: &Case, session: &Session) -> Vec<News> {
    let said = case.maps.iter().flat_map(CycleMap::elements);
    let said = said.filter(|(_, it)| is_of(it, session)).map(|(partner, it)| News {
        partner,
        layer: it.layer,
        words: it.quoted(),
        is_own_words: it.own_words,
        is_first: it.first_seen == Some(session.id),
        ownership: it.ownership,
    });
    // What only came up again says something where it is the client's own by now.
    let mut news: Vec<News> =
        said.filter(|it| it.is_first || it.ownership >= Ownership::Owned).collect();
    news.sort_by_key(|it| !it.is_first);
    news
}

fn met_before(case: &Case, session: &Session) -> Vec<MetBefore> {
    let mut before: Vec<&Session> = earlier(case, session)
        .filter(|it| may_flow(it.kind.compartment(), session))
        .collect();
    before.sort_by_key(|it| it.when());
    let mut met: Vec<MetBefore> = Vec::new();
    for earlier in before {
        for it in &earlier.sheet.markers {
            let is_known = met
                .iter()
                .any(|met| (&met.marker, met.partner) == (&it.marker, it.partner));
            if !is_known {
                let (marker, partner) = (it.marker.clone(), it.partner);
                met.push(MetBefore { marker, partner, session: earlier.number });
            }
        }
    }
    met
}
