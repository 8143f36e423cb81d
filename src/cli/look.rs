//! Looks through a practice: for words, and for who did what.

use super::arguments::{Practice as Asked, Search};
use super::practice::{open, open_if_free, record};
use super::{CliError, Scene};
use crate::model::audience::Audience;
use crate::model::search::{Hit, Looker, ToldAlone, Wanted};
use crate::store::{Access, AuditKind, Told, audit_text};

/// More than this many places are no answer.
const MOST: usize = 200;

/// One line an entry: number, moment, who, which couple, what.
pub fn audit(asked: &Asked, scene: &mut Scene<'_>) -> Result<String, CliError> {
    let practice = open(asked, Access::Read, scene)?;
    Ok(audit_text(&practice.audit()?).trim_end().to_owned())
}

/// One line a place that holds all the words: code name, day, compartment, what, some words.
pub fn search(asked: &Search, scene: &mut Scene<'_>) -> Result<String, CliError> {
    let wanted = Wanted::new(&asked.words.join(" "));
    if wanted.is_empty() {
        return Err(CliError::NothingToFind);
    }
    let mut practice = open_if_free(&asked.practice, scene)?;
    let told_alone = if asked.private { ToldAlone::Open } else { ToldAlone::Covered };
    let looker = Looker { audience: Audience::Therapist, told_alone };
    // Before anything is found, so that the log says the same whatever there is.
    record(&mut practice, Told::searched(None), scene);
    let found = practice.search(&wanted, looker, MOST)?;
    if !asked.private {
        scene.warn("What was told alone is not looked through without --private.");
    }
    if found.unread > 0 {
        let unread = super::couple::count(found.unread, "couple");
        scene.warn(&format!("Not looked through, because damaged: {unread}."));
    }
    if !found.is_all {
        scene.warn(&format!("These are the first {MOST}. Say more words for fewer."));
    }
    if asked.private && found.hits.iter().any(Hit::is_told_alone) {
        record(&mut practice, Told::practice(AuditKind::Revealed), scene);
    }
    Ok(lines(&found.hits).join("\n"))
}

/// A line a hit, and after a couple's last one how many phrases more there are.
fn lines(hits: &[Hit]) -> Vec<String> {
    let of_couple = hits.chunk_by(|one, next| one.case == next.case);
    let lines = of_couple.flat_map(|hits| {
        let more = hits.iter().find(|hit| hit.and_more > 0);
        let more =
            more.map(|hit| format!("{}\t\t\tand {} more\t", hit.code_name, hit.and_more));
        hits.iter().map(line).chain(more)
    });
    lines.collect()
}

fn line(hit: &Hit) -> String {
    let date = hit.date.map_or_else(String::new, |date| date.to_string());
    let part = hit.part();
    format!("{}\t{date}\t{part}\t{}\t{}", hit.code_name, hit.title, hit.snippet)
}
