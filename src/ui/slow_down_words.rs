//! Every word on the slow-down screen: the questions in plain words, and what leads to the next.

use crate::model::{Element, Layer, PartnerId};

/// What is said at one step.
pub struct Step {
    pub layer: Layer,
    /// With `{when}`, the cue of this moment, if it is known.
    question: &'static str,
    /// The same question, once `{before}` has been answered.
    deeper: Option<(Layer, &'static str)>,
    /// Where the step before leads to.
    onward: &'static str,
}

/// In the order in which they are asked.
pub const STEPS: [Step; 10] = [
    Step {
        layer: Layer::Cue,
        question: "{name}, go back to the second before. What did you see or hear?",
        deeper: None,
        onward: "on to the cue",
    },
    Step {
        layer: Layer::Body,
        question: "{name}, {when}: what happens in your body first?",
        deeper: None,
        onward: "on to the body",
    },
    Step {
        layer: Layer::MeaningSelf,
        question: "{name}, what does that seem to say about you?",
        deeper: None,
        onward: "on to about self",
    },
    Step {
        layer: Layer::MeaningOther,
        question: "And what does it seem to say about {other}, {name}?",
        deeper: None,
        onward: "on to about {other}",
    },
    Step {
        layer: Layer::Reactive,
        question: "{name}, which feeling is there first, the quick one?",
        deeper: None,
        onward: "on to the quick feeling",
    },
    Step {
        layer: Layer::Urge,
        question: "{name}, what does all of it make you want to do?",
        deeper: Some((
            Layer::Reactive,
            "With {before} there, {name}: what does it make you want to do?",
        )),
        onward: "on to the urge",
    },
    Step {
        layer: Layer::Behaviour,
        question: "{name}, and what do you do then? What would {other} see?",
        deeper: None,
        onward: "on to the move",
    },
    Step {
        layer: Layer::Primary,
        question: "{name}, {when}: what is it like in there, underneath?",
        deeper: Some((
            Layer::Reactive,
            "{name}, {when}, and all that shows is {before}: what is it like in there?",
        )),
        onward: "go below the line",
    },
    Step {
        layer: Layer::Fear,
        question: "{name}, what are you most afraid of then, between you and {other}?",
        deeper: Some((
            Layer::Primary,
            "{name}, when it is {before}: what are you most afraid of, between you and {other}?",
        )),
        onward: "on to fear",
    },
    Step {
        layer: Layer::Need,
        question: "{name}, and what would you long for from {other}, right then?",
        deeper: None,
        onward: "on to need",
    },
];

const WHOLE_MOMENT: &str = "on to the whole moment";
pub const SHOWS: &str = "shows";
pub const STAYS_HIDDEN: &str = "stays hidden";
pub const SAY_BACK: &str = "To say back, slowly";
pub const UNDERNEATH: &str = "And underneath";
pub const FIELD: &str = "What belongs to this moment";
pub const ON_THE_MAP: &str = "On the map";
pub const OWN_WORDS: &str = "Own words";
pub const LEAVE_OPEN: &str = "Leave it open";
pub const BACK: &str = "Back";
pub const TO_THE_END: &str = "To the end";
pub const TO_THE_MAP: &str = "Back to the map";
pub const PUT_INTO_LOOP: &str = "Put it into the loop";
pub const DONE: &str = "Done";
pub const LET_GO: &str = "Let it go";
pub const TITLE: &str = "Slow it down";
pub const CHOOSE: &str = "Which move shall we slow down?";
pub const NO_MOVE: &str = "A moment is slowed down from something that one of them does";
pub const NO_MOVE_YET: &str = "Put a move on the map first: V, two to five words, Enter.";
pub const NO_OPEN_MOVE: &str = "The moves on this map are not shared yet";
pub const FROM_THE_MAP: &str = "A move that is not shared is slowed down from the map";
pub const NOT_SHARED_YET: &str =
    "More stands on the map; it comes here once it is shared";
pub const GO_ON: &str = "begun";

/// Names and earlier answers that a question speaks of.
pub struct Spoken<'a> {
    pub name: &'a str,
    pub other: &'a str,
    pub partner: PartnerId,
    pub cue: Option<&'a (PartnerId, Element)>,
    pub before: &'a dyn Fn(Layer) -> Option<String>,
}

/// The question of a step, spoken to the partner, who is named and never "he" or "she".
pub fn question(layer: Layer, spoken: &Spoken<'_>) -> String {
    let Some(step) = STEPS.iter().find(|step| step.layer == layer) else {
        return String::new();
    };
    let deeper = step.deeper.and_then(|(before, question)| {
        Some(question.replace("{before}", &(spoken.before)(before)?))
    });
    let question = deeper.unwrap_or_else(|| step.question.to_owned());
    // The names last: words of the couple may hold braces of their own.
    question
        .replace("{name}", spoken.name)
        .replace("{other}", spoken.other)
        .replace("{when}", &when(spoken))
}

/// The cue as the beginning of a question.
fn when(spoken: &Spoken<'_>) -> String {
    match spoken.cue {
        None => "in that second".to_owned(),
        Some((_, cue)) if cue.own_words => format!("when you hear {}", cue.quoted()),
        Some((partner, cue)) if *partner != spoken.partner => {
            format!("when {} {}", spoken.other, cue.words)
        }
        Some((_, cue)) => format!("after {}", cue.words),
    }
}

/// Where the step after this one leads, on the button.
pub fn onward(at: usize, other: &str) -> String {
    let next = STEPS.get(at + 1).map_or(WHOLE_MOMENT, |step| step.onward);
    next.replace("{other}", other)
}

/// The words of the button that keeps an answer and goes on.
pub fn kept(onward: &str) -> String {
    format!("Keep, {onward}")
}

/// The words of the same button while there is no answer.
pub fn capitalised(onward: &str) -> String {
    let (first, rest) = onward.split_at(onward.chars().next().map_or(0, char::len_utf8));
    format!("{}{rest}", first.to_uppercase())
}

/// What will be added, in a sentence.
pub fn summary(new: usize) -> String {
    match new {
        0 => "All of it is on the map already".to_owned(),
        1 => "1 new phrase goes into the loop, in its layer".to_owned(),
        _ => format!("{new} new phrases go into the loop, each in its layer"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_questions_follow_the_order_of_the_walk() {
        let layers: Vec<Layer> = STEPS.iter().map(|step| step.layer).collect();
        assert_eq!(layers, crate::edit::slow_down::STEPS);
    }

    #[test]
    fn no_question_calls_anybody_he_or_she() {
        let cue = (PartnerId::A, Element::new(Layer::Behaviour, "asks again"));
        let numb = |_| Some("numb".to_owned());
        let nothing = |_| None;
        for before in [&numb as &dyn Fn(Layer) -> Option<String>, &nothing] {
            let spoken = Spoken {
                name: "Rui",
                other: "Ana",
                partner: PartnerId::B,
                cue: Some(&cue),
                before,
            };
            for layer in crate::edit::slow_down::STEPS {
                let question = question(layer, &spoken);
                let words = question.to_lowercase();
                let mut words = words.split(|letter: char| !letter.is_alphabetic());
                let gendered = ["he", "she", "him", "her", "his", "hers", "they"];
                assert!(words.all(|word| !gendered.contains(&word)), "{question}");
                assert!(
                    question.contains("Rui") && question.ends_with('?'),
                    "{question}"
                );
                assert!(!question.contains('{'), "{question}");
            }
        }
    }
}
