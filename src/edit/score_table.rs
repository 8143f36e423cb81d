//! A table of text with its columns: what each of them most likely holds, and how days are written.

use super::comma_table;
use crate::model::PartnerId;
use chrono::NaiveDate;

/// The most rows of one file.
pub const ROWS: usize = 5_000;
/// The most columns.
pub const COLUMNS: usize = 250;

/// A file as rows of cells, with the line of each row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    pub head: Vec<String>,
    pub rows: Vec<(u64, Vec<String>)>,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableFault {
    #[error(
        "This is not a table of text. Save it as CSV in UTF-8, then choose it again."
    )]
    NotATable,
    #[error("This table has no line below its first one.")]
    Empty,
    #[error("This table is too large: up to {ROWS} lines and {COLUMNS} columns fit.")]
    TooLarge,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, strum::VariantArray)]
pub enum Role {
    #[default]
    Nothing,
    Date,
    Partner,
    Measure,
    /// Which total or subscale the points belong to.
    Scale,
    Total,
    Item,
}

/// How a day is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, strum::VariantArray)]
pub enum Days {
    #[default]
    YearFirst,
    DayFirst,
    MonthFirst,
}

/// What each column holds, and what is the same for every row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping {
    pub roles: Vec<Role>,
    pub days: Days,
    /// The key of the measure, where no column names it.
    pub measure: Option<String>,
    /// The partner, where no column names one.
    pub partner: Option<PartnerId>,
}

impl Role {
    pub fn label(self) -> &'static str {
        match self {
            Self::Nothing => "left out",
            Self::Date => "Date",
            Self::Partner => "Partner",
            Self::Measure => "Measure",
            Self::Scale => "Scale",
            Self::Total => "Total",
            Self::Item => "Item",
        }
    }

    /// What a column most likely holds, by its name.
    fn guess(name: &str) -> Self {
        let name = name.trim().to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
        let is_item =
            name.strip_prefix(['q', 'i']).unwrap_or(&name).parse::<u8>().is_ok()
                || has(&["item"]);
        match () {
            () if has(&["date", "day", "when"]) => Self::Date,
            () if has(&["partner", "client", "who", "name"]) => Self::Partner,
            () if has(&["measure", "instrument", "scale", "test"]) => Self::Measure,
            () if has(&["total", "score", "sum", "points"]) => Self::Total,
            () if is_item => Self::Item,
            () => Self::Nothing,
        }
    }
}

impl Days {
    pub fn label(self) -> &'static str {
        match self {
            Self::YearFirst => "2026-03-25",
            Self::DayFirst => "25.3.2026",
            Self::MonthFirst => "3/25/2026",
        }
    }

    pub(super) fn read(self, text: &str) -> Option<NaiveDate> {
        let text = text.trim().split([' ', 'T']).next()?;
        let parts: Vec<&str> = text.split(['-', '.', '/']).collect();
        let [one, two, three] = parts.as_slice() else { return None };
        let (year, month, day) = match self {
            Self::YearFirst => (one, two, three),
            Self::DayFirst => (three, two, one),
            Self::MonthFirst => (three, one, two),
        };
        if year.len() != 4 {
            return None;
        }
        NaiveDate::from_ymd_opt(
            year.parse().ok()?,
            month.parse().ok()?,
            day.parse().ok()?,
        )
    }
}

impl Table {
    /// Reads a table with commas, semicolons or tabs; its first line names the columns.
    pub fn read(bytes: &[u8]) -> Result<Self, TableFault> {
        let text = std::str::from_utf8(bytes).map_err(|_unread| TableFault::NotATable)?;
        let text = text.trim_start_matches('\u{feff}');
        let rows = comma_table::read(text, comma_table::mark_of(text));
        let rows = rows.map_err(|comma_table::BadQuote| TableFault::NotATable)?;
        let mut table = Self::default();
        for (line, cells) in rows {
            if cells.len() > COLUMNS || table.rows.len() >= ROWS {
                return Err(TableFault::TooLarge);
            }
            let cells: Vec<String> = cells.iter().map(|cell| unguarded(cell)).collect();
            if table.head.is_empty() {
                table.head = cells;
            } else {
                table.rows.push((line, cells));
            }
        }
        if table.rows.is_empty() { Err(TableFault::Empty) } else { Ok(table) }
    }

    /// What the names of the columns and the first days suggest.
    pub fn guess(&self) -> Mapping {
        let mut roles: Vec<Role> = Vec::new();
        for name in &self.head {
            let role = match Role::guess(name) {
                Role::Measure if roles.contains(&Role::Measure) => Role::Scale,
                role => role,
            };
            let is_taken = role != Role::Item && roles.contains(&role);
            roles.push(if is_taken { Role::Nothing } else { role });
        }
        // A name in another language does not say that a column holds days; its cells do.
        if !roles.contains(&Role::Date) {
            let is_free = |at: &usize| roles.get(*at) == Some(&Role::Nothing);
            let found = (0..roles.len()).filter(is_free).find(|at| self.holds_days(*at));
            if let Some(role) = found.and_then(|at| roles.get_mut(at)) {
                *role = Role::Date;
            }
        }
        let date = roles.iter().position(|role| *role == Role::Date);
        let days = date.and_then(|at| self.days_of(at)).unwrap_or_default();
        Mapping { roles, days, ..Mapping::default() }
    }

    /// How the days of a column are written: as most of them can be read; none if it holds none.
    pub fn days_of(&self, column: usize) -> Option<Days> {
        use strum::VariantArray as _;
        let mut best = (None, 0);
        for days in Days::VARIANTS {
            let read = self.cells(column).filter(|cell| days.read(cell).is_some());
            let count = read.count();
            if count > best.1 {
                best = (Some(*days), count);
            }
        }
        best.0
    }

    fn holds_days(&self, column: usize) -> bool {
        let Some(days) = self.days_of(column) else { return false };
        self.cells(column).all(|cell| days.read(cell).is_some())
    }

    /// What stands in a column, line after line, where anything does.
    fn cells(&self, column: usize) -> impl Iterator<Item = &str> {
        let cells = self.rows.iter().filter_map(move |(_, row)| row.get(column));
        cells.map(String::as_str).filter(|cell| !cell.is_empty())
    }
}

/// A cell as it was before it was guarded.
fn unguarded(cell: &str) -> String {
    let cell = cell.trim();
    cell.strip_prefix('\'').unwrap_or(cell).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_table_is_refused() {
        assert_eq!(Table::read(&[0xff, 0xfe, 0, 1]), Err(TableFault::NotATable));
        assert_eq!(Table::read(b"date,total\n"), Err(TableFault::Empty));
        let wide = format!("{}\n1\n", "a,".repeat(COLUMNS + 1));
        assert_eq!(Table::read(wide.as_bytes()), Err(TableFault::TooLarge));
    }

    #[test]
    fn a_column_of_days_is_known_by_its_cells_whatever_it_is_called() {
        let table = |text: &str| Table::read(text.as_bytes()).unwrap();
        let guess = table("Datum;Wer;Summe\n1.9.2026;Ana;44\n15.9.2026;Rui;47\n").guess();
        assert_eq!(guess.roles[0], Role::Date);
        assert_eq!(guess.days, Days::DayFirst);
        // One line without a day does not change how the others are read.
        let guess = table("date,who\n9/15/2026,Ana\n,Rui\n9/22/2026,Rui\n").guess();
        assert_eq!(guess.days, Days::MonthFirst);
        let guess = table("a,b\n1,2\n3,4\n").guess();
        assert!(!guess.roles.contains(&Role::Date));
    }
}
