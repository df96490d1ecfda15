//! A drawn signature as curves: the strokes are scaled into their place, and smoothed through the middles of their points.

use super::{Ink, Page};
use crate::measure::Mp;
use crate::papers::Signature;

/// The part of the pad's width that a signature is taken to fill at least, so that a dot does not become a blot.
const LEAST_PART: i64 = 4;

/// Where points of the pad come to lie on the page.
struct Frame {
    from: (i64, i64),
    to: (i64, i64),
    /// Millionths of a length per unit of the pad.
    scale: i64,
}

impl Frame {
    fn around(signature: &Signature, place: (Mp, Mp), size: (Mp, Mp)) -> Option<Self> {
        let points = || signature.strokes.iter().flatten();
        let (left, right) = (points().map(|p| p.0).min()?, points().map(|p| p.0).max()?);
        let (top, low) = (points().map(|p| p.1).min()?, points().map(|p| p.1).max()?);
        let least = i64::from(signature.width).max(LEAST_PART) / LEAST_PART;
        let wide = (i64::from(right) - i64::from(left)).max(least);
        let high = (i64::from(low) - i64::from(top)).max(1);
        let room = (i64::from(size.0), i64::from(size.1));
        let scale = (room.0 * 1_000_000 / wide).min(room.1 * 1_000_000 / high);
        let drawn = |from: i32, to: i32| (i64::from(to) - i64::from(from)) * scale / 1_000_000;
        Some(Self {
            from: (i64::from(left), i64::from(top)),
            to: (
                i64::from(place.0) + (room.0 - drawn(left, right)) / 2,
                i64::from(place.1) + (room.1 - drawn(top, low)) / 2,
            ),
            scale,
        })
    }

    fn place(&self, point: (i32, i32)) -> (Mp, Mp) {
        let along = |value: i32, from: i64, to: i64| {
            let length = (i64::from(value) - from) * self.scale / 1_000_000 + to;
            i32::try_from(length).unwrap_or_default()
        };
        (
            along(point.0, self.from.0, self.to.0),
            along(point.1, self.from.1, self.to.1),
        )
    }
}

impl Page {
    /// Draws a signature as large as it goes into the box at `place`, in the blue of a pen.
    pub fn signature(&mut self, signature: &Signature, place: (Mp, Mp), size: (Mp, Mp)) {
        let Some(frame) = Frame::around(signature, place, size) else {
            return;
        };
        self.word("q 1 J 1 j");
        self.pen(1_100, Ink::Pen);
        for stroke in &signature.strokes {
            let points: Vec<(Mp, Mp)> = stroke.iter().map(|point| frame.place(*point)).collect();
            self.stroke(&points);
        }
        self.word(" Q\n");
    }

    fn stroke(&mut self, points: &[(Mp, Mp)]) {
        let (Some(first), Some(last)) = (points.first(), points.last()) else {
            return;
        };
        self.point(*first, " m");
        let mut at = *first;
        for (bend, next) in points.iter().skip(1).zip(points.iter().skip(2)) {
            let end = between(*bend, *next, 1, 2);
            self.curve(between(at, *bend, 2, 3), between(end, *bend, 2, 3), end);
            at = end;
        }
        self.point(*last, " l S\n");
    }

    fn curve(&mut self, leave: (Mp, Mp), arrive: (Mp, Mp), end: (Mp, Mp)) {
        self.point(leave, "");
        self.point(arrive, "");
        self.point(end, " c");
    }
}

/// The point that lies `part` of `whole` on the way.
fn between(from: (Mp, Mp), to: (Mp, Mp), part: Mp, whole: Mp) -> (Mp, Mp) {
    (
        from.0 + (to.0 - from.0) / whole * part,
        from.1 + (to.1 - from.1) / whole * part,
    )
}
