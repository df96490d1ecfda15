//! Files made to bring a program down.

use super::{Entry, archive_of, cell, parts, sheet, strings, workbook};

fn sst(items: &str) -> Entry {
    strings(&format!("<sst>{items}</sst>"))
}

/// Files made to bring a program down, each with a name. None of them may be taken, and none may take much.
pub fn hostile() -> Vec<(&'static str, Vec<u8>)> {
    [
        of_sheets(),
        of_strings(),
        of_marks(),
        of_archives(),
        of_text(),
    ]
    .concat()
}

fn of_sheets() -> Vec<(&'static str, Vec<u8>)> {
    let far = format!(
        "<row r=\"1\">{}</row><row r=\"1048576\">{}</row>",
        cell("A1", "x"),
        cell("XFD1048576", "y")
    );
    let in_one_row = format!(
        "<row r=\"1\">{}{}</row>",
        cell("A1", "x"),
        cell("XFD1", "y")
    );
    let rows: String = (1..=130_000)
        .map(|n| format!("<row r=\"{n}\"><c r=\"A{n}\"><v>{n}</v></c></row>"))
        .collect();
    let wide: String = (1..=12_000)
        .map(|n| format!("<row r=\"{n}\">{}</row>", cell(&format!("IV{n}"), "x")))
        .collect();
    let twice = format!("<row r=\"1\">{0}{0}</row>", cell("A1", "x"));
    let many: Vec<(String, String)> = (1..=65).map(|n| (format!("s{n}"), String::new())).collect();
    let named: Vec<(&str, &str)> = many.iter().map(|(n, a)| (n.as_str(), a.as_str())).collect();
    let sheets = [parts(&named), (1..=65).map(|n| sheet(n, &twice)).collect()].concat();
    vec![
        (
            "a cell in the last row and column",
            workbook(&far, Vec::new()),
        ),
        (
            "a cell in the last column",
            workbook(&in_one_row, Vec::new()),
        ),
        ("130,000 rows", workbook(&rows, Vec::new())),
        ("12,000 rows as wide as may be", workbook(&wide, Vec::new())),
        ("a cell given twice", workbook(&twice, Vec::new())),
        ("65 sheets", archive_of(&sheets, sheets.len())),
        (
            "a text of 40 MB",
            workbook(&cell("A1", &"x".repeat(40_000_000)), Vec::new()),
        ),
        (
            "a number of 1 MB",
            workbook(
                &format!(
                    "<row r=\"1\"><c r=\"A1\"><v>{}</v></c></row>",
                    "9".repeat(1_000_000)
                ),
                Vec::new(),
            ),
        ),
        (
            "a cell beyond the last",
            workbook(&cell("XFE1", "x"), Vec::new()),
        ),
    ]
}

fn of_strings() -> Vec<(&'static str, Vec<u8>)> {
    let one = format!("<row r=\"1\">{}</row>", "<c r=\"A1\" t=\"s\"><v>0</v></c>");
    let counted = strings("<sst count=\"3000000000\" uniqueCount=\"3000000000\"></sst>");
    let long = format!("<si><t>{}</t></si>", "ก".repeat(32_767));
    let repeated: String = (1..=9_000)
        .map(|n| format!("<row r=\"{n}\"><c r=\"A{n}\" t=\"s\"><v>0</v></c><c r=\"B{n}\" t=\"s\"><v>0</v></c></row>"))
        .collect();
    let runs = format!("<si>{}</si>", "<r><t>xxxxxxxxxx</t></r>".repeat(4_000));
    vec![
        (
            "a list that says that it has three thousand million texts",
            workbook(&one, vec![counted]),
        ),
        (
            "one long text in 18,000 cells",
            workbook(&repeated, vec![sst(&long)]),
        ),
        (
            "40 MB of texts",
            workbook(&one, vec![sst(&long.repeat(420))]),
        ),
        (
            "1,000,001 texts",
            workbook(&one, vec![sst(&"<si/>".repeat(1_000_001))]),
        ),
        ("a text of many runs", workbook(&one, vec![sst(&runs)])),
        (
            "a text that is not in the list",
            workbook(
                "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>99999999999999999999</v></c></row>",
                vec![sst("<si/>")],
            ),
        ),
    ]
}

fn of_marks() -> Vec<(&'static str, Vec<u8>)> {
    let with = |declared: &str, text: &str| {
        let part = format!(
            "<?xml version=\"1.0\"?>{declared}<worksheet><sheetData><row r=\"1\">{}</row></sheetData></worksheet>",
            cell("A1", text)
        );
        let entries = [
            parts(&[("a", "")]),
            vec![Entry::new("xl/worksheets/sheet1.xml", part.as_bytes())],
        ]
        .concat();
        archive_of(&entries, entries.len())
    };
    let laughs: String = (1..=9)
        .map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10)))
        .collect();
    let laughs = format!("<!DOCTYPE x [<!ENTITY l0 \"lol\">{laughs}]>");
    let attributes: String = (0..120_000).map(|n| format!(" a{n}=\"\"")).collect();
    let in_874 = [
        b"<worksheet><sheetData><row><c t=\"str\"><v>".as_slice(),
        &[0xA1],
        b"</v></c></row></sheetData></worksheet>",
    ]
    .concat();
    let thai = [
        parts(&[("a", "")]),
        vec![Entry::new("xl/worksheets/sheet1.xml", &in_874)],
    ]
    .concat();
    let not_whole = "<row r=\"1\"><c r=\"A1\"><v>1</v></row>";
    vec![
        ("a document type", with("<!DOCTYPE x>", "x")),
        ("a text that repeats itself", with(&laughs, "&l9;")),
        (
            "a file of this machine",
            with(
                "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>",
                "&f;",
            ),
        ),
        ("an unknown name", with("", "&lol;")),
        ("a NUL by number", with("", "a&#0;b")),
        ("a NUL by escape", with("", "a_x0000_b")),
        ("a NUL as it is", with("", "a\0b")),
        (
            "marks in marks",
            workbook(&"<a>".repeat(100_000), Vec::new()),
        ),
        (
            "a mark of 120,000 attributes",
            workbook(&format!("<row{attributes}>"), Vec::new()),
        ),
        (
            "a comment of 40 MB",
            workbook(&format!("<!--{}-->", "x".repeat(40_000_000)), Vec::new()),
        ),
        ("marks that are not closed", workbook(not_whole, Vec::new())),
        ("a part that is not UTF-8", archive_of(&thai, thai.len())),
    ]
}

fn of_archives() -> Vec<(&'static str, Vec<u8>)> {
    let row = format!("<row r=\"1\">{}</row>", cell("A1", "x"));
    let whole = workbook(&row, Vec::new());
    let sheet_with = |change: fn(&mut Entry)| {
        let mut part = sheet(1, &row);
        change(&mut part);
        let entries = [parts(&[("a", "")]), vec![part]].concat();
        archive_of(&entries, entries.len())
    };
    let many: Vec<Entry> = (0..1_001)
        .map(|n| Entry::stored(&format!("x{n}"), b""))
        .collect();
    let stray = |name: &str| workbook(&row, vec![Entry::new(name, b"x")]);
    let hidden = [parts(&[("a", "")]), vec![sheet(1, &row)]].concat();
    let bomb = format!("<!--{}-->", "x".repeat(1_000_000)).repeat(105);
    vec![
        ("a part that unpacks to 105 MB", workbook(&bomb, Vec::new())),
        (
            "a part longer than it says",
            sheet_with(|part| part.unpacked -= 1),
        ),
        (
            "a part shorter than it says",
            sheet_with(|part| part.unpacked = u32::MAX - 1),
        ),
        ("a part that is another", sheet_with(|part| part.crc ^= 1)),
        (
            "a part behind a password",
            sheet_with(|part| part.flags = 1),
        ),
        ("1,001 entries", archive_of(&many, many.len())),
        (
            "entries that are not counted",
            archive_of(&hidden, hidden.len() - 1),
        ),
        ("entries that are not there", archive_of(&hidden, 900)),
        (
            "two parts of one name",
            workbook(&row, vec![Entry::new("XL/Worksheets/Sheet1.xml", b"<x/>")]),
        ),
        ("a name that leads out", stray("../../etc/passwd")),
        ("a name that begins at the root", stray("/etc/passwd")),
        ("a name of another system", stray("xl\\..\\..\\x")),
        (
            "half a workbook",
            whole.get(..whole.len() / 2).unwrap_or_default().to_vec(),
        ),
        (
            "the end of a workbook alone",
            b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec(),
        ),
        (
            "an archive that is no workbook",
            archive_of(&[Entry::new("content.xml", b"<x/>")], 1),
        ),
    ]
}

fn of_text() -> Vec<(&'static str, Vec<u8>)> {
    let wide = format!("{}\n{}", "h,".repeat(299), "1,".repeat(299));
    vec![
        ("a line without end", vec![b'x'; 9_000_000]),
        ("commas without end", vec![b','; 9_000_000]),
        (
            "a quotation without end",
            [b"\"".as_slice(), &vec![b'\n'; 9_000_000]].concat(),
        ),
        ("300 columns", wide.into_bytes()),
        ("130,000 lines", "x,1\n".repeat(130_000).into_bytes()),
        ("a NUL in a line", b"a,b\n1,\0\n".to_vec()),
        (
            "an old workbook",
            [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &[0; 4_096]].concat(),
        ),
        (
            "a web page",
            b"<html><table><tr><td>1</td></tr></table></html>".to_vec(),
        ),
        ("bytes of no encoding", vec![0xFC; 1_000]),
        ("11 MB", "a,b\n".repeat(2_900_000).into_bytes()),
    ]
}
