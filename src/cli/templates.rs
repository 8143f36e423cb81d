//! Lists the templates, checks one, and says what may stand in its braces; needs no practice.

use super::CliError;
use super::arguments::{CheckTemplate, Templates};
use crate::export::template::{Audience, MAX_BYTES};
use crate::export::{Template, fields, templates};
use crate::store::open_to_read;

use std::io::Read as _;

pub fn answer(asked: &Templates) -> Result<String, CliError> {
    match asked {
        Templates::List => Ok(list()),
        Templates::Check(asked) => check(asked),
        Templates::Fields => Ok(known_fields()),
    }
}

/// Name, audience and title of every template that ships.
fn list() -> String {
    let line = |template: &Template| {
        let title = template.title.0.first().cloned().unwrap_or_default();
        format!("{}\t{}\t{title}", template.name, template.audience.name())
    };
    templates::shipped().iter().map(line).collect::<Vec<_>>().join("\n")
}

/// All faults of a file, a line each, or that there are none.
fn check(asked: &CheckTemplate) -> Result<String, CliError> {
    let path = &asked.file;
    let unread = |why| CliError::NotRead { why, path: path.clone() };
    let mut bytes = Vec::new();
    let file = open_to_read(path)?;
    file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(unread)?;
    let text = String::from_utf8_lossy(&bytes);
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let template = Template::read(&name.unwrap_or_default(), &text)
        .map_err(|faults| CliError::Arguments(faults.to_string()))?;
    Ok(format!("{} is sound", template.name))
}

/// Every field and list: its name, for whom, and what it says.
fn known_fields() -> String {
    let mut lines = Vec::new();
    for field in fields::all() {
        lines.push(format!("{}\t{}\t{}", field.name, audiences(field), field.says));
    }
    for list in fields::lists() {
        let scope = |audience| fields::Scope {
            subject: Some(fields::Subject::Text),
            audience: Some(audience),
        };
        let names = named(|audience| scope(audience).has(list));
        lines.push(format!("{}\t{names}\t{}", list.name, list.says));
        for (name, says) in list.fields {
            let names = named(|audience| scope(audience).names().contains(name));
            lines.push(format!("{name}\t{names}\t{says}"));
        }
    }
    lines.join("\n")
}

fn audiences(field: &fields::Field) -> String {
    if field.everywhere {
        return "every page".to_owned();
    }
    let names = named(|audience| field.is_for(audience));
    match (names.as_str(), field.sheet.is_some()) {
        ("", _) => "recovery sheet".to_owned(),
        (_, true) => format!("{names}, recovery sheet"),
        (_, false) => names,
    }
}

/// The audiences of which this is true.
fn named(is_for: impl Fn(Audience) -> bool) -> String {
    let named = Audience::ALL.into_iter().filter(|it| is_for(*it)).map(Audience::name);
    named.collect::<Vec<_>>().join(", ")
}
