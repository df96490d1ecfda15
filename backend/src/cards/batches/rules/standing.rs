//! Whether applications may still go to the bank as they were asked for.

use std::collections::BTreeMap;

use crate::cards::applications::error::ApplicationError;
use crate::cards::applications::model::Application;
use crate::cards::applications::rules::{self, Applicant, EarlierCard};
use crate::cards::batches::error::BatchError;
use crate::kernel::{BusinessDate, MemberId};

/// A4, A5.1: on the day of the form and of the batch the member is one, and the registers still say the kind that was asked for:
/// what has become of a card since the form was taken decides what the next one costs (A5.4, A5.5) and whether it is made.
pub fn still_stand(
    applications: &[Application],
    members: &BTreeMap<MemberId, Applicant>,
    cards: &BTreeMap<MemberId, Vec<EarlierCard>>,
    (dated, today): (BusinessDate, BusinessDate),
) -> Result<(), BatchError> {
    for (line, application) in applications.iter().enumerate() {
        let (member, details) = (application.member, &application.details);
        let applicant = members
            .get(&member)
            .ok_or(ApplicationError::UnknownMember)?;
        if let Some(left_on) = applicant.left_on.filter(|day| *day <= dated) {
            return Err(BatchError::MemberLeft { line, left_on });
        }
        let own = cards.get(&member).map_or(&[][..], Vec::as_slice);
        let judged = rules::may_apply(applicant, details.opened_on, dated)
            .and_then(|()| rules::still_fits(details, own, today));
        judged.map_err(|why| BatchError::NotAsAsked {
            line,
            no: application.no.clone(),
            why: Box::new(why),
        })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::cards::applications::model::{ApplicationFact, Details, IssueKind, Papers};
    use crate::cards::applications::rules::CardState;
    use crate::kernel::{CardId, PersonId, Rule};

    fn day(text: &str) -> BusinessDate {
        BusinessDate::parse_iso(text).unwrap()
    }

    fn first_cards() -> Vec<Application> {
        let one = |id: i64| {
            let details = Details {
                issue: IssueKind::First,
                opened_on: day("2026-11-15"),
                place: "สำนักงาน".into(),
                officer: PersonId::new(7),
                papers: Papers {
                    form_signed: true,
                    id_copy: true,
                    loss_report: None,
                },
                earlier_card: None,
                phone: None,
                late_reason: None,
            };
            let opened = ApplicationFact::Opened {
                no: format!("AP2569/00000{id}"),
                member: MemberId::new(id),
                details,
            };
            Application::apply(None, id, &opened).unwrap()
        };
        vec![one(1), one(2)]
    }

    fn members(joined_on: &str, left_on: Option<&str>) -> BTreeMap<MemberId, Applicant> {
        let member = |joined_on: &str, left_on: Option<&str>| Applicant {
            number: "1".into(),
            name: "นายก".into(),
            joined_on: day(joined_on),
            left_on: left_on.map(day),
        };
        let first = (MemberId::new(1), member("2015-01-15", None));
        [first, (MemberId::new(2), member(joined_on, left_on))].into()
    }

    fn refused(
        members: &BTreeMap<MemberId, Applicant>,
        cards: &BTreeMap<MemberId, Vec<EarlierCard>>,
    ) -> Option<(Option<Rule>, String)> {
        let days = (day("2026-11-20"), day("2026-11-21"));
        let judged = still_stand(&first_cards(), members, cards, days).err()?;
        Some((judged.rule(), judged.field()?.0))
    }

    #[test]
    fn a4_membership_is_judged_at_its_beginning_and_its_end_when_a_batch_goes() {
        let none = BTreeMap::new();
        let second = Some((Some(Rule::A4), "applications[1]".to_owned()));
        assert_eq!(refused(&members("2026-11-15", None), &none), None);
        assert_eq!(refused(&members("2026-11-16", None), &none), second);
        let left = members("2015-01-15", Some("2026-11-20"));
        assert_eq!(refused(&left, &none), second);
        // It left on paper before the member did.
        let later = members("2015-01-15", Some("2026-11-21"));
        assert_eq!(refused(&later, &none), None);
    }

    #[test]
    fn a5_1_a_first_card_is_not_sent_once_another_one_came() {
        let came = EarlierCard {
            id: CardId::new(5),
            last_four: "4417".into(),
            state: CardState::Held {
                until: day("2030-09-30"),
            },
            active: true,
            since: None,
            reached_on: None,
            own: false,
        };
        let cards = [(MemberId::new(2), vec![came])].into();
        let second = Some((Some(Rule::A5_1), "applications[1]".to_owned()));
        assert_eq!(refused(&members("2015-01-15", None), &cards), second);
    }
}
