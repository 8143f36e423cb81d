//! Makes, finds and opens a practice, and lists its couples.

use super::arguments::{Create, Practice as Asked};
use super::{CliError, Scene, new_file, passphrase};
use crate::drawing::Fonts;
use crate::export::{self, Paper, RecoveryRow, RecoverySheet};
use crate::store::{
    self, Access, AuditKind, KeyCost, Passphrase, Practice, RecoveryKey, StoreError,
    Time, Told, place,
};
use chrono::SecondsFormat;
use std::fs;
use std::path::{Path, PathBuf};

/// Makes an empty practice and its recovery sheet.
pub fn create(asked: &Create, scene: &mut Scene<'_>) -> Result<String, CliError> {
    let path = place_for_new(&asked.practice, scene)?;
    new_file::must_be_free(&asked.recovery_out)?;
    let words = passphrase::ask_for_new(&asked.practice.key)?;
    let cost = KeyCost::shipped();
    let (mut practice, key) = Practice::create(&path, &words, cost, scene.now)?;
    scene.watch(&mut practice)?;
    let sheet = recovery_sheet(&practice, &key, &asked.recovery_out, scene.now);
    sheet
        .and_then(|bytes| new_file::write(&asked.recovery_out, &bytes))
        .map_err(|why| CliError::NoSheet { why: Box::new(why) })?;
    Ok(format!(
        "Made a practice: {}\nIts recovery sheet opens it too. Print it, keep it in a safe, \
         then delete the file: {}",
        path.display(),
        asked.recovery_out.display()
    ))
}

/// One line a couple: code name, maps, phrases, last change.
pub fn list(asked: &Asked, scene: &mut Scene<'_>) -> Result<String, CliError> {
    let practice = open(asked, Access::Read, scene)?;
    let cases = practice.cases()?;
    let lines = cases.iter().map(|case| {
        let change = moment(case.last_change);
        format!("{}\t{}\t{}\t{change}", case.code_name, case.maps, case.elements)
    });
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

/// Opens the practice that is asked for, or the one in its usual place, and says what has to be
/// said of it: that it is damaged, or older than what this computer last saw.
pub fn open(
    asked: &Asked,
    access: Access,
    scene: &mut Scene<'_>,
) -> Result<Practice, CliError> {
    let practice = open_quietly(asked, access, scene)?;
    told_open(practice, scene)
}

/// Opens to write, or to read where another program writes, the disk is full, or nothing may be
/// written.
pub fn open_if_free(asked: &Asked, scene: &mut Scene<'_>) -> Result<Practice, CliError> {
    Ok(open_as_it_goes(asked, scene)?.0)
}

/// Why a practice is only open to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnlyRead {
    OpenElsewhere,
    NoRoom,
    MayNotWrite,
}

impl OnlyRead {
    /// What is told when something cannot be kept for it.
    pub fn so(self, what: &'static str) -> CliError {
        match self {
            Self::OpenElsewhere => CliError::OpenElsewhere { what },
            Self::NoRoom => CliError::NoRoom { what },
            Self::MayNotWrite => CliError::MayNotWrite { what },
        }
    }
}

/// The same, with why it is only open to read.
pub fn open_as_it_goes(
    asked: &Asked,
    scene: &mut Scene<'_>,
) -> Result<(Practice, Option<OnlyRead>), CliError> {
    let (path, words) = way_in(asked, scene)?;
    let unlocked = unlock(&path, &words, (Access::Write, scene));
    let only_read = match &unlocked {
        Err(CliError::Store(StoreError::InUse { .. })) => Some(OnlyRead::OpenElsewhere),
        Err(CliError::Store(StoreError::Full { .. })) => Some(OnlyRead::NoRoom),
        Err(CliError::Store(StoreError::NoPermission { .. })) => {
            Some(OnlyRead::MayNotWrite)
        }
        _ => None,
    };
    let practice = match only_read {
        Some(_) => unlock(&path, &words, (Access::Read, scene))?,
        None => unlocked?,
    };
    Ok((told_open(practice, scene)?, only_read))
}

fn told_open(
    mut practice: Practice,
    scene: &mut Scene<'_>,
) -> Result<Practice, CliError> {
    if let Some(warning) = practice.warning()? {
        scene.warn(&warning);
    }
    // What can be read is shown even where the log cannot be written.
    drop(practice.record_unlock(AuditKind::Unlocked, scene.now));
    Ok(practice)
}

/// Tells the log of something that was done outside the practice.
pub fn record(practice: &mut Practice, told: Told, scene: &mut Scene<'_>) {
    if practice.record(told, scene.now).is_err() {
        scene.warn("The practice’s log could not be told of this.");
    }
}

/// The same for `check`, which names all damage itself.
pub fn open_quietly(
    asked: &Asked,
    access: Access,
    scene: &mut Scene<'_>,
) -> Result<Practice, CliError> {
    let (path, words) = way_in(asked, scene)?;
    unlock(&path, &words, (access, scene))
}

fn way_in(
    asked: &Asked,
    scene: &mut Scene<'_>,
) -> Result<(PathBuf, Passphrase), CliError> {
    let path = path(asked)?;
    if !path.is_file() {
        return Err(StoreError::Missing { path }.into());
    }
    warn_if_synced(&path, scene);
    Ok((path, passphrase::ask(&asked.key)?))
}

fn unlock(
    path: &Path,
    words: &Passphrase,
    (access, scene): (Access, &Scene<'_>),
) -> Result<Practice, CliError> {
    let practice = Practice::open(path, words, access, scene.now);
    if let (Err(StoreError::WrongPassphrase), Some(folder)) = (&practice, &scene.memory) {
        store::count_failed_unlock(path, folder, scene.now);
    }
    let mut practice = practice?;
    scene.watch(&mut practice)?;
    Ok(practice)
}

/// A free place for a new practice. The usual folder is made if it is not there yet.
pub fn place_for_new(asked: &Asked, scene: &mut Scene<'_>) -> Result<PathBuf, CliError> {
    let path = path(asked)?;
    if let (None, Some(folder)) = (&asked.practice, path.parent()) {
        let not_made = |why| CliError::NotWritten { why, path: folder.to_owned() };
        fs::create_dir_all(folder).map_err(not_made)?;
    }
    new_file::must_be_free(&path)?;
    warn_if_synced(&path, scene);
    Ok(path)
}

/// A moment as lists show it.
pub fn moment(time: Time) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, false)
}

fn path(asked: &Asked) -> Result<PathBuf, CliError> {
    asked.practice.clone().or_else(place::default_practice).ok_or(CliError::NoHome)
}

fn warn_if_synced(path: &Path, scene: &mut Scene<'_>) {
    if let Some(service) = place::synced_by(path) {
        scene.warn(&place::sync_warning(service));
    }
}

/// The sheet as a page if its name ends in .pdf, else as text.
fn recovery_sheet(
    practice: &Practice,
    key: &RecoveryKey,
    out: &Path,
    now: Time,
) -> Result<Vec<u8>, CliError> {
    let sheet = RecoverySheet {
        practice_name: String::new(),
        practice_id: practice.id_short(),
        number: practice.sheet_number(),
        rows: key.rows().map(|row| RecoveryRow { groups: row.groups, check: row.check }),
        previous: None,
    };
    let is_page = out.extension().is_some_and(|end| end.eq_ignore_ascii_case("pdf"));
    if is_page { page(&sheet, now) } else { Ok(text(&sheet, now).into_bytes()) }
}

fn page(sheet: &RecoverySheet, now: Time) -> Result<Vec<u8>, CliError> {
    let template = super::page::template("recovery_sheet")?;
    let (paper, day, fonts) = (Paper::A4, now.date_naive(), Fonts::new());
    Ok(export::print_recovery_sheet(sheet, &template, paper, day, &fonts)?.bytes)
}

fn text(sheet: &RecoverySheet, now: Time) -> String {
    let head = format!(
        "Holdfast recovery sheet. Practice {}, sheet {}, {}.\n\
         It opens the practice if the passphrase is forgotten. So can whoever finds it.\n\n",
        sheet.practice_id,
        sheet.number,
        now.date_naive()
    );
    let rows = sheet.rows.iter().zip(1..).map(|(row, number)| {
        let [first, second] = &row.groups;
        format!("{number}  {first} {second}  {}\n", row.check)
    });
    head + &rows.collect::<String>()
}
