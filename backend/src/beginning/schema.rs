//! The table of the first counts.

diesel::table! {
    /// Projection: each count of what was in our hands when the registers had been taken over.
    first_counts (id) {
        id -> BigInt,
        version -> BigInt,
        counted_on -> Date,
        cards -> BigInt,
        envelopes -> BigInt,
        register_cards -> BigInt,
        register_envelopes -> BigInt,
        person_id -> BigInt,
        with_person_id -> BigInt,
        note -> Text,
    }
}
