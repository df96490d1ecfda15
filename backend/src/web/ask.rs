//! The page that asks something before an act: the reason, a day, a choice. Features put their own fields into it; what is
//! refused is told on it, with the fields as they were typed.

use std::cell::RefCell;

use actix_web::HttpResponse;
use askama::Template;

use super::frame::answered;
use super::parts::{Banner, Field, FieldNote, FormKeys, Heading, Link, Tone, Wrongs};
use super::shell::Shell;
use crate::kernel::{Lang, Problem};

/// Asks something before an act
#[derive(Debug, Default, Template)]
#[template(path = "web/templates/pages/ask.html")]
pub struct AskPage {
    /// Frame
    pub shell: Shell,
    /// Keys, with the version where the record changes
    pub keys: FormKeys,
    /// Where it posts to
    pub action: String,
    /// Words of the heading and of the button
    pub title: String,
    /// The way to the record, from the list on
    pub crumbs: Vec<Link>,
    /// What refuses the whole act, with its rule
    pub banners: Vec<Banner>,
    /// What the act is about: name and value
    pub facts: Vec<(String, String)>,
    /// Fields, in order
    pub fields: Vec<Field>,
    /// What was asked for, once it may be shown
    pub shown: String,
    /// What is wrong
    pub notes: Vec<FieldNote>,
    /// Code for the telephone; empty when nothing is wrong
    pub code: String,
    /// The record's page
    pub back: String,
}

impl AskPage {
    /// A form that brings a file is sent in parts.
    fn brings_a_file(&self) -> bool {
        self.fields.iter().any(Field::is_a_file)
    }

    fn heading(&self) -> Heading {
        let bare = Heading::new(&self.shell.lang, &self.title);
        self.crumbs
            .iter()
            .fold(bare, |heading, link| heading.crumb(&link.text, &link.href))
    }
}

/// What a form says that was refused.
#[derive(Debug, Default)]
pub struct Refusal {
    /// The status of the page
    pub status: u16,
    /// What refuses the whole act, with its rule
    pub banners: Vec<Banner>,
    /// What is wrong with each field
    pub notes: Vec<FieldNote>,
    /// Code for the telephone
    pub code: String,
}

impl Refusal {
    /// What the form says of a problem that the person can put right; any other problem is given back and becomes a page of
    /// its own. `names` turns a field of the interface into one of the form.
    pub fn of(
        problem: Problem,
        lang: Lang,
        names: impl Fn(&str) -> String,
    ) -> Result<Self, Problem> {
        if !is_for_the_form(&problem) {
            return Err(problem);
        }
        let whole = problem.errors.is_empty() || problem.rule.is_some();
        Ok(Self {
            status: problem.status,
            banners: whole
                .then(|| Banner::new(Tone::Danger, sentence(&problem, lang)))
                .into_iter()
                .collect(),
            notes: field_notes(&problem, lang, names),
            code: problem.code.to_owned(),
        })
    }
}

/// The same page again, with what is wrong on it; what nobody can put right in a form is given back.
pub async fn refused<P: Template>(
    problem: Problem,
    lang: Lang,
    draw: impl AsyncFnOnce(Refusal) -> Result<P, Problem>,
) -> Result<HttpResponse, Problem> {
    let refusal = Refusal::of(problem, lang, str::to_owned)?;
    let status = refusal.status;
    answered(status, &draw(refusal).await?)
}

/// The refusal in one sentence, with the rule that refuses and where it stands.
pub fn sentence(problem: &Problem, lang: Lang) -> String {
    let detail = problem.detail.get(lang);
    problem.rule.map_or_else(
        || detail.to_owned(),
        |rule| format!("{detail} ({} {})", rule.id(), rule.ground(lang)),
    )
}

tokio::task_local! {
    static SHOWN: RefCell<Option<Problem>>;
}

/// An answer, and the refusal that its page shows. A form that comes back with what is wrong is a page like any other; the
/// guard learns here that an act was refused, and writes it to the access log as it does for programs.
pub async fn watched<T>(answer: impl Future<Output = T>) -> (T, Option<Problem>) {
    SHOWN
        .scope(RefCell::new(None), async {
            let answer = answer.await;
            (answer, SHOWN.with(RefCell::take))
        })
        .await
}

/// What is wrong, for the summary and beside the fields; `names` turns a field of the interface into one of the form.
pub fn field_notes(
    problem: &Problem,
    lang: Lang,
    names: impl Fn(&str) -> String,
) -> Vec<FieldNote> {
    // Outside a request, in tests, nobody watches.
    let _ = SHOWN.try_with(|shown| shown.replace(Some(problem.clone())));
    problem
        .errors
        .iter()
        .map(|e| FieldNote {
            field: names(&e.field),
            message: e.message.get(lang).to_owned(),
        })
        .collect()
}

/// A refusal on the form that it refuses: each field, or the whole of it, in words with the article and the rule's id.
pub fn notes(problem: &Problem, lang: Lang) -> Vec<FieldNote> {
    let ground = problem.rule.map_or_else(String::new, |rule| {
        format!(" ({}, {rule})", rule.ground(lang))
    });
    let mut notes = field_notes(problem, lang, str::to_owned);
    if notes.is_empty() {
        notes.push(FieldNote {
            field: "main".to_owned(),
            message: problem.detail.get(lang).to_owned(),
        });
    }
    for note in &mut notes {
        note.message.push_str(&ground);
    }
    notes
}

/// Whether the page shows what is wrong beside its fields; anything else is a page of its own.
pub fn is_for_the_form(problem: &Problem) -> bool {
    matches!(problem.status, 400 | 409 | 422)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::kernel::{Rule, Text};

    fn refused(status: u16) -> Problem {
        let said = Text::fixed("ไม่ได้", "No.");
        Problem::new(status, "E-X-1", said.clone(), said)
    }

    #[test]
    fn a_refusal_names_its_rule_and_the_forms_own_fields() {
        let problem =
            refused(422)
                .rule(Rule::C8)
                .field("text", "x", Text::fixed("ขาด", "Missing."));
        let said = Refusal::of(problem, Lang::En, |_| "reason".to_owned()).unwrap();
        assert_eq!(said.notes[0].field, "reason");
        assert!(said.banners[0].sentence.starts_with("No. (C8 "));
        let bare = refused(400).field("text", "x", Text::fixed("ขาด", "Missing."));
        let said = Refusal::of(bare, Lang::En, str::to_owned).unwrap();
        assert!(said.banners.is_empty());
    }

    #[test]
    fn what_nobody_can_put_right_in_a_form_stays_a_problem() {
        for status in [401, 403, 404, 500] {
            assert!(Refusal::of(refused(status), Lang::Th, str::to_owned).is_err());
        }
    }
}
