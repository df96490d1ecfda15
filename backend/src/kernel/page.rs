//! Pages of a list: a limit on everything, and a cursor that names the last row shown.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;

/// One page of a list, and the cursor of the next one when there is more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct PageOf<T> {
    /// The rows, in the list's order.
    pub items: Vec<T>,
    /// What to send as `cursor` for the next page; none at the end.
    pub next: Option<String>,
}

impl<T> PageOf<T> {
    /// Makes a page of rows read with [`Limit::and_one_more`]; `cursor_of` names a row's place in the list.
    pub fn cut(mut rows: Vec<T>, limit: Limit, cursor_of: impl Fn(&T) -> Cursor) -> Self {
        let more = rows.len() > limit.rows();
        rows.truncate(limit.rows());
        let next = rows
            .last()
            .filter(|_| more)
            .map(|row| cursor_of(row).encode());
        Self { items: rows, next }
    }

    /// The same page with each row turned into something else.
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> PageOf<U> {
        PageOf {
            items: self.items.into_iter().map(change).collect(),
            next: self.next,
        }
    }
}

/// How many rows a page holds: 1 to 200, by default 50.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit(u16);

/// A page holds 1 to 200 rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a page holds 1 to 200 rows")]
pub struct BadLimit;

impl Limit {
    /// The most rows of one page.
    pub const MAX: u16 = 200;

    /// What the client asked for, or the default.
    pub fn parse(asked: Option<i64>) -> Result<Self, BadLimit> {
        let Some(asked) = asked else {
            return Ok(Self::default());
        };
        let rows = u16::try_from(asked).map_err(|_| BadLimit)?;
        if (1..=Self::MAX).contains(&rows) {
            Ok(Self(rows))
        } else {
            Err(BadLimit)
        }
    }

    /// Rows of the page.
    pub fn rows(self) -> usize {
        usize::from(self.0)
    }

    /// What to ask the database for: one row beyond the page tells whether there is a next one.
    pub fn and_one_more(self) -> i64 {
        i64::from(self.0) + 1
    }
}

impl Default for Limit {
    fn default() -> Self {
        Self(50)
    }
}

/// The place of a row in a list: the value it is sorted by, and its id to tell twins apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// The sorted-by value as text; empty for a list sorted by id.
    pub key: String,
    /// The row's id.
    pub id: i64,
}

/// The cursor is not one that we gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the cursor is not one that a page gave")]
pub struct BadCursor;

impl Cursor {
    /// The place of a row in a list that is sorted by `key`, then by id.
    pub fn new(key: impl Into<String>, id: i64) -> Self {
        Self {
            key: key.into(),
            id,
        }
    }

    /// The opaque text that a client sends back.
    pub fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode(format!("{}:{}", self.id, self.key))
    }

    /// Reads what [`Cursor::encode`] gave.
    pub fn parse(text: &str) -> Result<Self, BadCursor> {
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| BadCursor)?;
        let plain = String::from_utf8(bytes).map_err(|_| BadCursor)?;
        let (id, key) = plain.split_once(':').ok_or(BadCursor)?;
        Ok(Self::new(key, id.parse().map_err(|_| BadCursor)?))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_limit_is_between_one_and_two_hundred() {
        assert_eq!(Limit::parse(None).unwrap().rows(), 50);
        assert_eq!(Limit::parse(Some(200)).unwrap().and_one_more(), 201);
        for bad in [0, -1, 201, i64::MAX] {
            assert_eq!(Limit::parse(Some(bad)), Err(BadLimit));
        }
    }

    #[test]
    fn the_last_page_has_no_next() {
        let limit = Limit::parse(Some(2)).unwrap();
        let place = |id: &i64| Cursor::new("", *id);
        let page = PageOf::cut(vec![1, 2, 3], limit, place);
        assert_eq!(
            (page.items, page.next),
            (vec![1, 2], Some(Cursor::new("", 2).encode()))
        );
        assert_eq!(PageOf::cut(vec![1, 2], limit, place).next, None);
        assert_eq!(PageOf::cut(vec![], limit, place).next, None);
    }

    proptest! {
        #[test]
        fn a_cursor_comes_back_as_it_went(key in "\\PC*", id: i64) {
            let cursor = Cursor::new(key, id);
            prop_assert_eq!(Cursor::parse(&cursor.encode()), Ok(cursor));
        }

        #[test]
        fn a_made_up_cursor_is_an_error_and_no_panic(text in "\\PC*") {
            let _ = Cursor::parse(&text);
        }
    }
}
