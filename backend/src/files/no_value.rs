//! Cells in which something stands that is no value: no importer takes it for one, and none takes it for a blank.

use super::table::Cell;
use crate::kernel::Text;
use crate::web::texts::sentences;
use zeroize::Zeroizing;

/// Digits of a number that a spreadsheet keeps; it makes noughts of those behind.
const DIGITS_KEPT: usize = 15;

/// Why a cell holds no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoValue {
    /// A formula whose program did not write down what it comes to.
    NoResult,
    /// A formula that failed.
    Error,
    /// True or false.
    Bool,
    /// A quantity of more digits than a spreadsheet keeps: the last are lost.
    LostDigits,
}

impl NoValue {
    /// A stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoResult => "no_result",
            Self::Error => "formula_error",
            Self::Bool => "true_or_false",
            Self::LostDigits => "not_text",
        }
    }

    /// What is wrong and what to do.
    pub fn text(self) -> Text {
        said(self)
    }
}

sentences! {
    /// What is wrong with a cell, in a sentence.
    fn said(why: NoValue) -> Text {
        NoValue::NoResult => Text::fixed(
            "สูตรในเซลล์ยังไม่มีผลลัพธ์ เปิดไฟล์ในโปรแกรมตาราง รอให้คำนวณ แล้วบันทึกใหม่",
            "The formula has no result; open the file in the spreadsheet, let it calculate and save it anew",
        ),
        NoValue::Error => Text::fixed(
            "สูตรในเซลล์ผิดพลาด แก้สูตรหรือพิมพ์ค่าแทน",
            "The formula in this cell failed; correct it or type the value",
        ),
        NoValue::Bool => Text::fixed(
            "เซลล์เป็นค่าจริง/เท็จ พิมพ์เป็นข้อความ",
            "The cell is true or false; type it as text",
        ),
        NoValue::LostDigits => Text::fixed(
            "เก็บเป็นจำนวน โปรแกรมตารางทำให้หลักท้ายหาย ตั้งเป็นข้อความแล้วพิมพ์ใหม่",
            "It is kept as a quantity and the spreadsheet lost its last digits; make it text and type it anew",
        ),
    }
}

impl Cell {
    /// Why no column that an importer knows can take what stands here.
    pub fn no_value(&self) -> Option<NoValue> {
        match self {
            Self::NoResult => Some(NoValue::NoResult),
            Self::Error(_) => Some(NoValue::Error),
            Self::Bool(_) => Some(NoValue::Bool),
            Self::Number { text, .. } => {
                let digits = text.bytes().filter(u8::is_ascii_digit).count();
                let has_lost = digits > DIGITS_KEPT && !text.contains('.');
                has_lost.then_some(NoValue::LostDigits)
            }
            Self::Blank | Self::Text(_) | Self::Day(_) | Self::Moment { .. } => None,
        }
    }

    /// A3: what stands in a column of card numbers, to be read as one. An apostrophe before it is how people keep it as text.
    pub fn card_number(&self) -> Result<Zeroizing<String>, NoValue> {
        if let Some(why) = self.no_value() {
            return Err(why);
        }
        let text = Zeroizing::new(self.text());
        let digits = text.trim().trim_start_matches('\'');
        Ok(Zeroizing::new(digits.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::super::table::Words;
    use super::*;

    fn number(text: &str) -> Cell {
        Cell::Number {
            text: Words::new(text.into()),
            format: 0,
        }
    }

    #[test]
    fn a3_a_card_number_kept_as_a_quantity_is_none() {
        let text = |text: &str| Cell::Text(Words::new(text.into()));
        let read = |cell: Cell| cell.card_number().map(|n| n.as_str().to_owned());
        assert_eq!(
            read(text(" '9999000000000012")),
            Ok("9999000000000012".to_owned())
        );
        assert_eq!(read(number("9999000000000010")), Err(NoValue::LostDigits));
        assert_eq!(read(Cell::NoResult), Err(NoValue::NoResult));
        assert_eq!(number("110000000000008").no_value(), None);
        assert_eq!(number("0.30000000000000004").no_value(), None);
    }
}
