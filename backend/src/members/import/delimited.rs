//! Delimited text: comma, semicolon or tab, quoted as spreadsheets quote. Hand-written for its line numbers: a clerk looks for
//! the row in an editor, so the first line of a record is counted as the editor counts it.

use super::ROWS_MAX;
use super::encoding::{Encoding, decode};
use super::table::{Cell, FileError, Line, Table};

/// Lines looked at to find the delimiter.
const LINES_LOOKED_AT: usize = 30;
/// Cells of a line beyond this are nobody's.
const CELLS_MAX: usize = 100;
/// Header, title lines and blank lines beside the rows of members.
const LINES_MAX: usize = ROWS_MAX + 1_000;

pub fn read(bytes: &[u8], declared: Encoding) -> Result<Table, FileError> {
    let (text, format) = decode(bytes, declared)?;
    if text.trim().is_empty() {
        return Err(FileError::Empty);
    }
    let lines = records(&text, delimiter_of(&text))?;
    Ok(Table { format, lines })
}

/// What stands most often in the first lines outside quotation marks; a comma when none does.
fn delimiter_of(text: &str) -> char {
    let mut counts = [(',', 0_usize), (';', 0), ('\t', 0)];
    for line in text.lines().take(LINES_LOOKED_AT) {
        let mut quoted = false;
        for c in line.chars() {
            quoted ^= c == '"';
            if let Some((_, count)) = counts.iter_mut().find(|(d, _)| *d == c && !quoted) {
                *count += 1;
            }
        }
    }
    let best = counts.iter().rev().max_by_key(|(_, count)| *count);
    best.map_or(',', |(delimiter, _)| *delimiter)
}

struct Splitter {
    delimiter: char,
    lines: Vec<Line>,
    cells: Vec<Cell>,
    cell: String,
    /// Line of the file now, and the one where the record under way began.
    at: u64,
    began: u64,
}

impl Splitter {
    fn end_cell(&mut self) {
        let text = unescaped(std::mem::take(&mut self.cell));
        if self.cells.len() < CELLS_MAX {
            self.cells.push(Cell::Text(text));
        }
    }

    fn end_record(&mut self) -> Result<(), FileError> {
        self.end_cell();
        let line = Line {
            number: self.began,
            cells: std::mem::take(&mut self.cells),
        };
        if !line.is_blank() {
            self.lines.push(line);
        }
        if self.lines.len() > LINES_MAX {
            return Err(FileError::TooManyRows);
        }
        Ok(())
    }

    /// Reads on inside quotation marks; answers whether they were closed.
    fn quoted(&mut self, chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> bool {
        while let Some(c) = chars.next() {
            match c {
                '"' if chars.next_if_eq(&'"').is_some() => self.cell.push('"'),
                '"' => return true,
                other => {
                    self.at += u64::from(other == '\n');
                    self.cell.push(other);
                }
            }
        }
        false
    }
}

fn records(text: &str, delimiter: char) -> Result<Vec<Line>, FileError> {
    let (lines, cells, cell) = (Vec::new(), Vec::new(), String::new());
    let mut s = Splitter {
        delimiter,
        lines,
        cells,
        cell,
        at: 1,
        began: 1,
    };
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if s.cell.is_empty() => {
                let line = s.at;
                if !s.quoted(&mut chars) {
                    return Err(FileError::OpenQuote { line });
                }
            }
            '\r' | '\n' => {
                if c == '\r' {
                    let _ = chars.next_if_eq(&'\n');
                }
                s.end_record()?;
                s.at += 1;
                s.began = s.at;
            }
            other if other == s.delimiter => s.end_cell(),
            other => s.cell.push(other),
        }
    }
    s.end_record()?;
    Ok(s.lines)
}

/// Takes away the apostrophe that our own exports put before what a spreadsheet would take for a formula.
fn unescaped(text: String) -> String {
    let escaped = text
        .strip_prefix('\'')
        .filter(|rest| rest.starts_with(['=', '+', '-', '@', '\t', '\r']));
    escaped.map_or(text.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use proptest::prelude::*;

    fn lines(text: &str) -> Vec<(u64, Vec<String>)> {
        let table = read(text.as_bytes(), Encoding::Auto).unwrap();
        let texts = |line: Line| line.cells.iter().map(Cell::text).collect();
        table
            .lines
            .into_iter()
            .map(|l| (l.number, texts(l)))
            .collect()
    }

    #[test]
    fn lines_are_counted_as_an_editor_counts_them() {
        let text = "a,b\r\n\r\n\"x\ny\",\"say \"\"hi\"\"\"\r\n\n,\nlast,1";
        let expected = [
            (1, ["a", "b"]),
            (3, ["x\ny", "say \"hi\""]),
            (7, ["last", "1"]),
        ];
        let expected: Vec<(u64, Vec<String>)> = expected
            .map(|(n, cells)| (n, cells.map(str::to_owned).to_vec()))
            .to_vec();
        assert_eq!(lines(text), expected);
    }

    #[test]
    fn semicolon_and_tab_are_found() {
        assert_eq!(lines("a;b;c,d\n1;2;3")[0].1, ["a", "b", "c,d"]);
        assert_eq!(lines("a\tb\n1\t2")[1].1, ["1", "2"]);
        assert_eq!(lines("only\none")[0].1, ["only"]);
    }

    #[test]
    fn an_escaped_cell_gets_its_own_text_back() {
        assert_eq!(lines("'=1,'x,'-2")[0].1, ["=1", "'x", "-2"]);
    }

    #[test]
    fn an_open_quotation_mark_is_named_by_its_line() {
        let refused = read(b"a,b\n1,\"x\n2,y", Encoding::Auto);
        assert_eq!(refused, Err(FileError::OpenQuote { line: 2 }));
        assert_eq!(read(b" \n ", Encoding::Auto), Err(FileError::Empty));
    }

    #[test]
    fn a_file_without_end_is_refused() {
        let text = "x,1\n".repeat(LINES_MAX + 2);
        assert_eq!(
            read(text.as_bytes(), Encoding::Auto),
            Err(FileError::TooManyRows)
        );
    }

    proptest! {
        #[test]
        fn what_is_quoted_comes_back(cells in prop::collection::vec("[a-zก-ฮ\",\n;\t ]{0,8}", 2..5)) {
            let quoted: Vec<String> = cells.iter().map(|c| format!("\"{}\"", c.replace('"', "\"\""))).collect();
            let text = format!("a,b,c,d,e\n{}", quoted.join(","));
            let read = records(&text, ',').unwrap();
            if cells.iter().any(|c| !c.trim().is_empty()) {
                let back: Vec<String> = read[1].cells.iter().map(Cell::text).collect();
                prop_assert_eq!(back, cells);
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in any::<String>()) {
            let _ = read(text.as_bytes(), Encoding::Auto);
        }
    }
}
