//! A table over many pages: its head on each, the count of lines carried forward from page to page.

use super::table::{Measured, Row, Table};
use super::{baseline, counted};
use crate::RenderError;
use crate::measure::{Mp, pt};
use crate::press::{Ink, Press};
use crate::typeset::Style;

const CARRY: Style = Style::bold(105, 175);

/// How the lines are drawn.
pub struct Book<'b> {
    pub table: Table,
    /// What stands after the last line and must be on its page.
    pub tail: Mp,
    /// Draws a page's head and answers where the table begins.
    pub head: &'b dyn Fn(&mut Press<'_>) -> Mp,
}

/// Where the pen is.
struct Place {
    y: Mp,
    lines: usize,
    on_page: usize,
}

impl Book<'_> {
    /// Draws all rows; answers where the last page may go on. A row is set only when its turn comes.
    ///
    /// # Errors
    /// A page could not be packed.
    pub fn draw<'r>(
        &self,
        press: &mut Press<'_>,
        rows: impl ExactSizeIterator<Item = Row<'r>>,
    ) -> Result<Mp, RenderError> {
        let count = rows.len();
        let top = (self.head)(press);
        let mut at = Place {
            y: self.table.head(press, top),
            lines: 0,
            on_page: 0,
        };
        for row in rows {
            let measured = self.table.measure(&press.types, row);
            if at.on_page > 0 && !self.fits(press, &at, &measured, at.lines + 1 == count) {
                at = self.turn(press, &at)?;
            }
            at.y = self.table.row(&mut press.page, &measured, at.y);
            at.lines += 1;
            at.on_page += 1;
        }
        self.sum(
            press,
            at.y,
            &format!("รวมทั้งสิ้น {} รายการ", counted(at.lines)),
        );
        Ok(at.y + CARRY.leading)
    }

    fn fits(&self, press: &Press<'_>, at: &Place, row: &Measured<'_>, last: bool) -> bool {
        let tail = if last { self.tail } else { 0 };
        at.y + row.height + CARRY.leading + tail <= press.sheet.bottom() - pt(4)
    }

    fn turn(&self, press: &mut Press<'_>, at: &Place) -> Result<Place, RenderError> {
        let page = format!("หน้านี้ {} รายการ", counted(at.on_page));
        let forward = format!("ยกไป {} รายการ", counted(at.lines));
        let line = press.types.line(&page, Style::regular(105, 175));
        press
            .page
            .text(&line, self.table.x + pt(3), at.y + baseline(CARRY));
        self.sum(press, at.y, &forward);
        press.turn()?;
        let top = (self.head)(press);
        let y = self.table.head(press, top);
        self.sum(press, y, &format!("ยกมา {} รายการ", counted(at.lines)));
        let y = y + CARRY.leading;
        let edge = self.table.x + self.table.width();
        press
            .page
            .rule((self.table.x, y), (edge, y), 350, Ink::Hair);
        Ok(Place {
            y,
            lines: at.lines,
            on_page: 0,
        })
    }

    fn sum(&self, press: &mut Press<'_>, top: Mp, text: &str) {
        let line = press.types.line(text, CARRY);
        let edge = self.table.x + self.table.width() - pt(3);
        press
            .page
            .text_to(&line, edge, top + baseline(CARRY), Ink::Black);
    }
}
