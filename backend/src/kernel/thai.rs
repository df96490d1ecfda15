//! Thai text: digits, search, sorting, titles, amounts in words.

mod digits;

pub(crate) use digits::normalise_digits_and_marks;
pub use digits::{to_arabic_digits, to_thai_digits};
