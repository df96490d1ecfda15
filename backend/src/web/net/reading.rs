//! What is read of a connection, and when that is enough. Pure: the stream tells it what came and asks whether to go on.
//!
//! The dispatcher reads as long as the socket has something, looks at an unfinished head anew with every piece, and throws away
//! what is no part of a body, such as the extensions of chunks, without end. So one turn reads a bounded amount and then
//! everybody else has one, a head is bounded in bytes and in pieces, and what is no body is bounded against what is.

use super::KIB;

/// What one turn of a connection reads before the others have theirs.
const TURN_BYTES: u64 = 64 * KIB;
/// An unfinished head.
const HEAD_BYTES: u64 = 32 * KIB;
/// Pieces in which a head comes, or what nobody reads; one more for each of so many bytes, which a network cuts by itself.
const PIECES: u64 = 100;
const PIECE_BYTES: u64 = 256;
/// Bytes of a request that are no body, beyond as many as the body has: what lies in buffers, and frames of chunks.
const BESIDE_BODY_BYTES: u64 = 512 * KIB;
/// Of a body that nobody reads, so that who sends it sees the answer.
const UNREAD_BYTES: u64 = 16 * 1024 * KIB;

/// What the bytes belong to that come now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    /// The next request's head.
    Head,
    /// A body of which the handler has taken so many bytes.
    Body(u64),
    /// A body that its handler gave up.
    Unread,
}

/// Whether the stream reads now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    Reads,
    /// When the others had their turn.
    Later,
    /// Never again: the connection ends.
    Ends,
}

/// What came since a request began or its body ended.
#[derive(Debug)]
pub struct Reading {
    of: Of,
    bytes: u64,
    pieces: u64,
    /// Bytes and pieces of a head when this turn began: the dispatcher looked at them and found no whole head.
    unfinished: (u64, u64),
    in_turn: u64,
}

impl Reading {
    pub fn new() -> Self {
        Self {
            of: Of::Head,
            bytes: 0,
            pieces: 0,
            unfinished: (0, 0),
            in_turn: 0,
        }
    }

    /// The dispatcher begins again with what is there.
    pub fn turn(&mut self) {
        self.in_turn = 0;
        self.unfinished = (self.bytes, self.pieces);
    }

    /// A head is whole, or a body ended: what comes now is a head.
    pub fn head(&mut self) {
        (self.of, self.bytes, self.pieces, self.unfinished) = (Of::Head, 0, 0, (0, 0));
    }

    /// A body follows the head.
    pub fn body(&mut self) {
        self.head();
        self.of = Of::Body(0);
    }

    /// The handler took so much of the body.
    pub fn took(&mut self, bytes: u64) {
        if let Of::Body(taken) = &mut self.of {
            *taken += bytes;
        }
    }

    /// Nobody reads the rest of the body.
    pub fn gave_up(&mut self) {
        if let Of::Body(_) = self.of {
            self.head();
            self.of = Of::Unread;
        }
    }

    pub fn read(&mut self, bytes: u64) {
        self.bytes += bytes;
        self.pieces += 1;
        self.in_turn += bytes;
    }

    /// What the stream does; `idle` while no request is in hand.
    pub fn next(&self, idle: bool) -> Next {
        if self.is_too_much(idle) {
            Next::Ends
        } else if self.in_turn >= TURN_BYTES {
            Next::Later
        } else {
            Next::Reads
        }
    }

    fn is_too_much(&self, idle: bool) -> bool {
        let too_many = |(bytes, pieces): (u64, u64)| pieces > PIECES + bytes / PIECE_BYTES;
        match self.of {
            // While a request is in hand whole heads may lie behind it; the dispatcher's buffer bounds them.
            Of::Head => (idle && self.unfinished.0 > HEAD_BYTES) || too_many(self.unfinished),
            Of::Body(taken) => self.bytes > taken.saturating_mul(2) + BESIDE_BODY_BYTES,
            Of::Unread => self.bytes > UNREAD_BYTES || too_many((self.bytes, self.pieces)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads pieces of a size, each in a turn of its own, until the connection ends; how many were read.
    fn pieces_read(reading: &mut Reading, size: u64, idle: bool, taken_of_each: u64) -> u64 {
        for nth in 0..100_000 {
            reading.turn();
            if reading.next(idle) == Next::Ends {
                return nth;
            }
            reading.read(size);
            reading.took(taken_of_each);
        }
        100_000
    }

    #[test]
    fn a_head_ends_above_32_kib_or_above_a_hundred_pieces() {
        assert_eq!(pieces_read(&mut Reading::new(), 1, true, 0), 101);
        assert_eq!(pieces_read(&mut Reading::new(), 1, false, 0), 101);
        let large = pieces_read(&mut Reading::new(), 8 * KIB, true, 0);
        assert_eq!(large, 5, "32 KiB are no whole head, and 8 more");
        let mut whole = Reading::new();
        for _ in 0..10_000 {
            whole.turn();
            assert_eq!(whole.next(true), Next::Reads);
            whole.read(200);
            whole.head();
        }
    }

    #[test]
    fn requests_that_came_all_at_once_are_looked_at_before_they_are_too_much() {
        let mut reading = Reading::new();
        reading.turn();
        for _ in 0..8 {
            assert_eq!(reading.next(true), Next::Reads);
            reading.read(8 * KIB);
        }
        assert_eq!(reading.next(true), Next::Later);
        reading.head();
        reading.turn();
        assert_eq!(reading.next(true), Next::Reads);
    }

    #[test]
    fn what_is_no_body_ends_a_request_and_a_body_does_not() {
        let body = |size, taken| {
            let mut reading = Reading::new();
            reading.body();
            pieces_read(&mut reading, size, false, taken)
        };
        assert_eq!(body(8 * KIB, 0), 65, "extensions without end");
        assert_eq!(body(6, 6), 100_000, "a body in small pieces");
        assert_eq!(body(8 * KIB + 10, 8 * KIB), 100_000, "whole chunks");
        assert!(body(6 * KIB, KIB) < 200, "chunks of one byte");
    }

    #[test]
    fn a_body_that_nobody_reads_is_read_away_within_a_bound() {
        let unread = |size| {
            let mut reading = Reading::new();
            reading.body();
            reading.gave_up();
            pieces_read(&mut reading, size, true, 0)
        };
        assert_eq!(unread(1), 101);
        assert!(
            unread(1460) * 1460 > 16_000 * KIB,
            "its sender sees the answer"
        );
        assert!(unread(8 * KIB) < 3_000);
        let mut ended = Reading::new();
        ended.body();
        ended.head();
        ended.gave_up();
        assert_eq!(ended.of, Of::Head, "a body that ended was not given up");
    }
}
