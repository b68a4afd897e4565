//! Tables, drawn by `tabled`: columns with a gap between them, and no lines.

use super::super::block::Block;
use super::fit::GAP;
use std::fmt;
use std::io;
use tabled::builder::Builder;
use tabled::grid::dimension::{DimensionValue, StaticDimension};
use tabled::settings::{Padding, Style};
use tabled::tables::CompactTable;

/// Draws rows whose cells are no wider than their columns, one by one.
pub fn rows<R>(rows: impl Iterator<Item = R>, widths: Vec<usize>, out: &mut Block) -> io::Result<()>
where
    R: IntoIterator,
    R::Item: AsRef<str>,
{
    let columns = widths.len();
    let widths = DimensionValue::List(widths.into_iter().map(|width| width + GAP).collect());
    let size = StaticDimension::new(widths, DimensionValue::Exact(1));
    let table = CompactTable::with_dimension(rows, size).columns(columns);
    let mut lines = Lines { out, error: None, blanks: 0 };
    let drawn = table.with(Style::empty()).with(Padding::new(0, GAP, 0, 0)).fmt(&mut lines);
    lines.finish(drawn)
}

/// Draws a small table of texts, which are as wide as they are.
pub fn grid(rows: &[Vec<String>]) -> String {
    let mut table = Builder::from_iter(rows.iter().map(|row| row.iter())).build();
    table.with(Style::empty()).with(Padding::new(0, GAP, 0, 0));
    table.to_string().lines().flat_map(|line| [line.trim_end_matches(' '), "\n"]).collect()
}

/// Takes lines in without the blanks at their ends.
struct Lines<'o, 's> {
    out: &'o mut Block<'s>,
    /// Why nothing more can be written.
    error: Option<io::Error>,
    /// Blanks that stand at the end so far.
    blanks: usize,
}

impl fmt::Write for Lines<'_, '_> {
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        if piece == "\n" {
            self.blanks = 0;
            self.out.bytes.push(b'\n');
            return self.out.pass_on_if_full().map_err(|error| {
                self.error = Some(error);
                fmt::Error
            });
        }
        let text = piece.trim_end_matches(' ');
        if !text.is_empty() {
            self.out.bytes.resize(self.out.bytes.len() + self.blanks, b' ');
            self.out.bytes.extend_from_slice(text.as_bytes());
            self.blanks = 0;
        }
        self.blanks += piece.len() - text.len();
        Ok(())
    }
}

impl Lines<'_, '_> {
    /// Ends the last line.
    fn finish(self, drawn: fmt::Result) -> io::Result<()> {
        match (drawn, self.error) {
            (_, Some(error)) => Err(error),
            (Err(error), None) => Err(io::Error::other(error)),
            (Ok(()), None) => {
                self.out.bytes.push(b'\n');
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_without_blanks_and_wide_characters_keep_the_columns() {
        let mut text = Vec::new();
        let mut out = Block::new(&mut text);
        let cells = [["ID", "NAME", "ARCH"], ["1", "日本", "x"], ["22", "a b", ""]];
        rows(cells.into_iter(), vec![2, 4, 4], &mut out).unwrap();
        out.pass_on().unwrap();
        assert_eq!(String::from_utf8(text).unwrap(), "ID  NAME  ARCH\n1   日本  x\n22  a b\n");
    }

    #[test]
    fn a_small_table_is_as_wide_as_its_texts() {
        let rows = [["FIELD", "VALUE"], ["name", "one two"], ["é", ""]].map(|row| row.map(str::to_owned).to_vec());
        assert_eq!(grid(&rows), "FIELD  VALUE\nname   one two\né\n");
        assert_eq!(grid(&[]), "");
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
        let mut full = Full;
        let cells = std::iter::repeat_n([".".repeat(1000)], 1000);
        let error = rows(cells, vec![1000], &mut Block::new(&mut full)).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::StorageFull);
    }
}
