//! What can be wrong with a bylaws file, and where.

use super::parameters::Key;
use crate::kernel::{BusinessDate, Rule, Text};

/// A fault of a bylaws file, with the place where it stands.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}{}: {fault}", citation.map(|article| format!(" ({article})")).unwrap_or_default())]
pub struct BylawsError {
    /// The key: `retention_years`, `regulation.name`.
    pub place: String,
    /// The rule that the parameter belongs to; none where the place is not a parameter.
    pub rule: Option<Rule>,
    /// The article that a person is shown.
    pub citation: Option<&'static str>,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with one place of a bylaws file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Not TOML at all; the text says where.
    #[error("not a TOML file: {0}")]
    NotToml(String),
    /// Nobody knows this key: most likely mistyped.
    #[error("no such key")]
    UnknownKey,
    /// Not in the file.
    #[error("missing")]
    Missing,
    /// Of another kind.
    #[error("expected {0}")]
    WrongKind(&'static str),
    /// Says another rule, basis or citation than the regulation has.
    #[error("must say \"{0}\"")]
    MustSay(&'static str),
    /// A value that no cooperative may choose.
    #[error("{value} is not allowed: {limit}")]
    BeyondLimit { value: String, limit: &'static str },
    /// The days from which values hold must rise.
    #[error("the values must be in order of effective_from, each day once")]
    NotInOrder,
    /// A time without a value.
    #[error("no value for the time from {0}, when the regulation came into force")]
    NotFromTheStart(BusinessDate),
    /// A regulation cannot bind before it was resolved.
    #[error("in force before the day it was resolved")]
    InForceBeforeResolved,
    /// An amendment amends what was resolved before it.
    #[error("the meeting that amended the regulation is before the one that resolved it")]
    AmendedBeforeResolved,
    /// A meeting that has not been held.
    #[error("the meeting of {0} has not been held yet")]
    MeetingInFuture(BusinessDate),
    /// Amendments follow the regulation and one another.
    #[error(
        "the amendments must be in order of in_force_from, each day once, and after the regulation"
    )]
    AmendmentsNotInOrder,
    /// A figure that the regulation fixes and no footnote opens.
    #[error(
        "{value} from {from}: the regulation says {was}, which changes only with an amended regulation; \
         name its meeting and its day under regulation.amended, in force from {from}"
    )]
    NotAmended {
        value: String,
        was: String,
        from: BusinessDate,
    },
}

impl BylawsError {
    pub(super) fn at(place: impl Into<String>, fault: Fault) -> Self {
        Self {
            place: place.into(),
            rule: None,
            citation: None,
            fault,
        }
    }

    pub(super) fn of(mut self, key: Key) -> Self {
        self.rule = Some(key.rule());
        self.citation = Some(key.basis().citation);
        self
    }

    pub(super) fn by(mut self, rule: Rule) -> Self {
        self.rule = Some(rule);
        self.citation = Some(rule.citation());
        self
    }

    /// The rule at stake, where the place belongs to one.
    pub const fn rule(&self) -> Option<Rule> {
        self.rule
    }

    /// The place, its article and the fault, for a page or the command line.
    pub fn text(&self) -> Text {
        let article = self
            .citation
            .map(|article| format!(" ({article})"))
            .unwrap_or_default();
        Text::of(
            format!("{}{article}: {}", self.place, self.fault.thai()),
            self.to_string(),
        )
    }
}

impl Fault {
    fn thai(&self) -> String {
        match self {
            Self::NotToml(reason) => format!("ไม่ใช่ไฟล์ TOML: {reason}"),
            Self::UnknownKey => "ไม่รู้จักชื่อนี้".to_owned(),
            Self::Missing => "ไม่มีในไฟล์".to_owned(),
            Self::WrongKind(expected) => format!("ค่าผิดชนิด ต้องเป็น {expected}"),
            Self::MustSay(words) => format!("ต้องเขียนว่า \"{words}\""),
            Self::BeyondLimit { value, limit } => format!("ใช้ค่า {value} ไม่ได้ ({limit})"),
            Self::NotInOrder => "วันที่เริ่มใช้ต้องเรียงลำดับและไม่ซ้ำกัน".to_owned(),
            Self::NotFromTheStart(from) => format!(
                "ไม่มีค่าที่ใช้ตั้งแต่วันที่ {} ซึ่งเป็นวันที่ระเบียบเริ่มใช้บังคับ",
                from.thai_long()
            ),
            Self::InForceBeforeResolved => "วันที่ใช้บังคับอยู่ก่อนวันที่มีมติ".to_owned(),
            Self::AmendedBeforeResolved => "วันประชุมที่แก้ไขระเบียบอยู่ก่อนวันที่มีมติออกระเบียบ".to_owned(),
            Self::MeetingInFuture(on) => format!("การประชุมวันที่ {} ยังไม่มีขึ้น", on.thai_long()),
            Self::AmendmentsNotInOrder => {
                "การแก้ไขระเบียบต้องเรียงตามวันที่ใช้บังคับ ไม่ซ้ำกัน และอยู่หลังวันที่ระเบียบเริ่มใช้บังคับ".to_owned()
            }
            Self::NotAmended { value, was, from } => format!(
                "ค่า {value} ตั้งแต่วันที่ {from}: ระเบียบกำหนดไว้ {was} เปลี่ยนได้เมื่อแก้ไขระเบียบเท่านั้น \
                 ให้ระบุที่ประชุมและวันที่มีมติไว้ใน regulation.amended ซึ่งใช้บังคับตั้งแต่วันที่ {from}",
                from = from.thai_long()
            ),
        }
    }
}
