//! Why a file is refused as a whole: what is wrong and where.

use super::texts;
use crate::kernel::{Problem, Text};

/// A file that is not read: what is wrong, and where where that is known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind} (line {line:?}, column {column:?})")]
pub struct FileFault {
    pub kind: FaultKind,
    /// As an editor or a spreadsheet counts it, from 1.
    pub line: Option<u64>,
    /// The column of cells, from 1; for faults of the encoding the character of the line.
    pub column: Option<u64>,
    /// The place in a workbook as its program names it: `XFD1048576`.
    pub cell: Option<String>,
}

/// What is wrong with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FaultKind {
    #[error("the file is empty")]
    Empty,
    #[error("not UTF-8")]
    NotUtf8,
    #[error("not windows-874")]
    NotWindows874,
    #[error("declared as windows-874 but written in UTF-8")]
    IsUtf8,
    #[error("a quotation mark is never closed")]
    OpenQuote,
    /// The archive or a part of it is not what a spreadsheet writes.
    #[error("the workbook cannot be read")]
    Damaged,
    /// An .xls, or a workbook behind a password: both begin with the same bytes.
    #[error("an old or protected workbook")]
    OldWorkbook,
    /// A web page that is called .xls.
    #[error("a web page")]
    WebPage,
    /// Another archive or another kind of workbook: ODS, XLSB, a document.
    #[error("no XLSX workbook")]
    OtherWorkbook,
    #[error("a part of the workbook is locked with a password")]
    Locked,
    /// The way by which a text names what it would then repeat a million times, or a file of this machine.
    #[error("the workbook declares a document type")]
    DocType,
    #[error("two parts of the archive have one name")]
    TwinParts,
    #[error("a part of the archive has a name that leads out of it")]
    StrayPath,
    #[error("a part of the archive is not as long as it says")]
    LyingSize,
    #[error("a cell is given twice")]
    TwinCell,
    #[error("a cell holds the character NUL")]
    Nul,
    #[error("there is no such sheet")]
    NoSuchSheet,
    #[error("more than {max} of {what:?}")]
    TooMuch { what: Bound, max: u64 },
    #[error("two files are being read and others wait")]
    Busy,
}

/// What a file may have only so much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// Bytes of the file.
    File,
    /// Entries of the archive.
    Entries,
    /// Bytes that the archive unpacks to.
    Unpacked,
    /// Texts in the workbook's list of texts, or their bytes.
    Strings,
    Sheets,
    Rows,
    Columns,
    Cells,
    /// Characters of a cell.
    Text,
    /// Bytes of a line.
    Record,
    /// Bytes of all texts.
    Kept,
    /// Marks within marks of a workbook's part, or bytes of one mark.
    Marks,
    Seconds,
}

impl Bound {
    pub(super) const fn over(self, max: u64) -> FaultKind {
        FaultKind::TooMuch { what: self, max }
    }

    pub(super) fn holds(self, found: u64, max: u64) -> Result<(), FaultKind> {
        if found > max {
            return Err(self.over(max));
        }
        Ok(())
    }
}

impl From<FaultKind> for FileFault {
    fn from(kind: FaultKind) -> Self {
        Self {
            kind,
            line: None,
            column: None,
            cell: None,
        }
    }
}

impl FaultKind {
    /// At a line of text and the column in it, both from 1.
    pub(super) fn at(self, line: u64, column: Option<u64>) -> FileFault {
        FileFault {
            line: Some(line),
            column,
            ..self.into()
        }
    }

    /// The code for the telephone. Those with `MEM` are older than this module and are kept.
    const fn code(self) -> &'static str {
        match self {
            Self::Empty => "E-MEM-030",
            Self::NotUtf8 => "E-MEM-031",
            Self::NotWindows874 => "E-MEM-032",
            Self::IsUtf8 => "E-MEM-033",
            Self::OpenQuote => "E-MEM-034",
            Self::Damaged => "E-MEM-035",
            Self::TooMuch { what, .. } => what.code(),
            Self::OldWorkbook => "E-FILE-001",
            Self::WebPage => "E-FILE-002",
            Self::OtherWorkbook => "E-FILE-003",
            Self::Locked => "E-FILE-004",
            Self::DocType => "E-FILE-005",
            Self::TwinParts => "E-FILE-006",
            Self::StrayPath => "E-FILE-007",
            Self::LyingSize => "E-FILE-008",
            Self::TwinCell => "E-FILE-009",
            Self::Nul => "E-FILE-010",
            Self::NoSuchSheet => "E-FILE-011",
            Self::Busy => "E-FILE-012",
        }
    }
}

impl Bound {
    const fn code(self) -> &'static str {
        match self {
            Self::Unpacked => "E-MEM-036",
            Self::Rows => "E-MEM-037",
            Self::File => "E-FILE-020",
            Self::Entries => "E-FILE-021",
            Self::Strings => "E-FILE-022",
            Self::Sheets => "E-FILE-023",
            Self::Columns => "E-FILE-024",
            Self::Cells => "E-FILE-025",
            Self::Text => "E-FILE-026",
            Self::Record => "E-FILE-027",
            Self::Kept => "E-FILE-028",
            Self::Marks => "E-FILE-029",
            Self::Seconds => "E-FILE-030",
        }
    }
}

impl FileFault {
    /// Where, what is wrong and what to do, in both languages.
    pub fn text(&self) -> Text {
        texts::fault(self)
    }
}

impl From<FileFault> for Problem {
    fn from(fault: FileFault) -> Self {
        let (code, text) = (fault.kind.code(), fault.text());
        if fault.kind == FaultKind::Busy {
            let title = Text::fixed("ระบบไม่ว่าง", "The system is busy");
            return Self::new(503, code, title, text);
        }
        let mut problem = Self::bad_field("file", code, text);
        problem.code = code;
        problem
    }
}
