//! The tables of a practice file, and how such a file is opened.

use super::{StoreError, list};
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::Duration;

/// The format that this program writes.
pub const FORMAT: u32 = 1;
/// "HOLD", where other programs look for the kind of such a file.
const APPLICATION: u32 = 0x484F_4C44;
/// More than any document is sealed into; a hostile file asks for more.
pub const LARGEST_SEALED: i32 = 64 * 1024 * 1024;

const REVISION_IS_KEPT: &str = "CREATE TRIGGER revision_is_kept BEFORE DELETE ON revision \
     BEGIN SELECT RAISE(ABORT, 'a revision is never removed'); END";
const SIGNED_STAYS: &str = "CREATE TRIGGER signed_stays BEFORE INSERT ON revision \
     WHEN NEW.locked <> 2 AND EXISTS (SELECT 1 FROM revision WHERE locked > 0 \
     AND entity = NEW.entity AND compartment = NEW.compartment) \
     BEGIN SELECT RAISE(ABORT, 'signed: only an addendum may follow'); END";

/// The triggers that thinning takes away and puts back, by name.
pub const THINNED_PAST: [(&str, &str); 2] =
    [("revision_is_kept", REVISION_IS_KEPT), ("signed_stays", SIGNED_STAYS)];

/// Everything but the two pragmas that name the kind and format of the file.
const TABLES: [&str; 16] = [
    "CREATE TABLE practice (id BLOB NOT NULL, format INTEGER NOT NULL) STRICT",
    "CREATE TABLE slot (number INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT",
    "CREATE TABLE head (number INTEGER PRIMARY KEY CHECK (number = 1), sealed BLOB NOT NULL) STRICT",
    "CREATE TABLE compartment (\"case\" BLOB NOT NULL, compartment INTEGER NOT NULL, \
     sealed BLOB NOT NULL) STRICT",
    "CREATE TABLE revision (id BLOB NOT NULL, entity BLOB NOT NULL, \"case\" BLOB NOT NULL, \
     compartment INTEGER NOT NULL, parent BLOB NOT NULL, writer BLOB NOT NULL, \
     sequence INTEGER NOT NULL, locked INTEGER NOT NULL, digest BLOB NOT NULL, \
     sealed BLOB NOT NULL) STRICT",
    "CREATE INDEX signed ON revision (entity, compartment) WHERE locked > 0",
    "CREATE TRIGGER practice_stays BEFORE UPDATE ON practice \
     BEGIN SELECT RAISE(ABORT, 'a practice keeps its name'); END",
    "CREATE TRIGGER practice_is_kept BEFORE DELETE ON practice \
     BEGIN SELECT RAISE(ABORT, 'a practice keeps its name'); END",
    "CREATE TRIGGER compartment_stays BEFORE UPDATE ON compartment \
     BEGIN SELECT RAISE(ABORT, 'a key is never changed'); END",
    "CREATE TRIGGER compartment_is_kept BEFORE DELETE ON compartment \
     BEGIN SELECT RAISE(ABORT, 'a key is never removed'); END",
    "CREATE TRIGGER revision_stays BEFORE UPDATE ON revision \
     BEGIN SELECT RAISE(ABORT, 'a revision is never changed'); END",
    REVISION_IS_KEPT,
    SIGNED_STAYS,
    "CREATE TRIGGER revision_is_new BEFORE INSERT ON revision \
     WHEN EXISTS (SELECT 1 FROM revision WHERE rowid = NEW.rowid) \
     BEGIN SELECT RAISE(ABORT, 'a revision is never replaced'); END",
    "CREATE TRIGGER compartment_is_new BEFORE INSERT ON compartment \
     WHEN EXISTS (SELECT 1 FROM compartment WHERE rowid = NEW.rowid) \
     BEGIN SELECT RAISE(ABORT, 'a key is never replaced'); END",
    "CREATE TRIGGER head_is_kept BEFORE DELETE ON head \
     BEGIN SELECT RAISE(ABORT, 'the head is never removed'); END",
];

/// Makes the tables in an empty file, within the caller's transaction.
pub fn create(connection: &Connection) -> rusqlite::Result<()> {
    for table in TABLES {
        connection.execute_batch(table)?;
    }
    connection.pragma_update(None, "application_id", APPLICATION)?;
    connection.pragma_update(None, "user_version", FORMAT)
}

/// A connection that trusts nothing in the file and, once told of a save, has it on the disk.
pub fn connect(path: &Path) -> Result<Connection, StoreError> {
    // Asked for before SQLite touches the file: it would make an empty one, or run a journal that
    // lies beside it.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)
        .map_err(|error| StoreError::from_sql(&error, path))?;
    prepare(&connection).map_err(|error| StoreError::from_sql(&error, path))?;
    Ok(connection)
}

fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
    connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, LARGEST_SEALED)?;
    connection.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 0)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "mmap_size", 0)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "secure_delete", true)?;
    // FULL would leave the end of a save, the removal of its journal, in the system's hands: a
    // power cut could bring the journal back and undo what was called saved.
    connection.pragma_update(None, "synchronous", "EXTRA")
}

/// Refuses what is no practice, or one of a later format, before anything else is read.
pub fn recognise(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let number = |name: &str| -> Result<u32, StoreError> {
        connection
            .pragma_query_value(None, name, |row| row.get(0))
            .map_err(|error| StoreError::from_sql(&error, path))
    };
    if number("application_id")? != APPLICATION {
        return Err(StoreError::NotAPractice { path: path.to_owned() });
    }
    match number("user_version")? {
        FORMAT => {}
        found if found > FORMAT => return Err(StoreError::TooNew { found }),
        _ => return Err(StoreError::NotAPractice { path: path.to_owned() }),
    }
    if !is_whole_length(connection, path)? {
        return Err(StoreError::damaged(path, "it was cut short or something was added"));
    }
    let journal: String = connection
        .pragma_query_value(None, "journal_mode", |row| row.get(0))
        .map_err(|error| StoreError::from_sql(&error, path))?;
    if journal != "delete" || !has_our_tables(connection).unwrap_or(false) {
        return Err(StoreError::damaged(path, "its tables are not those of a practice"));
    }
    Ok(())
}

/// True if the file is as long as its pages, while nobody can add one.
fn is_whole_length(connection: &Connection, path: &Path) -> Result<bool, StoreError> {
    let sql = |error| StoreError::from_sql(&error, path);
    let reading = connection.unchecked_transaction().map_err(sql)?;
    let number = |name: &str| -> Result<u64, StoreError> {
        let found: i64 =
            reading.pragma_query_value(None, name, |row| row.get(0)).map_err(sql)?;
        Ok(found.cast_unsigned())
    };
    // A read of the first page takes the lock that keeps a writer from its last step.
    number("schema_version")?;
    let pages = number("page_count")? * number("page_size")?;
    let length = fs::metadata(path).map_err(|error| StoreError::from_io(&error, path))?;
    Ok(length.len() == pages)
}

/// A changed trigger or table would keep other promises than ours.
fn has_our_tables(connection: &Connection) -> rusqlite::Result<bool> {
    let mut found = connection.prepare("SELECT sql FROM sqlite_schema")?;
    let found: BTreeSet<String> =
        found.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    // In any order: a trigger that was put back stands at the end. The list is made when it is
    // first kept.
    let found = found.iter().map(String::as_str).filter(|sql| *sql != list::TABLE);
    Ok(found.eq(BTreeSet::from(TABLES)))
}
