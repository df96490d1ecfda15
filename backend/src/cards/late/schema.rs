//! Tables of late records.

diesel::table! {
    /// Projection: what was recorded after the day it bears.
    late_records (id) {
        id -> BigInt,
        version -> BigInt,
        what -> Text,
        subject_id -> BigInt,
        no -> Text,
        left_on -> Date,
        recorded_on -> Date,
        due_on -> Nullable<Date>,
        late_by_left -> Integer,
        late_by_recorded -> Integer,
        reason -> Text,
        person_id -> BigInt,
    }
}
