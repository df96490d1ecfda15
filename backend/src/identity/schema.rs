//! Tables of people, accounts, orders and duties.

use crate::db::told_facts;

told_facts!(PersonFactRow, person_facts);
told_facts!(AccountFactRow, account_facts);
told_facts!(RoleFactRow, role_facts);
told_facts!(OrderFactRow, order_facts);
told_facts!(DutyFactRow, duty_facts);

diesel::table! {
    /// Projection of `person_facts`.
    persons (id) {
        id -> BigInt,
        version -> BigInt,
        name -> Text,
        search -> Text,
        sort_key -> Text,
        staff_no -> Nullable<Text>,
        national_id -> Text,
        national_id_index -> Text,
        national_id_tail -> Text,
        left_on -> Nullable<Date>,
    }
}

diesel::table! {
    /// Projection of `account_facts`.
    accounts (id) {
        id -> BigInt,
        version -> BigInt,
        person_id -> BigInt,
        username -> Text,
        password_digest -> Text,
        must_change -> Bool,
        auth_version -> BigInt,
        locked_until -> Nullable<BigInt>,
        closed -> Bool,
    }
}

diesel::table! {
    /// Key store: the hash of the password in force, proved by `accounts.password_digest`.
    passwords (account_id) {
        account_id -> BigInt,
        hash -> Text,
    }
}

diesel::table! {
    /// Passing state: wrong sign-ins, under keys that name nobody (decision 49).
    sign_in_tries (key) {
        key -> Text,
        name_key -> Text,
        count -> BigInt,
        last -> BigInt,
        until -> BigInt,
    }
}

diesel::table! {
    /// Projection of `role_facts`.
    roles (id) {
        id -> BigInt,
        version -> BigInt,
        person_id -> BigInt,
        role -> Text,
        acting -> Bool,
        order_id -> Nullable<BigInt>,
        from_date -> Date,
        to_date -> Nullable<Date>,
        stopped_on -> Nullable<Date>,
    }
}

diesel::table! {
    /// Projection of `order_facts`.
    orders (id) {
        id -> BigInt,
        version -> BigInt,
        number -> Text,
        dated -> Date,
        from_date -> Date,
        to_date -> Nullable<Date>,
        title -> Text,
        scan_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    /// Projection of `duty_facts`.
    duties (id) {
        id -> BigInt,
        version -> BigInt,
        person_id -> BigInt,
        duty -> Text,
        order_id -> BigInt,
        from_date -> Date,
        to_date -> Nullable<Date>,
        stopped_on -> Nullable<Date>,
        terminal -> Nullable<Text>,
    }
}

diesel::joinable!(duties -> orders (order_id));
diesel::allow_tables_to_appear_in_same_query!(persons, accounts, passwords, roles, orders, duties);
