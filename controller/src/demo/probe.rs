//! Measures how long a call takes: from the request for a ticket, while a unit is free, to the call at the agent.

use super::clinic::Clinic;
use super::figures::Latency;
use crate::cli::{Failure, request_id};
use madoguchi_proto::v1::{AddTicketRequest, CancelTicketRequest};
use std::time::Instant;

/// The number of probes: enough that the 99th percentile is not just the worst one.
const PROBES: usize = 200;

/// Measures through the desk, as reception uses it. Each probe's ticket is cancelled when its call has come.
pub async fn dispatch(clinic: &Clinic) -> Result<Latency, Failure> {
    let mut desk = clinic.desk.front_desk();
    let mut times_us = Vec::with_capacity(PROBES);
    for probe in 0..PROBES {
        let number = format!("P{probe}");
        let request = AddTicketRequest {
            request_id: request_id()?,
            number: number.clone(),
            ..AddTicketRequest::default()
        };
        let asked = Instant::now();
        desk.add_ticket(request).await?;
        let Some(called) = clinic.watch.call(&number).await else {
            return Err(not_called(&number));
        };
        times_us.push(i64::try_from(called.duration_since(asked).as_micros()).unwrap_or(i64::MAX));
        let cancel = CancelTicketRequest {
            request_id: request_id()?,
            number,
        };
        // On a slow PC the simulated patient may come before that; then the session just ends.
        let _ = desk.cancel_ticket(cancel).await;
    }
    Ok(Latency::of(times_us))
}

/// A call that did not come in time.
fn not_called(number: &str) -> Failure {
    Failure::own("demo-no-call", &[("number", number)])
}

#[test]
fn a_call_that_does_not_come_is_told_with_its_number() {
    let told = not_called("P7").text;
    assert!(told.ja.contains("受付番号 P7 の"), "{told:?}");
    assert!(told.en.contains("ticket P7"), "{told:?}");
}
