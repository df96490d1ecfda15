//! Tables of cards and their custody.

diesel::table! {
    /// Projection: each card.
    cards (id) {
        id -> BigInt,
        version -> BigInt,
        member_id -> BigInt,
        application_id -> Nullable<BigInt>,
        batch_id -> Nullable<BigInt>,
        last_four -> Text,
        number_index -> Text,
        number_sealed -> Text,
        name_on_card -> Text,
        expires_on -> Date,
        expiry_derived -> Integer,
        standing -> Text,
        standing_on -> Nullable<Date>,
        taken_over -> Integer,
        unsettled -> BigInt,
    }
}

diesel::table! {
    /// Projection: where each card and envelope is.
    custody_items (id) {
        id -> BigInt,
        version -> BigInt,
        lane -> Text,
        card_id -> BigInt,
        member_id -> BigInt,
        envelope_no -> Nullable<Text>,
        place -> Text,
        keeper_id -> Nullable<BigInt>,
        holder_id -> Nullable<BigInt>,
        transfer_id -> Nullable<BigInt>,
        since -> Date,
        received_on -> Nullable<Date>,
        first_no -> Nullable<Text>,
        first_on -> Nullable<Date>,
        first_deadline -> Nullable<Date>,
        second_no -> Nullable<Text>,
        second_on -> Nullable<Date>,
        second_deadline -> Nullable<Date>,
        dispenser_id -> Nullable<BigInt>,
        handed_over_on -> Nullable<Date>,
        hand_over_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    /// Projection: releases and returns.
    transfers (id) {
        id -> BigInt,
        version -> BigInt,
        lane -> Text,
        direction -> Text,
        from_person_id -> BigInt,
        to_person_id -> BigInt,
        items -> BigInt,
        state -> Text,
        offered_on -> Date,
        offered_at -> BigInt,
        due_back_at -> Nullable<Text>,
    }
}

diesel::table! {
    /// Projection: hand-overs under way or done.
    hand_overs (id) {
        id -> BigInt,
        version -> BigInt,
        item_id -> BigInt,
        lane -> Text,
        card_id -> BigInt,
        member_id -> BigInt,
        officer_id -> BigInt,
        desk -> Text,
        opened_on -> Date,
        opened_at -> BigInt,
        round -> BigInt,
        joined -> Integer,
        state -> Text,
        signature_id -> Nullable<BigInt>,
        paper_id -> Nullable<BigInt>,
    }
}

diesel::table! {
    /// Projection: who has ever had which half of a card in hand.
    card_hands (card_id, person_id, lane) {
        card_id -> BigInt,
        person_id -> BigInt,
        lane -> Text,
    }
}

diesel::table! {
    /// Projection: the one active card of a member.
    active_cards (member_id) {
        member_id -> BigInt,
        card_id -> BigInt,
    }
}

diesel::table! {
    /// Projection: every number that an envelope has ever borne.
    envelope_numbers (number, item_id) {
        number -> Text,
        item_id -> BigInt,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    cards,
    custody_items,
    transfers,
    hand_overs,
    card_hands,
    active_cards,
    envelope_numbers
);
