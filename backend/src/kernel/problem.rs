//! The error body: RFC 9457 in both languages, with the rule and its article. Every feature turns its own error into one.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

use super::{Basis, Lang, Rule, Text};

/// What a client is told when an act is refused or a request cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The HTTP status.
    pub status: u16,
    /// A stable code for the telephone: `E-CARD-021`.
    pub code: &'static str,
    /// The rule that refuses, where one does.
    pub rule: Option<Rule>,
    /// The kind of problem, the same for each occurrence.
    pub title: Text,
    /// This occurrence: who, which, since when.
    pub detail: Text,
    /// The fields at fault, for a form.
    pub errors: Vec<FieldError>,
    /// What failed on our side, in words for the log. Never sent to anybody (decision 34).
    pub cause: Option<String>,
    /// By which the log is searched for a failure of ours; given by the server's outer layer.
    pub request_id: Option<String>,
}

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name in the request body, with dots for nesting: `lines.2.amount`.
    pub field: String,
    /// A stable code: `required`, `not_a_date`.
    pub code: &'static str,
    /// The words beside the field.
    pub message: Text,
}

impl Problem {
    /// A problem without a rule or field; those are added with [`Problem::rule`] and [`Problem::field`].
    pub fn new(status: u16, code: &'static str, title: Text, detail: Text) -> Self {
        Self {
            status,
            code,
            rule: None,
            title,
            detail,
            errors: Vec::new(),
            cause: None,
            request_id: None,
        }
    }

    /// Names the rule that refuses.
    #[must_use]
    pub fn rule(mut self, rule: Rule) -> Self {
        self.rule = Some(rule);
        self
    }

    /// Names the rule where there is one, for errors of which only some variants have a rule.
    #[must_use]
    pub fn with_rule(mut self, rule: Option<Rule>) -> Self {
        self.rule = rule;
        self
    }

    /// Keeps what failed on our side, for the log. It holds nobody's data.
    #[must_use]
    pub fn caused_by(mut self, cause: impl Into<String>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    /// Adds a field at fault.
    #[must_use]
    pub fn field(mut self, name: impl Into<String>, code: &'static str, message: Text) -> Self {
        self.errors.push(FieldError {
            field: name.into(),
            code,
            message,
        });
        self
    }

    /// The body of `application/problem+json` in one language.
    pub fn body(&self, lang: Lang) -> ProblemBody {
        let practice = self.rule.filter(|rule| rule.basis() == Basis::Practice);
        ProblemBody {
            r#type: format!("urn:sahakorn:problem:{}", self.code),
            title: self.title.get(lang).to_owned(),
            status: self.status,
            detail: self.detail.get(lang).to_owned(),
            code: self.code,
            rule: self.rule.map(Rule::id),
            article: self.rule.and_then(Rule::article),
            practice: practice.map(|rule| rule.basis().words().get(lang).to_owned()),
            errors: self.errors.iter().map(|error| error.body(lang)).collect(),
            request_id: self.request_id.clone(),
        }
    }

    /// The same as JSON.
    pub fn to_json(&self, lang: Lang) -> Value {
        serde_json::to_value(self.body(lang)).unwrap_or_default()
    }
}

/// RFC 9457, as every route answers when it refuses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct ProblemBody {
    /// Names the kind of problem.
    pub r#type: String,
    /// The kind of problem in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// This occurrence.
    pub detail: String,
    /// A stable code for the telephone.
    #[schema(example = "E-CARD-021")]
    pub code: &'static str,
    /// The rule that refuses; null without one.
    #[schema(example = "A7.2.3x")]
    pub rule: Option<&'static str>,
    /// The article or law, where the rule rests on one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article: Option<&'static str>,
    /// The words in place of an article where the rule is the cooperative's own practice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub practice: Option<String>,
    /// The fields at fault.
    pub errors: Vec<FieldErrorBody>,
    /// On a failure of the program: by which its keeper finds the cause in the log; the same as in `X-Request-Id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

/// One field at fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct FieldErrorBody {
    /// The field's name in the request body.
    pub field: String,
    /// A stable code.
    #[schema(example = "not_a_date")]
    pub code: &'static str,
    /// The words beside the field.
    pub message: String,
}

impl FieldError {
    fn body(&self, lang: Lang) -> FieldErrorBody {
        FieldErrorBody {
            field: self.field.clone(),
            code: self.code,
            message: self.message.get(lang).to_owned(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.status, self.code, self.detail.en)
    }
}

impl std::error::Error for Problem {}

/// The problems that every feature meets.
impl Problem {
    /// 400: one field cannot be read.
    pub fn bad_field(name: impl Into<String>, code: &'static str, message: Text) -> Self {
        Self::malformed(message.clone()).field(name, code, message)
    }

    /// 400: the request cannot be read.
    pub fn malformed(detail: Text) -> Self {
        let title = Text::fixed("ข้อมูลที่ส่งมาไม่ถูกต้อง", "The request cannot be read");
        Self::new(400, "E-REQ-400", title, detail)
    }

    /// 401: nobody is signed in.
    pub fn unauthenticated() -> Self {
        let title = Text::fixed("กรุณาเข้าสู่ระบบ", "Please sign in");
        let detail = Text::fixed(
            "ยังไม่ได้เข้าสู่ระบบ หรือหมดเวลาแล้ว",
            "No one is signed in, or the sign-in has ended.",
        );
        Self::new(401, "E-REQ-401", title, detail)
    }

    /// 403: not this person's duty.
    pub fn forbidden(detail: Text) -> Self {
        let title = Text::fixed("ไม่มีสิทธิ์ทำรายการนี้", "This is not your duty");
        Self::new(403, "E-REQ-403", title, detail)
    }

    /// 404: does not exist, or may not be seen; the answer is the same for both.
    pub fn not_found() -> Self {
        let title = Text::fixed("ไม่พบข้อมูล", "Not found");
        let detail = Text::fixed(
            "ไม่มีข้อมูลนี้ หรือไม่มีสิทธิ์ดู",
            "It does not exist, or you may not see it.",
        );
        Self::new(404, "E-REQ-404", title, detail)
    }

    /// 409: the thing is not in the state that the act needs.
    pub fn wrong_state(code: &'static str, detail: Text) -> Self {
        let title = Text::fixed("สถานะไม่ตรงกับรายการที่ทำ", "Its state does not allow this");
        Self::new(409, code, title, detail)
    }

    /// 409: someone changed it since it was read.
    pub fn stale_version() -> Self {
        let title = Text::fixed("ข้อมูลถูกแก้ไขไปแล้ว", "Changed in the meantime");
        let detail = Text::fixed(
            "มีผู้แก้ไขข้อมูลนี้หลังจากที่เปิดดู กรุณาเปิดใหม่",
            "Someone changed it after you opened it; open it again.",
        );
        Self::new(409, "E-REQ-409", title, detail.clone()).field("version", "stale", detail)
    }

    /// 413: over the limit of the route.
    pub fn too_large() -> Self {
        let title = Text::fixed("ข้อมูลใหญ่เกินกำหนด", "Too large");
        let detail = Text::fixed(
            "ข้อมูลที่ส่งมาใหญ่เกินที่กำหนดไว้",
            "The body is larger than this route takes.",
        );
        Self::new(413, "E-REQ-413", title, detail.clone()).field("body", "too_large", detail)
    }

    /// 422: a rule of the regulation or of practice refuses.
    pub fn refused(rule: Rule, code: &'static str, detail: Text) -> Self {
        let title = Text::fixed("ขัดกับระเบียบหรือแนวปฏิบัติ", "A rule does not allow this");
        Self::new(422, code, title, detail).rule(rule)
    }

    /// 500: our fault; [`Problem::caused_by`] gives the log the reason.
    pub fn internal() -> Self {
        let title = Text::fixed("ระบบขัดข้อง", "Our fault");
        let detail = Text::fixed(
            "เกิดข้อผิดพลาดในระบบ รายการนี้ไม่ถูกบันทึก",
            "Something failed on our side; nothing was recorded.",
        );
        Self::new(500, "E-SYS-500", title, detail)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Problem {
        let detail = Text::fixed(
            "ผู้จ่ายบัตรจ่ายรหัสไม่ได้",
            "The card's dispenser cannot dispense its PIN.",
        );
        Problem::refused(Rule::A7_2_3X, "E-CARD-021", detail)
    }

    #[test]
    fn the_body_carries_rule_and_article_in_both_languages() {
        let body = sample().to_json(Lang::En);
        assert_eq!(body["status"], 422);
        assert_eq!(body["type"], "urn:sahakorn:problem:E-CARD-021");
        assert_eq!(body["rule"], "A7.2.3x");
        assert_eq!(body["article"], "ข้อ ๗.๒ วรรคท้าย และหมายเหตุ **๔");
        assert_eq!(
            body["detail"],
            "The card's dispenser cannot dispense its PIN."
        );
        assert_eq!(sample().to_json(Lang::Th)["detail"], "ผู้จ่ายบัตรจ่ายรหัสไม่ได้");
        assert!(body.get("practice").is_none());
    }

    #[test]
    fn practice_has_no_article() {
        let body = sample().rule(Rule::C8).to_json(Lang::Th);
        assert_eq!(body["rule"], "C8");
        assert!(body.get("article").is_none());
        assert_eq!(body["practice"], "แนวปฏิบัติของสหกรณ์");
    }

    #[test]
    fn a_field_is_named_and_a_problem_without_rule_says_null() {
        let message = Text::fixed("วันที่ไม่ถูกต้อง", "not a date");
        let body = Problem::bad_field("on_date", "not_a_date", message).to_json(Lang::En);
        assert_eq!(body["status"], 400);
        assert!(body["rule"].is_null() && body.get("article").is_none());
        assert_eq!(body["errors"][0]["field"], "on_date");
        assert_eq!(body["errors"][0]["message"], "not a date");
    }
}
