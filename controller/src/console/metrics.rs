//! The metrics at `/metrics` (RULES M1 to M4): free on this PC, with the token of collectors on the LAN.

use super::{Shared, refuse, who, zip};
use crate::desk::metrics::Form;
use crate::texts::Console as Why;
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, CONTENT_TYPE, HeaderValue};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use std::net::IpAddr;

/// Where they are, as collectors look by themselves.
pub(super) const PATH: &str = "/metrics";
/// How whoever reads OpenMetrics says so.
const OPEN_METRICS: &str = "application/openmetrics-text";

/// The metrics as text, in the form that is asked for.
pub(super) async fn metrics(State(shared): State<Shared>, request: Request) -> Response {
    let headers = request.headers();
    let token = who::bearer(headers);
    if shared.door.is_lan() && !token.is_some_and(|token| shared.metrics_token.fits(token)) {
        let address = request.extensions().get::<IpAddr>();
        let address = address.map(tracing::field::display);
        tracing::warn!(
            address,
            "a request for the metrics was refused: it does not have their token"
        );
        return refuse::refuse(&shared, &request, Why::MetricsToken);
    }
    who::settle(&request);
    let form = form(headers);
    match shared.desk.metrics(form).await {
        Ok(text) => {
            let kind = HeaderValue::from_static(form.content_type());
            ([(CONTENT_TYPE, kind)], text).into_response()
        }
        Err(refused) => refuse::problem(StatusCode::SERVICE_UNAVAILABLE, &refused.text, headers),
    }
}

fn form(headers: &HeaderMap) -> Form {
    let is_open = |kind: &str| {
        kind.split(';')
            .next()
            .is_some_and(|kind| kind.trim() == OPEN_METRICS)
    };
    match zip::lists(headers, &ACCEPT, is_open) {
        true => Form::OpenMetrics,
        false => Form::Classic,
    }
}
