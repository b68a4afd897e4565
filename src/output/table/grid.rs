//! The widths of the columns of a table, and its lines. All of it takes time in proportion to the cells, however long one is and
//! however many there are.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What stands between the cells of a record until they are laid out; no cell holds it.
pub const CELL_END: u8 = b'\n';

/// What stands where a record has nothing.
const NOTHING: &[u8] = b"-";

/// What stands between two columns.
const GAP: usize = 2;

/// Cells that are wider than this push the rest of their line aside: the lines of all others would be blanks for the most part.
const WIDEST: usize = 400;

/// Texts of this width are words, which say little if a part is left out.
const SHORT: usize = 19;

/// Longer texts are made this narrow before times lose their hours, and this narrow in the end.
const COMFORTABLE: usize = 24;
const NARROWEST: usize = 14;

/// The zone that times are shown in.
const ZONE: u8 = b'Z';

/// How much of a time is its day, and how much reaches to the minutes, with the zone.
const DAY: usize = "2026-11-23Z".len();
const MINUTES: usize = "2026-11-23T22:27Z".len();

/// The widths of the columns of a table.
pub struct Grid {
    /// The widths of the columns that are shown; of others 0.
    widths: Vec<usize>,
    /// What was seen of each column.
    seen: Vec<Seen>,
    /// How many cells were seen.
    count: usize,
}

/// What the cells of a column have in common.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    Nothing,
    /// Times with their zone.
    Times,
    Anything,
}

impl Grid {
    pub fn new(columns: usize) -> Self {
        Grid { widths: vec![0; columns], seen: vec![Seen::Nothing; columns], count: 0 }
    }

    /// Makes the columns wide enough for these cells. The first ones are the titles.
    pub fn measure(&mut self, cells: &[u8]) {
        for cell in each_cell(cells) {
            let (column, is_title) = (self.count % self.widths.len(), self.count < self.widths.len());
            let widest = &mut self.widths[column];
            *widest = (*widest).max(width(cell));
            if !is_title && cell != NOTHING && self.seen[column] != Seen::Anything {
                self.seen[column] = if is_time(cell) { Seen::Times } else { Seen::Anything };
            }
            self.count += 1;
        }
    }

    /// Makes the columns fit the terminal. What says least goes first: columns without content, the seconds of times, the
    /// middle of long texts, the hours of times, and in the end the last columns. The first column, which names the record,
    /// stays whole, and so do short words.
    pub fn fit(&mut self, terminal: Option<usize>) {
        let Some(room) = terminal else { return };
        let natural = self.widths.clone();
        let shown = natural.iter().filter(|width| **width > 0);
        let total = shown.clone().sum::<usize>() + GAP * shown.count().saturating_sub(1);
        if total <= room {
            return;
        }
        let mut over = total - room;
        self.hide(&mut over, |grid, column| grid.seen[column] == Seen::Nothing);
        self.cut_times(&mut over, MINUTES);
        self.cut_texts(&natural, &mut over, COMFORTABLE);
        self.cut_times(&mut over, DAY);
        self.cut_texts(&natural, &mut over, NARROWEST);
        self.hide(&mut over, |_, _| true);
        if over == 0 {
            let shown = self.widths.iter().filter(|width| **width > 0);
            let total = shown.clone().sum::<usize>() + GAP * shown.count().saturating_sub(1);
            self.widen_texts(&natural, room - total);
        }
    }

    /// Hides columns such as these, the last first, until the table is narrow enough.
    fn hide(&mut self, over: &mut usize, is_meant: impl Fn(&Self, usize) -> bool) {
        for column in (1..self.widths.len()).rev() {
            if *over > 0 && self.widths[column] > 0 && is_meant(self, column) {
                *over = over.saturating_sub(self.widths[column] + GAP);
                self.widths[column] = 0;
            }
        }
    }

    fn cut_times(&mut self, over: &mut usize, length: usize) {
        for column in (1..self.widths.len()).rev() {
            if *over > 0 && self.seen[column] == Seen::Times && self.widths[column] > length {
                *over = over.saturating_sub(self.widths[column] - length);
                self.widths[column] = length;
            }
        }
    }

    /// Narrows the widest of the long texts until the table is narrow enough, but none below this.
    fn cut_texts(&mut self, natural: &[usize], over: &mut usize, narrowest: usize) {
        let is_long = |column: &usize| {
            let (seen, wide) = (self.seen[*column], natural[*column]);
            seen != Seen::Times && wide > SHORT && self.widths[*column] > narrowest
        };
        let long: Vec<usize> = (1..self.widths.len()).filter(is_long).collect();
        // What is won if none of them is wider than this.
        let won = |limit: usize| long.iter().map(|column| self.widths[*column].saturating_sub(limit)).sum::<usize>();
        let (mut low, mut high) =
            (narrowest, long.iter().map(|column| self.widths[*column]).max().unwrap_or(narrowest));
        // The widest limit that is narrow enough, or the narrowest.
        while low < high {
            let middle = low + (high - low).div_ceil(2);
            if won(middle) >= *over { low = middle } else { high = middle - 1 }
        }
        let surplus = won(low).saturating_sub(*over);
        *over = over.saturating_sub(won(low));
        let cut: Vec<usize> = long.into_iter().filter(|column| self.widths[*column] > low).collect();
        for (place, column) in cut.into_iter().enumerate() {
            // What is won too much goes to the first of them.
            self.widths[column] = low + usize::from(place < surplus);
        }
    }

    /// Gives the room that is left to the texts that were narrowed, to the narrowest first.
    fn widen_texts(&mut self, natural: &[usize], room: usize) {
        let is_cut = |grid: &Self, column: usize| {
            let width = grid.widths[column];
            grid.seen[column] != Seen::Times && 0 < width && width < natural[column]
        };
        let mut cut: Vec<usize> = (1..self.widths.len()).filter(|column| is_cut(self, *column)).collect();
        for _ in 0..room {
            cut.retain(|column| is_cut(self, *column));
            let Some(narrowest) = cut.iter().copied().min_by_key(|column| self.widths[*column]) else { return };
            self.widths[narrowest] += 1;
        }
    }

    /// Lays out the cells, one line a record.
    pub fn write(&self, cells: &[u8], out: &mut Vec<u8>) {
        let last = self.widths.iter().rposition(|width| *width > 0).unwrap_or_default();
        for (index, cell) in each_cell(cells).enumerate() {
            let column = index % self.widths.len();
            let room = self.widths[column];
            if room == 0 {
                continue;
            }
            let used = match width(cell) {
                wide if wide > room && self.seen[column] == Seen::Times => {
                    out.extend_from_slice(&cell[..room - 1]);
                    out.push(ZONE);
                    room
                }
                wide if wide > room => cut(out, cell, room),
                used => {
                    out.extend_from_slice(cell);
                    used
                }
            };
            match column == last {
                true => out.push(b'\n'),
                false => out.resize(out.len() + room.min(WIDEST).saturating_sub(used) + GAP, b' '),
            }
        }
    }
}

fn each_cell(cells: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut start = 0;
    memchr::memchr_iter(CELL_END, cells).map(move |end| {
        let cell = &cells[start..end];
        start = end + 1;
        if cell.is_empty() { NOTHING } else { cell }
    })
}

/// Returns `true` if a cell holds a time of the service with its zone.
fn is_time(cell: &[u8]) -> bool {
    let form = |(letter, byte): (u8, &u8)| if letter == b'0' { byte.is_ascii_digit() } else { letter == *byte };
    cell.len() >= MINUTES
        && cell.is_ascii()
        && cell.last() == Some(&ZONE)
        && b"0000-00-00T00:00".iter().copied().zip(cell).all(form)
}

/// Writes the beginning and the end of a cell as far as they fit, and a mark in between, since names differ at both. Returns
/// the width of what was written.
fn cut(out: &mut Vec<u8>, cell: &[u8], room: usize) -> usize {
    let text = text(cell);
    let fitting = |mut room: usize, characters: &mut dyn Iterator<Item = char>| -> (usize, usize) {
        let (mut bytes, mut used) = (0, 0);
        for character in characters {
            let wide = character.width().unwrap_or(0);
            if wide > room {
                break;
            }
            room -= wide;
            used += wide;
            bytes += character.len_utf8();
        }
        (bytes, used)
    };
    let (head, used) = fitting(room / 2, &mut text.chars());
    let (tail, more) = fitting(room.saturating_sub(used + 1), &mut text.chars().rev());
    out.extend_from_slice(&text.as_bytes()[..head]);
    out.extend_from_slice("…".as_bytes());
    out.extend_from_slice(&text.as_bytes()[text.len() - tail..]);
    used + 1 + more
}

fn width(cell: &[u8]) -> usize {
    match cell.is_ascii() {
        true => cell.len(),
        false => text(cell).width(),
    }
}

/// A cell, which is UTF-8 since it was written as text.
fn text(cell: &[u8]) -> &str {
    std::str::from_utf8(cell).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The widths of columns whose cells are as wide as this, in so much room.
    fn fitted(cells: &[usize], room: usize) -> Vec<usize> {
        let mut grid = Grid::new(cells.len());
        let line: String = cells.iter().map(|wide| "x".repeat(*wide) + "\n").collect();
        grid.measure("t\n".repeat(cells.len()).as_bytes());
        grid.measure(line.as_bytes());
        grid.fit(Some(room));
        grid.widths
    }

    #[test]
    fn the_widest_texts_are_narrowed_first_and_alike() {
        assert_eq!(fitted(&[10, 30, 50, 19], 85), [10, 25, 25, 19]);
        assert_eq!(fitted(&[10, 30, 50, 19], 84), [10, 25, 24, 19]);
        assert_eq!(fitted(&[10, 30, 50, 19], 95), [10, 30, 30, 19]);
        assert_eq!(fitted(&[10, 30, 50, 19], 63), [10, 14, 14, 19]);
        assert_eq!(fitted(&[10, 30, 50, 19], 60), [10, 23, 23, 0]);
        assert_eq!(fitted(&[90, 30, 50], 60), [90, 0, 0]);
    }

    #[test]
    fn a_long_cell_does_not_fill_the_lines_of_others_with_blanks() {
        let long = "x".repeat(100_000);
        let cells = format!("{long}\na\n{}", "b\nc\n".repeat(1000));
        let mut grid = Grid::new(2);
        grid.measure(format!("A\nB\n{cells}").as_bytes());
        let mut out = Vec::new();
        grid.write(cells.as_bytes(), &mut out);
        assert!(out.starts_with(format!("{long}  a\n").as_bytes()));
        assert!(out.len() < 1_000_000, "{}", out.len());
        // So many columns of such a width are fitted at once.
        assert_eq!(fitted(&[10_000; 300], 80)[1..].iter().sum::<usize>(), 0);
    }
}
