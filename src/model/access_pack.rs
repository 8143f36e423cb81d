//! What leaves the practice in answer to a request, and the page that says how it was decided.

use super::access::{
    Check, Item, ItemKind, Standing, Tally, Weight, asker, checks, items,
};
use super::agreement::{Choice, Request};
use super::release::ReleaseRule;
use super::told_alone::is_asked_about;
use super::{Case, PartnerId};
use chrono::NaiveDate;
use serde::Serialize;

/// The answer: items that are included, with their gaps, and the log. What is withheld is in it
/// by its kind, its number and the reason alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pack {
    pub code_name: String,
    pub asked_by: String,
    pub asked_for: String,
    pub received: NaiveDate,
    pub made_on: NaiveDate,
    pub items: Vec<PackItem>,
    pub log: PackLog,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PackItem {
    /// Counted from 1.
    pub number: usize,
    pub title: String,
    pub date: Option<NaiveDate>,
    pub is_redacted: bool,
    pub lines: Vec<PackLine>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PackLine {
    pub label: String,
    pub words: String,
}

/// How it was decided, without a word of what stays behind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PackLog {
    pub rule: String,
    pub rule_source: String,
    pub authorisations: Vec<String>,
    /// Why it was answered though something was missing; empty if nothing was.
    pub without_because: String,
    pub included: usize,
    pub redacted: usize,
    pub withheld: usize,
    /// Every item with what was decided of it, in the order of the pack.
    pub decisions: Vec<PackDecision>,
}

/// What was decided of one item, without a word of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PackDecision {
    pub what: String,
    pub decided: String,
    pub on: NaiveDate,
    /// Empty for what is included.
    pub reason: String,
}

/// What stands where words were taken out.
pub const GAP: &str = "[taken out: about somebody else]";

impl Pack {
    /// The pack, unless something stands in the way: that is what is given back then.
    pub fn of(
        case: &Case,
        request: &Request,
        rule: &ReleaseRule,
        today: NaiveDate,
    ) -> Result<Self, Vec<Check>> {
        let all = items(case, request);
        let mut in_the_way = checks(case, (request, &all), rule, today);
        in_the_way.retain(|check| check.weight != Weight::Remark);
        if !in_the_way.is_empty() {
            return Err(in_the_way);
        }
        let shown = all.iter().filter_map(|item| released(item, request));
        let items = (1..).zip(shown).map(|(number, item)| PackItem { number, ..item });
        Ok(Self {
            code_name: case.code_name.clone(),
            asked_by: asker(case, request),
            asked_for: request.words.clone(),
            received: request.received,
            made_on: today,
            items: items.collect(),
            log: log(case, (request, &all), rule),
        })
    }

    /// The pack as text to be read anywhere.
    pub fn text(&self) -> String {
        let day = |date: NaiveDate| date.format("%-d %B %Y").to_string();
        let mut lines = vec![
            format!("Answer to a request for the file of {}", self.code_name),
            format!("Asked by {}, received {}", self.asked_by, day(self.received)),
            format!("Made on {}", day(self.made_on)),
        ];
        for item in &self.items {
            let date = item.date.map_or(String::new(), |date| format!(", {}", day(date)));
            lines.push(format!("\n{}. {}{date}", item.number, item.title));
            let all = item.lines.iter();
            lines.extend(all.map(|line| format!("{}: {}", line.label, line.words)));
        }
        lines.push("\nHow it was decided".to_owned());
        let log = &self.log;
        lines.push(format!("Authorised by: {}. {}", log.rule, log.rule_source));
        lines.extend(log.authorisations.iter().cloned());
        if !log.without_because.is_empty() {
            lines.push(format!("Answered all the same: {}", log.without_because));
        }
        lines.push(self.counts());
        lines.extend(log.decisions.iter().map(PackDecision::words));
        lines.join("\n") + "\n"
    }

    /// "12 included, 2 redacted, 3 withheld".
    pub fn counts(&self) -> String {
        let PackLog { included, redacted, withheld, .. } = self.log;
        format!("{included} included, {redacted} redacted, {withheld} withheld")
    }
}

/// What one of them told alone and shared since, of all that leaves: it is asked about twice,
/// unless the one who told it is the one who asks. For the therapist's eyes alone.
pub fn told_alone(case: &Case, request: &Request) -> Vec<(PartnerId, String)> {
    let reader = request.by.audience();
    let mut told: Vec<(PartnerId, String)> = Vec::new();
    for item in items(case, request) {
        let Standing::Decided(decision) = item.standing(request) else { continue };
        let is_gap = |number: &u16| {
            decision.choice == Choice::Redact && decision.gaps.contains(number)
        };
        let leaves = decision.choice != Choice::Withhold;
        let lines = (0u16..).zip(&item.lines).filter(|(at, _)| leaves && !is_gap(at));
        let alone = lines.filter_map(|(_, line)| Some((line.alone?, &line.words)));
        let asked = alone.filter(|(teller, _)| is_asked_about(*teller, reader));
        // Of a talk its first line stands for all.
        let most = if item.kind == ItemKind::Talk { 1 } else { usize::MAX };
        for (teller, words) in asked.take(most) {
            if !told.iter().any(|(_, it)| it == words) {
                told.push((teller, words.clone()));
            }
        }
    }
    told
}

/// The item as it leaves; none if it does not.
fn released(item: &Item, request: &Request) -> Option<PackItem> {
    let Standing::Decided(decision) = item.standing(request) else { return None };
    let is_redacted = match decision.choice {
        Choice::Include => false,
        Choice::Redact => true,
        Choice::Withhold => return None,
    };
    let mut lines: Vec<PackLine> = Vec::new();
    let mut of = None;
    for (number, line) in (0u16..).zip(&item.lines) {
        let is_gap = is_redacted && decision.gaps.contains(&number);
        let words = if is_gap { GAP } else { line.words.as_str() };
        match lines.last_mut() {
            // One gap for several lines in a row: their number says something too.
            Some(last) if is_gap && last.words == GAP && last.label == line.label => {}
            Some(last)
                if !is_gap
                    && last.label == line.label
                    && last.words != GAP
                    && of == line.of =>
            {
                last.words = format!("{} {words}", last.words);
            }
            _ => lines
                .push(PackLine { label: line.label.clone(), words: words.to_owned() }),
        }
        of = line.of;
    }
    let (title, date) = (item.title.clone(), item.date);
    Some(PackItem { number: 0, title, date, is_redacted, lines })
}

fn log(case: &Case, (request, all): (&Request, &[Item]), rule: &ReleaseRule) -> PackLog {
    let tally = Tally::of(all, request);
    let needed = PartnerId::BOTH.into_iter().filter(|it| request.needs(*it, rule));
    let needed: Vec<&str> = needed.map(|it| super::access::called(case, it)).collect();
    PackLog {
        rule: format!("needed from {}", needed.join(" and ")),
        rule_source: rule.source.clone(),
        authorisations: authorisations(case, request),
        without_because: request.without_because.trim().to_owned(),
        included: tally.included,
        redacted: tally.redacted,
        withheld: tally.withheld,
        decisions: decisions(all, request),
    }
}

fn authorisations(case: &Case, request: &Request) -> Vec<String> {
    let one = |partner: PartnerId| {
        let name = super::access::called(case, partner);
        match request.authorised.of(partner) {
            Some(on) => format!("{name} authorised it on {}", on.format("%-d %B %Y")),
            None if request.is_authorised_by(partner) => format!("{name} asked for it"),
            None => format!("{name} has not authorised it"),
        }
    };
    let mut all: Vec<String> = PartnerId::BOTH.into_iter().map(one).collect();
    if request.has_process_notes() {
        all.push("Process notes were authorised by both, apart".to_owned());
    }
    all
}

fn decisions(all: &[Item], request: &Request) -> Vec<PackDecision> {
    let one = |item: &Item| {
        let Standing::Decided(decision) = item.standing(request) else { return None };
        let decided = match decision.choice {
            Choice::Include => "included",
            Choice::Redact => "redacted",
            Choice::Withhold => "withheld",
        };
        let reason = decision.reason.trim();
        Some(PackDecision {
            what: item.told_as(decision.choice),
            decided: decided.to_owned(),
            on: decision.on,
            reason: if decision.choice == Choice::Include { "" } else { reason }
                .to_owned(),
        })
    };
    all.iter().filter_map(one).collect()
}

impl PackDecision {
    /// "Note on session 12, 22 November 2026: withheld on 1 December 2026, told in confidence".
    fn words(&self) -> String {
        let on = self.on.format("%-d %B %Y");
        let told = format!("{}: {} on {on}", self.what, self.decided);
        if self.reason.is_empty() { told } else { format!("{told}, {}", self.reason) }
    }
}
