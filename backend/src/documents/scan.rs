//! What kind of file a scan is. Three bytes that begin like a picture are no paper: a picture has a size and an end, a PDF a page and
//! an end. Nothing is drawn; of what is packed only so much is unpacked.

use std::io::Read as _;

use flate2::bufread::ZlibDecoder;

/// A picture's sides and dots at most: an A3 sheet at 1,200 dots an inch has room.
const SIDE_MAX: u32 = 20_000;
const DOTS_MAX: u64 = 300_000_000;
/// Behind the end mark some programs write a little.
const END_WITHIN_BYTES: usize = 65_536;
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
const PNG_END: &[u8] = b"IEND\xAE\x42\x60\x82";
const JPEG_END: &[u8] = &[0xFF, 0xD9];
const PDF_END: &[u8] = b"%%EOF";
/// Packed objects of a PDF that are looked into, and bytes of each.
const PACKED_MAX: usize = 64;
const UNPACKED_BYTES_MAX: u64 = 1_048_576;

/// The kinds of file that are taken, known by their content and not by their name.
pub fn media_type(bytes: &[u8]) -> Option<&'static str> {
    if is_png(bytes) {
        Some("image/png")
    } else if is_jpeg(bytes) {
        Some("image/jpeg")
    } else if is_pdf(bytes) {
        Some("application/pdf")
    } else {
        None
    }
}

fn ends_with(bytes: &[u8], mark: &[u8]) -> bool {
    let tail = bytes.len().saturating_sub(END_WITHIN_BYTES);
    let tail = bytes.get(tail..).unwrap_or_default();
    tail.windows(mark.len()).any(|at| at == mark)
}

fn is_size(width: u32, height: u32) -> bool {
    let sides = [width, height];
    sides.iter().all(|side| (1..=SIDE_MAX).contains(side))
        && u64::from(width) * u64::from(height) <= DOTS_MAX
}

fn is_png(bytes: &[u8]) -> bool {
    let side = |at: usize| {
        let side = bytes.get(at..at + 4)?.try_into().ok()?;
        Some(u32::from_be_bytes(side))
    };
    let is_size = side(PNG.len())
        .zip(side(PNG.len() + 4))
        .is_some_and(|(width, height)| is_size(width, height));
    bytes.starts_with(PNG) && is_size && ends_with(bytes, PNG_END)
}

/// The marks of a JPEG up to the one that says how large it is.
fn is_jpeg(bytes: &[u8]) -> bool {
    let mut at = 2;
    let word = |at: usize| Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?));
    let mut size = || loop {
        let mark = word(at)?;
        match mark {
            0xFFFF => at += 1,
            0xFF01 | 0xFFD0..=0xFFD7 => at += 2,
            // Tables and the like, which share the numbers of frames.
            0xFFC4 | 0xFFC8 | 0xFFCC => at += 2 + usize::from(word(at + 2)?),
            0xFFC0..=0xFFCF => return Some((word(at + 7)?, word(at + 5)?)),
            // The picture itself, or its end, before anything said its size.
            0xFFD8..=0xFFDA => return None,
            0xFF02..=0xFFFE => at += 2 + usize::from(word(at + 2)?),
            _ => return None,
        }
    };
    let is_size = bytes.starts_with(&[0xFF, 0xD8, 0xFF])
        && size().is_some_and(|(width, height)| is_size(width.into(), height.into()));
    is_size && ends_with(bytes, JPEG_END)
}

fn is_pdf(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-")
        && ends_with(bytes, PDF_END)
        && (has_page(bytes) || packs_page(bytes))
}

/// Whether an object says that it is a page; the list of pages is none.
fn has_page(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some(at) = find(rest, b"/Type") {
        rest = rest.get(at + 5..).unwrap_or_default();
        let value = rest.trim_ascii_start();
        let page = value.strip_prefix(b"/Page");
        let is_whole = |page: &[u8]| page.first().is_none_or(|b| !b.is_ascii_alphanumeric());
        if page.is_some_and(is_whole) {
            return true;
        }
    }
    false
}

/// The same within objects that stand packed together, as newer programs write them.
fn packs_page(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    for _ in 0..PACKED_MAX {
        let Some(at) = find(rest, b"/ObjStm") else {
            return false;
        };
        rest = rest.get(at..).unwrap_or_default();
        let Some(packed) = find(rest, b"stream") else {
            return false;
        };
        rest = rest.get(packed + 6..).unwrap_or_default();
        let mut objects = Vec::new();
        let packed = rest.trim_ascii_start();
        // What is damaged further on was read until there.
        let _ = ZlibDecoder::new(packed)
            .take(UNPACKED_BYTES_MAX)
            .read_to_end(&mut objects);
        if has_page(&objects) {
            return true;
        }
    }
    false
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|at| at == what)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let sides = [width.to_be_bytes(), height.to_be_bytes()].concat();
        [PNG, &sides, b"\x08\0\0\0\0....", b"\0\0\0\0", PNG_END].concat()
    }

    fn jpeg(height: u8, width: u8) -> Vec<u8> {
        let head = [
            0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC0, 0, 11, 8, 0, height, 0, width,
        ];
        [&head[..], &[1, 1, 0x11, 0, 0xFF, 0xDA, 0, 2, 7], JPEG_END].concat()
    }

    const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type /Page/Parent 2 0 R>>endobj\n%%EOF\n";

    #[test]
    fn whole_papers_are_known_by_what_they_are() {
        assert_eq!(media_type(&png(1_240, 1_754)), Some("image/png"));
        assert_eq!(media_type(&jpeg(9, 9)), Some("image/jpeg"));
        assert_eq!(media_type(PDF), Some("application/pdf"));
        let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        assert!(packed.write_all(b"7 0 <</Type/Page>>").is_ok());
        let packed = packed.finish().unwrap_or_default();
        let newer = [
            b"%PDF-1.7 <</Type/ObjStm>>stream\r\n",
            &packed[..],
            b"\n%%EOF",
        ]
        .concat();
        assert_eq!(media_type(&newer), Some("application/pdf"));
    }

    #[test]
    fn what_only_begins_like_a_paper_is_none() {
        let wide = png(60_000, 60_000);
        for bytes in [
            b"\xFF\xD8\xFF".as_slice(),
            b"\xFF\xD8\xFFPIN 482915",
            b"\x89PNG\r\n\x1a\n",
            b"%PDF-",
            b"%PDF-1.7\n<html>/JS /OpenAction",
            b"%PDF-1.7\n<</Type/Pages>>\n%%EOF",
            &wide,
            &png(0, 9),
            &jpeg(0, 9),
            &png(9, 9)[..40],
            &jpeg(9, 9)[..20],
            b"GIF89a",
            b"",
        ] {
            assert_eq!(media_type(bytes), None, "{bytes:?}");
        }
    }
}
