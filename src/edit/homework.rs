//! A practice given to a couple: a copy of it on the sheet of a session.

use super::{CaseEdit, Edit};
use crate::model::homework::{Homework, Practice};
use crate::model::{Case, PartnerId, Session};

/// What came of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Given {
    /// The change, and the number of the session on whose sheet it stands then.
    On(u16, Edit),
    /// It stands there already.
    IsThere(u16),
    /// The one who is to take it home is not in the room.
    NotInTheRoom,
    NoSession,
}

/// Gives a practice to both, or to one: in the session that runs, or else on the newest sheet on
/// which it may stand. What one of them is given alone stays on that partner's sheets; what is
/// for both never stands on a sheet that only one may see.
pub fn give(case: &Case, practice: &Practice, whose: Option<PartnerId>) -> Given {
    let session = match (case.running(), newest(case, whose)) {
        (Some(running), _) if fits(running, whose) => running,
        (Some(_), _) => return Given::NotInTheRoom,
        (None, Some(newest)) => newest,
        (None, None) => return Given::NoSession,
    };
    let is_there = |home: &Homework| home.title == practice.title && home.whose == whose;
    if session.sheet.homework.iter().any(is_there) {
        return Given::IsThere(session.number);
    }
    let mut session = session.clone();
    session.sheet.homework.push(Homework::from_practice(practice, whose));
    Given::On(session.number, Edit::Case(CaseEdit::Session(Box::new(session))))
}

fn fits(session: &Session, whose: Option<PartnerId>) -> bool {
    session.kind.alone().is_none() || session.kind.alone() == whose
}

fn newest(case: &Case, whose: Option<PartnerId>) -> Option<&Session> {
    let fitting = case.sessions.iter().filter(|session| fits(session, whose));
    fitting.max_by_key(|session| session.when())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::practice_library::shipped;
    use crate::model::{Pair, SessionKind};
    use chrono::NaiveDate;

    fn linden(kinds: &[SessionKind]) -> Case {
        let names = Pair { a: "Ana".to_owned(), b: "Rui".to_owned() };
        let mut case = Case::new("Linden", names);
        for (number, kind) in (1..).zip(kinds) {
            let day = NaiveDate::from_ymd_opt(2026, 11, u32::from(number)).unwrap();
            case.sessions.push(Session::new(number, *kind, day));
        }
        case
    }

    fn titles(case: &Case, at: usize) -> usize {
        case.sessions[at].sheet.homework.len()
    }

    #[test]
    fn what_is_for_both_never_stands_on_a_sheet_that_only_one_may_see() {
        let mut case = linden(&[SessionKind::Joint, SessionKind::IndividualB]);
        let practice = shipped().remove(0);
        let both = give(&case, &practice, None);
        let Given::On(1, edit) = both else { panic!("{both:?}") };
        let undo = edit.apply(&mut case).unwrap();
        assert_eq!((titles(&case, 0), titles(&case, 1)), (1, 0));
        assert_eq!(give(&case, &practice, None), Given::IsThere(1));
        let alone = give(&case, &practice, Some(PartnerId::B));
        assert!(matches!(alone, Given::On(2, _)), "{alone:?}");
        undo.apply(&mut case).unwrap();
        assert_eq!(titles(&case, 0), 0);
    }

    #[test]
    fn while_one_of_them_is_there_nothing_is_given_to_the_other() {
        let mut case = linden(&[SessionKind::Joint, SessionKind::IndividualA]);
        case.sessions[1].start = "2026-11-02T14:00:00+01:00".parse().ok();
        let practice = shipped().remove(0);
        assert_eq!(give(&case, &practice, Some(PartnerId::B)), Given::NotInTheRoom);
        assert_eq!(give(&case, &practice, None), Given::NotInTheRoom);
        assert!(matches!(give(&case, &practice, Some(PartnerId::A)), Given::On(2, _)));
        assert_eq!(give(&linden(&[]), &practice, None), Given::NoSession);
    }
}
