//! A request with everything that a test may want to say.

use sahakorn_tests::{Answer, Client, Request};
use serde_json::Value;

/// A request as a test writes it. `lang` is what the client accepts.
#[derive(Debug, Clone)]
pub struct Ask {
    pub method: &'static str,
    pub path: String,
    pub token: Option<String>,
    pub key: Option<String>,
    pub lang: &'static str,
    pub content_type: String,
    pub body: Vec<u8>,
}

impl Ask {
    pub fn post(path: impl Into<String>, body: &Value) -> Self {
        Self {
            method: "POST",
            path: path.into(),
            token: None,
            key: None,
            lang: "th",
            content_type: "application/json".to_owned(),
            body: body.to_string().into_bytes(),
        }
    }

    pub fn get(path: impl Into<String>) -> Self {
        let mut ask = Self::post(path, &Value::Null);
        (ask.method, ask.body) = ("GET", Vec::new());
        ask
    }

    /// A form with the fields, and the file in the field `file`.
    pub fn upload(path: impl Into<String>, fields: &[(&str, &str)], file: &[u8]) -> Self {
        const EDGE: &str = "edge-of-the-parts";
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!(
                "--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            );
            body.extend_from_slice(part.as_bytes());
        }
        let head = format!(
            "--{EDGE}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"members.csv\"\r\nContent-Type: text/csv\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(file);
        body.extend_from_slice(format!("\r\n--{EDGE}--\r\n").as_bytes());
        let mut ask = Self::post(path, &Value::Null);
        ask.content_type = format!("multipart/form-data; boundary={EDGE}");
        ask.body = body;
        ask
    }

    pub fn method(mut self, method: &'static str) -> Self {
        self.method = method;
        self
    }

    pub fn by(mut self, token: impl Into<String>) -> Self {
        self.token = Some(token.into());
        self
    }

    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    pub fn lang(mut self, lang: &'static str) -> Self {
        self.lang = lang;
        self
    }

    pub fn send(&self, client: &mut Client) -> Answer {
        let bearer = self.token.as_ref().map(|token| format!("Bearer {token}"));
        let mut headers = vec![("Accept-Language", self.lang)];
        headers.extend(bearer.as_deref().map(|value| ("Authorization", value)));
        headers.extend(self.key.as_deref().map(|key| ("Idempotency-Key", key)));
        if self.method != "GET" {
            headers.push(("Content-Type", self.content_type.as_str()));
        }
        let request = Request {
            method: self.method,
            path: &self.path,
            headers: &headers,
            body: &self.body,
        };
        client.send(&request).unwrap()
    }
}
