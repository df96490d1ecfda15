//! Waiting letters, issued in one click: past their last day only when someone ticks them.

use super::{Tab, days_later, notice};
use crate::office::Office;

/// The table's row of a letter.
fn row_of(page: &str, letter: i64) -> String {
    let rows = page
        .split("<tr data-row>")
        .filter_map(|row| row.split("</tr>").next());
    let value = format!("name=\"id\" value=\"{letter}\"");
    let found = rows.into_iter().find(|row: &&str| row.contains(&value));
    found
        .unwrap_or_else(|| panic!("{letter} is not in {page}"))
        .to_owned()
}

#[test]
fn a7_2_1_a_letter_past_its_last_day_is_issued_only_when_it_is_ticked() {
    let office = Office::open();
    let (old, _) = notice(&office);
    days_later(&office, 60);
    let office = Office::of(office.server);
    let (new, _) = notice(&office);
    let tab = Tab::open(&office, &office.officer, "/papers/letters");
    let (past, running) = (row_of(&tab.text, old), row_of(&tab.text, new));
    assert!(
        past.contains("พ้นกำหนดแล้ว") && !past.contains(" checked"),
        "{past}"
    );
    assert!(
        !running.contains("พ้นกำหนดแล้ว") && running.contains(" checked"),
        "{running}"
    );

    let before = office.rows();
    let none = tab.send(&[]);
    assert_eq!(none.status, 422);
    assert!(none.text().contains("เลือกหนังสือที่จะออกอย่างน้อยหนึ่งฉบับ"));
    office.wrote_nothing(&before, "no letter");

    let (old, new) = (old.to_string(), new.to_string());
    let done = tab.send(&[("id", &old), ("id", &new)]);
    assert_eq!(done.status, 303, "{}", done.text());
    let said = tab.after(&done);
    assert!(
        said.contains("ออกหนังสือแล้ว 2 ฉบับ ในจำนวนนี้พ้นกำหนดแล้ว 1 ฉบับ"),
        "{said}"
    );
}

#[test]
fn a_letter_that_runs_is_issued_without_a_word_about_last_days() {
    let office = Office::open();
    let (letter, _) = notice(&office);
    let tab = Tab::open(&office, &office.officer, "/papers/letters");
    let done = tab.send(&[("id", &letter.to_string())]);
    let said = tab.after(&done);
    assert!(
        said.contains("ออกหนังสือแล้ว 1 ฉบับ") && !said.contains("พ้นกำหนด"),
        "{said}"
    );
}

#[test]
fn a_day_that_cannot_be_read_is_named_by_its_field_and_buddhist_years_are_read() {
    let office = Office::open();
    let path = "/papers/of/register/cards";
    for (bad, message) in [
        ("from=xx&to=", "อ่านวันที่ไม่ได้"),
        ("from=&to=32/13/2569", "อ่านวันที่ไม่ได้"),
        ("from=2/1/2569&to=1/1/2569", "วันสิ้นสุดอยู่ก่อนวันเริ่ม"),
    ] {
        let tab = Tab::of(&office, &office.manager);
        let asked = tab.get(&format!("{path}.pdf?{bad}"));
        assert_eq!(asked.status, 422, "{bad}");
        let text = asked.text();
        let field = if bad.starts_with("from=xx") {
            "from"
        } else {
            "to"
        };
        assert!(
            text.contains(message) && text.contains(&format!("href=\"#{field}\"")),
            "{text}"
        );
    }
    let tab = Tab::of(&office, &office.manager);
    let good = tab.get(&format!("{path}.pdf?from=1/1/2569&to=31/12/2569"));
    assert_eq!(good.header("content-type"), Some("application/pdf"));
}
