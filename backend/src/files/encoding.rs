//! Bytes to text. UTF-8 is read strictly; windows-874, which older Thai programs write, only where it was declared or where
//! UTF-8 fails. No byte is ever replaced by a question mark.

use std::borrow::Cow;

use super::fault::{FaultKind, FileFault};
use super::table::Format;

/// What the user says the file is written in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 where every byte fits it, else windows-874.
    #[default]
    Auto,
    Utf8,
    Windows874,
}

impl Encoding {
    /// Reads `auto`, `utf-8`, `windows-874`; nothing said is `auto`.
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim().to_ascii_lowercase().as_str() {
            "" | "auto" => Some(Self::Auto),
            "utf-8" | "utf8" => Some(Self::Utf8),
            "windows-874" | "cp874" | "tis-620" => Some(Self::Windows874),
            _ => None,
        }
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Utf8 => "utf-8",
            Self::Windows874 => "windows-874",
        }
    }
}

const BYTE_ORDER_MARK: [u8; 3] = [0xEF, 0xBB, 0xBF];

/// The file's text without its byte-order mark, and the encoding that it was.
pub(super) fn decode(
    bytes: &[u8],
    declared: Encoding,
) -> Result<(Cow<'_, str>, Format), FileFault> {
    let marked = bytes.strip_prefix(&BYTE_ORDER_MARK);
    match (declared, marked) {
        (Encoding::Windows874, Some(_)) => Err(FaultKind::IsUtf8.into()),
        (Encoding::Auto | Encoding::Utf8, Some(rest)) => utf8(rest),
        (Encoding::Utf8, None) => utf8(bytes),
        // One byte that went wrong does not make another encoding of a text.
        (Encoding::Auto, None) => utf8(bytes).or_else(|fault| {
            if is_thai_utf8(bytes) {
                return Err(fault);
            }
            windows_874(bytes)
        }),
        (Encoding::Windows874, None) => {
            let is_utf8 = !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok();
            if is_utf8 || is_thai_utf8(bytes) {
                return Err(FaultKind::IsUtf8.into());
            }
            windows_874(bytes)
        }
    }
}

fn utf8(bytes: &[u8]) -> Result<(Cow<'_, str>, Format), FileFault> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok((text.into(), Format::CsvUtf8)),
        Err(error) => {
            let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let good = String::from_utf8_lossy(good);
            let (line, column) = place_after(&good);
            Err(FaultKind::NotUtf8.at(line, Some(column)))
        }
    }
}

/// One byte is one character, so the place of a bad byte is counted in bytes.
fn windows_874(bytes: &[u8]) -> Result<(Cow<'_, str>, Format), FileFault> {
    let text = encoding_rs::WINDOWS_874.decode_without_bom_handling_and_without_replacement(bytes);
    let unread = |c: char| ('\u{80}'..='\u{9f}').contains(&c);
    if let Some(text) = text.filter(|text| !text.contains(unread)) {
        return Ok((text, Format::CsvWindows874));
    }
    let (lossy, _) = encoding_rs::WINDOWS_874.decode_without_bom_handling(bytes);
    let bad = lossy.find(|c| c == '\u{fffd}' || unread(c)).unwrap_or(0);
    let (line, column) = place_after(lossy.get(..bad).unwrap_or_default());
    Err(FaultKind::NotWindows874.at(line, Some(column)))
}

/// Most bytes beyond ASCII belong to whole Thai letters of UTF-8, E0 B8 or B9 and a third. In windows-874 the same bytes are a
/// word such as "เนก" here and there and never most of a text.
fn is_thai_utf8(bytes: &[u8]) -> bool {
    let (mut high, mut whole, mut at) = (0_usize, 0_usize, 0_usize);
    while let Some(byte) = bytes.get(at) {
        let step = match bytes.get(at..at + 3) {
            Some([0xE0, 0xB8 | 0xB9, 0x80..=0xBF]) => 3,
            Some(_) | None => 1,
        };
        if step == 3 {
            whole += 3;
        }
        high += if byte.is_ascii() { 0 } else { step };
        at += step;
    }
    whole * 2 > high
}

/// Counts lines as editors do: a carriage return ends one, a line feed too, and both together one.
#[derive(Debug, Default)]
pub(super) struct Breaks {
    after_return: bool,
}

impl Breaks {
    /// Whether a line begins behind this character.
    pub(super) fn begins_line(&mut self, c: char) -> bool {
        let of_pair = std::mem::replace(&mut self.after_return, c == '\r');
        c == '\r' || (c == '\n' && !of_pair)
    }
}

/// Line and column, both from 1, of what comes after this text.
fn place_after(text: &str) -> (u64, u64) {
    let (mut breaks, mut line) = (Breaks::default(), 1);
    for c in text.chars() {
        line += u64::from(breaks.begins_line(c));
    }
    let last = text.rsplit(['\r', '\n']).next().unwrap_or_default();
    (line, last.chars().count() as u64 + 1)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "เลข,ชื่อ\r\n1,สมชาย";

    fn thai_874() -> Vec<u8> {
        encoding_rs::WINDOWS_874.encode(TEXT).0.into_owned()
    }

    fn format(bytes: &[u8], declared: Encoding) -> Result<Format, FileFault> {
        decode(bytes, declared).map(|(_, format)| format)
    }

    #[test]
    fn utf_8_is_read_with_and_without_its_mark() {
        let marked = [&BYTE_ORDER_MARK, TEXT.as_bytes()].concat();
        for bytes in [TEXT.as_bytes(), &marked] {
            for declared in [Encoding::Auto, Encoding::Utf8] {
                assert_eq!(
                    decode(bytes, declared).unwrap(),
                    (TEXT.into(), Format::CsvUtf8)
                );
            }
            assert_eq!(
                format(bytes, Encoding::Windows874),
                Err(FaultKind::IsUtf8.into())
            );
        }
    }

    #[test]
    fn windows_874_is_read_where_declared_or_found_and_refused_as_utf_8_with_its_place() {
        for declared in [Encoding::Auto, Encoding::Windows874] {
            assert_eq!(
                decode(&thai_874(), declared).unwrap(),
                (TEXT.into(), Format::CsvWindows874)
            );
        }
        assert_eq!(
            format(&thai_874(), Encoding::Utf8),
            Err(FaultKind::NotUtf8.at(1, Some(1)))
        );
        let later = [b"number,name\n00519,".as_slice(), &thai_874()].concat();
        assert_eq!(
            format(&later, Encoding::Utf8),
            Err(FaultKind::NotUtf8.at(2, Some(7)))
        );
    }

    #[test]
    fn what_is_neither_is_refused_with_its_place() {
        let bad = [b"a\nbc".as_slice(), &[0xFC, 0x81]].concat();
        for declared in [Encoding::Auto, Encoding::Windows874] {
            assert_eq!(
                format(&bad, declared),
                Err(FaultKind::NotWindows874.at(2, Some(3)))
            );
        }
        assert_eq!(
            format(b"plain", Encoding::Windows874),
            Ok(Format::CsvWindows874)
        );
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            for declared in [Encoding::Auto, Encoding::Utf8, Encoding::Windows874] {
                let _ = decode(&bytes, declared);
            }
        }

        #[test]
        fn thai_text_comes_back_from_windows_874(text in "[ก-ฺ฿-๛a-z0-9,\n ]{1,60}") {
            // Two lone letters may be bytes of UTF-8 too; a file with a Thai header is not.
            let text = format!("เลขทะเบียน,{text}");
            let (bytes, _, lost) = encoding_rs::WINDOWS_874.encode(&text);
            prop_assert!(!lost);
            let (back, _) = decode(&bytes, Encoding::Auto).unwrap();
            prop_assert_eq!(back.as_ref(), &text);
        }
    }

    #[test]
    fn one_stray_byte_does_not_make_utf_8_thai_another_encoding() {
        let stray = [TEXT.as_bytes(), b" \xa0 1\r\n"].concat();
        for declared in [Encoding::Auto, Encoding::Utf8] {
            assert_eq!(
                format(&stray, declared),
                Err(FaultKind::NotUtf8.at(2, Some(9)))
            );
        }
        assert_eq!(
            format(&stray, Encoding::Windows874),
            Err(FaultKind::IsUtf8.into())
        );
        let (old, ..) = encoding_rs::WINDOWS_874.encode("นายเนตร เนกขัมม์");
        assert_eq!(format(&old, Encoding::Auto), Ok(Format::CsvWindows874));
    }

    #[test]
    fn lines_are_counted_by_either_break_and_by_both_once() {
        for text in ["a\nb\nc", "a\rb\rc", "a\r\nb\r\nc", "a\rb\nc"] {
            assert_eq!(place_after(text), (3, 2), "{text:?}");
        }
        assert_eq!(place_after("a\n\rb"), (3, 2));
    }
}
