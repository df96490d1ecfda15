//! Who may sign in to the demonstration.

use std::path::Path;

use serde_json::Value;

use crate::{During, Trouble};

/// One line of `sign-ins.json`.
#[derive(Debug, Clone)]
pub struct SignIn {
    pub username: String,
    pub password: String,
    pub name: String,
    pub roles: Vec<String>,
    pub duties: Vec<String>,
}

impl SignIn {
    /// Reads `sign-ins.json` in the demonstration's folder.
    pub fn all_in(data: &Path) -> Result<Vec<Self>, Trouble> {
        let path = data.join("sign-ins.json");
        let text = std::fs::read_to_string(&path).during(path.display())?;
        let list: Vec<Value> = serde_json::from_str(&text).during("sign-ins.json")?;
        Ok(list.iter().map(Self::of).collect())
    }

    fn of(entry: &Value) -> Self {
        let text = |name: &str| entry[name].as_str().unwrap_or_default().to_owned();
        let list = |name: &str| {
            let items = entry[name]
                .as_array()
                .map(Vec::as_slice)
                .unwrap_or_default();
            items
                .iter()
                .map(|item| {
                    item.as_str()
                        .map_or_else(|| item.to_string(), str::to_owned)
                })
                .collect()
        };
        Self {
            username: text("username"),
            password: text("password"),
            name: text("name"),
            roles: list("roles"),
            duties: list("duties"),
        }
    }
}
