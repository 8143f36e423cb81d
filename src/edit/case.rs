//! Changes to the couple itself: names, agreements, sessions and its list of maps.

use super::{Edit, EditError, tidy};
use crate::model::{
    Case, CaseStatus, ClientModel, CycleMap, MapId, OwnLoop, Pair, Partner, PartnerId,
    SecretsPolicy, Session, SessionId,
};

/// The most letters of a code name or of a person's name.
pub const NAME_LETTERS: usize = 80;

/// One change to a case outside its maps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaseEdit {
    CodeName(String),
    Status(CaseStatus),
    ClientModel(Option<ClientModel>),
    SecretsPolicy(Option<SecretsPolicy>),
    Partner(PartnerId, Partner),
    AddMap {
        at: usize,
        map: Box<CycleMap>,
    },
    RemoveMap(MapId),
    AddSession {
        at: usize,
        session: Session,
    },
    RemoveSession(SessionId),
    /// Puts the session in the place of the one with the same id.
    Session(Box<Session>),
    /// The therapist's own loop, or none.
    OwnLoop(Option<Box<OwnLoop>>),
}

/// The most letters of the words at a marked moment.
pub const MOMENT_LETTERS: usize = 300;

/// Everything that differs between the couple and how it is written now, as one step.
pub fn rewritten(
    case: &Case,
    code_name: &str,
    partners: &Pair<Partner>,
    (model, policy): (Option<ClientModel>, Option<SecretsPolicy>),
) -> Option<Edit> {
    let mut edits = Vec::new();
    if code_name != case.code_name {
        edits.push(CaseEdit::CodeName(code_name.to_owned()));
    }
    for (partner, new) in partners.iter() {
        if new != case.partners.of(partner) {
            edits.push(CaseEdit::Partner(partner, new.clone()));
        }
    }
    if model != case.client_model {
        edits.push(CaseEdit::ClientModel(model));
    }
    if policy != case.secrets_policy {
        edits.push(CaseEdit::SecretsPolicy(policy));
    }
    let edits: Vec<Edit> = edits.into_iter().map(Edit::Case).collect();
    (!edits.is_empty()).then_some(Edit::Several(edits))
}

impl CaseEdit {
    pub(super) fn apply(self, case: &mut Case) -> Result<Self, EditError> {
        match self {
            Self::CodeName(name) => {
                let name = needed(&name)?;
                Ok(Self::CodeName(std::mem::replace(&mut case.code_name, name)))
            }
            Self::Status(new) => {
                Ok(Self::Status(std::mem::replace(&mut case.status, new)))
            }
            Self::ClientModel(new) => {
                Ok(Self::ClientModel(std::mem::replace(&mut case.client_model, new)))
            }
            Self::SecretsPolicy(new) => {
                Ok(Self::SecretsPolicy(std::mem::replace(&mut case.secrets_policy, new)))
            }
            Self::Partner(partner, new) => set_partner(case, partner, &new),
            Self::AddMap { at, map } => {
                if map.shared_without_act().is_some() {
                    return Err(EditError::SaidAlone);
                }
                let id = map.id;
                case.maps.insert(at.min(case.maps.len()), *map);
                Ok(Self::RemoveMap(id))
            }
            Self::RemoveMap(id) => remove_map(case, id),
            Self::AddSession { at, session } => {
                let id = session.id;
                case.sessions.insert(at.min(case.sessions.len()), session);
                Ok(Self::RemoveSession(id))
            }
            Self::RemoveSession(id) => remove_session(case, id),
            Self::Session(new) => replace_session(case, *new),
            Self::OwnLoop(new) => {
                Ok(Self::OwnLoop(std::mem::replace(&mut case.own_loop, new)))
            }
        }
    }
}

fn set_partner(
    case: &mut Case,
    partner: PartnerId,
    new: &Partner,
) -> Result<CaseEdit, EditError> {
    let new = Partner {
        name: needed(&new.name)?,
        surname: tidy(&new.surname, NAME_LETTERS)?,
        pronouns: tidy(&new.pronouns, NAME_LETTERS)?,
    };
    let old = std::mem::replace(case.partners.of_mut(partner), new);
    Ok(CaseEdit::Partner(partner, old))
}

fn remove_map(case: &mut Case, id: MapId) -> Result<CaseEdit, EditError> {
    let at = case.maps.iter().position(|map| map.id == id);
    let at = at.ok_or(EditError::NoSuchMap)?;
    if case.maps.len() == 1 {
        return Err(EditError::LastMap);
    }
    Ok(CaseEdit::AddMap { at, map: Box::new(case.maps.remove(at)) })
}

fn remove_session(case: &mut Case, id: SessionId) -> Result<CaseEdit, EditError> {
    let at = case.sessions.iter().position(|session| session.id == id);
    let at = at.ok_or(EditError::NoSuchSession)?;
    Ok(CaseEdit::AddSession { at, session: case.sessions.remove(at) })
}

fn replace_session(case: &mut Case, mut new: Session) -> Result<CaseEdit, EditError> {
    for moment in &mut new.sheet.moments {
        moment.words = tidy(&moment.words, MOMENT_LETTERS)?;
    }
    let old = case.sessions.iter_mut().find(|session| session.id == new.id);
    let old = old.ok_or(EditError::NoSuchSession)?;
    Ok(CaseEdit::Session(Box::new(std::mem::replace(old, new))))
}

fn needed(name: &str) -> Result<String, EditError> {
    let name = tidy(name, NAME_LETTERS)?;
    if name.is_empty() { Err(EditError::Empty) } else { Ok(name) }
}
