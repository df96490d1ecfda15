//! REST: signing in, people, accounts, orders and duties.

mod sign_in;

use crate::web::route::Route;

/// The routes of this feature for programs.
pub fn routes() -> Vec<Route> {
    [sign_in::routes()].into_iter().flatten().collect()
}
