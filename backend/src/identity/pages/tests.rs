#![expect(clippy::unwrap_used, reason = "tests")]

use actix_web::test::TestRequest;

use super::*;
use crate::web::body::posted;

fn form(fields: &[(&str, &str)]) -> Posted {
    let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    let request = TestRequest::post().to_http_request();
    posted(&request, fields.iter().map(own).collect(), b"").unwrap()
}

fn today() -> BusinessDate {
    BusinessDate::from_ymd(2026, 11, 21).unwrap()
}

fn faults<T>(read: Result<T, Problem>) -> Vec<String> {
    let Err(problem) = read else {
        return Vec::new();
    };
    problem.errors.into_iter().map(|e| e.field).collect()
}

#[test]
fn a_person_is_told_of_every_fault_at_once() {
    let wrong = form(&[
        ("full_name", " "),
        ("national_id", "123"),
        ("role", "owner"),
        ("from", "soon"),
        ("user_name", "ก"),
    ]);
    assert_eq!(
        faults(people::read(&wrong, today())),
        ["name", "national_id", "role", "from", "username"]
    );
    let right = form(&[
        ("full_name", "สมศรี วงศ์คำ"),
        ("national_id", "1100000000008"),
        ("role", "staff"),
        ("from", "21 พ.ย. 2569"),
    ]);
    assert!(people::read(&right, today()).is_ok());
}

#[test]
fn an_order_is_told_of_every_fault_at_once() {
    let wrong = form(&[("dated", "22/11/69"), ("from", "x"), ("to", "y")]);
    assert_eq!(
        faults(orders::read(&wrong, today())),
        ["person", "duty", "number", "dated", "from", "to"]
    );
    let order = |extra: &[(&str, &str)]| {
        let mut all = vec![
            ("person", "3"),
            ("number", "16/2569"),
            ("dated", "21/11/69"),
            ("from", "21/11/69"),
        ];
        all.extend_from_slice(extra);
        faults(orders::read(&form(&all), today()))
    };
    assert_eq!(
        order(&[("duty", "card_keeper"), ("to", "20/11/69")]),
        ["to"]
    );
    assert!(order(&[("duty", "card_keeper")]).is_empty());
}

#[test]
fn a_user_is_named_for_a_terminal_and_a_controller_may_have_them_all() {
    let order = |duty: &str, terminal: &str| {
        let fields = [
            ("person", "3"),
            ("number", "16/2569"),
            ("dated", "21/11/69"),
            ("from", "21/11/69"),
            ("duty", duty),
            ("terminal", terminal),
        ];
        orders::read(&form(&fields), today())
    };
    let refused = order("edc_user", "").err().unwrap();
    assert_eq!(refused.rule, Some(crate::kernel::Rule::A12_2_1));
    assert_eq!(refused.errors[0].field, "terminal");
    assert!(order("edc_user", "T1").is_ok() && order("edc_controller", "").is_ok());
}

#[test]
fn the_first_administrator_is_told_of_every_fault_at_once() {
    let wrong = form(&[
        ("password", "short"),
        ("again", "other"),
        ("set_up_code", "x"),
    ]);
    assert_eq!(
        faults(first_run::read(&wrong, "1234")),
        [
            "set_up_code",
            "name",
            "national_id",
            "username",
            "new_password",
            "again"
        ]
    );
}
