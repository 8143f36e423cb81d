//! Finds days in free text, in the forms in which people here write them.

use super::for_supervisor_mask::fold;

/// The months as they stand in a day, without accents: English, German, French, Spanish, Portuguese,
/// Italian, Dutch, Danish, Swedish, Polish, Czech, Romanian, Greek, Russian, Ukrainian.
const MONTHS: [&str; 12] = [
    "january januar janner jaenner janvier enero janeiro gennaio januari stycznia styczen ledna \
     leden ianuarie ιανουαριου ιανουαριος января январь сичня січня січень",
    "february februar feber fevrier febrero fevereiro febbraio februari lutego luty unora unor \
     februarie φεβρουαριου φεβρουαριος февраля февраль лютого лютии",
    "march marz maerz mars marzo marco maart marts marca marzec brezna brezen martie μαρτιου \
     μαρτιος марта март березня березень",
    "april avril abril aprile kwietnia kwiecien dubna duben aprilie απριλιου απριλιος апреля \
     апрель квітня квітень квитня",
    "may mai mayo maio maggio mei maj maja kvetna kveten μαιου μαιος мая маи травня травень",
    "june juni juno juin junio junho giugno czerwca czerwiec cervna cerven iunie ιουνιου ιουνιος \
     июня июнь червня червень",
    "july juli julei juillet julio julho luglio lipca lipiec cervence cervenec iulie ιουλιου \
     ιουλιος июля июль липня липень",
    "august aout agosto augustus augusti sierpnia sierpien srpna srpen αυγουστου αυγουστος \
     августа август серпня серпень",
    "september septembre septiembre setembro settembre wrzesnia wrzesien zari septembrie \
     σεπτεμβριου σεπτεμβριος сентября сентябрь вересня вересень",
    "october oktober octobre octubre outubro ottobre pazdziernika pazdziernik rijna rijen \
     octombrie οκτωβριου οκτωβριος октября октябрь жовтня жовтень",
    "november novembre noviembre novembro listopada listopad listopadu noiembrie νοεμβριου \
     νοεμβριος ноября ноябрь листопада листопад",
    "december dezember decembre diciembre dezembro dicembre grudnia grudzien prosince prosinec \
     decembrie δεκεμβριου δεκεμβριος декабря декабрь грудня грудень",
];

/// Days of the week; one alone tells nobody's day, so it counts only before a date.
const WEEKDAYS: &str = "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri \
    sat sun montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag lundi mardi \
    mercredi jeudi vendredi samedi dimanche lunes martes miercoles jueves viernes sabado domingo \
    segunda terca quarta quinta sexta lunedi martedi mercoledi giovedi venerdi sabato domenica \
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag poniedzialek wtorek sroda srode \
    czwartek piatek sobota sobote niedziela niedziele pondeli utery streda stredu ctvrtek patek \
    nedele nedeli luni marti miercuri joi vineri sambata duminica";

/// Small words between the parts of a day: "3 de mayo de 2026".
const BETWEEN: [&str; 5] = ["of", "de", "del", "the", "den"];
/// Words of a number: "3rd", "1er", "1º".
const ORDINALS: [&str; 9] = ["st", "nd", "rd", "th", "er", "o", "a", "eme", "e"];
/// English words that are months only when a year follows, or with a capital letter.
const OTHER_WORDS_TOO: [&str; 2] = ["may", "march"];

/// How many pieces of a text are a day, if it begins with one: 2026-10-14, 12.10.2026, 3/5/2026,
/// 14 March 2024, March 14th, 3. Mai, 12 mars, 3 maja, wtorek 3 maja, 14 III 2026.
pub fn a_day(pieces: &[&str]) -> Option<usize> {
    let first = pieces.first()?;
    if is_one_of(first, WEEKDAYS) {
        let between = pieces.get(1)?;
        let is_near = between.chars().all(|sign| [' ', ',', '.'].contains(&sign));
        return is_near
            .then(|| date(pieces.get(2..)?))
            .flatten()
            .map(|length| length + 2);
    }
    date(pieces)
}

fn date(pieces: &[&str]) -> Option<usize> {
    in_figures(pieces).or_else(|| month_first(pieces)).or_else(|| day_first(pieces))
}

/// 2026-10-14, 12.10.2026, 12. 10. 2026, 3/5/26.
fn in_figures(pieces: &[&str]) -> Option<usize> {
    let sign = pieces.get(1)?;
    let is_sign =
        ["-", ".", "/", ". ", "–"].contains(sign) && pieces.get(3) == Some(sign);
    let is_date = is_sign
        && is_figure(pieces.first(), 4)
        && is_figure(pieces.get(2), 2)
        && is_figure(pieces.get(4), 4);
    is_date.then_some(5)
}

/// March 14, March 14th, 2024, May 2026.
fn month_first(pieces: &[&str]) -> Option<usize> {
    let month = pieces.first()?;
    if !is_month(month) || pieces.get(1).is_none_or(|it| it.trim() != "") {
        return None;
    }
    if is_year(pieces.get(2)) {
        return Some(3);
    }
    // Months in small letters are other words too, such as "may" and "march".
    if !month.starts_with(char::is_uppercase) || !is_day(pieces.get(2)) {
        return None;
    }
    let has_year = matches!(pieces.get(3), Some(&(" " | ", "))) && is_year(pieces.get(4));
    Some(if has_year { 5 } else { 3 })
}

/// 14 March 2024, 3. Mai, 3rd of May, 3 de mayo de 2026, 14-Mar-2026, 14 III 2026.
fn day_first(pieces: &[&str]) -> Option<usize> {
    if !is_day(pieces.first()) {
        return None;
    }
    let mut at = 1;
    at = past_sign(pieces, at)?;
    while pieces.get(at).is_some_and(|it| BETWEEN.contains(&fold(it).as_str())) {
        at = past_sign(pieces, at + 1)?;
    }
    let month = pieces.get(at)?;
    let mut after = at + 1;
    if let Some(next) = past_sign(pieces, after) {
        after = next;
        while pieces.get(after).is_some_and(|it| BETWEEN.contains(&fold(it).as_str())) {
            after = past_sign(pieces, after + 1).unwrap_or(after + 1);
        }
    }
    let has_year = is_year(pieces.get(after))
        || (pieces.get(1) != Some(&" ") && is_figure(pieces.get(after), 2));
    let is_sure = month.starts_with(char::is_uppercase)
        || !OTHER_WORDS_TOO.contains(&fold(month).as_str());
    match (is_month(month), is_roman(month)) {
        (true, _) if has_year => Some(after + 1),
        (true, _) if is_sure => Some(at + 1),
        (_, true) if has_year => Some(after + 1),
        _ => None,
    }
}

/// The place after a blank, a point, a dash or a stroke between two parts of a day.
fn past_sign(pieces: &[&str], at: usize) -> Option<usize> {
    let sign = pieces.get(at)?;
    [" ", ". ", ".", "-", "/", ", "].contains(sign).then_some(at + 1)
}

fn is_figure(piece: Option<&&str>, most: usize) -> bool {
    piece.is_some_and(|it| {
        it.len() <= most && it.chars().all(|letter| letter.is_ascii_digit())
    })
}

fn is_day(piece: Option<&&str>) -> bool {
    let Some(piece) = piece else { return false };
    let folded = fold(piece);
    let figures = folded.trim_end_matches(|letter: char| !letter.is_ascii_digit());
    let ending = folded.get(figures.len()..).unwrap_or_default();
    let is_number = figures.len() <= 2
        && figures.parse().is_ok_and(|day: u8| (1..=31).contains(&day));
    is_number && (ending.is_empty() || ORDINALS.contains(&ending))
}

fn is_year(piece: Option<&&str>) -> bool {
    piece.is_some_and(|it| {
        it.len() == 4 && it.parse().is_ok_and(|year: u16| (1900..2100).contains(&year))
    })
}

fn is_month(piece: &str) -> bool {
    let folded = fold(piece);
    let is_short = |month: &str| {
        let english = month.split(' ').next().unwrap_or_default();
        folded.len() == 3
            && piece.starts_with(char::is_uppercase)
            && english.starts_with(&folded)
    };
    MONTHS.iter().any(|month| is_one_of(piece, month) || is_short(month))
}

/// Months as Roman numbers, as they are written in Poland and Hungary.
fn is_roman(piece: &str) -> bool {
    const ROMAN: [&str; 12] =
        ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
    ROMAN.contains(&piece)
}

fn is_one_of(piece: &str, words: &str) -> bool {
    let folded = fold(piece);
    words.split_whitespace().any(|word| word == folded)
}

#[cfg(test)]
mod tests {
    use super::super::for_supervisor_mask::pieces;
    use super::*;

    fn length(text: &str) -> Option<usize> {
        a_day(&pieces(text))
    }

    #[test]
    fn days_are_known_in_the_forms_in_which_they_are_written() {
        for day in [
            "2026-10-14",
            "12.10.2026",
            "12. 10. 2026",
            "3/5/2026",
            "14 March 2024",
            "March 14th, 2024",
            "3rd of May",
            "3. Mai",
            "3. Mai 2026",
            "12 mars",
            "1er mars 2026",
            "3 maja",
            "3 maja 2026",
            "3. května 2026",
            "3 de mayo de 2026",
            "1º de maio",
            "14-Mar-2026",
            "14 III 2026",
            "wtorek, 3 maja",
            "Dienstag, 3. Mai 2026",
            "Tue 3 May",
            "May 2026",
            "3 мая 2026",
            "3 Μαΐου 2026",
        ] {
            assert_eq!(length(day), Some(pieces(day).len()), "{day}");
        }
    }

    #[test]
    fn other_numbers_and_words_are_no_days() {
        for words in [
            "3 may come later",
            "may 3 times",
            "12 march out",
            "2 or 3 sessions",
            "Sunday evenings",
            "14 - 12",
            "2.1",
            "40 mars",
            "3 I think",
        ] {
            assert_eq!(length(words), None, "{words}");
        }
    }
}
