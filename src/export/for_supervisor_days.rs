//! Finds days in free text, in the forms in which people here write them.

use super::for_supervisor_mask::fold;

/// The months as they stand in a day, without accents: English, German, French, Spanish, Portuguese,
/// Italian, Dutch, Danish, Swedish, Hungarian, Finnish, Polish, Czech, Romanian, Greek, Russian,
/// Ukrainian.
const MONTHS: [&str; 12] = [
    "january tammikuuta tammikuu \
     januar janner jaenner janvier enero janeiro gennaio januari stycznia styczen ledna \
     leden ianuarie ιανουαριου ιανουαριος января январь сичня січня січень",
    "february helmikuuta helmikuu \
     februar feber fevrier febrero fevereiro febbraio februari lutego luty unora unor \
     februarie φεβρουαριου φεβρουαριος февраля февраль лютого лютии",
    "march marcius maaliskuuta maaliskuu \
     marz maerz mars marzo marco maart marts marca marzec brezna brezen martie μαρτιου \
     μαρτιος марта март березня березень",
    "april aprilis huhtikuuta huhtikuu \
     avril abril aprile kwietnia kwiecien dubna duben aprilie απριλιου απριλιος апреля \
     апрель квітня квітень квитня",
    "may majus toukokuuta toukokuu \
     mai mayo maio maggio mei maj maja kvetna kveten μαιου μαιος мая маи травня травень",
    "june junius kesakuuta kesakuu \
     juni juno juin junio junho giugno czerwca czerwiec cervna cerven iunie ιουνιου ιουνιος \
     июня июнь червня червень",
    "july julius heinakuuta heinakuu \
     juli julei juillet julio julho luglio lipca lipiec cervence cervenec iulie ιουλιου \
     ιουλιος июля июль липня липень",
    "august augusztus elokuuta elokuu \
     aout agosto augustus augusti sierpnia sierpien srpna srpen αυγουστου αυγουστος \
     августа август серпня серпень",
    "september szeptember syyskuuta syyskuu \
     septembre septiembre setembro settembre wrzesnia wrzesien zari septembrie \
     σεπτεμβριου σεπτεμβριος сентября сентябрь вересня вересень",
    "october lokakuuta lokakuu \
     oktober octobre octubre outubro ottobre pazdziernika pazdziernik rijna rijen \
     octombrie οκτωβριου οκτωβριος октября октябрь жовтня жовтень",
    "november marraskuuta marraskuu \
     novembre noviembre novembro listopada listopad listopadu noiembrie νοεμβριου \
     νοεμβριος ноября ноябрь листопада листопад",
    "december desember joulukuuta joulukuu \
     dezember decembre diciembre dezembro dicembre grudnia grudzien prosince prosinec \
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

/// Months cut short: with a capital letter, or with a point behind.
const SHORT_MONTHS: &str = "jan janv ene feb febr fevr fev mar marc marz apr avr abr mai may maj jun \
    juin giu jul juil lug aug aout sep sept szept oct okt ott nov dec dez dic des";

/// Small words between the parts of a day: "3 de mayo de 2026".
const BETWEEN: [&str; 5] = ["of", "de", "del", "the", "den"];
/// Words of a number: "3rd", "1er", "1º".
const ORDINALS: [&str; 9] = ["st", "nd", "rd", "th", "er", "o", "a", "eme", "e"];
/// Where these follow, somebody marches.
const MARCHING: [&str; 9] =
    ["out", "in", "on", "off", "away", "up", "down", "past", "through"];

/// How many pieces of a text are a day, if it begins with one: 2026-10-14, 12.10.2026, 3/5/2026,
/// 14 March 2024, March 14th, 3. Mai, 12 mars, 3 maja, wtorek 3 maja, 14 III 2026, 14.10., 2026. október 14.
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
    in_figures(pieces)
        .or_else(|| without_a_year(pieces))
        .or_else(|| year_first(pieces))
        .or_else(|| month_first(pieces))
        .or_else(|| day_first(pieces))
}

/// 14.10., 3. 5.: the point behind it says that it is none of a score's figures.
fn without_a_year(pieces: &[&str]) -> Option<usize> {
    let is_month = |piece: &&str| {
        piece.len() <= 2 && piece.parse().is_ok_and(|month: u8| (1..=12).contains(&month))
    };
    let is_date = is_figure(pieces.first(), 2)
        && is_day(pieces.first())
        && matches!(pieces.get(1), Some(&("." | ". ")))
        && pieces.get(2).is_some_and(is_month)
        && pieces.get(3).is_some_and(|it| it.starts_with('.'));
    is_date.then_some(3)
}

/// 2026. október 14., 2026 October 14.
fn year_first(pieces: &[&str]) -> Option<usize> {
    let is_near =
        |at: usize| pieces.get(at).is_some_and(|it| [" ", ". ", ", "].contains(it));
    let is_date = is_year(pieces.first())
        && is_near(1)
        && pieces.get(2).is_some_and(|it| is_month(it))
        && is_near(3)
        && is_day(pieces.get(4));
    is_date.then_some(5)
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
    let is_sure =
        month.starts_with(char::is_uppercase) || is_sure_in_small_letters(pieces, at);
    match (is_month(month), is_roman(month)) {
        (true, _) if has_year => Some(after + 1),
        (true, _) if is_sure => Some(at + 1),
        (_, true) if has_year => Some(after + 1),
        _ => None,
    }
}

/// True for a month in small letters that is no other word there: "3 maja", "3 déc.", "14 march".
fn is_sure_in_small_letters(pieces: &[&str], at: usize) -> bool {
    let Some(month) = pieces.get(at) else { return false };
    let (after, next) = (pieces.get(at + 1), pieces.get(at + 2));
    let is_open = after.is_some_and(|it| it.trim().is_empty());
    match fold(month).as_str() {
        "may" => !is_open || next.is_none(),
        "march" => !is_open || next.is_none_or(|it| !MARCHING.contains(it)),
        short if is_one_of(short, SHORT_MONTHS) && !is_whole_month(short) => {
            after.is_some_and(|it| it.starts_with('.'))
        }
        _ => true,
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
    is_whole_month(piece) || is_one_of(piece, SHORT_MONTHS)
}

fn is_whole_month(piece: &str) -> bool {
    MONTHS.iter().any(|month| is_one_of(piece, month))
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
            "14. Okt",
            "2026. október 14",
            "14. lokakuuta 2026",
            "14 march",
            "3 déc. 2025",
            "14 oct 2025",
        ] {
            assert_eq!(length(day), Some(pieces(day).len()), "{day}");
        }
    }

    #[test]
    fn a_day_of_figures_alone_is_known_by_the_point_behind_it() {
        assert_eq!(length("14.10. they fought"), Some(3));
        assert_eq!(length("14. 10., they fought"), Some(3));
        assert_eq!(length("14.13. they fought"), None);
        assert_eq!(length("14.10 they fought"), None);
        assert_eq!(length("3 déc. they fought"), Some(3));
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
