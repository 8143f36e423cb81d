//! The walls: what each audience may see. Screens, pages, exports, search and brief ask here.

use super::note::Note;
use super::score::Score;
use super::{
    Centre, Compartment, CycleMap, Dialogue, Element, Event, Ownership, PartnerId,
    Session, SessionKind, Source, Visibility,
};
use chrono::NaiveDate;

/// Who is going to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::VariantArray)]
pub enum Audience {
    Therapist,
    /// Both partners together, on their screen or on paper.
    Couple,
    PartnerA,
    PartnerB,
    Supervisor,
    /// The couple’s own file: papers that hold nothing of the therapist’s process and nothing
    /// that one partner told alone, since others may ask for them one day.
    Record,
    Insurer,
    Court,
}

/// Something that could be shown, as far as the walls need to know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    pub what: What,
    pub compartment: Compartment,
    pub visibility: Visibility,
    pub ownership: Ownership,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::VariantArray)]
pub enum What {
    Phrase,
    /// The couple’s own name for a loop.
    LoopName,
    Dialogue,
    /// The couple's own words on a session's sheet, homework and take-away.
    TakeAway,
    SessionFacts,
    ProgressNote,
    ProcessNote,
    OwnLoop,
    Screening,
    Todo,
    Event,
    /// A fight at home.
    Episode,
    /// Readiness, signs and estimates: the therapist's own view.
    Assessment,
    Plan,
    Consent,
    /// Who asked for the file, and what was decided about it.
    Request,
    Score,
    /// The code name, and what each is called in the room.
    Name,
    /// Surnames, pronouns, contact.
    Identity,
}

/// Who is in the room while a session runs, and may look on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    Both,
    Alone(PartnerId),
}

impl Room {
    /// Both, unless the kind of session names one.
    pub fn of(kind: SessionKind) -> Self {
        kind.alone().map_or(Self::Both, Self::Alone)
    }

    /// The room of a screen that knows only who is there alone.
    pub fn with(alone: Option<PartnerId>) -> Self {
        alone.map_or(Self::Both, Self::Alone)
    }

    /// False for what one partner told alone and did not share, unless that one sits there.
    pub fn may_show(self, source: Source, visibility: Visibility) -> bool {
        let Some(teller) = source.individual() else { return true };
        visibility.is_shareable() || self == Self::Alone(teller)
    }

    /// The same for a phrase.
    pub fn may_show_phrase(self, element: &Element) -> bool {
        self.may_show(element.source, element.visibility)
    }

    /// True for a phrase on a screen that is read with whoever is here, and that says of no
    /// phrase whether it is private or a guess: there the therapist's own words stay away.
    pub fn may_read_phrase(self, element: &Element) -> bool {
        let teller = element.source.individual();
        teller.is_some_and(|it| self == Self::Alone(it))
            || Audience::Couple.may_see(Shown::phrase(element))
    }
}

impl Shown {
    /// Something that nobody has made shareable.
    pub fn new(what: What, compartment: Compartment) -> Self {
        let (visibility, ownership) = (Visibility::Private, Ownership::Guess);
        Self { what, compartment, visibility, ownership }
    }

    pub fn phrase(element: &Element) -> Self {
        Self {
            what: What::Phrase,
            compartment: element.compartment(),
            visibility: element.visibility,
            ownership: element.ownership,
        }
    }

    /// A talk of this loop. What was told alone is shared by its own recorded act, and else not.
    pub fn talk(map: &CycleMap, talk: &Dialogue) -> Self {
        let is_alone = talk.source.individual().is_some();
        let is_certain = !is_alone || map.is_shared_for_certain(talk.id.0);
        let visibility = if is_certain { talk.visibility } else { Visibility::Private };
        let compartment = talk.source.compartment(visibility);
        Self { visibility, ..Self::new(What::Dialogue, compartment) }
    }

    /// What both share: whose it is was never in question.
    pub fn centre(centre: &Centre) -> Self {
        let (visibility, ownership) = (centre.visibility, Ownership::Shared);
        let shown = Self::new(What::Phrase, Compartment::Record);
        Self { visibility, ownership, ..shown }
    }

    /// What stands on the sheet of a session, apart from what is taken home.
    pub fn session(session: &Session) -> Self {
        Self::new(What::SessionFacts, session.kind.compartment())
    }

    pub fn note(note: &Note) -> Self {
        let what = if note.is_process() { What::ProcessNote } else { What::ProgressNote };
        Self::new(what, note.compartment())
    }

    /// The totals of a measure; the couple sees those of a measure that is shown to them, since
    /// when.
    pub fn score(score: &Score, shown_since: Option<NaiveDate>) -> Self {
        let visibility =
            shown_since.map_or(Visibility::Private, |on| Visibility::Shareable { on });
        Self { visibility, ..Self::new(What::Score, score.compartment()) }
    }

    pub fn event(event: &Event) -> Self {
        Self::new(What::Event, event.compartment())
    }
}

impl Compartment {
    /// The partner to whom alone it belongs.
    pub fn teller(self) -> Option<PartnerId> {
        match self {
            Self::PrivateA => Some(PartnerId::A),
            Self::PrivateB => Some(PartnerId::B),
            Self::Record | Self::Process => None,
        }
    }

    /// What belongs to this partner alone.
    pub fn private_to(partner: PartnerId) -> Self {
        match partner {
            PartnerId::A => Self::PrivateA,
            PartnerId::B => Self::PrivateB,
        }
    }

    /// The part in words, such as "private to A".
    pub fn label(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Process => "process notes",
            Self::PrivateA => "private to A",
            Self::PrivateB => "private to B",
        }
    }
}

impl Audience {
    /// One partner, as a reader.
    pub fn of_partner(partner: PartnerId) -> Self {
        match partner {
            PartnerId::A => Self::PartnerA,
            PartnerId::B => Self::PartnerB,
        }
    }

    /// The partner whose own words may be shown to them.
    pub fn partner(self) -> Option<PartnerId> {
        match self {
            Self::PartnerA => Some(PartnerId::A),
            Self::PartnerB => Some(PartnerId::B),
            _ => None,
        }
    }

    /// True if this audience may see it without a decision of its own for the item.
    pub fn may_see(self, shown: Shown) -> bool {
        match self {
            Self::Therapist => true,
            Self::Couple => is_for_the_couple(shown),
            Self::PartnerA | Self::PartnerB => {
                is_for_the_couple(shown) || self.is_own(shown)
            }
            Self::Supervisor => is_for_the_supervisor(shown),
            Self::Record => is_of_the_record(shown) && !is_an_unshared_guess(shown),
            Self::Insurer | Self::Court => is_of_the_record(shown) && is_a_paper(shown),
        }
    }

    /// True if the therapist is asked whether this audience gets it: all that is about both or
    /// from this partner. What the other told alone is not even listed, and neither is the
    /// therapist’s process.
    pub fn may_be_asked_for(self, shown: Shown) -> bool {
        match shown.compartment {
            Compartment::Record => self == Self::Therapist || is_of_the_record(shown),
            Compartment::Process => self == Self::Therapist,
            Compartment::PrivateA | Compartment::PrivateB => {
                self == Self::Therapist || shown.compartment.teller() == self.partner()
            }
        }
    }

    /// What one partner told alone is that partner's to read; the therapist's process is not.
    fn is_own(self, shown: Shown) -> bool {
        let is_theirs = !matches!(
            shown.what,
            What::ProcessNote
                | What::OwnLoop
                | What::Todo
                | What::Phrase
                | What::Assessment
        );
        let teller = shown.compartment.teller();
        teller.is_some() && teller == self.partner() && is_theirs
    }
}

/// Shareable by a person's act, and at least touched by the client.
fn is_for_the_couple(shown: Shown) -> bool {
    match shown.what {
        What::Phrase => {
            shown.visibility.is_shareable() && shown.ownership >= Ownership::Touched
        }
        What::Dialogue => shown.visibility.is_shareable(),
        What::TakeAway | What::Name | What::LoopName => {
            shown.compartment == Compartment::Record
        }
        // Only a measure that the therapist marked as shown, and never a private one.
        What::Score => {
            shown.visibility.is_shareable() && shown.compartment == Compartment::Record
        }
        _ => false,
    }
}

/// The work, without who they are; nothing that only one partner's key opens.
fn is_for_the_supervisor(shown: Shown) -> bool {
    let is_shared = matches!(shown.compartment, Compartment::Record)
        || shown.compartment == Compartment::Process && shown.what == What::Phrase;
    is_shared
        && !matches!(
            shown.what,
            What::Name
                | What::Identity
                | What::ProcessNote
                | What::OwnLoop
                | What::Screening
                | What::Assessment
                | What::Todo
                | What::Consent
                | What::Request
        )
}

/// What belongs to both, whoever keeps it: never the therapist’s process.
fn is_of_the_record(shown: Shown) -> bool {
    shown.compartment == Compartment::Record
        && !matches!(
            shown.what,
            What::ProcessNote
                | What::OwnLoop
                | What::Screening
                | What::Todo
                | What::Request
        )
}

/// What the therapist supposes of a partner and nobody has shared, whatever session it is of. The
/// record keeps it beside the partner's own phrases, and yet it is not the couple's.
fn is_an_unshared_guess(shown: Shown) -> bool {
    shown.what == What::Phrase
        && shown.ownership == Ownership::Guess
        && !shown.visibility.is_shareable()
}

/// The record's own papers; what is more is decided item by item.
fn is_a_paper(shown: Shown) -> bool {
    matches!(
        shown.what,
        What::SessionFacts
            | What::ProgressNote
            | What::Plan
            | What::Name
            | What::Identity
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use strum::VariantArray as _;

    fn everything() -> impl Iterator<Item = Shown> {
        What::VARIANTS.iter().flat_map(|what| {
            Compartment::VARIANTS.iter().flat_map(move |compartment| {
                Ownership::VARIANTS.iter().map(move |ownership| Shown {
                    what: *what,
                    compartment: *compartment,
                    visibility: Visibility::Private,
                    ownership: *ownership,
                })
            })
        })
    }

    #[test]
    fn nothing_from_a_private_compartment_is_for_others_than_therapist_and_teller() {
        for shown in everything() {
            for audience in Audience::VARIANTS {
                let teller = match shown.compartment {
                    Compartment::PrivateA => Some(PartnerId::A),
                    Compartment::PrivateB => Some(PartnerId::B),
                    Compartment::Record | Compartment::Process => continue,
                };
                let may = *audience == Audience::Therapist
                    || (audience.partner() == teller && teller.is_some());
                assert!(may || !audience.may_see(shown), "{audience:?} {shown:?}");
            }
        }
    }

    #[test]
    fn process_notes_and_the_own_loop_are_for_the_therapist_alone() {
        for shown in everything() {
            if matches!(shown.what, What::ProcessNote | What::OwnLoop) {
                for audience in &Audience::VARIANTS[1..] {
                    assert!(!audience.may_see(shown), "{audience:?} {shown:?}");
                }
            }
        }
    }

    #[test]
    fn no_paper_of_the_record_holds_a_guess_that_nobody_shared() {
        for shown in everything().filter(|shown| shown.what == What::Phrase) {
            let is_theirs = shown.ownership > Ownership::Guess;
            let is_kept = shown.compartment == Compartment::Record;
            let may = Audience::Record.may_see(shown);
            assert_eq!(may, is_theirs && is_kept, "{shown:?}");
            // Whoever asks for the file gets it by a decision for the item, or not at all.
            assert_eq!(Audience::Record.may_be_asked_for(shown), is_kept, "{shown:?}");
        }
    }

    #[test]
    fn a_guess_is_never_for_the_couple_even_when_it_was_shared() {
        let on = chrono::NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
        let shown = Shown {
            what: What::Phrase,
            compartment: Compartment::Record,
            visibility: Visibility::Shareable { on },
            ownership: Ownership::Guess,
        };
        assert!(!Audience::Couple.may_see(shown));
        assert!(
            Audience::Couple.may_see(Shown { ownership: Ownership::Touched, ..shown })
        );
    }
}
