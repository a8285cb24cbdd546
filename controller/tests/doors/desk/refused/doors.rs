//! A clinic with two doors, the desk and the command line, at which the same is asked.

use crate::support::clinic::{Clinic, Wire, add, id};
use crate::support::plugged::Plugged;
use crate::support::soon;
use madoguchi_controller::desk::grpc::respond::said;
use madoguchi_fleet::outcome::Kind;
use madoguchi_proto::v1::Refusal;
use madoguchi_proto::v1::front_desk_client::FrontDeskClient;
use madoguchi_proto::v1::support_client::SupportClient;
use madoguchi_proto::v1::units_client::UnitsClient;
use prost::Message as _;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::process::{Command, Output};
use tonic::{Response, Status};

/// A clinic with two doors, and the refusals that were seen at both.
pub struct Doors {
    pub clinic: Clinic,
    pub tickets: FrontDeskClient<Wire>,
    pub units: UnitsClient<Wire>,
    pub support: SupportClient<Wire>,
    seen: BTreeSet<String>,
    request: u8,
}

impl Doors {
    pub async fn open() -> Self {
        Self::to(Clinic::open().await).await
    }

    pub async fn to(clinic: Clinic) -> Self {
        let wire = clinic.wire().await;
        Self {
            tickets: FrontDeskClient::new(wire.clone()),
            units: UnitsClient::new(wire.clone()),
            support: SupportClient::new(wire),
            clinic,
            seen: BTreeSet::new(),
            request: 0,
        }
    }

    pub fn id(&mut self) -> Vec<u8> {
        self.request += 1;
        id(self.request)
    }

    pub async fn add(&mut self, number: &str) {
        let request_id = self.id();
        soon(self.tickets.add_ticket(add(request_id, number)))
            .await
            .unwrap();
    }

    async fn command_line(&self, words: &str) -> Output {
        let mut program = Command::new(env!("CARGO_BIN_EXE_madoguchi"));
        program
            .arg("--data-dir")
            .arg(self.clinic.papers.folder.path().join("data"))
            .args(words.split_whitespace())
            .arg("--json");
        let ended = tokio::task::spawn_blocking(move || program.output());
        soon(ended).await.unwrap().unwrap()
    }

    /// Sees the refusal of an answer at the command line, too: the same code and the same words, and nothing else.
    pub async fn compare<T>(
        &mut self,
        code: &str,
        words: &str,
        answer: Result<Response<T>, Status>,
    ) {
        let Err(status) = answer else {
            panic!("{words} was done at the desk");
        };
        let told = said(&status).unwrap_or_else(|| panic!("{words}: {status:?}"));
        assert_eq!((told.code.as_str(), status.message()), (code, &*told.en));
        let output = self.command_line(words).await;
        let printed = String::from_utf8(output.stderr).unwrap();
        let refusal = printed.lines().last().unwrap_or_default();
        let refusal: Value = serde_json::from_str(refusal).unwrap_or_else(|_| panic!("{printed}"));
        let fault = Refusal::decode(status.details()).unwrap().fault;
        assert!(
            fault.starts_with("MDG-"),
            "{code} has no code for the telephone"
        );
        let expected = json!({ "code": told.code, "ja": told.ja, "en": told.en, "fault": fault });
        assert_eq!(refusal, expected, "{words}");
        assert_eq!((output.status.code(), &*output.stdout), (Some(1), &b""[..]));
        self.seen.insert(told.code);
    }

    pub fn has_seen(&self, codes: &[&str]) {
        let codes: BTreeSet<_> = codes.iter().copied().collect();
        let seen: BTreeSet<_> = self.seen.iter().map(String::as_str).collect();
        assert_eq!(seen, codes);
    }

    /// A session of somebody who was not called.
    pub async fn walk_up(&self, reader: &Plugged, session: u8, kind: Kind) {
        self.clinic.card(reader, session, None).await;
        self.clinic.ends(reader, session, None, kind).await;
    }
}
