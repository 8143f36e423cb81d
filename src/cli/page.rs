//! Makes the page of a map, and says in numbers what it leaves out.

use super::arguments::Print;
use super::nearest::nearest;
use super::{CliError, couple, passphrase};
use crate::drawing::Fonts;
use crate::export::fields::Subject;
use crate::export::template::Audience;
use crate::export::{
    self, ForCouple, ForPractice, ForSupervisor, Known, Paper, PracticeWords, Printed,
    Template, template_files, templates,
};
use crate::model::client_session::ClientSession;
use crate::model::held_back::HeldBack;
use crate::model::version::Stand;
use crate::model::{Case, ClientView, CycleMap};
use crate::store::{Practice, random_bytes};
use chrono::NaiveDate;

/// A template that ships, by its name, or the name that was probably meant.
pub fn template(name: &str) -> Result<Template, CliError> {
    let shipped = || templates::shipped().into_iter().map(|template| template.name);
    templates::find(name).ok_or_else(|| unknown(name, &shipped().collect::<Vec<_>>()))
}

fn unknown(name: &str, known: &[String]) -> CliError {
    let meant = nearest(name, known.iter().map(String::as_str)).map(str::to_owned);
    CliError::NoTemplate { meant, known: known.join(", ") }
}

/// One of the practice's own templates or those of its folder by its name, or the name that was
/// probably meant.
pub fn own_template(practice: &Practice, name: &str) -> Result<Template, CliError> {
    let folder = template_files::beside(practice.path());
    let files = template_files::look(&folder, &[]).unwrap_or_default();
    let all = templates::all(&practice.templates()?, &files);
    let known: Vec<String> = all.iter().map(|it| it.template.name.clone()).collect();
    templates::named(all, name).ok_or_else(|| unknown(name, &known))
}

/// A map by its name or its number; the first one if none is asked for.
///
/// The couple's names for their loops are their words, so an error never repeats them.
pub fn map<'a>(case: &'a Case, asked: Option<&str>) -> Result<&'a CycleMap, CliError> {
    let unknown = || CliError::NoMap { count: case.maps.len() };
    let Some(asked) = asked else { return case.maps.first().ok_or_else(unknown) };
    let is_named =
        |map: &&CycleMap| map.title().to_lowercase() == asked.trim().to_lowercase();
    let mut named = case.maps.iter().filter(is_named);
    match (named.next(), named.next()) {
        (Some(map), None) => Ok(map),
        (Some(_), Some(_)) => Err(CliError::SameMapName { count: case.maps.len() }),
        (None, _) => numbered(case, asked).ok_or_else(unknown),
    }
}

fn numbered<'a>(case: &'a Case, asked: &str) -> Option<&'a CycleMap> {
    case.maps.get(asked.trim().parse::<usize>().ok()?.checked_sub(1)?)
}

/// What the couple takes home from a session: of this number, or of the newest with both.
pub fn session(
    case: &Case,
    number: Option<u16>,
) -> Result<Option<ClientSession>, CliError> {
    let Some(number) = number else { return Ok(ClientSession::newest(case)) };
    let found = case.sessions.iter().find(|session| session.number == number);
    let found = found.ok_or(CliError::NoSession { count: case.sessions.len() })?;
    ClientSession::of(case, found).map(Some).ok_or(CliError::SessionAlone { number })
}

/// The two versions that were asked for by their numbers, the earlier first.
pub fn moments(
    case: &Case,
    map: &CycleMap,
    asked: &Print,
) -> Result<Option<[Stand; 2]>, CliError> {
    let Some((from, to)) = asked.from.zip(asked.to) else { return Ok(None) };
    let stand = |number: u16| {
        let found = case.versions_of(map.id).find(|version| version.number == number);
        let count = case.versions_of(map.id).count();
        found
            .map(|version| Stand::Version(version.id))
            .ok_or(CliError::NoVersion { count })
    };
    Ok(Some([stand(from.min(to))?, stand(from.max(to))?]))
}

/// The pages of a template: the loop that the couple takes home, or a text.
pub fn print(
    (case, map, moments): (&Case, &CycleMap, Option<[Stand; 2]>),
    template: &Template,
    (session, practice): (Option<ClientSession>, &PracticeWords),
    (paper, printed_on): (Paper, NaiveDate),
) -> Result<Printed, CliError> {
    let view = ClientView::of(case, map, None);
    let view = match moments {
        Some(moments) => view.with_moments(case, map, moments),
        None => view,
    };
    let fonts = Fonts::new();
    if template.subject() != Subject::Text {
        let by = (paper, printed_on);
        return Ok(export::print_loop((&view, practice), template, by, &fonts)?);
    }
    let for_couple = ForCouple::new(&view, map, practice);
    let for_couple = ForCouple { session, ..for_couple };
    let for_practice = ForPractice { case, map, practice };
    let for_supervisor;
    let known = match template.audience {
        Audience::Couple => Known::Couple(&for_couple),
        Audience::Practice => Known::Practice(&for_practice),
        Audience::Supervisor => {
            for_supervisor =
                ForSupervisor::of(&for_practice, &ForSupervisor::plain_names());
            Known::Supervisor(&for_supervisor)
        }
        Audience::Record => return Err(CliError::WhichSession),
    };
    Ok(export::print_text(&known, template, paper, printed_on, &fonts)?)
}

/// What locks the page, if it is to be locked.
pub fn password(asked: &Print) -> Result<Option<passphrase::Words>, CliError> {
    let Some(path) = asked.password_from.as_deref() else { return Ok(None) };
    let words = passphrase::for_page(path)?;
    match export::judge_password(&words) {
        Some(fault) => Err(CliError::Password(fault)),
        None => Ok(Some(words)),
    }
}

/// The finished file, locked if there is a password.
pub fn bytes(
    printed: &Printed,
    password: Option<&passphrase::Words>,
) -> Result<Vec<u8>, CliError> {
    match password {
        Some(words) => Ok(export::locked(printed, words, &random_bytes()?)?),
        None => Ok(printed.bytes.clone()),
    }
}

/// What was printed and what stays out of it, in one line without a word of the couple's.
pub fn told(printed: &Printed, held: HeldBack) -> String {
    let pages = || couple::count(printed.pages, "page");
    let mut told = vec![printed.hint.clone().unwrap_or_else(pages)];
    let HeldBack { private, individual, guesses } = held;
    if private + individual + guesses > 0 {
        told.push(format!(
            "held back: {private} private, {individual} told alone, {guesses} guessed"
        ));
    }
    if !printed.look_at.is_empty() {
        let words = couple::count(printed.look_at.len(), "word");
        told.push(format!("look at {words} with a capital letter that may be names"));
    }
    if !printed.missing_letters.is_empty() {
        // The letters may be those of a name, so they are only counted.
        let letters = couple::count(printed.missing_letters.len(), "letter");
        let on: Vec<String> = printed.missing_on.iter().map(usize::to_string).collect();
        let pages = if on.len() == 1 { "page" } else { "pages" };
        let on = on.join(", ");
        told.push(format!("no font here has {letters} of it: look at {pages} {on}"));
    }
    told.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_no_font_has_are_counted_and_never_repeated() {
        let printed = |missing_on| Printed {
            bytes: Vec::new(),
            pages: 3,
            hint: None,
            look_at: Vec::new(),
            missing_letters: vec!['伟', '王'],
            missing_on,
        };
        assert_eq!(
            told(&printed(vec![2]), HeldBack::default()),
            "3 pages; no font here has 2 letters of it: look at page 2"
        );
        let said = told(&printed(vec![1, 3]), HeldBack::default());
        assert!(said.ends_with("look at pages 1, 3"), "{said}");
    }
}
