//! Invented texts whose pages are tested: a record, a dialogue, a long table.

use holdfast::drawing::Paper;
use holdfast::drawing::document::{
    Block, Check, Column, Document, Fact, FirstColumn, Label, LayerRow, Letterhead,
    Level, Manner, Marker, OwnedPhrase, OwnershipMark, Rich, Scale, Sheet, Shows,
    Signature, Span, Table, Ticked, Tint, Turn, Voice,
};
use holdfast::drawing::lobe::Hand;
use holdfast::model::Ownership;

pub fn document(blocks: Vec<Block>) -> Document {
    Document {
        sheet: Sheet::portrait(Paper::A4),
        scale: Scale::CLIENT,
        letterhead: Letterhead::default(),
        running: [String::new(), String::new()],
        blocks,
    }
}

pub fn plain(words: &str) -> Rich {
    Rich::plain(words)
}

/// Words in which what stands in round brackets is a stage direction.
fn said(words: &str) -> Rich {
    let mut spans = Vec::new();
    for part in words.split_inclusive(')') {
        let (before, aside) = part.find('(').map_or((part, ""), |at| part.split_at(at));
        for (words, voice) in [(before, Voice::Plain), (aside, Voice::Aside)] {
            if !words.is_empty() {
                spans.push(Span { words: words.to_owned(), voice });
            }
        }
    }
    Rich(spans)
}

pub fn heading(words: &str) -> Block {
    beside(words, "")
}

fn beside(words: &str, beside: &str) -> Block {
    Block::Heading {
        level: Level::Section,
        words: Label::new(words),
        beside: beside.to_owned(),
    }
}

fn paragraph(words: &str) -> Block {
    Block::Paragraph(plain(words), Manner::Usual)
}

fn name(hand: Hand) -> Label {
    Label::of(hand, if hand == Hand::Left { "Ana" } else { "Rui" })
}

fn turn(who: Option<Hand>, words: &str) -> Turn {
    Turn { who: who.map(name).unwrap_or_default(), words: said(words) }
}

fn before() -> Vec<Turn> {
    let (ana, rui) = (Some(Hand::Left), Some(Hand::Right));
    vec![
        turn(ana, "Have you looked at the dates in August?"),
        turn(rui, "(eyes on the phone) Not yet."),
        turn(ana, "That’s the third time I’ve asked. You don’t want to go, do you?"),
        turn(rui, "Of course I do. Whatever you like."),
        turn(ana, "Whatever I like. So I plan it alone again."),
        turn(rui, "(sighs, looks away) I can’t do anything right."),
        turn(ana, "(louder) You never talk to me!"),
        turn(rui, "I’m fine. (goes to the garage)"),
    ]
}

fn after() -> Vec<Turn> {
    let (ana, rui) = (Some(Hand::Left), Some(Hand::Right));
    vec![
        turn(ana, "I’d like to talk about August. Is now good, or after dinner?"),
        turn(
            rui,
            "My chest went tight when you said August. After dinner, and I’ll come and \
             find you.",
        ),
        turn(ana, "Thank you for telling me. I can wait."),
        turn(None, "(After dinner. He comes and finds her.)"),
        turn(rui, "It’s the money. I’m scared I’ll promise something and let you down."),
        turn(ana, "I didn’t know. When you go quiet I think you are leaving."),
        turn(rui, "I’m here. I want to go with you."),
        turn(ana, "Then only the week tonight?"),
        turn(rui, "The week, yes. The prices on Saturday, together."),
    ]
}

pub fn dialogue() -> Document {
    let band = |tint, words| {
        let words = Rich::voiced(words, Voice::Strong);
        Block::Band(tint, vec![Block::Paragraph(words, Manner::Centred)])
    };
    let changed = |label: Label, words| Fact { label, value: plain(words) };
    document(vec![
        Block::Title { words: "August, twice".to_owned(), beside: String::new() },
        Block::Line(plain(
            "The same two people, the same holiday to plan. The loop is the problem, not \
             either of you.",
        )),
        Block::Columns(vec![
            vec![band(Tint::Rose, "Inside the loop"), Block::Turns(before())],
            vec![band(Tint::Green, "Out of the loop"), Block::Turns(after())],
        ]),
        Block::Rule,
        heading("What is different"),
        Block::Facts {
            facts: vec![
                changed(
                    name(Hand::Left),
                    "asks whether it is a good time, and waits without letting go.",
                ),
                changed(
                    name(Hand::Right),
                    "says what happens inside, asks for time, and comes back by himself.",
                ),
                changed(
                    Label::new("together"),
                    "they say what scares them, and then decide one small thing.",
                ),
            ],
            abreast: 1,
        },
        heading("Our version"),
        Block::WritingLines { label: name(Hand::Left), count: 1 },
        Block::WritingLines { label: name(Hand::Right), count: 2 },
    ])
}

fn row(cells: &[&str]) -> Vec<Rich> {
    cells.iter().map(|words| plain(words)).collect()
}

fn column(head: Label, share: f32) -> Column {
    Column { head, share }
}

fn mark(owned: Ownership, hand: Hand, words: &str) -> OwnedPhrase {
    let says = format!("{owned:?}").to_lowercase();
    OwnedPhrase {
        words: words.to_owned(),
        mark: Some(OwnershipMark { hand, owned, says }),
    }
}

fn layers(hand: Hand) -> Block {
    use Ownership::{Guess, Owned, Shared, Touched};
    let row =
        |label: &str, side, phrases| LayerRow { label: label.to_owned(), side, phrases };
    Block::Layers(vec![
        row("behaviour", Shows::Outside, vec![mark(Shared, hand, "asks again")]),
        row(
            "primary",
            Shows::Inside,
            vec![mark(Touched, hand, "panic, loneliness"), mark(Owned, hand, "dread")],
        ),
        row("fear", Shows::Inside, vec![mark(Guess, hand, "not worth staying for")]),
    ])
}

fn facts() -> Block {
    let fact =
        |label: &str, value: &str| Fact { label: Label::new(label), value: plain(value) };
    Block::Facts {
        facts: vec![
            fact("date", "Thursday 19 November 2026"),
            fact("present", "Ana, Rui, therapist"),
            fact("time", "17:30 to 18:45, 75 minutes"),
            fact("place", "consulting room"),
            fact("client", "the couple; no-secrets policy"),
            fact("stage, step", "stage 1, step 4 (couple)"),
        ],
        abreast: 2,
    }
}

fn side(hand: Hand, words: &str) -> Vec<Block> {
    let head =
        Block::Heading { level: Level::Part, words: name(hand), beside: String::new() };
    vec![Block::Rule, head, layers(hand), paragraph(words)]
}

fn tango() -> Block {
    let check = |words: &str, state| Check { words: plain(words), state };
    let yes = || Ticked::Yes("done".to_owned());
    Block::Checks(vec![
        check("Present process reflected, when the loop was live", yes()),
        check("Emotion assembled and deepened", yes()),
        check("Encounter", Ticked::No("not today".to_owned())),
        check("Bring the diary", Ticked::Blank),
    ])
}

fn markers() -> Block {
    Block::Table(Table {
        columns: vec![
            column(Label::default(), 4.0),
            column(name(Hand::Left), 3.0),
            column(name(Hand::Right), 3.0),
        ],
        rows: vec![
            row(&["owns own usual move", "since session 7", "since session 9"]),
            row(&["links own move to the other’s fear", "today", "not yet"]),
            row(&["catches the loop live", "twice at home", ""]),
        ],
        first: FirstColumn::NamesTheRow,
        to_fill: 0.0,
    })
}

fn signature() -> Block {
    Block::Signature(Signature {
        name: "Marta Leal, couple therapist".to_owned(),
        lines: vec!["licence 00000, invented for this sample".to_owned()],
        record: vec![
            "Signed and locked 20 November 2026, 08:14.".to_owned(),
            "Not changed since. Check of the text: 7f3a 91c2 0be4 d65d".to_owned(),
        ],
    })
}

fn questions() -> Block {
    let questions = [
        "Is this de-escalation, or is she wearing out?",
        "When he goes blank I go to the thought. How do I stay?",
    ];
    Block::List(Marker::Number, questions.map(plain).to_vec())
}

pub fn record() -> Document {
    Document {
        sheet: Sheet::portrait(Paper::A4).for_a_binder(),
        scale: Scale::RECORD,
        letterhead: Letterhead {
            name: "Practice on the Upper River".to_owned(),
            lines: vec!["Marta Leal, couple therapist · Mill Lane 3".to_owned()],
            logo: None,
        },
        running: ["Linden · joint session 12".to_owned(), "continued".to_owned()],
        blocks: vec![
            Block::Title {
                words: "Session summary".to_owned(),
                beside: "Linden · joint session 12".to_owned(),
            },
            facts(),
            heading("Focus, and change since session 11"),
            paragraph(
                "Homework reviewed: the loop was named aloud twice in two weeks, and once \
                 both stopped within minutes. One quarrel on Sunday evening about money and \
                 August, about an hour; Rui came back after twenty minutes by himself.",
            ),
            beside("Below the line reached", "how far it is owned"),
            Block::Columns(vec![
                side(
                    Hand::Left,
                    "Alert, at first loud and quick, later slow and tearful.",
                ),
                side(Hand::Right, "Flat at first, short answers; then present."),
            ]),
            heading("Tango moves"),
            tango(),
            heading("Goals and markers"),
            markers(),
            heading("What I ask"),
            questions(),
            heading("Until next time"),
            Block::List(
                Marker::Dot,
                vec![plain("Whoever notices the loop first says “garage door”.")],
            ),
            Block::Paragraph(plain("“When I go quiet I have not left.”"), Manner::Said),
            Block::Paragraph(plain("Nothing here is a diagnosis."), Manner::Small),
            signature(),
        ],
    }
}

/// A table of so many rows.
pub fn long_table(rows: usize) -> Document {
    let words = [
        "the loop came by and both saw it",
        "quiet week",
        "one quarrel about the dates in August, an hour long, and then dinner",
        "caught it live, twice",
    ];
    let table = Table {
        columns: vec![
            column(Label::new("day"), 0.0),
            column(Label::new("what happened"), 0.0),
            column(Label::new("how long"), 0.0),
        ],
        rows: (0..rows)
            .map(|place| {
                let what = words[place % words.len()];
                row(&[
                    &format!("day {}", place + 1),
                    what,
                    &format!("{} minutes", place % 50),
                ])
            })
            .collect(),
        first: FirstColumn::NamesTheRow,
        to_fill: 0.0,
    };
    Document {
        running: ["Home log".to_owned(), "continued".to_owned()],
        ..document(vec![
            Block::Title { words: "Home log".to_owned(), beside: String::new() },
            Block::Table(table),
        ])
    }
}
