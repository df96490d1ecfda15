//! Names of cells: `A1`, `XFD1048576`.

use super::super::fault::FaultKind;
use super::super::table::Area;

/// The last line and column that a spreadsheet has.
const LINES: u64 = 1_048_576;
const COLUMNS: u64 = 16_384;

/// Line and column of a cell's name, from 1; dollar signs may stand in it.
pub(super) fn of(name: &str) -> Result<(u64, u64), FaultKind> {
    let (mut line, mut column) = (0_u64, 0_u64);
    for b in name.bytes().filter(|b| *b != b'$') {
        match b.to_ascii_uppercase() {
            letter @ b'A'..=b'Z' if line == 0 => {
                column = column * 26 + u64::from(letter - b'A') + 1;
            }
            digit @ b'0'..=b'9' if column > 0 => line = line * 10 + u64::from(digit - b'0'),
            _ => return Err(FaultKind::Damaged),
        }
        if line > LINES || column > COLUMNS {
            return Err(FaultKind::Damaged);
        }
    }
    if line == 0 || column == 0 {
        return Err(FaultKind::Damaged);
    }
    Ok((line, column))
}

/// The number of a line as a row gives it.
pub(super) fn line(text: &str) -> Result<u64, FaultKind> {
    let line = text.parse().ok().filter(|line| (1..=LINES).contains(line));
    line.ok_or(FaultKind::Damaged)
}

/// `A1:B2`, or one cell.
pub(super) fn area(text: &str) -> Result<Area, FaultKind> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    Ok(Area {
        first: of(first)?,
        last: of(last)?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::table::cell_name;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_of_cells_are_read_or_refused() {
        assert_eq!(of("A1"), Ok((1, 1)));
        assert_eq!(of("$aa$10"), Ok((10, 27)));
        assert_eq!(of("XFD1048576"), Ok((1_048_576, 16_384)));
        for bad in [
            "",
            "A",
            "1",
            "A0",
            "1A",
            "A1A",
            "XFE1",
            "A1048577",
            "ก1",
            "A-1",
            "AAAAAAAAAAAAAAAAAAAA1",
        ] {
            assert_eq!(of(bad), Err(FaultKind::Damaged), "{bad}");
        }
        assert_eq!(
            area("B2:D4").map(|a| (a.first, a.last)),
            Ok(((2, 2), (4, 4)))
        );
        assert_eq!(line("1048577"), Err(FaultKind::Damaged));
    }

    proptest! {
        #[test]
        fn a_cell_is_found_by_the_name_that_it_is_given(line in 1u64..=LINES, column in 1u64..=COLUMNS) {
            prop_assert_eq!(of(&cell_name(line, column)), Ok((line, column)));
        }

        #[test]
        fn no_name_makes_it_panic(name in "\\PC*") {
            let _ = (of(&name), area(&name), super::line(&name));
        }
    }
}
