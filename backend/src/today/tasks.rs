//! The list of tasks, most urgent first: what is overdue, what is due, what can be begun.

use super::figures::Figures;
use super::texts::TodayTexts;
use super::tiles::wanted;
use crate::cards::custody::model::Lane;
use crate::cards::custody::service::{Group, Line, TransferRow, Want};
use crate::identity::model::{Actor, Duty, Role};
use crate::ledger::service as ledger;
use crate::web::pages::Task;
use crate::web::parts::{Link, Shape, Tag};
use crate::web::texts::{fill, fill2};

/// Days after which a prepared entry should have been approved or sent back.
const LONG_DAYS: i64 = 2;

/// A person's tasks.
pub(super) fn tasks(figures: &Figures, by: &Actor) -> Vec<Task> {
    let make = Make {
        figures,
        by,
        t: TodayTexts::of(by.lang),
    };
    if !by.sees_members() {
        return make.calendar();
    }
    let mut tasks = make.calendar();
    tasks.extend(make.confirmations());
    tasks.extend(make.hand_overs());
    tasks.extend(make.left_over());
    tasks.extend(make.letters());
    tasks.extend(make.overdue());
    tasks.extend(make.ending());
    tasks.extend(make.bank());
    tasks.extend(make.receipts());
    tasks.extend(make.faulty());
    tasks.extend(make.alone());
    tasks.extend(make.came_back());
    tasks.extend(make.approvals());
    tasks.sort_by_key(|task| urgency(task.tag.shape));
    tasks
}

/// What is late comes before what is due, and that before what can be begun.
const fn urgency(shape: Shape) -> u8 {
    match shape {
        Shape::Overdue | Shape::Blocked => 0,
        Shape::Due => 1,
        Shape::DueSoon => 2,
        Shape::Ready => 3,
        Shape::Current | Shape::Letter => 4,
        Shape::NotStarted => 5,
        Shape::Done => 6,
    }
}

struct Make<'a> {
    figures: &'a Figures,
    by: &'a Actor,
    t: &'static TodayTexts,
}

impl Make<'_> {
    fn task(&self, text: String, href: impl Into<String>, hint: String, tag: Tag) -> Task {
        Task {
            link: Link::new(text, href),
            hint,
            tag,
        }
    }

    /// Duties and roles that oversee everything: they see each task, whoever does it.
    fn oversees(&self) -> bool {
        let roles = [
            Role::Manager,
            Role::BoardMember,
            Role::Chairperson,
            Role::InternalAuditor,
            Role::Auditor,
            Role::Inspector,
        ];
        roles.iter().any(|role| self.by.has_role(*role))
    }

    /// A6, A7.2.1: whoever keeps the system lengthens the list of holidays, and the manager has it done.
    fn calendar(&self) -> Vec<Task> {
        let (t, roles) = (self.t, [Role::Manager, Role::SystemKeeper]);
        let ends = self.figures.calendar_ends;
        let ends = ends.filter(|_| roles.iter().any(|role| self.by.has_role(*role)));
        let said = ends.map(|last| {
            let text = fill(t.t_calendar, last.short(self.by.lang));
            let is_over = last < self.figures.today;
            let tag = if is_over {
                Tag::new(Shape::Overdue, t.s_late)
            } else {
                Tag::new(Shape::Due, t.s_ends)
            };
            self.task(text, "/beginning", t.t_calendar_hint.to_owned(), tag)
        });
        said.into_iter().collect()
    }

    fn has(&self, duty: Duty) -> bool {
        self.by.has_duty(duty)
    }

    fn name(&self, person: i64) -> &str {
        self.figures.names.get(&person).map_or("–", String::as_str)
    }

    fn unit(&self, lane: &str) -> &'static str {
        if lane == Lane::Pin.code() {
            self.t.pins_unit
        } else {
            self.t.cards_unit
        }
    }

    fn confirmations(&self) -> Vec<Task> {
        let me = self.by.person.get();
        let mine = self
            .figures
            .transfers
            .iter()
            .filter(|w| w.to_person_id == me);
        mine.map(|waiting| self.confirmation(waiting)).collect()
    }

    fn confirmation(&self, waiting: &TransferRow) -> Task {
        let (t, from) = (self.t, self.name(waiting.from_person_id));
        let unit = self.unit(&waiting.lane);
        let (text, hint) = if waiting.direction == "return" {
            (
                fill(t.t_confirm_return, from),
                fill2(t.t_return_hint, waiting.items, unit),
            )
        } else {
            let hint = fill2(t.t_confirm_hint, waiting.items, unit);
            (fill(t.t_confirm, from), fill(&hint, &self.figures.back_by))
        };
        let href = format!("/releases/{}", waiting.id);
        self.task(text, href, hint, Tag::new(Shape::Ready, t.s_waiting))
    }

    fn hand_overs(&self) -> Vec<Task> {
        let t = self.t;
        let lanes = [(Lane::Card, t.t_hand_cards), (Lane::Pin, t.t_hand_pins)];
        lanes
            .into_iter()
            .filter_map(|(lane, words)| {
                let held = self.figures.in_hands(lane, self.by.person).len();
                let tag = if self.figures.over {
                    Tag::new(Shape::Overdue, t.s_late)
                } else {
                    Tag::new(Shape::Ready, t.s_ready)
                };
                let hint = fill(t.t_hand_hint, &self.figures.back_by);
                // Whose duty has ended gives back what he still holds.
                let href = if self.has(lane.dispenser()) {
                    "/hand-over".to_owned()
                } else {
                    format!("/returns?lane={}", lane.code())
                };
                (held > 0).then(|| self.task(fill(words, held), href, hint, tag))
            })
            .collect()
    }

    /// What a person keeps whose duty has ended: he still gives it.
    fn left_over(&self) -> Vec<Task> {
        let t = self.t;
        let lanes = [(Lane::Card, t.t_left_cards), (Lane::Pin, t.t_left_pins)];
        let mut tasks = Vec::new();
        for (lane, words) in lanes {
            let held = self.figures.in_safe(lane, self.by.person).len();
            if held > 0 && !self.has(lane.keeper()) {
                let href = format!("/releases/new?lane={}", lane.code());
                let tag = Tag::new(Shape::Due, t.s_due);
                let hint = t.t_left_hint.to_owned();
                tasks.push(self.task(fill(words, held), href, hint, tag));
            }
        }
        tasks
    }

    fn letters(&self) -> Vec<Task> {
        let t = self.t;
        let cards =
            self.has(Duty::CardKeeper) || self.has(Duty::ApplicationOfficer) || self.oversees();
        let pins = self.has(Duty::PinKeeper) || self.oversees();
        let lanes = [
            (cards, Lane::Card, t.t_letters),
            (pins, Lane::Pin, t.t_pin_letters),
        ];
        lanes
            .into_iter()
            .filter(|(concerns, _, _)| *concerns)
            .filter_map(|(_, lane, words)| self.letters_of(lane, words))
            .collect()
    }

    fn letters_of(&self, lane: Lane, words: &str) -> Option<Task> {
        let (t, due) = (self.t, wanted(self.figures.house(lane), Want::Announce));
        let first = due.first()?;
        let left = first.at.left.unwrap_or(0);
        let by = first.at.act_by.map(|day| day.short(self.by.lang));
        let (hint, tag) = if left < 0 {
            let hint = fill2(t.t_letters_late, &first.member_number, -left);
            (hint, Tag::new(Shape::Overdue, t.s_late))
        } else {
            let hint = fill2(
                t.t_letters_due,
                &first.member_number,
                by.unwrap_or_default(),
            );
            let due_today = Tag::new(Shape::Due, t.s_due);
            let later = Tag::new(Shape::NotStarted, t.s_new);
            (hint, if left == 0 { due_today } else { later })
        };
        // Who may not make letters looks at the list instead.
        let makes = self.has(Duty::CardKeeper)
            || self.has(Duty::PinKeeper)
            || self.has(Duty::ApplicationOfficer)
            || self.by.has_role(Role::Manager);
        let page = if makes {
            "/notices?"
        } else {
            "/cards?step=announce&"
        };
        let href = format!("{page}lane={}", lane.code());
        Some(self.task(fill(words, due.len()), href, hint, tag))
    }

    fn keeps_cards(&self) -> bool {
        self.has(Duty::CardKeeper) || self.oversees()
    }

    fn first(&self, want: Want) -> Option<(&Line, usize)> {
        let found = wanted(self.figures.house(Lane::Card), want);
        let first = found
            .iter()
            .min_by_key(|line| line.item.first_deadline)
            .copied()?;
        Some((first, found.len()))
    }

    fn overdue(&self) -> Option<Task> {
        let (first, count) = self.first(Want::Overdue).filter(|_| self.keeps_cards())?;
        let past = first
            .item
            .first_deadline
            .map_or(0, |day| self.figures.today.days_since(day));
        let hint = fill2(self.t.t_overdue_hint, &first.member_number, past);
        let text = fill(self.t.t_overdue, count);
        let tag = Tag::new(Shape::Overdue, self.t.s_late);
        Some(self.task(text, "/cards?step=overdue", hint, tag))
    }

    fn ending(&self) -> Option<Task> {
        let (first, count) = self.first(Want::Ending).filter(|_| self.keeps_cards())?;
        let day = first.item.first_deadline?.short(self.by.lang);
        let hint = fill2(self.t.t_ending_hint, &first.member_number, day);
        let text = fill(self.t.t_ending, count);
        let tag = Tag::new(Shape::DueSoon, self.t.s_soon);
        Some(self.task(text, "/cards?step=ending", hint, tag))
    }

    fn bank(&self) -> Option<Task> {
        let (t, bank) = (self.t, self.figures.bank);
        let concerns = self.has(Duty::ApplicationOfficer) || self.oversees();
        let first = bank.first.filter(|_| concerns && bank.complete > 0)?;
        let (hint, tag) = if bank.overdue > 0 {
            let hint = fill(t.t_bank_late, bank.overdue);
            (hint, Tag::new(Shape::Overdue, t.s_late))
        } else {
            let hint = fill(t.t_bank_hint, first.short(self.by.lang));
            let soon = Tag::new(Shape::DueSoon, t.s_soon);
            let ready = Tag::new(Shape::Ready, t.s_ready);
            (hint, if bank.soon > 0 { soon } else { ready })
        };
        let text = fill(t.t_bank, bank.complete);
        Some(self.task(text, "/applications?state=complete", hint, tag))
    }

    fn receipts(&self) -> Vec<Task> {
        let t = self.t;
        let lanes = [
            (Duty::CardKeeper, Lane::Card, t.t_receive_cards),
            (Duty::PinKeeper, Lane::Pin, t.t_receive_pins),
        ];
        lanes
            .into_iter()
            .filter(|(duty, _, _)| self.has(*duty))
            .filter_map(|(_, lane, words)| {
                let waiting = self.figures.at(lane, Group::Bank);
                let tag = Tag::new(Shape::NotStarted, t.s_new);
                let hint = t.t_receive_hint.to_owned();
                (waiting > 0).then(|| self.task(fill(words, waiting), "/deliveries", hint, tag))
            })
            .collect()
    }

    fn faulty(&self) -> Vec<Task> {
        let t = self.t;
        Lane::BOTH
            .into_iter()
            .filter(|lane| self.has(lane.keeper()))
            .filter_map(|lane| {
                let counts = match lane {
                    Lane::Card => &self.figures.counts[0],
                    Lane::Pin => &self.figures.counts[1],
                };
                let faulty = counts.iter().filter(|c| c.place == "faulty");
                let pieces: i64 = faulty.map(|c| c.count).sum();
                let href = format!("/cards?lane={}&place=ended", lane.code());
                let hint = t.t_faulty_hint.to_owned();
                let tag = Tag::new(Shape::Due, t.s_due);
                (pieces > 0).then(|| self.task(fill(t.t_faulty, pieces), href, hint, tag))
            })
            .collect()
    }

    fn alone(&self) -> Option<Task> {
        let (t, [cards, pins]) = (self.t, &self.figures.alone);
        let keeps = self.has(Duty::CardKeeper) || self.has(Duty::PinKeeper) || self.oversees();
        let both = cards.len() + pins.len();
        if !keeps || both == 0 {
            return None;
        }
        let lane = if cards.is_empty() { "lane=pin&" } else { "" };
        let hint = fill2(t.alone_fact, cards.len(), pins.len());
        let tag = Tag::new(Shape::Due, t.s_mismatch);
        let href = format!("/cards?{lane}pair=missing");
        Some(self.task(fill(t.t_alone, both), href, hint, tag))
    }

    /// Entries of this person that were sent back: put right, or taken back.
    fn came_back(&self) -> Option<Task> {
        let (t, back) = (self.t, self.figures.came_back);
        let first = back.first.filter(|_| ledger::prepares(self.by))?;
        let place = if back.count == 1 {
            format!("/journal/drafts/{first}")
        } else {
            "/journal/drafts?state=sent_back".to_owned()
        };
        let tag = Tag::new(Shape::Due, t.s_came_back);
        let text = fill(t.t_came_back, back.count);
        Some(self.task(text, place, t.t_came_back_hint.to_owned(), tag))
    }

    /// C8: entries that others prepared, for those who approve them.
    fn approvals(&self) -> Option<Task> {
        let (t, waiting) = (self.t, self.figures.approvals);
        let oldest = waiting.oldest.filter(|_| ledger::approves(self.by))?;
        let days = self.figures.today.days_since(oldest);
        let tag = if days >= LONG_DAYS {
            Tag::new(Shape::Due, t.s_due)
        } else {
            Tag::new(Shape::Ready, t.s_approve)
        };
        let hint = fill(t.t_approve_hint, oldest.short(self.by.lang));
        let text = fill(t.t_approve, waiting.count);
        Some(self.task(text, "/journal/drafts", hint, tag))
    }
}
