//! The pages: the counter for reception, the board for the waiting room, one ticket's story, and the places of those who look after all this.
//!
//! A page comes with its words and without a state; its script fills it from the live stream, at once and again after every change
//! (`assets/`). So there is one way to the screen, and a page that comes back after an hour shows what is so now.

mod guide;
mod places;
mod slip;
mod support_sheet;
pub(super) mod texts;
mod views;

use super::guard::Camera;
use super::{Shared, api, language, login};
use crate::desk::Caller;
use axum::Router;
use axum::extract::{Extension, Path, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use places::Place;
use serde::Deserialize;
use views::{Board, Counter, Page, Sheet, Ticket};

/// The pages for whoever is known.
pub(super) fn routes() -> Router<Shared> {
    let routes = Router::new()
        .route("/", get(counter))
        .route("/tickets/{number}", get(ticket))
        .route("/here", post(here))
        .route("/people/audit.jsonl", get(audit))
        .route("/slip/{number}", get(slip::show))
        .route("/units/{unit}/sheet", get(support_sheet::show))
        .route("/guide/{guide}", get(guide::show));
    Place::ALL.into_iter().fold(routes, |routes, place| {
        let sheet = move |page: Page| async move { sheet(&page, place) };
        routes.route(place.path(), get(sheet))
    })
}

/// The page to which a login leads; the counter page where nobody said, or said something else.
pub(super) fn after_login(said: &str) -> &'static str {
    let mut paths = Place::ALL.iter().map(|place| place.path());
    paths.find(|path| *path == said).unwrap_or("/")
}

/// A page beside the counter's. Nobody's is the login; a person's who may not use it says who may.
fn sheet(page: &Page, place: Place) -> Response {
    if !page.is_a_persons() && !page.finds(place) {
        return login::to_page(&login::leading_to(place.path()));
    }
    let mut answer = page.show(&Sheet {
        page,
        place,
        refused: page.refusal(place),
    });
    if place.has_camera() {
        answer.extensions_mut().insert(Camera);
    }
    answer
}

/// A page tells that its person does something, which keeps his session open (RULES W10).
async fn here() -> StatusCode {
    StatusCode::NO_CONTENT
}

/// The record of acts as a file.
async fn audit(
    State(shared): State<Shared>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
) -> Response {
    match shared.desk.by(caller).export_audit().await {
        Ok(lines) => {
            let file = [
                (CONTENT_TYPE, "application/jsonl"),
                (CONTENT_DISPOSITION, "attachment; filename=\"audit.jsonl\""),
            ];
            (file, lines).into_response()
        }
        Err(refused) => api::Problem::from(refused)
            .answer(language::of_headers(&headers))
            .into_response(),
    }
}

/// The page for whoever has the board's key.
pub(super) fn board_routes() -> Router<Shared> {
    Router::new().route("/board", get(board))
}

async fn counter(page: Page) -> Response {
    page.show(&Counter { page: &page })
}

async fn board(page: Page) -> Response {
    page.show(&Board { page: &page })
}

/// Which of the tickets that had the number: 0 the one that it finds now, 1 the one before.
#[derive(Deserialize)]
struct Which {
    #[serde(default)]
    earlier: u32,
}

async fn ticket(page: Page, Path(number): Path<String>, Query(which): Query<Which>) -> Response {
    let earlier = which.earlier;
    page.show(&Ticket {
        page: &page,
        number: &number,
        earlier,
    })
}
