//! The foot of a page: what an issued paper is known by, or that it is a mere copy; and the mark across a copy.

use super::baseline;
use crate::measure::{Mp, pt, pt10};
use crate::press::{Ink, Press, Sheet};
use crate::seal::Seal;
use crate::typeset::Style;

/// Where a seal is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Strip {
    pub left: Mp,
    pub right: Mp,
    pub top: Mp,
    pub qr: Mp,
}

/// Draws the foot of page `no` of `count`.
pub fn draw(press: &mut Press<'_>, no: usize, count: usize) {
    let sheet = press.sheet;
    let top = sheet.bottom();
    press.page.rule(
        (sheet.left, top),
        (sheet.right_edge(), top),
        800,
        Ink::Black,
    );
    let strip = Strip {
        left: sheet.left,
        right: sheet.right_edge(),
        top: top + pt(10),
        qr: sheet.qr,
    };
    seal(press, strip, &format!("หน้า {no}/{count}"));
}

/// Draws code, number and hash at the left, the page and who made it at the right.
pub fn seal(press: &mut Press<'_>, strip: Strip, page: &str) {
    let style = if strip.qr >= Sheet::UPRIGHT.qr {
        Style::regular(105, 165)
    } else {
        Style::regular(95, 135)
    };
    let (known_by, [when, who]) = said(press.seal, press.paper.noun());
    let known_by: Vec<(String, Style)> = known_by
        .into_iter()
        .zip(std::iter::once(style.heavy()).chain(std::iter::repeat(style)))
        .collect();
    let x = draw_code(press, strip);
    stack(press, &known_by, style, strip, x, false);
    let right = [page.to_owned(), when, who].map(|text| (text, style));
    stack(press, &right, style, strip, strip.right, true);
}

/// The lines by which a paper is known, the first in bold; and when and by whom it was made.
fn said(seal: &Seal, noun: &str) -> (Vec<String>, [String; 2]) {
    match seal {
        Seal::Issued {
            number,
            sha256_hex,
            check_url: _,
            issued_at,
            issued_by,
            chain_head,
        } => {
            let mut known_by = vec![
                format!("เลขเอกสาร {number}"),
                format!("SHA-256  {}", abbreviated(sha256_hex)),
            ];
            known_by.extend(chain_head.iter().map(|head| format!("หัวลูกโซ่  {head}")));
            known_by.push(format!("สแกนเพื่อตรวจว่า{noun}ฉบับนี้ไม่ถูกแก้ไข"));
            (
                known_by,
                [format!("ออก {issued_at}"), format!("โดย {issued_by}")],
            )
        }
        Seal::Unsealed {
            printed_at,
            printed_by,
        } => (
            vec![
                NOT_ISSUED.to_owned(),
                "ไม่มีเลขเอกสาร ใช้เป็นหลักฐานไม่ได้".to_owned(),
            ],
            [format!("พิมพ์ {printed_at}"), format!("โดย {printed_by}")],
        ),
    }
}

/// What stands in the foot of a copy and across it.
const NOT_ISSUED: &str = "สำเนา ไม่ใช่เอกสารออก";

fn draw_code(press: &mut Press<'_>, strip: Strip) -> Mp {
    match press.qr.as_ref() {
        Some(code) => {
            press.page.qr(code, strip.left, strip.top, strip.qr);
            strip.left + strip.qr + pt(9)
        }
        None => strip.left,
    }
}

/// Lines one under the other, the whole in the middle of the strip's height.
fn stack(
    press: &mut Press<'_>,
    lines: &[(String, Style)],
    style: Style,
    strip: Strip,
    x: Mp,
    to: bool,
) {
    let count = i32::try_from(lines.len()).unwrap_or_default();
    let mut y = strip.top + (strip.qr - style.leading * count) / 2 + baseline(style);
    for (text, style) in lines {
        let line = press.types.line(text, *style);
        if to {
            press.page.text_to(&line, x, y, Ink::Black);
        } else {
            press.page.text(&line, x, y);
        }
        y += style.leading;
    }
}

/// The first twelve and the last eight digits, in fours.
fn abbreviated(hash: &str) -> String {
    let hash = hash.to_ascii_lowercase();
    let part = |from: usize| hash.get(from..from + 4).unwrap_or_default();
    format!(
        "{} {} {} … {} {}",
        part(0),
        part(4),
        part(8),
        part(56),
        part(60)
    )
}

/// Marks an unsealed copy across the page, before anything else is drawn on it.
pub fn watermark(press: &mut Press<'_>) {
    match press.seal {
        Seal::Issued { .. } => {}
        Seal::Unsealed { .. } => {
            let sheet = press.sheet;
            let steep = sheet.marks == 1 && sheet.height > sheet.width;
            let style = Style {
                size: if sheet.marks == 1 { pt(54) } else { pt(38) },
                ..Style::bold(1, 1)
            };
            let line = press.types.line(NOT_ISSUED, style);
            for mark in 0..sheet.marks {
                let y = sheet.height * (2 * mark + 1) / (2 * sheet.marks);
                press
                    .page
                    .text_uphill(&line, sheet.width / 2 + pt(15), y + pt10(100), steep);
            }
        }
    }
}
