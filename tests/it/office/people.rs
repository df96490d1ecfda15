//! People entered by a test.

use serde_json::json;

use super::Office;

impl Office {
    /// A person entered today with these roles, and the order under which duties are given.
    pub fn entered(&self, roles: &[&str]) -> (i64, i64) {
        let keeper = &self.system_keeper;
        let person = json!({ "name": format!("นายทดสอบ {}", Office::count()), "national_id": Office::national_id() });
        let person = self.id(keeper, "/api/v1/persons", &person);
        for role in roles {
            self.done(
                keeper,
                format!("/api/v1/persons/{person}/roles"),
                &json!({ "role": role, "from": self.today() }),
            );
        }
        let order = json!({ "number": format!("T{}/2569", Office::count()), "dated": self.today(), "from": self.today() });
        (person, self.id(keeper, "/api/v1/orders", &order))
    }

    /// Gives a duty from today on; its id.
    pub fn gives(&self, (person, order): (i64, i64), duty: &str) -> i64 {
        let given = json!({ "person": person, "duty": duty, "order": order, "from": self.today() });
        self.id(&self.system_keeper, "/api/v1/duties", &given)
    }

    /// Ends a duty at once.
    pub fn ends(&self, duty: i64) {
        let end = json!({ "reason": "เปลี่ยนหน้าที่" });
        let path = format!("/api/v1/duties/{duty}/end");
        self.done(&self.system_keeper, path, &end);
    }

    /// Ends this duty at once for whoever holds it, so that another can be given it.
    pub fn vacates(&self, duty: &str) {
        let matrix = self.get(&self.system_keeper, "/api/v1/duties");
        let people = matrix["people"].as_array().unwrap().iter();
        let cells = people.flat_map(|row| row["cells"].as_array().unwrap());
        let held: Vec<i64> = cells
            .filter(|cell| cell["duty"] == duty)
            .flat_map(|cell| cell["held"].as_array().unwrap())
            .map(|held| held["id"].as_i64().unwrap())
            .collect();
        assert!(!held.is_empty(), "nobody is {duty}");
        held.into_iter().for_each(|id| self.ends(id));
    }

    /// Opens the person's account, changes the first password, and gives the token.
    pub fn signs_in(&self, person: i64) -> String {
        let username = format!("test{person}");
        let opened = self.done(
            &self.system_keeper,
            format!("/api/v1/persons/{person}/account"),
            &json!({ "username": username }),
        );
        let first = opened["one_time_password"].as_str().unwrap();
        let body = json!({ "username": username, "password": first });
        let token = self
            .server
            .post("/api/v1/auth/token", None, None, &body)
            .json()["access_token"]
            .as_str()
            .unwrap()
            .to_owned();
        let change = json!({ "old_password": first, "new_password": "ประตูสีเขียว-บานที่-47" });
        let changed = self
            .server
            .post("/api/v1/auth/password", Some(&token), None, &change);
        assert_eq!(changed.status, 200, "{}", changed.text());
        changed.json()["access_token"].as_str().unwrap().to_owned()
    }
}
