#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeMap;

use super::*;
use crate::kernel::{Instant, Lang};
use crate::ledger::balances::{Asked, trial_balance};
use crate::ledger::journal::{self, Filter};
use crate::ledger::service::{post, reverse};
use crate::ledger::testing::{Books, SOMSRI, a_member_fee, baht, day};

fn sheet() -> Sheet {
    Sheet {
        name: "t".into(),
        head: vec!["งบทดลอง".into()],
        columns: vec![
            Column::new("รหัส", 8),
            Column::new("ชื่อ", 20),
            Column::summed("เดบิต", 12),
        ],
        rows: vec![
            vec![
                Cell::Text("11010".into()),
                Cell::Text("=1+1".into()),
                Cell::Money(baht("-1234.50")),
            ],
            vec![
                Cell::Date(day("2026-11-21")),
                Cell::Text("ก, \"ข\"".into()),
                Cell::Money(baht("2000")),
            ],
        ],
    }
}

#[test]
fn csv_has_bom_crlf_and_no_cell_that_runs_as_a_formula() {
    let text = csv(&sheet());
    assert_eq!(
        text,
        "\u{feff}งบทดลอง\r\nรหัส,ชื่อ,เดบิต\r\n11010,'=1+1,-1234.50\r\n2026-11-21,\"ก, \"\"ข\"\"\",2000.00\r\nรวม,,765.50\r\n"
    );
    for risky in ["=A1", "+A1", "-A1", "@A1", " =A1", "\tA1"] {
        let mut one = sheet();
        one.rows[0][1] = Cell::Text(risky.into());
        assert!(csv(&one).contains(&format!("'{risky}")), "{risky:?}");
    }
}

#[test]
fn a_workbook_has_real_numbers_dates_and_totals() {
    use calamine::{Data, Reader};
    let bytes = xlsx(&sheet()).unwrap();
    let mut book = calamine::Xlsx::new(std::io::Cursor::new(bytes)).unwrap();
    let page = book.worksheet_range("t").unwrap();
    assert_eq!(page.get((2, 2)), Some(&Data::Float(-1234.5)));
    assert_eq!(page.get((2, 1)), Some(&Data::String("=1+1".into())));
    assert!(matches!(page.get((3, 0)), Some(Data::DateTime(_))));
    let formulas = book.worksheet_formula("t").unwrap();
    assert_eq!(
        formulas.get_value((4, 2)).map(String::as_str),
        Some("SUM(C3:C4)")
    );
}

fn a_book() -> Books {
    let books = Books::open();
    let told = a_member_fee(7, "100.50", "2026-10-20");
    books.act(SOMSRI, move |tx| post(tx, &told)).unwrap();
    let told = a_member_fee(8, "200", "2026-11-20");
    let entry = books.act(SOMSRI, move |tx| post(tx, &told)).unwrap().entry;
    books
        .act(SOMSRI, move |tx| {
            reverse(tx, entry, day("2026-11-21"), "ลง \"ซ้ำ\"")
        })
        .unwrap();
    books
}

fn plain(books: &Books, format: Format) -> String {
    let (from, to) = (day("2026-11-01"), day("2026-11-21"));
    let eve = Asked {
        from: day("2026-10-01"),
        as_of: from.plus_days(-1),
        known_at: None,
    };
    let filter = Filter {
        from: Some(from),
        to: Some(to),
        ..Filter::default()
    };
    let (opening, mut entries, accounts) = books.read(|conn| {
        let accounts: BTreeMap<_, _> = crate::ledger::store::chart(conn)
            .unwrap()
            .into_iter()
            .map(|row| (row.code.clone(), (row.account().unwrap().kind, row.name_en)))
            .collect();
        (
            trial_balance(conn, eve).unwrap(),
            journal::all_entries(conn, &filter, 100).unwrap(),
            accounts,
        )
    });
    entries.reverse();
    book(
        &Book {
            from,
            opening: &opening,
            entries: &entries,
            accounts: &accounts,
        },
        format,
    )
}

/// Sums each transaction of a plain-text book, in satang.
fn sums(text: &str) -> Vec<i64> {
    let mut sums = Vec::new();
    for line in text.lines() {
        if line.contains(" * ") {
            sums.push(0);
        } else if let Some(amount) = line.strip_suffix(" THB").filter(|l| !l.contains(" open ")) {
            let amount = amount.rsplit(' ').next().unwrap();
            *sums.last_mut().unwrap() += baht(amount).as_satang();
        }
    }
    sums
}

#[test]
fn the_plain_book_balances_and_brings_forward_what_was_before() {
    let books = a_book();
    for format in [Format::Ledger, Format::Beancount] {
        let text = plain(&books, format);
        assert_eq!(sums(&text), [0, 0, 0], "{text}");
        assert!(text.contains("Assets:12210  100.50 THB"), "{text}");
        assert!(text.contains("Income:41210  -200.00 THB"), "{text}");
    }
    let ledger = plain(&books, Format::Ledger);
    assert!(
        ledger.contains("2026-11-20 * (JV2569/000002) ค่าธรรมเนียมออกบัตร"),
        "{ledger}"
    );
    assert!(ledger.contains("    ; reverses: JV2569/000002"), "{ledger}");
    let beancount = plain(&books, Format::Beancount);
    assert!(
        beancount.contains("2026-11-01 open Assets:12210 THB"),
        "{beancount}"
    );
    assert!(beancount.contains("ลง \\\"ซ้ำ\\\""), "{beancount}");
    assert!(
        beancount.contains("    subsidiary: \"member/8\""),
        "{beancount}"
    );
}

#[test]
fn the_exported_trial_balance_foots() {
    let books = a_book();
    let asked = Asked {
        from: day("2026-11-01"),
        as_of: day("2026-11-21"),
        known_at: Some(Instant::micros(i64::MAX / 2)),
    };
    let balance = books.read(|conn| trial_balance(conn, asked).unwrap());
    let taken = Taken {
        by: "สมศรี".into(),
        at: books.clock.now(),
        lang: Lang::Th,
    };
    let sheet = trial_sheet(&balance, &taken);
    let sum = |place| sum_of(&sheet, place).unwrap();
    assert_eq!(
        (sum(2), sum(4), sum(6)),
        (baht("100.50"), baht("400"), baht("100.50"))
    );
    assert_eq!((sum(2), sum(4), sum(6)), (sum(3), sum(5), sum(7)));
    assert_eq!(sheet.head[1], "ระหว่าง 1 พ.ย. 2569 – 21 พ.ย. 2569");
    let all = books.read(|conn| journal::all_entries(conn, &Filter::default(), 100).unwrap());
    let journal = journal_sheet(&all, &Filter::default(), &taken);
    assert_eq!(journal.rows.len(), 6);
    assert_eq!(sum_of(&journal, 7), sum_of(&journal, 8));
    assert!(xlsx(&journal).is_ok());
}
