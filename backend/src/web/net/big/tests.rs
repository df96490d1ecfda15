#![expect(clippy::unwrap_used, reason = "tests")]
use actix_web::App;
use actix_web::middleware::from_fn;
use actix_web::test::{TestRequest, call_service, init_service, read_body};

use super::*;
use crate::web::route::{Route, Who, register_without_doors};

const BIG: usize = 300 * 1024;

#[actix_web::test]
async fn strangers_take_two_places_and_fixed_answers_none() {
    let bytes = || Bytes::from(vec![7; BIG]);
    let made = move || async move { HttpResponse::Ok().body(bytes()) };
    let of_file = move || async move { fixed(HttpResponse::Ok(), bytes()) };
    let routes = vec![
        Route::get("/made", "made", Who::Anyone, "Made", made),
        Route::get("/fixed", "fixed", Who::Anyone, "Fixed", of_file),
    ];
    let app = App::new()
        .app_data(Data::new(BigAnswers::default()))
        .configure(move |config| register_without_doors(config, routes))
        .wrap(from_fn(bounded));
    let app = init_service(app).await;
    let ask = |path: &str, last: u8| {
        let from = format!("192.0.2.{last}:9").parse().unwrap();
        let request = TestRequest::with_uri(path).peer_addr(from).to_request();
        call_service(&app, request)
    };
    let mut held = vec![ask("/made", 1).await, ask("/made", 2).await];
    for last in 1..=4 {
        assert_eq!(ask("/made", last).await.status(), 503);
        held.push(ask("/fixed", last).await);
    }
    assert!(held.iter().all(|answer| answer.status() == 200));
    let fixed = held.pop().unwrap();
    assert_eq!(read_body(fixed).await.len(), BIG);
    held.clear();
    assert_eq!(ask("/made", 3).await.status(), 200);
}
