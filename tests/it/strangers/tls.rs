//! What a browser that came by TLS is given to keep (decision 22).

use super::*;

/// Whatever sets it: what a browser that came by TLS is given goes over TLS alone, and over a plain line no cookie is marked.
pub fn every_cookie_is_for_tls_alone(server: &Server, owner: &SignIn) {
    let marked = |answer: &Answer| -> Vec<bool> {
        let set = answer.headers.iter();
        let set = set.filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"));
        set.map(|(_, value)| value.contains("; Secure")).collect()
    };
    for path in ["/language/en", "/theme/dark", "/tablet", "/sign-in"] {
        for (more, secure) in [(&[SPOKEN_FOR, BY_TLS][..], true), (&[SPOKEN_FOR], false)] {
            let marks = marked(&ask(server, "GET", path, more, ""));
            assert!(!marks.is_empty(), "{path}");
            assert!(marks.iter().all(|mark| *mark == secure), "{path}");
        }
    }
    let signed_in = marked(&browser(server, owner, "", &[SPOKEN_FOR, BY_TLS]));
    assert!(signed_in.len() >= 3 && signed_in.iter().all(|mark| *mark));
}
