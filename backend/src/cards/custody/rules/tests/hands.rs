//! Who has had one half of a card never touches the other, whatever happens and whatever his duties become.

use proptest::prelude::*;

use super::*;

/// What somebody tries with one half of the card.
#[derive(Debug, Clone, Copy)]
enum Try {
    Receive,
    FindFaulty,
    Correct,
    SendBack,
    Offer {
        to: i64,
    },
    Confirm,
    Withdraw,
    GiveBack,
    TakeBack,
    HandOver,
    /// The dispenser of its replacement takes the card in, which the member gives back.
    TakeIn,
}

/// The two halves of one card, moved only where the rules let somebody.
struct World {
    card: Card,
    halves: [Item; 2],
    /// Who took the card in once its member had it.
    taken_in: Option<PersonId>,
    small: bool,
}

/// Duties of these people today: they change from try to try, as orders do.
type Duties = Vec<Vec<Duty>>;

impl World {
    fn new(small: bool) -> Self {
        Self {
            card: sound_card(),
            halves: [item(Lane::Card, &[]), item(Lane::Pin, &[])],
            taken_in: None,
            small,
        }
    }

    fn hands(&self) -> Hands {
        let mut hands = Hands::of(&[&self.halves[0], &self.halves[1]]);
        if let Some(person) = self.taken_in {
            hands.add(Lane::Card, person);
        }
        hands
    }

    /// The fact that this try tells, where every rule of its act agrees.
    fn decided(
        &self,
        lane: Lane,
        by: Hand<'_>,
        what: Try,
        duties: &[Vec<Duty>],
    ) -> Option<CustodyFact> {
        match what {
            Try::Receive | Try::FindFaulty | Try::Correct | Try::SendBack | Try::TakeBack => {
                self.keeps(lane, by, what)
            }
            Try::Offer { to } => {
                let duties = duties.get(usize::try_from(to).ok()?)?;
                self.offers(lane, by, hand(PersonId::new(to), duties))
            }
            Try::Confirm | Try::Withdraw | Try::GiveBack | Try::HandOver | Try::TakeIn => {
                self.at_the_counter(lane, by, what)
            }
        }
    }

    /// What a keeper does.
    fn keeps(&self, lane: Lane, by: Hand<'_>, what: Try) -> Option<CustodyFact> {
        let (this, card, hands, keeper) = (self.half(lane), &self.card, self.hands(), by.person);
        match what {
            Try::Correct => {
                may_correct_receipt(this, card, by).ok()?;
                let reason = "ผิดชุด".into();
                return Some(CustodyFact::ReceiptCorrected { reason });
            }
            Try::SendBack => {
                may_send_back(this, card, by, &hands).ok()?;
                // What lies in a safe for one who has left is set apart before it goes.
                if matches!(this.place, Place::Safe { .. }) {
                    return Some(faulty(keeper));
                }
                let (paper, keeper) = ("1/2569".into(), Some(keeper));
                return Some(CustodyFact::SentBack { paper, keeper });
            }
            Try::Receive | Try::FindFaulty => may_receive(by, this, card, &hands).ok()?,
            Try::TakeBack
            | Try::Offer { .. }
            | Try::Confirm
            | Try::Withdraw
            | Try::GiveBack
            | Try::TakeIn
            | Try::HandOver => may_keep(by, this, card, &hands).ok()?,
        }
        let transfer = TRANSFER;
        Some(if matches!(what, Try::Receive) {
            received(keeper)
        } else if matches!(what, Try::FindFaulty) {
            faulty(keeper)
        } else {
            CustodyFact::Returned { transfer, keeper }
        })
    }

    fn offers(&self, lane: Lane, by: Hand<'_>, to: Hand<'_>) -> Option<CustodyFact> {
        let (this, other, hands) = (self.half(lane), self.half(lane.other()), self.hands());
        untouched(lane, &self.card, &hands, to.person).ok()?;
        one_half_only(Some(other), &self.card, to.person).ok()?;
        may_release(this, &self.card, by, to, self.small).ok()?;
        Some(offered(to.person))
    }

    /// What moves between the safe, the counter and the member.
    fn at_the_counter(&self, lane: Lane, by: Hand<'_>, what: Try) -> Option<CustodyFact> {
        let (this, card, hands, person) = (self.half(lane), &self.card, self.hands(), by.person);
        let transfer = TRANSFER;
        match (what, this.place) {
            (Try::Confirm, Place::Offered { to, .. }) if to == person => {
                by.has(lane.dispenser()).then_some(())?;
                keeps_apart(by, lane, self.small).ok()?;
                kept_by_others(this, person, self.small).ok()?;
                untouched(lane, card, &hands, person).ok()?;
                Some(released())
            }
            (Try::Withdraw, Place::Offered { keeper, .. }) if keeper == person => {
                Some(CustodyFact::OfferWithdrawn { transfer })
            }
            (Try::GiveBack, Place::Counter { dispenser, .. }) if dispenser == person => {
                Some(giving_back())
            }
            (Try::HandOver, _) => {
                let at = Counter {
                    item: this,
                    hands: &hands,
                    card,
                    by,
                    small_cooperative: self.small,
                    today: today(),
                };
                may_hand_over(at).ok().map(|()| handed_over(person))
            }
            (_, _) => None,
        }
    }

    fn half(&self, lane: Lane) -> &Item {
        match lane {
            Lane::Card => &self.halves[0],
            Lane::Pin => &self.halves[1],
        }
    }

    /// Whoever hands the replacement over takes the card in that its member gives back.
    fn takes_in(&mut self, by: Hand<'_>) {
        let given = matches!(self.half(Lane::Card).place, Place::WithMember);
        let own = untouched(Lane::Card, &self.card, &self.hands(), by.person);
        if given && self.taken_in.is_none() && by.has(Duty::CardDispenser) && own.is_ok() {
            self.taken_in = Some(by.person);
        }
    }

    fn does(&mut self, lane: Lane, person: i64, what: Try, duties: &[Vec<Duty>]) {
        let own = usize::try_from(person).ok().and_then(|at| duties.get(at));
        let by = hand(PersonId::new(person), own.map_or(&[][..], Vec::as_slice));
        if matches!(what, Try::TakeIn) {
            return self.takes_in(by);
        }
        let Some(fact) = self.decided(lane, by, what, duties) else {
            return;
        };
        if let Ok(after) = Item::apply(Some(self.half(lane).clone()), 1, today(), &fact) {
            match lane {
                Lane::Card => self.halves[0] = after,
                Lane::Pin => self.halves[1] = after,
            }
        }
    }
}

fn tries() -> impl Strategy<Value = Try> {
    prop_oneof![
        4 => Just(Try::Receive),
        1 => Just(Try::FindFaulty),
        1 => Just(Try::Correct),
        1 => Just(Try::SendBack),
        6 => (0_i64..4).prop_map(|to| Try::Offer { to }),
        6 => Just(Try::Confirm),
        1 => Just(Try::Withdraw),
        2 => Just(Try::GiveBack),
        3 => Just(Try::TakeBack),
        3 => Just(Try::HandOver),
        2 => Just(Try::TakeIn),
    ]
}

fn lanes() -> impl Strategy<Value = Lane> {
    proptest::sample::select(Lane::BOTH.to_vec())
}

/// Any duties around cards for each of four people: also those that `identity` would never give together.
fn duties() -> impl Strategy<Value = Duties> {
    let kinds = Lane::BOTH
        .map(|lane| [lane.keeper(), lane.dispenser()])
        .concat();
    proptest::collection::vec(proptest::sample::subsequence(kinds, 0..=4), 4)
}

/// Kept by one, out and back to another keeper, out again and handed over.
fn the_way() -> [(i64, Try); 8] {
    [
        (1, Try::Receive),
        (1, Try::Offer { to: 2 }),
        (2, Try::Confirm),
        (2, Try::GiveBack),
        (3, Try::TakeBack),
        (3, Try::Offer { to: 2 }),
        (2, Try::Confirm),
        (2, Try::HandOver),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// Whatever is tried by whomever, with duties that change each day: nobody ever had both halves of the card in hand.
    #[test]
    fn a7_1_3_a7_2_3x_no_history_puts_both_halves_into_one_hand(
        story in proptest::collection::vec((lanes(), 0_i64..4, tries(), duties()), 1..80),
        small: bool,
    ) {
        let mut world = World::new(small);
        for (lane, person, what, duties) in story {
            world.does(lane, person, what, &duties);
            prop_assert_eq!(world.hands().with_both(), Vec::new());
        }
    }

    /// The other side: a half moves on as long as there is somebody new to it.
    #[test]
    fn c2_a_half_still_moves_between_those_who_never_had_the_other(lane in lanes()) {
        let mut world = World::new(false);
        let of = |duty: Duty| vec![vec![], vec![lane.keeper()], vec![duty], vec![lane.keeper()]];
        let duties = of(lane.dispenser());
        for (person, what) in the_way() {
            world.does(lane, person, what, &duties);
        }
        let with_member = matches!(world.half(lane).place, Place::WithMember);
        prop_assert!(with_member, "{:?}", world.half(lane).place);
    }
}

#[test]
fn a7_2_3x_a_mistaken_receipt_leaves_the_hand_that_had_it() {
    let corrected = CustodyFact::ReceiptCorrected {
        reason: "ผิดชุด".into(),
    };
    let card = item(Lane::Card, &[received(KEEPER), corrected]);
    let hands = Hands::of(&[&card]);
    let pins = [Duty::PinKeeper];
    let keep = may_keep(
        hand(KEEPER, &pins),
        &item(Lane::Pin, &[]),
        &sound_card(),
        &hands,
    );
    assert_eq!(rule_of(keep), Rule::A7_1_3);
}

#[test]
fn a7_2_3x_nobody_releases_to_himself_but_in_a_small_cooperative() {
    for lane in Lane::BOTH {
        let kept = item(lane, &[received(KEEPER)]);
        let to = [lane.dispenser()];
        let own = hand(KEEPER, &to);
        let refused = may_release(&kept, &sound_card(), own, own, false);
        assert_eq!(rule_of(refused), Rule::A7_2_3X);
    }
}

#[test]
fn c7_a_faulty_half_goes_back_by_its_holder_or_by_a_keeper_new_to_the_other() {
    for lane in Lane::BOTH {
        let (this, other) = (
            item(lane, &[faulty(KEEPER)]),
            item(lane.other(), &[received(OTHER)]),
        );
        let hands = Hands::of(&[&this, &other]);
        let keeping = [lane.keeper()];
        let back =
            |person, duties| may_send_back(&this, &sound_card(), hand(person, duties), &hands);
        assert!(back(KEEPER, &[]).is_ok(), "the holder of yesterday");
        assert!(back(PersonId::new(9), &keeping).is_ok());
        assert_eq!(rule_of(back(OTHER, &keeping)), Rule::A7_1_3);
        assert!(back(PersonId::new(9), &[]).is_err());
    }
}

#[test]
fn a7_1_3_what_lies_in_a_safe_leaves_it_by_whose_safe_it_is_and_by_nobody_who_had_the_other_half() {
    for lane in Lane::BOTH {
        let (this, other) = (
            item(lane, &[received(KEEPER)]),
            item(lane.other(), &[received(PIN), offered(OTHER), released()]),
        );
        let (hands, keeping) = (Hands::of(&[&this, &other]), [lane.keeper()]);
        let back =
            |person, duties| may_send_back(&this, &sound_card(), hand(person, duties), &hands);
        let found = |person| may_receive(hand(person, &keeping), &this, &sound_card(), &hands);
        assert!(back(KEEPER, &[]).is_ok(), "his own safe");
        assert!(found(KEEPER).is_ok());
        for refused in [back(OTHER, &keeping), found(OTHER)] {
            assert_eq!(rule_of(refused), Rule::A7_1_3);
        }
        for refused in [back(PersonId::new(9), &keeping), found(PersonId::new(9))] {
            assert_eq!(rule_of(refused), Rule::C2, "not his safe");
        }
    }
}

const PIN: PersonId = PersonId::new(4);

#[test]
fn a7_2_3x_who_kept_this_very_thing_hands_it_over_only_in_a_small_cooperative() {
    for lane in Lane::BOTH {
        let kept = [received(OTHER), offered(KEEPER), released(), giving_back()];
        let returned = CustodyFact::Returned {
            transfer: TRANSFER,
            keeper: PIN,
        };
        let in_safe = item(lane, &[kept.to_vec(), vec![returned.clone()]].concat());
        let duties = [lane.dispenser()];
        let (to, by) = (hand(OTHER, &duties), hand(PIN, &[]));
        let release = |small| may_release(&in_safe, &sound_card(), by, to, small);
        assert_eq!(rule_of(release(false)), Rule::A7_2_3X);
        assert!(release(true).is_ok());
        let out = [offered(OTHER), released()].to_vec();
        let at_counter = item(lane, &[kept.to_vec(), vec![returned], out].concat());
        let (card, hands) = (sound_card(), Hands::of(&[&at_counter]));
        let hand_over = |small_cooperative| {
            may_hand_over(Counter {
                item: &at_counter,
                hands: &hands,
                card: &card,
                by: to,
                small_cooperative,
                today: today(),
            })
        };
        assert_eq!(rule_of(hand_over(false)), Rule::A7_2_3X);
        assert!(hand_over(true).is_ok());
    }
}

#[test]
fn a7_2_3x_who_bears_a_name_of_the_old_register_is_judged_by_it() {
    let mut hands = Hands::default();
    hands.name(Lane::Card, OTHER);
    let judged = |lane, person| untouched(lane, &sound_card(), &hands, person);
    assert_eq!(rule_of(judged(Lane::Pin, OTHER)), Rule::A7_2_3X);
    assert!(judged(Lane::Card, OTHER).is_ok() && judged(Lane::Pin, KEEPER).is_ok());
    let keeping = [Duty::PinKeeper];
    let keep = may_keep(
        hand(OTHER, &keeping),
        &item(Lane::Pin, &[]),
        &sound_card(),
        &hands,
    );
    assert_eq!(rule_of(keep), Rule::A7_1_3);
}

#[test]
fn a5_1_an_earlier_card_ends_before_its_replacement_is_handed_over() {
    let open = [sound_card()];
    let judged = |taken_in: &[CardId], on| earlier_ended(&open, taken_in, day(on));
    assert_eq!(rule_of(judged(&[], "2026-11-21")), Rule::A5_1);
    assert_eq!(rule_of(judged(&[CardId::new(2)], "2026-11-21")), Rule::A5_1);
    assert!(judged(&[CardId::new(1)], "2026-11-21").is_ok(), "taken in");
    assert_eq!(rule_of(judged(&[], "2030-09-30")), Rule::A5_1);
    assert!(judged(&[], "2030-10-01").is_ok(), "expired");
    assert!(earlier_ended(&[], &[], today()).is_ok());
}
