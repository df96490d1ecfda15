//! The marks and texts of a part, one after the other. A document type is refused, so nothing can be named once and repeated; marks
//! stand within marks only so deep, and each is only so long.

use std::borrow::Cow;
use std::io::{BufRead, BufReader, Read};

use quick_xml::Reader;
use quick_xml::escape::{resolve_xml_entity, unescape};
use quick_xml::events::{BytesEnd, BytesRef, BytesStart, Event};

use super::super::fault::{Bound, FaultKind};
use super::super::limits::Meter;
use super::archive::Part;

/// Bytes of one mark or one stretch of text: a cell of 32,767 characters, each written as a reference, has room.
const MARK_BYTES_MAX: usize = 1_048_576;
/// Marks within marks; a sheet has about eight.
const NESTING_MAX: u64 = 64;
const READ_AT_ONCE: usize = 32 * 1_024;

/// Reading stops for this, also through a library that knows errors of files only.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Stop(pub(super) FaultKind);

impl From<Stop> for std::io::Error {
    fn from(stop: Stop) -> Self {
        Self::other(stop)
    }
}

/// What comes next of a part.
pub(super) enum Token<'a> {
    /// A mark opens; one that holds nothing closes at once, by a token of its own.
    Open(Tag<'a>),
    Close(End<'a>),
    Text(Cow<'a, str>),
    End,
}

/// A mark with its attributes.
pub(super) struct Tag<'a> {
    start: BytesStart<'a>,
    /// It has the prefix of the part's outermost mark.
    is_own: bool,
}

impl Tag<'_> {
    /// The name without its prefix; nothing for a mark of another name space, which an extension brings along.
    pub(super) fn name(&self) -> &str {
        if self.is_own {
            local(self.start.name().0)
        } else {
            ""
        }
    }

    /// The name of a mark of another name space.
    pub(super) fn foreign(&self) -> Option<&str> {
        (!self.is_own).then(|| local(self.start.name().0))
    }

    /// The value of the attribute of this name.
    pub(super) fn value(&self, name: &str) -> Result<Option<String>, FaultKind> {
        self.value_of(|key| key == name)
    }

    /// The same of an attribute that has a prefix, as the way to another part.
    pub(super) fn prefixed(&self, name: &str) -> Result<Option<String>, FaultKind> {
        self.value_of(|key| key.contains(':') && local(key) == name)
    }

    fn value_of(&self, is_it: impl Fn(&str) -> bool) -> Result<Option<String>, FaultKind> {
        let mut attributes = self.start.attributes();
        // Comparing each attribute with all before it takes an hour for a mark that has enough of them.
        attributes.with_checks(false);
        for attribute in attributes {
            let attribute = attribute.map_err(|_| FaultKind::Damaged)?;
            if is_it(attribute.key.0) {
                let value = unescape(&attribute.value).map_err(|_| FaultKind::Damaged)?;
                return Ok(Some(value.into_owned()));
            }
        }
        Ok(None)
    }
}

/// The end of a mark.
pub(super) struct End<'a> {
    end: BytesEnd<'a>,
    is_own: bool,
}

impl End<'_> {
    pub(super) fn name(&self) -> &str {
        if self.is_own {
            local(self.end.name().0)
        } else {
            ""
        }
    }
}

fn prefix(name: &str) -> &str {
    name.rsplit_once(':').map_or("", |(prefix, _)| prefix)
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// A part that is read.
pub(super) struct Xml<'a> {
    reader: Reader<Metered<BufReader<Part<'a>>>>,
    buffer: Vec<u8>,
    depth: u64,
    /// The prefix of the outermost mark, once it came.
    own: Option<String>,
    /// Bytes that the meter has counted.
    looked_at: u64,
}

impl<'a> Xml<'a> {
    pub(super) fn new(part: Part<'a>) -> Self {
        let mut reader = Reader::from_reader(Metered {
            inner: BufReader::with_capacity(READ_AT_ONCE, part),
            left: MARK_BYTES_MAX,
        });
        reader.config_mut().expand_empty_elements = true;
        Self {
            reader,
            buffer: Vec::new(),
            depth: 0,
            own: None,
            looked_at: 0,
        }
    }

    /// How many bytes the part has brought so far.
    pub(super) fn read_bytes(&self) -> u64 {
        self.reader.get_ref().inner.get_ref().read_bytes()
    }

    /// The next mark or text; a comment or an instruction is a text without letters.
    pub(super) fn next(&mut self, meter: &mut Meter<'_>) -> Result<Token<'_>, FaultKind> {
        meter.step()?;
        let bytes = self.read_bytes();
        meter.bytes(bytes - self.looked_at)?;
        self.looked_at = bytes;
        self.buffer.clear();
        self.reader.get_mut().left = MARK_BYTES_MAX;
        match self.reader.read_event_into(&mut self.buffer) {
            Ok(Event::Start(start)) => {
                meter.mark()?;
                let is_own = opened(&start, &mut self.depth, &mut self.own)?;
                Ok(Token::Open(Tag { start, is_own }))
            }
            Ok(Event::End(end)) => {
                self.depth = self.depth.saturating_sub(1);
                let is_own = self.own.as_deref() == Some(prefix(end.name().0));
                Ok(Token::Close(End { end, is_own }))
            }
            Ok(Event::Text(text)) => within(self.depth, text.xml10_content()),
            Ok(Event::CData(text)) => within(self.depth, text.xml10_content()),
            Ok(Event::GeneralRef(named)) => within(self.depth, referred(&named)?),
            Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_)) => Ok(Token::Text("".into())),
            Ok(Event::DocType(_)) => Err(FaultKind::DocType),
            // An empty mark comes as its beginning and its end.
            Ok(Event::Empty(_)) => Err(FaultKind::Damaged),
            Ok(Event::Eof) if self.depth > 0 || self.own.is_none() => Err(FaultKind::Damaged),
            Ok(Event::Eof) => Ok(Token::End),
            Err(quick_xml::Error::Io(error)) => Err(stopped(&error)),
            Err(
                quick_xml::Error::Syntax(_)
                | quick_xml::Error::IllFormed(_)
                | quick_xml::Error::InvalidAttr(_)
                | quick_xml::Error::Encoding(_)
                | quick_xml::Error::Escape(_)
                | quick_xml::Error::Namespace(_),
            ) => Err(FaultKind::Damaged),
        }
    }
}

/// Whether a mark that opens is the part's own, by its prefix. A second outermost mark would be seen by one reader and not by
/// another.
fn opened(
    start: &BytesStart<'_>,
    depth: &mut u64,
    own: &mut Option<String>,
) -> Result<bool, FaultKind> {
    if *depth == 0 && own.is_some() {
        return Err(FaultKind::Damaged);
    }
    *depth += 1;
    Bound::Marks.holds(*depth, NESTING_MAX)?;
    let prefix = prefix(start.name().0);
    Ok(own.get_or_insert_with(|| prefix.to_owned()) == prefix)
}

/// A text, which has no place outside the outermost mark.
fn within(depth: u64, text: Cow<'_, str>) -> Result<Token<'_>, FaultKind> {
    let is_bare = text.trim_start_matches('\u{feff}').trim().is_empty();
    if depth == 0 && !is_bare {
        return Err(FaultKind::Damaged);
    }
    Ok(Token::Text(text))
}

/// The character that a reference stands for: one of the five names that XML has, or a character's number.
fn referred(named: &BytesRef<'_>) -> Result<Cow<'static, str>, FaultKind> {
    if let Some(text) = resolve_xml_entity(named) {
        return Ok(text.into());
    }
    // Number 0 is no character of XML, and is told by its own name.
    if named.trim_start_matches(['#', 'x', '0']).is_empty() && named.ends_with('0') {
        return Err(FaultKind::Nul);
    }
    let c = named.resolve_char_ref().ok().flatten();
    c.map(|c| c.to_string().into()).ok_or(FaultKind::Damaged)
}

/// Why reading stopped: our own bound, or an archive that cannot be unpacked.
fn stopped(error: &std::io::Error) -> FaultKind {
    let own = error.get_ref().and_then(|e| e.downcast_ref::<Stop>());
    own.map_or(FaultKind::Damaged, |stop| stop.0)
}

/// Bytes of a part, so many of them until the next mark.
struct Metered<R> {
    inner: R,
    left: usize,
}

impl<R: BufRead> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Metered<R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        if self.left == 0 {
            return Err(Stop(Bound::Marks.over(MARK_BYTES_MAX as u64)).into());
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.left = self.left.saturating_sub(count);
        self.inner.consume(count);
    }
}
