#![expect(clippy::unwrap_used, reason = "tests")]

use actix_web::test::TestRequest;
use actix_web::{App as HttpApp, HttpResponse};

use super::admit::not_your_duty;
use super::*;
use crate::identity::model::{Duty, Role};
use crate::kernel::Rule;
use crate::web::route::{Route, Who, register};

#[test]
fn a_refusal_names_every_duty_and_role_that_would_do_and_the_article() {
    let refused = not_your_duty(Who::Duties(
        &[Duty::CardKeeper, Duty::PinKeeper],
        &[Role::Manager],
    ));
    assert_eq!(refused.rule, Some(Rule::A7_1_1));
    let (th, en) = (refused.detail.get(Lang::Th), refused.detail.get(Lang::En));
    assert!(
        th.contains("ผู้เก็บรักษาบัตร / ผู้เก็บรักษารหัสผ่านคู่บัตร / ผู้จัดการ"),
        "{th}"
    );
    assert!(en.contains("card keeper / PIN keeper / manager"), "{en}");
    let refused = not_your_duty(Who::Roles(&[Role::SystemKeeper]));
    assert_eq!(refused.rule, None);
    assert_eq!(refused.detail.get(Lang::En), "Needs: system keeper");
}

fn kept_of(method: Method, path: &str, status: u16) -> &'static str {
    let request = TestRequest::with_uri(path).method(method).to_srv_request();
    let status = actix_web::http::StatusCode::from_u16(status).unwrap();
    kept(&request.into_response(HttpResponse::build(status).finish()))
}

#[test]
fn only_a_form_that_came_back_may_be_shown_again_by_back() {
    assert_eq!(kept_of(Method::POST, "/orders", 422), "private, no-cache");
    for (method, path, status) in [
        (Method::GET, "/orders", 200),
        (Method::GET, "/orders/new", 422),
        (Method::POST, "/people", 201),
        (Method::POST, "/members/1/reveal", 200),
        (Method::POST, "/api/v1/orders", 422),
    ] {
        assert_eq!(kept_of(method, path, status), "no-store", "{path}");
    }
}

#[actix_web::test]
async fn what_can_be_read_answers_head_and_what_acts_does_not() {
    let route = || {
        let shown = || async { HttpResponse::Ok().body("shown") };
        let acted = || async { HttpResponse::Ok().body("acted") };
        vec![
            Route::get("/here", "here", Who::Anyone, "Here", shown),
            Route::post("/act", "act", Who::Anyone, "Act", acted),
        ]
    };
    let app = HttpApp::new().configure(|config| register(config, route()));
    let app = actix_web::test::init_service(app).await;
    for (path, status) in [("/here", 200), ("/act", 405), ("/nowhere", 404)] {
        let request = TestRequest::with_uri(path).method(Method::HEAD);
        let answer = actix_web::test::call_service(&app, request.to_request()).await;
        assert_eq!(answer.status().as_u16(), status, "{path}");
    }
}

/// Without the layer around all routes, which refuses such spellings before anybody matches them.
#[actix_web::test]
async fn no_spelling_of_an_address_leads_past_the_door() {
    let routes = || {
        let reached = || async { HttpResponse::Ok().body("reached") };
        vec![
            Route::get("/open", "open", Who::Anyone, "Open", reached),
            Route::get("/shut", "shut", Who::SignedIn, "Shut", reached),
        ]
    };
    let app = HttpApp::new().configure(|config| register(config, routes()));
    let app = actix_web::test::init_service(app).await;
    for (path, through) in [
        ("/open", true),
        ("/%6fpen", true),
        ("/shut", false),
        ("/%73hut", false),
        ("/s%68u%74", false),
    ] {
        let request = TestRequest::with_uri(path).to_request();
        let answer = actix_web::test::call_service(&app, request).await;
        assert_eq!(answer.status().is_success(), through, "{path}");
    }
}
