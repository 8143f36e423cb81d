//! Looks after a practice: checks it, copies it, and brings a copy back.

use super::arguments::{Backup, Practice as Asked, Restore};
use super::couple::count;
use super::practice::{open, open_quietly, place_for_new, record};
use super::{CliError, Scene, new_file, passphrase};
use crate::store::{self, Access, AuditKind, Report, StoreError, Told};

/// Verifies every seal and chain; damage is listed, one line each.
pub fn check(asked: &Asked, scene: &mut Scene<'_>) -> Result<String, CliError> {
    let report = open_quietly(asked, Access::Read, scene)?.check()?;
    if report.is_whole() {
        return Ok(format!("Whole: {}", counted(&report)));
    }
    let lines: Vec<String> = report.damage.iter().map(ToString::to_string).collect();
    scene.say(&lines.join("\n"))?;
    Err(CliError::Damage { count: report.damage.len() })
}

/// Makes a verified copy, also while the practice is open elsewhere.
pub fn backup(asked: &Backup, scene: &mut Scene<'_>) -> Result<String, CliError> {
    new_file::must_be_free(&asked.out)?;
    let mut practice = open(&asked.practice, Access::Read, scene)?;
    let report = practice.backup(&asked.out)?;
    record(&mut practice, Told::practice(AuditKind::BackedUp), scene);
    Ok(format!("Backed up and verified {}: {}", counted(&report), asked.out.display()))
}

/// Makes a practice from a backup, never over an existing file.
pub fn restore(asked: &Restore, scene: &mut Scene<'_>) -> Result<String, CliError> {
    if !asked.backup.is_file() {
        return Err(StoreError::Missing { path: asked.backup.clone() }.into());
    }
    let path = place_for_new(&asked.practice, scene)?;
    let words = passphrase::ask(&asked.practice.key)?;
    let report = store::restore(&asked.backup, &path, &words, scene.now)?;
    Ok(format!("Restored and verified {}: {}", counted(&report), path.display()))
}

fn counted(report: &Report) -> String {
    format!("{}, {}", count(report.cases, "couple"), count(report.checked, "revision"))
}
