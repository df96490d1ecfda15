//! The columns of the two control registers, in the order of the regulation's own books.

use std::collections::BTreeSet;

use crate::bylaws::BylawsOfDay;
use crate::cards::custody::board::Names;
use crate::cards::custody::model::{Lane, Notice};
use crate::cards::custody::pages::shown;
use crate::cards::custody::service::{ERASED_STROKES, ItemView, RegisterLine};
use crate::kernel::{Lang, PersonId, Text};
use crate::web::export::{Cell, ColumnKind};

/// What a column needs to fill its cell.
pub struct Row<'a> {
    pub n: i64,
    pub line: &'a RegisterLine,
    pub lane: Lane,
    pub names: &'a Names,
    /// Owners whose data key exists.
    pub keyed: &'a BTreeSet<String>,
    /// Today's, which say until when a line is kept (A7.3).
    pub bylaws: &'a BylawsOfDay,
    pub lang: Lang,
}

/// Which of the two registers has a column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum In {
    Both,
    Only(Lane),
}

/// A column of the registers: its name, heads in both languages, and its cell.
pub struct Shown {
    of: In,
    /// Its name in JSON.
    pub key: &'static str,
    pub head: Text,
    pub kind: ColumnKind,
    pub cell: fn(&Row<'_>) -> Cell,
}

/// The columns in the order of the regulation's own books.
pub fn shown_in(lane: Lane) -> impl Iterator<Item = Shown> {
    identity()
        .into_iter()
        .chain(arrival())
        .chain(first_letter())
        .chain(second_letter())
        .chain(envelope_letter())
        .chain(hand_over())
        .chain(standing())
        .filter(move |column| column.of == In::Both || column.of == In::Only(lane))
}

fn column(
    of: In,
    key: &'static str,
    (th, en): (&'static str, &'static str),
    kind: ColumnKind,
    cell: fn(&Row<'_>) -> Cell,
) -> Shown {
    Shown {
        of,
        key,
        head: Text::fixed(th, en),
        kind,
        cell,
    }
}

const CARD: In = In::Only(Lane::Card);
const PIN: In = In::Only(Lane::Pin);

fn identity() -> Vec<Shown> {
    use ColumnKind::{Date, Text, Whole};
    vec![
        column(In::Both, "no", ("ลำดับ", "No."), Whole, |r| {
            Cell::Whole(r.n)
        }),
        column(
            In::Both,
            "member_no",
            ("เลขทะเบียนสมาชิก", "Member number"),
            Text,
            |r| r.line.line.member_number.as_str().into(),
        ),
        column(
            In::Both,
            "member_name",
            ("ชื่อ", "Name"),
            Text,
            |r| r.line.line.member_name.as_str().into(),
        ),
        column(In::Both, "card", ("บัตร", "Card"), Text, |r| {
            format!("•••• {}", r.item().last_four).into()
        }),
        column(
            CARD,
            "expires_on",
            ("หมดอายุ", "Expires"),
            Date,
            |r| Cell::Date(r.item().expires_on),
        ),
        column(
            PIN,
            "envelope_no",
            ("เลขที่ซอง", "Envelope"),
            Text,
            |r| text(r.item().envelope_no.as_ref()),
        ),
    ]
}

fn arrival() -> Vec<Shown> {
    use ColumnKind::{Date, Text};
    vec![
        column(
            CARD,
            "application_no",
            ("คำขอเลขที่", "Application"),
            Text,
            |r| text(r.line.application.as_ref().map(|(no, _)| no)),
        ),
        column(
            CARD,
            "applied_on",
            ("วันที่คำขอ", "Applied on"),
            Date,
            |r| r.line.application.as_ref().map(|(_, on)| *on).into(),
        ),
        column(
            CARD,
            "batch_no",
            ("ชุดส่งธนาคาร", "Bank batch"),
            Text,
            |r| text(r.line.batch.as_ref()),
        ),
        column(
            In::Both,
            "received_on",
            ("รับเข้าเมื่อ", "Received on"),
            Date,
            |r| r.item().received_on.into(),
        ),
        column(
            In::Both,
            "keeper",
            ("ผู้เก็บรักษา", "Keeper"),
            Text,
            |r| r.named(r.line.keeper, r.line.keeper_name.as_ref()),
        ),
    ]
}

fn first_letter() -> Vec<Shown> {
    use ColumnKind::{Date, Text};
    vec![
        column(
            CARD,
            "first_letter_no",
            ("หนังสือครั้งที่ 1", "Letter 1"),
            Text,
            |r| letter_no(r.letters().0),
        ),
        column(
            CARD,
            "first_letter_dated",
            ("ลงวันที่", "Dated"),
            Date,
            |r| dated(r.letters().0),
        ),
        column(
            CARD,
            "first_letter_last_day",
            ("วันสุดท้าย", "Last day"),
            Date,
            |r| last_day(r.letters().0),
        ),
    ]
}

fn second_letter() -> Vec<Shown> {
    use ColumnKind::{Date, Text};
    vec![
        column(
            CARD,
            "second_letter_no",
            ("หนังสือครั้งที่ 2", "Letter 2"),
            Text,
            |r| letter_no(r.letters().1),
        ),
        column(
            CARD,
            "second_letter_dated",
            ("ครั้งที่ 2 ลงวันที่", "Letter 2 dated"),
            Date,
            |r| dated(r.letters().1),
        ),
        column(
            CARD,
            "second_letter_last_day",
            ("ครั้งที่ 2 วันสุดท้าย", "Letter 2 last day"),
            Date,
            |r| last_day(r.letters().1),
        ),
    ]
}

fn envelope_letter() -> Vec<Shown> {
    use ColumnKind::{Date, Text};
    vec![
        column(
            PIN,
            "letter_no",
            ("หนังสือแจ้ง", "Letter"),
            Text,
            |r| letter_no(r.letters().0),
        ),
        column(
            PIN,
            "letter_dated",
            ("ลงวันที่", "Dated"),
            Date,
            |r| dated(r.letters().0),
        ),
        column(
            PIN,
            "letter_last_day",
            ("วันสุดท้าย", "Last day"),
            Date,
            |r| last_day(r.letters().0),
        ),
    ]
}

fn hand_over() -> Vec<Shown> {
    use ColumnKind::{Date, Text};
    vec![
        column(
            In::Both,
            "handed_over_on",
            ("จ่ายเมื่อ", "Handed over on"),
            Date,
            |r| r.line.handed.as_ref().map(|handed| handed.on).into(),
        ),
        column(
            In::Both,
            "dispenser",
            ("ผู้จ่าย", "Dispenser"),
            Text,
            |r| match &r.line.handed {
                Some(handed) => r.named(handed.dispenser, handed.dispenser_name.as_ref()),
                None => Cell::Empty,
            },
        ),
        column(
            In::Both,
            "signature",
            ("ลายมือชื่อสมาชิก", "Member's signature"),
            Text,
            signature,
        ),
    ]
}

fn standing() -> Vec<Shown> {
    use ColumnKind::{Date, Text, Whole};
    vec![
        column(In::Both, "state", ("สถานะ", "State"), Text, |r| {
            shown::tag(&r.line.line.at, r.lang).word.into()
        }),
        column(
            In::Both,
            "place",
            ("อยู่ที่", "Place"),
            Text,
            |r| text(r.line.place(r.lang, r.names).as_ref()),
        ),
        column(
            In::Both,
            "keep_until",
            ("เก็บทะเบียนถึง", "Keep until"),
            Date,
            |r| Cell::Date(r.bylaws.kept_until(r.item().expires_on).day),
        ),
        column(
            CARD,
            "item_id",
            ("เลขที่รายการ", "Item"),
            Whole,
            |r| Cell::Whole(r.item().id),
        ),
        column(
            In::Both,
            "remarks",
            ("หมายเหตุ", "Remarks"),
            Text,
            |r| {
                let told = r.line.remarked(r.lang, r.names);
                text(Some(told.join("; ")).filter(|t| !t.is_empty()).as_ref())
            },
        ),
    ]
}

impl Row<'_> {
    fn item(&self) -> &ItemView {
        &self.line.line.item
    }

    fn letters(&self) -> (Option<&Notice>, Option<&Notice>) {
        self.line.letters(self.lane)
    }

    /// A person known here; else the name as the old register writes it.
    fn named(&self, id: Option<PersonId>, name: Option<&String>) -> Cell {
        let known = id.and_then(|id| self.names.get(&id.get()));
        text(known.or(name))
    }
}

fn text(value: Option<&String>) -> Cell {
    value.map_or(Cell::Empty, |text| text.as_str().into())
}

fn letter_no(letter: Option<&Notice>) -> Cell {
    text(letter.map(|letter| &letter.no))
}

fn dated(letter: Option<&Notice>) -> Cell {
    letter.map(|letter| letter.dated).into()
}

fn last_day(letter: Option<&Notice>) -> Cell {
    letter.map(|letter| letter.deadline).into()
}

/// What the paper shows in its place: strokes that are on record, or the words instead of them.
fn signature(row: &Row<'_>) -> Cell {
    let Some(handed) = &row.line.handed else {
        return Cell::Empty;
    };
    let drawn = || {
        if row.keyed.contains(&row.line.owner()) {
            Text::fixed("มี", "on record")
        } else {
            ERASED_STROKES
        }
    };
    let word = handed.instead_of_strokes().unwrap_or_else(drawn);
    word.get(row.lang).into()
}
