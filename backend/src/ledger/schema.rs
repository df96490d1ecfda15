//! Tables of the ledger, apart from those that `told_facts!` declares (`store`, `drafts`).

diesel::table! {
    /// Projection: the chart of accounts in force.
    ledger_accounts (id) {
        id -> BigInt,
        version -> BigInt,
        code -> Text,
        parent -> Nullable<Text>,
        name_th -> Text,
        name_en -> Text,
        kind -> Text,
        normal_side -> Text,
        role -> Nullable<Text>,
        subsidiary -> Text,
        statement_line -> Text,
        cash_flow_class -> Text,
        postable -> Bool,
    }
}

diesel::table! {
    /// Fact: journal entries.
    entries (id) {
        id -> BigInt,
        seq -> BigInt,
        no -> Text,
        series -> Text,
        number -> BigInt,
        voucher -> Text,
        transaction_date -> Date,
        recorded_at -> BigInt,
        event -> Text,
        source -> Text,
        text -> Text,
        document -> Nullable<Text>,
        reverses -> Nullable<BigInt>,
        relates_to -> Nullable<Date>,
        made_by -> BigInt,
        approved_by -> Nullable<BigInt>,
    }
}

diesel::table! {
    /// Fact: the lines of the entries. Date and time of recording stand here again, so that a balance needs no join.
    postings (id) {
        id -> BigInt,
        seq -> BigInt,
        entry_id -> BigInt,
        line -> Integer,
        account_id -> BigInt,
        side -> Text,
        amount -> BigInt,
        subsidiary -> Text,
        member_id -> Nullable<BigInt>,
        transaction_date -> Date,
        recorded_at -> BigInt,
    }
}

diesel::table! {
    /// Projection: debits and credits per account, subsidiary and day, and per month above it.
    account_totals (subsidiary, span, from_date, account_id) {
        account_id -> BigInt,
        subsidiary -> Text,
        span -> Text,
        from_date -> Date,
        debit -> BigInt,
        credit -> BigInt,
    }
}

diesel::table! {
    /// Projection: prepared entries that wait for, or found, a second person.
    journal_drafts (id) {
        id -> BigInt,
        version -> BigInt,
        state -> Text,
        made_by -> BigInt,
        made_on -> Date,
        what -> Text,
        transaction_date -> Date,
        text -> Text,
        document -> Text,
        amount -> BigInt,
        reverses -> Nullable<BigInt>,
        entry_id -> Nullable<BigInt>,
    }
}

diesel::joinable!(postings -> entries (entry_id));
diesel::allow_tables_to_appear_in_same_query!(entries, postings, ledger_accounts);
