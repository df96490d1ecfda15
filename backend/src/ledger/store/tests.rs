//! Lists longer than a statement binds, on both databases.
#![expect(clippy::unwrap_used, reason = "tests")]

use super::*;
use crate::db::testing::{MANY, many_ids, many_texts, on_both};

#[test]
fn forty_thousand_entries_and_accounts() {
    on_both(|conn| {
        let (ids, texts) = (many_ids(), many_texts());
        let codes: Vec<&str> = texts.iter().map(String::as_str).collect();
        assert!(accounts_by_code(conn, &codes).unwrap().is_empty());
        assert!(entries_by_nos(conn, &texts).unwrap().is_empty());
        assert!(reversals_of(conn, &ids).unwrap().is_empty());
        assert!(postings_of(conn, &ids).unwrap().is_empty());
        assert!(numbers_of(conn, ids).unwrap().is_empty());
    });
}

#[test]
fn forty_thousand_totals() {
    on_both(|conn| {
        let total = |text: String| TotalRow {
            account_id: 1,
            subsidiary: text,
            span: "day".into(),
            from_date: chrono::NaiveDate::default(),
            debit: 1,
            credit: 0,
        };
        let rows: Vec<TotalRow> = many_texts().into_iter().map(total).collect();
        assert_eq!(add_totals(conn, &rows).unwrap(), MANY as usize);
    });
}
