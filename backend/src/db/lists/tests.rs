#![expect(clippy::unwrap_used, reason = "tests")]

use diesel::prelude::*;

use super::*;
use crate::db::counters::Counters;
use crate::db::keys::UsedKeys;
use crate::db::testing::{MANY, many_ids, many_texts, on_both};
use crate::db::{Fact as _, ProjectionRow as _, Told as _, ToldParts};
use crate::documents::letters::{LetterFactRow, LetterRow};

fn many_letters() -> Vec<LetterRow> {
    let letter = |id: i64| LetterRow {
        id,
        version: 1,
        no: format!("{id}/2569"),
        sort: id,
        kind: "bank_cover".into(),
        dated: chrono::NaiveDate::default(),
        member_id: None,
        item_id: None,
        batch_id: None,
        deadline: None,
        state: "open".into(),
    };
    many_ids().into_iter().map(letter).collect()
}

fn many_facts() -> Vec<LetterFactRow> {
    let fact = |id: i64| {
        LetterFactRow::told(ToldParts {
            id,
            seq: 1,
            subject_id: id / 2,
            kind: "made".into(),
            on_date: chrono::NaiveDate::default(),
            recorded_at: 1,
            person_id: 1,
            data: "{}".into(),
        })
    };
    many_ids().into_iter().map(fact).collect()
}

#[test]
fn keys_come_sorted_and_once_whatever_their_number() {
    let keys = many_ids().into_iter().rev().chain([7, 7]);
    let found = in_parts(keys, |part| Ok::<_, ()>(part.keys().collect())).unwrap();
    assert_eq!(found, many_ids());
    let none: Vec<i64> = in_parts(Vec::<i64>::new(), |_| Err("asked")).unwrap();
    assert!(none.is_empty());
    assert_eq!(Part::first_of(&[1, 2, 3], 2).values(), [1, 2]);
}

#[test]
fn no_part_binds_more_than_sqlite_does() {
    for columns in [0, 1, 7, 13, 40] {
        let mut longest = 0;
        let rows = many_ids();
        let written = rows_in_parts(&rows, columns, |part| {
            longest = longest.max(part.values().len());
            Ok(part.values().len())
        });
        assert_eq!(written.unwrap(), rows.len());
        assert!(longest * columns < 32_766, "{columns} columns");
    }
}

#[test]
fn forty_thousand_facts_are_written_and_found() {
    on_both(|conn| {
        let facts = many_facts();
        assert_eq!(LetterFactRow::insert(conn, &facts).unwrap(), MANY as usize);
        let found = LetterFactRow::of_subjects(conn, &many_ids()).unwrap();
        assert_eq!(found.len(), MANY as usize - 1, "but for subject 0");
        assert!(found.is_sorted_by_key(|fact| fact.id()));
    });
}

#[test]
fn forty_thousand_projection_rows_are_saved_twice_and_loaded() {
    on_both(|conn| {
        let mut rows = many_letters();
        LetterRow::save(conn, &rows).unwrap();
        rows.iter_mut().for_each(|row| row.version = 2);
        LetterRow::save(conn, &rows).unwrap();
        assert_eq!(LetterRow::count(conn).unwrap(), MANY);
        assert_eq!(LetterRow::load(conn, &many_ids()).unwrap(), rows);
    });
}

#[test]
fn forty_thousand_keys_and_counters() {
    on_both(|conn| {
        let texts = many_texts();
        let keys: Vec<&str> = texts.iter().map(String::as_str).collect();
        UsedKeys::read(conn, &keys).unwrap();
        let mut counters = Counters::default();
        for text in &texts {
            counters.take(text, 1);
        }
        counters.write(conn).unwrap();
        let rows: i64 = crate::db::schema::counters::table
            .count()
            .get_result(conn)
            .unwrap();
        assert!(rows >= MANY);
    });
}
