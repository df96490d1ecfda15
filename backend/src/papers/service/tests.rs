//! Letters that wait for their paper, in an office with more of them than one click issues.
#![expect(clippy::unwrap_used, reason = "tests")]

use super::{MANY_MAX, past_among, waiting_notices};
use crate::calendar::Deadline;
use crate::cards::testing::Bench;
use crate::db::{Error, Tx};
use crate::documents::service::letters::{self, Letter, LetterKind, NewLetter};
use crate::kernel::{BusinessDate, LetterId, MemberId};
use crate::papers::model::{Kind, What};
use crate::papers::schema::PaperRow;

/// Open first notices of the first member, one for each last day.
fn make(tx: &mut Tx<'_>, last_days: &[Option<BusinessDate>]) -> Result<Vec<Letter>, Error> {
    let today = tx.today();
    let mut new = Vec::new();
    for last in last_days {
        let (sort, no) = letters::next_letter_no(tx);
        new.push(NewLetter {
            letter_kind: LetterKind::FirstNotice,
            no,
            sort,
            member: Some(MemberId::new(1)),
            item: None,
            batch: None,
            deadline: last.map(until),
        });
    }
    letters::make(tx, today, new)
}

fn until(deadline: BusinessDate) -> Deadline {
    Deadline {
        start: deadline.plus_days(-30),
        days: 30,
        counted_to: deadline,
        deadline,
        extended: false,
        because: Vec::new(),
    }
}

/// The paper of a letter, as far as the lists read it.
fn paper(tx: &mut Tx<'_>, letter: &Letter) -> PaperRow {
    let id = tx.next_id("issued_papers");
    PaperRow {
        id,
        seq: tx.seq(),
        number: format!("NL1-2569-{id:04}-R0"),
        kind: Kind::NoticeLetter.code().to_owned(),
        subject: What::Notice(letter.id).subject(),
        subject_date: letter.dated.naive(),
        template_version: 1,
        sha256: String::new(),
        key_owner: "member/1".to_owned(),
        input: Vec::new(),
        head_seq: 1,
        head_hash: String::new(),
        issued_at: 0,
        issued_by: 1,
    }
}

#[test]
fn a7_2_1_every_open_letter_without_a_paper_is_offered_whatever_was_issued_before_or_after_it() {
    let bench = Bench::open();
    let wanting: Vec<LetterId> = bench.office.act(|tx| {
        let all = make(tx, &[None; 750])?;
        // The oldest fifty, and every one behind the six hundredth, have no paper.
        let (without, with): (Vec<_>, Vec<_>) =
            (0..).zip(all).partition(|(at, _)| !(50..600).contains(at));
        let rows: Vec<PaperRow> = with.iter().map(|(_, letter)| paper(tx, letter)).collect();
        tx.facts(&rows)?;
        Ok::<_, Error>(without.into_iter().map(|(_, letter)| letter.id).collect())
    });
    let offered = bench.office.read(|conn| waiting_notices(conn).unwrap());
    let ids: Vec<LetterId> = offered.iter().map(|row| LetterId::new(row.id)).collect();
    assert_eq!(ids.len(), MANY_MAX);
    assert_eq!(ids, wanting);
    assert!(offered.is_sorted_by_key(|row| row.sort));
}

#[test]
fn a7_2_1_a_letter_is_past_on_the_day_after_its_last_day() {
    let bench = Bench::open();
    let today = bench.office.app.clock.today();
    let ids: Vec<LetterId> = bench.office.act(move |tx| {
        let days = [Some(today.plus_days(-1)), Some(today), None];
        let made = make(tx, &days)?;
        Ok::<_, Error>(made.into_iter().map(|letter| letter.id).collect())
    });
    let past = |ids: &[LetterId]| {
        bench
            .office
            .read(|conn| past_among(conn, ids, today).unwrap())
    };
    assert_eq!(past(&ids), 1);
    assert_eq!(past(&ids[1..]), 0);
    assert_eq!(past(&[LetterId::new(987_654)]), 0);
}
