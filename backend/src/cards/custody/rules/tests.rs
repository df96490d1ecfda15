//! Every decision of custody, the bad side of it first.
#![expect(clippy::unwrap_used, reason = "tests")]

mod counter;
mod hands;

use super::*;
use crate::cards::custody::model::{CustodyFact, Evidence, Fault, Identified, Notice};
use crate::cards::model::{BlockCause, CardFact, Print};
use crate::db::Aggregate;
use crate::kernel::{
    ApplicationId, BatchId, CardId, HandOverId, LetterId, MemberId, Rule, SignatureId, TransferId,
};
use crate::vault::Sealed;

const KEEPER: PersonId = PersonId::new(1);
const OTHER: PersonId = PersonId::new(2);
const TRANSFER: TransferId = TransferId::new(5);

fn day(text: &str) -> BusinessDate {
    BusinessDate::parse_iso(text).unwrap()
}

fn today() -> BusinessDate {
    day("2026-11-21")
}

fn hand(person: PersonId, duties: &[Duty]) -> Hand<'_> {
    Hand { person, duties }
}

/// A card that runs to the end of September 2030.
fn card(then: &[CardFact]) -> Card {
    let listed = CardFact::Listed {
        member: MemberId::new(1),
        application: ApplicationId::new(1),
        batch: BatchId::new(1),
        print: Print {
            last_four: "4417".into(),
            number_index: "index".into(),
            number: serde_json::from_str::<Sealed>("\"sealed\"").unwrap(),
            name_on_card: "SOMJAI".into(),
            expires_on: day("2030-09-30"),
            expiry_derived: true,
        },
    };
    let facts = std::iter::once(&listed).chain(then);
    let told = facts.fold(None, |card, fact| {
        Some(Card::apply(card, 1, today(), fact).unwrap())
    });
    told.unwrap()
}

fn sound_card() -> Card {
    card(&[])
}

/// An item of the lane after these moves, each on 20 November.
fn item(lane: Lane, moves: &[CustodyFact]) -> Item {
    let expected = CustodyFact::Expected {
        lane,
        card: CardId::new(1),
        member: MemberId::new(1),
        envelope_no: Some("E-1".into()),
    };
    let facts = std::iter::once(&expected).chain(moves);
    let told = facts.fold(None, |item, fact| {
        Some(Item::apply(item, 1, day("2026-11-20"), fact).unwrap())
    });
    told.unwrap()
}

fn received(keeper: PersonId) -> CustodyFact {
    CustodyFact::Received {
        keeper,
        envelope_no: None,
    }
}

fn faulty(keeper: PersonId) -> CustodyFact {
    CustodyFact::FoundFaulty {
        keeper,
        fault: Fault::Damaged,
        note: String::new(),
    }
}

fn offered(to: PersonId) -> CustodyFact {
    CustodyFact::Offered {
        to,
        transfer: TRANSFER,
    }
}

fn released() -> CustodyFact {
    CustodyFact::Released { transfer: TRANSFER }
}

fn giving_back() -> CustodyFact {
    CustodyFact::ReturnOffered { transfer: TRANSFER }
}

fn noticed() -> CustodyFact {
    let notice = Notice {
        letter: Some(LetterId::new(1)),
        no: "1/2569".into(),
        dated: today(),
        deadline: day("2026-12-21"),
    };
    CustodyFact::Noticed { notice }
}

fn handed_over(dispenser: PersonId) -> CustodyFact {
    CustodyFact::HandedOver {
        dispenser,
        hand_over: HandOverId::new(1),
        evidence: Evidence::Signature(SignatureId::new(1)),
        identified: Identified::NationalIdSeen,
    }
}

/// The item wherever it can be after its receipt by `keeper`, and with `counter` at the counter.
fn everywhere(lane: Lane, keeper: PersonId, counter: PersonId) -> [Item; 7] {
    let (got, to, out) = (received(keeper), offered(counter), released());
    [
        item(lane, &[]),
        item(lane, std::slice::from_ref(&got)),
        item(lane, &[got.clone(), to.clone()]),
        item(lane, &[got.clone(), to.clone(), out.clone()]),
        item(lane, &[got.clone(), to.clone(), out.clone(), giving_back()]),
        item(lane, &[got, to, out, handed_over(counter)]),
        item(lane, &[faulty(keeper)]),
    ]
}

/// A card that nobody of ours has had in hand.
fn nobody() -> Hands {
    Hands::default()
}

fn rule_of<T: std::fmt::Debug>(refused: Result<T, CardError>) -> Rule {
    refused.unwrap_err().rule().unwrap()
}

const ALL_BUT_KEEPING: [Duty; 3] = [
    Duty::ApplicationOfficer,
    Duty::CardDispenser,
    Duty::PinDispenser,
];

#[test]
fn a7_1_1_only_the_card_keeper_of_today_receives_releases_and_corrects() {
    let others = hand(KEEPER, &ALL_BUT_KEEPING);
    let pins = hand(KEEPER, &[Duty::PinKeeper]);
    let (waiting, kept) = (item(Lane::Card, &[]), item(Lane::Card, &[received(KEEPER)]));
    let to = hand(OTHER, &[Duty::CardDispenser]);
    for by in [others, pins, hand(KEEPER, &[])] {
        assert_eq!(rule_of(keeps(by, Lane::Card)), Rule::A7_1_1);
        let keep = may_keep(by, &waiting, &sound_card(), &nobody());
        assert_eq!(rule_of(keep), Rule::A7_1_1);
        // Who does not hold it and does not keep; the holder of yesterday is another matter.
        let stranger = Hand {
            person: PersonId::new(9),
            ..by
        };
        let release = may_release(&kept, &sound_card(), stranger, to, true);
        assert_eq!(rule_of(release), Rule::A7_1_1);
        let correct = may_correct_receipt(&kept, &sound_card(), by);
        assert_eq!(rule_of(correct), Rule::A7_1_1);
    }
    let keeper = hand(KEEPER, &[Duty::CardKeeper]);
    assert!(may_keep(keeper, &waiting, &sound_card(), &nobody()).is_ok());
    assert!(may_release(&kept, &sound_card(), keeper, to, false).is_ok());
    assert!(may_correct_receipt(&kept, &sound_card(), keeper).is_ok());
}

#[test]
fn a7_1_2_only_the_pin_keeper_of_today_receives_releases_and_corrects() {
    let kept = item(Lane::Pin, &[received(KEEPER)]);
    let to = hand(OTHER, &[Duty::PinDispenser]);
    for duties in [&ALL_BUT_KEEPING[..], &[Duty::CardKeeper], &[]] {
        let by = hand(KEEPER, duties);
        assert_eq!(rule_of(keeps(by, Lane::Pin)), Rule::A7_1_2);
        let keep = may_keep(by, &kept, &sound_card(), &nobody());
        assert_eq!(rule_of(keep), Rule::A7_1_2);
        let stranger = Hand {
            person: PersonId::new(9),
            ..by
        };
        let release = may_release(&kept, &sound_card(), stranger, to, true);
        assert_eq!(rule_of(release), Rule::A7_1_2);
        let correct = may_correct_receipt(&kept, &sound_card(), by);
        assert_eq!(rule_of(correct), Rule::A7_1_2);
    }
    let keeper = hand(KEEPER, &[Duty::PinKeeper]);
    assert!(may_keep(keeper, &kept, &sound_card(), &nobody()).is_ok());
    assert!(may_release(&kept, &sound_card(), keeper, to, false).is_ok());
}

#[test]
fn a7_1_3_who_answers_for_one_half_never_takes_the_other_wherever_it_lies() {
    for lane in Lane::BOTH {
        let (duties, this) = ([lane.keeper()], item(lane, &[]));
        let places = everywhere(lane.other(), KEEPER, OTHER);
        let kept = [false, true, true, true, true, true, true];
        let carried = [false, false, false, true, true, true, false];
        for ((other, kept), carried) in places.iter().zip(kept).zip(carried) {
            let hands = Hands::of(&[other]);
            let keep = |person| may_keep(hand(person, &duties), &this, &sound_card(), &hands);
            for (person, had) in [(KEEPER, kept), (OTHER, carried)] {
                assert_eq!(keep(person).is_err(), had, "{lane:?} {:?}", other.place);
                if had {
                    assert_eq!(rule_of(keep(person)), Rule::A7_1_3);
                }
            }
            assert!(keep(PersonId::new(9)).is_ok());
        }
        let both = [lane.keeper(), lane.other().keeper()];
        let refused = may_keep(hand(KEEPER, &both), &this, &sound_card(), &nobody());
        assert_eq!(rule_of(refused), Rule::A7_1_3);
    }
}

#[test]
fn c2_a_keeper_releases_what_lies_in_his_own_safe_and_nothing_else() {
    for lane in Lane::BOTH {
        let (duties, to) = ([lane.keeper()], [lane.dispenser()]);
        let release = |item: &Item, by| {
            let receiver = hand(OTHER, &to);
            may_release(item, &sound_card(), hand(by, &duties), receiver, false)
        };
        for item in everywhere(lane, KEEPER, OTHER) {
            let own = release(&item, KEEPER);
            match &own {
                Ok(()) => assert_eq!(item.place, Place::Safe { keeper: KEEPER }),
                Err(error) => assert_eq!(error.rule(), Some(Rule::C2), "{:?}", item.place),
            }
            assert_eq!(own.is_ok(), item.place == Place::Safe { keeper: KEEPER });
            let successor = release(&item, PersonId::new(9));
            assert_eq!(rule_of(successor), Rule::C2, "{:?}", item.place);
            // The keeper of yesterday still gives what he holds.
            let former = may_release(
                &item,
                &sound_card(),
                hand(KEEPER, &[]),
                hand(OTHER, &to),
                false,
            );
            assert_eq!(former.is_ok(), own.is_ok(), "{:?}", item.place);
        }
    }
}

#[test]
fn a7_2_1_a_first_letter_is_one_and_not_older_than_the_receipt() {
    let kept = item(Lane::Card, &[received(KEEPER)]);
    let letter = |item: &Item, dated: &str| may_notice(item, &sound_card(), day(dated));
    assert!(letter(&kept, "2026-11-20").is_ok() && letter(&kept, "2026-11-21").is_ok());
    assert_eq!(rule_of(letter(&kept, "2026-11-19")), Rule::A7_2_1);
    let announced = item(Lane::Card, &[received(KEEPER), noticed()]);
    assert_eq!(rule_of(letter(&announced, "2026-11-21")), Rule::A7_2_1);
    for item in everywhere(Lane::Card, KEEPER, OTHER) {
        let here = matches!(
            item.place,
            Place::Safe { .. }
                | Place::Offered { .. }
                | Place::Counter { .. }
                | Place::GivingBack { .. }
        );
        let told = letter(&item, "2026-11-21");
        assert_eq!(told.is_ok(), here, "{:?}", item.place);
        if !here {
            assert_eq!(rule_of(told), Rule::C2);
        }
    }
}

#[test]
fn c7_only_what_was_found_faulty_goes_back_to_the_bank() {
    let sent = CustodyFact::SentBack {
        paper: "1/2569".into(),
        keeper: Some(KEEPER),
    };
    for lane in Lane::BOTH {
        for item in everywhere(lane, KEEPER, OTHER) {
            let faulty = matches!(item.place, Place::Faulty { .. });
            let after = Item::apply(Some(item), 1, today(), &sent);
            assert_eq!(after.is_ok(), faulty, "{lane:?}");
        }
    }
}

#[test]
fn c10_a_receipt_is_corrected_by_its_keeper_while_nothing_has_followed() {
    for lane in Lane::BOTH {
        let duties = [lane.keeper()];
        let correct = |item: &Item, by| may_correct_receipt(item, &sound_card(), hand(by, &duties));
        for item in everywhere(lane, KEEPER, OTHER) {
            let fresh = matches!(item.place, Place::Safe { .. } | Place::Faulty { .. });
            assert_eq!(correct(&item, KEEPER).is_ok(), fresh, "{:?}", item.place);
            assert_eq!(rule_of(correct(&item, PersonId::new(9))), Rule::C10);
        }
        let announced = item(lane, &[received(KEEPER), noticed()]);
        assert_eq!(rule_of(correct(&announced, KEEPER)), Rule::C10);
    }
}
