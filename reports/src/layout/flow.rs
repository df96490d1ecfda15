//! A letter: pieces one under the other, over as many pages as it takes.

use super::paging::{Extent, Room, pages};
use super::{baseline, thai_digits};
use crate::RenderError;
use crate::measure::{Mp, pt, pt10};
use crate::papers::{Contact, Signer};
use crate::press::Press;
use crate::typeset::{Line, Style};

/// The body of a letter.
pub const BODY: Style = Style::regular(145, 235);
const SMALL: Style = Style::regular(130, 200);
/// How far a paragraph's first line goes in.
pub const INDENT: Mp = pt(54);
/// Where the text after a label begins.
const LABELLED: Mp = pt10(525);
/// Where on a following page the text begins.
const NEXT_TOP: Mp = pt(82);

/// A letter in the making.
pub struct Letter<'a> {
    pieces: Vec<(Extent, Piece<'a>)>,
}

enum Piece<'a> {
    Text {
        line: Line,
        x: Mp,
        label: Option<Line>,
    },
    Boxed {
        left: Line,
        right: Line,
    },
    Closing {
        signer: &'a Signer,
        contact: &'a Contact,
    },
}

impl<'a> Letter<'a> {
    pub fn new() -> Self {
        Self { pieces: Vec::new() }
    }

    /// One line at `x` from the left margin, kept with what follows.
    pub fn heading(&mut self, press: &Press<'_>, text: &str, x: Mp, gap: Mp) {
        let line = press.types.line(text, BODY);
        self.push_line(line, x, gap, false, None);
    }

    /// A bold label and its text, kept with what follows.
    pub fn labelled(&mut self, press: &Press<'_>, label: &str, text: &str, gap: Mp) {
        let width = press.sheet.measure() - LABELLED;
        let mut label = Some(press.types.line(label, BODY.heavy()));
        let mut gap = gap;
        for line in press.types.paragraph(text, BODY, width, 0) {
            self.push_line(line, LABELLED, gap, false, label.take());
            gap = 0;
        }
    }

    /// A paragraph with its first line indented.
    pub fn paragraph(&mut self, press: &Press<'_>, text: &str) {
        let lines = press
            .types
            .paragraph(text, BODY, press.sheet.measure(), INDENT);
        let count = lines.len();
        for (line, no) in lines.into_iter().zip(1..) {
            let (x, gap) = if no == 1 { (INDENT, pt10(55)) } else { (0, 0) };
            let may_end = no == count || (no >= 2 && count - no >= 2);
            self.push_line(line, x, gap, may_end, None);
            if let Some((extent, _)) = self.pieces.last_mut() {
                extent.is_text = true;
            }
        }
    }

    /// A framed line: what it is at the left, what it says in bold at the right. It stays with the text before it.
    pub fn boxed(&mut self, press: &Press<'_>, left: &str, right: &str) {
        if let Some((extent, _)) = self.pieces.last_mut() {
            extent.may_end = false;
        }
        let piece = Piece::Boxed {
            left: press.types.line(left, BODY),
            right: press.types.line(right, BODY.heavy()),
        };
        let extent = Extent {
            gap: pt10(115),
            height: pt10(410),
            may_end: true,
            is_text: false,
        };
        self.pieces.push((extent, piece));
    }

    /// Regards, signature, and whom to call.
    pub fn closing(&mut self, signer: &'a Signer, contact: &'a Contact) {
        let extent = Extent {
            gap: pt(12),
            height: pt(143),
            may_end: true,
            is_text: false,
        };
        self.pieces
            .push((extent, Piece::Closing { signer, contact }));
    }

    fn push_line(&mut self, line: Line, x: Mp, gap: Mp, may_end: bool, label: Option<Line>) {
        let extent = Extent {
            gap,
            height: line.style.leading,
            may_end,
            is_text: false,
        };
        self.pieces.push((extent, Piece::Text { line, x, label }));
    }

    /// Draws all, the first page from `top` on.
    ///
    /// # Errors
    /// A page could not be packed.
    pub fn draw(mut self, press: &mut Press<'_>, top: Mp) -> Result<(), RenderError> {
        let bottom = press.sheet.bottom() - pt(6);
        let room = Room {
            first: bottom - top,
            rest: bottom - NEXT_TOP,
            reserve: pt(26),
        };
        let ranges = self.ranges(room);
        for (range, no) in ranges.iter().zip(1..) {
            let mut y = top;
            if no > 1 {
                self.catchword(press, range.start, bottom);
                press.turn()?;
                number(press, no);
                y = NEXT_TOP;
            }
            let on_page = self.pieces.get(range.clone()).unwrap_or_default();
            for ((extent, piece), at) in on_page.iter().zip(0..) {
                let gap = if at == 0 && no > 1 { 0 } else { extent.gap };
                piece.draw(press, y + gap);
                y += gap + extent.height;
            }
        }
        Ok(())
    }

    /// The pieces of each page. A letter that misses one page by a few lines is set a little tighter.
    fn ranges(&mut self, room: Room) -> Vec<std::ops::Range<usize>> {
        let ranges = pages(&self.extents(|extent| extent), room);
        if ranges.len() == 2 {
            let tight = self.extents(tighter);
            if pages(&tight, room).len() == 1 {
                for ((extent, _), tight) in self.pieces.iter_mut().zip(&tight) {
                    *extent = *tight;
                }
                return pages(&tight, room);
            }
        }
        ranges
    }

    fn extents(&self, changed: fn(Extent) -> Extent) -> Vec<Extent> {
        self.pieces
            .iter()
            .map(|(extent, _)| changed(*extent))
            .collect()
    }

    /// The first words of the next page at the foot of this one, as Thai letters have it.
    fn catchword(&self, press: &mut Press<'_>, next: usize, bottom: Mp) {
        let Some((_, Piece::Text { line, .. })) = self.pieces.get(next) else {
            return;
        };
        let text = line.text.clone();
        let words: String = press
            .types
            .between_words(&text)
            .into_iter()
            .take(4)
            .collect();
        let shown = press.types.line(&format!("/{}…", words.trim_end()), BODY);
        press.page.text_to(
            &shown,
            press.sheet.right_edge(),
            bottom - pt(8),
            crate::press::Ink::Black,
        );
    }
}

/// A line of text loses a tenth of its leading, a gap a third.
fn tighter(extent: Extent) -> Extent {
    let height = if extent.height == BODY.leading {
        extent.height * 9 / 10
    } else {
        extent.height
    };
    Extent {
        gap: extent.gap * 2 / 3,
        height,
        ..extent
    }
}

fn number(press: &mut Press<'_>, no: usize) {
    let line = press.types.line(&format!("- {} -", thai_digits(no)), BODY);
    let middle = press.sheet.left + press.sheet.measure() / 2;
    press.page.text_around(&line, middle, pt(58));
}

impl Piece<'_> {
    fn draw(&self, press: &mut Press<'_>, top: Mp) {
        let left = press.sheet.left;
        let y = top + baseline(BODY);
        match self {
            Self::Text { line, x, label } => {
                if let Some(label) = label {
                    press.page.text(label, left, y);
                }
                press.page.text(line, left + x, y);
            }
            Self::Boxed { left: label, right } => {
                let (x, edge) = (left + INDENT, press.sheet.right_edge());
                press.page.frame(x, top, edge - x, pt10(350), 800);
                press.page.text(label, x + pt(16), top + pt10(227));
                press.page.text_to(
                    right,
                    edge - pt(16),
                    top + pt10(227),
                    crate::press::Ink::Black,
                );
            }
            Self::Closing { signer, contact } => closing(press, signer, contact, y),
        }
    }
}

/// `y` is the baseline of the regards.
fn closing(press: &mut Press<'_>, signer: &Signer, contact: &Contact, y: Mp) {
    let middle = press.sheet.left + pt(362);
    let regards = press.types.line("ขอแสดงความนับถือ", BODY);
    press.page.text_around(&regards, middle, y);
    match &signer.signature {
        Some(signature) => {
            let size = (pt(120), pt(44));
            press
                .page
                .signature(signature, (middle - pt(60), y + pt(9)), size);
        }
        None => press
            .page
            .dots(middle - pt(85), middle + pt(85), y + pt(54)),
    }
    let name = format!(
        "({})",
        signer.name.as_deref().unwrap_or(super::signers::BLANK_NAME)
    );
    let under = [
        (Some(name), BODY, y + pt10(773)),
        (Some(signer.position.clone()), BODY, y + pt10(998)),
        (signer.order.clone(), SMALL, y + pt10(1_203)),
    ];
    for (text, style, y) in under {
        if let Some(text) = text {
            let line = press.types.line(&text, style);
            press.page.text_around(&line, middle, y);
        }
    }
    let left = press.sheet.left;
    let unit = press.types.line(&contact.unit, SMALL);
    press.page.text(&unit, left, y + pt10(1_018));
    let phone = press.types.line(&format!("โทร. {}", contact.phone), SMALL);
    press.page.text(&phone, left, y + pt10(1_218));
}
