//! The answer to a request for the file: what there is, what was decided of each, what is missing.

use super::agreement::{Choice, ConsentKind, Decision, Request, Requester};
use super::audience::{Audience, Shown};
use super::folding::folded;
use super::release::{Needs, ReleaseRule};
use super::{Case, PartnerId};
use chrono::NaiveDate;
use uuid::Uuid;

pub use super::access_items::items;

/// One thing that is decided about: a note, a session, a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub id: Uuid,
    pub kind: ItemKind,
    pub date: Option<NaiveDate>,
    /// What it is, without a word of it.
    pub title: String,
    pub shown: Shown,
    pub lines: Vec<ItemLine>,
}

/// A line of an item: redacting turns single lines into gaps.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ItemLine {
    pub label: String,
    pub words: String,
    /// Whose words these are, or whom they are about, as far as that is known.
    pub of: Option<PartnerId>,
    /// Who told it alone, though it is shared since.
    pub alone: Option<PartnerId>,
}

#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, strum::VariantArray,
)]
pub enum ItemKind {
    Contact,
    Agreement,
    Plan,
    Session,
    Note,
    ProcessNote,
    Homework,
    Phrase,
    Talk,
    /// A loop as it was confirmed.
    Version,
    Event,
    Episode,
    Score,
    History,
    Screening,
    /// An estimate of how one partner seeks closeness.
    Estimate,
    Todo,
}

impl ItemKind {
    /// What one and several are called; without a word of any.
    pub fn nouns(self) -> (&'static str, &'static str) {
        match self {
            Self::Contact => ("contact", "contacts"),
            Self::Agreement => ("consent or policy", "consents and policies"),
            Self::Plan => ("plan", "plans"),
            Self::Session => ("session", "sessions"),
            Self::Note => ("progress note", "progress notes"),
            Self::ProcessNote => ("process note", "process notes"),
            Self::Homework => ("homework", "homework"),
            Self::Phrase => ("phrase of a loop", "phrases of the loops"),
            Self::Talk => ("talk", "talks"),
            Self::Version => ("confirmed version", "confirmed versions"),
            Self::Event => ("event", "events"),
            Self::Episode => ("fight at home", "fights at home"),
            Self::Score => ("score", "scores"),
            Self::History => ("history told alone", "histories told alone"),
            Self::Screening => ("answers about safety", "answers about safety"),
            Self::Estimate => ("estimate of closeness", "estimates of closeness"),
            Self::Todo => {
                ("note of what waits to be said", "notes of what waits to be said")
            }
        }
    }

    /// "1 session", "3 sessions".
    pub fn counted(self, count: usize) -> String {
        let (one, several) = self.nouns();
        if count == 1 { format!("1 {one}") } else { format!("{count} {several}") }
    }
}

/// How an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing<'a> {
    Open,
    /// It was decided, and its words have changed since.
    Changed,
    Decided(&'a Decision),
}

impl Standing<'_> {
    pub fn is_decided(self) -> bool {
        matches!(self, Self::Decided(_))
    }

    pub fn choice(self) -> Option<Choice> {
        match self {
            Self::Decided(decision) => Some(decision.choice),
            Self::Open | Self::Changed => None,
        }
    }
}

impl Item {
    /// What it is called on the page of decisions; of what is held back not even the layer.
    pub fn told_as(&self, choice: Choice) -> String {
        let title = match (choice, self.kind) {
            (Choice::Withhold, ItemKind::Phrase) => {
                format!("{}, a phrase", self.which_loop())
            }
            (Choice::Withhold, ItemKind::Version) => {
                format!("{}, a confirmed version", self.which_loop())
            }
            _ => self.title.clone(),
        };
        self.date
            .map_or(title.clone(), |day| format!("{title}, {}", day.format("%-d %B %Y")))
    }

    fn which_loop(&self) -> &str {
        self.title.split([',', ':']).next().unwrap_or_default()
    }

    /// The words as a number: another one means other words.
    pub fn seen(&self) -> u64 {
        let lines = self.lines.iter().flat_map(|line| [&line.label, &line.words]);
        let bytes = lines.flat_map(|words| words.bytes().chain([0]));
        bytes.fold(0xCBF2_9CE4_8422_2325, |sum, byte| {
            (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
        })
    }

    pub fn standing<'a>(&self, request: &'a Request) -> Standing<'a> {
        let decided = request.decisions.iter().find(|it| it.item == self.id);
        match decided {
            Some(decision) if decision.seen == Some(self.seen()) => {
                Standing::Decided(decision)
            }
            Some(_) => Standing::Changed,
            None => Standing::Open,
        }
    }

    /// The lines that redacting turns into gaps first: the other partner's words, and what
    /// names that partner.
    pub fn usual_gaps(&self, case: &Case, request: &Request) -> Vec<u16> {
        let Some(other) = request.by.partner().map(PartnerId::other) else {
            return Vec::new();
        };
        let parts = |words: &str| -> Vec<String> {
            let all = words.split(|letter: char| !letter.is_alphanumeric());
            all.filter(|word| word.chars().count() > 1).map(folded).collect()
        };
        let one = case.partners.of(other);
        let known: Vec<String> = [&one.name, &one.surname].map(|it| parts(it)).concat();
        let is_named = |words: &str| parts(words).iter().any(|word| known.contains(word));
        let is_gap = |line: &ItemLine| line.of == Some(other) || is_named(&line.words);
        let gaps = (0..).zip(&self.lines).filter(|(_, line)| is_gap(line));
        gaps.map(|(number, _)| number).collect()
    }
}

impl Requester {
    /// Who reads the answer.
    pub fn audience(self) -> Audience {
        match self {
            Self::PartnerA => Audience::PartnerA,
            Self::PartnerB => Audience::PartnerB,
            Self::Insurer => Audience::Insurer,
            Self::Court => Audience::Court,
            Self::Both | Self::Other => Audience::Record,
        }
    }
}

impl Request {
    /// True if process notes are part of it: each partner signed for them apart.
    pub fn has_process_notes(&self) -> bool {
        self.process_authorised.iter().all(|(_, on)| on.is_some())
    }

    /// True if this partner has signed for the release. Asking for oneself is signing; one of
    /// two who ask does not sign for the other.
    pub fn is_authorised_by(&self, partner: PartnerId) -> bool {
        self.by.partner() == Some(partner) || self.authorised.of(partner).is_some()
    }

    /// True if this partner's signature is needed before papers about both leave.
    pub fn needs(&self, partner: PartnerId, rule: &ReleaseRule) -> bool {
        match self.by.partner() {
            Some(asker) => asker == partner || rule.needs == Needs::Both,
            None => true,
        }
    }
}

/// Something that stands in the way of an answer, or is good to know before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    pub says: String,
    pub weight: Weight,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Good to know.
    Remark,
    /// No answer while it stands, unless the therapist writes down why.
    NeedsReason,
    /// No answer while it stands.
    Blocks,
}

/// How much is decided.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub items: usize,
    pub included: usize,
    pub redacted: usize,
    pub withheld: usize,
}

impl Tally {
    pub fn of(items: &[Item], request: &Request) -> Self {
        let mut tally = Self { items: items.len(), ..Self::default() };
        for item in items {
            match item.standing(request).choice() {
                Some(Choice::Include) => tally.included += 1,
                Some(Choice::Redact) => tally.redacted += 1,
                Some(Choice::Withhold) => tally.withheld += 1,
                None => {}
            }
        }
        tally
    }

    pub fn decided(self) -> usize {
        self.included + self.redacted + self.withheld
    }

    pub fn open(self) -> usize {
        self.items - self.decided()
    }
}

/// Everything to say before the answer leaves, the gravest first.
pub fn checks(
    case: &Case,
    (request, items): (&Request, &[Item]),
    rule: &ReleaseRule,
    today: NaiveDate,
) -> Vec<Check> {
    let mut checks = Vec::new();
    let mut say = |weight, says: String| checks.push(Check { says, weight });
    match Tally::of(items, request).open() {
        0 => {}
        1 => say(Weight::Blocks, "1 item waits for a decision".to_owned()),
        open => say(Weight::Blocks, format!("{open} items wait for a decision")),
    }
    let missing = items.iter().filter(|item| lacks_reason(item, request)).count();
    if missing > 0 {
        let word = if missing == 1 { "item has" } else { "items have" };
        say(Weight::Blocks, format!("{missing} redacted or withheld {word} no reason"));
    }
    let whole = items.iter().filter(|item| lacks_gap(item, request)).count();
    if whole > 0 {
        let word = if whole == 1 { "item has" } else { "items have" };
        say(Weight::Blocks, format!("{whole} redacted {word} no gap: choose lines"));
    }
    let without = request.without_because.trim();
    let weight = if without.is_empty() { Weight::NeedsReason } else { Weight::Remark };
    for partner in PartnerId::BOTH {
        let name = called(case, partner);
        if request.needs(partner, rule) && !request.is_authorised_by(partner) {
            say(weight, format!("{name} has not authorised this release"));
        }
        let mut consents = case.consents.iter();
        let has_signed = consents
            .any(|it| it.kind == ConsentKind::Records && it.holds_for(partner, today));
        if !has_signed {
            let what = ConsentKind::Records.label();
            say(weight, format!("“{what}” is not signed by {name}, or no longer holds"));
        }
    }
    if let Some(due) = request.due {
        say(Weight::Remark, due_words(due, today));
    }
    checks.sort_by_key(|check| match check.weight {
        Weight::Blocks => 0,
        Weight::NeedsReason => 1,
        Weight::Remark => 2,
    });
    checks
}

fn lacks_reason(item: &Item, request: &Request) -> bool {
    match item.standing(request) {
        Standing::Decided(decision) => {
            decision.choice != Choice::Include && decision.reason.trim().is_empty()
        }
        Standing::Open | Standing::Changed => false,
    }
}

fn lacks_gap(item: &Item, request: &Request) -> bool {
    match item.standing(request) {
        Standing::Decided(decision) => {
            let is_in_it = |gap: &u16| usize::from(*gap) < item.lines.len();
            decision.choice == Choice::Redact && !decision.gaps.iter().any(is_in_it)
        }
        Standing::Open | Standing::Changed => false,
    }
}

fn due_words(due: NaiveDate, today: NaiveDate) -> String {
    let day = due.format("%-d %B %Y");
    match (due - today).num_days() {
        0 => format!("Due today, {day}"),
        1 => format!("Due tomorrow, {day}"),
        days if days > 0 => format!("Due on {day}, in {days} days"),
        -1 => format!("Was due yesterday, {day}"),
        days => format!("Was due on {day}, {} days ago", -days),
    }
}

/// What a partner is called, or which of the two it is.
pub fn called(case: &Case, partner: PartnerId) -> &str {
    match (case.name_of(partner), partner) {
        ("", PartnerId::A) => "partner A",
        ("", PartnerId::B) => "partner B",
        (name, _) => name,
    }
}

/// Who asked, in words.
pub fn asker(case: &Case, request: &Request) -> String {
    let who = match request.by {
        Requester::PartnerA => called(case, PartnerId::A).to_owned(),
        Requester::PartnerB => called(case, PartnerId::B).to_owned(),
        Requester::Both => "both partners".to_owned(),
        Requester::Court => "a court".to_owned(),
        Requester::Insurer => "an insurer".to_owned(),
        Requester::Other => "somebody else".to_owned(),
    };
    match request.name.trim() {
        "" => who,
        name => format!("{who} ({name})"),
    }
}
