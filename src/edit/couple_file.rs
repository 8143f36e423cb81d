//! A couple's file while it is written: its parts, the changes that keep them, and its to-dos.

use super::case::NAME_LETTERS;
use super::listed::{LINE_LETTERS, ListEdit, Listed, TEXT_LETTERS};
use super::{CaseEdit, Edit};
use crate::model::agreement::{Consent, Request};
use crate::model::keeping::Keeping;
use crate::model::plan::Plan;
use crate::model::private_file::{Disclosed, PrivateFile, Resolution, Todo};
use crate::model::screening::{PossibleAnswer, Question};
use crate::model::{
    Case, CaseStatus, ClientModel, ElementId, Pair, Partner, PartnerId, ScreeningId,
    SecretsPolicy, TodoId,
};
use chrono::NaiveDate;

/// Everything of a couple that is written on the screen of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileParts {
    pub partners: Pair<Partner>,
    pub status: CaseStatus,
    pub client_model: Option<ClientModel>,
    pub secrets_policy: Option<SecretsPolicy>,
    pub policy_words: String,
    pub consents: Vec<Consent>,
    pub requests: Vec<Request>,
    pub plan: Plan,
    pub keeping: Keeping,
    pub private: Pair<PrivateFile>,
}

/// A part that is kept or refused as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Partner(PartnerId),
    Status,
    ClientModel,
    SecretsPolicy,
    PolicyWords,
    Consents,
    Requests,
    Plan,
    Keeping,
    Private(PartnerId),
}

impl Part {
    /// What was agreed comes first: other changes may count on it.
    pub const ALL: [Self; 12] = [
        Self::ClientModel,
        Self::SecretsPolicy,
        Self::Status,
        Self::PolicyWords,
        Self::Partner(PartnerId::A),
        Self::Partner(PartnerId::B),
        Self::Consents,
        Self::Requests,
        Self::Plan,
        Self::Keeping,
        Self::Private(PartnerId::A),
        Self::Private(PartnerId::B),
    ];

    /// Whose alone it is.
    pub fn alone(self) -> Option<PartnerId> {
        match self {
            Self::Private(partner) => Some(partner),
            _ => None,
        }
    }
}

impl FileParts {
    pub fn of(case: &Case) -> Self {
        Self {
            partners: case.partners.clone(),
            status: case.status,
            client_model: case.client_model,
            secrets_policy: case.secrets_policy,
            policy_words: case.policy_words.clone(),
            consents: case.consents.clone(),
            requests: case.requests.clone(),
            plan: case.plan.clone(),
            keeping: case.keeping.clone(),
            private: case.private.clone(),
        }
    }

    pub fn differs(&self, other: &Self, part: Part) -> bool {
        match part {
            Part::Partner(it) => self.partners.of(it) != other.partners.of(it),
            Part::Status => self.status != other.status,
            Part::ClientModel => self.client_model != other.client_model,
            Part::SecretsPolicy => self.secrets_policy != other.secrets_policy,
            Part::PolicyWords => self.policy_words != other.policy_words,
            Part::Consents => self.consents != other.consents,
            Part::Requests => self.requests != other.requests,
            Part::Plan => self.plan != other.plan,
            Part::Keeping => self.keeping != other.keeping,
            Part::Private(it) => self.private.of(it) != other.private.of(it),
        }
    }

    /// Takes a part over.
    pub fn take(&mut self, part: Part, from: &Self) {
        match part {
            Part::Partner(it) => {
                self.partners.of_mut(it).clone_from(from.partners.of(it));
            }
            Part::Status => self.status = from.status,
            Part::ClientModel => self.client_model = from.client_model,
            Part::SecretsPolicy => self.secrets_policy = from.secrets_policy,
            Part::PolicyWords => self.policy_words.clone_from(&from.policy_words),
            Part::Consents => self.consents.clone_from(&from.consents),
            Part::Requests => self.requests.clone_from(&from.requests),
            Part::Plan => self.plan.clone_from(&from.plan),
            Part::Keeping => self.keeping.clone_from(&from.keeping),
            Part::Private(it) => self.private.of_mut(it).clone_from(from.private.of(it)),
        }
    }

    /// The change that brings a part, as it is written here, into a case.
    pub fn edit(&self, part: Part, case: &Case) -> Edit {
        let edit = match part {
            Part::Partner(it) => {
                CaseEdit::Partner(it, Box::new(self.partners.of(it).clone()))
            }
            Part::Status => CaseEdit::Status(self.status),
            Part::ClientModel => CaseEdit::ClientModel(self.client_model),
            Part::SecretsPolicy => CaseEdit::SecretsPolicy(self.secrets_policy),
            Part::PolicyWords => CaseEdit::PolicyWords(self.policy_words.clone()),
            Part::Consents => {
                return listed(&case.consents, &self.consents, CaseEdit::Consent);
            }
            Part::Requests => {
                return listed(&case.requests, &self.requests, CaseEdit::Request);
            }
            Part::Plan => CaseEdit::Plan(Box::new(written_plan(&self.plan))),
            Part::Keeping => CaseEdit::Keeping(Box::new(self.keeping.clone())),
            Part::Private(it) => {
                CaseEdit::Private(it, Box::new(self.private.of(it).clone()))
            }
        };
        Edit::Case(edit)
    }

    /// The texts of a part that are longer than what fits. They are not kept as they are.
    pub fn too_long(&self, part: Part) -> Vec<&str> {
        let texts = self.texts(part).into_iter();
        let long = texts.filter(|(words, most)| words.chars().count() > *most);
        long.map(|(words, _)| words).collect()
    }

    /// Every text of a part with the most letters that it may have.
    fn texts(&self, part: Part) -> Vec<(&str, usize)> {
        match part {
            Part::Partner(it) => texts_of_partner(self.partners.of(it)),
            Part::PolicyWords => vec![text(&self.policy_words)],
            Part::Consents => self.consents.iter().flat_map(texts_of_consent).collect(),
            Part::Requests => self.requests.iter().flat_map(texts_of_request).collect(),
            Part::Plan => texts_of_plan(&self.plan),
            Part::Keeping => {
                self.keeping.hold.iter().map(|hold| text(&hold.why)).collect()
            }
            Part::Private(it) => texts_of_private(self.private.of(it)),
            Part::Status | Part::ClientModel | Part::SecretsPolicy => Vec::new(),
        }
    }
}

fn text(words: &str) -> (&str, usize) {
    (words, TEXT_LETTERS)
}

fn line(words: &str) -> (&str, usize) {
    (words, LINE_LETTERS)
}

fn texts_of_partner(partner: &Partner) -> Vec<(&str, usize)> {
    let contact = &partner.contact;
    let names = [&partner.name, &partner.surname, &partner.pronouns];
    let mut texts: Vec<_> = names.map(|name| (name.as_str(), NAME_LETTERS)).into();
    texts.extend([&contact.phone, &contact.email].map(|words| line(words)));
    texts.extend([&contact.address, &contact.how].map(|words| text(words)));
    texts
}

fn texts_of_consent(consent: &Consent) -> [(&str, usize); 2] {
    [line(&consent.version), text(&consent.words)]
}

fn texts_of_request(request: &Request) -> [(&str, usize); 3] {
    [line(&request.name), text(&request.words), text(&request.answer)]
}

fn texts_of_plan(plan: &Plan) -> Vec<(&str, usize)> {
    let whole = [&plan.presenting, &plan.history, &plan.approach, &plan.referral];
    let strengths = [&plan.strengths.a, &plan.strengths.b];
    let goals = plan.goals.iter().map(|goal| &goal.words);
    let all = whole.into_iter().chain(strengths).chain(goals);
    all.map(|words| text(words)).collect()
}

fn texts_of_private(file: &PrivateFile) -> Vec<(&str, usize)> {
    let asked = file.screenings.iter();
    let asked = asked.flat_map(|it| it.words.values().chain(it.plans.values()));
    let todos = file.todos.iter().flat_map(|it| [&it.words, &it.reason]);
    let all = std::iter::once(&file.attachment_history).chain(asked).chain(todos);
    all.map(|words| text(words)).collect()
}

/// A goal without words is not one yet.
fn written_plan(plan: &Plan) -> Plan {
    let mut plan = plan.clone();
    plan.goals.retain(|goal| !goal.words.trim().is_empty());
    plan
}

/// The changes that make one list of another.
fn listed<T: Listed + Clone + PartialEq>(
    old: &[T],
    new: &[T],
    edit: impl Fn(ListEdit<T>) -> CaseEdit,
) -> Edit {
    let among = |list: &[T], id| list.iter().any(|it| it.id() == id);
    let gone = old.iter().filter(|it| !among(new, it.id()));
    let gone = gone.map(|it| ListEdit::Remove(it.id()));
    let changed = new.iter().filter(|it| !old.contains(it)).map(|it| {
        let item = Box::new(it.clone());
        if among(old, it.id()) { ListEdit::Replace(item) } else { ListEdit::Add(item) }
    });
    let edits: Vec<ListEdit<T>> = gone.chain(changed).collect();
    Edit::Several(edits.into_iter().map(|it| Edit::Case(edit(it))).collect())
}

/// Another status. Therapy that ends has ended on a day.
pub fn set_status(parts: &mut FileParts, status: CaseStatus, today: NaiveDate) {
    parts.status = status;
    if status == CaseStatus::Ended {
        parts.keeping.ended = parts.keeping.ended.or(Some(today));
    }
}

/// Gives an answer, or takes it back if it was given. One that tells what the other does not
/// know opens a to-do.
pub fn answer(
    file: &mut PrivateFile,
    asking: ScreeningId,
    (question, given): (&Question, &PossibleAnswer),
    today: NaiveDate,
) {
    let Some(asked) = file.screenings.iter_mut().find(|it| it.id == asking) else {
        return;
    };
    if asked.answers.get(&question.key) == Some(&given.key) {
        asked.answers.remove(&question.key);
        return;
    }
    asked.answers.insert(question.key.clone(), given.key.clone());
    let is_open =
        file.open_todos().any(|todo| todo.question.as_ref() == Some(&question.key));
    if given.is_undisclosed && !is_open {
        let key = Some(question.key.clone());
        file.todos.push(Todo { question: key, ..Todo::new(today, &question.about) });
    }
}

/// Opens a to-do about something that a partner told alone and that matters to both; none if
/// there is one, or if it was not told alone.
pub fn matters_to_both(case: &Case, phrase: ElementId, today: NaiveDate) -> Option<Edit> {
    let mut maps = case.maps.iter();
    let (_, _, element) = maps.find_map(|map| map.find(phrase))?;
    let teller = element.source.individual()?;
    let mut file = case.private.of(teller).clone();
    if waits(&file, phrase) {
        return None;
    }
    let todo = Todo { phrase: Some(phrase), ..Todo::new(today, &element.words) };
    file.todos.push(todo);
    Some(Edit::Case(CaseEdit::Private(teller, Box::new(file))))
}

/// A to-do about this phrase is open.
pub fn waits(file: &PrivateFile, phrase: ElementId) -> bool {
    file.open_todos().any(|todo| todo.phrase == Some(phrase))
}

/// Writes down how something came into the open, or why it did not; false while the reason is
/// missing.
pub fn resolve(
    file: &mut PrivateFile,
    todo: TodoId,
    how: Disclosed,
    today: NaiveDate,
) -> bool {
    let Some(todo) = file.todos.iter_mut().find(|it| it.id == todo) else { return false };
    let reason = todo.reason.trim().to_owned();
    if reason.is_empty() {
        return false;
    }
    todo.resolved = Some(Resolution { on: today, how, reason });
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::screening::{Screening, questions};

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 2).unwrap()
    }

    fn case() -> Case {
        Case::new("Linden", Pair { a: "Ana".to_owned(), b: "Rui".to_owned() })
    }

    #[test]
    fn every_part_that_differs_is_brought_into_the_case() {
        let mut case = case();
        let mut typed = FileParts::of(&case);
        typed.partners.b.surname = "Meireles".to_owned();
        typed.client_model = Some(ClientModel::Hybrid);
        typed.secrets_policy = Some(SecretsPolicy::LimitedSecrets);
        typed.policy_words = "as agreed".to_owned();
        typed.consents.push(Consent::new(crate::model::agreement::ConsentKind::Contact));
        typed.plan.presenting = "the silence".to_owned();
        typed.private.a.attachment_history = "a quiet house".to_owned();
        set_status(&mut typed, CaseStatus::Ended, day());
        for part in Part::ALL {
            typed.edit(part, &case.clone()).apply(&mut case).unwrap();
        }
        assert_eq!(FileParts::of(&case), typed);
        assert_eq!(case.keeping.ended, Some(day()));
    }

    #[test]
    fn what_does_not_fit_is_named_and_what_fits_is_not() {
        let mut parts = FileParts::of(&case());
        parts.partners.a.surname = "a".repeat(NAME_LETTERS);
        parts.partners.b.contact.phone = "7".repeat(LINE_LETTERS + 1);
        assert!(parts.too_long(Part::Partner(PartnerId::A)).is_empty());
        assert_eq!(parts.too_long(Part::Partner(PartnerId::B)).len(), 1);
        // Each of them is what the change itself refuses.
        let mut case = case();
        for (partner, fits) in [(PartnerId::A, true), (PartnerId::B, false)] {
            let edit = parts.edit(Part::Partner(partner), &case.clone());
            assert_eq!(edit.apply(&mut case).is_ok(), fits);
        }
    }

    #[test]
    fn an_answer_that_the_other_does_not_know_opens_one_to_do_and_again_takes_it_back() {
        let all = questions();
        let question = all.iter().find(|it| it.key == "outside").unwrap();
        let hidden = question.answer("undisclosed").unwrap();
        let asking = Screening::begin(day());
        let id = asking.id;
        let mut file = PrivateFile { screenings: vec![asking], ..PrivateFile::default() };
        answer(&mut file, id, (question, hidden), day());
        assert_eq!(file.todos.len(), 1);
        assert_eq!(file.todos[0].opened, day());
        answer(&mut file, id, (question, hidden), day());
        assert!(file.screenings[0].answers.is_empty());
        answer(&mut file, id, (question, hidden), day());
        assert_eq!(file.todos.len(), 1, "it waits already");
    }

    #[test]
    fn nothing_is_resolved_without_a_reason() {
        let todo = Todo::new(day(), "the letters");
        let id = todo.id;
        let mut file = PrivateFile { todos: vec![todo], ..PrivateFile::default() };
        assert!(!resolve(&mut file, id, Disclosed::ClientBroughtIt, day()));
        file.todos[0].reason = "said it in session 9".to_owned();
        assert!(resolve(&mut file, id, Disclosed::ClientBroughtIt, day()));
        assert_eq!(file.open_todos().count(), 0);
    }
}
