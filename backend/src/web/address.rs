//! How an address may be spelled (decision 33). The router matches a path with its percent-encoding undone, everything else
//! reads it as it came. An address that the two could read differently is refused before either looks.

use actix_web::http::Uri;

use crate::kernel::{Problem, Text};

/// Refuses with 400 a path that has another, plainer spelling or that no text can be made of, and a NUL anywhere: PostgreSQL
/// takes none in a text, and no address of ours means one.
///
/// Refused in a path: `%XX` of a letter, a digit or one of `-._~` (RFC 3986, 2.3: the plain character is the same address),
/// of a control character, without two hexadecimal digits, or not UTF-8. `%2F` and the like stay what the client wrote.
pub fn check(uri: &Uri) -> Result<(), Problem> {
    if is_plain(uri.path()) && !has_nul(uri.query().unwrap_or_default()) {
        return Ok(());
    }
    Err(Problem::new(
        400,
        "E-SYS-019",
        Text::fixed("ที่อยู่เขียนไม่ถูกแบบ", "The address is spelled oddly"),
        Text::fixed(
            "พิมพ์ที่อยู่ใหม่โดยไม่ใส่รหัส % แทนตัวอักษรหรือตัวเลข และไม่มีอักขระควบคุม",
            "Spell letters and digits plainly and not as %XX, and leave control characters out.",
        ),
    ))
}

fn is_plain(path: &str) -> bool {
    path.starts_with('/') && unescaped(path).is_some_and(|text| !text.contains(char::is_control))
}

/// The path with its escapes undone; `None` where one is broken, needless or not UTF-8.
fn unescaped(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let escaped = digit(rest.next()?)? * 16 + digit(rest.next()?)?;
        if is_unreserved(escaped) {
            return None;
        }
        bytes.push(escaped);
    }
    String::from_utf8(bytes).ok()
}

fn digit(byte: u8) -> Option<u8> {
    let value = char::from(byte).to_digit(16)?;
    u8::try_from(value).ok()
}

/// Characters that need no escape in any part of an address (RFC 3986, 2.3). The fixed parts of our paths have no others.
pub fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

fn has_nul(query: &str) -> bool {
    query.contains('\0') || query.contains("%00")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn taken(address: &str) -> bool {
        check(&address.parse::<Uri>().unwrap()).is_ok()
    }

    #[test]
    fn what_has_a_plainer_spelling_is_refused() {
        for byte in 0..=u8::MAX {
            for escape in [format!("%{byte:02X}"), format!("%{byte:02x}")] {
                let reserved = (0x20..0x7f).contains(&byte) && !is_unreserved(byte);
                assert_eq!(taken(&format!("/a/{escape}")), reserved, "{escape}");
            }
        }
    }

    #[test]
    fn what_is_no_text_is_refused_in_a_path() {
        for odd in [
            "/%", "/%4", "/%zz", "/%+1", "/%C0%AF", "/%E0%B8", "/%ff", "/a%00", "/%c2%80", "*",
        ] {
            assert!(!taken(odd), "{odd}");
        }
    }

    #[test]
    fn a_nul_is_refused_in_a_query_and_nothing_else_there() {
        assert!(!taken("/members?q=a%00"));
        for plain in [
            "/",
            "/members?q=%61%E0%B8%81%0a&r=%",
            "/papers/RV2569%2F000001",
            "/papers/%E0%B8%81%E0%B8%B3",
            "/a%252e",
            "http://127.0.0.1:8080/members",
        ] {
            assert!(taken(plain), "{plain}");
        }
    }
}
