//! Shaping: text in, glyphs with their places out.

use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};
use rustybuzz::{
    BufferClusterLevel, Direction, Face, GlyphBuffer, Script, ShapePlan, UnicodeBuffer, script,
    shape_with_plan,
};

use super::{Style, Weight};
use crate::RenderError;
use crate::measure::Mp;

/// Sarabun Regular, unchanged.
pub const REGULAR: &[u8] = include_bytes!("../../fonts/Sarabun-Regular.ttf");
/// Sarabun Bold, unchanged.
pub const BOLD: &[u8] = include_bytes!("../../fonts/Sarabun-Bold.ttf");

/// What is shown for a character that the face does not have.
const REPLACEMENT: char = '□';

/// A glyph and its place, in thousandths of the em.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyph {
    pub id: u16,
    /// The character that it stands for where the face maps none to it.
    pub stands_for: char,
    /// How far the pen moves.
    pub advance: i32,
    /// How far a reader of the PDF moves it, by the face's own width.
    pub width: i32,
    pub x: i32,
    pub y: i32,
}

/// Shaped text on one baseline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What was set, as a reader of the PDF gets it back.
    pub text: String,
    pub style: Style,
    pub glyphs: Vec<Glyph>,
}

impl Line {
    /// How wide it is.
    pub fn width(&self) -> Mp {
        let ems: i32 = self.glyphs.iter().map(|glyph| glyph.advance).sum();
        scaled(ems, self.style.size)
    }
}

/// Thousandths of the em at a size, as a length.
pub fn scaled(ems: i32, size: Mp) -> Mp {
    let length = i64::from(ems) * i64::from(size) / 1_000;
    i32::try_from(length).unwrap_or(i32::MAX)
}

/// The two faces and the dictionary of words. Made once for each paper.
pub struct Typesetter {
    regular: Cut,
    bold: Cut,
    pub(super) words: LineSegmenterBorrowed<'static>,
}

impl Typesetter {
    /// # Errors
    /// [`RenderError::Font`] when a compiled-in face is damaged.
    pub fn new() -> Result<Self, RenderError> {
        Ok(Self {
            regular: Cut::read("Sarabun Regular", REGULAR)?,
            bold: Cut::read("Sarabun Bold", BOLD)?,
            words: LineSegmenter::new_dictionary(LineBreakOptions::default()),
        })
    }

    /// Sets a text on one line, whatever its length.
    pub fn line(&self, text: &str, style: Style) -> Line {
        let text = printable(text);
        let glyphs = self.cut(style.weight).shape(&text);
        Line {
            text,
            style,
            glyphs,
        }
    }

    /// Sets a text on one line, smaller where it would be wider than `width`, but never below half its size.
    pub fn fitted(&self, text: &str, style: Style, width: Mp) -> Line {
        let line = self.line(text, style);
        let wide = i64::from(line.width().max(1));
        let size = i64::from(style.size) * i64::from(width) / wide;
        let size = i32::try_from(size)
            .unwrap_or(style.size)
            .max(style.size / 2);
        self.line(
            text,
            Style {
                size: size.min(style.size),
                ..style
            },
        )
    }

    /// Thousandths of the em that a text takes.
    pub(super) fn ems(&self, text: &str, weight: Weight) -> i32 {
        let glyphs = self.cut(weight).shape(&printable(text));
        glyphs.iter().map(|glyph| glyph.advance).sum()
    }

    /// Every character with its glyph, as the face maps them: what a glyph means to a reader of the PDF.
    pub fn characters(&self, weight: Weight) -> Vec<(u16, char)> {
        self.cut(weight).characters()
    }

    fn cut(&self, weight: Weight) -> &Cut {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }
}

/// One face with the plans for its two scripts.
struct Cut {
    face: Face<'static>,
    thai: ShapePlan,
    other: ShapePlan,
}

impl Cut {
    fn read(name: &'static str, bytes: &'static [u8]) -> Result<Self, RenderError> {
        let face = Face::from_slice(bytes, 0).ok_or(RenderError::Font { name })?;
        let plan = |script| ShapePlan::new(&face, Direction::LeftToRight, Some(script), None, &[]);
        let (thai, other) = (plan(script::THAI), plan(script::LATIN));
        Ok(Self { face, thai, other })
    }

    fn shape(&self, text: &str) -> Vec<Glyph> {
        let shown: String = text.chars().map(|ch| self.or_replaced(ch)).collect();
        let mut glyphs = Vec::with_capacity(shown.len());
        for (thai, run) in runs(&shown) {
            let (script, plan) = if thai {
                (script::THAI, &self.thai)
            } else {
                (script::LATIN, &self.other)
            };
            let shaped = shape_with_plan(&self.face, plan, buffer(run, script));
            glyphs.extend(self.placed(run, &shaped));
        }
        glyphs
    }

    fn or_replaced(&self, ch: char) -> char {
        if self.face.glyph_index(ch).is_some() {
            ch
        } else {
            REPLACEMENT
        }
    }

    fn placed(&self, run: &str, shaped: &GlyphBuffer) -> Vec<Glyph> {
        let em = self.face.units_per_em().max(1);
        let pairs = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
        pairs
            .map(|(info, place)| {
                let id = u16::try_from(info.glyph_id).unwrap_or_default();
                let own = self
                    .face
                    .glyph_hor_advance(rustybuzz::ttf_parser::GlyphId(id));
                let at = usize::try_from(info.cluster).unwrap_or_default();
                Glyph {
                    id,
                    stands_for: run
                        .get(at..)
                        .and_then(|rest| rest.chars().next())
                        .unwrap_or(REPLACEMENT),
                    advance: place.x_advance * 1_000 / em,
                    width: i32::from(own.unwrap_or_default()) * 1_000 / em,
                    x: place.x_offset * 1_000 / em,
                    y: place.y_offset * 1_000 / em,
                }
            })
            .collect()
    }

    fn characters(&self) -> Vec<(u16, char)> {
        let tables = self
            .face
            .tables()
            .cmap
            .iter()
            .flat_map(|cmap| cmap.subtables);
        let mut found = Vec::new();
        for table in tables.filter(rustybuzz::ttf_parser::cmap::Subtable::is_unicode) {
            table.codepoints(|code| {
                let glyph = table.glyph_index(code).map(|id| id.0);
                found.extend(glyph.zip(char::from_u32(code)));
            });
        }
        // The lowest character of a glyph wins, on every machine.
        found.sort_unstable();
        found.dedup_by_key(|(glyph, _)| *glyph);
        found
    }
}

fn buffer(run: &str, script: Script) -> UnicodeBuffer {
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(run);
    buffer.set_direction(Direction::LeftToRight);
    buffer.set_script(script);
    buffer.set_cluster_level(BufferClusterLevel::Characters);
    buffer
}

fn is_thai(ch: char) -> bool {
    ('\u{0E00}'..='\u{0E7F}').contains(&ch)
}

/// The text in pieces of one script each.
fn runs(text: &str) -> Vec<(bool, &str)> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut thai = text.chars().next().is_some_and(is_thai);
    for (at, ch) in text.char_indices() {
        if is_thai(ch) != thai {
            found.extend(text.get(start..at).map(|run| (thai, run)));
            (start, thai) = (at, !thai);
        }
    }
    found.extend(
        text.get(start..)
            .filter(|run| !run.is_empty())
            .map(|run| (thai, run)),
    );
    found
}

/// The text without what has no shape: joiners and marks of direction go, every kind of space is one.
fn printable(text: &str) -> String {
    let shape = |ch: char| match ch {
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' => None,
        '\u{00AD}' | '\u{FEFF}' | '\u{FE00}'..='\u{FE0F}' => None,
        '\u{00A0}' | '\u{2007}' | '\u{202F}' => Some(' '),
        ch if ch.is_control() => Some(' '),
        ch => Some(ch),
    };
    text.chars().filter_map(shape).collect()
}
