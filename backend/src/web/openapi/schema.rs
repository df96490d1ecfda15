//! Shapes as JSON Schema, and the parts of the document that all routes share.

use serde_json::{Map, Value, json};
use utoipa::{PartialSchema, ToSchema};

use super::shape::Shape;
use crate::kernel::{FieldErrorBody, ProblemBody};

/// Media type of a workbook.
pub(super) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// The schema of a shape.
pub(super) fn of(shape: &Shape) -> Value {
    match shape {
        Shape::Text => json!({ "type": "string" }),
        Shape::Date => json!({ "type": "string", "format": "date" }),
        Shape::Money => {
            json!({ "type": "string", "pattern": "^-?[0-9]+(\\.[0-9]{1,2})?$", "example": "100.00" })
        }
        Shape::Instant => json!({ "type": "string", "format": "date-time" }),
        Shape::Time => json!({ "type": "string", "example": "08:30" }),
        Shape::Integer => json!({ "type": "integer", "format": "int64" }),
        Shape::Bool => json!({ "type": "boolean" }),
        Shape::Choice(words) => json!({ "type": "string", "enum": words }),
        Shape::List(item) => json!({ "type": "array", "items": of(item) }),
        Shape::Maybe(inner) => json!({ "anyOf": [of(inner), { "type": "null" }] }),
        Shape::Any => {
            json!({ "type": ["object", "array", "string", "number", "boolean", "null"] })
        }
        Shape::Object(fields) => {
            let properties: Map<_, _> = fields
                .iter()
                .map(|field| (field.name.to_owned(), of(&field.shape)))
                .collect();
            let required: Vec<_> = fields
                .iter()
                .filter(|f| f.required)
                .map(|f| f.name)
                .collect();
            let mut object = json!({
                "type": "object", "properties": properties, "additionalProperties": false,
            });
            if !required.is_empty() {
                object["required"] = required.into();
            }
            object
        }
    }
}

/// What the paths refer to.
pub(super) fn components() -> Value {
    let schemas = json!({
        ProblemBody::name(): ProblemBody::schema(),
        FieldErrorBody::name(): FieldErrorBody::schema(),
        "Receipt": receipt(),
    });
    json!({
        "schemas": schemas,
        "securitySchemes": {
            "bearer": {
                "type": "http", "scheme": "bearer", "bearerFormat": "JWT",
                "description": "From POST /api/v1/auth/token; half an hour",
            },
            "tablet": {
                "type": "http", "scheme": "bearer",
                "description": "From POST /api/v1/tablet/sessions; one hand-over",
            },
        },
    })
}

/// What every act answers, and what the same key answers again.
fn receipt() -> Value {
    json!({
        "type": "object",
        "properties": {
            "object": { "type": "string", "example": "card/12", "description": "Kind and id of what was made or changed" },
            "id": { "type": "integer", "format": "int64" },
            "location": { "type": "string", "description": "Where it can be read" },
            "numbers": {
                "type": "array", "items": { "type": "string" },
                "description": "Voucher and letter numbers that the act gave out",
            },
        },
        "required": ["object", "id", "location", "numbers"],
    })
}
