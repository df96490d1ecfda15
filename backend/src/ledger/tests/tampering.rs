#![expect(clippy::unwrap_used, reason = "tests")]

use crate::db::Url;
use crate::ledger::service::post;
use crate::ledger::testing::{Books, SOMSRI, a_member_fee};

fn two_fees() -> Books {
    let books = Books::open();
    for member in [1, 2] {
        let told = a_member_fee(member, "100", "2026-11-20");
        books.act(SOMSRI, move |tx| post(tx, &told)).unwrap();
    }
    assert!(books.verify().ok);
    books
}

#[test]
fn c10_an_entry_or_posting_cannot_be_changed_or_deleted() {
    let books = two_fees();
    for sql in [
        "UPDATE postings SET amount = 1",
        "DELETE FROM postings",
        "UPDATE entries SET text = 'x'",
        "DELETE FROM entries",
    ] {
        let mut conn = books.url.connect(crate::db::Access::Write).unwrap();
        let refused = diesel::connection::SimpleConnection::batch_execute(&mut conn, sql);
        assert!(refused.unwrap_err().to_string().contains("C10"), "{sql}");
    }
    assert!(books.verify().ok);
}

/// Takes the guard away, as someone with the database's password could.
fn unguard(books: &Books, table: &str) {
    match books.url {
        Url::Sqlite(_) => books.meddle(&format!(
            "DROP TRIGGER {table}_no_update; DROP TRIGGER {table}_no_delete"
        )),
        Url::Postgres(_) => books.meddle(&format!("ALTER TABLE {table} DISABLE TRIGGER USER")),
    }
}

#[test]
fn c10_a_posting_that_was_edited_behind_our_back_is_named() {
    let books = two_fees();
    unguard(&books, "postings");
    books.meddle("UPDATE postings SET amount = 1 WHERE id = 1");
    let broken = books.verify().broken.unwrap();
    assert_eq!(
        (broken.table.as_deref(), broken.id),
        (Some("postings"), Some(1))
    );
}

#[test]
fn kept_totals_that_differ_from_the_postings_are_named() {
    for sql in [
        "UPDATE account_totals SET debit = debit + 1 WHERE subsidiary = 'member/1' AND span = 'day'",
        "UPDATE account_totals SET debit = debit + 1 WHERE subsidiary = '' AND span = 'month' AND debit > 0",
        "DELETE FROM account_totals WHERE subsidiary = 'member/2' AND span = 'month'",
        "INSERT INTO account_totals (account_id, subsidiary, span, from_date, debit, credit) \
         VALUES (5, '', 'day', '2026-01-01', 1, 1)",
    ] {
        let books = two_fees();
        books.meddle(sql);
        let broken = books.verify().broken.unwrap();
        assert_eq!(broken.table.as_deref(), Some("account_totals"), "{sql}");
    }
}

#[test]
fn an_account_renamed_in_the_projection_is_named() {
    let books = two_fees();
    books.meddle("UPDATE ledger_accounts SET name_en = 'x' WHERE code = '11010'");
    assert_eq!(
        books.verify().broken.unwrap().table.as_deref(),
        Some("ledger_accounts")
    );
}
