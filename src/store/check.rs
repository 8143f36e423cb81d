//! Looks at every byte that matters of a practice, and names what is damaged.

use super::cases::{assemble, short, what};
use super::document::Body;
use super::practice::{NO_CASE, State, slots_inside};
use super::revision::{Name, Revision};
use super::{Practice, StoreError, keys};
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
        let mut cases = 0;
        for (name, _) in state.index.cases() {
            cases += usize::from(*name != NO_CASE);
            damage.extend(self.check_case(&state, name));
        }
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

    fn compartments_of(&self, state: &State) -> Vec<Damage> {
        let broken = state
            .keys
            .keys()
            .filter(|of| !matches!(self.compartment_key(state, **of), Some(Ok(_))));
        broken
            .map(|(case, _)| of_file(&short(case), "the key of a compartment"))
            .collect()
    }

    fn check_case(&self, state: &State, name: &Name) -> Vec<Damage> {
        let documents = self.documents(state, name);
        let whole = documents.ok().and_then(assemble);
        let code_name = match &whole {
            Some(case) => Some(case.code_name.clone()),
            None => self.couple(state, name).ok().map(|couple| couple.code_name),
        };
        let is_incomplete = *name != NO_CASE && whole.is_none();
        let case = whole.unwrap_or_else(|| Case::new("", Pair::default()));
        let mut damage = Vec::new();
        for revision in state.index.revisions.iter().filter(|it| it.case == *name) {
            let fault = match self.read(state, revision) {
                Ok(kept) => parent_fault(state, revision)
                    .map(|fault| (what(&kept.body, &case), fault.to_owned())),
                Err(StoreError::Damaged { what, .. }) => {
                    Some((self.guess(state, revision), what))
                }
                Err(other) => Some((self.guess(state, revision), other.to_string())),
            };
            damage.extend(fault.map(|(document, fault)| Damage {
                code_name: code_name.clone(),
                document,
                sequence: Some(revision.sequence),
                fault,
            }));
        }
        if is_incomplete && damage.is_empty() {
            let document = "the couple".to_owned();
            let fault = "a part of it is missing".to_owned();
            damage.push(Damage { code_name, document, sequence: None, fault });
        }
        damage
    }

    /// What an unreadable revision is about, from another one of the same document.
    fn guess(&self, state: &State, damaged: &Revision) -> String {
        let others =
            state.index.revisions.iter().filter(|it| it.document() == damaged.document());
        let body: Option<Body> = others
            .filter_map(|it| self.read(state, it).ok())
            .map(|kept| kept.body)
            .next();
        let case = self.documents(state, &damaged.case).ok().and_then(assemble);
        let case = case.unwrap_or_else(|| Case::new("", Pair::default()));
        body.map_or_else(|| "a document".to_owned(), |body| what(&body, &case))
    }
}

/// Every revision but a document's first has its parent in the same document.
fn parent_fault(state: &State, revision: &Revision) -> Option<&'static str> {
    let of_document =
        || state.index.revisions.iter().filter(|it| it.document() == revision.document());
    let has_parent = of_document().any(|it| it.id == revision.parent);
    let is_first = revision.parent == super::revision::NO_PARENT;
    let siblings = of_document().filter(|it| it.parent == revision.parent).count();
    match (is_first || has_parent, siblings) {
        (false, _) => Some("the revision before it is missing"),
        (true, 1) => None,
        (true, _) => Some("two revisions follow the same one"),
    }
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
