//! The batch bar: the ticked rows go on to the page where the act is confirmed.

use actix_web::{HttpResponse, web};

use super::words::BoardWords;
use crate::app::App;
use crate::identity::model::Actor;
use crate::kernel::Problem;
use crate::web::body::Posted;
use crate::web::frame::{done, see_other};

/// Nothing is written here: each act has a page of its own, which says what it would do.
pub(super) async fn go_on(
    _app: web::Data<App>,
    by: Actor,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let ids: Vec<String> = form.ids("id").iter().map(ToString::to_string).collect();
    let (ids, t) = (ids.join(","), BoardWords::of(by.lang));
    if ids.is_empty() {
        return Ok(done("/cards", t.nothing_ticked));
    }
    match form.text("act") {
        "letter_1" => Ok(see_other(&format!("/notices?ids={ids}"))),
        "release" => Ok(see_other(&format!("/releases/new?ids={ids}"))),
        _ => Err(Problem::not_found()),
    }
}

/// The ids of an address such as `1,2,3`; what is not a number is left out.
pub(super) fn ids_of(text: &str) -> Vec<i64> {
    text.split(',')
        .filter_map(|one| one.trim().parse().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_from_an_address() {
        assert_eq!(ids_of("3,1, 2,x,"), vec![3, 1, 2]);
        assert!(ids_of("").is_empty());
    }
}
