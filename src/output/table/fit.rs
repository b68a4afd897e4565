//! Which columns of a list are shown, and how wide they are. Pure, and as fast however wide a column is.

use super::cell::{self, DAY, MINUTES, NOTHING};

/// The gap between two columns.
pub const GAP: usize = 2;

/// Texts of this width are words, which say little if a part is left out.
const SHORT: usize = 19;

/// Longer texts are made this narrow before times lose their hours, and this narrow in the end.
const COMFORTABLE: usize = 24;
const NARROWEST: usize = 14;

/// What is known of a column.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The width of its widest cell.
    pub width: usize,
    /// Whether a cell holds something.
    pub has_content: bool,
    role: Role,
}

/// What a column is to people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Tells which record it is, so it is shown whole before anything else is.
    Name,
    Time,
    Other,
}

impl Role {
    /// The role of the field under these names.
    pub fn of(path: &[String]) -> Self {
        match path {
            [name] if name == "name" => Role::Name,
            [.., name] if cell::holds_time(name) => Role::Time,
            _ => Role::Other,
        }
    }
}

impl Facts {
    /// What is known of a column with this title, before its cells are seen.
    pub fn of(title: &str, role: Role) -> Self {
        Facts { width: cell::width(title), has_content: false, role }
    }

    /// Takes a cell of the column into account.
    pub fn see(&mut self, cell: &str) {
        self.width = self.width.max(cell::width(cell));
        self.has_content |= cell != NOTHING;
    }

    /// Returns `true` for long texts that may lose their middle.
    fn is_long(&self) -> bool {
        self.role == Role::Other && self.width > SHORT
    }
}

/// Returns the width of each column, 0 for one that is not shown, so that a line fits the room where it can.
///
/// What says least gives way first: columns without content, the seconds of times, the middle of long texts, the hours of
/// times, then the last columns, and at the end the middle of names. The first column, which tells the records apart, stays
/// whole.
pub fn fit(columns: &[Facts], room: usize) -> Vec<usize> {
    let mut fit = Fit { columns, room, widths: columns.iter().map(|column| column.width).collect() };
    for column in fit.behind_the_first() {
        if !columns[column].has_content {
            fit.narrow(column, 0);
        }
    }
    fit.cut_times(MINUTES);
    fit.cut_widest(COMFORTABLE, Facts::is_long);
    fit.cut_times(DAY);
    fit.cut_widest(NARROWEST, Facts::is_long);
    for column in fit.behind_the_first() {
        if columns[column].role != Role::Name {
            fit.narrow(column, 0);
        }
    }
    fit.cut_widest(NARROWEST, |column| column.role == Role::Name);
    fit.widen();
    fit.widths
}

struct Fit<'c> {
    columns: &'c [Facts],
    room: usize,
    widths: Vec<usize>,
}

impl Fit<'_> {
    /// The columns that may give way, the last one first.
    fn behind_the_first(&self) -> impl Iterator<Item = usize> + use<> {
        (1..self.columns.len()).rev()
    }

    fn total(&self) -> usize {
        let shown = self.widths.iter().filter(|width| **width > 0);
        shown.clone().sum::<usize>() + GAP * shown.count().saturating_sub(1)
    }

    /// Makes a column this narrow if the line does not fit.
    fn narrow(&mut self, column: usize, width: usize) {
        if self.total() > self.room {
            self.widths[column] = self.widths[column].min(width);
        }
    }

    fn cut_times(&mut self, width: usize) {
        for column in self.behind_the_first() {
            if self.columns[column].role == Role::Time {
                self.narrow(column, width);
            }
        }
    }

    /// Narrows the widest of such columns until the line fits, but none below this.
    fn cut_widest(&mut self, narrowest: usize, is_such: impl Fn(&Facts) -> bool) {
        let may_give = |column: &usize| is_such(&self.columns[*column]) && self.widths[*column] > narrowest;
        let wide: Vec<_> = self.behind_the_first().filter(may_give).collect();
        let over = self.total().saturating_sub(self.room);
        // What is won if none of them is wider than this.
        let won = |limit: usize| wide.iter().map(|column| self.widths[*column].saturating_sub(limit)).sum::<usize>();
        // The widest limit at which the line fits, or the narrowest.
        let (mut low, mut high) =
            (narrowest, wide.iter().map(|column| self.widths[*column]).max().unwrap_or(narrowest));
        while low < high {
            let middle = low + (high - low).div_ceil(2);
            if won(middle) >= over { low = middle } else { high = middle - 1 }
        }
        let surplus = won(low).saturating_sub(over);
        let cut: Vec<_> = wide.into_iter().filter(|column| self.widths[*column] > low).collect();
        for (place, column) in cut.into_iter().enumerate() {
            self.widths[column] = low + usize::from(place < surplus);
        }
    }

    /// Gives the room that is left to texts that were narrowed, to the narrowest first.
    fn widen(&mut self) {
        while self.total() < self.room {
            let is_cut = |column: &usize| {
                let (facts, width) = (&self.columns[*column], self.widths[*column]);
                facts.role != Role::Time && 0 < width && width < facts.width
            };
            let Some(narrowest) = self.behind_the_first().filter(is_cut).min_by_key(|column| self.widths[*column])
            else {
                return;
            };
            self.widths[narrowest] += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "d5de583f-77a3-4ace-b142-067f815d76fe";
    const TIME: &str = "2026-11-23T22:27:19.123456Z";

    fn columns(cells: &[(&str, &str)]) -> Vec<Facts> {
        let facts = |(title, cell): &(&str, &str)| {
            let mut facts = Facts::of(title, Role::of(&[title.to_lowercase()]));
            facts.see(cell);
            facts
        };
        cells.iter().map(facts).collect()
    }

    #[test]
    fn what_fits_is_left_alone() {
        let columns = columns(&[("ID", ID), ("NAME", "one"), ("CREATED", TIME), ("METADATA", "-")]);
        assert_eq!(fit(&columns, 81), [36, 4, 27, 8]);
    }

    #[test]
    fn columns_without_content_go_first_then_the_seconds_of_times() {
        let columns = columns(&[("ID", ID), ("NAME", "one"), ("CREATED", TIME), ("METADATA", "-")]);
        assert_eq!(fit(&columns, 80), [36, 4, 27, 0]);
        assert_eq!(fit(&columns, 70), [36, 4, 17, 0]);
        assert_eq!(fit(&columns, 60), [36, 4, 11, 0]);
    }

    #[test]
    fn names_stay_whole_while_other_columns_can_give_way() {
        let name = "compute-csm-1.6-24.7-x86_64";
        let columns = columns(&[("ID", ID), ("NAME", name), ("ARCH", "x86_64"), ("CREATED", TIME)]);
        assert_eq!(fit(&columns, 80), [36, 27, 6, 0]);
        assert_eq!(fit(&columns, 70), [36, 27, 0, 0]);
        assert_eq!(fit(&columns, 60), [36, 22, 0, 0], "then they lose their middle");
        assert_eq!(fit(&columns, 20), [36, 14, 0, 0], "and what is left is wider than the terminal");
    }

    #[test]
    fn long_texts_lose_their_middle_before_times_lose_their_hours() {
        let columns = columns(&[("ID", "7"), ("LINK", &"l".repeat(60)), ("CREATED", TIME)]);
        assert_eq!(fit(&columns, 60), [2, 37, 17]);
        assert_eq!(fit(&columns, 47), [2, 24, 17]);
        assert_eq!(fit(&columns, 46), [2, 29, 11]);
        assert_eq!(fit(&columns, 31), [2, 14, 11]);
        assert_eq!(fit(&columns, 30), [2, 26, 0]);
    }

    #[test]
    fn the_widest_texts_are_narrowed_first_and_alike() {
        let columns =
            columns(&[("A", &"a".repeat(10)), ("B", &"b".repeat(30)), ("C", &"c".repeat(50)), ("D", &"d".repeat(19))]);
        for (room, widths) in
            [(85, [10, 25, 25, 19]), (84, [10, 24, 25, 19]), (95, [10, 30, 30, 19]), (63, [10, 14, 14, 19])]
        {
            assert_eq!(fit(&columns, room), widths, "in {room}");
        }
    }

    #[test]
    fn no_room_at_all_leaves_the_first_column() {
        assert_eq!(fit(&columns(&[("ID", ID), ("ARCH", "x86_64")]), 0), [36, 0]);
        assert_eq!(fit(&[], 0), [0; 0]);
    }
}
