//! The tables of a practice file, and how the database is told to treat them.

use super::revision::{
    Clear, DocumentKey, Lock, Row, compartment_from, compartment_number,
};
use super::{FORMAT, StoreError};
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags, OptionalExtension as _, params};
use std::path::Path;
use std::time::Duration;

/// "HOLD", so that `file` and the tools of `SQLite` can tell a practice.
pub(super) const APPLICATION_ID: i32 = 0x484F_4C44;
/// One block of most disks: a save writes as few blocks as it can, and none in halves.
pub(super) const PAGE_BYTES: u32 = 4096;
/// The longest sealed document that is ever read or written.
const MOST_BYTES: i32 = 64 * 1024 * 1024;

/// Everything in the schema, by name. The text in the file must be exactly this.
pub(super) const SCHEMA: [(&str, &str); 8] = [
    (
        "practice",
        "CREATE TABLE practice (id INTEGER PRIMARY KEY CHECK (id = 1), keyring BLOB NOT NULL)",
    ),
    (
        "compartment_key",
        "CREATE TABLE compartment_key (case_id BLOB NOT NULL, compartment INTEGER NOT NULL, \
         sealed BLOB NOT NULL, PRIMARY KEY (case_id, compartment)) WITHOUT ROWID",
    ),
    (
        "writer_head",
        "CREATE TABLE writer_head (writer BLOB PRIMARY KEY NOT NULL, sealed BLOB NOT NULL) \
         WITHOUT ROWID",
    ),
    (
        "revision",
        "CREATE TABLE revision (place INTEGER PRIMARY KEY, id BLOB NOT NULL, \
         entity BLOB NOT NULL, case_id BLOB NOT NULL, compartment INTEGER NOT NULL, \
         previous BLOB NOT NULL, number INTEGER NOT NULL, writer BLOB NOT NULL, \
         sequence INTEGER NOT NULL, locked INTEGER NOT NULL, seal_hash BLOB NOT NULL, \
         chain BLOB NOT NULL, sealed BLOB NOT NULL)",
    ),
    (
        "revision_signed",
        "CREATE INDEX revision_signed ON revision (case_id, entity, compartment) \
         WHERE locked > 0",
    ),
    (
        "revision_added",
        "CREATE TRIGGER revision_added BEFORE INSERT ON revision BEGIN \
         SELECT RAISE(ABORT, 'append only') \
         WHERE NEW.place IS NOT (SELECT coalesce(max(place), 0) + 1 FROM revision); \
         SELECT RAISE(ABORT, 'signed') WHERE NEW.locked <> 2 AND EXISTS (SELECT 1 FROM \
         revision WHERE locked > 0 AND case_id = NEW.case_id AND entity = NEW.entity \
         AND compartment = NEW.compartment); \
         SELECT RAISE(ABORT, 'unsigned') WHERE NEW.locked = 2 AND NOT EXISTS (SELECT 1 FROM \
         revision WHERE locked > 0 AND case_id = NEW.case_id AND entity = NEW.entity \
         AND compartment = NEW.compartment); END",
    ),
    (
        "revision_changed",
        "CREATE TRIGGER revision_changed BEFORE UPDATE ON revision BEGIN \
         SELECT RAISE(ABORT, 'fixed'); END",
    ),
    (
        "revision_deleted",
        "CREATE TRIGGER revision_deleted BEFORE DELETE ON revision BEGIN \
         SELECT RAISE(ABORT, 'fixed'); END",
    ),
];

/// Opens the file and leaves it as it is, apart from undoing a save that was cut off.
pub(super) fn open_to_write(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let file = Connection::open_with_flags(path, flags)?;
    prepare(&file)?;
    // One file, that is whole whenever nobody saves: not even a damaged first page may make it two.
    file.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
    Ok(file)
}

/// Opens the file so that nothing of it can be changed from here.
pub(super) fn open_to_read(path: &Path) -> Result<Connection, StoreError> {
    // A save that was cut off can only be undone by one who may write.
    if let Ok(file) = open_to_write(path)
        && file.pragma_update(None, "query_only", true).is_ok()
    {
        return Ok(file);
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let file = Connection::open_with_flags(path, flags)?;
    prepare(&file)?;
    Ok(file)
}

/// A new file of format 1, in the middle of the transaction that makes its tables.
pub(super) fn create(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let file = Connection::open_with_flags(path, flags)?;
    file.pragma_update(None, "page_size", PAGE_BYTES)?;
    file.pragma_update(None, "auto_vacuum", "NONE")?;
    file.pragma_update(None, "application_id", APPLICATION_ID)?;
    file.pragma_update(None, "user_version", i32::from(FORMAT))?;
    prepare(&file)?;
    file.execute_batch("BEGIN IMMEDIATE")?;
    for (_, sql) in SCHEMA {
        file.execute_batch(sql)?;
    }
    Ok(file)
}

fn prepare(file: &Connection) -> Result<(), StoreError> {
    file.busy_timeout(Duration::from_secs(5))?;
    for (setting, value) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_WRITABLE_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_ATTACH_CREATE, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_ATTACH_WRITE, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DML, false),
        (DbConfig::SQLITE_DBCONFIG_DQS_DDL, false),
    ] {
        file.set_db_config(setting, value)?;
    }
    file.set_limit(Limit::SQLITE_LIMIT_LENGTH, MOST_BYTES)?;
    file.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    // EXTRA is FULL, and the journal's end is on the disk too before a save is acknowledged.
    file.pragma_update(None, "synchronous", "EXTRA")?;
    file.pragma_update(None, "cell_size_check", true)?;
    file.pragma_update(None, "secure_delete", true)?;
    file.pragma_update(None, "temp_store", "MEMORY")?;
    file.pragma_update(None, "mmap_size", 0)?;
    Ok(())
}

/// True if the schema in the file is exactly ours, with nothing added.
pub(super) fn is_ours(file: &Connection) -> Result<bool, StoreError> {
    let mut found = file.prepare("SELECT name, sql FROM sqlite_schema ORDER BY rowid")?;
    let found = found.query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?;
    let found = found.collect::<Result<Vec<(String, String)>, _>>();
    // A text that is none is a changed schema, and no reason to look no further.
    let Ok(found) = found else { return Ok(false) };
    let mut ours: Vec<(&str, &str)> = SCHEMA.to_vec();
    // Thinning drops a trigger and creates it again, at the end.
    ours.sort_unstable();
    let mut found: Vec<(&str, &str)> =
        found.iter().map(|(name, sql)| (name.as_str(), sql.as_str())).collect();
    found.sort_unstable();
    Ok(found == ours)
}

pub(super) fn integer_setting(file: &Connection, name: &str) -> Result<i64, StoreError> {
    Ok(file.pragma_query_value(None, name, |row| row.get(0))?)
}

const CLEAR_COLUMNS: &str = "SELECT place, id, entity, case_id, compartment, previous, number, \
                             writer, sequence, locked, seal_hash, chain FROM revision \
                             WHERE place > ?1 ORDER BY place";

/// What the table holds behind a place: rows that read, places of rows that do not, and whether
/// reading came to the end.
pub(super) struct Scanned {
    pub rows: Vec<Row>,
    pub unreadable: Vec<i64>,
    pub is_complete: bool,
}

pub(super) fn rows_behind(file: &Connection, place: i64) -> Result<Scanned, StoreError> {
    let mut statement = file.prepare_cached(CLEAR_COLUMNS)?;
    let mut found = statement.query([place])?;
    let mut scanned =
        Scanned { rows: Vec::new(), unreadable: Vec::new(), is_complete: false };
    loop {
        match found.next() {
            Ok(Some(row)) => match row_from(row) {
                Some(row) => scanned.rows.push(row),
                None => scanned.unreadable.push(row.get(0).unwrap_or(0)),
            },
            Ok(None) => {
                scanned.is_complete = true;
                return Ok(scanned);
            }
            Err(error) => {
                return match StoreError::from(error) {
                    StoreError::Damaged(_) => Ok(scanned),
                    other => Err(other),
                };
            }
        }
    }
}

fn row_from(row: &rusqlite::Row<'_>) -> Option<Row> {
    let id = |index| row.get::<usize, [u8; 16]>(index).ok();
    let document = DocumentKey {
        entity: id(2)?,
        case: id(3)?,
        compartment: compartment_from(row.get(4).ok()?)?,
    };
    let clear = Clear {
        id: id(1)?,
        document,
        parent: id(5)?,
        number: row.get(6).ok()?,
        writer: id(7)?,
        sequence: u64::try_from(row.get::<_, i64>(8).ok()?).ok()?,
        lock: Lock::from_number(row.get(9).ok()?)?,
    };
    let (seal_hash, chain) = (row.get(10).ok()?, row.get(11).ok()?);
    Some(Row { place: row.get(0).ok()?, clear, seal_hash, chain })
}

pub(super) fn sealed_at(file: &Connection, place: i64) -> Result<Vec<u8>, StoreError> {
    let mut statement =
        file.prepare_cached("SELECT sealed FROM revision WHERE place = ?1")?;
    let sealed = statement.query_row([place], |row| row.get(0)).optional()?;
    sealed.ok_or_else(|| StoreError::Damaged("a revision is missing".to_owned()))
}

pub(super) fn last_place(file: &Connection) -> Result<i64, StoreError> {
    let mut statement =
        file.prepare_cached("SELECT coalesce(max(place), 0) FROM revision")?;
    Ok(statement.query_row((), |row| row.get(0))?)
}

pub(super) fn add_row(
    file: &Connection,
    row: &Row,
    sealed: &[u8],
) -> Result<(), StoreError> {
    let mut statement = file.prepare_cached(
        "INSERT INTO revision (place, id, entity, case_id, compartment, previous, number, writer, \
         sequence, locked, seal_hash, chain, sealed) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    )?;
    let Row { place, clear, seal_hash, chain } = row;
    let sequence = i64::try_from(clear.sequence).unwrap_or(i64::MAX);
    statement.execute(params![
        place,
        clear.id,
        clear.document.entity,
        clear.document.case,
        compartment_number(clear.document.compartment),
        clear.parent,
        clear.number,
        clear.writer,
        sequence,
        clear.lock as i64,
        seal_hash,
        chain,
        sealed,
    ])?;
    Ok(())
}

/// The size that the first page gives, in bytes; the file must not be shorter.
pub(super) fn promised_bytes(file: &Connection) -> Result<u64, StoreError> {
    let pages = integer_setting(file, "page_count")?;
    let page = integer_setting(file, "page_size")?;
    Ok(u64::try_from(pages.saturating_mul(page)).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::revision::NONE;

    fn file() -> (tempfile::TempDir, Connection) {
        let folder = tempfile::tempdir().unwrap();
        let file = create(&folder.path().join("practice.holdfast")).unwrap();
        file.execute_batch("COMMIT").unwrap();
        (folder, file)
    }

    fn add(file: &Connection, place: i64, lock: Lock) -> Result<(), StoreError> {
        let document = DocumentKey {
            case: [1; 16],
            entity: [2; 16],
            compartment: crate::model::Compartment::Record,
        };
        let clear = Clear {
            id: [place as u8; 16],
            document,
            parent: NONE,
            number: 1,
            writer: [3; 16],
            sequence: 1,
            lock,
        };
        let row = Row { place, clear, seal_hash: [4; 32], chain: [5; 32] };
        add_row(file, &row, b"sealed")
    }

    fn refused(file: &Connection, sql: &str) -> String {
        file.execute(sql, ()).unwrap_err().to_string()
    }

    #[test]
    fn the_tables_refuse_to_change_or_lose_a_revision() {
        let (_folder, file) = file();
        add(&file, 1, Lock::Open).unwrap();
        for sql in [
            "UPDATE revision SET sealed = x'00'",
            "UPDATE revision SET place = 7",
            "DELETE FROM revision",
        ] {
            assert_eq!(refused(&file, sql), "fixed", "{sql}");
        }
        let replace = "INSERT OR REPLACE INTO revision SELECT 1, id, entity, case_id, \
                       compartment, previous, number, writer, sequence, locked, seal_hash, chain, \
                       x'00' FROM revision";
        assert_eq!(refused(&file, replace), "append only");
        assert!(add(&file, 3, Lock::Open).is_err(), "a gap");
        add(&file, 2, Lock::Open).unwrap();
        assert_eq!(rows_behind(&file, 0).unwrap().rows.len(), 2);
        assert_eq!(sealed_at(&file, 1).unwrap(), b"sealed");
    }

    #[test]
    fn the_tables_refuse_everything_but_addenda_after_a_signature() {
        let (_folder, file) = file();
        assert!(add(&file, 1, Lock::Addendum).is_err(), "an addendum to nothing");
        add(&file, 1, Lock::Open).unwrap();
        add(&file, 2, Lock::Signed).unwrap();
        assert!(add(&file, 3, Lock::Open).is_err());
        assert!(add(&file, 3, Lock::Signed).is_err());
        add(&file, 3, Lock::Addendum).unwrap();
        add(&file, 4, Lock::Addendum).unwrap();
        assert!(add(&file, 5, Lock::Open).is_err());
    }

    #[test]
    fn the_schema_cannot_be_written_past_its_guards() {
        let (_folder, file) = file();
        assert!(is_ours(&file).unwrap());
        assert!(file.execute("UPDATE sqlite_schema SET sql = ''", ()).is_err());
        assert!(file.execute("ATTACH 'other' AS other", ()).is_err());
        assert_eq!(integer_setting(&file, "synchronous").unwrap(), 3);
        assert_eq!(integer_setting(&file, "secure_delete").unwrap(), 1);
        assert_eq!(integer_setting(&file, "cell_size_check").unwrap(), 1);
        assert_eq!(integer_setting(&file, "trusted_schema").unwrap(), 0);
    }
}
