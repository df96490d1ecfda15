//! What a request type reads, learnt from its own `Deserialize`: fields in order, their kinds, which may be left out. The API
//! document is made from it, so that a body and its description cannot part.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::probe::{Asked, Step, ask};

/// How deep nested objects are described; what lies below is "anything".
const DEPTH_MAX: usize = 5;

/// Kinds of text, told apart by an example that each takes. Free text takes the first.
const TEXTS: [(&str, Shape); 5] = [
    ("x", Shape::Text),
    ("2026-11-23", Shape::Date),
    ("100.00", Shape::Money),
    ("2026-11-23T03:00:00Z", Shape::Instant),
    ("08:30", Shape::Time),
];

/// What a value looks like in JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// Text of any kind that has no row of its own.
    Text,
    /// `2026-11-23`.
    Date,
    /// Baht with satang as text: `100.00`.
    Money,
    /// RFC 3339 in UTC.
    Instant,
    /// `08:30`.
    Time,
    Integer,
    Bool,
    /// One of these words.
    Choice(&'static [&'static str]),
    List(Box<Shape>),
    Object(Vec<Field>),
    /// May be null or absent.
    Maybe(Box<Shape>),
    /// The type alone does not say.
    Any,
}

/// One field of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    pub name: &'static str,
    pub shape: Shape,
    pub required: bool,
}

/// The shape of what `T` reads.
pub fn shape_of<T: DeserializeOwned>() -> Shape {
    let mut shape = walk::<T>(&mut Vec::new());
    settle::<T>(&mut shape, &mut Vec::new());
    shape
}

fn walk<T: DeserializeOwned>(way: &mut Vec<Step>) -> Shape {
    let asked = ask::<T>(way, None).0;
    let mut below = |step: Step| {
        way.push(step);
        let shape = if way.len() > DEPTH_MAX * 2 {
            Shape::Any
        } else {
            walk::<T>(way)
        };
        way.pop();
        shape
    };
    match asked {
        Asked::Integer => Shape::Integer,
        Asked::Bool => Shape::Bool,
        Asked::Choice(words) => Shape::Choice(words),
        Asked::Any => Shape::Any,
        Asked::List => Shape::List(Box::new(below(Step::Item))),
        Asked::Maybe => Shape::Maybe(Box::new(below(Step::Inside))),
        Asked::Object(names) => {
            let field = |(at, name): (usize, &&'static str)| Field {
                name,
                shape: below(Step::Field(at)),
                required: true,
            };
            Shape::Object(names.iter().enumerate().map(field).collect())
        }
        Asked::Text => {
            let fits = |(example, _): &&(&'static str, Shape)| ask::<T>(way, Some(example)).1;
            let found = TEXTS.iter().find(fits);
            found.map_or(Shape::Text, |(_, shape)| shape.clone())
        }
    }
}

/// Finds out which fields may be left out, by leaving each out once.
fn settle<T: DeserializeOwned>(whole: &mut Shape, way: &mut Vec<&'static str>) {
    let copy = whole.clone();
    settle_in::<T>(&copy, whole, way);
}

fn settle_in<T: DeserializeOwned>(root: &Shape, part: &mut Shape, way: &mut Vec<&'static str>) {
    match part {
        Shape::List(inner) | Shape::Maybe(inner) => settle_in::<T>(root, inner, way),
        Shape::Object(fields) => {
            for field in fields {
                way.push(field.name);
                let missing = format!("missing field `{}`", field.name);
                field.required = match serde_json::from_value::<T>(example(root, way)) {
                    Ok(_) => false,
                    Err(error) if error.to_string().starts_with(&missing) => true,
                    Err(_) => !matches!(field.shape, Shape::Maybe(_)),
                };
                settle_in::<T>(root, &mut field.shape, way);
                way.pop();
            }
        }
        Shape::Text
        | Shape::Date
        | Shape::Money
        | Shape::Instant
        | Shape::Time
        | Shape::Integer
        | Shape::Bool
        | Shape::Choice(_)
        | Shape::Any => {}
    }
}

/// A value of this shape without the field at the end of `without`.
fn example(shape: &Shape, without: &[&'static str]) -> Value {
    let text = |kind: &Shape| TEXTS.iter().find(|(_, s)| s == kind).map(|(text, _)| *text);
    match shape {
        Shape::Text | Shape::Date | Shape::Money | Shape::Instant | Shape::Time => {
            text(shape).unwrap_or_default().into()
        }
        Shape::Integer => 1.into(),
        Shape::Bool => true.into(),
        Shape::Choice(words) => words.first().copied().into(),
        Shape::List(inner) if without.is_empty() && matches!(**inner, Shape::Object(_)) => {
            json!([])
        }
        Shape::List(inner) if without.is_empty() => json!([example(inner, &[])]),
        Shape::List(inner) => json!([example(inner, without)]),
        Shape::Maybe(inner) if !without.is_empty() => example(inner, without),
        Shape::Maybe(_) | Shape::Any => Value::Null,
        Shape::Object(fields) => {
            let mut object = Map::new();
            for field in fields {
                let rest = without
                    .split_first()
                    .filter(|(name, _)| **name == field.name);
                match rest {
                    Some((_, [])) => {}
                    Some((_, rest)) => {
                        object.insert(field.name.to_owned(), example(&field.shape, rest));
                    }
                    None => {
                        object.insert(field.name.to_owned(), example(&field.shape, &[]));
                    }
                }
            }
            Value::Object(object)
        }
    }
}

#[cfg(test)]
mod tests;
