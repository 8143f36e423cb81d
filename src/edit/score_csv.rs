//! Scores as a table that other programs read and write: bad lines are told and left out.

use super::comma_table;
use super::score::{Entry, enter_answers, enter_total};
use super::score_table::{Mapping, Role, Table};
use super::{CaseEdit, Edit, listed::ListEdit};
use crate::model::measure::{Measure, ScoredScale};
use crate::model::score::Score;
use crate::model::{Case, PartnerId};

/// What would be brought in, and what not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Incoming {
    pub scores: Vec<Score>,
    /// The line in the file, and what is wrong with it.
    pub left_out: Vec<(u64, String)>,
}

/// What the table brings. A bad line is told and left out; nothing is half brought in.
pub fn incoming(
    case: &Case,
    measures: &[Measure],
    (table, mapping): (&Table, &Mapping),
) -> Incoming {
    let mut incoming = Incoming::default();
    for (line, cells) in &table.rows {
        match row(case, measures, (cells, mapping)) {
            Ok(score) if is_there(case, &incoming.scores, &score) => {
                incoming.left_out.push((*line, "it is here already".to_owned()));
            }
            Ok(score) => put(&mut incoming.scores, score),
            Err(why) => incoming.left_out.push((*line, why)),
        }
    }
    incoming
}

/// All of them as one step.
pub fn bring_in(scores: Vec<Score>) -> Edit {
    let add = |score| Edit::Case(CaseEdit::Score(ListEdit::Add(Box::new(score))));
    Edit::Several(scores.into_iter().map(add).collect())
}

/// The scales of one day, partner and measure come in lines of their own and are one score.
fn put(scores: &mut Vec<Score>, score: Score) {
    let belongs = |other: &&mut Score| {
        (&other.measure, other.partner, other.date)
            == (&score.measure, score.partner, score.date)
            && score.answers.is_none()
            && other.answers.is_none()
            && !score.totals.keys().any(|scale| other.totals.contains_key(scale))
    };
    match scores.iter_mut().find(belongs) {
        Some(other) => other.totals.extend(score.totals),
        None => scores.push(score),
    }
}

fn is_there(case: &Case, new: &[Score], score: &Score) -> bool {
    let is_same = |other: &Score| {
        (&other.measure, other.partner, other.date)
            == (&score.measure, score.partner, score.date)
            && score
                .totals
                .iter()
                .all(|(scale, points)| other.totals.get(scale) == Some(points))
            && (!score.totals.is_empty() || other.answers == score.answers)
    };
    case.scores.iter().chain(new).any(is_same)
}

fn row(
    case: &Case,
    measures: &[Measure],
    (cells, mapping): (&[String], &Mapping),
) -> Result<Score, String> {
    let of = |role| {
        let at = mapping.roles.iter().position(|it| *it == role)?;
        cells.get(at).map(String::as_str).filter(|cell| !cell.is_empty())
    };
    let date = of(Role::Date).and_then(|cell| mapping.days.read(cell));
    let date = date.ok_or("it has no day that can be read")?;
    let partner = match of(Role::Partner) {
        Some(cell) => named(case, cell),
        None => mapping.partner,
    };
    let partner = partner.ok_or("it names neither of the two")?;
    let measure = match of(Role::Measure) {
        Some(cell) => find(measures, cell),
        None => measures.iter().find(|it| Some(&it.key) == mapping.measure.as_ref()),
    };
    let measure = measure.ok_or("it names no measure that is known here")?;
    let entry = Entry { measure, partner, date };
    if let (Some(scale), Some(typed)) = (of(Role::Scale), of(Role::Total)) {
        return subscale(case, entry, (scale, typed));
    }
    let edit = match of(Role::Total) {
        Some(typed) => {
            enter_total(case, entry, typed).map_err(|fault| fault.to_string())?.1
        }
        None => enter_answers(case, entry, (None, items(measure, (cells, mapping))?)).1,
    };
    match edit {
        Edit::Case(CaseEdit::Score(ListEdit::Add(score))) => Ok(*score),
        _ => Err("it could not be read".to_owned()),
    }
}

/// The points of one scale that is named.
fn subscale(
    case: &Case,
    entry: Entry<'_>,
    (scale, typed): (&str, &str),
) -> Result<Score, String> {
    let is_it = |it: &&ScoredScale| {
        plain(&it.key) == plain(scale) || plain(&it.name) == plain(scale)
    };
    let scale = entry.measure.scales.iter().find(is_it);
    let scale = scale.ok_or("its measure has no such scale")?;
    let only = Measure { scales: vec![scale.clone()], ..entry.measure.clone() };
    let entry = Entry { measure: &only, ..entry };
    match enter_total(case, entry, typed).map_err(|fault| fault.to_string())?.1 {
        Edit::Case(CaseEdit::Score(ListEdit::Add(score))) => Ok(*score),
        _ => Err("it could not be read".to_owned()),
    }
}

fn items(
    measure: &Measure,
    (cells, mapping): (&[String], &Mapping),
) -> Result<Vec<Option<u8>>, String> {
    let is_item = |at: &usize| mapping.roles.get(*at) == Some(&Role::Item);
    let found: Vec<&String> =
        (0..cells.len()).filter(is_item).filter_map(|at| cells.get(at)).collect();
    if found.is_empty() || found.iter().all(|cell| cell.is_empty()) {
        return Err("it has no total".to_owned());
    }
    if !measure.has_items() || found.len() != usize::from(measure.items.count) {
        return Err("it has another number of items than its measure".to_owned());
    }
    let read = |(item, cell): (u8, &&String)| {
        if cell.is_empty() {
            return Ok(None);
        }
        let (low, high) = measure.range(item);
        let answer = cell.parse().ok().filter(|it| (low..=high).contains(it));
        answer.map(Some).ok_or(format!("item {item} goes from {low} to {high}"))
    };
    (1..).zip(&found).map(read).collect()
}

/// A partner by name, by letter or by number.
fn named(case: &Case, cell: &str) -> Option<PartnerId> {
    let cell = cell.trim().to_lowercase();
    let by_name = PartnerId::BOTH
        .into_iter()
        .filter(|partner| case.name_of(*partner).to_lowercase() == cell);
    let by_name: Vec<PartnerId> = by_name.collect();
    match (by_name.as_slice(), cell.as_str()) {
        ([partner], _) => Some(*partner),
        (_, "a" | "1") => Some(PartnerId::A),
        (_, "b" | "2") => Some(PartnerId::B),
        _ => None,
    }
}

fn plain(words: &str) -> String {
    words.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect()
}

fn find<'a>(measures: &'a [Measure], cell: &str) -> Option<&'a Measure> {
    let cell = plain(cell);
    measures.iter().find(|it| plain(&it.key) == cell || plain(&it.name) == cell)
}

/// The scores of a couple as a table. Answers to single items and private measures stay here.
pub fn written(case: &Case, measures: &[Measure]) -> String {
    let head = ["date", "partner", "measure", "scale", "points", "reads"];
    let mut text = comma_table::write(&head);
    let mut scores: Vec<&Score> =
        case.scores.iter().filter(|it| !it.is_private).collect();
    scores.sort_by_key(|score| (score.date, score.id));
    for score in scores {
        let measure = measures.iter().find(|it| it.key == score.measure);
        let name = measure.map_or(score.measure.as_str(), |it| it.name.as_str());
        for (scale, points) in &score.totals {
            let of = measure.and_then(|it| it.scale(scale));
            let scale_name = of.map_or(scale.as_str(), |it| it.name.as_str());
            let band = measure.and_then(|it| it.band(scale, *points));
            let says = band.map_or("", |band| band.says.as_str());
            let cells = [
                score.date.to_string(),
                guarded(case.name_of(score.partner)),
                guarded(name),
                guarded(scale_name),
                points.to_string(),
                guarded(says),
            ];
            text.push_str(&comma_table::write(&cells));
        }
    }
    text
}

/// A cell that no table takes for a formula.
pub fn guarded(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Pair;
    use chrono::NaiveDate;

    fn linden() -> Case {
        Case::new("Linden", Pair { a: "Ana".to_owned(), b: "Rui".to_owned() })
    }

    fn brought(text: &str) -> Incoming {
        let table = Table::read(text.as_bytes()).unwrap();
        let mapping = table.guess();
        incoming(&linden(), &Measure::shipped(), (&table, &mapping))
    }

    #[test]
    fn a_plain_table_is_read_by_the_names_of_its_columns() {
        let read = brought(
            "Date;Partner;Measure;Total\n25.3.2026;Ana;CSI-16;52\n25.3.2026;rui;csi 16;48\n",
        );
        assert_eq!((read.scores.len(), read.left_out.len()), (2, 0), "{read:?}");
        assert_eq!(read.scores[0].totals["total"].to_string(), "52");
        assert_eq!(read.scores[1].partner, PartnerId::B);
    }

    #[test]
    fn a_bad_line_is_told_by_its_number_and_the_others_come_in() {
        let read = brought(
            "date,who,measure,score\n2026-03-25,Ana,CSI-16,52\n,Ana,CSI-16,5\n2026-03-25,Eva,CSI-16,5\n2026-03-25,Ana,MMPI,5\n2026-03-25,Ana,CSI-16,90\n2026-03-25,Ana,CSI-16,52\n",
        );
        assert_eq!(read.scores.len(), 1);
        let lines: Vec<u64> = read.left_out.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [3, 4, 5, 6, 7], "{read:?}");
        for (line, why) in &read.left_out {
            assert!(!why.contains("Eva") && !why.contains("MMPI"), "{line} {why}");
        }
    }

    #[test]
    fn items_are_scored_and_a_missing_one_leaves_no_total() {
        let head = "date,partner,measure,q1,q2,q3,q4,q5,q6,q7\n";
        let read = brought(&format!(
            "{head}2026-03-25,A,GAD-7,1,1,1,1,1,1,1\n2026-03-26,B,GAD-7,1,,1,1,1,1,1\n2026-03-27,B,GAD-7,9,1,1,1,1,1,1\n"
        ));
        assert_eq!((read.scores.len(), read.left_out.len()), (2, 1), "{read:?}");
        assert_eq!(read.scores[0].totals["total"].to_string(), "7");
        assert!(read.scores[1].totals.is_empty());
    }

    #[test]
    fn what_is_written_reads_again_and_no_cell_is_a_formula() {
        let mut case = linden();
        case.partners.a.name = "=1+1".to_owned();
        let measures = Measure::shipped();
        let date = NaiveDate::from_ymd_opt(2026, 3, 25).unwrap();
        for (key, typed) in [("csi-16", "52"), ("hits", "12")] {
            let measure = measures.iter().find(|it| it.key == key).unwrap();
            let entry = Entry { measure, partner: PartnerId::A, date };
            enter_total(&case, entry, typed).unwrap().1.apply(&mut case).unwrap();
        }
        let text = written(&case, &measures);
        assert!(text.contains("2026-03-25,'=1+1,CSI-16,Satisfaction,52,"), "{text}");
        assert!(!text.contains("HITS"), "{text}");
        for mark in ["=a", "+a", "-a", "@a", "\ta", "\ra"] {
            assert_eq!(guarded(mark), format!("'{mark}"));
        }
        let table = Table::read(text.as_bytes()).unwrap();
        let read = incoming(&case, &measures, (&table, &table.guess()));
        assert_eq!(read.left_out, [(2, "it is here already".to_owned())]);
    }
}
