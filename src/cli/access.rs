//! Answers a request for the file: lists what waits for a decision, and writes the pack.

use super::arguments::Access as Asked;
use super::couple::find;
use super::practice::{open_if_free, record as tell};
use super::print_guard::asked_twice;
use super::{CliError, Scene, couple, new_file, record};
use crate::drawing::Fonts;
use crate::edit::access;
use crate::export::{self, ForRecord, Known, Paper, RecordChecks, templates};
use crate::model::access::{Weight, checks, items};
use crate::model::access_pack::{Pack, told_alone};
use crate::model::agreement::Request;
use crate::model::release::ReleaseRule;
use crate::model::{Case, SeenBy};
use crate::store::{AuditKind, Practice, StoreError, Told, case_ron};
use std::path::Path;

/// Lists what is open, or writes the answer.
pub fn access(asked: &Asked, scene: &mut Scene<'_>) -> Result<String, CliError> {
    if let Some(out) = &asked.out {
        new_file::must_be_free(out)?;
    }
    let mut practice = open_if_free(&asked.case.practice, scene)?;
    let mut case = practice.load(find(&practice, &asked.case.case)?)?;
    let request = request(&case, asked.request)?.clone();
    let rule = practice.settings()?.release;
    let rule = rule.unwrap_or_else(|| ReleaseRule::shipped(case.client_model));
    let Some(out) = &asked.out else {
        return Ok(open_decisions(&case, &request, &rule, scene));
    };
    let today = scene.now.date_naive();
    let pack = Pack::of(&case, &request, &rule, today).map_err(|checks| {
        CliError::InTheWay(checks.into_iter().map(|check| check.says).collect())
    })?;
    let shared_since = told_alone(&case, &request).len();
    if let Some(question) = asked_twice(shared_since).filter(|_| !asked.confirmed) {
        return Err(question);
    }
    let paper = couple::paper(asked.paper);
    let bytes = bytes(&case, (&request, &pack), (&practice, paper, out), scene)?;
    new_file::write(out, &bytes)?;
    let log = &pack.log;
    let (included, redacted, withheld) = (log.included, log.redacted, log.withheld);
    let kind = AuditKind::Answered { included, redacted, withheld };
    let told = Told::request(kind, case.id, request.id);
    let told = if is_page(out) { told.printed_from(Some(ACCESS_PACK)) } else { told };
    tell(&mut practice, told, scene);
    mark(&mut practice, &mut case, (&request, &pack), scene)?;
    let counts = pack.counts();
    let code = &case.code_name;
    Ok(format!(
        "Answered the request to {code}: {counts}. This file is not sealed: {}",
        out.display()
    ))
}

fn request(case: &Case, number: Option<usize>) -> Result<&Request, CliError> {
    let found = match number {
        Some(number) => number.checked_sub(1).and_then(|at| case.requests.get(at)),
        None => case.requests.iter().find(|it| it.answered.is_none()),
    };
    found.ok_or(CliError::NoRequest { count: case.requests.len() })
}

/// One line an item that waits: what it is and its day. What stands in the way comes first.
fn open_decisions(
    case: &Case,
    request: &Request,
    rule: &ReleaseRule,
    scene: &Scene<'_>,
) -> String {
    let all = items(case, request);
    let today = scene.now.date_naive();
    let checks = checks(case, (request, &all), rule, today);
    let mut lines: Vec<String> = checks
        .into_iter()
        .map(|check| match check.weight {
            Weight::Remark => format!("to know\t{}", check.says),
            Weight::NeedsReason | Weight::Blocks => {
                format!("in the way\t{}", check.says)
            }
        })
        .collect();
    let open = all.iter().filter(|item| !item.standing(request).is_decided());
    lines.extend(open.map(|item| {
        let date = item.date.map_or_else(String::new, |date| date.to_string());
        format!("open\t{date}\t{}", item.title)
    }));
    lines.join("\n")
}

/// What the answer is printed from.
const ACCESS_PACK: &str = "access_pack";

fn ending(out: &Path) -> String {
    let ending = out.extension().and_then(|ending| ending.to_str());
    ending.unwrap_or_default().to_lowercase()
}

/// True if it is written as pages, and not as a text to be read by any program.
fn is_page(out: &Path) -> bool {
    ending(out) == "pdf"
}

fn bytes(
    case: &Case,
    (request, pack): (&Request, &Pack),
    (practice, paper, out): (&Practice, Paper, &Path),
    scene: &Scene<'_>,
) -> Result<Vec<u8>, CliError> {
    match &*ending(out) {
        "ron" => Ok(case_ron::write_pack(pack)?.into_bytes()),
        "pdf" => {
            let known = ForRecord {
                seen: &SeenBy::of(case, request.by.audience()),
                session: None,
                note: None,
                pack: Some(pack),
                checks: &RecordChecks::default(),
                practice: &record::words(practice)?,
            };
            let missing = || CliError::NoTemplate { meant: None, known: String::new() };
            let template = templates::find(ACCESS_PACK).ok_or_else(missing)?;
            let (known, today) = (Known::Record(&known), scene.now.date_naive());
            Ok(export::print_text(&known, &template, paper, today, &Fonts::new())?.bytes)
        }
        _ => Ok(pack.text().into_bytes()),
    }
}

/// The register says when it was answered; not where the practice is only open to read.
fn mark(
    practice: &mut Practice,
    case: &mut Case,
    (request, pack): (&Request, &Pack),
    scene: &mut Scene<'_>,
) -> Result<(), CliError> {
    let mut request = request.clone();
    access::answered(&mut request, scene.now.date_naive(), &pack.counts());
    access::replaced(request).apply(case).map_err(CliError::NotTold)?;
    match practice.save(case, scene.now) {
        Err(StoreError::ReadOnly) => {
            scene.warn("The register could not be told: the practice is open elsewhere.");
            Ok(())
        }
        saved => Ok(saved.map(drop)?),
    }
}
