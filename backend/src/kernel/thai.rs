//! Thai text: digits, search, sorting, titles, amounts in words, and card numbers hidden in free text.

mod digits;
mod hidden;
mod search;
mod sort;
mod titles;
mod words;

pub(crate) use digits::{arabic, is_zero_width, normalise_digits_and_marks};
pub use digits::{to_arabic_digits, to_thai_digits};
pub use hidden::{Hidden, has_card_number_like, hidden_in, visible};
pub use search::normalise;
pub use sort::sort_key;
pub use titles::fold_title;
pub use words::baht_words;
