//! Cookies: made in one way, and sent back over TLS alone by a browser that came by TLS (decision 22).

use actix_web::HttpRequest;
use actix_web::cookie::{Cookie, CookieBuilder, SameSite};
use actix_web::http::header::{HeaderMap, HeaderValue, SET_COOKIE};

use super::client;

/// A cookie for all addresses that no script reads and that comes with no request from elsewhere. [`secured`] adds the rest.
pub fn cookie(name: &'static str, value: impl Into<String>) -> CookieBuilder<'static> {
    Cookie::build(name, value.into())
        .path("/")
        .http_only(true)
        .same_site(SameSite::Strict)
}

/// Marks every cookie of an answer `Secure` where the browser came by TLS: whatever made it, none is forgotten.
pub(super) fn secured(req: &HttpRequest, headers: &mut HeaderMap) {
    if !client::of(req).by_tls {
        return;
    }
    let cookies: Vec<HeaderValue> = headers.remove(SET_COOKIE).collect();
    for cookie in cookies {
        let marked = HeaderValue::from_bytes(&[cookie.as_bytes(), b"; Secure"].concat());
        headers.append(SET_COOKIE, marked.unwrap_or(cookie));
    }
}
