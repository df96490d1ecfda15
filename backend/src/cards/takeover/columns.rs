//! Which column of a register is what: the header is the first line near the top that says so, in Thai or English words.

use crate::files::{Head, LeftOut, Table as FileTable};
use crate::kernel::{Lang, Text, names_a_secret, thai};

/// Lines in which the header may stand; above it are titles and dates.
const HEADER_WITHIN_LINES: usize = 20;

/// Declares the columns with their name in files, label, whether they are needed, and the words of a header.
macro_rules! columns {
    ($($column:ident $name:literal $needed:literal $th:literal $en:literal [$($word:literal),*];)*) => {
        /// A column of the registers.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Column { $($column),* }

        impl Column {
            /// All of them, in the order of the registers.
            pub const ALL: &'static [Self] = &[$(Self::$column),*];

            /// The name in files and answers.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$column => $name),* }
            }

            /// What a person calls it.
            pub const fn label(self) -> Text {
                match self { $(Self::$column => Text::fixed($th, $en)),* }
            }

            /// Whether a file without it is refused.
            pub const fn is_needed(self) -> bool {
                match self { $(Self::$column => $needed),* }
            }

            /// Its head in a Thai register, in a word or two.
            pub fn head(self) -> &'static str {
                self.words().first().copied().unwrap_or(self.name())
            }

            /// Its head in a register that is written in this language.
            pub fn head_in(self, lang: Lang) -> &'static str {
                match lang {
                    Lang::Th => self.head(),
                    Lang::En => self.name(),
                }
            }

            fn words(self) -> &'static [&'static str] {
                match self { $(Self::$column => &[$($word),*]),* }
            }
        }
    };
}

columns! {
    MemberNumber "member_number" true "เลขทะเบียนสมาชิก" "member number" ["เลขทะเบียนสมาชิก", "เลขทะเบียน", "เลขสมาชิก", "เลขที่สมาชิก", "memberno"];
    CardNumber "card_number" true "หมายเลขบัตร 16 หลัก เก็บเป็นข้อความ" "card number, 16 digits, kept as text" ["หมายเลขบัตร", "หมายเลขบัตรเงินสด", "เลขที่บัตร", "เลขที่บัตรเงินสด", "เลขบัตร", "cardno"];
    ExpiresOn "expires_on" true "วันหมดอายุ เช่น 09/30 หรือ 30/09/2573" "expiry, as 09/30 or 30/09/2573" ["วันหมดอายุ", "หมดอายุ", "บัตรหมดอายุ", "expiry"];
    ReceivedOn "received_on" false "วันที่รับบัตรจากธนาคาร" "day of receipt from the bank" ["วันที่รับ", "วันที่รับบัตร", "วันรับบัตร", "รับเมื่อ"];
    Keeper "keeper" false "ผู้เก็บรักษาบัตร ชื่อและนามสกุล" "card keeper, full name" ["ผู้เก็บรักษา", "ผู้เก็บรักษาบัตร", "ผู้เก็บบัตร"];
    LetterNo "letter_no" false "เลขที่หนังสือแจ้งครั้งที่ 1" "number of the first letter" ["เลขที่หนังสือ", "หนังสือแจ้งครั้งที่1", "เลขที่หนังสือแจ้ง", "เลขที่หนังสือแจ้งครั้งที่1", "letter1no"];
    LetterDated "letter_dated" false "วันที่ในหนังสือแจ้งครั้งที่ 1" "date of the first letter" ["วันที่หนังสือ", "ลงวันที่", "วันที่หนังสือแจ้ง", "วันที่หนังสือแจ้งครั้งที่1", "letterdate", "letter1date"];
    HandedOverOn "handed_over_on" false "วันที่จ่ายบัตรให้สมาชิก" "day on which the card was handed over" ["วันที่จ่าย", "วันที่จ่ายบัตร", "วันจ่ายบัตร", "จ่ายเมื่อ"];
    Dispenser "dispenser" false "ผู้จ่ายบัตร" "card dispenser" ["ผู้จ่าย", "ผู้จ่ายบัตร"];
    EnvelopeNo "envelope_no" false "เลขที่ซองรหัสผ่าน (ไม่ใช่รหัส)" "envelope number, never a PIN" ["เลขที่ซอง", "เลขซอง", "เลขที่ซองรหัสผ่าน", "เลขซองรหัสผ่าน", "envelope"];
    EnvelopeKeeper "envelope_keeper" false "ผู้เก็บรักษาซองรหัสผ่าน" "envelope keeper" ["ผู้เก็บรักษาซอง", "ผู้เก็บรักษารหัสผ่าน"];
    EnvelopeHandedOverOn "envelope_handed_over_on" false "วันที่จ่ายซองรหัสผ่าน" "day on which the envelope was handed over" ["วันที่จ่ายซอง", "วันที่จ่ายรหัสผ่าน", "วันที่จ่ายซองรหัสผ่าน"];
    EnvelopeDispenser "envelope_dispenser" false "ผู้จ่ายซองรหัสผ่าน" "envelope dispenser" ["ผู้จ่ายซอง", "ผู้จ่ายรหัสผ่าน", "ผู้จ่ายซองรหัสผ่าน"];
    SecondLetterNo "second_letter_no" false "เลขที่หนังสือแจ้งครั้งที่ 2" "number of the second letter" ["เลขที่หนังสือครั้งที่2", "หนังสือแจ้งครั้งที่2", "เลขที่หนังสือแจ้งครั้งที่2", "letter2no"];
    SecondLetterDated "second_letter_dated" false "วันที่ในหนังสือแจ้งครั้งที่ 2" "date of the second letter" ["วันที่หนังสือครั้งที่2", "วันที่หนังสือแจ้งครั้งที่2", "letter2date"];
}

/// Where each column stands.
#[derive(Debug, Clone)]
pub struct Header {
    places: Vec<(Column, usize)>,
    /// What stands over the columns.
    pub heads: Vec<Head>,
    /// How many lines of the file lie above the first row.
    pub above: usize,
}

/// Why no row of a file can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoHeader {
    Missing(Column),
    /// Two heads name the same column.
    Twice(Column),
    /// The file has a column for a PIN.
    Secret,
}

impl Header {
    /// Finds it: the line near the top with the most known words.
    pub fn find(table: &FileTable) -> Result<Self, NoHeader> {
        let best = table
            .lines
            .iter()
            .take(HEADER_WITHIN_LINES)
            .enumerate()
            .map(|(at, line)| (at, line.heads()))
            .map(|(at, heads)| (at, places(&heads), heads))
            .max_by_key(|(at, places, _)| (places.len(), std::cmp::Reverse(*at)));
        let (at, places, heads) = best.unwrap_or_default();
        let mut cells = table
            .lines
            .get(at)
            .map_or(&[][..], |line| &line.cells)
            .iter();
        if cells.any(|cell| names_a_secret(&cell.text())) {
            return Err(NoHeader::Secret);
        }
        let count = |column: &Column| places.iter().filter(|(known, _)| known == column).count();
        if let Some(twice) = Column::ALL.iter().find(|column| count(column) > 1) {
            return Err(NoHeader::Twice(*twice));
        }
        let mut needed = Column::ALL.iter().filter(|c| c.is_needed());
        match needed.find(|column| count(column) == 0) {
            Some(missing) => Err(NoHeader::Missing(*missing)),
            None => Ok(Self {
                places,
                heads,
                above: at + 1,
            }),
        }
    }

    /// The place of a column in each line.
    pub fn place(&self, column: Column) -> Option<usize> {
        let found = self.known().find(|(known, _)| *known == column);
        found.map(|(_, at)| at)
    }

    /// The columns that the file has, with their places.
    pub fn known(&self) -> impl Iterator<Item = (Column, usize)> {
        self.places.iter().copied()
    }

    /// What the file holds beside the registers.
    pub fn left_out(&self, table: &FileTable) -> LeftOut {
        LeftOut::of(table, &self.heads, |at| {
            self.known().any(|(_, known)| known == at)
        })
    }
}

/// Every place over which a known word stands, in the order of the registers.
fn places(heads: &[Head]) -> Vec<(Column, usize)> {
    let words: Vec<String> = heads
        .iter()
        .map(|head| head.words().map_or_else(String::new, plain))
        .collect();
    let of = |column: &Column| {
        let (column, named) = (*column, plain(column.name()));
        let is_it = move |word: &String| *word == named || column.words().contains(&word.as_str());
        let found = words
            .iter()
            .enumerate()
            .filter(move |(_, word)| is_it(word));
        found.map(move |(at, _)| (column, at)).collect::<Vec<_>>()
    };
    Column::ALL.iter().flat_map(of).collect()
}

/// A header's word without spaces, marks and capitals.
fn plain(text: &str) -> String {
    thai::to_arabic_digits(text)
        .to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '.' | ':' | '(' | ')' | '_' | '-'))
        .collect()
}
