//! Files made to bring the program down.

use std::time::Instant;

use proptest::prelude::*;

use super::super::testing::{self, Entry, archive_of, cell, parts, sheet, workbook};
use super::*;

/// What each hostile file is refused for; those that are not named here only have to be refused.
fn reason(name: &str) -> Option<FileFault> {
    let fault = match name {
        "a cell in the last row and column" => Bound::Rows.over(120_000).at_cell(1_048_576, 16_384),
        "a cell in the last column" => Bound::Columns.over(256).at_cell(1, 16_384),
        "130,000 rows" => Bound::Rows.over(120_000).at_cell(120_001, 1),
        "12,000 rows as wide as may be" => Bound::Cells.over(2_400_000).at_cell(9_376, 256),
        "a cell given twice" => FaultKind::TwinCell.at_cell(1, 1),
        "65 sheets" => Bound::Sheets.over(64).into(),
        "40 MB of texts" => Bound::Strings.over(33_554_432).into(),
        "1,000,001 texts" => Bound::Strings.over(1_000_000).into(),
        "one long text in 18,000 cells" => Bound::Kept.over(67_108_864).at_cell(342, 1),
        "a text of many runs" => Bound::Text.over(32_767).into(),
        "a document type" | "a text that repeats itself" | "a file of this machine" => {
            FaultKind::DocType.into()
        }
        "a NUL by number" => FaultKind::Nul.into(),
        "a NUL by escape" | "a NUL as it is" => FaultKind::Nul.at_cell(1, 1),
        "marks in marks" => Bound::Marks.over(64).into(),
        "a text of 40 MB" | "a comment of 40 MB" => Bound::Marks.over(1_048_576).into(),
        "a part that unpacks to 105 MB" => Bound::Unpacked.over(100_663_296).into(),
        "a part longer than it says" | "a part shorter than it says" => FaultKind::LyingSize.into(),
        "a part that is another" => FaultKind::Damaged.into(),
        "a part behind a password" => FaultKind::Locked.into(),
        "1,001 entries" => Bound::Entries.over(1_000).into(),
        "two parts of one name" => FaultKind::TwinParts.into(),
        "a name that leads out" | "a name that begins at the root" | "a name of another system" => {
            FaultKind::StrayPath.into()
        }
        "an archive that is no workbook" => FaultKind::OtherWorkbook.into(),
        "a line without end" => Bound::Text.over(32_767).at(1, Some(1)),
        "commas without end" => Bound::Record.over(1_048_576).at(1, None),
        "300 columns" => Bound::Columns.over(256).at(1, Some(257)),
        "130,000 lines" => Bound::Rows.over(120_000).at(120_001, None),
        "a NUL in a line" => FaultKind::Nul.at(2, Some(2)),
        "an old workbook" => FaultKind::OldWorkbook.into(),
        "a web page" => FaultKind::WebPage.into(),
        "bytes of no encoding" => FaultKind::NotWindows874.at(1, Some(1)),
        "11 MB" => Bound::File.over(10_485_760).into(),
        _ => return None,
    };
    Some(fault)
}

/// What is wrong with how a hostile file was refused.
fn complaint(name: &str, bytes: &[u8]) -> Option<String> {
    let began = Instant::now();
    let fault = match read(bytes) {
        Ok(_) => return Some(format!("{name} was read")),
        Err(fault) => fault,
    };
    let (took, text) = (began.elapsed(), fault.text());
    if reason(name).is_some_and(|expected| expected != fault) {
        return Some(format!("{name}: {fault:?}"));
    }
    let is_told = !text.th.is_empty() && !text.en.is_empty();
    (took.as_secs() > 15 || !is_told).then(|| format!("{name} took {took:?}, {text:?}"))
}

#[test]
fn every_hostile_file_is_refused_for_what_it_is_and_soon() {
    let complaints: Vec<String> = testing::hostile()
        .iter()
        .filter_map(|(name, bytes)| complaint(name, bytes))
        .collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn what_a_list_of_texts_says_of_its_length_is_not_believed() {
    let list = "<sst count=\"3000000000\" uniqueCount=\"3000000000\"><si><t>x</t></si></sst>";
    let row = "<row><c t=\"s\"><v>0</v></c></row>";
    let book = workbook(row, vec![testing::strings(list)]);
    assert!(book.len() < 1_800, "{}", book.len());
    assert_eq!(read(&book).unwrap().lines[0].cells[0].text(), "x");
}

#[test]
fn sizes_of_zip64_and_parts_that_are_not_packed_are_read() {
    let row = format!(
        "<row>{}</row><row>{}</row>",
        cell("A1", "a"),
        "<c><v>1.5E+3</v></c>"
    );
    let mut part = sheet(1, &row);
    part.is_64 = true;
    let stored = Entry::stored("xl/theme/theme1.xml", b"<x/>");
    let entries = [parts(&[("a", "")]), vec![part, stored]].concat();
    let table = read(&archive_of(&entries, entries.len())).unwrap();
    let words: Vec<_> = table
        .lines
        .iter()
        .map(|l| (l.number, l.cells[0].text()))
        .collect();
    assert_eq!(words, [(1, "a".to_owned()), (2, "1500".to_owned())]);
}

#[test]
fn texts_are_put_together_without_how_they_are_spoken_and_with_what_was_escaped() {
    let spoken =
        "<si><r><t>ก้</t></r><rPh sb=\"0\" eb=\"1\"><t>gong</t></rPh><r><t>อง_x000D_</t></r></si>";
    let rows = "<row r=\"3\"><c r=\"B3\" t=\"s\"><v>0</v></c><c t=\"str\"><f>A1</f><v>x&#x41;&amp;</v></c><c><f>1+1</f></c></row>";
    let list = testing::strings(&format!("<sst>{spoken}</sst>"));
    let table = read(&workbook(rows, vec![list])).unwrap();
    let line = &table.lines[0];
    let words: Vec<_> = line.cells.iter().map(Cell::text).collect();
    assert_eq!(
        (line.number, words),
        (
            3,
            vec!["".into(), "ก้อง\r".into(), "xA&".into(), String::new()]
        )
    );
    assert!(line.cells[3] == Cell::NoResult);
}

#[test]
fn the_time_for_a_file_ends() {
    let rows: String = (1..=2_000)
        .map(|n| format!("<row>{}</row>", cell(&format!("A{n}"), "x")))
        .collect();
    let lines = "x,y\n".repeat(2_000);
    for bytes in [workbook(&rows, Vec::new()), lines.into_bytes()] {
        let limits = Limits {
            seconds: 0,
            ..Limits::default()
        };
        let options = Options {
            limits,
            ..Options::default()
        };
        let fault = super::super::read(&bytes, &options).unwrap_err();
        assert_eq!(fault.kind, Bound::Seconds.over(0));
    }
}

#[test]
fn all_parts_together_unpack_to_no_more_than_is_allowed() {
    let rows = format!("<row>{}</row>", cell("A1", &"x".repeat(10_000)));
    let list = testing::strings(&format!(
        "<sst>{}</sst>",
        "<si><t>xxxxx</t></si>".repeat(1_000)
    ));
    let bytes = workbook(&rows, vec![list]);
    let limits = Limits {
        unpacked_bytes: 25_000,
        ..Limits::default()
    };
    let options = Options {
        limits,
        ..Options::default()
    };
    let refused = super::super::read(&bytes, &options);
    assert_eq!(refused, Err(Bound::Unpacked.over(25_000).into()));
    assert!(read(&bytes).is_ok());
}

/// Counts that a table keeps: its filled lines.
fn lines_of(bytes: &[u8]) -> Option<usize> {
    read(bytes).ok().map(|table| table.lines.len())
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        for start in [&b""[..], b"PK\x03\x04", b"PK\x05\x06", b"\xEF\xBB\xBF"] {
            let _ = read(&[start, &bytes].concat());
        }
    }

    #[test]
    fn a_damaged_workbook_is_read_or_refused(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut book = workbook(&format!("<row>{}</row>", cell("A1", "x")), vec![testing::strings("<sst><si><t>x</t></si></sst>")]);
        let at = at.index(book.len());
        book[at] = byte;
        let _ = read(&book);
    }

    #[test]
    fn any_sheet_is_read_or_refused(marks in "(<row>|</row>|<row r=\"[0-9]{1,8}\">|<c>|<c r=\"[A-Z]{1,4}[0-9]{1,4}\" t=\"[a-z]{0,3}\" s=\"[0-9]{1,3}\">|</c>|<v>|</v>|<f/>|<is>|</is>|<t>|</t>|[0-9.eE-]{1,5}|&[a-z#0-9]{1,4};){0,40}") {
        let _ = read(&workbook(&marks, Vec::new()));
    }

    #[test]
    fn no_filled_line_is_lost(rows in prop::collection::vec("[a-zก-ฮ0-9]{0,5}", 0..60)) {
        let filled = rows.iter().filter(|row| !row.is_empty()).count();
        let expected = Some(filled).filter(|n| *n > 0);
        let text: String = rows.iter().map(|row| format!(",{row}\n")).collect();
        prop_assert_eq!(lines_of(text.as_bytes()), expected);
        let sheet: String = rows.iter().map(|row| format!("<row>{}</row>", "<c/>".to_owned() + &cell("", row).replace(" r=\"\"", ""))).collect();
        prop_assert_eq!(lines_of(&workbook(&sheet, Vec::new())), expected);
    }
}
