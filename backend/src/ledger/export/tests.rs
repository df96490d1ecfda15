#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeMap;

use super::*;
use crate::kernel::{Instant, Lang, Money};
use crate::ledger::balances::{Asked, trial_balance};
use crate::ledger::journal::{self, Filter};
use crate::ledger::meant::Meant;
use crate::ledger::service::{post, reverse};
use crate::ledger::testing::{Books, SOMSRI, a_member_fee, baht, day};
use crate::web::export::{Cell, Export};

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

fn sum_of(sheet: &Export, column: usize) -> Money {
    let amounts = sheet.rows.iter().filter_map(|row| match &row[column] {
        Cell::Money(amount) => Some(*amount),
        Cell::Text(_) | Cell::Date(_) | Cell::Whole(_) | Cell::Empty => None,
    });
    Money::sum(amounts).unwrap()
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
    let sum = |place| sum_of(&sheet, place);
    assert_eq!(
        (sum(2), sum(4), sum(6)),
        (baht("100.50"), baht("400"), baht("100.50"))
    );
    assert_eq!((sum(2), sum(4), sum(6)), (sum(3), sum(5), sum(7)));
    assert_eq!(sheet.period.as_deref(), Some("1 พ.ย. 2569 – 21 พ.ย. 2569"));
    let all = books.read(|conn| journal::all_entries(conn, &Filter::default(), 100).unwrap());
    let nothing = (&Filter::default(), &Meant::default());
    let journal = journal_sheet(&all, nothing, &taken);
    assert_eq!(journal.rows.len(), 6);
    assert_eq!(sum_of(&journal, 7), sum_of(&journal, 8));
    let owed = &journal.rows[0];
    let rule = "กลับรายการ".into();
    assert_eq!((&owed[9], &owed[10]), (&rule, &"entry.reversed".into()));
    assert_eq!(
        (&owed[5], &owed[6]),
        (&"สมาชิก 8".into(), &"member/8".into())
    );
    assert_eq!((&owed[11], &owed[12]), (&"บัตร".into(), &"card/8".into()));
    assert!(journal.xlsx().is_ok());
}
