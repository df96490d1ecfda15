use super::super::address::is_unreserved;
use crate::app::Mode;
use crate::program;

/// What of a path pattern is fixed: everything outside `{..}`.
fn fixed_part(pattern: &str) -> String {
    let mut depth = 0;
    let outside = |c: char| {
        match c {
            '{' => depth += 1,
            '}' => {
                depth -= 1;
                return None;
            }
            _ => {}
        }
        (depth == 0).then_some(c)
    };
    pattern.chars().filter_map(outside).collect()
}

/// So an address with an escape in a fixed part matches no pattern: the escapes that the edge lets through stand for
/// characters that no pattern has.
#[test]
fn fixed_parts_of_paths_need_no_escape() {
    assert_eq!(fixed_part("/a/{id}.pdf/{tail:.*}/b"), "/a/.pdf//b");
    for route in program::routes(Mode::Demonstration) {
        let fixed = fixed_part(route.path);
        assert!(fixed.starts_with('/'), "{}", route.path);
        let plain = |byte: u8| byte == b'/' || is_unreserved(byte);
        assert!(fixed.bytes().all(plain), "{}", route.path);
    }
}
