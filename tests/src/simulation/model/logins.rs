//! Who may log in, by `RULES.md` (W2, W3, W10) alone: names, and whether each is an administrator.

use super::Model;

impl Model {
    /// Why nobody of this name can be added.
    pub fn may_add_person(&self, name: &str) -> Option<Vec<&'static str>> {
        let is_there = self.people.contains_key(name);
        is_there.then(|| vec!["person-exists"])
    }

    /// Why nobody of this name can be removed: the last administrator stays.
    pub fn may_remove_person(&self, name: &str) -> Option<Vec<&'static str>> {
        let administrators = self.people.values().filter(|is| **is).count();
        match self.people.get(name) {
            None => Some(vec!["no-such-person"]),
            Some(true) if administrators == 1 => Some(vec!["last-administrator"]),
            Some(_) => None,
        }
    }

    /// Why nobody's sessions can be ended. Where they can, nothing of him changes: sessions are nothing that is kept.
    pub fn may_end_sessions(&self, name: &str) -> Option<Vec<&'static str>> {
        (!self.people.contains_key(name)).then(|| vec!["no-such-person"])
    }

    pub fn adds_person(&mut self, name: String, is_administrator: bool) {
        self.people.insert(name, is_administrator);
    }

    pub fn removes_person(&mut self, name: &str) {
        self.people.remove(name);
    }
}
