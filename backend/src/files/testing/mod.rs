//! Archives that no spreadsheet writes, and workbooks with any sheet in them. The black-box tests compile this file too, so that the
//! same files come over the network.

mod hostile;

use std::io::Write as _;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

pub use hostile::hostile;

/// An entry of an archive. What it says of itself may be untrue.
#[derive(Debug, Clone)]
pub struct Entry {
    pub name: String,
    packed: Vec<u8>,
    method: u16,
    pub flags: u16,
    pub crc: u32,
    pub unpacked: u32,
    /// The sizes stand in the field of ZIP64 instead.
    pub is_64: bool,
}

impl Entry {
    pub fn new(name: &str, bytes: &[u8]) -> Self {
        let mut crc = Crc::new();
        crc.update(bytes);
        Self {
            name: name.to_owned(),
            packed: deflated(bytes),
            method: 8,
            flags: 0,
            crc: crc.sum(),
            unpacked: small(bytes.len()),
            is_64: false,
        }
    }

    pub fn stored(name: &str, bytes: &[u8]) -> Self {
        Self {
            packed: bytes.to_vec(),
            method: 0,
            ..Self::new(name, bytes)
        }
    }
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    match encoder.write_all(bytes).and_then(|()| encoder.finish()) {
        Ok(packed) => packed,
        Err(error) => panic!("{error}"),
    }
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn shorter(number: usize) -> [u8; 2] {
    u16::try_from(number).unwrap_or(u16::MAX).to_le_bytes()
}

/// The bytes of an archive with these entries; `count` is how many its end says that it has.
pub fn archive_of(entries: &[Entry], count: usize) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for entry in entries {
        let local = small(bytes.len());
        bytes.extend(b"PK\x03\x04");
        bytes.extend(entry.head());
        bytes.extend(entry.name.as_bytes());
        bytes.extend(entry.extra());
        bytes.extend(&entry.packed);
        directory.extend(b"PK\x01\x02\x2d\x00");
        directory.extend(entry.head());
        directory.extend([0; 10]);
        directory.extend(local.to_le_bytes());
        directory.extend(entry.name.as_bytes());
        directory.extend(entry.extra());
    }
    let at = small(bytes.len());
    bytes.extend(&directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend([shorter(count), shorter(count)].concat());
    bytes.extend(small(directory.len()).to_le_bytes());
    bytes.extend(at.to_le_bytes());
    bytes.extend([0; 2]);
    bytes
}

impl Entry {
    /// What stands in both heads of an entry, from the version needed to the length of the extra field.
    fn head(&self) -> Vec<u8> {
        let (packed, unpacked) = if self.is_64 {
            (u32::MAX, u32::MAX)
        } else {
            (small(self.packed.len()), self.unpacked)
        };
        let mut head = vec![0x2d, 0];
        head.extend(self.flags.to_le_bytes());
        head.extend(self.method.to_le_bytes());
        head.extend([0; 4]);
        head.extend(self.crc.to_le_bytes());
        head.extend(packed.to_le_bytes());
        head.extend(unpacked.to_le_bytes());
        head.extend(shorter(self.name.len()));
        head.extend(shorter(self.extra().len()));
        head
    }

    fn extra(&self) -> Vec<u8> {
        if !self.is_64 {
            return Vec::new();
        }
        let mut extra = vec![0x0a, 0, 2, 0, 7, 7, 1, 0, 16, 0];
        extra.extend(u64::from(self.unpacked).to_le_bytes());
        extra.extend((self.packed.len() as u64).to_le_bytes());
        extra
    }
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The parts of a workbook around its sheets; each has a name and its `sheet` element's further attributes.
pub fn parts(sheets: &[(&str, &str)]) -> Vec<Entry> {
    let (mut named, mut ways) = (String::new(), String::new());
    for (nth, (name, attributes)) in (1..).zip(sheets) {
        named.push_str(&format!(
            "<sheet name=\"{name}\" sheetId=\"{nth}\" {attributes} r:id=\"r{nth}\"/>"
        ));
        ways.push_str(&format!("<Relationship Id=\"r{nth}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{nth}.xml\"/>"));
    }
    for (nth, kind) in [(901, "sharedStrings"), (902, "styles")] {
        ways.push_str(&format!(
            "<Relationship Id=\"r{nth}\" Type=\"{OFFICE}/{kind}\" Target=\"{kind}.xml\"/>"
        ));
    }
    let to_book = format!(
        "{HEAD}<Relationships><Relationship Id=\"b\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    let book = format!("{HEAD}<workbook xmlns:r=\"{OFFICE}\"><sheets>{named}</sheets></workbook>");
    let ways = format!("{HEAD}<Relationships>{ways}</Relationships>");
    vec![
        Entry::new("_rels/.rels", to_book.as_bytes()),
        Entry::new("xl/workbook.xml", book.as_bytes()),
        Entry::new("xl/_rels/workbook.xml.rels", ways.as_bytes()),
    ]
}

/// A part with the sheet whose rows are these.
pub fn sheet(nth: usize, rows: &str) -> Entry {
    let text = format!(
        "{HEAD}<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData>{rows}</sheetData></worksheet>"
    );
    Entry::new(&format!("xl/worksheets/sheet{nth}.xml"), text.as_bytes())
}

/// A workbook of one sheet with these further entries.
pub fn workbook(rows: &str, more: Vec<Entry>) -> Vec<u8> {
    let entries = [parts(&[("Sheet1", "")]), vec![sheet(1, rows)], more].concat();
    archive_of(&entries, entries.len())
}

/// A cell with a text in it.
pub fn cell(place: &str, text: &str) -> String {
    format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

pub fn strings(text: &str) -> Entry {
    Entry::new("xl/sharedStrings.xml", format!("{HEAD}{text}").as_bytes())
}
