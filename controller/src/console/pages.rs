//! The pages.

use super::{Shared, assets};
use axum::Router;
use axum::response::Html;
use axum::routing::get;

/// The pages for whoever is known.
pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/", get(page))
}

/// The page for whoever has the board's key.
pub(super) fn board_routes() -> Router<Shared> {
    Router::new().route("/board", get(page))
}

async fn page() -> Html<String> {
    let style = assets::url("console.css");
    Html(format!(
        "<!doctype html><html lang=\"ja\"><meta charset=\"utf-8\"><title>Madoguchi</title><link rel=\"stylesheet\" href=\"{style}\">"
    ))
}
