//! How a request's body is coded: as it is. The framework would unpack a compressed one, and of a kilobyte it makes a megabyte
//! before anybody has asked how large it is.

use actix_web::http::header::{CONTENT_ENCODING, HeaderMap};

use crate::kernel::{Problem, Text};

/// Refuses with 415 every `Content-Encoding` but `identity`, whatever the method and whether or not anybody reads the body.
pub fn check(headers: &HeaderMap) -> Result<(), Problem> {
    let as_it_is = headers.get_all(CONTENT_ENCODING).all(|line| {
        let codings = line.to_str().unwrap_or("?").split(',').map(str::trim);
        codings
            .filter(|coding| !coding.is_empty())
            .all(|coding| coding.eq_ignore_ascii_case("identity"))
    });
    if as_it_is {
        return Ok(());
    }
    Err(Problem::new(
        415,
        "E-SYS-033",
        Text::fixed("ไม่รับข้อมูลที่บีบอัด", "Compressed bodies are not taken"),
        Text::fixed(
            "ส่งข้อมูลโดยไม่บีบอัด (ไม่ใส่หัว Content-Encoding) ยังไม่มีสิ่งใดถูกบันทึก",
            "Send the body as it is, without Content-Encoding. Nothing was saved.",
        ),
    ))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn taken(lines: &[&str]) -> bool {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(CONTENT_ENCODING, line.parse().unwrap());
        }
        check(&headers).is_ok()
    }

    #[test]
    fn a_body_is_taken_as_it_is_and_in_no_other_coding() {
        for plain in [
            &[][..],
            &["identity"],
            &["Identity"],
            &[""],
            &["identity, identity"],
        ] {
            assert!(taken(plain), "{plain:?}");
        }
        for coded in [
            &["gzip"][..],
            &["GZIP"],
            &["x-gzip"],
            &["deflate"],
            &["br"],
            &["zstd"],
            &["identity, gzip"],
            &["identity", "gzip"],
            &["nonsense"],
        ] {
            assert!(!taken(coded), "{coded:?}");
        }
    }
}
