//! First letters: numbered, dated, with the last day on which the member may come (A7.2.1).

use super::super::super::error::CardError;
use super::super::model::{CustodyFact, Item, Lane, Notice, Place};
use super::super::rules;
use super::super::store::{self, Held};
use super::bylaws_on;
use super::receive::members_left;
use crate::app::App;
use crate::calendar::{Deadline, deadline};
use crate::cards::late::model::{Late, Recorded, What};
use crate::cards::late::rules::day_of;
use crate::cards::late::service as late;
use crate::db::{ActMeta, Conn, IdempotencyKey, Receipt, Tx};
use crate::documents::service::letters::{self, Letter, LetterKind, NewLetter};
use crate::identity::model::Actor;
use crate::kernel::{BusinessDate, ItemId, Text};

/// Letters of one act at most: a stack that a person can sign in a day.
const LETTERS_MAX: usize = 500;

/// First letters to be made, all of one date.
#[derive(Debug, Clone, Default)]
pub struct FirstNotices {
    pub items: Vec<ItemId>,
    /// The letters' date: today, said or not.
    pub dated: Option<BusinessDate>,
    /// They left on paper earlier, and this is when and why they are recorded only now.
    pub late: Option<Late>,
}

impl FirstNotices {
    /// Letters of today.
    pub fn of(items: Vec<ItemId>) -> Self {
        Self {
            items,
            ..Self::default()
        }
    }
}

/// What making them would do, read as a sentence with numbers before the click.
#[derive(Debug, Clone)]
pub struct NoticePreview {
    pub letters: usize,
    pub deadline: Deadline,
    /// Why the letter's own date is a day off: a warning, not a refusal.
    pub dated_off: Option<Text>,
}

/// A7.2.1: makes a first letter for each item; the period is counted from the letter's date and stored as it was reckoned.
pub async fn make_first_notices(
    app: &App,
    by: &Actor,
    key: Option<IdempotencyKey>,
    cmd: FirstNotices,
) -> Result<Receipt, CardError> {
    let (own, meta) = (
        app.clone(),
        ActMeta::new(by.person, "notice.first_made").with_key(key),
    );
    app.writer
        .act(meta, move |tx| first_notices_part(tx, &own, &cmd))
        .await
}

/// The part of [`make_first_notices`], for seeding.
pub fn first_notices_part(
    tx: &mut Tx<'_>,
    app: &App,
    cmd: &FirstNotices,
) -> Result<Receipt, CardError> {
    let dated = day_of(cmd.dated, cmd.late.as_ref(), tx.today())?;
    let held = decided(tx.conn, cmd, dated)?;
    let until = period(app, dated)?;
    let mut new = Vec::new();
    for entry in &held {
        let (sort, no) = letters::next_letter_no(tx);
        new.push(NewLetter {
            letter_kind: LetterKind::FirstNotice,
            no,
            sort,
            member: Some(entry.item.member),
            item: Some(entry.item.id),
            batch: None,
            deadline: Some(until.clone()),
        });
    }
    let made = letters::make(tx, dated, new)?;
    if let Some(late) = &cmd.late {
        recorded_late(tx, app, late, held.iter().zip(&made))?;
    }
    let mut receipt = Receipt::of("letter", "letters", made.first().map_or(0, |l| l.id.get()));
    let mut steps = Vec::new();
    for (entry, letter) in held.into_iter().zip(made) {
        receipt.numbers.push(letter.made.no.clone());
        let notice = Notice {
            letter: Some(letter.id),
            no: letter.made.no,
            dated,
            deadline: until.deadline,
        };
        steps.push((
            entry.item.id.get(),
            Some(entry.item),
            dated,
            CustodyFact::Noticed { notice },
        ));
    }
    tx.advance::<Item>(steps)?;
    Ok(receipt)
}

/// A7.2.1: each letter that left earlier stands in the list of late records, held against the working days after the receipt
/// in which it was not late yet.
fn recorded_late<'a>(
    tx: &mut Tx<'_>,
    app: &App,
    late: &Late,
    made: impl Iterator<Item = (&'a Held, &'a Letter)>,
) -> Result<(), CardError> {
    let delay = bylaws_on(app, late.left_on)?.notice_delay_working_days;
    let (recorded_on, by) = (tx.today(), tx.actor());
    let due = |held: &Held| {
        let received = held.item.received_on?;
        app.holidays.working_days_after(received, delay).ok()
    };
    let one = |(held, letter): (&Held, &Letter)| Recorded {
        what: What::Letter,
        subject: letter.id.get(),
        no: letter.made.no.clone(),
        left_on: late.left_on,
        recorded_on,
        due_on: due(held),
        reason: late.reason.trim().to_owned(),
        by,
    };
    Ok(late::record(tx, made.map(one).collect())?)
}

/// The same decisions without writing.
pub fn preview_first_notices(
    conn: &mut Conn,
    app: &App,
    cmd: &FirstNotices,
    today: BusinessDate,
) -> Result<NoticePreview, CardError> {
    let dated = day_of(cmd.dated, cmd.late.as_ref(), today)?;
    let letters = decided(conn, cmd, dated)?.len();
    let dated_off = app
        .holidays
        .why_off(dated)
        .map_err(|_| CardError::Calendar)?;
    Ok(NoticePreview {
        letters,
        deadline: period(app, dated)?,
        dated_off,
    })
}

fn decided(
    conn: &mut Conn,
    cmd: &FirstNotices,
    dated: BusinessDate,
) -> Result<Vec<Held>, CardError> {
    if cmd.items.is_empty() || cmd.items.len() > LETTERS_MAX {
        return Err(CardError::NothingChosen { field: "items" });
    }
    let held = store::held(conn, &cmd.items)?;
    let left = members_left(conn, &held)?;
    for entry in &held {
        let left_on = left.get(&entry.item.member).copied();
        rules::is_member(left_on.filter(|on| *on <= dated), &entry.card)?;
        rules::may_notice(&entry.item, &entry.card, dated)?;
        announced_with_its_card(entry)?;
    }
    Ok(held)
}

/// C6: an envelope has a letter of its own only after its card was collected; until then the card's letter speaks for both.
fn announced_with_its_card(held: &Held) -> Result<(), CardError> {
    let collected = held
        .other
        .as_ref()
        .is_some_and(|card| matches!(card.place, Place::WithMember));
    match held.item.lane {
        Lane::Card => Ok(()),
        Lane::Pin if collected => Ok(()),
        Lane::Pin => Err(CardError::EnvelopeAnnouncedWithCard {
            item: rules::name_of(&held.item, &held.card),
        }),
    }
}

fn period(app: &App, dated: BusinessDate) -> Result<Deadline, CardError> {
    let bylaws = bylaws_on(app, dated)?;
    deadline(
        dated,
        bylaws.first_notice_days,
        &app.holidays,
        bylaws.extend_to_working_day,
    )
    .map_err(|_| CardError::Calendar)
}
