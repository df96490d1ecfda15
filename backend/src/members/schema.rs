//! The members' tables.

use crate::db::told_facts;

told_facts!(
    /// What happened to a member; `data` is a [`super::model::MemberFact`].
    MemberFactRow,
    member_facts
);
told_facts!(
    /// What an import did; `data` is a [`super::import::compare::Imported`].
    ImportFactRow,
    member_import_facts
);

diesel::table! {
    /// Projection: the registry as it stands. `details` is a [`super::model::Details`]; the other columns are what lists are
    /// found and sorted by.
    members (id) {
        id -> BigInt,
        version -> BigInt,
        number -> Text,
        number_key -> Text,
        sort_key -> Text,
        search_name -> Text,
        national_id_index -> Text,
        division -> Text,
        joined_on -> Date,
        left_on -> Nullable<Date>,
        details -> Text,
        changed_at -> BigInt,
        changed_by -> BigInt,
    }
}

diesel::table! {
    /// Projection: every national ID that a member ever had, as an index value.
    member_national_ids (national_id_index, member_id) {
        national_id_index -> Text,
        member_id -> BigInt,
    }
}

diesel::allow_tables_to_appear_in_same_query!(members, member_national_ids);
