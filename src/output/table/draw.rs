//! Tables, drawn by `tabled`: columns with a gap between them, and no lines.

use super::cell::{CELL_END, LINE_END, cut, each, width};
use super::fit::GAP;
use std::borrow::Cow;
use std::fmt;
use std::io;
use tabled::grid::dimension::{DimensionValue, StaticDimension};
use tabled::settings::{Padding, Style};
use tabled::tables::CompactTable;

/// How much is written at a time, in bytes.
const BLOCK: usize = 64 * 1024;

/// Cells that are wider than this push the rest of their line aside: the lines of all others would be blanks for the most part.
const WIDEST: usize = 400;

/// Draws these cells, so many a line. Columns whose width is 0 are left out, and cells that are wider than their columns are cut.
/// The lines are written in blocks, so that a long table is never held as it is drawn.
pub fn draw(cells: &str, widths: &[usize], sink: &mut dyn io::Write) -> io::Result<()> {
    let shown: Vec<usize> = widths.iter().copied().filter(|width| *width > 0).collect();
    let Some((_, padded)) = shown.split_last() else { return Ok(()) };
    // The last column needs no blanks behind its cells.
    let spaced = padded.iter().map(|width| width.min(&WIDEST) + GAP).chain([0]).collect();
    let size = StaticDimension::new(DimensionValue::List(spaced), DimensionValue::Exact(1));
    let table = CompactTable::with_dimension(lines(cells, widths), size).columns(shown.len());
    let mut page = Page { lines: Vec::new(), sink, error: None };
    let drawn = table.with(Style::empty()).with(Padding::zero()).fmt(&mut page);
    page.finish(drawn)
}

/// The cells of each line as they are shown.
fn lines<'c>(cells: &'c str, widths: &'c [usize]) -> impl Iterator<Item = impl Iterator<Item = Cow<'c, str>>> {
    let last = widths.iter().rposition(|width| *width > 0);
    each(cells, LINE_END).map(move |line| {
        let shown = each(line, CELL_END).zip(widths).enumerate().filter(|(_, (_, room))| **room > 0);
        shown.map(move |(column, (cell, room))| {
            let cell = cut(cell, *room);
            match Some(column) != last && cell.len() > WIDEST && width(&cell) > WIDEST {
                true => format!("{cell}{:GAP$}", "").into(),
                false => cell,
            }
        })
    })
}

/// Takes what is drawn.
struct Page<'s> {
    lines: Vec<u8>,
    sink: &'s mut dyn io::Write,
    /// Why nothing more can be written.
    error: Option<io::Error>,
}

impl fmt::Write for Page<'_> {
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        self.lines.extend_from_slice(piece.as_bytes());
        if self.lines.len() < BLOCK {
            return Ok(());
        }
        self.pass_on().map_err(|error| {
            self.error = Some(error);
            fmt::Error
        })
    }

    fn write_char(&mut self, character: char) -> fmt::Result {
        match character {
            ' ' => {
                self.lines.push(b' ');
                Ok(())
            }
            _ => self.write_str(character.encode_utf8(&mut [0; 4])),
        }
    }
}

impl Page<'_> {
    fn pass_on(&mut self) -> io::Result<()> {
        self.sink.write_all(&self.lines)?;
        self.lines.clear();
        Ok(())
    }

    /// Ends the last line.
    fn finish(mut self, drawn: fmt::Result) -> io::Result<()> {
        if let Some(error) = self.error {
            return Err(error);
        }
        drawn.map_err(io::Error::other)?;
        self.lines.push(b'\n');
        self.pass_on()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(lines: &[&[&str]], widths: &[usize]) -> String {
        let ended = |line: &&[&str]| line.iter().flat_map(|cell| [cell, "\t"]).chain(["\n"]).collect::<String>();
        let mut out = Vec::new();
        draw(&lines.iter().map(ended).collect::<String>(), widths, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn lines_end_without_blanks_and_wide_characters_keep_the_columns() {
        let lines: &[&[&str]] = &[&["ID", "NAME", "ARCH"], &["1", "日本", "x"], &["22", "a b", "-"]];
        assert_eq!(drawn(lines, &[2, 4, 4]), "ID  NAME  ARCH\n1   日本  x\n22  a b   -\n");
        assert_eq!(drawn(&[], &[]), "");
    }

    #[test]
    fn a_column_without_width_is_left_out_and_a_narrow_one_is_cut() {
        let lines: &[&[&str]] = &[&["ID", "NAME", "ARCH"], &["1", "compute", "x86_64"]];
        assert_eq!(drawn(lines, &[2, 5, 0]), "ID  NAME\n1   co…te\n");
        assert_eq!(drawn(lines, &[2, 0, 6]), "ID  ARCH\n1   x86_64\n");
    }

    #[test]
    fn a_long_cell_does_not_fill_the_lines_of_others_with_blanks() {
        let long = "x".repeat(100_000);
        let mut lines: Vec<&[&str]> = vec![&["b", "c"]; 1000];
        let first = [long.as_str(), "a"];
        lines.insert(0, &first);
        let text = drawn(&lines, &[100_000, 1]);
        assert!(text.starts_with(&format!("{long}  a\nb  ")) && text.ends_with("  c\n"));
        assert!(text.len() < 1_000_000, "{}", text.len());
    }

    #[test]
    fn an_output_that_cannot_be_written_is_an_error() {
        struct Full;
        impl io::Write for Full {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::StorageFull.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let cells = format!("{}\t\n", ".".repeat(1000)).repeat(1000);
        assert_eq!(draw(&cells, &[1000], &mut Full).unwrap_err().kind(), io::ErrorKind::StorageFull);
    }
}
