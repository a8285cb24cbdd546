//! The HTTP API: the desk's requests as JSON under `/api/v1`, what describes them, and a page for each refusal.
//!
//! A door like the command line and gRPC: it makes out what is asked and shows what came of it, and the desk decides. Each route is made
//! and described in one place ([`route`]), so the description at `/api/openapi.json` and the page at `/api` cannot lack one.

mod account;
mod audit;
mod bodies;
mod docs;
mod faults;
mod fields;
mod idempotency;
mod licenses;
mod openapi;
mod pages;
mod pairing;
mod people;
mod problem;
mod route;
mod status;
mod tickets;
mod units;
mod ways;

use crate::console::language;
use crate::desk::Desk;
use crate::texts::text;
use axum::Router;
use axum::body::Body;
use axum::extract::{FromRef, Path};
use axum::http::header::HOST;
use axum::http::request::Parts;
use axum::http::{Request, Response, StatusCode};
use axum::routing::{any, get};
pub(super) use problem::Problem;
use route::Routes;
use std::sync::Arc;

/// By which way the API is reached, which its description tells: what has to be shown differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Over HTTP on this PC: by its programs with the token, and by its pages.
    ThisPc,
    /// Over HTTPS from other PCs: by pages in which somebody is logged in, and nobody else (RULES W13).
    Lan,
}

impl Reach {
    /// Where a request was sent to.
    fn address(self, request: &Parts) -> String {
        let host = request.headers.get(HOST);
        let host = host.and_then(|host| host.to_str().ok());
        let scheme = match self {
            Self::ThisPc => "http",
            Self::Lan => "https",
        };
        format!("{scheme}://{}", host.unwrap_or("127.0.0.1"))
    }
}

/// All routes. Whoever asks is made out before: a layer puts the `Caller` into each request.
pub fn routes<S>(reach: Reach) -> Router<S>
where
    Desk: FromRef<S>,
    S: Clone + Send + Sync + 'static,
{
    let Routes { router, described } = all();
    let described: Arc<[_]> = described.into();
    let also = Arc::clone(&described);
    let document = async move |request: Request<Body>| {
        let lang = language::of(&request.into_parts().0);
        route::json(&openapi::document(&described, reach, lang))
    };
    let page = async move |request: Request<Body>| {
        let request = request.into_parts().0;
        let lang = language::of(&request);
        let document = openapi::document(&also, reach, lang);
        docs::page(&document, lang, reach, &reach.address(&request))
    };
    router
        .route("/api/openapi.json", get(document))
        .route("/api", get(page))
        .route("/problems/{code}", get(problem_page))
        .route("/faults", get(faults_page))
        .route("/faults/{code}", get(fault_page))
        .route("/api/{*rest}", any(no_route))
        .method_not_allowed_fallback(wrong_method)
}

/// The requests of the desk, each with its description.
fn all<S>() -> Routes<S>
where
    Desk: FromRef<S>,
    S: Clone + Send + Sync + 'static,
{
    let routes = tickets::routes(Routes::new());
    let routes = pairing::routes(units::routes(routes));
    let routes = licenses::routes(status::routes(routes));
    audit::routes(account::routes(people::routes(routes)))
}

async fn problem_page(
    code: Result<Path<String>, axum::extract::rejection::PathRejection>,
    request: Request<Body>,
) -> Response<Body> {
    let lang = language::of(&request.into_parts().0);
    let code = code.map(|Path(code)| code).unwrap_or_default();
    pages::problem(&code, lang)
}

async fn fault_page(
    code: Result<Path<String>, axum::extract::rejection::PathRejection>,
    request: Request<Body>,
) -> Response<Body> {
    let lang = language::of(&request.into_parts().0);
    let code = code.map(|Path(code)| code).unwrap_or_default();
    faults::fault(&code, lang)
}

async fn faults_page(request: Request<Body>) -> Response<Body> {
    faults::list(language::of(&request.into_parts().0))
}

async fn no_route(request: Request<Body>) -> Response<Body> {
    let lang = language::of(&request.into_parts().0);
    Problem::new(StatusCode::NOT_FOUND, text("api-no-route", &[])).answer(lang)
}

async fn wrong_method(request: Request<Body>) -> Response<Body> {
    let lang = language::of(&request.into_parts().0);
    let text = text("api-method", &[]);
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, text).answer(lang)
}
