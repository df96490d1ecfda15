//! The first notice to a member (A7.2.1).

use sahakorn_reports::{NoticeKind, NoticeLetter, NoticeObject, Paper};

use super::office::{Digits, bylaws, contact, letterhead, manager, thai};
use super::{Asked, Source};
use crate::bylaws::BylawsOfDay;
use crate::cards::applications::service as applications;
use crate::cards::custody::model::Lane;
use crate::cards::custody::service::{self as custody, ItemView, Reckoning};
use crate::db::Conn;
use crate::documents::service::letters::{self, Letter, LetterKind};
use crate::kernel::{ApplicationId, LetterId, MemberId};
use crate::members::service::{self as members, MemberLine};
use crate::papers::error::PaperError;
use crate::papers::model::{Naming, What};
use crate::papers::rules;

/// What a letter says where the old registers do not know it.
const UNKNOWN: &str = "–";

pub fn gather(asked: &Asked<'_>, conn: &mut Conn, id: LetterId) -> Result<Source, PaperError> {
    let letter = letters::by_id(conn, id)?.ok_or(PaperError::NotFound)?;
    let (Some(member), Some(item)) = (letter.made.member, letter.made.item) else {
        return Err(PaperError::NotANotice);
    };
    let bylaws = bylaws(asked, letter.dated)?;
    let item = item_of(asked, conn, item.get(), &bylaws)?;
    let named = members::by_id(conn, member)?.ok_or(PaperError::NotFound)?;
    let paper = NoticeLetter {
        letterhead: letterhead(&bylaws, Digits::Thai),
        kind: kind(&letter, &bylaws),
        object: object(asked, conn, member, &item)?,
        letter_no: thai(&format!("{} {}", bylaws.letter_prefix, letter.made.no)),
        dated: letter.dated.thai_document(),
        addressee: named.name.clone(),
        member_no: thai(&named.number),
        application_dated: applied_on(conn, &item)?,
        card_last_four: thai(&item.last_four),
        received_on: item
            .received_on
            .map_or_else(|| UNKNOWN.to_owned(), |day| day.thai_document()),
        counter_hours: hours(&bylaws),
        days: days(&letter),
        last_day: last_day(&letter),
        further: Vec::new(),
        enclosures: Vec::new(),
        signer: manager(conn, letter.dated)?,
        contact: contact(&bylaws),
    };
    Ok(source(&letter, &named, paper))
}

fn source(letter: &Letter, member: &MemberLine, paper: NoticeLetter) -> Source {
    Source {
        what: What::Notice(letter.id),
        paper: Paper::NoticeLetter(paper),
        subject_date: letter.dated,
        naming: Naming::Fixed(rules::notice_number(letter.made.sort)),
        member: Some(member.id),
    }
}

fn kind(letter: &Letter, bylaws: &BylawsOfDay) -> NoticeKind {
    match letter.made.letter_kind {
        LetterKind::FirstNotice | LetterKind::BankCover => NoticeKind::First {
            second_notice_days: thai(&bylaws.second_notice_days.to_string()),
        },
    }
}

fn item_of(
    asked: &Asked<'_>,
    conn: &mut Conn,
    id: i64,
    bylaws: &BylawsOfDay,
) -> Result<ItemView, PaperError> {
    let reckoning = Reckoning {
        today: asked.now.business_date(),
        delay: bylaws.notice_delay_working_days,
        holidays: &asked.app.holidays,
    };
    let found = custody::lines_of(conn, &reckoning, &[id])?;
    let line = found.into_iter().next().ok_or(PaperError::NotFound)?;
    Ok(line.item)
}

/// A card's letter speaks for its envelope too, where it has one (C6).
fn object(
    asked: &Asked<'_>,
    conn: &mut Conn,
    member: MemberId,
    item: &ItemView,
) -> Result<NoticeObject, PaperError> {
    if item.lane == Lane::Pin.code() {
        return Ok(NoticeObject::Pin);
    }
    let cards = custody::cards_of(conn, member, asked.now.business_date())?;
    let card = cards.iter().find(|card| card.id.get() == item.card_id);
    Ok(match card.and_then(|card| card.envelope_place.as_ref()) {
        Some(_) => NoticeObject::CardAndPin,
        None => NoticeObject::Card,
    })
}

fn applied_on(conn: &mut Conn, item: &ItemView) -> Result<String, PaperError> {
    let Some(id) = item.application_id else {
        return Ok(UNKNOWN.to_owned());
    };
    let application = applications::by_id(conn, ApplicationId::new(id))?;
    Ok(application.details.opened_on.thai_document())
}

/// `๐๘.๓๐ – ๑๕.๓๐ น.`
fn hours(bylaws: &BylawsOfDay) -> String {
    let hours = &bylaws.working_hours;
    thai(&format!(
        "{} – {} น.",
        hours.opens.format("%H.%M"),
        hours.closes.format("%H.%M")
    ))
}

fn days(letter: &Letter) -> String {
    let days = letter.made.deadline.as_ref().map(|deadline| deadline.days);
    days.map_or_else(|| UNKNOWN.to_owned(), |days| thai(&days.to_string()))
}

fn last_day(letter: &Letter) -> String {
    let last = letter.made.deadline.as_ref().map(|until| until.deadline);
    last.map_or_else(|| UNKNOWN.to_owned(), |day| thai(&day.thai_weekday_long()))
}
