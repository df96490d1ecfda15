//! Table of applications; their facts are declared in `store`.

diesel::table! {
    /// Projection: each application as it stands.
    applications (id) {
        id -> BigInt,
        version -> BigInt,
        no -> Text,
        member_id -> BigInt,
        issue -> Text,
        cause -> Nullable<Text>,
        state -> Text,
        opened_on -> Date,
        place -> Text,
        officer_id -> BigInt,
        form_signed -> Integer,
        id_copy -> Integer,
        loss_reported_on -> Nullable<Date>,
        bank_reference -> Nullable<Text>,
        earlier_card_id -> Nullable<BigInt>,
        data_completed_on -> Nullable<Date>,
        must_go_by -> Nullable<Date>,
        to_bank -> Nullable<Text>,
        batch_id -> Nullable<BigInt>,
        bank_charge -> Nullable<BigInt>,
        member_owes -> Nullable<BigInt>,
        card_id -> Nullable<BigInt>,
    }
}
