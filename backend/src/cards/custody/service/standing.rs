//! A card is blocked at once when its member reports it lost or its PIN forgotten (A8.1).

use super::super::super::error::CardError;
use super::super::super::model::{BlockCause, Card, CardFact};
use super::super::rules;
use super::receive::free_text;
use super::views::block_references;
use crate::app::App;
use crate::db::{ActMeta, IdempotencyKey, Receipt, fold_one};
use crate::identity::model::Actor;
use crate::kernel::CardId;

/// The member's report. The member has the bank block the card; the bank's reference stands here where the member has it.
#[derive(Debug, Clone)]
pub struct Block {
    pub card: CardId,
    pub cause: BlockCause,
    pub bank_reference: Option<String>,
}

/// A8.1: notes the report and blocks the card here from this moment. It is never revived.
pub async fn block_card(
    app: &App,
    by: &Actor,
    key: Option<IdempotencyKey>,
    cmd: Block,
) -> Result<Receipt, CardError> {
    let meta = ActMeta::new(by.person, "card.blocked").with_key(key);
    app.writer
        .act(meta, move |tx| {
            free_text(
                "bank_reference",
                cmd.bank_reference.as_deref().unwrap_or_default(),
            )?;
            let id = cmd.card.get();
            let card = fold_one::<Card>(tx.conn, id)?.ok_or(CardError::NotFound)?;
            let told = block_references(tx.conn, card.member)?;
            rules::reference_is_new(card.id, cmd.bank_reference.as_deref(), &told)?;
            let fact = CardFact::Blocked {
                cause: cmd.cause,
                bank_reference: cmd.bank_reference,
            };
            tx.advance_one::<Card>(id, Some(card), tx.today(), fact)?;
            Ok(Receipt::of("card", "cards", id))
        })
        .await
}
