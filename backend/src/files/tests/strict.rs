//! Workbooks that two readers would understand in two ways, and what a file holds beside the rows that are read.

use super::super::testing::{Entry, archive_of, cell, parts, sheet, workbook};
use super::*;

fn refused(rows: &str) -> Option<FaultKind> {
    read(&workbook(rows, Vec::new()))
        .err()
        .map(|fault| fault.kind)
}

#[test]
fn a_cell_has_one_value() {
    let twin = Some(FaultKind::TwinCell);
    assert_eq!(
        refused("<row><c t=\"str\"><v>a</v><v>b</v></c></row>"),
        twin
    );
    assert_eq!(refused("<row><c><v>1</v><is><t>b</t></is></c></row>"), twin);
    let runs = "<row><c t=\"inlineStr\"><is><r><t>a</t></r><r><t>b</t></r></is></c></row>";
    let table = read(&workbook(runs, Vec::new())).unwrap();
    assert_eq!(table.lines[0].cells[0].text(), "ab");
}

#[test]
fn marks_of_another_name_space_make_no_cells() {
    let damaged = Some(FaultKind::Damaged);
    for rows in [
        "<x:row><c><v>1</v></c></x:row>",
        "<row><x:c><v>1</v></x:c></row>",
        "<row><c><x:v>1</x:v></c></row>",
        "<row><c t=\"inlineStr\"><is><t>a</t></is><extLst><x:t>b</x:t></extLst></c></row>",
    ] {
        assert_eq!(refused(rows), damaged, "{rows}");
    }
    let own = "<x:worksheet><x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>";
    let own = Entry::new("xl/worksheets/sheet1.xml", own.as_bytes());
    let entries = [parts(&[("a", "")]), vec![own]].concat();
    let table = read(&archive_of(&entries, entries.len())).unwrap();
    assert_eq!(table.lines[0].cells[0].text(), "1");
}

#[test]
fn a_part_has_one_outermost_mark_and_nothing_beside_it() {
    for more in ["<worksheet/>", "text", "<![CDATA[text]]>", "&#65;"] {
        let text = format!(
            "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>{more}"
        );
        let part = Entry::new("xl/worksheets/sheet1.xml", text.as_bytes());
        let entries = [parts(&[("a", "")]), vec![part]].concat();
        let fault = read(&archive_of(&entries, entries.len())).err();
        assert_eq!(fault.map(|f| f.kind), Some(FaultKind::Damaged), "{more}");
    }
}

#[test]
fn marks_that_hold_nothing_are_counted() {
    let rows = format!("<row>{}</row>", "<c/>".repeat(2_000));
    let few = Options {
        limits: Limits {
            marks: 1_000,
            ..Limits::default()
        },
        ..Options::default()
    };
    let fault = super::super::read(&workbook(&rows, Vec::new()), &few).err();
    assert_eq!(fault.map(|f| f.kind), Some(Bound::Marks.over(1_000)));
}

#[test]
fn a_formula_without_a_result_is_none_and_an_empty_text_is_a_blank() {
    let rows = "<row><c t=\"str\"><f>A9</f><v></v></c><c><f>A9</f></c><c><f>A9</f><v></v></c><c t=\"e\"><f>A9</f><v/></c></row>";
    let table = read(&workbook(rows, Vec::new())).unwrap();
    let cells = &table.lines[0].cells;
    assert!(cells[0] == Cell::Blank);
    assert!(
        cells[1..].iter().all(|cell| *cell == Cell::NoResult),
        "{cells:?}"
    );
    // A line of nothing else is no blank line.
    let alone = read(&workbook("<row><c><f>A9</f></c></row>", Vec::new())).unwrap();
    assert_eq!(alone.lines.len(), 1);
}

#[test]
fn other_sheets_that_hold_something_are_told() {
    let sheets = [("a", ""), ("b", ""), ("c", ""), ("d", "state=\"hidden\"")];
    let filled = format!("<row>{}</row>", cell("A1", "x"));
    let entries = [
        parts(&sheets),
        vec![
            sheet(1, &filled),
            sheet(2, &filled),
            sheet(3, "<row><c s=\"1\"/></row>"),
            sheet(4, &filled),
        ],
    ]
    .concat();
    let table = read(&archive_of(&entries, entries.len())).unwrap();
    let left_out = LeftOut::of(&table, &table.lines[0].heads(), |_| true);
    assert_eq!(left_out.other_sheets, ["b"]);
    assert_eq!(left_out.ignored_columns_total, 0);
}
