//! Letters that nobody sees and that hide words or turn a line round; none belongs in a text.

/// True for a sign that a text may not hold: control signs, overrides of the direction of
/// writing, and marks without width. Line breaks, tabs, the joiners of many scripts and the
/// isolates of text that is truly written from the right may stay.
pub fn is_unseen(letter: char) -> bool {
    let is_layout = matches!(letter, '\n' | '\t');
    let is_mark = matches!(
        letter,
        '\u{200B}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{2065}'
            | '\u{206A}'..='\u{206F}'
            | '\u{FEFF}'
            | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E007F}'
    );
    is_mark || letter.is_control() && !is_layout
}

/// True if what an isolate begins also ends in the same line, so that nothing after it turns.
pub fn closes_its_isolates(text: &str) -> bool {
    text.lines().all(|line| {
        let depth = line.chars().try_fold(0_u32, |depth, letter| match letter {
            '\u{2066}'..='\u{2068}' => Some(depth + 1),
            '\u{2069}' => depth.checked_sub(1),
            _ => Some(depth),
        });
        depth == Some(0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_every_script_may_stay_and_what_turns_or_hides_them_may_not() {
        let whole = "Ana said:\n\t\u{2067}\u{5E9}\u{5DC}\u{5D5}\u{5DD}\u{2069} \
                     \u{645}\u{6CC}\u{200C}\u{62E}\u{648}\u{627}\u{647}\u{645} 👩\u{200D}🚀 \u{200F}";
        assert!(!whole.chars().any(is_unseen));
        assert!(closes_its_isolates(whole));
        for letter in
            "\0\r\u{7}\u{1B}\u{7F}\u{85}\u{200B}\u{202A}\u{202E}\u{2060}\u{FEFF}".chars()
        {
            assert!(is_unseen(letter), "{letter:?}");
        }
        for open in
            ["\u{2067}never closed", "closed\u{2069} twice", "\u{2066}a\nb\u{2069}"]
        {
            assert!(!closes_its_isolates(open), "{open:?}");
        }
    }
}
