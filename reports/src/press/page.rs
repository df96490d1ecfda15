//! The content of one page: text, rules and shapes, written as PDF operators.

use super::Used;
use crate::measure::{Mp, put};
use crate::typeset::{Glyph, Line, Weight};

/// The few colours of a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    Black,
    /// Second-rank text.
    Grey,
    /// Hairlines.
    Hair,
    /// The mark across a copy.
    Mark,
    /// The pen of a signature.
    Pen,
}

impl Ink {
    fn values(self) -> &'static str {
        match self {
            Self::Black => "0 0 0",
            Self::Grey => "0.29 0.33 0.37",
            Self::Hair => "0.62 0.65 0.68",
            Self::Mark => "0.89 0.9 0.91",
            Self::Pen => "0.11 0.18 0.45",
        }
    }
}

/// An open page. Places are from its upper left corner.
pub struct Page {
    height: Mp,
    pub(super) out: Vec<u8>,
    regular: Used,
    bold: Used,
}

impl Page {
    pub(super) fn blank(height: Mp) -> Self {
        Self {
            height,
            out: Vec::new(),
            regular: Used::new(),
            bold: Used::new(),
        }
    }

    /// Takes the content out; the new page goes on counting the glyphs of the document.
    pub(super) fn cut(self, height: Mp) -> (Vec<u8>, Self) {
        let next = Self {
            height,
            out: Vec::new(),
            regular: self.regular,
            bold: self.bold,
        };
        (self.out, next)
    }

    pub(super) fn used(&self, weight: Weight) -> &Used {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }

    /// Draws a line of text with its left end at `x` and its baseline at `y`.
    pub fn text(&mut self, line: &Line, x: Mp, y: Mp) {
        self.text_in(line, x, y, Ink::Black);
    }

    /// The same, ending at `x`.
    pub fn text_to(&mut self, line: &Line, x: Mp, y: Mp, ink: Ink) {
        self.text_in(line, x - line.width(), y, ink);
    }

    /// The same, around `x`.
    pub fn text_around(&mut self, line: &Line, x: Mp, y: Mp) {
        self.text_in(line, x - line.width() / 2, y, Ink::Black);
    }

    /// Draws a line of text in a colour.
    pub fn text_in(&mut self, line: &Line, x: Mp, y: Mp, ink: Ink) {
        let matrix = ["1", "0", "0", "1"];
        self.show(line, matrix, x, self.height - y, ink);
    }

    /// Draws a line of text uphill by thirty degrees (or sixty on an upright page), its middle at `x`, `y`.
    pub fn text_uphill(&mut self, line: &Line, x: Mp, y: Mp, steep: bool) {
        let (across, up) = if steep { (574, 819) } else { (866, 500) };
        let half = i64::from(line.width() / 2);
        let back = |share: i32| i32::try_from(half * i64::from(share) / 1_000).unwrap_or_default();
        let matrix = if steep {
            ["0.574", "0.819", "-0.819", "0.574"]
        } else {
            ["0.866", "0.5", "-0.5", "0.866"]
        };
        self.show(
            line,
            matrix,
            x - back(across),
            self.height - y - back(up),
            Ink::Mark,
        );
    }

    fn show(&mut self, line: &Line, matrix: [&str; 4], x: Mp, y: Mp, ink: Ink) {
        if line.glyphs.is_empty() {
            return;
        }
        self.count(line);
        self.word("/Span<</ActualText<FEFF");
        for unit in line.text.encode_utf16() {
            self.hex(unit);
        }
        self.word(">>>BDC\nBT\n");
        self.word(ink.values());
        self.word(match line.style.weight {
            Weight::Regular => " rg\n/R ",
            Weight::Bold => " rg\n/B ",
        });
        put(&mut self.out, line.style.size);
        self.word(" Tf\n");
        self.word(&matrix.join(" "));
        self.numbers(&[x, y]);
        self.word(" Tm\n");
        self.glyphs(&line.glyphs, line.style.size);
        self.word("ET\nEMC\n");
    }

    fn count(&mut self, line: &Line) {
        let used = match line.style.weight {
            Weight::Regular => &mut self.regular,
            Weight::Bold => &mut self.bold,
        };
        for glyph in &line.glyphs {
            used.entry(glyph.id).or_insert(glyph.stands_for);
        }
    }

    /// Glyphs in one show, moved where the shaping wants them; a raised mark opens a new one.
    fn glyphs(&mut self, glyphs: &[Glyph], size: Mp) {
        let (mut pen, mut reader, mut raised) = (0, 0, 0);
        self.word("[<");
        for glyph in glyphs {
            if glyph.y != raised {
                self.word(">]TJ\n");
                put(&mut self.out, crate::typeset::scaled(glyph.y, size));
                self.word(" Ts\n[<");
                raised = glyph.y;
            }
            let wanted = pen + glyph.x;
            if wanted != reader {
                self.word(&format!(">{}<", reader - wanted));
                reader = wanted;
            }
            self.hex(glyph.id);
            pen += glyph.advance;
            reader += glyph.width;
        }
        self.word(if raised == 0 {
            ">]TJ\n"
        } else {
            ">]TJ\n0 Ts\n"
        });
    }

    /// A straight rule.
    pub fn rule(&mut self, from: (Mp, Mp), to: (Mp, Mp), width: Mp, ink: Ink) {
        self.pen(width, ink);
        self.point(from, " m");
        self.point(to, " l S\n");
    }

    /// A row of dots, to be written on.
    pub fn dots(&mut self, x: Mp, to_x: Mp, y: Mp) {
        if to_x <= x {
            return;
        }
        self.word("q 1 J [0 2.4] 0 d");
        self.pen(700, Ink::Grey);
        self.point((x, y), " m");
        self.point((to_x, y), " l S Q\n");
    }

    /// A broken rule across, to cut along.
    pub fn cut_rule(&mut self, x: Mp, to_x: Mp, y: Mp) {
        self.word("q [4 3] 0 d");
        self.pen(500, Ink::Hair);
        self.point((x, y), " m");
        self.point((to_x, y), " l S Q\n");
    }

    /// An empty frame.
    pub fn frame(&mut self, x: Mp, y: Mp, width: Mp, height: Mp, line: Mp) {
        self.pen(line, Ink::Black);
        self.numbers(&[x, self.height - y - height, width, height]);
        self.word(" re S\n");
    }

    /// A ring.
    pub fn ring(&mut self, x: Mp, y: Mp, radius: Mp, line: Mp) {
        let handle = radius * 552 / 1_000;
        let up = self.height - y;
        self.pen(line, Ink::Black);
        self.numbers(&[x + radius, up]);
        self.word(" m");
        let quarter = [(1, 0), (0, 1), (-1, 0), (0, -1), (1, 0)];
        for (from, to) in quarter.iter().zip(quarter.iter().skip(1)) {
            let handles = (
                from.0 * handle,
                from.1 * handle,
                to.0 * handle,
                to.1 * handle,
            );
            let (start, end) = (
                (from.0 * radius, from.1 * radius),
                (to.0 * radius, to.1 * radius),
            );
            self.numbers(&[x + start.0 + handles.2, up + start.1 + handles.3]);
            self.numbers(&[x + end.0 + handles.0, up + end.1 + handles.1]);
            self.numbers(&[x + end.0, up + end.1]);
            self.word(" c");
        }
        self.word(" S\n");
    }

    /// A tick in a box of eight points at `x`, `y`.
    pub fn tick(&mut self, x: Mp, y: Mp) {
        self.word("q 1 J 1 j");
        self.pen(1_300, Ink::Black);
        self.point((x + 1_500, y + 4_200), " m");
        self.point((x + 3_500, y + 6_600), " l");
        self.point((x + 7_800, y + 700), " l S Q\n");
    }

    pub(super) fn pen(&mut self, width: Mp, ink: Ink) {
        self.word("\n");
        self.word(ink.values());
        self.word(" RG");
        self.numbers(&[width]);
        self.word(" w");
    }

    pub(super) fn point(&mut self, (x, y): (Mp, Mp), operator: &str) {
        self.numbers(&[x, self.height - y]);
        self.word(operator);
    }

    /// A filled box; the caller fills them all at once with `fill`.
    pub(super) fn block(&mut self, x: Mp, y: Mp, width: Mp, height: Mp) {
        self.numbers(&[x, self.height - y - height, width, height]);
        self.word(" re");
    }

    pub(super) fn numbers(&mut self, numbers: &[Mp]) {
        for number in numbers {
            self.out.push(b' ');
            put(&mut self.out, *number);
        }
    }

    pub(super) fn word(&mut self, word: &str) {
        self.out.extend_from_slice(word.as_bytes());
    }

    fn hex(&mut self, unit: u16) {
        const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
        for shift in [12, 8, 4, 0] {
            let digit = usize::from((unit >> shift) & 15);
            self.out.extend(DIGITS.get(digit));
        }
    }
}
