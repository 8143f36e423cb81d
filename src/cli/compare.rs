//! Lists the versions of a loop, and what differs between two moments of it.

use super::arguments::{Compare, Versions};
use super::couple::find;
use super::nearest::nearest;
use super::practice::{open, open_if_free, record};
use super::{CliError, Scene, page};
use crate::model::map_changes::{Differences, between};
use crate::model::map_changes_words::{Since, Telling, when};
use crate::model::version::Stand;
use crate::model::version::visibility_now;
use crate::model::{Case, CycleMap, MapId, Pair, Visibility};
use crate::store::{Access, AuditKind, Told};
use std::sync::Arc;

/// One line a version: number, day, session, how many phrases, by whom.
pub fn versions(asked: &Versions, scene: &mut Scene<'_>) -> Result<String, CliError> {
    let practice = open(&asked.case.practice, Access::Read, scene)?;
    let case = practice.load(find(&practice, &asked.case.case)?)?;
    let map = page::map(&case, asked.map.as_deref())?;
    let lines = case.versions_of(map.id).map(|version| {
        let day = version.confirmed.date_naive();
        let session = version.session.and_then(|id| case.session(id));
        let session =
            session.map_or(String::new(), |it| format!("session {}", it.number));
        let phrases = super::couple::count(version.map.elements().count(), "phrase");
        format!("{}\t{day}\t{session}\t{phrases}\t{}", version.number, version.by_words())
    });
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

/// One line a difference: whose side, and what became of it.
pub fn compare(asked: &Compare, scene: &mut Scene<'_>) -> Result<String, CliError> {
    // What shows words told alone goes to the log at once, if it can be written.
    let mut practice = if asked.private {
        open_if_free(&asked.case.practice, scene)?
    } else {
        open(&asked.case.practice, Access::Read, scene)?
    };
    let case = practice.load(find(&practice, &asked.case.case)?)?;
    let map = page::map(&case, asked.map.as_deref())?;
    let shown = if asked.private { case.clone() } else { without_told_alone(&case) };
    let stands = shown.stands(map.id);
    let (from, to) = (
        place(&shown, (map.id, &stands), &asked.from)?,
        place(&shown, (map.id, &stands), &asked.to)?,
    );
    if asked.private {
        let told = Told::map(AuditKind::Revealed, case.id, map.id);
        record(&mut practice, told, scene);
    }
    Ok(lines(&shown, map.id, (&stands, from, to)).join("\n"))
}

fn lines(
    case: &Case,
    map: MapId,
    (stands, from, to): (&[Stand], usize, usize),
) -> Vec<String> {
    let at = |stand: &Stand| Some((*stand, case.map_at(map, *stand)?));
    let kept: Vec<(Stand, CycleMap)> = if from <= to {
        stands.get(from..=to).unwrap_or_default().iter().filter_map(at).collect()
    } else {
        [from, to].iter().filter_map(|place| at(stands.get(*place)?)).collect()
    };
    let (Some((_, first)), Some((_, second))) = (kept.first(), kept.last()) else {
        return Vec::new();
    };
    let since = |(stand, map)| {
        let differences = Arc::new(Differences::between(first, map));
        Since { stand, map, differences }
    };
    // On the way back nothing came about.
    let after = kept.iter().skip(if from <= to { 1 } else { kept.len() });
    let later: Vec<Since<'_>> = after.map(|(stand, map)| since((*stand, map))).collect();
    let names = Pair::from_fn(|partner| case.name_of(partner));
    let telling = Telling { first, second, names };
    let mut lines = Vec::new();
    for change in between(first, second) {
        for told in telling.tell(&change) {
            let whose = told.partner.map_or("The loop", |it| case.name_of(it));
            let since = match told.phrase {
                Some(_) => when(case, &later, &change, |_| true),
                None => String::new(),
            };
            lines.push(format!("{whose}\t{}{since}", told.words));
        }
    }
    lines
}

/// What a partner said alone and has not shared stays out, on the loop and on its versions.
fn without_told_alone(case: &Case) -> Case {
    let mut shown = case.clone();
    let versions = shown.versions.iter_mut().map(|version| &mut version.map);
    for map in shown.maps.iter_mut().chain(versions) {
        // What was taken back since is that partner's again, on older versions too.
        let now = case.map(map.id);
        for side in [&mut map.sides.a, &mut map.sides.b] {
            side.elements.retain(|element| {
                element.source.individual().is_none()
                    || visibility_now(element, now) != Visibility::Private
            });
        }
    }
    shown
}

/// The place of "3", "first", "last", "now" or "session-4" among the moments.
fn place(
    case: &Case,
    (map, stands): (MapId, &[Stand]),
    asked: &str,
) -> Result<usize, CliError> {
    let wanted = asked.trim().to_lowercase();
    let number = |id| case.version(id).map(|version| version.number.to_string());
    let versions: Vec<String> =
        case.versions_of(map).map(|version| version.number.to_string()).collect();
    let version = match wanted.as_str() {
        "first" => versions.first(),
        "last" => versions.last(),
        other => versions.iter().find(|number| *number == other),
    };
    let is_asked = |stand: &Stand| match stand {
        Stand::Version(id) => version.is_some() && number(*id).as_ref() == version,
        Stand::Now => wanted == "now",
        Stand::AfterSession(id) => case
            .session(*id)
            .is_some_and(|session| wanted == format!("session-{}", session.number)),
    };
    let found = stands.iter().position(is_asked);
    found.ok_or_else(|| {
        let words = ["first", "last", "now"].into_iter();
        let known = words.chain(versions.iter().map(String::as_str));
        CliError::NoMoment {
            meant: nearest(asked, known).map(str::to_owned),
            versions: versions.len(),
        }
    })
}
