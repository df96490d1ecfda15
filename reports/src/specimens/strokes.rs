//! Signatures that nobody wrote.

use crate::papers::Signature;

/// Heights of a hand that goes up and down, one row for each made-up person.
const HANDS: [&[i32]; 5] = [
    &[
        300, 90, 60, 260, 300, 180, 250, 290, 200, 150, 280, 250, 170, 270, 240, 160, 140, 120,
    ],
    &[
        220, 120, 300, 310, 160, 140, 280, 300, 150, 130, 290, 180, 200, 210, 160, 220, 190, 170,
    ],
    &[
        260, 200, 80, 60, 240, 330, 200, 210, 250, 190, 230, 240, 90, 260, 300, 200, 180, 210,
    ],
    &[
        180, 260, 280, 110, 90, 270, 200, 120, 290, 300, 140, 230, 250, 160, 180, 240, 100, 140,
    ],
    &[
        240, 70, 50, 230, 300, 320, 210, 160, 250, 200, 220, 150, 260, 210, 280, 130, 110, 90,
    ],
];

/// One of them, on a pad of 1,000 by 450.
pub fn of(person: usize) -> Signature {
    let hand = HANDS[person % HANDS.len()];
    let step = 34 + i32::try_from(person % 7).unwrap_or_default();
    let wave = |at: i32| {
        [0, 14, 22, 14, 0, -14, -22, -14][usize::try_from(at.rem_euclid(8)).unwrap_or_default()]
    };
    let main = hand
        .iter()
        .zip(0..)
        .map(|(y, at)| (120 + at * step + wave(at * 3), *y));
    let under = (0..12).map(|at| (180 + at * 48, 380 - at * 4 + wave(at)));
    let mut strokes = vec![main.collect()];
    if person % 3 == 1 {
        strokes.push(under.collect());
    }
    Signature {
        width: 1_000,
        height: 450,
        strokes,
    }
}
