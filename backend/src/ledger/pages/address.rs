//! Addresses of pages: the state of a list lives in its query string.

use crate::web::frame::encoded;

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

#[cfg(test)]
mod tests {
    use super::*;

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
