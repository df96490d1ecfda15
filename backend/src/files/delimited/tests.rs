//! Delimited text: what is read, and what is refused with its place.

#![expect(clippy::unwrap_used, reason = "tests")]
use super::*;
use crate::files::{Encoding, Limits};
use proptest::prelude::*;

fn read(bytes: &[u8]) -> Result<Table, FileFault> {
    super::read(bytes, &Options::default())
}

fn lines(text: &str) -> Vec<(u64, Vec<String>)> {
    let table = read(text.as_bytes()).unwrap();
    let texts = |line: Line| line.cells.iter().map(Cell::text).collect();
    table
        .lines
        .into_iter()
        .map(|l| (l.number, texts(l)))
        .collect()
}

/// The lines of a text in commas.
fn records(text: &str) -> Vec<Line> {
    let options = Options::default();
    let mut splitter = Splitter::new(',', 1, Meter::new(&options));
    splitter.read(text).unwrap();
    splitter.lines
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
    let refused = read(b"a,b\n1,\"x\n2,y");
    assert_eq!(refused, Err(FaultKind::OpenQuote.at(2, None)));
    assert_eq!(read(b" \n "), Err(FaultKind::Empty.into()));
}

#[test]
fn a_file_without_end_is_refused() {
    let text = "x,1\n".repeat(120_001);
    let refused = Bound::Rows.over(120_000).at(120_001, None);
    assert_eq!(read(text.as_bytes()), Err(refused));
    assert_eq!(read(&text.as_bytes()[4..]).unwrap().lines.len(), 120_000);
}

#[test]
fn a_line_without_end_a_text_without_end_and_a_row_without_end_are_named() {
    let endless = "x".repeat(40_000_000);
    let limits = Limits {
        file_bytes: u64::MAX,
        ..Limits::default()
    };
    let options = Options {
        limits,
        ..Options::default()
    };
    for text in [endless.clone(), format!("\"{endless}")] {
        let refused = super::read(text.as_bytes(), &options);
        assert_eq!(refused, Err(Bound::Text.over(32_767).at(1, Some(1))));
    }
    let commas = format!("a\n{}", ",".repeat(1_048_577));
    let refused = read(commas.as_bytes());
    assert_eq!(refused, Err(Bound::Record.over(1_048_576).at(2, None)));
    let wide = format!("a\n{}1", "1,".repeat(299));
    let refused = read(wide.as_bytes());
    assert_eq!(refused, Err(Bound::Columns.over(256).at(2, Some(257))));
    let blank = format!("a,b{}\n", ",".repeat(300));
    assert_eq!(read(blank.as_bytes()).unwrap().lines.len(), 1);
}

#[test]
fn cells_and_texts_are_counted_over_all_lines() {
    let few = |cells, kept_bytes| Options {
        limits: Limits {
            cells,
            kept_bytes,
            ..Limits::default()
        },
        ..Options::default()
    };
    let refused = |options| super::read(b"a,b\nc,d\n,,\ne,f", &options).unwrap_err();
    assert_eq!(refused(few(5, 1_000)), Bound::Cells.over(5).at(4, None));
    assert!(super::read(b"a,b\nc,d\n,,\ne,f", &few(6, 1_000)).is_ok());
    assert_eq!(refused(few(9, 50)), Bound::Kept.over(50).at(2, Some(1)));
}

#[test]
fn a_nul_is_named_by_line_and_column() {
    let refused = read(b"a,b\n\"x\ny\",z\n1,b\0c");
    assert_eq!(refused, Err(FaultKind::Nul.at(4, Some(2))));
    let text = FaultKind::Nul.at(4, Some(2)).text();
    assert!(text.en.starts_with("Line 4, column 2: "), "{}", text.en);
    assert!(text.th.starts_with("บรรทัด 4 คอลัมน์ที่ 2 "), "{}", text.th);
}

#[test]
fn a_separator_named_by_the_first_line_is_taken_and_lines_are_still_counted() {
    let text = "sep=;\r\na;b,c\n1;2,3\n";
    let table = read(text.as_bytes()).unwrap();
    assert_eq!((table.separator, table.lines[0].number), (Some(';'), 2));
    assert_eq!(lines(text)[1].1, ["1", "2,3"]);
    assert_eq!(lines("\"sep=,\"\na,b;c;d")[0].1, ["a", "b;c;d"]);
    assert_eq!(lines("sep=ก,x\n1,2")[0].1, ["sep=ก", "x"]);
}

#[test]
fn what_only_calls_itself_a_table_is_told_what_it_is() {
    let old = [&OLD_WORKBOOK[..], &[0; 600]].concat();
    assert_eq!(read(&old), Err(FaultKind::OldWorkbook.into()));
    for page in [
        "<html><table><tr>",
        "\u{feff}\n<!DOCTYPE HTML>\n",
        "<TABLE>",
    ] {
        let refused = read(page.as_bytes());
        assert_eq!(refused, Err(FaultKind::WebPage.into()), "{page}");
    }
    let text = FileFault::from(FaultKind::OldWorkbook).text();
    assert!(text.en.contains("save it as .xlsx"), "{}", text.en);
}

#[test]
fn a_file_in_each_encoding_says_which_it_was() {
    let options = |encoding| Options::from(encoding);
    let thai = encoding_rs::WINDOWS_874.encode("เลข,ชื่อ").0;
    let table = super::read(&thai, &options(Encoding::Auto)).unwrap();
    assert_eq!(table.format, crate::files::Format::CsvWindows874);
    let refused = super::read(&thai, &options(Encoding::Utf8));
    assert_eq!(refused, Err(FaultKind::NotUtf8.at(1, Some(1))));
}

proptest! {
    #[test]
    fn what_is_quoted_comes_back(cells in prop::collection::vec("[a-zก-ฮ\",\n;\t ]{0,8}", 2..5)) {
        let quoted: Vec<String> = cells.iter().map(|c| format!("\"{}\"", c.replace('"', "\"\""))).collect();
        let text = format!("a,b,c,d,e\n{}", quoted.join(","));
        let read = records(&text);
        if cells.iter().any(|c| !c.trim().is_empty()) {
            let back: Vec<String> = read[1].cells.iter().map(Cell::text).collect();
            prop_assert_eq!(back, cells);
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        let _ = read(text.as_bytes());
    }
}

#[test]
fn lines_within_quotation_marks_are_counted_by_either_break() {
    for text in ["\"a\rb\r\nc\nd\"\nlast", "\"a\rb\r\nc\nd\"\rlast"] {
        let lines = records(text);
        assert_eq!((lines.len(), lines[1].number), (2, 5), "{text:?}");
    }
}
