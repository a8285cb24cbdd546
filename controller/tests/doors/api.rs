//! The HTTP API, without a listener: requests go into its router, with whoever asks made out before.

mod acts;
mod day;
mod described;
mod driven;
mod faults;
mod pictures;
mod repeats;
mod rights;
mod shapes;
mod support_code;
mod wrong;

use crate::support::clinic::{Clinic, trust};
use crate::support::soon;
use axum::Extension;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode};
use madoguchi_controller::console::api::{self, Reach};
use madoguchi_controller::desk::audit::Readers;
use madoguchi_controller::desk::people::Logins;
use madoguchi_controller::desk::{Caller, Desk, Events, Pc, Pictures};
use serde_json::{Value, json};
use std::sync::Arc;
use tower::ServiceExt;

/// A clinic, and the way into its API.
struct Api {
    clinic: Clinic,
    router: Router,
}

/// What came back.
#[derive(Debug)]
struct Answer {
    status: StatusCode,
    form: String,
    body: String,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|why| panic!("{why}: {self:?}"))
    }

    /// What was done.
    #[track_caller]
    fn done(self) -> Value {
        assert_eq!(
            (self.status, self.form.as_str()),
            (StatusCode::OK, "application/json"),
            "{self:?}"
        );
        self.json()
    }

    /// The name of the refusal, whose problem is whole.
    #[track_caller]
    fn refused(self, status: u16) -> String {
        assert_eq!(
            (self.status.as_u16(), self.form.as_str()),
            (status, "application/problem+json"),
            "{self:?}"
        );
        let problem = self.json();
        let code = problem["code"].as_str().unwrap().to_owned();
        assert_eq!(problem["type"], format!("/problems/{code}"));
        assert_eq!(problem["status"], status);
        let fault = problem["fault"].as_str().unwrap_or_default();
        assert!(
            fault.starts_with("MDG-"),
            "{code} has no code for the telephone"
        );
        assert_eq!(
            problem["detail"], problem["ja"],
            "Japanese where nobody says"
        );
        assert!(!problem["title"].as_str().unwrap().is_ascii());
        assert!(problem["en"].as_str().unwrap().len() > 10 && problem["ja"] != problem["en"]);
        code
    }
}

impl Api {
    async fn open() -> Self {
        Self::of(Clinic::open().await)
    }

    fn of(clinic: Clinic) -> Self {
        let desk = Desk {
            handle: clinic.running.handle.clone(),
            identity: Arc::clone(&clinic.papers.identity),
            trust: trust(),
            pairing: None,
            policy: "loopback",
            settings: [].into(),
            pc: Pc::default(),
            folder: None,
            watched: None,
            nightly: None,
            down: None,
            logs: None,
            made_anew: None,
            images: None,
            support: Arc::default(),
            ready: madoguchi_controller::desk::Ready::default(),
            changes: madoguchi_controller::desk::Changes::default(),
            caller: Caller::OWNER,
            logins: Logins::default(),
            audits: Readers::default(),
            reader_logs: madoguchi_controller::gateway::ReaderLogs::default(),
            bundles: madoguchi_controller::desk::bundle::Places::default(),
            pictures: Pictures::default(),
            program: None,
            events: Events::default(),
            counts: madoguchi_controller::desk::Counts::default(),
        };
        let router = api::routes(Reach::ThisPc).with_state(desk);
        Self { clinic, router }
    }

    async fn send(&self, request: Request<Body>) -> Answer {
        self.send_as(Some(Caller::OWNER), request).await
    }

    async fn send_as(&self, caller: Option<Caller>, request: Request<Body>) -> Answer {
        let router = match caller {
            Some(caller) => self.router.clone().layer(Extension(caller)),
            None => self.router.clone(),
        };
        let answer = soon(router.oneshot(request)).await.unwrap();
        let status = answer.status();
        let form = answer
            .headers()
            .get("content-type")
            .map(|form| form.to_str().unwrap().to_owned());
        let body = soon(to_bytes(answer.into_body(), usize::MAX))
            .await
            .unwrap();
        Answer {
            status,
            form: form.unwrap_or_default(),
            // A file is no text.
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    }

    async fn get(&self, path: &str) -> Answer {
        self.send(get(path)).await
    }

    /// Sends an act; `said` is null for an empty body.
    async fn post(&self, path: &str, said: Value) -> Answer {
        self.send(post(path, said)).await
    }
}

fn get(path: &str) -> Request<Body> {
    Request::get(path).body(Body::empty()).unwrap()
}

fn post(path: &str, said: Value) -> Request<Body> {
    let request = Request::post(path);
    match said {
        Value::Null => request.body(Body::empty()),
        said => request
            .header("content-type", "application/json")
            .body(Body::from(said.to_string())),
    }
    .unwrap()
}

/// A body as it is, of this form.
fn raw(path: &str, form: &str, body: impl Into<Body>) -> Request<Body> {
    let request = Request::builder().method(Method::POST).uri(path);
    request
        .header("content-type", form)
        .body(body.into())
        .unwrap()
}

/// A patient who is in line.
async fn add(api: &Api, number: &str) {
    let said = json!({ "number": number });
    api.post("/api/v1/tickets", said).await.done();
}
