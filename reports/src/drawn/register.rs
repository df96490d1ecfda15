//! What the two registers share: head, cells, and the signers after the last line.

use crate::RenderError;
use crate::layout::book::Book;
use crate::layout::heads::{self, TableHead};
use crate::layout::signers;
use crate::layout::table::{Part, Row, Table};
use crate::measure::{Mp, pt};
use crate::papers::{HandOver, LetterRef, Letterhead, MemberRef, RegisterHead, Signer};
use crate::press::Press;
use crate::typeset::Style;

/// The letters in the cells.
pub const CELLS: Style = Style::regular(100, 138);
const SIGNERS: Style = Style::regular(105, 160);

/// A register's title and the article it rests on.
pub struct Title {
    pub title: &'static str,
    pub article: &'static str,
}

/// Draws a register.
///
/// # Errors
/// A page could not be packed.
pub fn draw<'r>(
    press: &mut Press<'_>,
    title: &Title,
    (letterhead, head): (&Letterhead, &RegisterHead),
    table: Table,
    rows: impl ExactSizeIterator<Item = Row<'r>>,
    signed: &[Signer],
) -> Result<(), RenderError> {
    let on_top = TableHead {
        letterhead,
        title: title.title,
        article: title.article,
        facts: facts(head),
    };
    let tail = signers::height(signed, SIGNERS) + pt(14);
    let draw_head = |press: &mut Press<'_>| -> Mp { heads::table(press, &on_top) };
    let book = Book {
        table,
        tail,
        head: &draw_head,
    };
    let y = book.draw(press, rows)?;
    signers::draw(press, signed, SIGNERS, table.x, table.width(), y + pt(8));
    Ok(())
}

fn facts(head: &RegisterHead) -> Vec<String> {
    let filters = if head.filters.is_empty() {
        "ทุกรายการ".to_owned()
    } else {
        format!("เฉพาะ {}", head.filters.join(" · "))
    };
    let mut facts = vec![
        format!("ช่วงเวลา {}", head.period),
        format!("{filters}    ข้อมูล ณ {}", head.as_of),
    ];
    facts.extend(head.kept_at.iter().map(|place| format!("เก็บรักษาที่ {place}")));
    facts
}

/// A cell of texts, one under the other; what is missing takes no room.
pub fn texts(parts: &[Option<&str>]) -> Vec<Part<'static>> {
    parts
        .iter()
        .flatten()
        .map(|text| Part::Text((*text).to_owned()))
        .collect()
}

/// Name over member number.
pub fn member(member: &MemberRef) -> Vec<Part<'static>> {
    vec![
        Part::Text(member.name.clone()),
        Part::Text(member.member_no.clone()),
    ]
}

/// A notice with its number, date and last day.
pub fn letter(letter: Option<&LetterRef>) -> Vec<Part<'static>> {
    letter.map_or_else(Vec::new, |letter| {
        vec![
            Part::Text(letter.no.clone()),
            Part::Text(letter.dated.clone()),
            Part::Text(letter.last_day.clone()),
        ]
    })
}

/// When, by whom, how identified.
pub fn handed_over(done: Option<&HandOver>) -> Vec<Part<'static>> {
    done.map_or_else(Vec::new, |done| {
        texts(&[
            Some(&done.on),
            Some(&done.dispenser),
            Some(&done.identified_by),
        ])
    })
}

/// The member's strokes, or what stands in their place.
pub fn signature(done: Option<&HandOver>) -> Vec<Part<'_>> {
    let Some(done) = done else {
        return Vec::new();
    };
    let mut parts: Vec<Part<'_>> = done.signature.iter().map(Part::Ink).collect();
    parts.extend(done.signed_on_paper.iter().cloned().map(Part::Text));
    parts
}
