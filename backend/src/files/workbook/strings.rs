//! The list of texts that cells refer to by number, one behind the other in one piece of memory; and a text put together from runs.

use std::borrow::Cow;

use super::super::fault::{Bound, FaultKind, FileFault};
use super::Package;
use super::xml::Token;

/// Marks that make a text; of another name space they are none of ours.
const TEXT_MARKS: [&str; 4] = ["si", "r", "t", "rPh"];

/// All texts of the list.
#[derive(Default)]
pub(super) struct Strings {
    all: String,
    /// Where each text ends.
    ends: Vec<u32>,
}

impl Strings {
    pub(super) fn get(&self, nth: usize) -> Option<&str> {
        let end = *self.ends.get(nth)? as usize;
        let start = match nth.checked_sub(1) {
            Some(before) => *self.ends.get(before)? as usize,
            None => 0,
        };
        self.all.get(start..end)
    }

    fn push(&mut self, text: &str) -> Result<(), FaultKind> {
        self.all.push_str(text);
        let end = u32::try_from(self.all.len()).map_err(|_| FaultKind::Damaged)?;
        self.ends.push(end);
        Ok(())
    }
}

impl Drop for Strings {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.all);
    }
}

/// A text while its runs come, no longer than a cell's may be.
pub(super) struct Building {
    text: String,
    chars: u64,
    chars_max: u64,
}

impl Building {
    pub(super) const fn new(chars_max: u64) -> Self {
        Self {
            text: String::new(),
            chars: 0,
            chars_max,
        }
    }

    pub(super) fn push(&mut self, more: &str) -> Result<(), FaultKind> {
        self.chars += more.chars().count() as u64;
        Bound::Text.holds(self.chars, self.chars_max)?;
        self.text.push_str(more);
        Ok(())
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.chars = 0;
    }
}

pub(super) fn read(package: &mut Package<'_>, part: &str) -> Result<Strings, FileFault> {
    let mut strings = Strings::default();
    let mut item = Building::new(package.meter.limits.cell_chars);
    let (mut is_text, mut spoken) = (false, false);
    package.each(part, |token, meter| {
        match token {
            Token::Open(tag) => match tag.name() {
                _ if tag.foreign().is_some_and(|name| TEXT_MARKS.contains(&name)) => {
                    return Err(FaultKind::Damaged.into());
                }
                "si" => item.clear(),
                "rPh" => spoken = true,
                "t" => is_text = true,
                _ => {}
            },
            Token::Close(tag) => match tag.name() {
                "si" => {
                    let text = unescaped(item.text());
                    meter.text(&text)?;
                    let (count, bytes) = (strings.ends.len() as u64, strings.all.len() as u64);
                    Bound::Strings.holds(count + 1, meter.limits.strings)?;
                    Bound::Strings.holds(bytes + text.len() as u64, meter.limits.string_bytes)?;
                    strings.push(&text)?;
                }
                "rPh" => spoken = false,
                "t" => is_text = false,
                _ => {}
            },
            // How a text is spoken is written beside it and is no part of it.
            Token::Text(text) if is_text && !spoken => item.push(&text)?,
            Token::Text(_) | Token::End => {}
        }
        Ok(())
    })?;
    Ok(strings)
}

/// The text with the characters that XML cannot hold put back: `_x000D_` is a carriage return, `_x005F_` the line itself.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return text.into();
    }
    let (mut out, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        match escape(from) {
            Some(c) => {
                out.push(c);
                rest = from.get(7..).unwrap_or_default();
            }
            None => {
                out.push_str("_x");
                rest = from.get(2..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out.into()
}

/// The character of `_xHHHH_` at the beginning of a text.
fn escape(from: &str) -> Option<char> {
    let digits = from.get(2..6)?;
    let is_whole = from.get(6..7)? == "_" && digits.bytes().all(|b| b.is_ascii_hexdigit());
    let number = u32::from_str_radix(digits, 16).ok().filter(|_| is_whole)?;
    char::from_u32(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_xml_cannot_hold_come_back() {
        for (text, meant) in [
            ("ก้อง_x000D_", "ก้อง\r"),
            ("_x005F_x000D_", "_x000D_"),
            ("a_x0e01_b_x41", "aกb_x41"),
            ("_x12_x0041_", "_x12A"),
            ("_xD800_", "_xD800_"),
            ("_xกขคง_", "_xกขคง_"),
            ("plain", "plain"),
        ] {
            assert_eq!(unescaped(text), meant, "{text}");
        }
    }
}
