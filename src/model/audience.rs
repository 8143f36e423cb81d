//! The walls: what each audience may see. Screens, pages, exports, search and brief ask here.

use super::{Compartment, Ownership, PartnerId, Visibility};

/// Who is going to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::VariantArray)]
pub enum Audience {
    Therapist,
    /// Both partners together, on their screen or on paper.
    Couple,
    PartnerA,
    PartnerB,
    Supervisor,
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
    Plan,
    Consent,
    Score,
    /// Names, surnames, contact.
    Identity,
}

impl Audience {
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
            Self::Insurer | Self::Court => is_of_the_record(shown),
        }
    }

    /// What one partner told alone is that partner's to read; the therapist's process is not.
    fn is_own(self, shown: Shown) -> bool {
        let own = match self {
            Self::PartnerA => Compartment::PrivateA,
            Self::PartnerB => Compartment::PrivateB,
            _ => return false,
        };
        let is_theirs = !matches!(
            shown.what,
            What::ProcessNote | What::OwnLoop | What::Todo | What::Phrase
        );
        shown.compartment == own && is_theirs
    }
}

/// Shareable by a person's act, and at least touched by the client.
fn is_for_the_couple(shown: Shown) -> bool {
    match shown.what {
        What::Phrase => {
            shown.visibility.is_shareable() && shown.ownership >= Ownership::Touched
        }
        What::Dialogue => shown.visibility.is_shareable(),
        What::TakeAway => shown.compartment == Compartment::Record,
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
            What::Identity
                | What::ProcessNote
                | What::OwnLoop
                | What::Screening
                | What::Todo
                | What::Consent
        )
}

/// The joint record's own papers; what is more is decided item by item.
fn is_of_the_record(shown: Shown) -> bool {
    shown.compartment == Compartment::Record
        && matches!(
            shown.what,
            What::SessionFacts | What::ProgressNote | What::Plan | What::Identity
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
