//! Breaks words into lines that fit a width.

use super::{Face, Fonts};
use unicode_linebreak::BreakOpportunity;

impl Fonts {
    /// The lines of a text that is at most `width` wide; a single word that is wider is broken
    /// between letters. No line is empty unless the text is.
    pub fn wrap(&self, face: Face, size: f32, width: f32, text: &str) -> Vec<String> {
        let mut lines = vec![String::new()];
        let mut start = 0;
        for (end, opportunity) in unicode_linebreak::linebreaks(text) {
            let piece = text.get(start..end).unwrap_or_default();
            start = end;
            add_piece(&mut lines, piece, |line| self.width(face, size, line) <= width);
            if opportunity == BreakOpportunity::Mandatory && end < text.len() {
                lines.push(String::new());
            }
        }
        for line in &mut lines {
            line.truncate(line.trim_end().len());
        }
        lines.retain(|line| !line.is_empty());
        if lines.is_empty() { vec![String::new()] } else { lines }
    }

    /// As [`Fonts::wrap`], with lines that are about equally long: none is left with one word
    /// while the others are full.
    pub fn wrap_evenly(
        &self,
        face: Face,
        size: f32,
        width: f32,
        text: &str,
    ) -> Vec<String> {
        let lines = self.wrap(face, size, width, text);
        if lines.len() < 2 {
            return lines;
        }
        let narrower = (1..20)
            .map(|step| self.wrap(face, size, width * (1.0 - 0.025 * step as f32), text));
        narrower
            .take_while(|narrow| narrow.len() == lines.len())
            .filter(|narrow| narrow.iter().all(|line| !is_broken_word(line, text)))
            .last()
            .unwrap_or(lines)
    }

    /// The text on one line, cut at a word and ended with an ellipsis if it is too wide.
    pub fn fit(&self, face: Face, size: f32, width: f32, text: &str) -> String {
        if self.width(face, size, text) <= width {
            return text.to_owned();
        }
        let fits = |line: &str| self.width(face, size, line) <= width;
        let mut words: Vec<&str> = text.split_whitespace().collect();
        while words.len() > 1 {
            words.pop();
            let line = format!("{} …", words.join(" ").trim_end_matches([',', '.', ';']));
            if fits(&line) {
                return line;
            }
        }
        let mut letters: Vec<char> =
            words.first().map(|word| word.chars().collect()).unwrap_or_default();
        while letters.len() > 1 && !fits(&format!("{}…", String::from_iter(&letters))) {
            letters.pop();
        }
        format!("{}…", String::from_iter(&letters))
    }

    /// The same for a label such as "About Leonor": a long name is cut, and never left out.
    pub fn fit_label(&self, face: Face, size: f32, width: f32, text: &str) -> String {
        let at_a_word = self.fit(face, size, width, text);
        let Some((about, name)) = text.split_once(' ') else { return at_a_word };
        if at_a_word != format!("{about} …") {
            return at_a_word;
        }
        let cut = |letters: usize| {
            let part: String = name.chars().take(letters).collect();
            format!("{about} {part}…")
        };
        let fits = |line: &String| self.width(face, size, line) <= width;
        let mut cuts = (1..name.chars().count()).rev().map(cut);
        cuts.find(fits).unwrap_or(at_a_word)
    }
}

/// True if a line ends inside a word, which only a very narrow setting does.
fn is_broken_word(line: &str, text: &str) -> bool {
    let after = text.find(line).and_then(|start| text.get(start + line.len()..));
    let is_letter = |c: char| c.is_alphanumeric();
    line.ends_with(is_letter) && after.is_some_and(|rest| rest.starts_with(is_letter))
}

/// Puts a piece at the end of the last line, or on a new one if it does not fit there.
fn add_piece(lines: &mut Vec<String>, piece: &str, fits: impl Fn(&str) -> bool) {
    let Some(line) = lines.last_mut() else { return };
    let longer = format!("{line}{piece}");
    if fits(longer.trim_end()) {
        *line = longer;
    } else if fits(piece.trim_end()) {
        lines.push(piece.to_owned());
    } else {
        break_word(lines, piece, fits);
    }
}

/// Puts a word that is wider than a line on as many lines as it takes.
fn break_word(lines: &mut Vec<String>, word: &str, fits: impl Fn(&str) -> bool) {
    use unicode_segmentation::UnicodeSegmentation as _;
    if lines.last().is_some_and(|line| !line.is_empty()) {
        lines.push(String::new());
    }
    let letters: Vec<&str> = word.graphemes(true).collect();
    let of = |from: usize, count: usize| -> String {
        letters.iter().skip(from).take(count).copied().collect()
    };
    // Lines of one word hold about equally many letters: the next one is tried with as many.
    let (mut from, mut count) = (0, 1);
    while from < letters.len() {
        let left = letters.len() - from;
        count = count.clamp(1, left);
        while count > 1 && !fits(of(from, count).trim_end()) {
            count -= 1;
        }
        while count < left && fits(of(from, count + 1).trim_end()) {
            count += 1;
        }
        match lines.last_mut() {
            Some(line) if line.is_empty() => *line = of(from, count),
            _ => lines.push(of(from, count)),
        }
        from += count;
    }
}
