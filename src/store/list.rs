//! The list of couples and what may be found in each, kept beside the revisions: only a memory
//! of them, sealed, and made anew wherever it does not fit them.

use super::revision::Name;
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
const MADE_FOR: &[u8] = b"holdfast list 2";
/// Lines come in steps of this many bytes, so that their size says little.
const PADDING: usize = 512;

/// A line of the list, and what it was made from.
#[derive(Debug, Clone)]
pub struct Line {
    /// How many revisions the case had.
    pub revisions: usize,
    pub summary: CaseSummary,
    pub sieve: Sieve,
    /// It is in the file as it stands here.
    pub is_kept: bool,
}

impl Practice {
    /// The line of a case as it was kept, if it was made from just so many revisions.
    pub(super) fn kept_line(&self, name: &Name, revisions: usize) -> Option<Line> {
        let sealed: Vec<u8> = self
            .connection
            .prepare_cached("SELECT sealed FROM list WHERE \"case\" = ?1")
            .ok()?
            .query_row([name], |row| row.get(0))
            .optional()
            .ok()??;
        let key = self.key.derive("holdfast 1 list");
        let bytes = key.open(&sealed, &self.line_bound(name, revisions)).ok()?;
        let (length, rest) = bytes.split_first_chunk()?;
        let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
        let (text, rest) = rest.split_at_checked(length)?;
        let summary = ron::de::from_bytes(text).ok()?;
        Some(Line { revisions, summary, sieve: Sieve::from_bytes(rest)?, is_kept: true })
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
                let bound = self.line_bound(name, line.revisions);
                let sealed = key.seal(&packed(line)?, &bound)?;
                Ok((*name, line.revisions, sealed))
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

    fn line_bound(&self, name: &Name, revisions: usize) -> Vec<u8> {
        [MADE_FOR, &self.id, name, &(revisions as u64).to_le_bytes()].concat()
    }
}

impl State {
    /// What is known of a case, if it has not changed since.
    pub fn line(&self, name: &Name, revisions: usize) -> Option<CaseSummary> {
        let lines = self.lines.borrow();
        let line = lines.get(name).filter(|line| line.revisions == revisions);
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
        let revisions = practice.state().unwrap().lines.borrow()[&name].revisions;
        assert!(practice.kept_line(&name, revisions).is_some());
        assert!(practice.kept_line(&name, revisions + 1).is_none());
        practice
            .connection
            .execute("UPDATE list SET \"case\" = x'00112233445566778899aabbccddeeff'", [])
            .unwrap();
        let other = [
            0, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa, 0xbb, 0xcc,
            0xdd, 0xee, 0xff,
        ];
        assert!(practice.kept_line(&other, revisions).is_none());
    }
}
