//! Routes that are described where they are made: there is none that the API's description does not have.
//!
//! ```text
//! request ─► who asks ─► name in the path ─► fields ─► request of the desk ─► shape ─► JSON
//!                └──────────────┴──────────────┴──────────────┴─► problem
//! ```

use super::bodies::{PICTURE, REQUEST};
use super::fields::{Fields, of_body, of_query};
use super::idempotency;
use super::openapi::Described;
use super::problem::Problem;
use crate::console::language::{self, CHOICE};
use crate::desk::{Caller, Desk, Refused};
use crate::texts;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{FromRef, RawPathParams, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Request, Response, StatusCode};
use axum::routing::{get, post};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::HttpMethod;

/// The form of bodies and answers.
pub(super) const MEDIA_TYPE: &str = "application/json";

/// What somebody asks.
pub(super) struct Asked<F> {
    /// The id of an act.
    pub(super) request_id: Vec<u8>,
    /// What the path names: a ticket's number or a reader; empty where it names nothing.
    pub(super) name: String,
    pub(super) fields: F,
}

/// The routes of the API, and their descriptions.
pub(super) struct Routes<S> {
    pub(super) router: Router<S>,
    pub(super) described: Vec<Described>,
}

impl<S> Routes<S>
where
    Desk: FromRef<S>,
    S: Clone + Send + Sync + 'static,
{
    pub(super) fn new() -> Self {
        Self {
            router: Router::new(),
            described: Vec::new(),
        }
    }

    /// A look, which changes nothing: its fields are parameters of the address.
    pub(super) fn look<F, A, H, W>(
        mut self,
        path: &'static str,
        name: &'static str,
        work: H,
    ) -> Self
    where
        F: Fields,
        A: Serialize + ToSchema,
        H: Fn(Desk, Asked<F>) -> W + Clone + Send + Sync + 'static,
        W: Future<Output = Result<A, Refused>> + Send,
    {
        let handler = async move |State(desk): State<Desk>,
                                  named: Result<RawPathParams, RawPathParamsRejection>,
                                  request: Request<Body>| {
            let (parts, _) = request.into_parts();
            let answer = async {
                let (caller, asked) = looking(&parts, named)?;
                Ok(work(desk.by(caller), asked).await?)
            };
            answered(&parts, answer.await)
        };
        self.router = self.router.route(path, get(handler));
        self.described
            .push(Described::of::<F, A>(HttpMethod::Get, path, name));
        self
    }

    /// An act: its fields are the members of its body.
    pub(super) fn act<F, A, H, W>(mut self, path: &'static str, name: &'static str, work: H) -> Self
    where
        F: Fields,
        A: Serialize + ToSchema,
        H: Fn(Desk, Asked<F>) -> W + Clone + Send + Sync + 'static,
        W: Future<Output = Result<A, Refused>> + Send,
    {
        let handler = async move |State(desk): State<Desk>,
                                  named: Result<RawPathParams, RawPathParamsRejection>,
                                  request: Request<Body>| {
            let (parts, body) = request.into_parts();
            let answer = async {
                let caller = caller(&parts)?;
                let named = named_by(named)?;
                let Nothing {} = of_query(query(&parts))?;
                let id = idempotency::request_id(&parts.headers, &caller, name, &named)?;
                let body = REQUEST.whole(&parts.headers, body).await?;
                let asked = Asked {
                    request_id: id.0.to_vec(),
                    name: named,
                    fields: of_body(&body)?,
                };
                Ok(work(desk.by(caller), asked).await?)
            };
            answered(&parts, answer.await)
        };
        self.router = self.router.route(path, post(handler));
        self.described
            .push(Described::of::<F, A>(HttpMethod::Post, path, name));
        self
    }

    /// A look whose answer is a file of this form.
    pub(super) fn file<F, H, W>(
        mut self,
        path: &'static str,
        name: &'static str,
        form: &'static str,
        work: H,
    ) -> Self
    where
        F: Fields,
        H: Fn(Desk, Asked<F>) -> W + Clone + Send + Sync + 'static,
        W: Future<Output = Result<Vec<u8>, Refused>> + Send,
    {
        let handler = async move |State(desk): State<Desk>,
                                  named: Result<RawPathParams, RawPathParamsRejection>,
                                  request: Request<Body>| {
            let (parts, _) = request.into_parts();
            let answer = async {
                let (caller, asked) = looking(&parts, named)?;
                Ok(work(desk.by(caller), asked).await?)
            };
            match answer.await {
                Ok(file) => of_form(file, form),
                Err(problem) => Problem::answer(&problem, language::of(&parts)),
            }
        };
        self.router = self.router.route(path, get(handler));
        self.described.push(Described::file::<F>(path, name, form));
        self
    }

    /// A picture that is looked at: it is the body as it is.
    pub(super) fn picture<A, H, W>(
        mut self,
        path: &'static str,
        name: &'static str,
        work: H,
    ) -> Self
    where
        A: Serialize + ToSchema,
        H: Fn(Desk, Bytes) -> W + Clone + Send + Sync + 'static,
        W: Future<Output = Result<A, Refused>> + Send,
    {
        let handler = async move |State(desk): State<Desk>, request: Request<Body>| {
            let (parts, body) = request.into_parts();
            let answer = async {
                let caller = caller(&parts)?;
                let Nothing {} = of_query(query(&parts))?;
                let picture = PICTURE.whole(&parts.headers, body).await?;
                Ok(work(desk.by(caller), picture).await?)
            };
            answered(&parts, answer.await)
        };
        self.router = self.router.route(path, post(handler));
        self.described.push(Described::picture::<A>(path, name));
        self
    }
}

super::fields::fields! {
    /// 書く項目はない / Nothing has to be said.
    Nothing {}
}

/// Who looks, and at what.
fn looking<F: Fields>(
    request: &Parts,
    named: Result<RawPathParams, RawPathParamsRejection>,
) -> Result<(Caller, Asked<F>), Problem> {
    let caller = caller(request)?;
    let asked = Asked {
        request_id: Vec::new(),
        name: named_by(named)?,
        fields: of_query(query(request))?,
    };
    Ok((caller, asked))
}

/// Whoever asks, as the layer in front of the routes made him out; nobody is let in where there is none.
fn caller(request: &Parts) -> Result<Caller, Problem> {
    let caller = request.extensions.get::<Caller>().cloned();
    caller.ok_or_else(|| {
        let text = texts::desk(&texts::Desk::Unauthenticated);
        Problem::new(StatusCode::UNAUTHORIZED, text)
    })
}

/// What the path names; no path of ours names two things.
fn named_by(named: Result<RawPathParams, RawPathParamsRejection>) -> Result<String, Problem> {
    match named {
        Ok(named) => Ok(named.iter().map(|(_, value)| value).collect()),
        Err(_) => Err(Problem::new(
            StatusCode::BAD_REQUEST,
            texts::text("api-path-encoding", &[]),
        )),
    }
}

/// The parameters of the address, but for the language, which every address may have.
fn query(request: &Parts) -> impl Iterator<Item = (String, String)> {
    let query = request.uri.query().unwrap_or_default();
    let pairs = form_urlencoded::parse(query.as_bytes()).into_owned();
    pairs.filter(|(name, _)| name != CHOICE)
}

/// The answer to whoever asked, in his language where it is a problem.
fn answered<A: Serialize>(request: &Parts, answer: Result<A, Problem>) -> Response<Body> {
    match answer {
        Ok(shape) => json(&shape),
        Err(problem) => problem.answer(language::of(request)),
    }
}

/// An answer in JSON.
pub(super) fn json(shape: &impl Serialize) -> Response<Body> {
    // Serialising fails for maps whose keys are no text; no shape has one.
    of_form(serde_json::to_vec(shape).unwrap_or_default(), MEDIA_TYPE)
}

fn of_form(body: Vec<u8>, form: &'static str) -> Response<Body> {
    let mut answer = Response::new(Body::from(body));
    let form = HeaderValue::from_static(form);
    answer.headers_mut().insert(CONTENT_TYPE, form);
    answer
}
