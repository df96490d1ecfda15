//! Breaking a text into lines: between words only, where the dictionary finds them.

use super::{Line, Style, Typesetter};
use crate::measure::Mp;

/// Where a line may end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum BreakAt {
    /// Between any two words: running text.
    Words,
    /// At spaces as long as each piece fits, so that a name is not cut: cells of a table.
    Spaces,
}

/// How wide the lines may be.
#[derive(Debug, Clone, Copy)]
struct Measure {
    first: Mp,
    rest: Mp,
}

impl Typesetter {
    /// The lines of a paragraph whose first line is shorter by `indent`. An empty text gives no line.
    pub fn paragraph(&self, text: &str, style: Style, width: Mp, indent: Mp) -> Vec<Line> {
        let measure = Measure {
            first: width - indent,
            rest: width,
        };
        self.broken(text, style, measure, BreakAt::Words)
    }

    /// The lines of a cell.
    pub fn cell(&self, text: &str, style: Style, width: Mp) -> Vec<Line> {
        let measure = Measure {
            first: width,
            rest: width,
        };
        self.broken(text, style, measure, BreakAt::Spaces)
    }

    fn broken(&self, text: &str, style: Style, measure: Measure, at: BreakAt) -> Vec<Line> {
        let mut lines = Vec::new();
        for part in text.split('\n') {
            let measure = if lines.is_empty() {
                measure
            } else {
                Measure {
                    first: measure.rest,
                    ..measure
                }
            };
            let set = self.filled(part.trim(), style, measure, at);
            lines.extend(set.iter().map(|text| self.line(text, style)));
        }
        lines
    }

    /// Fills line after line with as many pieces as go into it.
    fn filled(&self, text: &str, style: Style, measure: Measure, at: BreakAt) -> Vec<String> {
        let room = |line: usize| {
            let width = if line == 0 {
                measure.first
            } else {
                measure.rest
            };
            ems_in(width, style.size)
        };
        let narrowest = ems_in(measure.first.min(measure.rest), style.size);
        let (mut lines, mut now, mut taken) = (Vec::new(), String::new(), 0);
        if self.ems(text, style.weight) <= room(0) {
            lines.extend((!text.is_empty()).then(|| text.to_owned()));
            return lines;
        }
        for piece in self.pieces(text, style, narrowest, at) {
            let bare = self.ems(piece.trim_end(), style.weight);
            if taken + bare > room(lines.len()) && !now.is_empty() {
                lines.push(std::mem::take(&mut now).trim_end().to_owned());
                taken = 0;
            }
            now.push_str(piece);
            taken += self.ems(piece, style.weight);
        }
        let last = now.trim_end();
        if !last.is_empty() {
            lines.push(last.to_owned());
        }
        lines
    }

    /// The text in pieces that stay whole, none wider than `room` unless it is a single character.
    fn pieces<'t>(&self, text: &'t str, style: Style, room: i32, at: BreakAt) -> Vec<&'t str> {
        let fits = |piece: &str| self.ems(piece.trim_end(), style.weight) <= room;
        let coarse = match at {
            BreakAt::Words => vec![text],
            BreakAt::Spaces => text.split_inclusive(' ').collect(),
        };
        let mut found = Vec::new();
        for chunk in coarse {
            if at == BreakAt::Spaces && fits(chunk) {
                found.push(chunk);
                continue;
            }
            for word in self.between_words(chunk) {
                if fits(word) {
                    found.push(word);
                } else {
                    found.extend(letters(word));
                }
            }
        }
        found
    }

    /// The text cut wherever the dictionary allows a line to end.
    pub fn between_words<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let ends: Vec<usize> = self.words.segment_str(text).collect();
        let pairs = ends.iter().zip(ends.iter().skip(1));
        pairs
            .filter_map(|(from, to)| text.get(*from..*to))
            .filter(|piece| !piece.is_empty())
            .collect()
    }
}

fn ems_in(width: Mp, size: Mp) -> i32 {
    let ems = i64::from(width) * 1_000 / i64::from(size.max(1));
    i32::try_from(ems).unwrap_or(i32::MAX)
}

/// A word wider than its column, letter by letter; a mark stays with what carries it.
fn letters(word: &str) -> Vec<&str> {
    let mut cuts: Vec<usize> = Vec::new();
    let mut leading_vowel = false;
    for (at, ch) in word.char_indices() {
        if !(hangs_on(ch) || leading_vowel) {
            cuts.push(at);
        }
        leading_vowel = ('\u{0E40}'..='\u{0E44}').contains(&ch);
    }
    cuts.push(word.len());
    let pairs = cuts.iter().zip(cuts.iter().skip(1));
    pairs
        .filter_map(|(from, to)| word.get(*from..*to))
        .collect()
}

/// Marks above and below, and the vowels that follow their consonant.
fn hangs_on(ch: char) -> bool {
    matches!(ch, '\u{0E30}'..='\u{0E3A}' | '\u{0E45}'..='\u{0E4E}' | '\u{0300}'..='\u{036F}')
}
