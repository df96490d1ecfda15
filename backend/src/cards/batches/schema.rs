//! Table of bank batches; their facts are declared in `store`.

diesel::table! {
    /// Projection: each batch with how many of its cards are listed.
    batches (id) {
        id -> BigInt,
        version -> BigInt,
        no -> Text,
        year -> BigInt,
        running -> BigInt,
        dated -> Date,
        letter_no -> Text,
        made_by -> BigInt,
        lines -> BigInt,
        listed -> BigInt,
        refused -> BigInt,
        deliveries -> BigInt,
        state -> Text,
    }
}
