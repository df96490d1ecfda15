//! A form: labels with what was filled in over dotted lines, boxes to tick, and running text.

use super::baseline;
use crate::RenderError;
use crate::measure::{Mp, pt, pt10};
use crate::press::Press;
use crate::typeset::{Line, Style};

/// A label and its answer; None leaves the dots for the pen.
pub struct Field<'f> {
    pub label: &'f str,
    pub answer: Option<&'f str>,
    /// Its part of the row, in hundredths.
    pub share: i32,
}

/// One field of a row.
pub fn field<'f>(label: &'f str, answer: Option<&'f str>, share: i32) -> Field<'f> {
    Field {
        label,
        answer,
        share,
    }
}

/// A form in the making, from `x` over `width`.
pub struct Form {
    pub x: Mp,
    pub width: Mp,
    pub y: Mp,
    pub style: Style,
}

/// The edge of a box to tick.
const BOX: Mp = pt(9);
/// Where on a following page the form goes on.
const NEXT_TOP: Mp = pt(56);

impl Form {
    /// Goes to the next page unless so much is left on this one.
    ///
    /// # Errors
    /// The page could not be packed.
    pub fn need(&mut self, press: &mut Press<'_>, height: Mp) -> Result<(), RenderError> {
        if self.y + height > press.sheet.bottom() - pt(4) {
            press.turn()?;
            self.y = NEXT_TOP;
        }
        Ok(())
    }

    /// A row of fields; a long answer takes the lines it needs.
    ///
    /// # Errors
    /// A page could not be packed.
    pub fn fields(
        &mut self,
        press: &mut Press<'_>,
        fields: &[Field<'_>],
    ) -> Result<(), RenderError> {
        let set: Vec<(Line, Vec<Line>)> = fields.iter().map(|one| self.set(press, one)).collect();
        let most = set
            .iter()
            .map(|(_, lines)| lines.len())
            .max()
            .unwrap_or(1)
            .max(1);
        let height = self.style.leading * i32::try_from(most).unwrap_or(1);
        self.need(press, height)?;
        let mut x = self.x;
        for (one, (label, lines)) in fields.iter().zip(&set) {
            let edge = x + self.width * one.share / 100;
            self.answered(press, label, lines, (x, edge));
            x = edge;
        }
        self.y += height;
        Ok(())
    }

    fn set(&self, press: &Press<'_>, one: &Field<'_>) -> (Line, Vec<Line>) {
        let label = press.types.line(one.label, self.style);
        let room = self.width * one.share / 100 - label.width() - pt(14);
        let answer = one.answer.unwrap_or_default();
        let lines = press
            .types
            .paragraph(answer, self.style, room.max(pt(40)), 0);
        (label, lines)
    }

    fn answered(&self, press: &mut Press<'_>, label: &Line, lines: &[Line], (x, edge): (Mp, Mp)) {
        let mut y = self.y + baseline(self.style);
        press.page.text(label, x, y);
        let from = x + label.width() + pt(4);
        press.page.dots(from, edge - pt(6), y + pt10(28));
        for (line, no) in lines.iter().zip(0..) {
            if no > 0 {
                press.page.dots(from, edge - pt(6), y + pt10(28));
            }
            press.page.text(line, from + pt(2), y);
            y += self.style.leading;
        }
    }

    /// Boxes side by side, `across` in a row.
    ///
    /// # Errors
    /// A page could not be packed.
    pub fn boxes(
        &mut self,
        press: &mut Press<'_>,
        choices: &[(bool, String)],
        across: usize,
    ) -> Result<(), RenderError> {
        let count = i32::try_from(across).unwrap_or(1).max(1);
        let part = (self.width - pt(14)) / count;
        for row in choices.chunks(across.max(1)) {
            let set: Vec<Vec<Line>> = row
                .iter()
                .map(|(_, text)| {
                    press
                        .types
                        .paragraph(text, self.style, part - BOX - pt(12), 0)
                })
                .collect();
            let most = set.iter().map(Vec::len).max().unwrap_or(1).max(1);
            let height = self.style.leading * i32::try_from(most).unwrap_or(1);
            self.need(press, height)?;
            for (((ticked, _), lines), no) in row.iter().zip(&set).zip(0..) {
                self.choice(press, *ticked, lines, self.x + pt(14) + part * no);
            }
            self.y += height;
        }
        Ok(())
    }

    fn choice(&self, press: &mut Press<'_>, ticked: bool, lines: &[Line], x: Mp) {
        let mut y = self.y + baseline(self.style);
        press.page.frame(x, y - BOX + pt10(5), BOX, BOX, 700);
        if ticked {
            press.page.tick(x, y - BOX + pt10(5));
        }
        for line in lines {
            press.page.text(line, x + BOX + pt(6), y);
            y += self.style.leading;
        }
    }

    /// A line of its own, in any style.
    ///
    /// # Errors
    /// A page could not be packed.
    pub fn title(
        &mut self,
        press: &mut Press<'_>,
        text: &str,
        style: Style,
    ) -> Result<(), RenderError> {
        self.need(press, style.leading + self.style.leading)?;
        let line = press.types.line(text, style);
        press.page.text(&line, self.x, self.y + baseline(style));
        self.y += style.leading;
        Ok(())
    }

    /// Running text with its first line indented.
    ///
    /// # Errors
    /// A page could not be packed.
    pub fn paragraph(
        &mut self,
        press: &mut Press<'_>,
        text: &str,
        style: Style,
        indent: Mp,
    ) -> Result<(), RenderError> {
        for (line, no) in press
            .types
            .paragraph(text, style, self.width, indent)
            .iter()
            .zip(0..)
        {
            self.need(press, style.leading)?;
            let x = if no == 0 { self.x + indent } else { self.x };
            press.page.text(line, x, self.y + baseline(style));
            self.y += style.leading;
        }
        Ok(())
    }
}
