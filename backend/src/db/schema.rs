//! The writer's own tables. Every feature keeps its tables in its own `schema.rs`.

diesel::table! {
    /// Projection with one row: the head of the chain. Its row lock orders all writes (decision 10).
    chain_head (id) {
        id -> BigInt,
        batch -> BigInt,
        seq -> BigInt,
        seal -> Binary,
        at -> BigInt,
    }
}

diesel::table! {
    /// Projection: the last number given out in each series of ids, vouchers and letters (decision 2).
    counters (series) {
        series -> Text,
        last -> BigInt,
    }
}

diesel::table! {
    /// Fact: the chain itself.
    events (seq) {
        seq -> BigInt,
        version -> Integer,
        key_id -> Integer,
        at -> BigInt,
        person_id -> BigInt,
        act -> Text,
        object -> Text,
        facts -> Binary,
        seal -> Binary,
    }
}

diesel::table! {
    /// Fact: what each idempotency key has effected (decision 13).
    act_keys (id) {
        id -> BigInt,
        seq -> BigInt,
        person_id -> BigInt,
        key -> Text,
        route -> Text,
        body_hash -> Text,
        effect -> Text,
    }
}

diesel::table! {
    /// Log, append-only and not chained: denials, wrong passwords, who looked (decision 16).
    access_log (id) {
        id -> BigInt,
        at -> BigInt,
        person_id -> Nullable<BigInt>,
        what -> Text,
        object -> Text,
        status -> Integer,
        rule -> Nullable<Text>,
        detail -> Text,
        address -> Nullable<Text>,
        count -> BigInt,
    }
}

diesel::table! {
    /// Projection: the last anchor that each server wrote, noted with the batch after it (decision 15).
    anchor_marks (server) {
        server -> Text,
        no -> BigInt,
        mac -> Text,
    }
}
