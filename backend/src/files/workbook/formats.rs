//! What a number format makes of a number: a day, or a quantity.

/// What the cells of a format show.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Shows {
    #[default]
    Quantity,
    /// A day, a time of day or both.
    Day,
    /// Hours that may be more than a day has: a quantity.
    Elapsed,
}

/// The formats that every spreadsheet knows by number alone and whose meaning does not depend on the country.
const KNOWN: &[(u64, &str)] = &[
    (0, "General"),
    (1, "0"),
    (2, "0.00"),
    (3, "#,##0"),
    (4, "#,##0.00"),
    (9, "0%"),
    (10, "0.00%"),
    (11, "0.00E+00"),
    (12, "# ?/?"),
    (13, "# ??/??"),
    (14, "mm-dd-yy"),
    (15, "d-mmm-yy"),
    (16, "d-mmm"),
    (17, "mmm-yy"),
    (18, "h:mm AM/PM"),
    (19, "h:mm:ss AM/PM"),
    (20, "h:mm"),
    (21, "h:mm:ss"),
    (22, "m/d/yy h:mm"),
    (37, "#,##0 ;(#,##0)"),
    (38, "#,##0 ;[Red](#,##0)"),
    (39, "#,##0.00;(#,##0.00)"),
    (40, "#,##0.00;[Red](#,##0.00)"),
    (45, "mm:ss"),
    (46, "[h]:mm:ss"),
    (47, "mmss.0"),
    (48, "##0.0E+0"),
    (49, "@"),
];

/// The format of a number that the workbook itself does not explain. Those from 27 to 36 and from 50 to 58 are days in the
/// countries of East Asia, 71 to 81 days and times in Thailand.
pub(super) fn known(number: u64) -> &'static str {
    let found = KNOWN.iter().find(|(known, _)| *known == number);
    match (found, number) {
        (Some((_, code)), _) => code,
        (None, 27..=36 | 50..=58 | 71..=74 | 77 | 81) => "d/m/yyyy",
        (None, 75 | 76 | 78 | 80) => "h:mm:ss",
        (None, 79) => "[h]:mm:ss",
        (None, _) => "General",
    }
}

/// Reads a format as far as it tells days from quantities: the letters of days and times outside quotation marks, brackets and
/// escapes, in its first section. The year of the Buddhist era (`bbbb`) is one too.
pub(super) fn shows(code: &str) -> Shows {
    let mut chars = code.chars();
    let mut found = Shows::Quantity;
    while let Some(c) = chars.next() {
        match c {
            ';' => break,
            '"' => {
                let _ = chars.by_ref().find(|c| *c == '"');
            }
            '\\' | '_' | '*' => {
                let _ = chars.next();
            }
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                if is_elapsed(&inside) {
                    return Shows::Elapsed;
                }
            }
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' | 'b' | 'B' => {
                found = Shows::Day;
            }
            _ => {}
        }
    }
    if code.eq_ignore_ascii_case("standard") {
        return Shows::Quantity;
    }
    found
}

/// `[h]`, `[mm]`, `[ss]`: time that goes on beyond a day.
fn is_elapsed(inside: &str) -> bool {
    let letters = inside.to_ascii_lowercase();
    let first = letters
        .chars()
        .next()
        .filter(|c| matches!(c, 'h' | 'm' | 's'));
    first.is_some_and(|first| letters.chars().all(|c| c == first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_told_from_quantities() {
        for code in [
            "dd/mm/yyyy",
            "[$-107041E]d mmmm yyyy;@",
            "[$-D070000]d/mm/yyyy;@",
            "d mmm bbbb",
            "[$-41E][~buddhist]DD/MM/YYYY",
            "m/d/yy h:mm",
            "h:mm AM/PM",
            "yyyy\\-mm\\-dd",
        ] {
            assert_eq!(shows(code), Shows::Day, "{code}");
        }
        for code in [
            "General",
            "@",
            "0",
            "#,##0.00",
            "#,##0.00 \"baht\"",
            "0.00E+00",
            "[Red]#,##0",
            "[$฿-41E]#,##0.00",
            "0_d",
            "\\d0",
            "0;\"days\"d",
            "Standard",
            "",
        ] {
            assert_eq!(shows(code), Shows::Quantity, "{code}");
        }
        assert_eq!(shows("[h]:mm:ss"), Shows::Elapsed);
        assert_eq!(shows(known(46)), Shows::Elapsed);
        for number in [14, 22, 31, 57, 71, 81] {
            assert_eq!(shows(known(number)), Shows::Day, "{number}");
        }
        for number in [0, 4, 37, 49, 59, 164] {
            assert_eq!(shows(known(number)), Shows::Quantity, "{number}");
        }
    }
}
