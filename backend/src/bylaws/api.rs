//! The bylaws and the regulation map for programs.

use actix_web::{HttpResponse, web};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Bylaws, BylawsOfDay, Key, map};
use crate::app::App;
use crate::identity::model::Actor;
use crate::kernel::{BusinessDate, Lang, Problem, Text};
use crate::web::answer::ok;
use crate::web::route::{Route, Who};

pub fn routes() -> Vec<Route> {
    vec![Route::get(
        "/api/v1/bylaws",
        "bylaws.read",
        Who::SignedIn,
        "The regulation map: every rule with citation, parameters in force, where it is enforced, which tests prove it",
        bylaws,
    )]
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct BylawsQuery {
    /// The day whose values are in force; today without it.
    on: Option<String>,
}

async fn bylaws(
    app: web::Data<App>,
    by: Actor,
    query: web::Query<BylawsQuery>,
) -> Result<HttpResponse, Problem> {
    let on = match &query.on {
        Some(text) => read_day(text)?,
        None => app.clock.today(),
    };
    Ok(ok(&view(&app.bylaws, on, by.lang)))
}

fn read_day(text: &str) -> Result<BusinessDate, Problem> {
    BusinessDate::parse_iso(text).map_err(|_| {
        let message = Text::fixed("เขียนวันที่แบบ 2026-11-21", "Write the day as 2026-11-21");
        Problem::bad_field("on", "not_a_date", message)
    })
}

fn view(bylaws: &Bylaws, on: BusinessDate, lang: Lang) -> Value {
    let day = bylaws.on(on);
    let rules: Vec<_> = map::lines(day.as_ref())
        .iter()
        .map(|line| line.to_json(lang))
        .collect();
    let parameters: Vec<_> = Key::ALL
        .iter()
        .map(|key| parameter(bylaws, day.as_ref(), *key, lang))
        .collect();
    let amended: Vec<_> = bylaws
        .regulation
        .amended
        .iter()
        .map(|one| {
            json!({
                "resolved_by": one.resolved_by,
                "resolved_on": one.resolved_on,
                "in_force_from": one.in_force_from,
            })
        })
        .collect();
    json!({
        "on": on,
        "in_force": day.is_some(),
        "regulation": {
            "name": bylaws.regulation.name,
            "resolved_by": bylaws.regulation.resolved_by,
            "resolved_on": bylaws.regulation.resolved_on,
            "in_force_from": bylaws.regulation.in_force_from,
            "amended": amended,
        },
        "rules": rules,
        "parameters": parameters,
    })
}

fn parameter(bylaws: &Bylaws, day: Option<&BylawsOfDay>, key: Key, lang: Lang) -> Value {
    let history: Vec<_> = bylaws
        .history(key)
        .iter()
        .map(|(from, value)| json!({ "effective_from": from, "value": value.get(lang) }))
        .collect();
    json!({
        "key": key.name(),
        "label": key.label().get(lang),
        "rule": key.rule().id(),
        "basis": key.basis().basis.code(),
        "citation": key.basis().citation,
        "value": day.map(|day| day.shown(key).get(lang).to_owned()),
        "history": history,
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    const SHIPPED: &str = include_str!("../../../config/bylaws.toml");

    fn seen(on: &str) -> Value {
        let bylaws = Bylaws::parse(SHIPPED).unwrap();
        view(&bylaws, BusinessDate::parse_iso(on).unwrap(), Lang::En)
    }

    #[test]
    fn all_rules_and_all_parameters_are_shown() {
        let seen = seen("2026-11-21");
        assert_eq!(seen["rules"].as_array().unwrap().len(), 49);
        assert_eq!(seen["parameters"].as_array().unwrap().len(), Key::ALL.len());
        let notice = seen["parameters"]
            .as_array()
            .unwrap()
            .iter()
            .find(|p| p["key"] == "first_notice_days")
            .unwrap();
        assert_eq!(
            (&notice["rule"], &notice["value"]),
            (&json!("A7.2.1"), &json!("30"))
        );
        assert_eq!(notice["history"][0]["effective_from"], "2020-08-29");
    }

    #[test]
    fn r0_before_the_regulation_nothing_is_in_force() {
        let seen = seen("2020-08-28");
        assert_eq!(seen["in_force"], json!(false));
        assert_eq!(seen["parameters"][0]["value"], Value::Null);
    }

    #[test]
    fn a_day_that_is_none_names_its_field() {
        let refused = read_day("29 Feb").unwrap_err();
        assert_eq!(
            (refused.status, refused.errors[0].field.as_str()),
            (400, "on")
        );
    }
}
