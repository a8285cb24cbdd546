//! The requests of pages and programs, as JSON under `/api/v1`.

use super::Shared;
use super::who::By;
use crate::desk::Refused;
use crate::json;
use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use madoguchi_proto::v1::GetStatusRequest;

pub(super) fn routes() -> Router<Shared> {
    Router::new().route("/api/v1/status", get(status))
}

async fn status(By(desk): By) -> Response {
    match desk.get_status(GetStatusRequest {}).await {
        Ok(answer) => axum::Json(answer.status.as_ref().map(json::status)).into_response(),
        Err(Refused { text, .. }) => (StatusCode::SERVICE_UNAVAILABLE, text.ja).into_response(),
    }
}
