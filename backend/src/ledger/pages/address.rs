//! Addresses of pages: the state of a list lives in its query string.

use crate::web::frame::encoded;
use crate::web::parts::List;

/// A path with a query string; parameters without a value are left out.
pub fn address(path: &str, parameters: &[(&str, Option<String>)]) -> String {
    let mut out = path.to_owned();
    for (name, value) in parameters {
        let Some(value) = value.as_deref().filter(|v| !v.is_empty()) else {
            continue;
        };
        out.push(if out.contains('?') { '&' } else { '?' });
        out.push_str(name);
        out.push('=');
        out.push_str(&encoded(value));
    }
    out
}

/// A page of a list with page numbers. A page beyond the last one is the last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// From 1.
    pub page: i64,
    pub pages: i64,
    /// Rows that pass the filter.
    pub found: i64,
    rows: i64,
}

impl Place {
    /// The page that was asked for, of a list with this many rows in pages of `rows`.
    pub fn of(asked: Option<i64>, found: i64, rows: i64) -> Self {
        let pages = ((found + rows - 1) / rows).max(1);
        Self {
            page: asked.unwrap_or(1).clamp(1, pages),
            pages,
            found,
            rows,
        }
    }

    /// Rows before this page.
    pub const fn skip(self) -> i64 {
        (self.page - 1) * self.rows
    }

    /// The page numbers of a list, with the ways to the pages beside this one.
    pub fn list(self, to_page: impl Fn(i64) -> String) -> List {
        List {
            found: self.found.unsigned_abs(),
            page: self.page.unsigned_abs(),
            pages: self.pages.unsigned_abs(),
            previous: (self.page > 1).then(|| to_page(self.page - 1)),
            next: (self.page < self.pages).then(|| to_page(self.page + 1)),
            ..List::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_beyond_the_last_one_is_the_last_one() {
        let page = |asked, found| {
            let place = Place::of(asked, found, 50);
            (place.page, place.pages, place.skip())
        };
        assert_eq!(page(Some(9), 101), (3, 3, 100));
        assert_eq!(page(Some(-1), 101), (1, 3, 0));
        assert_eq!(page(None, 0), (1, 1, 0));
        let list = Place::of(Some(9), 101, 50).list(|page| page.to_string());
        assert_eq!((list.previous.as_deref(), list.next), (Some("2"), None));
    }

    #[test]
    fn an_address_leaves_out_what_is_not_set_and_encodes_the_rest() {
        let parts = [
            ("from", None),
            ("kind", Some("RV".to_owned())),
            ("source", Some("card/1&2".to_owned())),
        ];
        assert_eq!(
            address("/journal", &parts),
            "/journal?kind=RV&source=card%2F1%262"
        );
        assert_eq!(
            address("/journal", &[("a", Some(String::new()))]),
            "/journal"
        );
    }
}
