//! Gathers everything about or from whoever asks for the file, one item after another.

use super::access::{Item, ItemKind, ItemLine, called};
use super::access_alone::alone;
use super::access_loops::{of_map, of_versions};
use super::access_sessions::of_session;
use super::agreement::{Consent, Request, Requester};
use super::audience::{Shown, What};
use super::episode::Episode;
use super::note::{CAME_WITH_IT, Note, Risk, addendum_draft};
use super::score::Score;
use super::{Case, Compartment, Event, Pair, PartnerId, Source};
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

    /// Everything that was put since the line of this number was told alone, and shared since.
    pub(super) fn told_alone(&mut self, since: usize, source: Source) {
        for line in self.0.lines.iter_mut().skip(since) {
            line.alone = source.individual();
        }
    }

    /// A line for each sentence, so that one of them can become a gap alone.
    pub(super) fn put(&mut self, label: &str, words: &str, of: Option<PartnerId>) {
        for words in sentences(words) {
            self.0.lines.push(ItemLine {
                label: label.to_owned(),
                words,
                of,
                alone: None,
            });
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
pub(super) fn own_id(case: &Case, number: u128) -> Uuid {
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

/// What was found about the safety of one of them, or why it was not asked.
pub(super) fn put_risk(
    draft: &mut Draft,
    case: &Case,
    (partner, risk): (PartnerId, &Risk),
) {
    let Risk { level, words, not_asked_because } = risk;
    let label = format!("risk, {}", called(case, partner));
    draft.put(&label, level.map_or("", super::note::RiskLevel::label), Some(partner));
    draft.put(&label, words, Some(partner));
    draft.put(&label, not_asked_because, Some(partner));
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
        put_risk(&mut draft, case, (partner, risk));
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
