//! A document in the making: pages are drawn one after the other, each is packed as soon as it is full.
//!
//! printpdf makes the objects (faces with their widths and meanings, pages, properties). The pages' content is written
//! as streams of our own, with whole numbers: an operation of printpdf takes 128 bytes and a glyph 40 more, so a
//! register of ten thousand lines would need hundreds of megabytes before its first byte; here it never needs more than
//! one open page beside the packed ones. It also keeps every coordinate free of floating point.

mod ink;
mod page;
mod pdf;
mod qr;

use std::collections::BTreeMap;

pub use page::{Ink, Page};
pub use qr::QrMatrix;

use crate::RenderError;
use crate::layout::foot;
use crate::measure::{Mp, mm10, pt10};
use crate::papers::Paper;
use crate::seal::Seal;
use crate::typeset::{Typesetter, Weight};

/// The characters that the used glyphs of one face stand for.
pub type Used = BTreeMap<u16, char>;

/// The sheet and its margins.
#[derive(Debug, Clone, Copy)]
pub struct Sheet {
    pub width: Mp,
    pub height: Mp,
    pub left: Mp,
    pub right: Mp,
    pub top: Mp,
    /// The height of the foot, from its rule to the sheet's lower edge.
    pub foot: Mp,
    /// The edge of the QR code: 49 modules of at least 0.4 mm, which a telephone reads from paper.
    pub qr: Mp,
    /// How many times an unsealed copy is marked, one under the other.
    pub marks: i32,
}

impl Sheet {
    /// A4, upright, margins 20 and 15 mm.
    pub const UPRIGHT: Self = Self {
        width: mm10(2_100),
        height: mm10(2_970),
        left: mm10(200),
        right: mm10(150),
        top: mm10(150),
        foot: pt10(1_045),
        qr: mm10(210),
        marks: 1,
    };
    /// A4, lying, for tables of many columns.
    pub const LYING: Self = Self {
        width: mm10(2_970),
        height: mm10(2_100),
        left: mm10(150),
        right: mm10(150),
        top: mm10(130),
        foot: pt10(880),
        qr: mm10(196),
        marks: 1,
    };

    /// What is left between the margins.
    pub fn measure(self) -> Mp {
        self.width - self.left - self.right
    }

    /// The right edge of the text.
    pub fn right_edge(self) -> Mp {
        self.width - self.right
    }

    /// Where the foot's rule is; nothing else may go below.
    pub fn bottom(self) -> Mp {
        self.height - self.foot
    }
}

/// A document in the making.
pub struct Press<'a> {
    pub types: Typesetter,
    pub sheet: Sheet,
    pub seal: &'a Seal,
    pub paper: &'a Paper,
    pub page: Page,
    /// The QR code of an issued paper.
    pub qr: Option<QrMatrix>,
    packed: Vec<lopdf::Stream>,
    /// False when the paper draws its feet itself.
    pub common_foot: bool,
}

impl<'a> Press<'a> {
    /// Opens the first page.
    ///
    /// # Errors
    /// A damaged face, a malformed hash, or an address that does not fit into a QR code.
    pub fn open(paper: &'a Paper, seal: &'a Seal, sheet: Sheet) -> Result<Self, RenderError> {
        let mut press = Self {
            types: Typesetter::new()?,
            sheet,
            seal,
            paper,
            page: Page::blank(sheet.height),
            qr: qr::of(seal)?,
            packed: Vec::new(),
            common_foot: true,
        };
        foot::watermark(&mut press);
        Ok(press)
    }

    /// Packs the page and opens the next.
    ///
    /// # Errors
    /// The page could not be packed.
    pub fn turn(&mut self) -> Result<(), RenderError> {
        self.pack()?;
        foot::watermark(self);
        Ok(())
    }

    /// Packs the last page, draws the feet now that the number of pages is known, and writes the file.
    ///
    /// # Errors
    /// The PDF could not be put together.
    pub fn finish(mut self) -> Result<Vec<u8>, RenderError> {
        self.pack()?;
        let count = self.packed.len();
        let bodies = std::mem::take(&mut self.packed);
        let mut pages = Vec::with_capacity(count);
        for (body, no) in bodies.into_iter().zip(1..) {
            if self.common_foot {
                foot::draw(&mut self, no, count);
            }
            let (stream, page) = self.page.cut(self.sheet.height);
            self.page = page;
            pages.push([body, packed(stream)?]);
        }
        pdf::file(&self, pages)
    }

    fn pack(&mut self) -> Result<(), RenderError> {
        let page = std::mem::replace(&mut self.page, Page::blank(self.sheet.height));
        let (stream, page) = page.cut(self.sheet.height);
        self.page = page;
        self.packed.push(packed(stream)?);
        Ok(())
    }

    /// The glyphs of a face that the document shows, with what they mean.
    fn meanings(&self, weight: Weight) -> Used {
        let known: Used = self.types.characters(weight).into_iter().collect();
        let used = self.page.used(weight).iter();
        used.map(|(glyph, ch)| (*glyph, known.get(glyph).copied().unwrap_or(*ch)))
            .collect()
    }
}

fn packed(content: Vec<u8>) -> Result<lopdf::Stream, RenderError> {
    let mut stream = lopdf::Stream::new(lopdf::Dictionary::new(), content);
    stream.compress()?;
    Ok(stream)
}
