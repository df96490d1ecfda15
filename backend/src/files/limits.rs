//! How much a file may ask of this machine, and the meter that counts it while the file is read.

use super::Options;
use super::fault::{Bound, FaultKind, FileFault};
use crate::kernel::Clock;

const MIB: u64 = 1_048_576;
/// The clock is looked at once in so many steps: asking it costs more than a step.
const STEPS_BETWEEN_LOOKS: u32 = 1_024;
/// Bytes that take about as long as a cell.
const BYTES_A_STEP: u64 = 256;
/// Steps that an importer's look at a row takes, about.
const STEPS_A_ROW: u32 = 16;
/// What a text takes beside its bytes, about.
const TEXT_BYTES_BESIDE: u64 = 16;

/// The bounds of one file. A cooperative's largest register (100,000 cards in 13 columns) has room; what does not fit is refused.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Bytes of the file itself.
    pub file_bytes: u64,
    /// Entries of a workbook's archive.
    pub entries: u64,
    /// Bytes that one entry may unpack to, and all that are read together.
    pub part_bytes: u64,
    pub unpacked_bytes: u64,
    /// Texts that a workbook keeps apart from its cells, and their bytes.
    pub strings: u64,
    pub string_bytes: u64,
    pub sheets: u64,
    /// The last row and the last column that may hold something.
    pub rows: u64,
    pub columns: u64,
    /// Places of a table from the first column to the last that is filled, over all rows.
    pub cells: u64,
    /// Characters of a cell: as many as a spreadsheet takes.
    pub cell_chars: u64,
    /// Bytes of a line of delimited text, line breaks in quotation marks included.
    pub record_bytes: u64,
    /// Bytes of all texts that are kept.
    pub kept_bytes: u64,
    /// Marks of a workbook's parts, also those that hold nothing.
    pub marks: u64,
    /// Seconds from the first byte to the answer.
    pub seconds: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 10 * MIB,
            entries: 1_000,
            part_bytes: 96 * MIB,
            unpacked_bytes: 128 * MIB,
            strings: 1_000_000,
            string_bytes: 32 * MIB,
            sheets: 64,
            rows: 120_000,
            columns: 256,
            cells: 2_400_000,
            cell_chars: 32_767,
            record_bytes: MIB,
            kept_bytes: 64 * MIB,
            marks: 10_000_000,
            seconds: 20,
        }
    }
}

/// When work on a file began.
#[derive(Debug, Clone, Copy)]
pub struct Began(i64);

impl Default for Began {
    fn default() -> Self {
        Self(wall_micros())
    }
}

/// The clock of one file. It runs from the first byte to the answer, whoever works on the file: reader, importer, registry.
#[derive(Debug, Clone)]
pub struct Watch {
    began: Began,
    seconds_max: u64,
    steps: u32,
}

impl Watch {
    pub(super) const fn new(began: Began, seconds_max: u64) -> Self {
        Self {
            began,
            seconds_max,
            steps: 0,
        }
    }

    /// A row was looked at; refuses when the time is over.
    pub fn row(&mut self) -> Result<(), FileFault> {
        Ok(self.work(STEPS_A_ROW)?)
    }

    /// Refuses when the time is over, asked at once.
    pub fn look(&self) -> Result<(), FaultKind> {
        let took_micros = wall_micros().saturating_sub(self.began.0);
        if took_micros.unsigned_abs() / 1_000_000 >= self.seconds_max {
            return Err(Bound::Seconds.over(self.seconds_max));
        }
        Ok(())
    }

    fn work(&mut self, steps: u32) -> Result<(), FaultKind> {
        self.steps = self.steps.saturating_add(steps);
        if self.steps < STEPS_BETWEEN_LOOKS {
            return Ok(());
        }
        self.steps = 0;
        self.look()
    }
}

/// Counts what one file has taken so far. Asked before memory is.
pub(super) struct Meter<'a> {
    pub(super) limits: &'a Limits,
    watch: Watch,
    cells: u64,
    marks: u64,
    kept_bytes: u64,
}

impl<'a> Meter<'a> {
    pub(super) fn new(options: &'a Options) -> Self {
        Self {
            limits: &options.limits,
            watch: options.watch(),
            cells: 0,
            marks: 0,
            kept_bytes: 0,
        }
    }

    /// One step of the work, a cell or a mark of the file; refuses when the time is over.
    pub(super) fn step(&mut self) -> Result<(), FaultKind> {
        self.watch.work(1)
    }

    /// The same for so many bytes, of which there may be many in one mark.
    pub(super) fn bytes(&mut self, bytes: u64) -> Result<(), FaultKind> {
        let steps = u32::try_from(bytes / BYTES_A_STEP).unwrap_or(STEPS_BETWEEN_LOOKS);
        self.watch.work(steps)
    }

    /// Room for one more mark.
    pub(super) fn mark(&mut self) -> Result<(), FaultKind> {
        self.marks = self.marks.saturating_add(1);
        Bound::Marks.holds(self.marks, self.limits.marks)
    }

    /// Room for so many more cells.
    pub(super) fn cells(&mut self, more: u64) -> Result<(), FaultKind> {
        self.cells = self.cells.saturating_add(more);
        Bound::Cells.holds(self.cells, self.limits.cells)
    }

    /// Room for a text of so many bytes.
    pub(super) fn keep(&mut self, bytes: usize) -> Result<(), FaultKind> {
        let taken = bytes as u64 + TEXT_BYTES_BESIDE;
        self.kept_bytes = self.kept_bytes.saturating_add(taken);
        Bound::Kept.holds(self.kept_bytes, self.limits.kept_bytes)
    }

    /// A cell's text: not too long, and without the character that no text has.
    pub(super) fn text(&self, text: &str) -> Result<(), FaultKind> {
        if text.contains('\0') {
            return Err(FaultKind::Nul);
        }
        let chars_max = self.limits.cell_chars;
        // No text has more characters than bytes.
        if text.len() as u64 > chars_max {
            Bound::Text.holds(text.chars().count() as u64, chars_max)?;
        }
        Ok(())
    }
}

fn wall_micros() -> i64 {
    Clock::system().wall().as_micros()
}
