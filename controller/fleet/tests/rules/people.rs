//! People who may log in (RULES W2 to W6).

use crate::kit::Clinic;
use madoguchi_fleet::Refusal;
use madoguchi_fleet::command::{Act, AddPerson, Command};
use madoguchi_fleet::decision::Answer;
use madoguchi_fleet::ids::PersonName;
use madoguchi_fleet::people::{Credentials, MAX_PEOPLE, Person, Proof, Role, SecondFactor, Secret};
use madoguchi_fleet::ticket::Actor;

fn called(name: &str) -> PersonName {
    PersonName::parse(name).unwrap()
}

fn password(hash: &str) -> Credentials {
    Credentials {
        password: Secret(hash.into()),
        second: None,
    }
}

fn with_codes(codes: &[u8]) -> Credentials {
    Credentials {
        second: Some(SecondFactor {
            secret: Secret([7; 20]),
            last_step: 0,
            recovery: codes.iter().map(|code| Secret([*code; 32])).collect(),
        }),
        ..password("hash")
    }
}

impl Clinic {
    fn add_person(
        &mut self,
        name: &str,
        role: Role,
        credentials: Credentials,
    ) -> Result<Answer, Refusal> {
        self.staff(Command::AddPerson(Box::new(AddPerson {
            name: called(name),
            role,
            credentials,
        })))
    }

    fn reset(&mut self, name: &str, credentials: Credentials) -> Result<Answer, Refusal> {
        self.staff(Command::SetCredentials {
            name: called(name),
            credentials: Box::new(credentials),
        })
    }

    fn remove(&mut self, name: &str) -> Result<Answer, Refusal> {
        self.staff(Command::RemovePerson { name: called(name) })
    }

    fn person(&self, name: &str) -> &Person {
        self.fleet.person(&called(name)).unwrap()
    }

    /// A login with the credentials that the person has now.
    fn log_in(&mut self, name: &str, proof: Option<Proof>) -> Result<Answer, Refusal> {
        let generation = self.person(name).generation;
        self.log_in_of(name, generation, proof)
    }

    fn log_in_of(
        &mut self,
        name: &str,
        generation: u64,
        proof: Option<Proof>,
    ) -> Result<Answer, Refusal> {
        self.act(Act {
            request: None,
            actor: Actor::Person(called(name)),
            place: None,
            command: Command::LogIn {
                name: called(name),
                generation,
                proof,
            },
        })
    }
}

#[test]
fn a_name_is_one_persons_in_any_case_and_width() {
    let mut clinic = Clinic::new();
    clinic
        .add_person("Yamada", Role::Reception, password("a"))
        .unwrap();
    for same in ["yamada", "ＹＡＭＡＤＡ", " Yamada "] {
        let again = clinic.add_person(same, Role::Vendor, password("b"));
        assert_eq!(
            again,
            Err(Refusal::PersonExists(called("Yamada"))),
            "{same}"
        );
    }
    clinic
        .add_person("山田", Role::Support, password("c"))
        .unwrap();
    assert_eq!(clinic.person("ＹＡＭＡＤＡ").role, Role::Reception);
    for nobody in ["", " ", "a\nb", "\u{200b}", &"長".repeat(33)] {
        assert_eq!(PersonName::parse(nobody), None, "{nobody:?}");
    }
    assert!(PersonName::parse(&"か\u{3099}".repeat(32)).is_some());
}

#[test]
fn more_people_than_may_log_in_are_refused_and_the_others_stay() {
    let mut clinic = Clinic::new();
    for n in 1..=MAX_PEOPLE {
        clinic
            .add_person(&format!("p{n}"), Role::Reception, password("a"))
            .unwrap();
    }
    let more = clinic.add_person("more", Role::Reception, password("a"));
    assert_eq!(more, Err(Refusal::TooManyPeople(64)));
    clinic.log_in("p64", None).unwrap();
    clinic.remove("p1").unwrap();
    clinic
        .add_person("more", Role::Reception, password("a"))
        .unwrap();
}

#[test]
fn the_only_administrator_stays_until_there_is_another() {
    let mut clinic = Clinic::new();
    clinic
        .add_person("first", Role::Administrator, password("a"))
        .unwrap();
    clinic
        .add_person("desk", Role::Reception, password("b"))
        .unwrap();
    assert_eq!(
        clinic.remove("FIRST"),
        Err(Refusal::LastAdministrator(called("first")))
    );
    clinic
        .add_person("second", Role::Administrator, password("c"))
        .unwrap();
    clinic.remove("FIRST").unwrap();
    assert_eq!(
        clinic.remove("second"),
        Err(Refusal::LastAdministrator(called("second")))
    );
    clinic.remove("desk").unwrap();
    assert_eq!(
        clinic.remove("desk"),
        Err(Refusal::NoSuchPerson(called("desk")))
    );
    assert_eq!(
        clinic.reset("desk", password("d")),
        Err(Refusal::NoSuchPerson(called("desk")))
    );
}

#[test]
fn credentials_that_were_replaced_prove_nothing_any_more() {
    let mut clinic = Clinic::new();
    clinic
        .add_person("yamada", Role::Support, with_codes(&[1, 2]))
        .unwrap();
    let before = clinic.person("yamada").clone();
    clinic.wait(60);
    clinic.reset("Yamada", password("new")).unwrap();
    let after = clinic.person("yamada").clone();
    assert_eq!(
        (&after.name, after.role, after.since),
        (&before.name, before.role, before.since)
    );
    assert_ne!(after.generation, before.generation);
    let code = Some(Proof::Recovery(Secret([1; 32])));
    assert_eq!(
        clinic.log_in_of("yamada", before.generation, None),
        Err(Refusal::WrongLogin)
    );
    assert_eq!(
        clinic.log_in("yamada", code),
        Err(Refusal::WrongLogin),
        "a former recovery code"
    );
    clinic.log_in("yamada", None).unwrap();
    // Somebody who gets the name of one who went is somebody else.
    clinic.remove("yamada").unwrap();
    assert_eq!(
        clinic.log_in_of("yamada", after.generation, None),
        Err(Refusal::WrongLogin)
    );
    clinic
        .add_person("yamada", Role::Support, password("new"))
        .unwrap();
    assert_eq!(
        clinic.log_in_of("yamada", after.generation, None),
        Err(Refusal::WrongLogin)
    );
}

#[test]
fn a_code_counts_once_and_none_of_an_earlier_step_after_it() {
    let mut clinic = Clinic::new();
    clinic
        .add_person("yamada", Role::Vendor, with_codes(&[1, 2]))
        .unwrap();
    assert_eq!(
        clinic.log_in("yamada", None),
        Err(Refusal::WrongLogin),
        "it has to be shown"
    );
    let step = |step| Some(Proof::Step(step));
    clinic.log_in("yamada", step(100)).unwrap();
    clinic.restart_after(5);
    for used in [100, 99, 0] {
        assert_eq!(
            clinic.log_in("yamada", step(used)),
            Err(Refusal::WrongLogin),
            "{used}"
        );
    }
    clinic.log_in("yamada", step(101)).unwrap();
    let recovery = |code: u8| Some(Proof::Recovery(Secret([code; 32])));
    clinic.log_in("yamada", recovery(1)).unwrap();
    clinic.restart_after(5);
    for gone in [1, 3] {
        assert_eq!(
            clinic.log_in("yamada", recovery(gone)),
            Err(Refusal::WrongLogin),
            "{gone}"
        );
    }
    clinic.log_in("yamada", recovery(2)).unwrap();
    // A second factor is not shown by whom none was given.
    clinic
        .add_person("other", Role::Vendor, password("a"))
        .unwrap();
    assert_eq!(clinic.log_in("other", step(200)), Err(Refusal::WrongLogin));
}

#[test]
fn failed_logins_are_one_line_of_the_audit_however_many_they_were() {
    use madoguchi_fleet::decision::Change;
    let mut clinic = Clinic::new();
    for (name, subject) in [(Some(called("yamada")), "yamada 7"), (None, "- 7")] {
        let act = Act {
            request: None,
            actor: Actor::Fleet,
            place: None,
            command: Command::NoteFailedLogins { name, count: 7 },
        };
        let decision = clinic.fleet.decide(clinic.now, act).unwrap();
        let entries = decision.changes.iter().filter_map(|change| match change {
            Change::Audit(entry) => Some(entry.subject.as_str()),
            _ => None,
        });
        assert_eq!(entries.collect::<Vec<_>>(), [subject]);
    }
}

#[test]
fn sessions_that_were_ended_are_written_down_and_the_person_stays_as_he_is() {
    use madoguchi_fleet::decision::Change;
    let mut clinic = Clinic::new();
    clinic
        .add_person("Yamada", Role::Support, password("a"))
        .unwrap();
    let before = clinic.person("yamada").clone();
    let end = |name: &str| Act {
        request: None,
        actor: Actor::Staff,
        place: None,
        command: Command::EndSessions {
            name: called(name),
            count: 2,
        },
    };
    let decision = clinic
        .fleet
        .decide(clinic.now, end("ＹＡＭＡＤＡ"))
        .unwrap();
    let entries = decision.changes.iter().filter_map(|change| match change {
        Change::Audit(entry) => Some((entry.command.as_str(), entry.subject.as_str())),
        _ => None,
    });
    let entries: Vec<_> = entries.collect();
    assert_eq!(entries, [("person-end-sessions", "Yamada 2")]);
    assert_eq!(*clinic.person("yamada"), before);
    let nobody = clinic.fleet.decide(clinic.now, end("nobody")).err();
    assert_eq!(nobody, Some(Refusal::NoSuchPerson(called("nobody"))));
}

#[test]
fn the_newest_login_is_remembered_over_restarts() {
    let mut clinic = Clinic::new();
    clinic
        .add_person("yamada", Role::Support, password("a"))
        .unwrap();
    assert_eq!(clinic.person("yamada").last_login, None);
    clinic.wait(60);
    clinic.log_in("yamada", None).unwrap();
    let at = clinic.now;
    clinic.restart_after(5);
    assert_eq!(clinic.person("yamada").last_login, Some(at));
    clinic.reset("yamada", password("b")).unwrap();
    assert_eq!(clinic.person("yamada").last_login, Some(at));
}

#[test]
fn an_act_names_the_person_in_the_tickets_story() {
    let mut clinic = Clinic::new();
    let add = madoguchi_fleet::command::AddTicket::default();
    let actor = Actor::Person(called("yamada"));
    let command = Command::AddTicket(add);
    let act = Act {
        place: None,
        request: None,
        actor: actor.clone(),
        command,
    };
    clinic.act(act).unwrap();
    assert_eq!(clinic.ticket("1").story[0].actor, actor);
}

#[test]
fn nothing_that_proves_who_somebody_is_is_ever_printed() {
    let mut clinic = Clinic::new();
    clinic
        .add_person("yamada", Role::Vendor, with_codes(&[1]))
        .unwrap();
    let printed = format!(
        "{:?} {:?}",
        clinic.person("yamada"),
        Proof::Recovery(Secret([1; 32]))
    );
    assert!(
        printed.contains("yamada") && !printed.contains("hash") && !printed.contains("[7"),
        "{printed}"
    );
}
