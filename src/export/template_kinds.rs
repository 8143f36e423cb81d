//! Every kind of block, in plain words, as it stands when it is added to a template.

use super::fields::{self, List, Scope, Subject};
use super::template::{Block, Words};
use super::template_block::ColumnOf;

/// A kind of block for the one who adds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// As it is written in a template.
    pub name: &'static str,
    /// What people call it.
    pub label: &'static str,
    pub says: &'static str,
    new: &'static str,
}

const fn kind(
    name: &'static str,
    label: &'static str,
    says: &'static str,
    new: &'static str,
) -> Kind {
    Kind { name, label, says, new }
}

/// In the order in which they are offered.
pub const KINDS: [Kind; 54] = [
    kind("Title", "Title", "The title of the page", "Title(\"A title\")"),
    kind(
        "TitleWith",
        "Title with a note beside it",
        "The title, with small words at its right",
        "TitleWith(title: \"A title\", beside: \"{date}\")",
    ),
    kind(
        "TitleInTheMiddle",
        "Title in the middle",
        "The title in the middle of the line",
        "TitleInTheMiddle(\"A title\")",
    ),
    kind("Line", "Line under the title", "One quiet line", "Line(\"A line\")"),
    kind(
        "Heading",
        "Heading",
        "A heading; it never stands alone at a page’s foot",
        "Heading(\"A heading\")",
    ),
    kind(
        "HeadingWith",
        "Heading with a note beside it",
        "A heading, with small words at its right",
        "HeadingWith(heading: \"A heading\", beside: \"a note\")",
    ),
    kind(
        "SubHeading",
        "Small heading",
        "A heading under a heading",
        "SubHeading(\"A small heading\")",
    ),
    kind(
        "Text",
        "Text",
        "Paragraphs, lists and boxes to tick, in Markdown",
        "Text(\"Some words.\")",
    ),
    kind("Said", "Said aloud", "Something said, or to be said", "Said(\"Said aloud.\")"),
    kind(
        "SaidInTheMiddle",
        "Said, in the middle",
        "Something said, in the middle of the line",
        "SaidInTheMiddle(\"Said aloud.\")",
    ),
    kind(
        "InTheMiddle",
        "Words in the middle",
        "A paragraph in the middle of the line",
        "InTheMiddle(\"Some words.\")",
    ),
    kind("Small", "Small print", "A notice in small print", "Small(\"A notice.\")"),
    kind("Points", "Points", "A list with dots", "Points([\"One\", \"Another\"])"),
    kind("Numbers", "Numbers", "A list with numbers", "Numbers([\"First\", \"Second\"])"),
    kind("Checks", "Boxes to tick", "A list with boxes", "Checks([\"Something to do\"])"),
    kind(
        "Facts",
        "Facts",
        "Labels with their values",
        "Facts(facts: [(\"case\", \"{case.code}\"), (\"printed\", \"{date}\")])",
    ),
    kind(
        "Loop",
        "The loop",
        "The couple’s loop with its words",
        "Loop(says: \"The loop, drawn as a lying figure of eight with a half for each of you.\")",
    ),
    kind(
        "Pair",
        "Old and new loop",
        "The old loop in rose beside the new one in green",
        "Pair(says: \"The old loop.\", says_new: \"The new loop.\", feeds: \"What feeds it\", helps: \"What helps\")",
    ),
    kind(
        "Phrases",
        "One side’s phrases",
        "One side of the loop, layer by layer",
        "Phrases(Left)",
    ),
    kind(
        "Facing",
        "Both, face to face",
        "What both say to the same thing",
        "Facing([(label: \"what we do\", left: \"\", right: \"\")])",
    ),
    kind(
        "StepsPath",
        "The nine steps",
        "The steps of the work, with where they are",
        "StepsPath(\"Nine steps in three stages.\")",
    ),
    kind(
        "Charts",
        "Charts",
        "Measures or fights over time, each with its numbers",
        "Charts(Measures)",
    ),
    kind(
        "CourseLine",
        "The course",
        "Everything that has a day, on one line of time",
        "CourseLine(\"The course of the therapy, on one line of time.\")",
    ),
    kind(
        "Plots",
        "Scores over time",
        "The numbers of both, each with its trend and table",
        "Plots",
    ),
    kind(
        "TableOf",
        "Table of a list",
        "A row for each entry of a list",
        "TableOf(list: \"\", columns: [])",
    ),
    kind(
        "Each",
        "Blocks for each of a list",
        "Blocks that are repeated for each entry",
        "Each(list: \"\", blocks: [])",
    ),
    kind("Turns", "A talk", "Who says what, turn by turn", "Turns(\"\")"),
    kind(
        "Table",
        "Table",
        "Rows that are the same on every page",
        "Table(columns: [(head: \"One\"), (head: \"Two\")], rows: [[\"\", \"\"]])",
    ),
    kind(
        "TableToFill",
        "Table to fill in",
        "Rows to write in by hand",
        "TableToFill(heads: [\"When\", \"What\"], rows: [\"\", \"\", \"\"])",
    ),
    kind(
        "WritingLines",
        "Lines to write on",
        "Empty lines, with a label if you like",
        "WritingLines(count: 4)",
    ),
    kind(
        "Blanks",
        "Words with blanks",
        "A sentence with a blank between every two parts",
        "Blanks([\"When you\", \", I\", \".\"])",
    ),
    kind(
        "TitleBlanks",
        "Title with blanks",
        "The same, as a title",
        "TitleBlanks([\"The loop of\", \"and\", \"\"])",
    ),
    kind(
        "DayBoxes",
        "Boxes for each day",
        "Boxes to tick, a column a day",
        "DayBoxes(days: [\"Mo\", \"Tu\", \"We\", \"Th\", \"Fr\", \"Sa\", \"Su\"], rows: 2)",
    ),
    kind(
        "LoopToFill",
        "Loop to fill in",
        "An empty loop to write in by hand",
        "LoopToFill(says: \"An empty loop.\", name: \"name\", shows: \"shows\", inside: \"stays inside\", above: [\"I do\"], below: [\"I feel\"])",
    ),
    kind(
        "When",
        "Only if …",
        "Blocks that stand only if something is there",
        "When(has: \"\", blocks: [])",
    ),
    kind(
        "Unless",
        "Only if not …",
        "Blocks that stand only if something is not there",
        "Unless(has: \"\", blocks: [])",
    ),
    kind(
        "Columns",
        "Columns",
        "Blocks side by side",
        "Columns([[Text(\"At the left.\")], [Text(\"At the right.\")]])",
    ),
    kind(
        "Beside",
        "Unequal columns",
        "Blocks side by side, one wider",
        "Beside([(share: 2, blocks: [Text(\"Wide.\")]), (share: 1, blocks: [Text(\"Narrow.\")])])",
    ),
    kind(
        "Band",
        "Coloured band",
        "Blocks on a ground of their own",
        "Band(ground: Frame, blocks: [])",
    ),
    kind(
        "Together",
        "Keep together",
        "Blocks that are never parted by the end of a page",
        "Together([])",
    ),
    kind("AtFoot", "At the foot", "Blocks at the foot of the page", "AtFoot([])"),
    kind(
        "Letterhead",
        "Letterhead",
        "Whose paper it is",
        "Letterhead(name: \"{practice.name}\")",
    ),
    kind(
        "Running",
        "Head of the next pages",
        "What stands over every page after the first",
        "Running(left: \"{case.code}\")",
    ),
    kind(
        "Footer",
        "Foot of the pages",
        "What stands under every page",
        "Footer(left: \"{case.code} · {date}\", right: \"Page {page} of {pages}\")",
    ),
    kind(
        "Signature",
        "Signature",
        "A line to sign on, with a name under it",
        "Signature(name: \"{therapist.name}\")",
    ),
    kind("Rule", "Rule", "A fine line", "Rule"),
    kind("PageBreak", "New page", "What follows begins on a new page", "PageBreak"),
    kind(
        "CycleMap",
        "The loop page",
        "The whole loop, on its side",
        "CycleMap(says: \"The loop.\", above: \"what the other sees\", below: \"what stays inside\", slowed_down: \"\", in_own_words: \"\", to_fill: \"\")",
    ),
    kind(
        "Sentence",
        "The loop’s sentence",
        "What the loop says by itself",
        "Sentence(\"{loop.sentence}\")",
    ),
    kind(
        "Paragraph",
        "Paragraph",
        "A paragraph of the recovery sheet",
        "Paragraph(\"Some words.\")",
    ),
    kind(
        "RecoveryRows",
        "Recovery rows",
        "The rows of a recovery sheet",
        "RecoveryRows(fold: \"\", check: \"\", note: \"\")",
    ),
    kind(
        "Steps",
        "Steps",
        "Steps under a heading",
        "Steps(heading: \"Steps\", steps: [\"First\"])",
    ),
    kind(
        "Notes",
        "Notes",
        "Paragraphs under a heading",
        "Notes(heading: \"Notes\", paragraphs: [\"Some words.\"])",
    ),
    kind(
        "FillIn",
        "Labels to fill in",
        "Labels with room to write behind each",
        "FillIn([\"Name\"])",
    ),
];

/// The kind of a block; none for one that has just been invented.
pub fn of(name: &str) -> Option<&'static Kind> {
    all().find(|kind| kind.name == name)
}

/// What a list or a field holds, in plain words; its name where nobody knows it.
pub fn said_of(name: &str) -> String {
    let list = fields::lists().find(|list| list.name == name).map(|list| list.says);
    let field = || fields::all().find(|it| it.name == name).map(|it| it.says);
    list.or_else(field).unwrap_or(name).to_owned()
}

fn all() -> impl Iterator<Item = &'static Kind> {
    KINDS.iter()
}

/// The kinds that a page may have: those of its subject, and those that need a list only where
/// its audience has one.
pub fn offered(scope: Scope, around: &[&str]) -> Vec<&'static Kind> {
    all().filter(|kind| new(kind, scope, around).is_some()).collect()
}

/// A new block of a kind; none if it does not go on this page.
pub fn new(kind: &Kind, scope: Scope, around: &[&str]) -> Option<Block> {
    let mut block: Block = ron::from_str(kind.new).ok()?;
    let subject = scope.subject.unwrap_or(Subject::Text);
    if block.subject().is_some_and(|of| of != subject) {
        return None;
    }
    let first = |is_fit: &dyn Fn(&List) -> bool| {
        let mut here = lists(scope, around).into_iter();
        here.find(|list| is_fit(list)).map(|list| list.name.to_owned())
    };
    match &mut block {
        Block::Each { list, .. } => *list = first(&|_| true)?,
        Block::Turns(list) => *list = first(&has_turns)?,
        Block::TableOf { list, columns } => {
            *list = first(&|_| true)?;
            *columns = columns_of(list, scope);
        }
        Block::When { has, .. } | Block::Unless { has, .. } => {
            *has = first(&|_| true).unwrap_or_else(|| "loop.name".to_owned());
        }
        _ => {}
    }
    Some(block)
}

/// The lists that may be named at a place, where some lists are repeated around it.
pub fn lists(scope: Scope, around: &[&str]) -> Vec<&'static List> {
    let is_here = |list: &&List| {
        scope.has(list) && list.inside.is_none_or(|outer| around.contains(&outer))
    };
    fields::lists().filter(is_here).collect()
}

pub fn has_turns(list: &List) -> bool {
    list.fields.iter().any(|(name, _)| *name == "turn.words")
}

/// A column for each field of a list, up to four.
pub fn columns_of(list: &str, scope: Scope) -> Vec<ColumnOf> {
    let names = scope.names();
    let list = fields::lists().find(|it| it.name == list);
    let known = list.map_or(&[][..], |list| list.fields).iter();
    let may_stand = known.filter(|(name, _)| names.contains(name)).take(4);
    let column = |(name, _): &(&str, &str)| ColumnOf {
        head: Words::one(name.split('.').next_back().unwrap_or_default()),
        words: Words::one(&format!("{{{name}}}")),
        share: 0.0,
    };
    may_stand.map(column).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::template::Audience;

    #[test]
    fn every_kind_of_block_can_be_added_and_says_what_it_is() {
        for name in Block::names() {
            let kind = of(name).unwrap_or_else(|| panic!("{name} is not offered"));
            assert!(!kind.label.is_empty() && !kind.says.is_empty(), "{name}");
            let block: Block =
                ron::from_str(kind.new).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(block.name(), *name);
        }
    }

    #[test]
    fn a_page_for_the_record_is_offered_no_talk_and_the_practice_is() {
        let offers = |audience, name: &str| {
            let scope = Scope { subject: Some(Subject::Text), audience: Some(audience) };
            offered(scope, &["dialogues"]).iter().any(|kind| kind.name == name)
        };
        assert!(offers(Audience::Practice, "Turns"));
        assert!(!offers(Audience::Record, "Turns"));
        assert!(!offers(Audience::Couple, "RecoveryRows"));
    }
}
