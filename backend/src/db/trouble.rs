//! What is wrong with the database itself, told from its errors: for whoever starts the program, for the supervisor that asks
//! whether it is ready, and to tell "come again" from a fault of ours. SQLite says it in English; of PostgreSQL, whose words
//! follow the server's language, only what diesel tells by kind is sure, and the rest is `None`.

use std::fs::File;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use diesel::result::{DatabaseErrorKind as Kind, Error as Query};

use super::{Error, Url};
use crate::kernel::Text;

/// Why a database cannot be used just now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    DiskFull,
    ReadOnly,
    /// Another kind of file, or another program's tables.
    Foreign,
    Damaged,
    /// The file was moved away or replaced, or the server is not reached.
    Gone,
    /// Somebody else holds a lock that is needed.
    Held,
    /// It does not answer in time.
    Slow,
    /// Every connection to read is in use.
    Drained,
    /// The folder of the file does not exist.
    NoFolder,
    /// A folder lies where the file belongs.
    Folder,
    NotAllowed,
    /// The disk gave up while it was read or written.
    Disk,
    /// Refused for a reason that only the log tells.
    Other,
}

impl Trouble {
    /// What this failure says of the database; `None` where it says nothing of it, such as a broken constraint.
    pub fn of(error: &Error) -> Option<Self> {
        match error {
            Error::Unusable { trouble, .. } => Some(*trouble),
            Error::Query(query) => Self::of_query(query),
            Error::Connection(_) | Error::Pool(_) => Some(Self::Gone),
            Error::Migration(said) => Self::said(said),
            Error::Url
            | Error::Settings
            | Error::Stored(_)
            | Error::Json(_)
            | Error::WrongStep(_)
            | Error::Panicked
            | Error::Busy
            | Error::BatchFailed(_)
            | Error::Unknown(_)
            | Error::Stopped
            | Error::Nested
            | Error::KeyReused
            | Error::NoLonger(_) => None,
            // Another database, or an older one, lies in its place.
            Error::SetBack { .. } => Some(Self::Other),
        }
    }

    fn of_query(error: &Query) -> Option<Self> {
        match error {
            Query::DatabaseError(Kind::ClosedConnection | Kind::UnableToSendCommand, _)
            | Query::BrokenTransactionManager => Some(Self::Gone),
            Query::DatabaseError(Kind::ReadOnlyTransaction, _) => Some(Self::ReadOnly),
            Query::DatabaseError(_, said) => Self::said(said.message()),
            Query::RollbackErrorOnCommit { commit_error, .. } => Self::of_query(commit_error),
            Query::InvalidCString(_)
            | Query::NotFound
            | Query::QueryBuilderError(_)
            | Query::DeserializationError(_)
            | Query::SerializationError(_)
            | Query::RollbackTransaction
            | Query::AlreadyInTransaction
            | Query::NotInTransaction
            | Query::IntegerConversion(_) => None,
            // The enum is open; a kind that diesel adds says nothing to us yet.
            other => Self::said(&other.to_string()),
        }
    }

    /// Reads the database's own words.
    fn said(words: &str) -> Option<Self> {
        const SIGNS: [(&str, Trouble); 15] = [
            ("disk is full", Trouble::DiskFull),
            ("No space left on device", Trouble::DiskFull),
            ("readonly database", Trouble::ReadOnly),
            ("read-only transaction", Trouble::ReadOnly),
            ("file is not a database", Trouble::Foreign),
            ("no such table: chain_head", Trouble::Foreign),
            ("another program's tables", Trouble::Foreign),
            ("disk image is malformed", Trouble::Damaged),
            ("malformed database schema", Trouble::Damaged),
            ("disk I/O error", Trouble::Disk),
            ("terminating connection", Trouble::Gone),
            ("database is locked", Trouble::Held),
            ("lock timeout", Trouble::Held),
            ("statement timeout", Trouble::Slow),
            ("unable to open database file", Trouble::NotAllowed),
        ];
        let sign = SIGNS.iter().find(|(sign, _)| words.contains(sign));
        sign.map(|(_, trouble)| *trouble)
    }

    /// Whether asking again may help before anybody has mended a file.
    pub fn passes(self) -> bool {
        match self {
            Self::DiskFull
            | Self::ReadOnly
            | Self::Gone
            | Self::Held
            | Self::Slow
            | Self::Drained
            | Self::Other => true,
            Self::Foreign
            | Self::Damaged
            | Self::NoFolder
            | Self::Folder
            | Self::NotAllowed
            | Self::Disk => false,
        }
    }

    /// In words, without anything of what is stored.
    pub fn text(self) -> Text {
        let (th, en) = self.words();
        Text::fixed(th, en)
    }

    #[expect(clippy::too_many_lines, reason = "a line for each trouble")]
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::DiskFull => ("ดิสก์เต็ม", "the disk is full"),
            Self::ReadOnly => (
                "ฐานข้อมูลอ่านได้อย่างเดียว เขียนไม่ได้",
                "the database is read-only: it can be read and not written",
            ),
            Self::Foreign => (
                "ไฟล์หรือฐานข้อมูลนี้ไม่ใช่ของโปรแกรมนี้ หรือส่วนต้นไฟล์เสียหาย",
                "this is not this program's database: another file, or one damaged at its beginning",
            ),
            Self::Damaged => (
                "ไฟล์ฐานข้อมูลเสียหาย ให้กู้คืนจากไฟล์สำรอง",
                "the database file is damaged: bring a backup back",
            ),
            Self::Gone => (
                "ติดต่อฐานข้อมูลไม่ได้ หรือไฟล์ถูกย้ายหรือเปลี่ยนไป",
                "the database is gone: it is not reached, or its file was moved or replaced",
            ),
            Self::Held => (
                "มีโปรแกรมอื่นล็อกฐานข้อมูลอยู่",
                "another program holds the database locked",
            ),
            Self::Slow => (
                "ฐานข้อมูลไม่ตอบภายในเวลาที่กำหนด",
                "the database does not answer in time",
            ),
            Self::Drained => (
                "ช่องทางอ่านฐานข้อมูลถูกใช้อยู่ทั้งหมด",
                "every connection for reading the database is in use",
            ),
            Self::NoFolder => (
                "ไม่มีโฟลเดอร์ของฐานข้อมูล",
                "the folder of the database does not exist",
            ),
            Self::Folder => (
                "ตำแหน่งของไฟล์ฐานข้อมูลเป็นโฟลเดอร์",
                "a folder lies where the database file belongs",
            ),
            Self::NotAllowed => (
                "ไม่มีสิทธิ์เปิดไฟล์ฐานข้อมูลหรือโฟลเดอร์ของไฟล์",
                "no permission to open the database file or its folder",
            ),
            Self::Disk => ("ดิสก์อ่านหรือเขียนไม่ได้", "the disk does not read or write"),
            Self::Other => (
                "ฐานข้อมูลไม่รับการบันทึก ดูสาเหตุในบันทึกของโปรแกรม",
                "the database does not take what is written; the log says why",
            ),
        }
    }
}

impl Error {
    /// The same failure with the database that it is about, where it is about the database itself.
    #[must_use]
    pub fn at(self, url: &Url) -> Self {
        let found = match (&self, url) {
            (Self::Unusable { .. }, _) => None,
            (Self::Connection(_), Url::Sqlite(_)) => Some(Trouble::NotAllowed),
            (other, _) => Trouble::of(other),
        };
        let Some(found) = found else {
            return self;
        };
        let shut = matches!(found, Trouble::NotAllowed | Trouble::Disk);
        let trouble = match url.file().filter(|_| shut) {
            Some(path) => why_shut(Path::new(path)).unwrap_or(found),
            None => found,
        };
        Self::Unusable {
            place: url.place().to_owned(),
            trouble,
            said: self.said(),
        }
    }

    /// What the database itself said, for whoever may see it: the message without the values that its details would hold.
    fn said(&self) -> String {
        if let Self::Query(Query::DatabaseError(_, said)) = self {
            return said.message().to_owned();
        }
        if let Self::Query(other) = self {
            return other.to_string();
        }
        if let Self::Connection(said) = self {
            return said.to_string();
        }
        self.to_string()
    }
}

/// SQLite has one word for all that keeps a file shut, and one for all that the disk refuses; the file system knows more. The
/// file itself is not touched: to close it here would take the locks away that SQLite holds on it.
fn why_shut(path: &Path) -> Option<Trouble> {
    if path.is_dir() {
        return Some(Trouble::Folder);
    }
    let folder = path.parent().filter(|f| !f.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    match written_beside(folder).map_err(|error| error.kind()) {
        Err(ErrorKind::NotFound) => Some(Trouble::NoFolder),
        Err(ErrorKind::StorageFull | ErrorKind::QuotaExceeded) => Some(Trouble::DiskFull),
        Err(ErrorKind::ReadOnlyFilesystem) => Some(Trouble::ReadOnly),
        Err(ErrorKind::PermissionDenied) => Some(Trouble::NotAllowed),
        Ok(()) | Err(_) => None,
    }
}

/// Whether something can be written in the folder: a file as large as the smallest log that SQLite makes, gone at once.
fn written_beside(folder: &Path) -> std::io::Result<()> {
    let path = folder.join(format!(".sahakorn-{}", std::process::id()));
    let written = File::create_new(&path).and_then(|mut file| file.write_all(&[0; 65_536]));
    if written.is_ok() || path.exists() {
        std::fs::remove_file(&path)?;
    }
    written
}

#[cfg(test)]
mod tests;
