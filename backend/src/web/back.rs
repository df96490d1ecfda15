//! The way back that an address carries on in another: to the page that was asked for before signing in, to the one that was
//! open when the language was changed.

use actix_web::HttpRequest;

use super::frame::encoded;

/// An address that is carried on in another one, before and after it is escaped.
const RETURN_BYTES_MAX: usize = 2_000;

/// Where the reader is, escaped to be carried on; the first page where that is too long for an address.
pub fn here(req: &HttpRequest) -> String {
    let here = encoded(req.uri().path_and_query().map_or("/", |p| p.as_str()));
    if here.len() <= RETURN_BYTES_MAX {
        here
    } else {
        encoded("/")
    }
}

/// Where to go back to: a path of ours that an address has room for, nothing else.
pub fn safe_return(path: Option<&str>) -> String {
    let path = path.unwrap_or("/");
    let ours = path.starts_with('/')
        && path.len() <= RETURN_BYTES_MAX
        && !path.starts_with("//")
        && !path.contains('\\')
        && !path.chars().any(char::is_control);
    if ours {
        path.to_owned()
    } else {
        "/".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn a_return_path_never_leaves_the_house() {
        assert_eq!(safe_return(Some("/cards?page=2")), "/cards?page=2");
        for elsewhere in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "cards",
            "/a\r\nSet-Cookie: x=1",
            &format!("/cards?q={}", "a".repeat(2_000)),
        ] {
            assert_eq!(safe_return(Some(elsewhere)), "/", "{elsewhere}");
        }
    }

    #[test]
    fn an_address_too_long_to_carry_on_is_left_behind() {
        let asked = |query: &str| {
            let request = TestRequest::with_uri(&format!("/cards?q={query}"));
            here(&request.to_http_request())
        };
        assert_eq!(asked("1"), "%2Fcards%3Fq%3D1");
        assert_eq!(asked(&"a".repeat(2_000)), "%2F");
        assert_eq!(asked(&"%25".repeat(600)), "%2F", "escaped once more");
    }
}
