//! Tables as text with commas, semicolons or tabs between the cells, as RFC 4180 describes them.

/// One row: the line that it begins on, from 1, and its cells.
pub type Row = (u64, Vec<String>);

/// A quote was opened and never closed, or stands in the middle of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadQuote;

/// The mark that stands most often in the first line.
pub fn mark_of(text: &str) -> char {
    let first = text.lines().next().unwrap_or_default();
    let count = |mark: &char| first.matches(*mark).count();
    // The last of those that stand equally often is taken.
    ['\t', ';', ','].into_iter().max_by_key(count).unwrap_or(',')
}

/// The rows of a text. Lines without any letter are left out.
pub fn read(text: &str, mark: char) -> Result<Vec<Row>, BadQuote> {
    let mut rows = Vec::new();
    let mut letters = text.chars().peekable();
    let mut line = 1;
    while letters.peek().is_some() {
        let begins = line;
        let mut cells = Vec::new();
        loop {
            let (cell, end) = cell(&mut letters, (mark, &mut line))?;
            cells.push(cell);
            if end == End::Row {
                break;
            }
        }
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push((begins, cells));
        }
    }
    Ok(rows)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Cell,
    Row,
}

type Letters<'a> = std::iter::Peekable<std::str::Chars<'a>>;

fn cell(
    letters: &mut Letters<'_>,
    (mark, line): (char, &mut u64),
) -> Result<(String, End), BadQuote> {
    let mut words = String::new();
    if letters.next_if_eq(&'"').is_some() {
        quoted(letters, &mut words, line)?;
        let end = match letters.next() {
            Some('\r') if letters.next_if_eq(&'\n').is_some() => End::Row,
            Some('\n') | None => End::Row,
            Some(letter) if letter == mark => return Ok((words, End::Cell)),
            Some(_) => return Err(BadQuote),
        };
        *line += 1;
        return Ok((words, end));
    }
    for letter in letters.by_ref() {
        match letter {
            '\n' => {
                *line += 1;
                return Ok((words, End::Row));
            }
            '\r' => {}
            letter if letter == mark => return Ok((words, End::Cell)),
            letter => words.push(letter),
        }
    }
    Ok((words, End::Row))
}

fn quoted(
    letters: &mut Letters<'_>,
    words: &mut String,
    line: &mut u64,
) -> Result<(), BadQuote> {
    while let Some(letter) = letters.next() {
        match letter {
            '"' if letters.next_if_eq(&'"').is_some() => words.push('"'),
            '"' => return Ok(()),
            letter => {
                *line += u64::from(letter == '\n');
                words.push(letter);
            }
        }
    }
    Err(BadQuote)
}

/// A row as a line. Cells that need it stand in quotes.
pub fn write(cells: &[impl AsRef<str>]) -> String {
    let quoted = |cell: &str| {
        if cell.contains(['"', ',', '\n', '\r', ';', '\t']) {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.to_owned()
        }
    };
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell.as_ref())).collect();
    cells.join(",") + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn quotes_line_ends_and_empty_cells_are_read() {
        let text = "a,b\r\n\"x, \"\"y\"\"\",\r\n\n\"two\nlines\",z\nlast,one";
        let rows = read(text, ',').unwrap();
        let lines: Vec<u64> = rows.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [1, 2, 4, 6]);
        assert_eq!(rows[1].1, ["x, \"y\"", ""]);
        assert_eq!(rows[2].1, ["two\nlines", "z"]);
        assert_eq!(rows[3].1, ["last", "one"]);
        assert_eq!(read("\"open", ','), Err(BadQuote));
        assert_eq!(read("\"a\"b,c", ','), Err(BadQuote));
        assert_eq!(mark_of("a;b;c\n1,2"), ';');
        assert_eq!(mark_of("alone"), ',');
    }

    proptest! {
        #[test]
        fn what_is_written_reads_the_same(
            cells in prop::collection::vec("[a\"\u{e9},;\n\r\t =]{0,6}", 1..5)
        ) {
            let has_any = cells.iter().any(|cell| !cell.is_empty());
            let rows = read(&write(&cells), ',').unwrap();
            prop_assert_eq!(rows.first().map(|row| row.1.clone()), has_any.then_some(cells));
        }
    }
}
