//! The pages: the counter for reception, the board for the waiting room, and one ticket's story.
//!
//! A page comes with its words and without a state; its script fills it from the live stream, at once and again after every change
//! (`assets/`). So there is one way to the screen, and a page that comes back after an hour shows what is so now.

pub(super) mod texts;
mod views;

use super::Shared;
use axum::Router;
use axum::extract::{Path, Query};
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;
use views::{Board, Counter, Page, Ticket};

/// The pages for whoever is known.
pub(super) fn routes() -> Router<Shared> {
    Router::new()
        .route("/", get(counter))
        .route("/tickets/{number}", get(ticket))
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
