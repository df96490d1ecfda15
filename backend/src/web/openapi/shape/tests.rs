#![expect(
    dead_code,
    clippy::unwrap_used,
    reason = "tests: the fields are only described"
)]

use serde::Deserialize;

use super::*;
use crate::kernel::{BusinessDate, Instant, MemberId, Money};

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    New,
    LostCard,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    account: String,
    amount: Money,
    note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    member: MemberId,
    kind: Kind,
    on: BusinessDate,
    until: Option<BusinessDate>,
    at: Instant,
    #[serde(default)]
    urgent: bool,
    lines: Vec<Line>,
    free: Value,
}

fn field(name: &str) -> Field {
    let Shape::Object(fields) = shape_of::<Body>() else {
        panic!("an object")
    };
    fields.into_iter().find(|f| f.name == name).unwrap()
}

#[test]
fn each_field_has_its_kind() {
    assert_eq!(field("member").shape, Shape::Integer);
    assert_eq!(field("kind").shape, Shape::Choice(&["new", "lost_card"]));
    assert_eq!(field("on").shape, Shape::Date);
    assert_eq!(field("until").shape, Shape::Maybe(Box::new(Shape::Date)));
    assert_eq!(field("at").shape, Shape::Instant);
    assert_eq!(field("urgent").shape, Shape::Bool);
    assert_eq!(field("free").shape, Shape::Any);
}

#[test]
fn what_may_be_left_out_is_not_required() {
    let required = |name| field(name).required;
    assert!(required("member") && required("kind") && required("on") && required("lines"));
    assert!(!required("until") && !required("urgent"));
}

#[test]
fn lists_and_nested_objects_are_described() {
    let Shape::List(line) = field("lines").shape else {
        panic!("a list")
    };
    let expected = [
        ("account", Shape::Text, true),
        ("amount", Shape::Money, true),
        ("note", Shape::Maybe(Box::new(Shape::Text)), false),
    ];
    let expected = expected.map(|(name, shape, required)| Field {
        name,
        shape,
        required,
    });
    assert_eq!(*line, Shape::Object(expected.into()));
}

#[test]
fn a_type_that_holds_itself_ends() {
    #[derive(Deserialize)]
    struct Node {
        next: Option<Box<Node>>,
    }
    assert!(matches!(shape_of::<Node>(), Shape::Object(fields) if fields.len() == 1));
}
