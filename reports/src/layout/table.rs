//! Tables: columns of fixed width, rows as high as their fullest cell, hairlines between.

use super::baseline;
use crate::measure::{Mp, pt, pt10};
use crate::papers::Signature;
use crate::press::{Ink, Page, Press};
use crate::typeset::{Line, Style, Typesetter};

/// Where a cell's lines stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    Left,
    Middle,
    Right,
}

/// A column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    pub head: &'static str,
    pub width: Mp,
    pub align: Align,
}

impl Column {
    /// The width in tenths of a millimetre.
    pub const fn new(head: &'static str, width: i32, align: Align) -> Self {
        Self {
            head,
            width: crate::measure::mm10(width),
            align,
        }
    }
}

/// What a cell holds: parts one under the other.
#[derive(Debug, Clone)]
pub enum Part<'a> {
    Text(String),
    Ink(&'a Signature),
}

/// A row: one list of parts for each column.
pub type Row<'a> = Vec<Vec<Part<'a>>>;

/// A table's columns and its letters.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    pub columns: &'static [Column],
    pub x: Mp,
    pub style: Style,
}

/// A row that knows its height.
pub struct Measured<'a> {
    cells: Vec<Vec<Set<'a>>>,
    pub height: Mp,
}

enum Set<'a> {
    Line(Line),
    Ink(&'a Signature),
}

/// Lines that a cell may have; the lowest page holds them with head, counts and signers.
const CELL_LINES_MAX: usize = 16;
const PAD: Mp = pt(3);
/// What a row adds to its lines, and how much of it stands above them: the highest tone marks stay off the rule.
const ROOM: Mp = pt10(45);
const ROOM_ABOVE: Mp = pt10(27);
const INK: Mp = pt(30);

impl Table {
    pub fn width(&self) -> Mp {
        self.columns.iter().map(|column| column.width).sum()
    }

    /// Sets a row.
    pub fn measure<'a>(&self, types: &Typesetter, row: Row<'a>) -> Measured<'a> {
        let cells: Vec<Vec<Set<'a>>> = row
            .into_iter()
            .zip(self.columns)
            .map(|(parts, column)| {
                let cell = parts
                    .into_iter()
                    .flat_map(|part| self.set(types, part, column.width));
                self.bounded(types, cell.collect())
            })
            .collect();
        let highest = cells
            .iter()
            .map(|cell| cell.iter().map(|set| self.height(set)).sum::<Mp>());
        let height = highest.max().unwrap_or_default().max(self.style.leading) + ROOM;
        Measured { cells, height }
    }

    /// A cell that no page could hold ends in an ellipsis: a row is never torn.
    fn bounded<'a>(&self, types: &Typesetter, mut cell: Vec<Set<'a>>) -> Vec<Set<'a>> {
        if cell.len() > CELL_LINES_MAX {
            cell.truncate(CELL_LINES_MAX - 1);
            cell.push(Set::Line(types.line("…", self.style)));
        }
        cell
    }

    fn set<'a>(&self, types: &Typesetter, part: Part<'a>, width: Mp) -> Vec<Set<'a>> {
        let text = match part {
            Part::Text(text) => text,
            Part::Ink(signature) => return vec![Set::Ink(signature)],
        };
        types
            .cell(&text, self.style, width - 2 * PAD)
            .into_iter()
            .map(Set::Line)
            .collect()
    }

    fn height(&self, set: &Set<'_>) -> Mp {
        match set {
            Set::Line(_) => self.style.leading,
            Set::Ink(_) => INK,
        }
    }

    /// Draws a row with its hairlines; answers where the next begins.
    pub fn row(&self, page: &mut Page, row: &Measured<'_>, top: Mp) -> Mp {
        let mut x = self.x;
        for (cell, column) in row.cells.iter().zip(self.columns) {
            let mut y = top + ROOM_ABOVE;
            for set in cell {
                self.part(page, set, column, x, y);
                y += self.height(set);
            }
            x += column.width;
        }
        let bottom = top + row.height;
        self.lines_between(page, top, bottom);
        page.rule(
            (self.x, bottom),
            (self.x + self.width(), bottom),
            350,
            Ink::Hair,
        );
        bottom
    }

    fn part(&self, page: &mut Page, set: &Set<'_>, column: &Column, x: Mp, top: Mp) {
        match set {
            Set::Line(line) => {
                let y = top + baseline(self.style);
                match column.align {
                    Align::Left => page.text(line, x + PAD, y),
                    Align::Middle => page.text_around(line, x + column.width / 2, y),
                    Align::Right => page.text_to(line, x + column.width - PAD, y, Ink::Black),
                }
            }
            Set::Ink(signature) => {
                let size = (column.width - 2 * PAD, INK - pt(4));
                page.signature(signature, (x + PAD, top + pt(2)), size);
            }
        }
    }

    /// Draws the head; answers where the first row begins.
    pub fn head(&self, press: &mut Press<'_>, top: Mp) -> Mp {
        let style = self.style.heavy();
        let set: Vec<Vec<Line>> = self
            .columns
            .iter()
            .map(|column| press.types.cell(column.head, style, column.width - 2 * PAD))
            .collect();
        let most = set.iter().map(Vec::len).max().unwrap_or_default();
        let height = style.leading * i32::try_from(most).unwrap_or_default() + pt(5);
        let (left, right) = (self.x, self.x + self.width());
        press.page.rule((left, top), (right, top), 900, Ink::Black);
        let mut x = self.x;
        for (lines, column) in set.iter().zip(self.columns) {
            let count = i32::try_from(lines.len()).unwrap_or_default();
            let mut y = top + (height - style.leading * count) / 2 + baseline(style);
            for line in lines {
                press.page.text_around(line, x + column.width / 2, y);
                y += style.leading;
            }
            x += column.width;
        }
        self.lines_between(&mut press.page, top, top + height);
        press
            .page
            .rule((left, top + height), (right, top + height), 900, Ink::Black);
        top + height
    }

    fn lines_between(&self, page: &mut Page, top: Mp, bottom: Mp) {
        let mut x = self.x;
        page.rule((x, top), (x, bottom), 350, Ink::Hair);
        for column in self.columns {
            x += column.width;
            page.rule((x, top), (x, bottom), 350, Ink::Hair);
        }
    }
}
