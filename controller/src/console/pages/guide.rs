//! The guides that are printed, for whoever looks at the counter page: the same as "madoguchi guide" writes.

use crate::console::{Shared, assets, refuse};
use crate::paper::Guide;
use crate::texts::Console as Why;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

pub(super) async fn show(
    State(shared): State<Shared>,
    Path(name): Path<String>,
    request: Request,
) -> Response {
    let Some(guide) = Guide::ALL.into_iter().find(|guide| guide.name() == name) else {
        return refuse::refuse(&shared, &request, Why::NoPage);
    };
    // No page may have its style in it: the policy of the console forbids that.
    let Ok(html) = guide.html(Some(assets::url("paper.css"))) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    ([(CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response()
}
