//! Random texts for the tests of everything that must always hold of a page.

use crate::document_samples::document;
use holdfast::drawing::Paper;
use holdfast::drawing::document::{
    Block, Check, Column, Document, Fact, FirstColumn, Label, LayerRow, Level, Manner,
    Marker, OwnedPhrase, OwnershipMark, Rich, Scale, Sheet, Shows, Signature, Span,
    Table, Ticked, Tint, Turn, Voice,
};
use holdfast::drawing::lobe::Hand;
use holdfast::model::Ownership;
use proptest::prelude::*;
use strum::VariantArray as _;

/// Words in Latin, Polish and Vietnamese, Greek, Cyrillic, Hebrew, Arabic and Chinese letters.
const WORDS: [&str; 24] = [
    "a",
    "door",
    "quiet",
    "handle",
    "loneliness",
    "well-known",
    "“never”",
    "żółć",
    "Łódź",
    "người",
    "Nguyễn",
    "σιωπή",
    "μοναξιά",
    "дверь",
    "тишина",
    "שקט",
    "דלת",
    "صمت",
    "باب",
    "门",
    "安静",
    "office",
    "fi",
    "Donaudampfschifffahrtsgesellschaft",
];

pub fn words(most: usize) -> impl Strategy<Value = String> {
    let word = prop_oneof![
        40 => prop::sample::select(WORDS.to_vec()).prop_map(str::to_owned),
        1 => (40usize..700).prop_map(|length| "abcdefghij".repeat(length / 10)),
    ];
    prop::collection::vec(word, 0..most).prop_map(|words| words.join(" "))
}

fn rich(most: usize) -> impl Strategy<Value = Rich> {
    let voices =
        [Voice::Plain, Voice::Plain, Voice::Strong, Voice::Emphasis, Voice::Aside];
    let span = (words(most), prop::sample::select(voices.to_vec()))
        .prop_map(|(words, voice)| Span { words, voice });
    prop::collection::vec(span, 0..3).prop_map(Rich)
}

fn hand() -> impl Strategy<Value = Hand> {
    prop::sample::select(Hand::BOTH.to_vec())
}

fn label(most: usize) -> impl Strategy<Value = Label> {
    (prop::option::of(hand()), words(most)).prop_map(|(sign, words)| Label {
        sign,
        words,
        then: String::new(),
    })
}

fn table() -> impl Strategy<Value = Block> {
    (1usize..5, any::<bool>()).prop_flat_map(|(count, is_shared)| {
        let share = if is_shared { 1.0 } else { 0.0 };
        let column = label(3).prop_map(move |head| Column { head, share });
        let row = prop::collection::vec(rich(9), count);
        let first = [FirstColumn::NamesTheRow, FirstColumn::IsLikeTheOthers];
        (
            prop::collection::vec(column, count),
            prop::collection::vec(row, 0..14),
            prop::sample::select(first.to_vec()),
        )
            .prop_map(|(columns, rows, first)| {
                Block::Table(Table { columns, rows, first, to_fill: 0.0 })
            })
    })
}

fn layers() -> impl Strategy<Value = Block> {
    let mark = (hand(), prop::sample::select(Ownership::VARIANTS.to_vec()))
        .prop_map(|(hand, owned)| OwnershipMark { hand, owned, says: "mark".to_owned() });
    let phrase = (words(6), prop::option::of(mark))
        .prop_map(|(words, mark)| OwnedPhrase { words, mark });
    let side = prop::sample::select(vec![Shows::Outside, Shows::Inside]);
    let row = (words(2), prop::collection::vec(phrase, 0..4), side)
        .prop_map(|(label, phrases, side)| LayerRow { label, phrases, side });
    prop::collection::vec(row, 0..5).prop_map(Block::Layers)
}

fn leaf() -> impl Strategy<Value = Block> {
    let manners =
        [Manner::Usual, Manner::Said, Manner::Small, Manner::Centred, Manner::Usual];
    let state = prop_oneof![
        Just(Ticked::Blank),
        Just(Ticked::Yes("mark".to_owned())),
        Just(Ticked::No("mark".to_owned())),
    ];
    let level = prop::sample::select(vec![Level::Section, Level::Part]);
    let check = (rich(12), state).prop_map(|(words, state)| Check { words, state });
    let fact = (label(2), rich(8)).prop_map(|(label, value)| Fact { label, value });
    let turn = (label(2), rich(14)).prop_map(|(who, words)| Turn { who, words });
    prop_oneof![
        1 => (words(5), words(3)).prop_map(|(words, beside)| Block::Title { words, beside }),
        1 => rich(9).prop_map(Block::Line),
        4 => (level, label(7), words(5)).prop_map(|(level, words, beside)| {
            Block::Heading { level, words, beside }
        }),
        5 => (rich(80), prop::sample::select(manners.to_vec()))
            .prop_map(|(words, manner)| Block::Paragraph(words, manner)),
        2 => (prop::sample::select(vec![Marker::Dot, Marker::Number]),
              prop::collection::vec(rich(20), 0..6))
            .prop_map(|(marker, points)| Block::List(marker, points)),
        1 => prop::collection::vec(check, 0..5).prop_map(Block::Checks),
        1 => (prop::collection::vec(fact, 0..6), 1usize..3)
            .prop_map(|(facts, abreast)| Block::Facts { facts, abreast }),
        2 => table(),
        2 => prop::collection::vec(turn, 0..12).prop_map(Block::Turns),
        1 => layers(),
        1 => (words(3), prop::collection::vec(words(6), 0..3)).prop_map(|(name, lines)| {
            Block::Signature(Signature { name, lines, record: Vec::new() })
        }),
        1 => (label(3), 0usize..4)
            .prop_map(|(label, count)| Block::WritingLines { label, count }),
        1 => (prop::collection::vec(words(4), 1..4),
              prop::sample::select(vec![Manner::Said, Manner::Title]))
            .prop_map(|(parts, manner)| Block::Blanks(parts, manner)),
        1 => Just(Block::Rule),
        1 => Just(Block::PageBreak),
    ]
}

fn block() -> impl Strategy<Value = Block> {
    let tints = [Tint::Gold, Tint::Rose, Tint::Green, Tint::Below];
    leaf().prop_recursive(2, 24, 5, move |inner| {
        let blocks = prop::collection::vec(inner, 0..5);
        prop_oneof![
            // Columns in columns can be too narrow for a letter; no page of ours has them.
            prop::collection::vec(prop::collection::vec(leaf(), 0..5), 1..4)
                .prop_map(Block::Columns),
            (prop::sample::select(tints.to_vec()), blocks.clone())
                .prop_map(|(tint, blocks)| Block::Band(tint, blocks)),
            blocks.clone().prop_map(Block::Together),
            blocks.prop_map(Block::AtFoot),
        ]
    })
}

pub fn any_document() -> impl Strategy<Value = Document> {
    let sheets = [
        Sheet::portrait(Paper::A4).for_a_binder(),
        Sheet::portrait(Paper::Letter),
        Sheet::landscape(Paper::A4),
        Sheet::landscape(Paper::Letter),
    ];
    (
        prop::sample::select(sheets.to_vec()),
        prop::sample::select(vec![Scale::CLIENT, Scale::RECORD]),
        words(30),
        prop::collection::vec(block(), 0..12),
    )
        .prop_map(|(sheet, scale, running, blocks)| Document {
            sheet,
            scale,
            running: [running.clone(), running],
            ..document(blocks)
        })
}
