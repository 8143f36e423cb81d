//! Knows a name with the endings that it takes in sentences of other languages.

/// A shorter name is only known as it is written.
const LEAST_OF_A_NAME: usize = 3;
/// So many letters may follow a name, such as those of "Ruis" or "Petrovi".
const MOST_AFTER: usize = 3;

/// Endings that stand in place of the last letters of a name, without accents: Polish, Czech,
/// Slovak, Romanian, Portuguese, German, Greek, Russian, Ukrainian.
const ENDINGS: &str = "a e i o u y ie ii ei ia iei ou om em am im iem owi ovi eho emu ego \
    ej uv in ina ino inu iny s es is ova ulu ului \
    а я ы и е у ю о ои еи ой ей ою ею ом ем ам і ї ові еві ин ина \
    α ασ ησ η ο ου οσ ε ουσ ων";
/// The ending of one very short name may be that of many other words: these are none in English.
const SURE_ENDINGS: &str = "ei e y u ou om ie ii ina ino inou";
const NO_NAMES: [&str; 1] = ["any"];
/// The last letters of names in -a that change before -e: "Agnieszka, Agnieszce".
const SOFTER: [(&str, &str); 9] = [
    ("k", "c"),
    ("g", "dz"),
    ("g", "z"),
    ("h", "z"),
    ("ch", "sz"),
    ("r", "rz"),
    ("t", "ci"),
    ("d", "dzi"),
    ("st", "sci"),
];

/// Names, and words of an address, that are other words in English too, or in German.
const WORDS_TOO: &str = "amber an angel april art august autumn bach bad baker bay berg bill black \
    bob bridge brown bud buddy carol chance charity chase christian church clay cliff cook court \
    crystal daisy dale dawn day dean do drew drive east eve faith field fields ford forest frank \
    gay gene ginger glen go good grace grant gray green grey guy harmony haven hazel he heath hill \
    holly home hope house hunter in iris ivy jack jade jean joy june king lake lane law lily little \
    long love man mark market mason max may melody mercy miles mill my new nick north old olive on \
    page park pat patience pearl penny pride ray reed rich river road robin rock rose ruby rusty \
    sandy sky small so song south spring star stone street sue summer sun tender the violet wade \
    ward way west white will wise wood woods you young";

/// True for a name that stands in sentences of others as another word. It is folded.
pub fn is_a_word_too(name: &str) -> bool {
    WORDS_TOO.split_whitespace().any(|word| word == name)
}

pub fn is_long_enough(name: &str) -> bool {
    name.chars().count() >= LEAST_OF_A_NAME
}

/// True if a word is this name with an ending. Both are folded: small, without accents.
pub fn is_form_of(said: &str, name: &str) -> bool {
    // The last letter of a Greek name has a form of its own.
    let [said, name] = [said, name].map(|word| word.replace('ς', "σ"));
    let (said, name) = (said.as_str(), name.as_str());
    if !is_long_enough(name) || NO_NAMES.contains(&said) {
        return false;
    }
    let is_longer = said.strip_prefix(name).is_some_and(|ending| {
        ending.chars().count() <= MOST_AFTER || is_ending(ending, ENDINGS)
    });
    is_longer || has_another_vowel(said, name) || has_lost_a_vowel(said, name)
}

/// "Anna, Annę", "Ελένη, Ελένης", "Agnieszka, Agnieszce".
fn has_another_vowel(said: &str, name: &str) -> bool {
    const LAST: &str = "aeiouyаеиоуыяюєії\u{3b1}\u{3b7}\u{3bf}";
    let stem = name.strip_suffix("οσ").or_else(|| name.strip_suffix("ησ"));
    let stem = stem.or_else(|| name.strip_suffix(|last| LAST.contains(last)));
    let Some(stem) = stem else { return false };
    let known = if is_long_enough(stem) { ENDINGS } else { SURE_ENDINGS };
    if said.strip_prefix(stem).is_some_and(|ending| is_ending(ending, known)) {
        return true;
    }
    is_long_enough(stem)
        && name.ends_with('a')
        && SOFTER.iter().any(|(hard, soft)| {
            let root = stem.strip_suffix(hard);
            root.is_some_and(|root| said.strip_prefix(root) == Some(&format!("{soft}e")))
        })
}

/// "Marek, Markiem", "Paweł, Pawła".
fn has_lost_a_vowel(said: &str, name: &str) -> bool {
    let mut letters = name.chars();
    let (Some(last), Some('e')) = (letters.next_back(), letters.next_back()) else {
        return false;
    };
    let root = format!("{}{last}", letters.as_str());
    let is_case = |ending: &str| !ending.starts_with('s') && is_ending(ending, ENDINGS);
    is_long_enough(&root) && said.strip_prefix(root.as_str()).is_some_and(is_case)
}

fn is_ending(ending: &str, known: &str) -> bool {
    known.split_whitespace().any(|one| one == ending)
}
