//! Made-up card numbers and signatures.

use crate::documents::service::signatures::{Point, Strokes};

/// A made-up card number with a right check digit.
pub(super) fn number(n: usize) -> String {
    let body = format!("99990000{:07}", 1_000 + n * 37);
    let doubled = |(at, digit): (usize, u8)| {
        let value = u32::from(digit - b'0');
        let twice = if at % 2 == 0 { value * 2 } else { value };
        twice / 10 + twice % 10
    };
    let sum: u32 = body.bytes().enumerate().map(doubled).sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

/// A signature that looks drawn: two strokes, different for each hand-over.
pub(super) fn signature(seed: i64) -> Option<Strokes> {
    let wave = |n: i32| {
        let bend = (i64::from(n) * (7 + seed % 5) + seed * 13) % 90;
        let y = 240
            + if n % 4 < 2 {
                bend as i32
            } else {
                -(bend as i32)
            };
        Point(120 + n * 22, y, n as u32 * 18, 520)
    };
    let under = |n: i32| Point(160 + n * 55, 380 - n * 2, 900 + n as u32 * 20, 480);
    Strokes::parse(vec![
        (0..32).map(wave).collect(),
        (0..11).map(under).collect(),
    ])
    .ok()
}
