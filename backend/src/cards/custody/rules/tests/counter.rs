//! At the counter: who hands what over, and what goes to nobody.

use super::*;

#[test]
fn c2_only_what_is_in_the_dispensers_own_hands_is_handed_over() {
    for lane in Lane::BOTH {
        let duties = [lane.dispenser()];
        for item in everywhere(lane, KEEPER, OTHER) {
            let at = |person, small_cooperative| {
                may_hand_over(Counter {
                    item: &item,
                    hands: &nobody(),
                    card: &sound_card(),
                    by: hand(person, &duties),
                    small_cooperative,
                    today: today(),
                })
            };
            let own = matches!(item.place, Place::Counter { .. });
            for small in [false, true] {
                let mine = at(OTHER, small);
                assert_eq!(mine.is_ok(), own, "{:?}", item.place);
                if !own {
                    assert_eq!(rule_of(mine), Rule::C2, "{:?}", item.place);
                }
                let colleague = at(PersonId::new(9), small);
                assert_eq!(rule_of(colleague), Rule::C2, "{:?}", item.place);
            }
            assert!(at(KEEPER, false).is_err(), "{:?}", item.place);
            let from_safe = item.place == (Place::Safe { keeper: KEEPER });
            assert_eq!(at(KEEPER, true).is_ok(), from_safe, "{:?}", item.place);
        }
    }
}

fn hands_over(lane: Lane, duties: &[Duty], small_cooperative: bool) -> Result<(), CardError> {
    let kept = [received(KEEPER), offered(OTHER), released()];
    may_hand_over(Counter {
        item: &item(lane, &kept),
        hands: &nobody(),
        card: &sound_card(),
        by: hand(OTHER, duties),
        small_cooperative,
        today: today(),
    })
}

#[test]
fn a7_2_2_only_a_card_dispenser_by_order_receives_and_hands_over_a_card() {
    let kept = item(Lane::Card, &[received(KEEPER)]);
    let by = hand(KEEPER, &[Duty::CardKeeper]);
    for duties in [&[Duty::PinDispenser][..], &[Duty::ApplicationOfficer], &[]] {
        assert_eq!(rule_of(hands_over(Lane::Card, duties, true)), Rule::A7_2_2);
        let release = may_release(&kept, &sound_card(), by, hand(OTHER, duties), true);
        assert_eq!(rule_of(release), Rule::A7_2_2);
    }
    assert!(hands_over(Lane::Card, &[Duty::CardDispenser], false).is_ok());
}

#[test]
fn a7_2_3_only_a_pin_dispenser_by_order_receives_and_hands_over_an_envelope() {
    let kept = item(Lane::Pin, &[received(KEEPER)]);
    let by = hand(KEEPER, &[Duty::PinKeeper]);
    for duties in [&[Duty::CardDispenser][..], &[Duty::ApplicationOfficer], &[]] {
        assert_eq!(rule_of(hands_over(Lane::Pin, duties, true)), Rule::A7_2_3);
        let release = may_release(&kept, &sound_card(), by, hand(OTHER, duties), true);
        assert_eq!(rule_of(release), Rule::A7_2_3);
    }
    assert!(hands_over(Lane::Pin, &[Duty::PinDispenser], false).is_ok());
}

#[test]
fn a7_2_3x_one_person_never_hands_over_both_halves_not_even_in_a_small_cooperative() {
    let both = [Duty::CardDispenser, Duty::PinDispenser];
    let moves = [received(KEEPER), offered(OTHER), released()];
    let card = sound_card();
    for lane in Lane::BOTH {
        let given = [&moves[..], &[handed_over(OTHER)]].concat();
        let (this, other) = (item(lane, &moves), item(lane.other(), &given));
        let hands = Hands::of(&[&other]);
        let at = |person, small_cooperative| Counter {
            item: &this,
            hands: &hands,
            card: &card,
            by: hand(person, &both),
            small_cooperative,
            today: today(),
        };
        for small in [false, true] {
            assert_eq!(rule_of(may_hand_over(at(OTHER, small))), Rule::A7_2_3X);
        }
        assert!(untouched(lane, &card, &hands, PersonId::new(9)).is_ok());
        // Carried to the counter and not handed over is as good as handed over.
        let carried = Hands::of(&[&item(lane.other(), &moves)]);
        assert_eq!(
            rule_of(untouched(lane, &card, &carried, OTHER)),
            Rule::A7_2_3X
        );
    }
}

#[test]
fn a7_2_3x_a_keeper_dispenses_his_own_half_in_a_small_cooperative_and_the_other_never() {
    for lane in Lane::BOTH {
        let own = [lane.keeper(), lane.dispenser()];
        assert_eq!(rule_of(hands_over(lane, &own, false)), Rule::A7_2_3X);
        assert!(hands_over(lane, &own, true).is_ok());
        let other = [lane.other().keeper(), lane.dispenser()];
        let kept = item(lane, &[received(KEEPER)]);
        let keeping = [lane.keeper()];
        for small in [false, true] {
            assert_eq!(rule_of(hands_over(lane, &other, small)), Rule::A7_2_3X);
            let by = hand(KEEPER, &keeping);
            let release = may_release(&kept, &sound_card(), by, hand(OTHER, &other), small);
            assert_eq!(rule_of(release), Rule::A7_2_3X);
        }
    }
}

#[test]
fn a8_1_a_blocked_or_cancelled_card_and_its_envelope_go_to_nobody() {
    let blocked = CardFact::Blocked {
        cause: BlockCause::PinForgotten,
        bank_reference: None,
    };
    let cancelled = CardFact::Cancelled {
        bank_reference: "B-1".into(),
    };
    let moves = [received(KEEPER), offered(OTHER), released()];
    for told in [
        vec![blocked.clone()],
        vec![cancelled.clone()],
        vec![blocked, cancelled],
    ] {
        let card = card(&told);
        for lane in Lane::BOTH {
            let (keeping, dispensing) = ([lane.keeper()], [lane.dispenser()]);
            let at = Counter {
                item: &item(lane, &moves),
                hands: &nobody(),
                card: &card,
                by: hand(OTHER, &dispensing),
                small_cooperative: false,
                today: today(),
            };
            assert_eq!(rule_of(may_hand_over(at)), Rule::A8_1);
            let (by, to) = (hand(KEEPER, &keeping), hand(OTHER, &dispensing));
            let release = may_release(&item(lane, &moves[..1]), &card, by, to, false);
            assert_eq!(rule_of(release), Rule::A8_1);
        }
    }
}

#[test]
fn a8_1_a_blocked_card_is_never_revived() {
    let blocked = CardFact::Blocked {
        cause: BlockCause::Lost,
        bank_reference: None,
    };
    let card = card(std::slice::from_ref(&blocked));
    assert_eq!(card.standing, Standing::Blocked { on: today() });
    assert!(Card::apply(Some(card), 1, today(), &blocked).is_err());
}

#[test]
fn a5_2_a_card_is_handed_over_up_to_its_last_day_and_not_after() {
    let kept = item(Lane::Card, &[received(KEEPER)]);
    let on = |text: &str| sound(&sound_card(), &kept, Some(day(text)));
    assert!(on("2030-09-30").is_ok());
    assert_eq!(rule_of(on("2030-10-01")), Rule::A5_2);
}
