//! The letterhead of a letter and the smaller head of a table.

use super::baseline;
use crate::measure::{Mp, pt, pt10};
use crate::papers::Letterhead;
use crate::press::{Ink, Press};
use crate::typeset::Style;

const NAME: Style = Style::bold(180, 260);
const ADDRESS: Style = Style::regular(120, 190);

/// Draws the letterhead at the top of the sheet; answers where its rule is.
pub fn letter(press: &mut Press<'_>, head: &Letterhead) -> Mp {
    let sheet = press.sheet;
    let x = sheet.left + pt10(695);
    emblem(press, head, (sheet.left + pt10(275), pt10(708)), pt10(272));
    let name = press.types.fitted(&head.name, NAME, sheet.right_edge() - x);
    press.page.text(&name, x, pt10(595));
    let below = [
        head.address.clone(),
        format!(
            "โทร. {}    เลขทะเบียนสหกรณ์ {}",
            head.phone, head.registration_no
        ),
    ];
    let mut y = pt10(806);
    for text in below {
        for line in press
            .types
            .paragraph(&text, ADDRESS, sheet.right_edge() - x, 0)
        {
            press.page.text(&line, x, y);
            y += ADDRESS.leading;
        }
    }
    let rule = (y - ADDRESS.leading + pt10(112)).max(pt10(1_108));
    press.page.rule(
        (sheet.left, rule),
        (sheet.right_edge(), rule),
        800,
        Ink::Black,
    );
    rule
}

/// The ring with the cooperative's letters, around `centre`.
pub fn emblem(press: &mut Press<'_>, head: &Letterhead, centre: (Mp, Mp), radius: Mp) {
    press
        .page
        .ring(centre.0, centre.1, radius, radius * 45 / 1_000);
    press
        .page
        .ring(centre.0, centre.1, radius * 93 / 100, radius * 18 / 1_000);
    let letters = i32::try_from(head.emblem.chars().count().clamp(1, 4)).unwrap_or(1);
    let style = Style {
        size: radius * 11 / 10 * 2 / (letters + 1),
        ..Style::bold(1, 1)
    };
    let line = press.types.line(&head.emblem, style);
    press
        .page
        .text_around(&line, centre.0, centre.1 + style.size * 33 / 100);
}

/// What a table's head says beside its title.
pub struct TableHead<'h> {
    pub letterhead: &'h Letterhead,
    pub title: &'h str,
    /// The article it rests on, in brackets after the title.
    pub article: &'h str,
    /// At the right, the first in bold.
    pub facts: Vec<String>,
}

const TITLE: Style = Style::bold(155, 225);
const SMALL: Style = Style::regular(105, 160);

/// Draws the head of a page of a table; answers where the table may begin.
pub fn table(press: &mut Press<'_>, head: &TableHead<'_>) -> Mp {
    let sheet = press.sheet;
    let x = sheet.left + pt(48);
    emblem(
        press,
        head.letterhead,
        (sheet.left + pt(19), sheet.top + pt(20)),
        pt(19),
    );
    let left_of_facts = sheet.right_edge() - pt(330).min(sheet.measure() * 45 / 100);
    let room = left_of_facts - x - pt(10);
    let lines = [
        (
            &head.letterhead.name[..],
            Style::bold(120, 180),
            pt(10),
            Ink::Black,
        ),
        (head.title, TITLE, pt(29), Ink::Black),
        (head.article, SMALL, pt(44), Ink::Grey),
    ];
    for (text, style, below, ink) in lines {
        let line = press.types.fitted(text, style, room);
        press.page.text_in(&line, x, sheet.top + below, ink);
    }
    facts(press, head, left_of_facts)
}

fn facts(press: &mut Press<'_>, head: &TableHead<'_>, left: Mp) -> Mp {
    let sheet = press.sheet;
    let mut top = sheet.top;
    for (fact, no) in head.facts.iter().zip(0..) {
        let style = if no == 0 { SMALL.heavy() } else { SMALL };
        for line in press
            .types
            .paragraph(fact, style, sheet.right_edge() - left, 0)
        {
            press
                .page
                .text_to(&line, sheet.right_edge(), top + baseline(style), Ink::Black);
            top += style.leading;
        }
    }
    top.max(sheet.top + pt(46)) + pt(5)
}
