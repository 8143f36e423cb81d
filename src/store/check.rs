//! Looks at every byte that matters of a practice, and names what is damaged.

use super::document::Body;
use super::history::{short, what};
use super::keys::{self, slots_inside};
use super::reading::assemble;
use super::revision::{Document, NO_CASE, NO_PARENT, Name, Revision};
use super::state::State;
use super::{Practice, StoreError};
use crate::model::{Case, Pair};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What a look at everything found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    pub cases: usize,
    /// How many revisions were looked at.
    pub checked: usize,
    pub damage: Vec<Damage>,
}

/// What is only remembered beside the couples, and made anew where it does not fit.
const LIST: &str = "the list of couples";

/// One thing that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// The couple's code name, where it can still be read.
    pub code_name: Option<String>,
    pub document: String,
    pub sequence: Option<u64>,
    pub fault: String,
}

impl Report {
    pub fn is_whole(&self) -> bool {
        self.damage.is_empty()
    }

    /// The first damage of something that would be missed: a line of the list is made anew.
    pub fn first_loss(&self) -> Option<&Damage> {
        self.damage.iter().find(|damage| damage.document != LIST)
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(code_name) = &self.code_name {
            write!(f, "{code_name}, ")?;
        }
        f.write_str(&self.document)?;
        if let Some(sequence) = self.sequence {
            write!(f, ", revision {sequence}")?;
        }
        write!(f, ": {}", self.fault)
    }
}

impl Practice {
    /// Verifies every seal, chain, key and table. An error means that it could not look.
    pub fn check(&self) -> Result<Report, StoreError> {
        self.state.borrow_mut().forget();
        let state = self.state()?;
        let mut damage = self.tables();
        damage.extend(self.slots());
        damage.extend(state.fault.iter().map(|fault| of_file("the practice", fault)));
        damage.extend(self.compartments_of(&state));
        damage.extend(gaps(&state));
        let mut revisions: BTreeMap<Name, Vec<&Revision>> = BTreeMap::new();
        for revision in &state.index.revisions {
            revisions.entry(revision.case).or_default().push(revision);
        }
        damage.extend(self.missing_entries(&state));
        damage.extend(self.lines(&state));
        for (name, revisions) in &revisions {
            damage.extend(self.check_case(&state, name, revisions));
        }
        let cases = revisions.keys().filter(|name| **name != NO_CASE).count();
        Ok(Report { cases, checked: state.index.revisions.len(), damage })
    }

    fn tables(&self) -> Vec<Damage> {
        let look = || {
            let mut statement = self.connection.prepare("PRAGMA integrity_check")?;
            let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        };
        match look() {
            Ok(found) if found == ["ok"] => Vec::new(),
            Ok(found) => {
                let count = found.len();
                vec![of_file(
                    "the tables",
                    &format!("SQLite finds {count} faults in them"),
                )]
            }
            Err(_) => vec![of_file("the tables", "SQLite cannot read them")],
        }
    }

    fn slots(&self) -> Vec<Damage> {
        let mut damage = Vec::new();
        let inside = slots_inside(&self.connection);
        if inside.is_none() {
            damage.push(of_file("the key slots", "a slot is damaged"));
        }
        // A backup has no sibling, and an opening for writing makes a missing one anew.
        if let (Some(slots), Some(bytes)) = (inside, keys::read_bytes(&self.path))
            && bytes != keys::bytes(&self.id, &slots)
        {
            damage.push(of_file("the file of keys", "it differs from the practice"));
        }
        damage
    }

    /// Lines of the list that do not fit their couples; they are made anew at the next lock.
    fn lines(&self, state: &State) -> Vec<Damage> {
        let wrong = self.wrong_lines(state).into_iter().map(|name| Damage {
            code_name: self.couple(state, &name).ok().map(|couple| couple.code_name),
            ..of_file(LIST, "a line is not that of the couple as it is; it is not used")
        });
        wrong.collect()
    }

    fn compartments_of(&self, state: &State) -> Vec<Damage> {
        let broken = state
            .keys
            .keys()
            .filter(|of| !matches!(self.compartment_key(state, **of), Some(Ok(_))));
        broken
            .map(|(case, _)| of_file(&short(case), "the key of a compartment"))
            .collect()
    }

    fn check_case(&self, state: &State, name: &Name, all: &[&Revision]) -> Vec<Damage> {
        if *name == NO_CASE {
            return self.check_practice(state, all);
        }
        let whole = self.documents(state, name).ok().and_then(assemble);
        let code_name = match &whole {
            Some(case) => Some(case.code_name.clone()),
            None => self.couple(state, name).ok().map(|couple| couple.code_name),
        };
        let is_incomplete = whole.is_none();
        let case = whole.unwrap_or_else(|| Case::new("", Pair::default()));
        let mut titles = BTreeMap::new();
        let faults = self.faults(state, all, |revision, body| {
            titles.insert(revision.document(), what(body, &case));
        });
        // What an unreadable revision is about, another one of the same document tells.
        let title = |revision: &Revision| {
            let known = titles.get(&revision.document()).cloned();
            known.unwrap_or_else(|| "a document".to_owned())
        };
        let mut damage: Vec<Damage> = faults
            .into_iter()
            .map(|(revision, fault)| Damage {
                code_name: code_name.clone(),
                document: title(revision),
                sequence: Some(revision.sequence),
                fault,
            })
            .collect();
        if is_incomplete && damage.is_empty() {
            let document = "the couple".to_owned();
            let fault = "a part of it is missing".to_owned();
            damage.push(Damage { code_name, document, sequence: None, fault });
        }
        damage
    }

    /// What is wrong with each revision; `sound` is told of those that can be read.
    fn faults<'a>(
        &self,
        state: &State,
        all: &[&'a Revision],
        mut sound: impl FnMut(&Revision, &Body),
    ) -> Vec<(&'a Revision, String)> {
        let mut faults: Vec<(&Revision, String)> = Vec::new();
        for revision in all {
            match self.read(state, revision) {
                Ok(kept) => sound(revision, &kept.body),
                Err(StoreError::Damaged { what, .. }) => faults.push((revision, what)),
                Err(other) => faults.push((revision, other.to_string())),
            }
        }
        faults.extend(parent_faults(all));
        faults
    }

    /// What belongs to no couple: the settings, and the log entry by entry.
    fn check_practice(&self, state: &State, all: &[&Revision]) -> Vec<Damage> {
        let faults = self.faults(state, all, |_, _| {});
        if faults.is_empty() {
            return Vec::new();
        }
        let numbers = 1..=all.len() as u64;
        let entries: BTreeMap<Name, u64> =
            numbers.map(|number| (self.audit_name(number), number)).collect();
        let named = ["settings", "logo", "templates"];
        let named = named.map(|name| (self.name(name, &[]), name));
        let title = |revision: &Revision| {
            if let Some(number) = entries.get(&revision.entity) {
                return format!("audit entry {number}");
            }
            let known = named.iter().find(|(entity, _)| *entity == revision.entity);
            known.map_or("a document", |(_, name)| name).to_owned()
        };
        let damage = faults.into_iter().map(|(revision, fault)| Damage {
            code_name: None,
            document: title(revision),
            sequence: Some(revision.sequence),
            fault,
        });
        damage.collect()
    }

    /// Entries of the log whose name is nowhere, while a later one's is.
    fn missing_entries(&self, state: &State) -> Vec<Damage> {
        let of_practice = state.index.documents_of(&NO_CASE);
        let there: BTreeSet<Name> = of_practice.map(|it| it.entity).collect();
        let is_there = |number: &u64| there.contains(&self.audit_name(*number));
        let most = there.len() as u64 + 1;
        let last = (1..=most).rev().find(is_there).unwrap_or_default();
        let missing = (1..=last).filter(|number| !is_there(number));
        missing
            .map(|number| of_file(&format!("audit entry {number}"), "it is missing"))
            .collect()
    }
}

/// Every revision but a document's first has its parent, and alone, in the same document.
fn parent_faults<'a>(all: &[&'a Revision]) -> Vec<(&'a Revision, String)> {
    let ids: BTreeSet<(Document, Name)> =
        all.iter().map(|it| (it.document(), it.id)).collect();
    let mut followed = BTreeSet::new();
    let mut faults = Vec::new();
    for revision in all {
        let parent = (revision.document(), revision.parent);
        if revision.parent != NO_PARENT && !ids.contains(&parent) {
            faults.push((*revision, "the revision before it is missing".to_owned()));
        }
        if !followed.insert(parent) {
            faults.push((*revision, "two revisions follow the same one".to_owned()));
        }
    }
    faults
}

fn gaps(state: &State) -> Vec<Damage> {
    let mut sequences: BTreeMap<Name, BTreeSet<u64>> = BTreeMap::new();
    for revision in &state.index.revisions {
        sequences.entry(revision.writer).or_default().insert(revision.sequence);
    }
    let mut damage = Vec::new();
    for (writer, found) in sequences {
        let last = found.last().copied().unwrap_or_default();
        // A damaged number may be huge: the first gap is enough.
        let gap = (1..=last).find(|sequence| !found.contains(sequence));
        damage.extend(gap.map(|sequence| Damage {
            code_name: None,
            document: format!("writer {}", short(&writer)),
            sequence: Some(sequence),
            fault: "it is missing".to_owned(),
        }));
    }
    damage
}

fn of_file(document: &str, fault: &str) -> Damage {
    Damage {
        code_name: None,
        document: document.to_owned(),
        sequence: None,
        fault: fault.to_owned(),
    }
}
