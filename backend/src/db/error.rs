//! What can go wrong between an act and the disk.

use diesel::result::{DatabaseErrorInformation, Error as Query};

use super::Trouble;
use crate::kernel::{Problem, Text};

/// A failure of the database or of the way to it. None of them is the caller's fault, except `KeyReused`.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("a database URL begins with sqlite:// or postgres://")]
    Url,
    #[error("the database could not be opened")]
    Connection(#[from] diesel::ConnectionError),
    #[error("{place}: {words} ({said})", words = trouble.text().en)]
    Unusable {
        /// The file, or `PostgreSQL`.
        place: String,
        trouble: Trouble,
        /// In the database's own words.
        said: String,
    },
    #[error("the database did not take the settings that durability needs")]
    Settings,
    #[error("no connection to read became free: {0}")]
    Pool(String),
    #[error("a query failed")]
    Query(#[from] diesel::result::Error),
    #[error("a migration failed: {0}")]
    Migration(String),
    #[error("a stored value could not be read: {0}")]
    Stored(&'static str),
    #[error("a stored record could not be read")]
    Json(#[from] serde_json::Error),
    #[error("not possible in this state: {0}")]
    WrongStep(&'static str),
    #[error("the act broke off inside; nothing of it was written")]
    Panicked,
    #[error("too many acts wait for the writer")]
    Busy,
    /// With the cause of the whole batch, for the log.
    #[error("the batch failed as a whole; nothing of it was written: {0}")]
    BatchFailed(String),
    /// With what was said when it was lost, for the log.
    #[error("the connection was lost while committing; whether it was written is unknown: {0}")]
    Unknown(String),
    #[error("the writer has stopped")]
    Stopped,
    #[error(
        "the database stands at event {found}, this program last saw event {seen}: it was put back or exchanged; stop, and see `sahakorn verify`"
    )]
    SetBack { seen: i64, found: i64 },
    #[error("an act was started from inside an act")]
    Nested,
    #[error("the key was used before for something else")]
    KeyReused,
    #[error("whoever asked may do it no longer")]
    NoLonger(Box<Problem>),
}

impl Error {
    /// What happened, in words for the log: what the database said, and of which table, column or constraint. Never its
    /// `details` or `hint`, and of a record that cannot be read only where: those hold the values themselves.
    pub fn cause(&self) -> String {
        match self {
            Self::Query(Query::DatabaseError(_, said)) => format!("{self}: {}", told(&**said)),
            Self::Query(error) => format!("{self}: {error}"),
            Self::Connection(error) => format!("{self}: {error}"),
            Self::Json(error) => {
                let (line, column) = (error.line(), error.column());
                format!(
                    "{self}: {:?}, line {line}, column {column}",
                    error.classify()
                )
            }
            Self::Url
            | Self::Unusable { .. }
            | Self::Settings
            | Self::Pool(_)
            | Self::Migration(_)
            | Self::Stored(_)
            | Self::WrongStep(_)
            | Self::Panicked
            | Self::Busy
            | Self::BatchFailed(_)
            | Self::Unknown(_)
            | Self::Stopped
            | Self::Nested
            | Self::SetBack { .. }
            | Self::KeyReused
            | Self::NoLonger(_) => self.to_string(),
        }
    }
}

fn told(said: &dyn DatabaseErrorInformation) -> String {
    let places = [
        ("table", said.table_name()),
        ("column", said.column_name()),
        ("constraint", said.constraint_name()),
    ];
    let named = places
        .into_iter()
        .filter_map(|(what, name)| Some((what, name?)));
    named.fold(said.message().to_owned(), |so_far, (what, name)| {
        format!("{so_far}; {what} {name}")
    })
}

impl From<Error> for Problem {
    /// What the caller is told; the cause goes with it to the log.
    fn from(error: Error) -> Self {
        let cause = error.cause();
        if Trouble::of(&error).is_some_and(Trouble::passes) {
            return busy().caused_by(cause);
        }
        let problem = match error {
            Error::KeyReused => key_reused(),
            Error::NoLonger(why) => return *why,
            Error::WrongStep(step) => wrong_step(step),
            Error::Unknown(_) => unknown_result(),
            Error::Busy
            | Error::BatchFailed(_)
            | Error::Pool(_)
            | Error::Stopped
            | Error::SetBack { .. } => busy(),
            Error::Url
            | Error::Connection(_)
            | Error::Unusable { .. }
            | Error::Settings
            | Error::Query(_)
            | Error::Migration(_)
            | Error::Stored(_)
            | Error::Json(_)
            | Error::Panicked
            | Error::Nested => failed(),
        };
        problem.caused_by(cause)
    }
}

fn key_reused() -> Problem {
    let detail = Text::fixed(
        "ส่งเนื้อความอื่นด้วยกุญแจเดิมไม่ได้ ให้ใช้กุญแจใหม่",
        "The same Idempotency-Key came with another body or another address. Use a new key.",
    );
    let title = Text::fixed("กุญแจคำขอนี้ใช้ไปแล้ว", "This request key was used before");
    Problem::new(409, "E-SYS-009", title, detail.clone()).field("Idempotency-Key", "reused", detail)
}

fn wrong_step(step: &str) -> Problem {
    Problem::new(
        409,
        "E-SYS-008",
        Text::fixed("สถานะเปลี่ยนไปแล้ว", "The state does not allow this"),
        Text::of(
            "เปิดหน้านี้ใหม่เพื่อดูสถานะล่าสุด",
            format!("Open the page again: {step}."),
        ),
    )
}

fn unknown_result() -> Problem {
    Problem::new(
        503,
        "E-SYS-004",
        Text::fixed("ยังไม่ทราบผล", "The result is not known"),
        Text::fixed(
            "ขาดการติดต่อระหว่างบันทึก ส่งซ้ำด้วยกุญแจเดิมเพื่อทราบผล",
            "The connection was lost while saving. Send the same request with the same key to learn the result.",
        ),
    )
}

fn busy() -> Problem {
    Problem::new(
        503,
        "E-SYS-003",
        Text::fixed("ระบบไม่ว่าง", "The system is busy"),
        Text::fixed(
            "ยังไม่ได้บันทึก ส่งซ้ำด้วยกุญแจเดิมได้",
            "Nothing was saved. Send it again with the same key.",
        ),
    )
}

fn failed() -> Problem {
    Problem::new(
        500,
        "E-SYS-001",
        Text::fixed("ระบบขัดข้อง", "The system failed"),
        Text::fixed(
            "ไม่มีสิ่งใดถูกบันทึก แจ้งรหัสนี้แก่ผู้ดูแลระบบ",
            "Nothing was saved. Tell the system keeper this code.",
        ),
    )
}
