#![expect(clippy::unwrap_used, reason = "tests")]

use crate::kernel::{Cursor, Instant, Limit, MemberId, Rule};
use crate::ledger::balances::{Asked, trial_balance};
use crate::ledger::chart::{COMPILED_IN, Chart};
use crate::ledger::error::LedgerError;
use crate::ledger::journal::{self, Filter};
use crate::ledger::model::{PostEvent, Subsidiaries, Voucher};
use crate::ledger::service::{chart_is_loaded, load_chart, post, reverse};
use crate::ledger::testing::{Books, PRASIT, SOMSRI, a_member_fee, baht, day};

fn fee(books: &Books, member: i64, on: &str) -> crate::ledger::model::Posted {
    let told = a_member_fee(member, "100", on);
    books.act(SOMSRI, move |tx| post(tx, &told)).unwrap()
}

#[test]
fn the_chart_is_loaded_once_and_an_account_never_leaves_it() {
    let books = Books::open();
    let chart = Chart::compiled_in().unwrap();
    assert!(books.read(|conn| chart_is_loaded(conn, &chart).unwrap()));
    let renamed = Chart::parse(&COMPILED_IN.replace("Petty cash", "Small cash")).unwrap();
    let wanted = renamed.clone();
    books
        .act(PRASIT, move |tx| load_chart(tx, &wanted))
        .unwrap();
    assert!(books.read(|conn| chart_is_loaded(conn, &renamed).unwrap()));
    let without: String = COMPILED_IN
        .lines()
        .filter(|l| !l.starts_with("53030"))
        .map(|l| format!("{l}\n"))
        .collect();
    let shorter = Chart::parse(&without).unwrap();
    let refused = books
        .act(PRASIT, move |tx| load_chart(tx, &shorter))
        .unwrap_err();
    assert_eq!(refused.rule(), Some(Rule::C10));
    let roleless = Chart::parse(&COMPILED_IN.replace(",card_fee_income,", ",,")).unwrap();
    let refused = books
        .act(PRASIT, move |tx| load_chart(tx, &roleless))
        .unwrap_err();
    assert!(matches!(refused, LedgerError::Rules(_)));
    let report = books.verify();
    assert!(report.ok, "{report:?}");
}

#[test]
fn a14_2_an_entry_carries_the_date_of_its_transaction_and_of_its_recording() {
    let books = Books::open();
    let posted = fee(&books, 7, "2026-11-02");
    let entry = books.read(|conn| journal::entry(conn, posted.entry).unwrap());
    assert_eq!(
        (entry.no.as_str(), entry.voucher),
        ("JV2569/000001", Voucher::Journal)
    );
    assert_eq!(entry.date, day("2026-11-02"));
    assert_eq!(entry.recorded_at.business_date(), day("2026-11-21"));
    assert_eq!(
        (entry.source.as_str(), entry.source_location.as_deref()),
        ("card/7", Some("/api/v1/cards/7"))
    );
    assert_eq!(entry.postings[0].subsidiary.as_deref(), Some("member/7"));
    assert_eq!((entry.amount, entry.made_by), (baht("100"), SOMSRI));
    let by_no = books.read(|conn| journal::entry_by_no(conn, "JV2569/000001").unwrap());
    assert_eq!(by_no, entry);
}

#[test]
fn a14_2_a_post_dated_in_the_future_is_refused_and_leaves_no_row_or_number() {
    let books = Books::open();
    let told = a_member_fee(7, "100", "2026-11-22");
    let refused = books.act(SOMSRI, move |tx| post(tx, &told)).unwrap_err();
    assert_eq!(refused.rule(), Some(Rule::A14_2));
    assert_eq!(fee(&books, 7, "2026-11-21").no, "JV2569/000001");
}

#[test]
fn a14_1_a_refused_act_leaves_no_hole_in_the_voucher_numbers() {
    let books = Books::open();
    assert_eq!(fee(&books, 1, "2026-11-20").no, "JV2569/000001");
    let told = a_member_fee(2, "100", "2026-11-20");
    let refused = books.act(SOMSRI, move |tx| {
        post(tx, &told)?;
        Err::<(), _>(LedgerError::NotFound)
    });
    assert!(refused.is_err());
    assert_eq!(fee(&books, 3, "2026-11-20").no, "JV2569/000002");
    assert_eq!(fee(&books, 3, "2025-12-31").no, "JV2568/000001");
    let report = books.verify();
    assert!(report.ok, "{report:?}");
}

#[test]
fn a14_1_an_account_kept_by_members_needs_one_and_an_event_needs_a_rule() {
    let books = Books::open();
    let told = PostEvent {
        subsidiaries: Subsidiaries::default(),
        ..a_member_fee(1, "100", "2026-11-21")
    };
    let refused = books.act(SOMSRI, move |tx| post(tx, &told)).unwrap_err();
    assert!(
        matches!(&refused, LedgerError::MissingSubsidiary { account, .. } if account == "12210")
    );
    let told = PostEvent {
        event: "card.painted",
        ..a_member_fee(1, "100", "2026-11-21")
    };
    let refused = books.act(SOMSRI, move |tx| post(tx, &told)).unwrap_err();
    assert!(matches!(refused, LedgerError::NoRule { .. }));
}

#[test]
fn c10_a_reversal_cancels_the_whole_entry_once_and_both_name_each_other() {
    let books = Books::open();
    let first = fee(&books, 7, "2026-11-20");
    let id = first.entry;
    let second = books
        .act(PRASIT, move |tx| reverse(tx, id, day("2026-11-21"), "ลงซ้ำ"))
        .unwrap();
    let (original, reversal) = books.read(|conn| {
        (
            journal::entry(conn, first.entry).unwrap(),
            journal::entry(conn, second.entry).unwrap(),
        )
    });
    assert_eq!(original.reversed_by.unwrap().no, second.no);
    assert_eq!(reversal.reverses.as_ref().unwrap().no, first.no);
    let again = books
        .act(PRASIT, move |tx| {
            reverse(tx, id, day("2026-11-21"), "อีกครั้ง")
        })
        .unwrap_err();
    assert_eq!(again.rule(), Some(Rule::C10));
    let of_reversal = books
        .act(PRASIT, move |tx| {
            reverse(tx, second.entry, day("2026-11-21"), "ผิด")
        })
        .unwrap_err();
    assert_eq!(of_reversal.rule(), Some(Rule::C10));
    let balance = books.read(|conn| {
        let asked = Asked {
            from: day("2026-11-01"),
            as_of: day("2026-11-21"),
            known_at: None,
        };
        trial_balance(conn, asked).unwrap()
    });
    assert!(balance.lines.iter().all(|l| l.closing.is_zero()));
    assert!(books.verify().ok);
}

#[test]
fn what_we_believed_then_can_be_asked_now() {
    let books = Books::open();
    fee(&books, 1, "2026-11-05");
    let then = books.clock.now();
    books.clock.advance_days(3);
    fee(&books, 2, "2026-11-05");
    let balance = |known_at: Option<Instant>| {
        let asked = Asked {
            from: day("2026-11-01"),
            as_of: day("2026-11-10"),
            known_at,
        };
        let lines = books.read(|conn| trial_balance(conn, asked).unwrap()).lines;
        lines.iter().find(|l| l.account == "12210").unwrap().closing
    };
    assert_eq!(balance(Some(then)), baht("100"));
    assert_eq!(balance(None), baht("200"));
    assert_eq!(balance(Some(books.clock.now())), baht("200"));
}

/// Four fees on three days; the newest day has two.
fn four_fees() -> Books {
    let books = Books::open();
    for (member, on) in [
        (1, "2026-11-01"),
        (2, "2026-11-03"),
        (1, "2026-11-03"),
        (3, "2026-11-02"),
    ] {
        fee(&books, member, on);
    }
    books
}

/// The last digits of the numbers on a page of three, and the cursor of the next one.
fn page(books: &Books, filter: &Filter, after: Option<&Cursor>) -> (Vec<String>, Option<String>) {
    let limit = Limit::parse(Some(3)).unwrap();
    let page = books.read(|conn| journal::entries(conn, filter, after, limit).unwrap());
    let numbers = page.items.iter().map(|e| e.no[8..].to_owned());
    (numbers.collect(), page.next)
}

#[test]
fn the_journal_is_read_in_pages() {
    let books = four_fees();
    let (first, next) = page(&books, &Filter::default(), None);
    assert_eq!(first, ["00003", "00002", "00004"]);
    let cursor = Cursor::parse(&next.unwrap()).unwrap();
    let (second, next) = page(&books, &Filter::default(), Some(&cursor));
    assert_eq!((second.as_slice(), next), (&["00001".to_owned()][..], None));
    let all = books.read(|conn| journal::count(conn, &Filter::default()).unwrap());
    assert_eq!(all, 4);
}

#[test]
fn the_journal_is_read_by_its_filters() {
    let books = four_fees();
    let all = Filter::default;
    let member = Filter {
        member: Some(MemberId::new(1)),
        ..all()
    };
    let to = Filter {
        to: Some(day("2026-11-01")),
        ..all()
    };
    let voucher = Filter {
        voucher: Some(Voucher::Receipt),
        ..all()
    };
    let account = |code: &str| Filter {
        account: Some(code.into()),
        ..all()
    };
    let source = Filter {
        source: Some("card/3".into()),
        ..all()
    };
    let none: &[&str] = &[];
    for (filter, found) in [
        (member, &["00003", "00001"][..]),
        (to, &["00001"]),
        (voucher, none),
        (account("12210"), &["00003", "00002", "00004"]),
        (source, &["00004"]),
    ] {
        assert_eq!(page(&books, &filter, None).0, found, "{filter:?}");
    }
    let limit = Limit::default();
    let unknown = books.read(|conn| journal::entries(conn, &account("99999"), None, limit));
    assert!(unknown.is_err());
}
