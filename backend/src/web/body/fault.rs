//! What is wrong with a body, from what its reader says: missing, unknown, one of a few words, of another kind. Values are never
//! repeated: one of them may be a card number that was sent as a JSON number.

use serde_json::Value;

use crate::kernel::{Problem, Text};
use crate::web::unread::one_of;

/// The refusal of a body whose reader stopped with this error.
pub(super) fn of(error: &serde_path_to_error::Error<serde_json::Error>) -> Problem {
    let (path, said) = (error.path().to_string(), error.inner().to_string());
    let (code, message, own) = read(&said);
    let field = place(&path, own);
    let message = match message {
        Some(message) => message,
        None => Text::of(format!("ต้องมี {field}"), format!("{field} is missing")),
    };
    let mut problem = Problem::bad_field(field, "E-SYS-012", message);
    if let Some(error) = problem.errors.first_mut() {
        error.code = code;
    }
    problem.code = "E-SYS-012";
    problem
}

/// The kind of fault, its words (none: the field is missing), and the field that the reader itself names.
fn read(said: &str) -> (&'static str, Option<Text>, Option<&str>) {
    let named: Vec<&str> = said.split('`').skip(1).step_by(2).collect();
    let own = named.first().copied();
    let others = named.get(1..).unwrap_or_default().join(", ");
    if said.starts_with("missing field") {
        ("missing", None, own)
    } else if said.starts_with("unknown field") {
        ("unknown", Some(unknown(&others)), own)
    } else if said.starts_with("unknown variant") {
        ("unknown_value", Some(one_of(&others)), None)
    } else if let Some((_, expected)) = said
        .strip_prefix("invalid type: ")
        .and_then(|rest| rest.rsplit_once(", expected "))
    {
        ("wrong_kind", Some(kind(expected)), None)
    } else {
        let words = Text::of("ค่านี้ใช้ไม่ได้", without_values(said));
        ("invalid", Some(words), None)
    }
}

fn unknown(known: &str) -> Text {
    if known.is_empty() {
        return Text::fixed("ไม่รู้จักช่องนี้", "There is no such field");
    }
    Text::of(
        format!("ไม่รู้จักช่องนี้ ที่มีคือ {known}"),
        format!("No such field; there are {known}"),
    )
}

fn kind(expected: &str) -> Text {
    let expected = expected.trim_end_matches('.');
    let th = match expected {
        "a string" | "a borrowed string" => "ต้องเป็นข้อความ",
        "a boolean" => "ต้องเป็น true หรือ false",
        "a sequence" => "ต้องเป็นรายการ [..]",
        e if e.starts_with("struct") || e.starts_with("a map") || e.starts_with("internally") => {
            "ต้องเป็นกลุ่มข้อมูล {..}"
        }
        "i8" | "i16" | "i32" | "i64" | "u8" | "u16" | "u32" | "u64" | "usize" => "ต้องเป็นจำนวนเต็ม",
        _ => "ชนิดของค่าไม่ถูกต้อง",
    };
    Text::of(th, format!("Wrong kind of value: expected {expected}"))
}

/// The field with its way: `lines[2].amount`. For a field that is missing or unknown the reader's path ends above it.
fn place(path: &str, own: Option<&str>) -> String {
    let above = path.trim_end_matches('?').trim_end_matches('.');
    match (above, own) {
        ("", None) => "body".to_owned(),
        ("", Some(own)) => own.to_owned(),
        (above, None) => above.to_owned(),
        (above, Some(own)) if above == own || above.ends_with(&format!(".{own}")) => {
            above.to_owned()
        }
        (above, Some(own)) => format!("{above}.{own}"),
    }
}

/// What the reader says of a value, without the value.
fn without_values(message: &str) -> String {
    let mut quiet = String::new();
    for (at, part) in message.split_inclusive(char::is_numeric).enumerate() {
        let digits = part.ends_with(char::is_numeric);
        let repeated = at > 0 && part.chars().count() == 1 && quiet.ends_with('•');
        match (digits, repeated) {
            (true, true) => {}
            (true, false) => quiet.push_str(&part.replace(char::is_numeric, "•")),
            (false, _) => quiet.push_str(part),
        }
    }
    quiet
}

/// Reads a body, or says what is wrong with it.
pub(super) fn read_as<T: serde::de::DeserializeOwned>(value: Value) -> Result<T, Problem> {
    serde_path_to_error::deserialize(value).map_err(|error| of(&error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::{BusinessDate, Lang};
    use serde::Deserialize;
    use serde_json::json;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only whether it can be read is asked")]
    struct Line {
        amount: i64,
        side: Side,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Side {
        Debit,
        Credit,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only whether it can be read is asked")]
    struct Body {
        name: String,
        on: BusinessDate,
        lines: Vec<Line>,
    }

    fn fault(body: Value) -> (String, &'static str, String) {
        let Err(problem) = read_as::<Body>(body) else {
            panic!("it was read");
        };
        assert_eq!((problem.status, problem.code), (400, "E-SYS-012"));
        let error = problem.errors.first().cloned();
        error.map_or_else(Default::default, |e| {
            let text = e.message.get(Lang::Th).to_owned();
            assert!(!e.message.get(Lang::En).contains("9999"));
            (e.field, e.code, text)
        })
    }

    fn with(line: Value) -> Value {
        json!({ "name": "x", "on": "2026-11-21", "lines": [line] })
    }

    /// A body, and what is said of it: the field, the code, and words that tell what was wanted.
    type Case = (Value, &'static str, &'static str, &'static str);

    fn of_the_body() -> Vec<Case> {
        let day = "2026-11-21";
        vec![
            (
                json!({ "on": day, "lines": [] }),
                "name",
                "missing",
                "ต้องมี name",
            ),
            (
                json!({ "name": "x", "on": day, "lines": [], "nick": 1 }),
                "nick",
                "unknown",
                "name, on, lines",
            ),
            (
                json!({ "name": 9999, "on": day, "lines": [] }),
                "name",
                "wrong_kind",
                "ข้อความ",
            ),
            (
                json!({ "name": "x", "on": "9999", "lines": [] }),
                "on",
                "invalid",
                "ใช้ไม่ได้",
            ),
        ]
    }

    fn of_a_line() -> Vec<Case> {
        vec![
            (
                with(json!({ "side": "debit" })),
                "lines[0].amount",
                "missing",
                "ต้องมี lines[0].amount",
            ),
            (
                with(json!({ "amount": 1, "side": "9999" })),
                "lines[0].side",
                "unknown_value",
                "debit, credit",
            ),
            (
                with(json!({ "amount": "9999", "side": "debit" })),
                "lines[0].amount",
                "wrong_kind",
                "จำนวนเต็ม",
            ),
            (
                with(json!({ "amount": 1, "side": "debit", "x": 1 })),
                "lines[0].x",
                "unknown",
                "amount, side",
            ),
        ]
    }

    #[test]
    fn missing_unknown_and_wrong_are_told_apart_and_the_field_is_named() {
        for (body, field, code, says) in of_the_body().into_iter().chain(of_a_line()) {
            let told = fault(body.clone());
            assert_eq!((told.0.as_str(), told.1), (field, code), "{body} {told:?}");
            assert!(told.2.contains(says), "{told:?}");
        }
    }
}
