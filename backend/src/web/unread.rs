//! What in an address could not be read, parameter by parameter: the framework only says that something could not.

use actix_web::{HttpRequest, web};

use super::openapi::shape::{Field, Shape};
use super::openapi::takes::Takes;
use crate::kernel::{BusinessDate, FieldError, Instant, Money, Text};

/// Every part of the address that its route does not take: unknown, missing or of another kind. Values are not repeated.
pub fn in_address(req: &HttpRequest, takes: &Takes) -> Vec<FieldError> {
    let parts = req.match_info().iter().zip(&takes.path);
    let mut wrong: Vec<FieldError> = parts
        .filter(|((_, value), shape)| !fits(shape, value))
        .map(|((name, _), shape)| wrong_kind(name, shape))
        .collect();
    if let Some(Shape::Object(fields)) = &takes.query {
        wrong.extend(in_query(req.query_string(), fields));
    }
    wrong
}

fn in_query(query: &str, fields: &[Field]) -> Vec<FieldError> {
    let given = web::Query::<Vec<(String, String)>>::from_query(query);
    let given = given.map(web::Query::into_inner).unwrap_or_default();
    let mut wrong = Vec::new();
    for (name, value) in &given {
        match fields.iter().find(|field| field.name == name) {
            None => wrong.push(unknown(name, fields)),
            Some(field) if !fits(&field.shape, value) => {
                wrong.push(wrong_kind(name, &field.shape));
            }
            Some(_) => {}
        }
    }
    let missing = fields
        .iter()
        .filter(|field| field.required && given.iter().all(|(name, _)| field.name != name));
    wrong.extend(missing.map(|field| missing_field(field.name)));
    wrong
}

fn fits(shape: &Shape, value: &str) -> bool {
    match shape {
        Shape::Integer => value.parse::<i64>().is_ok(),
        Shape::Bool => value.parse::<bool>().is_ok(),
        Shape::Choice(words) => words.contains(&value),
        Shape::Date => BusinessDate::parse_iso(value).is_ok(),
        Shape::Money => Money::parse_baht(value).is_ok(),
        Shape::Instant => Instant::parse(value).is_ok(),
        Shape::Maybe(inner) => fits(inner, value),
        Shape::Text | Shape::Time | Shape::List(_) | Shape::Object(_) | Shape::Any => true,
    }
}

fn error(name: &str, code: &'static str, message: Text) -> FieldError {
    FieldError {
        field: name.to_owned(),
        code,
        message,
    }
}

fn wrong_kind(name: &str, shape: &Shape) -> FieldError {
    error(name, "wrong_kind", expected(shape))
}

/// What a value of this shape must be.
fn expected(shape: &Shape) -> Text {
    match shape {
        Shape::Integer => Text::fixed("ต้องเป็นจำนวนเต็ม", "It is a whole number"),
        Shape::Bool => Text::fixed("ต้องเป็น true หรือ false", "It is true or false"),
        Shape::Choice(words) => one_of(&words.join(", ")),
        Shape::Date => Text::fixed(
            "ต้องเป็นวันที่ เช่น 2026-11-23",
            "It is a date such as 2026-11-23",
        ),
        Shape::Money => Text::fixed(
            "ต้องเป็นจำนวนเงิน เช่น 100.00",
            "It is an amount such as 100.00",
        ),
        Shape::Instant => Text::fixed(
            "ต้องเป็นเวลา เช่น 2026-11-23T03:00:00Z",
            "It is a time such as 2026-11-23T03:00:00Z",
        ),
        Shape::Maybe(inner) => expected(inner),
        Shape::Text | Shape::Time | Shape::List(_) | Shape::Object(_) | Shape::Any => {
            Text::fixed("ค่านี้ใช้ไม่ได้", "This value cannot be used")
        }
    }
}

/// The words that may be sent.
pub fn one_of(words: &str) -> Text {
    Text::of(format!("ใช้ได้เฉพาะ {words}"), format!("One of {words}"))
}

fn unknown(name: &str, fields: &[Field]) -> FieldError {
    let known: Vec<&str> = fields.iter().map(|field| field.name).collect();
    let known = known.join(", ");
    // The name is the client's own text: it is cut, and no number in it is repeated.
    let name: String = name
        .chars()
        .take(40)
        .map(|c| if c.is_numeric() { '•' } else { c })
        .collect();
    let message = Text::of(
        format!("ไม่รู้จักพารามิเตอร์นี้ ที่มีคือ {known}"),
        format!("No such parameter; there are {known}"),
    );
    error(&name, "unknown", message)
}

fn missing_field(name: &str) -> FieldError {
    let message = Text::of(format!("ต้องมี {name}"), format!("{name} is missing"));
    error(name, "missing", message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize)]
    #[expect(dead_code, reason = "only its shape is asked for")]
    struct Asked {
        page: Option<i64>,
        from: Option<BusinessDate>,
        year: i32,
    }

    #[test]
    fn every_parameter_at_fault_is_named() {
        let shape = super::super::openapi::shape::shape_of::<Asked>();
        let Shape::Object(fields) = shape else {
            panic!("{shape:?}");
        };
        let wrong = in_query("page=x&from=2569-01-01&tail9020=1", &fields);
        let told: Vec<(&str, &str)> = wrong.iter().map(|e| (e.field.as_str(), e.code)).collect();
        assert_eq!(
            told,
            [
                ("page", "wrong_kind"),
                ("from", "wrong_kind"),
                ("tail••••", "unknown"),
                ("year", "missing"),
            ]
        );
        assert!(in_query("year=2026&page=2", &fields).is_empty());
    }
}
