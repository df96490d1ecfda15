#![expect(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;

use crate::kernel::{BusinessDate, EntryId, Instant, MemberId, Money};
use crate::ledger::balances::{Asked, kept_totals, known_totals, trial_balance};
use crate::ledger::error::LedgerError;
use crate::ledger::model::Posted;
use crate::ledger::service::{fee_balance, fee_paid, post, reverse};
use crate::ledger::testing::{Books, SOMSRI, a_member_fee, day};

/// What a busy year does to the books.
#[derive(Debug, Clone)]
enum Step {
    Fee {
        member: i64,
        satang: i64,
        day: i64,
    },
    Paid {
        member: i64,
        satang: i64,
        day: i64,
    },
    /// Reverses the n-th entry so far, some days later.
    Reverse {
        which: usize,
        later: i64,
    },
    /// Posts and then refuses the whole act.
    Refused {
        member: i64,
    },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        3 => (1_i64..5, 1_i64..10_000_000, 0_i64..400).prop_map(|(member, satang, day)| Step::Fee { member, satang, day }),
        2 => (1_i64..5, -5_i64..1_000_000, 0_i64..420).prop_map(|(member, satang, day)| Step::Paid { member, satang, day }),
        2 => (0_usize..12, 0_i64..60).prop_map(|(which, later)| Step::Reverse { which, later }),
        1 => (1_i64..5).prop_map(|member| Step::Refused { member }),
    ];
    prop::collection::vec(step, 1..14)
}

/// Day 0 is 21 October 2025; day 396 is the books' today.
fn on(place: i64) -> BusinessDate {
    day("2025-10-21").plus_days(place)
}

fn take(
    books: &Books,
    step: &Step,
    so_far: &[(EntryId, BusinessDate)],
) -> Result<(Posted, BusinessDate), LedgerError> {
    let done = |posted: Result<Posted, LedgerError>, date| posted.map(|p| (p, date));
    match *step {
        Step::Fee {
            member,
            satang,
            day,
        } => {
            let mut told = a_member_fee(member, "1", "2026-01-01");
            (told.date, told.figures[0].1) = (on(day), Money::satang(satang));
            done(books.act(SOMSRI, move |tx| post(tx, &told)), on(day))
        }
        Step::Paid {
            member,
            satang,
            day,
        } => {
            let pay = (MemberId::new(member), Money::satang(satang));
            done(
                books.act(SOMSRI, move |tx| fee_paid(tx, pay.0, pay.1, on(day))),
                on(day),
            )
        }
        Step::Reverse { which, later } => {
            let (entry, date) = *so_far.get(which).ok_or(LedgerError::NotFound)?;
            let date = date.plus_days(later);
            done(
                books.act(SOMSRI, move |tx| reverse(tx, entry, date, "ทดสอบ")),
                date,
            )
        }
        Step::Refused { member } => {
            let told = a_member_fee(member, "1", "2026-01-01");
            books.act(SOMSRI, move |tx| {
                post(tx, &told)?;
                Err(LedgerError::NotFound)
            })
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a14_1_whatever_is_posted_and_reversed_the_trial_balance_is_zero_for_every_date(steps in steps()) {
        let books = Books::open();
        let mut entries = Vec::new();
        for step in &steps {
            if let Ok((posted, date)) = take(&books, step, &entries) {
                entries.push((posted.entry, date));
            }
        }
        let report = books.verify();
        prop_assert!(report.ok, "{:?}", report.broken);
        let mut dates: Vec<BusinessDate> = entries.iter().flat_map(|(_, d)| [*d, d.plus_days(-1)]).collect();
        dates.extend([on(-1), on(0), on(396)]);
        books.read(|conn| {
            for as_of in dates {
                let asked = Asked { from: as_of.plus_days(-40), as_of, known_at: None };
                let now = trial_balance(conn, asked).unwrap();
                assert!(now.total.difference.is_zero(), "{as_of}");
                assert_eq!(now.total.debit, now.total.credit);
                assert_eq!(now.total.closing_debit, now.total.closing_credit);
                let known = known_totals(conn, as_of, Instant::micros(i64::MAX)).unwrap();
                assert_eq!(kept_totals(conn, "", as_of).unwrap(), known, "{as_of}");
                let members = (1..5).map(|m| fee_balance(conn, MemberId::new(m), as_of).unwrap());
                let control = now.lines.iter().find(|l| l.account == "12210").map_or(Money::ZERO, |l| l.closing);
                assert_eq!(Money::sum(members).unwrap(), control);
            }
        });
    }
}
