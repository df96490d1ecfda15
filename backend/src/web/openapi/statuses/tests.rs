//! Every exception names a route that exists.

use super::*;
use crate::app::Mode;
use crate::program;

#[test]
fn every_exception_names_a_route() {
    let routes = program::routes(Mode::Serve);
    for (method, path, _) in SUCCESSES.iter().chain(REFUSALS) {
        let known = |r: &Route| r.method.as_str() == *method && r.path == *path;
        assert!(routes.iter().any(known), "{method} {path}");
    }
}
