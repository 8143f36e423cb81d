//! The list of couples and what may be found in each, kept beside the revisions: only a memory
//! of them, sealed, and made anew wherever it does not fit them.

use super::revision::{Name, Stand};
use super::search::Sieve;
use super::state::State;
use super::{CaseSummary, Practice, StoreError};
use rusqlite::{OptionalExtension as _, Transaction, TransactionBehavior, params};
use zeroize::Zeroizing;

/// It has no trigger: whatever is in it may be lost without losing anything.
pub const TABLE: &str = "CREATE TABLE list (\"case\" BLOB PRIMARY KEY NOT NULL, \
     revisions INTEGER NOT NULL, sealed BLOB NOT NULL) STRICT, WITHOUT ROWID";

/// To be changed with `CaseSummary` and with what a sieve is made of: older lines then do not
/// open, and are made anew.
const MADE_FOR: &[u8] = b"holdfast list 3";
/// What lines were bound to up to now: beside the practice and the case only a number.
const BEFORE: &[u8] = b"holdfast list 2";
/// Lines come in steps of this many bytes, so that their size says little.
const PADDING: usize = 512;

/// A line of the list, and what it was made from.
#[derive(Debug, Clone)]
pub struct Line {
    pub stand: Stand,
    pub summary: CaseSummary,
    pub sieve: Sieve,
    /// It is in the file as it stands here.
    pub is_kept: bool,
}

impl Practice {
    /// The line of a case as it was kept, if it was made from just these revisions.
    pub(super) fn kept_line(&self, name: &Name, stand: Stand) -> Option<Line> {
        let sealed: Vec<u8> = self
            .connection
            .prepare_cached("SELECT sealed FROM list WHERE \"case\" = ?1")
            .ok()?
            .query_row([name], |row| row.get(0))
            .optional()
            .ok()??;
        let key = self.key.derive("holdfast 1 list");
        let bytes = key.open(&sealed, &self.line_bound(name, stand)).ok()?;
        let (length, rest) = bytes.split_first_chunk()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        let (text, rest) = rest.split_at_checked(length)?;
        let summary = ron::de::from_bytes(text).ok()?;
        Some(Line { stand, summary, sieve: Sieve::from_bytes(rest)?, is_kept: true })
    }

    /// Cases whose line says that it was made from as many revisions as there are, and was not
    /// made from these: it was changed, or stood beside another couple or another past.
    pub(super) fn wrong_lines(&self, state: &State) -> Vec<Name> {
        let lines = self.read_lines().unwrap_or_default();
        let key = self.key.derive("holdfast 1 list");
        let is_wrong = |(name, count, sealed): &(Name, i64, Vec<u8>)| {
            let Some(stand) = state.index.stand(name) else { return true };
            let opens = |bound: &[u8]| key.open(sealed, bound).is_ok();
            let before =
                [BEFORE, &self.id, name, &(stand.revisions as u64).to_le_bytes()];
            usize::try_from(*count) == Ok(stand.revisions)
                && !opens(&self.line_bound(name, stand))
                && !opens(&before.concat())
        };
        lines.into_iter().filter(is_wrong).map(|(name, ..)| name).collect()
    }

    fn read_lines(&self) -> rusqlite::Result<Vec<(Name, i64, Vec<u8>)>> {
        if !self.connection.table_exists(None, "list")? {
            return Ok(Vec::new());
        }
        let mut all =
            self.connection.prepare("SELECT \"case\", revisions, sealed FROM list")?;
        all.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect()
    }

    /// Keeps the lines that were made anew since the practice was opened, so that the next
    /// opening need not unseal those couples. It is only a memory: none of it has to be kept.
    pub fn keep_list(&mut self) -> Result<usize, StoreError> {
        if self.is_read_only() {
            return Ok(0);
        }
        let new = self.new_lines()?;
        if !new.is_empty() {
            self.write_lines(&new)?;
            let state = self.state.borrow();
            state.lines.borrow_mut().values_mut().for_each(|line| line.is_kept = true);
        }
        Ok(new.len())
    }

    fn new_lines(&self) -> Result<Vec<(Name, usize, Vec<u8>)>, StoreError> {
        let key = self.key.derive("holdfast 1 list");
        let state = self.state.borrow();
        let lines = state.lines.borrow();
        let is_new = |line: &Line| !line.is_kept && !line.summary.is_damaged;
        lines
            .iter()
            .filter(|(_, line)| is_new(line))
            .map(|(name, line)| {
                let bound = self.line_bound(name, line.stand);
                let sealed = key.seal(&packed(line)?, &bound)?;
                Ok((*name, line.stand.revisions, sealed))
            })
            .collect()
    }

    fn write_lines(&self, lines: &[(Name, usize, Vec<u8>)]) -> Result<(), StoreError> {
        let sql = |error| self.sql(&error);
        let transaction =
            Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)
                .map_err(sql)?;
        if !transaction.table_exists(None, "list").map_err(sql)? {
            transaction.execute_batch(TABLE).map_err(sql)?;
        }
        for (name, revisions, sealed) in lines {
            transaction
                .execute(
                    "INSERT OR REPLACE INTO list VALUES (?1, ?2, ?3)",
                    params![name, i64::try_from(*revisions).unwrap_or(i64::MAX), sealed],
                )
                .map_err(sql)?;
        }
        transaction.commit().map_err(sql)
    }

    fn line_bound(&self, name: &Name, stand: Stand) -> Vec<u8> {
        let Stand { revisions, print } = stand;
        [MADE_FOR, &self.id, name, &(revisions as u64).to_le_bytes(), &print].concat()
    }
}

impl State {
    /// What is known of a case, if it has not changed since.
    pub fn line(&self, name: &Name, stand: Stand) -> Option<CaseSummary> {
        let lines = self.lines.borrow();
        let line = lines.get(name).filter(|line| line.stand == stand);
        line.map(|line| line.summary.clone())
    }
}

fn packed(line: &Line) -> Result<Zeroizing<Vec<u8>>, StoreError> {
    let not_written = |fault: String| StoreError::NotWritten { fault };
    let text = ron::to_string(&line.summary).map(Zeroizing::new);
    let text = text.map_err(|error| not_written(error.to_string()))?;
    let length =
        u32::try_from(text.len()).map_err(|error| not_written(error.to_string()))?;
    let mut bytes = Zeroizing::new(Vec::new());
    bytes.extend(length.to_le_bytes());
    bytes.extend(text.as_bytes());
    line.sieve.write(&mut bytes);
    let padded = bytes.len().next_multiple_of(PADDING);
    bytes.resize(padded, 0);
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::audience::Audience;
    use crate::model::search::{Looker, ToldAlone, Wanted};
    use crate::store::{Access, KeyCost, Passphrase, Time, case_ron};

    fn now() -> Time {
        Time::parse_from_rfc3339("2026-03-02T14:00:00+01:00").unwrap()
    }

    #[test]
    fn a_kept_list_says_what_the_couples_themselves_say() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("practice");
        let words = Passphrase::new("orbit kettle");
        let cost = KeyCost::lowest_for_tests();
        let (mut practice, _) = Practice::create(&path, &words, cost, now()).unwrap();
        let texts = [
            include_str!("../../assets/sample/linden.ron"),
            include_str!("../../assets/sample/rowan.ron"),
        ];
        let mut cases = texts.map(|text| case_ron::read(text).unwrap());
        for case in &cases {
            practice.save(case, now()).unwrap();
        }
        let made = practice.cases().unwrap();
        assert_eq!(practice.keep_list().unwrap(), 2);
        assert_eq!(practice.keep_list().unwrap(), 0, "nothing is new");
        drop(practice);

        let open = || Practice::open(&path, &words, Access::Write, now()).unwrap();
        let mut practice = open();
        assert_eq!(practice.cases().unwrap(), made);
        assert!(practice.state.borrow().lines.borrow().values().all(|line| line.is_kept));
        let garage = Wanted::new("garage");
        let looker =
            Looker { audience: Audience::Therapist, told_alone: ToldAlone::Covered };
        let found = practice.search(&garage, looker, 50).unwrap();
        assert!(!found.hits.is_empty());

        // What has changed since is unsealed again, and nothing else.
        "Hornbeam".clone_into(&mut cases[0].code_name);
        practice.save(&cases[0], now()).unwrap();
        drop(practice);
        let mut practice = open();
        assert!(practice.cases().unwrap().iter().any(|it| it.code_name == "Hornbeam"));
        assert_eq!(practice.keep_list().unwrap(), 1);
    }

    #[test]
    fn a_line_of_another_couple_or_of_earlier_days_is_not_believed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("practice");
        let words = Passphrase::new("orbit kettle");
        let cost = KeyCost::lowest_for_tests();
        let (mut practice, _) = Practice::create(&path, &words, cost, now()).unwrap();
        let case =
            case_ron::read(include_str!("../../assets/sample/linden.ron")).unwrap();
        practice.save(&case, now()).unwrap();
        practice.cases().unwrap();
        practice.keep_list().unwrap();
        let name = practice.case_name(case.id);
        let stand = practice.state().unwrap().lines.borrow()[&name].stand;
        assert!(practice.kept_line(&name, stand).is_some());
        let later = Stand { revisions: stand.revisions + 1, ..stand };
        assert!(practice.kept_line(&name, later).is_none());
        let other_past = Stand { print: [7; 32], ..stand };
        assert!(practice.kept_line(&name, other_past).is_none());
        practice
            .connection
            .execute("UPDATE list SET \"case\" = x'00112233445566778899aabbccddeeff'", [])
            .unwrap();
        let other = [
            0, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa, 0xbb, 0xcc,
            0xdd, 0xee, 0xff,
        ];
        assert!(practice.kept_line(&other, stand).is_none());
        let report = practice.check().unwrap();
        assert_eq!(report.damage.len(), 1, "{:?}", report.damage);
        assert!(report.damage[0].to_string().starts_with("the list of couples: "));
    }

    /// The line of a couple as it was on another day of as many revisions.
    #[test]
    fn a_line_from_another_past_of_the_couple_is_named_and_not_shown() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("practice");
        let words = Passphrase::new("orbit kettle");
        let cost = KeyCost::lowest_for_tests();
        let (mut practice, _) = Practice::create(&path, &words, cost, now()).unwrap();
        let mut case =
            case_ron::read(include_str!("../../assets/sample/linden.ron")).unwrap();
        practice.save(&case, now()).unwrap();
        let fork = folder.path().join("fork");
        practice.backup(&fork).unwrap();
        let open = |path: &std::path::Path| {
            Practice::open(path, &words, Access::Write, now()).unwrap()
        };
        // The same number of revisions, and another code name in each.
        for (path, name) in [(&path, "Hornbeam"), (&fork, "Quince")] {
            if name == "Quince" {
                practice = open(path);
            }
            name.clone_into(&mut case.code_name);
            practice.save(&case, now()).unwrap();
            practice.cases().unwrap();
            practice.keep_list().unwrap();
        }
        drop(practice);
        let line: Vec<u8> = rusqlite::Connection::open(&fork)
            .unwrap()
            .query_row("SELECT sealed FROM list", [], |row| row.get(0))
            .unwrap();
        rusqlite::Connection::open(&path)
            .unwrap()
            .execute("UPDATE list SET sealed = ?1", [line])
            .unwrap();
        let mut practice = open(&path);
        let report = practice.check().unwrap();
        assert!(!report.is_whole());
        assert!(
            report.damage[0].to_string().starts_with("Hornbeam, the list of couples")
        );
        assert_eq!(practice.cases().unwrap()[0].code_name, "Hornbeam");
        // A copy is made all the same, and the lock mends the line.
        practice.backup(&folder.path().join("copy")).unwrap();
        assert_eq!(practice.keep_list().unwrap(), 1);
        assert!(practice.check().unwrap().is_whole());
    }
}
