//! Typed ids: a member's id can never be passed where a card's is meant.

/// Declares an id type over `i64`, as the writer hands them out (never reused, gapless per kind).
macro_rules! typed_id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
            utoipa::ToSchema,
        )]
        #[serde(transparent)]
        #[schema(value_type = i64)]
        pub struct $name(i64);

        impl $name {
            /// Wraps a number read from the database or handed out by the writer.
            pub const fn new(id: i64) -> Self {
                Self(id)
            }

            /// The bare number, for the database.
            pub const fn get(self) -> i64 {
                self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

typed_id!(
    /// A human being. Rules compare persons, never accounts.
    PersonId
);
typed_id!(
    /// A sign-in of a person.
    AccountId
);
typed_id!(
    /// A member of the cooperative.
    MemberId
);
typed_id!(
    /// A card application (article 5).
    ApplicationId
);
typed_id!(
    /// A batch of applications sent to the bank (article 6).
    BatchId
);
typed_id!(
    /// A cash card.
    CardId
);
typed_id!(
    /// A sealed PIN envelope; its digits exist nowhere in the program.
    EnvelopeId
);
typed_id!(
    /// A numbered, dated letter.
    LetterId
);
typed_id!(
    /// A journal entry.
    EntryId
);
typed_id!(
    /// A written order (article 12).
    OrderId
);
typed_id!(
    /// A duty given to a person, from a day to a day.
    DutyId
);
typed_id!(
    /// A signature, drawn or scanned.
    SignatureId
);
typed_id!(
    /// An attached file.
    AttachmentId
);

typed_id!(
    /// An issued paper.
    PaperId
);
typed_id!(
    /// A card or a PIN envelope as a thing in someone's custody.
    ItemId
);
typed_id!(
    /// A release to a dispenser or a return to the keeper (C2).
    TransferId
);
typed_id!(
    /// A hand-over to a member, from the opened page to the accepted signature.
    HandOverId
);

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn an_id_is_a_number_in_json_and_in_a_path() {
        let id: CardId = serde_json::from_str("12").unwrap();
        assert_eq!(id, CardId::new(12));
        assert_eq!(serde_json::to_string(&id).unwrap(), "12");
        assert_eq!("12".parse::<CardId>().unwrap(), id);
        assert_eq!(id.to_string(), "12");
    }

    #[test]
    fn the_api_file_shows_the_types_as_json_carries_them() {
        use crate::kernel::{BusinessDate, Instant, Money};
        use utoipa::PartialSchema as _;
        let of = |schema| serde_json::to_value::<utoipa::openapi::RefOr<_>>(schema).unwrap();
        assert_eq!(of(CardId::schema())["type"], "integer");
        assert_eq!(of(Money::schema())["type"], "string");
        assert_eq!(of(BusinessDate::schema())["format"], "date");
        assert_eq!(of(Instant::schema())["format"], "date-time");
    }
}
