//! Files made to bring a program down.

use super::{Entry, archive_of, cell, parts, sheet, strings, workbook};

type Files = Vec<(&'static str, Vec<u8>)>;

/// Files made to bring a program down, each with a name. None of them may be taken, and none may take much.
pub fn hostile() -> Files {
    let workbooks = [far_out(), of_cells(), of_strings(), of_marks(), of_nuls()];
    let others = [of_declarations(), of_archives(), of_names(), of_text()];
    workbooks
        .concat()
        .into_iter()
        .chain(others.concat())
        .collect()
}

/// A workbook of one sheet with nothing beside it.
fn one(rows: &str) -> Vec<u8> {
    workbook(rows, Vec::new())
}

fn row(cells: &str) -> String {
    format!("<row r=\"1\">{cells}</row>")
}

/// A workbook around the bytes of its one sheet.
fn around(part: &[u8]) -> Vec<u8> {
    let sheet = Entry::new("xl/worksheets/sheet1.xml", part);
    let entries = [parts(&[("a", "")]), vec![sheet]].concat();
    archive_of(&entries, entries.len())
}

fn far_out() -> Files {
    let last = cell("XFD1048576", "y");
    let far = row(&cell("A1", "x")) + &format!("<row r=\"1048576\">{last}</row>");
    let wide = row(&(cell("A1", "x") + &cell("XFD1", "y")));
    let filled = |n| format!("<row r=\"{n}\">{}</row>", cell(&format!("IV{n}"), "x"));
    let padded: String = (1..=12_000).map(filled).collect();
    let number = |n| format!("<row r=\"{n}\"><c r=\"A{n}\"><v>{n}</v></c></row>");
    let rows: String = (1..=130_000).map(number).collect();
    vec![
        ("a cell in the last row and column", one(&far)),
        ("a cell in the last column", one(&wide)),
        ("12,000 rows as wide as may be", one(&padded)),
        ("130,000 rows", one(&rows)),
        ("a cell beyond the last", one(&row(&cell("XFE1", "x")))),
    ]
}

fn of_cells() -> Files {
    let twice = row(&cell("A1", "x").repeat(2));
    let names: Vec<String> = (1..=65).map(|n| format!("s{n}")).collect();
    let named: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    let sheets = [parts(&named), (1..=65).map(|n| sheet(n, "")).collect()].concat();
    let digits = "9".repeat(1_000_000);
    let number = row(&format!("<c r=\"A1\"><v>{digits}</v></c>"));
    vec![
        ("a cell given twice", one(&twice)),
        ("65 sheets", archive_of(&sheets, sheets.len())),
        ("a text of 40 MB", one(&cell("A1", &"x".repeat(40_000_000)))),
        ("a number of 1 MB", one(&number)),
    ]
}

fn of_strings() -> Files {
    let sst = |items: &str| vec![strings(&format!("<sst>{items}</sst>"))];
    let at = |place: &str, nth: &str| format!("<c r=\"{place}\" t=\"s\"><v>{nth}</v></c>");
    let first = row(&at("A1", "0"));
    let counted = strings("<sst count=\"3000000000\" uniqueCount=\"3000000000\"></sst>");
    let long = format!("<si><t>{}</t></si>", "ก".repeat(32_767));
    let both = |n| at(&format!("A{n}"), "0") + &at(&format!("B{n}"), "0");
    let repeated: String = (1..=9_000)
        .map(|n| format!("<row>{}</row>", both(n)))
        .collect();
    let runs = format!("<si>{}</si>", "<r><t>xxxxxxxxxx</t></r>".repeat(4_000));
    let nowhere = row(&at("A1", "99999999999999999999"));
    vec![
        (
            "a list that says that it has three thousand million texts",
            workbook(&first, vec![counted]),
        ),
        (
            "one long text in 18,000 cells",
            workbook(&repeated, sst(&long)),
        ),
        ("40 MB of texts", workbook(&first, sst(&long.repeat(420)))),
        (
            "1,000,001 texts",
            workbook(&first, sst(&"<si/>".repeat(1_000_001))),
        ),
        ("a text of many runs", workbook(&first, sst(&runs))),
        (
            "a text that is not in the list",
            workbook(&nowhere, sst("<si/>")),
        ),
    ]
}

fn of_marks() -> Files {
    let attributes: String = (0..120_000).map(|n| format!(" a{n}=\"\"")).collect();
    let comment = format!("<!--{}-->", "x".repeat(40_000_000));
    let in_874 =
        b"<worksheet><sheetData><row><c t=\"str\"><v>\xA1</v></c></row></sheetData></worksheet>";
    vec![
        ("marks in marks", one(&"<a>".repeat(100_000))),
        (
            "a mark of 120,000 attributes",
            one(&format!("<row{attributes}>")),
        ),
        ("a comment of 40 MB", one(&comment)),
        (
            "marks that are not closed",
            one("<row r=\"1\"><c r=\"A1\"><v>1</v></row>"),
        ),
        ("a part that is not UTF-8", around(in_874)),
    ]
}

/// A sheet behind these declarations, with this text in its first cell.
fn declared(declarations: &str, text: &str) -> Vec<u8> {
    let rows = row(&cell("A1", text));
    let part = format!(
        "<?xml version=\"1.0\"?>{declarations}<worksheet><sheetData>{rows}</sheetData></worksheet>"
    );
    around(part.as_bytes())
}

fn of_nuls() -> Files {
    vec![
        ("a NUL by number", declared("", "a&#0;b")),
        ("a NUL by escape", declared("", "a_x0000_b")),
        ("a NUL as it is", declared("", "a\0b")),
    ]
}

fn of_declarations() -> Files {
    let again = |n: u32| format!("&l{};", n - 1).repeat(10);
    let laughs: String = (1..=9)
        .map(|n| format!("<!ENTITY l{n} \"{}\">", again(n)))
        .collect();
    let laughs = format!("<!DOCTYPE x [<!ENTITY l0 \"lol\">{laughs}]>");
    let file = "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]>";
    vec![
        ("a document type", declared("<!DOCTYPE x>", "x")),
        ("a text that repeats itself", declared(&laughs, "&l9;")),
        ("a file of this machine", declared(file, "&f;")),
        ("an unknown name", declared("", "&lol;")),
    ]
}

/// A whole workbook, of whose sheet something was changed.
fn changed(change: fn(&mut Entry)) -> Vec<u8> {
    let mut part = sheet(1, &row(&cell("A1", "x")));
    change(&mut part);
    let entries = [parts(&[("a", "")]), vec![part]].concat();
    archive_of(&entries, entries.len())
}

fn of_archives() -> Files {
    let rows = row(&cell("A1", "x"));
    let whole = one(&rows);
    let half = whole.get(..whole.len() / 2).unwrap_or_default().to_vec();
    let many: Vec<Entry> = (0..1_001)
        .map(|n| Entry::stored(&format!("x{n}"), b""))
        .collect();
    let entries = [parts(&[("a", "")]), vec![sheet(1, &rows)]].concat();
    let bomb = format!("<!--{}-->", "x".repeat(1_000_000)).repeat(105);
    let end = [b"PK\x05\x06".as_slice(), &[0; 18]].concat();
    vec![
        ("a part that unpacks to 105 MB", one(&bomb)),
        (
            "a part longer than it says",
            changed(|part| part.unpacked -= 1),
        ),
        (
            "a part shorter than it says",
            changed(|part| part.unpacked = u32::MAX - 1),
        ),
        ("a part that is another", changed(|part| part.crc ^= 1)),
        ("a part behind a password", changed(|part| part.flags = 1)),
        ("1,001 entries", archive_of(&many, many.len())),
        (
            "entries that are not counted",
            archive_of(&entries, entries.len() - 1),
        ),
        ("entries that are not there", archive_of(&entries, 900)),
        ("half a workbook", half),
        ("the end of a workbook alone", end),
    ]
}

fn of_names() -> Files {
    let with = |name: &str| workbook(&row(&cell("A1", "x")), vec![Entry::new(name, b"<x/>")]);
    let no_workbook = archive_of(&[Entry::new("content.xml", b"<x/>")], 1);
    vec![
        ("two parts of one name", with("XL/Worksheets/Sheet1.xml")),
        ("a name that leads out", with("../../etc/passwd")),
        ("a name that begins at the root", with("/etc/passwd")),
        ("a name of another system", with("xl\\..\\..\\x")),
        ("an archive that is no workbook", no_workbook),
    ]
}

fn of_text() -> Files {
    let wide = format!("{}\n{}", "h,".repeat(299), "1,".repeat(299));
    let breaks = [b"\"".as_slice(), &vec![b'\n'; 9_000_000]].concat();
    let old = [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".as_slice(), &[0; 4_096]].concat();
    let page = "<html><table><tr><td>1</td></tr></table></html>";
    vec![
        ("a line without end", vec![b'x'; 9_000_000]),
        ("commas without end", vec![b','; 9_000_000]),
        ("a quotation without end", breaks),
        ("300 columns", wide.into_bytes()),
        ("130,000 lines", "x,1\n".repeat(130_000).into_bytes()),
        ("a NUL in a line", b"a,b\n1,\0\n".to_vec()),
        ("an old workbook", old),
        ("a web page", page.into()),
        ("bytes of no encoding", vec![0xFC; 1_000]),
        ("11 MB", "a,b\n".repeat(2_900_000).into_bytes()),
    ]
}
