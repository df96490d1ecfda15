//! What a refusal must be: rule and article or field, two languages, not a row written.

use sahakorn_tests::{Backend, fresh_key};
use serde_json::Value;

use super::{Ask, Office};

/// Refusals, and what the database holds.
impl Office {
    /// Row counts of every table but the access log, all counters and the head of the chain, as one text.
    pub fn rows(&self) -> String {
        let (names, seal) = match Backend::of_this_run().unwrap() {
            Backend::Sqlite => (
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
                "hex(seal)",
            ),
            Backend::Postgres => (
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename",
                "encode(seal, 'hex')",
            ),
        };
        let site = self.server.site();
        let names = site.tamper(names).unwrap();
        let counts: Vec<String> = names
            .lines()
            .filter(|name| !["access_log", "counters"].contains(name))
            .map(|name| format!("SELECT '{name}', COUNT(*) FROM {name}"))
            .collect();
        assert!(counts.len() > 30, "tables: {names}");
        let counts = site.tamper(&counts.join(" UNION ALL ")).unwrap();
        let head = site
            .tamper(&format!("SELECT seq, {seal} FROM chain_head"))
            .unwrap();
        let counters = site
            .tamper("SELECT * FROM counters WHERE series <> 'access_log' ORDER BY 1")
            .unwrap();
        format!("{counts}\nhead {head}\n{counters}")
    }

    /// One number out of the database.
    pub fn count_of(&self, sql: &str) -> i64 {
        self.server.site().tamper(sql).unwrap().parse().unwrap()
    }

    /// Asks twice, for Thai and for English: refused with the status, by a rule with its article (or as practice) or at a
    /// field, in both languages, and not one row more. The Thai problem.
    pub fn refused(&self, status: u16, ask: &Ask) -> Value {
        let before = self.rows();
        let in_language = |lang: &'static str| {
            let mut ask = ask.clone().lang(lang);
            ask.key = ask.key.or_else(|| Some(fresh_key()));
            let answer = self.send(&ask);
            assert_eq!(
                answer.status,
                status,
                "{} {}: {}",
                ask.method,
                ask.path,
                answer.text()
            );
            assert_eq!(
                answer.header("content-type"),
                Some("application/problem+json"),
                "{}",
                ask.path
            );
            answer.json()
        };
        let (th, en) = (in_language("th"), in_language("en"));
        self.wrote_nothing(&before, &format!("{} {}", ask.method, ask.path));
        is_a_problem(&th, &en);
        th
    }

    /// The rows are as they were.
    pub fn wrote_nothing(&self, before: &str, what: &str) {
        let after = self.rows();
        let new: Vec<&str> = after
            .lines()
            .filter(|line| !before.lines().any(|old| old == *line))
            .collect();
        assert!(
            after == before,
            "{what} was refused and has written: {new:?}"
        );
    }

    /// The same for a POST with a fresh key, refused by this rule.
    pub fn refused_by(
        &self,
        rule: &str,
        status: u16,
        who: &str,
        path: impl Into<String>,
        body: &Value,
    ) -> Value {
        let problem = self.refused(status, &Ask::post(path, body).by(self.token(who)));
        assert_eq!(problem["rule"], rule, "{problem}");
        problem
    }

    /// The same, refused at this field.
    pub fn refused_at(
        &self,
        field: &str,
        status: u16,
        who: &str,
        path: impl Into<String>,
        body: &Value,
    ) -> Value {
        let problem = self.refused(status, &Ask::post(path, body).by(self.token(who)));
        has_field(&problem, field);
        problem
    }
}

pub fn has_field(problem: &Value, field: &str) {
    let fields = problem["errors"].as_array().unwrap();
    assert!(
        fields.iter().any(|error| error["field"] == field),
        "no fault at {field}: {problem}"
    );
}

fn is_thai(text: &str) -> bool {
    text.chars().any(|c| ('\u{e01}'..='\u{e5b}').contains(&c))
}

fn is_a_problem(th: &Value, en: &Value) {
    for member in ["title", "detail"] {
        let (thai, english) = (th[member].as_str().unwrap(), en[member].as_str().unwrap());
        assert!(is_thai(thai), "{member} is not Thai: {th}");
        assert!(
            !english.trim().is_empty() && english != thai,
            "{member} is not English: {en}"
        );
    }
    for (key, value) in [
        ("rule", &th["rule"]),
        ("article", &th["article"]),
        ("code", &th["code"]),
    ] {
        assert_eq!(value, &en[key], "{key} differs between the languages");
    }
    let founded =
        th["rule"].is_string() && (th["article"].is_string() || th["practice"].is_string());
    let fields = th["errors"].as_array().unwrap();
    assert!(
        founded || !fields.is_empty(),
        "neither a rule with its article nor a field: {th}"
    );
    for (thai, english) in fields.iter().zip(en["errors"].as_array().unwrap()) {
        assert!(
            is_thai(thai["message"].as_str().unwrap()),
            "the field's words are not Thai: {th}"
        );
        assert_ne!(thai["message"], english["message"]);
    }
}
