//! Brings a couple in and out, prints its page, and tells its history.

use super::arguments::{Export, Import, OneCase, Paper, Print};
use super::nearest::nearest;
use super::practice::{OnlyRead, moment, open, open_as_it_goes, record as tell};
use super::print_guard::Page;
use super::{CliError, Scene, new_file, page, record};
use crate::edit::case::printed_without;
use crate::edit::incoming;
use crate::export;
use crate::export::fields::Subject;
use crate::export::template::Audience;
use crate::export::templates;
use crate::model::keeping::WithoutConsent;
use crate::model::{Case, CaseId};
use crate::store::{Access, AuditKind, Practice, Told, case_ron, open_to_read};
use std::io::Read as _;
use std::path::Path;

/// Adds a couple from readable RON. The file is read and checked before anything is asked.
pub fn import(asked: &Import, scene: &mut Scene<'_>) -> Result<String, CliError> {
    let case = read_case(&asked.file)?;
    let mut practice = open(&asked.practice, Access::Write, scene)?;
    practice.add(&case, scene.now)?;
    Ok(format!(
        "Added {}: {}, {}",
        case.code_name,
        count(case.maps.len(), "map"),
        count(case.element_count(), "phrase")
    ))
}

/// Writes a couple as readable RON, private words and all.
pub fn export(asked: &Export, scene: &mut Scene<'_>) -> Result<String, CliError> {
    new_file::must_be_free(&asked.out)?;
    let (mut practice, case) = load(&asked.case, scene)?;
    new_file::write(&asked.out, case_ron::write(&case)?.as_bytes())?;
    tell(&mut practice, Told::couple(AuditKind::Exported, case.id), scene);
    Ok(format!(
        "Wrote {}. This file is not sealed and holds private words too; keep it where only you \
         can read it: {}",
        case.code_name,
        asked.out.display()
    ))
}

/// Prints the page of one map for the couple.
pub fn print(asked: &Print, scene: &mut Scene<'_>) -> Result<String, CliError> {
    new_file::must_be_free(&asked.out)?;
    let shipped = templates::find(&asked.template);
    if let Some(template) = shipped.as_ref().filter(|it| it.audience == Audience::Record)
    {
        return record::print(asked, template, scene);
    }
    let password = page::password(asked)?;
    let (mut practice, case, only_read) = load_as_it_goes(&asked.case, scene)?;
    let template = match shipped {
        Some(template) => template,
        None => page::own_template(&practice, &asked.template)?,
    };
    if template.audience == Audience::Record {
        return record::print_loaded(asked, &template, (practice, case), scene);
    }
    if template.subject() == Subject::RecoverySheet {
        return Err(CliError::UseCreate);
    }
    let map = page::map(&case, asked.map.as_deref())?;
    let paper = paper(asked.paper);
    let session = page::session(&case, asked.session)?;
    let moments = page::moments(&case, map, asked)?;
    let on = (paper, scene.now.date_naive());
    let (template, of_session) = (&template, session.as_ref());
    let guarded = Page { case: &case, map, template, moments, session: of_session };
    if let Some(question) = guarded.question(asked, on.1) {
        return Err(question);
    }
    let (for_log, unknown) = (guarded.told(on.1), guarded.cannot_know());
    let missing = guarded.missing_consent(on.1);
    if let Some(why) = only_read.filter(|_| missing.is_some()) {
        return Err(why.so("the reason cannot be kept, and nothing was printed"));
    }
    let words = record::words(&practice)?;
    let held = guarded.held_back();
    let printed = page::print((&case, map, moments), template, (session, &words), on)?;
    if let Some(kind) = missing {
        let because = asked.because.clone().unwrap_or_default();
        let without = WithoutConsent { on: on.1, kind, because };
        let mut told = case.clone();
        printed_without(&mut told, &without).map_err(CliError::ReasonNotKept)?;
        practice.save(&told, scene.now)?;
    }
    new_file::write(&asked.out, &page::bytes(&printed, password.as_ref())?)?;
    tell(&mut practice, for_log, scene);
    scene.warn(unknown);
    let told = page::told(&printed, held);
    Ok(format!("Printed {} ({told}): {}", case.code_name, asked.out.display()))
}

/// The size of the sheet as it was asked for.
pub fn paper(asked: Paper) -> export::Paper {
    match asked {
        Paper::A4 => export::Paper::A4,
        Paper::Letter => export::Paper::Letter,
    }
}

/// One line a revision: when, what, by which writer.
pub fn history(asked: &OneCase, scene: &mut Scene<'_>) -> Result<String, CliError> {
    let practice = open(&asked.practice, Access::Read, scene)?;
    let id = find(&practice, &asked.case)?;
    let history = practice.history(id)?;
    let lines = history.iter().map(|kept| {
        let at = kept.at.map_or_else(|| "unknown".to_owned(), moment);
        format!("{at}\t{}\t{}", kept.what, kept.writer)
    });
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

/// "1 map", "2 maps".
pub fn count(number: usize, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}

pub fn load(
    asked: &OneCase,
    scene: &mut Scene<'_>,
) -> Result<(Practice, Case), CliError> {
    let (practice, case, _) = load_as_it_goes(asked, scene)?;
    Ok((practice, case))
}

/// The same, with why the practice is only open to read.
fn load_as_it_goes(
    asked: &OneCase,
    scene: &mut Scene<'_>,
) -> Result<(Practice, Case, Option<OnlyRead>), CliError> {
    let (practice, only_read) = open_as_it_goes(&asked.practice, scene)?;
    let case = practice.load(find(&practice, &asked.case)?)?;
    Ok((practice, case, only_read))
}

/// A couple by its code name; case does not matter.
pub fn find(practice: &Practice, code: &str) -> Result<CaseId, CliError> {
    let cases = practice.cases()?;
    let wanted = code.trim().to_lowercase();
    let is_called = |name: &str| name.trim().to_lowercase() == wanted;
    if let Some(case) = cases.iter().find(|case| is_called(&case.code_name)) {
        return Ok(case.id);
    }
    let known = cases.iter().map(|case| case.code_name.as_str());
    Err(CliError::NoCase { meant: nearest(code, known).map(str::to_owned) })
}

fn read_case(path: &Path) -> Result<Case, CliError> {
    let text = read_text(path)?;
    let not_a_case = |fault| CliError::NotACase { fault, path: path.to_owned() };
    let case = case_ron::read(&text).map_err(not_a_case)?;
    let not_sound = |fault| CliError::NotSound { fault, path: path.to_owned() };
    incoming::check(&case).map_err(not_sound)?;
    Ok(case)
}

fn read_text(path: &Path) -> Result<String, CliError> {
    let unread = |why| CliError::NotRead { why, path: path.to_owned() };
    let mut text = String::new();
    let most = case_ron::LARGEST as u64 + 1;
    let file = open_to_read(path)?;
    file.take(most).read_to_string(&mut text).map_err(unread)?;
    if text.len() > case_ron::LARGEST {
        let most = case_ron::LARGEST / 1024 / 1024;
        return Err(CliError::TooLarge { most, path: path.to_owned() });
    }
    // A line break of another system is a line break, in the words as well.
    Ok(text.replace("\r\n", "\n"))
}
