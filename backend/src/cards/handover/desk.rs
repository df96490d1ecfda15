//! The desk code and the tablet's token. Both are made from a key and the hand-over, so nothing secret is stored.

use super::model::{HandOver, HandOverState};
use crate::kernel::{HandOverId, Instant};
use crate::vault::Secrets;

/// How long a desk code and the tablet that used it may be used.
const LIFE_SECONDS: i64 = 600;

/// Six digits, good for one tablet, for one hand-over and for ten minutes.
pub fn code(secrets: &Secrets, id: HandOverId, round: i64) -> String {
    let value = secrets.index_value("desk", &format!("{id}/{round}"));
    let number = value
        .get(..12)
        .and_then(|hex| u64::from_str_radix(hex, 16).ok())
        .unwrap_or_default();
    format!("{:06}", number % 1_000_000)
}

/// Whether a code opens this hand-over now.
pub fn opens(secrets: &Secrets, hand_over: &HandOver, entered: &str, wall: Instant) -> bool {
    hand_over.state == HandOverState::Open
        && !hand_over.joined
        && is_fresh(hand_over, wall)
        && code(secrets, hand_over.id, hand_over.round) == entered
}

fn is_fresh(hand_over: &HandOver, wall: Instant) -> bool {
    (wall.as_micros() - hand_over.sent_at.as_micros()) / 1_000_000 <= LIFE_SECONDS
}

/// What the tablet holds: it names one hand-over and one round, and is worth nothing anywhere else.
pub fn token(secrets: &Secrets, hand_over: &HandOver) -> String {
    let named = format!("{}.{}", hand_over.id, hand_over.round);
    let mac = secrets.index_value("tablet", &named);
    format!("{named}.{mac}")
}

/// The hand-over and round that a token names; `None` when it was not made here.
pub fn read_token(secrets: &Secrets, token: &str) -> Option<(HandOverId, i64)> {
    let (named, mac) = token.rsplit_once('.')?;
    if !same(&secrets.index_value("tablet", named), mac) {
        return None;
    }
    let (id, round) = named.split_once('.')?;
    Some((HandOverId::new(id.parse().ok()?), round.parse().ok()?))
}

/// Whether the tablet's round still waits for a signature.
pub fn may_sign(hand_over: &HandOver, round: i64, wall: Instant) -> bool {
    hand_over.round == round
        && hand_over.joined
        && hand_over.state == HandOverState::Open
        && is_fresh(hand_over, wall)
}

/// Compares without telling by its time how far two texts agree.
fn same(a: &str, b: &str) -> bool {
    a.len() == b.len()
        && a.bytes()
            .zip(b.bytes())
            .fold(0, |diff, (x, y)| diff | (x ^ y))
            == 0
}
