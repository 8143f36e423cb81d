//! Templates put together by chance: read or refused, printed or refused, never a panic.

use crate::paper_couples::usual;
use crate::paper_hostile::{text, try_print};
use holdfast::export::template::Audience;
use holdfast::export::{Template, fields, templates};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use std::time::{Duration, Instant};

/// Bits of templates, in any order.
fn any_blocks() -> impl Strategy<Value = String> {
    let bits = [
        "Title(\"a\"),",
        "Heading(\"{loop.name}\"),",
        "Text(\"**a** {left.name}\\n\\n- b\"),",
        "Columns([",
        "Columns([[Rule],[Text(\"b\")]]),",
        "Beside([(share: 1, blocks: [",
        "Band(ground: Rose, blocks: [",
        "AtFoot([",
        "Together([",
        "])",
        "]),",
        ")",
        ",",
        "[",
        "]",
        "Loop(says: \"x\", size: Whole),",
        "Loop(says: \"\", which: New),",
        "Plots,",
        "Pair(says: \"a\", says_new: \"b\", feeds: \"c\", helps: \"d\"),",
        "StepsPath(\"x\"),",
        "DayBoxes(days: [\"Mo\"], rows: 3),",
        "PageBreak,",
        "Rule,",
        "Facing([(label: \"a\", left: \"{left.need}\", right: \"\", voice: Tender)]),",
        "Each(list: \"readings\", blocks: [",
        "Each(list: \"goals\", blocks: [",
        "TableOf(list: \"markers\", columns: [(head: \"a\", words: \"{marker.words}\")]),",
        "TableToFill(heads: [\"a\", \"b\"], rows: [\"c\"], height: 9),",
        "When(has: \"left.need\", blocks: [",
        "Phrases(Left),",
        "Turns(\"dialogue.before\"),",
        "Signature(name: \"x\"),",
        "Blanks([\"a\", \"b\"]),",
        "nan",
        "\"",
        "{",
        "}",
        "//",
        "/*",
        "r#\"",
        "\\u{0}",
        "🜁",
        "\u{202e}",
        "-9e99",
    ];
    prop::collection::vec(prop::sample::select(bits.to_vec()), 0..40)
        .prop_map(|bits| bits.concat())
}

/// Words with fields that this audience may name, and some that it may not.
fn any_words(audience: Audience) -> impl Strategy<Value = String> {
    let named = fields::all().filter(move |field| field.is_for(audience));
    let mut bits: Vec<String> =
        named.map(|field| format!("{{{}}}", field.name)).collect();
    let more = [
        "",
        "a",
        "**b**",
        "- c\n- d\n",
        "\n\n",
        "# e",
        "[ ] f",
        "\u{5d0}\u{5d1}",
        "\u{645}\u{631}",
        "\u{202e}",
        "Nguy\u{1ec5}n",
        "a-very-long-word-without-any-place-to-break-it",
        "1. g\n",
        "{{",
        "&",
        "<b>",
    ];
    bits.extend(more.map(str::to_owned));
    prop::collection::vec(prop::sample::select(bits), 0..4)
        .prop_map(|bits| format!("{:?}", bits.join(" ")))
}

fn list_of(blocks: &[String]) -> String {
    format!("[{}]", blocks.join(", "))
}

fn lists_for(audience: Audience) -> Vec<&'static str> {
    fields::lists()
        .filter(|list| match audience {
            Audience::Couple => list.couple.is_some(),
            Audience::Record => list.record.is_some(),
            Audience::Practice | Audience::Supervisor => list.practice.is_some(),
        })
        .map(|list| list.name)
        .collect()
}

/// Blocks that know no words.
const FIXED: [&str; 13] = [
    "Plots",
    "Rule",
    "PageBreak",
    "Phrases(Left)",
    "Phrases(Right)",
    "Loop(says: \"x\", size: Small)",
    "Loop(says: \"x\", size: Whole)",
    "Loop(says: \"x\", which: New)",
    "WritingLines(count: 7)",
    "DayBoxes(days: [\"Mo\", \"Tu\"], rows: 30)",
    "Pair(says: \"a\", says_new: \"b\", feeds: \"c\", helps: \"d\")",
    "TableToFill(heads: [\"a\", \"b\"], shares: [1, 0.001], rows: [\"c\", \"d\"], height: 400)",
    "LoopToFill(says: \"a\", name: \"b\", shows: \"c\", inside: \"d\", above: [\"e\"], below: [\"f\"])",
];

/// A block without blocks inside it, which most probably reads.
fn any_leaf(audience: Audience) -> BoxedStrategy<String> {
    const ONE: [&str; 9] = [
        "Heading",
        "SubHeading",
        "Text",
        "Said",
        "InTheMiddle",
        "Small",
        "StepsPath",
        "TitleInTheMiddle",
        "SaidInTheMiddle",
    ];
    const MANY: [&str; 5] = ["Points", "Numbers", "Checks", "Blanks", "TitleBlanks"];
    let words = any_words(audience).boxed();
    let some = prop::collection::vec(words.clone(), 0..5).prop_map(|all| list_of(&all));
    let one = (prop::sample::select(ONE.to_vec()), words.clone())
        .prop_map(|(name, words)| format!("{name}({words})"));
    let many = (prop::sample::select(MANY.to_vec()), some.clone())
        .prop_map(|(name, words)| format!("{name}({words})"));
    let fact = (words.clone(), words.clone()).prop_map(|(a, b)| format!("({a}, {b})"));
    let facts =
        (1usize..6, prop::collection::vec(fact, 0..5)).prop_map(|(abreast, facts)| {
            format!("Facts(abreast: {abreast}, facts: {})", list_of(&facts))
        });
    let signed = (words.clone(), some)
        .prop_map(|(name, lines)| format!("Signature(name: {name}, lines: {lines})"));
    let rows = (prop::sample::select(lists_for(audience)), words, 0u8..9);
    let rows = rows.prop_map(|(list, words, share)| {
        format!(
            "TableOf(list: {list:?}, columns: [(head: {words}, words: {words}, share: \
             {share}), (head: \"b\", words: \"c\")])"
        )
    });
    let fixed = prop::sample::select(FIXED.to_vec()).prop_map(str::to_owned);
    prop_oneof![4 => one, 2 => many, 2 => fixed, 1 => facts, 1 => signed, 1 => rows]
        .boxed()
}

/// Blocks around blocks.
fn any_block(audience: Audience) -> BoxedStrategy<String> {
    let around = move |inner| {
        let lists = prop::sample::select(lists_for(audience));
        let blocks =
            prop::collection::vec(inner, 0..6).prop_map(|all| list_of(&all)).boxed();
        let flat = prop::collection::vec(any_leaf(audience), 0..4)
            .prop_map(|all| list_of(&all))
            .boxed();
        let plain = prop::sample::select(vec!["Together", "AtFoot"]);
        let ground =
            prop::sample::select(vec!["Gold", "Rose", "Green", "Below", "Frame", "Bar"]);
        let if_or_each =
            prop::sample::select(vec!["Each(list", "When(has", "Unless(has"]);
        prop_oneof![
            (plain, blocks.clone())
                .prop_map(|(name, blocks)| format!("{name}({blocks})")),
            (ground, blocks.clone()).prop_map(|(ground, blocks)| format!(
                "Band(ground: {ground}, blocks: {blocks})"
            )),
            (blocks.clone(), blocks.clone())
                .prop_map(|(a, b)| format!("Columns([{a}, {b}])")),
            (1i8..9, flat.clone(), flat).prop_map(|(share, a, b)| {
                format!(
                    "Beside([(share: {share}, blocks: {a}), (share: 1, blocks: {b})])"
                )
            }),
            (if_or_each, lists, blocks).prop_map(|(name, list, blocks)| format!(
                "{name}: {list:?}, blocks: {blocks})"
            )),
        ]
    };
    any_leaf(audience).prop_recursive(4, 60, 6, around).boxed()
}

/// A template for one audience that most probably reads.
fn whole_template() -> impl Strategy<Value = String> {
    let audiences = [Audience::Couple, Audience::Practice, Audience::Supervisor];
    prop::sample::select(audiences.to_vec()).prop_flat_map(|audience| {
        prop::collection::vec(any_block(audience), 1..8)
            .prop_map(move |blocks| text(audience.name(), &blocks.join(",\n")))
    })
}

/// A template of bits, which hardly ever reads.
fn broken_template() -> impl Strategy<Value = String> {
    let audience =
        prop::sample::select(vec!["Couple", "Practice", "Record", "Supervisor"]);
    (audience, any_blocks()).prop_map(|(audience, blocks)| text(audience, &blocks))
}

/// A shipped template with a part of it torn out or written over.
fn torn_template() -> impl Strategy<Value = String> {
    let all: Vec<String> = templates::shipped()
        .iter()
        .map(|template| {
            let name = &template.name;
            let path = format!("{}/templates/{name}.ron", env!("CARGO_MANIFEST_DIR"));
            std::fs::read_to_string(path).unwrap()
        })
        .collect();
    let torn = (0.0f64..1.0, 0.0f64..0.2, any_blocks(), 1usize..3);
    (prop::sample::select(all), torn).prop_map(
        |(whole, (from, part, filler, repeats))| {
            let at = |part: f64| {
                whole.floor_char_boundary((part * whole.len() as f64) as usize)
            };
            let (start, end) = (at(from), at((from + part).min(1.0)));
            [&whole[..start], &filler.repeat(repeats), &whole[end..]].concat()
        },
    )
}

/// Reads and prints; the faults are named, the pages are few enough.
fn holds(template: &str) -> Result<bool, TestCaseError> {
    match Template::read("any.ron", template) {
        Err(error) => {
            prop_assert!(!error.faults.is_empty());
            Ok(false)
        }
        Ok(template) => {
            if let Some(Ok(pages)) = try_print(&usual(), &template) {
                prop_assert!(pages <= 500);
            }
            Ok(true)
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_whole_template_by_chance_prints_or_says_why_not(template in whole_template()) {
        holds(&template)?;
    }

    #[test]
    fn whatever_is_written_is_read_or_refused(template in broken_template()) {
        holds(&template)?;
    }

    #[test]
    fn a_torn_shipped_template_is_read_or_refused(template in torn_template()) {
        holds(&template)?;
    }
}

/// Goes on for `HOLDFAST_FUZZ_MINUTES` and tells how many it tried and which took longest.
#[test]
#[ignore = "takes as long as it is told to"]
fn templates_by_chance_for_as_long_as_asked() {
    let minutes =
        std::env::var("HOLDFAST_FUZZ_MINUTES").ok().and_then(|told| told.parse().ok());
    let end = Instant::now() + Duration::from_secs(60 * minutes.unwrap_or(1));
    let any = prop_oneof![3 => whole_template().boxed(), 1 => broken_template().boxed(), 2 => torn_template().boxed()];
    let mut runner = TestRunner::default();
    let (mut tried, mut read, mut longest) = (0_u64, 0_u64, Duration::ZERO);
    while Instant::now() < end {
        let template = any.new_tree(&mut runner).unwrap().current();
        let began = Instant::now();
        let held = std::panic::catch_unwind(|| holds(&template));
        assert!(matches!(held, Ok(Ok(_))), "this one does not hold:\n{template}");
        let took = began.elapsed();
        tried += 1;
        read += u64::from(matches!(held, Ok(Ok(true))));
        if took > longest {
            longest = took;
            println!(
                "{tried} tried, {read} read; the longest so far took {took:?}:\n{template}\n"
            );
        }
    }
    println!("{tried} tried, {read} read, the longest took {longest:?}");
}
