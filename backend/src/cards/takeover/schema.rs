//! Tables of the take-over.

diesel::table! {
    /// Projection: how far the take-over has come.
    take_overs (id) {
        id -> BigInt,
        version -> BigInt,
        first_day -> Date,
        imports -> BigInt,
        cards -> BigInt,
        ended_on -> Nullable<Date>,
    }
}
