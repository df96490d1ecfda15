//! The two control registers (A7.1.1, A7.1.2, A7.3), with the member's signature in each line.

mod signed;

use std::collections::BTreeMap;

use sahakorn_reports::{
    HandOver, LetterRef, MemberRef, Paper, Register, RegisterHead, RegisterLine as PaperLine,
    Signer,
};

use self::signed::Signed;
use super::office::{Digits, bylaws, letterhead, nobody, order, signer};
use super::{Asked, Source};
use crate::bylaws::BylawsOfDay;
use crate::cards::custody::model::{Identified, Lane, Notice};
use crate::cards::custody::service::{self as custody, Handed, Reckoning, RegisterLine, Step};
use crate::db::Conn;
use crate::identity::service as identity;
use crate::kernel::{BusinessDate, Days, Instant, Lang, PersonId};
use crate::papers::error::PaperError;
use crate::papers::model::{Naming, What};

pub fn cards(asked: &Asked<'_>, conn: &mut Conn, days: Days) -> Result<Source, PaperError> {
    let book = Book::read(asked, conn, Lane::Card, days)?;
    let register = book.register(asked, conn)?;
    let paper = Paper::CardRegister(register);
    Ok(book.source(What::CardRegister(days), "CR", paper))
}

pub fn pins(asked: &Asked<'_>, conn: &mut Conn, days: Days) -> Result<Source, PaperError> {
    let book = Book::read(asked, conn, Lane::Pin, days)?;
    let register = book.register(asked, conn)?;
    let paper = Paper::PinRegister(register);
    Ok(book.source(What::PinRegister(days), "PR", paper))
}

/// The lines of a register with what all of them need.
struct Book {
    lane: Lane,
    today: BusinessDate,
    days: Days,
    bylaws: BylawsOfDay,
    lines: Vec<RegisterLine>,
    names: BTreeMap<i64, String>,
    signed: Signed,
}

impl Book {
    fn read(
        asked: &Asked<'_>,
        conn: &mut Conn,
        lane: Lane,
        days: Days,
    ) -> Result<Self, PaperError> {
        if days.is_backwards() {
            return Err(PaperError::Backwards);
        }
        let today = asked.now.business_date();
        let bylaws = bylaws(asked, today)?;
        let reckoning = Reckoning {
            today,
            delay: bylaws.notice_delay_working_days,
            holidays: &asked.app.holidays,
        };
        let lines =
            custody::register_lines(conn, &reckoning, lane, |received| days.take(received))?;
        let people = lines.iter().flat_map(RegisterLine::people);
        let people: Vec<PersonId> = people.collect();
        Ok(Self {
            lane,
            today,
            days,
            bylaws,
            names: identity::names_of(conn, &people)?,
            signed: Signed::of(conn, asked.app, &lines)?,
            lines,
        })
    }

    fn source(&self, what: What, prefix: &'static str, paper: Paper) -> Source {
        Source {
            what,
            paper,
            subject_date: self.days.until(self.today),
            naming: Naming::Next {
                prefix,
                year: self.today.buddhist_year(),
            },
            member: None,
        }
    }

    fn register(&self, asked: &Asked<'_>, conn: &mut Conn) -> Result<Register, PaperError> {
        let mut lines = Vec::with_capacity(self.lines.len());
        for (line, no) in self.lines.iter().zip(1..) {
            lines.push(self.line(line, no)?);
        }
        let keepers = identity::holders_of(conn, self.lane.keeper(), self.today)?;
        let names: Vec<PersonId> = keepers.iter().map(|held| held.person).collect();
        let names = identity::names_of(conn, &names)?;
        Ok(Register {
            letterhead: letterhead(&self.bylaws, Digits::Arabic),
            head: self.head(names.into_values().collect()),
            lines,
            signers: signers(asked, conn, self.lane)?,
        })
    }

    /// `keepers` hold today what the register tells of.
    fn head(&self, keepers: Vec<String>) -> RegisterHead {
        let until = Digits::Arabic.date(self.days.until(self.today));
        RegisterHead {
            period: match self.days.from {
                Some(from) => format!("{} ถึง {until}", Digits::Arabic.date(from)),
                None => format!("ตั้งแต่เริ่มทะเบียน ถึง {until}"),
            },
            filters: if self.days.is_whole() {
                Vec::new()
            } else {
                vec!["เฉพาะรายการที่รับเข้าในช่วงวันที่นี้".to_owned()]
            },
            as_of: self.today.thai_short(),
            kept_at: kept_at(self.lane, &keepers),
        }
    }

    fn name(&self, person: Option<PersonId>) -> Option<String> {
        person.and_then(|id| self.names.get(&id.get()).cloned())
    }

    fn keep_until(&self, line: &RegisterLine) -> Option<String> {
        let kept = self.bylaws.kept_until(line.line.item.expires_on);
        Some(kept.day.thai_table())
    }

    fn line(&self, line: &RegisterLine, no: usize) -> Result<PaperLine, PaperError> {
        let item = &line.line.item;
        let (application_no, applied_on) = line.application.clone().unzip();
        let is_card = self.lane == Lane::Card;
        let (first, second) = line.letters(self.lane);
        Ok(PaperLine {
            no: no.to_string(),
            member: member(line),
            expiry: is_card.then(|| item.expires_on.thai_table()),
            application_no: application_no.filter(|_| is_card),
            application_dated: applied_on.filter(|_| is_card).map(BusinessDate::thai_table),
            batch: line.batch.clone().filter(|_| is_card),
            envelope_no: item.envelope_no.clone().filter(|_| !is_card),
            received_on: item.received_on.map(BusinessDate::thai_table),
            keeper: self.name(line.keeper).or(line.keeper_name.clone()),
            first_letter: first.map(letter),
            second_letter: second.map(letter),
            handed_over: self.handed(line)?,
            end: Some(end(line).to_owned()),
            keep_until: self.keep_until(line),
            remarks: self.remarks(line),
        })
    }

    /// Where it lies in this house, and what has no column of its own, one under the other.
    fn remarks(&self, line: &RegisterLine) -> Option<String> {
        let place = line.place(Lang::Th, &self.names);
        let told = line.remarked(Lang::Th, &self.names);
        let all: Vec<String> = place.into_iter().chain(told).collect();
        (!all.is_empty()).then(|| all.join("\n"))
    }

    fn handed(&self, line: &RegisterLine) -> Result<Option<HandOver>, PaperError> {
        let Some(handed) = &line.handed else {
            return Ok(None);
        };
        let (signature, instead) = self.signed.proof(line, handed)?;
        Ok(Some(HandOver {
            on: when(handed),
            dispenser: self
                .name(handed.dispenser)
                .or(handed.dispenser_name.clone())
                .unwrap_or_default(),
            identified_by: handed.identified.map_or("", identified).to_owned(),
            signature,
            signed_on_paper: instead,
        }))
    }
}

/// `ตู้เก็บ ผู้ถือ นางสมศรี วงศ์คำ`; nothing as long as nobody has the duty.
fn kept_at(lane: Lane, keepers: &[String]) -> Option<String> {
    let place = match lane {
        Lane::Card => "ตู้เก็บ",
        Lane::Pin => "ตู้นิรภัย",
    };
    (!keepers.is_empty()).then(|| format!("{place} ผู้ถือ {}", keepers.join(", ")))
}

fn member(line: &RegisterLine) -> MemberRef {
    MemberRef {
        member_no: line.line.member_number.clone(),
        name: line.line.member_name.clone(),
        card: format!("•••• {}", line.line.item.last_four),
    }
}

fn letter(notice: &Notice) -> LetterRef {
    LetterRef {
        no: notice.no.clone(),
        dated: notice.dated.thai_table(),
        last_day: notice.deadline.thai_table(),
    }
}

/// Day and time; a hand-over of the old registers has no time.
fn when(handed: &Handed) -> String {
    let day = handed.on.thai_table();
    match handed.at.map(Instant::hour_minute) {
        Some(time) => format!("{day} {time}"),
        None => day,
    }
}

fn identified(how: Identified) -> &'static str {
    match how {
        Identified::NationalIdSeen => "บัตรประชาชน",
        Identified::StaffCardSeen => "บัตรเจ้าหน้าที่",
        Identified::KnownInPerson => "รู้จักตัว",
    }
}

/// How the line stands.
fn end(line: &RegisterLine) -> &'static str {
    match line.line.at.step {
        Step::AtBank => "อยู่ที่ธนาคาร",
        Step::ToAnnounce => "ยังไม่แจ้ง",
        Step::WithItsCard => "แจ้งพร้อมบัตร",
        Step::Running | Step::Ending | Step::EndsToday => "รอสมาชิกมารับ",
        Step::Overdue => "เกินกำหนดรับ",
        Step::Blocked => "อายัด/ยกเลิก",
        Step::Expired => "หมดอายุ",
        Step::Collected => "จ่ายแล้ว",
        Step::TakenIn => "รับคืนแล้ว",
        Step::Faulty => "ชำรุด รอส่งคืน",
        Step::SentBack => "ส่งคืนธนาคาร",
    }
}

/// Who made the book, who keeps the things, and a line for who checks.
fn signers(asked: &Asked<'_>, conn: &mut Conn, lane: Lane) -> Result<Vec<Signer>, PaperError> {
    let title = match lane {
        Lane::Card => "ผู้เก็บรักษาบัตรเงินสด",
        Lane::Pin => "ผู้เก็บรักษารหัสผ่าน",
    };
    let today = asked.now.business_date();
    let keeper = identity::holders_of(conn, lane.keeper(), today)?
        .into_iter()
        .next();
    let kept = match keeper {
        Some(held) => Signer {
            order: Some(order(&held.order_no, Digits::Arabic)),
            ..signer(conn, held.person, title, None)?
        },
        None => nobody(title),
    };
    Ok(vec![
        signer(conn, asked.by.person, "ผู้จัดทำ", None)?,
        kept,
        nobody("ผู้ตรวจ"),
    ])
}
