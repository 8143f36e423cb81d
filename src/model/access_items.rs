//! Gathers everything about or from whoever asks for the file, one item after another.

use super::access::{Item, ItemKind, ItemLine, called};
use super::access_loops::{of_map, of_versions};
use super::agreement::{Consent, Request, Requester};
use super::audience::{Shown, What};
use super::episode::Episode;
use super::homework::Homework;
use super::note::{CAME_WITH_IT, Note, Risk, addendum_draft};
use super::readiness::AttachmentEstimate;
use super::score::Score;
use super::session::{Encounter, Grade};
use super::{Case, Compartment, Event, Pair, PartnerId, Position, Session};
use uuid::Uuid;

/// Everything that is decided about, in the order of the pack. What the other partner told
/// alone is not in it, and neither is the therapist's process unless each signed for it apart.
pub fn items(case: &Case, request: &Request) -> Vec<Item> {
    let audience = request.by.audience();
    let has_process = request.has_process_notes();
    let mut items = couple(case, request);
    items.extend(case.sessions.iter().flat_map(|it| of_session(case, it)));
    items.extend(case.notes.iter().map(|note| of_note(case, note)));
    for (map, number) in case.maps.iter().zip(1..) {
        items.extend(of_map(case, (map, number)));
    }
    items.extend(of_versions(case));
    items.extend(case.events.iter().map(of_event));
    items.extend(case.episodes.iter().map(of_episode));
    items.extend(case.scores.iter().flat_map(of_score));
    for partner in PartnerId::BOTH {
        items.extend(alone(case, partner));
    }
    items.retain(|item| {
        let is_process = item.shown.compartment == Compartment::Process;
        let is_listed =
            if is_process { has_process } else { audience.may_be_asked_for(item.shown) };
        is_listed && !item.lines.is_empty()
    });
    items.sort_by_key(|item| item.kind);
    items
}

/// An item that is gathered line by line.
pub(super) struct Draft(pub(super) Item);

impl Draft {
    pub(super) fn new(
        (id, kind): (Uuid, ItemKind),
        title: impl Into<String>,
        shown: Shown,
    ) -> Self {
        let title = title.into();
        Self(Item { id, kind, date: None, title, shown, lines: Vec::new() })
    }

    pub(super) fn on(mut self, date: impl Into<Option<chrono::NaiveDate>>) -> Self {
        self.0.date = date.into();
        self
    }

    pub(super) fn line(mut self, label: &str, words: &str) -> Self {
        self.put(label, words, None);
        self
    }

    pub(super) fn of(
        mut self,
        label: &str,
        words: &str,
        partner: impl Into<Option<PartnerId>>,
    ) -> Self {
        self.put(label, words, partner.into());
        self
    }

    pub(super) fn both(mut self, label: &str, words: &Pair<String>) -> Self {
        for (partner, words) in words.iter() {
            self.put(label, words, Some(partner));
        }
        self
    }

    /// A line for each sentence, so that one of them can become a gap alone.
    pub(super) fn put(&mut self, label: &str, words: &str, of: Option<PartnerId>) {
        for words in sentences(words) {
            self.0.lines.push(ItemLine { label: label.to_owned(), words, of });
        }
    }
}

/// The sentences and lines of a text.
fn sentences(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    for line in text.lines() {
        let mut rest = line.trim();
        while let Some(end) = end_of_sentence(rest) {
            let (sentence, after) = rest.split_at(end);
            all.push(sentence.trim().to_owned());
            rest = after.trim_start();
        }
        all.push(rest.to_owned());
    }
    all.retain(|sentence| !sentence.is_empty());
    all
}

/// Where the next sentence begins after a full stop, with a blank and a capital behind it.
fn end_of_sentence(text: &str) -> Option<usize> {
    for (at, letter) in text.char_indices() {
        if !matches!(letter, '.' | '!' | '?' | '”') {
            continue;
        }
        let end = at + letter.len_utf8();
        let mut after = text.get(end..).unwrap_or_default().chars();
        let is_blank = after.next() == Some(' ');
        let begins = after.next().is_some_and(|it| it.is_uppercase() || it == '“');
        if is_blank && begins && letter != '”' {
            return Some(end);
        }
    }
    None
}

/// An id for what has none of its own: that of the couple, turned by a number.
fn own_id(case: &Case, number: u128) -> Uuid {
    Uuid::from_u128(case.id.0.as_u128() ^ number)
}

fn record(what: What) -> Shown {
    Shown::new(what, Compartment::Record)
}

/// Contact of the one who asks, the plan, and what was agreed.
fn couple(case: &Case, request: &Request) -> Vec<Item> {
    let mut items = Vec::new();
    match request.by.partner() {
        Some(partner) => {
            let draft = contact(case, partner, Compartment::private_to(partner));
            let how = &case.partners.of(partner).contact.how;
            items.push(draft.of("how to be reached", how, partner).0);
        }
        // Each of the two, and decided apart: how one may be reached safely is not among it.
        None if request.by == Requester::Both => {
            let both = PartnerId::BOTH.into_iter();
            items.extend(both.map(|it| contact(case, it, Compartment::Record).0));
        }
        None => {}
    }
    let plan = &case.plan;
    let id = (own_id(case, 2), ItemKind::Plan);
    let mut whole = Draft::new(id, "Treatment plan", record(What::Plan))
        .line("what brought them", &plan.presenting)
        .line("their history", &plan.history)
        .both("what each gives the other", &plan.strengths)
        .line("how", &plan.approach)
        .line("referral", &plan.referral);
    for goal in &plan.goals {
        whole.put(&format!("goal, {}", goal.status.label()), &goal.words, goal.whose);
    }
    items.push(whole.0);
    let id = (own_id(case, 3), ItemKind::Agreement);
    let policy = Draft::new(id, "Policy about what is told alone", record(What::Consent));
    items.push(policy.line("policy", &case.policy_words).0);
    items.extend(case.consents.iter().map(|consent| of_consent(case, consent)));
    items.extend(case.keeping.without_consent.iter().zip(256..).map(|(it, number)| {
        let id = (own_id(case, number), ItemKind::Agreement);
        let draft = Draft::new(id, it.heading(), record(What::Consent));
        draft.on(it.on).line("why", &it.because).0
    }));
    items
}

fn contact(case: &Case, partner: PartnerId, compartment: Compartment) -> Draft {
    let one = case.partners.of(partner);
    let (title, number) = if compartment == Compartment::Record {
        (format!("Name and contact of {}", called(case, partner)), 4 + partner as u128)
    } else {
        ("Name and contact".to_owned(), 1)
    };
    let id = (own_id(case, number), ItemKind::Contact);
    Draft::new(id, title, Shown::new(What::Identity, compartment))
        .of("name", &one.name, partner)
        .of("surname", &one.surname, partner)
        .of("pronouns", &one.pronouns, partner)
        .of("phone", &one.contact.phone, partner)
        .of("e-mail", &one.contact.email, partner)
        .of("address", &one.contact.address, partner)
}

fn of_consent(case: &Case, consent: &Consent) -> Item {
    let title = format!("Consent: {}", consent.kind.label());
    let id = (consent.id.0, ItemKind::Agreement);
    let mut draft = Draft::new(id, title, record(What::Consent))
        .line("version", &consent.version)
        .line("words", &consent.words);
    for partner in PartnerId::BOTH {
        let name = called(case, partner);
        for (what, on) in [
            ("signed", consent.signed.of(partner)),
            ("withdrawn", consent.withdrawn.of(partner)),
        ] {
            if let Some(on) = on {
                let words = format!("{name}, {}", on.format("%-d %B %Y"));
                draft.put(what, &words, Some(partner));
            }
        }
    }
    if let Some(end) = consent.expires {
        draft.put("holds until", &end.format("%-d %B %Y").to_string(), None);
    }
    draft.0
}

/// The sheet of a session, and each homework that was given in it.
fn of_session(case: &Case, session: &Session) -> Vec<Item> {
    let Session { number, sheet, .. } = session;
    let id = (session.id.0, ItemKind::Session);
    let mut draft = Draft::new(id, format!("Session {number}"), Shown::session(session))
        .on(session.date)
        .line("when and with whom", &when(case, session))
        .line("others present", &sheet.others_present);
    for partner in PartnerId::BOTH.into_iter().filter(|it| *sheet.absent.of(*it)) {
        draft.put("did not come", called(case, partner), Some(partner));
    }
    draft = draft.line("observed", &sheet.observed);
    for (label, words, of) in stands(session) {
        draft.put(&whose(case, label, of), &words, of);
    }
    draft = draft.line("interventions", &interventions(session));
    for moment in &sheet.moments {
        let label = format!("{}, {}", moment.at.format("%H:%M"), moment.tag.label());
        draft.put(&label, &moment.words, None);
    }
    for it in &sheet.tango {
        draft.put(it.number.label(), &it.words, it.partner);
    }
    for encounter in &sheet.encounters {
        let (said, answered) = encounter_labels(case, encounter);
        draft.put(&said, &encounter.words, Some(encounter.sharer));
        let received = encounter.received.map_or("", super::session::Received::label);
        draft.put("how it was received", received, Some(encounter.sharer.other()));
        draft.put(&answered, &encounter.answer, Some(encounter.sharer.other()));
    }
    for (label, grade, of) in grades(session) {
        draft.put(&whose(case, label, of), grade.label(), of);
    }
    for met in &sheet.markers {
        draft.put(&whose(case, "marker seen", met.partner), &met.words, met.partner);
    }
    let mut draft = draft.line("plan", &sheet.plan);
    draft.put("taken home", &sheet.take_away, None);
    if let Some(next) = sheet.next {
        draft.put("next", &next.format("%-d %B %Y").to_string(), None);
    }
    let given = sheet.homework.iter().map(|it| of_homework(session, it));
    std::iter::once(draft.0).chain(given).collect()
}

fn when(case: &Case, session: &Session) -> String {
    let who = session.kind.alone().map_or_else(
        || "with both".to_owned(),
        |partner| format!("with {} alone", called(case, partner)),
    );
    let day = session.date.format("%-d %B %Y");
    let clock = |at: Option<chrono::DateTime<chrono::FixedOffset>>| {
        at.map(|at| at.format("%H:%M").to_string())
    };
    let time = match (clock(session.start), clock(session.stop)) {
        (Some(start), Some(stop)) => format!(", {start} to {stop}"),
        (Some(start), None) => format!(", from {start}"),
        _ => String::new(),
    };
    format!("{day}{time}, {who}, {}", session.sheet.modality.label())
}

/// "knows the loop, Ana", where it is about one of them.
fn whose(case: &Case, label: &str, of: Option<PartnerId>) -> String {
    of.map_or_else(
        || label.to_owned(),
        |partner| format!("{label}, {}", called(case, partner)),
    )
}

/// Where the couple stands and where each of them does, and what each said of it in points.
fn stands(session: &Session) -> Vec<(&'static str, String, Option<PartnerId>)> {
    let sheet = &session.sheet;
    let mut all = Vec::new();
    all.extend(sheet.step.map(|step| ("step", step.to_string(), None)));
    for partner in PartnerId::BOTH {
        let of = Some(partner);
        let points = |points: &Option<u8>| points.map(|it| format!("{it} of 10"));
        let step = sheet.steps.of(partner).map(|step| step.to_string());
        let position = sheet.positions.of(partner).map(position_words);
        let safety = points(sheet.safety.of(partner));
        let closeness = points(sheet.closeness.of(partner));
        for (label, words) in [
            ("step", step),
            ("position", position),
            ("how safe it was to speak", safety),
            ("how close", closeness),
        ] {
            all.extend(words.map(|words| (label, words, of)));
        }
    }
    all
}

/// What a position is called; an open one says so.
pub(super) fn position_words(position: Position) -> String {
    let words = position.label();
    if words.is_empty() { "not clear yet".to_owned() } else { words.to_owned() }
}

/// The interventions in words, those of our list and those of the practice's own.
fn interventions(session: &Session) -> String {
    let known = super::lists::interventions();
    let says = |key: &String| {
        let found = known.iter().find(|it| it.key == *key);
        found.map_or_else(|| key.clone(), |it| it.says.clone())
    };
    session.sheet.interventions.iter().map(says).collect::<Vec<_>>().join(", ")
}

fn encounter_labels(case: &Case, encounter: &Encounter) -> (String, String) {
    let (from, to) =
        (called(case, encounter.sharer), called(case, encounter.sharer.other()));
    (format!("{from} to {to}"), format!("{to} answered"))
}

fn grades(session: &Session) -> Vec<(&'static str, Grade, Option<PartnerId>)> {
    let knows = &session.sheet.knows;
    let own = knows.therapist.map(|it| ("the therapist knows their loop", it, None));
    let couple = knows.couple.iter().filter_map(|(partner, it)| {
        it.map(|grade| ("knows the loop", grade, Some(partner)))
    });
    let felt = knows.felt.iter().filter_map(|(partner, it)| {
        it.map(|grade| ("feels it in the session", grade, Some(partner)))
    });
    own.into_iter().chain(couple).chain(felt).collect()
}

fn of_homework(session: &Session, homework: &Homework) -> Item {
    let shown = Shown::new(What::TakeAway, session.kind.compartment());
    let id = (homework.id.0, ItemKind::Homework);
    let title = format!("Homework of session {}", session.number);
    let mut draft = Draft::new(id, title, shown).on(session.date).of(
        "given",
        &homework.title,
        homework.whose,
    );
    for step in &homework.steps {
        draft.put("step", step, homework.whose);
    }
    draft
        .of("to be read aloud", &homework.sixty_seconds, homework.whose)
        .of("what became of it", homework.outcome.label(), homework.whose)
        .of("what they told", &homework.told, homework.whose)
        .0
}

fn of_note(case: &Case, note: &Note) -> Item {
    if let Some(signed) = case.adds_to(note) {
        return of_addendum_draft(case, (note, signed));
    }
    let session = note.session.and_then(|id| case.session(id));
    let kind = if note.is_process() { ItemKind::ProcessNote } else { ItemKind::Note };
    let title = session.map_or_else(
        || "Note".to_owned(),
        |session| format!("Note on session {}", session.number),
    );
    let mut draft =
        Draft::new((note.id.0, kind), title, Shown::note(note)).on(note.about);
    for section in &note.sections {
        draft.put(&section.title, &section.words, None);
    }
    for (partner, risk) in note.risk.iter() {
        let Risk { level, words, not_asked_because } = risk;
        let label = format!("risk, {}", called(case, partner));
        draft.put(&label, level.map_or("", super::note::RiskLevel::label), Some(partner));
        draft.put(&label, words, Some(partner));
        draft.put(&label, not_asked_because, Some(partner));
    }
    if let Some(because) = &note.late_because {
        draft.put("late entry", because, None);
    }
    let signed = note.signed_words().unwrap_or_else(|| "Not signed".to_owned());
    draft.put("signature", &signed, None);
    for (at, added) in note.addenda.iter().enumerate() {
        let day = added.at.format("%-d %B %Y, %H:%M");
        let mut label = format!("{} of {day} by {}", added.kind.label(), added.by);
        if note.came_with_it(at) {
            label = format!("{label} ({CAME_WITH_IT})");
        }
        draft.put(&label, &added.reason, None);
        draft.put(&label, &added.words, None);
    }
    draft.0
}

/// What is being added to a signed note stands where that note does, and is no process note.
fn of_addendum_draft(case: &Case, (draft, signed): (&Note, &Note)) -> Item {
    let session = signed.session.and_then(|id| case.session(id));
    let title = session.map_or_else(
        || "Addendum not signed yet".to_owned(),
        |session| format!("Addendum not signed yet, session {}", session.number),
    );
    let words = |key| draft.section(key).map_or("", |section| section.words.as_str());
    Draft::new((draft.id.0, ItemKind::Note), title, Shown::note(signed))
        .on(signed.about)
        .line("why it is added", words(addendum_draft::REASON))
        .line("what is added", words(addendum_draft::WORDS))
        .0
}

fn of_event(event: &Event) -> Item {
    let id = (event.id.0, ItemKind::Event);
    let mut draft = Draft::new(id, event.kind.label(), Shown::event(event))
        .on(event.on)
        .line("what", &event.title)
        .line("when", &event.when)
        .line("the moment of need", &event.moment_of_need)
        .line("what it meant", &event.meaning)
        .both("how each sees it", &event.views)
        .both("what came after", &event.aftermath)
        .line("in the loop", &event.cycle_link)
        .line("outcome", &event.outcome);
    for sign in &event.impact {
        draft.put("impact", sign, None);
    }
    for step in &event.steps {
        draft.put("step", &step.title, None);
        draft.put("step", &step.words, None);
    }
    draft.0
}

fn of_episode(episode: &Episode) -> Item {
    let id = (episode.id.0, ItemKind::Episode);
    let shown = Shown::new(What::Event, episode.compartment());
    let mut draft = Draft::new(id, "A fight at home", shown)
        .on(episode.date)
        .line("what set it off", &episode.stressor)
        .line("what else was going on", &episode.context)
        .line("how it ended", &episode.ended_how);
    for (phase, words) in episode.phases.named() {
        draft.put(&phase.to_lowercase(), words, None);
    }
    for (partner, strength) in episode.intensity.iter() {
        let words = strength.map(|it| format!("{it} of 10")).unwrap_or_default();
        draft.put("how strong", &words, Some(partner));
    }
    draft.0
}

/// The totals, and apart from them the answers, which are that partner's own.
fn of_score(score: &Score) -> [Item; 2] {
    let title = score.measure.to_uppercase();
    let shown = Shown::new(What::Score, score.compartment());
    let id = (score.id.0, ItemKind::Score);
    let mut totals = Draft::new(id, &*title, shown).on(score.date);
    for (scale, points) in &score.totals {
        totals.put(scale, &points.to_string(), Some(score.partner));
    }
    let own = Shown::new(What::Score, score.own_compartment());
    let id = (Uuid::from_u128(score.id.0.as_u128() ^ 1), ItemKind::Score);
    let given = score.answers.iter().flat_map(|answers| &answers.given);
    let given: Vec<String> = given
        .map(|answer| answer.map_or_else(|| "–".to_owned(), |it| it.to_string()))
        .collect();
    let answers = Draft::new(id, format!("{title}, answer by answer"), own)
        .on(score.date)
        .of("answers", &given.join(" "), score.partner);
    [totals.0, answers.0]
}

/// What belongs to one partner alone.
fn alone(case: &Case, partner: PartnerId) -> Vec<Item> {
    let file = case.private.of(partner);
    let shown = |what| Shown::new(what, Compartment::private_to(partner));
    let id = (own_id(case, 16 + partner as u128), ItemKind::History);
    let history = Draft::new(id, "History told alone", shown(What::SessionFacts));
    let mut items = vec![history.of("history", &file.attachment_history, partner).0];
    for screening in &file.screenings {
        let id = (screening.id.0, ItemKind::Screening);
        let draft = Draft::new(id, "Questions about safety", shown(What::Screening));
        items.push(asked(draft.on(screening.date), screening, partner).0);
    }
    for (estimate, number) in file.estimates.iter().zip(32..) {
        let id = (own_id(case, number * 2 + partner as u128), ItemKind::Estimate);
        let draft = Draft::new(id, "Estimate of closeness", shown(What::Assessment));
        items.push(estimated(draft.on(estimate.on), estimate, partner).0);
    }
    for todo in &file.todos {
        let id = (todo.id.0, ItemKind::Todo);
        let draft = Draft::new(id, "What waits to be said", shown(What::Todo));
        let way = todo.way.map_or("", super::private_file::Disclosed::intent);
        let draft = draft
            .on(todo.opened)
            .of("what", &todo.words, partner)
            .of("what is meant to happen", way, partner)
            .of("why", &todo.reason, partner);
        let (how, reason) = todo
            .resolved
            .as_ref()
            .map_or(("", ""), |it| (it.how.outcome(), it.reason.as_str()));
        let draft = draft.of("what happened", how, partner);
        items.push(draft.of("how it ended", reason, partner).0);
    }
    items
}

/// The questions in their own words, with what was answered.
fn asked(
    mut draft: Draft,
    screening: &super::screening::Screening,
    partner: PartnerId,
) -> Draft {
    let questions = super::screening::questions();
    for (key, answer) in &screening.answers {
        let question = questions.iter().find(|it| it.key == *key);
        let label = question.map_or(key.as_str(), |it| &it.asks);
        let known =
            question.and_then(|it| it.answers.iter().find(|it| it.key == *answer));
        draft.put(label, known.map_or(answer.as_str(), |it| &it.says), Some(partner));
    }
    let asks = |key: &String| {
        let question = questions.iter().find(|it| it.key == *key);
        question.map_or_else(|| key.clone(), |it| it.asks.clone())
    };
    for (key, words) in &screening.words {
        draft.put(&asks(key), words, Some(partner));
    }
    for (key, plan) in &screening.plans {
        draft.put(&format!("{} The plan", asks(key)), plan, Some(partner));
    }
    if let Some(again) = screening.again {
        draft.put("to be asked again", &again.format("%-d %B %Y").to_string(), None);
    }
    draft
}

fn estimated(draft: Draft, estimate: &AttachmentEstimate, partner: PartnerId) -> Draft {
    let of_seven = |tenths: Option<u8>| {
        let points = tenths.map(|it| format!("{}.{} of 7", it / 10, it % 10));
        points.unwrap_or_default()
    };
    draft
        .of("afraid for the bond", &of_seven(estimate.anxiety), partner)
        .of("away from leaning", &of_seven(estimate.avoidance), partner)
        .of("rests on", estimate.basis.label(), partner)
        .of("note", &estimate.note, partner)
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn a_text_is_cut_at_its_sentences_and_lines() {
        let text =
            "Ana asked again. Rui went quiet at 3.30 p.m. and left.\n“Later.” he said";
        assert_eq!(
            sentences(text),
            [
                "Ana asked again.",
                "Rui went quiet at 3.30 p.m. and left.",
                "“Later.” he said"
            ]
        );
        assert_eq!(sentences(" \n"), Vec::<String>::new());
    }
}
