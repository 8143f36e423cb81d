//! Finds a language that no screen reader knows: a tag has the form of BCP 47 and a known language.

use super::template::Fault;
use super::template_faults::fault;

/// The languages with a name of two letters (ISO 639-1). One of three letters is told by its form
/// alone: there are thousands.
const KNOWN: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch \
                     co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga \
                     gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja \
                     jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv \
                     mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or \
                     os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr \
                     ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi \
                     vo wa wo xh yi yo za zh zu";

/// The fault at the place of the language, if there is one.
pub fn faults(text: &str, language: &str) -> Option<Fault> {
    let place = text.find("language").unwrap_or_default();
    let says = "this is no language that a screen reader knows; write it as in en-GB, de or pt-BR";
    (!is_one(language)).then(|| fault(text, place, says.to_owned()))
}

fn is_one(language: &str) -> bool {
    let mut parts = language.split('-').peekable();
    let Some(first) = parts.next() else { return false };
    let first = first.to_ascii_lowercase();
    let is_known = match first.len() {
        2 => KNOWN.split(' ').any(|known| known == first),
        3 => is_letters(&first),
        _ => false,
    };
    let mut more = 0;
    while more < 3 && parts.next_if(|it| it.len() == 3 && is_letters(it)).is_some() {
        more += 1;
    }
    parts.next_if(|it| it.len() == 4 && is_letters(it));
    parts.next_if(|it| is_region(it));
    while parts.next_if(|it| is_variant(it)).is_some() {}
    let is_closed = extensions(&mut parts);
    is_known && is_closed && parts.next().is_none()
}

/// Takes what follows single letters; false if nothing follows one.
fn extensions<'a>(
    parts: &mut std::iter::Peekable<impl Iterator<Item = &'a str>>,
) -> bool {
    while let Some(single) = parts.next_if(|it| it.len() == 1 && is_mixed(it)) {
        let least = if single.eq_ignore_ascii_case("x") { 1 } else { 2 };
        let is_part = |it: &&str| (least..=8).contains(&it.len()) && is_mixed(it);
        if parts.next_if(is_part).is_none() {
            return false;
        }
        while parts.next_if(is_part).is_some() {}
    }
    true
}

fn is_letters(part: &str) -> bool {
    part.bytes().all(|it| it.is_ascii_alphabetic())
}

fn is_mixed(part: &str) -> bool {
    part.bytes().all(|it| it.is_ascii_alphanumeric())
}

fn is_region(part: &str) -> bool {
    let is_number = part.len() == 3 && part.bytes().all(|it| it.is_ascii_digit());
    is_number || (part.len() == 2 && is_letters(part))
}

fn is_variant(part: &str) -> bool {
    let begins_with_digit = part.starts_with(|it: char| it.is_ascii_digit());
    let is_long = (5..=8).contains(&part.len());
    is_mixed(part) && (is_long || part.len() == 4 && begins_with_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_as_screen_readers_know_them_are_sound() {
        for language in [
            "en-GB",
            "en",
            "de",
            "pt-BR",
            "zh-Hans-CN",
            "es-419",
            "sl-rozaj",
            "haw",
            "de-CH-1996",
            "EN-gb",
            "zh-yue-HK",
            "en-x-home",
            "de-DE-u-co-phonebk",
        ] {
            assert_eq!(faults("language:", language), None, "{language}");
        }
    }

    #[test]
    fn what_is_no_language_is_a_fault_at_its_place() {
        for language in [
            "",
            "xx-nonsense!",
            "xx",
            "english",
            "en_GB",
            "en-",
            "-en",
            "e",
            "en-GB-GB",
            "en-u",
            "en-x",
            "en GB",
            "d\u{e9}",
            "en--GB",
        ] {
            let found = faults("(\n    language: \"\")", language);
            let place = found.as_ref().map(|it| (it.line, it.column));
            assert_eq!(place, Some((2, 5)), "{language}");
        }
    }
}
