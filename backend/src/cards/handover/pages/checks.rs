//! What is checked before an item goes to its member, each with the order, article or hours that it rests on. The rules decide;
//! here they are only put beside each other, so that the officer sees all of them and not the first that fails.

use super::super::super::applications::model::FeePayer;
use super::super::super::custody::model::Lane;
use super::super::super::custody::rules::{self, Counter};
use super::super::super::custody::service::{bylaws_on, hand};
use super::super::super::error::CardError;
use super::super::super::shown::{masked, order_of};
use super::super::super::views::DeskTexts;
use super::facts::Facts;
use crate::app::App;
use crate::identity::model::Actor;
use crate::kernel::{Lang, Problem, Rule};
use crate::web::parts::{Check, Tone};
use crate::web::texts::fill;

/// All checks of a hand-over by this officer, now.
pub fn of(app: &App, by: &Actor, facts: &Facts) -> Vec<Check> {
    let (lang, words) = (by.lang, DeskTexts::of(by.lang));
    let small = bylaws_on(app, facts.today).is_ok_and(|b| b.small_cooperative);
    let (held, lane) = (&facts.held, facts.lane());
    let counter = Counter {
        item: &held.item,
        hands: &held.hands,
        card: &held.card,
        by: hand(by),
        small_cooperative: small,
        today: facts.today,
    };
    let (dispenses, not_other) = match lane {
        Lane::Card => (words.check_card, words.check_not_pin),
        Lane::Pin => (words.check_pin, words.check_not_card),
    };
    let order = order_of(&facts.duties, lane.dispenser(), lang);
    let has_duty = order
        .as_ref()
        .map(|_| ())
        .ok_or(CardError::NotDispenser { lane });
    let held_by_other = rules::untouched(lane, &held.card, &held.hands, by.person)
        .and_then(|()| rules::keeps_apart(hand(by), lane, small));
    let sound = rules::sound(&held.card, &held.item, Some(facts.today));
    let check = |holds: &str, ground: &str, judged| check(lang, holds, ground, judged);
    let own = |words: &str| fill(words, &by.name);
    let order = order.unwrap_or_default();
    let mut checks = vec![
        check(&own(dispenses), &order, has_duty),
        check(&own(not_other), &Rule::A7_2_3X.ground(lang), held_by_other),
        check(
            &own(words.check_hand),
            &Rule::C2.ground(lang),
            rules::in_hand(counter),
        ),
        check(words.check_sound, &Rule::A8_1.ground(lang), sound),
    ];
    checks.extend(earlier(facts, lang));
    checks.extend(hours(app, lang));
    checks.push(fee(facts, lang));
    checks
}

/// A5.1: an earlier card that has not ended. With a card it can be given back now; before its envelope it must have ended.
fn earlier(facts: &Facts, lang: Lang) -> Option<Check> {
    let open = facts.open.first()?;
    let (words, number) = (DeskTexts::of(lang), masked(&open.print.last_four));
    let (tone, said) = match facts.lane() {
        Lane::Card => (Tone::Warn, words.check_earlier),
        Lane::Pin => (Tone::Danger, words.check_earlier_first),
    };
    let ground = Rule::A5_1.ground(lang);
    Some(Check::new(tone, fill(said, number), ground))
}

/// What holds, with its ground; or why it does not, with the article of the refusal.
fn check(lang: Lang, holds: &str, ground: &str, judged: Result<(), CardError>) -> Check {
    match judged {
        Ok(()) => Check::new(Tone::Ok, holds, ground),
        Err(error) => {
            let refusal = Problem::from(error);
            let ground = refusal.rule.map(|rule| rule.ground(lang));
            Check::new(
                Tone::Danger,
                refusal.detail.get(lang),
                ground.unwrap_or_default(),
            )
        }
    }
}

/// Working hours bind receipts and payments (A11.1); at the counter they are only said.
fn hours(app: &App, lang: Lang) -> Option<Check> {
    let (now, words) = (app.clock.now(), DeskTexts::of(lang));
    let hours = app.bylaws_on(now.business_date())?.working_hours;
    let open = app.holidays.is_working_day(now.business_date()) == Ok(true)
        && hours.contain(now.bangkok_time());
    let why = format!(
        "{}–{}{}",
        hours.opens.format("%H:%M"),
        hours.closes.format("%H:%M"),
        if lang == Lang::Th { " น." } else { "" }
    );
    Some(if open {
        Check::new(Tone::Ok, words.in_hours, why)
    } else {
        Check::new(Tone::Info, words.out_of_hours, why)
    })
}

fn fee(facts: &Facts, lang: Lang) -> Check {
    let words = DeskTexts::of(lang);
    if facts.fee.is_positive() {
        let text = fill(words.owes, facts.fee.grouped());
        return Check::new(Tone::Warn, text, Rule::A5_5.ground(lang));
    }
    match facts.who_pays {
        Some((FeePayer::Cooperative, _)) => {
            Check::new(Tone::Info, words.coop_pays, Rule::A5_4.ground(lang))
        }
        Some((FeePayer::Member, amount)) => Check::new(
            Tone::Info,
            fill(words.member_paid, amount.grouped()),
            Rule::A5_5.ground(lang),
        ),
        None => Check::new(Tone::Info, words.owes_nothing, Rule::A5_3.ground(lang)),
    }
}
