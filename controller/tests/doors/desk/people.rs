//! People who may log in: added, reset and removed by programs with the token, and logged in by what they show (RULES, "Who may do what").

use crate::support::clinic::{Clinic, Wire, add, id};
use crate::support::soon;
use madoguchi_controller::desk::grpc::respond::said;
use madoguchi_controller::desk::people::second_factor;
use madoguchi_fleet::ids::RequestId;
use madoguchi_proto::v1;
use madoguchi_proto::v1::front_desk_client::FrontDeskClient;
use madoguchi_proto::v1::people_client::PeopleClient;
use tonic::metadata::MetadataValue;
use tonic::{Code, Request};

const PASSWORD: &str = "kumo7%nx-hato";

fn person(request: u8, name: &str, role: v1::Role) -> v1::AddPersonRequest {
    v1::AddPersonRequest {
        request_id: id(request),
        name: name.to_owned(),
        role: role.into(),
        password: PASSWORD.to_owned(),
        second_factor: None,
    }
}

/// The code with which something was refused.
fn refused<T>(answer: Result<T, tonic::Status>) -> (Code, String) {
    let status = answer.err().expect("it was done");
    (status.code(), said(&status).unwrap().code)
}

async fn names(people: &mut PeopleClient<Wire>) -> Vec<String> {
    let list = soon(people.list_people(v1::ListPeopleRequest {})).await;
    let list = list.unwrap().into_inner().people;
    list.into_iter().map(|person| person.name).collect()
}

#[tokio::test]
async fn people_are_added_reset_and_removed_and_a_repeat_gets_the_first_answer() {
    let clinic = Clinic::open().await;
    let mut people = PeopleClient::new(clinic.wire().await);
    let asked = person(1, " Ｙａｍａｄａ ", v1::Role::Administrator);
    for _ in 0..2 {
        let added = soon(people.add_person(asked.clone())).await.unwrap();
        let added = added.into_inner().person.unwrap();
        assert_eq!(
            (&*added.name, added.role()),
            ("Yamada", v1::Role::Administrator)
        );
        assert!(!added.second_factor && added.since_ms > 0);
    }
    let other = v1::AddPersonRequest {
        role: v1::Role::Vendor.into(),
        ..asked
    };
    let other = refused(soon(people.add_person(other)).await);
    assert_eq!(
        other,
        (Code::InvalidArgument, "request-id-in-use".to_owned())
    );
    let again = refused(soon(people.add_person(person(2, "yamada", v1::Role::Vendor))).await);
    assert_eq!(again, (Code::AlreadyExists, "person-exists".to_owned()));
    soon(people.add_person(person(3, "受付", v1::Role::Reception)))
        .await
        .unwrap();
    let reset = v1::ResetPersonRequest {
        request_id: id(4),
        name: "受付".to_owned(),
        password: "8 chars.".to_owned(),
        second_factor: Some(second_factor::fresh().unwrap()),
    };
    let reset = soon(people.reset_person(reset)).await.unwrap();
    let reset = reset.into_inner().person.unwrap();
    assert!(reset.second_factor && reset.recovery_codes == 10);
    let remove = |request, name: &str| v1::RemovePersonRequest {
        request_id: id(request),
        name: name.to_owned(),
    };
    let last = refused(soon(people.remove_person(remove(5, "YAMADA"))).await);
    assert_eq!(
        last,
        (Code::FailedPrecondition, "last-administrator".to_owned())
    );
    assert_eq!(names(&mut people).await, ["Yamada", "受付"]);
    soon(people.remove_person(remove(6, "受付"))).await.unwrap();
    let gone = refused(soon(people.remove_person(remove(7, "受付"))).await);
    assert_eq!(gone, (Code::NotFound, "no-such-person".to_owned()));
}

#[tokio::test]
async fn what_is_no_person_or_no_password_is_refused_by_name() {
    let clinic = Clinic::open().await;
    let mut people = PeopleClient::new(clinic.wire().await);
    let good = || person(1, "yamada", v1::Role::Support);
    let table: [(&str, v1::AddPersonRequest); 7] = [
        ("input-person", person(1, "a\nb", v1::Role::Support)),
        ("input-role", person(1, "yamada", v1::Role::Unspecified)),
        (
            "input-second-factor",
            v1::AddPersonRequest {
                second_factor: Some(v1::SecondFactor::default()),
                ..good()
            },
        ),
        (
            "password-short",
            v1::AddPersonRequest {
                password: "8 chars.".to_owned(),
                ..good()
            },
        ),
        (
            "password-long",
            v1::AddPersonRequest {
                password: "kumo7%nx".repeat(17),
                ..good()
            },
        ),
        (
            "password-easy",
            v1::AddPersonRequest {
                password: "yamada-password".to_owned(),
                ..good()
            },
        ),
        (
            "input-request-id",
            v1::AddPersonRequest {
                request_id: Vec::new(),
                ..good()
            },
        ),
    ];
    for (code, request) in table {
        let told = refused(soon(people.add_person(request)).await);
        assert_eq!(told, (Code::InvalidArgument, code.to_owned()));
    }
    assert!(names(&mut people).await.is_empty());
}

/// The hash by which a repeat is told is quick to make, and is stored: whoever reads it must not find a password by it.
#[tokio::test]
async fn nothing_that_is_stored_is_a_quick_hash_of_a_password() {
    let clinic = Clinic::open().await;
    let mut people = PeopleClient::new(clinic.wire().await);
    let first = person(1, "yamada", v1::Role::Support);
    soon(people.add_person(first.clone())).await.unwrap();
    let other = v1::AddPersonRequest {
        password: "another-pass-of-his".to_owned(),
        second_factor: Some(second_factor::fresh().unwrap()),
        ..first
    };
    // As the same request: its password is no part of what is hashed.
    let again = soon(people.add_person(other)).await.unwrap();
    assert!(!again.into_inner().person.unwrap().second_factor);
    let answered = clinic
        .running
        .handle
        .ask(|fleet| fleet.has_answered(RequestId([1; 16])));
    assert!(soon(answered).await.unwrap());
}

#[tokio::test]
async fn whoever_uses_a_program_is_named_where_it_says_so() {
    let clinic = Clinic::open().await;
    let mut desk = FrontDeskClient::new(clinic.wire().await);
    let names = [
        Some("山田".as_bytes()),
        None,
        Some(b"\xff"),
        Some(&[b'x'; 33]),
    ];
    for (request, name) in (1..).zip(names) {
        let mut request = Request::new(add(id(request), &request.to_string()));
        if let Some(name) = name {
            let value = MetadataValue::from_bytes(name);
            request
                .metadata_mut()
                .insert_bin("madoguchi-user-bin", value);
        }
        soon(desk.add_ticket(request)).await.unwrap();
    }
    for (number, name) in [("1", "山田"), ("2", ""), ("3", ""), ("4", "")] {
        let get = v1::GetTicketRequest {
            number: number.to_owned(),
            ..Default::default()
        };
        let found = soon(desk.get_ticket(get)).await.unwrap().into_inner();
        let first = &found.story[0];
        assert_eq!(
            (&*first.actor, &*first.actor_name),
            ("staff", name),
            "{number}"
        );
    }
}
