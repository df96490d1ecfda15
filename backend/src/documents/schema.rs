//! Tables of letters, signatures and attachments.

diesel::table! {
    /// Projection: the register of letters.
    letters (id) {
        id -> BigInt,
        version -> BigInt,
        no -> Text,
        sort -> BigInt,
        kind -> Text,
        dated -> Date,
        member_id -> Nullable<BigInt>,
        item_id -> Nullable<BigInt>,
        batch_id -> Nullable<BigInt>,
        deadline -> Nullable<Date>,
        state -> Text,
    }
}

diesel::table! {
    /// Fact: signatures as sealed strokes.
    signatures (id) {
        id -> BigInt,
        seq -> BigInt,
        hand_over_id -> BigInt,
        member_id -> BigInt,
        officer_id -> BigInt,
        text_shown -> Text,
        strokes -> Binary,
        device -> Text,
        signed_at -> BigInt,
        sha256 -> Text,
    }
}

diesel::table! {
    /// Fact: scanned papers, sealed.
    attachments (id) {
        id -> BigInt,
        seq -> BigInt,
        member_id -> BigInt,
        purpose -> Text,
        media_type -> Text,
        bytes -> Binary,
        size -> BigInt,
        sha256 -> Text,
    }
}
