//! Lists longer than a statement binds, on both databases.
#![expect(clippy::unwrap_used, reason = "tests")]

use super::*;
use crate::db::testing::{MANY, many_ids, many_texts, on_both};
use crate::members::model::MemberNumber;
use crate::vault::Sealed;

fn many_members() -> Vec<Member> {
    let sealed: Sealed = serde_json::from_str("\"c2VhbGVk\"").unwrap();
    let member = |id: i64| Member {
        id: MemberId::new(id),
        version: 1,
        details: Details {
            number: MemberNumber::parse(&id.to_string()).unwrap(),
            title: String::new(),
            given_name: "สมชาย".into(),
            surname: "ใจดี".into(),
            national_id: sealed.clone(),
            national_id_index: format!("none-{id:05}"),
            national_id_tail: "121".into(),
            telephone: None,
            telephone_mark: String::new(),
            address: None,
            address_mark: String::new(),
            division: String::new(),
            joined_on: BusinessDate::new(NaiveDate::default()),
        },
        left_on: None,
        changed_at: Instant::micros(1),
        changed_by: PersonId::new(1),
    };
    many_ids().into_iter().map(member).collect()
}

#[test]
fn forty_thousand_members_are_entered_and_found() {
    let members = many_members();
    let ids: Vec<MemberId> = members.iter().map(|member| member.id).collect();
    let keys: Vec<String> = members.iter().map(|m| m.details.number.key()).collect();
    on_both(|conn| {
        insert(conn, &members).unwrap();
        assert_eq!(by_ids(conn, &ids).unwrap(), members);
        assert_eq!(by_number_keys(conn, &keys).unwrap().len(), MANY as usize);
        national_ids::keep(conn, &members).unwrap();
        let known = national_ids::known(conn, &many_texts()).unwrap();
        assert_eq!(known.len(), MANY as usize);
        assert_eq!(rows_by_id(conn, &many_ids()).unwrap().len(), MANY as usize);
    });
}
