//! The member's signature: strokes as points, never pixels, and the exact text that was shown.

use std::collections::BTreeSet;

use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::schema::signatures;
use crate::audit::model::hex;
use crate::db::{Conn, Error, Tx, among, fact_row, in_parts, on_each};
use crate::kernel::{HandOverId, MemberId, PersonId, SignatureId};
use crate::vault::{DataKey, SealError};

/// Strokes of one signature at most.
const STROKES_MAX: usize = 200;
/// Points of one signature at most: a minute of drawing.
const POINTS_MAX: usize = 12_000;
/// Fewer points than this are a slip of the finger.
const POINTS_MIN: usize = 8;
/// The pad's own units: thousandths of its width.
const COORDINATE_MAX: i32 = 4_000;

fact_row! {
    /// A signature as it is kept. `sha256` covers text, strokes, member, officer, device and moment.
    pub struct SignatureRow in signatures {
        pub id: i64,
        pub seq: i64,
        pub hand_over_id: i64,
        pub member_id: i64,
        pub officer_id: i64,
        pub text_shown: String,
        pub strokes: Vec<u8>,
        pub device: String,
        pub signed_at: i64,
        pub sha256: String,
    }
}

/// A point of a stroke: place in thousandths of the pad's width, milliseconds since the first point, pressure in thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point(pub i32, pub i32, pub u32, pub u16);

/// The strokes of a signature, checked: not empty, not endless, inside the pad.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Strokes(Vec<Vec<Point>>);

/// The strokes are no signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the strokes are no signature")]
pub struct NoSignature;

impl Strokes {
    pub fn parse(strokes: Vec<Vec<Point>>) -> Result<Self, NoSignature> {
        let points: usize = strokes.iter().map(Vec::len).sum();
        let inside = |v: i32| (-COORDINATE_MAX..=COORDINATE_MAX).contains(&v);
        let all_inside = strokes
            .iter()
            .flatten()
            .all(|p| inside(p.0) && inside(p.1) && p.3 <= 1_000);
        let moved = strokes.iter().flatten().any(|p| {
            strokes
                .iter()
                .flatten()
                .next()
                .is_some_and(|f| (f.0, f.1) != (p.0, p.1))
        });
        let sized = strokes.len() <= STROKES_MAX && (POINTS_MIN..=POINTS_MAX).contains(&points);
        if sized && all_inside && moved {
            Ok(Self(strokes))
        } else {
            Err(NoSignature)
        }
    }

    /// The strokes for paper, moved to the corner of a box and scaled to its width: width, height, points. Points that lie
    /// closer than the eye tells apart are left out.
    pub fn boxed(&self) -> (i32, i32, Vec<Vec<(i32, i32)>>) {
        const WIDTH: i32 = 1_000;
        const APART: i32 = 6;
        let all = || self.0.iter().flatten();
        let (left, right) = (all().map(|p| p.0).min(), all().map(|p| p.0).max());
        let (top, bottom) = (all().map(|p| p.1).min(), all().map(|p| p.1).max());
        let (left, top) = (left.unwrap_or_default(), top.unwrap_or_default());
        let wide = (right.unwrap_or_default() - left).max(1);
        let high = (bottom.unwrap_or_default() - top).max(1);
        let long = wide.max(high);
        let scaled = |v: i32| v * WIDTH / long;
        let thinned = |stroke: &Vec<Point>| {
            let mut kept: Vec<(i32, i32)> = Vec::new();
            for (at, point) in stroke.iter().enumerate() {
                let next = (scaled(point.0 - left), scaled(point.1 - top));
                let far = kept
                    .last()
                    .is_none_or(|k| (k.0 - next.0).abs() + (k.1 - next.1).abs() >= APART);
                if far || at + 1 == stroke.len() {
                    kept.push(next);
                }
            }
            kept
        };
        let strokes = self.0.iter().map(thinned).collect();
        (scaled(wide).max(1), scaled(high).max(1), strokes)
    }

    /// The strokes as smooth SVG paths that fill a box of this size, one for each stroke, in the middle of the box.
    pub fn paths_in(&self, width: i32, height: i32) -> Vec<String> {
        let frame = Frame::around(&self.0, width, height);
        self.0.iter().map(|stroke| frame.path(stroke)).collect()
    }
}

/// How the pad's units become those of a box; tenths of a unit, in whole numbers.
struct Frame {
    left: i32,
    top: i32,
    /// Tenths of the box's unit for a thousand of the pad's units.
    scale: i32,
    shift_x: i32,
    shift_y: i32,
}

impl Frame {
    /// Room that is left free at each side, in the box's units.
    const MARGIN: i32 = 12;

    fn around(strokes: &[Vec<Point>], width: i32, height: i32) -> Self {
        let all = || strokes.iter().flatten();
        let of = |pick: fn(&Point) -> i32| {
            let low = all().map(pick).min().unwrap_or_default();
            (low, all().map(pick).max().unwrap_or_default() - low)
        };
        let ((left, wide), (top, high)) = (of(|p| p.0), of(|p| p.1));
        let room = |box_side: i32| (box_side - 2 * Self::MARGIN).max(1) * 10;
        // Never larger than the pad itself, so that a small signature stays small.
        let scale = (room(width) * 1_000 / wide.max(1))
            .min(room(height) * 1_000 / high.max(1))
            .min(width * 10);
        let middle = |side: i32, long: i32| (side * 10 - long * scale / 1_000) / 2;
        Self {
            left,
            top,
            scale,
            shift_x: middle(width, wide),
            shift_y: middle(height, high),
        }
    }

    fn at(&self, x: i32, y: i32) -> String {
        let x = (x - self.left) * self.scale / 1_000 + self.shift_x;
        let y = (y - self.top) * self.scale / 1_000 + self.shift_y;
        format!("{}.{} {}.{}", x / 10, x.abs() % 10, y / 10, y.abs() % 10)
    }

    /// Through the middles of the pieces, bent at the points, as the pad itself draws.
    fn path(&self, stroke: &[Point]) -> String {
        let Some(first) = stroke.first() else {
            return String::new();
        };
        let mut path = format!("M{}", self.at(first.0, first.1));
        for pair in stroke.windows(2) {
            if let [a, b] = pair {
                let (x, y) = ((a.0 + b.0) / 2, (a.1 + b.1) / 2);
                path.push_str(&format!("Q{} {}", self.at(a.0, a.1), self.at(x, y)));
            }
        }
        let last = stroke.last().unwrap_or(first);
        path.push_str(&format!("L{}", self.at(last.0, last.1)));
        path
    }
}

/// What was signed, by whom, before whom, on what.
pub struct NewSignature<'a> {
    pub hand_over: HandOverId,
    pub member: MemberId,
    pub officer: PersonId,
    pub text_shown: &'a str,
    pub strokes: &'a Strokes,
    pub device: &'a str,
}

fn place(member: MemberId, id: i64) -> String {
    format!("member/{member}/signature/{id}")
}

/// Keeps a signature, its strokes sealed under the member's key.
pub fn keep(tx: &mut Tx<'_>, key: &DataKey, new: &NewSignature<'_>) -> Result<SignatureId, Error> {
    let id = tx.next_id("signatures");
    let strokes = serde_json::to_string(new.strokes)?;
    let signed_at = tx.now().as_micros();
    let mut sha = Sha256::new();
    for part in [
        new.text_shown,
        &strokes,
        &new.member.to_string(),
        &new.officer.to_string(),
        new.device,
        &signed_at.to_string(),
        &new.hand_over.to_string(),
    ] {
        sha.update((part.len() as u64).to_be_bytes());
        sha.update(part.as_bytes());
    }
    let sealed = key
        .seal_bytes(&place(new.member, id), strokes.as_bytes())
        .map_err(|_| Error::Stored("a signature could not be sealed"))?;
    let row = SignatureRow {
        id,
        seq: tx.seq(),
        hand_over_id: new.hand_over.get(),
        member_id: new.member.get(),
        officer_id: new.officer.get(),
        text_shown: new.text_shown.to_owned(),
        strokes: sealed,
        device: new.device.to_owned(),
        signed_at,
        sha256: hex(&sha.finalize()),
    };
    tx.facts(&[row])?;
    Ok(SignatureId::new(id))
}

/// A kept signature.
pub fn find(conn: &mut Conn, id: SignatureId) -> Result<Option<SignatureRow>, Error> {
    Ok(signatures::table
        .find(id.get())
        .select(SignatureRow::as_select())
        .first(conn)
        .optional()?)
}

/// Kept signatures; those that do not exist are left out.
pub fn by_ids(conn: &mut Conn, ids: &BTreeSet<SignatureId>) -> Result<Vec<SignatureRow>, Error> {
    let ids = ids.iter().map(|id| id.get());
    in_parts(ids, |part| {
        Ok(on_each!(conn, c => signatures::table
            .filter(among!(signatures::id, part))
            .select(SignatureRow::as_select())
            .load(c))?)
    })
}

/// Opens the strokes of a kept signature with the member's key.
pub fn strokes_of(row: &SignatureRow, key: &DataKey) -> Result<Strokes, SealError> {
    let plain = key.open_bytes(&place(MemberId::new(row.member_id), row.id), &row.strokes)?;
    let strokes = serde_json::from_slice(&plain).map_err(|_| SealError::Damaged)?;
    Strokes::parse(strokes).map_err(|_| SealError::Damaged)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    fn line(points: i32) -> Vec<Vec<Point>> {
        vec![(0..points).map(|i| Point(i * 3, i, 10, 500)).collect()]
    }

    #[test]
    fn c5_an_empty_a_short_or_an_endless_signature_is_none() {
        assert!(Strokes::parse(vec![]).is_err());
        assert!(Strokes::parse(line(3)).is_err());
        assert!(Strokes::parse(vec![vec![Point(5, 5, 0, 500); 40]]).is_err());
        assert!(Strokes::parse(vec![vec![Point(1, 1, 0, 1); 2]; 7_000]).is_err());
        for astray in [
            Point(4_001, 1, 0, 1),
            Point(1, -4_001, 0, 1),
            Point(1, 1, 0, 1_001),
        ] {
            let mut strokes = line(30);
            strokes[0].push(astray);
            assert!(Strokes::parse(strokes).is_err(), "{astray:?}");
        }
        assert!(Strokes::parse(line(30)).is_ok());
    }

    #[test]
    fn a_preview_lies_inside_its_box_whatever_the_size_of_the_signature() {
        for (width, height) in [(3_900, 10), (20, 3_900), (40, 40), (900, 400)] {
            let strokes = vec![
                (0..40)
                    .map(|i| Point(-90 + width * i / 40, height * i / 40, 0, 500))
                    .collect(),
            ];
            let paths = Strokes::parse(strokes).unwrap().paths_in(358, 150);
            assert_eq!(paths.len(), 1);
            let numbers: Vec<f64> = paths[0]
                .split(|c: char| c.is_ascii_alphabetic() || c == ' ')
                .filter_map(|n| n.parse().ok())
                .collect();
            for pair in numbers.chunks(2) {
                assert!((0.0..=358.0).contains(&pair[0]), "{pair:?}");
                assert!((0.0..=150.0).contains(&pair[1]), "{pair:?}");
            }
        }
    }
}
