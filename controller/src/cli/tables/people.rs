//! People who may log in, and what one of them is given.

use crate::cli::grid::Grid;
use crate::cli::output::Output;
use crate::cli::page::{grid, line, word, yes_or_no};
use crate::json::role_word;
use crate::texts::{Clock, label};
use madoguchi_fleet::time::TimeOfDay;
use madoguchi_licensing::codes;
use madoguchi_proto::v1;
use madoguchi_texts::Lang;

/// The list of people.
pub(crate) fn people(list: &v1::ListPeopleResponse, lang: Lang) -> String {
    let mut page = String::new();
    if list.people.is_empty() {
        line(&mut page, &word(lang, "cli-no-users"));
        return page;
    }
    let clock = Clock::at_offset(list.utc_offset_min);
    let columns = ["name", "role", "since", "second-factor", "recovery"];
    let mut table = Grid::new(lang, &columns);
    for person in &list.people {
        table.add_row([
            person.name.clone(),
            role(person, lang),
            clock.day(TimeOfDay(person.since_ms)),
            yes_or_no(lang, person.second_factor),
            match person.second_factor {
                true => person.recovery_codes.to_string(),
                false => String::new(),
            },
        ]);
    }
    grid(&mut page, &table);
    page
}

/// What was done with a person.
pub(crate) fn person(done: &str, person: &v1::Person, lang: Lang) -> String {
    let mut page = String::new();
    let role = role(person, lang);
    let args = [("name", person.name.as_str()), ("role", role.as_str())];
    line(&mut page, &label(lang, done, &args));
    page
}

/// What a second factor is made of: a picture for a program on a telephone where there is a screen, its text, and the recovery codes.
pub(crate) fn second_factor(otpauth: &str, recovery: &[String], output: &Output) -> String {
    let lang = output.lang;
    let mut page = String::new();
    line(&mut page, &word(lang, "cli-user-otpauth"));
    if output.has_screen()
        && let Ok(picture) = codes::terminal(otpauth)
    {
        page.push_str(&picture);
    }
    page.push_str(&format!("{otpauth}\n\n"));
    line(&mut page, &word(lang, "cli-user-recovery"));
    for code in recovery {
        page.push_str(&format!("  {code}\n"));
    }
    page
}

fn role(person: &v1::Person, lang: Lang) -> String {
    word(lang, &format!("cli-role-{}", role_word(person)))
}
