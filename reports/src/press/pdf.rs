//! The file: printpdf makes its objects, our streams become the pages' contents, and nothing in it is random.

use lopdf::{Dictionary, Document, Object, Stream, StringFormat};
use printpdf::{
    FontId, Mm, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Pt,
    TextItem,
};

use super::{Press, Used};
use crate::RenderError;
use crate::measure::Mp;
use crate::seal::Seal;
use crate::typeset::{BOLD, REGULAR, Weight};

/// Body and foot of each page, packed.
pub type Pages = Vec<[Stream; 2]>;

/// Puts the file together.
///
/// # Errors
/// A face could not be read, or the objects could not be written.
pub fn file(press: &Press<'_>, pages: Pages) -> Result<Vec<u8>, RenderError> {
    let mut document = objects(press, pages.len())?;
    let ids: Vec<_> = document.page_iter().collect();
    for (page, streams) in ids.into_iter().zip(pages) {
        fill(&mut document, page, streams)?;
    }
    properties(&mut document, press.seal)?;
    document.prune_objects();
    document.renumber_objects();
    document.compress();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes)?;
    Ok(bytes)
}

/// Everything but the pages' contents. The first page shows each used glyph once, so that printpdf takes the face in
/// with its widths and meanings; [`fill`] puts the real content in its place.
fn objects(press: &Press<'_>, count: usize) -> Result<Document, RenderError> {
    let mut made = PdfDocument::new(press.paper.title());
    made.metadata.info.author = press.paper.letterhead().name.clone();
    made.metadata.info.creator = "Sahakorn".to_owned();
    made.metadata.info.producer = "Sahakorn, printpdf".to_owned();
    let mut census = vec![Op::StartTextSection];
    for (id, name, bytes, weight) in [
        ("R", "Sarabun Regular", REGULAR, Weight::Regular),
        ("B", "Sarabun Bold", BOLD, Weight::Bold),
    ] {
        let mut face =
            ParsedFont::from_bytes(bytes, 0, &mut Vec::new()).ok_or(RenderError::Font { name })?;
        face.font_name = Some(name.replace(' ', "-"));
        let id = FontId(id.to_owned());
        made.resources
            .fonts
            .map
            .insert(id.clone(), PdfFont::new(face));
        census.push(Op::SetFont {
            font: PdfFontHandle::External(id),
            size: Pt(1.0),
        });
        census.push(Op::ShowText {
            items: shown(&press.meanings(weight)),
        });
    }
    census.push(Op::EndTextSection);
    made.pages = vec![PdfPage::new(Mm(210.0), Mm(297.0), Vec::new()); count];
    if let Some(first) = made.pages.first_mut() {
        first.ops = census;
    }
    let mut document = printpdf::to_lopdf_doc(&made, &PdfSaveOptions::default(), &mut Vec::new());
    sizes(&mut document, press.sheet.width, press.sheet.height)?;
    Ok(document)
}

fn shown(used: &Used) -> Vec<TextItem> {
    let glyph = |(id, ch): (&u16, &char)| printpdf::Codepoint::with_cid(*id, 0.0, ch.to_string());
    vec![TextItem::GlyphIds(used.iter().map(glyph).collect())]
}

fn sizes(document: &mut Document, width: Mp, height: Mp) -> Result<(), RenderError> {
    let ids: Vec<_> = document.page_iter().collect();
    for id in ids {
        let page = document.get_object_mut(id)?.as_dict_mut()?;
        let corners = [0, 0, (width + 500) / 1_000, (height + 500) / 1_000];
        page.set(
            "MediaBox",
            Object::Array(corners.map(Object::from).to_vec()),
        );
        page.remove(b"TrimBox");
        page.remove(b"CropBox");
        page.remove(b"Annots");
    }
    Ok(())
}

/// Gives a page its contents.
fn fill(
    document: &mut Document,
    page: lopdf::ObjectId,
    streams: [Stream; 2],
) -> Result<(), RenderError> {
    let contents = streams.map(|stream| Object::Reference(document.add_object(stream)));
    document
        .get_object_mut(page)?
        .as_dict_mut()?
        .set("Contents", Object::Array(contents.to_vec()));
    Ok(())
}

/// What would tell one run from another goes, or comes from the seal.
fn properties(document: &mut Document, seal: &Seal) -> Result<(), RenderError> {
    document.version = "1.7".to_owned();
    let info = document.trailer.get(b"Info")?.as_reference()?;
    let info = document.get_object_mut(info)?.as_dict_mut()?;
    // The times of issue and print are on the paper, in the office's own calendar.
    for key in [
        &b"CreationDate"[..],
        b"ModDate",
        b"GTS_PDFXVersion",
        b"Trapped",
        b"Identifier",
        b"Subject",
        b"Keywords",
    ] {
        info.remove(key);
    }
    document.trailer.remove(b"ID");
    if let Seal::Issued {
        sha256_hex, number, ..
    } = seal
    {
        info_number(document, number)?;
        let id = || Object::String(sha256_hex.as_bytes().to_vec(), StringFormat::Literal);
        document.trailer.set("ID", Object::Array(vec![id(), id()]));
    }
    let catalog = document.catalog_mut()?;
    catalog.set("Lang", Object::string_literal("th-TH"));
    let mut viewer = Dictionary::new();
    viewer.set("DisplayDocTitle", true);
    catalog.set("ViewerPreferences", viewer);
    catalog.remove(b"PageLayout");
    Ok(())
}

fn info_number(document: &mut Document, number: &str) -> Result<(), RenderError> {
    let info = document.trailer.get(b"Info")?.as_reference()?;
    let info = document.get_object_mut(info)?.as_dict_mut()?;
    info.set("Subject", lopdf::text_string(number));
    Ok(())
}
