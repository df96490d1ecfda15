//! The ZIP archive that a workbook is. Its directory is walked by hand: a library asks for memory by the number of entries that
//! the directory claims, and looks for the directory in more than one place. Sizes that it gives are compared with what
//! unpacking brings, never used to make room.

use std::collections::BTreeMap;
use std::io::Read;

use flate2::Crc;
use flate2::bufread::DeflateDecoder;

use super::super::fault::{Bound, FaultKind};
use super::super::limits::Limits;
use super::xml::Stop;

const END: &[u8] = b"PK\x05\x06";
const END_BYTES: usize = 22;
const COMMENT_BYTES_MAX: usize = 65_535;
const END_64: &[u8] = b"PK\x06\x06";
const WAY_TO_END_64: &[u8] = b"PK\x06\x07";
const WAY_TO_END_64_BYTES: usize = 20;
const ENTRY: &[u8] = b"PK\x01\x02";
const LOCAL: &[u8] = b"PK\x03\x04";
/// A field of four or two bytes whose value stands in the extra field of ZIP64.
const ELSEWHERE: u64 = 0xFFFF_FFFF;
const ELSEWHERE_SHORT: u64 = 0xFFFF;
const ZIP_64_FIELD: u64 = 1;
const STORED: u64 = 0;
const DEFLATED: u64 = 8;
/// Bits of an entry that say that it is encrypted, plainly or strongly.
const LOCKED: u64 = 0b0000_0000_0100_0001;
const NAME_BYTES_MAX: usize = 260;

/// An archive whose directory was read; nothing is unpacked yet.
pub(super) struct Archive<'a> {
    bytes: &'a [u8],
    /// By name in lower case: two names that differ by capitals alone are one part.
    entries: BTreeMap<String, Entry>,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    method: u64,
    crc: u64,
    packed: u64,
    unpacked: u64,
    local: u64,
}

/// The bytes of one entry as they are unpacked, counted.
pub(super) struct Part<'a> {
    source: Source<'a>,
    /// What this part may still bring, which is also within what all parts may.
    left: u64,
    max: u64,
    read: u64,
    crc: Crc,
    entry: Entry,
}

enum Source<'a> {
    Stored(&'a [u8]),
    Deflated(DeflateDecoder<&'a [u8]>),
}

fn number(bytes: &[u8], at: usize, len: usize) -> Option<u64> {
    let digits = bytes.get(at..at.checked_add(len)?)?;
    let sum = digits.iter().rev();
    Some(sum.fold(0, |sum, b| (sum << 8) | u64::from(*b)))
}

fn place(number: u64) -> Result<usize, FaultKind> {
    usize::try_from(number).map_err(|_| FaultKind::Damaged)
}

/// Where the directory is, and how many entries it says it has.
struct Directory {
    entries: u64,
    at: usize,
    end: usize,
}

impl<'a> Archive<'a> {
    pub(super) fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self, FaultKind> {
        let directory = directory(bytes).ok_or(FaultKind::Damaged)?;
        Bound::Entries.holds(directory.entries, limits.entries)?;
        let (mut entries, mut at) = (BTreeMap::new(), directory.at);
        for _ in 0..directory.entries {
            let (name, entry, next) = entry(bytes, at)?;
            at = next;
            if entries.insert(name, entry).is_some() {
                return Err(FaultKind::TwinParts);
            }
        }
        // Entries beyond those counted would be seen by another reader and not by this one.
        if at != directory.end {
            return Err(FaultKind::Damaged);
        }
        Ok(Self { bytes, entries })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.entries.contains_key(&name.to_ascii_lowercase())
    }

    /// The part of this name, to be read from its beginning; `left` bytes may still be unpacked in all.
    pub(super) fn part(
        &self,
        name: &str,
        left: u64,
        limits: &Limits,
    ) -> Result<Option<Part<'a>>, FaultKind> {
        let Some(entry) = self.entries.get(&name.to_ascii_lowercase()) else {
            return Ok(None);
        };
        let packed = self.packed(entry)?;
        let source = match entry.method {
            STORED => Source::Stored(packed),
            DEFLATED => Source::Deflated(DeflateDecoder::new(packed)),
            _ => return Err(FaultKind::Damaged),
        };
        Ok(Some(Part {
            source,
            left: left.min(limits.part_bytes),
            max: if left < limits.part_bytes {
                limits.unpacked_bytes
            } else {
                limits.part_bytes
            },
            read: 0,
            crc: Crc::new(),
            entry: *entry,
        }))
    }

    /// The packed bytes: behind the entry's own head, of which only the lengths of its two tails are taken.
    fn packed(&self, entry: &Entry) -> Result<&'a [u8], FaultKind> {
        let bytes = self.bytes;
        let found = || {
            let at = usize::try_from(entry.local).ok()?;
            let is_local = bytes.get(at..)?.starts_with(LOCAL);
            let tails = number(bytes, at + 26, 2)? + number(bytes, at + 28, 2)?;
            let start = at + 30 + usize::try_from(tails).ok()?;
            let end = start.checked_add(usize::try_from(entry.packed).ok()?)?;
            bytes.get(start..end).filter(|_| is_local)
        };
        found().ok_or(FaultKind::Damaged)
    }
}

/// The directory, by the archive's last bytes; a comment behind them must reach to the very end.
fn directory(bytes: &[u8]) -> Option<Directory> {
    let first = bytes.len().saturating_sub(END_BYTES + COMMENT_BYTES_MAX);
    let tail = bytes.get(first..)?;
    let is_end = |at: &usize| {
        let comment = number(tail, at + 20, 2).and_then(|n| usize::try_from(n).ok());
        comment.is_some_and(|comment| at + END_BYTES + comment == tail.len())
    };
    let marks = tail.windows(END.len()).enumerate().rev();
    let mut marks = marks.filter(|(_, w)| *w == END).map(|(at, _)| at);
    let end = first + marks.find(is_end)?;
    let (entries, size, at) = (
        number(bytes, end + 10, 2)?,
        number(bytes, end + 12, 4)?,
        number(bytes, end + 16, 4)?,
    );
    let is_64 = entries == ELSEWHERE_SHORT || size == ELSEWHERE || at == ELSEWHERE;
    let (entries, size, at) = if is_64 {
        directory_64(bytes, end)?
    } else {
        (entries, size, at)
    };
    let at = usize::try_from(at).ok()?;
    let directory_end = at.checked_add(usize::try_from(size).ok()?)?;
    (directory_end <= end).then_some(Directory {
        entries,
        at,
        end: directory_end,
    })
}

/// The same of ZIP64: number of entries, size and place.
fn directory_64(bytes: &[u8], end: usize) -> Option<(u64, u64, u64)> {
    let way = end.checked_sub(WAY_TO_END_64_BYTES)?;
    let at = usize::try_from(number(bytes, way + 8, 8)?).ok()?;
    let is_way = bytes.get(way..)?.starts_with(WAY_TO_END_64);
    let is_end = bytes.get(at..)?.starts_with(END_64);
    if !(is_way && is_end) {
        return None;
    }
    Some((
        number(bytes, at.checked_add(32)?, 8)?,
        number(bytes, at.checked_add(40)?, 8)?,
        number(bytes, at.checked_add(48)?, 8)?,
    ))
}

/// One entry of the directory: its name, what it says, and where the next one begins.
fn entry(bytes: &[u8], at: usize) -> Result<(String, Entry, usize), FaultKind> {
    let damaged = FaultKind::Damaged;
    let head = bytes.get(at..at.saturating_add(46)).ok_or(damaged)?;
    if !head.starts_with(ENTRY) {
        return Err(damaged);
    }
    let of = |at, len| number(head, at, len).ok_or(damaged);
    if of(8, 2)? & LOCKED != 0 {
        return Err(FaultKind::Locked);
    }
    let (name_len, extra_len) = (place(of(28, 2)?)?, place(of(30, 2)?)?);
    let (name_at, comment_len) = (at + 46, place(of(32, 2)?)?);
    let extra_at = name_at + name_len;
    let name = name(bytes.get(name_at..extra_at).ok_or(damaged)?)?;
    let extra = bytes.get(extra_at..extra_at + extra_len).ok_or(damaged)?;
    let mut entry = Entry {
        method: of(10, 2)?,
        crc: of(16, 4)?,
        packed: of(20, 4)?,
        unpacked: of(24, 4)?,
        local: of(42, 4)?,
    };
    entry.widen(extra).ok_or(damaged)?;
    Ok((name, entry, extra_at + extra_len + comment_len))
}

impl Entry {
    /// Takes the values that stand in the extra field of ZIP64, in its order.
    fn widen(&mut self, extra: &[u8]) -> Option<()> {
        let fields = [&mut self.unpacked, &mut self.packed, &mut self.local];
        let mut elsewhere = fields.into_iter().filter(|f| **f == ELSEWHERE).peekable();
        if elsewhere.peek().is_none() {
            return Some(());
        }
        let mut at = 0;
        while number(extra, at, 2)? != ZIP_64_FIELD {
            at += 4 + usize::try_from(number(extra, at + 2, 2)?).ok()?;
        }
        let len = usize::try_from(number(extra, at + 2, 2)?).ok()?;
        let values = extra.get(at + 4..at + 4 + len)?;
        for (nth, field) in elsewhere.enumerate() {
            *field = number(values, nth * 8, 8)?;
        }
        Some(())
    }
}

/// A part's name in lower case with `/` between folders; it may not lead out of the archive.
fn name(bytes: &[u8]) -> Result<String, FaultKind> {
    let name = String::from_utf8_lossy(bytes).replace('\\', "/");
    let strays = name.is_empty()
        || name.len() > NAME_BYTES_MAX
        || name.starts_with('/')
        || name.contains(':')
        || name.chars().any(char::is_control)
        || name.split('/').any(|step| step == ".." || step == ".");
    if strays {
        return Err(FaultKind::StrayPath);
    }
    Ok(name.to_ascii_lowercase())
}

impl Part<'_> {
    /// How many bytes came.
    pub(super) const fn read_bytes(&self) -> u64 {
        self.read
    }

    /// At the end of a part: as long as it says, and undamaged.
    fn end(&self) -> Result<usize, Stop> {
        if self.read != self.entry.unpacked {
            return Err(Stop(FaultKind::LyingSize));
        }
        if u64::from(self.crc.sum()) != self.entry.crc {
            return Err(Stop(FaultKind::Damaged));
        }
        Ok(0)
    }
}

impl Read for Part<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = match &mut self.source {
            Source::Stored(rest) => rest.read(buffer),
            Source::Deflated(rest) => rest.read(buffer),
        };
        let count = read.map_err(|_| Stop(FaultKind::Damaged))?;
        if count == 0 && !buffer.is_empty() {
            return Ok(self.end()?);
        }
        let bytes = count as u64;
        if bytes > self.left {
            return Err(Stop(Bound::Unpacked.over(self.max)).into());
        }
        self.left -= bytes;
        self.read += bytes;
        self.crc.update(buffer.get(..count).unwrap_or_default());
        Ok(count)
    }
}
