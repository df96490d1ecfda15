//! Members as other features see them.

use crate::db::{Conn, Error};
use crate::documents::statement::Named;
use crate::kernel::MemberId;

/// Number and name of a member.
pub fn shown(_conn: &mut Conn, member: MemberId) -> Result<Named, Error> {
    Ok(Named {
        number: member.to_string(),
        name: String::new(),
    })
}
