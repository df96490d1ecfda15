//! Expected against what is here. The page itself carries what was scanned so far, so nothing is written before the receipt and
//! a lost line loses nothing.

use actix_web::{HttpRequest, HttpResponse, web};

use super::super::custody::model::{Fault, Lane};
use super::super::custody::service::{self as custody, Receive, ReceiveLine};
use super::super::error::CardError;
use super::super::shown::{is_for_the_form, month, order_of, thing};
use super::super::views::{ExpectedRow, MoveTexts, ReceivePage, ReceivedRow, ScannedRow};
use super::expected::{self, Line, Lines};
use crate::app::App;
use crate::identity::model::{Actor, DutyHeld};
use crate::identity::service as identity;
use crate::kernel::{BatchId, BusinessDate, ItemId, Lang, Problem, Text};
use crate::web::ask::notes;
use crate::web::body::Posted;
use crate::web::frame::{answered, done, keys, shell};
use crate::web::parts::{Choice, FieldNote, Shape, Tag};
use crate::web::texts::{fill, fill2};

const WHOLE: &str = "whole";
/// From this many digits on, what was scanned may be a number that is nobody's business.
const PRIVATE_DIGITS: usize = 12;

/// A batch and a lane, as the address names them.
type At = web::Path<(i64, String)>;

/// What the form says of what is here.
#[derive(Default)]
struct Here {
    ticked: Vec<i64>,
    envelopes: Vec<(i64, String)>,
    conditions: Vec<(i64, String)>,
    extras: Vec<String>,
    received_on: String,
}

impl Here {
    fn of(form: &Posted, lines: &Lines) -> Self {
        let ids = || lines.awaited.iter().map(|line| line.item.id);
        let each = |what: &str| {
            ids()
                .map(|id| (id, form.text(&format!("{what}_{id}")).to_owned()))
                .filter(|(_, text)| !text.is_empty())
                .collect::<Vec<_>>()
        };
        let envelopes = each("envelope");
        let mut ticked = form.ids("here");
        // An envelope whose number was typed is here.
        ticked.extend(envelopes.iter().map(|(id, _)| *id));
        ticked.sort_unstable();
        ticked.dedup();
        Self {
            ticked,
            envelopes,
            conditions: each("condition"),
            extras: form.many("extra").into_iter().map(str::to_owned).collect(),
            received_on: form.text("received_on").to_owned(),
        }
    }

    /// One more is here; what is on no list is an extra. False when it was here before: one thing never counts as two.
    fn add(&mut self, lines: &Lines, asked: &str) -> bool {
        let meant = |line: &&Line| line.is_meant(asked);
        let found: Vec<_> = lines.awaited.iter().filter(meant).collect();
        let next = found.iter().find(|l| !self.ticked.contains(&l.item.id));
        match next {
            Some(line) => self.ticked.push(line.item.id),
            None if !found.is_empty() => return false,
            None if asked.is_empty() => {}
            None => {
                let digits = asked.bytes().filter(u8::is_ascii_digit).count();
                let shown = match (digits, asked.len()) {
                    (4, 4) => super::super::shown::masked(asked),
                    // As long as a national ID or a mistyped card number: it is not written back.
                    (PRIVATE_DIGITS.., _) => "••••".to_owned(),
                    (_, _) => asked.to_owned(),
                };
                if self.extras.contains(&shown) {
                    return false;
                }
                self.extras.push(shown);
            }
        }
        true
    }

    fn text_of(rows: &[(i64, String)], id: i64) -> &str {
        rows.iter()
            .find(|(of, _)| *of == id)
            .map_or("", |(_, text)| text)
    }
}

struct Asked {
    batch: BatchId,
    lane: Lane,
    lines: Lines,
    duties: Vec<DutyHeld>,
}

async fn read(app: &App, by: &Actor, at: &At) -> Result<Asked, Problem> {
    let (batch, lane) = (BatchId::new(at.0), Lane::parse(&at.1));
    let lane = lane.ok_or_else(Problem::not_found)?;
    let (person, today) = (by.person, app.clock.today());
    let (lines, duties) = app
        .read(move |conn| {
            let duties = identity::duties_of(conn, person, today)?;
            Ok::<_, CardError>((expected::read(conn, batch, lane)?, duties))
        })
        .await?;
    Ok(Asked {
        batch,
        lane,
        lines,
        duties,
    })
}

pub async fn page(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    at: At,
) -> Result<HttpResponse, Problem> {
    let asked = read(&app, &by, &at).await?;
    let here = Here {
        received_on: app.clock.today().table(by.lang),
        ..Here::default()
    };
    answered(200, &drawn(&app, &req, &by, &asked, &here, Vec::new()))
}

/// One more is here. Nothing is written.
pub async fn scan(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    at: At,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let asked = read(&app, &by, &at).await?;
    let mut here = Here::of(&form, &asked.lines);
    let is_new = here.add(&asked.lines, &expected::asked(form.text("code")));
    let again = FieldNote {
        field: "code".to_owned(),
        message: MoveTexts::of(by.lang).scanned_already.to_owned(),
    };
    let notes = if is_new { Vec::new() } else { vec![again] };
    answered(200, &drawn(&app, &req, &by, &asked, &here, notes))
}

/// Receives what is here; what is not stays with the bank.
pub async fn receive(
    app: web::Data<App>,
    by: Actor,
    req: HttpRequest,
    at: At,
    form: Posted,
) -> Result<HttpResponse, Problem> {
    let asked = read(&app, &by, &at).await?;
    let here = Here::of(&form, &asked.lines);
    let done_ = match command(&app, &asked, &here) {
        Ok(cmd) => custody::receive(&app, &by, Some(form.key), cmd)
            .await
            .map_err(Problem::from),
        Err(problem) => Err(problem),
    };
    match done_ {
        Ok(_) => Ok(received(&asked, &here, by.lang)),
        Err(problem) if is_for_the_form(&problem) => {
            let notes = at_rows(notes(&problem, by.lang), &here);
            let page = drawn(&app, &req, &by, &asked, &here, notes);
            answered(problem.status, &page)
        }
        Err(problem) => Err(problem),
    }
}

/// The service counts lines of its command; the page names fields by item.
fn at_rows(notes: Vec<FieldNote>, here: &Here) -> Vec<FieldNote> {
    let renamed = |field: &str| {
        let mut parts = field.split('.');
        let (head, at, what) = (parts.next(), parts.next(), parts.next());
        let id = at.and_then(|n| here.ticked.get(n.parse::<usize>().ok()?));
        match (head, id, what) {
            (Some("lines"), Some(id), Some("envelope_no")) => Some(format!("envelope_{id}")),
            (_, _, _) => None,
        }
    };
    notes
        .into_iter()
        .map(|note| FieldNote {
            field: renamed(&note.field).unwrap_or(note.field),
            message: note.message,
        })
        .collect()
}

fn received(asked: &Asked, here: &Here, lang: Lang) -> HttpResponse {
    let words = MoveTexts::of(lang);
    let said = match asked.lane {
        Lane::Card => words.received_cards,
        Lane::Pin => words.received_pins,
    };
    let to = format!("/deliveries/{}/{}", asked.batch, asked.lane.code());
    done(&to, &fill(said, here.ticked.len()))
}

fn command(app: &App, asked: &Asked, here: &Here) -> Result<Receive, Problem> {
    let say = |field: &str, of: fn(&MoveTexts) -> &'static str| {
        let text = Text::of(of(MoveTexts::of(Lang::Th)), of(MoveTexts::of(Lang::En)));
        Problem::bad_field(field, "E-CARD-027", text)
    };
    if here.ticked.is_empty() {
        return Err(say("code", |words| words.tick_first));
    }
    let received_on = BusinessDate::parse_input(&here.received_on, app.clock.today())
        .map_err(|_| say("received_on", |words| words.date_unread))?;
    let lines = here.ticked.iter().map(|id| ReceiveLine {
        item: ItemId::new(*id),
        envelope_no: Some(Here::text_of(&here.envelopes, *id).to_owned()).filter(|t| !t.is_empty()),
        fault: fault(Here::text_of(&here.conditions, *id)),
        note: String::new(),
    });
    Ok(Receive {
        lane: asked.lane,
        received_on,
        lines: lines.collect(),
    })
}

fn faults(lane: Lane) -> &'static [(Fault, &'static str)] {
    match lane {
        Lane::Card => &[
            (Fault::WrongName, "wrong_name"),
            (Fault::WrongNumber, "wrong_number"),
            (Fault::WrongExpiry, "wrong_expiry"),
            (Fault::Damaged, "damaged"),
        ],
        Lane::Pin => &[(Fault::Opened, "opened"), (Fault::Damaged, "damaged")],
    }
}

fn fault(code: &str) -> Option<Fault> {
    let mut all = Lane::BOTH.into_iter().flat_map(faults);
    all.find(|(_, name)| *name == code).map(|(fault, _)| *fault)
}

fn conditions(lane: Lane, lang: Lang) -> Vec<Choice> {
    let words = MoveTexts::of(lang);
    let whole = super::super::views::CardTexts::of(lang).whole;
    let named = faults(lane).iter().map(|(fault, code)| {
        let text = match fault {
            Fault::WrongName => words.fault_wrong_name,
            Fault::WrongNumber => words.fault_wrong_number,
            Fault::WrongExpiry => words.fault_wrong_expiry,
            Fault::Damaged => words.fault_damaged,
            Fault::Opened => words.fault_opened,
            Fault::MemberLeft => words.fault_member_left,
        };
        Choice::new(*code, text)
    });
    std::iter::once(Choice::new(WHOLE, whole))
        .chain(named)
        .collect()
}

fn drawn(
    app: &App,
    req: &HttpRequest,
    by: &Actor,
    asked: &Asked,
    here: &Here,
    notes: Vec<FieldNote>,
) -> ReceivePage {
    let (lang, lines, lane) = (by.lang, &asked.lines, asked.lane);
    let words = MoveTexts::of(lang);
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let expected = match lane {
        Lane::Card => lines.awaited.len() + lines.received.len(),
        Lane::Pin => lines.cards_received,
    };
    let order = order_of(&asked.duties, lane.keeper(), lang);
    let apart = |line: &&Line| line.item.place == "faulty";
    ReceivePage {
        shell: shell(app, req, Some(by)),
        keys: keys(by, None),
        thing: thing(lane),
        path: format!("/deliveries/{}/{}", asked.batch, lane.code()),
        delivery: fill2(words.delivery_of, &lines.batch_no, &lines.reference),
        keeper: order.map_or_else(|| by.name.clone(), |o| format!("{} ({o})", by.name)),
        ordered: count(lines.ordered),
        expected: count(expected),
        scanned: count(here.ticked.len()),
        missing: count(lines.awaited.len().saturating_sub(here.ticked.len())),
        extra: count(here.extras.len()),
        banners: Vec::new(),
        notes,
        rows: lines.awaited.iter().map(|l| row(l, here, lang)).collect(),
        extras: here.extras.iter().map(|e| extra(e, lang)).collect(),
        conditions: conditions(lane, lang),
        received_on: here.received_on.clone(),
        received: lines.received.iter().map(|l| before(l, by)).collect(),
        send_back_href: lines
            .received
            .iter()
            .find(apart)
            .map_or_else(String::new, |_| format!("/send-back?lane={}", lane.code())),
    }
}

fn row(line: &Line, here: &Here, lang: Lang) -> ExpectedRow {
    let (id, words) = (line.item.id, MoveTexts::of(lang));
    let scanned = here.ticked.contains(&id);
    let known = line.number();
    ExpectedRow {
        id,
        member_number: line.member_number.clone(),
        name: line.member_name.clone(),
        asks_number: known.is_none(),
        number: known.unwrap_or_else(|| Here::text_of(&here.envelopes, id).to_owned()),
        expires: month(BusinessDate::new(line.card.expires_on), lang),
        scanned,
        condition: Here::text_of(&here.conditions, id).to_owned(),
        tag: if scanned {
            Tag::new(Shape::Done, words.here)
        } else {
            Tag::new(Shape::NotStarted, words.not_here)
        },
    }
}

fn extra(number: &str, lang: Lang) -> ScannedRow {
    ScannedRow {
        number: number.to_owned(),
        guess: MoveTexts::of(lang).not_on_list.to_owned(),
    }
}

fn before(line: &Line, by: &Actor) -> ReceivedRow {
    let words = MoveTexts::of(by.lang);
    let own = line.item.keeper_id == Some(by.person.get());
    let still =
        matches!(line.item.place.as_str(), "safe" | "faulty") && line.item.first_no.is_none();
    let since = line.item.received_on.unwrap_or(line.item.since);
    let day = BusinessDate::new(since).table(by.lang);
    ReceivedRow {
        member: format!("{} {}", line.member_number, line.member_name),
        number: line.number().unwrap_or_default(),
        tag: if line.item.place == "faulty" {
            Tag::new(Shape::Blocked, fill(words.set_apart, day))
        } else {
            Tag::new(Shape::Done, day)
        },
        correct_href: if own && still {
            format!("/receipts/{}", line.item.id)
        } else {
            String::new()
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c7_every_fault_of_a_lane_can_be_chosen_and_read_again() {
        for lane in Lane::BOTH {
            for (known, code) in faults(lane) {
                assert_eq!(fault(code), Some(*known));
            }
            assert_eq!(conditions(lane, Lang::Th).len(), faults(lane).len() + 1);
        }
        assert_eq!(fault(WHOLE), None);
    }

    #[test]
    fn a_line_of_the_command_is_the_row_that_was_ticked() {
        let here = Here {
            ticked: vec![41, 57],
            ..Here::default()
        };
        let note = |field: &str| FieldNote {
            field: field.into(),
            message: String::new(),
        };
        let named = at_rows(
            vec![note("lines.1.envelope_no"), note("received_on")],
            &here,
        );
        assert_eq!(named[0].field, "envelope_57");
        assert_eq!(named[1].field, "received_on");
    }
}
